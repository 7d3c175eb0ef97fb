"""Records as JSON, which `export --records -o x.json` writes: taken in again they are rows of lists, one a record.

A value is held to the rules of the files themselves; what is wrong stands at its record and key, as a file of records
has no cells. `marks`, beside the records, are what a workbook has in its hidden column.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from json import JSONDecodeError
from pathlib import Path
from typing import Any, NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import LONG, TEXT
from danvan_cli.domain.fields import CLAIM
from danvan_cli.domain.messages import NO_YEAR, Message
from danvan_cli.domain.names import UNITS_FILE, is_year
from danvan_cli.domain.reading import FileReading, read_record, read_units
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.values import Value
from danvan_cli.importing.cells import CachingReader, cell_of
from danvan_cli.importing.columns import KINDS, fields_of
from danvan_cli.importing.sheet_lists import Fault, GivenCell, ListOnSheet, SheetRow
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.spreadsheet.reading.file_kinds import kind_of
from danvan_cli.spreadsheet.reading.limits import content, guarded
from danvan_cli.spreadsheet.sheets import Sheet, Spot
from danvan_cli.text.mark import N_

BAD_JSON = Message("bad-json", N_("{file}: line {line} is no JSON. Export the records again."))
OTHER_JSON = Message(
    "other-json",
    N_(
        "{file} is JSON, but not of records: danvan takes in what danvan export --records writes. "
        "A list for danvan is .xlsx or .csv."
    ),
)
NEWER_JSON = Message("newer-json", N_("{file} was written by a newer danvan. Install that."))
NOT_AN_OBJECT = Message("not-an-object", N_("This is no record: it has no keys with values."))

SCHEMA, MARKS = 1, "marks"
_ENDING = ".json"
_NOT_ASCII = re.compile("[^ -~]")


class RecordDocument(NamedTuple):
    """A file of records: its name, {kind of list: {id: what the record states}}, and danvan's marks likewise."""

    file: str
    records: Mapping[str, Mapping[str, Any]]
    marks: Mapping[str, Mapping[str, str]]


def read_document(path: Path) -> RecordDocument | None:
    """Read a file of records; None for what is no JSON. Raise FileFormatError for JSON of something else."""
    with guarded(path.name):
        if kind_of(path) != "text":
            return None
        is_named_so = path.suffix.lower() == _ENDING
        with path.open("rb") as stream:
            begins_so = stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
        if not (is_named_so or begins_so):
            return None
        try:
            text = content(path).decode("utf-8-sig")
            document = json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=_without_twins)
            if "\\ud" in text.lower():  # half of a letter, which no file can have
                json.dumps(document, ensure_ascii=False).encode()
        except (JSONDecodeError, UnicodeError, RecursionError, _TwinKeysError) as why:
            if not is_named_so:
                return None
            raise FileFormatError(BAD_JSON, file=path.name, line=getattr(why, "lineno", 1)) from why
    return _checked(path.name, document)


class _TwinKeysError(ValueError):
    """A key stands twice: nobody knows which is meant."""


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _TwinKeysError(pairs)
    return mapping


def _checked(file: str, document: Any) -> RecordDocument:  # noqa: ANN401 - JSON's values
    """Return a document as one of records; raise FileFormatError."""
    if not isinstance(document, dict) or not document.keys() & KINDS.keys():
        raise FileFormatError(OTHER_JSON, file=file)
    if document.get("schema", str(SCHEMA)) != str(SCHEMA):
        raise FileFormatError(NEWER_JSON, file=file)
    kinds = {kind: document[kind] for kind in KINDS if kind in document}
    unknown = document.keys() - {"schema", MARKS, *kinds}
    if unknown or not all(isinstance(records, dict) for records in kinds.values()):
        raise FileFormatError(OTHER_JSON, file=file)
    marks = document.get(MARKS)
    return RecordDocument(file, kinds, marks if isinstance(marks, dict) else {})


def lists_of_document(
    document: RecordDocument, lookup: RecordLookup, kinds: Sequence[str], sheets: Sequence[str]
) -> list[ListOnSheet]:
    """Return a document's records as lists, one of each kind, but for kinds that are not wanted."""
    wanted = [kind for kind in document.records if kind in (kinds or KINDS) and kind in (sheets or KINDS)]
    return [_RecordList(document, kind, lookup).read() for kind in wanted if document.records[kind]]


class _RecordList:
    """The records of one kind, while they become rows."""

    def __init__(self, document: RecordDocument, kind: str, lookup: RecordLookup) -> None:
        self._document, self._kind, self._lookup = document, kind, lookup
        self._lists = lookup.lists.kept()  # looking for models closes what the lists would be read from
        self._fields = fields_of(kind)
        marks = document.marks.get(kind)
        self._marks = marks if isinstance(marks, dict) else {}
        self._columns = {key: column for column, key in enumerate(self._fields, 1)}
        self._readers: dict[int | None, CachingReader] = {}
        columns = {column: key for key, column in self._columns.items()}
        self._list = ListOnSheet(document.file, Sheet(kind, {}), kind, (0, 0), columns, {})

    def read(self) -> ListOnSheet:
        """Return the list."""
        for row, (name, stated) in enumerate(self._document.records[self._kind].items(), 1):
            self._list.names[row] = name
            try:
                self._take(row, name, stated)
            except RequestError as why:
                self._refuse(row, why, str(why.params.get("key", "")))
        return self._list

    def _take(self, row: int, name: str, stated: Any) -> None:  # noqa: ANN401 - JSON's values
        if not isinstance(stated, dict):
            raise RequestError(NOT_AN_OBJECT)
        record_id = name.rpartition("/")[2]
        values = {key: value for key, value in stated.items() if value is not None and key != "year"}
        year = self._year(stated)
        reading = self._reading(record_id, year, values)
        if not reading.sound:
            for problem in reading.problems:
                if problem.rule.is_fault:
                    self._refuse(row, RequestError(problem.rule, **problem.args), str(problem.args.get("key", "")))
            return
        head: dict[str, Value] = {"id": record_id} if year is None else {"id": record_id, "year": year}
        if mark := self._marks.get(name):
            head["mark"] = mark
        for record_values in _row_values(self._kind, reading):
            cells = {**head, **self._cells(record_values, year, marked="mark" in head)}
            given = {key: GivenCell(value, row, self._columns[key]) for key, value in cells.items()}
            self._list.rows.append(SheetRow(row, record_id, given, {}))

    def _year(self, stated: Mapping[str, Any]) -> int | None:
        """Return the campaign year that a record states; None of units. Raise RequestError."""
        if self._kind == "units":
            return None
        year = str(stated.get("year", ""))
        if not is_year(year):
            raise RequestError(NO_YEAR, value=year, key="year")
        return int(year)

    def _reading(self, record_id: str, year: int | None, values: Mapping[str, Any]) -> FileReading:
        """Read what a record states as its file would be."""
        if year is None:
            return read_units(UNITS_FILE, b"- " + _as_file({"id": record_id, **values}))
        return read_record(KINDS[self._kind], record_id, year, _as_file(values))

    def _cells(self, values: Mapping[str, Value], year: int | None, *, marked: bool) -> dict[str, Value]:
        """Return what would stand in a workbook's cells, from which each value is read again as it is.

        Text in a row without danvan's mark is read as it stands.
        """
        if year not in self._readers:
            self._readers[year] = CachingReader(self._lists, year, self._lookup.model_id)
        reader = self._readers[year]
        plain = () if marked else (TEXT, LONG)
        return {
            key: value if self._fields[key].type in plain else cell_of(self._fields[key], value, reader)
            for key, value in values.items()
        }

    def _refuse(self, row: int, why: RequestError, key: str) -> None:
        column = self._columns.get(key) or self._columns.get(f"claims.{key}", 0)
        spot = Spot(self._document.file, self._kind, row, column, self._list.place_in_words(row, column))
        self._list.faults.append(Fault(spot, why, key))


def _as_file(stated: Any) -> bytes:  # noqa: ANN401 - JSON's values
    """Write what a record states as its file might: JSON is YAML, but for long keys and how letters are escaped."""
    return _as_yaml(stated).encode()


def _as_yaml(stated: Any) -> str:  # noqa: ANN401 - likewise
    if isinstance(stated, dict):
        return "{" + ", ".join(f"? {_as_yaml(key)} : {_as_yaml(value)}" for key, value in stated.items()) + "}"
    if isinstance(stated, list):
        return "[" + ", ".join(map(_as_yaml, stated)) + "]"
    if stated is None:
        return '""'
    text = json.dumps(stated, ensure_ascii=False)
    return _NOT_ASCII.sub(lambda match: f"\\U{ord(match[0]):08x}", text)


def _row_values(kind: str, reading: FileReading) -> Iterator[dict[str, Value]]:
    """Yield what each row of a record states: one, but of figures a row a claim."""
    if kind == "units":
        yield {key: value for key, value in reading.entries[0].values.items() if key != "id"}
        return
    own = dict(reading.stated.values)
    claims = [entry.values for entry in reading.entries] if RECORD_TYPES[KINDS[kind]].entries else []
    for claim in claims or [{}]:
        yield {**own, **{f"claims.{key}": value for key, value in claim.items() if key in CLAIM}}
