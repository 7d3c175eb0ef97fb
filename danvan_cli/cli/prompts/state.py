"""What is known while one question is asked; nothing here knows a terminal."""

from collections.abc import Sequence

from danvan_cli.cli.prompts.choice_names import nearest_label
from danvan_cli.cli.prompts.menu import SHORT, Menu
from danvan_cli.cli.prompts.questions import COMMA, Choice, FormQuestion, parts
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

BACK = "<"
_COMMAND = "danvan "
_NOTHING_FITS = N_("Nothing in the list fits “{text}”.")
_DONE_ROW, _BACK_ROW = Choice("", ""), Choice(BACK, "")
_OF_CHOICES = N_("↑ ↓ or type to search · Enter: take")
_AT_ONCE = N_("A number takes at once · ↑ ↓ Enter: take")
_KEYS = {
    "line": N_("Enter: next"),
    "text": N_("Enter: new line; Enter on an empty line: done"),
    "several": N_("↑ ↓ or type to search · Enter: choose, or take away"),
}


def is_command(line: str) -> bool:
    """Whether a line, pasted or typed ahead, is a command: a question is no place for it, and would swallow it."""
    return line.lstrip().startswith(_COMMAND)


def may_be_command(line: str) -> bool:
    """Whether a line is a command, or may become one with the keys that follow."""
    return is_command(line) or _COMMAND.startswith(line.lstrip())


def command_refused() -> str:
    """Return what is said of commands that came where an answer is asked for."""
    sentence = N_("Commands were pasted where an answer is asked for: nothing of them was taken. Ctrl-C: leave first.")
    return translate(sentence)


class QuestionState:
    """A question with its choices, what is chosen of them so far, and what was wrong with the last answer.

    `begin` is what stands on the line at first; where that is only proposed, typing takes its place. A question
    without choices has no menu.
    """

    def __init__(self, question: FormQuestion, start: str, *, first: bool) -> None:
        self.question, self.first = question, first
        self.several = question.shape == "several"
        self.choices = question.offered()
        self.chosen = parts(question, start) if self.several else []
        is_offered = any(choice.value == start for choice in self.choices)
        self.begin = "" if self.several or is_offered else start
        self.is_proposed = question.shape == "line" and self.begin == question.default != ""
        self.menu = self._menu(start) if self.choices else None
        self.wrong = ""
        self.changed(self.begin)

    def _menu(self, start: str) -> Menu:
        """Return the menu, pointed at what is proposed: rows and numbers never move, whatever the last answer was."""
        short = len(self.choices) <= SHORT
        done = [_DONE_ROW] if self.several or not self.question.required else []
        back = [_BACK_ROW] if short and not self.first else []
        is_ordered = self.question.shape == "yes"  # to leave it open comes after yes and no
        rows = [*self.choices, *done, *back] if is_ordered else [*done, *self.choices, *back]
        proposed = [number for number, row in enumerate(rows) if start and row.value == start and not self.several]
        nothing = 0 if short or done else None
        return Menu(rows, self.choices, proposed[0] if proposed else nothing)

    @property
    def rows(self) -> Sequence[Choice]:
        """The rows on offer."""
        return self.menu.rows if self.menu else ()

    @property
    def _pointed(self) -> Choice | None:
        return self.menu.pointed if self.menu else None

    def changed(self, typed: str) -> None:
        """Offer what fits to what is typed now."""
        self.wrong = ""
        if self.menu:
            self.menu.narrow(typed)

    def is_taken(self, typed: str) -> bool:
        """Whether what is typed takes a choice without Enter."""
        numbers = self.menu.numbers.values() if self.menu and self.question.at_once else ()
        return typed.strip() in numbers

    def move(self, step: int) -> None:
        """Point at another row."""
        if self.menu:
            self.menu.move(step)

    def togglable(self) -> Choice | None:
        """Return the row that is pointed at, where it is one of several."""
        return self._pointed if self.several and self._pointed not in (_DONE_ROW, _BACK_ROW) else None

    def toggle(self, value: str) -> None:
        """Choose one of several, or take it away again."""
        if value in self.chosen:
            self.chosen.remove(value)
        else:
            self.chosen.append(value)

    def choose(self, answer: str) -> None:
        """Choose all that an answer names."""
        self.chosen = parts(self.question, answer)

    def answer(self, typed: str) -> str:
        """Return the answer as it is now; BACK is no answer."""
        typed = typed.strip()
        row = self._pointed
        if typed == BACK or row == _BACK_ROW:
            return BACK
        if self.several:
            return COMMA.join([*self.chosen, typed] if typed else self.chosen)
        return self.question.reads(typed) if row is None else row.value

    def fault(self, answer: str) -> str:
        """Return what is wrong with an answer, "" for nothing."""
        if answer == BACK:
            is_refused = self.first and not self.question.leaves
            return translate(N_("There is no question before this one. Ctrl-C leaves.")) if is_refused else ""
        if is_command(answer):
            return command_refused()
        if not answer:
            return translate(N_("An answer is needed here.")) if self.question.required else ""
        if self.question.check is not None:
            return self.question.check(answer) or ""
        return self._fault_of_unoffered(answer) if self.choices else ""

    def _fault_of_unoffered(self, answer: str) -> str:
        values = {choice.value for choice in self.choices}
        unknown = [part for part in parts(self.question, answer) if part not in values]
        if unknown and not self.rows and self.question.unoffered and (more := self.question.unoffered(unknown[0])):
            return more
        if not unknown:
            return ""
        several = N_("“{text}” fits several. Type more of the name, or choose with ↑ ↓.")
        near = "" if self.rows else nearest_label(self.choices, unknown[0])
        nothing = N_("Nothing in the list fits “{text}”. Nearest: {near}.") if near else _NOTHING_FITS
        return translate(several if self.rows else nothing).format(text=unknown[0], near=near)

    def label(self, row: Choice) -> str:
        """Return a row's label."""
        if row == _BACK_ROW:
            return translate(N_("← back"))
        if row != _DONE_ROW:
            return row.label
        return translate(N_("(done)") if self.chosen or self.question.required else N_("(skip)"))

    def marks(self, row: Choice) -> str:
        """Return what stands before a row's label: whether it is chosen, or its number."""
        if row in (_DONE_ROW, _BACK_ROW) or self.menu is None:
            return ""
        number = self.menu.numbers.get(row)
        chosen = ("[x] " if row.value in self.chosen else "[ ] ") if self.several else ""
        return chosen + (f"{number}. " if number else "")

    def summary(self) -> str:
        """Return what is chosen of several, "" for nothing: a narrowed list does not show it."""
        if not self.chosen:  # asked at each letter, also of a list of 14.000
            return ""
        labels = {choice.value: choice.label for choice in self.choices}
        named = "; ".join(labels.get(value, value) for value in self.chosen)
        return translate(N_("Chosen: {choices}")).format(choices=named)

    def keys(self) -> str:
        """Return which keys do what."""
        empty = [] if self.question.required or self.menu else [translate(N_("may stay empty"))]
        back = [] if self.first else [translate(N_("Esc: back"))]
        back = [translate(N_("Esc: leave"))] if self.question.leaves else back
        taking = _AT_ONCE if self.question.at_once else _OF_CHOICES
        return " · ".join([*empty, translate(_KEYS.get(self.question.shape, taking)), *back])
