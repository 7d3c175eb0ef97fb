"""Exported workbooks as a second library reads them: their numbers, and what each leads to."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.helpers.program import CommandResult, danvan

OPENED = "Behind the numbers"
_VALUE, _LAST = 6, 7


class Number(NamedTuple):
    """A number of the first sheet: its cell, value and format, and the address that it leads to."""

    cell: str
    value: float
    form: str
    to: str


class Row(NamedTuple):
    """A record behind a number."""

    number: int
    year: int | None
    unit: str
    title: str
    kind: str
    value: float
    id: str
    to: str


class Block(NamedTuple):
    """What stands behind a number."""

    title: str
    value: float
    back: str
    rows: list[Row]


class ExportedWorkbook:
    """A workbook that was exported."""

    def __init__(self, file: Path, first: str = "Overview") -> None:
        self.book = openpyxl.load_workbook(file)
        self.first = self.book[first]

    def numbers(self) -> list[Number]:
        """Return all numbers of the first sheet."""
        return [number_in(cell) for row in self.first.iter_rows() for cell in row if is_number(cell)]

    def cell(self, address: str) -> Cell:
        """Return the cell of an address as links have it: 'Sheet'!A1."""
        sheet, _, cell = address.rpartition("!")
        found = self.book[sheet.strip("'").replace("''", "'")][cell]
        assert isinstance(found, Cell)
        return found

    def row_at(self, address: str) -> list[object]:
        """Return all values of the row of an address."""
        found = self.cell(address)
        sheet = found.parent
        assert isinstance(sheet, Worksheet)
        return [cell.value for cell in next(sheet.iter_rows(min_row=found.row, max_row=found.row))]

    def behind(self, number: Number) -> Block:
        """Follow a number's link, and read the rows up to the next title."""
        title = self.cell(number.to)
        sheet, row = title.parent, title.row
        assert isinstance(sheet, Worksheet)
        back = sheet.cell(row, _LAST).hyperlink
        assert back is not None
        assert isinstance(back.location, str)
        value = sheet.cell(row, _VALUE).value
        assert isinstance(value, int | float)
        return Block(str(title.value), value, back.location, list(_rows(sheet, row + 1)))

    def lines(self, first: int, last: int) -> list[list[str]]:
        """Return the first sheet's rows as people see them, each up to its last cell."""
        rows = [[shown(cell) for cell in row] for row in self.first.iter_rows(min_row=first, max_row=last)]
        return [row[: max((n for n, text in enumerate(row, 1) if text), default=0)] for row in rows]

    def row_of(self, text: str) -> int:
        """Return the row of the first sheet whose first cell holds a text."""
        return next(row for row in range(1, self.first.max_row + 1) if self.first.cell(row, 1).value == text)


def _rows(sheet: Worksheet, row: int) -> Iterator[Row]:
    while sheet.cell(row, 1).value is not None and sheet.cell(row, 1).data_type == "n":
        cells = [sheet.cell(row, column) for column in range(1, _LAST + 1)]
        link = cells[0].hyperlink
        yield Row._make([*(cell.value for cell in cells), (link.location if link else "") or ""])
        row += 1


def is_number(cell: object) -> bool:
    return isinstance(cell, Cell) and isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def number_in(cell: object) -> Number:
    assert isinstance(cell, Cell)
    assert isinstance(cell.value, int | float)
    link = cell.hyperlink
    assert link is not None, f"{cell.coordinate} leads nowhere"
    assert isinstance(link.location, str)
    return Number(cell.coordinate, cell.value, cell.number_format, link.location)


def shown(cell: object) -> str:
    """Write a cell as Excel shows it in English."""
    value, form = getattr(cell, "value", None), getattr(cell, "number_format", "")
    if value is None or isinstance(value, str):
        return value or ""
    if form.endswith("%"):
        return f"{value * 100:,.1f}%".replace(".0%", "%")
    plain, _, unit = form.split(";")[0].lstrip("+").partition('"')
    decimals = len(plain.partition(".")[2])
    sign = "+" if form.startswith("+") and value > 0 else ""
    return f"{sign}{value:,.{decimals}f}{unit.rstrip(chr(34))}"


def ask(folder: Path, *typed: str) -> CommandResult:
    return danvan(*typed, "--data", str(folder))


def export(folder: Path, file: Path, *typed: str) -> CommandResult:
    """Export, where nothing may be wrong."""
    said = ask(folder, "export", *typed, "-o", str(file), "--force")
    assert (said.code, said.err) == (0, "")
    return said


def tallied(folder: Path, *typed: str) -> list[list[str]]:
    """Return a tally's rows as its CSV has them, each up to its last cell."""
    said = ask(folder, "tally", *typed, "--format", "csv")
    assert said.code == 0
    rows = list(csv.reader(io.StringIO(said.out.removeprefix("\ufeff"))))
    plain = [["" if text == "'" else text for text in row] for row in rows]
    return [row[: max((n for n, text in enumerate(row, 1) if text), default=0)] for row in plain]
