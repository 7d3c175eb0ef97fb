"""The lists of values, with how many records state each entry."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from danvan_cli.counting.uses import Uses
from danvan_cli.domain.fields import ENTRY
from danvan_cli.domain.list_names import OFFICE_LISTS, VocabularyList
from danvan_cli.domain.lists import stated_by
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.as_json import SCHEMA
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import label_of, number
from danvan_cli.view.own_words import own_list
from danvan_cli.view.record import value_text

_KEYS = ("aliases", "effective", "min", "max", "unit", "stock", "apart", "until")
_NUMBERS = ("min", "max", "records", "units")
_HEADERS = {"records": N_("Records"), "units": N_("Units of it")}
_UNSAID: dict[str, Any] = {"aliases": [], "effective": False, "stock": False, "apart": False}


def grid(named: VocabularyList, lists: Lists, used: Uses) -> Grid:
    """Return a row for each entry, in the list's order; a column only where an entry has something in it."""
    entries = list(lists.entries(named.name).values())
    columns: dict[str, Callable[[VocabularyEntry], str]] = {"label": label_of, "id": lambda entry: entry.id}
    columns |= {key: _column(lists, key) for key in _KEYS if any(key in stated_by(entry) for entry in entries)}
    columns["records"] = lambda entry: number(sum(used.get((named.name, entry.id), {}).values()))
    if named.name == "level":
        units = Counter(unit.level for unit in lists.units.values())
        columns["units"] = lambda entry: number(units[entry.id])
    rows = [[column(entry) for column in columns.values()] for entry in entries]
    headers = [translate(_HEADERS.get(key) or ENTRY[key].label) for key in columns]
    names = named.vietnamese if language() == "vi" else f"{named.name}, {named.vietnamese}"
    title = f"{translate(named.label)} ({names})"
    return Grid(title, headers, rows, [key in _NUMBERS for key in columns], whole=(1,))


def _column(lists: Lists, key: str) -> Callable[[VocabularyEntry], str]:
    def text(entry: VocabularyEntry) -> str:
        stated = stated_by(entry)
        if key == "aliases":
            return visible("; ".join(entry.aliases))
        return value_text(stated[key], ENTRY[key], lists) if key in stated else ""

    return text


def advice(asked: Sequence[VocabularyList]) -> Iterator[str]:
    """Yield how the office changes a list that was asked for alone, or lists at all."""
    name = asked[0].name if len(asked) == 1 else next(iter(OFFICE_LISTS))
    if name in OFFICE_LISTS:
        sentence = N_("To add to it: danvan vocabulary add {list}. To change it: danvan vocabulary correct {list}")
        yield translate(sentence).format(list=own_list(name) if len(asked) == 1 else translate(N_("LIST")))


def document(asked: Iterable[VocabularyList], lists: Lists, used: Uses) -> dict[str, Any]:
    """Return the lists as JSON, in their order."""
    return {"schema": SCHEMA, "lists": [_document(named, lists, used) for named in asked]}


def _document(named: VocabularyList, lists: Lists, used: Uses) -> dict[str, Any]:
    entries = [_entry(named, entry, used) for entry in lists.entries(named.name).values()]
    return {"name": named.name, "vietnamese": named.vietnamese, "entries": entries}


def _entry(named: VocabularyList, entry: VocabularyEntry, used: Uses) -> dict[str, Any]:
    """Return an entry with all keys that one of its list may have, and how many records of which year state it."""
    stated = stated_by(entry)
    keys = ("id", "label", "label_en", "aliases", "until", *named.keys)
    values = {key: ENTRY[key].type.as_json(stated[key]) if key in stated else _UNSAID.get(key) for key in keys}
    years = used.get((named.name, entry.id), {})
    return {**values, "records": sum(years.values()), "years": {str(year): count for year, count in years.items()}}
