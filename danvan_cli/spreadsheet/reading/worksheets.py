"""The cells of an Excel sheet, parsed by openpyxl in one pass. Imported only by who reads one: openpyxl is heavy.

openpyxl's own sheets would hold an object for each cell and each formatted row, and would not tell a formula without a
stored result from an empty cell. Its parser has no public name, so pyproject.toml binds openpyxl to what has this one.
"""

from collections.abc import Generator
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias
from xml.etree.ElementTree import iterparse

from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, MERGE_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.worksheet.merge import MergeCells
from openpyxl.xml.constants import MAX_COLUMN, MAX_ROW, SHEET_MAIN_NS

from danvan_cli.spreadsheet.reading.empty_cells import TrimmedSheet
from danvan_cli.spreadsheet.reading.limits import ReadingLimits
from danvan_cli.spreadsheet.reading.number_formats import PLAIN, CellStyle, iso_day, shown
from danvan_cli.spreadsheet.reading.shared_texts import Node, plain
from danvan_cli.spreadsheet.sheets import Area, BadCell, Sheet, Value

Cell: TypeAlias = dict[str, Any]  # row, column, value, data_type, style_id as openpyxl calls them, and style
_SHEET_TAG = f"{{{SHEET_MAIN_NS}}}worksheet"
_AS_READ = {"s", "b"}
_SET = {"1", "true", "on"}
_NOTHING: tuple[Value | None, ...] = (None, "")


class WorkbookContext(NamedTuple):
    """What holds for all sheets of a workbook; days are counted from `epoch`."""

    texts: list[str]
    styles: dict[int, CellStyle]
    epoch: datetime


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
        values[column] = value


def _hidden_columns(sheet: Sheet, parser: SheetParser) -> set[int]:
    """Return those hidden columns that hold something."""
    hidden = [dimension for dimension in parser.column_dimensions.values() if _is_hidden(dimension, "width")]
    used = {column for cells in sheet.rows.values() for column in cells} if hidden else set()
    stretches = [range(int(dimension["min"]), int(dimension["max"]) + 1) for dimension in hidden]
    return {column for column in used if any(column in stretch for stretch in stretches)}
