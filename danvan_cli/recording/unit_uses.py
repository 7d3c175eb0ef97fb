"""What refers to a unit: while anything does, it can neither be removed nor get another id."""

import re
from collections.abc import Iterator, Sequence

from danvan_cli.counting.finding import unsound
from danvan_cli.counting.uses import stating_unit
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE
from danvan_cli.domain.record_types import PUBLISHED_FIGURES
from danvan_cli.recording.record_lookup import RecordLookup

_MOST_NAMED = 5


def places_naming(lookup: RecordLookup, unit: str) -> Iterator[str]:
    """Yield the files that name a unit, units of the list as units.yaml: their names.

    In conditions, and in what cannot be read, each word that is its id may be it.
    """
    others = (other for other in lookup.lists.units.values() if other.id != unit)
    yield from (f"{UNITS_FILE}: {other.name}" for other in others if unit in (other.parent, *other.successors))
    lookup.look(None)
    yield from stating_unit(lookup.db, unit)
    loose = [OFFICE_FILE, *(path for _, path, _ in unsound(lookup.db)), *_paths_of_figures(lookup)]
    word = re.compile(rb"(?<![a-z0-9-])" + re.escape(unit.encode()) + rb"(?![a-z0-9-])")
    yield from (path for path in dict.fromkeys(loose) if word.search(lookup.source.read(path)))


def _paths_of_figures(lookup: RecordLookup) -> Iterator[str]:
    for folder in lookup.source.folders():
        if folder.kind == PUBLISHED_FIGURES.name:
            yield from (f"{folder.path}/{name}" for name in sorted(lookup.source.names(folder.path)))


def named_in_short(places: Sequence[str]) -> str:
    """Return places in a row, so many as can be read."""
    return "; ".join(places[:_MOST_NAMED]) + (" …" if len(places) > _MOST_NAMED else "")
