"""The units of a made-up province: three levels, and a few communes that were merged in 2020."""

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

Words = dict[str, Any]

MERGED_IN = 2020
MERGERS = 3
COMMUNES = 95
ABBREVIATIONS = {"tinh": "TU", "huyen": "HU", "xa": "ĐU"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of units.yaml; `number` is its place in it."""

    id: str
    name: str
    level: str
    parent: str = ""
    number: int = 0
    first: int = 0
    last: int = 9999
    successor: str = ""


def words() -> Words:
    """Read the lists that everything is put together from."""
    text = Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
    loaded: Words = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def slug(text: str) -> str:
    """Return the letters of a name as an id: `Xã Tân Hòa` -> `xa-tan-hoa`."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d")).encode("ascii", "ignore")
    return re.sub("[^a-z0-9]+", "-", plain.decode()).strip("-")


def made_up_units(listed: Words, rng: random.Random) -> list[Unit]:
    """Make up about 120 units in protocol order: the province, its agencies, the districts, the communes."""
    province = Unit(listed["province"]["id"], listed["province"]["name"], "tinh")
    agencies = [Unit(slug(name), name, "tinh", province.id) for name in listed["agencies"]]
    districts = [Unit(slug(name), name, "huyen", province.id) for name in listed["districts"]]
    taken = {unit.id for unit in (province, *agencies, *districts)}
    communes = list(_communes(listed, rng, districts, taken))
    units = [province, *agencies, *districts, *_merged(communes), *communes[MERGERS * 3 :]]
    return [replace(unit, number=number) for number, unit in enumerate(units)]


def _communes(listed: Words, rng: random.Random, districts: list[Unit], taken: set[str]) -> Iterator[Unit]:
    all_names = [f"{first} {second}" for first in listed["commune_first"] for second in listed["commune_second"]]
    by_id = {slug(name): name for name in all_names}  # Thanh and Thạnh would make one id
    names = [name for name_id, name in by_id.items() if name_id not in taken]
    rng.shuffle(names)
    for place, name in enumerate(names[:COMMUNES]):
        kind = "Phường" if rng.random() < 1 / 5 else "Xã"
        district = districts[place * len(districts) // COMMUNES]
        yield Unit(slug(name), f"{kind} {name}", "xa", district.id)


def _merged(communes: list[Unit]) -> Iterator[Unit]:
    """Of every three of the first communes, two end and the third succeeds them."""
    for place in range(0, MERGERS * 3, 3):
        first, second, new = communes[place : place + 3]
        yield replace(first, last=MERGED_IN - 1, successor=new.id)
        yield replace(second, last=MERGED_IN - 1, successor=new.id)
        yield replace(new, first=MERGED_IN)


def units_text(units: list[Unit]) -> str:
    """Write the text of units.yaml."""
    return "".join(map(_unit_text, units))


def _unit_text(unit: Unit) -> str:
    lines = [f"- id: {unit.id}", f"  name: {unit.name}", f"  level: {unit.level}"]
    lines += [f"  parent: {unit.parent}"] if unit.parent else []
    lines += [f"  from: {unit.first}-01-01"] if unit.first else []
    if unit.successor:
        lines += [f"  until: {unit.last}-12-31", f"  successors: [{unit.successor}]"]
    return "\n".join(lines) + "\n"


class Units:
    """The units, and which of them a year has."""

    def __init__(self, listed: list[Unit]) -> None:
        self.listed = listed
        self.by_id = {unit.id: unit for unit in listed}

    def of(self, year: int) -> list[Unit]:
        """List the units that exist throughout a year."""
        return [unit for unit in self.listed if unit.first <= year <= unit.last]

    def at(self, unit: Unit, year: int) -> Unit:
        """Return the unit, or who succeeded it by that year."""
        return unit if year <= unit.last else self.by_id[unit.successor]

    def above(self, unit: Unit) -> Unit:
        """Return the parent; of the province itself, the province."""
        return self.by_id[unit.parent or unit.id]
