"""What a number in a cell means, by the format that shows it."""

from datetime import datetime

from danvan_cli.spreadsheet.reading.day_numbers import day_of
from danvan_cli.spreadsheet.reading.number_formats import CellStyle, with_zeros
from danvan_cli.spreadsheet.sheets import BadCell, Value

_TOO_WIDE = BadCell("error", "########")  # what Excel shows of a day before 1900
_NO_NUMBER = BadCell("error", "#NUM!")


def shown(number: float, style: CellStyle, epoch: datetime) -> Value:
    """Return a number as its format shows it: as a day, a time, or with the zeros before it; a whole one as such."""
    if number - number:  # infinite, or none at all
        return _NO_NUMBER
    if style.is_day:
        return day_of(number, epoch) or _TOO_WIDE
    if number != int(number):
        return number
    return with_zeros(int(number), style.zeros) if style.zeros else int(number)
