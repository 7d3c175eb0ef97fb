"""Workbooks as they were read: sheets of cells, whatever kind of file they came from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from danvan_cli.text.mark import N_

ABOVE = -1  # the last line above a table
_ABOVE, _BELOW = N_("above {table}"), N_("below {table}")
_ROW, _ROW_AND_COLUMN = N_("row {row}"), N_("row {row}, column {column}")


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

    A table of a document has `table_rows` rows, the only ones that are counted so: lines above it have numbers below
    zero, lines below it numbers behind its own. `boxes` is what stands in text boxes that its cells hold.
    """

    name: str
    rows: dict[int, dict[int, Value]]
    merged: list[Area] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    shown_as: dict[tuple[int, int], ShownAs] = field(default_factory=dict)
    table_rows: int = 0
    boxes: dict[tuple[int, int], str] = field(default_factory=dict)

    def has_row(self, row: int) -> bool:
        """Whether a row is one that people see as such: lines around a table are none of its rows."""
        return not self.table_rows or 0 < row <= self.table_rows

    def spot(self, file: str, row: int = 0, column: int = 0) -> "Spot":
        """Return a place on the sheet; without a column a row as a whole, without a row all of it."""
        return Spot(file, self.name, row, column, table_rows=self.table_rows)


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

    `within` are the words for a place in a file that has no cells; `table_rows` is that of the sheet.
    """

    file: str
    sheet: str
    row: int = 0
    column: int = 0
    within: str = ""
    table_rows: int = 0

    def __str__(self) -> str:
        """Write it as people do: `danh-sach.xlsx: Đăng ký!C17`, `danh-sach.docx: Bảng 2, row 17, column C`."""
        return self.in_words(str)

    def in_words(self, translate: Callable[[str], str]) -> str:
        """Write it in the language into which a function translates."""
        within = self.within or self._within_file(translate)
        return ": ".join(part for part in (self.file, within) if part)

    def _within_file(self, translate: Callable[[str], str]) -> str:
        if self.row < 0:
            return translate(_ABOVE).format(table=self.sheet)
        if self.row > self.table_rows > 0:
            return translate(_BELOW).format(table=self.sheet)
        return (", " if self.table_rows else "!").join(filter(None, (self.sheet, self.on_sheet(translate))))

    def on_sheet(self, translate: Callable[[str], str]) -> str:
        """Write where it is on its sheet, as C17, or by words in a table of Word, whose rows show no numbers."""
        if not self.row:
            return ""
        if not self.table_rows:
            return address(self.row, self.column)
        words = _ROW_AND_COLUMN if self.column else _ROW
        return translate(words).format(row=self.row, column=column_name(self.column))
