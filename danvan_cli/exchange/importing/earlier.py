"""What a list gave before: the records whose `source` names it, and which of its rows may be them, corrected.

Wards send lists of one name: where all rows are of one unit, records of others belong to it only if they plainly came
out of the same list, in which each number stands once.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
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
_MOST_PAIRS = 100_000
_NAMES = {"model": ("title", "person"), "award": ("recipient",)}
Placed = tuple[Taken, Record | None, str]


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
        """Give the records that no row speaks of any more."""
        yield from (record for record in self._of_lists({self.name}) if self._is_mine(record))

    def elsewhere(self) -> int:
        """Count the records that a list of this name gave for other units: it was another ward's."""
        return sum(not self._is_mine(record) for record in self._of_lists({self.name}))

    def _of_lists(self, names: Container[str]) -> Iterator[Record]:
        for name, records in self._known.by_list.items():
            if name in names:
                yield from (record for record in records if record.id not in self._claimed)

    def _is_mine(self, record: Record) -> bool:
        unit = record.values.get("unit")
        return self._unit in (None, unit) or (
            self._is_known() and not self._numbers_of(unit) & self._numbers_of(self._unit)
        )

    def _is_known(self) -> bool:
        """Say whether any row is known from a list of this name."""
        found = (self._found.get(taken.at) for taken in self._rows)
        return any(match and match.record and self.name in self._known.lists_of(match.record) for match in found)

    def _numbers_of(self, unit: Value) -> set[str]:
        records = self._known.by_list.get(self.name, ())
        return {number for one in records if one.values.get("unit") == unit for number in self._numbers(one)}

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
        pairs = [
            (likeness, taken.row.number in self._numbers(record), taken, record)
            for taken in rows
            for record in records
            if (likeness := self._likeness(taken, record)) >= _ALIKE
        ]
        found: list[Placed] = []
        used: set[object] = set()
        for _, _, taken, record in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
            if taken.at not in used and record.id not in used:
                used |= {taken.at, record.id}
                found.append((taken, record, "place"))
        return found

    def _likeness(self, taken: Taken, record: Record) -> float:
        """Compare what row and record are called; another unit makes them less alike."""
        one, other = (
            bare(" ".join(str(values.get(key, "")) for key in _NAMES[self._kind])) for values in _both(taken, record)
        )
        if not one or not other:
            return 0.0
        same_unit = taken.values.get("unit") == record.values.get("unit")
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
            return 0.0
        return matcher.ratio() - (0.0 if same_unit else (1 - _ALIKE) / 2)


def _both(taken: Taken, record: Record) -> tuple[Mapping[str, object], Mapping[str, object]]:
    return taken.values, record.values
