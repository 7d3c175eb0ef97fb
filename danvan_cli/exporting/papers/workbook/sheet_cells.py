"""The cells of a workbook's sheets as they stand in its XML: which bytes are whose, and what texts they hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from danvan_cli.locale import language
from danvan_cli.spreadsheet.annotation.package_parts import PackageParts
from danvan_cli.spreadsheet.annotation.sheet_cells import place
from danvan_cli.spreadsheet.annotation.xml_edits import Node, scan, tree
from danvan_cli.spreadsheet.reading.limits import ReadingLimits
from danvan_cli.text.numbers import format_number

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how Excel writes a character that XML cannot hold
_TEXTS, _MARGINS = ("v", "t", "f"), ("Header", "Footer")  # oddHeader, evenFooter …


@dataclass(slots=True)
class XmlCell:
    """A cell: where it stands, its bytes, its kind (`t`), and its text, value or formula."""

    column: int
    start: int
    attributes: dict[str, str]
    prefix: str
    end: int = 0
    text: str = ""
    value: str = ""
    formula: Node | None = None
    formula_text: str = ""
    value_place: tuple[int, int] | None = None


@dataclass(slots=True)
class XmlRow:
    """A row: its number, its bytes (tags from `start` to `inside`, from `close` to `end`), and its cells."""

    number: int
    start: int
    inside: int
    close: int = 0
    end: int = 0
    cells: list[XmlCell] = field(default_factory=list)


@dataclass(slots=True)
class XmlSheet:
    """A sheet: its name, its part, its rows, and what is printed above and below each page."""

    name: str
    part: str
    xml: bytes
    rows: list[XmlRow] = field(default_factory=list)
    margins: list[tuple[Node, str]] = field(default_factory=list)


def sheets_of(parts: PackageParts, file: str) -> list[XmlSheet]:
    """Return the sheets that have cells, in order; raise ValueError where the file is broken, or FileFormatError."""
    limits = ReadingLimits(file)
    book = parts.related("", "officeDocument") or "xl/workbook.xml"
    shared = parts.related(book, "sharedStrings")
    texts = _shared_texts(parts[shared]) if shared and shared in parts else []
    targets = parts.all_related(book, "worksheet")
    sheets: list[XmlSheet] = []
    for node in tree(parts[book]).all("sheet"):
        identity = next((value for key, value in node.attributes.items() if key.rpartition(":")[2] == "id"), "")
        if identity in targets:
            sheet = XmlSheet(node.attributes["name"], targets[identity], parts[targets[identity]])
            reader = _SheetReader(sheet.xml, texts, limits)
            sheet.rows, sheet.margins = reader.rows, reader.margins
            sheets.append(sheet)
    return sheets


def _shared_texts(xml: bytes) -> list[str]:
    """Return the texts that cells refer to by number, without how they are pronounced."""
    return [_text_of(entry) for entry in tree(xml).children if entry.name == "si"]


def _text_of(node: Node) -> str:
    if node.name == "t":
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), node.text)
    return "".join(_text_of(child) for child in node.children if child.name != "rPh")


class _SheetReader:
    """Reads a sheet's cells as its XML streams by."""

    def __init__(self, xml: bytes, texts: Sequence[str], limits: ReadingLimits) -> None:
        self._limits = limits
        self.rows: list[XmlRow] = []
        self.margins: list[tuple[Node, str]] = []
        self._texts, self._cell, self._is_value = texts, XmlCell(0, 0, {}, ""), False
        self._open: list[Node] = []
        self._pieces: list[str] = []
        scan(xml, self._start, self._end, self._pieces.append)

    def _start(self, node: Node) -> None:
        self._open.append(node)
        if node.name == "row":
            last = self.rows[-1].number if self.rows else 0
            self.rows.append(XmlRow(int(node.attributes.get("r", last + 1)), node.start, node.inside))
        elif node.name == "c" and self.rows:
            cells = self.rows[-1].cells
            reference = node.attributes.get("r")
            column = place(reference)[1] if reference else cells[-1].column + 1 if cells else 1
            self._limits.take_cells(1, 0)
            self._cell = XmlCell(column, node.start, node.attributes, node.prefix)
            cells.append(self._cell)
        elif node.name == "f":
            self._cell.formula = node
        if node.name in _TEXTS or node.name.endswith(_MARGINS):
            self._pieces.clear()

    def _end(self, name: str, close: int, after: int) -> None:
        node = self._open.pop()
        node.close, node.end = close, after
        if name == "row":
            self.rows[-1].close, self.rows[-1].end = close, after
        elif name == "c" and self.rows:
            self._cell.end = after
            if self._cell.attributes.get("t") == "s" and self._cell.value:
                self._cell.text = self._texts[int(self._cell.value)]
        elif name.endswith(_MARGINS):
            self.margins.append((node, "".join(self._pieces)))
        elif name == "f":
            self._cell.formula_text = "".join(self._pieces)
        elif name == "v":
            self._cell.value, self._cell.value_place = "".join(self._pieces), (node.start, after)
            if self._cell.attributes.get("t") == "str":
                self._cell.text = self._cell.value
        elif name == "t" and not any(above.name == "rPh" for above in self._open):
            self._cell.text += _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(self._pieces))


def shown_in(cell: XmlCell) -> str:
    """Return what a cell says, a number as it is shown."""
    if cell.text or cell.attributes.get("t", "n") != "n":
        return cell.text
    return format_number(round(float(cell.value) * 100), language()) if cell.value else ""
