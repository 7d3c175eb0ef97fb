"""Which record a row speaks of: by its id, else by what makes it the same thing, else by the list and its place in it.

What is the same thing goes before the place: where a row was put in between, all numbers below it are others', and a
corrected row is one that nothing else fits.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from danvan_cli.domain.lookalikes import Lookalikes
from danvan_cli.domain.messages import SEVERAL_RECORDS, Message
from danvan_cli.domain.record_types import RecordType
from danvan_cli.exchange.faults import Fault
from danvan_cli.exchange.importing.earlier import Earlier, lists_of
from danvan_cli.exchange.importing.known import Known
from danvan_cli.exchange.importing.origins import origin_of
from danvan_cli.exchange.importing.parsed_rows import ParsedRow
from danvan_cli.recording.desk import Record
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.text.mark import N_

ROW_UNKNOWN_ID = Message(
    "row-unknown-id", N_("There is no record “{value}”. Nearest: {near}. Leave the id out, or write that one.")
)
ROW_TWICE = Message("row-twice", N_("This is the same as row {row}. Leave only one of the two."))
ROW_TWICE_ALIKE = Message("row-twice-alike", N_("“{value}” stands in the list twice. Leave only one of the two."))
ROW_DOUBTFUL = Message(
    "row-doubtful",
    N_(
        "{spot}: it may be {path}; only one of the two states: {fields}. The row is kept back. State it in both, or "
        "take it in by hand, with --anyway."
    ),
    severity="left",
)


class Match(NamedTuple):
    """A row, and the record that it speaks of; None: a new one. `by` is "id" (or the mark), "identity" or "place"."""

    row: ParsedRow
    record: Record | None
    by: str = ""


class Matched(NamedTuple):
    """All rows with their records, what is wrong, and the records that their lists gave before and give no more.

    `elsewhere` counts, by list, the records that a list of that name gave for other units. `doubts` are, by
    the rows' places, of those that may be a record, or another row, of which nobody can tell: they alone are kept back.
    """

    matches: list[Match]
    faults: list[Fault]
    doubts: dict[object, Remark]
    gone: list[Record]
    elsewhere: dict[str, int]


def match_rows(rows: Sequence[ParsedRow], known: Known) -> Matched:
    """Find each row's record; two rows that speak of one are a fault."""
    matching = _Matching(rows, known)
    faults = list(matching.by_itself())
    matching.by_this_list()
    earlier = [Earlier(group, known, matching.claimed, matching.found) for group in lists_of(rows)]
    if known.type.identity:  # else its name says what it is, such as of which model
        for earlier_list in earlier:
            matching.take(earlier_list.places())
    matches = [matching.found.get(row.place) or Match(row, None) for row in rows]
    gone = {record.id: record for earlier_list in earlier for record in earlier_list.gone()}
    elsewhere = {each.name: number for each in earlier if (number := each.elsewhere())}
    doubts = dict(matching.doubts(matches)) if not faults else {}
    return Matched(matches, faults, doubts, list(gone.values()), elsewhere)


class _Matching:
    """Rows and the records that they claim."""

    def __init__(self, rows: Sequence[ParsedRow], known: Known) -> None:
        self._type, self._rows, self._known = known.type, rows, known
        self.found: dict[object, Match] = {}
        self.claimed: set[str] = set()

    def by_itself(self) -> Iterator[Fault]:
        """Match the rows that say by themselves which records they are: first by their ids, then by what they are."""
        named: dict[str, ParsedRow] = {}
        seen: Lookalikes[ParsedRow] = Lookalikes(self._type)
        for row in sorted(self._rows, key=lambda row: not (row.id or row.mark)):
            name = row.id or str(row.head.get("id", ""))
            same = named.get(name) if name else next(iter(seen.same(row.values)), None)
            if name:
                named.setdefault(name, row)
            else:
                seen.add(row.values, row)
            if same:
                yield row.fault(ROW_TWICE, self._type.title, row=str(same.raw.at))
                continue
            match = self._by_id(row)
            if match is None:
                name = str(row.head.get("id", ""))
                yield from self._by_identity(row, self._known.same(row.values, name))
            elif match.record and match.record.id in self.claimed:
                yield row.fault(ROW_TWICE_ALIKE, self._type.title, value=row.id or match.record.id)
            else:
                self.take([(row, match.record, match.by)])

    def doubts(self, matches: Iterable[Match]) -> Iterator[tuple[object, Remark]]:
        """Yield, by its place, a doubt of each new row that may be a record there is, or one that a row above makes."""
        made: Lookalikes[ParsedRow] = Lookalikes(self._type)
        for row in [match.row for match in matches if match.record is None and not match.row.id]:
            twins = [(record.path, record.values) for record in self._known.doubtful(row.values)]
            twins += [(f"{twin.sheet_list.file} › {twin.raw.at}", twin.values) for twin in made.doubtful(row.values)]
            if not twins:
                made.add(row.values, row)
                continue
            path, stated = twins[0]
            keys = self._type.undecided_keys(row.values, stated)
            spot = row.spot_at(self._type.title)
            yield row.place, remark(ROW_DOUBTFUL, spot=spot, path=path, fields=[self._type.fields[key] for key in keys])

    def take(self, matched: Sequence[tuple[ParsedRow, Record | None, str]]) -> None:
        """Note matches."""
        for row, record, by in matched:
            self.found[row.place] = Match(row, record, by)
            if record:
                self.claimed.add(record.id)

    def by_this_list(self) -> None:
        """Match the rows that may be a record that came out of the same place in this very list: they are it."""
        for row in self._rows:
            if row.place in self.found or row.id or not self._type.identity:
                continue
            origin = origin_of(row)
            gave = [record for record in self._known.doubtful(row.values) if origin in self._known.rows_of(record)]
            free = [record for record in gave if record.id not in self.claimed]
            if len(free) == 1 and len(gave) == 1:
                self.take([(row, free[0], "identity")])

    def _by_id(self, row: ParsedRow) -> Match | None:
        """Find by the id; where somebody mistyped or lost it, by the mark that danvan put beside it."""
        record = self._known.by_id.get(row.id)
        if record is None and row.mark:
            record = self._known.by_mark(row.mark)
        if record:
            return Match(row, record, "id")
        return Match(row, None, "id") if row.mark and row.id else None

    def _by_identity(self, row: ParsedRow, alike: Sequence[Record]) -> Iterator[Fault]:
        """Match the one record that is the same thing; of several, such as two people's, none is chosen."""
        free = [record for record in alike if record.id not in self.claimed]
        if len(free) > 1:
            listed = "; ".join(record.id for record in free)
            yield row.fault(SEVERAL_RECORDS, self._type.title, value=_called(self._type, row), candidates=listed)
        elif alike and not free:
            yield row.fault(ROW_TWICE_ALIKE, self._type.title, value=_called(self._type, row))
        elif free and row.id and not row.mark:
            yield row.fault(ROW_UNKNOWN_ID, "id", value=row.id, near=free[0].id)
        elif free:
            self.take([(row, free[0], "identity")])


def _called(record_type: RecordType, row: ParsedRow) -> str:
    return str({**row.head, **row.values}.get(record_type.title) or row.head.get("id", ""))
