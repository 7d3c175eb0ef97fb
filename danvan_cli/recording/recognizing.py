"""Recognition of models by a decision, and its revocation."""

from collections.abc import Iterable, Mapping

from danvan_cli.counting import measures
from danvan_cli.domain.errors import RequestError, WriteError
from danvan_cli.domain.fields import DECIDED, EVALUATION
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.standing import is_revoked
from danvan_cli.domain.values import Value
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.evaluating import evaluation_of, level_of, write_evaluation
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.plan import Plan, Step, plan
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.selecting import Selection, select
from danvan_cli.recording.typed import Typed, TypedReader
from danvan_cli.text.mark import N_

NOT_RECOGNIZED = Message("not-recognized", N_("{value} is not recognized, so there is nothing to revoke."))
SEVERAL_RECOGNITIONS = Message(
    "several-recognitions", N_("{value} is recognized at several levels: {candidates}. Say which by --level.")
)
DECIDED_ALREADY = Message(
    "decided-already", N_("{path} states “{was}” already, not “{will}”. To correct it: danvan set.")
)
REVOKED_ALREADY = Message("revoked-already", N_("{path} was revoked. To correct that: danvan set."))
RECOGNIZED = Message("recognized", N_("Recognized ({number}): {names}"), severity="remark")


def recognize(
    lookup: RecordLookup, selection: Selection, typed: Typed, level: str | None = None, *, outstanding: bool = False
) -> Plan:
    """Plan to recognize models at a level (else the office's own) by a decision; what is recognized so already stays.

    Raise InputError, RequestError, or WriteError where another decision recognized one, or it was revoked.
    """
    wrong = MistakeLog()
    models = wrong.take(lambda: select(lookup, selection, (MODELS,), measures.REGISTERED), [])
    year = models[0].year if models else None
    at = wrong.take(lambda: level_of(lookup, level, year), "")
    reader = TypedReader(lookup.lists, year, lookup.model_id)
    values = wrong.take(lambda: reader.record(EVALUATION, typed, ("decision", "decided_on")), {})
    wrong.settle()
    stated = {**values, "recognized": True, **({"outstanding": True} if outstanding else {})}
    steps = [_recognition(lookup, model, at, stated) for model in models]
    return plan(RECOGNIZED, steps, doubts(lookup, steps))


def _recognition(lookup: RecordLookup, model: Record, level: str, stated: Mapping[str, Value]) -> Step:
    old = evaluation_of(lookup, model, level)
    if old:
        if is_revoked(old.values):
            raise WriteError(REVOKED_ALREADY, path=old.path)
        refuse_overwriting(old, stated, DECIDED)
    return write_evaluation(lookup, model, level, stated)


def refuse_overwriting(old: Record, stated: Mapping[str, Value], keys: Iterable[str]) -> None:
    """Refuse to write over what was decided otherwise; to correct it is for `set`. Raise WriteError."""
    for key in keys:
        was = old.values.get(key)
        if was is not None and stated.get(key, was) != was:
            raise WriteError(DECIDED_ALREADY, path=old.path, was=str(was), will=str(stated[key]))


def recognition_of(lookup: RecordLookup, model: Record, level: str | None) -> Record:
    """Find a model's recognition: that of the level, or the only one. Raise RequestError."""
    found = [one for one in lookup.evaluations_of(model.id, model.year) if one.values.get("recognized")]
    if level:
        at = level_of(lookup, level, model.year)
        found = [one for one in found if one.id == f"{model.id}.{at}"]
    if len(found) != 1:
        candidates = "; ".join(one.path for one in found)
        if found:
            raise RequestError(SEVERAL_RECOGNITIONS, value=model.id, candidates=candidates)
        raise RequestError(NOT_RECOGNIZED, value=model.id)
    return found[0]
