"""Made-up models of one campaign year after the other, a good part of them carried on."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from made_up_units import Unit, Units, Words, slug

CARRIED_ON = 0.45
ID_LENGTH = 72


@dataclass(frozen=True, slots=True)
class Model:
    """What a model's record and its evaluation are written from."""

    id: str
    year: int
    unit: Unit
    title: str
    field: str
    person: str
    position: str
    origin: str
    continues: str = ""


def chance(rng: random.Random, probability: float) -> bool:
    """Whether it happens this time."""
    return rng.random() < probability


def pick(rng: random.Random, values: Sequence[str]) -> str:
    """Draw one of the values; quicker than `choice`."""
    return values[int(rng.random() * len(values))]


def full_name(rng: random.Random, listed: Words) -> str:
    """Draw a family name, a middle name and a given name."""
    return " ".join(pick(rng, listed[part]) for part in ("families", "middles", "given"))


class ModelMaker:
    """Draws the models of a year; remembers those of the year before."""

    def __init__(self, listed: Words, units: Units, rng: random.Random) -> None:
        self.listed = listed
        self.units = units
        self.rng = rng
        self.hamlets = [f"{first} {second}" for first in listed["commune_second"] for second in listed["commune_first"]]
        self.fields = list(listed["subjects"])
        self.before: list[Model] = []

    def year(self, year: int, how_many: int) -> list[Model]:
        """Draw all models of a year, those carried on first."""
        carried = min(int(how_many * CARRIED_ON), len(self.before))
        models = [self._carry_on(model, year) for model in self.rng.sample(self.before, carried)]
        active = self.units.of(year)
        while len(models) < how_many:
            models.append(self._new(year, active, models))
        self.before = self._with_own_ids(models)
        return self.before

    def _carry_on(self, model: Model, year: int) -> Model:
        unit = self.units.at(model.unit, year)
        return replace(model, id="", year=year, unit=unit, origin="duy-tri", continues=model.id)

    def _new(self, year: int, active: list[Unit], models: list[Model]) -> Model:
        if models and chance(self.rng, 0.004):
            return self._nearly(models[int(self.rng.random() * len(models))])
        unit = active[int(self.rng.random() * len(active))]
        field = pick(self.rng, self.fields)
        person = full_name(self.rng, self.listed) if chance(self.rng, 0.2) else ""
        position = pick(self.rng, self.listed["positions"]) if person else ""
        origin = "nhan-rong" if chance(self.rng, 0.1) else "moi"
        return Model("", year, unit, self._title(field), field, person, position, origin)

    def _nearly(self, model: Model) -> Model:
        """Type the same thing in twice, as happens."""
        retyped = model.title.replace("òa", "oà") if chance(self.rng, 0.5) else f"{model.title} mới"
        return replace(model, id="", title=retyped, origin="moi", continues="")

    def _title(self, field: str) -> str:
        place = self._place()
        if chance(self.rng, 0.15):
            return f"“{pick(self.rng, self.listed['names'])}” {place or self._tail()}".strip()
        opening = pick(self.rng, self.listed["openings"])
        subject = pick(self.rng, self.listed["subjects"][field])
        return " ".join(part for part in (opening, subject, self._tail(), place) if part)

    def _tail(self) -> str:
        return pick(self.rng, self.listed["tails"])

    def _place(self) -> str:
        hamlet, other = pick(self.rng, self.hamlets), pick(self.rng, self.hamlets)
        number = str(1 + int(self.rng.random() * 20))
        return pick(self.rng, self.listed["places"]).format(name=hamlet, other=other, number=number)

    def _with_own_ids(self, models: list[Model]) -> list[Model]:
        taken: set[str] = set()
        return [replace(model, id=_own_id(model, taken)) for model in models]


def _own_id(model: Model, taken: set[str]) -> str:
    """Make an id as danvan does; the same title once more gets a number, as by `--id`."""
    whole = f"{model.year}-{model.unit.id}-{slug(model.title)}"
    short = whole if len(whole) <= ID_LENGTH else _cut(whole)
    own, times = short, 1
    while own in taken:
        times += 1
        own = f"{short}-{times}"
    taken.add(own)
    return own


def _cut(whole: str) -> str:
    digits = blake2b(whole.encode(), digest_size=2).hexdigest()
    return f"{whole[:ID_LENGTH].rsplit('-', 1)[0]}-{digits}"
