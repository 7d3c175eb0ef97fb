"""Lists of units, and units that other lists name and units.yaml does not know."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from danvan_cli.counting.outside_units import is_outside
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import TEXT
from danvan_cli.domain.fields import UNIT
from danvan_cli.domain.identity import UnitIdentity, unit_id
from danvan_cli.domain.matching import SEVERAL_VALUES
from danvan_cli.domain.messages import NO_RECORD, Message
from danvan_cli.domain.names import is_id, why_no_id
from danvan_cli.domain.unlisted_units import UnlistedUnitError
from danvan_cli.domain.values import Value
from danvan_cli.importing.cell_texts import cleaned, text_of
from danvan_cli.importing.list_values import RecordTime, has_ids
from danvan_cli.importing.model_names import ModelName
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.parsed_rows import ParsedRow, lacking_key, spot_of
from danvan_cli.importing.results import ImportPart, RowCounts, join_parts
from danvan_cli.importing.row_matching import ROW_TWICE_ALIKE
from danvan_cli.importing.row_questions import RowsQuestion
from danvan_cli.importing.row_reader import RowReader
from danvan_cli.importing.sheet_lists import Fault, ListOnSheet, SheetRow
from danvan_cli.importing.units_left import RowOfUnit, UnitsLeft
from danvan_cli.index.current_lists import Lists, Unit, unit_of_entry
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.units import doubts_of_place, identity_of, near_units, take_list
from danvan_cli.text.dates import first_day, last_day
from danvan_cli.text.fold import fold, nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

UNIT_WITHOUT_ID = Message("unit-without-id", N_("No id can be made of “{value}”. Add the unit first: danvan unit add."))
UNIT_NEW = Message("unit-new", N_("New unit: {name} ({id}), {level}{parent}"), severity="remark")
UNIT_CHANGES = Message("unit-changes", N_("Unit {id}: {changes}"), severity="remark")
UNITS_OUTSIDE = Message(
    "units-outside",
    N_(
        "Of {number} units nothing says what they lie in, so which units have no records is not told rightly: {names}."
        " If they lie in {home}, import the list once more with --default parent={id}"
    ),
    severity="doubt",
)
_MOST_NAMED = 5


class UnitChanges(NamedTuple):
    """What becomes of units.yaml: entries that it lacks, changes of those that it has, {id: {key: value}}.

    `lists` has all units as they will be, for whoever names them. `part` is what there is to say. `refused` are units
    that rows name and that cannot be added, by where the rows are from and by their names, with why.
    """

    lists: Lists
    entries: tuple[dict[str, Value], ...]
    changes: dict[str, dict[str, Value | None]]
    part: ImportPart
    refused: Mapping[tuple[str, str], RequestError] = MappingProxyType({})

    @staticmethod
    def key_of(fault: Fault) -> tuple[str, str]:
        """Return by what a unit is known that a fault is about: where its row is from, and its name."""
        home = fault.why.search.home if isinstance(fault.why, UnlistedUnitError) else ""
        return home, fold(str(fault.why.params.get("value", "")))

    def is_refused(self, fault: Fault) -> bool:
        """Whether it was tried to add the unit that a fault is about."""
        return isinstance(fault.why, UnlistedUnitError) and self.key_of(fault) in self.refused

    def restated(self, fault: Fault) -> Fault:
        """Return a fault as it is; of a unit that could not be added, with why."""
        return fault._replace(why=self.refused[self.key_of(fault)]) if self.is_refused(fault) else fault


def read_units(lists: Lists, sheet_lists: Iterable[ListOnSheet], options: ImportOptions) -> UnitChanges:
    """Read lists of units, and sort their rows into entries that are new, those that change, and those that stay."""
    rows = [(sheet_list, row) for sheet_list in sheet_lists for row in sheet_list.rows]
    ids, faults = _ids(lists, rows, options)
    named = [(place, unit) for place, unit in zip(rows, ids, strict=True) if unit]
    known = lists.with_units(_provisional_unit(lists, row, unit) for (_, row), unit in named) if rows else lists
    parts = [ImportPart(faults=tuple(faults))]
    entries: list[dict[str, Value]] = []
    changes: dict[str, dict[str, Value | None]] = {}
    outside: list[ParsedRow] = []
    sound: list[RowOfUnit] = []
    for (sheet_list, row), unit in named:
        parsed = RowReader(known, sheet_list, options, _no_model).read(row)
        if isinstance(parsed, ParsedRow):
            parsed = _placed(known, unit, parsed, options)
        wrong = parsed if isinstance(parsed, list) else list(_lacking_faults(lists, unit, parsed))
        if isinstance(parsed, list) or wrong:
            parts.append(ImportPart(faults=tuple(wrong)))
            continue
        sound.append(RowOfUnit(parsed, unit, is_new=unit not in lists.units))
        if unit not in lists.units:
            entries.append({**parsed.values, "id": unit})
        else:
            changed = _changed_values(lists.units[unit], parsed, named_so=options.answers.get(parsed.line) == unit)
            changes |= {unit: changed} if changed else {}
            parts.append(_change_part(lists.units[unit], changed))
        if _is_row_outside(lists, unit, parsed):
            outside.append(parsed)
    parts.append(_near_part(lists, sound, set(ids), options))
    whole = known.with_units(map(unit_of_entry, entries))
    placed = [*entries, *({**_unit_values(lists.units[unit]), **new} for unit, new in changes.items())]
    doubts = [doubt for values in placed for doubt in doubts_of_place(whole, values)]
    asked = [row for row in outside if row.line not in options.answers_to_all]
    told = ImportPart(remarks=tuple(doubts), questions=tuple(_question_of_place(lists, asked)))
    return UnitChanges(whole, tuple(entries), changes, join_parts([*parts, told]))


def _near_part(lists: Lists, rows: Sequence[RowOfUnit], ids: Container[str], options: ImportOptions) -> ImportPart:
    """Say which new units are nearly called as others are; what the list names itself is told apart by that."""
    left = UnitsLeft(lists, rows, options)
    doubts = list(left.doubts())
    asked = {unit for doubt in doubts for unit in doubt.meant}
    elsewhere = [
        near
        for row, _, is_new in rows
        if is_new
        for near in near_units(lists, row.values)
        if near.args["id"] not in ids and near.args["id"] not in asked and not options.settles(row.line)
    ]
    remarks = [*(doubt.remark for doubt in doubts), *left.told(), *elsewhere]
    return ImportPart(remarks=tuple(remarks), doubts=tuple(doubts))


def _placed(lists: Lists, unit: str, row: ParsedRow, options: ImportOptions) -> ParsedRow:
    """Return a row of a unit that lies in what was answered, or was said for all rows but those above that."""
    parent, is_stated = row.values.get("parent"), "parent" in row.raw.cells or "parent" in row.raw.sections
    if not parent and (answer := options.answers_to_all.get(row.line)):
        return row._replace(values={**row.values, "parent": answer})
    if parent and not is_stated and unit in (parent, *lists.chain(str(parent))):
        return row._replace(values={key: value for key, value in row.values.items() if key != "parent"})
    return row


def _is_row_outside(lists: Lists, unit: str, row: ParsedRow) -> bool:
    """Whether what a row's unit lies in is said neither by the row nor by units.yaml, and should be."""
    known = _unit_values(lists.units[unit]) if unit in lists.units else {}
    stated = {**known, **row.values}
    return is_outside(lists, unit, str(stated["name"]), str(stated["level"]), stated.get("parent"))


def _question_of_place(lists: Lists, rows: Sequence[ParsedRow]) -> Iterator[RowsQuestion]:
    """Ask whether the units of rows lie in the office's own."""
    own = lists.setting("unit")
    if rows and own in lists.units:
        names = [str(row.values["name"]) for row in rows]
        listed = "; ".join([*names[:_MOST_NAMED], *(["…"] if names[_MOST_NAMED:] else [])])
        told = remark(UNITS_OUTSIDE, number=len(rows), names=listed, home=lists.called(str(own)), id=own)
        yield RowsQuestion(told, {row.line: str(own) for row in rows})


def _no_model(name: ModelName) -> str:
    raise RequestError(NO_RECORD, value=name.text, near="–")


def _ids(
    lists: Lists, rows: Sequence[tuple[ListOnSheet, SheetRow]], options: ImportOptions
) -> tuple[list[str], list[Fault]]:
    """Return the id of each row's unit: its own, the one of its name's unit, or a new one.

    It is "" where none can be told; the faults say why.
    """
    names = Counter(fold(_text(row, "name")) for _, row in rows)
    seen: list[UnitIdentity] = []
    ids: list[str] = []
    faults: list[Fault] = []
    for sheet_list, row in rows:
        spot = spot_of(sheet_list, row, row.cells.get("name"), "name")
        stated = _text(row, "id") if has_ids(sheet_list) else ""
        if not (stated or _text(row, "name")):
            faults.append(lacking_key(spot, "name"))
            ids.append("")
            continue
        try:
            identity = _identity(RowReader(lists, sheet_list, options, _no_model), row)
            unit = stated or _answered(lists, row, sheet_list, options) or _id_of_row(lists, row, identity, ids, names)
            _refuse_twin(row, unit, identity, ids, seen)
        except RequestError as why:
            faults.append(Fault(spot, why, "name"))
            unit = ""
        ids.append(unit)
    return ids, faults


def _refuse_twin(
    row: SheetRow, unit: str, identity: UnitIdentity, before: Sequence[str], seen: list[UnitIdentity]
) -> None:
    """Refuse a unit that the list names twice, and an id that is none."""
    if not is_id(unit):
        raise RequestError(why_no_id(unit), value=unit)
    if unit in before or (any(map(identity.is_same, seen)) and not _text(row, "id")):
        raise RequestError(ROW_TWICE_ALIKE, value=_text(row, "name") or unit)
    seen.append(identity)


def _identity(reader: RowReader, row: SheetRow) -> UnitIdentity:
    """Return what makes a row's unit the one that it is; a parent of the same list is named as the row has it."""
    since, until = _stated_text(reader, row, "from"), _stated_text(reader, row, "until")
    days = first_day(since) if since else None, last_day(until) if until else None
    parent = _stated_text(reader, row, "parent") or fold(_text(row, "parent")) or None
    return UnitIdentity(_text(row, "name"), parent, *days)


def _stated_text(reader: RowReader, row: SheetRow, key: str) -> str | None:
    """Return what a row states; what cannot be read is a fault of the row when it is read as a whole."""
    given = row.cells.get(key) or row.sections.get(key)
    try:
        text = text_of(given.value, UNIT[key].type) if given else ""
        value = reader.value(key, text, RecordTime(reader.year(row) or 0)) if text else None
    except RequestError:
        return None
    return None if value is None else str(value)


def _id_of_row(
    lists: Lists, row: SheetRow, stated: UnitIdentity, before: Sequence[str], names: Mapping[str, int]
) -> str:
    """Return the id of the unit that a row names, below the parent and in the days that it states; else make one.

    Who names no parent means whatever bears the name, and a unit without a parent may be told of one.
    """
    name, parent = _text(row, "name"), _text(row, "parent")
    named = [unit for unit in lists.units.values() if stated.is_same(identity_of(unit)._replace(parent=stated.parent))]
    within = [unit for unit in named if parent and unit.parent == stated.parent]
    alone = names[fold(name)] == 1
    meant = within or [unit for unit in named if not parent or (alone and unit.parent is None)]
    if len(meant) > 1:
        raise RequestError(SEVERAL_VALUES, value=name, candidates="; ".join(unit.id for unit in meant))
    year = (stated.first_day or "")[:4]
    # A last mark for a name that only its diacritics tell from another one: whether it is that one is asked then.
    new_id = unit_id(name, [*lists.units, *before], filter(None, (slug(parent), year, "2")))
    unit = meant[0].id if meant else new_id
    if unit is None:
        raise RequestError(UNIT_WITHOUT_ID, value=name)
    return unit


def _text(row: SheetRow, key: str) -> str:
    given = row.cells.get(key) or row.sections.get(key)
    return "" if given is None else cleaned(text_of(given.value, TEXT), lines=False)


def _provisional_unit(lists: Lists, row: SheetRow, unit: str) -> Unit:
    """Return a unit as far as it is known, or its row names it, so that other rows can lie in it."""
    known = lists.units.get(unit) or Unit(unit, unit, "", None, (), None, None, unit)
    return known._replace(name=_text(row, "name") or known.name)


def _lacking_faults(lists: Lists, unit: str, row: ParsedRow) -> Iterator[Fault]:
    """Find what a row must state of a new unit and does not."""
    if unit not in lists.units:
        yield from (row.lacks(key) for key in ("name", "level") if key not in row.values)


def _answered(lists: Lists, row: SheetRow, sheet_list: ListOnSheet, options: ImportOptions) -> str:
    """Return the unit that a row was said to be, "" where nothing was said."""
    answer = options.answers.get(spot_of(sheet_list, row)[:3], "")
    return answer if answer in lists.units else ""


def _changed_values(unit: Unit, row: ParsedRow, *, named_so: bool) -> dict[str, Value | None]:
    """Return what a row says otherwise of a unit that is there; None: nothing is known any more.

    The name by which the row found it is not said otherwise, however it is written: only a row with an id corrects it,
    or one that was said to be that unit, its name corrected (`named_so`).
    """
    stated = {**row.values, "id": unit.id}
    if not (row.id or named_so):
        stated.pop("name", None)
    old = _unit_values(unit)
    changed: dict[str, Value | None] = {
        key: value for key, value in stated.items() if not _is_same(key, old.get(key), value)
    }
    if row.id:
        changed |= {key: None for key in row.covered if key in old and key not in stated and key != "id"}
    return changed


def _change_part(unit: Unit, changed: Mapping[str, Value | None]) -> ImportPart:
    if not changed:
        return ImportPart(counts=RowCounts(unchanged=1))
    old = _unit_values(unit)
    shown = {key: (old.get(key), value) for key, value in changed.items()}
    return ImportPart(
        remarks=(remark(UNIT_CHANGES, id=unit.id, changes=[(UNIT[key], *pair) for key, pair in shown.items()]),),
        counts=RowCounts(changed=1),
    )


def _is_same(key: str, old: Value | None, value: Value) -> bool:
    """Whether a unit is told nothing new; the index has its days in full, whatever units.yaml leaves out of them."""
    if key in ("from", "until") and old and value:
        return bool(old == (first_day if key == "from" else last_day)(value))
    return old == value or (key == "name" and isinstance(old, str) and old == nfc(value))


def _unit_values(unit: Unit) -> dict[str, Value]:
    values = {
        "id": unit.id,
        "name": unit.name,
        "level": unit.level,
        "parent": unit.parent,
        "aliases": list(unit.aliases),
        "code": unit.code,
        "from": unit.since_day,
        "until": unit.until_day,
        "successors": list(unit.successors),
    }
    return {key: value for key, value in values.items() if value}


def write_units(lookup: RecordLookup, changes: UnitChanges) -> UnitChanges:
    """Plan units.yaml with all that is new in it."""
    if not (changes.entries or changes.changes):
        return changes

    step = take_list(lookup, changes.entries, changes.changes)
    names = {entry["id"]: entry["name"] for entry in changes.entries}
    remarks: list[Remark] = []
    for entry in changes.entries:
        parent = names.get(entry.get("parent")) or lookup.lists.unit_name(str(entry.get("parent", "")))
        above = f", {parent}" if parent else ""
        remarks.append(remark(UNIT_NEW, id=entry["id"], name=entry["name"], level=entry["level"], parent=above))
    written = ImportPart(steps=(step,), remarks=tuple(remarks), counts=RowCounts(new=len(remarks)))
    return changes._replace(part=join_parts([changes.part, written]))
