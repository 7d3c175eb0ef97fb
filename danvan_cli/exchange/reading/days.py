"""Days as spreadsheets keep them: numbers of days since an evening of 1899, or of 1904, or text in ISO's form."""

from datetime import date, datetime, timedelta

_SECONDS = 86_400
_FIRST = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no time zone
_FIRST_OF_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - likewise
_NO_SUCH_DAY = 60  # 29/02/1900: days before it are one off


def day_of(number: float, *, from_1904: bool = False) -> date | None:
    """Give the day of a number, with its time if it has one; None where spreadsheets know no such day."""
    if number < 0:
        return None
    if number < _NO_SUCH_DAY and not from_1904:
        number += 1
    try:
        found = (_FIRST_OF_1904 if from_1904 else _FIRST) + timedelta(seconds=round(number * _SECONDS))
    except OverflowError:
        return None
    return without_midnight(found)


def without_midnight(moment: datetime) -> date:
    """Give the day alone where no time of day is stated."""
    return moment if moment.time().isoformat("seconds") != "00:00:00" else moment.date()


def time_of_day(part: float) -> str:
    """Write a part of a day as a time: 0,5 is 12:00."""
    minutes, seconds = divmod(round(part * _SECONDS) % _SECONDS, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def iso_day(text: str) -> date | str:
    """Read a day in ISO's form, with or without a time; a time alone stays text. Raise ValueError."""
    if "-" not in text:
        return text
    return without_midnight(datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None, microsecond=0))
