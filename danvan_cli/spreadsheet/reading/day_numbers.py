"""Days as spreadsheets keep them: numbers of days since an evening of 1899, or of 1904, or text in ISO's form."""

from datetime import date, datetime, time

from danvan_cli.spreadsheet.reading.number_formats import CellStyle, with_zeros
from danvan_cli.spreadsheet.sheets import BadCell, Value

_SECONDS = 86_400


def day_of(number: float, epoch: datetime) -> date | str | None:
    """Return the day of a number, with its time if it has one; a time alone as text (12:00); None for no such day."""
    from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 - heavy

    if number < 0:
        return None
    try:
        moment = from_excel(round(number * _SECONDS) / _SECONDS, epoch)
    except (OverflowError, ValueError):
        return None
    if isinstance(moment, time):
        return moment.isoformat("seconds" if moment.second else "minutes")
    return without_midnight(moment)


def without_midnight(moment: datetime) -> date:
    """Return the day alone where no time of day is stated."""
    return moment if moment.time().isoformat("seconds") != "00:00:00" else moment.date()


def iso_day(text: str) -> date | str:
    """Read a day in ISO's form, with or without a time; a time alone stays text. Raise ValueError."""
    if "-" not in text:
        return text
    return without_midnight(datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None, microsecond=0))


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
