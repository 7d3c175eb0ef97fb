"""What becomes of last year's models in the next year: they go on, are replicated by other units, or end. One plan."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from danvan_cli.domain.fields import MODEL
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import id_of
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.values import Value
from danvan_cli.recording.carrying import Continuation, continue_models
from danvan_cli.recording.changing import end_of
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.twins import Twins
from danvan_cli.recording.typed import Typed, reader_for
from danvan_cli.text.mark import N_

YEAR_TURNED = Message("year-turned", N_("Written ({number}): {names}"), severity="remark")
REPLICA_THERE = Message(
    "replica-there",
    N_("{path} is there already, and does not say that it replicates {id}. If it does: {command}"),
    severity="remark",
)
GOES_NOT_ON = Message(
    "goes-not-on",
    N_(
        "“{title}” does not go on, and no day says when it ended: it stays among those still to be carried over."
        " To end it: {command}"
    ),
    severity="remark",
)

CARRIED_ON, REPLICATED = "duy-tri", "nhan-rong"
# What a model elsewhere has of the one that it copies; what it is about there, only that unit knows.
_REPLICATED_KEYS = ("title", "kind", "field", "movement")


class Outcome(NamedTuple):
    """What becomes of a model: the origin of its next record ("" for none), what ends it, and who copies it.

    `ending` and each of the `replicas` are keys of a model as typed.
    """

    model: Record
    origin: str = ""
    ending: Typed = MappingProxyType({})
    replicas: Sequence[Typed] = ()


def turn_year(lookup: RecordLookup, outcomes: Sequence[Outcome], to: int) -> Plan:
    """Plan what becomes of models in a later year; what is there already is told, not touched. Raise InputError."""
    origins = {outcome.model.id: outcome.origin for outcome in outcomes if outcome.origin}
    going_on = [outcome.model for outcome in outcomes if outcome.origin]
    continuations = list(continue_models(lookup, going_on, to, origins))
    twins = Twins(lookup, MODELS, to)
    for continuation in continuations:
        if continuation.step:
            twins.add(continuation.step)
    replicas = [replica for outcome in outcomes for replica in _replicas(lookup, twins, outcome, to)]
    new = [*continuations, *replicas]
    endings = [_ending(lookup, outcome) for outcome in outcomes if outcome.ending]
    steps = [*(result.step for result in new if result.step), *endings]
    remarks = [remark for result in new for remark in (*result.doubts, *result.remarks)]
    remarks += [_remark_open(outcome.model) for outcome in outcomes if not (outcome.origin or outcome.ending)]
    return plan(YEAR_TURNED, steps, [*remarks, *doubts(lookup, steps), *twins.unread(remarks)])


def _replicas(lookup: RecordLookup, twins: Twins, outcome: Outcome, to: int) -> Iterator[Continuation]:
    """Yield the models by which other units copy one; what is there already is not made again."""
    model = outcome.model
    copied = {key: model.values[key] for key in _REPLICATED_KEYS if key in model.values}
    for typed in outcome.replicas:
        stated = reader_for(lookup, to).record(MODEL, typed, ("unit",))
        values = {**copied, **stated, "origin": REPLICATED, "replicates": model.id}
        if same := twins.same(values):
            yield Continuation(model, remarks=tuple(_remark_there(lookup, same[0].path, model.id, to)))
        else:
            unsure = tuple(twins.doubts(values))
            yield Continuation(model, twins.create(values), unsure)


def _remark_there(lookup: RecordLookup, path: str, model: str, to: int) -> list[Remark]:
    """Return the remark that a model stands in the way of a copy, unless it is that copy."""
    on_file: Mapping[str, Value] = lookup.read(MODELS, path, to).values if lookup.source.stamp(path) else {}
    if on_file.get("replicates") == model:
        return []
    command = f"danvan set {id_of(path)} replicates={model} origin={REPLICATED}"
    return [remark(REPLICA_THERE, path=path, id=model, command=command)]


def _remark_open(model: Record) -> Remark:
    """Return the remark that a model neither goes on nor has ended: it will be asked about again."""
    return remark(GOES_NOT_ON, title=model.values["title"], command=f"danvan end {model.id} --on …")


def _ending(lookup: RecordLookup, outcome: Outcome) -> Step:
    """Plan to end a model, as its file is now."""
    values = reader_for(lookup, None).record(MODEL, outcome.ending, ("ended_on",))
    model = outcome.model
    return end_of(lookup.read(MODELS, model.path, model.year), values)
