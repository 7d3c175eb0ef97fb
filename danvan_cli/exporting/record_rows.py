"""Records as the rows and columns of a list: each cell has a value of the record's, so that nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import Parts
from danvan_cli.domain.fields import EVALUATION
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import is_id
from danvan_cli.domain.record_types import EVALUATIONS
from danvan_cli.domain.values import Value
from danvan_cli.exporting.all_records import FileRecord
from danvan_cli.importing.cells import CachingReader, Cell, cell_of
from danvan_cli.importing.columns import ASKED, PREPARED, ListColumn, fields_of
from danvan_cli.importing.origins import mark_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.typed import FindModel
from danvan_cli.text.mark import N_

TOO_LONG_FOR_A_CELL = Message(
    "too-long-for-a-cell", N_("{path}: “{key}” is too long for a cell of Excel (32.767 letters). Use --format json.")
)

Models = Mapping[tuple[int, str], Mapping[str, Value]]
_KNOWN_BY = ("id", "year", "mark")  # danvan's own columns


class ExportRow(NamedTuple):
    """What one row states, by the columns' keys; of figures it is one claim."""

    record: FileRecord
    values: dict[str, Value]


class ExportList(NamedTuple):
    """A list: its kind (of `columns.KINDS`), its columns, and its rows."""

    kind: str
    columns: list[ListColumn]
    rows: list[ExportRow]


class Readers(dict[int | None, CachingReader]):
    """A reader for each campaign year, made when it is first asked for; None reads units."""

    def __init__(self, lists: Lists, find_model: FindModel) -> None:
        super().__init__()
        self.lists = lists
        self._find_model = find_model

    def __missing__(self, year: int | None) -> CachingReader:
        self[year] = reader = CachingReader(self.lists, year, self._find_model)
        return reader


def list_of_records(kind: str, records: Iterable[FileRecord], lists: Lists, models: Models) -> ExportList:
    """Make a list of records; evaluations are told by the title and unit of their model, which stands in `models`."""
    rows = [ExportRow(record, values) for record in records for values in _row_values(record, models)]
    filled = {key for row in rows for key in row.values}
    return ExportList(kind, list(_columns(kind, lists, filled)), rows)


def cells_of(row: ExportRow, columns: Sequence[ListColumn], readers: Readers) -> list[Cell | None]:
    """Return a row's cells, None where nothing is stated."""
    reader = readers[row.record.year or None]
    return [_cell(column, row.values.get(column.key), reader) for column in columns]


def _cell(column: ListColumn, value: Value | None, reader: CachingReader) -> Cell | None:
    if value is None or column.key in _KNOWN_BY:
        return value
    return cell_of(column.field, value, reader, column.part)


def check_length(row: ExportRow, columns: Sequence[ListColumn], cells: Sequence[Cell | None], most: int) -> None:
    """Raise RequestError where a text is longer than a cell can hold."""
    for column, cell in zip(columns, cells, strict=True):
        if isinstance(cell, str) and len(cell) * 2 > most and len(cell.encode("utf-16-le")) > 2 * most:
            raise RequestError(TOO_LONG_FOR_A_CELL, path=row.record.path, key=column.key)


def _row_values(record: FileRecord, models: Models) -> Iterator[dict[str, Value]]:
    identity = {"id": record.id, "mark": mark_of(record.kind, record.values)}
    if record.kind == "unit":
        yield {**record.values, **identity}
        return
    claims = record.values.get("claims", ({},))
    own = {key: value for key, value in record.values.items() if key != "claims"}
    values = _evaluation_values(record, models) if record.kind == EVALUATIONS.name else own
    base = {**identity, "year": record.year, **values}
    for claim in claims:
        yield {**base, **{f"claims.{key}": value for key, value in claim.items()}}


def _evaluation_values(record: FileRecord, models: Models) -> dict[str, Value]:
    """Name the model and the level, and give each criterion and indicator a key of its own.

    Where a part's name is none that a heading can have, all parts stay together.
    """
    model, _, level = record.id.partition(".")
    model_values = models.get((record.year, model), {})
    values = {"level": level, **{key: model_values[key] for key in ("title", "unit") if key in model_values}}
    for key, value in record.values.items():
        apart = isinstance(EVALUATION[key].type, Parts) and all(map(is_id, value))
        values |= {f"{key}.{part}": amount for part, amount in value.items()} if apart else {key: value}
    return values


def _columns(kind: str, lists: Lists, filled: set[str]) -> Iterator[ListColumn]:
    """Yield danvan's own columns, those that lists are asked for, and the others that any record fills."""
    fields, first = fields_of(kind), ("id", "year", *ASKED[kind])
    rest = [key for key in fields if key not in (*first, "mark", PREPARED.key)]
    for key in (key for key in (*first, *rest, "mark") if key in fields):
        if isinstance(fields[key].type, Parts):
            listed = list(lists.entries(fields[key].choices)) if key in first else []
            occurring = sorted(name.partition(".")[2] for name in filled if name.startswith(f"{key}."))
            parts = [*listed, *(part for part in occurring if part not in listed)]
            yield from (ListColumn(f"{key}.{part}", fields[key], part) for part in parts)
        if key in filled or (key in first and not isinstance(fields[key].type, Parts)):
            yield ListColumn(key, fields[key])
