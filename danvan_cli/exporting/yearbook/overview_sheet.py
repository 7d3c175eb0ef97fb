"""The sheet that comes first: headline counts, charts, tables; every number leads to the rows behind it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from danvan_cli.exporting.yearbook import charts
from danvan_cli.exporting.yearbook.charts import ChartRequest, TablePlace
from danvan_cli.exporting.yearbook.counted_cells import CountedCell
from danvan_cli.exporting.yearbook.opened_numbers import OpenedNumbers
from danvan_cli.exporting.yearbook.pages import MOST_LINKS, UNLINKED, SheetWriter, breaks
from danvan_cli.exporting.yearbook.table_layout import SheetTable
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.sheets import address
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import number
from danvan_cli.view.layout import Layout

if TYPE_CHECKING:
    from xlsxwriter import Workbook

TIP = N_("Open the records behind this number")
_LEAST_COLUMNS = 8  # so that two charts have room beside each other
_NUMBER_WIDTH, _NARROW_WIDTH, _FIRST_WIDTH, _WIDEST_WORDS = 11.5, 10.0, 36.0, 30.0
_PIXELS_A_LETTER, _PIXELS_BESIDE = 7, 5
_POINTS_A_PIXEL = 0.75


class OverviewSheet:
    """Writes tables below each other into one sheet."""

    def __init__(self, pen: SheetWriter, name: str, opened: OpenedNumbers, tables: Sequence[SheetTable]) -> None:
        self.pen, self.name, self._opened = pen, name, opened
        self.row = 0
        self._pieces: list[tuple[int, int]] = []
        self.widths = _widths([one.layout for one in tables])
        for column, width in enumerate(self.widths):
            pen.sheet.set_column(column, column, width)

    @property
    def last(self) -> int:
        """Give the last column."""
        return len(self.widths) - 1

    def line(self, text: str, look: str) -> None:
        """Write a text over the whole width."""
        self.pen.across(self.row, self.last, text, look, self.widths)
        self.row += 1

    def table(self, table: SheetTable) -> TablePlace:
        """Write a table under its title, with what is said of it below; say where it stands."""
        first, layout = self.row, table.layout
        if table.title:
            self.line(table.title, "title")
        stand = TablePlace(self.name, self.row, layout)
        self._headers(layout)
        for at, cells in enumerate(layout.rows):
            if table.remarks.get(at):
                self.pen.text(self.row, len(cells), table.remarks[at], "remark")
            self._line(cells, layout.words, "words", "number")
        if layout.footer:
            self._line(layout.footer, layout.words, "total-words", "total")
        for one in table.notes:
            self.line(one, "note")
        self._pieces.append((first, self.row - 1))
        self.row += 1
        return stand

    def _headers(self, table: Layout[CountedCell]) -> None:
        self.pen.tall(
            self.row, ((text, "head", width) for text, width in zip(table.headers, self.widths, strict=False))
        )
        for column, text in enumerate(table.headers):
            self.pen.text(self.row, column, text, "head-words" if column < table.words else "head")
        self.row += 1

    def _line(self, cells: Sequence[CountedCell], words: int, label: str, number: str) -> None:
        labels = zip(cells[:words], self.widths, strict=False)
        self.pen.tall(self.row, ((cell.text, label, width) for cell, width in labels))
        for column, cell in enumerate(cells):
            if cell.value is None:
                self.pen.text(self.row, column, cell.text, label if column < words else number)
                continue
            to = self._opened.link(cell, address(self.row + 1, column + 1))
            self.pen.number((self.row, column), cell, number, to, translate(TIP))
        self.row += 1

    def room(self, number: int) -> int:
        """Keep rows free for so many charts; give the first."""
        first = self.row
        for top in range(first, first + -(-number // 2) * charts.ROWS, charts.ROWS):
            self._pieces.append((top, top + charts.ROWS - 1))
            self.row = top + charts.ROWS
        self.row += bool(number)
        return first

    def charts(self, book: "Workbook", wanted: Sequence[ChartRequest], row: int) -> None:
        """Draw charts from a row on, which `room` has kept free."""
        for one, (down, x, width) in zip(wanted, charts.places(len(wanted), self._pixels()), strict=True):
            chart = charts.draw(book, one, width)
            self.pen.sheet.insert_chart(row + down, 0, chart, {"x_offset": x, "object_position": 2})

    def end(self) -> None:
        """Say where pages end, so that no table and no chart is torn apart; and if numbers had to lead nowhere."""
        if self.pen.links > MOST_LINKS:
            self.line(translate(UNLINKED).format(most=number(MOST_LINKS)), "note")
        found = breaks(self._pieces, self.pen.heights, self._pixels() * _POINTS_A_PIXEL)
        if found:
            self.pen.sheet.set_h_pagebreaks(found)

    def _pixels(self) -> int:
        return sum(int(width * _PIXELS_A_LETTER + _PIXELS_BESIDE) for width in self.widths)


def _widths(tables: Sequence[Layout[CountedCell]]) -> list[float]:
    """Give each column a width that suits all tables: many numbers stand closer together."""
    number = max(_LEAST_COLUMNS, *(len(one.headers) for one in tables))
    words = max(1, *(one.words for one in tables))
    width = _NUMBER_WIDTH if number <= _LEAST_COLUMNS else _NARROW_WIDTH
    labels = [_of_words(tables, column) for column in range(1, words)]
    return [_FIRST_WIDTH, *labels, *[width] * (number - words)]


def _of_words(tables: Sequence[Layout[CountedCell]], column: int) -> float:
    """Give the width of a column of labels: as wide as the longest, within measure."""
    labels = (row[column].text for one in tables if column < one.words for row in one.rows)
    return min(_WIDEST_WORDS, max(_NUMBER_WIDTH, max(map(len, labels), default=0) + 1.0))
