"""Conditions as they are typed: read again they ask for the same, and no shell makes anything else of them.

What sh, cmd and PowerShell all leave alone stands between double quotes, without the signs that one of them reads even
there. These are left out: texts are the same without punctuation (`text/fold.py`).
"""

import re
from collections.abc import Mapping

from danvan_cli.counting.question import Filter
from danvan_cli.text.fold import fold
from danvan_cli.text.visible import visible

_UNQUOTED = re.compile(r"[\w./:=+-]*")
_CONDITION = re.compile(r"([^=!]*(?:!=|==|=))(.*)", re.DOTALL)
# PowerShell ends a text at curly quotes, too; bash reads its history for `!`, but not before the `=` of a condition.
_READ_BY_SHELLS = {ord(sign): " " for sign in '"“”„$`\\%!'}
_BETWEEN_VALUES = {ord(","): " "}


def as_typed(condition: Filter) -> str:
    """Return a condition by ids, and by the values of records where a list has none; a comma stands between values."""
    at = f".{condition.axis.at}" if condition.axis.at else ""
    values = ",".join(_without(value, _BETWEEN_VALUES) for value in condition.values)
    return f"{condition.axis.dimension.name}{at}{condition.operator}{values}"


def quoted(typed: str) -> str:
    """Return a condition so that it can be copied into a shell."""
    text = visible(typed)
    if parts := _CONDITION.fullmatch(text):
        text = f"{parts[1]}{_without(parts[2], _READ_BY_SHELLS)}"
    if _UNQUOTED.fullmatch(text):
        return text
    return '"' + "".join(f"\\{letter}" if letter in '"$`\\' else letter for letter in text) + '"'


def _without(text: str, signs: Mapping[int, str]) -> str:
    """Return a text without signs; one that would be another one then is left as it is."""
    plain = " ".join(text.translate(signs).split())
    return plain if plain != text and fold(plain) and fold(plain) == fold(text) else text
