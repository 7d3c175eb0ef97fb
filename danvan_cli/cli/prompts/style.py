"""Text laid out for a terminal of so many columns, and written on it."""

from collections.abc import Iterable, Sequence

from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import get_app_session
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from danvan_cli.text.visible import visible

# Every difference is also one of signs or weight: colours are not seen by all, nor shown by every terminal.
STYLE = Style.from_dict(
    {"label": "bold", "pointed": "ansicyan bold", "quiet": "ansibrightblack", "wrong": "ansired", "title": "bold"}
)
_INDENT = "  "
_WIDEST_LABEL = 28


def columns() -> int:
    """Return the columns that may be used: not the last, where some terminals begin a new line."""
    return max(get_app_session().output.get_size().columns - 1, 20)


def cut(text: str, width: int) -> str:
    """Return a text as one line, ended by … where it is too long."""
    line = visible(" ".join(text.split()))
    if get_cwidth(line) <= width:
        return line
    while get_cwidth(line) > width - 1:
        line = line[:-1]
    return line.rstrip() + "…"


def fold(text: str, width: int) -> list[str]:
    """Return a text's lines, broken between its words where that is possible."""
    lines = [""]
    for number, line in enumerate(visible(text, keep_lines=True).split("\n")):
        if number:
            lines.append("")
        for piece in _pieces(line, width):
            joined = f"{lines[-1]} {piece}" if lines[-1] else piece
            if get_cwidth(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines


def _pieces(line: str, width: int) -> Iterable[str]:
    """Yield a line's words; one that is wider than a line in pieces."""
    for word in line.split(" "):
        piece = ""
        for char in word:
            if get_cwidth(piece + char) > width:
                yield piece
                piece = ""
            piece += char
        if piece:
            yield piece


def say(text: str, style: str = "") -> None:
    """Write a sentence, folded."""
    _write([(style, "\n".join(fold(text, columns())))])


def say_answer(label: str, answer: str) -> None:
    """Write what was asked and answered; lines after the first are indented."""
    before = prefix(label)
    text = f"{before.rstrip()}\n{answer}" if "\n" in answer else f"{before}{answer}"
    folded = f"\n{_INDENT}".join(fold(text, columns() - len(_INDENT)))
    length = len(before.rstrip()) if folded.startswith(before.rstrip()) else 0
    _write([("class:label", folded[:length]), ("", folded[length:])])


def prefix(label: str) -> str:
    """Return what stands before an answer."""
    return visible(label) + (" " if label.endswith(("?", ":", "!", ".")) else ": ")


def say_pairs(title: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Write a title, and labels with their values beside them."""
    width = min(max((get_cwidth(label) for label, _ in pairs), default=0), _WIDEST_LABEL, columns() * 2 // 5)
    say(f"\n{title}", "class:title")
    indent = len(_INDENT) + width + 2
    for label, value in pairs:
        lines = fold(value, columns() - indent)
        _write([*_labelled(label, width), ("", ("\n" + " " * indent).join(lines))])


def _labelled(label: str, width: int) -> StyleAndTextTuples:
    *above, last = fold(label, width)
    lines = [*above, last + " " * (width - get_cwidth(last))]
    return [("class:quiet", "\n".join(_INDENT + line for line in lines)), ("", "  ")]


def _write(fragments: StyleAndTextTuples) -> None:
    print_formatted_text(FormattedText(fragments), style=STYLE)
