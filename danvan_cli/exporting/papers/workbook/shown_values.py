"""What stands in a cell: 05, 57,9% and 23/12/2020 are numbers that are shown so, or a sum over them would be wrong."""

import re
from datetime import date
from typing import NamedTuple

from danvan_cli.exporting.cell_values import day_of, number_of
from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber
from danvan_cli.locale import language
from danvan_cli.text.dates import format_date
from danvan_cli.text.numbers import format_number, format_percent

DAY = "dd/mm/yyyy"
_PLAIN, _PERCENT, _TWO_DIGITS = "#,##0", "0", "00"
_BELOW_TWO_DIGITS = 10
_MOST_DIGITS = 15  # of a number that Excel keeps
_CHANGE = "tang_giam"  # “tăng 12 (6,9%)” is two numbers and a word: it stays a text, which no sum takes for a number
_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SURE_FROM = date(1900, 3, 1)  # before, Excel counts a day that never was
_WORDS_AROUND = re.compile(r"(?P<before>[^0-9+\-−]*)[0-9+\-−].*?(?P<after>[^0-9%]*)", re.DOTALL)


class CellValue(NamedTuple):
    """A number as a cell holds it, and the format that it is shown by; none where that of the cell shows it."""

    value: int | float
    form: str = ""


def value_of_number(number: PaperNumber) -> CellValue | None:
    """Return a number of a paper as a value; None where words stand in its place."""
    if number.value is None or number.asked.function == _CHANGE:
        return _plain_value(number.text)
    shown = number_of(number.text)
    if shown is None:
        return None
    form = ""
    if "%" in shown.form:
        form = shown.form.replace(_PLAIN, _PERCENT)
    elif number.asked.two_digits and 0 <= shown.value < _BELOW_TWO_DIGITS:
        form = shown.form.replace(_PLAIN, _TWO_DIGITS)
    elif '"' in shown.form:
        form = shown.form
    return CellValue(shown.value, form)


def value_of_text(text: str, *, counts_from_1904: bool = False) -> CellValue | None:
    """Return what is alone in a cell as a value, a day or a number; None where it is a text like others."""
    day = day_of(text)
    if day is None or format_date(day.isoformat(), "vi") != text:
        return _plain_value(text)
    if counts_from_1904:
        return CellValue((day - _FIRST_DAY_1904).days, DAY) if day >= _FIRST_DAY_1904 else None
    return CellValue((day - _FIRST_DAY).days, DAY) if day >= _SURE_FROM else None


def text_as_read(text: str, *, counts_from_1904: bool = False) -> str:
    """Return what is read where a text was written: of a day that became a number, that number."""
    value = value_of_text(text, counts_from_1904=counts_from_1904)
    return text if value is None else format_number(round(value.value * 100), language())


def _plain_value(text: str) -> CellValue | None:
    """Return a text of digits alone as a value: 1.240 is a number, and 0912345678 is none."""
    shown = number_of(text)
    has_sign_or_zeros = shown is None or not text[:1].isdigit() or (text.startswith("0") and text != "0")
    if shown is None or has_sign_or_zeros or shown.form.strip("#,0.") or len(text) > _MOST_DIGITS:
        return None
    return CellValue(shown.value)


def text_like(value: float, known: str) -> str:
    """Return a cell's value as it is shown where `known` is: 57,9% for 0.579 beside 33,2%, 05 beside 07."""
    shown = number_of(known)
    text = format_number(round(value * 100), language())
    if shown is None:
        return text
    if "%" in shown.form:
        text = format_percent(round(value * 1000), language())
    elif re.search("(?<![0-9])0[0-9]", known) and value in range(_BELOW_TWO_DIGITS):
        text = f"{value:02.0f}"
    around = _WORDS_AROUND.fullmatch(known)
    return f"{around['before']}{text}{around['after']}" if around else text
