"""Records of units with which the office has nothing to do: mostly a namesake elsewhere, chosen by mistake."""

import sqlite3
from collections.abc import Iterator

from danvan_cli.counting.checks.finding import FILES, PATH, problem, recorded_references
from danvan_cli.domain import rules
from danvan_cli.domain.problem import Problem
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_

UNIT_ELSEWHERE = rules.warning(
    "unit-elsewhere",
    N_("{key}: {value} ({name}) lies neither in the office's own unit nor above it."),
    N_("Is it a unit of the same name elsewhere? danvan unit list has all of them, with what they lie in."),
    N_("A record of another office's unit is missing where it belongs, and counts here."),
)


def units_elsewhere(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find records of units that lie elsewhere; who receives or gives an award may lie anywhere."""
    for reference in recorded_references(db):
        if reference.key != "unit" or not reference.field.required:
            continue
        table, column = reference.table, reference.column
        units = db.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()
        for unit in (unit for (unit,) in units if lists.is_elsewhere(unit)):
            rows = db.execute(f"SELECT {PATH}, file.places FROM {table} AS t {FILES} WHERE t.{column} = ?", [unit])
            for path, places in rows:
                yield problem(UNIT_ELSEWHERE, path, places, "unit", value=unit, name=lists.called(unit).placed)
