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
    mistakes = MistakeLog()
    models = mistakes.take(lambda: select(lookup, selection, (MODELS,), measures.REGISTERED), [])
    year = models[0].year if models else None
    level_id = mistakes.take(lambda: level_of(lookup, level, year), "")
    reader = TypedReader(lookup.lists, year, lookup.model_id)
    values = mistakes.take(lambda: reader.record(EVALUATION, typed, ("decision", "decided_on")), {})
    mistakes.settle()
    stated = {**values, "recognized": True, **({"outstanding": True} if outstanding else {})}
    steps = [_plan_recognition(lookup, model, level_id, stated) for model in models]
    return plan(RECOGNIZED, steps, doubts(lookup, steps))


def _plan_recognition(lookup: RecordLookup, model: Record, level: str, stated: Mapping[str, Value]) -> Step:
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
    """Return a model's recognition, the one of the level or the only one; raise RequestError."""
    evaluations = lookup.evaluations_of(model.id, model.year)
    recognitions = [evaluation for evaluation in evaluations if evaluation.values.get("recognized")]
    if level:
        level_id = level_of(lookup, level, model.year)
        recognitions = [recognition for recognition in recognitions if recognition.id == f"{model.id}.{level_id}"]
    if len(recognitions) != 1:
        candidates = "; ".join(recognition.path for recognition in recognitions)
        if recognitions:
            raise RequestError(SEVERAL_RECOGNITIONS, value=model.id, candidates=candidates)
        raise RequestError(NOT_RECOGNIZED, value=model.id)
    return recognitions[0]
