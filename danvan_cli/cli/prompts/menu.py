"""Choices under a line, narrowed by what is typed into it. Nothing here knows a terminal."""

from collections.abc import Sequence

from danvan_cli.cli.prompts.questions import COMMA, Choice, FormQuestion, parts
from danvan_cli.text.fold import agrees, bare, occurs

SHORT = 9  # choices: each has a digit, and all are seen at once


def _names(choice: Choice) -> tuple[str, ...]:
    return choice.label, choice.value, *choice.names


def narrowed(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Give what has what was typed, or else all its words in one name; those that are or begin so lead."""
    found = [one for one in choices if _has(one, [typed])] or [one for one in choices if _has(one, typed.split())]
    start = bare(typed)
    return sorted(found, key=lambda one: (not _is(one, typed), not bare(one.label).startswith(start)))


def meant(choices: Sequence[Choice], typed: str) -> Choice | None:
    """Give the only choice of the narrowed ones that can be meant: named in full, or alone."""
    exact = [one for one in choices if _is(one, typed)] or choices
    return exact[0] if len(exact) == 1 else None


def as_offered(question: FormQuestion, answer: str) -> str:
    """Give an answer by the values of the choices that it names; what names none stays as it is."""
    choices = question.offered()
    named = [meant(narrowed(choices, part), part) or Choice(part, "") for part in parts(question, answer)]
    return COMMA.join(one.value for one in named) if choices else answer


def _has(choice: Choice, parts: Sequence[str]) -> bool:
    return any(all(occurs(part, name) for part in parts) for name in _names(choice))


def _is(choice: Choice, typed: str) -> bool:
    return choice.value == typed or any(agrees(typed, name) for name in _names(choice))


class Menu:
    """The rows on offer, and which of them is pointed at.

    `start` are the rows while nothing is typed; typing narrows `choices`. A short list is pointed into from the
    beginning; in a long one nothing is taken that was neither typed nor pointed at.
    """

    def __init__(self, start: Sequence[Choice], choices: Sequence[Choice], home: int | None) -> None:
        self._start, self._home = start, home
        self.numbers = _numbers(choices)
        self._choices = choices
        self.rows: Sequence[Choice] = start
        self.pointer = home

    def narrow(self, typed: str) -> None:
        """Offer what fits; point at what alone can be meant."""
        typed = typed.strip()
        if not typed:
            self.rows, self.pointer = self._start, self._home
            return
        numbered = [one for one, number in self.numbers.items() if number == typed]
        self.rows = numbered or narrowed(self._choices, typed)
        one = meant(self.rows, typed)
        self.pointer = None if one is None else self.rows.index(one)

    @property
    def pointed(self) -> Choice | None:
        """Give the row that Enter takes."""
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
        """Give the numbers of the rows that are seen, where there is room for so many."""
        first = max(0, min((self.pointer or 0) - most // 2, len(self.rows) - most))
        return range(first, min(first + most, len(self.rows)))


def _numbers(choices: Sequence[Choice]) -> dict[Choice, str]:
    """Give a short list numbers, unless its labels or values could be taken for numbers."""
    if len(choices) > SHORT or any(name[:1].isdigit() for one in choices for name in (one.label, one.value)):
        return {}
    return {one: str(number) for number, one in enumerate(choices, 1)}
