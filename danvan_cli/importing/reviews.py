"""The review of last year's models: carried on, replicated, or ended."""

from collections.abc import Iterable

from danvan_cli.domain.errors import EditError, InputError, RecordError, RequestError, WriteError
from danvan_cli.domain.field_types import TEXT
from danvan_cli.domain.fields import MODEL
from danvan_cli.domain.messages import Message
from danvan_cli.domain.values import Value
from danvan_cli.importing.cell_texts import cleaned, text_of
from danvan_cli.importing.cells import CellReader, read_cell
from danvan_cli.importing.columns import REVIEW, REVIEWED, YEAR
from danvan_cli.importing.model_names import ModelName, Naming
from danvan_cli.importing.models import ModelLookup
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.parsed_rows import spot_of
from danvan_cli.importing.record_planner import ROW_REFUSED
from danvan_cli.importing.results import ImportPart, RowCounts, join_parts
from danvan_cli.importing.row_doubts import ROW_DOUBTFUL
from danvan_cli.importing.row_matching import ROW_TWICE
from danvan_cli.importing.sheet_lists import Fault, ListOnSheet, SheetRow
from danvan_cli.locale import translate
from danvan_cli.recording.carrying import Continuation, continue_models
from danvan_cli.recording.changing import end_of
from danvan_cli.recording.plan import remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.text.mark import N_

REVIEW_YEAR = Message(
    "review-year",
    N_("The list looks back on models of {year}, and --year is the year in which they go on: --year {other}."),
)
STOPPED_UNDATED = Message(
    "stopped-undated",
    N_("It was stopped, and the column “{heading}” does not say when. If all stopped on one day: --default ended_on=…"),
)
REVIEW_OPEN = Message("review-open", N_("Rows where nothing is decided yet: {number}."), severity="remark")

_STOPPED = "dung"


def plan_reviews(
    lookup: RecordLookup, models: ModelLookup, sheet_lists: Iterable[ListOnSheet], options: ImportOptions
) -> ImportPart:
    """Plan what a review decided: models of the year asked for, and the end of others.

    Raise InputError, or RequestError.
    """
    rows = [(sheet_list, row) for sheet_list in sheet_lists for row in sheet_list.rows]
    if not rows:
        return ImportPart()
    if options.year is None:
        raise InputError(missing=["year"])
    review = _ReviewRows(lookup, models, options.year, options)
    ended = join_parts([review.read(sheet_list, row) for sheet_list, row in rows])
    return join_parts([ended, review.carry(options.year)])


class _ReviewRows:
    """The rows of a review, while they are read."""

    def __init__(self, lookup: RecordLookup, models: ModelLookup, year: int, options: ImportOptions) -> None:
        self._lookup, self._models, self._year, self._options = lookup, models, year, options
        self._reader = CellReader(lookup.lists, year - 1, lookup.model_id)
        self._carried: dict[str, Record] = {}
        self._origins: dict[str, str] = {}
        self._seen: dict[str, tuple[ListOnSheet, SheetRow]] = {}
        self._undecided = 0

    def read(self, sheet_list: ListOnSheet, row: SheetRow) -> ImportPart:
        """Read a row; what is wrong with it stands at the cell of its result."""
        try:
            return self._read(sheet_list, row)
        except RequestError as why:
            return ImportPart(faults=(_fault(sheet_list, row, "review", why),))
        except (RecordError, WriteError, EditError) as refused:
            path = str(getattr(refused, "path", ""))
            return ImportPart(faults=(_fault(sheet_list, row, "review", RequestError(ROW_REFUSED, path=path)),))

    def _read(self, sheet_list: ListOnSheet, row: SheetRow) -> ImportPart:
        decision = read_cell(REVIEW, _text(row, "review"), self._reader)
        if decision is None:
            self._undecided += 1
            return ImportPart()
        record = self._lookup.find(self._model(row))
        _, first = self._seen.setdefault(record.id, (sheet_list, row))
        if first is not row:
            raise RequestError(ROW_TWICE, row=str(first.at))
        if decision == _STOPPED:
            return self._end(sheet_list, row, record)
        self._carried[record.id], self._origins[record.id] = record, decision
        return ImportPart()

    def _model(self, row: SheetRow) -> str:
        """Return the id of the model that a row is about, of an earlier year; raise RequestError."""
        year = self._reader.value(YEAR, [_text(row, "year")])
        unit = self._reader.value(MODEL["unit"], [_text(row, "unit")]) if not _text(row, "id") else None
        name = ModelName(_text(row, "id") or _text(row, "title"), Naming.REVIEWED, self._year, unit or "")
        return self._models.find(name._replace(year=int(year) + 1, from_year=int(year)) if year else name)

    def _end(self, sheet_list: ListOnSheet, row: SheetRow, record: Record) -> ImportPart:
        reader = CellReader(self._lookup.lists, record.year, self._lookup.model_id)
        values: dict[str, Value] = {}
        faults: list[Fault] = []
        for key in REVIEWED:
            try:
                value = reader.value(MODEL[key], [_text(row, key) or self._options.defaults.get(key, "")])
            except RequestError as why:
                faults.append(_fault(sheet_list, row, key, why))
            else:
                values |= {} if value is None else {key: value}
        if "ended_on" in values:
            return ImportPart(steps=(end_of(record, values),), faults=tuple(faults))
        if not _text(row, "ended_on"):
            undated = RequestError(STOPPED_UNDATED, heading=translate(REVIEWED["ended_on"]))
            faults.append(_fault(sheet_list, row, "ended_on", undated))
        return ImportPart(faults=tuple(faults))

    def carry(self, year: int) -> ImportPart:
        """Carry models over; those that are there already are told of, not written again. Raise RequestError."""
        models = list(self._carried.values())
        too_late = next((model for model in models if model.year >= year), None)
        if too_late:
            raise RequestError(REVIEW_YEAR, year=str(too_late.year), other=str(too_late.year + 1))
        parts = [
            self._continuation_part(continuation)
            for continuation in continue_models(self._lookup, models, year, self._origins)
        ]
        undecided = [remark(REVIEW_OPEN, number=self._undecided)] if self._undecided else []
        return join_parts([ImportPart(remarks=tuple(undecided)), *parts])

    def _continuation_part(self, continuation: Continuation) -> ImportPart:
        """Take a model as continued; a row is kept back where nobody knows whether its model is there already."""
        if continuation.doubts and not self._options.anyway:
            sheet_list, row = self._seen[continuation.model.id]
            spot = spot_of(sheet_list, row, row.cells.get("title"), "title")
            doubted = remark(ROW_DOUBTFUL, spot=spot, doubt=continuation.doubts[0])
            return ImportPart(remarks=(doubted,), counts=RowCounts(kept=1))
        if continuation.step:
            return ImportPart(steps=(continuation.step,), remarks=continuation.remarks)
        return ImportPart(remarks=continuation.remarks, counts=RowCounts(unchanged=0 if continuation.remarks else 1))


def _fault(sheet_list: ListOnSheet, row: SheetRow, key: str, why: RequestError) -> Fault:
    return Fault(spot_of(sheet_list, row, row.cells.get(key), key), why, key)


def _text(row: SheetRow, key: str) -> str:
    given = row.cells.get(key)
    kind = MODEL[key].type if key in MODEL else TEXT
    return "" if given is None else cleaned(text_of(given.value, kind), lines=False)
