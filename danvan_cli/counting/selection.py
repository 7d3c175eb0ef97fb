"""A question as the SELECT of the facts that it counts: chosen first, filtered after."""

from typing import Any, NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.question import Axis, Filter, Question
from danvan_cli.text.periods import Period

_SPANS = {
    "month": "substr(f.day, 1, 7)",
    "quarter": "substr(f.day, 1, 4) || '-Q' || ((CAST(substr(f.day, 6, 2) AS INTEGER) + 2) / 3)",
}
TODAY = "LEFT JOIN unit AS today ON today.id = f.unit"
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


def unit_of(question: Question) -> str:
    """Return the unit that a fact stands under, in SQL."""
    return "COALESCE(today.now, f.unit)" if question.units_now else "f.unit"


def select(question: Question, columns: Sql, *, tagged: bool = False) -> Sql:
    """Choose what is counted, then filter it: a table and its filtered parts agree.

    `tagged` gives a fact a row for each of its tags.
    """
    source = Sql(f"SELECT {columns.text} FROM fact AS f", columns.params)
    if question.units_now:
        source += Sql(TODAY)
    if tagged:
        source += Sql(_TAGGED, (question.measure.facts,))
    return source + Sql("WHERE") + chosen(question) + counted(question) + filters(question)


def chosen(question: Question) -> Sql:
    """Return what keeps facts that the question reaches, of several that stand for one thing the one that does."""
    return _reached(question, "f") + _latest(question)


def counted(question: Question) -> Sql:
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
    if question.include_open:
        first, last = question.period
        years = Sql(f"{name}.measure = ? AND {name}.year BETWEEN ? AND ?", (question.measure.facts, first - 1, last))
        return years + Sql("AND ((") + within(question, name) + Sql(") OR (") + left_open(question, name) + Sql("))")
    if question.basis not in ("yearly", "distinct"):
        return within(question, name)
    return within(question, name) + Sql("AND") + highest(question, name)


def left_open(question: Question, name: str) -> Sql:
    """Return what keeps the models of the year before the period whose lineage has no record in it by its last day."""
    before, by_then = question.period.first - 1, question._replace(since=None, include_open=False)
    of_the_year = by_then.over(Period(before, before))._replace(as_of=question.as_of)
    carried_on = Sql("SELECT carried.root FROM fact AS carried WHERE") + within(by_then, "carried")
    return within(of_the_year, name) + Sql(f"AND {name}.root NOT IN (") + carried_on + Sql(")")


def within(question: Question, name: str) -> Sql:
    """Return what keeps facts that the period and its days reach."""
    first, last = question.period.first, question.last_year
    if question.measure is measures.RUNNING:
        first = 0  # whenever it began
    text = f"{name}.measure = ? AND {name}.year BETWEEN ? AND ? AND {name}.first_year >= ?"
    within = Sql(text, (question.measure.facts, first, last, first))
    undated = f"{name}.day IS NULL OR " if question.keeps_undated else ""
    for sign, day in ((">=", question.since), ("<=", question.as_of)):
        if day:
            within += Sql(f"AND ({undated}{name}.day {sign} ?)", (day,))
    return within


def highest(question: Question, name: str) -> Sql:
    """Return what keeps of a model's evaluations of a year the one at the highest level, of those that are reached."""
    if not (question.has_days and question.measure.is_of_evaluations):
        return Sql(f"{name}.rank = 1")
    reached = Sql("SELECT h.id, h.year, h.indicator, MIN(h.rank) FROM fact AS h WHERE") + within(question, "h")
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


def expression(axis: Axis, question: Question) -> Sql:
    """Return which value of a fact stands for the axis."""
    if axis.dimension.type == "tag":
        return Sql("tagged.tag")
    if axis.at is not None:
        return Sql(
            f"(SELECT ancestor FROM at_level WHERE at_level.unit = {unit_of(question)} AND level = ? AND today = ?)",
            (axis.at, question.units_now),
        )
    return Sql(
        unit_of(question)
        if axis.dimension.name == "unit"
        else _SPANS.get(axis.dimension.name, f"f.{axis.dimension.name}")
    )


def filters(question: Question) -> Sql:
    """Return the conditions that were asked for."""
    text = Sql("")
    for condition in question.where:
        text += Sql("AND") + _condition(condition, question)
    return text


def _condition(condition: Filter, question: Question) -> Sql:
    if condition.axis.dimension.type == "tag":
        return _tag_condition(condition)
    value = expression(condition.axis, question)
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
