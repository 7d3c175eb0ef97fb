"""What is asked: questions, and the choices that they offer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

# What separates the values that were chosen of many, as behind an option.
COMMA = ","
YES, NO = "true", "false"

Answers = Mapping[str, str]
Shape = Literal["line", "text", "one", "several", "yes"]


class Choice(NamedTuple):
    """One of the answers that are offered; it is found by any part of its label, value or names."""

    value: str
    label: str
    names: tuple[str, ...] = ()


class FormQuestion(NamedTuple):
    """What is asked for: a line, a text of several lines, one or several of the choices, or yes or no.

    The answer is a text as it would stand behind an option; several are separated by commas, yes is "true". `check`
    says what is wrong with an answer, or gives None; without it, only what is offered is accepted. `when` is told the
    answers so far. `at_once`: a choice's number takes it, without Enter. `steers`: it only decides what is asked, and
    is not among what is shown in the end. `later`: only whoever chooses it in the end is asked.
    `adapt` makes it anew by the answers so far: other choices, another default.
    `unoffered` says more of an answer that nothing on offer fits, or "". `leaves`: Esc leaves it unanswered. `reads`
    turns what people say to each other, “hôm qua”, into what stands behind an option. Label and help are in the
    language spoken. `above` is said before it is asked; `called` is its label where all answers stand together.
    """

    key: str
    label: str
    help: str = ""
    shape: Shape = "line"
    choices: Sequence[Choice] | Callable[[], Sequence[Choice]] = ()
    default: str = ""
    required: bool = False
    check: Callable[[str], str | None] | None = None
    when: Callable[[Answers], bool] = lambda _: True
    at_once: bool = False
    steers: bool = False
    later: bool = False
    adapt: "Callable[[FormQuestion, Answers], FormQuestion] | None" = None
    unoffered: Callable[[str], str] | None = None
    leaves: bool = False
    reads: Callable[[str], str] = str
    above: str = ""
    called: str = ""

    @property
    def summed_up(self) -> str:
        """Return its label among those of other questions."""
        return self.called or self.label

    def adapted(self, answers: Answers) -> "FormQuestion":
        """Return the question as it is asked after these answers."""
        return self.adapt(self, answers) if self.adapt else self

    def offered(self) -> Sequence[Choice]:
        """Return the choices, yes and no among them."""
        if self.shape == "yes":
            yes = Choice(YES, translate(N_("yes")), ("y", "yes", "có"))
            return yes, Choice(NO, translate(N_("no")), ("n", "no", "không"))
        return self.choices() if callable(self.choices) else self.choices


def parts(question: FormQuestion, answer: str) -> list[str]:
    """Split an answer into what was chosen; of most questions it is the whole."""
    values = answer.split(COMMA) if question.shape == "several" else [answer]
    return [part.strip() for part in values if part.strip()]


def in_words(question: FormQuestion, answer: str) -> str:
    """Return an answer as it is shown: labels instead of values."""
    if question.shape in ("line", "text"):
        return answer
    labels = {choice.value: choice.label for choice in question.offered()}
    chosen = parts(question, answer)
    if question.steers:  # it only says what is asked, which is in the order of what is offered
        chosen.sort(key=[*labels, *chosen].index)
    return "; ".join(labels.get(part, part) for part in chosen)
