"""Workbooks as they were read: sheets of cells, whatever kind of file they came from."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple


class BadCell(NamedTuple):
    """A cell without a value to take: `error` (`text`: #REF!, #N/A …), or `formula` whose result is not stored."""

    code: str
    text: str


Value = str | int | float | bool | date | BadCell


class Area(NamedTuple):
    """A rectangle of cells, first and last row and column, all counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


class ShownAs(NamedTuple):
    """What a format adds to a number: the words behind it (`triệu`); how many thousands it is shown without."""

    words: str
    thousands: int = 0


@dataclass(slots=True)
class Sheet:
    """One sheet. Rows and columns are counted from 1; empty cells are left out.

    Dates are `datetime.date`, or `datetime.datetime` where a time of day is stated; whole numbers are `int`; a number
    that a format shows with zeros before it (`012`) is text, as it is seen. `fonts` holds only the cells that bear text
    in a font of an old encoding (`.VnTime`, `VNI-Times`), `shown_as` only those with a number that is shown with words
    behind it, or in thousands. `name` is empty for a CSV file.
    """

    name: str
    rows: dict[int, dict[int, Value]]
    merged: list[Area] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    shown_as: dict[tuple[int, int], ShownAs] = field(default_factory=dict)


@dataclass(slots=True)
class Book:
    """One file: its name without folders, and its sheets in their order."""

    file: str
    sheets: list[Sheet]


@cache
def column_name(column: int) -> str:
    """Return a column's letters: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Return a cell's address, C17; of a row alone (column 0) its number."""
    return f"{column_name(column)}{row}"


class Spot(NamedTuple):
    """A cell: file, sheet ("" in a CSV file), row and column from 1; column 0 is the row as a whole.

    `within` are the words for a place in a file that has no cells.
    """

    file: str
    sheet: str
    row: int = 0
    column: int = 0
    within: str = ""

    def __str__(self) -> str:
        """Write it as people do: `danh-sach.xlsx: Đăng ký!C17`."""
        cell = address(self.row, self.column) if self.row else ""
        within = self.within or "!".join(part for part in (self.sheet, cell) if part)
        return ": ".join(part for part in (self.file, within) if part)
