"""Campaign years, one or several on end."""

import re
from typing import NamedTuple

from danvan_cli.text.dates import read_typed_date

_PERIOD = re.compile(r"((?:19|2[01])[0-9]{2})(?:\s*[-–—]\s*((?:19|2[01])[0-9]{2}))?")

# 2023-Q2, Q2/2023, quý II năm 2023
_QUARTER = re.compile(
    r"(?P<year>[0-9]{4})\s*[-–/.]?\s*q(?:u[ýy])?\s*(?P<number>[1-4]|i{1,3}|iv)"
    r"|q(?:u[ýy])?\s*(?P<first>[1-4]|i{1,3}|iv)\s*(?:[-–/.]|năm|nam)?\s*(?P<then>[0-9]{4})"
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


class Period(NamedTuple):
    """The campaign years from the first to the last, both included."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    def contains(self, year: int) -> bool:
        """Whether the year lies within."""
        return self.first <= year <= self.last


def read_period(text: str) -> Period | None:
    """Read `2020`, `2021-2023`, also with a dash or blanks; None for anything else or a reversed one."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        return None
    first = int(match[1])
    last = int(match[2] or first)
    return Period(first, last) if first <= last else None


def read_month(text: str) -> str | None:
    """Read a month, `2023-05`, 05/2023, 5-2023; return it as `2023-05`, None for anything else."""
    date = read_typed_date(text)
    return date if date and date.count("-") == 1 else None


def read_quarter(text: str) -> str | None:
    """Read a quarter of a calendar year, `2023-Q2`, Q2/2023, quý II năm 2023; return it as `2023-Q2`, else None."""
    match = _QUARTER.fullmatch(text.strip().lower())
    if match is None:
        return None
    number = match["number"] or match["first"]
    return f"{match['year'] or match['then']}-Q{_ROMAN.get(number, number)}"


def moved_span(span: str, years: int) -> str:
    """Return the same month or quarter some years later: `2023-05` -> `2024-05`, `2023-Q2` -> `2024-Q2`."""
    year, _, part = span.partition("-")
    return f"{int(year) + years:04}-{part}"


def quarter_of(month: str) -> str:
    """Return the quarter in which a month lies: `2023-05` lies in `2023-Q2`."""
    year, _, number = month.partition("-")
    return f"{year}-Q{(int(number) + 2) // 3}"
