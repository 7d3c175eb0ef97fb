"""Rows of a sheet that moved since lists above them grew: where each is now, and references that go along."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

REFERENCE = re.compile(
    r"""(?P<words>"(?:[^"]|"")*")
    |(?<![\w.$\]!])(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
     (?P<first>\$?[A-Za-z]{1,3}\$?\d+|\$?\d+(?=:\$?\d))(?::(?P<last>\$?[A-Za-z]{1,3}\$?\d+|\$?\d+))?(?![\w(.!])""",
    re.VERBOSE,
)
_ROW = re.compile(r"(\$?)(\d+)$")


class _Stretch(NamedTuple):
    """Rows from `begin` on, to the next stretch: by how much they moved, and how often so many of them are there."""

    begin: int
    shift: int
    size: int = 1
    times: int = 1


class RowCopy(NamedTuple):
    """A copy of rows of a sheet: the how-manieth it is, of which rows."""

    sheet: str
    first: int
    last: int
    place: int


class MovedRows:
    """Where the rows of a sheet are; they are told in their order."""

    def __init__(self) -> None:
        self._stretches = [_Stretch(0, 0)]
        self._shift = 0

    def __bool__(self) -> bool:
        """Whether any row moved."""
        return len(self._stretches) > 1

    def take_away(self, row: int) -> None:
        """Take a row away."""
        self._stretches.append(_Stretch(row, self._shift, times=0))
        self._go_on(row + 1, self._shift - 1)

    def repeat(self, first: int, last: int, times: int) -> None:
        """Have rows there several times, one copy below the other."""
        size = last - first + 1
        if times != 1:
            self._stretches.append(_Stretch(first, self._shift, size, times))
            self._go_on(last + 1, self._shift + (times - 1) * size)

    def _go_on(self, row: int, shift: int) -> None:
        self._shift = shift
        self._stretches.append(_Stretch(row, shift))

    def _stretch(self, row: int) -> _Stretch:
        return self._stretches[bisect_right(self._stretches, row, key=lambda stretch: stretch.begin) - 1]

    def first(self, row: int, place: int = 0) -> int:
        """Return where a row is, or its copy at a place; of one that is gone, where the next one is."""
        stretch = self._stretch(row)
        return row + stretch.shift + place * stretch.size

    def last(self, row: int) -> int:
        """Return where the last copy of a row is; of one that is gone, where the one before is."""
        return self.first(row, self._stretch(row).times - 1)

    def copies(self, first: int, last: int) -> int:
        """Return how many copies there are of rows that are repeated together, else 1."""
        stretch = self._stretch(first)
        return stretch.times if stretch == self._stretch(last) and stretch.times else 1


Moves = Mapping[str, MovedRows]


def moved_formula(formula: str, sheet: str, moves: Moves, copy: RowCopy | None = None) -> str:
    """Return a formula that stands on a sheet, with its references where their rows are now."""
    return REFERENCE.sub(partial(_moved, sheet=sheet, moves=moves, copy=copy), formula)


def moved_area(areas: str, sheet: str, moves: Moves) -> str:
    """Return areas of cells where their rows are now; a cell whose row is there several times becomes an area."""
    return REFERENCE.sub(partial(_moved, sheet=sheet, moves=moves, copy=None, is_area=True), areas)


def _moved(match: re.Match[str], sheet: str, moves: Moves, copy: RowCopy | None, *, is_area: bool = False) -> str:
    if match["words"]:
        return match[0]
    named = match["sheet"] or ""
    name = sheet_of(match, sheet)
    rows = moves.get(name)
    if not rows:
        return match[0]
    first, last = match["first"], match["last"]
    if is_area and not last and rows.last(row_of(first)) > rows.first(row_of(first)):
        last = first
    of_copy = copy if copy is not None and copy.sheet == name else None
    begin = rows.first(row_of(first))
    ends = [_moved_end(first, begin, rows, of_copy)]
    if last:
        ends.append(_moved_end(last, max(begin, rows.last(row_of(last))), rows, of_copy))
    return named + ":".join(ends)


def _moved_end(reference: str, row: int, rows: MovedRows, copy: RowCopy | None) -> str:
    """Return one end of a reference; a relative one of its own rows is of the same copy: SUM(C$5:C5) runs along."""
    if copy is not None and _is_within(reference, copy):
        row = rows.first(row_of(reference), copy.place)
    return _with_row(reference, row)


def sheet_of(match: re.Match[str], sheet: str) -> str:
    """Return the sheet that a reference names, else the one where it stands."""
    named = match["sheet"]
    return named[:-1].strip("'").replace("''", "'") if named else sheet


def row_of(reference: str) -> int:
    """Return the row of one end of a reference."""
    match = _ROW.search(reference)
    return int(match[2]) if match else 0


def _is_within(reference: str, copy: RowCopy) -> bool:
    """Whether a reference goes along with a copy: it is relative, and to one of its own rows."""
    match = _ROW.search(reference)
    return match is not None and not match[1] and copy.first <= int(match[2]) <= copy.last


def _with_row(reference: str, row: int) -> str:
    return _ROW.sub(lambda match: f"{match[1]}{row}", reference)
