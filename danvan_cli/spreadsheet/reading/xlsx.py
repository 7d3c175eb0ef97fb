"""Workbooks of Excel (.xlsx, .xlsm), read by openpyxl part by part, so that it reads nothing that is not needed.

Formulas are never computed, macros never run, and links to other files never followed. Imported only by who reads
one: openpyxl is heavy. Its own sheets would hold an object for each cell and each formatted row, and would not tell a
formula without a stored result from an empty cell. Its parser has no public name, so pyproject.toml binds openpyxl to
what has this one.
"""

import contextlib
import re
from collections.abc import Generator, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NamedTuple, Self, TypeAlias
from xml.etree.ElementTree import iterparse

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import builtin_format_code
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, MERGE_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.worksheet.merge import MergeCells
from openpyxl.xml.constants import MAX_COLUMN, MAX_ROW, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from danvan_cli.spreadsheet.errors import NO_SHEETS, TOO_LARGE, FileFormatError
from danvan_cli.spreadsheet.reading.limits import CheckedArchive, ReadingLimits, archived, library, too_large, unpacked
from danvan_cli.spreadsheet.reading.number_formats import PLAIN, CellStyle, iso_day, old_font, shown, style
from danvan_cli.spreadsheet.sheets import Area, BadCell, Book, Sheet, Value

Node: TypeAlias = Any  # an Element; what the types of openpyxl ask of one, it does not have
Cell: TypeAlias = dict[str, Any]  # row, column, value, data_type, style_id as openpyxl calls them, and style
_MOST_MEGABYTES_OF_TEXTS = 64  # each is held as a whole before its letters can be counted
_SHEET_TAG = f"{{{SHEET_MAIN_NS}}}worksheet"
_TEXT_TAG, _LETTERS_TAG = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"
_AS_READ = {"s", "b"}
_NUMBERS = {int, float}
_SET = {"1", "true", "on"}
_NOTHING: tuple[Value | None, ...] = (None, "")
# Cells and rows that have a format and nothing in them are dropped from a sheet's XML before it is parsed. Whoever
# formats whole columns can get twelve million of them: taking them out of the text by a pattern is ten times as fast as
# parsing them. Where text could look like an element (CDATA, comments), nothing more is dropped.
_CELL = rb'<c r="[^<>]*/>'
_ROW = rb'<row r="\d+"[^<>]*(?:/>|></row>)\s*'
# Patterns that begin with plain letters are found several times as fast as repeated ones.
_CELLS = re.compile(_CELL + rb"(?:" + _CELL + rb")*")
_ROWS = re.compile(_ROW + rb"(?:" + _ROW + rb")*")
_COULD_BE_TEXT = b"<!"
_MOST_TEXT = 4 << 20  # bytes without any element: a cell of Excel's holds 32.767 letters


class TrimmedSheet:
    """A sheet without its empty cells and rows, to be read piece by piece; `dropped` says whether there were any.

    What is dropped said where it stood. So the rest must say so too: nothing can be counted on from it.
    """

    def __init__(self, pieces: Iterator[bytes], file: str = "") -> None:
        self._file = file
        self._pieces = filter(None, self._trimmed(pieces))
        self.dropped = False

    def read(self, _: int = -1) -> bytes:
        """Return the next piece, however long; nothing at the end."""
        return next(self._pieces, b"")

    def _trimmed(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        rest = b""
        for piece in pieces:
            whole, end, rest = (rest + piece).rpartition(b">")
            whole += end
            if len(rest) > _MOST_TEXT:
                raise too_large(self._file)
            if _COULD_BE_TEXT in whole:
                yield whole + rest
                yield from pieces
                return
            yield self._without_empties(whole)
        yield rest

    def _without_empties(self, whole: bytes) -> bytes:
        without = _ROWS.sub(b"", _CELLS.sub(b"", whole))
        self.dropped = self.dropped or len(without) < len(whole)
        return without


class WorkbookContext(NamedTuple):
    """What holds for all sheets of a workbook; days are counted from `epoch`."""

    texts: list[str]
    styles: dict[int, CellStyle]
    epoch: datetime


def read_xlsx(path: Path) -> Book:
    """Read a workbook; raise FileFormatError, or what `limits.guarded` makes one of."""
    with _opened(path) as reader:
        context = WorkbookContext(_texts(reader, ReadingLimits(path.name)), _styles(reader), reader.wb.epoch)
        return Book(path.name, list(_sheets(reader, context, path.name)))


def sheet_parts(path: Path) -> dict[str, str]:
    """Return the parts of the archive in which the sheets are, by their names; raise as `read_xlsx`."""
    with _opened(path) as reader:
        return {sheet.name: part for sheet, part in _find_sheets(reader, path.name)}


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[ExcelReader]:
    """Open a workbook, and read what it consists of."""
    with archived(path) as stream, library(path.name):
        reader = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
        reader.archive = CheckedArchive(stream)
        reader.read_manifest()
        reader.read_workbook()
        yield reader


def _find_sheets(reader: ExcelReader, file: str) -> list[tuple[Sheet, str]]:
    """Find the sheets, and where their cells are. Those of charts and of old macros are left out: they have none."""
    sheets = [
        (Sheet(sheet.name, {}, hidden=sheet.state not in {None, "visible"}), relation.target)
        for sheet, relation in reader.parser.find_sheets()
        if relation.Type.endswith("/worksheet")
    ]
    if not sheets:
        raise FileFormatError(NO_SHEETS, file=file)
    return sheets


def _part(reader: ExcelReader, kind: str) -> str | None:
    """Return the part that the workbook refers to as its texts or styles; None if there is none."""
    relations: Any = reader.parser.rels  # a dict, though its types say a list
    return next((relation.target for relation in relations.values() if relation.Type.endswith(f"/{kind}")), None)


def _texts(reader: ExcelReader, limits: ReadingLimits) -> list[str]:
    """Return the texts that cells refer to by number, of which there cannot be more than cells."""
    part = _part(reader, "sharedStrings")
    if not part:
        return []
    if reader.archive.getinfo(part).file_size > _MOST_MEGABYTES_OF_TEXTS << 20:
        raise FileFormatError(TOO_LARGE, file=limits.file, megabytes=_MOST_MEGABYTES_OF_TEXTS)
    with reader.archive.open(part) as stream:
        texts = []
        for text in shared_texts(stream):
            limits.take_cells(1, len(text))
            texts.append(text)
        return texts


def _styles(reader: ExcelReader) -> dict[int, CellStyle]:
    """Return the styles of cells by their number."""
    part = _part(reader, "styles")
    if not part:
        return {}
    described: Node = fromstring(reader.archive.read(part))
    sheet = Stylesheet.from_tree(described)
    written = sheet.custom_formats
    return {
        number: style(written.get(xf.numFmtId) or builtin_format_code(xf.numFmtId), sheet.fonts[xf.fontId].name)
        for number, xf in enumerate(sheet.cellXfs.xf)
    }


def _sheets(reader: ExcelReader, context: WorkbookContext, file: str) -> Iterator[Sheet]:

    limits = ReadingLimits(file)
    for sheet, part in _find_sheets(reader, file):
        source = TrimmedSheet(unpacked(reader.archive, reader.archive.getinfo(part)), file)
        read_sheet(sheet, source, context, limits)
        yield sheet


class SheetParser(WorkSheetParser):
    """A sheet's cells by row, as they are shown; whether rows are hidden; columns and merged cells once it is read."""

    def __init__(self, source: TrimmedSheet, context: WorkbookContext) -> None:
        super().__init__(source, context.texts, data_only=True)
        self.trimmed, self.context = source, context
        self.hidden_rows: set[int] = set()

    def parse(self) -> Generator[tuple[int, list[Cell]], None, None]:
        """Pass over all that is not about cells: lists to choose from, page set-up, what openpyxl warns of."""
        element: Node = None
        for _, element in iterparse(self.source):  # noqa: S314 - no XML with a DTD; the last one is all of it
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
            elif element.tag == COL_TAG:
                self.parse_column_dimensions(element)
            elif element.tag == MERGE_TAG:
                self.merged_cells = MergeCells.from_tree(element)
        if element.tag != _SHEET_TAG:
            raise ValueError(element.tag)

    def parse_row(self, row: Node) -> tuple[int, list[Cell]]:
        """Remember of a row only whether it is hidden."""
        if self.trimmed.dropped:
            _check_place(row)
        number, cells = super().parse_row(row)
        if not 0 < number <= MAX_ROW:
            raise ValueError(number)
        if _is_hidden(self.row_dimensions.pop(str(number), {}), "ht"):
            self.hidden_rows.add(number)
        return number, cells

    def parse_cell(self, element: Node) -> Cell:
        """Return a cell as openpyxl does, but its value as it is shown, and with its style."""
        if self.trimmed.dropped:
            _check_place(element)
        cell = super().parse_cell(element)
        if cell["column"] > MAX_COLUMN:
            raise ValueError(cell["column"])
        cell["style"] = self.context.styles.get(cell["style_id"], PLAIN)
        cell["value"] = self._value(element, cell)
        return cell

    def _value(self, element: Node, cell: Cell) -> Value | None:
        kind, value = element.get("t", "n"), cell["value"]
        if value is None:
            return _without_value(element, kind)
        if kind in _AS_READ:
            return value  # type: ignore[no-any-return]  # a text or a flag
        if kind == "n":
            return shown(value, cell["style"], self.context.epoch)
        if kind == "e":
            return BadCell("error", value)
        if kind == "d":
            return iso_day(element.findtext(VALUE_TAG, ""))
        return plain(value)


def _check_place(element: Node) -> None:
    """Refuse what does not say where it stands: behind the one before, which may have been dropped as empty."""
    if "r" not in element.attrib:
        raise ValueError(element.tag)


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or has no height or width."""
    return attributes.get("hidden") in _SET or float(attributes.get(size, 1)) == 0


def _without_value(element: Node, kind: str) -> BadCell | None:
    """Return a formula whose result is not stored; None for one whose result is an empty text, and an empty cell."""
    formula = element.find(FORMULA_TAG)
    if formula is None or (kind == "str" and element.find(VALUE_TAG) is not None):
        return None
    return BadCell("formula", f"={formula.text or ''}")


def read_sheet(sheet: Sheet, source: TrimmedSheet, context: WorkbookContext, limits: ReadingLimits) -> None:
    """Fill a sheet, row by row; raise FileFormatError where there is no room for them."""
    parser = SheetParser(source, context)
    for number, cells in parser.parse():
        if filled := [cell for cell in cells if cell["value"] not in _NOTHING]:
            limits.take_row([cell["value"] for cell in filled])
            _fill(sheet, number, filled)
    sheet.hidden_rows = parser.hidden_rows & sheet.rows.keys()
    sheet.hidden_columns = _hidden_columns(sheet, parser)
    for area in parser.merged_cells.mergeCell if parser.merged_cells else ():
        if area.size != {"columns": 1, "rows": 1}:
            sheet.merged.append(Area(area.min_row, area.min_col, area.max_row, area.max_col))


def _fill(sheet: Sheet, row: int, cells: list[Cell]) -> None:
    values = sheet.rows.setdefault(row, {})
    for cell in cells:
        column, value = cell["column"], cell["value"]
        if isinstance(value, str) and (font := cell["style"].font or getattr(value, "font", "")):
            sheet.fonts[row, column] = font
            value = str(value)
        elif (shown_as := cell["style"].shown_as) and value.__class__ in _NUMBERS:
            sheet.shown_as[row, column] = shown_as
        values[column] = value


def _hidden_columns(sheet: Sheet, parser: SheetParser) -> set[int]:
    """Return those hidden columns that hold something."""
    hidden = [dimension for dimension in parser.column_dimensions.values() if _is_hidden(dimension, "width")]
    used = {column for cells in sheet.rows.values() for column in cells} if hidden else set()
    stretches = [range(int(dimension["min"]), int(dimension["max"]) + 1) for dimension in hidden]
    return {column for column in used if any(column in stretch for stretch in stretches)}


class TextInOldFont(str):
    """A text of which some letters are in a font of an old encoding."""

    __slots__ = ("font",)
    font: str

    def __new__(cls, letters: str, font: str) -> Self:
        """Make a text of letters, with the name of that font."""
        text = super().__new__(cls, letters)
        text.font = font
        return text


def plain(text: str) -> str:
    """Return the text that Excel shows: `_x000D_` is how it writes a character that XML cannot hold.

    Half a character beyond the first 65.536 stays as it is written: no text can hold it.
    """
    if "_x" not in text:
        return text
    try:
        return unescape(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return text


def shared_texts(stream: IO[bytes]) -> Iterator[str]:
    """Yield the texts that cells refer to by number; openpyxl's own table makes `_x000D_` of `_x005F_x000D_`."""
    for _, node in iterparse(stream):  # noqa: S314 - `CheckedArchive` gives no XML with a DTD
        if node.tag == _TEXT_TAG:
            yield plain(node[0].text or "") if [child.tag for child in node] == [_LETTERS_TAG] else _in_runs(node)
            node.clear()


def _in_runs(node: Node) -> str:
    """Return a text that stands in pieces, each with its font; how it is pronounced is none of it."""
    text: Any = Text.from_tree(node)
    letters = plain(text.content)
    font = next((run.rPr.rFont for run in text.r if run.rPr and old_font(run.rPr.rFont)), "")
    return TextInOldFont(letters, font) if font else letters
