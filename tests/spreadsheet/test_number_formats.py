"""What a format adds to a number: words behind it, thousands that it leaves out."""

from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from danvan_cli.spreadsheet.reading import read_book
from danvan_cli.spreadsheet.reading.number_formats import shown_as, style
from danvan_cli.spreadsheet.sheets import ShownAs
from tests.helpers.workbooks import ods_content


@pytest.mark.parametrize(
    ("written", "added"),
    [
        ('#,##0" triệu"', ShownAs("triệu")),
        ('General" triệu"', ShownAs("triệu")),
        ("#,##0\\ \\t\\r.\\đ", ShownAs("tr.đ")),
        ('#,##0.00 "₫"', ShownAs("₫")),
        ("[$-42A]#,##0\\ [$₫-42A]", ShownAs("₫")),
        ('"$"#,##0', ShownAs("$")),
        ("#,##0,,", ShownAs("", 2)),
        ('0.0,," triệu"', ShownAs("triệu", 2)),
        ('#,##0" triệu";-#,##0" triệu"', ShownAs("triệu")),
        ('[<1000]0" đồng";0" đồng"', ShownAs("đồng")),
        ('[>=1000000]0,," triệu";0" đồng"', ShownAs('[>=1000000]0,," triệu";0" đồng"')),
        ("#,##0", None),
        ("0.00", None),
        ("0.00E+00", None),
        ("@", None),
        ("General", None),
        ("000", None),
        ('"Tổng: "#,##0', None),
        ('_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', None),
        ("[Red]0", None),
        ("dd/mm/yyyy", None),
        (None, None),
    ],
)
def test_formats_of_excel(written: str | None, added: ShownAs | None) -> None:
    assert style(written, None).shown_as == added


@pytest.mark.parametrize(
    ("number", "text", "added"),
    [
        (25, "25 triệu", ShownAs("triệu")),
        (25_000_000, "25 triệu", ShownAs("triệu", 2)),
        (12_500_000, "12,5 triệu", ShownAs("triệu", 2)),
        (25_000_000, "25.000", ShownAs("", 1)),
        (25_000_000, "25.000.000 ₫", ShownAs("₫")),
        (300, "300 m²", ShownAs("m²")),
        (33, "$33", ShownAs("$")),
        (12.5, "12,50", None),
        (0, "0", None),
        (5, "năm", None),
    ],
)
def test_what_is_shown(number: float, text: str, added: ShownAs | None) -> None:
    assert shown_as(number, text) == added


def test_it_is_told_of_cells_with_numbers_in_each_kind_of_workbook(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        page, millions = book.add_worksheet("Một"), book.add_format({"num_format": '#,##0" triệu"'})
        page.write_number("B2", 25, millions)
        page.write_string("B3", "25", millions)
        page.write_number("B4", 25)
    old = xlwt.Workbook()
    old_page, old_millions = old.add_sheet("Một"), xlwt.easyxf(num_format_str='#,##0" triệu"')
    old_page.write(1, 1, 25, old_millions)
    old_page.write(2, 1, "25", old_millions)
    old.save(str(tmp_path / "a.xls"))
    cell = '<table:table-cell office:value-type="float" office:value="25"><text:p>{}</text:p></table:table-cell>'
    rows = (f"<table:table-row><table:table-cell/>{cell.format(text)}</table:table-row>" for text in ("25", "25 triệu"))
    ods_content(tmp_path / "a.ods", f'<table:table table:name="Một">{"".join(rows)}</table:table>')
    for name in ("a.xlsx", "a.xls", "a.ods"):
        assert read_book(tmp_path / name).sheets[0].shown_as == {(2, 2): ShownAs("triệu")}, name
