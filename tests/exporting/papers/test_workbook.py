"""The upper level's own workbook as a template: filled in, grown, looked over and compared."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from danvan_cli.exporting.papers import text_check
from danvan_cli.exporting.papers.comparing import compare
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.workbook import faults_of_workbook, fill_workbook
from danvan_cli.exporting.papers.workbook.moved_rows import MovedRows, RowCopy, moved_area, moved_formula
from tests.exporting.papers.asked_papers import SAMPLES, AskedFolder
from tests.exporting.papers.filled_workbooks import FORM, LIST, column, filled, template, the_sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedFolder]:
    with closing(AskedFolder(SAMPLES, tmp_path_factory.mktemp("cache"), "2020")) as asked:
        yield asked


@pytest.fixture(autouse=True)
def _at_a_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_numbers_are_numbers_and_words_are_words(folder: AskedFolder) -> None:
    cells = {
        "A1": "BIỂU NĂM {{ nam }}",
        "B2": "{{ so(“công nhận”, “đơn vị=nga-bay”) }}",
        "B3": "{{ ty_le('công nhận', 'đăng ký') }}",
        "B4": "{{ so('công nhận', 'cấp=tỉnh', hai_chu_so=true) }}",
        "B5": "{{ so('công nhận', nam='1999', khong_co='chưa có') }}",
        "B6": "=B2*2",
    }
    sheet = filled(folder, template(dict(cells)))
    assert column(sheet, "A", 1, 1) == ["BIỂU NĂM 2020"]
    assert column(sheet, "B", 2, 6) == [62, 0.33, 0, "chưa có", "=B2*2"]
    assert (folder.text(cells["B3"]), folder.text(cells["B4"])) == ("33%", "00")


def test_every_byte_stays_that_is_not_a_tags_cell(folder: AskedFolder) -> None:
    book = template({"A1": "Đăng ký", "B1": "{{ so('đăng ký', 'đơn vị=nga-bay') }}", "C1": "=B1+1", "D1": "khác"})
    the_sheet(book).merge_cells("A2:C3")
    the_sheet(book)["B1"].number_format = "#,##0"
    filled(folder, book)
    with zipfile.ZipFile("mau.xlsx") as before, zipfile.ZipFile("bc.xlsx") as after:
        part = "xl/worksheets/sheet1.xml"
        sheet = before.read(part).decode()
        (cell,) = re.findall(r'<c r="B1"[^>]*>.*?</c>', sheet)
        style = re.search(r's="\d+"', cell)
        assert style
        assert after.read(part).decode() == sheet.replace(cell, f'<c r="B1" {style[0]}><v>187</v></c>')
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {part, "xl/workbook.xml", "[Content_Types].xml", "_rels/.rels"}


def test_results_that_formulas_had_before_are_computed_anew(folder: AskedFolder) -> None:
    template({"B1": "{{ so('công nhận') }}", "C1": "=B1+1"}).save("plain.xlsx")
    with zipfile.ZipFile("plain.xlsx") as before, zipfile.ZipFile("mau.xlsx", "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(
                name, content.replace(b"<f>B1+1</f><v />", b"<f>B1+1</f><v>5</v>").replace(b"<v></v>", b"<v>5</v>")
            )
    assert load_workbook("mau.xlsx", data_only=True).active["C1"].value == 5  # type: ignore[index]
    fill_workbook(Path("mau.xlsx"), Path("bc.xlsx"), folder.answers, PaperDetails())
    assert load_workbook("bc.xlsx", data_only=True).active["C1"].value is None  # type: ignore[index]
    with zipfile.ZipFile("bc.xlsx") as archive:
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


def test_a_number_is_a_value_however_it_is_shown(folder: AskedFolder) -> None:
    cells: dict[str, str | int] = {
        "A1": "{{ so('công nhận', 'cấp=xã', 'đơn vị=nga-bay', hai_chu_so=true) }}",
        "A2": "{{ so('công nhận', 'cấp=tỉnh', hai_chu_so=true) }}",
        "A3": "{{ ty_le('công nhận', 'đăng ký') }}",
        "A4": "{{ ty_le('công nhận', 'đăng ký', 'loại=cá nhân') }}",
        "A5": "{{ ngay }}",
        "A6": "Ngày {{ ngay }}",
        "A7": "{{ ngay | ngay_thang }}",
        "A8": "{{ tang_giam('công nhận', so_voi='2019', khong_co='không so được') }}",
    }
    book = template(cells)
    the_sheet(book)["A3"].number_format = '0%" số đăng ký"'  # as its office wishes a share to be shown
    the_sheet(book)["A4"].font = Font(bold=True)
    book.save("mau.xlsx")
    fill_workbook(Path("mau.xlsx"), Path("bc.xlsx"), folder.answers, PaperDetails(date="2020-12-23"))
    sheet = the_sheet(load_workbook("bc.xlsx"))
    share = folder.text(str(cells["A4"]))
    assert share.endswith("%")
    assert [(sheet[f"A{row}"].value, sheet[f"A{row}"].number_format) for row in range(1, 6)] == [
        (16, "General"),
        (0, "00"),
        (0.33, '0%" số đăng ký"'),
        (float(share[:-1].replace(",", ".")) / 100, "0.0%" if "," in share else "0%"),
        (datetime(2020, 12, 23), "dd/mm/yyyy"),  # noqa: DTZ001 - a workbook knows no zones
    ]
    assert sheet["A4"].font.b
    assert column(sheet, "A", 6, 7) == ["Ngày 23/12/2020", "ngày 23 tháng 12 năm 2020"]
    assert column(sheet, "A", 8, 8) == [folder.text(str(cells["A8"]))]
    assert {number.result for number in compare(Path("bc.xlsx"), folder.answers.counted).numbers} == {"equal"}


def test_only_styles_are_added_and_only_to_cells_with_tags(folder: AskedFolder) -> None:
    filled(folder, template({"A1": "{{ ty_le('công nhận', 'đăng ký') }}", "B1": 5, "C1": "chữ"}))
    with zipfile.ZipFile("mau.xlsx") as before, zipfile.ZipFile("bc.xlsx") as after:
        old, new = (archive.read("xl/styles.xml") for archive in (before, after))
        assert new.startswith(old[: old.index(b"<numFmts")])
        assert new.endswith(old[old.index(b"</cellXfs>") :])
        old_sheet, sheet = (archive.read("xl/worksheets/sheet1.xml") for archive in (before, after))
    assert sheet.partition(b'<c r="B1"')[2] == old_sheet.partition(b'<c r="B1"')[2]
    again = filled(folder, template({"A1": "{{ so('công nhận') }}"}))
    assert again["A1"].number_format == "General"
    with zipfile.ZipFile("mau.xlsx") as before, zipfile.ZipFile("bc.xlsx") as after:
        assert before.read("xl/styles.xml") == after.read("xl/styles.xml")


@pytest.mark.parametrize(
    ("tag", "value", "found", "result"),
    [
        ("{{ ty_le('công nhận', 'đăng ký') }}", 0.331550802139037, "33,2%", "typed-over"),
        ("{{ ty_le('công nhận', 'đăng ký') }}", 0.33000000000000002, "33%", "equal"),
        ("{{ so('công nhận', 'cấp=tỉnh', hai_chu_so=true) }}", 0, "00", "equal"),
        ("{{ so('công nhận', 'cấp=tỉnh', hai_chu_so=true) }}", 7.0, "07", "typed-over"),
        ("{{ so('công nhận', 'cấp=tỉnh', hai_chu_so=true) }}", "00", "00", "equal"),
    ],
)
def test_a_value_is_compared_as_it_is_shown(
    folder: AskedFolder, tag: str, value: float | str, found: str, result: str
) -> None:
    filled(folder, template({"A1": tag}))
    paper = load_workbook("bc.xlsx")
    the_sheet(paper)["A1"] = value
    paper.save("bc.xlsx")
    (number,) = compare(Path("bc.xlsx"), folder.answers.counted).numbers
    assert (number.found, number.result) == (found, result)


def grown(folder: AskedFolder) -> Workbook:
    """Return a form that was filled in, with all that has to go along with rows that move."""
    cells: dict[str, str | int] = {"A4": "STT", "A5": LIST, "A7": "{%tr endfor %}", "A8": "Cộng", "D8": "=SUM(D5:D7)"}
    cells |= {"A6": "{{ m.stt }}", "B6": "{{ m.ten }}", "D6": "=A6*2", "E6": "=SUM(D$6:D6)", "B9": "dưới"}
    book = template(cells)
    sheet = the_sheet(book)
    sheet.merge_cells("B6:C6")
    sheet.merge_cells("B9:C9")
    sheet["B9"].comment = Comment("xem", "x")
    choice = DataValidation(type="list", formula1="$A$8:$A$9")
    choice.add("C9")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("D6", CellIsRule(operator="greaterThan", formula=["$A$8"], fill=PatternFill()))  # type: ignore[no-untyped-call]
    sheet.print_area = "A1:D9"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=6, max_row=6))
    sheet.add_chart(chart, "F9")
    other = book.create_sheet("Tổng")
    other["A1"], other["A2"] = "='Biểu 1'!D8", "=SUM('Biểu 1'!D6:D6)&\"D6\""
    filled(folder, book)
    return load_workbook("bc.xlsx")


def test_a_list_grows_by_copies_of_its_row_and_all_goes_along(folder: AskedFolder) -> None:
    sheet = the_sheet(book := grown(folder))
    assert column(sheet, "A", 4, 14) == ["STT", *range(1, 10), "Cộng"]
    assert column(sheet, "D", 5, 14) == [*(f"=A{row}*2" for row in range(5, 14)), "=SUM(D5:D13)"]
    assert column(sheet, "E", 5, 13) == [f"=SUM(D$5:D{row})" for row in range(5, 14)]
    assert str(sheet["B5"].value).endswith("(6 mô hình)")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {*(f"B{row}:C{row}" for row in range(5, 14)), "B15:C15"}
    assert sheet["B15"].comment is not None
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("C15", "$A$14:$A$15")
    (colours,) = sheet.conditional_formatting
    assert (str(colours.sqref), colours.rules[0].formula) == ("D5:D13", ["$A$14"])
    assert sheet.print_area == "'Biểu 1'!$A$1:$D$15"
    (chart,) = sheet._charts  # type: ignore[attr-defined]
    assert (chart.anchor._from.row, chart.series[0].val.numRef.f) == (14, "'Biểu 1'!$D$5:$D$13")
    other = the_sheet(book, "Tổng")
    assert column(other, "A", 1, 2) == ["='Biểu 1'!D14", "=SUM('Biểu 1'!D5:D13)&\"D6\""]


def test_the_list_of_formulas_goes_along(folder: AskedFolder) -> None:
    template({"A1": LIST, "A2": "{{ m.ten }}", "A3": "{%tr endfor %}", "A4": "=1+1"}).save("plain.xlsx")
    relation = b'<Relationship Id="rId99" Type="http://x/calcChain" Target="calcChain.xml"/></Relationships>'
    with zipfile.ZipFile("plain.xlsx") as before, zipfile.ZipFile("mau.xlsx", "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                content = content.replace(b"</Relationships>", relation)
            after.writestr(name, content)
        after.writestr("xl/calcChain.xml", '<calcChain><c r="A4" i="1"/><c r="B9"/></calcChain>')
    fill_workbook(Path("mau.xlsx"), Path("bc.xlsx"), folder.answers, PaperDetails())
    with zipfile.ZipFile("bc.xlsx") as archive:
        assert archive.read("xl/calcChain.xml") == b'<calcChain><c r="A10" i="1"/><c r="B15"/></calcChain>'


def test_links_pivot_tables_and_chart_sheets_go_along(folder: AskedFolder) -> None:
    book = template({**FORM, "B4": 1, "C9": "x"})
    the_sheet(book)["C9"].hyperlink = Hyperlink(ref="C9", location="'Biểu 1'!B4")
    chart: Any = BarChart()
    chart.add_data(Reference(the_sheet(book), min_col=2, min_row=4, max_row=4))
    book.create_chartsheet("Hình").add_chart(chart)
    book.save("plain.xlsx")
    cache = '<pivotCacheDefinition><worksheetSource ref="A2:B4" sheet="Biểu 1"/></pivotCacheDefinition>'
    relation = b'<Relationship Id="rId99" Type="http://x/pivotCacheDefinition" Target="cache.xml"/></Relationships>'
    with zipfile.ZipFile("plain.xlsx") as before, zipfile.ZipFile("mau.xlsx", "w") as after:
        for name in before.namelist():
            content = before.read(name)
            is_book = name == "xl/_rels/workbook.xml.rels"
            after.writestr(name, content.replace(b"</Relationships>", relation) if is_book else content)
        after.writestr("xl/cache.xml", cache)
    fill_workbook(Path("mau.xlsx"), Path("bc.xlsx"), folder.answers, PaperDetails())
    with zipfile.ZipFile("bc.xlsx") as archive:
        assert (
            '<pivotCacheDefinition refreshOnLoad="1"><worksheetSource ref="A1:B10"'
            in archive.read("xl/cache.xml").decode()
        )
        assert "'Biểu 1'!$B$10" in archive.read("xl/charts/chart1.xml").decode()
        assert "location=\"'Biểu 1'!B10\"" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_an_empty_list_leaves_its_row_once(folder: AskedFolder) -> None:
    cells = {"A1": LIST.replace("huyện", "tỉnh"), "A2": "{{ m.ten }}", "A3": "{%tr endfor %}", "A4": "=COUNTA(A1:A3)"}
    assert column(filled(folder, template(dict(cells))), "A", 1, 3) == [None, "=COUNTA(A1:A1)", None]


def test_a_table_is_the_one_that_tally_prints(folder: AskedFolder) -> None:
    tag = "{{ bang('công nhận', theo='cấp,loại') }}"
    sheet = filled(folder, template({"B2": tag, "A3": "sau"}))
    rows = [[cell.value for cell in row[1:5]] for row in sheet.iter_rows(min_row=2, max_row=5)]
    assert rows == [
        ["Cấp", "Tập thể", "Cá nhân", "Tổng"],
        ["Cấp huyện", 45, 1, 46],
        ["Cấp xã", 16, 0, 16],
        ["Tổng", 61, 1, 62],
    ]
    assert sheet["A6"].value == "sau"


def test_what_is_said_under_numbers_stands_in_its_cell(folder: AskedFolder) -> None:
    said = str(filled(folder, template({"A1": "{{ ghi_chu() }}", "A2": "{{ so('công nhận') }}"}))["A1"].value)
    assert said.splitlines() == folder.answers.notes()


def test_numbers_are_found_again_wherever_their_cells_went(folder: AskedFolder) -> None:
    book = template(
        {"A1": "{{ so('công nhận') }}", "A2": "{{ so('đăng ký') }}", "A3": "{{ so('công nhận', 'cấp=xã') }}"}
    )
    filled(folder, book)
    assert {number.result for number in compare(Path("bc.xlsx"), folder.answers.counted).numbers} == {"equal"}
    paper = load_workbook("bc.xlsx")
    sheet = the_sheet(paper)
    sheet["A1"], sheet["A3"], sheet["C9"] = 63, None, 188
    paper.defined_names["dv0002"].attr_text = "'Biểu 1'!$C$9"
    paper.save("bc.xlsx")
    compared = compare(Path("bc.xlsx"), folder.answers.counted).numbers
    assert [(number.result, number.found, number.counted) for number in compared] == [
        ("typed-over", "63", "62"),
        ("equal", "188", "188"),
        ("gone", None, "16"),
    ]


def test_the_same_input_gives_the_same_bytes(folder: AskedFolder) -> None:
    grown(folder)
    before = Path("bc.xlsx").read_bytes()
    fill_workbook(Path("mau.xlsx"), Path("bc.xlsx"), folder.answers, PaperDetails(), force=True)
    assert Path("bc.xlsx").read_bytes() == before


def test_what_is_printed_on_each_page_is_filled_in(folder: AskedFolder) -> None:
    book = template({"A1": "x"})
    the_sheet(book).oddHeader.center.text = "Biểu năm {{ nam }}"  # type: ignore[union-attr]
    the_sheet(book).oddFooter.right.text = "Số {{ so_van_ban }} && {{ nem }}"  # type: ignore[union-attr]
    book.save("mau.xlsx")
    told, _ = faults_of_workbook(Path("mau.xlsx"), folder.answers)
    assert [(fault.cell, fault.why.message) for fault in told] == [("đầu trang, chân trang", text_check.NO_VARIABLE)]
    the_sheet(book).oddFooter.right.text = "Số {{ so_van_ban }}"  # type: ignore[union-attr]
    book.save("mau.xlsx")
    fill_workbook(Path("mau.xlsx"), Path("bc.xlsx"), folder.answers, PaperDetails("05&06"))
    with zipfile.ZipFile("bc.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<oddHeader>&amp;CBiểu năm 2020</oddHeader>" in sheet
    assert "<oddFooter>&amp;RSố 05&amp;&amp;06</oddFooter>" in sheet


def test_references_go_along_with_their_rows() -> None:
    rows = MovedRows()
    rows.take_away(5)
    rows.repeat(6, 7, 3)
    rows.take_away(8)
    moves = {"A b": rows}
    assert moved_formula("[1]C!A9+'[x.xlsx]A b'!A9", "A b", {"A b": rows, "C": rows}) == "[1]C!A9+'[x.xlsx]A b'!A9"
    moved = {formula: moved_formula(formula, "A b", moves) for formula in ("A4", "A6", "A7", "A9", "6:8", "A6:$B$7")}
    assert moved == {"A4": "A4", "A6": "A5", "A7": "A6", "A9": "A11", "6:8": "5:10", "A6:$B$7": "A5:$B$10"}
    assert moved_formula("'A b'!A9+C!A9+LOG10(2)+\"A9\"", "C", moves) == "'A b'!A11+C!A9+LOG10(2)+\"A9\""
    assert moved_formula("A6+$A$6+A6:A7", "A b", moves, RowCopy("A b", 6, 7, 2)) == "A9+$A$5+A9:A10"
    assert moved_area("A6 B9", "A b", moves) == "A5:A9 B11"
