"""A sheet as headings are looked for in it: its cells as text, without blank ones, and what is merged with what."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from danvan_cli.spreadsheet.sheets import Area, BadCell, Sheet, Value
from danvan_cli.text.fold import nfc
from danvan_cli.text.visible import is_blank as shows_nothing

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»\"'‘’", " "))
_WIDEST = 60  # columns that a heading may be merged over; who merges whole rows means no more than a title
_LONGEST = 200  # letters of a heading
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")


def text_of(value: Value) -> str:
    """Return a cell's value as one line of text."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, BadCell):
        return value.text
    return value.isoformat() if isinstance(value, date) else str(value)


def row_text(cells: Mapping[int, Value]) -> str:
    """Return a row's cells in their order, for people."""
    texts = (_shown(cells[column]) for column in sorted(cells))
    return " | ".join(text for text in texts if text)


def _shown(value: Value) -> str:
    """Return a cell as it stands on a Vietnamese sheet: with a comma before decimals."""
    return f"{value:.12g}".replace(".", ",") if isinstance(value, float) else text_of(value)


def is_blank(value: Value) -> bool:
    """Whether a cell holds nothing that anybody sees."""
    return isinstance(value, str) and shows_nothing(value)


def is_number(value: Value) -> bool:
    """Whether a cell holds a number, as number or as digits."""
    if isinstance(value, str):
        return value.replace(".", "").replace(",", "").replace(" ", "").isdecimal()
    return isinstance(value, int | float) and not isinstance(value, bool)


def without_brackets(text: str) -> str:
    """Cut off what stands in brackets, and quotation marks."""
    return " ".join(_BRACKETS.sub(" ", text).translate(_QUOTES).split())


class HeadingCell(NamedTuple):
    """A heading's text, and the cell where it stands."""

    text: str
    row: int
    column: int


class SheetPage:
    """Rows without their blank cells; areas by their first row."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sorted(sheet.rows)
        self._texts: dict[int, dict[int, str] | None] = {}
        self._areas: dict[int, dict[int, Area]] = {}
        for area in sheet.merged:
            self._areas.setdefault(area.top, {})[area.left] = area

    def cells(self, row: int) -> dict[int, Value]:
        """Return what stands in a row, without cells that hold blanks only."""
        cells = self.sheet.rows.get(row, {})
        return {column: value for column, value in cells.items() if not is_blank(value)}

    def area(self, row: int, column: int) -> Area:
        """Return the area that begins in a cell, or the cell."""
        return self._areas.get(row, {}).get(column) or Area(row, column, row, column)

    def texts(self, row: int) -> dict[int, str] | None:
        """Return a row's texts by column; None if it holds anything else, or a text too long for a heading."""
        if row not in self._texts:
            cells = self.cells(row)
            texts = {column: nfc(" ".join(value.split())) for column, value in cells.items() if isinstance(value, str)}
            fits = texts and len(texts) == len(cells) and all(len(text) <= _LONGEST for text in texts.values())
            self._texts[row] = texts if fits else None
        return self._texts[row]

    def grid(self, top: int, bottom: int) -> dict[int, dict[int, HeadingCell]]:
        """Lay out the texts of some rows over all the cells that they are merged over: {row: {column: place}}."""
        places: dict[int, dict[int, HeadingCell]] = {row: {} for row in range(top, bottom + 1)}
        for row in range(top, bottom + 1):
            for column, text in (self.texts(row) or {}).items():
                area = self.area(row, column)
                place = HeadingCell(text, row, column)
                for below in range(row, min(area.bottom, bottom) + 1):
                    for beside in range(column, min(area.right, column + _WIDEST) + 1):
                        places[below].setdefault(beside, place)
        return places
