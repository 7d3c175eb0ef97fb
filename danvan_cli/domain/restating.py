"""A file that a person may have edited, and all that it shall state -> that file, with what stays as it was.

Where `editing` sets single keys, this makes a whole file say something else: claims, units and entries of lists come
and go, too.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from danvan_cli.domain.editing import (
    EditStep,
    change_steps,
    joined,
    keys_before,
    read_units_once,
    require_sound,
    split_items,
    take_steps,
)
from danvan_cli.domain.errors import EditError
from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.identity import claim_identity
from danvan_cli.domain.lists import replaceable
from danvan_cli.domain.nodes import decode
from danvan_cli.domain.pieces import YamlText
from danvan_cli.domain.problem import ProblemLog
from danvan_cli.domain.reading import StatedValues, read_office, read_record
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.splicing import Path, append_items, insert_item, remove_item, remove_key, set_value
from danvan_cli.domain.values import Value
from danvan_cli.domain.writing import FlowValue, Shape, entry_shape, flow, shapes

Entry = Mapping[str, Value]
_Shapes = dict[str, Shape]
_Named = dict[Hashable, _Shapes]
_LISTS = "vocabulary"


def restate_record(kind: str, path: str, year: int, data: bytes, wanted: Entry) -> bytes:
    """Make a record's file state these values, and no others; claims stand under their key.

    Raise EditError, and ValueError for a file with faults.
    """
    reading = require_sound(read_record(kind, path, year, data))
    key = RECORD_TYPES[kind].entries
    plain = {name: value for name, value in wanted.items() if name != key}
    was, will = shapes(TABLES[kind], reading.stated.values), shapes(TABLES[kind], plain)
    old = _named("claim", [entry.values for entry in reading.entries], partial(claim_identity, year=year))
    new = _named("claim", wanted.get(key, ()), partial(claim_identity, year=year))

    def steps(page: YamlText) -> Iterator[EditStep]:
        yield from change_steps(page, (), was, will, tuple(TABLES[kind]))
        if list(old.items()) != list(new.items()):
            before = keys_before(key, tuple(TABLES[kind]))
            yield from _ListChange((key,), "claim", old, new, before).steps(page)

    after = take_steps(path, data, steps)

    def is_right() -> bool:
        result = read_record(kind, path, year, after)
        claims = _shapes_of("claim", result.entries)
        return result.sound and shapes(TABLES[kind], result.stated.values) == will and claims == list(new.values())

    return _proven(path, after, is_right)


def restate_office(path: str, data: bytes, wanted: Entry) -> bytes:
    """Make danvan.yaml state these values, and no others; its lists stand under their key.

    Raise EditError, and ValueError for a file with faults.
    """
    reading, lists = read_office(path, data, replaceable())
    table = TABLES["office"]
    plain = {name: value for name, value in wanted.items() if name != _LISTS}
    was, will = shapes(table, require_sound(reading).stated.values), shapes(table, plain)
    old = {name: _named("entry", [entry.values for entry in entries], _id_of) for name, entries in lists.items()}
    new = {name: _named("entry", entries, _id_of) for name, entries in wanted.get(_LISTS, {}).items()}

    def steps(page: YamlText) -> Iterator[EditStep]:
        yield from change_steps(page, (), was, will, tuple(table))
        yield from _steps_to_lists(page, old, new)

    after = take_steps(path, data, steps)

    def is_right() -> bool:
        result, later = read_office(path, after, replaceable())
        shaped = {name: _shapes_of("entry", entries) for name, entries in later.items()}
        expected = {name: list(entries.values()) for name, entries in new.items()}
        return result.sound and shapes(table, result.stated.values) == will and shaped == expected

    return _proven(path, after, is_right)


def restate_units(path: str, data: bytes, wanted: Sequence[Entry]) -> bytes:
    """Make units.yaml list these units, and no others, in this order; comments above a unit go with it.

    Raise EditError, and ValueError for a file with faults.
    """
    entries = [entry.values for entry in require_sound(read_units_once(path, data)).entries]
    old, new = _named("unit", entries, _id_of), _named("unit", wanted, _id_of)
    head, *texts = split_items(decode(data, ProblemLog("")) or "", len(old))
    if old and not texts:  # they are not written one below the other
        if not old.keys() & new.keys():
            raise EditError(path, "the list is not written item by item")
        after = take_steps(path, data, _ListChange((), "unit", old, new).steps)
    else:
        items = dict(zip(old, texts, strict=True))
        after = joined(data, list(_rearranged(path, head, items, old, new)))
    return _proven(path, after, lambda: _lists_units(path, after, list(new.values())))


def _proven(path: str, data: bytes, is_right: Callable[[], bool]) -> bytes:
    """Return the new file; raise EditError where it does not say what it should."""
    if not is_right():
        raise EditError(path, "the file would not say what it should")
    return data


def _lists_units(path: str, data: bytes, expected: Sequence[_Shapes]) -> bool:
    reading = read_units_once(path, data)
    return reading.sound and _shapes_of("unit", reading.entries) == expected


def _rearranged(path: str, head: str, items: Mapping[Hashable, str], old: _Named, new: _Named) -> Iterator[str]:
    """Yield the text above the units, and that of each unit; comments below one that goes stay where they are."""
    kept: dict[Hashable, str] = {}
    if new and not old:
        head = head.replace("[]", "", 1).lstrip()
    last: Hashable = None
    for name, text in items.items():
        if name in new:
            kept[name], last = text, name
            continue
        left = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
        if last is None:
            head += left
        else:
            kept[last] += left
    yield head
    for name, shape in new.items():
        text = kept.get(name, f"- {flow(FlowValue(shape))}\n")
        if name in old and old[name] != shape:
            text = _changed_item(path, text, old[name], shape)
        yield text if text.endswith("\n") else f"{text}\n"
    if not new and old:
        yield "[]\n"


def _changed_item(path: str, text: str, was: _Shapes, will: _Shapes) -> str:
    order = tuple(TABLES["unit"])
    return take_steps(path, text.encode(), lambda page: change_steps(page, (0,), was, will, order)).decode()


def _steps_to_lists(page: YamlText, old: Mapping[str, _Named], new: Mapping[str, _Named]) -> Iterator[EditStep]:
    """Yield the steps from the lists that danvan.yaml states to those that it shall state."""
    if old and not new:
        yield partial(remove_key, path=(), name=_LISTS)
        return
    missing: dict[str, Shape] = {name: _listed(entries) for name, entries in new.items() if name not in old}
    pair = page.root.pair(_LISTS)
    if missing and not (pair and pair.value.pairs):
        before = keys_before(_LISTS, tuple(TABLES["office"]))
        yield partial(set_value, path=(), name=_LISTS, value=missing, before=before)
        return
    yield from (partial(set_value, path=(_LISTS,), name=name, value=value) for name, value in missing.items())
    for name, entries in old.items():
        if name not in new:
            yield partial(remove_key, path=(_LISTS,), name=name)
        elif list(entries.items()) != list(new[name].items()):
            yield from _ListChange((_LISTS, name), "entry", entries, new[name]).steps(page)


class _ListChange(NamedTuple):
    """Entries that a list has, and those that it shall have; `before` are the keys behind which a new list comes."""

    path: Path
    table: str
    old: _Named
    new: _Named
    before: Sequence[str] | None = None

    def steps(self, page: YamlText) -> Iterator[EditStep]:
        """Yield the steps: entries are changed, removed, and added in their places."""
        if any(key in self.new for key in self.old):
            yield from self._changes(page)
            yield from self._removals()
            yield from self._additions()
        elif self.new:
            name, value = str(self.path[-1]), _listed(self.new)
            yield partial(set_value, path=self.path[:-1], name=name, value=value, before=self.before)
        else:
            yield partial(remove_key, path=self.path[:-1], name=str(self.path[-1]))

    def _changes(self, page: YamlText) -> Iterator[EditStep]:
        for number, (key, was) in enumerate(self.old.items()):
            if self.new.get(key, was) != was:
                keys = tuple(TABLES[self.table])
                yield from change_steps(page, (*self.path, number), was, self.new[key], keys)

    def _removals(self) -> Iterator[EditStep]:
        for number, key in reversed(list(enumerate(self.old))):
            if key not in self.new:
                yield partial(remove_item, path=self.path, number=number)

    def _additions(self) -> Iterator[EditStep]:
        """Yield them from the first on: those before it are there already."""
        keys = list(self.new)
        for number, key in enumerate(keys):
            entry = FlowValue(self.new[key])
            if key not in self.old and any(later in self.old for later in keys[number:]):
                yield partial(insert_item, path=self.path, number=number, new=entry)
            elif key not in self.old:
                yield partial(append_items, path=self.path, new=[entry])


def _listed(entries: _Named) -> list[Shape]:
    return [FlowValue(entry) for entry in entries.values()]


def _shapes_of(table: str, entries: Sequence[StatedValues]) -> list[_Shapes]:
    return [entry_shape(table, entry.values) for entry in entries]


def _named(table: str, entries: Sequence[Entry], identity: Callable[[Entry], Hashable]) -> _Named:
    """Return {what makes an entry the one that it is, and how many such were before: its shape}."""
    seen: Counter[Hashable] = Counter()
    named: _Named = {}
    for entry in entries:
        key = identity(entry)
        named[key, seen[key]] = entry_shape(table, entry)
        seen[key] += 1
    return named


def _id_of(entry: Entry) -> Hashable:
    return str(entry.get("id"))
