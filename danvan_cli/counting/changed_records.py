"""What files held before and after -> which records and entries of lists changed, value by value."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from danvan_cli.domain.differences import ValueChange, reordered, value_changes
from danvan_cli.domain.errors import ReadError
from danvan_cli.domain.field_types import TEXTS
from danvan_cli.domain.fields import OFFICE, TABLES
from danvan_cli.domain.lists import built_in, replaceable, stated_by
from danvan_cli.domain.names import (
    OFFICE_FILE,
    RECORD_FOLDERS,
    REMOVED_FOLDER,
    UNITS_FILE,
    id_of,
    is_year,
    record_name,
)
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import StatedValues, read_office, read_record, read_units
from danvan_cli.domain.record_types import EVALUATIONS, RECORD_TYPES
from danvan_cli.domain.removal import Removal, read_head
from danvan_cli.store.changes import ALL_KEPT, RECORDS, Content, FileContents, between, read_contents

ADDED, REMOVED, CHANGED, UNREADABLE = "added", "removed", "changed", "unreadable"
OFFICE_TYPE, UNIT_TYPE, ENTRY_TYPE = "office", "unit", "entry"
_NAMES = {UNIT_TYPE: "name", ENTRY_TYPE: "label", OFFICE_TYPE: "office"}  # by which people call them
_READINGS_KEPT = 64  # what a commit changed into, the next one changed from

_Values = Mapping[str, Any]


class Thing(NamedTuple):
    """Something that a file states: a record, a unit, an entry of a `list`, or what the office says of itself."""

    type: str
    id: str
    list: str = ""


class _Reading(NamedTuple):
    """What a file states, and in which order its lists stand; its faults, if it cannot be counted."""

    things: Mapping[Thing, _Values]
    orders: Mapping[str, Sequence[str]]
    faults: Sequence[Problem]


class ChangedRecord(NamedTuple):
    """A record, or an entry of a list, that was added, removed or changed, or cannot be read on a side.

    `year` is the campaign year, None of lists; `title` what people call it, `model` the id of the one that it is of.
    `faults` say why it cannot be read. Where it was taken from year to year, `other_year` is the one that it went to,
    or came from. `removal` says when and why it was removed, `came_from` which model's an evaluation was before the two
    were merged: see `with_removals`. `is_mended`: it could not be read before, and can now.
    """

    type: str
    id: str
    path: str
    what: str
    changes: Sequence[ValueChange] = ()
    year: int | None = None
    title: str | None = None
    list: str = ""
    faults: Sequence[Problem] = ()
    removal: Removal | None = None
    model: str = ""
    other_year: int | None = None
    came_from: str = ""
    is_mended: bool = False

    @property
    def is_of_lists(self) -> bool:
        """Whether it is of danvan.yaml or units.yaml."""
        return self.type not in RECORD_TYPES

    @property
    def is_kept_copy(self) -> bool:
        """Whether it is what is kept of a record that was removed."""
        return self.path.startswith(f"{REMOVED_FOLDER}/")


class _Place(NamedTuple):
    """What a path says: of which type, id and year a file is."""

    path: str
    type: str
    id: str
    year: int | None = None

    def record(self, thing: Thing, what: str, **rest: Any) -> ChangedRecord:  # noqa: ANN401 - its other fields
        """Return something of this file that changed."""
        return ChangedRecord(thing.type, thing.id, self.path, what, year=self.year, list=thing.list, **rest)


def changes_between(
    root: Path, before: str, after: str | None, paths: Container[str] | None = None, *, with_copies: bool = False
) -> Iterator[ChangedRecord]:
    """Yield what differs between a commit and a later one, or the folder as it is now; with `paths`, only in these.

    `with_copies`: what is kept of removed records, too.
    """
    looked_at = ALL_KEPT if with_copies else RECORDS
    files = [file for file in between(root, before, after, looked_at) if paths is None or file.path in paths]
    for contents in read_contents(root, before, files):
        yield from changed_records(contents)


def changes_of(path: str, before: bytes | None, after: bytes | None) -> list[ChangedRecord]:
    """Return what differs between two states of a file, as `changed_records` does."""
    return changed_records(FileContents(path, (before,), after))


def changed_records(contents: FileContents) -> list[ChangedRecord]:
    """Return what changed in a file; nothing of one that is no record. Of a merge what is as in none of its parents."""
    place = _place_of(contents.path)
    if place is None or contents.after in contents.before:
        return []
    befores, after = [_read(place, content) for content in contents.before], _read(place, contents.after)
    faults: list[Problem] = []
    for fault in (fault for reading in (*befores, after) for fault in reading.faults):
        faults += [] if fault in faults else [fault]
    if faults:
        thing = Thing(place.type, place.id)
        title = _title(thing, after.things.get(thing, {}))
        return [place.record(thing, UNREADABLE, faults=faults, title=title, is_mended=_is_sound(after))]
    things = dict.fromkeys(thing for reading in (*befores, after) for thing in reading.things)
    changed = [record for thing in things for record in _changed(place, thing, befores, after)]
    if isinstance(contents.after, bytes) and contents.path.startswith(REMOVED_FOLDER):
        changed = [record._replace(removal=read_head(contents.after)) for record in changed]
    if not changed and not place.year and len(befores) == 1:  # its comments and the order of its lines, as of a record
        changed = [place.record(Thing(place.type, place.id), CHANGED)]
    return changed


def _is_sound(reading: _Reading) -> bool:
    return bool(reading.things) and not reading.faults


def with_moves(records: Iterable[ChangedRecord]) -> list[ChangedRecord]:
    """Return records that changed together; of what went from one year and came to another each says so.

    Ids are unique over all years, so what has the same one is the same thing.
    """
    listed = list(records)
    ways = {ADDED: REMOVED, REMOVED: ADDED}
    going = [record for record in listed if record.what in ways and record.year and not record.is_kept_copy]
    years = {(record.type, record.id, record.what): record.year for record in going}
    others = {record.path: years.get((record.type, record.id, ways[record.what])) for record in going}
    return [record._replace(other_year=others.get(record.path)) for record in listed]


def with_removals(records: Iterable[ChangedRecord]) -> list[ChangedRecord]:
    """Return records that changed together, with their copies; of what was removed each says when and why.

    An evaluation that came by merging says of which model's it was.
    """
    listed = list(records)
    gone = {record.path for record in listed if record.what == REMOVED and not record.is_kept_copy}
    kept, came = dict[str, Removal](), dict[str, str]()
    for copy in sorted(listed, key=lambda record: record.removal.day if record.removal else ""):
        if copy.removal and copy.what == ADDED and copy.is_kept_copy:
            path = path_kept_of(copy.path, gone)
            kept[path] = copy.removal
            model, dot, level = id_of(path).partition(".")
            if dot and copy.removal.merged_into:
                came[f"{copy.removal.merged_into}.{level}"] = model
    return [
        record._replace(removal=kept.get(record.path))
        if record.path in gone
        else record._replace(came_from=came.get(record.id, "") if record.what == ADDED else "")
        for record in listed
    ]


def path_kept_of(copy: str, gone: Container[str] = ()) -> str:
    """Return where lay what is kept under a path, in which a number stands where it was for a second time.

    `gone` are the paths of what was removed together with it: an id may end with a number as well.
    """
    path = copy.partition("/")[2]
    return path if path in gone else re.sub(r"-[0-9]+(?=\.yaml$)", "", path)


def record_at(path: str) -> ChangedRecord:
    """Return what lies at a path as something that did not change."""
    place = _place_of(path)
    return place.record(Thing(place.type, place.id), "") if place else ChangedRecord("", path, path, "")


def _place_of(path: str) -> _Place | None:
    """Return what a path says, None of what is no record and no list."""
    if path in (OFFICE_FILE, UNITS_FILE):
        return _Place(path, OFFICE_TYPE if path == OFFICE_FILE else UNIT_TYPE, id_of(path))
    parts = path.removeprefix(f"{REMOVED_FOLDER}/").split("/")
    if len(parts) != len(("models", "2020", "a.yaml")) or parts[0] not in RECORD_FOLDERS or not is_year(parts[1]):
        return None
    kind = RECORD_FOLDERS[parts[0]]
    name = record_name(RECORD_TYPES[kind], parts[2])
    return _Place(path, kind, id_of(path), int(parts[1])) if name else None


def _changed(place: _Place, thing: Thing, befores: Sequence[_Reading], after: _Reading) -> Iterator[ChangedRecord]:
    """Yield what became of something that a file states, as it is told from its (first) parent."""
    will = after.things.get(thing)
    told = [_changes(thing, reading.things.get(thing), will) + _orders(thing, reading, after) for reading in befores]
    changes = [change for change in told[0] if all(_is_among(change, others) for others in told[1:])]
    states = {thing in reading.things for reading in befores}
    what = CHANGED if will is not None and True in states else ADDED if will is not None else REMOVED
    if not changes and (len(befores) > 1 or not place.year):
        return
    if what != CHANGED and len(states) > 1:
        return  # of a merge: as in one of its parents
    values = will if will is not None else befores[0].things.get(thing, {})
    model = place.id.partition(".")[0] if thing.type == EVALUATIONS.name else str(values.get("model", ""))
    yield place.record(thing, what, changes=changes, title=_title(thing, values), model=model)


def _changes(thing: Thing, was: _Values | None, will: _Values | None) -> list[ValueChange]:
    return value_changes(TABLES[thing.type], was or {}, will or {})


def _orders(thing: Thing, before: _Reading, after: _Reading) -> list[ValueChange]:
    """Return the lists of the office whose entries stand in another order: of levels, the highest stands first."""
    if thing.type != OFFICE_TYPE:
        return []
    field = OFFICE["vocabulary"]._replace(type=TEXTS, entries="")
    return [
        ValueChange(("vocabulary", name), list(before.orders[name]), list(order), field)
        for name, order in after.orders.items()
        if reordered(before.orders.get(name, ()), order)
    ]


def _is_among(change: ValueChange, others: Iterable[ValueChange]) -> bool:
    return any((other.key, other.after) == (change.key, change.after) for other in others)


def _title(thing: Thing, values: _Values) -> str | None:
    record_type = RECORD_TYPES.get(thing.type)
    title = values.get(record_type.title if record_type else _NAMES[thing.type])
    return None if title is None else str(title)


def _read(place: _Place, content: Content) -> _Reading:
    """Return what a file states; nothing where there is none."""
    if content is None:
        is_office = place.type == OFFICE_TYPE
        return _Reading(*_with_lists({}, {}), ()) if is_office else _Reading({}, {}, ())
    if isinstance(content, ReadError):
        return _Reading({}, {}, [Problem(content.message, place.path, args=content.params)])
    return _stated(place, content)


@lru_cache(_READINGS_KEPT)
def _stated(place: _Place, data: bytes) -> _Reading:
    if place.type == OFFICE_TYPE:
        reading, lists = read_office(place.path, data, replaceable())
        things, orders = _with_lists({Thing(OFFICE_TYPE, place.id): reading.stated.values}, lists)
    elif place.type == UNIT_TYPE:
        reading, orders = read_units(place.path, data), {}
        things = {Thing(UNIT_TYPE, unit.values["id"]): unit.values for unit in reading.entries if "id" in unit.values}
    else:
        assert place.year is not None  # noqa: S101 - a record lies in a year's folder
        reading, orders = read_record(place.type, place.path, place.year, data), {}
        things = {Thing(place.type, place.id): _with_entries(place.type, reading.stated.values, reading.entries)}
    return _Reading(things, orders, [problem for problem in reading.problems if problem.rule.is_fault])


def _with_entries(kind: str, values: _Values, entries: Sequence[StatedValues]) -> _Values:
    key = RECORD_TYPES[kind].entries
    return {**values, key: [entry.values for entry in entries]} if key and entries else values


def _with_lists(
    things: dict[Thing, _Values], own: Mapping[str, Sequence[StatedValues]]
) -> tuple[dict[Thing, _Values], dict[str, list[str]]]:
    """Add the entries of all lists that hold, the office's own or the built-in ones, and the order of each list."""
    lists: dict[str, list[_Values]] = {name: [stated_by(entry) for entry in each] for name, each in built_in().items()}
    lists |= {name: [entry.values for entry in entries if "id" in entry.values] for name, entries in own.items()}
    entries = {Thing(ENTRY_TYPE, entry["id"], name): entry for name, each in lists.items() for entry in each}
    return {**things, **entries}, {name: [entry["id"] for entry in each] for name, each in lists.items()}
