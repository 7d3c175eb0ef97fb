"""What a workbook says of areas outside of its cells, put where their rows are now.

Merged cells, lists to choose from, colours by condition, print areas, charts, comments: whatever names cells.
"""

import re
from collections.abc import Iterator

from danvan_cli.exporting.papers.workbook.moved_rows import MovedRows, Moves, RowCopy, moved_area, moved_formula
from danvan_cli.spreadsheet.annotation.xml_edits import Edit, Node, escaped, scan, with_attribute, without_attribute

_CELLS = {"ref", "activeCell", "topLeftCell", "location", "textlink", "fmlaLink", "fmlaRange"}
_AREA, _AREAS = "sqref", {"f", "sqref", "definedName"}  # of charts, of what is said of several areas, of names
_FORMULAS = {"formula", "formula1", "formula2"}
_DRAWN = re.compile(rb"(<(?:\w+:)?[rR]ow>)(\d+)(</)")  # of a drawing, and of the box of a comment; counted from 0


def moved_areas(xml: bytes, sheet: str, moves: Moves) -> list[Edit]:
    """Return the edits of a part that speaks of cells: of a sheet's own, or of others by the names of their sheets."""
    mover = _AreaMover(xml, sheet, moves)
    scan(xml, mover.start, mover.end, mover.text)
    return mover.edits


def moved_drawing(xml: bytes, rows: MovedRows) -> bytes:
    """Return what is drawn on a sheet, hung on the rows as they are now."""
    return _DRAWN.sub(lambda match: match[1] + str(rows.first(int(match[2]) + 1) - 1).encode() + match[3], xml)


class _AreaMover:
    """Gathers what is to be changed as a part streams by."""

    def __init__(self, xml: bytes, sheet: str, moves: Moves) -> None:
        self._xml, self._sheet, self._moves = xml, sheet, moves
        self._rows = moves.get(sheet) or MovedRows()
        self._open: list[tuple[Node, list[str]]] = []
        self._in_cells = 0
        self.edits: list[Edit] = []

    def start(self, node: Node) -> None:
        """Take an element's beginning."""
        self._open.append((node, []))
        self._in_cells += node.name == "sheetData"
        if self._in_cells:
            return
        tag = before = self._xml[node.start : node.inside]
        for key in _CELLS & node.attributes.keys():
            tag = with_attribute(tag, key, moved_formula(node.attributes[key], self._sheet, self._moves))
        if _AREA in node.attributes and node.name != "selection":
            tag = with_attribute(tag, _AREA, moved_area(node.attributes[_AREA], self._sheet, self._moves))
        elif _AREA in node.attributes:
            tag = with_attribute(tag, _AREA, moved_formula(node.attributes[_AREA], self._sheet, self._moves))
        if node.name == "mergeCell":
            tag = b"".join(self._merged(node, before))
        elif node.name == "mergeCells" and self._rows:
            tag = without_attribute(tag, "count")
        elif node.name == "brk" and len(self._open) > 1 and self._open[-2][0].name == "rowBreaks":
            tag = with_attribute(tag, "id", self._rows.last(int(node.attributes.get("id", "0"))))
        if tag != before:
            self.edits.append((node.start, node.inside, tag))

    def text(self, letters: str) -> None:
        """Take what an element holds."""
        if self._open:
            self._open[-1][1].append(letters)

    def end(self, name: str, close: int, _: int) -> None:
        """Take an element's end."""
        node, pieces = self._open.pop()
        self._in_cells -= name == "sheetData"
        text = "".join(pieces)
        if self._in_cells or name not in _FORMULAS | _AREAS:
            return
        if name in _AREAS:
            new = moved_area(text, self._sheet, self._moves)
        else:
            new = moved_formula(text, self._sheet, self._moves, self._first_copy())
        if new != text:
            self.edits.append((node.inside, close, escaped(new).encode()))

    def _first_copy(self) -> RowCopy | None:
        """Return the copy for which a rule speaks that holds for all of them: a colour, a list to choose from."""
        areas = next((node.attributes[_AREA] for node, _ in reversed(self._open) if _AREA in node.attributes), "")
        row = re.match(r"\$?[A-Z]+\$?(\d+)", areas)
        repeated = self._rows.repeated(int(row[1])) if row else None
        return RowCopy(self._sheet, *repeated, 0) if repeated else None

    def _merged(self, node: Node, tag: bytes) -> Iterator[bytes]:
        """Yield merged cells where they are now: within rows that are repeated, once in each copy."""
        reference = node.attributes["ref"]
        first, last = (int(re.sub(r"\D", "", end)) for end in (reference.split(":") * 2)[:2])
        copies = self._rows.copies(first, last)
        for place in range(copies):
            copy = RowCopy(self._sheet, first, last, place) if copies > 1 else None
            yield with_attribute(tag, "ref", moved_formula(reference, self._sheet, self._moves, copy))
