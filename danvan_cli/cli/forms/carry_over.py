"""Last year's models one by one, a key each. What was decided is shown, and written at once, in the end."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import NamedTuple

import click

from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.forms.interview import RecordForm, entries, explained_unit, hold, units
from danvan_cli.cli.prompts.form import fill
from danvan_cli.cli.prompts.questions import COMMA, NO, YES, Answers, Choice, FormQuestion
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.counting.zeros import KINDS_OF_MODELS
from danvan_cli.domain.fields import MODEL
from danvan_cli.locale import translate
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.typed import Typed
from danvan_cli.recording.year_turn import CARRIED_ON, REPLICATED, Outcome, turn_year
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import planning
from danvan_cli.view.labels import unit_label

_CARRY, _REPLICATE, _END, _LATER, _STOP = "carry", "replicate", "end", "later", "stop"
_DECIDED = (_CARRY, _REPLICATE, _END)
_OUTCOME, _UNITS, _GOES_ON, _OWN_END = "outcome", "units", "goes_on", "own_end"
_OF_REPLICAS = ("title", "kind", "person")
_PERSON = "ca-nhan"


def go_through(ctx: click.Context, models: Sequence[Record], to: int, *, anyway: bool = False) -> int:
    """Ask what becomes of each model, and write it when all are decided, or the person stops."""
    with closing(open_lookup(ctx)) as lookup:
        asking = _Asked(RecordForm(lookup, models[0].year), _units_there(lookup, to), entries(lookup.lists, "kind"), to)
        questions = [
            question
            for number, model in enumerate(models, 1)
            for question in _questions(asking, number, model, _heading(model, lookup, f"{number}/{len(models)}"))
        ]
    answers = fill(questions, {})
    if not any(answers.get(_key(_OUTCOME, number)) in _DECIDED for number in range(1, len(models) + 1)):
        return 0

    def act(typed: Typed) -> None:
        make = partial(turn_year, outcomes=_outcomes(models, typed), to=to)
        carry_out(ctx, make, dry_run=False, yes=False, anyway=anyway, tell=planning.remarks)  # the rest was just shown

    title = translate(N_("What becomes of the models in {year}")).format(year=to)
    hold(title, questions, {}, act, answered=answers, stays=True)
    return 0


class _Asked(NamedTuple):
    """What the questions about all models are made of."""

    form: RecordForm
    units: Sequence[Choice]
    kinds: Sequence[Choice]
    to: int


def _units_there(lookup: RecordLookup, year: int) -> list[Choice]:
    there = lookup.lists.units
    return [choice for choice in units(lookup.lists) if there[choice.value].existed(f"{year}-01-01", f"{year}-12-31")]


def _heading(model: Record, lookup: RecordLookup, place: str) -> str:
    """Return a model's title, its unit, and what was found about it that year."""
    seen = planning.ratings(lookup.readable_evaluations_of(model.id, model.year), lookup.lists)
    parts = [visible(model.values["title"]), unit_label(lookup.lists, model.values["unit"])]
    return f"{place}  " + " · ".join([*parts, *([seen] if seen else [])])


def _key(name: str, number: int) -> str:
    return f"{name} {number}"


def _questions(asking: _Asked, number: int, model: Record, heading: str) -> Iterator[FormQuestion]:
    """Yield what is asked about a model; what it takes to end or to replicate it, only then."""
    sentence = translate(N_("What becomes of it in {year}?")).format(year=asking.to)
    outcome = FormQuestion(_OUTCOME, sentence, "", "one", _choices(), required=True, at_once=True, above=heading)
    is_reached = partial(_is_reached, number)
    yield outcome._replace(key=_key(_OUTCOME, number), called=f"{number}. {model.values['title']}", when=is_reached)
    for question, is_asked in _what_follows(asking, model):
        called, when = f"{number}. {question.label}", partial(is_asked, number)
        yield question._replace(key=_key(question.key, number), called=called, when=when)


def _choices() -> list[Choice]:
    return [
        Choice(_CARRY, translate(N_("Carried on"))),
        Choice(_REPLICATE, translate(N_("Replicated"))),
        Choice(_END, translate(N_("Ended"))),
        Choice(_LATER, translate(N_("Later"))),
        Choice(_STOP, translate(N_("Stop here"))),
    ]


def _what_follows(asking: _Asked, model: Record) -> Iterator[tuple[FormQuestion, Callable[[int, Answers], bool]]]:
    """Yield each question that an answer leads to, and whether it does."""
    form = asking.form
    where = N_("Several can be chosen. None: it goes on as a replicated one, and nobody knows where.")
    label = translate(N_("Units that it is replicated in"))
    yield (
        FormQuestion(_UNITS, label, translate(where), "several", asking.units, unoffered=explained_unit),
        partial(_is_outcome, _REPLICATE),
    )
    yield form.question(MODEL["title"], required=True, default=model.values["title"]), _is_copied
    if model.values["kind"] == _PERSON:
        kinds = [choice for choice in asking.kinds if choice.value in KINDS_OF_MODELS]
        yield form.question(MODEL["kind"], required=True, default=_PERSON, choices=kinds), _is_copied
        yield form.question(MODEL["person"]), _is_copied_by_one_person
    goes_on = translate(N_("Does it go on itself in {year}?")).format(year=asking.to)
    yield FormQuestion(_GOES_ON, goes_on, "", "yes", default=YES, required=True), _is_copied
    yield form.question(MODEL["ended_on"], required=True), partial(_is_outcome, _END)
    asked_again = N_("Left empty, it stays in the list of those still to be carried over.")
    yield form.question(MODEL["ended_on"])._replace(key=_OWN_END, help=translate(asked_again)), _goes_not_on
    yield form.question(MODEL["ended_reason"]), _ends


def _answer(name: str, number: int, answers: Answers) -> str:
    return answers.get(_key(name, number), "")


def _is_reached(number: int, answers: Answers) -> bool:
    """Whether nobody stopped before a model."""
    return not any(_answer(_OUTCOME, earlier, answers) == _STOP for earlier in range(1, number))


def _is_outcome(outcome: str, number: int, answers: Answers) -> bool:
    return _answer(_OUTCOME, number, answers) == outcome


def _is_copied(number: int, answers: Answers) -> bool:
    """Whether units were named that replicate a model."""
    return _is_outcome(_REPLICATE, number, answers) and bool(_answer(_UNITS, number, answers))


def _goes_not_on(number: int, answers: Answers) -> bool:
    """Whether units replicate a model that itself does not go on."""
    return _is_copied(number, answers) and _answer(_GOES_ON, number, answers) == NO


def _ends(number: int, answers: Answers) -> bool:
    """Whether it was said that a model ended."""
    is_said = _goes_not_on(number, answers) and bool(_answer(_OWN_END, number, answers))
    return is_said or _is_outcome(_END, number, answers)


def _is_copied_by_one_person(number: int, answers: Answers) -> bool:
    is_person = _answer("kind", number, answers) == _PERSON
    return _is_copied(number, answers) and is_person and COMMA not in _answer(_UNITS, number, answers)


def _outcomes(models: Sequence[Record], typed: Typed) -> list[Outcome]:
    """Return what was decided; what waits for another time is not among it."""
    return [
        outcome
        for number, model in enumerate(models, 1)
        if (outcome := _outcome(model, {key: texts[-1] for key, texts in typed.items()}, number))
    ]


def _outcome(model: Record, answers: Answers, number: int) -> Outcome | None:
    answer = partial(_answer, number=number, answers=answers)
    match answer(_OUTCOME):
        case "carry":
            return Outcome(model, CARRIED_ON)
        case "end":
            return Outcome(model, ending=_ending(answer("ended_on"), answer("ended_reason")))
        case "replicate" if not answer(_UNITS):
            return Outcome(model, REPLICATED)
        case "replicate":
            stated = {key: [answer(key)] for key in _OF_REPLICAS}
            replicas = [{**stated, "unit": [unit]} for unit in answer(_UNITS).split(COMMA)]
            if answer(_GOES_ON) == YES:
                return Outcome(model, CARRIED_ON, replicas=replicas)
            return Outcome(model, ending=_ending(answer(_OWN_END), answer("ended_reason")), replicas=replicas)
    return None


def _ending(day: str, reason: str) -> Typed:
    """Return what ends a model as typed, nothing where no day is said."""
    return {"ended_on": [day], "ended_reason": [reason]} if day else {}
