"""What a number in a cell means, by the format that shows it."""

from danvan_cli.exchange.reading.days import day_of, time_of_day
from danvan_cli.exchange.reading.styles import Style, with_zeros
from danvan_cli.exchange.sheets import BadCell, Value

_TOO_WIDE = "########"  # what Excel shows of a day before 1900
_NO_NUMBER = BadCell("error", "#NUM!")


def plain_number(number: float) -> int | float | BadCell:
    """Give a whole number as such."""
    if number - number:  # infinite, or none at all
        return _NO_NUMBER
    return int(number) if number.is_integer() else number


def shown(number: float | BadCell, style: Style, *, from_1904: bool) -> Value:
    """Give a number as its format shows it: as a day, a time, or with the zeros before it."""
    if isinstance(number, BadCell) or style.shows == "duration":
        return number
    if style.shows == "number":
        return with_zeros(number, style.zeros) if style.zeros and isinstance(number, int) else number
    if 0 <= number < 1:
        return time_of_day(number) if style.shows == "time" else number
    day = day_of(number, from_1904=from_1904)
    return BadCell("error", _TOO_WIDE) if day is None else day
