"""All records as lists: a workbook in the templates' shape, CSV files, or JSON. Taken in again, they change nothing."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.tally import open_ledger
from danvan_cli.domain.field_types import ENTRIES
from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import EVALUATIONS, MODELS
from danvan_cli.domain.values import Value
from danvan_cli.exporting.all_records import FileRecord, Progress, gather, gather_units, models_by_id, no_progress
from danvan_cli.exporting.drop_downs import SHEET, Choices
from danvan_cli.exporting.record_rows import ExportList, Readers, cells_of, check_length, list_of_records
from danvan_cli.exporting.sheet_styles import (
    FIRST,
    ListWorkbook,
    SheetColumn,
    lay_out,
    sheet_name,
    with_heading,
    write_row,
)
from danvan_cli.importing.cells import Cell
from danvan_cli.importing.columns import KINDS, ListColumn, heading_of
from danvan_cli.importing.origins import mark_of
from danvan_cli.importing.record_documents import MARKS, SCHEMA
from danvan_cli.index.comparing import Scope
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.saving import MOST_LETTERS, new_workbook, refuse_existing, saved
from danvan_cli.text.computed import guarded
from danvan_cli.text.mark import N_
from danvan_cli.text.periods import Period

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NOTHING = Scope((), 0, 0, (0, 0))
_TITLE, _OF_YEARS, _ALL = N_("{kind}: all records"), N_("{kind}: all records of {years}"), N_("All records")
_ABOUT = N_("Correct what is wrong, add rows below, and take the workbook in again: danvan import.")


class ExportResult(NamedTuple):
    """What was written: the files, how many records of each kind of list, and what could not be read."""

    files: list[Path]
    counts: dict[str, int]
    unread: list[Problem]


def write_records(  # noqa: PLR0913 - what the options of `export --records` say
    ledger: Ledger,
    file: Path,
    kinds: Sequence[str] = (),
    years: Period | None = None,
    form: str = "xlsx",
    *,
    force: bool = False,
    progress: Progress = no_progress,
) -> ExportResult:
    """Write all records of some kinds of lists (none named: of all), of some years (None: all), as xlsx, csv or json.

    CSV of several kinds makes a file each. Raise WriteError, ListsUnreadableError, or RequestError
    "too-long-for-a-cell".
    """
    kinds = [kind for kind in KINDS if not kinds or kind in kinds]
    targets = _targets(file, kinds) if form == "csv" else {"": file}
    _refuse_existing(targets.values(), force=force)
    _, lists = open_ledger(ledger, _NOTHING)
    record_kinds = {KINDS[kind] for kind in kinds} | ({MODELS.name} if EVALUATIONS.folder in kinds else set())
    collection = gather(ledger.source, record_kinds, years, progress)
    records = [*collection.records, *(gather_units(ledger.source) if "units" in kinds else ())]
    by_kind = {kind: [record for record in records if record.kind == KINDS[kind]] for kind in kinds}
    if form == "json":
        _write_json(file, by_kind, force=force)
    else:
        models = {(model.year, model.id): model.values for model in collection.records if model.kind == MODELS.name}
        tables = [list_of_records(kind, records_of_kind, lists, models) for kind, records_of_kind in by_kind.items()]
        readers = Readers(lists, models_by_id(ledger.source))
        if form == "csv":
            for table in tables:
                _write_csv(targets[table.kind], table, readers, force=force)
        else:
            _write_workbook(file, tables, readers, years, force=force)
    return ExportResult(
        list(targets.values()),
        {kind: len(records_of_kind) for kind, records_of_kind in by_kind.items()},
        collection.unread,
    )


def _targets(file: Path, kinds: Sequence[str]) -> dict[str, Path]:
    """Name the file of each kind of list; one alone has the name that was given."""
    if len(kinds) == 1:
        return {kinds[0]: file}
    suffix = file.suffix if file.suffix.lower() == ".csv" else ""
    stem = file.name.removesuffix(suffix) if suffix else file.name
    return {kind: file.with_name(f"{stem}-{kind}{suffix or '.csv'}") for kind in kinds}


def _refuse_existing(files: Iterable[Path], *, force: bool) -> None:
    """Refuse before anything is read: of several files none is to be written where one cannot be."""
    for file in () if force else files:
        refuse_existing(file)


def _write_workbook(
    file: Path, tables: Sequence[ExportList], readers: Readers, years: Period | None, *, force: bool
) -> None:
    with new_workbook(file, translate(_ALL), force=force) as book:
        year = years.first if years and years.first == years.last else None
        workbook = ListWorkbook(book, readers[year])
        sheets = [book.add_worksheet(sheet_name(table.kind)) for table in tables]
        choices = Choices(workbook, book.add_worksheet(translate(SHEET)), years)
        for table, sheet in zip(tables, sheets, strict=True):
            columns = [_sheet_column(table.kind, column, readers) for column in table.columns]
            title = translate(_OF_YEARS if years else _TITLE)
            title = title.format(kind=sheet_name(table.kind), years=years).upper()
            lines = (readers.lists.setting("office") or "", translate(_ABOUT))
            lay_out(workbook, sheet, title, lines, columns)
            choices.offer(sheet, columns)
            _write_rows(workbook, sheet, table, columns, readers)


def _sheet_column(kind: str, column: ListColumn, readers: Readers) -> SheetColumn:
    look = "hidden" if column.key == "mark" else ""
    return with_heading(kind, column, readers.lists, look, starred=column.required and column.key != "id")


def _write_rows(
    workbook: ListWorkbook, sheet: "Worksheet", table: ExportList, columns: Sequence[SheetColumn], readers: Readers
) -> None:
    looks = [workbook.cells_look(column) for column in columns]
    for number, row in enumerate(table.rows, FIRST):
        cells = cells_of(row, table.columns, readers)
        check_length(row, table.columns, cells, MOST_LETTERS)
        write_row(sheet, number, cells, columns, looks)


def _write_csv(file: Path, table: ExportList, readers: Readers, *, force: bool) -> None:
    """Write a list as Excel opens it: a byte order mark, commas, CRLF."""
    with saved(file, force=force) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(heading_of(table.kind, column, readers.lists) for column in table.columns)
        writer.writerows(map(_csv_text, cells_of(row, table.columns, readers)) for row in table.rows)


def _csv_text(cell: Cell | None) -> str:
    """Write a cell so that no program takes it for a formula."""
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    return guarded(cell)


def _write_json(file: Path, by_kind: Mapping[str, Sequence[FileRecord]], *, force: bool) -> None:
    records = {kind: _documents_by_id(kind, records_of_kind) for kind, records_of_kind in by_kind.items()}
    marks = {
        kind: dict(zip(records[kind], (mark_of(record.kind, record.values) for record in by_kind[kind]), strict=True))
        for kind in by_kind
    }
    document = {"schema": SCHEMA, **records, MARKS: marks}
    with saved(file, force=force) as temporary:
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        temporary.write_bytes(text.encode())


def _documents_by_id(kind: str, records: Sequence[FileRecord]) -> dict[str, Any]:
    """Return records by id; where years have the same id, the year stands before it."""
    number = Counter(record.id for record in records)
    return {
        f"{record.year}/{record.id}" if number[record.id] > 1 else record.id: _document(kind, record)
        for record in records
    }


def _document(kind: str, record: FileRecord) -> dict[str, Any]:
    """Return what a record states as its file has it."""
    year = {} if kind == "units" else {"year": record.year}
    values = {key: value for key, value in record.values.items() if (kind, key) != ("units", "id")}
    return {**year, **_as_json(record.kind, values)}


def _as_json(kind: str, values: Mapping[str, Value]) -> dict[str, Any]:
    table = TABLES[kind]
    return {
        key: [_as_json("claim", claim) for claim in value]
        if table[key].type is ENTRIES
        else table[key].type.as_json(value)
        for key, value in values.items()
    }
