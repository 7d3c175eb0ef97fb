"""Campaign years, one or several on end."""

import re
from typing import NamedTuple

_PERIOD = re.compile(r"((?:19|2[01])[0-9]{2})(?:\s*[-–—]\s*((?:19|2[01])[0-9]{2}))?")


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
