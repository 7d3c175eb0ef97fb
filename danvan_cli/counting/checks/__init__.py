"""Checks between records: plain functions in a list, each one rule or a few of the same kind."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.counting.checks import (
    awards,
    changes,
    duplicates,
    evaluations,
    evidence,
    figures,
    ratings,
    references,
    times,
    units,
)
from danvan_cli.counting.checks.calendar import Calendar, calendar_of
from danvan_cli.domain.messages import declared
from danvan_cli.domain.problem import Place, Problem
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import AWARDS, EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.domain.rules import RULES as RULES_OF_FILES
from danvan_cli.index import hiding, problems
from danvan_cli.index.current_lists import Lists, Unit
from danvan_cli.index.hiding import UnwrittenRecord
from danvan_cli.store.source import Source

# All that can be found, by code.
_DECLARED = declared(awards, changes, duplicates, evaluations, evidence, figures, ratings, references, times, units)
RULES = RULES_OF_FILES | {code: message for code, message in _DECLARED.items() if message.why}
Check = Callable[[sqlite3.Connection, Lists], Iterable[Problem]]
TimedCheck = Callable[[sqlite3.Connection, Calendar], Iterable[Problem]]
# What is asked of the lists themselves.
OF_LISTS: tuple[Check, ...] = (references.office_unit, references.units, references.unit_levels)
# What is asked of a record and the lists alone: said of one that is about to be written, too. Beside it stands the type
# of record that it is about, None where it is about any: of those that there are not nothing need be asked.
OF_ONE_RECORD: Mapping[Check, RecordType | None] = {
    references.unknown_units: None,
    references.unknown_values: None,
    references.kinds_of_models: MODELS,
    units.units_elsewhere: None,
    times.ended_units: None,
    times.retired_values: None,
    times.dates_in_order: None,
    times.last_years: None,
    duplicates.persons: MODELS,
    evaluations.undecided: EVALUATIONS,
    evaluations.outstanding_only: EVALUATIONS,
    evaluations.scores: EVALUATIONS,
    evaluations.surveys_first: EVALUATIONS,
    evaluations.days_of_surveys: EVALUATIONS,
    evaluations.evaluators: EVALUATIONS,
    evaluations.parts_of_one: None,
    ratings.ineffective: EVALUATIONS,
    ratings.unrated: EVALUATIONS,
    ratings.against_thresholds: EVALUATIONS,
    awards.medals: AWARDS,
    awards.unusual_forms: AWARDS,
    awards.revoked: AWARDS,
}
# The same, of what depends on the present day, or on since when there are records.
OF_ITS_TIME: tuple[TimedCheck, ...] = (times.days_of_the_year, times.years_ahead, duplicates.carried_on_unlinked)
# What is asked of the records of one year: a look at a single year does without those of others.
OF_ONE_YEAR: tuple[Check, ...] = (*OF_ONE_RECORD, evaluations.empty, evaluations.decision_dates, awards.rewarded_twice)
CHECKS: tuple[Check, ...] = (
    *OF_LISTS,
    *OF_ONE_YEAR,
    references.unknown_models,
    references.ids_twice,
    references.evaluations_astray,
    references.continued_years,
    references.later_models,
    times.retired_levels,
    duplicates.same_things,
    duplicates.told_elsewhere,
    duplicates.like_titles,
    duplicates.continued_twice,
    figures.claims,
)


def check_everything(
    db: sqlite3.Connection, lists: Lists, source: Source, present_year: int | None = None
) -> list[Problem]:
    """Return everything that is wrong; `db` must be in step with all files."""
    findings = [*problems.of_everything(db), *_stray_problems(source)]
    if not problems.of_lists(db):  # without lists or units everything would seem unknown
        findings += _run_all(CHECKS, db, lists)
        findings += _run_in_surroundings(db, source, present_year)
        findings += changes.changed_since(db, source)
    return sorted(findings, key=_sort_key)


def check_year(
    db: sqlite3.Connection, lists: Lists, year: int, source: Source, present_year: int | None = None
) -> Iterator[Problem]:
    """Yield what is wrong in the lists, and in a year's records as far as it needs no others."""
    yield from (
        problem for problem in problems.of_everything(db) if problem.path.partition("/")[2].startswith(f"{year}/")
    )
    with hiding.year_alone(db, year):
        yield from _run_all((*OF_LISTS, *OF_ONE_YEAR), db, lists)
        of_year = f"/{year}/"
        timed = _run_in_surroundings(db, source, present_year)
        yield from (problem for problem in timed if of_year in problem.path)


class NewProblem(NamedTuple):
    """Something that would be wrong, and the records in which it would."""

    problem: Problem
    paths: list[str]


class RecordsChange(NamedTuple):
    """What records state before and after they are written, and the units that are added with them."""

    before: Sequence[UnwrittenRecord]
    after: Sequence[UnwrittenRecord]
    added: Collection[Unit] = ()


def new_problems(db: sqlite3.Connection, lists: Lists, coming: RecordsChange, calendar: Calendar) -> list[NewProblem]:
    """Return what would be wrong in records by themselves, and was not before: the same in many of them once.

    What is found has no place: the records may not be written yet.
    """
    before, after, added = coming
    later = {_identity(problem): problem for problem in _problems_in(db, lists, after, added, calendar)}
    if not later:
        return []  # and what was wrong before need not be known
    earlier = {_identity(problem) for problem in _problems_in(db, lists, before, added, calendar)}
    new: dict[tuple[object, ...], NewProblem] = {}
    for identity, problem in later.items():
        if identity not in earlier:
            without_place = problem._replace(path="", place=Place())
            same_elsewhere = identity[1:]  # but for the path
            new.setdefault(same_elsewhere, NewProblem(without_place, [])).paths.append(problem.path)
    return list(new.values())


def _problems_in(
    db: sqlite3.Connection,
    lists: Lists,
    records: Sequence[UnwrittenRecord],
    added: Collection[Unit],
    calendar: Calendar,
) -> list[Problem]:
    if not records:
        return []
    types = {None, *(RECORD_TYPES[record.kind] for record in records)}
    with hiding.records_alone(db, records, added):
        found = _run_all((check for check, record_type in OF_ONE_RECORD.items() if record_type in types), db, lists)
        timed = (problem for check in OF_ITS_TIME for problem in check(db, calendar))
        return [*found, *timed]


def _identity(problem: Problem) -> tuple[object, ...]:
    """Return what tells a problem from others; a record that moves to another year has them before and after."""
    folder, _, name = problem.path.partition("/")
    return (folder, name.rpartition("/")[2]), problem.code, *problem.args.items()


def _run_all(checks: Iterable[Check], db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    for check in checks:
        yield from check(db, lists)


def _run_in_surroundings(db: sqlite3.Connection, source: Source, present_year: int | None) -> Iterator[Problem]:
    """Run what depends on the present day, and on what else lies in the folder."""
    calendar = calendar_of(source, present_year)
    for check in OF_ITS_TIME:
        yield from check(db, calendar)
    yield from evidence.files_of_evidence(db, source)


def _stray_problems(source: Source) -> Iterator[Problem]:
    for rule, path in source.strays():
        yield Problem(rule, path, Place(), {"name": path.rpartition("/")[2]})


def _sort_key(problem: Problem) -> tuple[object, ...]:
    return (problem.path, problem.place, problem.code, sorted(map(str, problem.args.values())))
