"""Taking a unit out of units.yaml that was a mistake: only while nothing refers to it.

What the law ended stays in the list, with its last day: old records are of it (`succeeding`).
"""

import re
from collections.abc import Iterator

from danvan_cli.counting.finding import unsound
from danvan_cli.counting.uses import stating_unit
from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE
from danvan_cli.domain.record_types import PUBLISHED_FIGURES
from danvan_cli.recording.naming import find_unit
from danvan_cli.recording.plan import Plan, plan
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.units import values_of
from danvan_cli.recording.units_file import UnitsFile
from danvan_cli.text.mark import N_

UNIT_IN_USE = Message(
    "unit-in-use",
    N_(
        "{name} cannot be removed, because it is referred to ({number}): {others}. If it ended in law: danvan unit "
        "succeed. If it was misspelt: danvan unit correct."
    ),
)
UNIT_REMOVED = Message("unit-removed", N_("Removed: {names}"), severity="remark")

_MOST_NAMED = 5


def remove_unit(lookup: RecordLookup, name: str) -> Plan:
    """Plan to take a unit out of units.yaml; raise RequestError, EditError, or WriteError where it is referred to."""
    unit = lookup.lists.units[find_unit(lookup.lists, name)]
    places = list(_places_naming(lookup, unit.id))
    if places:
        named = "; ".join(places[:_MOST_NAMED]) + (" …" if len(places) > _MOST_NAMED else "")
        raise WriteError(UNIT_IN_USE, name=lookup.lists.called(unit.id), number=len(places), others=named)
    units_file = UnitsFile(lookup)
    units_file.remove(unit.id)
    return plan(UNIT_REMOVED, [units_file.step({"id": unit.id}, values_of(unit))])._replace(grave=True)


def _places_naming(lookup: RecordLookup, unit: str) -> Iterator[str]:
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
