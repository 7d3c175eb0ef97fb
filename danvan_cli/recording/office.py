"""Making a data folder; what is there already is never touched."""

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from danvan_cli.counting.question import Refused, pick
from danvan_cli.domain.lists import built_in
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE
from danvan_cli.domain.reading import FORMAT
from danvan_cli.domain.values import Value
from danvan_cli.domain.vocabulary import Entry
from danvan_cli.domain.writing import record_bytes, units_bytes
from danvan_cli.recording.mistakes import Mistake, Mistakes
from danvan_cli.recording.plan import Plan, Step, plan
from danvan_cli.store.writing import Change
from danvan_cli.text.fold import nfc
from danvan_cli.text.slug import slug

# Line ends are LF everywhere, as the format has it; git finds conflicts line by line.
_ATTRIBUTES = "* text=auto eol=lf\n"
_IGNORED = ".danvan.lock\n.danvan-*.tmp\n"
_OTHERS = {".gitattributes": _ATTRIBUTES, ".gitignore": _IGNORED}


class OfficeTyped(NamedTuple):
    """What was typed of an office: its name, its unit's name and level, the units above (nearest first), its levels.

    A unit above is `name=level`; `levels`, highest first, are built-in ones, or `id=label`.
    """

    office: str = ""
    unit: str = ""
    level: str = ""
    above: Sequence[str] = ()
    levels: Sequence[str] = ()


def make_office(typed: OfficeTyped, there: Container[str]) -> Plan:
    """Plan the files that a data folder still lacks; raise Mistakes. `there` are the names of what is there."""
    if OFFICE_FILE in there and UNITS_FILE in there:
        return plan("made", _others(there))
    required = {"office": typed.office, "unit": typed.unit, "level": typed.level}
    missing = [key for key, text in required.items() if not nfc(text)]
    if missing:
        raise Mistakes(missing=missing)
    levels = _levels(typed.levels)
    units = _units(typed, levels)
    stated: dict[str, Value] = {"format": FORMAT, "office": nfc(typed.office), "unit": units[-1]["id"]}
    if typed.levels:
        stated["vocabulary"] = {"level": [{"id": one.id, "label": one.label} for one in levels.values()]}
    files = (
        _new(OFFICE_FILE, "office", stated, record_bytes("office", stated)),
        _new(UNITS_FILE, "unit", units[-1], units_bytes(units)),
    )
    return plan("made", [*(step for step in files if step.path not in there), *_others(there)])


def _others(there: Container[str]) -> list[Step]:
    return [_new(path, "office", {}, text.encode()) for path, text in _OTHERS.items() if path not in there]


def _new(path: str, kind: str, values: Mapping[str, Value], data: bytes) -> Step:
    return Step(kind, path, None, values, Change(path, None, data))


def known_levels() -> dict[str, Entry]:
    """Give the built-in levels by id, highest first."""
    return {entry.id: entry for entry in built_in()["level"]}


def _levels(typed: Iterable[str]) -> dict[str, Entry]:
    known = known_levels()
    chosen = [part.strip() for text in typed for part in text.split(",") if part.strip()]
    return dict(_level(text, known) for text in chosen) if chosen else known


def _level(text: str, known: Mapping[str, Entry]) -> tuple[str, Entry]:
    """Read a built-in level, or one of the office's own: `thanh-pho=Cấp thành phố`."""
    name, equals, label = (part.strip() for part in text.partition("="))
    one = slug(name) if equals else _picked("levels", name, known)
    return one, Entry(one, label or known[one].label)


def _units(typed: OfficeTyped, levels: Mapping[str, Entry]) -> list[dict[str, Value]]:
    """Give the units from the highest down to the office's own, each below the one before."""
    places = [(typed.unit, typed.level), *map(_above, typed.above)]
    units = [
        {"id": slug(name), "name": nfc(name), "level": _picked("level", level, levels)}
        for name, level in reversed(places)
    ]
    for upper, lower in pairwise(units):
        lower["parent"] = upper["id"]
    return [{key: unit[key] for key in ("id", "name", "level", "parent") if key in unit} for unit in units]


def _above(text: str) -> tuple[str, str]:
    name, equals, level = text.rpartition("=")
    if not (equals and name.strip() and level.strip()):
        raise Mistakes([Mistake("above", Refused("no-pair", value=text))])
    return name, level


def _picked(key: str, typed: str, levels: Mapping[str, Entry]) -> str:
    try:
        return pick(nfc(typed), {one.id: one.names() for one in levels.values()})
    except Refused as why:
        raise Mistakes([Mistake(key, why)]) from None
