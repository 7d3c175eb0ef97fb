"""How lists stand on sheets: headings, widths, formats, borders, and the pages they are printed on."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_cli.domain import field_types
from danvan_cli.domain.fields import Field
from danvan_cli.importing.cells import CachingReader, Cell
from danvan_cli.importing.columns import KINDS, REQUIRED, ListColumn, heading_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import column_name
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.record import kind_label

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROW_NUMBER = Field("number", field_types.WHOLE, N_("Row number"))
HEADINGS = 3  # the row of the headings, counted from 0; the list begins below it
FIRST = HEADINGS + 1
LAST_ROW = 1_048_575

# In letters; what stands in no cell on one line is broken at words.
_WIDTHS = {
    key: width
    for width, keys in {
        28: "title name content claims.text",
        25: "source parent aliases",
        22: "recipient ended_reason",
        19: "model authority",
        18: "id url where claims.where",
        17: "unit person",
        14: "position field place decision purpose note mark",
        12: "review rating form claims.measure",
        11: "level",
        10: "origin",
        9: "kind claims.about claims.at_least claims.more_than claims.at_most",
        5: "number",
    }.items()
    for key in keys.split()
}
_WIDTH_OF_TYPE: dict[field_types.FieldType, int] = {
    type_: width
    for width, types in {
        28: (field_types.LONG,),
        20: (field_types.TEXTS, field_types.REFS),
        16: (field_types.REF,),
        11: (field_types.DATE, field_types.WHOLE),
        10: (field_types.NUMBER, field_types.SIGNED, field_types.PERIOD),
        9: (field_types.COUNT,),
        8: (field_types.YEAR, field_types.FLAG),
    }.items()
    for type_ in types
}
_USUAL = 18
_FONT: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_TEXT, _DATE, _WHOLE, _DECIMAL, _YEAR = "@", "dd/mm/yyyy", "#,##0", "#,##0.##", "0"
_FORMS: dict[field_types.FieldType, str] = {
    field_types.DATE: _DATE,
    field_types.YEAR: _YEAR,
    field_types.WHOLE: _WHOLE,
    field_types.COUNT: _WHOLE,
    field_types.NUMBER: _DECIMAL,
    field_types.SIGNED: _DECIMAL,
}
_CENTERED = (field_types.DATE, field_types.YEAR, field_types.FLAG, field_types.PERIOD)
_EDGE, _GREY, _HEAD = "#808080", "#EDEDED", "#DDE8F3"
LINE, MOST_LINES = 15.0, 12  # points
_SMALL = 8
_MOST_FROZEN = 60  # letters: the rest of a screen is for the other columns


class SheetColumn(NamedTuple):
    """A column on a sheet. `look` is "", "given" (filled in already, and greyed) or "hidden".

    `starred`: who fills the list in cannot leave it empty. `about` says what it is here, if not what it always is.
    """

    column: ListColumn
    heading: str
    look: str = ""
    starred: bool = False
    about: str = ""

    @property
    def key(self) -> str:
        """Return its key."""
        return self.column.key

    @property
    def type(self) -> field_types.FieldType:
        """Return the type of what stands in its cells."""
        type_ = self.column.field.type
        return type_.item if self.column.part and isinstance(type_, field_types.Parts) else type_

    @property
    def width(self) -> float:
        """Return its width, in letters."""
        return _WIDTHS.get(self.key) or _WIDTH_OF_TYPE.get(self.type, _USUAL)


def with_heading(kind: str, column: ListColumn, lists: Lists, look: str = "", *, starred: bool = False) -> SheetColumn:
    """Return a column with its heading."""
    return SheetColumn(column, heading_of(kind, column, lists), look, starred)


def sheet_name(kind: str) -> str:
    """Name the sheet of a kind of list."""
    return kind_label(KINDS[kind])


class ListWorkbook:
    """A workbook while lists are written into it: its formats, each made once, and the office's lists."""

    def __init__(self, book: "Workbook", reader: CachingReader) -> None:
        self.book, self.reader = book, reader
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    @property
    def lists(self) -> Lists:
        """Return the office's lists and units."""
        return self.reader.lists

    def look(self, **wanted: Any) -> "Format":  # noqa: ANN401 - what a format of XlsxWriter's can have
        """Return the format of these properties in the font of lists, made once."""
        key = tuple(sorted({**_FONT, **wanted}.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(key))
        return self._formats[key]

    def cells_look(self, column: SheetColumn, *, filled: bool = True) -> "Format":
        """Return the format of a column's cells; those that are filled in already may be greyed."""
        wanted: dict[str, Any] = {"num_format": _FORMS.get(column.type, _TEXT)}
        if column.key == "id":
            wanted |= {"font_size": _SMALL, "font_color": _EDGE}
        if filled and column.look == "given":
            wanted["bg_color"] = _GREY
        if column.key == "number" or column.type in _CENTERED:
            return self.look(**wanted, align="center")
        return self.look(**wanted) if wanted["num_format"] in _FORMS.values() else self.look(**wanted, text_wrap=True)

    def head_look(self, **wanted: Any) -> "Format":  # noqa: ANN401 - likewise
        """Return the format of headings."""
        head = {"bold": True, "bg_color": _HEAD, "border": 1, "border_color": _EDGE, "text_wrap": True}
        return self.look(**{**head, "align": "center", "valign": "vcenter", **wanted})


def lay_out(
    workbook: ListWorkbook, sheet: "Worksheet", title: str, lines: Sequence[str], columns: Sequence[SheetColumn]
) -> None:
    """Write what stands above a list, and set its columns and pages up."""
    sheet.write_string(0, 0, title, workbook.look(bold=True, font_size=14))
    for number, line in enumerate(lines, 1):
        sheet.write_string(number, 0, line, workbook.look(italic=number > 1, bold=number == 1))
    for number, column in enumerate(columns):
        hidden = {"hidden": True} if column.look == "hidden" else None
        sheet.set_column(number, number, column.width, workbook.cells_look(column, filled=False), hidden)
        sheet.write_string(
            HEADINGS, number, column.heading + (REQUIRED if column.starred else ""), workbook.head_look()
        )
    sheet.set_row(HEADINGS, _height_of_headings(columns))
    sheet.freeze_panes(FIRST, _frozen_columns(columns))
    _draw_borders(workbook, sheet, len(columns))
    _write_numbers_whole(workbook, sheet, columns)
    set_page(sheet, title)


def _frozen_columns(columns: Sequence[SheetColumn]) -> int:
    """Return how many columns stay in sight: up to the one that names the thing, if that leaves room for the others."""
    width = 0.0
    for number, column in enumerate(columns):
        width += column.width
        if width > _MOST_FROZEN:
            return number
        if column.key in ("title", "recipient", "name", "source"):
            return number + 1
    return 1


def _height_of_headings(columns: Sequence[SheetColumn]) -> float:
    """Return the points that the longest heading takes, in bold letters, broken at words."""
    lines = (-(-len(column.heading + REQUIRED) * 1.3 // column.width) for column in columns if column.look != "hidden")
    return LINE * max(2, *lines) + 4


def _draw_borders(workbook: ListWorkbook, sheet: "Worksheet", width: int) -> None:
    """Draw borders around the rows in use only, however many there will be."""
    edge = workbook.book.add_format({"border": 1, "border_color": _EDGE})
    rule = {"type": "formula", "criteria": f"=COUNTA($A{FIRST + 1}:${column_name(width)}{FIRST + 1})>0", "format": edge}
    sheet.conditional_format(FIRST, 0, LAST_ROW, width - 1, rule)


def _write_numbers_whole(workbook: ListWorkbook, sheet: "Worksheet", columns: Sequence[SheetColumn]) -> None:
    """Show whole numbers without the sign that decimals would stand behind."""
    whole = workbook.book.add_format({"num_format": _WHOLE})
    for number, column in enumerate(columns):
        if _FORMS.get(column.type) == _DECIMAL:
            cell = f"{column_name(number + 1)}{FIRST + 1}"
            rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}=INT({cell}))", "format": whole}
            sheet.conditional_format(FIRST, number, LAST_ROW, number, rule)


def set_page(sheet: "Worksheet", title: str, *, headings: int | None = HEADINGS) -> None:
    """Set a sheet up for A4, as wide as the page; headings stand on each of its pages, and its number below."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    if headings is not None:
        sheet.repeat_rows(headings)
    footer = visible(title)[:100].replace("&", "&&")
    sheet.set_footer(f'&L&"Times New Roman,Regular"&9 {footer}&R&"Times New Roman,Regular"&9 &P/&N')


def write_row(
    sheet: "Worksheet",
    row: int,
    cells: Sequence[Cell | None],
    columns: Sequence[SheetColumn],
    looks: Sequence["Format"],
) -> None:
    """Write a row as high as its texts need: not every program finds out by itself."""
    for number, cell in enumerate(cells):
        if cell is not None:
            write_cell(sheet, row, number, cell, looks[number])
        elif columns[number].look == "given":
            sheet.write_blank(row, number, None, looks[number])
    lines = max(_line_count(cell, column) for cell, column in zip(cells, columns, strict=True))
    if lines > 1:
        sheet.set_row(row, LINE * min(lines, MOST_LINES))


def _line_count(cell: Cell | None, column: SheetColumn) -> int:
    """Count the lines that a text takes in its column."""
    if not isinstance(cell, str) or column.look == "hidden":
        return 1
    size = _SMALL / _FONT["font_size"] if column.key == "id" else 1
    return lines_of(cell, column.width / size, size)


def lines_of(text: str, width: float, size: float = 1) -> int:
    """Count the lines that a text takes where so many letters stand in one, as lines of the usual size."""
    lines = sum(-(-len(line) // (width * 1.1)) or 1 for line in text.split("\n"))
    return math.ceil(lines * size)


def write_cell(sheet: "Worksheet", row: int, column: int, cell: Cell, look: "Format") -> None:
    """Write a cell: what begins like a formula or an address is text all the same."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, look)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, look)
    else:
        sheet.write_datetime(row, column, cell, look)
