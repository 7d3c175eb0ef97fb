"""A sheet as headings are looked for in it: texts, and what is merged with what."""

from typing import NamedTuple

from danvan_cli.importing.detection.line_texts import is_blank
from danvan_cli.spreadsheet.sheets import Area, Sheet, Value
from danvan_cli.text.fold import nfc

_WIDEST = 60  # columns that a heading may be merged over; who merges whole rows means no more than a title
_LONGEST = 200  # letters of a heading


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
            self._texts[row] = self._read_texts(row)
        return self._texts[row]

    def _read_texts(self, row: int) -> dict[int, str] | None:
        cells = self.cells(row)
        texts = {column: nfc(" ".join(value.split())) for column, value in cells.items() if isinstance(value, str)}
        fits = texts and len(texts) == len(cells) and all(len(text) <= _LONGEST for text in texts.values())
        return texts if fits else None

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
