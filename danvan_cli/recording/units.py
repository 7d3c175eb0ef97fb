"""Units: added, called otherwise, corrected, succeeded by others in law. Old records keep the unit of their day."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from danvan_cli.domain import rules
from danvan_cli.domain.errors import InputError, Mistake, RecordError, RequestError, WriteError
from danvan_cli.domain.fields import UNIT
from danvan_cli.domain.identity import UnitIdentity, unit_id
from danvan_cli.domain.messages import NO_ID, REQUIRED, Message
from danvan_cli.domain.names import UNITS_FILE, is_id
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import read_units
from danvan_cli.domain.values import Value
from danvan_cli.index.current_lists import Lists, Unit
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.naming import find_unit
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import Typed, TypedReader
from danvan_cli.store.writing import Change
from danvan_cli.text.dates import day_before, first_day, last_day
from danvan_cli.text.fold import bare, fold, nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

ID_NEEDED = Message("id-needed", N_("No id of its own can be made of “{value}”. Give it one by --id."))
UNIT_THERE = Message("unit-there", N_("There is a unit {value} already. If it is another one: --id."))
UNIT_ENDED = Message("unit-ended", N_("{id} ended on {until}, not on {date}. To correct that: danvan unit correct."))
NEAR_UNIT = Message("near-unit", N_("There is a unit of nearly that name: {name} ({id})."), severity="doubt")
ALIAS_OF_ANOTHER = Message(
    "alias-of-another",
    N_("{alias} is also a name of {name} ({id}): where it is typed, danvan cannot tell the two apart."),
    severity="doubt",
)
OWN_UNIT_ENDED = Message(
    "own-unit-ended",
    N_("danvan.yaml still names {id} as the office's own unit; to change it: danvan edit danvan.yaml."),
    severity="remark",
)
NO_PARENT = Message(
    "no-parent", N_("“{name}” lies in no other unit. If it does: danvan unit correct, --parent."), severity="remark"
)
UNITS_BELOW = Message(
    "units-below",
    N_("Units that still lie below {id}: {number}. If they ended too, or lie elsewhere now: danvan unit succeed."),
    severity="remark",
)
UNIT_ADDED = Message("unit-added", N_("Added: {names}"), severity="remark")
UNIT_CHANGED = Message("unit-changed", N_("Changed: {names}"), severity="remark")
UNIT_SUCCEEDED = Message("unit-succeeded", N_("Ended and succeeded: {names}"), severity="remark")


def add(lookup: RecordLookup, typed: Typed, name: str | None = None) -> Plan:
    """Plan a new unit; raise InputError, or WriteError where it is there already."""
    values = _read_values(lookup, typed, ("name", "level"))
    entry = {"id": _new_id(lookup, values, name), **values}
    units_file = _UnitsFile(lookup)
    units_file.append(entry)
    alone = [] if "parent" in values or not lookup.lists.units else [remark(NO_PARENT, name=values["name"])]
    return plan(UNIT_ADDED, [units_file.step(entry)], [*near_units(lookup.lists, values["name"]), *alone])


def _read_values(lookup: RecordLookup, typed: Typed, required: Sequence[str] = ()) -> dict[str, Value]:
    return TypedReader(lookup.lists, None, lookup.model_id).record(UNIT, typed, required)


def _new_id(lookup: RecordLookup, values: Mapping[str, Value], given: str | None) -> str:
    """Take the id that was given, or make one out of the name; raise InputError, or WriteError."""
    units = lookup.lists.units
    if given is None:
        _refuse_twin(lookup, values)
        made = unit_id(values["name"], units, filter(None, (values.get("parent"), values.get("from", "")[:4])))
        if made:
            return made
        if slug(values["name"]) in units:
            raise WriteError(UNIT_THERE, value=slug(values["name"]))
        raise InputError([Mistake("id", RequestError(ID_NEEDED, value=values["name"]))])
    if not is_id(given):
        raise InputError([Mistake("id", RequestError(NO_ID, value=given))])
    if given in units:
        raise WriteError(UNIT_THERE, value=given)
    return given


def _refuse_twin(lookup: RecordLookup, values: Mapping[str, Value], itself: str = "") -> None:
    """Refuse a unit whose name another one bears at the same place and time. Raise WriteError."""
    since, until = values.get("from"), values.get("until")
    days = first_day(since) if since else None, last_day(until) if until else None
    new = UnitIdentity(values["name"], values.get("parent"), *days)
    for unit in lookup.lists.units.values():
        if unit.id != itself and new.is_same(identity_of(unit)):
            raise WriteError(UNIT_THERE, value=unit.id)


def identity_of(unit: Unit) -> UnitIdentity:
    """Return what makes a unit the one that it is."""
    return UnitIdentity(unit.name, unit.parent, unit.since_day, unit.until_day)


def near_units(lists: Lists, name: str) -> list[Remark]:
    """Return a remark on each unit whose name is told apart by its diacritics only, or is the same elsewhere."""
    alike = [unit for unit in lists.units.values() if bare(unit.name) == bare(name)]
    return [remark(NEAR_UNIT, id=unit.id, name=unit.name) for unit in alike]


def take_list(
    lookup: RecordLookup, new: Sequence[Mapping[str, Value]], changes: Mapping[str, Mapping[str, Value | None]]
) -> Step:
    """Plan the units of a list: new ones at the end, and {id: {key: value}} of those that are there.

    Raise RecordError where the file would be less plausible than before, or EditError.
    """
    units_file = _UnitsFile(lookup)
    units_file.append(*new)
    for unit, values in changes.items():
        units_file.change(unit, values)
    return units_file.step({"id": UNITS_FILE})


def add_aliases(lookup: RecordLookup, name: str, aliases: Sequence[str]) -> Plan:
    """Plan other spellings of a unit; raise RequestError."""
    unit = lookup.lists.units[find_unit(lookup.lists, name)]
    known = {fold(spelling) for spelling in unit.names()}
    new = [alias for alias in _read_values(lookup, {"aliases": aliases}).get("aliases", ()) if fold(alias) not in known]
    units_file = _UnitsFile(lookup)
    if new:
        units_file.change(unit.id, {"aliases": [*unit.aliases, *new]})
    remarks = [
        remark(ALIAS_OF_ANOTHER, alias=alias, id=namesake.id, name=namesake.name)
        for alias in new
        for namesake in lookup.lists.units.values()
        if namesake.id != unit.id and fold(alias) in map(fold, namesake.names())
    ]
    old = {"id": unit.id, "aliases": list(unit.aliases)}
    return plan(UNIT_CHANGED, [units_file.step({**old, "aliases": [*unit.aliases, *new]}, old)], remarks)


def correct(lookup: RecordLookup, name: str, typed: Typed) -> Plan:
    """Plan to correct what was misspelt or wrong from the start; what the law changed is for `succeed`."""
    unit = lookup.lists.units[find_unit(lookup.lists, name)]
    values = {**_emptied(typed), **_read_values(lookup, typed)}
    if not values:
        raise InputError(missing=["name"])
    units_file = _UnitsFile(lookup)
    units_file.change(unit.id, values)
    old = _values_of(unit)
    new = {key: value for key, value in {**old, **values}.items() if value is not None}
    if {"name", "parent", "from", "until"} & values.keys():
        _refuse_twin(lookup, new, unit.id)
    return plan(UNIT_CHANGED, [units_file.step(new, old)])


def _values_of(unit: Unit) -> dict[str, Value]:
    values: dict[str, Value] = {"id": unit.id, "name": unit.name, "level": unit.level, "parent": unit.parent}
    values |= {"from": unit.since_day, "until": unit.until_day, "successors": list(unit.successors)}
    return {key: value for key, value in values.items() if value}


def _emptied(typed: Typed) -> dict[str, Value | None]:
    """Return {key: None} of what was typed empty, which takes it out; raise InputError where a unit needs one."""
    empty = [key for key, texts in typed.items() if not any(map(nfc, texts))]
    needed = [Mistake(key, RequestError(REQUIRED, value=key)) for key in empty if UNIT[key].required]
    if needed:
        raise InputError(needed)
    return dict.fromkeys(empty)


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
        typed = mistakes.take(lambda: _read_values(lookup, successor.typed, ("name",)), {})
    mistakes.settle()
    old = [lookup.lists.units[old_id] for old_id in old_ids]
    units_file = _UnitsFile(lookup)
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
    lookup: RecordLookup, units_file: "_UnitsFile", old: Sequence[Unit], stated: Mapping[str, Value], name: str | None
) -> str:
    """Add what the old units became, unless it is there already; return its id."""
    parents = {unit.parent for unit in old if unit.parent}
    values = {"level": old[0].level, **({"parent": parents.pop()} if len(parents) == 1 else {}), **stated}
    for unit in lookup.lists.units.values():  # made before, out of another old unit
        if fold(unit.name) == fold(values["name"]) and unit.since_day == first_day(values["from"]):
            return unit.id
    entry = {"id": _new_id(lookup, values, name), **values}
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


def _find_implausible(units: bytes) -> Iterator[Problem]:
    """Yield a problem for each unit of a file that lies in itself, succeeds itself, or ends before it begins."""
    entries = read_units(UNITS_FILE, units).entries
    for entry in entries:
        since, until = (entry.values.get(key) for key in ("from", "until"))
        if since and until and last_day(until) < first_day(since):
            args = {"key": "until", "date": until, "other_key": "from", "other_date": since}
            yield Problem(rules.DATE_ORDER, UNITS_FILE, entry.place_of("until"), args)
    for rule, key in ((rules.UNIT_CYCLE, "parent"), (rules.SUCCESSOR_CYCLE, "successors")):
        leading = {entry.values["id"]: _as_list(entry.values.get(key, ())) for entry in entries if "id" in entry.values}
        for entry in entries:
            if _leads_to_itself(entry.values.get("id", ""), leading):
                yield Problem(rule, UNITS_FILE, entry.place_of(key), {"value": entry.values["id"]})


def _as_list(stated: Value) -> Sequence[str]:
    return [stated] if isinstance(stated, str) else stated


def _leads_to_itself(unit: str, leading: Mapping[str, Sequence[str]]) -> bool:
    seen, ahead = set[str](), list(leading.get(unit, ()))
    while ahead:
        at = ahead.pop()
        if at not in seen:
            seen.add(at)
            ahead += leading.get(at, ())
    return unit in seen


class _UnitsFile:
    """units.yaml while it is changed, entry by entry."""

    def __init__(self, lookup: RecordLookup) -> None:
        self._before = self._after = lookup.source.read(UNITS_FILE)

    def append(self, *entries: Mapping[str, Value]) -> None:
        """Add units at the end: the order of the list is that of protocol, and the clerk's to change."""
        if entries:
            from danvan_cli.domain.editing import append_entries  # noqa: PLC0415 - only what writes units

            self._after = append_entries(self._after, UNITS_FILE, entries)

    def change(self, unit: str, changes: Mapping[str, Value | None]) -> None:
        """Change a unit."""
        from danvan_cli.domain.editing import edit_entry  # noqa: PLC0415 - only what writes units

        self._after = edit_entry(self._after, UNITS_FILE, unit, changes)

    def step(self, values: Mapping[str, Value], old: Mapping[str, Value] = MappingProxyType({})) -> Step:
        """Return the step that writes the file; `old` and `values` are what it stated of a unit, and will state.

        Raise RecordError where the file would be less plausible than before.
        """
        known = [(problem.rule, problem.args) for problem in _find_implausible(self._before)]
        new = [problem for problem in _find_implausible(self._after) if (problem.rule, problem.args) not in known]
        if new:
            raise RecordError(new)
        return Step("unit", UNITS_FILE, old, values, Change(UNITS_FILE, self._before, self._after))
