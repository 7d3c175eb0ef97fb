"""What stands in cells, as text that can be compared or shown."""

import re
from collections.abc import Mapping
from datetime import date

from danvan_cli.spreadsheet.sheets import BadCell, Value
from danvan_cli.text.visible import is_blank as shows_nothing

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»\"'‘’", " "))
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")


def text_of(value: Value) -> str:
    """Return a cell's value as one line of text."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, BadCell):
        return value.text
    return value.isoformat() if isinstance(value, date) else str(value)


def row_text(cells: Mapping[int, Value]) -> str:
    """Return a row's cells in their order, for people."""
    texts = (text_of(cells[column]) for column in sorted(cells))
    return " | ".join(text for text in texts if text)


def is_blank(value: Value) -> bool:
    """Whether a cell holds nothing that anybody sees."""
    return isinstance(value, str) and shows_nothing(value)


def is_number(value: Value) -> bool:
    """Whether a cell holds a number, as number or as digits."""
    if isinstance(value, str):
        return value.replace(".", "").replace(",", "").replace(" ", "").isdecimal()
    return isinstance(value, int | float) and not isinstance(value, bool)


def without_brackets(text: str) -> str:
    """Cut off what stands in brackets, and quotation marks."""
    return " ".join(_BRACKETS.sub(" ", text).translate(_QUOTES).split())


def bracketed(text: str) -> str:
    """Return what stands in the brackets of a text."""
    return " ".join(part[1:-1].strip() for part in _BRACKETS.findall(text))
