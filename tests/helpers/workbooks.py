"""Workbooks for tests of reading, in each kind of file."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter
import xlwt
from odfdo import Cell, Document, Row, Table

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">'
ROWS: tuple[tuple[int | str, ...], ...] = (
    ("STT", "Tên mô hình", "Đơn vị"),
    (1, "Tổ tự quản", "Xã An Hòa"),
    (2, "Vườn rau sạch", "Xã Bình Hòa"),
)


def read_by_calamine(path: Path | str) -> "CalamineWorkbook":
    """Read a workbook by a library that shares no code with the others."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - Wine cannot load it: what needs it not, runs there

    return CalamineWorkbook.from_path(str(path))


def xlsx(path: Path, rows: tuple[tuple[object, ...], ...] = ROWS, sheet: str = "Đăng ký") -> Path:
    """Write a workbook with one sheet."""
    with xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                page.write(row, column, value)
    return path


def with_parts(source: Path, path: Path, parts: Mapping[str, bytes | None]) -> Path:
    """Write a workbook again with other parts; None: without that part."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        contents: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        contents |= parts
        for name, content in contents.items():
            if content is not None:
                new.writestr(name, content)
    return path


def with_sheet(path: Path, content: str, parts: Mapping[str, bytes | None] | None = None) -> Path:
    """Write a workbook whose only sheet is the XML given, without what stands before and behind."""
    source = xlsx(path.with_name(f"source-{path.name}"))
    sheet = (HEAD + content + "</worksheet>").encode()
    return with_parts(source, path, {"xl/worksheets/sheet1.xml": sheet, **(parts or {})})


def cells(path: Path, content: str) -> Path:
    """Write a workbook whose only row is the cells given."""
    return with_sheet(path, f'<sheetData><row r="1">{content}</row></sheetData>')


def xls(
    path: Path, rows: tuple[tuple[object, ...], ...] = ROWS, change: Callable[[xlwt.Worksheet], None] | None = None
) -> Path:
    """Write a workbook as Excel 97–2003 did."""
    book = xlwt.Workbook()
    page = book.add_sheet("Đăng ký")
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            page.write(row, column, value)
    if change:
        change(page)
    book.save(str(path))
    return path


def ods(path: Path, rows: tuple[tuple[object, ...], ...] = ROWS) -> Path:
    """Write a workbook as LibreOffice does."""
    book = Document("spreadsheet")
    book.body.clear()
    table = Table("Đăng ký")
    for values in rows:
        row = Row()
        for value in values:
            row.append_cell(Cell(value if isinstance(value, int) else str(value)))
        table.append_row(row)
    book.body.append(table)
    book.save(str(path))
    return path


def ods_content(path: Path, table: str, styles: str = "") -> Path:
    """Write a workbook of LibreOffice whose only table is the XML given."""
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:fo="f" '
        f'xmlns:calcext="c"><office:automatic-styles>{styles}</office:automatic-styles><office:body>'
        f"<office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    return with_parts(ods(path.with_name("source.ods")), path, {"content.xml": content.encode()})
