from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from danvan_cli.importing.columns import is_aside
from tests.helpers.clerk import Clerk
from tests.helpers.program import danvan

_HEADINGS = 4  # the row


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.chdir(tmp_path)
    return Clerk(tmp_path / "data")


def _made(clerk: Clerk, *typed: str) -> Any:  # noqa: ANN401 - openpyxl's workbooks
    said = clerk.ask("template", *typed, "-o", "ra.xlsx", "--force", "--lang", "vi")
    assert (said.code, said.err) == (0, "")
    return openpyxl.load_workbook("ra.xlsx")


def _headings(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[_HEADINGS]]


def _column(sheet: Worksheet, heading: str) -> str:
    return get_column_letter(1 + next(at for at, one in enumerate(_headings(sheet)) if one.startswith(heading)))


def _whole_column(sheet: Worksheet, heading: str) -> ColumnDimension:
    """Return what holds for a whole column; neighbours that are alike share it."""
    at = column_index_from_string(_column(sheet, heading))
    return next(width for width in sheet.column_dimensions.values() if (width.min or 0) <= at <= (width.max or 0))


def _choices(book: Any, sheet: Worksheet, heading: str) -> list[str]:  # noqa: ANN401 - likewise
    """Return what the drop-down list of a column offers."""
    first = f"{_column(sheet, heading)}{_HEADINGS + 1}"
    (rule,) = (choice for choice in sheet.data_validations.dataValidation if first in choice.sqref)
    assert (rule.type, rule.errorStyle) == ("list", "warning")
    if rule.formula1.startswith('"'):
        return list(rule.formula1.strip('"').split(","))
    name, cells = rule.formula1.split("!")
    return [row[0].value for row in book[name.strip("'")][cells.replace("$", "")]]


def test_a_template_has_what_a_ward_is_asked_for(clerk: Clerk) -> None:
    book = _made(clerk, "mô hình", "--year", "2020")
    assert book.sheetnames == ["Mô hình", "Danh mục", "Hướng dẫn"]
    sheet = book["Mô hình"]
    assert "2020" in sheet["A1"].value
    assert "Ban Dân vận Huyện ủy" in sheet["A2"].value
    assert _headings(sheet)[:4] == ["STT", "Tên mô hình (*)", "Đơn vị (*)", "Loại (*)"]
    assert [sheet.cell(row, 1).value for row in (5, 6, 104, 105)] == [1, 2, 100, None]
    assert all(cell.value is None for cell in sheet["B"][_HEADINGS:])


def test_a_template_is_set_up_for_screen_and_page(clerk: Clerk) -> None:
    sheet = _made(clerk, "models")["Mô hình"]
    assert sheet.freeze_panes == "C5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # 1 is what it is unsaid
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    assert "&P" in sheet.oddFooter.right.text
    widths = {str(cell.value): sheet.column_dimensions[cell.column_letter].width for cell in sheet[_HEADINGS]}
    assert widths["STT"] < widths["Loại (*)"] < widths["Đơn vị (*)"] < widths["Tên mô hình (*)"]
    (borders,) = (area for area in sheet.conditional_formatting if str(area.sqref).startswith("A5:"))
    assert borders.rules[0].dxf.border.left.style == "thin"


def test_whole_columns_keep_what_is_typed(clerk: Clerk) -> None:
    sheet = _made(clerk, "evaluations")["Đánh giá"]
    formats = {
        heading: _whole_column(sheet, heading).number_format
        for heading in ("Quyết định", "Ngày khảo sát", "Tổng điểm", "Điểm: Nội dung", "Kết quả: Hiến đất (m²)")
    }
    assert list(formats.values()) == ["@", "dd/mm/yyyy", "#,##0.##", "#,##0.##", "#,##0.##"]
    assert _whole_column(sheet, "Tên mô hình").alignment.wrap_text


def test_drop_down_lists_offer_what_is_in_use_in_the_year(clerk: Clerk) -> None:
    book = _made(clerk, "evaluations", "--year", "2020")
    sheet = book["Đánh giá"]
    assert _choices(book, sheet, "Xếp loại") == ["Tốt", "Khá"]
    assert _choices(book, sheet, "Đơn vị") == ["Tỉnh Yên", "Huyện Xuân Lộc", "Xã An Hòa", "Xã Bình Hoà"]
    assert _choices(book, sheet, "Công nhận") == ["Có", "Không"]
    older = _made(clerk, "evaluations", "--year", "2018")
    assert _choices(older, older["Đánh giá"], "Xếp loại") == ["Tốt", "Khá", "Đạt"]


def test_models_are_offered_only_the_kinds_that_they_can_have(clerk: Clerk) -> None:
    offered = [_choices(book := _made(clerk, kind), book.worksheets[0], "Loại") for kind in ("models", "awards")]
    assert offered[0] == ["Tập thể", "Cá nhân", "Không rõ (chưa tách)"]
    assert offered[1] == ["Tập thể", "Cá nhân", "Hộ gia đình", "Mô hình", "Không rõ (chưa tách)"]


def test_two_units_of_one_name_are_offered_with_what_they_lie_in(clerk: Clerk) -> None:
    book = _made(clerk, "models", "--year", "2025")
    offered = _choices(book, book.worksheets[0], "Đơn vị")
    old, new = "Xã An Hòa, Huyện Xuân Lộc", "Xã An Hòa, Tỉnh Yên"
    assert offered == ["Tỉnh Yên", "Huyện Xuân Lộc", old, "Xã Bình Hoà", new, "Xã Xuân Lộc"]


def test_what_is_typed_into_dates_and_numbers_is_looked_at(clerk: Clerk) -> None:
    sheet = _made(clerk, "evaluations")["Đánh giá"]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    date, score = (rules[f"{_column(sheet, heading)}5"] for heading in ("Ngày khảo sát", "Tổng điểm"))
    assert (date.type, date.operator, date.formula1) == ("date", "greaterThanOrEqual", "DATE(1950,1,1)")
    assert (score.type, score.formula1, score.errorStyle) == ("decimal", "0", "warning")


def test_figures_are_chosen_by_their_names(clerk: Clerk) -> None:
    book = _made(clerk, "so-lieu")
    assert _choices(book, book.worksheets[0], "Loại số liệu")[:2] == ["Đăng ký", "Đang hoạt động"]
    headings = _headings(book.worksheets[0])
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("kind", ["models", "evaluations", "awards", "figures", "units"])
def test_every_column_is_explained_and_has_a_heading_of_its_own(kind: str, clerk: Clerk) -> None:
    for more in ((), ("--all-columns",)):
        book = _made(clerk, kind, *more)
        headings = _headings(book.worksheets[0])
        assert len(headings) == len(set(headings))
        explained = list(book["Hướng dẫn"].iter_rows(min_row=4, values_only=True))
        assert [row[0] for row in explained] == [heading.removesuffix(" (*)") for heading in headings]
        assert all(row[3] for row in explained)
        assert more or all(row[2] and row[4] for row in explained)


def test_all_columns_have_every_key(clerk: Clerk) -> None:
    few, all_ = (_headings(_made(clerk, "models", *more).worksheets[0]) for more in ((), ("--all-columns",)))
    assert set(few) < set(all_)
    assert {"Mục tiêu", "Nhãn", "Mục riêng của cơ quan"} <= set(all_)
    assert not {"Mã", "Năm thi đua"} & set(all_)


def test_a_template_for_a_unit_names_it_on_each_row_and_in_its_name(clerk: Clerk) -> None:
    said = clerk.ask("template", "models", "--unit", "bình hoà", "--lang", "vi")
    assert said.out.strip().endswith("mau-mo-hinh-xa-b.xlsx")
    sheet = openpyxl.load_workbook("mau-mo-hinh-xa-b.xlsx")["Mô hình"]
    assert [sheet[f"C{row}"].value for row in (5, 104, 105)] == ["Xã Bình Hoà", "Xã Bình Hoà", None]
    assert "Xã Bình Hoà" in sheet["A2"].value


def test_a_unit_of_figures_is_a_condition(clerk: Clerk) -> None:
    sheet = _made(clerk, "figures", "--unit", "xa-b").worksheets[0]
    assert sheet[f"{_column(sheet, 'Điều kiện')}5"].value == "unit=xa-b"


def _review(clerk: Clerk, *typed: str) -> list[tuple[object, ...]]:
    clerk.model("2020/b", title="Bến nước", unit="xa-b", field="kinh-te", person="Bà Tư")
    clerk.model("2020/a", title="=Ánh sáng", unit="xa-a")
    clerk.model("2020/c", title="Chợ", unit="xa-a", ended_on="2020-06-01")
    clerk.model("2021/d", title="Năm sau", unit="xa-a")
    book = _made(clerk, "models", "--review", "2020", *typed)
    return list(book["Mô hình"].iter_rows(min_row=5, values_only=True))


def test_a_review_lists_the_models_that_were_active(clerk: Clerk) -> None:
    rows = _review(clerk)
    assert rows == [
        (1, "a", "=Ánh sáng", "Xã An Hòa", "Tập thể", None, None, None, None, None, None),
        (2, "b", "Bến nước", "Xã Bình Hoà", "Tập thể", "Bà Tư", "Kinh tế", None, None, None, None),
    ]


def test_a_review_asks_what_becomes_of_each(clerk: Clerk) -> None:
    _review(clerk)
    book = openpyxl.load_workbook("ra.xlsx")
    sheet = book["Mô hình"]
    assert _headings(sheet)[7:] == ["Kết quả rà soát (*)", "Ngày dừng", "Lý do dừng", "Ghi chú"]
    assert _choices(book, sheet, "Kết quả rà soát") == ["Duy trì", "Nhân rộng", "Dừng"]
    assert sheet["C5"].fill.bgColor.rgb != sheet["H5"].fill.bgColor.rgb
    assert sheet["C5"].data_type == "s"


def test_a_review_can_be_that_of_a_unit_and_those_below_it(clerk: Clerk) -> None:
    assert [row[1] for row in _review(clerk, "--unit", "xa-b")] == ["b"]
    assert [row[1] for row in _review(clerk, "--unit", "huyen-x")] == ["a", "b"]


def test_a_review_names_what_it_cannot_read(clerk: Clerk) -> None:
    clerk.model("2020/a")
    clerk.write("models/2020/b.yaml", "title: [")
    said = clerk.ask("template", "models", "--review", "2020")
    assert said.code == 1
    assert "models/2020/b.yaml" in said.err
    assert Path("ra-soat-mo-hinh-2020.xlsx").exists()


def test_the_same_template_has_the_same_bytes(clerk: Clerk) -> None:
    _made(clerk, "models", "--year", "2020")
    before = Path("ra.xlsx").read_bytes()
    _made(clerk, "models", "--year", "2020")
    assert Path("ra.xlsx").read_bytes() == before


def test_a_file_that_is_there_stays(clerk: Clerk) -> None:
    Path("ra.xlsx").write_text("quý", encoding="utf-8")
    assert clerk.ask("template", "models", "-o", "ra.xlsx").code == 1
    assert Path("ra.xlsx").read_text(encoding="utf-8") == "quý"


def test_a_template_goes_into_the_folder_that_is_named(clerk: Clerk, tmp_path: Path) -> None:
    folder = tmp_path / "gửi đi"
    folder.mkdir()
    clerk.ask("template", "awards", "-o", str(folder))
    assert [file.name for file in folder.iterdir()] == ["mau-khen-thuong.xlsx"]


@pytest.mark.parametrize(
    "typed",
    [
        ("xe-dap",),
        ("awards", "--review", "2020"),
        ("models", "--review", "2020", "--year", "2021"),
        ("models", "--review", "20"),
        ("models", "-o", "ra.xls"),
        ("models", "--unit", "xã lạ"),
    ],
)
def test_what_makes_no_sense_is_refused(typed: tuple[str, ...], clerk: Clerk, tmp_path: Path) -> None:
    assert clerk.ask("template", *typed).code == 2
    assert not list(tmp_path.glob("*.xls*"))


@pytest.mark.parametrize("typed", [("review", "--year", "2020"), ("ra-soat", "--review", "2020")])
def test_a_review_is_a_kind_of_list_too(typed: tuple[str, ...], clerk: Clerk) -> None:
    clerk.model("2020/a")
    assert _made(clerk, *typed)["Mô hình"]["B5"].value == "a"
    assert clerk.ask("template", "review").code == 2


def test_sheets_that_hold_no_list_say_so(clerk: Clerk) -> None:
    first, *others = (str(sheet["A1"].value) for sheet in _made(clerk, "models").worksheets)
    assert [is_aside(text) for text in (first, *others)] == [False, True, True]


def test_help_says_what_templates_are() -> None:
    assert danvan("template", "--help").code == 0
