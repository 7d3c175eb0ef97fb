"""The cells that the lists and units know, whether or not they hold anything."""

import itertools
from collections.abc import Iterable

from danvan_cli.counting.question import Axis, Filter, Question
from danvan_cli.counting.tables import Value
from danvan_cli.domain.record_types import AWARDS
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.periods import quarter_of

KINDS_OF_MODELS = ("tap-the", "ca-nhan", "khong-ro")


def possible_cells(lists: Lists, question: Question) -> Iterable[tuple[Value, ...]]:
    """Return all cells that the lists and units know and the filters leave."""
    return itertools.product(*(_values_of(lists, question, axis) for axis in question.by))


def _values_of(lists: Lists, question: Question, axis: Axis) -> list[Value]:
    dimension = axis.dimension
    conditions = [condition for condition in question.where if condition.axis.dimension == dimension]
    if dimension.type == "year":
        period = question.period
        values: list[Value] = list(range(period.first, period.last + 1))
    elif dimension.type == "unit":
        values = list(_units_of(lists, question, axis))
    elif dimension.type == "span":
        values = list(_spans_of(question, dimension.name))
    else:
        entries = lists.entries(dimension.choices).values()
        values = [entry.id for entry in entries if entry.until is None or entry.until >= question.period.first]
        if dimension.name == "kind" and question.measure.kinds != (AWARDS.name,):
            values = [value for value in values if value in KINDS_OF_MODELS]
    return [value for value in values if all(_allows(lists, condition, value) for condition in conditions)]


def _spans_of(question: Question, name: str) -> Iterable[str]:
    """Return the months or quarters of the calendar years asked for, as far as the days asked for reach."""
    period = question.period
    months = [f"{year}-{month:02}" for year in range(period.first, period.last + 1) for month in range(1, 13)]
    since, as_of = (question.since or "")[:7], (question.as_of or "9999")[:7]
    reached = [month for month in months if since <= month <= as_of]
    return reached if name == "month" else dict.fromkeys(map(quarter_of, reached))


def _units_of(lists: Lists, question: Question, axis: Axis) -> Iterable[str]:
    """Yield the units that existed in the period; with `--units now` those that others became."""
    first, last = f"{question.period.first}-01-01", f"{question.period.last}-12-31"
    for unit in lists.units.values():
        if (unit.now == unit.id if question.units_now else unit.existed(first, last)) and axis.at in (None, unit.level):
            yield unit.id


def _allows(lists: Lists, condition: Filter, value: Value) -> bool:
    if not condition.values:
        return condition.operator == "!="
    tree = condition.axis.dimension.name == "unit" and condition.axis.at is None and condition.operator != "=="
    held = set(lists.chain(str(value))) if tree else {str(value)}
    return bool(held & set(condition.values)) == (condition.operator != "!=")
