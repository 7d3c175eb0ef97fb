"""From what a unit is called to the unit that was there at the time in question (docs/design.md, Matching).

Names come back after mergers: on 1 July 2025 many a commune began under the name of one that had ended the day before.
Whoever reads a unit's name, typed, imported or asked for, asks `UnitNames.pick` which one is meant.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol

from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.matching import NOT_THERE, NOTHING_NEAR
from danvan_cli.domain.messages import Message
from danvan_cli.domain.unit_kinds import kinds_before
from danvan_cli.text.dates import first_day, last_day
from danvan_cli.text.fold import bare, fold, has_diacritic, needle, occurring
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

SEVERAL_UNITS = Message(
    "several-units", N_("“{value}” can mean several units: {namesakes}. Write more of it, or the id.")
)

_MOST_COMPARED = 150_000  # units, over all names of a list that nothing bears: ten names where there are 14.000
# What a unit's name may begin with, and what people leave out.
_KIND_WORDS = ("tinh", "thanh pho", "huyen", "quan", "thi xa", "thi tran", "xa", "phuong", "dac khu")


class Days(NamedTuple):
    """The days that are spoken of, as stored dates in full."""

    first: str
    last: str


def days_of_years(first: int, last: int | None = None) -> Days:
    """Return the days of a year, or of several."""
    return Days(f"{first:04}-01-01", f"{last or first:04}-12-31")


def days_of(date: str) -> Days:
    """Return the days that a stored date may be."""
    return Days(first_day(date), last_day(date))


class NamedUnit(Protocol):
    """Whatever says what a unit is called, what it lies in, and when it was there."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def level(self) -> str:
        """Return its level's id."""

    @property
    def parent(self) -> str | None:
        """Return the id of the unit that it lies in."""

    @property
    def successors(self) -> tuple[str, ...]:
        """Return the ids of the units that it became."""

    @property
    def since_day(self) -> str | None:
        """Return its first day, in full."""

    @property
    def until_day(self) -> str | None:
        """Return its last day, in full."""

    def names(self) -> tuple[str, ...]:
        """Return all by which a person may call it."""

    def existed(self, first_day: str, last_day: str) -> bool:
        """Whether it was there on any of these days."""


class Namesake(NamedTuple):
    """A unit as it is told from others: `within` is the name of its parent, where its own name does not do."""

    id: str
    name: str
    within: str
    since: str | None
    until: str | None


class SeveralUnitsError(RequestError):
    """What was typed can mean several units, `namesakes`, in the order of the list of units."""

    def __init__(self, typed: str, namesakes: Iterable[Namesake]) -> None:
        self.typed = typed
        self.namesakes = tuple(namesakes)
        super().__init__(SEVERAL_UNITS, value=typed, namesakes=self.namesakes)


class UnitNames:
    """The names of all units, folded once: a country has some fourteen thousand, and a list names hundreds of them.

    `is_elsewhere` says of which the office knows that it has nothing to do with them.
    """

    def __init__(self, units: Mapping[str, NamedUnit], is_elsewhere: Callable[[str], bool] = lambda _: False) -> None:
        self._units = units
        self.is_elsewhere = is_elsewhere
        self._nearest: dict[str, str | None] = {}

    def pick(self, typed: str, days: Days | None = None, likely: Callable[[str], bool] | None = None) -> str:
        """Return the id of the unit that is meant; raise SeveralUnitsError, or UnlistedError where none is called so.

        An id goes first. Of the units that are called so, wholly or in part, those that were there on one of the days
        are meant (`likely`: those that it says). A whole name goes before a part. But where the unit of that name was
        not there, and one that was is called so in part, both are named, unless only the word for its kind was left
        out (An Hòa, Xã An Hòa). Of several, one that lies elsewhere is not meant where another does not.
        """
        if typed in self._units:
            return typed
        is_likely = likely or (lambda unit: days is None or self._units[unit].existed(*days))
        whole = self._called(typed)
        meant = list(filter(is_likely, whole))
        if not meant:
            part = self._called_in_part(typed)
            there = list(filter(is_likely, part))
            meant = there if not whole or self._is_all_but_kind(typed, there) else list(dict.fromkeys([*whole, *there]))
            meant = meant or part or self._called_in_full(typed, is_likely)
        if not meant:
            near = nearest(typed, (name for unit in self._units.values() for name in unit.names()))
            raise UnlistedError(NOT_THERE, value=typed, near=near or NOTHING_NEAR)
        meant = self._nearer(meant)
        if len(meant) > 1:
            raise SeveralUnitsError(typed, self.namesakes(meant))
        return meant[0]

    def called(self, name: str, days: Days) -> str:
        """Return the one unit of the days whose whole name or other spelling this is, "" for none, or several."""
        meant = [unit for unit in self._folded.get(fold(name), ()) if self._units[unit].existed(*days)]
        meant = self._nearer(meant)
        return meant[0] if len(meant) == 1 else ""

    def _nearer(self, meant: list[str]) -> list[str]:
        """Leave out of several units those elsewhere, unless all are: ten provinces have a commune of one name."""
        near = [unit for unit in meant if not self.is_elsewhere(unit)] if len(meant) > 1 else []
        return near or meant

    def whole(self, typed: str) -> list[str]:
        """Return the units whose whole name or other spelling it is, or that with its kind's word short (P. 5)."""
        from danvan_cli.domain.directory import spelt_out  # noqa: PLC0415 - only what is found nowhere else

        return self._called(typed) or self._called(spelt_out(typed))

    def but_for_kind(self, typed: str) -> list[str]:
        """Return the units whose name it is but for its kind's word: Lái Hiếu for Phường Lái Hiếu."""
        key_of = fold if has_diacritic(typed) else bare
        key = key_of(typed)
        units = (unit for kind in kinds_before(typed) for unit in self.keyed(f"{kind} {key}", key_of))
        return list(dict.fromkeys(units))

    def keyed(self, key: str, key_of: Callable[[str], str]) -> list[str]:
        """Return the units one of whose names has a key, by `fold` or `bare`."""
        return (self._folded if key_of is fold else self._bared).get(key, [])

    def in_part(self, typed: str) -> list[str]:
        """Return the units a part of whose name it is."""
        return self._called_in_part(typed)

    def nearest(self, typed: str) -> str | None:
        """Return the name nearest to one that nothing bears; None for none, and where a long list had so many such."""
        if typed not in self._nearest and len(self._nearest) * len(self._units) < _MOST_COMPARED:
            self._nearest[typed] = nearest(typed, (name for unit in self._units.values() for name in unit.names()))
        return self._nearest.get(typed)

    def nearer(self, units: list[str]) -> list[str]:
        """Leave out of several units those with which the office has nothing to do, unless all are such."""
        return self._nearer(units)

    def namesakes(self, among: Iterable[str]) -> list[Namesake]:
        """Return units as they are told apart: by name, by the parent of those that share theirs, by days."""
        listed = [self._units[unit] for unit in among]
        often = Counter(fold(unit.name) for unit in listed)
        return [
            Namesake(
                unit.id,
                unit.name,
                self._parent_name(unit) if often[fold(unit.name)] > 1 else "",
                unit.since_day,
                unit.until_day,
            )
            for unit in listed
        ]

    def _parent_name(self, unit: NamedUnit) -> str:
        return self._units[unit.parent].name if unit.parent and unit.parent in self._units else ""

    def _called(self, typed: str) -> list[str]:
        """Return the units whose whole name or other spelling it is: with a diacritic all must agree."""
        return self._folded.get(fold(typed), []) if has_diacritic(typed) else self._bared.get(bare(typed), [])

    def _called_in_part(self, typed: str) -> list[str]:
        part = needle(typed)
        keys = self._folded if has_diacritic(typed) else self._bared
        fitting = {unit for key, units in keys.items() if part in f" {key} " for unit in units}
        return [unit for unit in self._units if unit in fitting] if fitting else []

    def _called_in_full(self, typed: str, is_likely: Callable[[str], bool]) -> list[str]:
        """Return the units named with their kind's word short, or with what they lie in: “X. Tân Thành, Đồng Tháp”.

        Ids are no such names: between commas they are two units.
        """
        from danvan_cli.domain.directory import spelt_out  # noqa: PLC0415 - only what is found nowhere else

        name, *above = typed.split(",")
        as_it_stands = spelt_out(name) == name and not above
        if as_it_stands or not self._units.keys().isdisjoint(part.strip() for part in (name, *above)):
            return []
        placed = [unit for unit in self._called(spelt_out(name)) if self._lies_in(unit, above)]
        return list(filter(is_likely, placed)) or placed

    def _lies_in(self, unit: str, above: Iterable[str]) -> bool:
        """Whether units that these are parts of the names of lie above one, nearest first."""
        higher = self._above(unit)
        return all(any(any(map(occurring(part), self._units[name].names())) for name in higher) for part in above)

    def _above(self, unit: str) -> Iterator[str]:
        """Yield what a unit lies in, nearest first."""
        seen = {unit}
        while (parent := self._units[unit].parent) and parent in self._units and parent not in seen:
            seen.add(parent)
            yield (unit := parent)

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        return self._by_key(fold)

    @cached_property
    def _bared(self) -> dict[str, list[str]]:
        return self._by_key(bare)

    def _by_key(self, key_of: Callable[[str], str]) -> dict[str, list[str]]:
        by_key: defaultdict[str, list[str]] = defaultdict(list)
        for unit in self._units.values():
            for key in dict.fromkeys(map(key_of, unit.names())):
                by_key[key].append(unit.id)
        return by_key

    def _is_all_but_kind(self, typed: str, meant: list[str]) -> bool:
        """Whether what was typed is the one unit's name without the word for its kind."""
        key = bare(typed)
        names = (bare(name) for unit in meant for name in self._units[unit].names())
        return len(meant) == 1 and any(name in (f"{kind} {key}" for kind in _KIND_WORDS) for name in names)
