"""What a list gave before: the records whose `source` names it, and which of its rows may be them, corrected.

Wards send lists of one name: where all rows are of one unit, records of others belong to it only if they plainly came
out of the same list, in which each number stands once.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from danvan_cli.domain.origin import list_of, number_of
from danvan_cli.domain.values import Value
from danvan_cli.importing.known_records import KnownRecords
from danvan_cli.importing.origins import origin_of
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.recording.record_lookup import Record
from danvan_cli.text.fold import bare

if TYPE_CHECKING:
    from danvan_cli.importing.row_matching import RowMatch

_ALIKE = 0.6  # of the letters of two titles: a corrected one keeps most of them
_MOST_PAIRS = 30_000
_LEFT_OUT = ("hidden", "outside")
Placed = tuple[ParsedRow, Record | None, str]
Place = tuple[tuple[bool, int, str], ...]


def lists_of(rows: Iterable[ParsedRow]) -> list[list[ParsedRow]]:
    """Group rows by the lists that they stand in."""
    lists: dict[int, list[ParsedRow]] = {}
    for row in rows:
        lists.setdefault(id(row.sheet_list), []).append(row)
    return list(lists.values())


class EarlierRecords:
    """The records that a list gave before, while its rows are matched."""

    def __init__(
        self,
        rows: Sequence[ParsedRow],
        known: KnownRecords,
        claimed: Container[str],
        matches: "Mapping[object, RowMatch]",
    ) -> None:
        self._rows, self._known = rows, known
        self._claimed, self._matches = claimed, matches
        self.name = list_of(origin_of(rows[0]))
        units = {row.values.get("unit") for row in rows}
        self._unit = units.pop() if len(units) == 1 else None

    def places(self) -> list[Placed]:
        """Match rows that were corrected: each with the record that is most like it, else with the one of its number.

        Numbers tell nothing where rows were put in, row out or sorted anew.
        """
        rows = [row for row in self._rows if row.place not in self._matches and not row.id]
        records = [record for record in self._of_lists(self._names()) if self._is_mine(record)]
        if not rows or not records:
            return []
        alike = self._alike(rows, records)
        used_rows = {row.place for row, _, _ in alike}
        left = {record.id for record in records} - {record.id for _, record, _ in alike if record}
        numbered = {number: record for record in records if record.id in left for number in self._numbers(record)}
        rest = [] if self._moved() else [row for row in rows if row.place not in used_rows]
        by_number = [
            (row, numbered[row.raw.number], "place")
            for row in rest
            if self._is_known() and row.raw.number in numbered
            if len(self._contradicted(row, numbered[row.raw.number])) <= 1
        ]
        return [*alike, *by_number]

    def _contradicted(self, row: ParsedRow, record: Record) -> list[str]:
        """Return the keys of the identity of which a row and a record both say something, and not the same."""
        record_type = self._known.type
        both = [key for key in record_type.identity if key in row.values and key in record.values]
        return [key for key in both if not record_type.says_the_same(key, row.values, record.values)]

    def _may_be_corrected(self, row: ParsedRow, record: Record) -> bool:
        """Whether a row may be a record's, corrected: what tells things apart besides their names differs in one key.

        In a list of which no row is known, it differs in none: it may be another list of the same name. But all rows
        may state another decision than before, which is asked about then.
        """
        if self._known.type.is_doubtful(row.values, record.values):
            return self._is_known()
        names = self._names_of_things()
        differing = [key for key in self._contradicted(row, record) if key not in names[:1]]
        if differing == ["decision"]:
            return True
        alike = [key for key in differing if key in names and self._is_spelled_alike(row.values, record.values, key)]
        return len(differing) - len(alike) <= int(self._is_known())

    def _names_of_things(self) -> list[str]:
        """Return the keys by which people call a record: what it is called, and whose it is."""
        record_type = self._known.type
        return [record_type.title, *(key for key in ("person",) if key in record_type.identity)]

    def _is_spelled_alike(self, mine: Mapping[str, Value], theirs: Mapping[str, Value], key: str) -> bool:
        return SequenceMatcher(None, bare(str(mine[key])), bare(str(theirs[key])), autojunk=False).ratio() >= _ALIKE

    def gone(self) -> Iterator[Record]:
        """Yield the records that no row speaks of any more; where rows were left out, nobody knows."""
        if any(skipped.what in _LEFT_OUT for skipped in self._rows[0].sheet_list.skipped):
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
        """Return the numbers of the rows that gave each unit's records."""
        numbers: dict[Value, set[str]] = defaultdict(set)
        for record in self._known.by_list.get(self.name, ()):
            numbers[record.values.get("unit")].update(self._numbers(record))
        return numbers

    def _is_mine(self, record: Record) -> bool:
        unit = record.values.get("unit")
        if self._unit in (None, unit):
            return True
        mine, theirs = self._numbers_by_unit.get(self._unit, set()), self._numbers_by_unit.get(unit, set())
        return mine.isdisjoint(theirs) and self._is_known()

    def _is_known(self) -> bool:
        """Whether any row is known from a list of this name."""
        return any(self.name in self._known.lists_of(record) for _, record in self._matched())

    def _matched(self) -> Iterator[tuple[ParsedRow, Record]]:
        for row in self._rows:
            match = self._matches.get(row.place)
            if match and match.record:
                yield row, match.record

    def _names(self) -> set[str]:
        """Name the list, and others that most of its rows are known from: it was renamed, or sent again."""
        others = Counter(name for _, record in self._matched() for name in self._known.lists_of(record))
        return {self.name, *(name for name, number in others.items() if 2 * number >= len(self._rows))}

    def _numbers(self, record: Record) -> Iterator[str]:
        yield from (number_of(origin) for origin in self._known.rows_of(record) if list_of(origin) == self.name)

    def _moved(self) -> bool:
        """Whether rows that are known stand elsewhere in the list than before."""
        known = ((row, list(self._numbers(record))) for row, record in self._matched())
        return any(numbers and row.raw.number not in numbers for row, numbers in known)

    def _alike(self, rows: Sequence[ParsedRow], records: Sequence[Record]) -> list[Placed]:
        """Pair rows with records, the most alike first."""
        if len(rows) * len(records) > _MOST_PAIRS:
            return []
        pairs = sorted(self._pairs(rows, records), key=lambda pair: pair[:2], reverse=True)
        placed: list[Placed] = []
        used: set[object] = set()
        for _, _, row, record in pairs:
            if row.place not in used and record.id not in used:
                used |= {row.place, record.id}
                placed.append((row, record, "place"))
        return placed

    def _pairs(
        self, rows: Sequence[ParsedRow], records: Sequence[Record]
    ) -> Iterator[tuple[float, bool, ParsedRow, Record]]:
        """Compare what rows and records are called; another unit makes them less alike."""
        named = [(row, self._name_in(row.values)) for row in rows]
        for record in records:
            matcher = SequenceMatcher(None, b=self._name_in(record.values), autojunk=False)
            for row, name in named:
                matcher.set_seq1(name)
                if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _ALIKE or not name:
                    continue
                elsewhere = row.values.get("unit") != record.values.get("unit")
                likeness = matcher.ratio() - ((1 - _ALIKE) / 2 if elsewhere else 0.0)
                same_number = row.raw.number in self._numbers(record)
                placed = same_number or self._rank(row) == self._rank_of(record)
                if likeness >= _ALIKE and placed and self._may_be_corrected(row, record):
                    yield likeness, same_number, row, record

    def _rank(self, row: ParsedRow) -> int:
        """Count the rows above that are known from this list: a corrected row stays between its neighbours."""
        return sum(at < row.raw.at for at, _ in self._known_rows)

    def _rank_of(self, record: Record) -> int:
        """Count the known rows that stood above a record's row before."""
        place = min((_in_order(number) for number in self._numbers(record)), default=())
        return sum(before < place for _, before in self._known_rows)

    @cached_property
    def _known_rows(self) -> list[tuple[int, Place]]:
        """Return, of each row that is known from this list, where it stands, and the number that it had before."""
        known = ((row.raw.at, list(map(_in_order, self._numbers(record)))) for row, record in self._matched())
        return [(at, min(places)) for at, places in known if places]

    def _name_in(self, values: Mapping[str, Value]) -> str:
        return bare(" ".join(str(values.get(key, "")) for key in self._names_of_things()))


def _in_order(number: str) -> Place:
    """Return what rows' numbers are sorted by: 2 before 10, section by section."""
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in number.split("."))
