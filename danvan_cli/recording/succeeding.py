"""What became of units in law: the old ones end, and lead to what comes after."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from danvan_cli.domain.errors import InputError, Mistake, RequestError, WriteError
from danvan_cli.domain.fields import UNIT
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import OFFICE_FILE
from danvan_cli.domain.unit_names import days_of
from danvan_cli.domain.units import ancestors
from danvan_cli.domain.values import Value
from danvan_cli.index.current_lists import Lists, Unit
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.naming import find_unit
from danvan_cli.recording.plan import Plan, Step, plan, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import Typed, TypedReader
from danvan_cli.recording.units import new_id, read_values
from danvan_cli.recording.units_file import UnitsFile
from danvan_cli.store.writing import Change
from danvan_cli.text.dates import day_before, first_day
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_

UNIT_ENDED = Message("unit-ended", N_("{id} ended on {until}, not on {date}. To correct that: danvan unit correct."))
OWN_UNIT_ENDED = Message(
    "own-unit-ended",
    N_(
        "danvan.yaml still names {id} as the office's own unit; to change it: --office where one unit follows,"
        " or danvan edit danvan.yaml."
    ),
    severity="remark",
)
UNITS_BELOW = Message(
    "units-below",
    N_("Units that still lie below {id}: {number}. If they ended too, or lie elsewhere now: danvan unit succeed."),
    severity="remark",
)
UNIT_SUCCEEDED = Message("unit-succeeded", N_("Ended and succeeded: {names}"), severity="remark")


class Successor(NamedTuple):
    """What comes after: units that are there, and a new one out of what was typed, with an id of its own if given.

    `of_office`: where the office's own unit is one of those that end, danvan.yaml is to name the successor.
    """

    into: Sequence[str] = ()
    typed: Typed = MappingProxyType({})
    name: str | None = None
    of_office: bool = False


def succeed(lookup: RecordLookup, names: Sequence[str], on: str | None, successor: Successor) -> Plan:
    """Plan what became of units in law from a day on: the old ones end the day before, and point to the new.

    A new unit has the level and the parent of the old where not given. Raise InputError, RequestError, or WriteError
    where one ended otherwise.
    """
    mistakes = MistakeLog()
    day = mistakes.take(lambda: _first_day(lookup, on), "")
    last = day_before(first_day(day)) if day else ""
    find_old = partial(find_unit, lookup.lists, days=days_of(last) if last else None)
    old_ids = list(dict.fromkeys(mistakes.take(partial(find_old, name), "") for name in names))
    find_new = partial(find_unit, lookup.lists, days=days_of(day) if day else None)
    new = [mistakes.take(partial(find_new, name), "") for name in successor.into]
    typed: dict[str, Value] = {}
    if successor.typed or not new:
        stated = {**successor.typed, "from": [day]}
        typed = mistakes.take(lambda: read_values(lookup, stated, ("name",)), {})
    mistakes.settle()
    old = [lookup.lists.units[old_id] for old_id in old_ids]
    units_file = UnitsFile(lookup)
    if typed:
        new.append(_new_unit(lookup, units_file, old, {**typed, "from": day}, successor.name))
    units_file.change({unit.id: _ending(unit, day, new) for unit in old})
    ended = {"id": ", ".join(old_ids), "until": last, "successors": new}
    remarks = [
        remark(UNITS_BELOW, id=unit.id, number=number) for unit in old if (number := _count_below(lookup, unit.id))
    ]
    office = _office_step(lookup, old, new) if successor.of_office else None
    remarks += [remark(OWN_UNIT_ENDED, id=unit.id) for unit in old if _is_own(lookup, unit) and office is None]
    steps = [units_file.step(ended), *([office] if office else [])]
    return plan(UNIT_SUCCEEDED, steps, remarks, grave=True)


def _is_own(lookup: RecordLookup, unit: Unit) -> bool:
    return unit.id == lookup.lists.setting("unit")


def _office_step(lookup: RecordLookup, old: Sequence[Unit], new: Sequence[str]) -> Step | None:
    """Plan that danvan.yaml names what the office's own unit became; None where that is several, or none of these."""
    own = next((unit for unit in old if _is_own(lookup, unit)), None)
    if own is None or len({*own.successors, *new}) != 1:
        return None
    from danvan_cli.domain.editing import edit_office  # noqa: PLC0415 - once in many years

    before = lookup.source.read(OFFICE_FILE)
    after = edit_office(OFFICE_FILE, before, {"unit": new[0]})
    return Step("office", OFFICE_FILE, {"unit": own.id}, {"unit": new[0]}, Change(OFFICE_FILE, before, after))


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
    parents = {_parent_on(lookup.lists, unit, first_day(stated["from"])) for unit in old} - {None}
    values = {"level": old[0].level, **({"parent": parents.pop()} if len(parents) == 1 else {}), **stated}
    made = _made_before(lookup.lists, old, values, stated.get("parent"))
    if made and name in (None, made):
        return made
    entry = {"id": new_id(lookup, values, name, [unit.id for unit in old]), **values}
    units_file.append(entry)
    return str(entry["id"])


def _parent_on(lists: Lists, unit: Unit, day: str) -> str | None:
    """Return what a unit lies in on a day: where its parent ended, its successor of that level, else what is above."""
    seen = {unit.id}
    above = lists.units.get(unit.parent or "")
    while above and above.id not in seen and not above.existed(day, day):
        seen.add(above.id)
        became = [lists.units[name] for name in above.successors if name in lists.units]
        alike = len(became) == 1 and became[0].level == above.level
        above = became[0] if alike else lists.units.get(above.parent or "")
    return above.id if above and above.id not in seen else unit.parent


def _made_before(lists: Lists, old: Sequence[Unit], values: Mapping[str, Value], parent: Value | None) -> str:
    """Return the unit that was made already out of another old unit: of that name, from that day on, at that place.

    Whoever states no parent means one that lies in what the old units lay in, or in what that became.
    """
    today = {unit.id: unit.now for unit in lists.units.values()}
    above = {name for unit in old for way in (None, today) for name in ancestors(lists.units, unit.id, way)}
    return next(
        (
            unit.id
            for unit in lists.units.values()
            if unit.since_day == first_day(values["from"])
            and fold(unit.name) == fold(values["name"])
            and (unit.parent == parent if parent else unit.parent is None or unit.parent in above)
        ),
        "",
    )


def _ending(unit: Unit, day: str, successors: Sequence[str]) -> dict[str, Value]:
    """Return an old unit's end, the day before; a unit that was split has several successors."""
    until = day_before(first_day(day))
    if unit.until_day not in (None, until):
        raise WriteError(UNIT_ENDED, id=unit.id, until=str(unit.until_day), date=until)
    before = list(unit.successors)
    return {"until": until, "successors": before + [successor for successor in successors if successor not in before]}


def _count_below(lookup: RecordLookup, parent: str) -> int:
    return sum(unit.parent == parent and unit.until_day is None for unit in lookup.lists.units.values())
