"""Whom a body means that does not say of which place it is: in a commune's office “UBND xã” is the commune's own.

A name that a unit bears goes before it. Then comes the unit of that very body where there is one (UBND xã Long Hồ), for
lists as well; at last, only of what is typed, the place itself. So it is where the place is named, of any place.
"""

from collections.abc import Iterator, Sequence

from danvan_cli.domain.namesakes import NamedUnit
from danvan_cli.domain.unit_kinds import BODIES, body_of, kind_word, levels_of_kind, place_kind


def place_of_body(typed: str, chain: Sequence[NamedUnit]) -> NamedUnit | None:
    """Return the place whose body is typed as `UBND` or `Đảng ủy xã`; None where that is not typed, or of none.

    `chain` are the unit from which is spoken and all above it. Of these exactly one has to be of the kind that is
    typed; without a kind it is the first.
    """
    body, kind = body_of(typed)
    if not body or (kind and not levels_of_kind(kind)):
        return None
    places = [unit for unit in (chain if kind else chain[:1]) if place_kind(unit.name)]
    meant = [unit for unit in places if not kind or place_kind(unit.name) == kind_word(kind)]
    return meant[0] if len(meant) == 1 else None


def full_name(typed: str, place: NamedUnit) -> str:
    """Return what such a body is called in full: UBND xã Long Hồ."""
    return f"{body_of(typed)[0]} {place.name}"


def names_as_body(unit: NamedUnit) -> Iterator[str]:
    """Yield how the bodies of a place are called there: UBND xã, Đảng ủy xã."""
    if kind := place_kind(unit.name):
        yield from (f"{body} {kind}" for body in BODIES)
