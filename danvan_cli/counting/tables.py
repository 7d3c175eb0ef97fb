"""Answers: what a question brought to light, before anybody shows it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from danvan_cli.counting.question import Asked, Question
from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem

Value = str | int | None


class Note(NamedTuple):
    """Something to say under a table; `args` fill its message in."""

    message: Message
    args: Mapping[str, str | int] = {}


class Row(NamedTuple):
    """One row: the values of the axes, the count, and the count of the period compared with."""

    values: tuple[Value, ...]
    value: int
    vs: int | None = None


class Margins(NamedTuple):
    """Totals of a table whose last axis gives the columns; None where unlike things would be added."""

    rows: Mapping[tuple[Value, ...], int] | None
    columns: Mapping[Value, int] | None


class Table(NamedTuple):
    """An answer to a question. Values are counts; for results, hundredths of the indicator's unit.

    `total` is None where unlike things remain. `name` is stable where the table is one of an overview.
    """

    asked: Asked
    question: Question
    rows: list[Row]
    total: int | None
    vs_total: int | None = None
    vs_year: str | None = None
    margins: Margins | None = None
    notes: Sequence[Note] = ()
    unread: Sequence[Problem] = ()
    revision: str | None = None
    name: str = ""


class Listed(NamedTuple):
    """One record behind a number."""

    id: str
    path: str
    title: str | None
    value: int
    year: int
    unit: str | None
    kind: str | None
    indicator: str | None = None


class Listing(NamedTuple):
    """The records behind a number, and the same total as the table's."""

    asked: Asked
    question: Question
    records: list[Listed]
    total: int | None
    notes: Sequence[Note] = ()
    unread: Sequence[Problem] = ()
    revision: str | None = None
