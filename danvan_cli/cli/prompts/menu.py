"""Choices under a line, narrowed by what is typed into it. Nothing here knows a terminal."""

from collections.abc import Callable, Sequence

from danvan_cli.cli.prompts.questions import COMMA, Choice, FormQuestion, parts
from danvan_cli.domain.abbreviations import unit_spellings
from danvan_cli.text.fold import agrees, bare, fold, has_diacritic, occurs

SHORT = 9  # choices: each has a digit, and all are seen at once


def _names(choice: Choice) -> tuple[str, ...]:
    return choice.label, choice.value, *choice.names


def narrowed(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Return what has what was typed, or else all its words in one name; those that are or begin so lead.

    Where nothing has, the field's words may be shortened: “P. 5” is Phường 5, as it is behind an option.
    """
    fitting = [choice for choice in choices if _has_all(choice, [typed])]
    fitting = fitting or [choice for choice in choices if _has_all(choice, typed.split())]
    fitting = fitting or _spelt_out(choices, typed)
    start = bare(typed)
    return sorted(fitting, key=lambda choice: (not _is_named(choice, typed), not bare(choice.label).startswith(start)))


def meant(choices: Sequence[Choice], typed: str) -> Choice | None:
    """Return the only choice of the narrowed ones that can be meant: named in full, or alone; None if several can."""
    exact = [choice for choice in choices if _is_named(choice, typed)]
    exact = exact or [choice for choice in choices if _is_shortly_named(choice, typed)] or list(choices)
    return exact[0] if len(exact) == 1 else None


def as_offered(question: FormQuestion, answer: str) -> str:
    """Return an answer by the values of the choices that it names; what names none stays as it is."""
    choices = question.offered()
    named = [meant(narrowed(choices, part), part) or Choice(part, "") for part in parts(question, answer)]
    return COMMA.join(choice.value for choice in named) if choices else answer


def _has_all(choice: Choice, parts: Sequence[str]) -> bool:
    return any(all(occurs(part, name) for part in parts) for name in _names(choice))


def _spelt_out(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Return what has what was typed in another spelling of the field's words."""
    key_of = _key_of(typed)
    parts = [f" {key_of(spelling)}" for spelling in unit_spellings(typed, key_of)]
    keys = {choice: [f" {key_of(name)} " for name in _names(choice)] for choice in choices if parts}
    return [choice for choice in keys if any(part in key for key in keys[choice] for part in parts)]


def _is_shortly_named(choice: Choice, typed: str) -> bool:
    key_of = _key_of(typed)
    return not set(map(key_of, unit_spellings(typed, key_of))).isdisjoint(map(key_of, _names(choice)))


def _key_of(typed: str) -> Callable[[str], str]:
    return fold if has_diacritic(typed) else bare


def _is_named(choice: Choice, typed: str) -> bool:
    return choice.value == typed or any(agrees(typed, name) for name in _names(choice))


class Menu:
    """The rows on offer, and which of them is pointed at.

    `start` are the rows while nothing is typed, and `home` the one that is pointed at then; typing narrows `choices`.
    A short list is pointed into from the beginning; in a long one nothing is taken that was neither typed nor pointed
    at. Rows and numbers keep their order from one record to the next, so that fingers may learn them.
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
        numbered = [choice for choice, number in self.numbers.items() if number == typed]
        self.rows = numbered or narrowed(self._choices, typed)
        choice = meant(self.rows, typed)
        self.pointer = None if choice is None else self.rows.index(choice)

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
