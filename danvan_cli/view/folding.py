"""Lines folded at words for whoever reads them on a screen; what is to be copied or typed stays in one piece."""

import re
from collections.abc import Iterator
from textwrap import wrap

HANG = "  "
_GLUE = "\x00"  # stands for a blank that is not to be broken at
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'[^']*'"
_VALUE = rf"(?:{_QUOTED}|[A-Z]+(?=[\s.,;]|$)|[a-z0-9][\w./:,=-]*[\w]|[0-9])"
_OPTION = rf"--[a-z][a-z-]*(?: {_VALUE}|=(?:{_QUOTED}|\S)+)?"
_ARGUMENT = rf"(?:{_OPTION}|-\S+|(?:[\w.!]+=)?(?:{_QUOTED})|[^\s\"']*=\S*|[0-9]\S*|[a-z0-9]+-[a-z0-9-]+)"
_LISTED_ID = re.compile(r"[a-z0-9]+-[a-z0-9.-]+,")
_WHOLE = re.compile(
    rf"danvan(?: [a-z-]+){{1,2}}(?: {_ARGUMENT})*"
    r"|git [a-z]+(?: (?:-\S+|add|safe\.directory|(?:'[^']*'|\"[^\"]*\"|/)\S*|[0-9a-f]{12}))*"
    rf"|{_OPTION}|^[-–+~=] (?=\S)"  # and the sign that a line begins with
)


def fold(text: str, columns: int, hang: str = HANG) -> str:
    """Return lines of at most so many columns; a line's further parts stand below its beginning, indented by `hang`.

    Commands, options with their values, and ids stay whole: what is wider than a line has one of its own.
    """
    return "\n".join(part for line in text.split("\n") for part in _parts(line, columns, hang))


def _parts(line: str, columns: int, hang: str) -> Iterator[str]:
    margin = line[: len(line) - len(line.lstrip())]
    whole = margin + _WHOLE.sub(lambda match: match[0].replace(" ", _GLUE), line[len(margin) :])
    if any(len(margin + hang) + len(word) > columns for word in whole.split()):
        hang = min(hang, HANG, key=len)  # further to the left, it may have room
    parts = wrap(whole, columns, subsequent_indent=margin + hang, break_long_words=False, break_on_hyphens=False)
    yield from (_moved_left(part, columns).replace(_GLUE, " ") for part in parts or [""])


def _moved_left(part: str, columns: int) -> str:
    """Return a line that is too wide as far to the left as it needs to be.

    The comma behind an id that fills the line would stand alone on the next one: the id's own line tells it apart.
    """
    text = part.strip()
    if len(text) == columns + 1 and _LISTED_ID.fullmatch(text):
        return text.removesuffix(",")
    return text.rjust(columns) if len(part) > columns else part
