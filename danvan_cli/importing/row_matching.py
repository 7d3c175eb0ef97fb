"""Which record a row speaks of: by its id, else by what makes it the same thing, else by the list and its place in it.

What is the same thing goes before the place: where a row was put in between, all numbers below it are others', and a
corrected row is one that nothing else fits.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.lookalikes import Lookalikes
from danvan_cli.domain.messages import SEVERAL_RECORDS, Message
from danvan_cli.domain.record_type import RecordType
from danvan_cli.importing.earlier_imports import EarlierRecords, lists_of
from danvan_cli.importing.known_records import KnownRecords
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.origins import origin_of
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.importing.row_doubts import RowDoubt
from danvan_cli.importing.sheet_lists import Fault
from danvan_cli.recording.awarding import doubt_of_proposal
from danvan_cli.recording.record_lookup import Record
from danvan_cli.recording.twins import doubt_of
from danvan_cli.text.mark import N_

ROW_UNKNOWN_ID = Message(
    "row-unknown-id", N_("There is no record “{value}”. Nearest: {near}. Leave the id out, or write that one.")
)
ROW_TWICE = Message("row-twice", N_("This is the same as row {row}. Leave only one of the two."))
ROW_LIKE_ANOTHER = Message(
    "row-like-another",
    N_(
        "This is the same as row {row}, as far as the list tells. If it is: leave only one of the two. If they are two:"
        " let the list say by what, such as {fields}."
    ),
)
ROW_LIKE_ANOTHER_BUT = Message(
    "row-like-another-but",
    N_(
        "Row {row} may be the same thing, stated otherwise: {changes}. If it is: leave only one of the two. If they are"
        " two: let the list say by what, such as another title, or {fields}."
    ),
)
ROW_TWICE_ALIKE = Message("row-twice-alike", N_("“{value}” stands in the list twice. Leave only one of the two."))


class RowMatch(NamedTuple):
    """A row, and the record that it speaks of; None: a new one. `by` is "id" (or the mark), "identity" or "place"."""

    row: ParsedRow
    record: Record | None
    by: str = ""


class MatchedRows(NamedTuple):
    """All rows with their records, what is wrong, and the records that their lists gave before and give no more.

    `elsewhere` counts, by list, the records that a list of that name gave for other units. `doubts` are, by
    the rows' places, of those that may be a record, or another row, of which nobody can tell: they alone are kept back.
    """

    matches: list[RowMatch]
    faults: list[Fault]
    doubts: dict[object, RowDoubt]
    gone: list[Record]
    elsewhere: dict[str, int]


def match_rows(rows: Sequence[ParsedRow], known: KnownRecords, options: ImportOptions) -> MatchedRows:
    """Find each row's record; two rows that speak of one are a fault."""
    matching = _RowMatcher(rows, known, options)
    faults = list(matching.by_itself())
    matching.by_this_list()
    earlier = [EarlierRecords(group, known, matching.claimed, matching.matches) for group in lists_of(rows)]
    if known.type.identity:  # else its name says what it is, such as of which model
        for earlier_list in earlier:
            matching.take(earlier_list.places())
    matches = [matching.matches.get(row.place) or RowMatch(row, None) for row in rows]
    gone = {record.id: record for earlier_list in earlier for record in earlier_list.gone()}
    elsewhere = {earlier_list.name: number for earlier_list in earlier if (number := earlier_list.elsewhere())}
    doubts = dict(matching.doubts(matches)) if not faults else {}
    return MatchedRows(matches, faults, doubts, list(gone.values()), elsewhere)


class _RowMatcher:
    """Rows and the records that they claim."""

    def __init__(self, rows: Sequence[ParsedRow], known: KnownRecords, options: ImportOptions) -> None:
        self._type, self._rows, self._known, self._options = known.type, rows, known, options
        self._with_ids: Lookalikes[ParsedRow] = known.lookalikes()
        self.matches: dict[object, RowMatch] = {}
        self.claimed: set[str] = set()

    def by_itself(self) -> Iterator[Fault]:
        """Match the rows that say by themselves which records they are: by ids, by marks, then by what they are.

        Each way is gone for all rows before the next begins, so that their order makes no difference.
        """
        twice = dict(self._named_twice())
        yield from twice.values()
        rows = [row for row in self._rows if row.place not in twice]
        for row in rows:
            if record := self._known.by_id.get(row.id):
                self.take([(row, record, "id")])
        for row in rows:
            if row.mark and row.place not in self.matches:
                yield from self._by_mark(row)
        for row in rows:
            if match := self.matches.get(row.place):
                stated = match.record.values if match.record else {}
                self._with_ids.add({**stated, **row.values}, row, _name_of(row))
        yield from self._by_identities([row for row in rows if row.place not in self.matches])

    def _named_twice(self) -> Iterator[tuple[object, Fault]]:
        """Yield, by its place, the fault of each row that names the record which a row above names."""
        named: dict[str, ParsedRow] = {}
        for row in self._rows:
            if name := _name_of(row):
                same = named.setdefault(name, row)
                if same is not row:
                    yield row.place, row.fault(ROW_TWICE, self._type.title, row=str(same.raw.at))

    def doubts(self, matches: Iterable[RowMatch]) -> Iterator[tuple[object, RowDoubt]]:
        """Yield, by its place, a doubt of each new row that may be a record there is, or one that another row makes.

        Of rows that may be one, those are made that state more of what would tell; the order of the list says nothing.
        """
        new_rows: Lookalikes[ParsedRow] = self._known.lookalikes()
        rows = [match.row for match in matches if match.record is None and not match.row.is_restored]
        for row in sorted(rows, key=self._completeness):
            records = [*self._known.doubtful(row.values), *self._known.told_elsewhere(row.values)]
            meant = {record.id: str(record.values.get(self._type.title, "")) for record in records}
            twins = [(record.path, record.values) for record in records]
            for lookalikes in (self._with_ids, new_rows):
                alike = [*lookalikes.doubtful(row.values), *lookalikes.told_elsewhere(row.values)]
                twins += [(f"{twin.sheet_list.file} › {twin.raw.at}", twin.values) for twin in alike]
            if not twins or self._options.settles(row.line):
                new_rows.add(row.values, row)
                continue
            path, stated = twins[0]
            doubt = doubt_of_proposal(path, stated, row.values) or doubt_of(self._type, row.values, path, stated)
            yield row.place, RowDoubt(row, doubt, meant, self._type.title)

    def _completeness(self, row: ParsedRow) -> tuple[int, list[str]]:
        """Return what rows are sorted by, the fullest first; then by texts, so that the list's order says nothing."""
        texts = [str(row.values.get(key, "")) for key in (*self._type.may_be_missing, *self._type.must_agree)]
        return sum(key not in row.values for key in self._type.may_be_missing), texts

    def take(self, matched: Sequence[tuple[ParsedRow, Record | None, str]]) -> None:
        """Note matches."""
        for row, record, by in matched:
            self.matches[row.place] = RowMatch(row, record, by)
            if record:
                self.claimed.add(record.id)

    def by_this_list(self) -> None:
        """Match the rows that may be a record that came out of the same place in this very list: they are it."""
        rows_by_record: dict[str, list[tuple[ParsedRow, Record]]] = {}
        for row in self._rows:
            if row.place in self.matches or row.id or not self._type.identity:
                continue
            origin = origin_of(row)
            givers = [record for record in self._known.doubtful(row.values) if origin in self._known.rows_of(record)]
            if len(givers) == 1 and givers[0].id not in self.claimed:
                rows_by_record.setdefault(givers[0].id, []).append((row, givers[0]))
        for pairs in rows_by_record.values():
            if len(pairs) == 1:  # two rows of one number: nobody knows which
                self.take([(*pairs[0], "identity")])

    def _by_mark(self, row: ParsedRow) -> Iterator[Fault]:
        """Match by the mark that danvan put beside an id, where somebody mistyped or lost that."""
        record = self._known.by_mark.get(row.mark)
        if record and record.id in self.claimed:
            yield row.fault(ROW_TWICE_ALIKE, self._type.title, value=row.id or record.id)
        elif record or row.id:
            self.take([(row, record, "id")])

    def _by_identities(self, rows: Sequence[ParsedRow]) -> Iterator[Fault]:
        """Match rows by what they are; two that are the same thing are a fault, whether or not one has an id."""
        seen: Lookalikes[ParsedRow] = self._known.lookalikes()
        for row in rows:
            alike = self._known.same(row.values, _name_of(row))
            twins = seen.same(row.values, _name_of(row))
            twins += [] if alike else self._with_ids.same(row.values, _name_of(row))
            if twins:
                yield self._twice(row, twins[0])
            elif alike:
                yield from self._by_identity(row, alike)
            seen.add(row.values, row, _name_of(row))

    def _twice(self, row: ParsedRow, twin: ParsedRow) -> Fault:
        """Return the fault that two rows are the same thing, and what would tell two things apart."""
        telling = [self._type.fields[key] for key in self._type.may_be_missing]
        if not telling:
            return row.fault(ROW_TWICE, self._type.title, row=str(twin.raw.at))
        refused = RequestError(ROW_LIKE_ANOTHER, row=str(twin.raw.at), fields=telling)
        stated = [
            (field, twin.values.get(key), row.values.get(key))
            for key, field in self._type.fields.items()
            if not (key in self._type.identity and self._type.says_the_same(key, row.values, twin.values))
        ]
        if differing := [change for change in stated if change[1] != change[2]]:
            refused = RequestError(ROW_LIKE_ANOTHER_BUT, row=str(twin.raw.at), fields=telling, changes=differing)
        return Fault(row.spot_at(self._type.title), refused, self._type.title)

    def _by_identity(self, row: ParsedRow, alike: Sequence[Record]) -> Iterator[Fault]:
        """Match the one record that is the same thing; of several, such as two people's, none is chosen."""
        free = [record for record in alike if record.id not in self.claimed]
        if len(free) > 1:
            listed = "; ".join(record.id for record in free)
            yield row.fault(SEVERAL_RECORDS, self._type.title, value=_title_or_id(self._type, row), candidates=listed)
        elif not free:
            yield row.fault(ROW_TWICE_ALIKE, self._type.title, value=_title_or_id(self._type, row))
        elif row.id:
            yield row.fault(ROW_UNKNOWN_ID, "id", value=row.id, near=free[0].id)
        else:
            self.take([(row, free[0], "identity")])


def _name_of(row: ParsedRow) -> str:
    """Return the id of the record that a row names, "" where it names none."""
    return row.id or str(row.head.get("id", ""))


def _title_or_id(record_type: RecordType, row: ParsedRow) -> str:
    return str({**row.head, **row.values}.get(record_type.title) or row.head.get("id", ""))
