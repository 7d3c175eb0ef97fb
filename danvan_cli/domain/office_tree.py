"""Which units an office has to do with: its own, those below and above it, and all these before and after mergers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from danvan_cli.domain.units import Units


class OfficeTree:
    """The units round an office's own: what lies below it, above it, and what these were and became.

    `levels` are those of the office, highest first.
    """

    def __init__(self, units: Units, own: str, levels: Sequence[str]) -> None:
        self._units = units
        self._levels = {level: number for number, level in enumerate(levels)}
        self._level = self._rank(own)
        before: defaultdict[str, list[str]] = defaultdict(list)
        for name, links in units.items():
            for successor in links.successors:
                before[successor].append(name)
        self._before: Mapping[str, Sequence[str]] = before
        after = _reached([own], self._successors)
        self._own = _reached(after, self._predecessors)
        self._above = _reached(_reached(self._own, self._above_of), self._predecessors)
        self._parents = {links.parent for links in units.values()}

    def is_elsewhere(self, unit: str) -> bool:
        """Whether a unit is known to lie elsewhere; not where nothing tells what it lies in."""
        if unit not in self._units or unit in self._above:
            return False
        whence = _reached([unit], self._predecessors)
        chain = _reached(whence, self._upwards)
        return not chain & self._own and any(map(self._is_apart, chain - self._above))

    def _is_apart(self, unit: str) -> bool:
        """Whether a unit, as high as the office's, has its place in the tree: neither of the two lies in the other."""
        if unit not in self._units or self._rank(unit) > self._level:
            return False
        return unit in self._parents or self._units[unit].parent is not None

    def _rank(self, unit: str) -> int:
        level = self._units[unit].level if unit in self._units else ""
        return self._levels.get(level, len(self._levels))

    def _successors(self, unit: str) -> Iterable[str]:
        return self._units[unit].successors if unit in self._units else ()

    def _predecessors(self, unit: str) -> Iterable[str]:
        return self._before.get(unit, ())

    def _above_of(self, unit: str) -> Iterable[str]:
        """Return what a unit lies in, and what it became at its level: a district's commune is not above its others."""
        if unit not in self._units:
            return ()
        alike = (name for name in self._units[unit].successors if self._rank(name) == self._rank(unit))
        parent = self._units[unit].parent
        return (*((parent,) if parent else ()), *alike)

    def _upwards(self, unit: str) -> Iterable[str]:
        """Return what a unit lies in, and what it became."""
        links = self._units.get(unit)
        return (*((links.parent,) if links.parent else ()), *links.successors) if links else ()


def _reached(start: Iterable[str], following: Callable[[str], Iterable[str]]) -> set[str]:
    """Return what is reached from some units, these included; a circle is gone round once."""
    reached, ahead = set[str](), list(start)
    while ahead:
        unit = ahead.pop()
        if unit not in reached:
            reached.add(unit)
            ahead += following(unit)
    return reached
