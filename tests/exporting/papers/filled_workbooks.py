"""Workbooks filled in for tests."""

from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.workbook import fill_workbook
from tests.exporting.papers.asked_papers import AskedFolder

LIST = "{%tr for m in danh_sach('công nhận', 'cấp=huyện') %}"
FORM: dict[str, str | int] = {"A1": LIST, "A2": "{{ m.ten }}", "A3": "{%tr endfor %}"}


def template(cells: dict[str, str | int]) -> Workbook:
    book = Workbook()
    sheet = the_sheet(book)
    sheet.title = "Biểu 1"
    for place, value in cells.items():
        sheet[place] = value
    return book


def the_sheet(book: Workbook, name: str | None = None) -> Worksheet:
    sheet = book[name] if name else book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def filled(folder: AskedFolder, book: Workbook) -> Worksheet:
    book.save("mau.xlsx")
    fill_workbook(Path("mau.xlsx"), Path("bc.xlsx"), folder.answers, PaperDetails(), force=True)
    return the_sheet(load_workbook("bc.xlsx"))


def column(sheet: Worksheet, letter: str, first: int, last: int) -> list[object]:
    return [sheet[f"{letter}{row}"].value for row in range(first, last + 1)]
