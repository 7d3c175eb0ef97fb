"""Units: added, called otherwise, corrected. What the law makes of them is in `succeeding`."""

from collections.abc import Collection, Mapping, Sequence

from danvan_cli.counting.outside_units import is_outside, may_lie_in
from danvan_cli.domain.errors import InputError, Mistake, RequestError, WriteError
from danvan_cli.domain.fields import UNIT
from danvan_cli.domain.identity import UnitIdentity, unit_id
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import UNITS_FILE, is_id, why_no_id
from danvan_cli.domain.namesakes import Namesake
from danvan_cli.domain.unit_kinds import COMMUNE, GRASS_ROOTS, is_hamlet, level_entry, levels_of_place, place_kind
from danvan_cli.domain.values import Value
from danvan_cli.index.current_lists import Lists, Unit
from danvan_cli.recording.naming import find_unit
from danvan_cli.recording.near_units import is_nearly_called
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import Typed, TypedReader, emptied
from danvan_cli.recording.unit_uses import named_in_short, places_naming
from danvan_cli.recording.units_file import UnitsFile
from danvan_cli.text.dates import first_day, last_day, read_typed_date
from danvan_cli.text.fold import bare, fold
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

ID_NEEDED = Message("id-needed", N_("No id of its own can be made of “{value}”. Give it one by --id."))
UNIT_THERE = Message("unit-there", N_("There is a unit {value} already. If it is another one: --id."))
NEAR_UNIT = Message("near-unit", N_("There is a unit of nearly that name: {name} ({id})."), severity="doubt")
ALIAS_OF_ANOTHER = Message(
    "alias-of-another",
    N_("{alias} is also a name of {name} ({id}): where it is typed, danvan cannot tell the two apart."),
    severity="doubt",
)
NO_PARENT = Message(
    "no-parent", N_("“{name}” lies in no other unit. If it does: danvan unit correct, --parent."), severity="remark"
)
CANNOT_LIE_IN = Message(
    "cannot-lie-in",
    N_("{name} ({level}) cannot lie in {parent} ({parent_level}), as the levels go."),
    severity="open",
)
UNIT_ID_IN_USE = Message(
    "unit-id-in-use",
    N_(
        "{name} keeps its id, because it is referred to ({number}): {others}. Its name can be corrected all the same: "
        "danvan unit correct {id} --name. For another id, let these name another unit first: danvan set."
    ),
)
UNIT_ADDED = Message("unit-added", N_("Added: {names}"), severity="remark")
UNIT_CHANGED = Message("unit-changed", N_("Changed: {names}"), severity="remark")


def add(lookup: RecordLookup, typed: Typed, name: str | None = None) -> Plan:
    """Plan a new unit; raise InputError, or WriteError where it is there already."""
    values = read_values(lookup, typed, ("name", "level"))
    entry = {"id": new_id(lookup, values, name), **values}
    units_file = UnitsFile(lookup)
    units_file.append(entry)
    outside = (
        [remark(NO_PARENT, name=values["name"])]
        if is_outside(lookup.lists, entry["id"], entry["name"], entry["level"], entry.get("parent"))
        else []
    )
    doubts = [
        *doubts_of_place(lookup.lists, values),
        *near_units(lookup.lists, values),
        *outside,
    ]
    return plan(UNIT_ADDED, [units_file.step(entry)], doubts)


def read_values(lookup: RecordLookup, typed: Typed, required: Sequence[str] = ()) -> dict[str, Value]:
    """Read the keys of a unit; what it lies in was there on its first day, if that is stated. Raise InputError."""
    first = read_typed_date((typed.get("from") or ("",))[-1])
    return TypedReader(lookup.lists, None, lookup.model_id, first).record(UNIT, typed, required)


def new_id(lookup: RecordLookup, values: Mapping[str, Value], given: str | None, ending: Collection[str] = ()) -> str:
    """Take the id that was given, or make one out of the name; raise InputError, or WriteError.

    What is `ending` is what it comes after: it may bear the same name, from which the year then tells it apart.
    """
    units = lookup.lists.units
    if given is None:
        _refuse_twin(lookup, values, ending)
        parent, year = values.get("parent", ""), values.get("from", "")[:4]
        marks = (year, parent, f"{parent}-{year}") if ending else (parent, year)
        made = unit_id(values["name"], units, filter(None, marks))
        if made:
            return made
        if slug(values["name"]) in units:
            raise WriteError(UNIT_THERE, value=slug(values["name"]))
        raise InputError([Mistake("id", RequestError(ID_NEEDED, value=values["name"]))])
    if not is_id(given):
        raise InputError([Mistake("id", RequestError(why_no_id(given), value=given))])
    if given in units:
        raise WriteError(UNIT_THERE, value=given)
    return given


def _refuse_twin(lookup: RecordLookup, values: Mapping[str, Value], but: Collection[str]) -> None:
    """Refuse a unit whose name another one bears at the same place and time. Raise WriteError."""
    since, until = values.get("from"), values.get("until")
    days = first_day(since) if since else None, last_day(until) if until else None
    new = UnitIdentity(values["name"], values.get("parent"), *days)
    for unit in lookup.lists.units.values():
        if unit.id not in but and new.is_same(identity_of(unit)):
            raise WriteError(UNIT_THERE, value=unit.id)


def identity_of(unit: Unit) -> UnitIdentity:
    """Return what makes a unit the one that it is."""
    return UnitIdentity(unit.name, unit.parent, unit.since_day, unit.until_day)


def likely_level(lookup: RecordLookup, name: str) -> str:
    """Return the level that a new unit is likely of, "" where nothing tells it.

    Its name says it of a place, or of a hamlet; what else is added is as others in the office's own unit are, else
    right below that.
    """
    lists = lookup.lists
    levels, own = lists.entries("level"), lists.units.get(lists.setting("unit") or "")
    said = (GRASS_ROOTS,) if is_hamlet(name) else levels_of_place(name)
    named = {entry for level in said if (entry := level_entry(levels, level))}
    if len(named) == 1:
        return named.pop()
    if own is None or own.level not in levels:
        return ""
    beside = [unit.level for unit in lists.units.values() if unit.parent == own.id and unit.until_day is None]
    if beside:
        return max(levels, key=beside.count)
    year = int(lookup.today[:4])
    lower = list(levels)[list(levels).index(own.level) + 1 :]
    return next((level for level in lower if (levels[level].until or year) >= year), own.level)


def likely_parent(lookup: RecordLookup, typed: Typed) -> str:
    """Return the office's own unit where one that is typed can lie in it, else ""; raise InputError."""
    values, own = read_values(lookup, typed), lookup.lists.setting("unit") or ""
    fits = own in lookup.lists.units and may_lie_in(lookup.lists, values["name"], values["level"], own)
    return own if fits else ""


def only_parent(lookup: RecordLookup, name: str) -> str:
    """Return the office's own commune for a hamlet, where no other is known that it may lie in; else ""."""
    if not is_hamlet(name):
        return ""
    current = (unit for unit in lookup.lists.units.values() if unit.until_day is None)
    communes = [unit.id for unit in current if COMMUNE in levels_of_place(unit.name)]
    return communes[0] if communes == [lookup.lists.setting("unit")] else ""


def doubts_of_place(lists: Lists, values: Mapping[str, Value]) -> list[Remark]:
    """Doubt a unit that lies in one in which, by their levels, it cannot."""
    parent, level = values.get("parent"), str(values.get("level", ""))
    if parent not in lists.units or may_lie_in(lists, str(values.get("name", "")), level, str(parent)):
        return []
    above, levels = lists.units[str(parent)], lists.entries("level")
    called, own_level, level_above = lists.called(above.id), levels[level].label, levels[above.level].label
    return [remark(CANNOT_LIE_IN, name=values["name"], level=own_level, parent=called, parent_level=level_above)]


def near_units(lists: Lists, values: Mapping[str, Value]) -> list[Remark]:
    """Return a remark on each unit whose name is told apart by its diacritics only, or is the same elsewhere.

    But each commune has its Công an and its Hội Phụ nữ: what is no place is told apart by the parents that both state.
    One that lies in the same unit, at the same level, and is nearly called so may be the same.
    """
    name, parent = str(values["name"]), values.get("parent")
    beside = [unit for unit in lists.units.values() if _is_beside(unit, values) and is_nearly_called(name, unit.name)]
    alike = [unit for unit in lists.units.values() if bare(unit.name) == bare(name) and unit not in beside]
    if parent and not place_kind(name):
        alike = [unit for unit in alike if fold(unit.name) != fold(name) or unit.parent in (None, parent)]
    return [remark(NEAR_UNIT, id=unit.id, name=_told_from(name, unit, lists)) for unit in [*beside, *alike]]


def _is_beside(unit: Unit, values: Mapping[str, Value]) -> bool:
    """Whether a unit is there that lies where a new one does, at its level."""
    return unit.until_day is None and (unit.parent, unit.level) == (values.get("parent"), values.get("level"))


def _told_from(name: str, unit: Unit, lists: Lists) -> Namesake:
    """Return what a unit is called beside a new one of that name, which is not in the list yet."""
    called = lists.called(unit.id)
    parent = lists.unit_name(unit.parent) if unit.parent and fold(unit.name) == fold(name) else ""
    return called if called.within else called._replace(within=parent)


def take_list(
    lookup: RecordLookup, new: Sequence[Mapping[str, Value]], changes: Mapping[str, Mapping[str, Value | None]]
) -> Step:
    """Plan the units of a list: new ones at the end, and {id: {key: value}} of those that are there.

    Raise RecordError where the file would be less plausible than before, or EditError.
    """
    units_file = UnitsFile(lookup)
    units_file.append(*new)
    units_file.change(changes)
    return units_file.step({"id": UNITS_FILE})


def add_aliases(lookup: RecordLookup, name: str, aliases: Sequence[str]) -> Plan:
    """Plan other spellings of a unit; raise RequestError."""
    unit = lookup.lists.units[find_unit(lookup.lists, name)]
    known = {fold(spelling) for spelling in unit.names()}
    new = [alias for alias in read_values(lookup, {"aliases": aliases}).get("aliases", ()) if fold(alias) not in known]
    units_file = UnitsFile(lookup)
    if new:
        units_file.change({unit.id: {"aliases": [*unit.aliases, *new]}})
    remarks = [
        remark(ALIAS_OF_ANOTHER, alias=alias, id=namesake.id, name=lookup.lists.called(namesake.id))
        for alias in new
        for namesake in lookup.lists.units.values()
        if namesake.id != unit.id and fold(alias) in map(fold, namesake.names())
    ]
    old = {"id": unit.id, "aliases": list(unit.aliases)}
    return plan(UNIT_CHANGED, [units_file.step({**old, "aliases": [*unit.aliases, *new]}, old)], remarks)


def correct(lookup: RecordLookup, name: str, typed: Typed, other_id: str | None = None) -> Plan:
    """Plan to correct what was misspelt or wrong from the start; what the law changed is for `succeed`.

    Raise InputError, or WriteError where another id is wanted and something refers to this one.
    """
    unit = lookup.lists.units[find_unit(lookup.lists, name)]
    values = {**emptied(UNIT, typed), **read_values(lookup, typed), **_other_id(lookup, unit, other_id)}
    if not values and other_id is None:
        raise InputError(missing=["name"])
    units_file = UnitsFile(lookup)
    units_file.change({unit.id: values})
    old = values_of(unit)
    new = {key: value for key, value in {**old, **values}.items() if value is not None}
    if {"name", "parent", "from", "until"} & values.keys():
        _refuse_twin(lookup, new, (unit.id,))
    doubts = doubts_of_place(lookup.lists, new) if {"name", "level", "parent"} & values.keys() else []
    return plan(UNIT_CHANGED, [units_file.step(new, old)], doubts)


def _other_id(lookup: RecordLookup, unit: Unit, wanted: str | None) -> dict[str, Value]:
    """Return the id that a unit gets instead of its own; raise InputError, or WriteError where that is referred to."""
    if wanted is None or wanted == unit.id:
        return {}
    values = {"id": new_id(lookup, {}, wanted)}
    if places := list(places_naming(lookup, unit.id)):
        called, named = lookup.lists.called(unit.id), named_in_short(places)
        raise WriteError(UNIT_ID_IN_USE, name=called, number=len(places), others=named, id=unit.id)
    return values


def values_of(unit: Unit) -> dict[str, Value]:
    """Return what units.yaml states of a unit, but for its other spellings."""
    values: dict[str, Value] = {"id": unit.id, "name": unit.name, "level": unit.level, "parent": unit.parent}
    values |= {"code": unit.code, "from": unit.since_day, "until": unit.until_day, "successors": list(unit.successors)}
    return {key: value for key, value in values.items() if value}
