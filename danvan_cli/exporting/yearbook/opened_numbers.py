"""The rows behind the numbers: a block a number, with the records it counts, by the question that gave it."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from danvan_cli.counting.question import Question
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.exporting.year_layout.counted_cells import CountedCell, count_cell, in_words, width_of
from danvan_cli.exporting.year_layout.records_behind import RecordsBehind
from danvan_cli.exporting.yearbook.pages import (
    MOST_LINKS,
    MOST_ROWS,
    UNLINKED,
    RowMaker,
    SheetWriter,
    YearbookFormats,
    height_of,
    internal,
    keep_from_printing,
    set_page,
)
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.streamed_sheet import StreamedRow, StreamedSheet, add_streamed_sheet
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import NOTHING, entry_label, unit_label
from danvan_cli.view.labels import number as number_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook

NAME = N_("Behind the numbers")
_SAYS = N_("Each number of {sheets}, and under it the records that it counts. Behind a 0 there are none.")
_BACK = N_("← back to cell {cell} of “{sheet}”")
_HEADERS = (N_("Row number"), N_("Year"), N_("Unit"), N_("Title or name"), N_("Kind"), N_("Value"), N_("Record"))
_WIDTHS = (6.5, 6, 24, 66, 13, 10, 42)
_YEAR, _UNIT, _TITLE, _KIND, _VALUE, _LAST = range(1, 7)
_HEADER_ROW, _FIRST_ROW = 1, 2


class BlockPlace(NamedTuple):
    """Where a block stands: its sheet (from 0) and row (from 0)."""

    sheet: int
    row: int


class NumberPlace(NamedTuple):
    """Where a number stands: the name of its sheet, and its cell."""

    sheet: str
    cell: str


class _Block(NamedTuple):
    """What is behind a number: of its records those numbers by which they are kept."""

    question: Question
    place: BlockPlace
    cell: CountedCell
    number: NumberPlace
    records: list[int]


class OpenedNumbers:
    """Gathers the numbers of a workbook, each question once, and writes what is behind them."""

    def __init__(self, db: sqlite3.Connection, lists: Lists) -> None:
        self._lists = lists
        self._behind = RecordsBehind(db, lists)  # each record once: it stands in many blocks
        self._blocks: dict[Question, _Block] = {}
        self._next = BlockPlace(0, _FIRST_ROW)

    def link(self, cell: CountedCell, number: NumberPlace) -> str:
        """Return the address of the rows behind a number, which stands at that place."""
        if cell.opens is None:
            return ""
        if not cell.has_records:
            return internal(self.sheet_name(0), "A1")
        if cell.opens not in self._blocks:
            self._add(cell.opens, cell, number)
        place = self._blocks[cell.opens].place
        return internal(self.sheet_name(place.sheet), f"A{place.row + 1}")

    def _add(self, question: Question, cell: CountedCell, number: NumberPlace) -> None:
        records = self._behind.of(question)
        height = len(records) + 2
        if self._next.row + height > MOST_ROWS:
            self._next = BlockPlace(self._next.sheet + 1, _FIRST_ROW)
        self._blocks[question] = _Block(question, self._next, cell, number, records)
        self._next = BlockPlace(self._next.sheet, self._next.row + height)

    def sheet_name(self, number: int) -> str:
        """Name a sheet; all rows may not fit on one."""
        name = translate(NAME)
        return f"{name} {number + 1}" if number else name

    @property
    def paths(self) -> set[str]:
        """Return the files of all records behind the numbers."""
        return {record.path for record in self._behind.kept}

    def write(self, book: "Workbook", looks: YearbookFormats, rows: Mapping[str, str], office: str) -> None:
        """Write all blocks; `rows` tells where a record's own row is, by its file."""
        in_order = self._behind.in_order(range(len(self._behind.kept)))
        ranks = dict(zip(in_order, range(len(in_order)), strict=True))
        for block in self._blocks.values():
            block.records.sort(key=ranks.__getitem__)
        sources = list(dict.fromkeys(block.number.sheet for block in self._blocks.values()))
        for number in range(self._next.sheet + 1):
            blocks = [block for block in self._blocks.values() if block.place.sheet == number]
            sheet = add_streamed_sheet(book, self.sheet_name(number))
            _BlockSheet(sheet, looks, self._lists, self._behind.kept, rows).write(blocks, sources)
            set_page(sheet, office, self.sheet_name(number), translate(N_("Page")))
            keep_from_printing(sheet, _LAST + 2)


class _BlockSheet:
    """Writes one sheet."""

    def __init__(
        self,
        sheet: StreamedSheet,
        looks: YearbookFormats,
        lists: Lists,
        records: Sequence[ListedRecord],
        rows: Mapping[str, str],
    ) -> None:
        self._sheet, self._looks, self._make = sheet, looks, RowMaker(sheet, looks)
        self._lists, self._records = lists, records
        self._targets = [rows.get(record.path, "") for record in records]
        self._cells: dict[tuple[int, bool], str] = {}
        self._heights: dict[int, float] = {}
        self._links_left, self._widths = MOST_LINKS, list(_WIDTHS)
        self._number_cell = cache(self._make_number_cell)

    def write(self, blocks: Sequence[_Block], sources: Sequence[str]) -> None:
        """Write the head, and have the blocks follow when the workbook is saved."""
        self._links_left -= len(blocks)
        wanted = sum(bool(self._targets[record]) for block in blocks for record in block.records)
        self._widths[_VALUE] = max([self._widths[_VALUE], *map(width_of, self._numbers(blocks))])
        self._write_head(sources, is_short_of_links=wanted > self._links_left)
        titles = [self._title(block) for block in blocks]
        for block in blocks:
            for record in block.records:
                if (record, block.question.measure.adds_unlike_things) not in self._cells:
                    self._make_cells(block.question, record)
        pairs = list(zip(titles, blocks, strict=True))
        self._sheet.stream(lambda: (row for title, block in pairs for row in self._rows_of(title, block)), level=1)

    def _write_head(self, sources: Sequence[str], *, is_short_of_links: bool) -> None:
        writer = SheetWriter(self._sheet, self._looks)
        notes = [translate(_SAYS).format(sheets=", ".join(f"“{sheet}”" for sheet in sources))]
        notes += [translate(UNLINKED).format(most=number_text(MOST_LINKS))] if is_short_of_links else []
        writer.across(0, _LAST, " ".join(notes), "note", self._widths)
        for column, (header, width) in enumerate(zip(_HEADERS, self._widths, strict=True)):
            self._sheet.set_column(column, column, width)
            writer.text(_HEADER_ROW, column, translate(header), "head")
        self._sheet.outline_settings(symbols_below=False)
        self._sheet.freeze_panes(_FIRST_ROW, 0)
        self._sheet.repeat_rows(_HEADER_ROW)

    def _rows_of(self, title: StreamedRow, block: _Block) -> Iterator[StreamedRow]:
        yield title
        unlike = block.question.measure.adds_unlike_things
        for number, record in enumerate(block.records, 1):
            target = self._targets[record] if self._links_left > 0 else ""
            self._links_left -= bool(target)
            # Its number leads to its own row: a title that leads somewhere would not be broken into lines.
            links = ((0, target),) if target else ()
            cells = self._number_cell(number, bool(target)) + self._cells[record, unlike]
            yield StreamedRow(block.place.row + number, cells, self._heights[record], 1, links=links)

    def _title(self, block: _Block) -> StreamedRow:
        title = in_words(block.question, self._lists)
        back = translate(_BACK).format(cell=block.number.cell, sheet=block.number.sheet)
        blank = "".join(self._make.text(column, "", "block") for column in range(1, _VALUE))
        cells = [
            self._make.text(0, title, "block"),
            blank,
            self._make.number(_VALUE, block.cell, "block-number"),
            self._make.text(_LAST, back, "block", link=True),
        ]
        height = height_of([(title, "block", sum(_WIDTHS[:_VALUE])), (back, "block", _WIDTHS[_LAST])])
        links = [(_LAST, internal(*block.number))]
        return StreamedRow(block.place.row, "".join(cells), height, merged=_VALUE, links=links)

    def _make_number_cell(self, number: int, link: bool) -> str:  # noqa: FBT001 - is remembered by what is given
        return self._make.number(0, CountedCell(value=number), "top-number", link=link)

    def _make_cells(self, question: Question, number: int) -> None:
        """Make all cells of a record but the first, once for all its blocks."""
        record = self._records[number]
        unit = unit_label(self._lists, record.unit) if record.unit else NOTHING
        kind = entry_label(self._lists, "kind", record.kind) if record.kind else NOTHING
        year = self._make.number(_YEAR, CountedCell(value=record.year, form="0"), "top-number") if record.year else ""
        texts = {_UNIT: unit, _TITLE: record.title or NOTHING, _KIND: kind}
        cells = [
            year or self._make.text(_YEAR, "", "top"),
            *(self._make.text(column, text, "top") for column, text in texts.items()),
            self._make.number(_VALUE, count_cell(question, record.value), "top-number"),
            self._make.text(_LAST, record.id, "small"),
        ]
        wrapped = [(text, "top", _WIDTHS[column]) for column, text in texts.items()]
        self._heights[number] = height_of([*wrapped, (record.id, "small", _WIDTHS[_LAST])])
        self._cells[number, question.measure.adds_unlike_things] = "".join(cells)

    def _numbers(self, blocks: Sequence[_Block]) -> Iterator[CountedCell]:
        """Yield the numbers of blocks, and the largest values of their records."""
        for block in blocks:
            yield block.cell
            largest = max((self._records[record].value for record in block.records), default=0)
            yield count_cell(block.question, largest)
