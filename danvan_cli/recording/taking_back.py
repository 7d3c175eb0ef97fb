"""A commit taken back: what it did is undone key by key, and what was done since stays.

For the three-way function (`domain/threeway.py`) the state after the commit is the base, the present one is ours, and
the one before the commit is theirs. What both changed, the commit and somebody since, refuses all of it.
"""

from collections.abc import Container, Iterator, Sequence

from danvan_cli.counting.uses import evidence_named
from danvan_cli.domain.commit import Commit, LaterChange
from danvan_cli.domain.errors import RecordError, WriteError
from danvan_cli.domain.fields import Field
from danvan_cli.domain.file_forms import FileForm, form_of
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import EVIDENCE, OFFICE_FILE, REMOVED_FOLDER, UNITS_FILE, year_of
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.threeway import KeyConflict, Sides
from danvan_cli.domain.values import Value
from danvan_cli.index.problems import of_lists
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.plan import Plan, Remark, Step, fitting, plan
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.references_left import doubts_of_references, refuse_referred_to
from danvan_cli.recording.twins import SAME_AS_ANOTHER, Twins, doubts_of_changes
from danvan_cli.store.commits import CommittedFile, read_changes, read_commits, versions_since
from danvan_cli.store.source import Source
from danvan_cli.store.writing import Change
from danvan_cli.text.mark import N_

CHANGED_SINCE = Message(
    "changed-since",
    N_("Nothing was taken back, because it was changed since: {later}."),
    N_("What it is now can be changed by hand: danvan edit. Later changes can be taken back before this one."),
)
BACK_ALREADY = Message("back-already", N_("Nothing to change: it is taken back already."), severity="remark")
TAKEN_BACK = Message("taken-back", N_("Taken back: {names}"), severity="remark")

_LISTS = (OFFICE_FILE, UNITS_FILE)


def take_back(lookup: RecordLookup, commit: Commit) -> Plan:
    """Plan to take back what a commit did.

    Raise WriteError where something of it was changed since, or would go and is referred to; RecordError where a record
    would have faults; EditError; ReadError for what cannot be read.
    """
    files = [_File(lookup, change) for change in read_changes(lookup.source.root, commit.id)]
    later = [change for file in files for change in file.later_changes(commit)]
    if later:
        raise WriteError(CHANGED_SINCE, later=later)
    steps = _without_needed_evidence(lookup, [file.step() for file in files if file.is_or_comes])
    refuse_referred_to(lookup, steps)
    steps.sort(key=_place)
    named = tuple(step for step in steps if not (step.idle or step.path.startswith(f"{REMOVED_FOLDER}/")))
    planned = plan(TAKEN_BACK, steps, _doubts(lookup, steps), grave=True)
    return planned._replace(nothing=BACK_ALREADY, named=named, undoes=commit.id)


def _doubts(lookup: RecordLookup, steps: Sequence[Step]) -> list[Remark]:
    """Doubt what `check` will warn of; how it was before is how somebody left it, so none needs an answer.

    Raise WriteError where a record that comes back is there under another id by now.
    """
    if of_lists(lookup.db):
        return []
    told = [step for step in steps if step.kind in RECORD_TYPES and step.new is not None]
    _refuse_same(lookup, told, {step.path for step in steps if not step.idle})
    doubted = [*doubts_of_references(lookup, steps), *doubts_of_changes(lookup, told), *doubts(lookup, steps)]
    return [doubt._replace(severity="doubt") if doubt.needs_answer else doubt for doubt in doubted]


def _refuse_same(lookup: RecordLookup, steps: Sequence[Step], without: Container[str]) -> None:
    """Raise WriteError where a record that comes back is the same thing as one that was written since."""
    returning = [step for step in steps if step.old is None and RECORD_TYPES[step.kind].identity]
    for kind, year in dict.fromkeys((step.kind, year_of(step.path)) for step in returning):
        twins = Twins(lookup, RECORD_TYPES[kind], year, without)
        for step in returning:
            same = twins.same(step.new or {}) if (step.kind, year_of(step.path)) == (kind, year) else []
            if same and not twins.has_entries:
                raise WriteError(SAME_AS_ANOTHER, path=step.path, other=same[0].path)


class _File:
    """A file that a commit changed: what it was before and after, and what it is now."""

    def __init__(self, lookup: RecordLookup, change: CommittedFile) -> None:
        self.path, self._before, self._after = change
        self._source = lookup.source
        self._now = _read(lookup.source, self.path)
        self._form = form_of(self.path)
        self._result, self._conflicts = self._joined()

    def _joined(self) -> tuple[bytes | None, Sequence[KeyConflict]]:
        """Return what the file shall hold, and where that cannot be told."""
        if self._now in (self._before, self._after):
            return self._before, ()
        whole = [KeyConflict((), Sides(self._after, self._now, self._before))]
        states = [self._state(data) for data in (self._after, self._now, self._before)]
        if self._form is None or self._now is None or any(state is None for state in states):
            return self._now, whole
        joined = self._form.join(*states)
        if joined.conflicts:
            return self._now, joined.conflicts
        return self._form.restate(self._now, joined.value), ()

    def _state(self, data: bytes | None) -> Value | None:
        """Return what the file states, None where it is not there, or has faults."""
        if data is None or self._form is None:
            return None
        values, reading = self._form.read(data)
        return values if reading.sound else None

    def later_changes(self, commit: Commit) -> Iterator[LaterChange]:
        """Yield what was changed since, if it is in the way: its fields, and the commit that did it."""
        if self._conflicts:
            fields = self._fields_changed()
            yield LaterChange(self.path, fields, self._last_change(commit))

    def _fields_changed(self) -> tuple[Field, ...]:
        """Return the fields that are disputed; of a record that the commit made, those that are no longer as it did."""
        if self._form is None:
            return ()
        fields = [self._form.field_of(conflict) for conflict in self._conflicts if conflict.key]
        after, now = self._state(self._after), self._state(self._now)
        if not fields and self._before is None and after is not None and now is not None:
            keys = [key for key in {**after, **now} if after.get(key) != now.get(key)]
            fields = [self._form.field_of(KeyConflict((key,), Sides(None, None, None))) for key in keys]
        return tuple(dict.fromkeys(field for field in fields if field))

    def _last_change(self, commit: Commit) -> Commit | None:
        """Return the commit that made it what it is now where it is disputed; None: it is not saved yet."""
        found = ""
        for name, data in versions_since(self._source.root, commit.id, self.path):
            if not self._agrees_with_now(data):
                break
            found = name
        return next(iter(read_commits(self._source.root, [found])), None) if found else None

    def _agrees_with_now(self, data: bytes | None) -> bool:
        keys = [conflict.key for conflict in self._conflicts if conflict.key]
        state, now = self._state(data), self._state(self._now)
        if not keys or state is None or now is None:
            return data == self._now
        return all(_at(state, key) == _at(now, key) for key in keys)

    @property
    def is_or_comes(self) -> bool:
        """Whether the file is there, or will be."""
        return self._now is not None or self._result is not None

    def step(self) -> Step:
        """Return what becomes of the file; raise RecordError where it would have faults."""
        change = Change(self.path, self._now, self._result)
        if self._form is None:
            return _plain_step(change)
        old, new = (self._stated(self._form, data) for data in (self._now, self._result))
        return Step(self._form.kind, self.path, old, new, change)

    def _stated(self, form: FileForm, data: bytes | None) -> dict[str, Value] | None:
        """Return what is shown of a state: of lists, whose lines are shown, nothing."""
        if data is None:
            return None
        values, reading = form.read(data)
        if data is self._result and data != self._now:
            fitting(self.path, data)
            if not reading.sound:
                raise RecordError(reading.problems)
        return {} if self.path in _LISTS else dict(values)


def _at(state: Value, key: Sequence[str]) -> Value | None:
    """Return what stands at a way into a state; of entries by their ids, of claims all."""
    for name in key:
        if isinstance(state, list):
            named = [entry for entry in state if entry.get("id") == name]
            state = named[0] if named else state
            continue
        state = state.get(name) if isinstance(state, dict) else state
    return state


def _read(source: Source, path: str) -> bytes | None:
    """Return what a file holds now, None where there is none."""
    return source.read(path) if source.stamp(path) else None


def _plain_step(change: Change) -> Step:
    """Return the step of a file that is told of by its name alone: evidence, what was put away, others."""
    kind = EVIDENCE if change.path.startswith(f"{EVIDENCE}/") else ""
    old, new = (None if data is None else dict[str, Value]() for data in change[1:])
    return Step(kind, change.path, old, new, change)


def _without_needed_evidence(lookup: RecordLookup, steps: Sequence[Step]) -> list[Step]:
    """Leave evidence where it is that other records name as well: a file that was copied once serves several."""
    going = {step.path for step in steps if step.kind == EVIDENCE and step.new is None and not step.idle}
    if not going:
        return list(steps)
    lookup.look(None)
    planned = {step.path: step.new or {} for step in steps}
    needed = {path for values in planned.values() for path in values.get("evidence", ())}
    needed |= {path for file, named in evidence_named(lookup.db) if file not in planned for path in named}
    return [step for step in steps if step.path not in going & needed]


def _place(step: Step) -> tuple[int, int]:
    """Return where a step comes: whoever is interrupted finds no reference that leads nowhere.

    Lists and models come back first, and go last.
    """
    leads = 0 if step.path in _LISTS else 1 if step.kind == MODELS.name else 2 if step.kind in RECORD_TYPES else 3
    return (1, -leads) if step.new is None else (0, leads)
