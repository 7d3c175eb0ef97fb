"""Choices under a line, narrowed by what is typed into it. Nothing here knows a terminal."""

from collections.abc import Sequence

from danvan_cli.cli.prompts.choice_names import ChoiceNames, Fitting
from danvan_cli.cli.prompts.questions import COMMA, Choice, FormQuestion, parts

SHORT = 9  # choices: each has a digit, and all are seen at once


def as_offered(question: FormQuestion, answer: str) -> str:
    """Return an answer by the values of the choices that it names; what names none stays as it is."""
    choices = question.offered()
    if not choices:
        return answer
    names = ChoiceNames(choices)
    return COMMA.join((names.fitting(part).meant or Choice(part, "")).value for part in parts(question, answer))


class Menu:
    """The rows on offer, and which of them is pointed at.

    `start` are the rows while nothing is typed, and `home` the one that is pointed at then; typing narrows `choices`.
    A short list is pointed into from the beginning; in a long one nothing is taken that was neither typed nor pointed
    at. Rows and numbers keep their order from one record to the next, so that fingers may learn them.
    """

    def __init__(self, start: Sequence[Choice], choices: Sequence[Choice], home: int | None) -> None:
        self._start, self._home = start, home
        self.numbers = _numbers(choices)
        self._names = ChoiceNames(choices)
        self.rows: Sequence[Choice] = start
        self.pointer = home

    def narrow(self, typed: str) -> None:
        """Offer what fits; point at what alone can be meant."""
        typed = typed.strip()
        if not typed:
            self.rows, self.pointer = self._start, self._home
            return
        numbered = [choice for choice, number in self.numbers.items() if number == typed]
        self.rows, meant = Fitting(numbered, numbered[0]) if numbered else self._names.fitting(typed)
        self.pointer = None if meant is None else self.rows.index(meant)

    @property
    def pointed(self) -> Choice | None:
        """The row that Enter takes."""
        return None if self.pointer is None else self.rows[self.pointer]

    def move(self, step: int) -> None:
        """Point at another row; behind the last comes the first."""
        if not self.rows:
            return
        if self.pointer is None:
            self.pointer = 0 if step > 0 else len(self.rows) - 1
        else:
            self.pointer = (self.pointer + step) % len(self.rows)

    def seen(self, most: int) -> range:
        """Return the numbers of the rows that are seen, where there is room for so many."""
        first = max(0, min((self.pointer or 0) - most // 2, len(self.rows) - most))
        return range(first, min(first + most, len(self.rows)))


def _numbers(choices: Sequence[Choice]) -> dict[Choice, str]:
    """Return the digits of a short list's choices, none where its labels or values could be taken for numbers."""
    if len(choices) > SHORT or any(name[:1].isdigit() for choice in choices for name in (choice.label, choice.value)):
        return {}
    return {choice: str(number) for number, choice in enumerate(choices, 1)}
