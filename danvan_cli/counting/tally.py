"""A question, asked and answered as a table."""

import itertools
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from danvan_cli.counting import query
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.lists import Lists
from danvan_cli.counting.measures import DIMENSIONS, Measure
from danvan_cli.counting.notes import notes_on
from danvan_cli.counting.order import RowOrder
from danvan_cli.counting.question import (
    Asked,
    Axis,
    Filter,
    Question,
    Refused,
    check_basis,
    read_by,
    read_filter,
    read_years,
)
from danvan_cli.counting.tables import Margins, Row, Table, Value
from danvan_cli.domain.problem import Problem
from danvan_cli.index import problems
from danvan_cli.index.sync import Scope
from danvan_cli.text.dates import last_day, read_typed_date
from danvan_cli.text.periods import Period


class ListsUnreadable(Exception):  # noqa: N818 - a state of the data
    """danvan.yaml or units.yaml cannot be read, so no number is given; `problems` say why."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(found)
        self.problems = found


def tally(ledger: Ledger, measure: Measure, asked: Asked) -> Table:
    """Answer a question as a table; raise Refused or ListsUnreadable."""
    question, vs = frame(ledger, measure, asked)
    db, lists = open_for(ledger, question, vs)
    question = read(db, lists, question, asked)
    return answer(db, lists, question, asked, Context(ledger.revision, vs))


class Context:
    """What an answer carries beside the question: the revision, the period compared with, a stable name."""

    def __init__(self, revision: str | None, vs: Period | None = None, name: str = "") -> None:
        self.revision = revision
        self.vs = vs
        self.name = name


def frame(ledger: Ledger, measure: Measure, asked: Asked) -> tuple[Question, Period | None]:
    """Read what decides which files matter: the years, the day and the basis."""
    as_of = _read_as_of(measure, asked.as_of)
    period = ledger.period(read_years(asked.year) if asked.year else None, as_of)
    basis = check_basis(measure, asked.count)
    vs = read_years(asked.vs) if asked.vs else None
    return Question(measure, period, basis=basis, as_of=as_of, units_now=asked.units_now), vs


def _read_as_of(measure: Measure, typed: str | None) -> str | None:
    if typed is None:
        return None
    date = read_typed_date(typed)
    if date is None:
        raise Refused("no-date", value=typed)
    if not measure.as_of:
        raise Refused("as-of-lacking", measure=measure.name)
    return last_day(date)


def scope_of(question: Question) -> Scope:
    """Say which files the question can touch."""
    first, last = question.period
    return Scope(question.measure.kinds, first, last, (0 if question.lineages else first, last))


def open_for(ledger: Ledger, question: Question, vs: Period | None) -> tuple[sqlite3.Connection, Lists]:
    """Open the index for the question and the period it is compared with; raise ListsUnreadable."""
    scope = scope_of(question)
    if vs:
        scope = _both(scope, scope_of(question.over(vs)))
    return open_ledger(ledger, scope)


def _both(one: Scope, other: Scope) -> Scope:
    models = (min(one.models[0], other.models[0]), max(one.models[1], other.models[1]))
    return Scope(one.kinds, min(one.first, other.first), max(one.last, other.last), models)


def open_ledger(ledger: Ledger, scope: Scope | None) -> tuple[sqlite3.Connection, Lists]:
    """Open the index for a scope; raise ListsUnreadable."""
    db, lists = ledger.open(scope)
    broken = ledger.unreadable_lists(db)
    if broken:
        raise ListsUnreadable(broken)
    return db, lists


def read(db: sqlite3.Connection, lists: Lists, question: Question, asked: Asked) -> Question:
    """Read the axes and filters, whose names are matched with what is there."""
    measure = question.measure
    where = tuple(read_filter(db, measure, typed, lists) for typed in asked.where)
    by = read_by(measure, asked.by, lists)
    if asked.vs and any(axis.dimension.name == "year" for axis in by):
        raise Refused("vs-by-year")
    if measure.name == "results" and not _one_indicator(where, by):
        by = (*by, Axis("indicator", DIMENSIONS["indicator"]))
    return replace(question, by=by, where=where)


def _one_indicator(where: Iterable[Filter], by: Iterable[Axis]) -> bool:
    grouped = any(axis.dimension.name == "indicator" for axis in by)
    one = any(
        f.axis.dimension.name == "indicator" and f.operator != "!=" and len(f.values) == 1 for f in where
    )
    return grouped or one


def answer(db: sqlite3.Connection, lists: Lists, question: Question, asked: Asked, context: Context) -> Table:
    """Count, order the rows, and say what has to be said."""
    counts = dict(query.cells(db, question))
    compared = question.over(context.vs) if context.vs else None
    before = dict(query.cells(db, compared)) if compared else None
    keys = set(counts) | set(before or ())
    if asked.zeros:
        keys |= set(_possible(lists, question))
    order = RowOrder(lists, question.by)
    rows = [
        Row(key, counts.get(key, 0), None if before is None else before.get(key, 0))
        for key in sorted(keys, key=order)
    ]
    total, vs_total = total_of(db, question), compared and total_of(db, compared)
    return Table(
        asked,
        question,
        rows if question.by else [Row((), total or 0, vs_total)],
        total,
        vs_total,
        str(context.vs) if context.vs else None,
        _margins(db, question) if asked.margins and len(question.by) > 1 else None,
        notes_on(db, lists, question),
        problems.of_scope(db, scope_of(question)),
        context.revision,
        context.name,
    )


def _margins(db: sqlite3.Connection, question: Question) -> Margins:
    """Ask for the totals of rows and columns; they are never added up from cells."""
    rows, columns = replace(question, by=question.by[:-1]), replace(question, by=question.by[-1:])
    return Margins(
        dict(query.cells(db, rows)) if _alike(rows) else None,
        {key[0]: value for key, value in query.cells(db, columns)} if _alike(columns) else None,
    )


def _alike(question: Question) -> bool:
    """Say whether each cell holds one indicator only."""
    return question.measure.name != "results" or _one_indicator(question.where, question.by)


def total_of(db: sqlite3.Connection, question: Question) -> int | None:
    """Ask for the total; None where several indicators remain."""
    if question.measure.name == "results" and query.several_indicators(db, question):
        return None
    return query.total(db, question)


def _possible(lists: Lists, question: Question) -> Iterable[tuple[Value, ...]]:
    """Give all cells that the lists and units know and the filters leave."""
    return itertools.product(*(_values_of(lists, question, axis) for axis in question.by))


def _values_of(lists: Lists, question: Question, axis: Axis) -> list[Value]:
    dimension = axis.dimension
    own = [one for one in question.where if one.axis.dimension == dimension]
    if dimension.type == "year":
        period = question.period
        values: list[Value] = list(range(period.first, period.last + 1))
    elif dimension.type == "unit":
        values = list(_units_of(lists, question, axis))
    else:
        entries = lists.entries(dimension.choices).values()
        values = [one.id for one in entries if one.until is None or one.until >= question.period.first]
        if dimension.name == "kind" and question.measure.kinds != ("award",):
            values = [value for value in values if value in KINDS_OF_MODELS]
    return [value for value in values if all(_allows(lists, one, value) for one in own)]


KINDS_OF_MODELS = ("tap-the", "ca-nhan", "khong-ro")


def _units_of(lists: Lists, question: Question, axis: Axis) -> Iterable[str]:
    """Give the units that existed in the period; with `--units now` those that others became."""
    first, last = f"{question.period.first}-01-01", f"{question.period.last}-12-31"
    for unit in lists.units.values():
        was = (unit.until_day or last) >= first and (unit.since_day or first) <= last
        if (unit.now == unit.id if question.units_now else was) and axis.at in (None, unit.level):
            yield unit.id


def _allows(lists: Lists, one: Filter, value: Value) -> bool:
    if not one.values:
        return one.operator == "!="
    held = (
        set(_and_above(lists, value))
        if one.axis.dimension.name == "unit" and one.operator != "=="
        else {str(value)}
    )
    return bool(held & set(one.values)) == (one.operator != "!=")


def _and_above(lists: Lists, value: Value) -> Iterable[str]:
    at, seen = str(value), set[str]()
    while at in lists.units and at not in seen:
        seen.add(at)
        yield at
        at = lists.units[at].parent or ""
