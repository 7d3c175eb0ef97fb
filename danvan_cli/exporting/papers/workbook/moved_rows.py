"""Rows of a sheet that moved since lists above them grew: where each is now, and references that go along."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

REFERENCE = re.compile(
    r"""(?P<words>"(?:[^"]|"")*"|\[[^\[\]]*\])
    |(?<![\w.$!\]])(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
     (?P<first>\$?[A-Za-z]{1,3}\$?\d+|\$?\d+(?=:\$?\d))(?::(?P<last>\$?[A-Za-z]{1,3}\$?\d+|\$?\d+))?(?![\w(.!])""",
    re.VERBOSE,
)
_ROW = re.compile(r"(\$?)(\d+)$")


class _MovedRun(NamedTuple):
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
        self._stretches = [_MovedRun(0, 0)]
        self._shift = 0

    def __bool__(self) -> bool:
        """Whether any row moved."""
        return len(self._stretches) > 1

    def take_away(self, row: int) -> None:
        """Take a row away."""
        self._stretches.append(_MovedRun(row, self._shift, times=0))
        self._go_on(row + 1, self._shift - 1)

    def repeat(self, first: int, last: int, times: int) -> None:
        """Have rows there several times, one copy below the other."""
        size = last - first + 1
        if times != 1:
            self._stretches.append(_MovedRun(first, self._shift, size, times))
            self._go_on(last + 1, self._shift + (times - 1) * size)

    def _go_on(self, row: int, shift: int) -> None:
        self._shift = shift
        self._stretches.append(_MovedRun(row, shift))

    def _stretch(self, row: int) -> _MovedRun:
        return self._stretches[bisect_right(self._stretches, row, key=lambda stretch: stretch.begin) - 1]

    def first(self, row: int, place: int = 0) -> int:
        """Return where a row is, or its copy at a place; of one that is gone, where the next one is."""
        stretch = self._stretch(row)
        return row + stretch.shift + place * stretch.size

    def last(self, row: int) -> int:
        """Return where the last copy of a row is; of one that is gone, where the one before is."""
        return self.first(row, self._stretch(row).times - 1)

    def is_gone(self, row: int) -> bool:
        """Whether a row was taken away."""
        return not self._stretch(row).times

    def repeated(self, row: int) -> tuple[int, int] | None:
        """Return the first and the last of the rows that are repeated together with a row."""
        stretch = self._stretch(row)
        return (stretch.begin, stretch.begin + stretch.size - 1) if stretch.times > 1 else None

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
    rows = moves.get(name) or MovedRows()
    first, last = match["first"], match["last"]
    if is_area and not last and rows.last(row_of(first)) > rows.first(row_of(first)):
        last = first
    if copy is not None and not (last and _is_whole(first, last, rows, copy, on_own_sheet=name == copy.sheet)):
        return named + _filled_down(first, last, _CopiedReferences(rows, copy, on_own_sheet=name == copy.sheet))
    begin = rows.first(row_of(first))
    if not last:
        return named + _with_row(first, begin)
    return named + f"{_with_row(first, begin)}:{_with_row(last, max(begin, rows.last(row_of(last))))}"


def _is_whole(first: str, last: str, rows: MovedRows, copy: RowCopy, *, on_own_sheet: bool) -> bool:
    """Whether a copied formula asks for a whole list, its own or another one, and not for rows beside its own."""
    begin, end = row_of(first), row_of(last)
    if is_absolute(first) and is_absolute(last):
        return True
    if on_own_sheet and (copy.first <= begin <= copy.last or copy.first <= end <= copy.last):
        return False
    spans_own = on_own_sheet and begin < copy.first and copy.last < end
    return spans_own or rows.last(end) - rows.first(begin) > end - begin


class _CopiedReferences:
    """Where the references of a copied formula lead: as those do that are filled down.

    A relative one goes along with its row; of the tags' rows, that above stands for the row above each copy. What is
    below the list stays: rows were put in above it, and one further down nothing is left to ask.
    """

    def __init__(self, rows: MovedRows, copy: RowCopy, *, on_own_sheet: bool) -> None:
        self._rows, self._copy, self._on_own_sheet = rows, copy, on_own_sheet

    def row(self, reference: str) -> int:
        """Return the row that a reference leads to."""
        row, rows, copy = row_of(reference), self._rows, self._copy
        if is_absolute(reference):
            return rows.first(row)
        if self._on_own_sheet and copy.first <= row <= copy.last:
            return rows.first(row, copy.place)
        if self._on_own_sheet and row > copy.last:
            is_below = row == copy.last + 1 and rows.is_gone(row)
            return rows.first(copy.last, copy.place) + 1 if is_below else rows.first(row)
        return rows.first(row) - rows.is_gone(row) + copy.place * (copy.last - copy.first + 1)


def _filled_down(first: str, last: str | None, references: _CopiedReferences) -> str:
    """Return a cell or an area as a copied formula has it, its upper row first."""
    begin = references.row(first)
    if not last:
        return _with_row(first, begin)
    end = references.row(last)
    if begin <= end:
        return f"{_with_row(first, begin)}:{_with_row(last, end)}"
    if is_absolute(first):  # of a tag's row: above the first row nothing is left between the two
        return f"{_with_row(first, end)}:{_with_row(last, end)}"
    return f"{_with_row(first, end, _sign(last))}:{_with_row(last, begin, _sign(first))}"


def sheet_of(match: re.Match[str], sheet: str) -> str:
    """Return the sheet that a reference names, else the one where it stands."""
    named = match["sheet"]
    return named[:-1].strip("'").replace("''", "'") if named else sheet


def row_of(reference: str) -> int:
    """Return the row of one end of a reference."""
    match = _ROW.search(reference)
    return int(match[2]) if match else 0


def _sign(reference: str) -> str:
    match = _ROW.search(reference)
    return match[1] if match else ""


def is_absolute(reference: str) -> bool:
    """Whether a reference keeps its row wherever a formula is copied to."""
    return _sign(reference) == "$"


def _with_row(reference: str, row: int, sign: str | None = None) -> str:
    return _ROW.sub(lambda match: f"{match[1] if sign is None else sign}{row}", reference)
