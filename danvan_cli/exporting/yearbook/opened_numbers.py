"""The rows behind the numbers: a block a number, with the records it counts, by the question that gave it."""

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.listing import ListOrder, records_of, units_of
from danvan_cli.counting.question import Question
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.exporting.yearbook.counted_cells import CountedCell, count_cell
from danvan_cli.exporting.yearbook.pages import (
    MOST_LINKS,
    MOST_ROWS,
    UNLINKED,
    SheetWriter,
    YearbookFormats,
    internal,
    set_page,
)
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.order import sort_key
from danvan_cli.view.labels import NOTHING, entry_label, unit_label
from danvan_cli.view.labels import number as number_text
from danvan_cli.view.tables import title_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

NAME = N_("Behind the numbers")
_SAYS = N_("Each number of “{sheet}”, and under it the records that it counts. Behind a 0 there are none.")
_HEADERS = (N_("Row number"), N_("Year"), N_("Unit"), N_("Title or name"), N_("Kind"), N_("Value"), N_("Record"))
_WIDTHS = (6.5, 6, 24, 66, 13, 10, 42)
_YEAR, _UNIT, _TITLE, _KIND, _VALUE, _LAST = range(1, 7)
_HEADER_ROW, _FIRST_ROW = 1, 2


class BlockPlace(NamedTuple):
    """Where a block stands: its sheet (from 0) and row (from 0)."""

    sheet: int
    row: int


class _Block(NamedTuple):
    question: Question
    place: BlockPlace
    cell: CountedCell
    back: str
    records: list[ListedRecord]


class OpenedNumbers:
    """Gathers the numbers of a workbook, each question once, and writes what is behind them."""

    def __init__(self, db: sqlite3.Connection, lists: Lists, from_sheet: str) -> None:
        self._db, self._lists, self._from_sheet = db, lists, from_sheet
        self._blocks: dict[Question, _Block] = {}
        self._orders: dict[ListedRecord, tuple[object, ...]] = {}
        self._order = ListOrder(lists, sort_key)
        self._next = BlockPlace(0, _FIRST_ROW)

    def link(self, cell: CountedCell, back: str) -> str:
        """Return the address of the rows behind a number; `back` is the cell that it stands in."""
        if cell.opens is None:
            return ""
        if not cell.value and not cell.opens.measure.adds_unlike_things:  # of results, some may state a 0
            return internal(self.sheet_name(0), "A1")
        if cell.opens not in self._blocks:
            self._add(cell.opens, cell, back)
        place = self._blocks[cell.opens].place
        return internal(self.sheet_name(place.sheet), f"A{place.row + 1}")

    def _add(self, question: Question, cell: CountedCell, back: str) -> None:
        records = self._records_behind(question)
        height = len(records) + 2
        if self._next.row + height > MOST_ROWS:
            self._next = BlockPlace(self._next.sheet + 1, _FIRST_ROW)
        self._blocks[question] = _Block(question, self._next, cell, back, records)
        self._next = BlockPlace(self._next.sheet, self._next.row + height)

    def _records_behind(self, question: Question) -> list[ListedRecord]:
        units = question.measure is measures.UNITS
        records = units_of(self._db, self._lists, question) if units else records_of(self._db, question)
        return sorted(records, key=self._place_in_order)

    def _place_in_order(self, record: ListedRecord) -> tuple[object, ...]:
        """Return what a record is sorted by, made once: the same record stands in many blocks."""
        key = record._replace(value=0)
        if key not in self._orders:
            self._orders[key] = self._order(record)
        return self._orders[key]

    def sheet_name(self, number: int) -> str:
        """Name a sheet; all rows may not fit on one."""
        name = translate(NAME)
        return f"{name} {number + 1}" if number else name

    @property
    def paths(self) -> set[str]:
        """Return the files of all records behind the numbers."""
        return {record.path for block in self._blocks.values() for record in block.records}

    def write(self, book: "Workbook", looks: YearbookFormats, rows: Mapping[str, str], office: str) -> None:
        """Write all blocks; `rows` tells where a record's own row is, by its file."""
        for number in range(self._next.sheet + 1):
            blocks = [block for block in self._blocks.values() if block.place.sheet == number]
            sheet = book.get_worksheet_by_name(self.sheet_name(number)) or book.add_worksheet(self.sheet_name(number))
            rows_writer = _RowsWriter(SheetWriter(sheet, looks), self._lists, self._from_sheet)
            rows_writer.write(blocks, rows)
            set_page(sheet, office, self.sheet_name(number), translate(N_("Page")))


class _RowsWriter:
    """Writes one sheet."""

    def __init__(self, writer: SheetWriter, lists: Lists, from_sheet: str) -> None:
        self.writer, self.lists, self._from_sheet = writer, lists, from_sheet
        self._kind_labels: dict[str, str] = {}

    def write(self, blocks: list[_Block], rows: Mapping[str, str]) -> None:
        self._write_head()
        links_left = MOST_LINKS - len(blocks)
        for block in blocks:
            self._write_title(block)
            for number, record in enumerate(block.records, 1):
                target = rows.get(record.path, "")
                links_left -= bool(target)
                self._write_record(
                    (block.place.row + number, number), record, block.question, target if links_left >= 0 else ""
                )
        notes = [translate(_SAYS).format(sheet=self._from_sheet)]
        notes += [translate(UNLINKED).format(most=number_text(MOST_LINKS))] if links_left < 0 else []
        self.writer.across(0, _LAST, " ".join(notes), "note", _WIDTHS)

    def _write_head(self) -> None:
        sheet = self.writer.sheet
        for column, (header, width) in enumerate(zip(_HEADERS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            self.writer.text(_HEADER_ROW, column, translate(header), "head")
        sheet.outline_settings(symbols_below=False)
        sheet.freeze_panes(_FIRST_ROW, 0)
        sheet.repeat_rows(_HEADER_ROW)

    def _write_title(self, block: _Block) -> None:
        row = block.place.row
        title = title_of(block.question, self.lists)
        self.writer.across(row, _VALUE - 1, title, "block", _WIDTHS)
        self.writer.number((row, _VALUE), block.cell, "block-number")
        back = f"← {self._from_sheet}!{block.back}"
        self.writer.linked(row, _LAST, back, "block", internal(self._from_sheet, block.back))

    def _write_record(self, at: tuple[int, int], record: ListedRecord, question: Question, target: str) -> None:
        """Write a record; its number leads to its own row, as a title that leads somewhere would not be broken."""
        row, number = at
        unit = unit_label(self.lists, record.unit) if record.unit else NOTHING
        texts = {_UNIT: unit, _TITLE: record.title or NOTHING, _KIND: self._kind_label(record.kind), _LAST: record.id}
        looks = {_LAST: "small"}
        self.writer.number((row, 0), CountedCell(value=number), "top-number", target)
        self.writer.number((row, _VALUE), count_cell(question, record.value), "top-number")
        if record.year:
            self.writer.number((row, _YEAR), CountedCell(value=record.year, form="0"), "top-number")
        else:
            self.writer.text(row, _YEAR, "", "top")
        for column, text in texts.items():
            self.writer.text(row, column, text, looks.get(column, "top"))
        self.writer.tall(row, ((text, looks.get(column, "top"), _WIDTHS[column]) for column, text in texts.items()), 1)

    def _kind_label(self, kind: str | None) -> str:
        if kind is None:
            return NOTHING
        if kind not in self._kind_labels:
            self._kind_labels[kind] = entry_label(self.lists, "kind", kind)
        return self._kind_labels[kind]
