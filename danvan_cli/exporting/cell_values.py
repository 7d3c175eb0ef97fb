"""What a shown text is as a workbook's value: 1.240 a number, 07/12/2023 a day. What is shown stays what is seen."""

import re
from datetime import date
from typing import NamedTuple

from danvan_cli.locale import language
from danvan_cli.text.dates import read_typed_date

_FULL_DATE = len("2020-12-31")
_MINUS = ("-", "−")  # as it is typed, and as it is printed
_GROUPED = {"vi": (r"\.", ","), "en": (",", r"\.")}


class ShownNumber(NamedTuple):
    """A number, and the format that shows it as it was shown: with its decimals, its sign, the words around it."""

    value: int | float
    form: str


def number_of(text: str) -> ShownNumber | None:
    """Return the number that a text shows in the language that is spoken; None where it shows none, or several."""
    thousands, point = _GROUPED[language()]
    digits = rf"(?P<whole>[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+|[0-9]+)(?:{point}(?P<decimals>[0-9]{{1,2}}))?"
    match = re.fullmatch(rf"(?P<before>[^0-9+\-−]*)(?P<sign>[+\-−]?){digits}(?P<percent>%?)(?P<after>[^0-9]*)", text)
    if match is None:
        return None
    before, sign, whole, decimals, percent, after = match.groups(default="")
    is_grouped = not whole.isdigit()
    number = int(re.sub("[^0-9]", "", whole) + decimals) * (-1 if sign in _MINUS else 1)
    scale = 10 ** (len(decimals) + (2 if percent else 0))
    value = number // scale if number % scale == 0 else number / scale
    is_year = not is_grouped and len(whole) > len("999")  # shown without thousands' signs
    form = ("0" if is_year else "#,##0") + (f".{'0' * len(decimals)}" if decimals else "") + percent
    form = _literal(before) + form + _literal(after)
    return ShownNumber(value, f"+{form};-{form};{form}" if sign == "+" else form)


def _literal(words: str) -> str:
    """Return words as a format holds them: in quotes, which it cannot hold itself."""
    return f'"{words}"' if (words := words.replace('"', "")) else ""


def day_of(text: str) -> date | None:
    """Return the day that a text shows; None where it shows none, or a month or a year alone."""
    stored = read_typed_date(text)
    return date.fromisoformat(stored) if stored and len(stored) == _FULL_DATE else None


def is_of_days(texts: list[str]) -> bool:
    """Whether a column holds days: of its texts each is a date, and one of them is a full one."""
    filled = [text for text in texts if text not in ("", "–")]
    return all(map(read_typed_date, filled)) and any(map(day_of, filled))
