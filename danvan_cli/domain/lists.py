"""The lists as files state them: the program's own, and an office's."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from danvan_cli.domain.abbreviations import short_forms
from danvan_cli.domain.fields import ENTRY
from danvan_cli.domain.reading import StatedValues, read_lists
from danvan_cli.domain.values import Value
from danvan_cli.domain.vocabulary import FIXED, VocabularyEntry
from danvan_cli.text.fold import bare

# What files call otherwise than the program, whose `min` and `max` are functions.
_NAMES = {"min": "least", "max": "most"}
_KEYS = {name: key for key, name in _NAMES.items()}
_UNSAID = (None, False, ())
_LISTS_KEPT = 64  # the program's own, and those of the office as they were and as they are
BUILT_IN = Path(__file__).parents[1] / "vocabulary.yaml"


@cache
def built_in() -> Mapping[str, Sequence[VocabularyEntry]]:
    """Read the lists that come with the program."""
    return {name: entries_of(stated) for name, stated in read_lists(BUILT_IN.read_bytes()).items()}


def replaceable() -> Mapping[str, Sequence[VocabularyEntry]]:
    """Read the lists among them that an office may replace."""
    return {name: entries for name, entries in built_in().items() if name not in FIXED}


def entries_of(stated: Sequence[StatedValues]) -> list[VocabularyEntry]:
    """Make the entries of a list out of what a file states; entries without an id are left out."""
    return [_entry(entry) for entry in stated if "id" in entry.values]


def with_short_forms(entries: Iterable[VocabularyEntry]) -> list[VocabularyEntry]:
    """Return a list's entries with how else clerks write their names: what can mean one of them alone."""
    return list(_with_short_forms(tuple(entries)))


@lru_cache(maxsize=_LISTS_KEPT)
def _with_short_forms(entries: tuple[VocabularyEntry, ...]) -> tuple[VocabularyEntry, ...]:
    stated = Counter(key for entry in entries for key in set(map(bare, entry.names())))
    forms = {entry.id: short_forms((entry.label, *entry.aliases)) for entry in entries}
    formed = Counter(key for shorts in forms.values() for key in set(map(bare, shorts)))

    def means_one(entry: VocabularyEntry, form: str) -> bool:
        bearing = stated[bare(form)] - (bare(form) in map(bare, entry.names()))
        return not bearing and formed[bare(form)] == 1

    return tuple(
        entry._replace(short=tuple(form for form in forms[entry.id] if means_one(entry, form))) for entry in entries
    )


def stated_by(entry: VocabularyEntry) -> dict[str, Value]:
    """Return what a file states of an entry: all of it, since a list of the office's own replaces the built-in one."""
    values = {_KEYS.get(key, key): value for key, value in entry._asdict().items()}
    said = {key: value for key, value in values.items() if key in ENTRY and value not in _UNSAID}
    return {key: list(value) if key == "aliases" else value for key, value in said.items()}


def _entry(stated: StatedValues) -> VocabularyEntry:
    values = dict(stated.values)
    values["aliases"] = tuple(values.get("aliases", ()))
    return VocabularyEntry(**{_NAMES.get(key, key): value for key, value in {"label": values["id"], **values}.items()})
