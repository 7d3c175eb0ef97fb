"""A commit taken back: what it did is undone key by key, and what was done since stays.

For the three-way function (`domain/threeway.py`) the state after the commit is the base, the present one is ours, and
the one before the commit is theirs. What both changed, the commit and somebody since, refuses all of it.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import takewhile

from danvan_cli.counting.checks.references import UNKNOWN_VALUE
from danvan_cli.counting.uses import evidence_named
from danvan_cli.domain.commit import Commit, LaterChange, without_effect
from danvan_cli.domain.errors import ListsUnreadableError, RecordError, WriteError
from danvan_cli.domain.file_forms import FileForm, form_of, state_of
from danvan_cli.domain.lists import replaceable
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import EVIDENCE, OFFICE_FILE, REMOVED_FOLDER, UNITS_FILE, id_of, is_own, year_of
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import read_office, read_units
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.threeway import KeyConflict, KeyPath, Sides
from danvan_cli.domain.values import Value
from danvan_cli.index.current_lists import Lists, unit_of_entry
from danvan_cli.index.problems import of_lists
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.made_changes import is_undoable
from danvan_cli.recording.moved_along import is_needed, read_now, with_later_moved
from danvan_cli.recording.plan import PROBLEM, Plan, Remark, Step, fitting, plan, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.records_gone import gone_since, is_elsewhere, merged_since, type_and_name
from danvan_cli.recording.references_left import refuse_leading_nowhere, refuse_other_years, refuse_referred_to
from danvan_cli.recording.twins import SAME_AS_ANOTHER, Twins, doubts_of_changes
from danvan_cli.store.commits import CommittedFile, kept_contents, read_changes, read_commits, versions_since
from danvan_cli.store.committing import CALLED, way_out, work_begun
from danvan_cli.store.repository import own_folder
from danvan_cli.store.unsaved import unsaved_files
from danvan_cli.store.writing import Change
from danvan_cli.text.mark import N_

CHANGED_SINCE = Message(
    "changed-since",
    N_("Nothing was taken back, because it was changed since: {later}."),
    N_("To take that back first: danvan undo {revision}"),
)
CHANGED_BY_HAND = Message(
    "changed-by-hand",
    N_("Nothing was taken back, because it was changed since: {later}."),
    N_("To take that back first, keep it in the history: danvan save, and then danvan undo."),
)
CHANGED_IN_WORK = Message(
    "changed-in-work",
    N_("Nothing was taken back, because it was changed since: {later}."),
    N_("Somebody began {what} with git in this folder: whoever did finishes it first, or leaves it off ({command})."),
)
SPOILT_BY_HAND = Message(
    "spoilt-by-hand",
    N_("Nothing was taken back, because it was changed since: {later}."),
    N_("To have that file as it was kept last: danvan undo {path}"),
)
CHANGED_FOR_GOOD = Message(
    "changed-for-good",
    N_("Nothing was taken back, because it was changed since: {later}."),
    N_("What is to be otherwise can be changed by hand: danvan edit {path}"),
)
BACK_ALREADY = Message("back-already", N_("Nothing to change: it is taken back already."), severity="remark")
BROUGHT_BACK = Message(
    "brought-back",
    N_("It was deleted or spoilt by hand, and comes back as it was kept last: {names}."),
    severity="remark",
)
TAKEN_BACK = Message("taken-back", N_("Taken back: {names}"), severity="remark")

_LISTS = (OFFICE_FILE, UNITS_FILE)
_SHORT = 12  # digits of a commit, as people read and type it


def take_back(lookup: RecordLookup, commit: Commit) -> Plan:
    """Plan to take back what a commit did.

    Raise WriteError where something of it was changed since, or would go and is referred to; RecordError where a record
    would have faults; EditError; ReadError for what cannot be read; ListsUnreadableError unless it mends the lists.
    """
    return _of_all(lookup, read_changes(lookup.source.root, commit.id), commit)._replace(undoes=commit.id)


def _of_all(lookup: RecordLookup, done: Sequence[CommittedFile], commit: Commit) -> Plan:
    """Plan what becomes of what a commit did to files, of all or of none."""
    changes = with_later_moved(lookup.source, [change for change in done if not is_needed(lookup.source, change)])
    files = [_File(lookup, change) for change in changes]
    _require_lists(lookup, files)
    later = [change for file in files for change in file.later_changes(commit)]
    later += gone_since(lookup.source, commit, changes)
    later += [] if later else merged_since(lookup.source, commit, _going(files))
    if later:
        raise _changed_since(lookup, later)
    return _planned(lookup, files)


def do_again(lookup: RecordLookup, commit: Commit) -> Plan:
    """Plan to do again what a commit did, where the open state does not come from it; as `take_back`."""
    changes = read_changes(lookup.source.root, commit.id)
    reverse = [CommittedFile(change.path, change.after, change.before) for change in changes]
    return _of_all(lookup, reverse, commit)._replace(repeats=commit.id)


def _going(files: "Sequence[_File]") -> list[str]:
    """Return the files that will not be there any more, nor in another year."""
    coming = {type_and_name(file.path) for file in files if not file.goes}
    return [file.path for file in files if file.goes and type_and_name(file.path) not in coming]


def bring_back(lookup: RecordLookup, name: str) -> Plan | None:
    """Plan to have what somebody deleted or spoilt by hand as it was kept last; None where there is none of a name.

    What was changed by hand and can be read is no mistake that shows, and stays. Raise as `take_back`; WriteError too
    where it is what somebody has begun with git that cannot be read: it would be lost, for nothing can be kept then.
    """
    root = lookup.source.root
    paths = [path for path in unsaved_files(root) if is_own(path) and is_called(path, name)]
    spoilt = {path: now for path in paths if is_spoilt(path, now := read_now(lookup.source, path))}
    kept = {path: data for path, data in kept_contents(root, spoilt).items() if data is not None}
    files = [_File(lookup, CommittedFile(path, data, spoilt[path])) for path, data in kept.items()]
    if not files or any(is_elsewhere(lookup.source, path) for path in kept):
        return None
    begun = [LaterChange(path, (), None) for path in kept if spoilt[path] is not None]
    if begun and (error := _in_work(lookup, begun)):
        raise error
    _require_lists(lookup, files)
    planned = _planned(lookup, files)
    return planned._replace(remarks=(remark(BROUGHT_BACK, names=", ".join(kept)), *planned.remarks))


def is_called(path: str, name: str) -> bool:
    """Whether a file is meant by its path, or by the id of the record that it is of."""
    stem = id_of(path)
    return name in (path, path.removesuffix(".yaml"), stem, stem.partition(".")[0])


def is_spoilt(path: str, data: bytes | None) -> bool:
    """Whether a file is gone, or cannot be read as what it is."""
    form = form_of(path)
    return data is None or (form is not None and not form.read(data)[1].sound)


def _planned(lookup: RecordLookup, files: "Sequence[_File]") -> Plan:
    """Plan what becomes of files."""
    steps = _without_needed_evidence(lookup, [file.step() for file in files if file.is_or_comes])
    refuse_referred_to(lookup, steps)
    steps.sort(key=_place)
    named = tuple(step for step in steps if not (step.idle or step.path.startswith(f"{REMOVED_FOLDER}/")))
    lists = _lists_after(lookup, steps)
    planned = plan(TAKEN_BACK, steps, _doubts(lookup, steps, lists), grave=True)
    return planned._replace(nothing=BACK_ALREADY, named=named, lists=lists)


def _lists_after(lookup: RecordLookup, steps: Sequence[Step]) -> Lists:
    """Return the lists with the units that come back; those that go are named once more."""
    coming = next((step.change.after for step in steps if step.path == UNITS_FILE), None)
    units = read_units(UNITS_FILE, coming).entries if coming else []
    return lookup.lists.with_units(unit_of_entry(unit.values) for unit in units)


def _require_lists(lookup: RecordLookup, files: Sequence["_File"]) -> None:
    """Raise ListsUnreadableError where danvan.yaml or units.yaml cannot be read, and would not be mended."""
    broken = of_lists(lookup.db)
    mended = [file.path for file in files if file.is_mended]
    if any(problem.path not in mended for problem in broken):
        raise ListsUnreadableError(broken)


def _changed_since(lookup: RecordLookup, later: Sequence[LaterChange]) -> WriteError:
    """Return the refusal that says what was changed since, and how the last of that is taken back."""
    unkept = [change.path for change in later if change.commit is None]
    if unkept and (error := _in_work(lookup, later)):
        return error
    if spoilt := [path for path in unkept if is_spoilt(path, read_now(lookup.source, path))]:
        return WriteError(SPOILT_BY_HAND, later=later, path=spoilt[0])
    if unkept:
        return WriteError(CHANGED_BY_HAND, later=later)
    last = max(later, key=lambda change: change.commit.seconds if change.commit else 0)
    if last.commit is None or not is_undoable(last.commit):
        return WriteError(CHANGED_FOR_GOOD, later=later, path=last.path)
    return WriteError(CHANGED_SINCE, later=later, revision=last.commit.id[:_SHORT])


def _in_work(lookup: RecordLookup, later: Sequence[LaterChange]) -> WriteError | None:
    """Return the refusal that names what somebody began with git, None where nothing is begun."""
    work = work_begun(own_folder(lookup.source.root).parent)
    return WriteError(CHANGED_IN_WORK, later=later, what=CALLED[work], command=way_out(work)) if work else None


def _doubts(lookup: RecordLookup, steps: Sequence[Step], lists: Lists) -> list[Remark]:
    """Doubt what `check` will warn of; how it was before is how somebody left it, so none needs an answer.

    Raise WriteError where a record that comes back is there by now, under another id or in another year, or names what
    is not where it was.
    """
    if of_lists(lookup.db):
        return []
    told = [step for step in steps if step.kind in RECORD_TYPES and step.new is not None]
    _refuse_same(lookup, told, {step.path for step in steps if not step.idle})
    refuse_leading_nowhere(lookup, steps)
    refuse_other_years(lookup, steps)
    doubted = [*doubts_of_changes(lookup, told), *doubts(lookup, steps, lists)]
    coming = set(_coming_entries(steps))
    return [
        doubt._replace(severity="doubt") if doubt.needs_answer else doubt
        for doubt in doubted
        if not (doubt.message is PROBLEM and _is_of_entry(doubt.args["problem"], coming))
    ]


def _coming_entries(steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    """Yield (list, id) of the entries that danvan.yaml will have."""
    data = next((step.change.after for step in steps if step.path == OFFICE_FILE), None)
    for name, entries in read_office(OFFICE_FILE, data or b"", replaceable())[1].items():
        yield from ((name, str(entry.values.get("id"))) for entry in entries)


def _is_of_entry(problem: Problem, entries: Container[tuple[str, str]]) -> bool:
    """Whether a problem is that a list lacks one of these entries."""
    return problem.rule is UNKNOWN_VALUE and (problem.args["list"], problem.args["value"]) in entries


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
        self._now = read_now(lookup.source, self.path)
        self._form = form_of(self.path)
        self._result, self._conflicts = self._joined()

    def _joined(self) -> tuple[bytes | None, Sequence[KeyConflict]]:
        """Return what the file shall hold, and where that cannot be told."""
        if self._now in (self._before, self._after):
            return self._before, ()
        whole = [KeyConflict((), Sides(self._after, self._now, self._before))]
        states = [state_of(self._form, data) for data in (self._after, self._now, self._before)]
        if self._form is None or self._now is None or any(state is None for state in states):
            return self._now, whole
        joined = self._form.join(*states)
        if joined.conflicts:
            return self._now, joined.conflicts
        return self._form.restate(self._now, joined.value), ()

    def later_changes(self, commit: Commit) -> Iterator[LaterChange]:
        """Yield what was changed since, if it is in the way: its fields, and the commit that did it."""
        if self._conflicts and self._form is None:
            yield LaterChange(self.path, (), self._last_change(commit, []))
        elif self._conflicts and self._form:
            ways = self._disputed()
            fields = [self._form.field_of(KeyConflict(way, Sides(None, None, None))) for way in ways]
            named = dict.fromkeys(field for field in fields if field)
            yield LaterChange(self.path, tuple(named), self._last_change(commit, ways))

    def _disputed(self) -> list[KeyPath]:
        """Return the ways to what is no longer as the commit left it; of what is disputed whole, to its parts."""
        after, now = state_of(self._form, self._after), state_of(self._form, self._now)
        ways = (conflict.key for conflict in self._conflicts)
        return [part for way in ways for part in _differing(way, _at(after, way), _at(now, way))]

    def _last_change(self, commit: Commit, ways: Sequence[KeyPath]) -> Commit | None:
        """Return the commit that made it what it is now where it is disputed; None: it is not saved yet.

        A change that was taken back, and what took it back, did not.
        """
        versions = dict(versions_since(self._source.root, commit.id, self.path))
        commits = read_commits(self._source.root, versions)
        agreeing = [made for made in commits if self._agrees_with_now(versions[made.id], ways)]
        if commits[:1] != agreeing[:1]:
            return None
        standing = [made for made in commits if made.id not in without_effect(commits)]
        unbroken = list(takewhile(agreeing.__contains__, standing)) or list(takewhile(agreeing.__contains__, commits))
        return unbroken[-1] if unbroken else None

    def _agrees_with_now(self, data: bytes | None, ways: Sequence[KeyPath]) -> bool:
        state, now = state_of(self._form, data), state_of(self._form, self._now)
        if not any(ways) or state is None or now is None:
            return data == self._now
        return all(_at(state, way) == _at(now, way) for way in ways)

    @property
    def is_or_comes(self) -> bool:
        """Whether the file is there, or will be."""
        return self._now is not None or self._result is not None

    @property
    def goes(self) -> bool:
        """Whether the file is there, and will not be."""
        return self._now is not None and self._result is None

    @property
    def is_mended(self) -> bool:
        """Whether what the file will hold can be read."""
        return state_of(self._form, self._result) is not None

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


def _differing(way: KeyPath, before: Value | None, now: Value | None) -> list[KeyPath]:
    """Return the ways to what differs in a record or an entry; the one to anything else as it is."""
    if not (isinstance(before, Mapping) and isinstance(now, Mapping)):
        return [way]
    return [(*way, key) for key in {**before, **now} if before.get(key) != now.get(key)]


def _at(state: Value, key: Sequence[str]) -> Value | None:
    """Return what stands at a way into a state; of entries by their ids, of claims all."""
    for name in key:
        if isinstance(state, list):
            named = [entry for entry in state if entry.get("id") == name]
            state = named[0] if named else state
            continue
        state = state.get(name) if isinstance(state, dict) else state
    return state


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
