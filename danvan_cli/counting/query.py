"""The one query layer: a question -> SQL over the facts. Every number that is printed comes from here."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.question import Axis, Filter, Question
from danvan_cli.counting.tables import Value
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES

_PATH = (
    "(SELECT folder.path || '/' || file.name FROM file JOIN folder ON folder.id = file.folder WHERE file.id = f.file)"
)
# A fact of a model's evaluation is called by the model.
_TITLE = (
    "COALESCE("
    + ", ".join(
        f"(SELECT {record_type.title} FROM {record_type.table}"
        f" WHERE {record_type.table}.file = f.{'model_file' if record_type is MODELS else 'file'})"
        for record_type in RECORD_TYPES.values()
        if record_type.counts and record_type.has_ids
    )
    + ", NULL)"
)
_SEPARATOR = "char(31)"
_TODAY = "LEFT JOIN unit AS today ON today.id = f.unit"
_TAGGED = (
    "LEFT JOIN (SELECT DISTINCT g.file, t.tag FROM fact AS g JOIN tag AS t ON t.file IN (g.file, g.model_file)"
    " WHERE g.measure = ?) AS tagged ON tagged.file = f.file"
)


class Sql(NamedTuple):
    """A piece of SQL and its parameters."""

    text: str
    params: tuple[Any, ...] = ()

    def __add__(self, other: "Sql") -> "Sql":  # type: ignore[override]  # pieces are added to pieces only
        return Sql(f"{self.text} {other.text}", self.params + other.params)


class CountedFact(NamedTuple):
    """A fact behind a number: the record, its title or name, the weight it counts with (for results in hundredths)."""

    path: str
    title: str | None
    id: str
    year: int
    unit: str | None
    kind: str | None
    recipient: str | None
    indicator: str
    weight: int


def several_indicators(db: sqlite3.Connection, question: Question) -> bool:
    """Whether more than one indicator remains, so that there is no total."""
    row = db.execute(*_select(question, Sql("COUNT(DISTINCT f.indicator)"))).fetchone()
    return int(row[0]) > 1


Cells = dict[tuple[Value, ...], int]
Grouping = tuple[Axis, ...]


def cells(db: sqlite3.Connection, question: Question, grouping: Grouping) -> Cells:
    """Return the counts by axes, {values: count}; cells of nothing are left out."""
    columns = [_expression(axis, question) for axis in grouping]
    selected = Sql(
        ", ".join([*(column.text for column in columns), _cell_value(question)]),
        tuple(param for column in columns for param in column.params),
    )
    tagged = any(axis.dimension.type == "tag" for axis in grouping)
    rows = db.execute(*_group(_select(question, selected, tagged=tagged), len(columns)))
    return {tuple(row[:-1]): row[-1] for row in rows if row[-1]}


def cells_of_all(db: sqlite3.Connection, question: Question, groupings: Sequence[Grouping]) -> list[Cells]:
    """Return the counts by several groupings at once, reading the facts a single time.

    Only where parts add up to their whole: no tags, no counting of distinct things.
    """
    axes = list(dict.fromkeys(axis for grouping in groupings for axis in grouping))
    columns = [_expression(axis, question) + Sql(f"AS a{number}") for number, axis in enumerate(axes)]
    selected = Sql(
        ", ".join([*(column.text for column in columns), "SUM(f.weight) AS weight"]),
        tuple(param for column in columns for param in column.params),
    )
    cube = _group(_select(question, selected), len(columns))
    parts = [
        _select_of_part(number, [axes.index(axis) for axis in grouping], len(axes))
        for number, grouping in enumerate(groupings)
    ]
    all_cells: list[Cells] = [{} for _ in groupings]
    # MATERIALIZED: whatever an engine would choose, the facts are read once.
    for number, *values, weight in db.execute(
        f"WITH cube AS MATERIALIZED ({cube.text}) {' UNION ALL '.join(parts)}", cube.params
    ):
        if weight:
            all_cells[number][tuple(values[: len(groupings[number])])] = weight
    return all_cells


def _select_of_part(number: int, columns: Sequence[int], width: int) -> str:
    """Return the SELECT that adds the cube up by some of its columns; the rest of the row is filled with nothing."""
    names = [f"a{column}" for column in columns]
    filled = ", ".join([str(number), *names, *["NULL"] * (width - len(names)), "SUM(weight)"])
    grouped = f" GROUP BY {', '.join(names)}" if names else ""
    return f"SELECT {filled} FROM cube{grouped}"


def facts(db: sqlite3.Connection, question: Question) -> Iterator[CountedFact]:
    """Return the facts behind the total."""
    unit = _unit(question)
    columns = f"{_PATH}, {_TITLE}, f.id, f.year, {unit}, f.kind, f.recipient, f.indicator, f.weight"
    return map(CountedFact._make, db.execute(*_select(question, Sql(columns))))


def _group(query: Sql, columns: int) -> Sql:
    """Return a query grouped by its first columns."""
    numbers = ", ".join(str(number + 1) for number in range(columns))
    return Sql(f"{query.text} GROUP BY {numbers}" if columns else query.text, query.params)


def _cell_value(question: Question) -> str:
    """Return what a cell holds, in SQL."""
    if question.measure is measures.UNITS:
        return f"COUNT(DISTINCT {_unit(question)})"
    if question.measure is measures.RECIPIENTS:
        key = f" || {_SEPARATOR} || ".join(("f.recipient", f"COALESCE({_unit(question)}, '')", "COALESCE(f.kind, '')"))
        return f"COUNT(DISTINCT {key}) + COALESCE(SUM(CASE WHEN f.recipient IS NULL THEN f.weight END), 0)"
    return "COALESCE(SUM(f.weight), 0)"


def _unit(question: Question) -> str:
    return "COALESCE(today.now, f.unit)" if question.units_now else "f.unit"


def _select(question: Question, columns: Sql, *, tagged: bool = False) -> Sql:
    """Choose what is counted, then filter it: a table and its filtered parts agree.

    `tagged` gives a fact a row for each of its tags.
    """
    source = Sql(f"SELECT {columns.text} FROM fact AS f", columns.params)
    if question.units_now:
        source += Sql(_TODAY)
    if tagged:
        source += Sql(_TAGGED, (question.measure.facts,))
    chosen = _reached(question, "f") + _counted(question) + _latest(question)
    return source + Sql("WHERE") + chosen + _filters(question)


def _counted(question: Question) -> Sql:
    """Return the condition that keeps of the facts what the measure counts."""
    measure = question.measure
    if measure is measures.EFFECTIVE:
        return Sql("AND f.effective = 1")
    if measure is measures.ACTIVE:
        return Sql(
            "AND (f.ended_day IS NULL OR f.ended_day > ?)", (question.as_of or f"{question.period.last:04}-12-31",)
        )
    if measure is measures.PROPOSED:
        return Sql("AND f.proposed = 1")
    if measure.facts == measures.AWARDS.facts and not question.every_status:
        return Sql("AND f.status = 'da-tang'")
    return Sql("")


def _reached(question: Question, name: str) -> Sql:
    """Return what keeps facts that the period and the day reach, and one evaluation a model and year if so asked."""
    last = question.period.last
    if question.as_of:
        last = min(last, int(question.as_of[:4]))
    text = f"{name}.measure = ? AND {name}.year BETWEEN ? AND ? AND {name}.first_year >= ?"
    reached = Sql(text, (question.measure.facts, question.period.first, last, question.period.first))
    if question.as_of:
        reached += Sql(f"AND ({name}.registered_day IS NULL OR {name}.registered_day <= ?)", (question.as_of,))
    if question.basis in ("yearly", "distinct"):
        reached += Sql(f"AND {name}.top = 1")
    return reached


def _latest(question: Question) -> Sql:
    """Return what keeps of each lineage the latest year in which it is counted at all, if the question wants that."""
    if not question.lineages:
        return Sql("")
    if question.measure is measures.RESULTS:
        latest = Sql("SELECT g.root, g.indicator, MAX(g.year) FROM fact AS g WHERE") + _reached(question, "g")
        return Sql("AND (f.stock = 0 OR (f.root, f.indicator, f.year) IN (") + latest + Sql("GROUP BY 1, 2))")
    latest = Sql("SELECT g.root, MAX(g.year) FROM fact AS g WHERE") + _reached(question, "g")
    return Sql("AND (f.root, f.year) IN (") + latest + Sql("GROUP BY 1)")


def _expression(axis: Axis, question: Question) -> Sql:
    """Return which value of a fact stands for the axis."""
    if axis.dimension.type == "tag":
        return Sql("tagged.tag")
    if axis.at is not None:
        return Sql(
            f"(SELECT ancestor FROM at_level WHERE at_level.unit = {_unit(question)} AND level = ? AND today = ?)",
            (axis.at, question.units_now),
        )
    return Sql(_unit(question) if axis.dimension.name == "unit" else f"f.{axis.dimension.name}")


def _filters(question: Question) -> Sql:
    text = Sql("")
    for condition in question.where:
        text += Sql("AND") + _condition(condition, question)
    return text


def _condition(condition: Filter, question: Question) -> Sql:
    if condition.axis.dimension.type == "tag":
        return _tag_condition(condition)
    value = _expression(condition.axis, question)
    if not condition.values:
        return value + Sql("IS NOT NULL" if condition.operator == "!=" else "IS NULL")
    among = value + Sql("IN (") + _among(condition, question) + Sql(")")
    if condition.operator == "!=":
        return Sql("(") + value + Sql("IS NULL OR NOT (") + among + Sql("))")
    return among


def _among(condition: Filter, question: Question) -> Sql:
    """Return the values that the filter names; a unit stands for all below it, but not as a level's."""
    marks = ", ".join("?" * len(condition.values))
    if condition.axis.dimension.name == "year":
        return Sql(marks, tuple(int(value) for value in condition.values))
    if condition.axis.dimension.name != "unit" or condition.axis.at is not None or condition.operator == "==":
        return Sql(marks, condition.values)
    stated = ", ".join(["(?)"] * len(condition.values))
    below = f"SELECT unit FROM below WHERE today = ? AND ancestor IN ({marks}) UNION VALUES {stated}"
    return Sql(below, (question.units_now, *condition.values, *condition.values))


def _tag_condition(condition: Filter) -> Sql:
    """Return what keeps facts with one of the tags, or with none of them; without values: with no tag, or any."""
    tags = "SELECT 1 FROM tag AS t WHERE t.file IN (f.file, f.model_file)"
    if not condition.values:
        return Sql(f"{'' if condition.operator == '!=' else 'NOT '}EXISTS ({tags})")
    marks = ", ".join("?" * len(condition.values))
    return Sql(
        f"{'NOT ' if condition.operator == '!=' else ''}EXISTS ({tags} AND t.tag IN ({marks}))", condition.values
    )


def left_out(db: sqlite3.Connection, question: Question) -> list[tuple[int, int, int]]:
    """Return (from year, to year, how much) of totals that the period asked touches but does not cover.

    Of results, how many records: unlike things are not added.
    """
    period = question.period
    amount = "COUNT(DISTINCT f.file)" if question.measure is measures.RESULTS else "SUM(f.weight)"
    query = Sql(f"SELECT f.first_year, f.year, {amount} FROM fact AS f {_TODAY if question.units_now else ''}") + Sql(
        "WHERE f.measure = ? AND f.first_year < f.year AND f.first_year <= ? AND f.year >= ? AND f.top = 1"
        " AND NOT (f.first_year >= ? AND f.year <= ?)",
        (question.measure.facts, period.last, period.first, period.first, period.last),
    )
    grouped = _group(query + _counted(question) + _filters(question), 2)
    return db.execute(f"{grouped.text} ORDER BY 1, 2", grouped.params).fetchall()


def at_lower_levels(db: sqlite3.Connection, question: Question) -> list[tuple[str | None, int]]:
    """Return (level, how much) of what is said again below the level at which a model is counted."""
    query = _select(question._replace(basis="each"), Sql("f.level, SUM(f.weight)"))
    return db.execute(*_group(query + Sql("AND f.top = 0"), 1)).fetchall()
