"""All that is known when a book is read: wordings, names, and what the clerk says of single headings.

Whole names of units and list entries are what a section's heading, or the heading over ticks, may say.
"""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from danvan_cli.domain.abbreviations import unit_spellings
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.fields import find_key
from danvan_cli.domain.list_kinds import LIST_KINDS
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.unit_kinds import but_for_kind, place_kind
from danvan_cli.domain.vietnamese_names import KEYS, BothNames, nearest_of
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.importing.columns import fields_of
from danvan_cli.importing.detection.wanted_lists import WantedLists, meant_in
from danvan_cli.importing.detection.wordings import ALL_KINDS, EXACT, REVIEW, Wordings, groups_of, is_own_key
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.fold import bare, fold, has_diacritic
from danvan_cli.text.mark import N_

NO_COLUMN_KEY = Message(
    "no-column-key", N_("--map {heading}={value}: lists of {kind} have no “{value}”. Nearest: {near}.")
)

LEFT_OUT = "-"
_TICKED = ("kind", "rating", "origin", "field", "level", "form", "status", "purpose", "movement")
_GROUPS = frozenset(word.folded for key in _TICKED for word in groups_of(key))
_GROUPS_BEGIN = frozenset(["tt", *(word.bared.partition(" ")[0] for key in _TICKED for word in groups_of(key))])
_LETTERS = re.compile(r"[A-Z]{1,3}")
# The lists that a section's heading is looked up in; where several know it, the first that the kind of list has.
LISTS = ("kind", "level", "field", "form", "origin", "rating", "purpose", "movement", "status")


class ListNames:
    """The names of one list, matched as a whole: with diacritics all must agree, without any none needs to."""

    def __init__(self, named: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._folded: dict[str, str] = {}
        self._bared: dict[str, str] = {}
        self._shared: set[str] = set()  # that several bear, without diacritics
        for bearer, names in named:
            for name in names:
                self._folded.setdefault(fold(name), bearer)
                bared = bare(name)
                if self._bared.setdefault(bared, bearer) != bearer:
                    self._shared.add(bared)

    def find(self, text: str) -> str | None:
        """Return the id of what bears this name (of several, the first); None for none."""
        if has_diacritic(text):
            return self._folded.get(fold(text))
        return self._bared.get(bare(text)) if text else None

    def find_only(self, text: str) -> str | None:
        """Return the id of what alone bears this name."""
        return None if bare(text) in self._shared and not has_diacritic(text) else self.find(text)


@lru_cache(maxsize=4 * len(LISTS))
def _names_of_entries(entries: tuple[VocabularyEntry, ...]) -> ListNames:
    """Return a list's names, made once while the list stays the same."""
    return ListNames((entry.id, entry.names()) for entry in entries)


class UnitNamesOfLists(ListNames):
    """The names of all units, also as clerks shorten them: “P. 5”, “HPN xã Tân Lập”."""

    def find(self, text: str) -> str | None:
        """Return the id of what bears this name, however it is spelt."""
        key_of = fold if has_diacritic(text) else bare
        others = map(super().find, map(key_of, unit_spellings(text, key_of)))
        return super().find(text) or next(filter(None, others), None)


class NamesOfLists:
    """The names in all lists."""

    def __init__(self, lists: Lists) -> None:
        self.units = UnitNamesOfLists((unit.id, unit.names()) for unit in lists.units.values())
        self.lists = {name: _names_of_entries(tuple(lists.entries(name).values())) for name in LISTS}

    def entry(self, name: str, text: str) -> str | None:
        """Return the id of a list's entry of that name."""
        return self.lists[name].find(text) if name in self.lists else None

    def only_entry(self, name: str, text: str) -> str | None:
        """Return the id of a list's only entry of that name: what a heading ticks, no cell is asked about again."""
        return self.lists[name].find_only(text) if name in self.lists else None

    def is_entry(self, text: str) -> bool:
        """Whether any list has an entry of that name."""
        return any(names.find(text) for names in self.lists.values())


class OfficeNames:
    """What texts mean in this office, for what is wanted now."""

    def __init__(self, lists: Lists, wanted: WantedLists) -> None:
        self.lists = lists
        self._wanted = wanted
        self.names = NamesOfLists(lists)
        self.kinds = (wanted.kind,) if wanted.kind else ALL_KINDS
        self.wordings = {kind: Wordings(kind, lists) for kind in ALL_KINDS}
        self.mapping = {fold(heading) or heading: key for heading, key in wanted.mapping.items()}
        self.by_letters = {
            heading.strip().upper(): key
            for heading, key in wanted.mapping.items()
            if _LETTERS.fullmatch(heading.strip().upper())
        }
        self._headings = dict(wanted.mapping)
        self._keys: dict[str, str] = {}
        self._labels: dict[str, bool] = {}
        self._whole_headings: dict[str, bool] = {}
        self._whole = frozenset[str]().union(
            *(wordings.whole() for wordings in self.wordings.values()), _GROUPS, ["tt"]
        )
        self._first_words = _GROUPS_BEGIN.union(*(wordings.first_words() for wordings in self.wordings.values()))
        self._check_mapping()

    def key(self, text: str) -> str:
        """Return the key that a text means as a heading in any kind of list, "" for none.

        What is a value of a list (`Tập thể`, `Xã`) may be a heading too, but does not show that a row holds headings.
        """
        if text not in self._keys:
            self._keys[text] = self._key(text)
        return self._keys[text]

    def _key(self, text: str) -> str:
        if fold(text) in self.mapping:
            return self.mapping[fold(text)]
        if is_tt(text):
            return "number"
        if self.names.is_entry(text) or not (is_own_key(text) or bare(text).partition(" ")[0] in self._first_words):
            return ""
        matches = (wordings.find(text) for wordings in self.wordings.values())
        return next((match.key or "?" for match in matches if match), "")

    def is_heading(self, text: str) -> bool:
        """Whether a text may be a heading, above others or below: a key, a group, or a value to be ticked."""
        if text not in self._labels:
            self._labels[text] = bool(self.key(text)) or self.names.is_entry(text) or fold(text) in _GROUPS
        return self._labels[text]

    def is_over(self, text: str) -> bool:
        """Whether a text may stand over other headings: as a whole, so that `Đơn vị: Xã A` does not."""
        return self.may_head(text) or self.names.is_entry(text)

    def may_head(self, text: str) -> bool:
        """Whether a text is the whole of some heading, told quickly: thousands of rows are asked."""
        heads = self._whole_headings.get(text)
        if heads is None:
            whole = fold(text) if has_diacritic(text) else bare(text)
            is_wording = whole in self._whole and not self.names.is_entry(text)
            heads = self._whole_headings[text] = is_wording or whole in self.mapping or is_tt(text)
        return heads

    def forced(self, path: tuple[str, ...], letters: str) -> str | None:
        """Return the key that the clerk maps a column to: by its heading, whole or one of its texts, or its letters."""
        for text in (" ".join(path), *reversed(path)):
            if fold(text) in self.mapping:
                return self.mapping[fold(text)]
        return self.by_letters.get(letters)

    def meant(self, path: tuple[str, ...], letters: str) -> dict[str, str]:
        """Return what the clerk says that texts in a column mean, by the texts as they are compared."""
        return meant_in(path, letters, self._wanted.meant)

    @cached_property
    def _places_but_for_kind(self) -> frozenset[str]:
        return frozenset(bare(but_for_kind(unit.name)) for unit in self.lists.units.values() if place_kind(unit.name))

    def may_be_place(self, text: str) -> bool:
        """Whether a text begins as places do, or is what a place that is known is called, without its kind's word."""
        return bool(place_kind(text)) or bare(text) in self._places_but_for_kind

    def key_named(self, kind: str, typed: str) -> str:
        """Read the key that a heading is mapped to, or its label; raise RequestError ("no-column-key")."""
        wordings = self.wordings[kind]
        for key in (typed, _as_in_files(kind, typed)):
            if key == LEFT_OUT or key in wordings.keys or key.startswith("extra.") or self._is_tick(kind, key):
                return key
        match = None if is_own_key(typed) else wordings.find(typed)
        if match and match.key and match.grade == EXACT:
            return match.key
        heading = next((heading for heading, key in self._headings.items() if key == typed), typed)
        near = nearest_of(typed, {key: KEYS.get(key, key) for key in wordings.keys})
        named = BothNames(kind, LIST_KINDS[kind])
        raise RequestError(NO_COLUMN_KEY, heading=heading, value=typed, kind=named, near=near)

    def _is_tick(self, kind: str, typed: str) -> bool:
        key, _, entry = typed.partition("=")
        return key in ticked_fields(kind) and self.names.entry(ticked_fields(kind)[key], entry) == entry

    def _check_mapping(self) -> None:
        """Refuse keys that no kind of list has, whether the headings stand on the sheet or not."""
        for typed in self._headings.values():
            refusals = [error for kind in self.kinds if (error := self._refusal(kind, typed))]
            if len(refusals) == len(self.kinds):
                raise refusals[0]

    def _refusal(self, kind: str, typed: str) -> RequestError | None:
        try:
            self.key_named(kind, typed)
        except RequestError as refused:
            return refused
        return None


def _as_in_files(kind: str, typed: str) -> str:
    """Return a key that may be typed in Vietnamese as files have it, with the part or the value behind it."""
    fields = fields_of(MODELS.folder if kind == REVIEW else kind)
    name, sign, rest = next((parts for sign in "=." if (parts := typed.partition(sign))[1]), (typed, "", ""))
    return f"{find_key(fields, name)}{sign}{rest}"


def ticked_fields(kind: str) -> dict[str, str]:
    """Return the keys that may have a column for each value: {key: its list}."""
    if kind == REVIEW:
        return {}
    return {key: field.choices for key, field in fields_of(kind).items() if key in _TICKED and field.choices}


def is_tt(text: str) -> bool:
    """Whether a heading is `TT`, which is thứ tự or tập thể."""
    return bare(text) == "tt"
