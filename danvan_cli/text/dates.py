"""Dates as they are stored, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and as they are typed and shown."""

import re
from functools import lru_cache

from danvan_cli.text.fold import agrees, nfc

_STORED = re.compile(r"((?:19|2[01])[0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TYPED = re.compile(r"(?:([0-9]{1,2})\s*([-–/.])\s*)?([0-9]{1,2})\s*([-–/.])\s*([0-9]{4})")
_SHORT_YEAR = re.compile(
    r"([0-9]{1,2})\s*([-–/.])\s*([0-9]{1,2})\s*([-–/.])\s*([0-4][0-9])"
)  # '98 is of which century?
# Ngày 5 tháng 3 năm 2027, tháng 3/2027
_IN_WORDS = re.compile(
    r"(?:(?:ng[àa]y\s+)?([0-9]{1,2})\s+)?th[áa]ng\s+([0-9]{1,2})(?:\s+n[ăa]m\s+|\s*[-–/.]\s*)([0-9]{4})",
    re.IGNORECASE,
)
_WITHOUT_YEAR = re.compile(r"(?:ngày\s+)?([0-9]{1,2})\s*[-–/.]\s*([0-9]{1,2})", re.IGNORECASE)
_TODAY, _YESTERDAY = ("hôm nay", "today"), ("hôm qua", "yesterday")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_LEAP_YEAR = 2000  # has every day that some year has


def _days(year: int, month: int) -> int:
    """Count a month's days; datetime would cost each start of the program more than this rule."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == _FEBRUARY else _DAYS[month - 1]


@lru_cache(maxsize=1 << 12)  # records of a year share their dates
def is_date(text: str) -> bool:
    """Whether the text is a stored date of the years 1900 to 2199 that exists in the calendar."""
    match = _STORED.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part) for part in match.groups(default="1"))
    return 1 <= month <= len(_DAYS) and 1 <= day <= _days(year, month)


def first_day(text: str) -> str:
    """Return the first day of a stored date, which may be a month or a year."""
    year, month, day = _parts(text)
    return f"{year}-{month or '01'}-{day or '01'}"


@lru_cache(maxsize=1 << 12)
def last_day(text: str) -> str:
    """Return the last day of a stored date: a date without day or month means its last day."""
    year, month, day = _parts(text)
    month = month or "12"
    return f"{year}-{month}-{day or _days(int(year), int(month))}"


def day_before(day: str) -> str:
    """Return the day before a full stored date."""
    year, month, number = (int(part) for part in _parts(day))
    if number > 1:
        return f"{year}-{month:02}-{number - 1:02}"
    return last_day(f"{year}-{month - 1:02}" if month > 1 else str(year - 1))


def moved(day: str, years: int) -> str:
    """Return a full stored date some years later; 29 February becomes 28 where there is none."""
    year, month, number = (int(part) for part in _parts(day))
    year += years
    return f"{year:04}-{month:02}-{min(number, _days(year, month)):02}"


def moved_end(day: str, years: int) -> str:
    """Return the last day of a period some years later: the end of a month stays the end of that month."""
    later = moved(day, years)
    return last_day(later[:7]) if day == last_day(day[:7]) else later


def _parts(text: str) -> tuple[str, str, str]:
    match = _STORED.fullmatch(text)
    if match is None or not is_date(text):
        message = f"not a stored date: {text!r}"
        raise ValueError(message)
    year, month, day = match.groups(default="")
    return year, month, day


def read_typed_date(text: str) -> str | None:
    """Read a date as clerks type it, 7/12/2023, 07-12-2023, 7.12.23, 12/2023, or as it is stored; else None.

    A year of two digits is one of this century's first half. `Ngày 7 tháng 12 năm 2023` and `tháng 12/2023` are dates,
    too.
    """
    stripped = _in_figures(text)
    match = _TYPED.fullmatch(stripped) or _SHORT_YEAR.fullmatch(stripped)
    stored = _as_stored(match) if match else stripped
    return stored if is_date(stored) else None


def _in_figures(text: str) -> str:
    """Write a date that is said in words in figures; other texts stay as they are."""
    stripped = nfc(text.strip())
    match = _IN_WORDS.fullmatch(stripped)
    return "/".join(filter(None, match.groups())) if match else stripped


def day_without_year(text: str) -> str:
    """Return a day that lacks its year as 5/2, of 5-2 or ngày 5/2; "" for any other text."""
    match = _WITHOUT_YEAR.fullmatch(nfc(text.strip()))
    return f"{match[1]}/{match[2]}" if match and is_date(f"{_LEAP_YEAR}-{match[2]:0>2}-{match[1]:0>2}") else ""


def is_beyond_month(text: str) -> bool:
    """Whether a text is written as a day is, in a month that has no such day: 31/2/2026, 31/2, 2026-02-30."""
    stripped = _in_figures(text)
    without = _WITHOUT_YEAR.fullmatch(stripped)
    match = _TYPED.fullmatch(stripped) or _SHORT_YEAR.fullmatch(stripped)
    stored = _as_stored(match) if match else stripped
    if without:
        stored = f"{_LEAP_YEAR}-{without[2]:0>2}-{without[1]:0>2}"
    return bool(_STORED.fullmatch(stored)) and is_date(stored[: len("2026-02")]) and not is_date(stored)


def _as_stored(match: re.Match[str]) -> str:
    """Turn day, month, year round. Both separators must be the same one; else nothing is a date."""
    day, first, month, second, year = match.groups()
    if day is None:
        return f"{year}-{month:0>2}"
    century = "" if len(year) == len("2026") else "20"
    return f"{century}{year}-{month:0>2}-{day:0>2}" if first == second else ""


def read_said_date(text: str, today: str, year: int, *, ahead: bool = False) -> str | None:
    """Read a date as it is said to somebody who is there: also `hôm nay`, `hôm qua`, and 5/2; else None.

    A day without a year is the latest one, not after `today`, of the campaign `year` or the next; "" where none is.
    One that may lie `ahead`, such as the end of a campaign, is else the first of these.
    """
    if any(agrees(text, word) for word in _TODAY):
        return today
    if any(agrees(text, word) for word in _YESTERDAY):
        return day_before(today)
    match = _WITHOUT_YEAR.fullmatch(nfc(text))
    if match is None:
        return read_typed_date(text)
    day, month = match.groups()
    days = [f"{spoken}-{month:0>2}-{day:0>2}" for spoken in (year + 1, year)]
    known = [day for day in days if is_date(day)]
    if not known:
        return None
    return next((day for day in known if day <= today), known[-1] if ahead else "")


def format_date(text: str, lang: str) -> str:
    """Write a stored date for people: 07/12/2023, 12/2023 or 2023 in Vietnamese, as stored in English."""
    return "/".join(reversed(text.split("-"))) if lang == "vi" else text
