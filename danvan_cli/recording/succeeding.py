"""What became of units in law: the old ones end, and lead to what comes after."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from danvan_cli.domain.errors import InputError, Mistake, RequestError, WriteError
from danvan_cli.domain.fields import UNIT
from danvan_cli.domain.messages import Message
from danvan_cli.domain.values import Value
from danvan_cli.index.current_lists import Unit
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.naming import find_unit
from danvan_cli.recording.plan import Plan, plan, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import Typed, TypedReader
from danvan_cli.recording.units import new_id, read_values
from danvan_cli.recording.units_file import UnitsFile
from danvan_cli.text.dates import day_before, first_day
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_

UNIT_ENDED = Message("unit-ended", N_("{id} ended on {until}, not on {date}. To correct that: danvan unit correct."))
OWN_UNIT_ENDED = Message(
    "own-unit-ended",
    N_("danvan.yaml still names {id} as the office's own unit; to change it: danvan edit danvan.yaml."),
    severity="remark",
)
UNITS_BELOW = Message(
    "units-below",
    N_("Units that still lie below {id}: {number}. If they ended too, or lie elsewhere now: danvan unit succeed."),
    severity="remark",
)
UNIT_SUCCEEDED = Message("unit-succeeded", N_("Ended and succeeded: {names}"), severity="remark")


class Successor(NamedTuple):
    """What comes after: units that are there, and a new one out of what was typed, with an id of its own if given."""

    into: Sequence[str] = ()
    typed: Typed = MappingProxyType({})
    name: str | None = None


def succeed(lookup: RecordLookup, names: Sequence[str], on: str | None, successor: Successor) -> Plan:
    """Plan what became of units in law from a day on: the old ones end the day before, and point to the new.

    A new unit has the level and the parent of the old where not given. Raise InputError, RequestError, or WriteError
    where one ended otherwise.
    """
    mistakes = MistakeLog()
    day = mistakes.take(lambda: _first_day(lookup, on), "")
    old_ids = [mistakes.take(partial(find_unit, lookup.lists, name), "") for name in names]
    new = [mistakes.take(partial(find_unit, lookup.lists, name), "") for name in successor.into]
    typed: dict[str, Value] = {}
    if successor.typed or not new:
        typed = mistakes.take(lambda: read_values(lookup, successor.typed, ("name",)), {})
    mistakes.settle()
    old = [lookup.lists.units[old_id] for old_id in old_ids]
    units_file = UnitsFile(lookup)
    if typed:
        new.append(_new_unit(lookup, units_file, old, {**typed, "from": day}, successor.name))
    for unit in old:
        units_file.change(unit.id, _ending(unit, day, new))
    ended = {"id": ", ".join(unit.id for unit in old), "until": day_before(first_day(day)), "successors": new}
    remarks = [
        remark(UNITS_BELOW, id=unit.id, number=number) for unit in old if (number := _count_below(lookup, unit.id))
    ]
    remarks += [remark(OWN_UNIT_ENDED, id=unit.id) for unit in old if unit.id == lookup.lists.setting("unit")]
    return plan(UNIT_SUCCEEDED, [units_file.step(ended)], remarks, grave=True)


def _first_day(lookup: RecordLookup, on: str | None) -> str:
    """Read the day from which on; raise InputError."""
    try:
        day = TypedReader(lookup.lists, None, lookup.model_id).value(UNIT["from"], [on or ""])
    except RequestError as why:
        raise InputError([Mistake("on", why)]) from None
    if day is None:
        raise InputError(missing=["on"])
    return str(day)


def _new_unit(
    lookup: RecordLookup, units_file: UnitsFile, old: Sequence[Unit], stated: Mapping[str, Value], name: str | None
) -> str:
    """Add what the old units became, unless it is there already; return its id."""
    parents = {unit.parent for unit in old if unit.parent}
    values = {"level": old[0].level, **({"parent": parents.pop()} if len(parents) == 1 else {}), **stated}
    for unit in lookup.lists.units.values():  # made before, out of another old unit
        if fold(unit.name) == fold(values["name"]) and unit.since_day == first_day(values["from"]):
            return unit.id
    entry = {"id": new_id(lookup, values, name), **values}
    units_file.append(entry)
    return str(entry["id"])


def _ending(unit: Unit, day: str, successors: Sequence[str]) -> dict[str, Value]:
    """Return an old unit's end, the day before; a unit that was split has several successors."""
    until = day_before(first_day(day))
    if unit.until_day not in (None, until):
        raise WriteError(UNIT_ENDED, id=unit.id, until=str(unit.until_day), date=until)
    before = list(unit.successors)
    return {"until": until, "successors": before + [successor for successor in successors if successor not in before]}


def _count_below(lookup: RecordLookup, parent: str) -> int:
    return sum(unit.parent == parent and unit.until_day is None for unit in lookup.lists.units.values())
