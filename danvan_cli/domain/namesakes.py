"""How a unit is called in its folder: by its name, and where others share that, by what tells it from them.

The country has some 2.000 names that several communes bear, and each commune its Công an and its Hội Phụ nữ. Whoever
shows a unit asks `Lists.called`, and `view.labels` writes what it says; `UnitNames.pick` understands it again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from danvan_cli.text.fold import fold


class NamedUnit(Protocol):
    """Whatever says what a unit is called, what it lies in, and when it was there."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def level(self) -> str:
        """Return its level's id."""

    @property
    def parent(self) -> str | None:
        """Return the id of the unit that it lies in."""

    @property
    def successors(self) -> tuple[str, ...]:
        """Return the ids of the units that it became."""

    @property
    def since_day(self) -> str | None:
        """Return its first day, in full."""

    @property
    def until_day(self) -> str | None:
        """Return its last day, in full."""

    def names(self) -> tuple[str, ...]:
        """Return all by which a person may call it."""

    def existed(self, first_day: str, last_day: str) -> bool:
        """Whether it was there on any of these days."""


class Namesake(NamedTuple):
    """A unit as it is told from others: by as much of what it lies in, by its days, or its id, as that takes."""

    id: str
    name: str
    within: str = ""
    since: str | None = None
    until: str | None = None
    shows_id: bool = False

    @property
    def placed(self) -> str:
        """Its name with what it lies in, where more is said of it beside."""
        return f"{self.name}, {self.within}" if self.within else self.name


class RecordCandidate(NamedTuple):
    """A record that can be meant, as it is told from others: by its year, and its unit and person where it has one.

    `is_gone`: it is not in the folder any more, or cannot be read; its history knows it.
    """

    id: str
    year: int
    unit: Namesake | None
    person: str = ""
    title: str = ""
    type_name: str = ""
    is_gone: bool = False


class ValueCandidate(NamedTuple):
    """A value that can be meant, such as a list's entry, by its id and its label."""

    id: str
    label: str


Candidate = Namesake | RecordCandidate | ValueCandidate


class Namesakes:
    """All units that share their names with others of the folder, found in one pass over the names."""

    def __init__(self, units: Mapping[str, NamedUnit]) -> None:
        self._units = units
        self._keys = {unit.id: fold(unit.name) for unit in units.values()}
        self._bearers: defaultdict[str, list[str]] = defaultdict(list)
        for unit, key in self._keys.items():
            self._bearers[key].append(unit)
        self._told: dict[str, Namesake] = {}

    def told_apart(self, unit: str) -> Namesake:
        """Return what a unit is called: of those that share a name no two are called alike."""
        if unit not in self._told:
            bearers = self._bearers[self._keys[unit]]
            self._told.update((namesake.id, namesake) for namesake in self._tell_apart(bearers))
        return self._told[unit]

    def _tell_apart(self, bearers: Sequence[str]) -> Iterator[Namesake]:
        """Yield units of one name: with what they lie in as far up as it differs, else with days, else with ids."""
        chains = {unit: list(above(self._units, unit)) for unit in bearers} if len(bearers) > 1 else {bearers[0]: []}
        keys = {unit: tuple(self._keys[higher] for higher in chain) for unit, chain in chains.items()}
        alike = Counter(keys.values())
        heights = self._heights(list(keys.values()))
        days = Counter((keys[unit], self._days(unit)) for unit in bearers)
        for unit in bearers:
            named = self._units[unit]
            within = ", ".join(self._units[higher].name for higher in chains[unit][: heights[keys[unit]]])
            if alike[keys[unit]] == 1:
                yield Namesake(unit, named.name, within)
            else:
                yield Namesake(unit, named.name, within, *self._days(unit), days[keys[unit], self._days(unit)] > 1)

    @staticmethod
    def _heights(chains: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
        """Return how much of each chain of names tells it from all chains that are others."""
        whole = Counter(chains)
        heights: dict[tuple[str, ...], int] = {}
        for height in range(max(map(len, chains)) + 1):
            beginnings = Counter(chain[:height] for chain in chains)
            for chain in whole:
                if chain not in heights and beginnings[chain[:height]] == whole[chain]:
                    heights[chain] = height
        return heights

    def _days(self, unit: str) -> tuple[str | None, str | None]:
        return self._units[unit].since_day, self._units[unit].until_day


def above(units: Mapping[str, NamedUnit], unit: str) -> Iterator[str]:
    """Yield what a unit lies in, nearest first; a circle of parents ends where it closes."""
    seen = {unit}
    while (parent := units[unit].parent) and parent in units and parent not in seen:
        seen.add(parent)
        yield (unit := parent)
