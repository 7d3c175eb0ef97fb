"""A question's state -> what is seen of it: above the line, before it, under it."""

from collections.abc import Iterable

from prompt_toolkit.application import get_app_session
from prompt_toolkit.formatted_text import OneStyleAndTextTuple, StyleAndTextTuples

from danvan_cli.cli.prompts.state import BACK, QuestionState
from danvan_cli.cli.prompts.style import columns, cut, fold, prefix
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import number

_INDENT = "  "
_MOST_ROWS, _LEAST_ROWS = 10, 3
_LINES = 4  # the answer's, the fault's, the one that says how many are left, and one to spare


def has_heading(state: QuestionState) -> bool:
    """Whether the label stands above the line: where it is long, or the answer has lines of its own."""
    room = columns() // (4 if state.choices else 2)  # of a choice a few letters are typed
    return state.question.shape == "text" or len(state.question.label) > columns() - room


def heading(state: QuestionState) -> StyleAndTextTuples:
    """Draw the label above the line."""
    return _lines("class:label", prefix(state.question.label).rstrip()) if has_heading(state) else []


def before(state: QuestionState, line: int) -> StyleAndTextTuples:
    """Draw what stands before a line of the answer."""
    if has_heading(state) or line:
        return [("", _INDENT)]
    return [("class:label", prefix(state.question.label))]


def wrong(state: QuestionState) -> StyleAndTextTuples:
    """Draw what was wrong with the last answer."""
    return _lines("class:wrong", f"! {state.wrong}") if state.wrong else []


def help_(state: QuestionState) -> StyleAndTextTuples:
    """Draw what is chosen, the help and the keys."""
    return _lines("class:quiet", "\n".join(filter(None, (state.summary(), state.question.help, state.keys()))))


def menu(state: QuestionState) -> StyleAndTextTuples:
    """Draw as many rows as there is room for, and say how many are left."""
    offered = state.menu
    if offered is None:
        return []
    if not offered.rows:
        return [] if state.wrong else _lines("class:quiet", translate(N_("Nothing in the list fits what is typed.")))
    places = offered.seen(max(_LEAST_ROWS, min(_MOST_ROWS, _room(state))))
    rows = [_row(state, place, pointed=place == offered.pointer) for place in places]
    unseen = [row for place, row in enumerate(offered.rows) if place not in places and row.value not in ("", BACK)]
    return _joined([*rows, *_unseen(len(unseen))])


def _room(state: QuestionState) -> int:
    others = (len(heading(state)) + len(help_(state))) // 2 + 1  # between two lines stands what parts them
    return get_app_session().output.get_size().rows - _LINES - others


def _row(state: QuestionState, place: int, *, pointed: bool) -> OneStyleAndTextTuple:
    row = state.rows[place]
    lead = ("› " if pointed else _INDENT) + state.marks(row)
    return "class:pointed" if pointed else "", lead + cut(state.label(row), columns() - len(lead))


def _unseen(count: int) -> StyleAndTextTuples:
    if not count:
        return []
    sentence = translate(N_("… and {count} more; type a part of the name")).format(count=number(count))
    return [("class:quiet", _INDENT + cut(sentence, columns() - len(_INDENT)))]


def _lines(style: str, text: str) -> StyleAndTextTuples:
    return _joined((style, line) for line in fold(text, columns()))


def _joined(lines: Iterable[OneStyleAndTextTuple]) -> StyleAndTextTuples:
    """Return fragments on lines of their own."""
    parts: StyleAndTextTuples = [part for line in lines for part in (("", "\n"), line)]
    return parts[1:]
