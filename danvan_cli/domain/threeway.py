"""Two changes of one thing come together by its keys: what either side changed holds, what both did otherwise does not.

Values are joined one by one, mappings by their keys, lists as sets with an order, claims by what they ask, units and
entries of lists by their ids: by the tables of fields, so that a new key needs nothing here. Taking back asks it with
the state after a change as `base`, the present one as `ours` and the one before as `theirs`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.domain.field_types import ENTRIES, LISTS
from danvan_cli.domain.fields import STATEMENTS, TABLES, Field
from danvan_cli.domain.identity import claim_identity
from danvan_cli.domain.lists import built_in, stated_by
from danvan_cli.domain.record_types import PUBLISHED_FIGURES
from danvan_cli.domain.values import Value

KeyPath = tuple[str, ...]
Entry = Mapping[str, Value]
_Identity = Callable[[Entry], Hashable]
_BEGINNING = object()
_ABSENT: tuple[Value, ...] = (None, "", [], {}, ())
# Keys that are one value: a claim is a number, or at least one, or unknown; and the conditions of a figures file, where
# a side changed them, are part of what each of its claims asks.
_TOGETHER = {"claim": STATEMENTS, PUBLISHED_FIGURES.name: ("where", "claims")}


class Sides(NamedTuple):
    """What both sides come from, and what each has made of it; None where nothing is stated."""

    base: Value | None
    ours: Value | None
    theirs: Value | None

    @property
    def is_settled(self) -> bool:
        """Whether at most one side changed it, or both did alike."""
        return self.ours in (self.base, self.theirs) or self.theirs == self.base

    @property
    def settled(self) -> Value | None:
        """Return what it is then."""
        return self.theirs if self.ours == self.base else self.ours

    def at(self, key: str) -> "Sides":
        """Return what is stated under a key; what says nothing is not stated."""
        values = ((side or {}).get(key) for side in self)
        return Sides(*(None if value in _ABSENT else value for value in values))


class KeyConflict(NamedTuple):
    """What both sides changed, and not alike: the way to it, () for the whole, and what they state."""

    key: KeyPath
    sides: Sides


class Joined(NamedTuple):
    """What two changes come to, None where it is no longer there; in conflicts it is ours."""

    value: Value | None
    conflicts: tuple[KeyConflict, ...]


def join_records(kind: str, year: int, base: Entry | None, ours: Entry | None, theirs: Entry | None) -> Joined:
    """Join a record of a campaign year, None where a side has none; claims stand under their key."""
    joining = _Joining(year)
    value = joining.entry(kind, (), Sides(base, ours, theirs))
    return Joined(value, tuple(joining.conflicts))


def join_office(base: Entry, ours: Entry, theirs: Entry) -> Joined:
    """Join danvan.yaml; its lists stand under `vocabulary`, {name: entries}."""
    return join_records("office", 0, base, ours, theirs)


def join_units(base: Sequence[Entry], ours: Sequence[Entry], theirs: Sequence[Entry]) -> Joined:
    """Join the units of units.yaml."""
    joining = _Joining(0)
    value = joining.entries("unit", (), Sides(base, ours, theirs), _by_id)
    return Joined(value, tuple(joining.conflicts))


class _Joining:
    """Joins values, and gathers where that cannot be done."""

    def __init__(self, year: int) -> None:
        self._year = year
        self.conflicts: list[KeyConflict] = []

    def entry(self, table: str, path: KeyPath, sides: Sides) -> Value | None:
        """Join a mapping that a table describes; one that a side removed and the other changed is a conflict."""
        if sides.is_settled:
            return sides.settled
        if sides.ours is None or sides.theirs is None:
            return self._conflict(path, sides)
        together = self._together(table, sides)
        values = self._whole(path, together, sides)
        for key, field in TABLES[table].items():
            if key not in together:
                values[key] = self._field(field, (*path, key), sides.at(key))
        return {key: values[key] for key in TABLES[table] if values.get(key) not in _ABSENT}

    def _together(self, table: str, sides: Sides) -> Sequence[str]:
        """Return the keys that are one value together."""
        if table == PUBLISHED_FIGURES.name and len({repr(where) for where in sides.at("where")}) == 1:
            return ()
        return _TOGETHER.get(table, ())

    def _whole(self, path: KeyPath, keys: Sequence[str], sides: Sides) -> dict[str, Value]:
        parts = Sides(*({key: (side or {}).get(key) for key in keys} for side in sides))
        if parts.is_settled:
            return dict(parts.settled or {})
        changed = next(key for key in keys if not parts.at(key).base == parts.at(key).ours == parts.at(key).theirs)
        return dict(self._conflict((*path, changed), parts) or {})

    def _field(self, field: Field, path: KeyPath, sides: Sides) -> Value | None:
        if sides.is_settled:
            return sides.settled
        if field.type is ENTRIES:
            return self.entries(field.entries, path, sides, self._by_question)
        if field.type is LISTS:
            lists = {name: self._list(field.entries, (*path, name), sides.at(name)) for name in _keys_of(sides)}
            return {name: entries for name, entries in lists.items() if entries is not None}
        return self._value(path, sides)

    def _value(self, path: KeyPath, sides: Sides) -> Value | None:
        if sides.is_settled:
            return sides.settled
        stated = [side for side in sides if side is not None]
        if all(isinstance(side, Mapping) for side in stated):
            parts = {key: self._value((*path, key), sides.at(key)) for key in _keys_of(sides)}
            return {key: part for key, part in parts.items() if part not in _ABSENT}
        if all(isinstance(side, list) and all(isinstance(item, str) for item in side) for side in stated):
            return _joined_items(*(side or () for side in sides))
        return self._conflict(path, sides)

    def _list(self, table: str, path: KeyPath, sides: Sides) -> Value | None:
        """Join a list of the office; where a side has none, or what is left is no other, the program's own holds."""
        if sides.is_settled:
            return sides.settled
        plain = [stated_by(entry) for entry in built_in().get(path[-1], ())]
        joined = self.entries(table, path, Sides(*(plain if side is None else side for side in sides)), _by_id)
        return None if joined == plain else joined

    def entries(self, table: str, path: KeyPath, sides: Sides, identity: _Identity) -> list[Entry]:
        """Join entries of a list by what makes each the one that it is."""
        named = [_numbered(side or (), identity) for side in sides]
        joined = {
            key: self.entry(table, (*path, _name(named, key)), Sides(*(side.get(key) for side in named)))
            for key in dict.fromkeys(key for side in named for key in side)
        }
        there = {key for key, entry in joined.items() if entry is not None}
        base, ours, theirs = named
        return [joined[key] or {} for key in _ordered(base, ours, theirs, there)]

    def _by_question(self, claim: Entry) -> Hashable:
        return claim_identity(claim, self._year)

    def _conflict(self, path: KeyPath, sides: Sides) -> Value | None:
        """Note a conflict; return what stands meanwhile."""
        self.conflicts.append(KeyConflict(path, sides))
        return sides.ours


def _by_id(entry: Entry) -> Hashable:
    return str(entry.get("id"))


def _keys_of(sides: Sides) -> list[str]:
    return list(dict.fromkeys(key for side in (sides.ours, sides.theirs, sides.base) for key in side or ()))


def _numbered(items: Iterable[Value], identity: Callable[[Value], Hashable]) -> dict[Hashable, Value]:
    """Return {(identity, how many of it were before): item}, so that what stands twice is two."""
    seen: Counter[Hashable] = Counter()
    numbered: dict[Hashable, Value] = {}
    for item in items:
        key = identity(item)
        numbered[key, seen[key]] = item
        seen[key] += 1
    return numbered


def _name(named: Sequence[Mapping[Hashable, Entry]], key: Hashable) -> str:
    """Return what an entry is called: its id, or what it is about."""
    entry = next(side[key] for side in named if key in side)
    return str(entry.get("id") or entry.get("measure") or "")


def _joined_items(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Join lists of texts: what either side took out is gone, what either added is there."""
    before, mine, other = (_numbered(side, lambda item: item) for side in (base, ours, theirs))
    there = {key for key in (*mine, *other) if (key in mine) + (key in other) > (key in before)}
    return [str(mine.get(key, other.get(key))) for key in _ordered(before, mine, other, there)]


def _ordered(
    base: Iterable[Hashable], ours: Iterable[Hashable], theirs: Iterable[Hashable], there: Container[Hashable]
) -> list[Hashable]:
    """Return what is there in the order of the side that changed it, ours where both did.

    What only the other side has comes behind what it follows there.
    """
    before, mine = dict.fromkeys(base), dict.fromkeys(ours)
    is_moved = [key for key in before if key in mine] != [key for key in mine if key in before]
    leading, following = (mine, theirs) if is_moved else (dict.fromkeys(theirs), mine)
    behind: defaultdict[Hashable, list[Hashable]] = defaultdict(list)
    last: Hashable = _BEGINNING
    for key in following:
        if key in leading and key in there:
            last = key
        elif key in there:
            behind[last].append(key)
    led = (key for key in leading if key in there)
    return [*behind[_BEGINNING], *(key for leader in led for key in (leader, *behind[leader]))]
