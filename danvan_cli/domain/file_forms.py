"""What stands at a path of the data folder, and how its states are read, joined and written: one object a form of file.

What has no form here, such as evidence, is the same or not, byte by byte.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from danvan_cli.domain.fields import CLAIM, ENTRY, TABLES, UNIT, Field
from danvan_cli.domain.lists import replaceable
from danvan_cli.domain.names import OFFICE_FILE, RECORD_FOLDERS, UNITS_FILE, is_year, record_name
from danvan_cli.domain.reading import FileReading, read_office, read_record, read_units
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.threeway import Joined, KeyConflict, join_office, join_records, join_units
from danvan_cli.domain.values import Value

_LISTS = "vocabulary"


class FileForm(Protocol):
    """A form of file. States are values: of a record and of danvan.yaml by their keys, of units.yaml the units."""

    @property
    def kind(self) -> str:
        """Return what steps call it."""

    def read(self, data: bytes) -> tuple[Value, FileReading]:
        """Return what the file states, and what was wrong with it."""

    def join(self, base: Value, ours: Value, theirs: Value) -> Joined:
        """Join two changes of it."""

    def restate(self, data: bytes, wanted: Value) -> bytes:
        """Make the file state something else; raise EditError."""

    def field_of(self, conflict: KeyConflict) -> Field | None:
        """Return the field that both sides changed, None where it is the whole."""


class RecordFileForm(NamedTuple):
    """A record's file."""

    kind: str
    path: str
    year: int

    def read(self, data: bytes) -> tuple[Mapping[str, Value], FileReading]:
        """Return what the record states, its claims under their key."""
        reading = read_record(self.kind, self.path, self.year, data)
        claims = [entry.values for entry in reading.entries]
        return {**reading.stated.values, **({"claims": claims} if claims else {})}, reading

    def join(self, base: Value, ours: Value, theirs: Value) -> Joined:
        """Join two changes of the record."""
        return join_records(self.kind, self.year, base, ours, theirs)

    def restate(self, data: bytes, wanted: Value) -> bytes:
        """Make the file state something else; raise EditError."""
        from danvan_cli.domain.restating import restate_record  # noqa: PLC0415 - few change what changed since

        return restate_record(self.kind, self.path, self.year, data, wanted)

    def field_of(self, conflict: KeyConflict) -> Field | None:
        """Return the field of the record, or of a claim."""
        key, *rest = conflict.key or ("",)
        return CLAIM[rest[1]] if RECORD_TYPES[self.kind].entries == key and rest[1:] else TABLES[self.kind].get(key)


class UnitsForm(NamedTuple):
    """units.yaml."""

    kind: str = "unit"

    def read(self, data: bytes) -> tuple[Sequence[Mapping[str, Value]], FileReading]:
        """Return the units."""
        reading = read_units(UNITS_FILE, data)
        return [entry.values for entry in reading.entries], reading

    def join(self, base: Value, ours: Value, theirs: Value) -> Joined:
        """Join two changes of the units."""
        return join_units(base, ours, theirs)

    def restate(self, data: bytes, wanted: Value) -> bytes:
        """Make the file list other units; raise EditError."""
        from danvan_cli.domain.restating import restate_units  # noqa: PLC0415 - few change what changed since

        return restate_units(UNITS_FILE, data, wanted)

    def field_of(self, conflict: KeyConflict) -> Field | None:
        """Return the field of a unit."""
        return UNIT.get((*conflict.key, "", "")[1])


class OfficeForm(NamedTuple):
    """danvan.yaml."""

    kind: str = "office"

    def read(self, data: bytes) -> tuple[Mapping[str, Value], FileReading]:
        """Return what it states, its lists under their key."""
        reading, lists = read_office(OFFICE_FILE, data, replaceable())
        entries = {name: [entry.values for entry in listed] for name, listed in lists.items()}
        return {**reading.stated.values, **({_LISTS: entries} if entries else {})}, reading

    def join(self, base: Value, ours: Value, theirs: Value) -> Joined:
        """Join two changes of it."""
        return join_office(base, ours, theirs)

    def restate(self, data: bytes, wanted: Value) -> bytes:
        """Make the file state something else; raise EditError."""
        from danvan_cli.domain.restating import restate_office  # noqa: PLC0415 - few change what changed since

        return restate_office(OFFICE_FILE, data, wanted)

    def field_of(self, conflict: KeyConflict) -> Field | None:
        """Return the field of the office, or of an entry of one of its lists."""
        key, *rest = conflict.key or ("",)
        return ENTRY[rest[2]] if key == _LISTS and rest[2:] else TABLES[self.kind].get(key)


def form_of(path: str) -> FileForm | None:
    """Return the form of the file at a path, None where danvan reads nothing out of it."""
    if path in (OFFICE_FILE, UNITS_FILE):
        return OfficeForm() if path == OFFICE_FILE else UnitsForm()
    folder, *rest = path.split("/")
    if folder not in RECORD_FOLDERS or len(rest) != 2 or not is_year(rest[0]):  # noqa: PLR2004 - year and name
        return None
    kind = RECORD_FOLDERS[folder]
    return RecordFileForm(kind, path, int(rest[0])) if record_name(RECORD_TYPES[kind], rest[1]) else None


def state_of(form: FileForm | None, data: bytes | None) -> Value | None:
    """Return what a file states, None where it is not there, or has faults."""
    if data is None or form is None:
        return None
    values, reading = form.read(data)
    return values if reading.sound else None
