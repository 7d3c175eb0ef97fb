"""Units that rows name and units.yaml does not know: which they are, of which level, and what they lie in.

What cannot be told by a name and by where the list is from is asked for: such a row has a fault that says how.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from danvan_cli.counting.outside_units import may_lie_in
from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.identity import unit_id
from danvan_cli.domain.messages import Message
from danvan_cli.domain.unit_kinds import (
    GRASS_ROOTS,
    PROVINCE,
    body_of,
    is_group,
    is_hamlet,
    kind_at_end,
    level_entry,
    levels_of_place,
    place_kind,
    places_within,
)
from danvan_cli.domain.unit_names import Days, days_of_years
from danvan_cli.domain.unit_scope import ListHome
from danvan_cli.domain.unlisted_units import UNIT_NOT_LOADED, UnlistedUnitError
from danvan_cli.domain.values import Value
from danvan_cli.importing.columns import WITHIN
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.results import ImportPart, join_parts
from danvan_cli.importing.sheet_lists import Fault
from danvan_cli.importing.unit_rows import UNIT_WITHOUT_ID, UnitChanges
from danvan_cli.index.current_lists import Lists, Unit, unit_of_entry
from danvan_cli.recording.naming import find_unit_in_list, scope_of
from danvan_cli.recording.near_units import is_nearly_called
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.recording.units import NEAR_UNIT
from danvan_cli.text.fold import bare, fold, nfc
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.domain.directory import Directory, DirectoryUnit

UNIT_WITHOUT_LEVEL = Message(
    "unit-without-level", N_("Nothing tells the level of “{value}”. Add the unit first: danvan unit add.")
)
UNIT_CANNOT_LIE = Message(
    "unit-cannot-lie",
    N_(
        "“{value}” ({level}) cannot lie in {home} ({home_level}). Say what it lies in: --parent, or add it first:"
        " {command}"
    ),
)
UNIT_OF_NO_PLACE = Message(
    "unit-of-no-place",
    N_(
        "Which one's is “{value}”? Write it with what it lies in (“{value}, …”), or say from whom the whole list is:"
        " --unit."
    ),
)
UNIT_PLACE_UNKNOWN = Message(
    "unit-place-unknown",
    N_("“{value}” lies in “{place}”, which is not in units.yaml. Add that first: danvan unit add, or unit load."),
)
UNIT_LISTED_ELSEWHERE = Message(
    "unit-listed-elsewhere",
    N_("{name} would be put in {home}; the country has it elsewhere: {place}. To load that one: {command}"),
    severity="open",
)

_JUDGES = ("authority", "by")  # who gives an award, who evaluates: often no unit of the office's
_UNIT_KEYS = ("unit", "who", WITHIN, *_JUDGES)  # of what names a unit, or what that lies in
_MOST_WORDS = 2  # that tell of which level units of a kind are: trạm y tế, chi bộ
_MOST_ROUNDS = 5  # of places in places
_MOST_ALIKE = 99


class UnknownUnit(NamedTuple):
    """A unit that a row names and units.yaml does not know, and the nearest that it knows."""

    name: str
    near: str
    fault: Fault

    @property
    def home(self) -> str:
        """Return the unit that the row is from, "" where none is known."""
        return self.fault.why.search.home if isinstance(self.fault.why, UnlistedUnitError) else ""

    @property
    def year(self) -> int | None:
        """Return the row's campaign year, if it is known."""
        return self.fault.why.search.year if isinstance(self.fault.why, UnlistedUnitError) else None

    @property
    def judges(self) -> bool:
        """Whether it is named as who gives an award, or evaluates: where the list is from says nothing of its place."""
        return self.fault.key in _JUDGES

    @property
    def days(self) -> Days | None:
        """Return the days of that year."""
        return days_of_years(self.year) if self.year else None


FindUnknown = Callable[[Lists], Sequence[UnknownUnit]]


def unknown_units(faults: Iterable[Fault]) -> list[UnknownUnit]:
    """Return the units that faults are about, for they are not known."""
    return [
        UnknownUnit(fault.why.typed, fault.why.near, fault)
        for fault in faults
        if fault.key in _UNIT_KEYS and isinstance(fault.why, UnlistedError)
    ]


def add_unknown(changes: UnitChanges, options: ImportOptions, find_unknown: FindUnknown) -> UnitChanges:
    """Add the units that rows name and nobody knows.

    What other units lie in comes first: only then can be told what a row names that says it lies there.
    """
    for _ in range(_MOST_ROUNDS):
        unknown = [unit for unit in find_unknown(changes.lists) if not changes.is_refused(unit.fault)]
        places = [unit for unit in unknown if place_kind(unit.name)]
        changes = _with_added(changes, options, places)
        changes = _with_added(changes, options, [unit for unit in unknown if unit not in places])
        if not any(unit.fault.key == WITHIN for unit in unknown):
            break
    return changes


def _with_added(changes: UnitChanges, options: ImportOptions, unknown: Iterable[UnknownUnit]) -> UnitChanges:
    """Add units none of which lies in another, each once: by its name below its parent."""
    added: dict[tuple[Value, str], dict[str, Value]] = {}
    refused = dict(changes.refused)
    remarks: list[Remark] = []
    maker, near = _EntryMaker(changes.lists, options), _NearNames(changes.lists)
    for unit in unknown:
        if changes.key_of(unit.fault) in refused:
            continue
        try:
            entry, doubts = maker.entry(unit)
        except RequestError as why:
            refused[changes.key_of(unit.fault)] = why
            continue
        if added.setdefault((entry.get("parent"), fold(str(entry["name"]))), entry) is entry:
            maker.taken.add(str(entry["id"]))
            remarks += [*doubts, *near.remarks(entry)]
    if not added:
        return changes._replace(refused=refused)
    return changes._replace(
        lists=changes.lists.with_units(map(unit_of_entry, added.values())),
        entries=(*changes.entries, *added.values()),
        part=join_parts([changes.part, ImportPart(remarks=tuple(remarks))]),
        refused=refused,
    )


class _EntryMaker:
    """Makes entries of units.yaml; `taken` are all ids that others have."""

    def __init__(self, lists: Lists, options: ImportOptions) -> None:
        self._lists, self._options = lists, options
        self._levels = lists.entries("level")
        self._levels_by_beginning: defaultdict[str, list[str]] = defaultdict(list)
        for unit in lists.units.values():
            words = fold(unit.name).split()
            for number in range(1, min(_MOST_WORDS + 1, len(words))):
                self._levels_by_beginning[" ".join(words[:number])].append(unit.level)
        own = lists.setting("unit")
        self._own = own if own in lists.units else ""
        self.taken = set(lists.units)

    def entry(self, unit: UnknownUnit) -> tuple[dict[str, Value], list[Remark]]:
        """Make the entry of a unit, with what is doubtful of it; raise RequestError where something has to be said."""
        name, place = self._parted(unit)
        home = place or unit.home or (self._own if unit.judges else "")
        if unit.judges and not place and not kind_at_end(name):
            home = ""
        if not place and (levels := kind_at_end(name)) and not self._is_of(home, levels):
            home = self._options.parent
            if not home or not self._is_of(home, levels):
                raise RequestError(UNIT_OF_NO_PLACE, value=name)
        level = self._level(name, home, unit, is_of_place=bool(place))
        parent = self._parent(name, level, home, unit)
        parent, doubts = self._as_listed(name, parent, unit)
        made = unit_id(name, self.taken, _marks(self._lists, parent))
        if made is None:
            raise RequestError(UNIT_WITHOUT_ID, value=name)
        return {"id": made, "name": name, "level": level, **({"parent": parent} if parent else {})}, doubts

    def _parted(self, unit: UnknownUnit) -> tuple[str, str]:
        """Return a unit's name, and the unit that it is named with, "" for none; a comma is no part of the name.

        Nor is a hamlet's commune: Ấp 2 xã Tân Lập and Ấp 2, xã Tân Lập are one.
        Raise RequestError where what it is named with is not known.
        """
        name = nfc(unit.name)
        before, comma, place = name.rpartition(",")
        ways = [(before.strip(), place.strip())] if comma else list(places_within(name))
        scope = scope_of(self._lists, ListHome(unit.home, is_told=False), proposes=False)
        for before_place, place_name in ways:
            try:
                found = find_unit_in_list(self._lists, scope, place_name, unit.days)
            except UnlistedError:
                continue
            return (before_place if comma or is_hamlet(name) else name), found
        unknown = next((place_name for _, place_name in ways if comma or _is_proper(place_name)), "")
        if unknown and not self._options.parent and not (unit.judges and body_of(name)[0]):
            raise RequestError(UNIT_PLACE_UNKNOWN, value=name, place=unknown)
        return name, self._options.parent if unknown else ""

    def _is_of(self, unit: str, levels: Iterable[str]) -> bool:
        """Whether a unit is of one of the country's levels; of one that is not known nobody can say no."""
        entries = [level_entry(self._levels, level) for level in levels]
        return unit not in self._lists.units or self._lists.units[unit].level in entries

    def _parent(self, name: str, level: str, home: str, unit: UnknownUnit) -> str:
        for parent in filter(None, (home, self._options.parent)):
            if may_lie_in(self._lists, name, level, parent):
                return parent
        if not home:
            return ""
        raise RequestError(
            UNIT_CANNOT_LIE,
            value=name,
            level=self._levels[level].label,
            home=self._lists.called(home),
            home_level=self._levels[self._lists.units[home].level].label,
            command=_command(name, level, unit),
        )

    def _level(self, name: str, home: str, unit: UnknownUnit, *, is_of_place: bool) -> str:
        """Tell a unit's level: that of its place for a body of one, else as its first words say. Raise RequestError."""
        body, rest = body_of(name)
        if body and home and (is_of_place or not rest or kind_at_end(name)):
            return self._lists.units[home].level
        place_levels = levels_of_place(rest if body else name)
        levels = self._levels_of(place_levels, name, unit) if place_levels else self._levels_by_words(name, home)
        if not levels:
            raise RequestError(UNIT_WITHOUT_LEVEL, value=name)
        return levels[0]

    def _levels_of(self, levels: Sequence[str], name: str, unit: UnknownUnit) -> list[str]:
        """Return the level of a place; of a city as the directory has it, else as others of the folder are."""
        if len(levels) > 1:
            from danvan_cli.domain.directory import directory  # noqa: PLC0415 - hardly ever

            listed = {place.level for place in directory().called(name)[0] if place.existed_in(unit.year)}
            alike = [place.level for place in self._lists.units.values() if place_kind(place.name) == place_kind(name)]
            if len(listed) != 1 and alike:
                return [max(sorted(set(alike)), key=alike.count)]
            levels = [level for level in levels if level in listed] if len(listed) == 1 else []
        return [entry for level in levels if (entry := level_entry(self._levels, level))]

    def _levels_by_words(self, name: str, home: str) -> list[str]:
        """Return the level of units whose names begin alike and that could lie there, or that is called so."""
        words = name.split()
        for number in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
            beginning = fold(" ".join(words[:number]))
            alike = Counter(self._levels_by_beginning.get(beginning, ()))
            fitting = [level for level in alike if not home or may_lie_in(self._lists, name, level, home)]
            if fitting:
                return [max(sorted(fitting), key=alike.__getitem__)]
            if called := [entry.id for entry in self._levels.values() if beginning in map(fold, entry.names())]:
                return called
        lowest = level_entry(self._levels, GRASS_ROOTS)
        return [lowest] if lowest and is_group(name) and home else []

    def _as_listed(self, name: str, parent: str, unit: UnknownUnit) -> tuple[str, list[Remark]]:
        """Return what a place lies in as the directory has it, if that lies in the parent; doubt what it has elsewhere.

        Raise RequestError where the directory has it in something that the folder lacks.
        """
        above = self._lists.units.get(parent)
        is_province = above is not None and above.level == level_entry(self._levels, PROVINCE)
        if above is None or not place_kind(name) or not (is_province or place_kind(name) == "đặc khu"):
            return parent, []
        country, listed = _in_directory(name, unit.year)
        chains = [[place.name for place in country.chain(listed_unit.code)] for listed_unit in listed]
        here = [chain for chain in chains if fold(above.name) in map(fold, chain[1:])]
        if any(fold(chain[1]) == fold(above.name) for chain in here):
            return parent, []
        if here:
            known = [unit.id for unit in self._lists.units.values() if fold(unit.name) == fold(here[0][1])]
            if len(here) == 1 and len(known) == 1:
                return known[0], []
            if len(here) == 1:
                place = ", ".join(here[0])
                command = f'danvan unit load --for "{place}"'
                raise RequestError(UNIT_NOT_LOADED, name=place, near=unit.near, command=command)
            raise unit.fault.why
        if chains and place_kind(name) == "đặc khu":
            place = ", ".join(chains[0])
            told = remark(
                UNIT_LISTED_ELSEWHERE,
                name=name,
                home=self._lists.called(parent),
                place=place,
                command=f'danvan unit load --for "{place}"',
            )
            return parent, [told]
        return parent, []


def _command(name: str, level: str, unit: UnknownUnit) -> str:
    """Return how a unit comes in: out of the directory, if that has one such, else by hand."""
    country, listed = _in_directory(name, unit.year)
    if len(listed) == 1:
        return f'danvan unit load --for "{country.full_name(listed[0].code)}"'
    return f'danvan unit add --name "{name}" --level {level}'


def _in_directory(name: str, year: int | None) -> tuple["Directory", list["DirectoryUnit"]]:
    """Return the directory, and its units of a whole name, if there are any those of the year."""
    from danvan_cli.domain.directory import directory  # noqa: PLC0415 - only for places that are not known

    listed = directory().called(name)[0]
    return directory(), [place for place in listed if place.existed_in(year)] or listed


def _is_proper(place: str) -> bool:
    """Whether a place bears a name of its own, or a number: xã Tân Lập, phường 5."""
    rest = place[len(place_kind(place)) :].strip()
    return rest[:1].isupper() or rest[:1].isdigit()


def _marks(lists: Lists, parent: str) -> Iterator[str]:
    """Yield what tells a unit's id from others of its name: what it lies in, and that in turn; else a number."""
    chain = lists.chain(parent)
    yield from ("-".join(chain[: number + 1]) for number in range(len(chain)))
    yield from (f"{parent}-{number}".strip("-") for number in range(2, _MOST_ALIKE))


class _NearNames:
    """The units by all words of their names but one, which may be mistyped."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._units: defaultdict[tuple[str, ...], list[Unit]] = defaultdict(list)
        for unit in lists.units.values():
            for key in self._keys(unit.name):
                self._units[key].append(unit)

    @staticmethod
    def _keys(name: str) -> set[tuple[str, ...]]:
        words = bare(name).split()
        return {(*words[:left_out], "", *words[left_out + 1 :]) for left_out in range(len(words))}

    def remarks(self, entry: Mapping[str, Value]) -> list[Remark]:
        """Doubt a new unit that may be one there is, mistyped; what lies in another commune is another unit anyway."""
        name = str(entry["name"])
        alike = {unit.id: unit for key in self._keys(name) for unit in self._units.get(key, ())}
        return [
            remark(NEAR_UNIT, id=unit.id, name=unit.name)
            for unit in alike.values()
            if is_nearly_called(unit.name, name)
            and (unit.parent == entry.get("parent") or not self._lies_in_commune(unit))
        ]

    def _lies_in_commune(self, unit: Unit) -> bool:
        return unit.parent in self._lists.units and self._lists.is_as_low_as_communes(str(unit.parent))
