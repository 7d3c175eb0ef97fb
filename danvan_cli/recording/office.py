"""Making a data folder; what is there already is never touched."""

from collections.abc import Container, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from danvan_cli.domain.directory import DirectoryUnit
from danvan_cli.domain.errors import InputError, Mistake, RecordError, RequestError
from danvan_cli.domain.identity import unit_id
from danvan_cli.domain.lists import built_in, entries_of, replaceable, stated_by
from danvan_cli.domain.matching import NOT_THERE, pick
from danvan_cli.domain.messages import NO_LETTERS, NO_PAIR, SAME_RECORD, Message
from danvan_cli.domain.names import GIT_FILES, OFFICE_FILE, UNITS_FILE, is_id, why_no_id
from danvan_cli.domain.reading import FORMAT, read_office, read_units
from danvan_cli.domain.unlisted_units import pick_unit
from danvan_cli.domain.values import Value
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.domain.writing import record_bytes, units_bytes
from danvan_cli.recording.plan import Plan, Step, plan
from danvan_cli.store.writing import Change
from danvan_cli.text.fold import nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug
from danvan_cli.text.visible import has_letters, is_blank

MADE = Message("made", N_("Made: {names}"), severity="remark")

# Line ends are LF everywhere, as the format has it; git finds conflicts line by line.
_ATTRIBUTES = "* text=auto eol=lf\n"
_IGNORED = ".danvan.lock\n.danvan-*.tmp\n"
_OTHERS = dict(zip(GIT_FILES, (_ATTRIBUTES, _IGNORED), strict=True))


class OfficeTyped(NamedTuple):
    """What was typed of an office: its name, its unit's name and level, the units above (nearest first), its levels.

    A unit above is `name=level`; `levels`, highest first, are built-in ones, or `id=label`. `known` are those of these
    units that were chosen from the country's directory, by their names.
    """

    office: str = ""
    unit: str = ""
    level: str = ""
    above: Sequence[str] = ()
    levels: Sequence[str] = ()
    known: Mapping[str, DirectoryUnit] = MappingProxyType({})


def make_office(typed: OfficeTyped, existing: Mapping[str, bytes]) -> Plan:
    """Plan the files that a data folder still lacks; `existing` are those that it has.

    What danvan.yaml or units.yaml states already holds: the one that is made fits the one that is there.
    Raise InputError, or RecordError.
    """
    if OFFICE_FILE in existing and UNITS_FILE in existing:
        return plan(MADE, other_files(existing))
    _require(typed, existing)
    if OFFICE_FILE in existing:
        stated, levels = _read_office_file(existing[OFFICE_FILE])
    else:
        stated, levels = {}, _read_levels(typed.levels)
    if UNITS_FILE in existing:
        files = [_office_file(typed, _find_own_unit(typed.unit, existing[UNITS_FILE]), levels)]
    else:
        units = _units(typed, levels, stated.get("unit"))
        files = [new_file(UNITS_FILE, "unit", units[-1], units_bytes(units))]
        if OFFICE_FILE not in existing:
            files.insert(0, _office_file(typed, units[-1]["id"], levels))
    return plan(MADE, [*files, *other_files(existing)])


def _require(typed: OfficeTyped, existing: Container[str]) -> None:
    required = {"office": typed.office, "unit": typed.unit, "level": typed.level}
    stated = {OFFICE_FILE: "office", UNITS_FILE: "level"}
    for file, key in stated.items():
        if file in existing:
            del required[key]
    missing = [key for key, text in required.items() if is_blank(text)]
    names = [("office", required.get("office", "")), ("unit", typed.unit), *(("above", text) for text in typed.above)]
    wrong = [
        Mistake(key, RequestError(NO_LETTERS, value=text))
        for key, text in names
        if not (is_blank(text) or has_letters(text.rpartition("=")[0] or text))
    ]
    if wrong or missing:
        raise InputError(wrong, missing)


def _office_file(typed: OfficeTyped, unit: str, levels: Mapping[str, VocabularyEntry]) -> Step:
    stated: dict[str, Value] = {"format": FORMAT, "office": nfc(typed.office), "unit": unit}
    if typed.levels:
        stated["vocabulary"] = {"level": list(map(stated_by, levels.values()))}
    return new_file(OFFICE_FILE, "office", stated, record_bytes("office", stated))


def _read_office_file(office: bytes) -> tuple[dict[str, Value], dict[str, VocabularyEntry]]:
    """Return what danvan.yaml states, and the levels that hold with it; raise RecordError."""
    reading, lists = read_office(OFFICE_FILE, office, replaceable())
    if not reading.sound:
        raise RecordError(reading.problems)
    own = {entry.id: entry for entry in entries_of(lists.get("level", ()))}
    return reading.stated.values, own or known_levels()


def _find_own_unit(typed: str, units: bytes) -> str:
    """Find the office's unit among those of units.yaml; raise InputError, or RecordError."""
    reading = read_units(UNITS_FILE, units)
    if not reading.sound:
        raise RecordError(reading.problems)
    names = {entry.values["id"]: (entry.values["id"], entry.values["name"]) for entry in reading.entries}
    try:
        return pick_unit(nfc(typed), names)
    except RequestError as why:
        raise InputError([Mistake("unit", why)]) from None


def other_files(existing: Container[str]) -> list[Step]:
    """Return git's files, those that are not there yet."""
    return [new_file(path, "office", {}, text.encode()) for path, text in _OTHERS.items() if path not in existing]


def new_file(path: str, kind: str, values: Mapping[str, Value], data: bytes) -> Step:
    """Return the step that makes a file."""
    return Step(kind, path, None, values, Change(path, None, data))


def known_levels() -> dict[str, VocabularyEntry]:
    """Return the built-in levels by id, highest first."""
    return {entry.id: entry for entry in built_in()["level"]}


def _read_levels(typed: Iterable[str]) -> dict[str, VocabularyEntry]:
    known = known_levels()
    chosen = [part.strip() for text in typed for part in text.split(",") if part.strip()]
    return dict(_read_level(text, known) for text in chosen) if chosen else known


def _read_level(text: str, known: Mapping[str, VocabularyEntry]) -> tuple[str, VocabularyEntry]:
    """Read a built-in level, or one of the office's own: `thanh-pho=Cấp thành phố`."""
    name, equals, label = (part.strip() for part in text.partition("="))
    level_id = slug(name) if equals else _pick("levels", name, _names(known))
    if not is_id(level_id):
        raise InputError([Mistake("levels", RequestError(why_no_id(level_id), value=level_id))])
    return level_id, VocabularyEntry(level_id, label) if label else known[level_id]


def _units(typed: OfficeTyped, levels: Mapping[str, VocabularyEntry], own: str | None = None) -> list[dict[str, Value]]:
    """Return the units from the highest down to the office's own, each below the one before."""
    units: list[dict[str, Value]] = []
    for name, level in [*map(_read_above, reversed(typed.above)), (typed.unit, typed.level)]:
        level_id = _pick("level", level, _names(levels))
        above: dict[str, Value] = {"parent": units[-1]["id"]} if units else {}
        own_id = _unit_id(name, level_id, [own, *(unit["id"] for unit in units)])
        units.append({"id": own_id, "name": nfc(name), "level": level_id, **above, **_known_values(typed.known, name)})
    units[-1]["id"] = own or units[-1]["id"]
    return units


def _known_values(known: Mapping[str, DirectoryUnit], name: str) -> dict[str, Value]:
    """Return what the directory knows of a unit besides: its code, and its days."""
    unit = known.get(name)
    values = {"code": unit.official_code, "from": unit.since, "until": unit.until} if unit else {}
    return {key: value for key, value in values.items() if value}


def _unit_id(name: str, level: str, taken: Container[str | None]) -> str:
    """Make a unit's id out of its name, or of its level where the name has no letters for one; raise InputError."""
    made = unit_id(name if slug(name) else level, taken, [level])
    if made is None:
        raise InputError([Mistake("above", RequestError(SAME_RECORD, value=nfc(name)))])
    return made


def _read_above(text: str) -> tuple[str, str]:
    name, equals, level = text.rpartition("=")
    if not (equals and name.strip() and level.strip()):
        raise InputError([Mistake("above", RequestError(NO_PAIR, value=text))])
    return name, level


def _pick(key: str, typed: str, named: Mapping[str, tuple[str, ...]]) -> str:
    """Find what is meant; a built-in level's id that is none here is no part of another one's alias."""
    if typed in known_levels() and typed not in named:
        raise InputError([Mistake(key, RequestError(NOT_THERE, value=typed, near="–"))])
    try:
        return pick(nfc(typed), named)
    except RequestError as why:
        raise InputError([Mistake(key, why)]) from None


def _names(levels: Mapping[str, VocabularyEntry]) -> dict[str, tuple[str, ...]]:
    return {level.id: level.names() for level in levels.values()}
