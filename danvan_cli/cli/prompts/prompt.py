"""One question on the terminal: a line or a text, what is offered under it, what was wrong, which keys there are."""

import os
import re
from collections.abc import Callable

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.selection import SelectionState

from danvan_cli.cli.prompts import drawing
from danvan_cli.cli.prompts import style as paper
from danvan_cli.cli.prompts.questions import FormQuestion, in_words
from danvan_cli.cli.prompts.state import BACK, QuestionState, command_refused, is_command, may_be_command

# A lone Esc is told from the beginning of an arrow key's sequence by what follows within this time.
_ESCAPE_SECONDS = 0.1
_BREAKS = re.compile("[\r\n\t]+")
# Else prompt_toolkit asks the terminal where its cursor is, and complains in English where none answers.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")


def ask(question: FormQuestion, start: str, *, first: bool) -> str | None:
    """Ask until the answer is accepted, and leave it written; None where the person goes back.

    `start` is the answer to begin with. Raise KeyboardInterrupt where the person leaves.
    """
    prompt = _Prompt(QuestionState(question, start, first=first))
    while not prompt.accepted():
        pass
    if prompt.answer == BACK:
        return None
    paper.say_answer(question.label, in_words(question, prompt.answer) or "–")
    return prompt.answer


class _Prompt:
    """The screen of one question. It may run again: what was typed stays on it."""

    def __init__(self, state: QuestionState) -> None:
        self.answer = ""
        self._state = state
        self._text = state.question.shape == "text"
        self._buffer = Buffer(document=Document(state.begin), multiline=self._text, on_text_changed=self._changed)
        self._buffer.selection_state = _all_selected() if state.is_proposed else None
        self._app = Application[str](
            layout=Layout(self._layout()), key_bindings=self._keys(), style=paper.STYLE, erase_when_done=True
        )
        self._app.ttimeoutlen = _ESCAPE_SECONDS

    def accepted(self) -> bool:
        """Let the person type until Enter; return whether that is the answer."""
        try:
            self.answer = self._app.run()
        except EOFError as error:  # the terminal has been closed
            raise KeyboardInterrupt from error
        # Checked here, not in a key's handler, so that what the caller's check raises gets to the caller.
        self._state.wrong = self._state.fault(self.answer)
        if self._state.wrong:
            if self._state.question.at_once:
                self._clear_but_say(self._state.wrong)
            return False
        adds = self._state.several and self.answer != BACK and self._buffer.text.strip() != ""
        if adds:
            self._state.choose(self.answer)
            self._buffer.text = ""
        return not adds

    def _changed(self, buffer: Buffer) -> None:
        self._state.changed(buffer.text)
        if self._state.is_taken(buffer.text):
            self._app.exit(result=self._state.answer(buffer.text))
        elif self._state.question.at_once and buffer.text and not self._state.rows and not may_be_command(buffer.text):
            last = buffer.text[-1]  # a wrong key: the next one counts alone
            buffer.text = last if self._state.is_taken(last) else ""

    def _clear_but_say(self, wrong: str) -> None:
        """Empty the line, on which the next key shall count alone."""
        self._buffer.text = ""
        self._state.wrong = wrong

    def _layout(self) -> HSplit:
        line = Window(
            BufferControl(self._buffer),
            get_line_prefix=lambda line, wrapped: drawing.before(self._state, line + wrapped),
            wrap_lines=True,
            dont_extend_height=True,
        )
        above, *below = map(self._drawn, (drawing.heading, drawing.wrong, drawing.menu, drawing.help_))
        return HSplit([*([above] if drawing.has_heading(self._state) else []), line, *below])

    def _drawn(self, draw: Callable[[QuestionState], StyleAndTextTuples]) -> Window:
        return Window(FormattedTextControl(lambda: draw(self._state)), dont_extend_height=True)

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        keys.add("enter")(self._enter)
        keys.add("escape", eager=True)(lambda event: event.app.exit(result=BACK))
        keys.add("c-c")(_leave)
        keys.add("<sigint>")(_leave)
        keys.add("c-d")(self._end)
        keys.add("c-z")(lambda _: None)  # prompt_toolkit would do something with it
        keys.add(Keys.BracketedPaste)(self._paste)
        offers = Condition(lambda: self._state.menu is not None)
        for key, step in (("up", -1), ("down", 1), ("s-tab", -1), ("tab", 1)):
            keys.add(key, filter=offers)(self._mover(step))
        may_toggle = Condition(lambda: self._state.several and not self._buffer.text)
        keys.add(" ", filter=may_toggle)(lambda _: self._toggle())
        return keys

    def _enter(self, event: KeyPressEvent) -> None:
        if self._text and not self._is_at_end():
            self._buffer.newline(copy_margin=False)
        elif self._state.togglable():
            self._toggle()
            self._buffer.text = ""
            self._state.changed("")
        else:
            self._finish(event)

    def _is_at_end(self) -> bool:
        """Whether Enter ends the text: on an empty last line, or after a lone BACK."""
        document = self._buffer.document
        at_end = not document.text_after_cursor.strip() and not document.current_line.strip()
        return at_end or document.text.strip() == BACK

    def _finish(self, event: KeyPressEvent) -> None:
        event.app.exit(result=self._state.answer(self._buffer.text))

    def _end(self, event: KeyPressEvent) -> None:
        """Ctrl-D: leave where nothing is typed, else end a text."""
        if not self._buffer.text:
            _leave(event)
        elif self._text:
            self._finish(event)
        else:
            self._buffer.delete()

    def _paste(self, event: KeyPressEvent) -> None:
        lines = event.data.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        if any(map(is_command, lines.split("\n"))):
            self._state.wrong = command_refused()
            return
        self._buffer.cut_selection()
        self._buffer.insert_text(lines if self._text else _BREAKS.sub(" ", lines.strip()))

    def _mover(self, step: int) -> Callable[[KeyPressEvent], None]:
        def move(event: KeyPressEvent) -> None:  # noqa: ARG001 - prompt_toolkit's interface
            self._state.move(step)

        return move

    def _toggle(self) -> None:
        row = self._state.togglable()
        if row is not None:
            self._state.toggle(row.value)


def _all_selected() -> SelectionState:
    """Return a selection up to the cursor, as made with Shift: the next letter takes the place of it all."""
    selected = SelectionState(0)
    selected.enter_shift_mode()
    return selected


def _leave(event: KeyPressEvent) -> None:
    event.app.exit(exception=KeyboardInterrupt)
