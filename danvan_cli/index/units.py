"""The tree of units, unfolded for the index: who lies below whom, at which level, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


class UnitLinks(NamedTuple):
    """What a unit points to."""

    level: str
    parent: str | None
    successors: tuple[str, ...]


def ancestors(units: Mapping[str, UnitLinks], unit: str, *, today: bool = False) -> list[str]:
    """Give the unit and all above it, nearest first; a circle of parents ends where it closes.

    `today`: each as what it became by single successors, and what lies above that.
    """
    chain: list[str] = []
    at: str | None = unit
    while at is not None and at in units:
        at = now(units, at) if today else at
        if at in chain:
            break
        chain.append(at)
        at = units[at].parent
    return chain


def at_levels(units: Mapping[str, UnitLinks], chain: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give (level, nearest unit of that level) of a unit and all above it."""
    seen: set[str] = set()
    for above in chain:
        level = units[above].level
        if level not in seen:
            seen.add(level)
            yield level, above


def now(units: Mapping[str, UnitLinks], unit: str) -> str:
    """Follow single successors to today's unit; where a unit was split, or in a circle, stay."""
    seen = [unit]
    while len(units[seen[-1]].successors) == 1:
        following = units[seen[-1]].successors[0]
        if following in seen:
            return unit
        if following not in units:
            return seen[-1]
        seen.append(following)
    return seen[-1]
