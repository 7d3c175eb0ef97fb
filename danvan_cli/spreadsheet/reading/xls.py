"""Workbooks of Excel 97–2003 (.xls), read by xlrd, and workbooks with a password: both are compound files."""

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_cli.spreadsheet.errors import NO_SHEETS, NOT_A_WORKBOOK, OLD_WORKBOOK, PASSWORD, WORD, FileFormatError
from danvan_cli.spreadsheet.reading.limits import ReadingLimits, content, library
from danvan_cli.spreadsheet.reading.number_formats import CellStyle, old_font, shown, style
from danvan_cli.spreadsheet.sheets import Area, BadCell, Book, Sheet, Value

if TYPE_CHECKING:
    import xlrd
    from xlrd.formatting import XF
    from xlrd.sheet import Cell
    from xlrd.sheet import Sheet as Page

_WORKBOOK, _OLD_WORKBOOK = "Workbook", "Book"
_LOCKED = {"EncryptedPackage", "EncryptionInfo"}
_STREAM = 2  # what is no folder


def read_compound(path: Path) -> Book:
    """Read a workbook; raise FileFormatError, or what `limits.guarded` makes one of."""
    data = content(path)
    with library(path.name):
        _refuse_other_files(data, path.name)
        return Book(path.name, list(_sheets(_opened(data, path.name), path.name)))


def _refuse_other_files(data: bytes, file: str) -> None:
    """Refuse compound files that are no such workbook, by the names of the streams in them."""
    from xlrd.compdoc import CompDoc  # noqa: PLC0415 - only who reads an .xls needs xlrd

    names = {entry.name for entry in CompDoc(data, logfile=io.StringIO()).dirlist if entry.etype == _STREAM}
    if names & _LOCKED:
        raise FileFormatError(PASSWORD, file=file)
    if "WordDocument" in names:
        raise FileFormatError(WORD, file=file)
    if _WORKBOOK not in names:
        raise FileFormatError(OLD_WORKBOOK if _OLD_WORKBOOK in names else NOT_A_WORKBOOK, file=file)


def _opened(data: bytes, file: str) -> "xlrd.Book":
    import xlrd  # noqa: PLC0415 - as above
    from xlrd.biffh import XLRDError  # noqa: PLC0415 - as above

    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
    except XLRDError as error:
        if "encrypted" in str(error):
            raise FileFormatError(PASSWORD, file=file) from error
        raise
    if not book.nsheets:
        raise FileFormatError(NO_SHEETS, file=file)
    return book


def _sheets(book: "xlrd.Book", file: str) -> Iterator[Sheet]:
    reader = _XlsReader(book)
    limits = ReadingLimits(file)
    for number in range(book.nsheets):
        page = book.sheet_by_index(number)
        sheet = Sheet(page.name, {}, hidden=bool(page.visibility))
        reader.fill(sheet, page, limits)
        book.unload_sheet(number)
        yield sheet


class _XlsReader:
    """What the cells of a workbook mean."""

    def __init__(self, book: "xlrd.Book") -> None:
        import xlrd  # noqa: PLC0415 - as above
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH  # noqa: PLC0415 - heavy

        self.fonts = {number: old_font(font.name) for number, font in enumerate(book.font_list)}
        self.styles = [self._cell_style(book, xf) for xf in book.xf_list]
        self.epoch = MAC_EPOCH if book.datemode else WINDOWS_EPOCH
        self.kinds: dict[int, Callable[[Cell], Value]] = {
            xlrd.XL_CELL_TEXT: lambda cell: str(cell.value),
            xlrd.XL_CELL_NUMBER: self._number,
            xlrd.XL_CELL_DATE: self._number,
            xlrd.XL_CELL_BOOLEAN: lambda cell: bool(cell.value),
            xlrd.XL_CELL_ERROR: lambda cell: BadCell("error", xlrd.error_text_from_code.get(int(cell.value), "#???")),
        }

    def fill(self, sheet: Sheet, page: "Page", limits: ReadingLimits) -> None:
        """Fill a sheet, row by row; raise FileFormatError where there is no room for them."""
        for row in range(page.nrows):
            if cells := self._row(sheet, page, row):
                limits.take_row(cells.values())
                sheet.rows[row + 1] = cells
        sheet.merged = [Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in page.merged_cells]
        sheet.hidden_rows = {row + 1 for row, info in page.rowinfo_map.items() if info.hidden} & sheet.rows.keys()
        hidden = {column + 1 for column, info in page.colinfo_map.items() if info.hidden}
        sheet.hidden_columns = {column for cells in sheet.rows.values() for column in cells.keys() & hidden}

    def _row(self, sheet: Sheet, page: "Page", row: int) -> dict[int, Value]:
        cells: dict[int, Value] = {}
        for column, cell in enumerate(page.row(row)):
            if (take := self.kinds.get(cell.ctype)) and (value := take(cell)) != "":
                cells[column + 1] = value
                if isinstance(value, str) and (font := self._font(cell, page.rich_text_runlist_map.get((row, column)))):
                    sheet.fonts[row + 1, column + 1] = font
                if isinstance(value, int | float) and (shown_as := self._style(cell).shown_as):
                    sheet.shown_as[row + 1, column + 1] = shown_as
        return cells

    def _cell_style(self, book: "xlrd.Book", described: "XF") -> CellStyle:
        written = book.format_map.get(described.format_key)
        return style(written.format_str if written else None, self.fonts.get(described.font_index))

    def _number(self, cell: "Cell") -> Value:
        return shown(float(cell.value), self._style(cell), self.epoch)

    def _style(self, cell: "Cell") -> CellStyle:
        return self.styles[cell.xf_index or 0]

    def _font(self, cell: "Cell", runs: Sequence[tuple[int, int]] | None) -> str:
        """Return the first font of an old encoding that letters of a cell are in."""
        return self._style(cell).font or next(filter(None, (self.fonts.get(font) for _, font in runs or ())), "")
