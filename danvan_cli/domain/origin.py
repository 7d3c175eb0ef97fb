"""Where an imported record came from, as its `source` keeps it.

`Danh sách 2020.xlsx › Đăng ký › I.3 · 5f2a9c1d`: file, sheet, STT within its section; several lists are separated by
semicolons, and may stand behind what a person stated. What comes last is a digest of the record's other keys: as long
as it fits, nobody changed the record since.
"""

import re
from typing import NamedTuple

ARROW = " › "
_NEXT = "; "
_DIGEST = re.compile(r"(.*) · ([0-9a-f]{8})", re.DOTALL)


class Origin(NamedTuple):
    """A record's source taken apart: what a person stated, the rows of lists that gave it, and the digest."""

    stated: str = ""
    rows: tuple[str, ...] = ()
    digest: str = ""

    def __str__(self) -> str:
        """Write it as `source` has it."""
        text = _NEXT.join(filter(None, (self.stated, *self.rows)))
        return f"{text} · {self.digest}" if self.digest else text

    @property
    def files(self) -> tuple[str, ...]:
        """Return the files of the lists that gave it; none where no import did."""
        files = dict.fromkeys(row.partition(ARROW)[0] for row in self.rows)
        # Of a row without sheet and number the file's name is all, and it stands behind what a person stated.
        return tuple(files) or ((self.stated.rpartition(_NEXT)[2],) if self.digest and self.stated else ())


def list_of(row: str) -> str:
    """Return the list that a row's name names: file and sheet."""
    return row.rpartition(ARROW)[0]


def number_of(row: str) -> str:
    """Return the number of the row that a row's name names."""
    return row.rpartition(ARROW)[2]


def read_origin(source: str) -> Origin:
    """Take a record's source apart; what no import wrote is a person's."""
    match = _DIGEST.fullmatch(source)
    if match is None:
        return Origin(source)
    stated: list[str] = []
    rows: list[str] = []
    for part in match[1].split(_NEXT):
        (rows if ARROW in part else stated).append(part)
    return Origin(_NEXT.join(stated), tuple(rows), match[2])
