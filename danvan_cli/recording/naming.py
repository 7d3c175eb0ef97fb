"""From what a clerk calls a unit, a list's value or a record to the one that she means (docs/design.md, Matching)."""

from collections.abc import Mapping
from functools import partial

from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.matching import pick
from danvan_cli.domain.messages import Message
from danvan_cli.domain.unit_kinds import COMMUNE, level_entry
from danvan_cli.domain.unit_names import Days
from danvan_cli.domain.unit_scope import ListHome, UnitScope
from danvan_cli.domain.unlisted_units import Surroundings, UnlistedUnitError
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_

NO_ENTRY = Message("no-entry", N_("There is no “{value}”. Nearest: {near}. There are: {known}."))
EMPTY_LIST = Message(
    "empty-list", N_("The office has no list “{list}” yet. Add it under vocabulary: danvan edit danvan.yaml.")
)


def find_unit(lists: Lists, typed: str, days: Days | None = None) -> str:
    """Return the id of the unit that is meant; raise RequestError.

    Of several that a name fits, those that were there on one of the days are meant; what was asked and answered holds.
    """
    try:
        return lists.meant.get(typed) or lists.unit_names.pick(typed, days)
    except UnlistedError as error:
        raise _unlisted(lists, error, days) from None


def find_unit_in_list(lists: Lists, scope: UnitScope, typed: str, days: Days | None) -> str:
    """Return the id of the unit that a list means, of which its scope decides; raise RequestError."""
    try:
        return scope.pick(typed, days)
    except UnlistedError as error:
        raise _unlisted(lists, error, days, scope.home.unit) from None


def scope_of(lists: Lists, home: ListHome, *, proposes: bool = True) -> UnitScope:
    """Return the units that a list can name which is from there."""
    return UnitScope(lists.units, lists.unit_names, home, partial(is_commune, lists), proposes=proposes)


def is_commune(lists: Lists, unit: str) -> bool:
    """Whether a unit is a commune, or lies as low, by its level."""
    levels = list(lists.entries("level"))
    commune, level = level_entry(lists.entries("level"), COMMUNE), lists.units[unit].level
    return commune is not None and level in levels and levels.index(level) >= levels.index(commune)


def _unlisted(lists: Lists, error: UnlistedError, days: Days | None, home: str = "") -> UnlistedUnitError:
    own = tuple(map(lists.unit_name, lists.chain(lists.setting("unit") or "")))
    around = Surroundings(int(days.last[:4]) if days else None, lists.units, own, home)
    return UnlistedUnitError(error.message, around, **error.params)


def find_entry(lists: Lists, name: str, typed: str, year: int | None = None) -> str:
    """Return the id of the list's entry that is meant; raise RequestError. Those still in use in the year go first."""
    entries = lists.entries(name)
    if not entries:
        raise RequestError(EMPTY_LIST, list=name)
    in_use = {entry.id: entry.names() for entry in entries.values() if not year or (entry.until or year) >= year}
    try:
        return _pick_likely(typed, in_use, {entry.id: entry.names() for entry in entries.values()})
    except UnlistedError as error:
        raise UnlistedError(NO_ENTRY, **error.params, known=", ".join(in_use)) from None


def _pick_likely(typed: str, likely: Mapping[str, tuple[str, ...]], named: Mapping[str, tuple[str, ...]]) -> str:
    """Return the id of what is meant: by an id, else among the likely ones, else among all that are named."""
    if typed in named:
        return typed
    try:
        return pick(typed, likely)
    except UnlistedError:
        return pick(typed, named)
