"""What `figure` asks: the source, then claim by claim."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from danvan_cli.cli.forms.interview import RecordForm, as_typed, entries, hold
from danvan_cli.cli.forms.new_record import MORE, on_request
from danvan_cli.cli.prompts.form import confirm
from danvan_cli.cli.prompts.questions import Answers, Choice, FormQuestion
from danvan_cli.counting.measures import DIMENSIONS, MEASURES, find_measure
from danvan_cli.counting.question import find_dimension_of_filter
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.fields import CLAIM, FIGURES, STATEMENTS
from danvan_cli.domain.messages import NO_PAIR
from danvan_cli.locale import translate
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.stating import number_without_unit, unit_of_claim
from danvan_cli.recording.typed import YEAR, Typed
from danvan_cli.text.mark import N_
from danvan_cli.view import messages

_OF_THE_SOURCE = ("source", "url", "stated_on")
_HOW, _WHERE, _NUMBER, _INDICATOR = "how", "conditions", "number", "indicator"
_CONDITION = re.compile(r"\s+(?=\S+=)")  # a blank within a name parts nothing


def interview(lookup: RecordLookup, typed: Typed, where: Sequence[str], act: Callable[[Typed, list[str]], int]) -> int:
    """Ask for a source and its claims, one after the other."""
    typed, answered = {**_with_how_stated(typed), _WHERE: [" ".join(where)]}, dict[str, str]()
    title, questions = translate(N_("What a source states")), _questions(lookup, has_vs=any(typed.get("vs", ())))
    while True:
        filled = hold(title, questions, typed, lambda texts: _act(texts, act), answered=answered)
        if not confirm(translate(N_("Does this source state something more?")), default=True):
            return 0
        typed, answered = {}, {key: filled[key] for key in ("year", *_OF_THE_SOURCE) if key in filled}


def _with_how_stated(typed: Typed) -> Typed:
    """Return what was typed, with `--at-least 500` and its like as answers to how it is stated, and to the number."""
    how = next((key for key in STATEMENTS if any(typed.get(key, ()))), None)
    others = {key: texts for key, texts in typed.items() if key not in STATEMENTS}
    return {**others, _HOW: [how], _NUMBER: typed[how]} if how else others


def _questions(lookup: RecordLookup, *, has_vs: bool) -> list[FormQuestion]:
    form = RecordForm(lookup, None)
    measures = [Choice(measure.name, translate(measure.label), measure.names) for measure in MEASURES.values()]
    # So many times of what, is an option: whoever gave none is not asked. It comes last, and moves no other number.
    offered = [*(key for key in STATEMENTS if key != "times"), *(["times"] if has_vs else [])]
    how = [Choice(key, translate(CLAIM[key].label)) for key in offered]
    conditions = N_("Such as level=xa kind=tap-the, with a blank between; empty: all.")
    return [
        form.question(YEAR, required=True, default=str(lookup.ledger.latest_year() or lookup.today[:4])),
        form.question(FIGURES["source"], required=True),
        form.question(CLAIM["measure"], required=True, choices=measures),
        FormQuestion(_WHERE, translate(N_("Conditions (--where)")), translate(conditions), check=_fault_of_conditions),
        FormQuestion(
            _INDICATOR,
            translate(DIMENSIONS[_INDICATOR].label),
            "",
            "one",
            entries(lookup.lists, _INDICATOR),
            required=True,
            when=_lacks_indicator,
        ),
        FormQuestion(_HOW, translate(N_("How it is stated")), "", "one", how, "value", required=True),
        form.question(CLAIM["value"], required=True, when=lambda answers: answers.get(_HOW) != "unknown")._replace(
            key=_NUMBER, adapt=partial(_with_unit, lookup)
        ),
        *on_request([form.question(FIGURES["stated_on"]), form.question(FIGURES["url"]), form.question(CLAIM["text"])]),
    ]


def _with_unit(lookup: RecordLookup, question: FormQuestion, answers: Answers) -> FormQuestion:
    """Take a number with its unit behind it where the answers say which: 2,5 tỷ of an indicator in đồng."""
    words = unit_of_claim(lookup, answers.get("measure", ""), _conditions(answers))
    check = question.check
    if not words or check is None:
        return question

    def fault(text: str) -> str | None:
        try:
            return check(number_without_unit(text, words))
        except RequestError as error:
            return messages.told(error)

    return question._replace(check=fault, label=f"{question.label} ({words})")


def _lacks_indicator(answers: Answers) -> bool:
    """Whether a number would be one of several indicators: of land or of money, the conditions do not say."""
    measure, stated = find_measure(answers.get("measure", "")), _CONDITION.split(answers.get(_WHERE, ""))
    named = any(find_dimension_of_filter(condition) is DIMENSIONS[_INDICATOR] for condition in stated)
    return measure is not None and measure.adds_unlike_things and not named


def _conditions(answers: Answers) -> list[str]:
    """Return the conditions that were answered, with the one on the indicator that was asked for by itself."""
    named = [f"{_INDICATOR}={answers[_INDICATOR]}"] if answers.get(_INDICATOR) and _lacks_indicator(answers) else []
    return [*filter(None, _CONDITION.split(answers.get(_WHERE, ""))), *named]


def _fault_of_conditions(text: str) -> str | None:
    """Return what is wrong with a text of conditions that has one which says nothing of a key."""
    unpaired = next((part for part in _CONDITION.split(text) if not all(map(str.strip, part.partition("=")[:2]))), None)
    return messages.told(RequestError(NO_PAIR, value=unpaired)) if unpaired else None


def _act(typed: Typed, act: Callable[[Typed, list[str]], int]) -> int:
    answers = {key: texts[-1] for key, texts in typed.items() if key != MORE}
    where = _conditions(answers)
    answers = {key: text for key, text in answers.items() if key not in (_WHERE, _INDICATOR)}
    how = answers.pop(_HOW, "value")
    answers[how] = answers.pop(_NUMBER, "true")
    return act(as_typed(answers), where)
