"""A file that a person changes by hand: what she typed is checked before it takes the file's place."""

import codecs
from typing import NamedTuple

from danvan_cli.domain.errors import RecordError
from danvan_cli.domain.lists import replaceable
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE, path_in
from danvan_cli.domain.reading import FileReading, read_office, read_record, read_units
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.problems import of_lists
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.plan import Plan, Remark, Step, fitting, plan
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.twins import doubts_of_changes
from danvan_cli.store.writing import Change
from danvan_cli.text.mark import N_

EDITED = Message("edited", N_("Saved: {names}"), severity="remark")

_LISTS = {OFFICE_FILE: "office", UNITS_FILE: "unit"}


class Draft(NamedTuple):
    """A file as it was when the editor was opened; it may have faults, which is why it is edited."""

    kind: str
    path: str
    year: int
    data: bytes


def draft_of(lookup: RecordLookup, typed: str, year: int | None = None) -> Draft:
    """Return the draft of a record's file, of danvan.yaml or of units.yaml; raise RequestError, or ReadError."""
    typed = path_in(typed)
    if typed in _LISTS:
        return Draft(_LISTS[typed], typed, 0, lookup.source.read(typed))
    record_type, path, record_year = lookup.locate(typed, RECORD_TYPES.values(), year, units=lookup.units_meant)
    return Draft(record_type.name, path, record_year, lookup.source.read(path))


def replace(lookup: RecordLookup, draft: Draft, data: bytes) -> Plan:
    """Plan to put what was typed in the file's place.

    Of what `check` says of it afterwards, that is doubted which needs an answer, and whether it is the same thing as
    another record, as far as the lists can be read. Raise RecordError where it has faults, or WriteError where it is
    the same.
    """
    new = _as_written(draft.data, fitting(draft.path, data))
    reading = _read(draft, new)
    if not reading.sound:
        raise RecordError(reading.problems)
    old = _read(draft, draft.data).stated.values
    change = Change(draft.path, draft.data, new)
    step = Step(draft.kind, draft.path, old, reading.stated.values, change)
    is_doubted = draft.kind in RECORD_TYPES and not of_lists(lookup.db)
    return plan(EDITED, [step], _doubts_of(lookup, step) if is_doubted else ())


def _doubts_of(lookup: RecordLookup, step: Step) -> list[Remark]:
    asked = [doubt for doubt in doubts(lookup, [step]) if doubt.needs_answer]
    return [*asked, *doubts_of_changes(lookup, [step])]


def _read(draft: Draft, data: bytes) -> FileReading:
    if draft.kind == "unit":
        return read_units(draft.path, data)
    if draft.kind == "office":
        return read_office(draft.path, data, replaceable())[0]
    return read_record(draft.kind, draft.path, draft.year, data)


def _as_written(old: bytes, new: bytes) -> bytes:
    """Take back what some editors do to every file: a byte order mark, and Windows' line ends."""
    if not old.startswith(codecs.BOM_UTF8):
        new = new.removeprefix(codecs.BOM_UTF8)
    return new if b"\r\n" in old else new.replace(b"\r\n", b"\n")
