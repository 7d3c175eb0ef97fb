"""Which unit a list means by a name: a whole one, nearest to where the list is from (docs/design.md, section 3).

A list is a file: nobody looks at what a name in it was taken for. So a part of a name is never enough, and what several
communes have, such as a Công an xã, is the one of the list's own commune. What is typed at a prompt or behind an
option is matched by `UnitNames.pick`, which takes more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from danvan_cli.domain.errors import UnlistedError
from danvan_cli.domain.matching import NOT_THERE, NOTHING_NEAR
from danvan_cli.domain.messages import Message
from danvan_cli.domain.namesakes import NamedUnit
from danvan_cli.domain.unit_kinds import but_for_kind, spelt_out
from danvan_cli.domain.unit_names import Days, SeveralUnitsError, UnitNames
from danvan_cli.domain.units import ancestors
from danvan_cli.text.fold import bare, fold, has_diacritic
from danvan_cli.text.mark import N_

UNIT_BEYOND = Message(
    "unit-beyond",
    N_(
        "There is no “{value}” in {home}; elsewhere there are: {namesakes}. If one of them is meant, write what it"
        " lies in behind it: {example}."
    ),
)

_MOST_PROPOSED = 3


class ListHome(NamedTuple):
    """The unit that a list is from, or a part of it. `is_told`: somebody said so; else it is the office's own."""

    unit: str = ""
    is_told: bool = False


class UnitScope:
    """The units that a list can name, seen from its home.

    `is_commune` says which units are communes, or lie as low: what is below another one has to be named with it.
    `proposes`: for a name that nothing bears the nearest is looked for, which takes long.
    """

    def __init__(
        self,
        units: Mapping[str, NamedUnit],
        names: UnitNames,
        home: ListHome,
        is_commune: Callable[[str], bool],
        *,
        proposes: bool = True,
    ) -> None:
        self._proposes = proposes
        self._units, self._names, self.home, self._is_commune = units, names, home, is_commune
        self._above = frozenset(ancestors(units, home.unit))

    def pick(self, typed: str, days: Days | None) -> str:
        """Return the id of the unit that is meant; raise SeveralUnitsError, or UnlistedError where none is called so.

        An id goes first, then a whole name or other spelling, then one without its kind's word, then one with what it
        lies in behind it, then with its days or its id as danvan itself writes them, at last a body of the list's own
        place (UBND xã). Of these, the units that were there on one of the days go before the others.
        """
        if typed in self._units:
            return typed
        ways = (self._names.whole, self._names.but_for_kind, self._placed, self._names.in_full, self._own_body)
        units = self._meant(typed, days, ways)
        if len(units) > 1:
            raise SeveralUnitsError(typed, self._names.namesakes(units))
        if not units:
            raise self._unlisted(typed)
        return units[0]

    def called(self, name: str, days: Days) -> str:
        """Return the one unit whose whole name it is, or with what it lies in; "" for none, or several."""
        units = self._meant(name, days, (self._names.whole, self._placed, self._names.in_full))
        return units[0] if len(units) == 1 else ""

    def _meant(self, typed: str, days: Days | None, ways: Iterable[Callable[[str], Iterable[str]]]) -> list[str]:
        """Return the nearest units that are called so in the first of some ways, of the days if any of them was."""
        called: list[list[str]] = []
        for way in ways:
            units = list(dict.fromkeys(way(typed)))
            is_placed = way in (self._placed, self._names.in_full)
            called.append(units if is_placed else self._in_scope(typed, units))
            there = [unit for unit in called[-1] if days is None or self._units[unit].existed(*days)]
            if there:
                return self._nearest(there)
        return next((self._nearest(units) for units in called if units), [])

    def _nearest(self, called: list[str]) -> list[str]:
        """Return of the units called so those below the home, itself included; else those above it; else the others.

        Where nobody said where the list is from, those with which the office has to do otherwise go with the first: its
        communes of before and after a merger lie below others.
        """
        if len(called) == 1:
            return called
        below = [unit for unit in called if self.home.unit in ancestors(self._units, unit)]
        above = [unit for unit in called if unit in self._above]
        others = [unit for unit in called if unit not in (*below, *above)]
        near = [unit for unit in others if not (self.home.is_told or self._names.is_elsewhere(unit))]
        return [unit for unit in called if unit in (*below, *near)] or above or self._names.nearer(others)

    def _own_body(self, typed: str) -> list[str]:
        return self._names.own_body(typed, self.home.unit)

    def _in_scope(self, typed: str, called: list[str]) -> list[str]:
        """Leave out the units that lie below another commune than the list's, unless they are named with it."""
        return [unit for unit in called if self._lies_near(unit) or self._is_named_with_place(typed, unit)]

    def _lies_near(self, unit: str) -> bool:
        if not self.home.is_told:
            return True
        chain = ancestors(self._units, unit)
        others = (above for above in chain[1:] if above not in self._above and self._is_commune(above))
        return self.home.unit in chain or not any(others)

    def _is_named_with_place(self, typed: str, unit: str) -> bool:
        key_of = fold if has_diacritic(typed) else bare
        places = {f" {key_of(text)}" for name in self._names_above(unit) for text in (name, but_for_kind(name))}
        return key_of(typed).endswith(tuple(places))

    def _placed(self, typed: str) -> Iterator[str]:
        """Yield the units named with what they lie in: `Khóm 3, phường 5`, `P. 5, Bình An`, `Công an xã Tân Thành`."""
        key_of = fold if has_diacritic(typed) else bare
        whole = key_of(", ".join(map(spelt_out, typed.split(","))))
        words = whole.split()
        for number in range(len(words) - 1, 0, -1):
            name, place = " ".join(words[:number]), " ".join(words[number:])
            for unit in self._names.keyed(name, key_of) or self._names.but_for_kind(name):
                known = {key_of(text) for above in self._names_above(unit) for text in (above, but_for_kind(above))}
                # Công an phường · 2: the kind's word ends the one name and begins the other.
                joint = (key for key in known if key.endswith(f" {place}") and whole.endswith(f" {key}"))
                if place in known or any(joint):
                    yield unit

    def _names_above(self, unit: str) -> list[str]:
        return [name for above in ancestors(self._units, unit)[1:] for name in self._units[above].names()]

    def _unlisted(self, typed: str) -> UnlistedError:
        """Return the error that no unit is called so: with those elsewhere that are, or what else may be meant."""
        namesakes = self._names.namesakes(self._names.whole(typed))
        if namesakes:
            place = self._units[self._units[namesakes[0].id].parent or ""].name
            example, home = f"{typed}, {place}", self._names.told_apart(self.home.unit)
            params = {"home": home, "namesakes": tuple(namesakes), "example": example}
            return UnlistedError(UNIT_BEYOND, value=typed, near=NOTHING_NEAR, **params)
        in_part = [self._units[unit].name for unit in self._names.in_part(typed)] if self._proposes else []
        near = "; ".join(dict.fromkeys(in_part)) if 0 < len(in_part) <= _MOST_PROPOSED else None
        places = self._names.own_place(typed, self.home.unit) or self._names.body_of_place(typed)
        near = near or next((self._units[place].name for place in places), None)
        near = near or (self._names.nearest(typed) if self._proposes else None)
        return UnlistedError(NOT_THERE, value=typed, near=near or NOTHING_NEAR)
