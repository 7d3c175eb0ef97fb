"""The units, as a tree."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from danvan_cli.counting.happenings import Happening
from danvan_cli.domain.fields import UNIT
from danvan_cli.index.current_lists import Lists, Unit
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date
from danvan_cli.text.fold import occurs
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.as_json import SCHEMA
from danvan_cli.view.grid import Grid, LineBlocks
from danvan_cli.view.labels import entry_label, unit_label

_HEADERS = (
    *(N_("Unit"), N_("Other spellings"), N_("Level"), N_("Id"), N_("Parent"), N_("Official code"), N_("Until")),
    N_("Successors"),
)
_ALWAYS = ("Unit", "Level", "Id")  # of columns; the others only where a unit has something in them
_DRAWN_BY_TREE, _NEVER_DRAWN = ("Parent",), ("Official code",)  # which is for programs
_LABELLED = ("Parent", "Official code", "Until", "Successors")  # where they stand in a line with others
_INDENT = "· "  # tabulate takes blanks away


def grid(lists: Lists, words: str = "", *, drawn: bool = True) -> Grid:
    """Return a row for each unit, below what it lies in; with words, only those that have them in a name.

    Where the tree is not drawn, a name stands alone in its column, the parent's id in one of its own, and none is
    missing; where only parts of it are, the parent's name stands there.
    """
    is_tree, listed = drawn and not words, _having(lists, words)
    rows = [
        _row(lists, unit, depth if is_tree else 0, names_parent=drawn)
        for unit, depth in _tree(lists)
        if unit.id in listed
    ]
    hidden = (*_NEVER_DRAWN, *(_DRAWN_BY_TREE if is_tree else ()))
    used = [header not in hidden and any(row[number] for row in rows) for number, header in enumerate(_HEADERS)]
    columns = [number for number, header in enumerate(_HEADERS) if not drawn or header in _ALWAYS or used[number]]
    shown = [_HEADERS[number] for number in columns]
    labelled = frozenset(shown.index(header) for header in _LABELLED if header in shown)
    return Grid(
        "",
        [*map(translate, shown)],
        [[row[number] for number in columns] for row in rows],
        [False] * len(columns),
        blocks=LineBlocks(None, 0, shown.index("Id"), id_first=True, labelled=labelled),
    )


def document(lists: Lists, words: str = "") -> dict[str, Any]:
    """Return the units as JSON, in the order of units.yaml."""
    listed = _having(lists, words)
    return {"schema": SCHEMA, "units": [_document(unit) for unit in lists.units.values() if unit.id in listed]}


def _document(unit: Unit) -> dict[str, Any]:
    """Return a unit with its keys as in units.yaml; a date without a day stands by the first, or the last."""
    document = {key: getattr(unit, key) for key in ("id", "name", "level", "parent", "aliases", "code")}
    return {**document, "from": unit.since_day, "until": unit.until_day, "successors": unit.successors}


def document_of(unit: Unit, held: Iterable[Happening]) -> dict[str, Any]:
    """Return one unit as JSON, with what it held."""
    events = [
        {"id": event.id, "kind": event.kind, "year": event.year, "path": event.path, "title": event.title}
        | {"day": event.day}
        for event in held
    ]
    return {"schema": SCHEMA, "unit": _document(unit), "held": events}


def lines(lists: Lists, name: str) -> list[tuple[str, str]]:
    """Return (label, value) of what is known of a unit."""
    unit = lists.units[name]
    days = [format_date(day, language()) if day else "" for day in (unit.since_day, unit.until_day)]
    values = {
        "id": unit.id,
        "name": visible(unit.name),
        "level": entry_label(lists, "level", unit.level),
        "parent": unit_label(lists, unit.parent) if unit.parent else "",
        "aliases": visible("; ".join(unit.aliases)),
        "from": days[0],
        "until": days[1],
        "successors": ", ".join(unit_label(lists, successor) for successor in unit.successors),
    }
    return [(translate(UNIT[key].label), value) for key, value in values.items() if value]


def _having(lists: Lists, words: str) -> Collection[str]:
    """Return the units that have words in a name, else those that are called so with what they lie in."""
    having = [unit.id for unit in lists.units.values() if any(occurs(words, name) for name in unit.names())]
    return set(having or lists.unit_names.bearing(words)) if words else lists.units


def _row(lists: Lists, unit: Unit, depth: int, *, names_parent: bool) -> list[str]:
    aliases = "; ".join(unit.aliases)
    until = format_date(unit.until_day, language()) if unit.until_day else ""
    successors = ", ".join(unit_label(lists, successor) for successor in unit.successors)
    level = entry_label(lists, "level", unit.level)
    name, parent = _INDENT * depth + visible(unit.name), unit.parent or ""
    parent = unit_label(lists, parent) if names_parent and parent else parent
    return [name, visible(aliases), level, unit.id, parent, visible(unit.code or ""), until, successors]


def _tree(lists: Lists) -> Iterator[tuple[Unit, int]]:
    """Yield each unit and how deep it lies; a circle of parents, which `check` reports, hides none."""
    below: dict[str | None, list[Unit]] = {}
    for unit in lists.units.values():
        below.setdefault(unit.parent if unit.parent in lists.units else None, []).append(unit)
    seen = set[str]()

    def walk(parent: str | None, depth: int) -> Iterator[tuple[Unit, int]]:
        for unit in below.get(parent, []):
            if unit.id not in seen:
                seen.add(unit.id)
                yield unit, depth
                yield from walk(unit.id, depth + 1)

    yield from walk(None, 0)
    yield from ((unit, 0) for unit in lists.units.values() if unit.id not in seen)
