"""The sheets of models, evaluations and awards: a row a record, in people's words."""

import sqlite3
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_cli.counting import measures, query
from danvan_cli.counting.finding import titles_of
from danvan_cli.counting.question import Question
from danvan_cli.domain.record_types import EVALUATIONS, RECORD_TYPES
from danvan_cli.exporting.all_records import FileRecord
from danvan_cli.exporting.year_layout.counted_cells import CountedCell, width_of
from danvan_cli.exporting.yearbook.pages import (
    RowMaker,
    SheetWriter,
    YearbookFormats,
    height_of,
    internal,
    set_page,
)
from danvan_cli.exporting.yearbook.record_columns import CountedAs, RecordColumn, RecordColumns
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.spreadsheet.streamed_sheet import StreamedRow, StreamedSheet, add_streamed_sheet
from danvan_cli.text.mark import N_
from danvan_cli.text.order import sort_key
from danvan_cli.text.periods import Period

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SHEETS = {
    record_type.name: record_type.sheet or record_type.label
    for record_type in RECORD_TYPES.values()
    if record_type.counts
}
_NO_RECORDS = N_("There are no records yet.")
_NUMBER, _NUMBER_WIDTH = N_("Row number"), 6.5
_ARROW = 2.5  # letters that the arrow of a filter covers
_TITLE_ROW, _HEADER_ROW, _FIRST_ROW = 0, 1, 2
_FULL_DATE = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


def _is_beside(kind: str) -> bool:
    """Whether the year has records of a kind only where the office keeps them: without any there is no sheet."""
    return bool(RECORD_TYPES[kind].measure)


def counted_as(db: sqlite3.Connection, period: Period) -> CountedAs:
    """Return by which of their evaluations models are counted."""
    rated, recognized = (
        query.counted_evaluations(db, Question(measure, period, basis="yearly"))
        for measure in (measures.RATED, measures.RECOGNIZED)
    )
    return CountedAs(rated, recognized)


class RecordSheets:
    """Writes the sheets of records, and knows where each record's row is."""

    def __init__(
        self,
        db: sqlite3.Connection,
        lists: Lists,
        period: Period,
        records: Sequence[FileRecord],
        only: Container[str] | None,
    ) -> None:
        """Take the records of the years; of these, `only` some paths are shown (None: all)."""
        shown = [record for record in records if only is None or record.path in only]
        by_kind = {kind: [record for record in shown if record.kind == kind] for kind in SHEETS}
        self.records = {kind: of_kind for kind, of_kind in by_kind.items() if of_kind or not _is_beside(kind)}
        elsewhere = {model: {"title": title, "unit": unit, "year": year} for model, year, title, unit in titles_of(db)}
        self._columns = RecordColumns(lists, records, self.records, elsewhere, counted_as(db, period))
        for kind, of_kind in self.records.items():
            of_kind.sort(key=self._order(lists, kind))
        self.rows = {
            record.path: internal(translate(SHEETS[kind]), f"A{row + 1}")
            for kind, records_of_kind in self.records.items()
            for row, record in enumerate(records_of_kind, _FIRST_ROW)
        }

    def _order(self, lists: Lists, kind: str) -> Callable[[FileRecord], tuple[Any, ...]]:
        """Return the order of records of a kind: by year, unit, then title or name, as lists are sorted."""
        last = len(lists.units)

        def key(record: FileRecord) -> tuple[Any, ...]:
            values = self._columns.model_values(record) if kind == EVALUATIONS.name else record.values
            name = str(values.get(RECORD_TYPES[kind].title) or "")
            unit = lists.unit_order.get(values.get("unit") or "", last)
            return record.year, unit, not name, sort_key(name), record.path

        return key

    def write(self, book: "Workbook", looks: YearbookFormats, heading: str, office: str) -> None:
        """Write a sheet for each kind of records, with the columns designed for it."""
        for kind, records in self.records.items():
            name = translate(SHEETS[kind])
            sheet = add_streamed_sheet(book, name)
            columns = [filled for column in self._columns.of(kind) if (filled := _fill(column, records))]
            if self._columns.is_designed(kind):
                columns.insert(0, _FilledColumn(_numbering(), list(range(1, len(records) + 1))))
            _RecordSheet(sheet, looks, columns).write(f"{name} · {heading}", len(records))
            set_page(sheet, office, name, translate(N_("Page")))


class _FilledColumn(NamedTuple):
    """A column, and what each record has in it."""

    column: RecordColumn
    values: list[Any]


def _numbering() -> RecordColumn:
    """Return the column of row numbers, as lists for papers have it."""
    return RecordColumn(translate(_NUMBER), _NUMBER_WIDTH, lambda _: None, "0", always=True)


def _fill(column: RecordColumn, records: Sequence[FileRecord]) -> _FilledColumn | None:
    """Fill a column, as wide as its largest number; None where no record has anything to stand in it."""
    values = [column.value(record) for record in records]
    if not column.always and all(value is None or value == "" for value in values):
        return None
    numbers = (CountedCell(value=value, form=column.form) for value in values if isinstance(value, int | float))
    return _FilledColumn(column._replace(width=max([column.width, *map(width_of, numbers)])), values)


class _RecordSheet:
    """Writes one sheet."""

    def __init__(self, sheet: StreamedSheet, looks: YearbookFormats, filled: Sequence[_FilledColumn]) -> None:
        self._sheet, self._looks, self._make = sheet, looks, RowMaker(sheet, looks)
        self._columns = [column for column, _ in filled]
        self._values = zip(*(values for _, values in filled), strict=True)
        self._names = int(self._columns[0].heading == translate(_NUMBER))  # the column of titles or names

    def write(self, heading: str, height: int) -> None:
        """Write the head, and have a row for each record follow when the workbook is saved."""
        writer = SheetWriter(self._sheet, self._looks)
        headings, widths = zip(*((column.heading, column.width) for column in self._columns), strict=True)
        writer.across(_TITLE_ROW, len(widths) - 1, heading, "title", widths)
        for number, (text, width) in enumerate(zip(headings, widths, strict=True)):
            self._sheet.set_column(number, number, width)
            writer.text(_HEADER_ROW, number, text, "head")
        writer.tall(_HEADER_ROW, ((text, "head", width - _ARROW) for text, width in zip(headings, widths, strict=True)))
        if not height:
            writer.text(_FIRST_ROW, self._names, translate(_NO_RECORDS), "plain")
        self._sheet.autofilter(_HEADER_ROW, 0, max(height + _HEADER_ROW, _FIRST_ROW), len(widths) - 1)
        self._sheet.freeze_panes(_FIRST_ROW, self._names + 1)
        self._sheet.repeat_rows(_HEADER_ROW)
        rows = [self._row(number, values) for number, values in enumerate(self._values, 1)]
        self._sheet.stream(lambda: rows)

    def _row(self, number: int, values: Sequence[Any]) -> StreamedRow:
        texts = [
            (value, column.look, column.width)
            for value, column in zip(values, self._columns, strict=True)
            if isinstance(value, str)
        ]
        return StreamedRow(_HEADER_ROW + number, "".join(self._cells(values)), height_of(texts))

    def _cells(self, values: Sequence[Any]) -> Iterator[str]:
        for number, (value, column) in enumerate(zip(values, self._columns, strict=True)):
            match value:
                case date():
                    yield self._make.day(number, value, column.look, _FULL_DATE[language()])
                case int() | float():
                    yield self._make.number(number, CountedCell(value=value, form=column.form), "top-number")
                case _:
                    yield self._make.text(number, value or "", column.look)
