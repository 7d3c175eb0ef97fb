"""Taking records to the campaign year where they belong: a year that was mistyped is mended, ids stay as they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.finding import referring, unsound
from danvan_cli.domain.errors import RecordError, RequestError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import record_path
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup, only_place
from danvan_cli.recording.selecting import NAMES_AND_WHERE, Selection, select
from danvan_cli.recording.twins import doubts_of_arrivals, read_year
from danvan_cli.store.writing import Change
from danvan_cli.text.mark import N_

THERE_OTHERWISE = Message(
    "there-otherwise", N_("{path} cannot be moved: {other} is there already, and states something else.")
)
MODEL_ELSEWHERE = Message(
    "model-elsewhere", N_("{path} lies in the year of its model, {year}, and goes only where that goes: move {id}.")
)
CONTINUES_NO_EARLIER = Message(
    "continues-no-earlier",
    N_("{path} cannot be moved to {year}: it would continue {other}, which is of no earlier year."),
)
CONTINUED_BY_NO_LATER = Message(
    "continued-by-no-later",
    N_("{path} cannot be moved to {year}: {other}, which is of no later year, continues it."),
)
NAMED_BEFORE = Message(
    "named-before", N_("{other} names the model {path}, and is of a year before that."), severity="open"
)
STAYS_BEHIND = Message("stays-behind", N_("{other} names the model {path}, and stays where it is."), severity="remark")
EVIDENCE_STAYS = Message(
    "evidence-stays", N_("Files of evidence stay where they are, and are named as before: {names}."), severity="remark"
)
MOVED = Message("moved", N_("Moved ({number}): {names}"), severity="remark")

_TYPES = tuple(RECORD_TYPES.values())
_COUNTED = tuple(record_type for record_type in _TYPES if record_type is not EVALUATIONS)  # these go with their models


class MoveRequest(NamedTuple):
    """Which records are meant, of one campaign year where one is named, and the year to which they go."""

    selection: Selection
    to: int
    out_of: int | None = None


class _Move(NamedTuple):
    """A record that goes to a year, with a model its evaluations; and what else refers to it."""

    record: Record
    followers: tuple[Record, ...] = ()
    referrers: tuple[Record, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """Return all that goes along."""
        return (self.record, *self.followers)


def move(lookup: RecordLookup, request: MoveRequest) -> Plan:
    """Plan to take records to a campaign year, models with their evaluations; files are moved byte by byte.

    What is interrupted is finished by the same command: a file that lies there with the same bytes is the moved one.
    Raise InputError, RequestError, RecordError for what cannot be read in that year, or WriteError.
    """
    records = _records_meant(lookup, request)
    moves = list(_moves(lookup, records, request.to))
    _refuse_contradictions(lookup, moves, request.to)
    steps = [list(_steps(lookup, moved, request.to)) for moved in moves]
    written = [step for group in steps for step in group]
    remarks = [
        *doubts_of_arrivals(lookup, written),
        *_remarks_on_references(lookup, moves, request.to),
        *doubts(lookup, written),
        *_remarks_on_evidence(moves),
    ]
    return plan(MOVED, written, remarks)._replace(named=tuple(group[0] for group in steps))


def _records_meant(lookup: RecordLookup, request: MoveRequest) -> list[Record]:
    """Read the records that are meant: named, behind a number, or all of the year that is named; raise InputError."""
    selection, out_of = request.selection, request.out_of
    if selection.names and (selection.where or selection.measure):
        raise RequestError(NAMES_AND_WHERE)
    if selection.names:
        mistakes = MistakeLog()
        records = [mistakes.take(partial(_find, lookup, name, request), None) for name in selection.names]
        mistakes.settle()
        return list({record.path: record for record in records if record}.values())
    if selection.where or selection.measure or lookup.ledger.unit_told or out_of is None:
        return select(lookup, selection._replace(year=str(out_of) if out_of else None), _COUNTED, measures.REGISTERED)
    return list(_records_of_year(lookup, out_of))


def _find(lookup: RecordLookup, name: str, request: MoveRequest) -> Record:
    """Read the record that a name means; one that an interrupted move left in both years is the one that goes."""
    spoken_of = lookup.ledger.latest_year()
    years = [] if spoken_of in (None, request.to) else [spoken_of]  # what is there already is not to go there
    places = lookup.places(name, _TYPES, request.out_of, years, lookup.units_meant)
    elsewhere = [place for place in places if place[2] != request.to] or places
    return lookup.read(*only_place(name, elsewhere))


def _records_of_year(lookup: RecordLookup, year: int) -> Iterator[Record]:
    """Read all records of a campaign year; raise RecordError where one cannot be read."""
    for record_type in _TYPES:
        records, unread = read_year(lookup, record_type, year)
        if unread:
            raise RecordError([problem for record in unread for problem in record.problems])
        yield from records


def _moves(lookup: RecordLookup, records: Sequence[Record], to: int) -> Iterator[_Move]:
    """Yield what goes with each record; raise RequestError for an evaluation whose model stays elsewhere."""
    lookup.look(None)
    broken = [(kind, path, year, lookup.source.read(path)) for kind, path, year in unsound(lookup.db)]
    models = {record.id for record in records if record.type is MODELS}
    for record in records:
        if record.type is MODELS:
            for kind, path, year, data in broken:
                if record.id.encode() in data:
                    lookup.read(RECORD_TYPES[kind], path, year)  # it may refer to the model: raises what is wrong
            places = referring(lookup.db, record.id, record.year)
            referrers = [lookup.read(RECORD_TYPES[kind], path, year) for kind, path, year in places]
            followers = [referrer for referrer in referrers if referrer.type is EVALUATIONS]
            yield _Move(record, tuple(followers), tuple(item for item in referrers if item not in followers))
        elif record.type is EVALUATIONS:
            model = record.id.partition(".")[0]
            if model not in models:
                _refuse_alone(lookup, record, model, to)
                yield _Move(record)
        else:
            yield _Move(record)


def _refuse_alone(lookup: RecordLookup, evaluation: Record, model: str, to: int) -> None:
    """Refuse to take an evaluation to a year where its model is not; raise RequestError."""
    years = [year for _, year in lookup.paths_of(MODELS, model)]
    if years and to not in years:
        raise RequestError(MODEL_ELSEWHERE, path=evaluation.path, year=str(years[0]), id=model)


def _refuse_contradictions(lookup: RecordLookup, moves: Iterable[_Move], to: int) -> None:
    """Refuse what would make a model continue one of no earlier year; raise WriteError."""
    models = {moved.record.id: moved for moved in moves if moved.record.type is MODELS}
    for moved in models.values():
        before = moved.record.values.get("continues")
        if before and any(year >= to for year in _years_of(lookup, before, models, to)):
            raise WriteError(CONTINUES_NO_EARLIER, path=moved.record.path, year=to, other=before)
        for model in moved.referrers:
            follows = model.type is MODELS and model.values.get("continues") == moved.record.id
            if follows and (to if model.id in models else model.year) <= to:
                raise WriteError(CONTINUED_BY_NO_LATER, path=moved.record.path, year=to, other=model.path)


def _years_of(lookup: RecordLookup, model: str, moved: Mapping[str, _Move], to: int) -> list[int]:
    """Return the years in which a model will be."""
    return [to] if model in moved else [year for _, year in lookup.paths_of(MODELS, model)]


def _steps(lookup: RecordLookup, moved: _Move, to: int) -> Iterator[Step]:
    """Yield the steps, the record's own removal last: as long as it is there, the work can be finished."""
    going = [record for record in moved.records if record.year != to]
    if not going:
        record = moved.record
        yield Step(
            record.kind, record.path, record.values, record.values, Change(record.path, record.data, record.data)
        )
        return
    yield from (_arrival(lookup, record, to) for record in going)
    for record in reversed(going):
        yield Step(record.kind, record.path, record.values, None, Change(record.path, record.data, None))


def _arrival(lookup: RecordLookup, record: Record, to: int) -> Step:
    """Plan a record's file in its new year, or take the one of an interrupted run.

    Raise RecordError where it cannot be of that year, WriteError where another one is there.
    """
    path = record_path(record.type, to, record.id)
    reading = read_record(record.kind, path, to, record.data)
    if not reading.sound:
        raise RecordError(reading.problems)
    is_there = bool(lookup.source.stamp(path))
    if is_there and lookup.source.read(path) != record.data:
        raise WriteError(THERE_OTHERWISE, path=record.path, other=path)
    change = Change(path, record.data if is_there else None, record.data)
    return Step(record.kind, path, record.values if is_there else None, record.values, change, moved_from=record.path)


def _remarks_on_references(lookup: RecordLookup, moves: Sequence[_Move], to: int) -> Iterator[Remark]:
    """Yield what names a model of a later year, as it will be, and what stays where the model was."""
    moved_paths = {record.path for moved in moves for record in moved.records}
    models = {moved.record.id: moved for moved in moves if moved.record.type is MODELS}
    for moved in moves:
        record = moved.record
        for referrer in moved.referrers:
            if referrer.type is MODELS or referrer.path in moved_paths:
                continue
            if referrer.year < to:
                yield remark(NAMED_BEFORE, path=record.path, other=referrer.path)
            elif referrer.year == record.year:
                yield remark(STAYS_BEHIND, path=record.path, other=referrer.path)
        model = record.values.get("model")
        if model and any(year > to for year in _years_of(lookup, model, models, to)):
            yield remark(NAMED_BEFORE, path=model, other=record.path)


def _remarks_on_evidence(moves: Iterable[_Move]) -> list[Remark]:
    """Remark that files of evidence are not moved: whoever named them finds them there."""
    names = [name for moved in moves for record in moved.records for name in record.values.get("evidence", ())]
    return [remark(EVIDENCE_STAYS, names=", ".join(dict.fromkeys(names)))] if names else []
