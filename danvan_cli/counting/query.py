"""The one query layer: every number that is printed comes from here."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from typing import Any, NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.question import Axis, Question
from danvan_cli.counting.selection import (
    TODAY,
    Sql,
    chosen,
    counted,
    expression,
    filters,
    highest,
    left_open,
    select,
    unit_of,
    within,
)
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


class CountedFact(NamedTuple):
    """A fact behind a number: the record, its title or name, the weight it counts with (for results in hundredths).

    `file` and `model_file` are the index's numbers of its file and of its model's; `values` are those of the axes that
    were asked for.
    """

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
    file: int
    model_file: int | None
    values: tuple[Value, ...] = ()


class RecordCounts(NamedTuple):
    """How many records are behind a number, how many of these stand for several things, and state no decision."""

    records: int
    grouped: int
    undecided: int


def several_indicators(db: sqlite3.Connection, question: Question) -> bool:
    """Whether more than one indicator remains, so that there is no total."""
    row = db.execute(*select(question, Sql("COUNT(DISTINCT f.indicator)"))).fetchone()
    return int(row[0]) > 1


Cells = dict[tuple[Value, ...], int]
Grouping = tuple[Axis, ...]
_WEIGHT = -4  # where a row of `_sums` has it


def cells(db: sqlite3.Connection, question: Question, grouping: Grouping) -> Cells:
    """Return the counts by axes, {values: count}; cells of nothing are left out."""
    columns = [expression(axis, question) for axis in grouping]
    tagged = any(axis.dimension.type == "tag" for axis in grouping)
    if question.measure is measures.RECIPIENTS:
        query = _recipients(question, columns, tagged=tagged)
    else:
        query = _group(select(question, _columns([*columns, Sql(_cell_value(question))]), tagged=tagged), len(columns))
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
    columns = [*(expression(axis, question) for axis in axes), *map(Sql, _sums(question))]
    rows = db.execute(*_group(select(question, _columns(columns)), len(axes))).fetchall()
    counts = RecordCounts(*(sum(row[column] or 0 for row in rows) for column in (-3, -2, -1)))
    return [_added_up(rows, [axes.index(axis) for axis in grouping]) for grouping in groupings], counts


def _added_up(rows: Iterable[tuple[Any, ...]], columns: Sequence[int]) -> Cells:
    """Return what rows weigh together that are alike in some columns; cells of nothing are left out."""
    weights: dict[tuple[Value, ...], int] = defaultdict(int)
    for row in rows:
        weights[tuple(row[column] for column in columns)] += row[_WEIGHT] or 0
    return {values: weight for values, weight in weights.items() if weight}


def _sums(question: Question) -> tuple[str, str, str, str]:
    """Return what is added up of facts, in SQL: their weight, then their `RecordCounts`."""
    undecided = "SUM(f.decision IS NULL)" if question.measure in measures.DECIDED else "0"
    unlike = question.measure.adds_unlike_things  # then a record has several facts: record_counts counts it once
    grouped = "0" if unlike else f"SUM({_stands_for(question)} > 1)"
    return "SUM(f.weight)", "COUNT(*)", grouped, undecided


def record_counts(db: sqlite3.Connection, question: Question) -> RecordCounts:
    """Return how many records are behind the total, each once."""
    if question.measure.adds_unlike_things:
        grouped = f"COUNT(DISTINCT CASE WHEN {_stands_for(question)} > 1 THEN f.file END)"
        counts = ["COUNT(DISTINCT f.file)", grouped, "0"]
    else:
        counts = [f"COALESCE({added}, 0)" for added in _sums(question)[1:]]
    return RecordCounts._make(db.execute(*select(question, Sql(", ".join(counts)))).fetchone())


def _stands_for(question: Question) -> str:
    """Return how many things the record of a fact stands for, in SQL: where amounts are added up, no weight says it."""
    if question.measure.facts == measures.RESULTS.facts:
        return "COALESCE((SELECT number FROM model WHERE model.file = f.model_file), 1)"
    if question.measure in (measures.PARTICIPANTS, measures.ACTIVITY_RESULTS):
        return "COALESCE((SELECT number FROM activity WHERE activity.file = f.file), 1)"
    return "f.weight"


def facts(db: sqlite3.Connection, question: Question, axes: Grouping = ()) -> Iterator[CountedFact]:
    """Return the facts behind the total, with their values of some axes; by tags, a fact stands under each of its."""
    columns = _fact_columns(question)
    if not axes:
        return starmap(CountedFact, db.execute(*select(question, Sql(columns))))
    tagged = any(axis.dimension.type == "tag" for axis in axes)
    values = _columns([Sql(columns), *(expression(axis, question) for axis in axes)])
    rows = db.execute(*select(question, values, tagged=tagged))
    return (CountedFact._make((*row[: -len(axes)], row[-len(axes) :])) for row in rows)


def _fact_columns(question: Question) -> str:
    return (
        f"{_PATH}, {_TITLE}, f.id, f.year, {unit_of(question)}, f.kind, f.recipient, f.indicator, f.weight, f.form,"
        f" f.authority, {_stands_for(question)}, f.file, f.model_file"
    )


class FactKey(NamedTuple):
    """What tells a fact from others, and is quick to ask: what was counted, the record's file, indicator and unit."""

    facts: str
    file: int
    indicator: str
    unit: str | None


def fact_keys(db: sqlite3.Connection, question: Question) -> list[FactKey]:
    """Return the keys of the facts behind the total."""
    return [FactKey(*row) for row in db.execute(*select(question, Sql(_key_columns(question))))]


def facts_by_key(db: sqlite3.Connection, question: Question) -> Iterator[tuple[FactKey, CountedFact]]:
    """Return the facts behind the total with their keys."""
    for row in db.execute(*select(question, Sql(f"{_key_columns(question)}, {_fact_columns(question)}"))):
        yield FactKey(*row[: len(FactKey._fields)]), CountedFact(*row[len(FactKey._fields) :])


def _key_columns(question: Question) -> str:
    return f"f.measure, f.file, f.indicator, {unit_of(question)}"


class FileBehind(NamedTuple):
    """A record behind a number, by its file in the index: its model's, and what it stands for."""

    file: int
    model: int
    weight: int
    is_grouped: bool
    is_undecided: bool


def files_behind(db: sqlite3.Connection, question: Question) -> list[FileBehind]:
    """Return the records behind the total, each once."""
    undecided = "f.decision IS NULL" if question.measure in measures.DECIDED else "0"
    grouped = f"{_stands_for(question)} > 1"
    columns = f"DISTINCT f.file, COALESCE(f.model_file, f.file), {_stands_for(question)}, {grouped}, {undecided}"
    return list(map(FileBehind._make, db.execute(*select(question, Sql(columns)))))


def counted_evaluations(db: sqlite3.Connection, question: Question) -> dict[str, str]:
    """Return by which evaluation each model is counted: {path of the model: path of the evaluation}."""
    columns = f"{_PATH.replace('f.file', 'f.model_file')}, {_PATH}"
    return dict(db.execute(*select(question, Sql(columns))))


class SaidFact(NamedTuple):
    """What a file says that a question reaches, whether it is counted or not; and what it is, or lies in."""

    path: str
    model_path: str | None
    id: str
    year: int
    indicator: str
    root: str
    unit: str | None
    authority: str | None
    rating: str | None
    kind: str | None


def said_facts(db: sqlite3.Connection, question: Question, *, all_said: bool) -> list[SaidFact]:
    """Return what stands for a thing of the question, whatever is counted and filtered of that; or all that is said."""
    columns = f"{_PATH}, {_PATH.replace('f.file', 'f.model_file')}, f.id, f.year, f.indicator, f.root, f.unit,"
    reached = within(question, "f") if all_said else chosen(question)
    query = Sql(f"SELECT {columns} f.authority, f.rating, f.kind FROM fact AS f WHERE") + reached
    return list(starmap(SaidFact, db.execute(*query)))


def models_by_root(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return (path, root) of all models that the index has in step."""
    return list(db.execute(f"SELECT {_PATH}, f.root FROM {MODELS.table} AS f"))


def _group(query: Sql, columns: int) -> Sql:
    """Return a query grouped by its first columns."""
    numbers = ", ".join(str(number + 1) for number in range(columns))
    return Sql(f"{query.text} GROUP BY {numbers}" if columns else query.text, query.params)


def _cell_value(question: Question) -> str:
    """Return what a cell holds, in SQL."""
    if question.measure is measures.UNITS:
        return f"COUNT(DISTINCT {unit_of(question)})"
    return "COALESCE(SUM(f.weight), 0)"


def _recipients(question: Question, columns: Sequence[Sql], *, tagged: bool) -> Sql:
    """Count each name once a unit and kind; of those without a name, the most that one form and authority has.

    Who is not named may have been given several awards, so a sum over forms would count her again.
    """
    names = [f"a{number}" for number in range(len(columns))]
    who = [*names, "who", "place", "sort"]
    expressions = [*columns, Sql("f.recipient"), Sql(unit_of(question)), Sql("f.kind")]
    named = [value + Sql(f"AS {name}") for value, name in zip(expressions, who, strict=True)]
    shares = select(question, _columns([*named, Sql("SUM(f.weight) AS share")]), tagged=tagged)
    shares += Sql(f"GROUP BY {', '.join(who)}, f.form, f.authority")
    number = "CASE WHEN who IS NULL THEN MAX(share) ELSE 1 END AS number"
    once = f"SELECT {', '.join([*names, number])} FROM ({shares.text}) GROUP BY {', '.join(who)}"
    return _group(Sql(f"SELECT {', '.join([*names, 'SUM(number)'])} FROM ({once})", shares.params), len(columns))


def is_lower_bound(db: sqlite3.Connection, question: Question) -> bool:
    """Whether recipients without a name have awards of several forms or authorities: there are at least that many."""
    if question.measure is not measures.RECIPIENTS:
        return False
    shares = select(question, Sql(f"DISTINCT {unit_of(question)} AS place, f.kind AS sort, f.form, f.authority"))
    several = f"SELECT 1 FROM ({shares.text} AND f.recipient IS NULL) GROUP BY place, sort HAVING COUNT(*) > 1 LIMIT 1"
    return db.execute(several, shares.params).fetchone() is not None


def left_out(db: sqlite3.Connection, question: Question) -> list[tuple[int, int, int]]:
    """Return (from year, to year, how much) of totals that the period asked touches but does not cover.

    Of results, how many records: unlike things are not added.
    """
    period = question.period
    amount = "COUNT(DISTINCT f.file)" if question.measure.adds_unlike_things else "SUM(f.weight)"
    query = Sql(f"SELECT f.first_year, f.year, {amount} FROM fact AS f {TODAY if question.units_now else ''}") + Sql(
        "WHERE f.measure = ? AND f.first_year < f.year AND f.first_year <= ? AND f.year >= ? AND f.rank = 1"
        " AND NOT (f.first_year >= ? AND f.year <= ?)",
        (question.measure.facts, period.last, period.first, period.first, period.last),
    )
    grouped = _group(query + counted(question) + filters(question), 2)
    return db.execute(f"{grouped.text} ORDER BY 1, 2", grouped.params).fetchall()


def is_recorded(db: sqlite3.Connection, question: Question) -> bool:
    """Whether the period has any record of the type that is counted that can be read: without one, 0 is unknown."""
    first = 0 if question.measure is measures.RUNNING else question.period.first
    files = (
        "SELECT 1 FROM folder WHERE folder.kind = ? AND folder.year BETWEEN ? AND ?"
        " AND EXISTS (SELECT 1 FROM file WHERE file.folder = folder.id AND file.sound = 1) LIMIT 1"
    )
    return db.execute(files, [question.measure.kinds[-1], first, question.period.last]).fetchone() is not None


def has_facts(db: sqlite3.Connection, question: Question) -> bool:
    """Whether the years asked have anything of what is counted, whatever else is asked of it."""
    first = 0 if question.measure is measures.RUNNING else question.period.first
    facts = "SELECT 1 FROM fact WHERE measure = ? AND year BETWEEN ? AND ? LIMIT 1"
    return db.execute(facts, [question.measure.facts, first, question.period.last]).fetchone() is not None


def is_denied(db: sqlite3.Connection, question: Question) -> bool:
    """Whether a record of the years asked says that something is not so: not recognized, or not awarded yet."""
    if question.measure in (measures.AWARDS, measures.RECIPIENTS):
        return is_recorded(db, question)  # what is only proposed, or was refused
    if question.measure not in (measures.RECOGNIZED, measures.OUTSTANDING):
        return False
    denied = (
        f"SELECT 1 FROM evaluation WHERE year BETWEEN ? AND ? AND ({question.measure.name} = 0 OR revoked = 1) LIMIT 1"
    )
    return db.execute(denied, [question.period.first, question.period.last]).fetchone() is not None


def at_lower_levels(db: sqlite3.Connection, question: Question) -> list[tuple[str | None, int]]:
    """Return (level, how much) of what is said again below the level at which a model is counted."""
    query = select(question._replace(basis="each"), Sql("f.level, SUM(f.weight)"))
    return db.execute(*_group(query + Sql("AND NOT") + highest(question, "f"), 1)).fetchall()


def left_open_before(db: sqlite3.Connection, question: Question) -> int:
    """Return how many models of the year before neither ended nor have a record in the period."""
    columns = f"SELECT COALESCE(SUM(f.weight), 0) FROM fact AS f {TODAY if question.units_now else ''} WHERE"
    query = Sql(columns) + left_open(question, "f") + counted(question) + filters(question)
    return int(db.execute(*query).fetchone()[0])


def continues_earlier(db: sqlite3.Connection, before: int, year: int) -> bool:
    """Whether a lineage leaps over the year before: then only all earlier models tell what goes on."""
    leaping = (
        "SELECT EXISTS (SELECT 1 FROM model AS m WHERE m.year = ? AND m.continues IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM model AS before WHERE before.id = m.continues AND before.year = ?))"
    )
    return bool(db.execute(leaping, [year, before]).fetchone()[0])


def undated(db: sqlite3.Connection, question: Question) -> int:
    """Return how much of what is asked states no day, whatever days are asked for."""
    whole = question._replace(since=None, as_of=None)
    return int(db.execute(*(select(whole, Sql("COALESCE(SUM(f.weight), 0)")) + Sql("AND f.day IS NULL"))).fetchone()[0])
