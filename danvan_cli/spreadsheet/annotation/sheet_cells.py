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


def coloured(change: SheetChange) -> bytes:
    """Colour the marked cells, and take the colour off all others."""
    painter = _Painter(change)
    scan(change.xml, painter.start, painter.end, lambda _: None)
    return edited(change.xml, painter.edits)


class _Painter:
    """What is to be changed, gathered as the sheet streams by."""

    def __init__(self, change: SheetChange) -> None:
        self.xml, self.colours = change.xml, change.colours
        self.pending: dict[int, list[int]] = {}
        for row, column in sorted(change.marked):
            self.pending.setdefault(row, []).append(column)
        self.edits: list[Edit] = []
        self.columns: list[tuple[int, int, int]] = []
        self.open: dict[str, Node] = {}
        self.row = self.column = 0
        self.widened = False

    def start(self, node: Node) -> None:
        if node.name == "c":
            self._take_cell(node)
        elif node.name == "row":
            self._take_row(node)
        elif node.name == "sheetData":
            self.open["sheetData"] = node
        elif node.name == "col" and "style" in node.attributes:
            self.columns.append(tuple(int(node.attributes[key]) for key in ("min", "max", "style")))  # type: ignore[arg-type] # three of them

    def end(self, name: str, close: int, after: int) -> None:
        if name in {"row", "sheetData"} and name in self.open:
            node = self.open.pop(name)
            node.close, node.end = close, after
            if name == "row":
                columns = self.pending.pop(self.row, [])
                content = b"".join(self._new_cell(column, node, node.prefix) for column in columns)
            else:
                content = self._new_rows(node, list(self.pending))
            if content:
                start, stop, new = inserted(self.xml, node, content)
                self.edits.append((start, stop, new if start > node.start else without_attribute(new, "spans")))
            if name == "row" and (content or self.widened) and close < after:
                tag = without_attribute(self.xml[node.start : node.inside], "spans")
                self.edits.append((node.start, node.inside, tag))

    def _take_row(self, node: Node) -> None:
        self.row = int(node.attributes.get("r", self.row + 1))
        self.column = 0
        self.widened = False  # then the row's own word on which columns it has is no longer true
        self.open["row"] = node
        if before := self._new_rows(node, [row for row in self.pending if row < self.row]):
            self.edits.append((node.start, node.start, before))

    def _take_cell(self, node: Node) -> None:
        reference = node.attributes.get("r")
        self.column = _column_number(reference.rstrip(_DIGITS)) if reference else self.column + 1
        columns = self.pending.get(self.row, [])
        while columns and columns[0] < self.column:
            new = self._new_cell(columns.pop(0), self.open.get("row"), node.prefix)
            self.edits.append((node.start, node.start, new))
            self.widened = True
        style = int(node.attributes.get("s", 0))
        if columns and columns[0] == self.column:
            new_style = self.colours.marked(style)
            columns.pop(0)
        else:
            new_style = self.colours.plain(style)
        if new_style != style:
            tag = with_attribute(self.xml[node.start : node.inside], "s", new_style)
            self.edits.append((node.start, node.inside, tag))

    def _new_rows(self, near: Node, rows: Iterable[int]) -> bytes:
        return b"".join(self._new_row(row, near.prefix) for row in rows if row in self.pending)

    def _new_row(self, row: int, prefix: str) -> bytes:
        row_before, self.row = self.row, row
        cells = b"".join(self._new_cell(column, None, prefix) for column in self.pending.pop(row))
        self.row = row_before
        return f'<{prefix}row r="{row}">'.encode() + cells + f"</{prefix}row>".encode()

    def _new_cell(self, column: int, row: Node | None, prefix: str) -> bytes:
        """Write an empty cell in our colour, which looks in all else like its row or column."""
        base = next((style for first, last, style in self.columns if first <= column <= last), 0)
        if row and row.attributes.get("customFormat") in {"1", "true"}:
            base = int(row.attributes.get("s", base))
        return f'<{prefix}c r="{address(self.row, column)}" s="{self.colours.marked(base)}"/>'.encode()


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def with_drawing(xml: bytes, relation: str) -> bytes:
    """Put into a sheet the reference (an id) to the part in which the boxes of its comments are drawn."""
    outermost: list[Node] = []
    depth = [0]  # a list, so that the functions within can count

    def start(node: Node) -> None:
        if depth[0] < 2:  # noqa: PLR2004 - the sheet itself and its parts
            outermost.append(node)
        depth[0] += 1

    def end(_: str, close: int, after: int) -> None:
        depth[0] -= 1
        if not depth[0]:
            outermost[0].close, outermost[0].end = close, after

    scan(xml, start, end, lambda _: None)
    sheet, *parts = outermost
    at = next((part.start for part in parts if part.name in _BEHIND_DRAWING), sheet.close)
    tag = f'<{sheet.prefix}legacyDrawing xmlns:r="{_RELATIONS}" r:id="{relation}"/>'.encode()
    return edited(xml, [(at, at, tag)])


def place(reference: str) -> tuple[int, int]:
    """Read `C17`."""
    letters = reference.rstrip(_DIGITS)
    return int(reference[len(letters) :]), _column_number(letters)
