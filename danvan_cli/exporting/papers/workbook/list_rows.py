"""The rows of lists in a workbook: their area has a name of ours, and is read again when the paper is compared."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from danvan_cli.exporting.papers.answers.paper_lists import PaperList
from danvan_cli.exporting.papers.kept_numbers import FoundRow
from danvan_cli.exporting.papers.workbook.shown_values import text_as_read
from danvan_cli.spreadsheet.annotation.sheet_cells import place
from danvan_cli.spreadsheet.sheets import address

_GROUPED = re.compile(r"(?<=\d)\.(?=\d{3})")


class ListArea(NamedTuple):
    """Where a list stands: its sheet, its rows and columns, how many rows a record has; and the texts in each."""

    listed: PaperList
    sheet: str
    rows: tuple[int, int]
    columns: tuple[int, int]
    height: int
    texts: list[list[str]]

    def row_texts(self, *, counts_from_1904: bool) -> list[str]:
        """Return what is read in each row, as long as nobody types there."""
        return [
            row_text(text_as_read(text, counts_from_1904=counts_from_1904) for text in texts) for texts in self.texts
        ]

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


def rows_in(
    cells: Mapping[tuple[str, int, int], str], area: str, height: int, others: Collection[tuple[str, int, int]]
) -> Iterator[FoundRow]:
    """Yield the rows that stand in an area, without cells of numbers, found by themselves, and what is computed."""
    sheet, _, reference = area.rpartition("!")
    name = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
    first, _, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = place(first), place(last or first)
    for row in range(top, bottom + 1, height):
        places = [(name, number, column) for number in range(row, row + height) for column in range(left, right + 1)]
        text = row_text(cells.get(cell, "") for cell in places if cell not in others)
        if text:
            yield FoundRow(text)
