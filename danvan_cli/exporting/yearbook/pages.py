"""How the sheets look: formats, widths, lines of text, and the pages they are printed on."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from danvan_cli.exporting.year_layout.counted_cells import CountedCell
from danvan_cli.spreadsheet.saving import MOST_LETTERS
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from danvan_cli.spreadsheet.streamed_sheet import StreamedSheet

MOST_LINKS = 65_530  # that Excel allows on a sheet
UNLINKED = N_("A sheet can hold {most} links: what stands further down leads nowhere.")
MOST_ROWS = 1_048_576
LINE, _TALLEST = 15.75, 409.5  # points; no row can be taller
_MARGINS = {"left": 30, "right": 20, "top": 20, "bottom": 20}  # mm, as papers of the administration have them
_SHEET = (210, 297)  # mm of an upright A4
_POINTS, _INCH = 72 / 25.4, 25.4  # points a mm, mm an inch
_SIZE, _BOLD = 11, 1.1  # points; how much wider bold letters are
_LETTERS = 1.12  # that stand in the unit of a column's width
_NAME = "Times New Roman"
_FONT = {"font_name": _NAME, "font_size": _SIZE, "valign": "vcenter"}
_BOX = {"border": 1, "border_color": "#7F7F7F"}
_HEAD = {**_BOX, "bold": True, "bg_color": "#E7E6E6", "text_wrap": True}
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "heading": {"bold": True, "font_size": 15, "align": "center", "text_wrap": True},
    "title": {"bold": True, "font_size": 12, "text_wrap": True},
    "note": {"italic": True, "font_size": 10, "font_color": "#404040", "text_wrap": True, "valign": "top"},
    "remark": {"italic": True, "font_size": 10, "font_color": "#404040"},
    "warning": {"bold": True, "font_color": "#C00000", "text_wrap": True, "valign": "top"},
    "head": {**_HEAD, "align": "center"},
    "head-words": _HEAD,
    "place": {"italic": True, "align": "center"},
    "signer": {"bold": True, "align": "center"},
    "words": {**_BOX, "text_wrap": True},
    "number": {**_BOX, "align": "right"},
    "total-words": {**_BOX, "bold": True, "text_wrap": True, "top": 2},
    "total": {**_BOX, "bold": True, "align": "right", "top": 2},
    "top": {**_BOX, "font_size": 10, "text_wrap": True, "valign": "top"},
    "top-number": {**_BOX, "font_size": 10, "align": "right", "valign": "top"},
    "small": {**_BOX, "font_size": 7, "text_wrap": True, "valign": "top"},
    "block": {"bold": True, "text_wrap": True, "bg_color": "#E7E6E6", "top": 2},
    "block-number": {"bold": True, "align": "right", "bg_color": "#E7E6E6", "top": 2},
}
# What is a link is seen to be one on the screen; on paper it is a number like any other.
_LINK = {"font_color": "#0033AA"}


class YearbookFormats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._formats: dict[tuple[str, str, bool], Format] = {}
        book.formats[0].set_font_name(_NAME)  # columns are measured in the digits of the workbook's own font

    def __call__(self, name: str, form: str = "", *, link: bool = False) -> "Format":
        """Return a look, with a format of numbers; a link is blue."""
        key = (name, form, link)
        if key not in self._formats:
            look = {**_FONT, **_LOOKS[name], **(_LINK if link else {}), **({"num_format": form} if form else {})}
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


class SheetWriter:
    """Writes into a sheet: text stays text, and no more links than Excel allows."""

    def __init__(self, sheet: "Worksheet", looks: YearbookFormats) -> None:
        self.sheet, self.looks = sheet, looks
        self.links = 0
        self.heights: dict[int, float] = {}
        sheet.set_default_row(LINE)

    def text(self, row: int, column: int, text: str, look: str = "plain") -> None:
        """Write a text."""
        self.sheet.write_string(row, column, cell_text(text), self.looks(look))

    def across(self, row: int, last: int, text: str, look: str, widths: Sequence[float]) -> None:
        """Write a text over all columns up to the last, in as many lines as it needs."""
        self.tall(row, [(text, look, sum(widths[: last + 1]))])
        self.sheet.merge_range(row, 0, row, last, "", self.looks(look))
        self.text(row, 0, text, look)

    def beside(self, row: int, texts: Sequence[str], look: str, last: int) -> None:
        """Write texts beside each other, each over its share of the columns up to the last; "" leaves it free."""
        share = (last + 1) / len(texts)
        for number, text in enumerate(texts):
            first, end = round(number * share), round((number + 1) * share) - 1
            if text:
                self.sheet.merge_range(row, first, row, end, "", self.looks(look))
                self.text(row, first, text, look)

    def tall(self, row: int, texts: Iterable[tuple[str, str, float]]) -> None:
        """Make a row as tall as its texts need, each given with its look and its column's width."""
        self.heights[row] = height_of(texts)
        self.sheet.set_row(row, self.heights[row])

    def number(self, at: tuple[int, int], number: CountedCell, look: str, target: str = "", tip: str = "") -> None:
        """Write a number, and where it leads: a link is laid on the cell first, the number over its text."""
        linked = bool(target) and self._may_link()
        dressed = self.looks(look, number.form, link=linked)
        if linked:
            self.sheet.write_url(*at, f"internal:{target}", dressed, "", tip)
        self.sheet.write_number(*at, number.value, dressed)

    def _may_link(self) -> bool:
        self.links += 1
        return self.links <= MOST_LINKS


class RowMaker:
    """Makes the cells of rows that are streamed into a sheet."""

    def __init__(self, sheet: "StreamedSheet", looks: YearbookFormats) -> None:
        self._sheet, self._looks = sheet, looks
        self.text = lru_cache(maxsize=1 << 12)(self._text)  # kinds, units, levels: most cells are like others

    def _text(self, column: int, text: str, look: str, *, link: bool = False) -> str:
        """Return the cell of a text."""
        return self._sheet.text_cell(column, cell_text(text), self._looks(look, link=link))

    def number(self, column: int, number: CountedCell, look: str, *, link: bool = False) -> str:
        """Return the cell of a number."""
        return self._sheet.number_cell(column, number.value or 0, self._looks(look, number.form, link=link))

    def day(self, column: int, day: date, look: str, form: str) -> str:
        """Return the cell of a day."""
        return self._sheet.date_cell(column, day, self._looks(look, form))


def height_of(texts: Iterable[tuple[str, str, float]]) -> float:
    """Return how tall a row is with these texts, each given with its look and its column's width.

    Excel would find that out by itself, others do not.
    """
    return min(_TALLEST, max((_height(text, look, width) for text, look, width in texts), default=LINE))


@lru_cache(maxsize=1 << 16)
def cell_text(text: str) -> str:
    """Return a text as a cell can hold it."""
    return visible(text, keep_lines=True)[:MOST_LETTERS]


@lru_cache(maxsize=1 << 16)  # a record stands under many numbers
def _height(text: str, look: str, width: float) -> float:
    """Return the points that a text takes in a column, or several taken together."""
    size = float(_LOOKS[look].get("font_size", _SIZE)) / _SIZE
    bold = _BOLD if _LOOKS[look].get("bold") else 1
    room = width * _LETTERS / size / bold
    return LINE * size * sum(_lines(line, room) for line in text.split("\n"))


def _lines(text: str, room: float) -> int:
    """Count the lines that a text is broken into, at its blanks; a word that is too long is broken anywhere."""
    if len(text) <= room:
        return 1
    count, used = 1, 0.0
    for word in text.split(" "):
        if used and used + len(word) > room:
            count, used = count + 1, 0.0
        count += math.ceil(len(word) / room) - 1 if len(word) > room else 0
        used += len(word) % room + 1
    return count


def internal(sheet: str, cell: str) -> str:
    """Return the address of a cell within the workbook, as links have it."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"


def breaks(pieces: Sequence[tuple[int, int]], heights: Mapping[int, float], room: float) -> list[int]:
    """Find the rows before which a page is to end, so that no piece (first row, last row) is torn apart."""
    page_tops, top = [], 0
    for first, last in pieces:
        if first > top and height_between(heights, top, last) > room >= height_between(heights, first, last):
            page_tops.append(first)
            top = first
        while height_between(heights, top, last) > room:  # it is longer than a page, which ends where it ends
            top = next(row for row in range(top + 1, last + 1) if height_between(heights, top, row) > room)
    return page_tops


def height_between(heights: Mapping[int, float], first: int, last: int) -> float:
    """Return the height of some rows, in points."""
    return sum(heights.get(row, LINE) for row in range(first, last + 1))


def page_room(width: float, *, landscape: bool) -> float:
    """Return the height of the rows that a page has room for, all in points.

    `width` is that of all columns: what is too wide for a page is printed smaller.
    """
    page_width, page_height = _SHEET[::-1] if landscape else _SHEET
    across = (page_width - _MARGINS["left"] - _MARGINS["right"]) * _POINTS
    down = (page_height - _MARGINS["top"] - _MARGINS["bottom"]) * _POINTS
    return down * max(1.0, width / across)


def set_page(sheet: "Worksheet", office: str, name: str, page: str, *, landscape: bool = True) -> None:
    """Set a sheet up for A4: as wide as the page, and at its foot the office, what it is, and the page's number."""
    sheet.set_paper(9)
    (sheet.set_landscape if landscape else sheet.set_portrait)()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**{side: width / _INCH for side, width in _MARGINS.items()})
    font = f'&"{_NAME},Regular"&9 '  # the blank ends the code: what follows may begin with a digit
    sheet.set_footer(f"&L{font}{_foot(office)}&C{font}{_foot(name)}&R{font}{page} &P/&N")
    sheet.hide_gridlines(2)


def keep_from_printing(sheet: "Worksheet", column: int) -> None:
    """Have nothing of a sheet printed: what is, is one cell without anything, in a column where nothing stands.

    A hidden sheet is not printed either, but no link leads there.
    """
    sheet.print_area(0, column, 0, column)


def _foot(text: str) -> str:
    """Write a text for a footer, whose codes begin with & and whose length has a limit."""
    return cell_text(text)[:60].replace("&", "&&")
