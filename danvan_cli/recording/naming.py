"""From what a clerk calls a unit, a list's value or a record to the one that she means (docs/design.md, Matching)."""

from collections.abc import Callable, Mapping
from functools import partial

from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.matching import pick, pick_whole
from danvan_cli.domain.messages import Message
from danvan_cli.domain.unit_names import NAMED_UNIT, Days
from danvan_cli.domain.unit_scope import ListHome, UnitScope
from danvan_cli.domain.unlisted_units import UnitSearch, UnlistedUnitError
from danvan_cli.domain.vocabulary import FIXED, VocabularyEntry
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_

NO_ENTRY = Message(
    "no-entry",
    N_("There is no “{value}”. Nearest: {near}. There are: {known}. To add one: danvan vocabulary add {list}"),
)
NOT_AMONG = Message("not-among", N_("There is no “{value}”. Nearest: {near}. There are: {known}."))
EMPTY_LIST = Message(
    "empty-list", N_("The office has nothing in the list “{list}” yet. To add to it: danvan vocabulary add {list}")
)

_Named = Mapping[str, tuple[str, ...]]  # {id: names}
_WORDS = {"level": "cấp", "field": "lĩnh vực"}  # that labels of a list may begin with


def find_unit(lists: Lists, typed: str, days: Days | None = None, *, takes_places: bool = True) -> str:
    """Return the id of the unit that is meant, perhaps a place for its body; raise RequestError.

    Of several that a name fits, those that were there on one of the days are meant; what was asked and answered holds.
    """
    try:
        return lists.meant.get((NAMED_UNIT, typed)) or lists.unit_names.pick(typed, days, takes_places=takes_places)
    except UnlistedError as error:
        raise _unlisted(lists, error, days) from None


def units_meant(lists: Lists, typed: str) -> set[str] | None:
    """Return the unit that is meant and all below it, None where nothing is typed; raise RequestError."""
    if not typed:
        return None
    meant = find_unit(lists, typed)
    return {unit for unit in lists.units if meant in lists.chain(unit)}


def find_unit_in_list(lists: Lists, scope: UnitScope, typed: str, days: Days | None) -> str:
    """Return the id of the unit that a list means, of which its scope decides; raise RequestError."""
    try:
        return scope.pick(typed, days)
    except UnlistedError as error:
        raise _unlisted(lists, error, days, scope.home.unit) from None


def scope_of(lists: Lists, home: ListHome, *, proposes: bool = True) -> UnitScope:
    """Return the units that a list can name which is from there."""
    return UnitScope(lists.units, lists.unit_names, home, lists.is_as_low_as_communes, proposes=proposes)


def _unlisted(lists: Lists, error: UnlistedError, days: Days | None, home: str = "") -> UnlistedUnitError:
    own = tuple(map(lists.unit_name, lists.chain(lists.setting("unit") or "")))
    search = UnitSearch(int(days.last[:4]) if days else None, lists.units, own, home)
    return UnlistedUnitError(error.message, search, **error.params)


def find_entry(lists: Lists, name: str, typed: str, year: int | None = None, *, whole: bool = False) -> str:
    """Return the id of the list's entry that is meant; raise RequestError. Those still in use in the year go first.

    `whole`: a part of its name does not do.
    """
    if not whole and (answered := lists.meant.get((name, typed))):
        return answered
    entries = lists.entries(name)
    if not entries:
        raise RequestError(EMPTY_LIST, list=name)
    named = {entry.id: _names_of(name, entry) if whole else entry.names() for entry in entries.values()}
    in_use = {entry.id: named[entry.id] for entry in entries.values() if not year or (entry.until or year) >= year}
    try:
        return _pick_likely(typed, in_use, named, pick_whole if whole else partial(pick, kind=name))
    except UnlistedError as error:
        message = NOT_AMONG if name in FIXED else NO_ENTRY
        raise UnlistedError(message, **error.params, known=", ".join(in_use), list=name) from None


def _names_of(name: str, entry: VocabularyEntry) -> tuple[str, ...]:
    """Return what an entry is called; the word that a whole list's labels begin with says nothing: “Cấp xã”, “xã”."""
    word = _WORDS.get(name)
    label = entry.label
    bare_label = label[len(word) :].strip() if word and label.casefold().startswith(f"{word} ") else ""
    return (*entry.names(), bare_label) if bare_label else entry.names()


def _pick_likely(typed: str, likely: _Named, named: _Named, pick_from: Callable[[str, _Named], str]) -> str:
    """Return the id of what is meant: by an id, else among the likely ones, else among all that are named."""
    if typed in named:
        return typed
    try:
        return pick_from(typed, likely)
    except UnlistedError:
        return pick_from(typed, named)
