"""From what a clerk calls a unit, a list's value or a record to the one that she means (docs/design.md, Matching)."""

from collections.abc import Mapping

from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.matching import pick
from danvan_cli.domain.messages import Message
from danvan_cli.index.current_lists import Lists, Unit
from danvan_cli.text.mark import N_

NO_ENTRY = Message("no-entry", N_("There is no “{value}”. Nearest: {near}. There are: {known}."))
EMPTY_LIST = Message(
    "empty-list", N_("The office has no list “{list}” yet. Add it under vocabulary: danvan edit danvan.yaml.")
)


def find_unit(lists: Lists, typed: str, year: int | None = None) -> str:
    """Return the id of the unit that is meant; raise RequestError.

    Names are used again after mergers: of several that a name fits, those that existed in the campaign year go first.
    """
    units = lists.units
    of_the_year = {
        unit.id: unit.names()
        for unit in units.values()
        if year is None or unit.existed(f"{year}-01-01", f"{year}-12-31")
    }
    labels = {unit.id: _with_its_days(unit) for unit in units.values()}
    return _pick_likely(typed, of_the_year, {unit.id: unit.names() for unit in units.values()}, labels)


def _with_its_days(unit: Unit) -> str:
    """Return a unit's name with its first and last day, by which those of one name are told apart."""
    days = [unit.since_day or "", unit.until_day or ""]
    return f"{unit.name}, {' → '.join(days).strip()}" if any(days) else unit.name


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


def _pick_likely(
    typed: str,
    likely: Mapping[str, tuple[str, ...]],
    named: Mapping[str, tuple[str, ...]],
    labels: Mapping[str, str] | None = None,
) -> str:
    """Return the id of what is meant: by an id, else among the likely ones, else among all that are named."""
    if typed in named:
        return typed
    try:
        return pick(typed, likely, labels)
    except UnlistedError:
        return pick(typed, named, labels)
