"""The rows of lists in a workbook: their area has a name of ours, and is read again when the paper is compared."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from danvan_cli.exporting.papers.answers.paper_lists import ListTexts, PaperList
from danvan_cli.exporting.papers.kept_numbers import FoundRow
from danvan_cli.exporting.papers.workbook.shown_values import text_as_read
from danvan_cli.spreadsheet.annotation.sheet_cells import place
from danvan_cli.spreadsheet.sheets import address

_NEAR = 30  # rows above and below a list in which is looked whether anybody typed next to it
_Rows = tuple[int, int]
_GROUPED = re.compile(r"(?<=\d)\.(?=\d{3})")


class ListArea(NamedTuple):
    """Where a list stands: its sheet, its rows and columns, how many rows a record has; and the texts in each.

    `above` and `below` are the texts of the rows round it.
    """

    listed: PaperList
    sheet: str
    rows: tuple[int, int]
    columns: tuple[int, int]
    height: int
    texts: list[list[str]]
    above: Sequence[Sequence[str]] = ()
    below: Sequence[Sequence[str]] = ()

    def list_texts(self, *, counts_from_1904: bool) -> ListTexts:
        """Return what is read in each row, as long as nobody types there."""
        rows, above, below = (
            [row_text(text_as_read(text, counts_from_1904=counts_from_1904) for text in texts) for texts in side]
            for side in (self.texts, self.above, self.below)
        )
        return ListTexts(rows, above, below)

    @property
    def reference(self) -> str:
        """Return the area as a workbook names it."""
        ends = [absolute(row, column) for row, column in zip(self.rows, self.columns, strict=True)]
        return f"{quoted(self.sheet)}!{':'.join(ends)}"


def quoted(sheet: str) -> str:
    """Return a sheet's name as references have it."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def absolute(row: int, column: int) -> str:
    """Return a cell's name that does not go along with a formula."""
    letters = address(row, column).rstrip("0123456789")
    return f"${letters}${row}"


def row_text(texts: Iterable[str]) -> str:
    """Return what stands in the cells of a row, numbers as they are without points."""
    return "\n".join(_GROUPED.sub("", text) for text in texts if text.strip())


def near(rows: _Rows, others: Collection[_Rows]) -> tuple[Sequence[int], Sequence[int]]:
    """Return the rows above and below a list as far as the next one; what stands between two is told of the first."""
    first, last = rows
    taken = {row for other in others if other != rows for row in range(other[0], other[1] + 1)}
    above = range(first - 1, max(0, first - 1 - _NEAR), -1)
    below = takewhile(lambda row: row not in taken, range(last + 1, last + 1 + _NEAR))
    return ([] if taken.intersection(above) else above[::-1]), list(below)


class NamedArea(NamedTuple):
    """An area that a name of ours means: its sheet, its rows and columns."""

    sheet: str
    rows: _Rows
    columns: tuple[int, int]


def read_area(area: str) -> NamedArea:
    """Return an area by its name in a workbook."""
    sheet, _, reference = area.rpartition("!")
    name = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
    first, _, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = place(first), place(last or first)
    return NamedArea(name, (top, bottom), (left, right))


def rows_in(
    text_at: Callable[[str, int, int], str], area: NamedArea, height: int, areas: Iterable[NamedArea]
) -> Iterator[FoundRow]:
    """Yield the rows that stand in an area and round it; `areas` are those of all lists."""
    above, below = near(area.rows, [other.rows for other in areas if other.sheet == area.sheet])

    def text_of(row: int, high: int = 1) -> str:
        columns = range(area.columns[0], area.columns[1] + 1)
        return row_text(text_at(area.sheet, number, column) for number in range(row, row + high) for column in columns)

    yield from (FoundRow(text_of(row), side="above", sheet_row=row) for row in above)
    for row in range(area.rows[0], area.rows[1] + 1, height):
        if text := text_of(row, height):
            yield FoundRow(text, sheet_row=row)
    yield from (FoundRow(text_of(row), side="below", sheet_row=row) for row in below)
