"""What a list gave before: the records whose `source` names it, and which of its rows may be them, corrected.

Wards send lists of one name: where all rows are of one unit, records of others belong to it only if they plainly came
out of the same list, in which each number stands once.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from danvan_cli.domain.values import Value
from danvan_cli.exchange.importing.known import Known
from danvan_cli.exchange.importing.origins import list_of, number_of, origin_of
from danvan_cli.exchange.importing.taking import Taken
from danvan_cli.recording.desk import Record
from danvan_cli.text.fold import bare

if TYPE_CHECKING:
    from danvan_cli.exchange.importing.matching import Match

_ALIKE = 0.6  # of the letters of two titles: a corrected one keeps most of them
_MOST_PAIRS = 30_000
_LEFT_OUT = ("hidden", "outside")
_NAMES = {"model": ("title", "person"), "award": ("recipient",)}
Placed = tuple[Taken, Record | None, str]
Place = tuple[tuple[bool, int, str], ...]


def lists_of(rows: Iterable[Taken]) -> list[list[Taken]]:
    """Group rows by the lists that they stand in."""
    lists: dict[int, list[Taken]] = {}
    for taken in rows:
        lists.setdefault(id(taken.of), []).append(taken)
    return list(lists.values())


class Earlier:
    """The records that a list gave before, while its rows are matched."""

    def __init__(
        self,
        kind: str,
        rows: Sequence[Taken],
        known: Known,
        claimed: Container[str],
        found: "Mapping[object, Match]",
    ) -> None:
        self._kind, self._rows, self._known = kind, rows, known
        self._claimed, self._found = claimed, found
        self.name = list_of(origin_of(rows[0]))
        units = {taken.values.get("unit") for taken in rows}
        self._unit = units.pop() if len(units) == 1 else None

    def places(self) -> list[Placed]:
        """Match rows that were corrected: each with the record that is most like it, else with the one of its number.

        Numbers tell nothing where rows were put in, taken out or sorted anew.
        """
        rows = [taken for taken in self._rows if taken.at not in self._found and not taken.id]
        records = [record for record in self._of_lists(self._names()) if self._is_mine(record)]
        if not rows or not records:
            return []
        alike = self._alike(rows, records)
        taken_rows = {taken.at for taken, _, _ in alike}
        left = {record.id for record in records} - {record.id for _, record, _ in alike if record}
        numbered = {number: record for record in records if record.id in left for number in self._numbers(record)}
        rest = [] if self._moved() else [one for one in rows if one.at not in taken_rows]
        by_number = [(one, numbered[one.row.number], "place") for one in rest if one.row.number in numbered]
        return [*alike, *by_number]

    def gone(self) -> Iterator[Record]:
        """Give the records that no row speaks of any more; where rows were left out, nobody knows."""
        if any(one.what in _LEFT_OUT for one in self._rows[0].of.skipped):
            return
        yield from (record for record in self._of_lists({self.name}) if self._is_mine(record))

    def elsewhere(self) -> int:
        """Count the records that a list of this name gave for other units: it was another ward's."""
        return sum(not self._is_mine(record) for record in self._of_lists({self.name}))

    def _of_lists(self, names: Container[str]) -> Iterator[Record]:
        for name, records in self._known.by_list.items():
            if name in names:
                yield from (record for record in records if record.id not in self._claimed)

    @cached_property
    def _numbers_by_unit(self) -> dict[Value, set[str]]:
        """Give the numbers of the rows that gave each unit's records."""
        found: dict[Value, set[str]] = defaultdict(set)
        for one in self._known.by_list.get(self.name, ()):
            found[one.values.get("unit")].update(self._numbers(one))
        return found

    def _is_mine(self, record: Record) -> bool:
        unit = record.values.get("unit")
        if self._unit in (None, unit):
            return True
        mine, theirs = (self._numbers_by_unit.get(one, set()) for one in (self._unit, unit))
        return mine.isdisjoint(theirs) and self._is_known()

    def _is_known(self) -> bool:
        """Say whether any row is known from a list of this name."""
        found = (self._found.get(taken.at) for taken in self._rows)
        return any(match and match.record and self.name in self._known.lists_of(match.record) for match in found)

    def _names(self) -> set[str]:
        """Name the list, and others that most of its rows are known from: it was renamed, or sent again."""
        known = [match.record for taken in self._rows if (match := self._found.get(taken.at)) and match.record]
        others = Counter(name for record in known for name in self._known.lists_of(record))
        return {self.name, *(name for name, number in others.items() if 2 * number >= len(self._rows))}

    def _numbers(self, record: Record) -> Iterator[str]:
        yield from (number_of(row) for row in self._known.rows_of(record) if list_of(row) == self.name)

    def _moved(self) -> bool:
        """Say whether rows that are known stand elsewhere in the list than before."""
        for taken in self._rows:
            match = self._found.get(taken.at)
            numbers = list(self._numbers(match.record)) if match and match.record else []
            if numbers and taken.row.number not in numbers:
                return True
        return False

    def _alike(self, rows: Sequence[Taken], records: Sequence[Record]) -> list[Placed]:
        """Pair rows with records, the most alike first."""
        if len(rows) * len(records) > _MOST_PAIRS:
            return []
        pairs = sorted(self._pairs(rows, records), key=lambda pair: pair[:2], reverse=True)
        found: list[Placed] = []
        used: set[object] = set()
        for _, _, taken, record in pairs:
            if taken.at not in used and record.id not in used:
                used |= {taken.at, record.id}
                found.append((taken, record, "place"))
        return found

    def _pairs(self, rows: Sequence[Taken], records: Sequence[Record]) -> Iterator[tuple[float, bool, Taken, Record]]:
        """Compare what rows and records are called; another unit makes them less alike."""
        named = [(taken, self._name_in(taken.values)) for taken in rows]
        for record in records:
            matcher = SequenceMatcher(None, b=self._name_in(record.values), autojunk=False)
            for taken, name in named:
                matcher.set_seq1(name)
                if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _ALIKE or not name:
                    continue
                elsewhere = taken.values.get("unit") != record.values.get("unit")
                likeness = matcher.ratio() - ((1 - _ALIKE) / 2 if elsewhere else 0.0)
                same_number = taken.row.number in self._numbers(record)
                if likeness >= _ALIKE and (same_number or self._rank(taken) == self._rank_of(record)):
                    yield likeness, same_number, taken, record

    def _rank(self, taken: Taken) -> int:
        """Count the rows above that are known from this list: a corrected row stays between its neighbours."""
        return sum(at < taken.row.at for at, _ in self._known_rows)

    def _rank_of(self, record: Record) -> int:
        """Count the known rows that stood above a record's row before."""
        place = min((_in_order(number) for number in self._numbers(record)), default=())
        return sum(before < place for _, before in self._known_rows)

    @cached_property
    def _known_rows(self) -> list[tuple[int, Place]]:
        """Give, of each row that is known from this list, where it stands, and the number that it had before."""
        found: list[tuple[int, Place]] = []
        for taken in self._rows:
            match = self._found.get(taken.at)
            numbers = [_in_order(one) for one in self._numbers(match.record)] if match and match.record else []
            found += [(taken.row.at, min(numbers))] if numbers else []
        return found

    def _name_in(self, values: Mapping[str, Value]) -> str:
        return bare(" ".join(str(values.get(key, "")) for key in _NAMES[self._kind]))


def _in_order(number: str) -> Place:
    """Give what rows' numbers are sorted by: 2 before 10, section by section."""
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in number.split("."))
