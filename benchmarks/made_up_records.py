"""The text of made-up records, in the order of keys that danvan writes."""

import random
from collections.abc import Iterable, Iterator

from made_up_models import Model, chance, full_name, pick
from made_up_units import ABBREVIATIONS, Unit, Units, Words

Pairs = Iterable[tuple[str, str]]

BOXES = ("situation", "goal", "content", "forces", "resources", "outputs", "sustainability")
RATINGS = (
    "xuat-sac",
    *("tot",) * 8,
    *("kha",) * 5,
    "dat",
    "dat",
    "trung-binh",
    "khong-dat",
    "khong-phan-loai",
)
FORMS = {
    "tinh": ("bang-khen", "bang-khen", "ky-niem-chuong"),
    "huyen": ("giay-khen",),
    "xa": ("giay-khen", "bieu-duong"),
}
PURPOSES = ("dan-van-kheo", "dan-van-kheo", "cong-tac-dan-van", "quy-che-dan-chu")


def as_text(pairs: Pairs) -> str:
    """Write a mapping without the keys that have no value."""
    return "".join(f"{key}:{value}\n" if value[0] == "\n" else f"{key}: {value}\n" for key, value in pairs if value)


def quoted(text: str) -> str:
    """Return a text in quotes, plain where YAML allows it."""
    return "'" + text.replace("'", "''") + "'" if ": " in text or " #" in text else text


def date(rng: random.Random, year: int, first_month: int, last_month: int) -> str:
    """Draw a day between two months."""
    month = first_month + int(rng.random() * (last_month - first_month + 1))
    return f"{year}-{month:02}-{1 + int(rng.random() * 28):02}"


class RecordMaker:
    """Writes models, their evaluations, and now and then an award."""

    def __init__(self, listed: Words, units: Units, rng: random.Random) -> None:
        self.listed = listed
        self.units = units
        self.rng = rng

    def model(self, model: Model) -> str:
        """Write the record of a model as registered."""
        return as_text((*self._registration(model), *self._boxes(), *self._common()))

    def _registration(self, model: Model) -> Iterator[tuple[str, str]]:
        rng = self.rng
        yield "title", quoted(model.title)
        yield "unit", model.unit.id
        yield "kind", "ca-nhan" if model.person else "tap-the"
        yield "person", model.person
        yield "position", model.position
        yield "field", model.field if chance(rng, 0.97) else ""
        yield "movement", "dan-van-kheo" if chance(rng, 0.6) else ""
        yield "origin", model.origin if model.continues or chance(rng, 0.9) else ""
        yield "continues", model.continues
        yield "registered_on", date(rng, model.year, 1, 4) if chance(rng, 0.9) else ""
        yield "ended_on", date(rng, model.year, 6, 12) if chance(rng, 0.02) else ""
        yield "participants", str(int(rng.random() * 400) + 5) if chance(rng, 0.3) else ""
        yield "budget", str(int(rng.random() * 900) * 100_000) if chance(rng, 0.2) else ""

    def _boxes(self) -> Iterator[tuple[str, str]]:
        """Fill in some of the form's boxes, in a quarter of the registrations."""
        if chance(self.rng, 0.25):
            for box in BOXES:
                yield box, self._paragraphs() if chance(self.rng, 0.5) else ""

    def _paragraphs(self) -> str:
        paragraphs = range(1 + int(self.rng.random() * 3))
        return "|" + "".join(f"\n  {self._sentence()} {self._sentence()}" for _ in paragraphs)

    def _sentence(self) -> str:
        return pick(self.rng, self.listed["sentences"])

    def _common(self) -> Iterator[tuple[str, str]]:
        yield "tags", f"\n  - {pick(self.rng, self.listed['tags'])}" if chance(self.rng, 0.08) else ""
        yield "source", pick(self.rng, self.listed["sources"]) if chance(self.rng, 0.15) else ""

    def evaluation(self, model: Model) -> tuple[str, str]:
        """Draw the level that evaluates, and write what it found."""
        by = model.unit if chance(self.rng, 0.5) else self.units.above(model.unit)
        pairs = (*self._survey(model.year, by), *self._verdict(model.year, by), *self._results())
        return by.level, as_text(pairs)

    def _survey(self, year: int, by: Unit) -> Iterator[tuple[str, str]]:
        rated = chance(self.rng, 0.8)
        yield "surveyed_on", date(self.rng, year, 6, 11) if chance(self.rng, 0.5) else ""
        yield "rated_on", date(self.rng, year, 11, 12) if rated and chance(self.rng, 0.5) else ""
        yield "by", by.id
        yield "score", f"{50 + int(self.rng.random() * 101) / 2:g}" if chance(self.rng, 0.3) else ""
        yield "rating", pick(self.rng, RATINGS) if rated else ""

    def _verdict(self, year: int, by: Unit) -> Iterator[tuple[str, str]]:
        if not chance(self.rng, 0.45):
            yield "recognized", "false" if chance(self.rng, 0.3) else ""
            return
        yield "recognized", "true"
        yield "outstanding", "true" if chance(self.rng, 0.15) else ""
        if chance(self.rng, 0.98):
            yield from self._decision(year, by)

    def _decision(self, year: int, by: Unit) -> Iterator[tuple[str, str]]:
        """Yield one decision a unit and year, with a number of its own: `check` is not to drown in warnings."""
        yield "decision", f"{by.number + 130 * (year % 100)}-QĐ/{ABBREVIATIONS[by.level]}"
        yield "decided_on", f"{year}-12-{1 + by.number % 28:02}"
        if chance(self.rng, 0.01):
            yield "revoked_on", date(self.rng, year + 1, 2, 6)

    def _results(self) -> Iterator[tuple[str, str]]:
        land, households = int(self.rng.random() * 3000), 1 + int(self.rng.random() * 200)
        lines = f"\n  hien-dat: {land}" if chance(self.rng, 0.12) else ""
        lines += f"\n  ho-huong-loi: {households}" if chance(self.rng, 0.2) else ""
        yield "results", lines

    def award(self, model: Model) -> str:
        """Write an award to the model, or to who is behind it."""
        authority = self.units.above(model.unit)
        form = pick(self.rng, FORMS[authority.level])
        return as_text((*self._merit(model, authority, form), *self._conferral(model.year, authority)))

    def _merit(self, model: Model, authority: Unit, form: str) -> Iterator[tuple[str, str]]:
        person = model.person or ("" if form != "ky-niem-chuong" else full_name(self.rng, self.listed))
        to_the_model = not person and chance(self.rng, 0.3)
        yield "kind", "ca-nhan" if person else "mo-hinh" if to_the_model else "tap-the"
        yield "form", form
        yield "authority", authority.id
        yield "recipient", person or quoted(model.title if to_the_model else model.unit.name)
        yield "unit", model.unit.id
        yield "model", model.id if person or to_the_model else ""
        yield "purpose", pick(self.rng, PURPOSES)
        yield "citation", pick(self.rng, self.listed["citations"])

    def _conferral(self, year: int, authority: Unit) -> Iterator[tuple[str, str]]:
        proposed = chance(self.rng, 0.1)
        yield "proposed_on", date(self.rng, year, 11, 11) if proposed else ""
        yield "status", "de-nghi" if proposed else ""
        if not proposed:
            yield "decision", f"{authority.number + 130 * (year % 100)}/QĐ-UBND"
            yield "decided_on", f"{year}-12-{1 + authority.number % 28:02}"
