"""What makes two units, or two claims, the same; and the ids of new units (docs/design.md, Identity)."""

from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from danvan_cli.domain.fields import STATEMENTS
from danvan_cli.domain.names import is_id
from danvan_cli.domain.record_type import with_mark
from danvan_cli.text.fold import fold
from danvan_cli.text.periods import Period
from danvan_cli.text.slug import MOST_LETTERS, cut_slug, slug


def claim_identity(claim: Mapping[str, Any], year: int, where: Mapping[str, str] = MappingProxyType({})) -> object:
    """Return what a claim asks, whatever it answers: two of a source that ask the same are the same thing.

    `year` is that of the folder, and `where` what holds for the whole file: both are part of the question.
    """
    told = (*STATEMENTS, "text", "where", "year")
    question = {key: value for key, value in claim.items() if key not in told and value is not False}
    question |= {"times": True} if "times" in claim else {}  # of a change the same source may say both
    conditions = {**where, **claim.get("where", {})}
    parts = {key: frozenset(part.strip() for part in str(text).split(",")) for key, text in conditions.items()}
    period = claim.get("year") or Period(year, year)
    return frozenset({**question, "year": period}.items()), frozenset(parts.items())


class UnitIdentity(NamedTuple):
    """What makes a unit the one that it is; days are stored dates in full, None where nothing is known."""

    name: str
    parent: str | None
    first_day: str | None
    last_day: str | None

    def is_same(self, unit: "UnitIdentity") -> bool:
        """Whether both are one: the same folded name below the same parent, on days that overlap."""
        named_alike = fold(self.name) == fold(unit.name) and self.parent == unit.parent
        return named_alike and self.begins_before_the_end_of(unit) and unit.begins_before_the_end_of(self)

    def begins_before_the_end_of(self, unit: "UnitIdentity") -> bool:
        """Whether it may have been there on the other one's last day, or before."""
        return self.first_day is None or unit.last_day is None or self.first_day <= unit.last_day


def unit_id(name: str, taken: Container[str | None], apart: Iterable[str] = ()) -> str | None:
    """Make a unit's id out of its name; where that is taken, or none, with the first mark that tells it apart.

    None where the name has no letters for an id, or nothing tells it apart.
    """
    plain = slug(name)
    candidates = [
        cut_slug(plain, MOST_LETTERS),
        *(with_mark(plain, cut_slug(mark, MOST_LETTERS // 2)) for mark in apart),
    ]
    return next((candidate for candidate in candidates if plain and is_id(candidate) and candidate not in taken), None)
