"""What `figure` asks: the source, then claim by claim."""

from collections.abc import Callable, Sequence

from danvan_cli.cli.asking.form import confirm
from danvan_cli.cli.asking.questions import Answers, Choice, Question
from danvan_cli.cli.interview import Form, as_typed, given, hold
from danvan_cli.counting.measures import MEASURES
from danvan_cli.domain.fields import CLAIM, FIGURES, STATEMENTS
from danvan_cli.locale import translate
from danvan_cli.recording.desk import Desk
from danvan_cli.recording.typed import YEAR, Typed
from danvan_cli.text.mark import N_

_OF_THE_SOURCE = ("source", "url", "stated_on")
_HOW, _WHERE, _NUMBER = "how", "conditions", "number"


def interview(desk: Desk, typed: Typed, where: Sequence[str], act: Callable[[Typed, list[str]], int]) -> int:
    """Ask for a source and its claims, one after the other."""
    answers = given({**typed, _WHERE: [" ".join(where)]})
    while True:
        filled = hold(translate(N_("What a source states")), _questions(desk), answers, lambda said: _act(said, act))
        if not confirm(translate(N_("Does this source state something more?")), default=True):
            return 0
        answers = {key: filled.get(key, "") for key in ("year", *_OF_THE_SOURCE)}


def _questions(desk: Desk) -> list[Question]:
    form = Form(desk, None)
    measures = [Choice(one.name, translate(one.label), one.names) for one in MEASURES.values()]
    how = [Choice(key, translate(CLAIM[key].label)) for key in STATEMENTS]
    conditions = N_("Such as level=huyen kind=tap-the, with a blank between; empty: all.")
    return [
        form.question(YEAR, required=True, default=str(desk.ledger.latest_year() or desk.today[:4])),
        *(form.question(FIGURES[key], required=key == "source") for key in _OF_THE_SOURCE),
        form.question(CLAIM["measure"], required=True, choices=measures),
        Question(_WHERE, translate(N_("Conditions")), translate(conditions)),
        Question(_HOW, translate(N_("How it is stated")), "", "one", how, "value", required=True),
        form.question(CLAIM["value"], required=True, when=_is_number)._replace(key=_NUMBER),
        form.question(CLAIM["text"]),
    ]


def _is_number(answers: Answers) -> bool:
    return answers.get(_HOW) != "unknown"


def _act(typed: Typed, act: Callable[[Typed, list[str]], int]) -> int:
    answers = {key: texts[-1] for key, texts in typed.items()}
    where = answers.pop(_WHERE, "").split()
    how = answers.pop(_HOW, "value")
    answers[how] = answers.pop(_NUMBER, "true")
    return act(as_typed(answers), where)
