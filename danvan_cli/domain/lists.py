"""The lists as files state them: the program's own, and an office's."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from danvan_cli.domain.reading import StatedValues, read_lists
from danvan_cli.domain.vocabulary import FIXED, VocabularyEntry

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


def _entry(stated: StatedValues) -> VocabularyEntry:
    values = dict(stated.values)
    values["aliases"] = tuple(values.get("aliases", ()))
    renamed = {"min": "least", "max": "most"}
    return VocabularyEntry(**{renamed.get(key, key): value for key, value in {"label": values["id"], **values}.items()})
