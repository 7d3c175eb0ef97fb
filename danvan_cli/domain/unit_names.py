"""From what a unit is called to the unit that was there at the time in question (docs/design.md, Matching).

Names come back after mergers: on 1 July 2025 many a commune began under the name of one that had ended the day before.
Whoever reads a unit's name, typed, imported or asked for, asks `UnitNames.pick` which one is meant.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from danvan_cli.domain.abbreviations import called_shortly, unit_spellings
from danvan_cli.domain.errors import AmbiguousError, UnlistedError
from danvan_cli.domain.full_names import FullNames, has_places
from danvan_cli.domain.matching import NOT_THERE, NOTHING_NEAR
from danvan_cli.domain.messages import Message
from danvan_cli.domain.namesakes import NamedUnit, Namesake, Namesakes
from danvan_cli.domain.own_bodies import full_name, place_of_body
from danvan_cli.domain.unit_kinds import body_of, is_but_for_kind, kinds_before, place_kind, spelt_out
from danvan_cli.domain.units import ancestors
from danvan_cli.text.dates import first_day, last_day
from danvan_cli.text.fold import bare, fold, has_diacritic, needle
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

SEVERAL_UNITS = Message(
    "several-units", N_("“{value}” can mean several units: {namesakes}. Write more of it, or the id.")
)

NAMED_UNIT = "unit"  # what is named, in an answer that is kept: (this, the name as it was typed)
_MOST_COMPARED = 150_000  # units, over all names of a list that nothing bears: ten names where there are 14.000
# Of a name with all that it lies in, from the hamlet up to the State; and a few names have commas.
_MOST_PARTS = 8


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


class SeveralUnitsError(AmbiguousError):
    """What was typed can mean several units, `namesakes`, in the order of the list of units."""

    def __init__(self, typed: str, namesakes: Iterable[Namesake]) -> None:
        self.typed = typed
        self.namesakes = tuple(namesakes)
        name = (NAMED_UNIT, typed)
        super().__init__(SEVERAL_UNITS, name=name, choices=self.namesakes, value=typed, namesakes=self.namesakes)


class UnitNames:
    """The names of all units, folded once: a country has some fourteen thousand, and a list names hundreds of them.

    `is_elsewhere` says of which the office, whose own unit `own` returns, knows that it has nothing to do with them.
    """

    def __init__(
        self,
        units: Mapping[str, NamedUnit],
        is_elsewhere: Callable[[str], bool] = lambda _: False,
        own: Callable[[], str] = str,
    ) -> None:
        self._units, self._own = units, own
        self.is_elsewhere = is_elsewhere
        self._nearest: dict[str, str | None] = {}

    def pick(
        self,
        typed: str,
        days: Days | None = None,
        likely: Callable[[str], bool] | None = None,
        *,
        takes_places: bool = True,
    ) -> str:
        """Return the id of the unit that is meant; raise SeveralUnitsError, or UnlistedError where none is called so.

        An id goes first. Of the units that are called so, wholly or in part, those that were there on one of the days
        are meant (`likely`: those that it says). A whole name goes before a part. But where the unit of that name was
        not there, and one that was is called so in part, both are named, unless only the word for its kind was left
        out (An Hòa, Xã An Hòa). A body without its place (UBND xã) is the office's own, or its place; one with it, that
        place where `takes_places`. Of several, one that lies elsewhere is not meant where another does not.
        """
        if typed in self._units:
            return typed
        is_likely = likely or (lambda unit: days is None or self._units[unit].existed(*days))
        whole = self.whole(typed) or self._full_names.called(typed)
        named = whole or self.own_body(typed, self._own()) or self.own_place(typed, self._own())
        own = named or (self.body_of_place(typed) if takes_places else [])
        meant = list(filter(is_likely, own))
        if not meant:
            part = self.in_part(typed)
            there = list(filter(is_likely, part))
            meant = there if not whole or self._is_all_but_kind(typed, there) else list(dict.fromkeys([*whole, *there]))
            meant = meant or part or self._full_names.called(typed, in_part=True)
        if not meant:
            near = nearest(typed, (name for unit in self._units.values() for name in unit.names()))
            raise UnlistedError(NOT_THERE, value=typed, near=near or NOTHING_NEAR)
        meant = self._nearest_by_name(typed, self.nearer(meant))
        if len(meant) > 1:
            raise SeveralUnitsError(typed, self.namesakes(meant))
        return meant[0]

    def own_body(self, typed: str, home: str) -> list[str]:
        """Return the units of a body of which only the kind of its place is said (UBND xã), seen from a unit."""
        return [unit for place in self._own_place(typed, home) for unit in self.whole(full_name(typed, place))]

    def own_place(self, typed: str, home: str) -> list[str]:
        """Return the place of such a body, which stands for one that is no unit of its own."""
        return [place.id for place in self._own_place(typed, home)]

    def body_of_place(self, typed: str) -> list[str]:
        """Return the units of a body that is named with its place (UBND xã Long Hồ), or the places standing for it."""
        body, place = body_of(typed)
        places = (self.whole(place) or self.but_for_kind(place)) if body and place else []
        kinds = {unit: kind for unit in places if (kind := place_kind(self._units[unit].name))}
        bodies = (unit for kind in kinds.values() for unit in self.whole(f"{body} {kind}"))
        return [unit for unit in bodies if self._units[unit].parent in kinds] or list(kinds)

    def _own_place(self, typed: str, home: str) -> list[NamedUnit]:
        chain = [self._units[unit] for unit in ancestors(self._units, home) if unit in self._units]
        place = place_of_body(typed, chain)
        return [place] if place else []

    def bearing(self, typed: str) -> list[str]:
        """Return the units that are called so: by a whole name or other spelling, perhaps with what they lie in."""
        return self._nearest_by_name(typed, self.whole(typed) or self._full_names.called(typed))

    def in_full(self, typed: str) -> list[str]:
        """Return the units whose whole name it is with what they lie in, their days or an id behind it."""
        return self._nearest_by_name(typed, self._full_names.called(typed)) if has_places(typed) else []

    def _nearest_by_name(self, typed: str, units: list[str]) -> list[str]:
        """Leave out of several units those that lie deeper in what was named than others do."""
        return (len(units) > 1 and self._full_names.right_below(typed, units)) or units

    def is_shared(self, unit: str, days: Days | None) -> bool:
        """Whether another unit that was there on one of the days, or ever, bears a unit's name."""
        bearers = self._folded[fold(self._units[unit].name)]
        return any(bearer != unit and (days is None or self._units[bearer].existed(*days)) for bearer in bearers)

    def between_commas(self, text: str) -> list[str]:
        """Return the names between commas; as many parts as are a unit with what it lies in are one name.

        They are not two units: the one holds the other, so that nobody asks for both.
        """
        parts = [part.strip() for part in text.split(",") if part.strip()]
        names: list[str] = []
        while parts:
            runs = range(1 if parts[0] in self._units else min(len(parts), _MOST_PARTS), 1, -1)
            end = next((end for end in runs if self.bearing(", ".join(parts[:end]))), 1)
            names.append(", ".join(parts[:end]))
            parts = parts[end:]
        return names

    def nearer(self, units: list[str]) -> list[str]:
        """Leave out of several units those elsewhere, unless all are: ten provinces have a commune of one name."""
        near = [unit for unit in units if not self.is_elsewhere(unit)] if len(units) > 1 else []
        return near or units

    def told_apart(self, unit: str) -> Namesake:
        """Return what a unit is called in this folder: with what tells it from those that share its name."""
        return self._namesakes.told_apart(unit)

    @cached_property
    def _namesakes(self) -> Namesakes:
        return Namesakes(self._units)

    def whole(self, typed: str) -> list[str]:
        """Return the units whose whole name or other spelling it is, or that with its kind's word short (P. 5)."""
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
        """Return the units a part of whose name or other spelling it is, in the order of the list of units."""
        key_of, keys = (fold, self._folded) if has_diacritic(typed) else (bare, self._bared)
        parts = {needle(typed), *(needle(key_of(spelling)) for spelling in unit_spellings(typed, key_of))}
        fitting = {unit for key, units in keys.items() if any(part in f" {key} " for part in parts) for unit in units}
        return [unit for unit in self._units if unit in fitting] if fitting else []

    def nearest(self, typed: str) -> str | None:
        """Return the name nearest to one that nothing bears; None for none, and where a long list had so many such."""
        if typed not in self._nearest and len(self._nearest) * len(self._units) < _MOST_COMPARED:
            self._nearest[typed] = nearest(typed, (name for unit in self._units.values() for name in unit.names()))
        return self._nearest.get(typed)

    def namesakes(self, among: Iterable[str]) -> list[Namesake]:
        """Return units as they are told apart: by name, by what those that share theirs lie in, and all by days."""
        listed = [self._units[unit] for unit in among]
        often = Counter(fold(unit.name) for unit in listed)
        return [
            Namesake(
                unit.id,
                unit.name,
                self.told_apart(unit.id).within or (self._parent_name(unit) if often[fold(unit.name)] > 1 else ""),
                unit.since_day,
                unit.until_day,
            )
            for unit in listed
        ]

    def _parent_name(self, unit: NamedUnit) -> str:
        return self._units[unit.parent].name if unit.parent and unit.parent in self._units else ""

    def _called(self, typed: str) -> list[str]:
        """Return the units whose whole name or other spelling it is: with a diacritic all must agree."""
        key_of, units = (fold, self._folded) if has_diacritic(typed) else (bare, self._bared)
        return units.get(key_of(typed), []) or called_shortly(typed, key_of, units)

    @cached_property
    def _full_names(self) -> FullNames:
        return FullNames(self._units, self.whole, cache(self.in_part))

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
        names = (name for unit in meant for name in self._units[unit].names())
        return len(meant) == 1 and any(is_but_for_kind(name, typed) for name in names)
