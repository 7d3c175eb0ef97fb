"""The review of last year's models: carried on, replicated, or ended."""

from collections.abc import Iterable, Iterator

from danvan_cli.domain.errors import EditError, InputError, RecordError, RequestError, WriteError
from danvan_cli.domain.field_types import TEXT
from danvan_cli.domain.fields import MODEL
from danvan_cli.domain.values import Value
from danvan_cli.exchange.cells import read_cell
from danvan_cli.exchange.columns import REVIEW
from danvan_cli.exchange.faults import Fault
from danvan_cli.exchange.importing.records import Outcome
from danvan_cli.exchange.importing.taking import spot_of
from danvan_cli.exchange.importing.texts import cleaned, text_of
from danvan_cli.exchange.importing.wishes import Wishes
from danvan_cli.exchange.rows import ListOnSheet, Row
from danvan_cli.recording.carrying import carry_over
from danvan_cli.recording.changing import end_of
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.plan import remark
from danvan_cli.recording.typed import Reader

_ENDING = ("ended_on", "ended_reason")
_STOPPED = "dung"


def plan_reviews(desk: Desk, sheets: Iterable[ListOnSheet], wishes: Wishes, out: Outcome) -> None:
    """Plan what a review decided: models of the year asked for, and the end of others.

    Raise InputError, or RequestError.
    """
    rows = [(of, row) for of in sheets for row in of.rows]
    if not rows:
        return
    if wishes.year is None:
        raise InputError(missing=["year"])
    review = _Review(desk, out)
    for of, row in rows:
        review.take(of, row)
    review.carry(wishes.year)


class _Review:
    """The rows of a review, while they are taken."""

    def __init__(self, desk: Desk, out: Outcome) -> None:
        self._desk, self._out = desk, out
        self._carried: dict[str, Record] = {}
        self._origins: dict[str, str] = {}
        self._seen: dict[str, Row] = {}
        self._undecided = 0

    def take(self, of: ListOnSheet, row: Row) -> None:
        """Take a row; what is wrong with it stands at the cell of its result."""
        try:
            self._take(of, row)
        except RequestError as why:
            self._fault(of, row, "review", why)
        except (RecordError, WriteError, EditError) as why:
            self._fault(of, row, "review", RequestError("row-refused", path=str(getattr(why, "path", ""))))

    def _take(self, of: ListOnSheet, row: Row) -> None:
        said = read_cell(REVIEW, _text(row, "review"), Reader(self._desk.lists, None, self._desk.model_id))
        if said is None:
            self._undecided += 1
            return
        record = self._desk.find(_text(row, "id") or _text(row, "title"))
        first = self._seen.setdefault(record.id, row)
        if first is not row:
            raise RequestError("row-twice", row=str(first.at))
        if said == _STOPPED:
            self._end(of, row, record)
        else:
            self._carried[record.id], self._origins[record.id] = record, said

    def _end(self, of: ListOnSheet, row: Row, record: Record) -> None:
        values = dict(self._ending(of, row, record.year))
        if "ended_on" in values:
            self._out.steps.append(end_of(record, values))
        elif not _text(row, "ended_on"):
            self._fault(of, row, "ended_on", RequestError("row-lacks", key="ended_on"))

    def _ending(self, of: ListOnSheet, row: Row, year: int) -> Iterator[tuple[str, Value]]:
        reader = Reader(self._desk.lists, year, self._desk.model_id)
        for key in _ENDING:
            try:
                value = reader.value(MODEL[key], [_text(row, key)])
            except RequestError as why:
                self._fault(of, row, key, why)
            else:
                if value is not None:
                    yield key, value

    def _fault(self, of: ListOnSheet, row: Row, key: str, why: RequestError) -> None:
        self._out.faults.append(Fault(spot_of(of, row, row.cells.get(key), key), why, key))

    def carry(self, to: int) -> None:
        """Carry models over; those that are there already are told of, not written again. Raise RequestError."""
        if self._undecided:
            self._out.remarks.append(remark("review-open", number=self._undecided))
        models = list(self._carried.values())
        late = next((model for model in models if model.year >= to), None)
        if late:
            raise RequestError("years-reversed", value=str(late.year), other=str(to))
        planned = carry_over(self._desk, models, to, self._origins)
        self._out.steps += planned.steps
        made = {step.new["continues"] for step in planned.steps if step.new}
        told = {one.args["id"] for one in planned.remarks if one.code == "there-already"}
        self._out.remarks += [remark("row-stays", id=one.id) for one in models if one.id not in made | told]
        self._out.remarks += [one for one in planned.remarks if not one.doubt]


def _text(row: Row, key: str) -> str:
    given = row.cells.get(key)
    kind = MODEL[key].type if key in MODEL else TEXT
    return "" if given is None else cleaned(text_of(given.value, kind), lines=False)
