"""Removing records: they go out of all counts, and stay on file with the reason."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence

from danvan_cli.counting import measures
from danvan_cli.counting.finding import referring, unsound
from danvan_cli.counting.question import one_year
from danvan_cli.domain.errors import RequestError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.removal import Removal, head
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.removed import RemovedRecord, kept_path
from danvan_cli.recording.selecting import Selection, select
from danvan_cli.store.writing import Change
from danvan_cli.text.mark import N_

NO_REASON = Message("no-reason", N_("A record is removed only with a reason: --reason."))
REFERRED_TO = Message(
    "referred-to",
    N_("{path} cannot be removed, because records refer to it ({number}): {others}. Remove or change those first."),
)
REMOVED_ALREADY = Message(
    "removed-already", N_("{id} was removed on {date} already ({why}). It is kept in {path}."), severity="remark"
)
MERGED_ALREADY = Message(
    "merged-already", N_("{id} was merged into {other} on {date} already. It is kept in {path}."), severity="remark"
)
DONE_ALREADY = Message("done-already", N_("Nothing to change: it is done already."), severity="remark")
REMOVED = Message("removed", N_("Removed, and kept under removed/: {names}"), severity="remark")

_MOST_NAMED = 5


def remove(lookup: RecordLookup, selection: Selection, reason: str) -> Plan:
    """Plan to remove records that nothing else refers to; raise RequestError, or WriteError where something does.

    Of those named that were removed before, that is said.
    """
    if not reason.strip():
        raise RequestError(NO_REASON)
    year, types = one_year(selection.year), RECORD_TYPES.values()
    gone = [(name, lookup.removed(name, types, year)) for name in selection.names]
    remarks = [gone_already(removed) for _, removed in gone if removed]
    left = selection._replace(names=[name for name, removed in gone if not removed])
    if remarks and not left.names:
        return plan(REMOVED, (), remarks)._replace(nothing=DONE_ALREADY)
    records = select(lookup, left, types, measures.REGISTERED)
    _refuse_referred_to(lookup, records)
    # What refers to another record goes before it: whoever is interrupted finds no reference that leads nowhere.
    records.sort(key=lambda record: record.type is MODELS)
    return plan(REMOVED, [step for record in records for step in put_away(lookup, record, reason)], remarks)


def _refuse_referred_to(lookup: RecordLookup, records: Sequence[Record]) -> None:
    """Raise WriteError where records that stay refer to one of these."""
    removed = {record.path for record in records}
    models = [record for record in records if record.type is MODELS]
    if models:
        lookup.look(None)  # once for all of them
    for record in models:
        referring = [path for referrer in referring_in_step(lookup, record) if (path := referrer.path) not in removed]
        if referring:
            named = "; ".join(referring[:_MOST_NAMED]) + (" …" if len(referring) > _MOST_NAMED else "")
            raise WriteError(REFERRED_TO, path=record.path, number=len(referring), others=named)


def put_away(lookup: RecordLookup, record: Record, reason: str) -> list[Step]:
    """Plan to put a record's file away under `removed/`, headed by the day and the reason.

    It is kept there rather than in git alone: the reason is to be read where the record is, also by whoever has no git.
    """
    kept = _keep_under_removed(lookup, record, *head(Removal(lookup.today, reason)))
    return [
        Step(record.kind, kept.path, None, record.values, kept),
        Step(record.kind, record.path, record.values, None, Change(record.path, record.data, None)),
    ]


def referring_to(lookup: RecordLookup, record: Record) -> Iterator[Record]:
    """Read the records that refer to a model: its evaluations, awards, and models that carry it on or copy it.

    Everything is looked at. Raise RecordError where one of them cannot be read; a file with faults that holds the id
    may be one.
    """
    if record.type is MODELS:
        lookup.look(None)
        yield from referring_in_step(lookup, record)


def referring_in_step(lookup: RecordLookup, record: Record) -> Iterator[Record]:
    """Read the records that refer to a model, where the index is in step with everything; raise RecordError."""
    for kind, path, year in unsound(lookup.db):
        if record.id.encode() in lookup.source.read(path):
            yield lookup.read(RECORD_TYPES[kind], path, year)
    for kind, path, year in referring(lookup.db, record.id, record.year):
        yield lookup.read(RECORD_TYPES[kind], path, year)


def gone_already(gone: RemovedRecord) -> Remark:
    """Remark that what was to be put away was put away before."""
    day, reason, _ = gone.removal
    if other := gone.removal.merged_into:
        return remark(MERGED_ALREADY, id=gone.id, path=gone.path, date=day, other=other)
    return remark(REMOVED_ALREADY, id=gone.id, path=gone.path, date=day, why=reason)


def _keep_under_removed(lookup: RecordLookup, record: Record, day: str, reason: str) -> Change:
    """Plan a file under a name that is free, or take the one of an interrupted run, be it of another day."""
    data = reason.encode() + record.data.removeprefix(BOM_UTF8)
    number = 1
    while lookup.source.stamp(path := kept_path(record.path, number)):
        content = lookup.source.read(path)
        if content.partition(b"\n")[2] == data:
            return Change(path, content, content)
        number += 1
    return Change(path, None, day.encode() + data)
