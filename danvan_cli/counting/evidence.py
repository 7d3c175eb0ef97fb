"""What a number rests on: how many records, and what is missing of them (docs/design.md, Counting).

What nobody sent is unknown, not zero: which units have anything on record is told by the index's table `sender`.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from danvan_cli.counting.counter import Counter
from danvan_cli.counting.outside_units import outside_units
from danvan_cli.counting.question import Axis, Question
from danvan_cli.counting.tables import Evidence, FolderState, Value
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import ACTIVITIES, AWARDS, MODELS
from danvan_cli.domain.unit_kinds import body_of, place_kind
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists

SENT = (MODELS.name, AWARDS.name, ACTIVITIES.name)  # the types whose records name a unit of their own


def evidence_of(
    counter: Counter, lists: Lists, question: Question, unread: Sequence[Problem], state: FolderState | None = None
) -> Evidence:
    """Return what the answer to a question rests on."""
    silent = counter.remembered(
        ("silent", question.period, question.last_year, question.where),
        lambda: units_without_records(counter.db, lists, question),
    )
    files = len({problem.path for problem in unread})
    return Evidence(*counter.records(question), len(silent), files, state, silent)


def with_senders(scope: Scope) -> Scope:
    """Return a scope that also touches whatever tells which units have anything on record."""
    return scope._replace(kinds=(*scope.kinds, *(kind for kind in SENT if kind not in scope.kinds)))


def units_with_records(db: sqlite3.Connection, question: Question, axis: Axis) -> set[str]:
    """Return the units of an axis of which anything is on record in the period."""
    params: tuple[object, ...] = ()
    if axis.at is None:
        source = "sender AS s LEFT JOIN unit AS today ON today.id = s.unit"
        unit = "COALESCE(today.now, s.unit)" if question.units_now else "s.unit"
    else:
        source = "sender AS s JOIN at_level AS a ON a.unit = s.unit AND a.level = ? AND a.today = ?"
        unit, params = "a.ancestor", (axis.at, question.units_now)
    years = (question.period.first, question.last_year)
    rows = db.execute(f"SELECT DISTINCT {unit} FROM {source} WHERE s.year BETWEEN ? AND ?", [*params, *years])
    return {row[0] for row in rows}


def unknown_cells(
    db: sqlite3.Connection, question: Question, cells: Iterable[tuple[Value, ...]]
) -> dict[tuple[Value, ...], None]:
    """Return those of the cells whose unit has nothing at all on record in the period: they are not 0."""
    known = {
        number: units_with_records(db, question, axis)
        for number, axis in enumerate(question.by)
        if axis.dimension.name == "unit"
    }
    return {
        cell: None
        for cell in cells
        if any(cell[number] is not None and cell[number] not in units for number, units in known.items())
    }


class ExpectedUnit(NamedTuple):
    """A unit that is expected to send, what it is today, and whether anything of it, or below it, is on record."""

    id: str
    level: str
    now: str
    has_sent: int


def units_without_records(db: sqlite3.Connection, lists: Lists, question: Question) -> list[str]:
    """Return the units that are expected to send and have nothing on record in the period, at or below them."""
    return [unit.id for unit in expected_units(db, lists, question) if not unit.has_sent]


def expected_units(db: sqlite3.Connection, lists: Lists, question: Question) -> list[ExpectedUnit]:
    """Return the units that are expected to send, in the order of units.yaml.

    They are those right below the unit asked for, else below the office's own, of the levels of which some have
    sent anything; where none has, all of them. A unit and what became of it are one. Who only gives awards sends none.
    """
    if not question.period.first:
        return []
    expected = _units_that_might_send(db, lists, question)
    years = question.period.first, question.last_year
    givers = bodies_that_give(db, lists, years, [unit.id for unit in expected if not unit.has_sent])
    expected = [unit for unit in expected if unit.id not in givers]
    levels = {unit.level for unit in expected if unit.has_sent} or {unit.level for unit in expected}
    ids = {unit.id for unit in expected}
    replaced = {unit.id for unit in expected if unit.now != unit.id and unit.now in ids}
    return [unit for unit in expected if unit.level in levels and unit.id not in replaced]


def ids_at_or_below(db: sqlite3.Connection, unit: ExpectedUnit) -> set[str]:
    """Return the units whose records an expected unit has sent: itself, all below it, and those that became of them."""
    rows = db.execute(
        "SELECT unit FROM below WHERE today = 0 AND ancestor IN (?1, ?2) UNION"
        " SELECT unit FROM below WHERE today = 1 AND ancestor = ?2",
        [unit.id, unit.now],
    )
    return {row[0] for row in rows}


def _units_that_might_send(db: sqlite3.Connection, lists: Lists, question: Question) -> list[ExpectedUnit]:
    """Return the units that might send, in the order of units.yaml, and whether they did.

    One that is asked for beside the one above it is still one.
    """
    alone, roots = _roots(lists, question)
    below = {} if alone else _units_of_period(db, question, "parent", roots)
    if outside := units_outside(db, lists, question):
        below[lists.setting("unit")] = [*below.get(lists.setting("unit"), ()), *outside]
    childless = roots - below.keys() - {None}
    own = _units_of_period(db, question, "id", childless)
    return [*{unit.id: unit for units in (*below.values(), *own.values()) for unit in units}.values()]


def units_outside(db: sqlite3.Connection, lists: Lists, question: Question) -> list[ExpectedUnit]:
    """Return the units that a question about all should have below the office's own, and that lie in no other.

    No total of the office's unit has them, but they are expected to send like those below it.
    """
    asks_for_units = any(condition.axis.dimension.name == "unit" for condition in question.where)
    outside = set() if asks_for_units else set(outside_units(lists))
    nowhere = _units_of_period(db, question, "parent", [None]).get(None, []) if outside else []
    return [unit for unit in nowhere if unit.id in outside]


def bodies_that_give(
    db: sqlite3.Connection, lists: Lists, years: tuple[int, int], units: Iterable[str]
) -> Collection[str]:
    """Return those of some units that are bodies of a place, such as UBND xã, and gave awards in some years."""
    bodies = [unit for unit in units if _is_body(lists, unit)]
    if not bodies:
        return set()
    marks = ", ".join("?" * len(bodies))
    rows = db.execute(
        f"SELECT DISTINCT authority FROM award WHERE year BETWEEN ? AND ? AND authority IN ({marks})",
        [*years, *bodies],
    )
    return {authority for (authority,) in rows}


def _is_body(lists: Lists, unit: str) -> bool:
    """Whether a unit is of the very level of what it lies in, and no place; or is named as a committee of one is."""
    name, parent = lists.units[unit].name, lists.units.get(lists.units[unit].parent or "")
    is_as_high = parent is not None and parent.level == lists.units[unit].level and not place_kind(name)
    return is_as_high or bool(body_of(name)[0])


def _units_of_period(
    db: sqlite3.Connection, question: Question, column: str, roots: Collection[str | None]
) -> dict[str | None, list[ExpectedUnit]]:
    """Return the units whose column has one of these values and that existed in the period, by that value."""
    first, last = question.period.first, question.last_year
    named = [root for root in roots if root is not None]
    sent = "SELECT 1 FROM below AS b JOIN sender AS s ON s.unit = b.unit AND s.year BETWEEN ? AND ?"
    rows = db.execute(
        f"SELECT u.{column}, u.id, u.level, u.now, EXISTS ({sent} WHERE b.today = 0 AND b.ancestor IN (u.id, u.now))"
        f" OR EXISTS ({sent} WHERE b.today = 1 AND b.ancestor = u.now) FROM unit AS u"
        f" WHERE (u.{column} IN ({', '.join('?' * len(named))}){f' OR u.{column} IS NULL' * (None in roots)})"
        " AND COALESCE(u.until_day, '9999') >= ? AND COALESCE(u.since_day, '') <= ? ORDER BY u.position",
        [first, last, first, last, *named, f"{first:04}-01-01", f"{last:04}-12-31"],
    )
    units: dict[str | None, list[ExpectedUnit]] = {}
    for root, *unit in rows:
        units.setdefault(root, []).append(ExpectedUnit(*unit))
    return units


def _roots(lists: Lists, question: Question) -> tuple[bool, set[str | None]]:
    """Return the units asked for, and whether without those below; else the office's own, or nothing."""
    for condition in question.where:
        if condition.axis.dimension.name == "unit" and condition.axis.at is None and condition.operator != "!=":
            return condition.operator == "==", set(condition.values)
    office = lists.setting("unit")
    return False, {office if office in lists.units else None}
