"""Whole names of units and list entries: what a section's heading, or the heading over ticks, may say."""

from collections.abc import Iterable

from danvan_cli.index.current_lists import Lists
from danvan_cli.text.fold import bare, fold, has_diacritic

# The lists that a section's heading is looked up in; where several know it, the first that the kind of list has.
LISTS = ("kind", "level", "field", "form", "origin", "rating", "purpose", "movement", "status")


class ListNames:
    """The names of one list, matched as a whole: with diacritics all must agree, without any none needs to."""

    def __init__(self, named: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._folded: dict[str, str] = {}
        self._bared: dict[str, str] = {}
        for bearer, names in named:
            for name in names:
                self._folded.setdefault(fold(name), bearer)
                self._bared.setdefault(bare(name), bearer)

    def find(self, text: str) -> str | None:
        """Return the id of what bears this name (of several, the first); None for none."""
        if has_diacritic(text):
            return self._folded.get(fold(text))
        return self._bared.get(bare(text)) if text else None


class NamesOfLists:
    """The names in all lists."""

    def __init__(self, lists: Lists) -> None:
        self.units = ListNames((unit.id, unit.names()) for unit in lists.units.values())
        self.lists = {
            name: ListNames((entry.id, entry.names()) for entry in lists.entries(name).values()) for name in LISTS
        }

    def entry(self, name: str, text: str) -> str | None:
        """Return the id of a list's entry of that name."""
        return self.lists[name].find(text) if name in self.lists else None

    def is_entry(self, text: str) -> bool:
        """Whether any list has an entry of that name."""
        return any(names.find(text) for names in self.lists.values())
