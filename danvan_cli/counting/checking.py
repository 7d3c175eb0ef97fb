"""How much of a folder is checked beside other answers: all of it, or a large one's years alone."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from danvan_cli.counting.checks import check_everything, check_year
from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain.names import is_year
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.periods import Period

# Up to so many files all is compared with all, which takes a third of a second; 200.000 take four.
MOST_FILES_CHECKED = 20_000


class CheckCounts(NamedTuple):
    """What `check` finds; unless `everything`, only in some years' records, as far as these need no others."""

    errors: int
    warnings: int
    everything: bool


def counts_of(findings: Iterable[Problem], everything: bool) -> CheckCounts:  # noqa: FBT001 - as they are found
    """Return how many errors and warnings there are."""
    severe = [problem.rule.severity != "warning" for problem in findings]
    return CheckCounts(sum(severe), len(severe) - sum(severe), everything)


def check_what_fits(db: sqlite3.Connection, ledger: Ledger, year: int) -> tuple[list[Problem], bool]:
    """Return what is wrong, and whether that is everything: in a large folder it is of the lists and the year.

    The ledger is opened anew.
    """
    everything = _has_few_files(db, ledger)
    db, lists = ledger.open(None if everything else Scope(tuple(RECORD_TYPES), year, year, (year, year)))
    findings = _check_all(db, lists, ledger) if everything else list(_check_year(db, lists, ledger, year))
    return findings, everything


def check_period(db: sqlite3.Connection, lists: Lists, ledger: Ledger, period: Period) -> CheckCounts:
    """Count what is wrong in the lists and in the records of some years; `db` must be in step with all files."""
    everything = _has_few_files(db, ledger)
    if everything:
        found = _check_all(db, lists, ledger)
        return counts_of((problem for problem in found if _is_of(problem, period)), everything)
    years = {folder.year for folder in ledger.source.folders() if period.contains(folder.year)}
    findings = (problem for year in sorted(years) for problem in _check_year(db, lists, ledger, year))
    once = {(problem.path, problem.place, problem.code, str(problem.args)): problem for problem in findings}
    return counts_of(once.values(), everything)


def _check_all(db: sqlite3.Connection, lists: Lists, ledger: Ledger) -> list[Problem]:
    return check_everything(db, lists, ledger.source, ledger.known_present_year)


def _check_year(db: sqlite3.Connection, lists: Lists, ledger: Ledger, year: int) -> Iterable[Problem]:
    return check_year(db, lists, year, ledger.source, ledger.known_present_year)


def _is_of(problem: Problem, period: Period) -> bool:
    """Whether a problem lies in a year's folder of the period, or in none."""
    _, _, below = problem.path.partition("/")
    year = below.partition("/")[0]
    return not is_year(year) or period.contains(int(year))


def _has_few_files(db: sqlite3.Connection, ledger: Ledger) -> bool:
    """Whether the folder is small enough for checking all of it, by the fullest of the years looked at."""
    most = db.execute(
        "SELECT COUNT(*) FROM file JOIN folder ON folder.id = file.folder GROUP BY folder.year ORDER BY 1 DESC LIMIT 1"
    ).fetchone()
    years = {folder.year for folder in ledger.source.folders()}
    return (most[0] if most else 0) * len(years) <= MOST_FILES_CHECKED
