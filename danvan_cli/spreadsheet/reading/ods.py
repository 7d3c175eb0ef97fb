"""Workbooks of LibreOffice (.ods), read as a stream.

It is read by our own code since no library gives error cells, merged areas and hidden rows.
"""

import re
from pathlib import Path

from danvan_cli.spreadsheet.errors import NO_SHEETS, PASSWORD, FileFormatError
from danvan_cli.spreadsheet.reading.limits import ReadingLimits, archive, check_sizes, parse, unpacked
from danvan_cli.spreadsheet.reading.number_formats import iso_day, old_font, shown_as
from danvan_cli.spreadsheet.sheets import Area, BadCell, Book, Sheet, ShownAs, Value

_CELLS = {"table:table-cell", "table:covered-table-cell"}
_NUMBERS = {"float", "percentage", "currency"}
_BESIDES = {"office:annotation", "draw:frame", "draw:custom-shape", "draw:g", "text:ruby-text"}
_WITH_ZEROS = re.compile(r"\s*(0\d+)\s*")
_MOST_BLANKS = 1000  # that one mark may stand for


def read_ods(path: Path) -> Book:
    """Read a workbook; raise FileFormatError, or what `limits.guarded` makes one of."""
    with archive(path) as opened:
        content = opened.getinfo("content.xml")
        manifest = opened.NameToInfo.get("META-INF/manifest.xml")
        check_sizes(opened, [content, *([manifest] if manifest else [])], path.name)
        if manifest and b"encryption-data" in opened.read(manifest):
            raise FileFormatError(PASSWORD, file=path.name)
        reader = _OdsReader(path.name)
        parse(unpacked(opened, content), reader.start, reader.end, reader.text, path.name)
    if not reader.sheets:
        raise FileFormatError(NO_SHEETS, file=path.name)
    return Book(path.name, reader.sheets)


class _OdsReader:
    """The sheets of a workbook, gathered from its XML as it streams by."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheets: list[Sheet] = []
        self.limits = ReadingLimits(file)
        self.fonts: dict[str, str] = {}
        self.not_shown: set[str] = set()
        self.style = ""
        self.besides = 0
        self.row = self.column = 0
        self.rows = 1
        self.cells: dict[int, Value] = {}
        self.row_hidden = False
        self.hidden_columns: list[tuple[int, int]] = []
        self.column_fonts: list[tuple[int, str]] = []
        self.cell: dict[str, str] | None = None
        self.lines: list[list[str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if self.besides or name in _BESIDES:
            self.besides += 1
        elif name in _CELLS:
            self.cell, self.lines = attributes, []
        elif self.cell is not None:
            self._start_text(name, attributes)
        elif begin := _BEGINNINGS.get(name):
            begin(self, attributes)

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "text:p":
            self.lines.append([])
        elif name == "text:s":
            self.text(" " * min(int(attributes.get("text:c", 1)), _MOST_BLANKS))
        elif name in {"text:tab", "text:line-break"}:
            self.text("\t" if name == "text:tab" else "\n")

    def text(self, characters: str) -> None:
        """Take text; outside of paragraphs there are only the blanks between elements."""
        if self.lines and not self.besides:
            self.limits.take_cells(0, len(characters))
            self.lines[-1].append(characters)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self.besides:
            self.besides -= 1
        elif name in _CELLS and self.cell is not None:
            self._end_cell(self.cell)
            self.cell, self.lines = None, []
        elif name == "table:table-row":
            self._end_row()
        elif name == "table:table":
            self._end_sheet()

    def begin_style(self, attributes: dict[str, str]) -> None:
        self.style = attributes.get("style:name", "")

    def begin_looks(self, attributes: dict[str, str]) -> None:
        font = attributes.get("style:font-name") or attributes.get("fo:font-family", "").strip("'")
        if old := old_font(font):
            self.fonts[self.style] = old

    def begin_table_looks(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self.not_shown.add(self.style)

    def begin_sheet(self, attributes: dict[str, str]) -> None:
        hidden = attributes.get("table:style-name") in self.not_shown
        self.sheets.append(Sheet(attributes["table:name"], {}, hidden=hidden))
        self.row = self.column = 0
        self.hidden_columns, self.column_fonts = [], []

    def begin_columns(self, attributes: dict[str, str]) -> None:
        first, self.column = self.column + 1, self.column + _times(attributes, "table:number-columns-repeated")
        if _is_hidden(attributes):
            self.hidden_columns.append((first, self.column))
        self.column_fonts.append((self.column, self.fonts.get(attributes.get("table:default-cell-style-name", ""), "")))

    def begin_row(self, attributes: dict[str, str]) -> None:
        self.rows = _times(attributes, "table:number-rows-repeated")
        self.row_hidden = _is_hidden(attributes)
        self.column, self.cells = 0, {}
        self.row += 1

    def _end_cell(self, attributes: dict[str, str]) -> None:
        first, self.column = self.column + 1, self.column + _times(attributes, "table:number-columns-repeated")
        self._merge(attributes, first)
        value = _value(attributes, "\n".join(map("".join, self.lines)))
        if value == "":
            return
        times = (self.column - first + 1) * self.rows
        self.limits.take_cells(times, (times - 1) * len(value) if isinstance(value, str) else 0)
        font = self._font(attributes, first) if isinstance(value, str) else ""
        shown = None if isinstance(value, str | bool) else self._shown_as(value)
        for column in range(first, self.column + 1):
            self.cells[column] = value
            if font:
                self.sheets[-1].fonts |= {(row, column): font for row in range(self.row, self.row + self.rows)}
            if shown:
                self.sheets[-1].shown_as |= {(row, column): shown for row in range(self.row, self.row + self.rows)}

    def _shown_as(self, value: Value) -> ShownAs | None:
        return shown_as(value, "".join(map("".join, self.lines))) if isinstance(value, int | float) else None

    def _merge(self, attributes: dict[str, str], left: int) -> None:
        wide, high = (_times(attributes, f"table:number-{what}-spanned") for what in ("columns", "rows"))
        if wide > 1 or high > 1:
            self.sheets[-1].merged.append(Area(self.row, left, self.row + high - 1, left + wide - 1))

    def _font(self, attributes: dict[str, str], column: int) -> str:
        if style := attributes.get("table:style-name"):
            return self.fonts.get(style, "")
        return next((font for last, font in self.column_fonts if column <= last), "")

    def _end_row(self) -> None:
        if self.cells:
            self.limits.take_rows(self.rows)
            for row in range(self.row, self.row + self.rows):
                self.sheets[-1].rows[row] = dict(self.cells)
                if self.row_hidden:
                    self.sheets[-1].hidden_rows.add(row)
        self.row += self.rows - 1

    def _end_sheet(self) -> None:
        sheet = self.sheets[-1]
        used = {column for cells in sheet.rows.values() for column in cells} if self.hidden_columns else set()
        sheet.hidden_columns = {
            column for column in used for first, last in self.hidden_columns if first <= column <= last
        }


_BEGINNINGS = {
    "style:style": _OdsReader.begin_style,
    "style:text-properties": _OdsReader.begin_looks,
    "style:table-properties": _OdsReader.begin_table_looks,
    "table:table": _OdsReader.begin_sheet,
    "table:table-column": _OdsReader.begin_columns,
    "table:table-row": _OdsReader.begin_row,
}


def _times(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, 1)))


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("table:visibility", "visible") != "visible"


def _value(attributes: dict[str, str], shown: str) -> Value:
    kind = attributes.get("office:value-type", "")
    if attributes.get("calcext:value-type") == "error":
        return BadCell("error", shown)
    if kind in _NUMBERS:
        return _number(attributes["office:value"], shown)
    if kind == "date":
        return iso_day(attributes["office:date-value"])
    if kind == "boolean":
        return attributes["office:boolean-value"] == "true"
    if not kind and "table:formula" in attributes and not shown:
        return BadCell("formula", attributes["table:formula"])
    return shown or attributes.get("office:string-value", "")


def _number(written: str, shown: str) -> Value:
    """Return a number; as it is shown, where it is shown with zeros before it."""
    number = float(written)
    if number - number:  # infinite, or none at all
        return BadCell("error", "#NUM!")
    if not number.is_integer():
        return number
    return int(number) if not (match := _WITH_ZEROS.fullmatch(shown)) else match[1]
