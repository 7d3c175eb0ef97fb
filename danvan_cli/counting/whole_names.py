"""Conditions that nobody sees carried out: in a template, what is named has to be named wholly, or by its id.

`--where` takes any part of a name, since who typed it sees what was taken. A template is filled again every year.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from danvan_cli.counting.question import Axis, Filter
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.fold import agrees
from danvan_cli.text.mark import N_

PART_OF_NAME = Message(
    "part-of-name",
    N_("“{value}” is only a part of a name. Write it wholly, so that it never means another: {near}."),
    severity="fault",
)

_VALUES = re.compile(r"[^=!]*(?:!=|==|=)(.*)", re.DOTALL)


def refuse_parts(lists: Lists, typed: Sequence[str], where: Iterable[Filter], by: Iterable[Axis] = ()) -> None:
    """Raise RequestError for the first condition or axis that names something in part; `where` is `typed` as read."""
    for axis in by:
        _refuse_part_of_level(lists, axis)
    for text, condition in zip(typed, where, strict=True):
        _refuse_part_of_level(lists, condition.axis)
        match = _VALUES.fullmatch(text)
        values = match[1].strip() if match else ""
        if not _is_whole(lists, condition, values):
            for value in _parts(lists, condition, values):
                if not _is_whole(lists, condition, value):
                    raise RequestError(PART_OF_NAME, value=value, near=_names(lists, condition))


def _refuse_part_of_level(lists: Lists, axis: Axis) -> None:
    level = axis.typed.partition(".")[2].strip()
    if axis.at is not None and not _bears(lists.entries("level")[axis.at].names(), level):
        raise RequestError(PART_OF_NAME, value=level, near=lists.entries("level")[axis.at].label)


def _parts(lists: Lists, condition: Filter, values: str) -> list[str]:
    if condition.axis.dimension.type == "unit":
        return lists.unit_names.between_commas(values)
    return [part.strip() for part in values.split(",") if part.strip()]


def _is_whole(lists: Lists, condition: Filter, typed: str) -> bool:
    """Whether a text is a whole name, or the id, of one of the values that were read out of it."""
    if not condition.values or condition.axis.dimension.type in ("year", "span"):
        return True
    if condition.axis.dimension.type == "unit":
        bearing = [typed, *lists.unit_names.bearing(typed)]
        return any(value in bearing for value in condition.values)
    entries = lists.entries(condition.axis.dimension.choices)
    return any(_bears(entries[value].names() if value in entries else (value,), typed) for value in condition.values)


def _bears(names: Iterable[str], typed: str) -> bool:
    return any(agrees(typed, name) for name in names)


def _names(lists: Lists, condition: Filter) -> str:
    return "; ".join(_called(lists, condition))


def _called(lists: Lists, condition: Filter) -> Iterator[str]:
    """Yield what the values of a condition are called wholly."""
    entries = lists.entries(condition.axis.dimension.choices)
    for value in condition.values:
        is_unit = condition.axis.dimension.type == "unit"
        yield lists.called(value).placed if is_unit else entries[value].label if value in entries else value
