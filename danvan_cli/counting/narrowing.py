"""From the question of a table to that of one of its cells."""

from collections.abc import Iterable

from danvan_cli.counting.question import Axis, Filter, Question
from danvan_cli.counting.tables import Value


def narrowed(question: Question, axes: Iterable[Axis], values: Iterable[Value]) -> Question:
    """Ask of one cell: the whole question, and of each axis that value."""
    where = list(question.where)
    for axis, value in zip(axes, values, strict=True):
        condition = _condition(axis, value)
        if not any(_is_same_condition(condition, stated) for stated in where):
            where.append(condition)
    return question._replace(by=(), where=tuple(where))


def _condition(axis: Axis, value: Value) -> Filter:
    """Return what a cell's value is as a condition; a unit's own cell is without those below it."""
    if value is None:
        return Filter(axis, "=", ())
    alone = axis.dimension.name == "unit" and axis.at is None
    return Filter(axis, "==" if alone else "=", (str(value),))


def _is_same_condition(first: Filter, second: Filter) -> bool:
    return (first.axis.dimension, first.axis.at, *first[1:]) == (second.axis.dimension, second.axis.at, *second[1:])
