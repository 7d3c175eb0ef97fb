import struct
from datetime import date, datetime
from pathlib import Path

import pytest
import python_calamine
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.spreadsheet.reading import read_book
from danvan_cli.spreadsheet.sheets import Area, BadCell, Sheet, Value
from danvan_cli.text.computed import guarded
from tests.helpers.laws import cases
from tests.helpers.workbooks import ROWS, ods, ods_content, xls

_MORNING = datetime(2020, 12, 31, 8, 30)  # noqa: DTZ001 - the days of sheets have no time zone
_AS_READ: dict[int, dict[int, Value]] = {
    row: dict(enumerate(cells, start=1)) for row, cells in enumerate(ROWS, start=1)
}


def only_sheet(path: Path) -> Sheet:
    (sheet,) = read_book(path).sheets
    return sheet


def test_each_kind_of_workbook_gives_the_same(tmp_path: Path) -> None:
    for path in (xls(tmp_path / "a.xls"), ods(tmp_path / "a.ods"), ods(tmp_path / "named-wrong.xlsx")):
        assert only_sheet(path) == Sheet("Đăng ký", _AS_READ)


def test_an_xls_tells_errors_days_zeros_fonts_and_what_is_merged_or_hidden(tmp_path: Path) -> None:
    def change(page: xlwt.Worksheet) -> None:
        page.write(4, 0, date(2020, 12, 31), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
        page.write(4, 1, _MORNING, xlwt.easyxf(num_format_str="DD/MM/YYYY HH:MM"))
        page.write(4, 2, 12, xlwt.easyxf(num_format_str="000"))
        page.write(4, 3, 5.0, xlwt.easyxf(num_format_str='00"/QĐ"'))
        page.write(4, 4, 1.5)
        page.row(5).set_cell_error(0, 0x17)
        page.write(5, 1, "Danh sach", xlwt.easyxf("font: name .VnTime"))
        page.write_merge(6, 7, 0, 2, "gộp")
        page.row(5).hidden = True
        page.col(4).hidden = True

    sheet = only_sheet(xls(tmp_path / "a.xls", change=change))
    assert sheet.rows[5] == {1: date(2020, 12, 31), 2: _MORNING, 3: "012", 4: "05/QĐ", 5: 1.5}
    assert sheet.rows[6] == {1: BadCell("error", "#REF!"), 2: "Danh sach"}
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns) == ([Area(7, 1, 8, 3)], {6}, {5})
    assert sheet.fonts == {(6, 2): ".VnTime"}


def test_an_xls_tells_the_fonts_of_runs_hidden_sheets_and_days_from_1904(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    page = book.add_sheet("Ẩn")
    page.visibility = 1
    page.write_rich_text(0, 0, [("To ", xlwt.easyfont("name Arial")), ("dan van", xlwt.easyfont("name VNI-Times"))])
    page.write(0, 1, 42734, xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    page.write(0, 2, -1, xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    page.write(0, 3, 0.5, xlwt.easyxf(num_format_str="hh:mm"))
    page.write(0, 4, 1.25, xlwt.easyxf(num_format_str="[h]:mm"))
    page.write(0, 5, True)  # noqa: FBT003 - a value
    book.add_sheet("Trống")
    book.save(str(tmp_path / "a.xls"))
    first, second = read_book(tmp_path / "a.xls").sheets
    assert first.rows[1] == {
        1: "To dan van",
        2: date(2020, 12, 31),
        3: BadCell("error", "########"),
        4: "12:00",
        5: 1.25,
        6: True,
    }
    assert (first.fonts, first.hidden, second.hidden, second.rows) == ({(1, 1): "VNI-Times"}, True, False, {})


def test_a_chart_on_a_sheet_of_an_xls_does_not_end_the_sheet(tmp_path: Path) -> None:
    def change(page: xlwt.Worksheet) -> None:
        page.write_merge(6, 7, 0, 2, "gộp")
        content = page.get_biff_data()
        chart = struct.pack("<2H4x2x2x8x", 0x809, 16).replace(bytes(4), struct.pack("<2H", 0x600, 0x20), 1)
        number = struct.pack("<2H3Hd", 0x203, 14, 0, 0, 0, 9.0)  # which is none of the sheet's
        at = content.index(struct.pack("<2H", 0xE5, 10))
        data = content[:at] + chart + number + struct.pack("<2H", 0x0A, 0) + content[at:]
        page.get_biff_data = lambda: data

    sheet = only_sheet(xls(tmp_path / "a.xls", change=change))
    assert (sheet.rows[1][1], sheet.merged) == ("STT", [Area(7, 1, 8, 3)])


_LETTERS = st.text(st.sampled_from("aăâđê ệ0\n€"), min_size=1, max_size=200)


@given(st.lists(_LETTERS.map(lambda text: text * 40), min_size=1, max_size=12))
@cases(20)
def test_texts_of_an_xls_that_are_spread_over_several_records_are_whole(tmp_path: Path, texts: list[str]) -> None:
    path = xls(tmp_path / "a.xls", tuple((text,) for text in texts))
    assert [cells[1] for cells in only_sheet(path).rows.values()] == texts


def test_an_xls_is_read_as_another_library_reads_it(tmp_path: Path) -> None:
    numbers: tuple[int | str | float, ...] = (1, -1, 0.01, 12.5, 1e300, -(2**29), 2**29 - 1, 2**31, 1.1, -0.5, "x")
    path = xls(tmp_path / "a.xls", (numbers, *ROWS))
    theirs = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    ours = only_sheet(path).rows
    assert [list(ours[row].values()) for row in ours] == [[cell for cell in row if cell != ""] for row in theirs]
    assert list(ours[1].values()) == list(numbers)


_TABLE = """<table:table table:name="Một" table:style-name="ta1"><table:table-column/>
<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>a<text:s
 text:c="2"/>b</text:p><text:p>c</text:p><office:annotation><text:p>lời</text:p></office:annotation></table:table-cell>
<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="12"><text:p>012</text:p>
</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1000000"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row><table:table-row table:visibility="filter"><table:table-cell
 table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="date"
 office:date-value="2020-12-31"><text:p>31/12/20</text:p></table:table-cell><table:covered-table-cell/>
<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="8.5"><text:p>8,5</text:p></table:table-cell>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row></table:table>"""
_HIDDEN = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'


def test_an_ods_tells_the_same_whatever_is_repeated(tmp_path: Path) -> None:
    sheet = only_sheet(ods_content(tmp_path / "a.ods", _TABLE, _HIDDEN))
    first: dict[int, Value] = {1: "a  b\nc", 2: "012", 3: "012"}
    last: dict[int, Value] = {1: date(2020, 12, 31), 3: BadCell("error", "#N/A"), 4: 8.5, 5: True}
    assert sheet.rows == {1: first, 2: first, 1_000_003: last}
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns) == (
        [Area(1000003, 1, 1000003, 2)],
        {1000003},
        {2, 3},
    )
    assert sheet.hidden


def csv(tmp_path: Path, content: str | bytes, name: str = "a.csv") -> dict[int, dict[int, Value]]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return only_sheet(path).rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", list(";,\t"))
def test_the_separator_and_the_form_of_unicode_are_found_out(tmp_path: Path, separator: str, encoding: str) -> None:
    lines = ["DANH SÁCH, năm 2020", "", *(separator.join(map(str, row)) for row in ROWS)]
    rows = csv(tmp_path, "\r\n".join(lines).encode(encoding))
    assert rows[3] == _AS_READ[1]
    assert rows[5] == {1: "2", 2: "Vườn rau sạch", 3: "Xã Bình Hòa"}


def test_decimal_commas_do_not_separate(tmp_path: Path) -> None:
    text = "STT;Tên;Điểm\n" + "".join(f"{row};Tổ {row};8,5\n" for row in range(1, 9)) + "Tổng;;68\n"
    assert csv(tmp_path, text)[2] == {1: "1", 2: "Tổ 1", 3: "8,5"}


def test_quoted_cells_may_have_lines_quotes_and_separators(tmp_path: Path) -> None:
    rows = csv(tmp_path, 'a,b\n"dòng 1\ndòng 2; ""x"", y",2\n3,4\n')
    assert rows == {1: {1: "a", 2: "b"}, 2: {1: 'dòng 1\ndòng 2; "x", y', 2: "2"}, 3: {1: "3", 2: "4"}}


def test_excels_own_line_about_the_separator_is_no_row(tmp_path: Path) -> None:
    assert csv(tmp_path, "sep=|\r\na|b;c\r\n") == {1: {1: "a", 2: "b;c"}}


def test_lines_may_end_as_on_an_old_mac(tmp_path: Path) -> None:
    assert csv(tmp_path, "a,b\r1,2\r") == {1: {1: "a", 2: "b"}, 2: {1: "1", 2: "2"}}


def test_rows_of_one_cell_have_no_separator(tmp_path: Path) -> None:
    assert csv(tmp_path, "Tên\nTổ tự quản\n") == {1: {1: "Tên"}, 2: {1: "Tổ tự quản"}}


@given(st.text(st.sampled_from("'=+-@＝－\t\r\na;,1\""), min_size=1, max_size=6))
@cases(40)
def test_text_that_excel_would_compute_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    quoted = '"' + guarded(text).replace('"', '""') + '"'
    assert csv(tmp_path, f"x,y\n{quoted},1\n")[2][1] == text


def test_a_negative_number_and_a_plain_apostrophe_stay(tmp_path: Path) -> None:
    assert csv(tmp_path, "-5,'a\n") == {1: {1: "-5", 2: "'a"}}
