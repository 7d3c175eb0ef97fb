"""The line under a table that says what its number rests on."""

from collections.abc import Sequence

from danvan_cli.counting import measures
from danvan_cli.counting.measures import DECIDED, Measure
from danvan_cli.counting.question import Question
from danvan_cli.counting.tables import Evidence, FolderState, RecordListing, Table
from danvan_cli.domain.record_types import MODELS
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import at_least, number, unit_label

UNTOLD = N_("git does not tell what is not saved: {reason}")
_SHORT = 7  # digits of a commit, as people read it
_COUNTED: dict[Measure, str] = {
    measures.AWARDS: N_("Source: {value} awards in {records} records"),
    measures.PROPOSED: N_("Source: {value} proposals in {records} records"),
    measures.RECIPIENTS: N_("Source: {value} recipients in {records} records"),
    measures.UNITS: N_("Source: {value} units in {records} records"),
    measures.ACTIVITIES: N_("Source: {value} activities in {records} records"),
    measures.RUNNING: N_("Source: {value} programmes in {records} records"),
    measures.PARTICIPANTS: N_("Source: {value} turns of participants in {records} records"),
}
_MODELS = N_("Source: {value} models in {records} records")
_EVERY_TIME = N_("Source: {value} times in {records} records")
_RECORDS = N_("Source: {records} records")


def evidence_line(answer: Table | RecordListing) -> str:
    """Return on how many records an answer rests, what is missing, and the folder's state if that was asked for."""
    evidence = answer.evidence
    total = at_least(number(answer.total or 0)) if answer.is_lower_bound else number(answer.total or 0)
    parts = [translate(_counted(answer)).format(value=total, records=number(evidence.records))]
    if evidence.grouped:
        parts[0] += " " + translate(N_("(of these totals: {number})")).format(number=number(evidence.grouped))
    parts += _missing(evidence, decided=answer.question.measure in DECIDED)
    return " · ".join([*parts, *(_state(evidence.state) if evidence.state else [])])


def parts_of_evidence(evidence: Evidence) -> str:
    """Return on how many records several numbers rest, and what is missing."""
    parts = [translate(_RECORDS).format(records=number(evidence.records)), *_missing(evidence, decided=True)]
    return " · ".join([*parts, *(_state(evidence.state) if evidence.state else [])])


def silent_note(evidence: Evidence, lists: Lists, most: int = 5) -> list[str]:
    """Return the sentence that names the units without any record; nothing where there is none."""
    named = some_units(evidence.silent, lists, most)
    return [translate(N_("Nothing is on record of: {units}.")).format(units=named)] if named else []


def some_units(units: Sequence[str], lists: Lists, most: int) -> str:
    """Return what the first of some units are called, and how many more there are."""
    named = "; ".join(unit_label(lists, unit) for unit in units[:most])
    more = len(units) - most
    return named + (translate(N_(" … and {number} more")).format(number=number(more)) if more > 0 else "")


def state_line(state: FolderState) -> str:
    """Return what `check` finds, and what git keeps of the folder."""
    return " · ".join(_state(state))


def state_in_words(state: FolderState) -> str:
    """Return the same as a sentence below a letter, without what is nothing."""
    if state.saved is None:
        parts = [translate(N_("Figures by the records, of which no state is kept"))]
    elif state.saved.is_unknown:
        parts = [translate(N_("Figures by the records; what git keeps of them is not known here"))]
    else:
        commit, made, unsaved, reason = state.saved
        kept = translate(N_("Figures by the records of {date}, copy {commit}"))
        parts = [kept.format(date=format_date(made[:10], language()), commit=commit[:_SHORT])] if made else []
        parts += [translate(N_("not saved yet: {number} files")).format(number=number(unsaved))] if unsaved else []
        parts += [translate(UNTOLD).format(reason=reason)] if unsaved is None else []
    found = ((N_("errors in them: {number}"), state.errors), (N_("to be looked at: {number}"), state.warnings))
    parts += [translate(text).format(number=number(count)) for text, count in found if count]
    return "; ".join(parts) + "."


def _missing(evidence: Evidence, *, decided: bool) -> list[str]:
    parts = [translate(N_("without a decision: {number}")).format(number=number(evidence.undecided))] if decided else []
    parts.append(translate(N_("units without any record: {number}")).format(number=number(evidence.unsent)))
    return [*parts, translate(N_("files not read: {number}")).format(number=number(evidence.unread))]


def _counted(answer: Table | RecordListing) -> str:
    question: Question = answer.question
    if answer.total is None or question.measure.adds_unlike_things:
        return _RECORDS
    if question.measure.is_of_evaluations and question.basis == "each":
        return _EVERY_TIME
    return _COUNTED.get(question.measure) or (_MODELS if MODELS.name in question.measure.kinds else _RECORDS)


def _state(state: FolderState) -> list[str]:
    checked = translate(N_("check: errors {errors}, warnings {warnings}"))
    return [
        checked.format(errors=number(state.errors), warnings=number(state.warnings)),
        _saved(state),
    ]


def _saved(state: FolderState) -> str:
    if state.saved is None:
        return translate(N_("no state kept in git"))
    if state.saved.is_unknown:
        return translate(N_("what git keeps is not known here"))
    commit, made, unsaved, reason = state.saved
    if unsaved is None:
        text = f"{translate(N_('state {commit}, {time}'))}, {translate(UNTOLD)}" if made else translate(UNTOLD)
        return text.format(commit=commit[:_SHORT], time=moment(made), reason=reason)
    text = translate(N_("state {commit}, {time}, files not saved: {number}"))
    return text.format(commit=commit[:_SHORT], time=moment(made), number=number(unsaved))


def moment(made: str) -> str:
    """Return a moment as people write it, with its distance from Greenwich: 28/11/2026 16:05 +07."""
    day, time, zone = made[:10], made[11:16], made[19:].replace("Z", "+00:00")
    return f"{format_date(day, language())} {time} {zone.removesuffix(':00')}"
