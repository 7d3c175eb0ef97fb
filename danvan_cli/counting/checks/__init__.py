"""Checks between records: plain functions in a list, each one rule or a few of the same kind."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator

from danvan_cli.counting.checks import awards, duplicates, evaluations, figures, references, times
from danvan_cli.counting.lists import Lists
from danvan_cli.domain.problem import Place, Problem
from danvan_cli.index import problems
from danvan_cli.store.source import Source

Check = Callable[[sqlite3.Connection, Lists], Iterable[Problem]]
CHECKS: tuple[Check, ...] = (
    references.unknown_units,
    references.unknown_models,
    references.unknown_values,
    references.kinds_of_models,
    references.ids_twice,
    references.units,
    references.evaluations_astray,
    references.continued_years,
    times.ended_units,
    times.retired_values,
    times.dates_in_order,
    duplicates.like_titles,
    duplicates.continued_twice,
    duplicates.carried_on_unlinked,
    duplicates.persons,
    evaluations.undecided,
    evaluations.outstanding_only,
    evaluations.scores,
    evaluations.decision_dates,
    awards.rewarded_twice,
    awards.medals,
    awards.unusual_forms,
    awards.revoked,
    figures.claims,
)


def check_everything(db: sqlite3.Connection, lists: Lists, source: Source) -> list[Problem]:
    """Find everything that is wrong; `db` must be in step with all files."""
    found = [*problems.of_everything(db), *_strays(source), *_between_records(db, lists)]
    return sorted(found, key=_order)


def _between_records(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    if problems.of_lists(db):
        return  # without lists or units everything would seem unknown
    for check in CHECKS:
        yield from check(db, lists)


def _strays(source: Source) -> Iterator[Problem]:
    for code, path in source.strays():
        yield Problem(code, path, Place(), {"name": path.rpartition("/")[2]})


def _order(problem: Problem) -> tuple[object, ...]:
    return (problem.path, problem.place, problem.code, sorted(map(str, problem.args.values())))
