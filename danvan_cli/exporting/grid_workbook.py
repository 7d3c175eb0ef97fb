"""Grids as a workbook: numbers are numbers, days are days; for print, and where rows are records for mail merge.

Word takes the first row of the first sheet for the headings of a mail merge. So a grid of records begins with them and
has nothing but records below; what is said about it stands on a sheet of its own.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_cli.exporting.cell_values import day_of, is_of_days, number_of
from danvan_cli.exporting.year_layout.counted_cells import CountedCell
from danvan_cli.exporting.yearbook.pages import SheetWriter, YearbookFormats, keep_from_printing, set_page
from danvan_cli.locale import language, translate
from danvan_cli.spreadsheet.saving import new_workbook
from danvan_cli.text.mark import N_
from danvan_cli.view.grid import Grid, merging

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_TABLE, _ABOUT, _OPENING, _PAGE = N_("Table"), N_("About the list"), N_("Behind the numbers"), N_("Page")
_NARROWEST, _WIDEST, _BESIDE = 9, 46, 2.5  # letters; what is wider is broken into lines, a number never is
_BOLD_ROOM = 0.85  # of a narrow column, for a heading that is broken into lines: letters are not of one width
_UPRIGHT = 95  # letters that an upright page holds
_LEAST_WIDTH = 60  # of the lines above and below a table
_NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_DAY = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


def write_workbook(file: Path, grids: Sequence[Grid], heading: str = "", *, force: bool = False) -> None:
    """Write grids: those under one heading below each other, others on a sheet each; raise WriteError as `saved`."""
    with new_workbook(file, heading or (grids[0].title if grids else ""), force=force) as book:
        looks = YearbookFormats(book)
        if heading or not grids:
            _GridSheet(book, looks, heading, grids).write(heading)
        for grid in grids if not heading else ():
            if grid.of_records:
                _GridSheet(book, looks, grid.title, [merging(grid)]).write_records()
                _GridSheet(book, looks, translate(_ABOUT), [_about(grid)]).write("")
            else:
                _GridSheet(book, looks, grid.title, [grid]).write("")
        _write_openings(book, looks, [opening for grid in grids for opening in grid.openings])


def _write_openings(book: "Workbook", looks: YearbookFormats, openings: Sequence[str]) -> None:
    """Write by which commands the numbers open on a sheet of their own, which is not printed."""
    if not openings:
        return
    sheet = book.add_worksheet(_free_name(book, translate(_OPENING)))
    writer = SheetWriter(sheet, looks)
    sheet.set_column(0, 0, _LEAST_WIDTH)
    for row, opening in enumerate(openings):
        writer.text(row, 0, opening)
    keep_from_printing(sheet, 1)


def _about(grid: Grid) -> Grid:
    """Return what is said about a grid of records, without its rows: its total and its notes."""
    return grid._replace(rows=[], sections=(), of_records=False)


class _GridSheet:
    """One sheet, while grids are written into it."""

    def __init__(self, book: "Workbook", looks: YearbookFormats, name: str, grids: Sequence[Grid]) -> None:
        self.sheet = book.add_worksheet(_free_name(book, name))
        self.writer, self.looks, self.grids = SheetWriter(self.sheet, looks), looks, grids
        self.widths = _widths(grids)
        self.row = 0
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        landscape = sum(self.widths) > _UPRIGHT
        set_page(self.sheet, name, "", translate(_PAGE), landscape=landscape)

    def write(self, heading: str) -> None:
        """Write the grids below each other, each between its title and its notes."""
        if heading:
            self._line(heading, "heading")
        for grid in self.grids:
            if grid.title:
                self._line(grid.title, "title")
            self._write_table(grid, alone=len(self.grids) == 1)
            for note in grid.notes:
                self._line(note, "note")
            self.row += 1

    def write_records(self) -> None:
        """Write the rows of the only grid under their headings, which stand in the first row."""
        (grid,) = self.grids
        self._write_table(grid, alone=True)
        self.sheet.autofilter(0, 0, len(grid.rows), len(grid.headers) - 1)

    def _write_table(self, grid: Grid, *, alone: bool) -> None:
        if any(grid.headers):
            self._write_headers(grid)
            if alone:
                self.sheet.freeze_panes(self.row, 0)
                self.sheet.repeat_rows(self.row - 1)
        days = _columns_of_days(grid)
        for row in grid.rows:
            self._write_row(row, grid, days, "words", "number")
        if grid.footer:
            self._write_row(grid.footer, grid, days, "total-words", "total")

    def _write_headers(self, grid: Grid) -> None:
        looks = ["head" if numeric else "head-words" for numeric in grid.numeric]
        widths = (width * _BOLD_ROOM for width in self.widths)
        self.writer.tall(self.row, zip(grid.headers, looks, widths, strict=False))
        for column, (text, look) in enumerate(zip(grid.headers, looks, strict=True)):
            self.writer.text(self.row, column, text, look)
        self.row += 1

    def _write_row(self, row: Sequence[str], grid: Grid, days: set[int], words: str, numbers: str) -> None:
        self.writer.tall(self.row, ((text, words, width) for text, width in zip(row, self.widths, strict=False)))
        for column, text in enumerate(row):
            shown = number_of(text) if grid.numeric[column] else None
            day = day_of(text) if column in days else None
            if shown:
                cell = CountedCell(value=shown.value, form=shown.form)
                self.writer.number((self.row, column), cell, numbers)
            elif day:
                self._write_day(column, day, words)
            else:
                self.writer.text(self.row, column, text, numbers if grid.numeric[column] else words)
        self.row += 1

    def _write_day(self, column: int, day: date, look: str) -> None:
        self.sheet.write_datetime(self.row, column, day, self.looks(look, _DAY[language()]))

    def _line(self, text: str, look: str) -> None:
        """Write a text over all columns, or where these are few, as far as it can be read."""
        width = max(sum(self.widths), _LEAST_WIDTH)
        if len(self.widths) > 1 and width == sum(self.widths):
            self.writer.across(self.row, len(self.widths) - 1, text, look, self.widths)
        else:
            self.writer.text(self.row, 0, text, "remark" if look == "note" else "plain")
        self.row += 1


def _columns_of_days(grid: Grid) -> set[int]:
    texts = [[row[column] for row in grid.rows] for column in range(len(grid.headers))]
    return {column for column, cells in enumerate(texts) if not grid.numeric[column] and is_of_days(cells)}


def _widths(grids: Sequence[Grid]) -> list[float]:
    """Return the widths of the columns: that of the longest text, within measure; a number's whole, whatever it is."""
    widths: dict[int, float] = {}
    for grid in grids:
        for column, header in enumerate(grid.headers):
            longest = max((len(line[column]) for line in grid.lines), default=0) * 1.1 + _BESIDE
            heading = max(map(len, header.split()), default=0) * 1.2 + _BESIDE
            width = max(_NARROWEST, longest, heading)
            widths[column] = max(widths.get(column, 0), width if grid.numeric[column] else min(_WIDEST, width))
    return [widths[column] for column in sorted(widths)]


def _free_name(book: "Workbook", title: str) -> str:
    """Return a name for a sheet: what Excel takes of a title, numbered where another has it."""
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    plain = _NOT_IN_NAMES.sub(" ", title).strip("' ") or translate(_TABLE)
    name, number = plain[:_NAME_LENGTH].strip("' "), 1
    while name.lower() in taken or name.lower() == "history":
        number += 1
        name = f"{plain[: _NAME_LENGTH - 4]} {number}"
    return name
