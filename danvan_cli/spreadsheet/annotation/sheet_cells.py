"""The cells of a sheet: which get another style, and where one is put that was not there."""

from collections.abc import Iterable
from typing import NamedTuple

from danvan_cli.spreadsheet.annotation.cell_colours import CellColours
from danvan_cli.spreadsheet.annotation.xml_edits import (
    Edit,
    Node,
    edited,
    inserted,
    scan,
    with_attribute,
    without_attribute,
)
from danvan_cli.spreadsheet.sheets import address

_BEHIND_DRAWING = {
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
    "AlternateContent",
}
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DIGITS = "0123456789"


class SheetChange(NamedTuple):
    """What a change of a sheet's cells needs to know: its XML, the styles, and which cells are marked."""

    xml: bytes
    colours: CellColours
    marked: set[tuple[int, int]]


def coloured(pieces: SheetChange) -> bytes:
    """Colour the marked cells, and take the colour off all others."""
    painter = _Painter(pieces)
    scan(pieces.xml, painter.start, painter.end, lambda _: None)
    return edited(pieces.xml, painter.edits)


class _Painter:
    """What is to be changed, gathered as the sheet streams by."""

    def __init__(self, pieces: SheetChange) -> None:
        self.xml, self.colours = pieces.xml, pieces.colours
        self.left: dict[int, list[int]] = {}
        for row, column in sorted(pieces.marked):
            self.left.setdefault(row, []).append(column)
        self.edits: list[Edit] = []
        self.columns: list[tuple[int, int, int]] = []
        self.open: dict[str, Node] = {}
        self.row = self.column = 0
        self.widened = False

    def start(self, node: Node) -> None:
        if node.name == "c":
            self._cell(node)
        elif node.name == "row":
            self._row(node)
        elif node.name == "sheetData":
            self.open["sheetData"] = node
        elif node.name == "col" and "style" in node.attributes:
            self.columns.append(tuple(int(node.attributes[key]) for key in ("min", "max", "style")))  # type: ignore[arg-type] # three of them

    def end(self, name: str, close: int, after: int) -> None:
        if name in {"row", "sheetData"} and name in self.open:
            node = self.open.pop(name)
            node.close, node.end = close, after
            content = self._rest_of_row(node) if name == "row" else self._rows(node, list(self.left))
            if content:
                start, stop, new = inserted(self.xml, node, content)
                self.edits.append((start, stop, new if start > node.start else without_attribute(new, "spans")))
            if name == "row" and (content or self.widened) and close < after:
                tag = without_attribute(self.xml[node.start : node.inside], "spans")
                self.edits.append((node.start, node.inside, tag))

    def _row(self, node: Node) -> None:
        self.row = int(node.attributes.get("r", self.row + 1))
        self.column = 0
        self.widened = False  # then the row's own word on which columns it has is no longer true
        self.open["row"] = node
        if before := self._rows(node, [row for row in self.left if row < self.row]):
            self.edits.append((node.start, node.start, before))

    def _cell(self, node: Node) -> None:
        reference = node.attributes.get("r")
        self.column = _column(reference.rstrip(_DIGITS)) if reference else self.column + 1
        columns = self.left.get(self.row, [])
        while columns and columns[0] < self.column:
            new = self._new(columns.pop(0), self.open.get("row"), node.prefix)
            self.edits.append((node.start, node.start, new))
            self.widened = True
        style = int(node.attributes.get("s", 0))
        if columns and columns[0] == self.column:
            wanted = self.colours.marked(style)
            columns.pop(0)
        else:
            wanted = self.colours.plain(style)
        if wanted != style:
            tag = with_attribute(self.xml[node.start : node.inside], "s", wanted)
            self.edits.append((node.start, node.inside, tag))

    def _rest_of_row(self, node: Node) -> bytes:
        columns = self.left.pop(self.row, [])
        return b"".join(self._new(column, node, node.prefix) for column in columns)

    def _rows(self, near: Node, rows: Iterable[int]) -> bytes:
        return b"".join(self._new_row(row, near.prefix) for row in rows if row in self.left)

    def _new_row(self, row: int, prefix: str) -> bytes:
        was, self.row = self.row, row
        cells = b"".join(self._new(column, None, prefix) for column in self.left.pop(row))
        self.row = was
        return f'<{prefix}row r="{row}">'.encode() + cells + f"</{prefix}row>".encode()

    def _new(self, column: int, row: Node | None, prefix: str) -> bytes:
        """Write an empty cell in our colour, which looks in all else like its row or column."""
        base = next((style for first, last, style in self.columns if first <= column <= last), 0)
        if row and row.attributes.get("customFormat") in {"1", "true"}:
            base = int(row.attributes.get("s", base))
        return f'<{prefix}c r="{address(self.row, column)}" s="{self.colours.marked(base)}"/>'.encode()


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def with_drawing(xml: bytes, relation: str) -> bytes:
    """Say in a sheet where the boxes of its comments are drawn."""
    tops: list[Node] = []
    depth = [0]

    def start(node: Node) -> None:
        if depth[0] < 2:  # noqa: PLR2004 - the sheet itself and its parts
            tops.append(node)
        depth[0] += 1

    def end(_: str, close: int, after: int) -> None:
        depth[0] -= 1
        if not depth[0]:
            tops[0].close, tops[0].end = close, after

    scan(xml, start, end, lambda _: None)
    sheet, *parts = tops
    at = next((one.start for one in parts if one.name in _BEHIND_DRAWING), sheet.close)
    tag = f'<{sheet.prefix}legacyDrawing xmlns:r="{_RELATIONS}" r:id="{relation}"/>'.encode()
    return edited(xml, [(at, at, tag)])


def place(reference: str) -> tuple[int, int]:
    """Read `C17`."""
    letters = reference.rstrip(_DIGITS)
    return int(reference[len(letters) :]), _column(letters)
