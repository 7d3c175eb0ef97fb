"""Questions to a person at a terminal. What draws them is imported when something is asked."""

from collections.abc import Sequence
from functools import cache

from danvan_cli.cli import output
from danvan_cli.cli.prompts.menu import as_offered
from danvan_cli.cli.prompts.questions import COMMA, NO, YES, Answers, Choice, FormQuestion, in_words
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_


class Back(Exception):  # noqa: N818 - what the person did
    """The person goes back to what was asked before these questions."""


def fill(questions: Sequence[FormQuestion], given: Answers, *, first: bool = True) -> dict[str, str]:
    """Ask what is not given; return all answers, "" for what was left out.

    Going back leads to the question that was asked before, with its answer to be changed; where these are not the
    `first` questions, before them too: raise Back. Raise KeyboardInterrupt where the person wants to leave.
    """
    offered = {
        question.key: as_offered(question, given[question.key]) for question in questions if question.key in given
    }
    answers, drafts = {**given, **offered}, dict[str, str]()
    asked, place = list[int](), 0
    while place < len(questions):
        question = questions[place]
        if question.key in given or question.later or not question.when(answers):
            place += 1
            continue
        if first:
            _say_keys()
        question = question.adapted(answers)
        answer = _ask(question, drafts.get(question.key, question.default), first=first and not asked)
        if answer is None and not asked:
            raise Back
        if answer is None:
            place = asked.pop()
            drafts[questions[place].key] = answers.pop(questions[place].key)
            _say_back(questions[place])
        else:
            answers[question.key] = drafts[question.key] = answer
            asked.append(place)
            place += 1
    return answers


def _ask(question: FormQuestion, start: str, *, first: bool) -> str | None:
    from danvan_cli.cli.prompts.prompt import ask

    if question.above:
        output.say(f"\n{question.above}")
    return ask(question, start, first=first)


@cache
def _say_keys() -> None:
    """Print once how to go on, back and away."""
    from danvan_cli.cli.prompts.style import say

    sentence = N_("Enter goes on. Esc, or < alone, goes back a question. Ctrl-C leaves, and nothing is changed.")
    say(translate(sentence), "class:quiet")


def _say_back(question: FormQuestion) -> None:
    from danvan_cli.cli.prompts.style import say

    say(translate(N_("← back to: {question}")).format(question=question.summed_up), "class:quiet")


def change(questions: Sequence[FormQuestion], answers: Answers) -> dict[str, str]:
    """Let one of the answers be chosen and given again; ask what is needed only now, forget what no longer is."""
    asked = [question for question in questions if question.when(answers) and not question.later]
    by_key = {question.key: question.adapted(answers) for question in asked}
    which = FormQuestion("", translate(N_("Which answer is to be changed?")), shape="one", required=True)
    key = _ask(which._replace(choices=_answers_as_choices(asked, answers)), "", first=False)
    answer = None if key is None else _ask(by_key[key], answers.get(key, ""), first=False)
    if key is None or answer is None:
        return dict(answers)
    return fill(questions, _answers_still_asked(questions, {**answers, key: answer}))


def fill_in_more(more: FormQuestion, questions: Sequence[FormQuestion], answers: Answers) -> dict[str, str]:
    """Let keys be chosen of what `more` offers, and ask for them; what is not chosen any longer is left out."""
    offered = [choice.value for choice in more.offered()]
    chosen = _ask(more, COMMA.join(key for key in offered if answers.get(key)) or more.default, first=False)
    if chosen is None:
        return dict(answers)
    stays = [key for key in chosen.split(COMMA) if answers.get(key)]
    wanted = {key: answer for key, answer in answers.items() if key not in offered or key in stays}
    try:
        return fill(questions, {**wanted, more.key: chosen}, first=False)
    except Back:
        return dict(answers)


def _answers_as_choices(questions: Sequence[FormQuestion], answers: Answers) -> list[Choice]:
    return [
        Choice(
            question.key,
            f"{question.summed_up}: {in_words(question, answers.get(question.key, '')) or '–'}",
            (question.summed_up,),
        )
        for question in questions
    ]


def _answers_still_asked(questions: Sequence[FormQuestion], answers: Answers) -> dict[str, str]:
    dropped = {question.key for question in questions if not question.when(answers)}
    return {key: answer for key, answer in answers.items() if key not in dropped}


def confirm(sentence: str, *, default: bool) -> bool:
    """Ask for yes or no."""
    return _choose(FormQuestion("", sentence, shape="yes", default=YES if default else NO)) == YES


def choose(sentence: str, choices: Sequence[Choice], *, at_once: bool = False) -> str:
    """Let one of the choices be taken, `at_once` by its number alone; return its value."""
    return _choose(FormQuestion("", sentence, shape="one", choices=choices, at_once=at_once))


def choose_or_leave(sentence: str, choices: Sequence[Choice]) -> str:
    """Let one of the choices be taken; return its value, "" where the person leaves, by Esc or Ctrl-C."""
    question = FormQuestion("", sentence, shape="one", choices=choices, required=True, leaves=True)
    try:
        return _ask(question, "", first=True) or ""
    except KeyboardInterrupt:
        return ""


def _choose(question: FormQuestion) -> str:
    answer = _ask(question._replace(required=True), question.default, first=True)
    return answer or ""


def review(title: str, lines: Sequence[tuple[str, str]], actions: Sequence[Choice], likely: str = "") -> str:
    """Show labels and values, and ask what is to be done; return the action's value. Enter takes the `likely` one."""
    from danvan_cli.cli.prompts.style import say_pairs

    say_pairs(title, lines)
    return _choose(FormQuestion("", translate(N_("What now?")), shape="one", choices=actions, default=likely))
