"""Awards: given by a decision, or proposed; and what became of proposals."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.checks.awards import REWARDED_TWICE, rewarded_before
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.domain import standing
from danvan_cli.domain.errors import AmbiguousError, RequestError, WriteError
from danvan_cli.domain.fields import AWARD, DECIDED, OF_EACH_AWARD
from danvan_cli.domain.messages import GIVEN_TWICE, Message
from danvan_cli.domain.names import year_of
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import AWARDS, EVALUATIONS, MODELS
from danvan_cli.domain.values import Value
from danvan_cli.index.comparing import Scope
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.evaluating import level_of, with_note
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.naming import units_meant
from danvan_cli.recording.near_records import doubt_of_waiting, doubts_of_proposals, doubts_of_spelling
from danvan_cli.recording.plan import PROBLEM, Plan, Remark, Step, change, plan, remark
from danvan_cli.recording.recognizing import (
    NOT_RECOGNIZED,
    has_open_nomination,
    is_open,
    is_recognized,
    nomination_of,
    recognition_of,
    refuse_other_level,
    refuse_overwriting,
)
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.selecting import Selection, offered, select_at_level
from danvan_cli.recording.twins import Twins, doubts_of_changes
from danvan_cli.recording.typed import Typed, read_new, reader_for, stated
from danvan_cli.text.fold import nfc
from danvan_cli.text.mark import N_

ID_FOR_ONE = Message("id-for-one", N_("--id goes with one record only."))
POSITIONS = Message(
    "positions", N_("Recipients: {recipients}; positions: {positions}. Give a position for each, or none.")
)
MODELS_AND_RECIPIENTS = Message(
    "models-and-recipients", N_("Give several models, or recipients with one model; not both.")
)
AWARDED_ALREADY = Message("awarded-already", N_("The award is recorded already: {path}. If it is another award: --id."))
NOT_PROPOSED = Message(
    "not-proposed",
    N_("{path} is no open proposal. To see those that are open: danvan list awards --where status=de-nghi"),
)
NOT_AWARDED = Message("not-awarded", N_("{path} is no award that was given, so there is nothing to revoke."))
NOBODY_NAMED = Message(
    "nobody-named",
    N_("Nobody is named, so this is one award to somebody unknown; several: --count."),
    severity="remark",
)
NO_AUTHORITY = Message(
    "no-authority",
    N_("Nothing says who gives it, so it counts under (unknown). To say it: danvan set {id} authority=…"),
    severity="remark",
)
AWARDED = Message("awarded", N_("Awarded ({number}): {names}"), severity="remark")
PROPOSED = Message("proposed", N_("Proposed ({number}): {names}"), severity="remark")
GRANTED = Message("granted", N_("Granted ({number}): {names}"), severity="remark")
REFUSED = Message("refused", N_("Refused, and kept on record ({number}): {names}"), severity="remark")
REVOKED = Message("revoked", N_("Revoked, and kept on record ({number}): {names}"), severity="remark")

_NOTHING: tuple[list[Record], list[Remark]] = [], []


def award(lookup: RecordLookup, typed: Typed, name: str | None = None, *, propose: bool = False) -> Plan:
    """Plan awards of one decision or proposal, one for each recipient or model named.

    An award to a model is to that model under its title, and to its unit. What is interrupted is finished by the same
    command. Raise InputError, RequestError, or WriteError where all are recorded already, or one is recorded otherwise.
    """
    shared = {key: texts for key, texts in typed.items() if key not in OF_EACH_AWARD}
    if propose and not shared.get("proposed_on"):
        shared["proposed_on"] = shared.pop("decided_on", ())  # the day of the command is that of the proposal
    mistakes = MistakeLog()
    nothing: tuple[int, dict[str, Value]] = (0, {})
    year, values = mistakes.take(lambda: read_new(lookup, AWARD, shared, ("kind",), name), nothing)
    if propose:
        values["status"] = standing.PROPOSED
    awards = mistakes.take(lambda: _values_of_awards(lookup, year, typed, values), [])
    mistakes.settle()
    if name is not None and len(awards) > 1:
        raise RequestError(ID_FOR_ONE)
    twins = Twins(lookup, AWARDS, year)
    steps, unsure = _plan_awards(lookup, twins, year, awards, name)
    doubted = {doubt.about for doubt in unsure}
    repeated = [doubt for step in steps if not step.idle for doubt in doubt_repeated(lookup, year, step, doubted)]
    unnamed = [remark(NOBODY_NAMED)] if not {"recipient", "count"} & awards[0].keys() else []
    nobody_gives = [remark(NO_AUTHORITY, id=steps[0].id)] if lacks_authority(steps[0].new or {}) else []
    remarks = [*unsure, *unnamed, *nobody_gives, *repeated, *doubts(lookup, steps), *twins.unread(unsure)]
    return plan(PROPOSED if propose else AWARDED, steps, remarks)


def lacks_authority(values: Mapping[str, Value]) -> bool:
    """Whether an award that was given does not say who gave it; of a proposal that need not be known."""
    return "authority" not in values and standing.status_of(values) == standing.GIVEN


def _values_of_awards(
    lookup: RecordLookup, year: int, typed: Typed, shared: Mapping[str, Value]
) -> list[dict[str, Value]]:
    """Return what each award states; without a recipient or model it is one, a bare number."""
    positions = typed.get("position", ())
    recipients = stated(typed.get("recipient", ()))
    unit = str(shared.get("unit", ""))
    model_names = [_told_apart(lookup, name, year, unit) for name in stated(typed.get("model", ()))]
    if len(positions) not in (0, len(recipients)):
        raise RequestError(POSITIONS, recipients=str(len(recipients)), positions=str(len(positions)))
    if len(model_names) > 1 and recipients:
        raise RequestError(MODELS_AND_RECIPIENTS)
    if recipients:
        common = {**shared, **reader_for(lookup, year).record(AWARD, {"model": model_names})}
        held = [{"position": text} if text else {} for text in map(nfc, positions)] or [{}] * len(recipients)
        pairs = zip(recipients, held, strict=True)
        return [{**common, "recipient": recipient, **position} for recipient, position in pairs]
    mistakes = MistakeLog()
    models = [mistakes.take(partial(lookup.find, name, years=(year, year - 1)), None) for name in model_names]
    mistakes.settle()
    return [
        {"recipient": model.values["title"], "unit": model.values["unit"], "model": model.id, **shared}
        for model in models
        if model
    ] or [dict(shared)]


def _told_apart(lookup: RecordLookup, name: str, year: int, unit: str) -> str:
    """Return the id of the one model of the award's unit where units share a title, else the name as it was typed."""
    if not unit:
        return name
    years = year, year - 1
    try:
        lookup.locate(name, (MODELS,), years=years)
    except AmbiguousError:
        with suppress(RequestError):
            return lookup.find(name, years=years, units=units_meant(lookup.lists, unit)).id
    except RequestError:
        pass  # is told where it is read
    return name


def _plan_awards(
    lookup: RecordLookup, twins: Twins, year: int, awards: Sequence[Mapping[str, Value]], name: str | None
) -> tuple[list[Step], list[Remark]]:
    """Plan awards, and doubt those that may be recorded already; raise WriteError where all are."""
    steps: list[Step] = []
    unsure: list[Remark] = []
    for values in awards:
        recorded = None if name else _step_of_recorded(lookup, twins, values)
        unsure += [] if name or recorded else _doubt_recorded(lookup, twins, year, values)
        steps.append(recorded or twins.create(values, name))
        if recorded:
            twins.add(recorded)
    if all(step.idle for step in steps):
        raise WriteError(AWARDED_ALREADY, path=steps[0].path)
    return steps, unsure


def _step_of_recorded(lookup: RecordLookup, twins: Twins, values: Mapping[str, Value]) -> Step | None:
    """Return the idle step of an award that is there, None where it is not; raise WriteError for one that differs.

    One that was proposed before states more than the same one typed again, and does not differ.
    """
    if twins.is_planned(values):
        raise RequestError(GIVEN_TWICE, value=values.get("recipient", values.get("decision", "–")))
    for twin in twins.same(values):
        record = lookup.read(AWARDS, twin.path, year_of(twin.path))
        if standing.status_of(record.values) != standing.status_of(values) or any(
            record.values.get(key) != value for key, value in values.items()
        ):
            raise WriteError(AWARDED_ALREADY, path=twin.path)
        return change(record, {})
    return None


def _doubt_recorded(lookup: RecordLookup, twins: Twins, year: int, values: Mapping[str, Value]) -> Iterator[Remark]:
    """Doubt an award that may be recorded; to give what waits as a proposal is for `grant`."""
    doubtful = twins.doubtful(values)
    for twin in doubtful:
        doubt = twins.doubt(values, twin)
        on_file = bool(lookup.source.stamp(twin.path))
        recorded = lookup.read(AWARDS, twin.path, year_of(twin.path)).values if on_file else {}
        yield doubt_of_proposal(twin.path, recorded, values) or doubt
    doubted = {twin.path for twin in doubtful}
    for near in (*doubts_of_proposals(lookup, year, values), *doubts_of_spelling(lookup, AWARDS, year, values)):
        if near.about not in doubted:
            doubted.add(near.about)
            yield near
    yield from twins.unread_doubts(values)


def doubt_of_proposal(path: str, recorded: Mapping[str, Value], values: Mapping[str, Value]) -> Remark | None:
    """Return the doubt that an award is what waits on record as a proposal; None where none waits, or none is given."""
    waits = standing.status_of(recorded) == standing.PROPOSED and standing.status_of(values) != standing.PROPOSED
    return doubt_of_waiting(path) if waits else None


def doubt_repeated(lookup: RecordLookup, year: int, step: Step, doubted: Container[object]) -> Iterator[Remark]:
    """Doubt a second award of the same form for the same achievement, unless one is of the paths `doubted` already."""
    for path in rewarded_before(lookup.db, year, step.new or {}):
        if path not in doubted:
            problem = Problem(REWARDED_TWICE, "", args={"key": "form", "other": path})
            yield remark(PROBLEM, problem=problem, paths=[step.path])


def doubts_of_repeated(lookup: RecordLookup, steps: Iterable[Step]) -> Iterator[Remark]:
    """Doubt those of many new awards of which recipients have one like it by another decision."""
    new = [step for step in steps if step.kind == AWARDS.name and step.old is None]
    years = [year_of(step.path) for step in new]
    if new:
        lookup.look(Scope((AWARDS.name,), min(years), max(years), (min(years), max(years))))
    for year, step in zip(years, new, strict=True):
        yield from doubt_repeated(lookup, year, step, ())


def grant(lookup: RecordLookup, selection: Selection, typed: Typed) -> Plan:
    """Plan to give what was proposed, by a decision; the proposal stays on record. Raise InputError, or WriteError."""
    return _plan_settling(lookup, selection, typed, _Settling(GRANTED, standing.GIVEN, required=DECIDED[:2]))


def refuse(
    lookup: RecordLookup, selection: Selection, reason: str | None, typed: Typed, level: str | None = None
) -> Plan:
    """Plan to record that proposals of awards, or for recognition, were refused, and why; they stay on record.

    A model stands for what it is put forward by, at the level or at the only one. Raise InputError, RequestError, or
    WriteError.
    """
    refused = {**typed, "note": [reason or ""]}
    return _plan_settling(lookup, selection, refused, _Settling(REFUSED, "khong-duyet", recognized=False, level=level))


class _Settling(NamedTuple):
    """What becomes of proposals: what is said, the status of an award, whether a model is then recognized.

    Models are meant only where that is said.
    """

    done: Message
    status: str
    recognized: bool | None = None
    required: Sequence[str] = ()
    level: str | None = None


def _plan_settling(lookup: RecordLookup, selection: Selection, typed: Typed, settling: _Settling) -> Plan:
    """Plan what becomes of the proposals selected. What was typed is read for the year that they are of."""
    mistakes = MistakeLog()
    types = (AWARDS,) if settling.recognized is None else (AWARDS, MODELS, EVALUATIONS)
    waiting = selection._replace(fits=_is_waiting)
    selected, said = mistakes.take(lambda: _select(lookup, waiting, types, measures.PROPOSED, settling.level), _NOTHING)
    reader = reader_for(lookup, selected[0].year if selected else None)
    values = mistakes.take(lambda: reader.record(AWARD, typed, settling.required), {})
    mistakes.settle()
    awards = _keep_open([record for record in selected if record.type is AWARDS], selection, settling.status)
    of_models = [record for record in selected if record.type is not AWARDS and (selection.names or is_open(record))]
    put_forward = [nomination_of(lookup, record, settling.level) for record in of_models]
    for proposal in (*awards, *put_forward):
        refuse_overwriting(proposal, values, DECIDED)
    steps = [change(proposal, {**with_note(proposal, values), "status": settling.status}) for proposal in awards]
    steps += [
        change(proposal, {**with_note(proposal, values), "recognized": settling.recognized}) for proposal in put_forward
    ]
    remarks = [*said, *doubts_of_changes(lookup, steps), *doubts(lookup, steps)]
    return plan(settling.done, steps, remarks, grave=True)


def offered_to_grant(lookup: RecordLookup, selection: Selection) -> list[ListedRecord]:
    """Return the proposals of awards that are open."""
    return offered(lookup, selection._replace(fits=_is_waiting), (measures.PROPOSED,))


def offered_to_refuse(lookup: RecordLookup, selection: Selection) -> list[ListedRecord]:
    """Return the proposals that are open, of awards and for recognition."""
    return offered(lookup, selection._replace(fits=_is_waiting), (measures.PROPOSED, measures.NOMINATED))


def offered_to_revoke(lookup: RecordLookup, selection: Selection) -> list[ListedRecord]:
    """Return the awards that were given, and the recognitions."""
    return offered(lookup, selection._replace(fits=_stands), (measures.AWARDS, measures.RECOGNIZED))


def _is_waiting(lookup: RecordLookup, record: Record) -> bool:
    """Whether a record is a proposal that is open, or a model that is put forward."""
    if record.type is AWARDS:
        return standing.status_of(record.values) == standing.PROPOSED
    return has_open_nomination(lookup, record)


def _select(
    lookup: RecordLookup, selection: Selection, types: Collection[RecordType], measure: Measure, level: str | None
) -> tuple[list[Record], list[Remark]]:
    """Return the records selected, and what is to be said of the choice; where a level is said, evaluations of that."""
    return select_at_level(lookup, selection, types, measure, level_of(lookup, level, None) if level else None)


def _keep_open(proposals: list[Record], selection: Selection, becoming: str) -> list[Record]:
    """Keep what is still open; one named by hand must be, or be what it shall become. Raise WriteError."""
    if not selection.names:
        return [proposal for proposal in proposals if standing.status_of(proposal.values) == standing.PROPOSED]
    for proposal in proposals:
        if standing.status_of(proposal.values) not in (standing.PROPOSED, becoming):
            raise WriteError(NOT_PROPOSED, path=proposal.path)
    return proposals


def revoke(lookup: RecordLookup, selection: Selection, typed: Typed, level: str | None = None) -> Plan:
    """Plan to revoke awards, or recognitions; both stay on record. Raise InputError, RequestError, or WriteError.

    A model stands for its recognition at the level, or for the only one that it has.
    """
    mistakes = MistakeLog()
    types = (AWARDS, MODELS, EVALUATIONS)
    standing_ones = selection._replace(fits=_stands)
    selected, said = mistakes.take(lambda: _select(lookup, standing_ones, types, measures.AWARDS, level), _NOTHING)
    records = [mistakes.take(partial(_revocable, lookup, record, level), record) for record in selected]
    values = mistakes.take(lambda: reader_for(lookup, None).record(AWARD, typed, ("revoked_on",)), {})
    mistakes.settle()
    steps = [_plan_revoking(record, values) for record in records]
    return plan(REVOKED, steps, [*said, *doubts(lookup, steps)], grave=True)


def _stands(lookup: RecordLookup, record: Record) -> bool:
    """Whether a record is an award that was given, or a model that is recognized."""
    if record.type is AWARDS:
        return standing.status_of(record.values) == standing.GIVEN
    return is_recognized(lookup, record)


def _revocable(lookup: RecordLookup, record: Record, level: str | None) -> Record:
    """Return the award or the recognition that is meant; raise RequestError."""
    refuse_other_level(lookup, record, level)
    if record.type is EVALUATIONS and not record.values.get("recognized"):
        raise RequestError(NOT_RECOGNIZED, value=record.id)
    return recognition_of(lookup, record, level) if record.type is MODELS else record


def _plan_revoking(record: Record, values: Mapping[str, Value]) -> Step:
    refuse_overwriting(record, values, standing.REVOKED)
    if record.type is EVALUATIONS:
        return change(record, values)
    if record.values.get("status", standing.GIVEN) not in (standing.GIVEN, standing.TAKEN_BACK):
        raise WriteError(NOT_AWARDED, path=record.path)
    return change(record, {**values, "status": standing.TAKEN_BACK})
