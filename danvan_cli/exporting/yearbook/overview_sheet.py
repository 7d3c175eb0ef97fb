"""The sheet that comes first: headline counts, charts, tables; every number leads to the rows behind it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from danvan_cli.exporting.year_layout.counted_cells import CountedCell, CountedTable, width_of
from danvan_cli.exporting.yearbook import charts
from danvan_cli.exporting.yearbook.charts import ChartRequest, TablePlace
from danvan_cli.exporting.yearbook.opened_numbers import NumberPlace, OpenedNumbers
from danvan_cli.exporting.yearbook.pages import MOST_LINKS, UNLINKED, SheetWriter, breaks, height_between, page_room
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.sheets import address
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import number
from danvan_cli.view.layout import Layout

if TYPE_CHECKING:
    from xlsxwriter import Workbook

TIP = N_("Open the records behind this number")
# Where it is made and on which day is written by hand: nobody knows when it will be signed.
_CLOSING = (
    (("", N_("……………, day …… month …… year ………")), "place"),
    ((N_("MADE BY"), N_("HEAD OF THE OFFICE")), "signer"),
    ((N_("(signature, full name)"), N_("(signature, seal, full name)")), "place"),
)
_ROOM_TO_SIGN = 5  # rows
_NEARLY_A_PAGE = 1.25  # of a page: printed at four fifths of their size, letters can be read
_LAST_LINES = 4  # of a table longer than a page, which go with the signatures
_WIDEST_UPRIGHT = 150  # letters, beyond which a page lies on its side
_LEAST_COLUMNS = 8  # so that two charts have room beside each other
_NUMBER_WIDTH, _NARROW_WIDTH, _FIRST_WIDTH, _WIDEST_WORDS = 11.5, 10.0, 36.0, 30.0
_PIXELS_A_LETTER, _PIXELS_BESIDE = 7, 5
_POINTS_A_PIXEL = 0.75


class OverviewSheet:
    """Writes tables below each other into one sheet."""

    def __init__(self, writer: SheetWriter, name: str, opened: OpenedNumbers, tables: Sequence[CountedTable]) -> None:
        self.writer, self.name, self._opened = writer, name, opened
        self.row = 0
        self._pieces: list[tuple[int, int]] = []
        self.widths = _widths([table.layout for table in tables])
        self.landscape = sum(self.widths) > _WIDEST_UPRIGHT
        for column, width in enumerate(self.widths):
            writer.sheet.set_column(column, column, width)

    @property
    def last(self) -> int:
        """Return the last column."""
        return len(self.widths) - 1

    def line(self, text: str, look: str) -> None:
        """Write a text over the whole width."""
        self.writer.across(self.row, self.last, text, look, self.widths)
        self.row += 1

    def table(self, table: CountedTable) -> TablePlace:
        """Write a table under its title, with what is said of it below; return where it stands."""
        first, layout = self.row if self._pieces else 0, table.layout  # what is on top stands with the first
        if table.title:
            self.line(table.title, "title")
        place = TablePlace(self.name, self.row, layout)
        self._write_headers(layout)
        for at, cells in enumerate(layout.rows):
            if table.remarks.get(at):
                self.writer.text(self.row, len(cells), table.remarks[at], "remark")
            self._write_cells(cells, layout.words, "words", "number")
        if layout.footer:
            self._write_cells(layout.footer, layout.words, "total-words", "total")
        for note in table.notes:
            self.line(note, "note")
        self._pieces.append((first, self.row - 1))
        self.row += 1
        return place

    def _write_headers(self, table: Layout[CountedCell]) -> None:
        self.writer.tall(
            self.row, ((text, "head", width) for text, width in zip(table.headers, self.widths, strict=False))
        )
        for column, text in enumerate(table.headers):
            self.writer.text(self.row, column, text, "head-words" if column < table.words else "head")
        self.row += 1

    def _write_cells(self, cells: Sequence[CountedCell], words: int, label: str, number: str) -> None:
        labels = zip(cells[:words], self.widths, strict=False)
        self.writer.tall(self.row, ((cell.text, label, width) for cell, width in labels))
        for column, cell in enumerate(cells):
            if cell.value is None:
                self.writer.text(self.row, column, cell.text, label if column < words else number)
                continue
            target = self._opened.link(cell, NumberPlace(self.name, address(self.row + 1, column + 1)))
            self.writer.number((self.row, column), cell, number, target, translate(TIP))
        self.row += 1

    def room(self, number: int) -> int:
        """Keep rows free for so many charts; return the first."""
        first = self.row
        for top in range(first, first + -(-number // 2) * charts.ROWS, charts.ROWS):
            self._pieces.append((top, top + charts.ROWS - 1))
            self.row = top + charts.ROWS
        self.row += bool(number)
        return first

    def charts(self, book: "Workbook", requests: Sequence[ChartRequest], row: int) -> None:
        """Draw charts from a row on, which `room` has kept free."""
        for request, (down, x, width) in zip(requests, charts.places(len(requests), self._pixels()), strict=True):
            chart = charts.draw(book, request, width)
            self.writer.sheet.insert_chart(row + down, 0, chart, {"x_offset": x, "object_position": 2})

    def remark(self, text: str) -> None:
        """Write what holds for all tables, on the page of the last."""
        first, _ = self._pieces.pop()
        self.line(text, "note")
        self._pieces.append((first, self.row - 1))
        self.row += 1

    def signatures(self) -> None:
        """Leave room for place and day, and for two to sign, on the page of the last table or of its end."""
        first, last = self._pieces.pop()
        for texts, look in _CLOSING:
            self.writer.beside(self.row, [text and translate(text) for text in texts], look, self.last)
            self.row += 1
        self.row += _ROOM_TO_SIGN
        self.writer.text(self.row, 0, "")  # so that the room is printed
        if height_between(self.writer.heights, first, self.row) > self._page_room():
            self._pieces.append((first, last - _LAST_LINES))
            first = last - _LAST_LINES + 1
        self._pieces.append((first, self.row))

    def end(self) -> None:
        """Set where pages end, so that no table and no chart is torn apart; note if numbers had to lead nowhere.

        What is a little more than one page is printed a little smaller, as one.
        """
        if self.writer.links > MOST_LINKS:
            self.line(translate(UNLINKED).format(most=number(MOST_LINKS)), "note")
        room = self._page_room()
        page_tops = breaks(self._pieces, self.writer.heights, room)
        if page_tops and height_between(self.writer.heights, 0, self.row) <= room * _NEARLY_A_PAGE:
            self.writer.sheet.fit_to_pages(1, 1)
        elif page_tops:
            self.writer.sheet.set_h_pagebreaks(page_tops)

    def _page_room(self) -> float:
        return page_room(self._pixels() * _POINTS_A_PIXEL, landscape=self.landscape)

    def _pixels(self) -> int:
        return sum(int(width * _PIXELS_A_LETTER + _PIXELS_BESIDE) for width in self.widths)


def _widths(tables: Sequence[Layout[CountedCell]]) -> list[float]:
    """Return the widths of the columns, which suit all tables: many numbers stand closer together."""
    number = max(_LEAST_COLUMNS, *(len(table.headers) for table in tables))
    words = max(1, *(table.words for table in tables))
    width = _NUMBER_WIDTH if number <= _LEAST_COLUMNS else _NARROW_WIDTH
    labels = [_label_width(tables, column) for column in range(1, words)]
    least = [_FIRST_WIDTH, *labels, *[width] * (number - words)]
    return [max(width, _number_width(tables, column)) for column, width in enumerate(least)]


def _label_width(tables: Sequence[Layout[CountedCell]], column: int) -> float:
    """Return the width of a column of labels: as wide as the longest, within measure."""
    labels = (row[column].text for table in tables if column < table.words for row in table.rows)
    return min(_WIDEST_WORDS, max(_NUMBER_WIDTH, max(map(len, labels), default=0) + 1.0))


def _number_width(tables: Sequence[Layout[CountedCell]], column: int) -> float:
    rows = (row for table in tables for row in (*table.rows, table.footer or ()))
    return max((width_of(row[column]) for row in rows if column < len(row)), default=0)
