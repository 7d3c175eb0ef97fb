"""Lists of units, and units that other lists name and units.yaml does not know."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.counting.checks.duplicates import is_edited
from danvan_cli.counting.lists import Lists, Unit
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import TEXT
from danvan_cli.domain.identity import unit_id
from danvan_cli.domain.names import is_id
from danvan_cli.domain.values import Value
from danvan_cli.exchange.faults import Fault
from danvan_cli.exchange.importing.records import Outcome
from danvan_cli.exchange.importing.taking import Taken, Taker, has_ids, spot_of
from danvan_cli.exchange.importing.texts import cleaned, text_of
from danvan_cli.exchange.importing.wishes import Wishes
from danvan_cli.exchange.rows import ListOnSheet, Row
from danvan_cli.recording.desk import Desk
from danvan_cli.recording.naming import find_entry
from danvan_cli.recording.plan import doubt, remark
from danvan_cli.recording.units import take_list
from danvan_cli.text.fold import agrees, bare, fold, nfc
from danvan_cli.text.slug import slug

_MOST_WORDS = 2  # that say of which level a unit is: xã, thị trấn


class NewUnits(NamedTuple):
    """Entries that units.yaml lacks, and changes of those that it has: {id: {key: value}}."""

    entries: list[dict[str, Value]]
    changes: dict[str, dict[str, Value | None]]


def plan_units(lists: Lists, sheets: Iterable[ListOnSheet], wishes: Wishes, new: NewUnits, out: Outcome) -> Lists:
    """Sort the rows of lists of units into `new`; give the lists as they will be, for whoever names these units."""
    rows = [(of, row) for of in sheets for row in of.rows]
    ids, known = _ids(lists, rows, out), lists
    if rows:
        known = lists.with_units(_provisional(row, one) for (_, row), one in zip(rows, ids, strict=True) if one)
    for (of, row), one in zip(rows, ids, strict=True):
        taken = Taker(known, of, wishes, _no_model).take(row) if one else []
        if isinstance(taken, list):
            out.faults += taken
        elif one:
            _sort(lists, one, taken, new, out)
    return known.with_units(map(_unit, new.entries))


def _no_model(typed: str, _before: int | None) -> str:
    raise RequestError("no-record", value=typed, near="–")


def _ids(lists: Lists, rows: Sequence[tuple[ListOnSheet, Row]], out: Outcome) -> list[str]:
    """Give the id of each row's unit, "" where none can be told: its own, the one of its name's unit, or a new one."""
    names = Counter(fold(_text(row, "name")) for _, row in rows)
    seen: set[tuple[str, str]] = set()
    found: list[str] = []
    for of, row in rows:
        try:
            one = (_text(row, "id") if has_ids(of) else "") or _id(lists, row, found, names)
            _refuse_twin(row, one, found, seen)
            found.append(one)
        except RequestError as why:
            out.faults.append(Fault(spot_of(of, row, row.cells.get("name"), "name"), why, "name"))
            found.append("")
    return found


def _refuse_twin(row: Row, one: str, before: Sequence[str], seen: set[tuple[str, str]]) -> None:
    """Refuse a unit that the list names twice, and an id that is none."""
    if not is_id(one):
        raise RequestError("no-id", value=one)
    named = fold(_text(row, "name")), fold(_text(row, "parent"))
    if one in before or (named in seen and not _text(row, "id")):
        raise RequestError("row-twice-alike", value=_text(row, "name") or one)
    seen.add(named)


def _id(lists: Lists, row: Row, before: Sequence[str], names: Mapping[str, int]) -> str:
    """Give the id of the unit of a row's name, within the parent that it states; else make one."""
    name, parent = _text(row, "name"), _text(row, "parent")
    if not name:
        raise RequestError("row-lacks", key="name")
    named = [unit for unit in lists.units.values() if fold(unit.name) == fold(name)]
    within = [unit for unit in named if parent and _is_called(lists, unit.parent, parent)]
    meant = within or (named if not parent or names[fold(name)] == 1 else [])
    if len(meant) > 1:
        raise RequestError("several-values", value=name, candidates="; ".join(unit.id for unit in meant))
    one = meant[0].id if meant else unit_id(name, [*lists.units, *before], [slug(parent)])
    if one is None:
        raise RequestError("unit-without-id", value=name)
    return one


def _is_called(lists: Lists, unit: str | None, text: str) -> bool:
    return unit in lists.units and any(agrees(text, name) for name in lists.units[unit or ""].names())


def _text(row: Row, key: str) -> str:
    given = row.cells.get(key)
    return "" if given is None else cleaned(text_of(given.value, TEXT), lines=False)


def _provisional(row: Row, one: str) -> Unit:
    """Give a unit as far as its row names it, so that other rows can lie in it."""
    return Unit(one, _text(row, "name") or one, "", None, (), None, None, one)


def _sort(lists: Lists, one: str, taken: Taken, new: NewUnits, out: Outcome) -> None:
    """Put a row where it belongs: with the new units, the changed, or those that stay as they are."""
    stated = {**taken.values, "id": one}
    if one not in lists.units:
        lacking = [key for key in ("name", "level") if key not in stated]
        out.faults += [taken.fault("row-lacks", key, key=key) for key in lacking]
        if not lacking:
            new.entries.append(stated)
        return
    old = _stated(lists.units[one])
    changed: dict[str, Value | None] = {
        key: value for key, value in stated.items() if not _same(key, old.get(key), value)
    }
    if taken.id:
        changed |= {key: None for key in taken.covered if key in old and key not in stated and key != "id"}
    if changed:
        new.changes[one] = changed
        shown = {key: (old.get(key), value) for key, value in changed.items()}
        out.remarks.append(remark("unit-changes", id=one, changes=shown))
    else:
        out.remarks.append(remark("row-stays", id=one))


def _same(key: str, old: Value | None, value: Value) -> bool:
    return old == value or (key == "name" and isinstance(old, str) and old == nfc(value))


def _stated(unit: Unit) -> dict[str, Value]:
    found = {
        "id": unit.id,
        "name": unit.name,
        "level": unit.level,
        "parent": unit.parent,
        "aliases": list(unit.aliases),
        "from": unit.since_day,
        "until": unit.until_day,
        "successors": list(unit.successors),
    }
    return {key: value for key, value in found.items() if value}


def write_units(desk: Desk, new: NewUnits, out: Outcome) -> None:
    """Plan units.yaml with all that is new in it."""
    step = take_list(desk, new.entries, new.changes)
    if step:
        out.steps.append(step)
        names = {entry["id"]: entry["name"] for entry in new.entries}
        for entry in new.entries:
            parent = names.get(entry.get("parent")) or desk.lists.unit_name(str(entry.get("parent", "")))
            out.remarks.append(remark("unit-new", values=entry, parent=parent))


def add_unknown(lists: Lists, faults: Iterable[Fault], new: NewUnits, out: Outcome) -> Lists:
    """Add the units that rows name and nobody knows to `new`; give the lists as they will be.

    Their level is told by the first words of their names, as the units and levels that are known have it, and they
    lie in the office's own unit.
    """
    added: dict[str, dict[str, Value]] = {}
    for fault in faults:
        name = nfc(fault.why.params.get("value", ""))
        if fold(name) in added or not name:
            continue
        near = [unit for unit in lists.units.values() if nearly(unit.name, name)]
        out.remarks += [doubt("near-unit", id=unit.id, name=unit.name) for unit in near]
        try:
            added[fold(name)] = _entry(lists, name, [str(one["id"]) for one in added.values()])
        except RequestError as why:
            out.faults.append(fault._replace(why=why))
    new.entries.extend(added.values())
    return lists.with_units(map(_unit, added.values()))


def nearly(one: str, other: str) -> bool:
    """Say whether two names differ in a letter of one word at most, or in diacritics: one is the other mistyped."""
    words = [bare(name).split() for name in (one, other)]
    if len(words[0]) != len(words[1]):
        return False
    apart = [(mine, yours) for mine, yours in zip(*words, strict=True) if mine != yours]
    return len(apart) <= 1 and all(is_edited(*pair) for pair in apart)


def _entry(lists: Lists, name: str, taken: Sequence[str]) -> dict[str, Value]:
    own = lists.setting("unit") or ""
    one = unit_id(name, [*lists.units, *taken], [own])
    if one is None:
        raise RequestError("unit-without-id", value=name)
    lies_in = {"parent": own} if own in lists.units else {}
    return {"id": one, "name": name, "level": _level(lists, name), **lies_in}


def _level(lists: Lists, name: str) -> str:
    words = name.split()
    for number in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        beginning = fold(" ".join(words[:number]))
        alike = [unit.level for unit in lists.units.values() if fold(unit.name).startswith(f"{beginning} ")]
        if alike:
            return max(sorted(set(alike)), key=alike.count)
        try:
            return find_entry(lists, "level", " ".join(words[:number]))
        except RequestError:
            continue
    raise RequestError("unit-without-level", value=name)


def _unit(entry: Mapping[str, Value]) -> Unit:
    aliases = tuple(entry.get("aliases", ()))
    days = (entry.get("from"), entry.get("until"))
    name, level = str(entry["name"]), str(entry["level"])
    return Unit(str(entry["id"]), name, level, entry.get("parent"), aliases, *days, str(entry["id"]))
