import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.spreadsheet.reading import read_book, read_unchecked
from danvan_cli.spreadsheet.reading.xlsx import TrimmedSheet
from danvan_cli.spreadsheet.sheets import Area, BadCell, Sheet, Value
from tests.helpers.laws import cases
from tests.helpers.steps import steps
from tests.helpers.workbooks import MAIN, cells, with_parts, with_sheet, xlsx

_DAY = datetime(2020, 12, 31)  # noqa: DTZ001 - the days of sheets have no time zone
_MORNING = datetime(2020, 12, 31, 8, 30)  # noqa: DTZ001 - likewise
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_WITH_ESCAPES = st.lists(st.one_of(_TEXTS, st.sampled_from(["_x000D_", "_x", "\r", "\n", " "])), min_size=1).map(
    "".join
)


def only_sheet(path: Path) -> Sheet:
    (sheet,) = read_book(path).sheets
    return sheet


def only_value(path: Path) -> Value:
    return only_sheet(path).rows[1][1]


@given(_WITH_ESCAPES)
@cases(30)
def test_any_text_that_xlsxwriter_writes_is_read_as_it_was(tmp_path: Path, text: str) -> None:
    (sheet,) = read_unchecked(xlsx(tmp_path / "text.xlsx", (("'" + text,),))).sheets
    assert sheet.rows[1][1] == "'" + text


def test_numbers_flags_days_and_formulas_have_the_values_that_excel_stored(tmp_path: Path) -> None:
    path = tmp_path / "values.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        day, moment, clock, long = (
            book.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "d/m/yyyy hh:mm", "hh:mm", "[h]:mm")
        )
        page.write_row(0, 0, [12, 1.5, -3, 1e20, True])
        page.write_datetime(1, 0, _DAY, day)
        page.write_datetime(1, 1, _MORNING, moment)
        page.write_number(1, 2, 0.5, clock)
        page.write_number(1, 3, 1.25, long)
        page.write_number(1, 4, 59, day)
        page.write_formula(2, 0, "=A1*2", None, 24)
        page.write_formula(2, 1, '="a"&"b"', None, "ab")
    assert only_sheet(path).rows == {
        1: {1: 12, 2: 1.5, 3: -3, 4: 10**20, 5: True},
        2: {1: date(2020, 12, 31), 2: _MORNING, 3: "12:00", 4: 1.25, 5: date(1900, 2, 28)},
        3: {1: 24, 2: "ab"},
    }
    assert type(only_sheet(path).rows[2][1]) is date


@pytest.mark.parametrize(
    ("number", "written", "seen"),
    [
        (12, "000", "012"),
        (1240, "000", 1240),
        (123, "000", 123),
        (5, '00"/QĐ-UBND"', "05/QĐ-UBND"),
        (15, '00"/QĐ-UBND"', "15/QĐ-UBND"),
        (912345678, "0000 000 000", "0912 345 678"),
        (25, '0"m²"', 25),
        (1240, "#,##0", 1240),
        (1, "0.00", 1),
        (-5, "000", -5),
        (1.5, "000", 1.5),
        (44000, r"#,##0\ \đ", 44000),
        (44000, '"ngày" dd "tháng" mm', date(2020, 6, 18)),
        (44000, "[$-42A]dd mmmm yyyy;@", date(2020, 6, 18)),
        (44000.3541666, "dd/mm/yyyy hh:mm", datetime(2020, 6, 18, 8, 30)),  # noqa: DTZ001 - as above
        (0.3541666, "hh:mm", "08:30"),
        (44000, "General", 44000),
        (44000, "[Red]0", 44000),
    ],
)
def test_a_number_with_zeros_before_it_is_text_and_a_format_tells_days(
    tmp_path: Path, number: float, written: str, seen: Value
) -> None:
    path = tmp_path / "format.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_number(0, 0, number, book.add_format({"num_format": written}))
    assert only_value(path) == seen


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(str(path), {"date_1904": True}) as book:
        book.add_worksheet().write_datetime(0, 0, _DAY, book.add_format({"num_format": "d/m/yyyy"}))
    assert only_value(path) == date(2020, 12, 31)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ('<c r="A1" t="e"><f>B1</f><v>#REF!</v></c>', BadCell("error", "#REF!")),
        ('<c r="A1"><f>B1+1</f></c>', BadCell("formula", "=B1+1")),
        ('<c r="A1"><f>B1+1</f><v></v></c>', BadCell("formula", "=B1+1")),
        ('<c r="A1"><v>1E999</v></c>', BadCell("error", "#NUM!")),
        ('<c r="A1" t="inlineStr"><is><r><t>Tổ </t></r><r><t>tự quản</t></r></is></c>', "Tổ tự quản"),
        ('<c r="A1" t="inlineStr"><is><t>Tổ</t><rPh sb="0" eb="1"><t>đọc</t></rPh></is></c>', "Tổ"),
        ('<c r="A1" t="d"><v>2020-12-31T00:00:00</v></c>', date(2020, 12, 31)),
        ("<c><v>7</v></c>", 7),
        ('<c r="A1"><v>-1</v></c>', -1),
    ],
)
def test_what_a_cell_holds(tmp_path: Path, content: str, value: Value) -> None:
    assert only_value(cells(tmp_path / "cell.xlsx", content)) == value


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    path = cells(
        tmp_path / "cell.xlsx", '<c r="A1" t="str"><f>B1</f><v></v></c><c r="B1" t="inlineStr"><is><t/></is></c>'
    )
    assert only_sheet(path).rows == {}


def test_elements_with_a_prefix_are_read_as_well(tmp_path: Path) -> None:
    rows = '<x:row r="2"><x:c r="B2"><x:v>3</x:v></x:c></x:row>'
    content = f'<sheetData/><x:sheetData xmlns:x="{MAIN}">{rows}</x:sheetData>'
    assert only_sheet(with_sheet(tmp_path / "prefix.xlsx", content)).rows == {2: {2: 3}}


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("a_x000D_b", "a\rb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "\U0001f600"),
        ("_xD83D_ a", "_xD83D_ a"),
        ("max005F_1", "max005F_1"),
    ],
)
def test_escapes_are_read_wherever_a_text_stands(tmp_path: Path, written: str, seen: str) -> None:
    content = (
        f'<c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>{written}</v></c>'
        f'<c r="C1" t="inlineStr"><is><t>{written}</t></is></c>'
    )
    texts = f'<sst xmlns="{MAIN}"><si><t>{written}</t></si></sst>'.encode()
    path = with_sheet(
        tmp_path / "a.xlsx", f'<sheetData><row r="1">{content}</row></sheetData>', {"xl/sharedStrings.xml": texts}
    )
    assert only_sheet(path).rows == {1: {1: seen, 2: seen, 3: seen}}


def test_what_stands_besides_the_cells_is_passed_over_however_strange_it_is(tmp_path: Path) -> None:
    strange = (
        '<sheetProtection password="x" what="?"/><conditionalFormatting sqref="none"><cfRule/></conditionalFormatting>'
        '<dataValidations><dataValidation type="?"/></dataValidations><pageSetup paperSize="large"/>'
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst>'
    )
    data = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    assert only_sheet(with_sheet(tmp_path / "a.xlsx", data + strange)).rows == {1: {1: 1}}


def changed(source: Path, path: Path, *pairs: tuple[str, str]) -> Path:
    """Write a workbook again with other words in all its parts."""
    with zipfile.ZipFile(source) as archive:
        parts: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    for old, new in pairs:
        parts = {name: content and content.replace(old.encode(), new.encode()) for name, content in parts.items()}
    return with_parts(source, path, parts)


def with_a_day(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Một")
        page.write_datetime(0, 0, _DAY, book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write(0, 1, "Tổ")
    return path


def test_a_workbook_in_strict_open_xml_is_read_like_any_other(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/"
    path = changed(
        with_a_day(tmp_path / "a.xlsx"),
        tmp_path / "strict.xlsx",
        (f"{office}spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (f"{office}officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )
    assert only_sheet(path).rows == {1: {1: date(2020, 12, 31), 2: "Tổ"}}


def test_styles_are_found_whatever_their_part_is_called(tmp_path: Path) -> None:
    source = with_a_day(tmp_path / "a.xlsx")
    with zipfile.ZipFile(source) as archive:
        styles = archive.read("xl/styles.xml")
    moved = with_parts(source, tmp_path / "b.xlsx", {"xl/styles.xml": None, "xl/looks.xml": styles})
    assert only_value(changed(moved, tmp_path / "c.xlsx", ("styles.xml", "looks.xml"))) == date(2020, 12, 31)


def test_a_sheet_of_elements_that_nobody_knows_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError):
        read_book(changed(xlsx(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", (MAIN, "urn:other")))


@pytest.mark.parametrize("cell", ['<c r="B1"/>', '<c r="B1" s="1" />', '<c r="B1" s="1" t="n" />'])
def test_empty_cells_of_any_program_are_dropped_before_they_are_parsed(cell: str) -> None:
    sheet = f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row><row r="2" s="1" customFormat="1" />'.encode()
    emptied = TrimmedSheet(iter([sheet[:40], sheet[40:]]))
    assert b"".join(iter(emptied.read, b"")) == b'<row r="1"><c r="A1"><v>1</v></c></row>'
    assert emptied.dropped


def test_merged_and_hidden_cells_are_told(tmp_path: Path) -> None:
    path = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Một")
        page.merge_range("A1:C2", "DANH SÁCH")
        page.write("A5", "hàng ẩn")
        page.write("D6", "cột ẩn")
        page.set_row(4, None, None, {"hidden": True})
        page.set_column("D:F", None, None, {"hidden": True})
        book.add_worksheet("Hai").hide()
    one, two = read_book(path).sheets
    assert (one.merged, one.hidden_rows, one.hidden_columns) == ([Area(1, 1, 2, 3)], {5}, {4})
    assert (one.hidden, two.hidden, two.name) == (False, True, "Hai")


def test_a_cell_that_is_merged_with_none_is_not_merged(tmp_path: Path) -> None:
    merged = '<mergeCells count="2"><mergeCell ref="A1"/><mergeCell ref="$A$2:$B$2"/></mergeCells>'
    assert only_sheet(with_sheet(tmp_path / "a.xlsx", f"<sheetData/>{merged}")).merged == [Area(2, 1, 2, 2)]


def test_what_is_called_a_sheet_and_has_no_part_is_none(tmp_path: Path) -> None:
    path = changed(
        xlsx(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", ("</sheets>", '<sheet name="?" sheetId="9"/></sheets>')
    )
    assert only_sheet(path).name == "Đăng ký"


def test_a_row_without_height_is_hidden(tmp_path: Path) -> None:
    data = (
        '<sheetData><row r="3" ht="0" customHeight="1"><c r="A3"><v>1</v></c></row><row r="4" hidden="1"/></sheetData>'
    )
    assert only_sheet(with_sheet(tmp_path / "flat.xlsx", data)).hidden_rows == {3}


def test_fonts_of_old_encodings_are_told_of_cells_and_of_runs(tmp_path: Path) -> None:
    path = tmp_path / "fonts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write("A1", "Danh sach", book.add_format({"font_name": ".VnTimeH"}))
        page.write("B1", "Danh sach", book.add_format({"font_name": "Times New Roman"}))
        page.write_number("C1", 1, book.add_format({"font_name": ".VnTimeH"}))
        page.write_rich_string("A2", "To ", book.add_format({"font_name": "VNI-Times"}), "dan van")
    sheet = only_sheet(path)
    assert sheet.fonts == {(1, 1): ".VnTimeH", (2, 1): "VNI-Times"}
    assert type(sheet.rows[2][1]) is str


def test_rows_and_cells_that_only_have_a_format_are_passed_over(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}" s="1" customFormat="1">'
        + "".join(f'<c r="{column}{row}" s="1"/>' for column in "ABCDEFGHIJ")
        + "</row>"
        for row in range(2, 50_000)
    )
    data = f'<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/><c r="C1"><v>3</v></c></row>{rows}'
    last = '<row r="50000"><c r="A50000" s="1"/><c r="E50000"><v>5</v></c></row></sheetData>'
    path = with_sheet(tmp_path / "empty.xlsx", data + last)
    del rows, data
    tracemalloc.start()
    assert only_sheet(path).rows == {1: {1: 1, 3: 3}, 50_000: {5: 5}}
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()
    assert steps(lambda: only_sheet(path)) < 50_000  # fewer than one a row, of half a million cells


def test_what_could_be_text_is_not_taken_for_empty_cells(tmp_path: Path) -> None:
    path = cells(tmp_path / "text.xlsx", '<c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B1"/>]]></t></is></c>')
    assert only_value(path) == '<c r="B1"/>'


def test_cells_that_do_not_say_where_they_stand_do_not_move_up_into_the_place_of_empty_ones(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError):
        read_book(cells(tmp_path / "moved.xlsx", '<c r="A1" s="1"/><c><v>1</v></c>'))


def test_links_to_other_files_are_not_followed_and_sheets_of_charts_left_out(tmp_path: Path) -> None:
    path = tmp_path / "chart.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Số").write_url("A1", "external:c:/danh-sach.xlsx", None, "mở")
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=Số!$A$1:$A$1"})
        book.add_chartsheet("Biểu đồ").set_chart(chart)
    assert [sheet.name for sheet in read_book(path).sheets] == ["Số"]


def test_macros_are_neither_run_nor_in_the_way(tmp_path: Path) -> None:
    path = with_parts(
        xlsx(tmp_path / "a.xlsx"), tmp_path / "a.xlsm", {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Auto_Open"}
    )
    assert only_sheet(path).rows[1][1] == "STT"
