"""Taking a unit out of units.yaml that was a mistake: only while nothing refers to it.

What the law ended stays in the list, with its last day: old records are of it (`succeeding`).
"""

from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.recording.naming import find_unit
from danvan_cli.recording.plan import Plan, plan
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.unit_uses import named_in_short, places_naming
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


def remove_unit(lookup: RecordLookup, name: str) -> Plan:
    """Plan to take a unit out of units.yaml; raise RequestError, EditError, or WriteError where it is referred to."""
    unit = lookup.lists.units[find_unit(lookup.lists, name)]
    if places := list(places_naming(lookup, unit.id)):
        named = named_in_short(places)
        raise WriteError(UNIT_IN_USE, name=lookup.lists.called(unit.id), number=len(places), others=named)
    units_file = UnitsFile(lookup)
    units_file.remove(unit.id)
    return plan(UNIT_REMOVED, [units_file.step({"id": unit.id}, values_of(unit))])._replace(grave=True)
