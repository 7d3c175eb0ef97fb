"""The tree of units: who lies below whom, at which level, what became of it, and what is wrong with the tree itself.

All of it takes time by the number of units, however they point to each other: no file keeps danvan busy for long.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

# Units one above the other. Offices have six or seven, from the State down to the hamlet and its groups.
DEEPEST = 20


class UnitLinks(NamedTuple):
    """What a unit points to."""

    level: str
    parent: str | None
    successors: tuple[str, ...]


class _InTree(Protocol):
    """Whatever says where a unit lies."""

    @property
    def level(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def successors(self) -> tuple[str, ...]: ...


Units = Mapping[str, _InTree]


def links_of(values: Mapping[str, Any]) -> UnitLinks:
    """Return what a unit points to, by what it states."""
    return UnitLinks(values.get("level", ""), values.get("parent"), tuple(values.get("successors", ())))


def ancestors(units: Units, unit: str, today: Mapping[str, str] | None = None) -> list[str]:
    """Return the unit and all above it, nearest first; a circle of parents ends where it closes.

    `today` (as `todays` gives it): each as what it became, and what lies above that. What lies deeper than `DEEPEST`
    is cut off: units.yaml is not sound then, and nothing is counted.
    """
    chain: list[str] = []
    at: str | None = unit
    while at is not None and at in units and len(chain) <= DEEPEST:
        at = today[at] if today else at
        if at in chain:
            break
        chain.append(at)
        at = units[at].parent
    return chain


def at_levels(units: Units, chain: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (level, nearest unit of that level) of a unit and all above it."""
    seen: set[str] = set()
    for above in chain:
        level = units[above].level
        if level not in seen:
            seen.add(level)
            yield level, above


def todays(units: Units) -> dict[str, str]:
    """Return {unit: today's}, by single successors; one that was split, or leads into a circle, stays itself."""
    following = {
        name: links.successors[0]
        for name, links in units.items()
        if len(links.successors) == 1 and links.successors[0] in units
    }
    today: dict[str, str] = {}
    for path, end in _paths(units, following):
        for name in path:
            today[name] = name if end is None else today.get(end, end)
    return today


def too_deep(units: Units) -> list[str]:
    """Return the units that are the first with more than `DEEPEST` above them, in the tree of their day or today's."""
    today = todays(units)
    trees = (
        {name: links.parent for name, links in units.items() if links.parent and links.parent in units},
        {name: today[above] for name in today.values() if (above := units[name].parent) and above in units},
    )
    return list(dict.fromkeys(name for above in trees for name in _first_too_deep(units, above)))


def _first_too_deep(units: Units, above: Mapping[str, str]) -> Iterator[str]:
    """Count how many lie above each; what leads into a circle, which `check` reports, has no depth."""
    depths: dict[str, int] = {}
    for path, end in _paths(units, above):
        if end is None:
            continue
        first = depths[end] + 1 if end in depths else 0
        depths.update((name, depth) for depth, name in enumerate(reversed(path), first))
        yield from (name for name in path if depths[name] == DEEPEST + 1)


def _paths(units: Iterable[str], following: Mapping[str, str]) -> Iterator[tuple[list[str], str | None]]:
    """Go from each unit on to where it leads: (what was not passed before, where that ends).

    The end is the last of the path, or one that was passed before; None where it leads into a circle.
    """
    circles: dict[str, bool] = {}  # of what was passed: whether it leads into one
    for unit in units:
        path: list[str] = []
        walked: set[str] = set()
        at: str | None = unit
        while at is not None and at not in circles and at not in walked:
            path.append(at)
            walked.add(at)
            at = following.get(at)
        circles_here = at in walked or (at is not None and circles[at])
        circles.update(dict.fromkeys(path, circles_here))
        if path:
            yield path, None if circles_here else at or path[-1]


def circling(pointing: Mapping[str, Sequence[str]]) -> set[str]:
    """Return what is reached again by going on from it: Tarjan's components, without recursion."""
    repeated: set[str] = set()
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: dict[str, None] = {}  # of components that are not closed yet, in the order of being met
    for start in pointing:
        going = [(start, iter(pointing[start]))] if start not in order else []
        if going:
            order[start] = lowest[start] = len(order)
            waiting[start] = None
        while going:
            name, rest = going[-1]
            following = next(rest, None)
            if following is None:
                going.pop()
                if going:
                    lowest[going[-1][0]] = min(lowest[going[-1][0]], lowest[name])
                if lowest[name] == order[name]:
                    component = _pop_up_to(waiting, name)
                    repeated.update(component if len(component) > 1 or name in pointing[name] else ())
            elif following in pointing and following not in order:
                order[following] = lowest[following] = len(order)
                waiting[following] = None
                going.append((following, iter(pointing[following])))
            elif following in waiting:
                lowest[name] = min(lowest[name], order[following])
    return repeated


def _pop_up_to(waiting: dict[str, None], name: str) -> list[str]:
    """Take out the last that wait, up to a name."""
    popped = [waiting.popitem()[0]]
    while popped[-1] != name:
        popped.append(waiting.popitem()[0])
    return popped
