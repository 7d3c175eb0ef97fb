"""The units of the country, as the package brings them along (docs/directory.md): those of today, and those before.

It is read when a unit is not found, or asked for; no count and no list of records knows of it.
"""

import zlib
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.unit_kinds import PROVINCE, but_for_kind, is_called, spelt_out
from danvan_cli.text.fold import bare, fold, has_diacritic

# One unit a line; no name has a comma in it (tools/directory.py). Python's csv and gzip would take twice as long.
DIRECTORY_FILE = Path(__file__).parents[1] / "directory.csv.gz"
_GZIP = 31
COLUMNS = ("code", "name", "level", "parent", "since", "until", "successors")
_BETWEEN = str.maketrans("·;", ",,")


class DirectoryUnit(NamedTuple):
    """A unit as the directory has it. Days are full stored dates, "" where not known; so is what it does not have."""

    code: str
    name: str
    level: str
    parent: str
    since: str
    until: str
    successor: str

    @property
    def official_code(self) -> str | None:
        """Return the code that the State gives it; those of ended units are the directory's own."""
        return self.code if self.code.isdigit() else None

    def existed_in(self, year: int | None) -> bool:
        """Whether it existed in a year; without one, whether it does today."""
        if year is None:
            return not self.until
        return (self.until or "9999") >= f"{year}-01-01" and self.since <= f"{year}-12-31"


class Directory:
    """All units by code: {code: unit}, each before those in it, those of today before those that ended."""

    def __init__(self, units: Iterable[DirectoryUnit]) -> None:
        self.units = {unit.code: unit for unit in units}

    def chain(self, code: str) -> list[DirectoryUnit]:
        """Return a unit and all above it, nearest first."""
        unit = self.units[code]
        return [unit, *(self.chain(unit.parent) if unit.parent else ())]

    def full_name(self, code: str) -> str:
        """Return a unit's name with those of all above it, by which `find` finds it alone."""
        return ", ".join(unit.name for unit in self.chain(code))

    def provinces(self) -> list[DirectoryUnit]:
        """Return the provinces of today, in the order of their codes."""
        return [unit for unit in self.units.values() if unit.level == PROVINCE and not unit.until]

    def below(self, code: str) -> list[DirectoryUnit]:
        """Return what lies directly in a unit."""
        return [self.units[name] for name in self._below.get(code, ())]

    def origins(self, code: str) -> list[DirectoryUnit]:
        """Return the ended units that a unit took over, or most of them."""
        return [self.units[name] for name in self._origins.get(code, ())]

    def find(self, typed: str, year: int | None = None) -> list[DirectoryUnit]:
        """Return the units that are called so; after commas, what they lie in. Those of today, or the year, go first.

        A whole name goes before one without its kind's word; an official code is a name, too. Nothing is chosen.
        """
        name, *above = [part for part in typed.translate(_BETWEEN).split(",") if part.strip()] or [""]
        if name.strip() in self.units:
            return [self.units[name.strip()]]
        called = [[unit for unit in units if self._lies_in(unit.code, above)] for units in self.called(name)]
        likely = [[unit for unit in units if unit.existed_in(year)] for units in called]
        return next(filter(None, (*likely, *called)), [])

    def called(self, name: str) -> tuple[list[DirectoryUnit], list[DirectoryUnit]]:
        """Return the units whose whole name this is, and those whose name without its kind's words it is."""
        key_of, keys = (fold, self._folded) if has_diacritic(name) else (bare, self._bared)
        key = key_of(spelt_out(name))
        end = f" {key}"
        whole = [unit for unit, known in zip(self.units.values(), keys, strict=True) if known == key]
        ending = [unit for unit, known in zip(self.units.values(), keys, strict=True) if known.endswith(end)]
        return whole, [unit for unit in ending if key_of(but_for_kind(unit.name)) == key]

    def _lies_in(self, code: str, above: Iterable[str]) -> bool:
        """Whether units of these names lie above it, in this order."""
        chain = iter(self.chain(code)[1:])
        return all(any(is_called(unit.name, name) for unit in chain) for name in above)

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        return _grouped((unit.parent, unit.code) for unit in self.units.values())

    @cached_property
    def _origins(self) -> dict[str, list[str]]:
        return _grouped((unit.successor, unit.code) for unit in self.units.values())

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(unit.name) for unit in self.units.values()]

    @cached_property
    def _bared(self) -> list[str]:
        return [bare(unit.name) for unit in self.units.values()]


@cache
def directory() -> Directory:
    """Read the directory: a few milliseconds, once."""
    text = zlib.decompress(DIRECTORY_FILE.read_bytes(), wbits=_GZIP).decode()
    return Directory(DirectoryUnit(*line.split(",")) for line in text.splitlines()[1:])


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
