"""A document's tables as sheets, each with the lines above it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, takewhile

from danvan_cli.spreadsheet.reading.docx.document import Block, Cell, DocumentTable, Line, PageEnd
from danvan_cli.spreadsheet.reading.docx.grid import PlacedRow, PlacedTable, placed
from danvan_cli.spreadsheet.reading.docx.styles import Styles
from danvan_cli.spreadsheet.sheets import Area, Sheet
from danvan_cli.text.fold import fold, nfc

NAME = "Bảng {number}"  # stands in the sources of records, so it is the same in every language
_FEW_COLUMNS, _FEW_ROWS = 2, 8  # of letterheads and of what stands below lists: Nơi nhận, and who signs
_FURNITURE = re.compile(
    r"(?:trang|page)?[\s.–-]*\d{1,4}(?:\s*(?:/|trên|of)\s*\d{1,4})?[\s.–-]*|.{0,60}\btiếp(?:\s+theo)?\W*", re.IGNORECASE
)

_MOST_LINES, _LONGEST = 12, 300  # letters: what is longer, or further away from a table, is the paper's own text

_Lines = list[dict[int, Line]]  # each by its columns: a letterhead has two


@dataclass(slots=True)
class _Stretch:
    """A table, with those in which it goes on, and what stands above and below."""

    table: PlacedTable
    above: _Lines
    below: _Lines = field(default_factory=list)

    def goes_on_in(self, table: PlacedTable, between: _Lines) -> bool:
        """Whether another table is the rest of this one: no more than a page ends between them.

        Below the same headings, or below none: it is as wide, and does not begin as this one does.
        """
        texts = [nfc(line.text) for lines in between for line in lines.values()]
        if table.columns != self.table.columns or not all(map(_FURNITURE.fullmatch, texts)):
            return False
        first, own_first = table.rows[0], self.table.rows[0]
        if _texts(first) == _texts(own_first):
            return True
        return not first.is_heading and _first_text(first) != _first_text(own_first)

    def add(self, table: PlacedTable) -> None:
        """Add the rest of the table."""
        down = len(self.table.rows)
        self.table.rows += table.rows
        self.table.merged += (Area(top + down, left, bottom + down, right) for top, left, bottom, right in table.merged)


def sheets_of(blocks: Sequence[Block], styles: Styles) -> list[Sheet]:
    """Return each table as a sheet.

    Its rows are counted from 1; lines above it, up to the table before, have numbers below zero, and those below the
    only one numbers behind its rows, in columns that it does not have. A table that only arranges lines (a letterhead,
    signatures) is lines, unless there is no other. A table that goes on behind the end of a page is one.
    """
    return [_sheet(name, stretch) for name, stretch in _named_stretches(blocks, styles).items()]


def cells_of(blocks: Sequence[Block], styles: Styles) -> dict[str, dict[tuple[int, int], int]]:
    """Return the numbers of the cells of each table, by rows and columns of its sheet."""
    return {
        name: {
            (number, cell.first): cell.cell.number
            for number, row in enumerate(stretch.table.rows, 1)
            for cell in row.cells
        }
        for name, stretch in _named_stretches(blocks, styles).items()
    }


def _named_stretches(blocks: Sequence[Block], styles: Styles) -> dict[str, _Stretch]:
    unfolded = [*_unfolded(blocks, styles)]
    stretches = _stretches(unfolded, styles) or _stretches(unfolded, None)
    return {NAME.format(number=number): stretch for number, stretch in enumerate(stretches, 1)}


def _unfolded(blocks: Sequence[Block], styles: Styles) -> Iterator[Block]:
    """Yield what stands in the cells of a table that only arranges it, behind the table's own text."""
    for block in blocks:
        yield block
        if isinstance(block, DocumentTable) and _arranges(block, styles):
            inner = [table for row in block.rows for cell in row.cells for table in cell.tables]
            yield from _unfolded(inner, styles)


def _stretches(blocks: Sequence[Block], styles: Styles | None) -> list[_Stretch]:
    """Put tables and the lines around them together; without styles, all tables are any."""
    stretches: list[_Stretch] = []
    pages: list[_Lines] = [[]]  # the lines since the table before
    for block in blocks:
        if isinstance(block, PageEnd):
            pages.append([])
        elif isinstance(block, Line):
            pages[-1].append({1: block})
        elif styles and _arranges(block, styles):
            pages[-1] += _lines_of(block)
        elif (table := placed(block)).rows:
            if stretches and stretches[-1].goes_on_in(table, [*chain(*pages)]):
                stretches[-1].add(table)
            else:
                last = next(filter(None, reversed(pages)), [])
                stretches.append(_Stretch(table, _near(last[::-1])[::-1]))
            pages = [[]]
    if len(stretches) == 1:  # below several, nobody knows of which of them they speak
        stretches[0].below = _near(next(filter(None, pages), []))
    return stretches


def _near(lines: _Lines) -> _Lines:
    """Return the first lines, up to what is no title or the like."""
    return [*takewhile(lambda texts: all(len(line.text) <= _LONGEST for line in texts.values()), lines[:_MOST_LINES])]


def _arranges(table: DocumentTable, styles: Styles) -> bool:
    """Whether a table is there to put lines beside each other: few of them, and nobody sees that it is a table.

    Programs write lists without borders, too; but letterheads and signatures have lines in capitals, or several in a
    cell.
    """
    columns = {place for row in table.rows for place, cell in enumerate(row.cells) if cell.text}
    is_short = len(table.rows) <= _FEW_ROWS
    if len(columns) <= 1:
        return is_short or any(cell.tables for row in table.rows for cell in row.cells)
    if len(columns) > _FEW_COLUMNS or not is_short or _is_drawn(table, styles):
        return False
    return any(_is_official(cell) for row in table.rows for cell in row.cells)


def _is_official(cell: Cell) -> bool:
    return "\n" in cell.text or (cell.text.isupper() and " " in cell.text)


def _is_drawn(table: DocumentTable, styles: Styles) -> bool:
    """Whether the borders of a table are seen: as most of its cells say, else as it says itself, else as its style."""
    stated = [cell.drawn for row in table.rows for cell in row.cells]
    for drawn in (True, False):
        if 2 * stated.count(drawn) > len(stated):
            return drawn
    return any({**styles.borders(table.style), **table.borders}.values())


def _lines_of(table: DocumentTable) -> _Lines:
    rows = (
        {column: Line(cell.text, cell.font) for column, cell in enumerate(row.cells, 1) if cell.text}
        for row in table.rows
    )
    return [row for row in rows if row]


def _texts(row: PlacedRow) -> list[str]:
    return [fold(cell.cell.whole_text) for cell in row.cells]


def _first_text(row: PlacedRow) -> str:
    return next(iter(_texts(row)), "")


def _sheet(name: str, stretch: _Stretch) -> Sheet:
    table = stretch.table
    sheet = Sheet(name, {}, merged=table.merged, table_rows=len(table.rows))
    _fill(sheet, stretch.above, -len(stretch.above), 0)
    for number, row in enumerate(table.rows, 1):
        for first, _, cell in row.cells:
            if text := cell.whole_text:
                sheet.rows.setdefault(number, {})[first] = text
                if cell.font:
                    sheet.fonts[number, first] = cell.font
            if cell.box:
                sheet.boxes[number, first] = cell.box
        if row.is_hidden and number in sheet.rows:
            sheet.hidden_rows.add(number)
    _fill(sheet, stretch.below, len(table.rows) + 1, table.columns)
    return sheet


def _fill(sheet: Sheet, lines: _Lines, row: int, beside: int) -> None:
    """Put lines into rows from one on, in columns beside those of the table."""
    for number, texts in enumerate(lines, row):
        sheet.rows[number] = {column + beside: line.text for column, line in texts.items()}
        sheet.fonts |= {(number, column + beside): line.font for column, line in texts.items() if line.font}
