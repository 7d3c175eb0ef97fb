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
_SPANS = {
    "month": "substr(f.day, 1, 7)",
    "quarter": "substr(f.day, 1, 4) || '-Q' || ((CAST(substr(f.day, 6, 2) AS INTEGER) + 2) / 3)",
}
_TODAY = "LEFT JOIN unit AS today ON today.id = f.unit"
_TAGGED = (
    "LEFT JOIN (SELECT DISTINCT g.file, t.tag FROM fact AS g JOIN tag AS t ON t.file IN (g.file, g.model_file)"
    " WHERE g.measure = ?) AS tagged ON tagged.file = f.file"
)


class Sql(NamedTuple):
    """A piece of SQL and its parameters."""

    text: str
    params: tuple[Any, ...] = ()

    def __add__(self, other: object) -> "Sql":
        if not isinstance(other, Sql):
            return NotImplemented
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
    form: str | None
    authority: str | None
    stands_for: int


class RecordCounts(NamedTuple):
    """How many records are behind a number, how many of these stand for several things, and state no decision."""

    records: int
    grouped: int
    undecided: int


def several_indicators(db: sqlite3.Connection, question: Question) -> bool:
    """Whether more than one indicator remains, so that there is no total."""
    row = db.execute(*_select(question, Sql("COUNT(DISTINCT f.indicator)"))).fetchone()
    return int(row[0]) > 1


Cells = dict[tuple[Value, ...], int]
Grouping = tuple[Axis, ...]


def cells(db: sqlite3.Connection, question: Question, grouping: Grouping) -> Cells:
    """Return the counts by axes, {values: count}; cells of nothing are left out."""
    columns = [_expression(axis, question) for axis in grouping]
    tagged = any(axis.dimension.type == "tag" for axis in grouping)
    if question.measure is measures.RECIPIENTS:
        query = _recipients(question, columns, tagged=tagged)
    else:
        query = _group(_select(question, _columns([*columns, Sql(_cell_value(question))]), tagged=tagged), len(columns))
    return {tuple(row[:-1]): row[-1] for row in db.execute(*query) if row[-1]}


def _columns(columns: Sequence[Sql]) -> Sql:
    return Sql(
        ", ".join(column.text for column in columns), tuple(param for column in columns for param in column.params)
    )


def cells_of_all(
    db: sqlite3.Connection, question: Question, groupings: Sequence[Grouping]
) -> tuple[list[Cells], RecordCounts]:
    """Return the counts by several groupings, and of how many records, reading the facts a single time.

    Only where parts add up to their whole: no tags, no counting of distinct things. Where things are unlike, a record
    counts with each of them.
    """
    axes = list(dict.fromkeys(axis for grouping in groupings for axis in grouping))
    columns = [_expression(axis, question) + Sql(f"AS a{number}") for number, axis in enumerate(axes)]
    sums = [Sql(f"{expression} AS {name}") for name, expression in _sums(question).items()]
    cube = _group(_select(question, _columns([*columns, *sums])), len(columns))
    parts = [
        _select_of_part(number, [axes.index(axis) for axis in grouping], len(axes))
        for number, grouping in enumerate([*groupings, ()])
    ]
    all_cells: list[Cells] = [{} for _ in groupings]
    counts = RecordCounts(0, 0, 0)
    # MATERIALIZED: whatever an engine would choose, the facts are read once.
    for number, *values, weight, records, grouped, undecided in db.execute(
        f"WITH cube AS MATERIALIZED ({cube.text}) {' UNION ALL '.join(parts)}", cube.params
    ):
        if number == len(groupings):
            counts = RecordCounts(records or 0, grouped or 0, undecided or 0)
        elif weight:
            all_cells[number][tuple(values[: len(groupings[number])])] = weight
    return all_cells, counts


def _sums(question: Question) -> dict[str, str]:
    """Return what is added up of facts, in SQL: their weight, and how many records they are."""
    undecided = "SUM(f.decision IS NULL)" if question.measure in measures.DECIDED else "0"
    return {"weight": "SUM(f.weight)", "records": "COUNT(*)", "grouped": "SUM(f.weight > 1)", "undecided": undecided}


def _select_of_part(number: int, columns: Sequence[int], width: int) -> str:
    """Return the SELECT that adds the cube up by some of its columns; the rest of the row is filled with nothing."""
    names = [f"a{column}" for column in columns]
    sums = [f"SUM({name})" for name in ("weight", "records", "grouped", "undecided")]
    filled = ", ".join([str(number), *names, *["NULL"] * (width - len(names)), *sums])
    grouped = f" GROUP BY {', '.join(names)}" if names else ""
    return f"SELECT {filled} FROM cube{grouped}"


def record_counts(db: sqlite3.Connection, question: Question) -> RecordCounts:
    """Return how many records are behind the total, each once."""
    several = f"COUNT(DISTINCT CASE WHEN {_stands_for(question)} > 1 THEN f.file END)"
    undecided = "COUNT(DISTINCT CASE WHEN f.decision IS NULL THEN f.file END)"
    counts = ["COUNT(DISTINCT f.file)", several, undecided if question.measure in measures.DECIDED else "0"]
    return RecordCounts._make(db.execute(*_select(question, Sql(", ".join(counts)))).fetchone())


def _stands_for(question: Question) -> str:
    """Return how many things the record of a fact stands for, in SQL: where amounts are added up, no weight says it."""
    if question.measure.facts == measures.RESULTS.facts:
        return "COALESCE((SELECT number FROM model WHERE model.file = f.model_file), 1)"
    if question.measure in (measures.PARTICIPANTS, measures.ACTIVITY_RESULTS):
        return "COALESCE((SELECT number FROM activity WHERE activity.file = f.file), 1)"
    return "f.weight"


def facts(db: sqlite3.Connection, question: Question) -> Iterator[CountedFact]:
    """Return the facts behind the total."""
    unit = _unit(question)
    columns = (
        f"{_PATH}, {_TITLE}, f.id, f.year, {unit}, f.kind, f.recipient, f.indicator, f.weight, f.form, f.authority,"
        f" {_stands_for(question)}"
    )
    return map(CountedFact._make, db.execute(*_select(question, Sql(columns))))


def _group(query: Sql, columns: int) -> Sql:
    """Return a query grouped by its first columns."""
    numbers = ", ".join(str(number + 1) for number in range(columns))
    return Sql(f"{query.text} GROUP BY {numbers}" if columns else query.text, query.params)


def _cell_value(question: Question) -> str:
    """Return what a cell holds, in SQL."""
    if question.measure is measures.UNITS:
        return f"COUNT(DISTINCT {_unit(question)})"
    return "COALESCE(SUM(f.weight), 0)"


def _recipients(question: Question, columns: Sequence[Sql], *, tagged: bool) -> Sql:
    """Count each name once a unit and kind; of those without a name, the most that one form and authority has.

    Who is not named may have been given several awards, so a sum over forms would count her again.
    """
    names = [f"a{number}" for number in range(len(columns))]
    who = [*names, "who", "place", "sort"]
    expressions = [*columns, Sql("f.recipient"), Sql(_unit(question)), Sql("f.kind")]
    named = [expression + Sql(f"AS {name}") for expression, name in zip(expressions, who, strict=True)]
    shares = _select(question, _columns([*named, Sql("SUM(f.weight) AS share")]), tagged=tagged)
    shares += Sql(f"GROUP BY {', '.join(who)}, f.form, f.authority")
    number = "CASE WHEN who IS NULL THEN MAX(share) ELSE 1 END AS number"
    once = f"SELECT {', '.join([*names, number])} FROM ({shares.text}) GROUP BY {', '.join(who)}"
    return _group(Sql(f"SELECT {', '.join([*names, 'SUM(number)'])} FROM ({once})", shares.params), len(columns))


def is_lower_bound(db: sqlite3.Connection, question: Question) -> bool:
    """Whether recipients without a name have awards of several forms or authorities: there are at least that many."""
    if question.measure is not measures.RECIPIENTS:
        return False
    shares = _select(question, Sql(f"DISTINCT {_unit(question)} AS place, f.kind AS sort, f.form, f.authority"))
    several = f"SELECT 1 FROM ({shares.text} AND f.recipient IS NULL) GROUP BY place, sort HAVING COUNT(*) > 1 LIMIT 1"
    return db.execute(several, shares.params).fetchone() is not None


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
        return _not_ended(question)
    if measure is measures.RUNNING:
        return Sql("AND f.until_year >= ?", (question.period.last,)) + _not_ended(question)
    if measure.facts == measures.AWARDS.facts and not question.every_status:
        return Sql("AND f.status = 'da-tang'")
    return Sql("")


def _not_ended(question: Question) -> Sql:
    last_day = question.as_of or f"{question.period.last:04}-12-31"
    return Sql("AND (f.ended_day IS NULL OR f.ended_day > ?)", (last_day,))


def _reached(question: Question, name: str) -> Sql:
    """Return what keeps facts that the period and its days reach, and one evaluation a model and year if so asked."""
    if question.basis not in ("yearly", "distinct"):
        return _within(question, name)
    return _within(question, name) + Sql("AND") + _highest(question, name)


def _within(question: Question, name: str) -> Sql:
    """Return what keeps facts that the period and its days reach."""
    first, last = question.period
    if question.as_of:
        last = min(last, int(question.as_of[:4]))
    if question.measure is measures.RUNNING:
        first = 0  # whenever it began
    text = f"{name}.measure = ? AND {name}.year BETWEEN ? AND ? AND {name}.first_year >= ?"
    within = Sql(text, (question.measure.facts, first, last, first))
    undated = f"{name}.day IS NULL OR " if question.keeps_undated else ""
    for sign, day in ((">=", question.since), ("<=", question.as_of)):
        if day:
            within += Sql(f"AND ({undated}{name}.day {sign} ?)", (day,))
    return within


def _highest(question: Question, name: str) -> Sql:
    """Return what keeps of a model's evaluations of a year the one at the highest level, of those that are reached."""
    if not (question.has_days and question.measure.is_of_evaluations):
        return Sql(f"{name}.rank = 1")
    reached = Sql("SELECT h.id, h.year, h.indicator, MIN(h.rank) FROM fact AS h WHERE") + _within(question, "h")
    key = f"({name}.id, {name}.year, {name}.indicator, {name}.rank)"
    return Sql(f"{key} IN (") + reached + Sql("GROUP BY 1, 2, 3)")


def _latest(question: Question) -> Sql:
    """Return what keeps of each lineage the latest year in which it is counted at all, if the question wants that."""
    if not question.lineages:
        return Sql("")
    if question.measure.adds_unlike_things:
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
    return Sql(
        _unit(question)
        if axis.dimension.name == "unit"
        else _SPANS.get(axis.dimension.name, f"f.{axis.dimension.name}")
    )


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
    amount = "COUNT(DISTINCT f.file)" if question.measure.adds_unlike_things else "SUM(f.weight)"
    query = Sql(f"SELECT f.first_year, f.year, {amount} FROM fact AS f {_TODAY if question.units_now else ''}") + Sql(
        "WHERE f.measure = ? AND f.first_year < f.year AND f.first_year <= ? AND f.year >= ? AND f.rank = 1"
        " AND NOT (f.first_year >= ? AND f.year <= ?)",
        (question.measure.facts, period.last, period.first, period.first, period.last),
    )
    grouped = _group(query + _counted(question) + _filters(question), 2)
    return db.execute(f"{grouped.text} ORDER BY 1, 2", grouped.params).fetchall()


def at_lower_levels(db: sqlite3.Connection, question: Question) -> list[tuple[str | None, int]]:
    """Return (level, how much) of what is said again below the level at which a model is counted."""
    query = _select(question._replace(basis="each"), Sql("f.level, SUM(f.weight)"))
    return db.execute(*_group(query + Sql("AND NOT") + _highest(question, "f"), 1)).fetchall()


def undated(db: sqlite3.Connection, question: Question) -> int:
    """Return how much of what is asked states no day, whatever days are asked for."""
    whole = question._replace(since=None, as_of=None)
    return int(
        db.execute(*(_select(whole, Sql("COALESCE(SUM(f.weight), 0)")) + Sql("AND f.day IS NULL"))).fetchone()[0]
    )
