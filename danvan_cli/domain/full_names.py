"""A unit's name with what it lies in, as people write it and as danvan itself does: “Xã Tân Thành, huyện Lai Vung”."""

import re
from collections.abc import Callable, Iterator, Mapping

from danvan_cli.domain.namesakes import NamedUnit, above
from danvan_cli.domain.unit_kinds import is_called, spelt_out
from danvan_cli.text.dates import read_typed_date
from danvan_cli.text.fold import fold, occurs

# Between a name and what it lies in; a hyphen parts them between blanks only, as “Tuyên giáo-Dân vận” is one name.
_PARTING = re.compile(r"\s*[,;(·]\s*|\s+[-–—]\s+")
_WITH_ID = re.compile(r"(.*\S)\s*\(([a-z0-9-]+)\)\s*")

_FoundUnits = Callable[[str], list[str]]


class FullNames:
    """Finds units by such names; `whole` and `in_part` find those of a name, or of a part of one, that stands alone."""

    def __init__(self, units: Mapping[str, NamedUnit], whole: _FoundUnits, in_part: _FoundUnits) -> None:
        self._units = units
        self._whole, self._in_part = whole, in_part

    def called(self, typed: str, *, in_part: bool = False) -> list[str]:
        """Return the units that are called so; nothing for a name that stands alone as it is in the folder.

        Names are whole ones, whose kind's word may be missing or short; at a prompt also parts of names. The longest
        beginning counts that is a name with what follows above it: names have commas and hyphens, too. Ids are no such
        names, so that what stands between commas are two units, but behind a name in brackets.
        """
        if (with_id := _WITH_ID.fullmatch(typed)) and self._is_named(with_id[2], with_id[1]):
            return [with_id[2]]
        if not self._units.keys().isdisjoint(part.strip() for part in typed.split(",")):
            return []
        for parting in reversed(list(_PARTING.finditer(typed))):
            places = _places(typed[parting.end() :])
            if places and (units := self._placed(typed[: parting.start()], places, in_part=in_part)):
                return units
        return []

    def right_below(self, typed: str, units: list[str]) -> list[str]:
        """Return those of the units that lie right below what was named, and this right below what follows."""
        for parting in _PARTING.finditer(typed):
            places = _places(typed[parting.end() :])
            below = [unit for unit in units if self._is_chain(unit, places, is_called)]
            if below:
                return below
        return []

    def _is_chain(self, unit: str, places: list[str], is_so: Callable[[str, str], bool]) -> bool:
        chain = list(above(self._units, unit))
        return len(places) <= len(chain) and all(
            any(is_so(name, place) for name in self._units[higher].names())
            for higher, place in zip(chain, places, strict=False)
        )

    def _is_named(self, unit: str, name: str) -> bool:
        """Whether it is the id of a unit that stands behind its name, whatever else is said between them."""
        key = f"{fold(name)} "
        return unit in self._units and any(key.startswith(f"{fold(own)} ") for own in self._units[unit].names())

    def _placed(self, name: str, places: list[str], *, in_part: bool) -> list[str]:
        """Return the units of a name that lie in all places; whole names go before parts, of places as of units."""
        tests: list[Callable[[str, str], bool]] = [is_called, *([_occurs_in] if in_part else [])]
        for units in self._candidates(spelt_out(name), in_part=in_part):
            for is_so in tests:
                if placed := [unit for unit in units if all(self._lies_in(unit, place, is_so) for place in places)]:
                    return placed
        return []

    def _candidates(self, name: str, *, in_part: bool) -> Iterator[list[str]]:
        """Yield the units of a whole name, then those of which only the kind's word is left out, then of a part."""
        yield self._whole(name)
        having = [] if "," in name else self._in_part(name)
        yield [unit for unit in having if any(is_called(known, name) for known in self._units[unit].names())]
        yield having if in_part else []

    def _lies_in(self, unit: str, place: str, is_so: Callable[[str, str], bool]) -> bool:
        """Whether some unit above one is called so; or whether its own first or last day is meant, as labels say it."""
        day = read_typed_date(place.rpartition(" ")[2])
        if day and day in (self._units[unit].since_day, self._units[unit].until_day):
            return True
        return any(is_so(name, place) for higher in above(self._units, unit) for name in self._units[higher].names())


def has_places(typed: str) -> bool:
    """Whether more than a name stands there: what it lies in, behind a comma or the like."""
    return bool(_PARTING.search(typed))


def _occurs_in(known: str, typed: str) -> bool:
    return occurs(typed, known)


def _places(typed: str) -> list[str]:
    """Return the names of what a unit lies in, as they stand behind its own."""
    return [place for place in _PARTING.split(typed.replace(")", "")) if place]
