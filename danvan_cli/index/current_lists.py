"""The office's lists and units, as the index holds them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_cli.domain.matching import Meant
from danvan_cli.domain.namesakes import Namesake
from danvan_cli.domain.office_tree import OfficeTree
from danvan_cli.domain.unit_kinds import COMMUNE, level_entry
from danvan_cli.domain.unit_names import UnitNames
from danvan_cli.domain.units import ancestors
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.text.dates import first_day, last_day

if TYPE_CHECKING:
    from danvan_cli.domain.values import Value

DUE = "due."  # and the year: among the settings, the day by which units send
_NONE = "[]"  # of most units and entries, and every command reads them all


class Unit(NamedTuple):
    """A unit as lists and questions need it."""

    id: str
    name: str
    level: str
    parent: str | None
    aliases: tuple[str, ...]
    since_day: str | None
    until_day: str | None
    now: str
    successors: tuple[str, ...] = ()
    code: str | None = None

    def names(self) -> tuple[str, ...]:
        """Return all by which a person may call it."""
        return (self.id, self.name, *self.aliases)

    def existed(self, first_day: str, last_day: str = "9999-12-31") -> bool:
        """Whether it existed on any of these days, given in full; without a last one, on or after the first."""
        return (self.until_day or last_day) >= first_day and (self.since_day or first_day) <= last_day


def unit_of_entry(entry: "Mapping[str, Value]") -> Unit:
    """Return a unit as its entry of units.yaml states it."""
    aliases = tuple(entry.get("aliases", ()))
    since, until = entry.get("from"), entry.get("until")
    days = first_day(since) if since else None, last_day(until) if until else None
    unit, name, level = (str(entry[key]) for key in ("id", "name", "level"))
    return Unit(unit, name, level, entry.get("parent"), aliases, *days, unit, code=entry.get("code"))


def _texts(stated: str) -> tuple[str, ...]:
    return tuple(json.loads(stated)) if stated != _NONE else ()


@lru_cache(maxsize=1 << 10)  # most are the same in every folder
def _entry(*row: Any) -> VocabularyEntry:  # noqa: ANN401 - as SQLite gives it
    name, label, label_en, aliases, until, effective, stock, apart, unit, least, most, short = row
    flags = bool(effective), bool(stock), bool(apart)
    return VocabularyEntry(name, label, label_en, _texts(aliases), until, *flags, unit, least, most, _texts(short))


class Lists:
    """Vocabulary and units, read when they are first asked for.

    `meant` is what somebody answered who was asked which of several things a name means.
    """

    def __init__(self, db: sqlite3.Connection, meant: Meant = MappingProxyType({})) -> None:
        self._db = db
        self._asked: dict[str, dict[str, VocabularyEntry]] = {}
        self.meant = meant

    @cached_property
    def vocabulary(self) -> dict[str, dict[str, VocabularyEntry]]:
        """Return {list: {id: entry}} of all lists, by their names."""
        names = self._db.execute("SELECT DISTINCT list FROM entry ORDER BY list").fetchall()
        return {name: self.entries(name) for (name,) in names}

    def entries(self, name: str) -> dict[str, VocabularyEntry]:
        """Return one list's entries by id, in the list's order: most commands ask for a few of them."""
        if "vocabulary" in self.__dict__:
            return self.vocabulary.get(name, {})
        if name not in self._asked:
            rows = self._db.execute(
                "SELECT id, label, label_en, aliases, until, effective, stock, apart, unit, least, most, short"
                " FROM entry WHERE list = ? ORDER BY position",
                [name],
            )
            self._asked[name] = {row[0]: _entry(*row) for row in rows}
        return self._asked[name]

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Return all units by id, in the order of units.yaml."""
        rows = self._db.execute(
            "SELECT id, name, level, parent, aliases, since_day, until_day, now, successors, code FROM unit"
            " ORDER BY position"
        )
        return {row[0]: Unit._make((*row[:4], _texts(row[4]), *row[5:8], _texts(row[8]), row[9])) for row in rows}

    @cached_property
    def unit_names(self) -> UnitNames:
        """Return what the units are called, and which of them a name means."""
        return UnitNames(self.units, self.is_elsewhere, lambda: self.setting("unit") or "")

    def is_elsewhere(self, unit: str) -> bool:
        """Whether the office has nothing to do with a unit, as far as its own unit and the tree tell."""
        return self._office_tree is not None and self._office_tree.is_elsewhere(unit)

    @cached_property
    def _office_tree(self) -> OfficeTree | None:
        own = self.setting("unit")
        return OfficeTree(self.units, own, list(self.entries("level"))) if own in self.units else None

    def with_units(self, added: Iterable[Unit]) -> "Lists":
        """Return the lists as they will be with further units, or with others of the same ids."""
        lists = self.kept()
        lists.__dict__["units"] = {**self.units, **{unit.id: unit for unit in added}}
        return lists

    def chain(self, unit: str) -> list[str]:
        """Return a unit and all above it, nearest first; nothing for an unknown one. A circle ends where it closes."""
        return ancestors(self.units, unit)

    def commune_of(self, unit: str) -> str:
        """Return the commune that a unit is or lies in, "" where it lies in none.

        It is the highest one: what belongs to a commune, such as its committee, may be of the same level.
        """
        if unit not in self._communes:
            communes = [higher for higher in self.chain(unit) if self.units[higher].level == self._commune_level]
            self._communes[unit] = communes[-1] if communes else ""
        return self._communes[unit]

    def is_as_low_as_communes(self, unit: str) -> bool:
        """Whether a unit is a commune, or something of it, by its level."""
        levels, level = list(self.entries("level")), self.units[unit].level
        commune = self._commune_level
        return commune is not None and level in levels and levels.index(level) >= levels.index(commune)

    @cached_property
    def _commune_level(self) -> str | None:
        """Return what the office's own list of levels has for communes; None for nothing."""
        return level_entry(self.entries("level"), COMMUNE)

    @cached_property
    def _communes(self) -> dict[str, str]:
        return {}

    @cached_property
    def unit_order(self) -> dict[str, int]:
        """Return {unit: its position in units.yaml}."""
        return {unit: number for number, unit in enumerate(self.units)}

    def unit_name(self, unit: str) -> str:
        """Return a unit's bare name, for programs; or its id where units.yaml does not know it. See `called`."""
        return self.units[unit].name if unit in self.units else unit

    def called(self, unit: str) -> Namesake:
        """Return what a unit is called in this folder, with what tells it from others of its name."""
        return self.unit_names.told_apart(unit) if unit in self.units else Namesake(unit, unit)

    def setting(self, name: str) -> str | None:
        """Return one of danvan.yaml's own values, `office` or `unit`; None where it states none."""
        return self._settings.get(name)

    @property
    def due(self) -> dict[int, str]:
        """Return the day by which units send their lists, in full, by campaign year, as far as danvan.yaml says it."""
        days = {name.removeprefix(DUE): day for name, day in self._settings.items() if name.startswith(DUE) and day}
        return {int(year): last_day(day) for year, day in sorted(days.items())}

    @cached_property
    def _settings(self) -> dict[str, str | None]:
        return dict(self._db.execute("SELECT name, value FROM setting"))

    def kept(self) -> "Lists":
        """Read all of it now, for whoever works on after the index was closed, or brought into step again."""
        lists = Lists(self._db, self.meant)
        lists.__dict__.update(vocabulary=self.vocabulary, units=self.units, _settings=self._settings)
        return lists
