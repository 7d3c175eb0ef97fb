"""What a command is about to do to the files, before it does it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from danvan_cli.domain import rules
from danvan_cli.domain.errors import RecordError, RequestError, WriteError
from danvan_cli.domain.messages import Message, Severity
from danvan_cli.domain.names import id_of, record_name, record_path, why_no_id
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.values import Value
from danvan_cli.domain.writing import record_bytes
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.store.source import most_bytes
from danvan_cli.store.writing import EXISTS, Change
from danvan_cli.text.mark import N_

# A problem that the records would have: what is wrong, and how it would be mended.
PROBLEM = Message("problem", "{problem}", severity="doubt")
NO_RECORD_FITS = Message("no-record-fits", N_("Nothing to change: no record fits."), severity="remark")
ALL_THERE = Message("all-there", N_("Nothing to change: all of it is there already."), severity="remark")


class Step(NamedTuple):
    """One file: what it states before and after, None where there is none; and its bytes.

    `evaluations` are what was found about the model that a new one carries on, for people to see beside it.
    `moved_from` is the path of the file that it was, where a record goes elsewhere.
    """

    kind: str
    path: str
    old: Mapping[str, Value] | None
    new: Mapping[str, Value] | None
    change: Change
    evaluations: tuple[Record, ...] = ()
    moved_from: str = ""

    @property
    def id(self) -> str:
        """Return the record's id, as its file is named."""
        return id_of(self.path)

    @property
    def idle(self) -> bool:
        """Whether it changes nothing."""
        return self.change.before == self.change.after

    @property
    def replaces(self) -> bool:
        """Whether something that is stated would be stated no more, or otherwise; what only grows does not."""
        new = self.new or {}
        return any(not _is_part(value, new.get(key)) for key, value in (self.old or {}).items())


class Remark(NamedTuple):
    """Something to say about a plan: the message, what fills it in, and how grave it is here."""

    message: Message
    args: Mapping[str, Any]
    severity: Severity

    @property
    def about(self) -> str:
        """Return the path of the record that it is about, "" if of none."""
        return str(self.args.get("path", ""))

    @property
    def is_doubt(self) -> bool:
        """Whether it is asked about."""
        return self.severity in ("doubt", "open", "identity", "left")

    @property
    def needs_answer(self) -> bool:
        """Whether it is never written through where nobody can be asked."""
        return self.severity in ("open", "identity")

    @property
    def is_of_identity(self) -> bool:
        """Whether it is that two records may be the same thing."""
        return self.severity == "identity"

    @property
    def is_undone(self) -> bool:
        """Whether something that was asked for is not part of the plan: the command ends with exit code 1."""
        return self.severity in ("left", "unread")


class Plan(NamedTuple):
    """What a command will do, in the order of writing. `done` says that it was done, `nothing` that nothing was.

    `echoed`: whether what it writes is shown also where nothing is asked (None: where it writes to what is there).
    `grave`: it takes something back, or ends it, so that it is shown and asked about, however little it writes. `named`
    are the steps whose records are said to be done, where that is not all that were written. `undoes` is the commit
    that it takes back, "" for none. `lists` are those that will be, where it changes them beside the records that need
    them.
    """

    done: Message
    steps: tuple[Step, ...] = ()
    remarks: tuple[Remark, ...] = ()
    grave: bool = False
    nothing: Message = NO_RECORD_FITS
    named: tuple[Step, ...] = ()
    undoes: str = ""
    repeats: str = ""
    echoed: bool | None = None
    lists: Lists | None = None

    @property
    def changes(self) -> list[Change]:
        """Return the changes of files."""
        return [step.change for step in self.steps if not step.idle]

    @property
    def is_echoed(self) -> bool:
        """Whether it is shown also where nothing is asked: it writes to what is there, maybe not to what was meant."""
        if self.echoed is not None:
            return self.echoed
        return any(step.old and step.new and not step.idle for step in self.steps)


def _is_part(old: Value, new: Value | None) -> bool:
    if isinstance(old, list) and isinstance(new, list):
        return new[: len(old)] == old
    if isinstance(old, dict) and isinstance(new, dict):
        return all(_is_part(value, new.get(key)) for key, value in old.items())
    return bool(old == new)


def remark(message: Message, /, severity: Severity | None = None, **args: Any) -> Remark:  # noqa: ANN401 - as the sentence has them
    """Make a remark, as grave as its message says, unless something else is said here."""
    return Remark(message, args, severity or message.severity)


def create(lookup: RecordLookup, record_type: RecordType, year: int, name: str, values: Mapping[str, Value]) -> Step:
    """Plan a new record; raise WriteError where its id is taken in any year, RecordError where it cannot stand.

    Raise RequestError for what is no id: the name becomes a file's.
    """
    if record_name(record_type, f"{name}.yaml") is None:
        raise RequestError(why_no_id(name), value=name)
    for taken_path, _ in lookup.paths_of(record_type, name):
        raise WriteError(EXISTS, path=taken_path)
    path = record_path(record_type, year, name)
    data = sound(record_type, path, year, values)
    return Step(record_type.name, path, None, values, Change(path, None, data))


def change(record: Record, changes: Mapping[str, Value | None]) -> Step:
    """Plan to set some keys of a record (None: to remove them); raise RecordError, or EditError."""
    from danvan_cli.domain.editing import edit_record  # noqa: PLC0415 - what is made anew does without

    new = {key: value for key, value in {**record.values, **changes}.items() if value is not None}
    sound(record.type, record.path, record.year, new)
    data = fitting(record.path, edit_record(record.kind, record.path, record.year, record.data, changes))
    return Step(record.kind, record.path, record.values, new, Change(record.path, record.data, data))


def sound(record_type: RecordType, path: str, year: int, values: Mapping[str, Value]) -> bytes:
    """Write a record as a new file would have it; raise RecordError where it has faults."""
    data = fitting(path, record_bytes(record_type.name, values, values.get("claims", ())))
    reading = read_record(record_type.name, path, year, data)
    if not reading.sound:
        raise RecordError(reading.problems)
    return data


def fitting(path: str, data: bytes) -> bytes:
    """Return what a file shall hold; raise RecordError where it is so much that it would not be read again."""
    most = most_bytes(path)
    if len(data) > most:
        raise RecordError([Problem(rules.TOO_LARGE, path, args={"size": len(data), "most": most})])
    return data


def plan(done: Message, steps: Iterable[Step], remarks: Iterable[Remark] = (), *, grave: bool = False) -> Plan:
    """Make a plan."""
    planned = tuple(steps)
    return Plan(done, planned, tuple(remarks), grave, ALL_THERE if planned else NO_RECORD_FITS)
