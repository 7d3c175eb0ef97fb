"""A sheet's XML with its rows as they are to be: every byte that is not a tag's cell stays, but where rows moved."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from danvan_cli.exporting.papers.answers.paper_numbers import PaperNumber
from danvan_cli.exporting.papers.workbook.cell_formats import CellFormats
from danvan_cli.exporting.papers.workbook.moved_areas import moved_areas
from danvan_cli.exporting.papers.workbook.moved_rows import MovedRows, Moves, moved_formula
from danvan_cli.exporting.papers.workbook.sheet_cells import XmlCell, XmlRow, XmlSheet
from danvan_cli.exporting.papers.workbook.sheet_filling import FilledRow, written_cell
from danvan_cli.exporting.papers.workbook.shown_values import value_of_number, value_of_text
from danvan_cli.spreadsheet.annotation.xml_edits import Edit, Node, edited, escaped, with_attribute, without_attribute
from danvan_cli.spreadsheet.sheets import address

Place = Callable[[str, int, int, PaperNumber], None]


class FilledSheetWriter:
    """Writes a sheet; `moves` says of all sheets which rows moved, `note` is told where each number stands."""

    def __init__(self, sheet: XmlSheet, moves: Moves, formats: CellFormats, notes: str, note: Place) -> None:
        self._formats = formats
        self._sheet, self._moves, self._notes, self._note = sheet, moves, notes, note
        self._rows = moves.get(sheet.name) or MovedRows()
        self._shared: dict[str, tuple[str, str]] = {}

    def written(self, rows: Iterable[FilledRow], margins: Iterable[tuple[Node, str]]) -> bytes:
        """Return the sheet with these rows in the place of its own, and these words above and below its pages."""
        by_row: dict[int, list[bytes]] = {row.start: [] for row in self._sheet.rows}
        for filled in rows:
            by_row[filled.row.start].append(self._row(filled))
        edits: list[Edit] = [(node.inside, node.close, escaped(text).encode()) for node, text in margins]
        for row in self._sheet.rows:
            new = b"".join(by_row[row.start])
            if new != self._sheet.xml[row.start : row.end]:
                edits.append((row.start, row.end, new))
        if self._rows:
            edits += moved_areas(self._sheet.xml, self._sheet.name, self._moves)
        return edited(self._sheet.xml, edits)

    def _row(self, filled: FilledRow) -> bytes:
        row, xml = filled.row, self._sheet.xml
        head = xml[row.start : row.inside]
        if filled.number != row.number:
            head = with_attribute(head, "r", filled.number)
        left = dict(filled.contents)
        known = [cell.column for cell in row.cells]
        pieces, at = [], row.inside
        for cell in row.cells:
            for column in sorted(column for column in left if column < cell.column):
                pieces += [self._cell(filled, column, _like(row, filled.like), left.pop(column))]
            pieces.append(xml[at : cell.start])
            if cell.column in left:
                pieces.append(self._cell(filled, cell.column, cell, left.pop(cell.column)))
            else:
                pieces.append(self._kept(filled, cell))
            at = cell.end
        pieces += [self._cell(filled, column, _like(row, filled.like), left[column]) for column in sorted(left)]
        if filled.contents.keys() - set(known):
            head = without_attribute(head, "spans")
        return head + b"".join(pieces) + xml[at : row.end]

    def _cell(self, filled: FilledRow, column: int, like: XmlCell, content: str | PaperNumber | None) -> bytes:
        if isinstance(content, PaperNumber):
            self._note(self._sheet.name, filled.number, column, content)
            value = value_of_number(content)
        else:
            value = value_of_text(content or "", counts_from_1904=self._formats.count_from_1904)
        if value is not None and value.form:
            style = self._formats.style_with(int(like.attributes.get("s", 0)), value.form)
            like = replace(like, attributes={**like.attributes, "s": str(style)})
        text = content.text if isinstance(content, PaperNumber) else self._notes if content is None else content
        return written_cell(like, address(filled.number, column), text if value is None else value)

    def _kept(self, filled: FilledRow, cell: XmlCell) -> bytes:
        """Return a cell as it was, in its new row; what a formula gave is computed anew, since numbers changed."""
        xml = self._sheet.xml[cell.start : cell.end]
        edits: list[Edit] = []
        if cell.formula is not None:
            node, value = cell.formula, cell.value_place
            formula = self._formula(filled, cell, node)
            edits += [(node.start - cell.start, node.end - cell.start, formula)] if formula else []
            if value and cell.value:
                edits.append((value[0] - cell.start, value[1] - cell.start, b""))
                xml_tag_end = xml.index(b">") + 1
                edits.append((0, xml_tag_end, without_attribute(xml[:xml_tag_end], "t")))
        new = edited(xml, edits)
        if "r" in cell.attributes and filled.number != filled.row.number:
            new = with_attribute(new, "r", address(filled.number, cell.column))
        return new

    def _formula(self, filled: FilledRow, cell: XmlCell, node: Node) -> bytes | None:
        """Return a formula whose references go along with their rows, or None where it stays as it is."""
        if not any(self._moves.values()):
            return None
        text, attributes = cell.formula_text, dict(node.attributes)
        if attributes.get("t") == "shared" and self._rows:
            origin, whole = self._shared.setdefault(
                attributes.get("si", ""), (address(filled.row.number, cell.column), text)
            )
            text = text or _translated(whole, origin, address(filled.row.number, cell.column))
            attributes = {}
        elif not text:
            return None
        text = moved_formula(text, self._sheet.name, self._moves, filled.copy)
        if "ref" in attributes:
            attributes["ref"] = moved_formula(attributes["ref"], self._sheet.name, self._moves, filled.copy)
        if text == cell.formula_text and attributes == node.attributes:
            return None
        marks = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items())
        return f"<{node.prefix}f{marks}>{escaped(text)}</{node.prefix}f>".encode()


def _like(row: XmlRow, column: int) -> XmlCell:
    """Return the cell whose look a new one has."""
    plain = XmlCell(column, 0, {}, row.cells[0].prefix if row.cells else "")
    return next((cell for cell in row.cells if cell.column == column), plain)


def _translated(formula: str, origin: str, to: str) -> str:
    """Return a formula that several cells share as one of them has it."""
    from openpyxl.formula.translate import Translator  # noqa: PLC0415 - only of workbooks that share formulas

    translated: str = Translator(f"={formula}", origin=origin).translate_formula(to)
    return translated[1:]
