"""What stands in a cell -> the text that a clerk would have typed, by the type of its field."""

import re
from datetime import date, timedelta

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import DATE, PERIOD, YEAR, FieldType
from danvan_cli.domain.messages import Message
from danvan_cli.spreadsheet.sheets import BadCell, Value
from danvan_cli.text.fold import bare, nfc
from danvan_cli.text.mark import N_

CELL_ERROR = Message(
    "cell-error", N_("The cell holds an error of Excel's ({value}). Mend the formula, or write the value itself.")
)
CELL_FORMULA = Message(
    "cell-formula", N_("The result of the formula is not stored. Open the workbook in Excel and save it.")
)
YEAR_AS_DATE = Message(
    "year-as-date", N_("{value} is most likely a year in a cell of dates. Write it as text: 'YYYY, or as 31/12/YYYY.")
)

_END_MARK = re.compile(r"\s*\./\.?\s*$")  # ./. closes an official text
_BLANKS = re.compile(r"[^\S\n]+")
_SERIALS = range(32_874, 73_051)  # of the days of 1990 to 2099: smaller whole numbers are years
_FIRST_YEAR = 1950  # a year that was typed into a cell of dates is shown as a day of 1905
_DAY_NULL = date(1899, 12, 30)
_ERRORS = frozenset(["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"])
_TICKS = {"x", "v", "1", "co", "yes", "true", "dung"}
_NO_TICKS = {"", "-", "–", "0", "☐", "□"}  # boxes of Word's forms that nobody ticked
_TICK_SIGNS = {"✓", "✔", "√", "☑", "☒", "●", "•", "+", "*"}


def text_of(value: Value, field_type: FieldType) -> str:
    """Return the text of a cell; raise RequestError for an error, and for a formula whose result is not stored."""
    if isinstance(value, str):
        if value.strip() in _ERRORS:  # a text file has no error cells but this
            raise RequestError(CELL_ERROR, value=value.strip())
        return value
    if isinstance(value, BadCell):
        raise RequestError(CELL_FORMULA) if value.code == "formula" else RequestError(CELL_ERROR, value=value.text)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return _date_text(value, field_type)
    return _number_text(value, field_type)


def _date_text(value: date, field_type: FieldType) -> str:
    if field_type is DATE:
        if value.year < _FIRST_YEAR:
            raise RequestError(YEAR_AS_DATE, value=f"{value.day:02}/{value.month:02}/{value.year}")
        return f"{value.year}-{value.month:02}-{value.day:02}"
    if field_type in (YEAR, PERIOD):
        return str(value.year)
    return f"{value.day:02}/{value.month:02}/{value.year}"


def _number_text(value: float, field_type: FieldType) -> str:
    """Write a number as it is typed; where a date is meant, a serial of Excel's is that day."""
    if field_type is DATE and value in _SERIALS:
        return (_DAY_NULL + timedelta(days=int(value))).isoformat()
    if isinstance(value, int):
        return str(value)
    return f"{value:.12g}".replace(".", ",")


def cleaned(text: str, *, lines: bool) -> str:
    """Take off what belongs to the sheet and not to the text: runs of blanks, the end mark; breaks within a line."""
    text = _END_MARK.sub("", nfc(text))
    if not lines:
        return " ".join(text.split())
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.splitlines()).strip()


def is_tick(value: Value) -> bool:
    """Whether a cell is ticked."""
    text = str(value).strip()
    return text in _TICK_SIGNS or bare(text) in _TICKS


def is_no_tick(value: Value) -> bool:
    """Whether a cell says that it is not ticked."""
    return str(value).strip() in _NO_TICKS or bare(str(value)) in {"khong", "no", "false"}
