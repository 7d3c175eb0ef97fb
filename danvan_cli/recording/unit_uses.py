"""What refers to a unit: while anything does, it can neither be removed nor get another id."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from danvan_cli.counting.finding import unsound
from danvan_cli.counting.uses import stating_unit
from danvan_cli.domain.lists import replaceable
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE
from danvan_cli.domain.reading import read_office, read_units
from danvan_cli.domain.record_types import PUBLISHED_FIGURES
from danvan_cli.recording.record_lookup import RecordLookup

_MOST_NAMED = 5
_AS_NOW: Mapping[str, bytes | None] = MappingProxyType({})


def places_naming(lookup: RecordLookup, unit: str, after: Mapping[str, bytes | None] = _AS_NOW) -> Iterator[str]:
    """Yield the files that name a unit, units of the list as units.yaml: their names.

    `after` is what files will hold that are about to be changed, None of those that go. In conditions, and in what
    cannot be read, each word that is its id may be it.
    """
    yield from (f"{UNITS_FILE}: {name}" for name, leading in _units_after(lookup, after, unit) if unit in leading)
    lookup.look(None)
    loose = [OFFICE_FILE, *(path for _, path, _ in unsound(lookup.db)), *_paths_of_figures(lookup)]
    word = re.compile(rb"(?<![a-z0-9-])" + re.escape(unit.encode()) + rb"(?![a-z0-9-])")
    for path in dict.fromkeys([*stating_unit(lookup.db, unit), *loose]):
        data = (after[path] if path in after else lookup.source.read(path)) or b""
        if word.search(_without_lists(data) if path == OFFICE_FILE else data):
            yield path


def _without_lists(office: bytes) -> bytes:
    """Return what danvan.yaml states but for its lists, whose entries may bear a unit's id; all of a faulty one."""
    reading = read_office(OFFICE_FILE, office, replaceable())[0]
    return str(reading.stated.values).encode() if reading.sound else office


def _units_after(
    lookup: RecordLookup, after: Mapping[str, bytes | None], but: str
) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Yield (name, the units that it names) of the other units, as units.yaml is, or will be."""
    data = after.get(UNITS_FILE)
    if data is None:
        others = (other for other in lookup.lists.units.values() if other.id != but)
        yield from ((other.name, (other.parent, *other.successors)) for other in others)
        return
    for values in (entry.values for entry in read_units(UNITS_FILE, data).entries):
        yield values.get("name", ""), (values.get("parent"), *values.get("successors", ()))


def _paths_of_figures(lookup: RecordLookup) -> Iterator[str]:
    for folder in lookup.source.folders():
        if folder.kind == PUBLISHED_FIGURES.name:
            yield from (f"{folder.path}/{name}" for name in sorted(lookup.source.names(folder.path)))


def named_in_short(places: Sequence[str]) -> str:
    """Return places in a row, so many as can be read."""
    return "; ".join(places[:_MOST_NAMED]) + (" …" if len(places) > _MOST_NAMED else "")
