"""A sheet of many rows, which are written as they come while the workbook is saved: none of them is kept.

XlsxWriter keeps each cell as an object, or writes each by calls of its own: a hundred thousand rows take seconds and
hundreds of megabytes. Here whole rows are handed over as text, and cells that many rows have are made once.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import quoteattr

from xlsxwriter.worksheet import Worksheet

from danvan_cli.spreadsheet.sheets import column_name

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_ROW = "\0"  # stands for the number of the row: no text of a workbook can hold it
_FIRST_DAY = date(1899, 12, 30)  # from which workbooks count, if 1900 is taken for a leap year as Excel does


class StreamedRow(NamedTuple):
    """A row: where it is (from 0), the text of its cells, its height in points, and how deep it can be folded away.

    Its first `merged` cells are one. `links` are (column, address in the workbook).
    """

    row: int
    cells: str
    height: float
    level: int = 0
    merged: int = 0
    links: Iterable[tuple[int, str]] = ()


class StreamedSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet of XlsxWriter with rows below those that were written into it cell by cell, which bear no links."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Callable[[], Iterable[StreamedRow]] = tuple
        self._streamed_links: list[tuple[str, str]] = []

    def stream(self, rows: Callable[[], Iterable[StreamedRow]], level: int = 0) -> None:
        """Have rows written, from the top down, when the workbook is saved; `level` is the deepest of them."""
        self._rows, self.outline_row_level = rows, level

    def text_cell(self, column: int, text: str, look: "Format") -> str:
        """Return the cell of a text, in a row to come; one without any is only drawn.

        It is to be asked for before the workbook is saved: each text stands in it once, in a table of its own.
        """
        if not text:
            return f'<c r="{column_name(column + 1)}{_ROW}"{_style(look)}/>'
        index = self.str_table._get_shared_string_index(text)  # noqa: SLF001 - as XlsxWriter's own sheets do
        return f'<c r="{column_name(column + 1)}{_ROW}"{_style(look)} t="s"><v>{index}</v></c>'

    def number_cell(self, column: int, value: float, look: "Format") -> str:
        """Return the cell of a number, in a row to come."""
        return f'<c r="{column_name(column + 1)}{_ROW}"{_style(look)}><v>{value:.16g}</v></c>'

    def date_cell(self, column: int, value: date, look: "Format") -> str:
        """Return the cell of a day, in a row to come."""
        return self.number_cell(column, (value - _FIRST_DAY).days, look)

    # From here on XlsxWriter calls, as it writes the parts of a sheet one after the other.

    def _write_dimension(self) -> None:
        """Leave out how large the sheet is, which need not be said: the rows are not there yet."""

    def _write_sheet_data(self) -> None:
        self._xml_start_tag("sheetData")
        if self.dim_rowmin is not None:
            self._write_rows()
        for row in self._rows():
            number = str(row.row + 1)
            level = f' outlineLevel="{row.level}"' if row.level else ""
            cells = row.cells.replace(_ROW, number)
            self.fh.write(f'<row r="{number}" ht="{row.height:.4g}" customHeight="1"{level}>{cells}</row>')
            if row.merged > 1:
                self.merge.append([row.row, 0, row.row, row.merged - 1])
            self._streamed_links += [(f"{column_name(column + 1)}{number}", to) for column, to in row.links]
        self._xml_end_tag("sheetData")

    def _write_hyperlinks(self) -> None:
        if self._streamed_links:
            self._xml_start_tag("hyperlinks")
            for cell, to in self._streamed_links:
                self.fh.write(f'<hyperlink ref="{cell}" location={quoteattr(to)}/>')
            self._xml_end_tag("hyperlinks")


def add_streamed_sheet(book: "Workbook", name: str) -> StreamedSheet:
    """Add a sheet whose rows are to be streamed."""
    sheet: StreamedSheet = book.add_worksheet(name, worksheet_class=StreamedSheet)
    return sheet


def _style(look: "Format") -> str:
    return f' s="{look._get_xf_index()}"'  # noqa: SLF001 - a look gets its number when it is first used
