"""Recognition of models: put forward, decided, revoked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from danvan_cli.counting import measures
from danvan_cli.counting.question import read_years
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.domain.errors import AmbiguousError, InputError, RequestError, WriteError
from danvan_cli.domain.fields import DECIDED, EVALUATION, PROPOSED
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import id_of
from danvan_cli.domain.namesakes import ValueCandidate
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.domain.standing import REVOKED, is_revoked
from danvan_cli.domain.values import Value
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.evaluating import evaluation_of, level_of, write_evaluation
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.selecting import Selection, offered, select_at_level
from danvan_cli.recording.typed import Typed, reader_for
from danvan_cli.text.mark import N_

NOT_RECOGNIZED = Message("not-recognized", N_("{value} is not recognized, so there is nothing to revoke."))
SEVERAL_RECOGNITIONS = Message(
    "several-recognitions", N_("{value} is recognized at several levels: {candidates}. Say which by --level.")
)
DECIDED_ALREADY = Message(
    "decided-already", N_("{path} states “{was}” already, not “{will}”. To correct it: danvan set.")
)
DECISION_REPLACED = Message(
    "decision-replaced",
    N_("“{was}” stands already, and “{will}” would take its place ({number} records)."),
    severity="open",
)
REVOKED_ALREADY = Message("revoked-already", N_("{path} was revoked. To correct that: danvan set."))
DECISION_OF_PROPOSAL = Message(
    "decision-of-proposal",
    N_("What is put forward has no decision and no tier yet: with --propose give --proposal and --proposed-on."),
)
DECIDED_ON = Message("decided-on", N_("{path} says already whether it is recognized. To correct that: danvan set."))
NOT_PUT_FORWARD = Message(
    "not-put-forward",
    N_("{value} is not put forward, or that is decided. To see what is open: danvan status --only nominations-open"),
)
SEVERAL_PUT_FORWARD = Message(
    "several-put-forward", N_("{value} is put forward at several levels: {candidates}. Say which by --level.")
)
_OF_DECISIONS = (*DECIDED, "form", *REVOKED)  # what papers decide of a record
NAMED_LEVEL = "level of"  # what is named, in an answer that is kept: (this, the id of the model)
OTHER_LEVEL = Message("other-level", N_("{path} is not of the level that --level names: {level}."))
PUT_FORWARD = Message("put-forward", N_("Put forward for recognition ({number}): {names}"), severity="remark")
DECISION_STANDS = Message(
    "decision-stands", N_("Recognized already, and stays ({number}): decision {value}, {date}."), severity="remark"
)
RECOGNIZED = Message("recognized", N_("Recognized ({number}): {names}"), severity="remark")


def recognize(
    lookup: RecordLookup, selection: Selection, typed: Typed, level: str | None = None, *, outstanding: bool = False
) -> Plan:
    """Plan to recognize models at a level (else the office's own) by a decision; what is recognized so already stays.

    Raise InputError, RequestError, or WriteError where another decision recognized one, or it was revoked.
    """
    mistakes = MistakeLog()
    models, level_id, remarks = _choose_models(lookup, selection, level, mistakes)
    year = models[0].year if models else None
    reader = reader_for(lookup, year)
    olds = [evaluation_of(lookup, model, level_id) for model in models] if level_id else []
    values = mistakes.take(lambda: reader.record(EVALUATION, typed, _missing(olds)), {})
    mistakes.settle()
    stated = {**values, "recognized": True, **({"outstanding": True} if outstanding else {})}
    steps = [_plan_recognition(lookup, model, level_id, stated) for model in models]
    said = [*remarks, *_standing(olds, steps, values), *doubts(lookup, steps)]
    return plan(RECOGNIZED, steps, said)._replace(echoed=True)


def offered_to_recognize(lookup: RecordLookup, selection: Selection) -> list[ListedRecord]:
    """Return the models registered in the year."""
    return offered(lookup, selection, (measures.REGISTERED,))


def _missing(olds: Sequence[Record | None]) -> list[str]:
    """Return the keys of a decision that have to be given: those that not all recognitions on record state."""
    known = [old.values if old and old.values.get("recognized") else {} for old in olds]
    return [key for key in ("decision", "decided_on") if not known or not all(key in values for values in known)]


def _standing(olds: Sequence[Record | None], steps: Sequence[Step], values: Mapping[str, Value]) -> Iterator[Remark]:
    """Say which decisions stand already, each once: those that nobody typed, and of some what is not written again."""
    unsaid = "decision" not in values
    all_stand = all(step.idle for step in steps)
    stands = Counter(
        (str(old.values["decision"]), str(old.values["decided_on"]))
        for old, step in zip(olds, steps, strict=True)
        if old and {"recognized", "decision", "decided_on"} <= old.values.keys()
        if old.values["recognized"] and (unsaid or (step.idle and not all_stand))
    )
    for (decision, day), number in stands.items():
        yield remark(DECISION_STANDS, value=decision, date=day, number=number)


def _choose_models(
    lookup: RecordLookup, selection: Selection, level: str | None, mistakes: MistakeLog
) -> tuple[list[Record], str, list[Remark]]:
    """Return the models selected, the level at which is written, and what is to be said of the choice.

    The level of evaluations that conditions speak of is found before there are models, by the year that is asked.
    """
    at = (
        None
        if selection.names
        else mistakes.take(lambda: level_of(lookup, level, _year_asked(lookup, selection)), None)
    )
    nothing: tuple[list[Record], list[Remark]] = [], []
    models, remarks = mistakes.take(
        lambda: select_at_level(lookup, selection, (MODELS,), measures.REGISTERED, at), nothing
    )
    if selection.names:
        at = mistakes.take(lambda: level_of(lookup, level, models[0].year if models else None), None)
    return models, at or "", remarks


def _year_asked(lookup: RecordLookup, selection: Selection) -> int | None:
    """Return the last year whose records conditions choose among; raise RequestError."""
    return lookup.ledger.period(read_years(selection.year) if selection.year else None).last or None


def _plan_recognition(lookup: RecordLookup, model: Record, level: str, stated: Mapping[str, Value]) -> Step:
    old = evaluation_of(lookup, model, level)
    if old:
        if is_revoked(old.values):
            raise WriteError(REVOKED_ALREADY, path=old.path)
        refuse_overwriting(old, stated, DECIDED)
    return write_evaluation(lookup, model, level, stated)


def refuse_overwriting(old: Record, stated: Mapping[str, Value], keys: Iterable[str]) -> None:
    """Refuse to write over what was decided otherwise; to correct it is for `set`. Raise WriteError."""
    for _, was, will in _stated_otherwise(old.values, stated, keys):
        raise WriteError(DECIDED_ALREADY, path=old.path, was=was, will=will)


def doubts_of_decisions(steps: Iterable[Step]) -> Iterator[Remark]:
    """Doubt that a list states another decision than records do, of whatever type; the same of many is one doubt."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for step in steps:
        if step.kind not in RECORD_TYPES or not (step.old and step.new):
            continue
        keys = [key for key in _OF_DECISIONS if key in RECORD_TYPES[step.kind].fields]
        for change in islice(_stated_otherwise(step.old, step.new, keys), 1):
            alike.setdefault(change, []).append(step.path)
    for (key, was, will), paths in alike.items():
        yield remark(DECISION_REPLACED, key=key, was=was, will=will, number=len(paths), paths=paths)


def _stated_otherwise(
    old: Mapping[str, Value], stated: Mapping[str, Value], keys: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield each key of which another thing was stated than would be, with both."""
    for key in keys:
        was = old.get(key)
        if was is not None and stated.get(key, was) != was:
            yield key, str(was), str(stated[key])


def propose(
    lookup: RecordLookup, selection: Selection, typed: Typed, level: str | None = None, *, outstanding: bool = False
) -> Plan:
    """Plan to put models forward for recognition at a level, else the office's own; what is put forward so stays.

    `recognize` answers it, or `refuse`. The day of the command is that of the proposal. Raise InputError, RequestError,
    or WriteError where it is decided already, or was put forward otherwise.
    """
    if outstanding or typed.get("decision") or typed.get("signed_by"):
        raise RequestError(DECISION_OF_PROPOSAL)
    day = typed.get("proposed_on") or typed.get("decided_on", ())
    proposal = {**{key: texts for key, texts in typed.items() if key != "decided_on"}, "proposed_on": day}
    mistakes = MistakeLog()
    models, level_id, remarks = _choose_models(lookup, selection, level, mistakes)
    year = models[0].year if models else None
    reader = reader_for(lookup, year)
    stated = mistakes.take(lambda: reader.record(EVALUATION, proposal), {})
    mistakes.settle()
    if stated.keys().isdisjoint(PROPOSED):
        raise InputError(missing=["proposed_on"])
    steps = [_plan_proposal(lookup, model, level_id, stated) for model in models]
    return plan(PUT_FORWARD, steps, [*remarks, *doubts(lookup, steps)])._replace(echoed=True)


def _plan_proposal(lookup: RecordLookup, model: Record, level: str, stated: Mapping[str, Value]) -> Step:
    old = evaluation_of(lookup, model, level)
    if old:
        if is_decided(old.values):
            raise WriteError(DECIDED_ON, path=old.path)
        refuse_overwriting(old, stated, PROPOSED)
    return write_evaluation(lookup, model, level, stated)


def is_decided(evaluation: Mapping[str, Value]) -> bool:
    """Whether an evaluation says whether the model is recognized, or that this was revoked."""
    return "recognized" in evaluation or is_revoked(evaluation)


def is_open(evaluation: Record) -> bool:
    """Whether a model was put forward by this evaluation, and nothing was decided on that."""
    return _is_put_forward(evaluation) and not is_decided(evaluation.values)


def has_open_nomination(lookup: RecordLookup, record: Record) -> bool:
    """Whether a model, or the one of an evaluation, is put forward at some level, and nothing was decided on that."""
    evaluations = [record] if record.type is EVALUATIONS else lookup.readable_evaluations_of(record.id, record.year)
    return any(map(is_open, evaluations))


def is_recognized(lookup: RecordLookup, record: Record) -> bool:
    """Whether a model, or the one of an evaluation, is recognized at some level, and that was not revoked."""
    evaluations = [record] if record.type is EVALUATIONS else lookup.readable_evaluations_of(record.id, record.year)
    return any(each.values.get("recognized") and not is_revoked(each.values) for each in evaluations)


def _is_put_forward(evaluation: Record) -> bool:
    return not evaluation.values.keys().isdisjoint(PROPOSED)


def nomination_of(lookup: RecordLookup, record: Record, level: str | None) -> Record:
    """Return the evaluation by which a model is put forward, an open one or else one refused; raise RequestError.

    It is that of the level, or the only one; `record` may be that very evaluation.
    """
    refuse_other_level(lookup, record, level)
    level = level or lookup.meant.get((NAMED_LEVEL, record.id))
    evaluations = [record] if record.type is EVALUATIONS else _evaluations_at(lookup, record, level)
    put_forward = [evaluation for evaluation in evaluations if _is_put_forward(evaluation)]
    open_ones = [evaluation for evaluation in put_forward if is_open(evaluation)]
    fitting = open_ones or [each for each in put_forward if each.values.get("recognized") is False]
    if not fitting:
        raise RequestError(NOT_PUT_FORWARD, value=record.id)
    if len(fitting) > 1:
        raise _several_levels(lookup, SEVERAL_PUT_FORWARD, record, fitting)
    return fitting[0]


def refuse_other_level(lookup: RecordLookup, record: Record, level: str | None) -> None:
    """Refuse an evaluation that is of another level than the one that was said; raise RequestError, or InputError."""
    if (
        level
        and record.type is EVALUATIONS
        and id_of(record.path).partition(".")[2] != (said := level_of(lookup, level, record.year))
    ):
        raise RequestError(OTHER_LEVEL, path=record.path, level=said)


def _evaluations_at(lookup: RecordLookup, model: Record, level: str | None) -> list[Record]:
    """Return a model's evaluations, or the one of a level if it is said; raise InputError for no level."""
    evaluations = lookup.evaluations_of(model.id, model.year)
    level_id = level_of(lookup, level, model.year) if level else None
    return [each for each in evaluations if level_id is None or each.id == f"{model.id}.{level_id}"]


def recognition_of(lookup: RecordLookup, model: Record, level: str | None) -> Record:
    """Return a model's recognition, the one of the level or the only one; raise RequestError."""
    evaluations = _evaluations_at(lookup, model, level or lookup.meant.get((NAMED_LEVEL, model.id)))
    recognitions = [evaluation for evaluation in evaluations if evaluation.values.get("recognized")]
    if len(recognitions) != 1:
        if recognitions:
            raise _several_levels(lookup, SEVERAL_RECOGNITIONS, model, recognitions)
        raise RequestError(NOT_RECOGNIZED, value=model.id)
    return recognitions[0]


def _several_levels(
    lookup: RecordLookup, message: Message, model: Record, evaluations: Sequence[Record]
) -> AmbiguousError:
    """Return the error that something is said of a model at several levels, from which one can be chosen."""
    levels = [evaluation.id.partition(".")[2] for evaluation in evaluations]
    entries = lookup.lists.entries("level")
    return AmbiguousError(
        message,
        name=(NAMED_LEVEL, model.id),
        choices=[ValueCandidate(level, entries[level].label if level in entries else level) for level in levels],
        value=model.id,
        candidates="; ".join(evaluation.path for evaluation in evaluations),
    )
