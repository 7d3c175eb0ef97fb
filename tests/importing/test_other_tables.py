"""Tables that look like a list and are none, and lists that look like such a table."""

from collections.abc import Mapping

import pytest

from danvan_cli.index.current_lists import Lists
from tests.helpers.clerk import Clerk
from tests.importing.list_sheets import only, values
from tests.importing.sent_lists import Sender
from tests.importing.sent_workbooks import Rows, book

MODELS = ("STT", "Tên mô hình", "Đơn vị", "TT/CN")
MODEL = ("1", "Đường hoa", "Xã An Hòa", "TT")
OTHER = ("1", "Nhà sạch", "Xã An Hòa", "TT")
AWARDS = ("STT", "Họ và tên", "TT/CN", "Hình thức khen thưởng")
AWARD = ("1", "Lê Văn Một", "CN", "Giấy khen")
FORMS: Rows = (("STT", "Mã số", "Hình thức khen thưởng", "Loại"), ("1", "ht1", "Bằng khen", "Tập thể"))
UNITS: Rows = (("Mã ĐVHC", "Tên đơn vị", "Cấp"), ("00123", "Xã Mới", "Cấp xã"))


def imported(clerk: Clerk, sheets: Mapping[str, Rows], *typed: str) -> tuple[int, list[str], list[str], str]:
    """Import a workbook; return exit code, titles of models, recipients of awards, and what was said."""
    sender = Sender(clerk)
    said = sender.sends(book(sender.folder / "ds.xlsx", sheets), *typed)
    titles = sorted(record["title"] for record in sender.stated().values())
    recipients = sorted(record.get("recipient", "–") for record in sender.stated("awards/2024").values())
    return said.code, titles, recipients, said.err


@pytest.mark.parametrize("name", ["DANHMUC", "Sheet2", "Danh mục hình thức", "Bảng mã"])
def test_a_catalogue_is_no_list_whatever_it_is_called(clerk: Clerk, name: str) -> None:
    code, _, recipients, said = imported(clerk, {"DS": [AWARDS, AWARD], name: FORMS}, "--default", "kind=ca-nhan")
    assert (code, recipients) == (0, ["Lê Văn Một"])
    assert f"ds.xlsx › {name}: sheet not taken" in said


def test_values_to_choose_from_name_units_and_are_no_awards(clerk: Clerk) -> None:
    choices = [("Đơn vị", "Hình thức khen thưởng", "Loại"), ("Xã An Hòa", "Giấy khen", "Tập thể")]
    assert imported(clerk, {"DS": [AWARDS, AWARD], "DANHMUC": choices})[:3] == (0, [], ["Lê Văn Một"])


def test_what_is_said_to_hold_for_all_rows_names_nobody(clerk: Clerk) -> None:
    sheets = {"DS": [AWARDS, AWARD], "Sheet2": FORMS}
    assert imported(clerk, sheets, "--default", "unit=Xã An Hòa")[:3] == (0, [], ["Lê Văn Một"])


@pytest.mark.parametrize("rows", [FORMS, [("DANH MỤC HÌNH THỨC KHEN THƯỞNG",), *FORMS]])
def test_a_catalogue_alone_is_no_list_either(clerk: Clerk, rows: Rows) -> None:
    code, _, recipients, said = imported(clerk, {"Danh mục": rows}, "--default", "kind=ca-nhan")
    assert (code, recipients) == (2, [])
    assert "is not taken: its rows name nobody" in said


@pytest.mark.parametrize(
    "ratings", [[("Mã số", "Xếp loại", "Điểm"), ("T", "Tốt", 80)], [("Mã", "Nội dung", "Điểm"), ("1", "Đúng", 5)]]
)
def test_a_catalogue_of_ratings_or_criteria(clerk: Clerk, ratings: Rows) -> None:
    code, titles, _, said = imported(clerk, {"DS": [MODELS, MODEL], "Thang điểm": ratings})
    assert (code, titles) == (0, ["Đường hoa"])
    assert "Thang điểm: sheet not taken" in said


def test_a_catalogue_of_units_beside_a_list(clerk: Clerk) -> None:
    before = (clerk.root / "units.yaml").read_text(encoding="utf-8")
    code, titles, _, said = imported(clerk, {"DS": [MODELS, MODEL], "Danh mục đơn vị": UNITS})
    assert (code, titles) == (0, ["Đường hoa"])
    assert "Danh mục đơn vị: sheet not taken" in said
    assert (clerk.root / "units.yaml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize("typed", [(), ("--kind", "units")])
def test_a_catalogue_of_units_alone_is_a_list_of_them(clerk: Clerk, typed: tuple[str, ...]) -> None:
    assert imported(clerk, {"Danh mục đơn vị hành chính": UNITS}, *typed)[0] == 0
    assert "Xã Mới" in (clerk.root / "units.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    ["Ví dụ", "VD", "Vi du", "Ví dụ 1", "Mẫu ví dụ", "Hướng dẫn", "HƯỚNG DẪN GHI BIỂU", "Ghi chú cách điền", "Mẫu"],
)
def test_examples_and_guides_beside_a_list(clerk: Clerk, name: str) -> None:
    code, titles, _, said = imported(clerk, {name: [MODELS, OTHER], "Danh sách": [MODELS, MODEL]})
    assert (code, titles) == (0, ["Đường hoa"])
    assert f"ds.xlsx › {name}: sheet not taken" in said


@pytest.mark.parametrize("above", ["VÍ DỤ", "(Ví dụ minh họa)", "Hướng dẫn ghi biểu", "DANH MỤC LĨNH VỰC"])
def test_what_stands_above_counts(clerk: Clerk, above: str) -> None:
    code, titles, _, _ = imported(clerk, {"Sheet1": [(above,), MODELS, OTHER], "Danh sách": [MODELS, MODEL]})
    assert (code, titles) == (0, ["Đường hoa"])


def test_an_example_below_a_lists_title_is_one(clerk: Clerk) -> None:
    rows = [("DANH SÁCH MÔ HÌNH NĂM 2024",), ("(Ví dụ minh họa)",), MODELS, OTHER]
    assert imported(clerk, {"Sheet1": rows, "Sheet2": [MODELS, MODEL]})[1] == ["Đường hoa"]


@pytest.mark.parametrize(
    "sheets",
    [
        {"Danh mục mô hình năm 2024": [MODELS, MODEL], "Khác": [("a",)]},
        {"Sheet1": [("DANH MỤC MÔ HÌNH ĐĂNG KÝ NĂM 2024",), MODELS, MODEL], "Khác": [("a",)]},
        {"Sheet1": [("Danh mục đơn vị đăng ký mô hình năm 2024",), MODELS, MODEL], "Khác": [("a",)]},
        {"DM mô hình": [MODELS, MODEL], "Khác": [("a",)]},
        {"Danh mục": [MODELS, MODEL]},
        {"Danh mục": [MODELS, MODEL], "Bìa": [("BÁO CÁO",)]},
        {"Mẫu": [MODELS, MODEL]},
        {"Mẫu 2": [MODELS, MODEL], "Mẫu 1": [("a",)]},
        {"Mẫu đăng ký": [MODELS, MODEL], "Khác": [("a",)]},
        {"HD 05": [("Kèm theo Hướng dẫn số 05-HD/BDV",), ("Mẫu số 2",), MODELS, MODEL]},
        {"DS": [("DANH SÁCH MÔ HÌNH",), ("Hướng dẫn ghi",), MODELS, MODEL]},
        {"DS": [("Ví dụ: Xã A ghi là Xã An Hòa",), MODELS, MODEL]},
        {"Dịch vụ": [MODELS, MODEL], "Khác": [("a",)]},
    ],
)
def test_lists_that_remain_lists(clerk: Clerk, sheets: Mapping[str, Rows]) -> None:
    code, titles, _, said = imported(clerk, sheets)
    assert (code, titles) == (0, ["Đường hoa"]), said


def test_a_set_of_forms(clerk: Clerk) -> None:
    assert imported(clerk, {"Mẫu 1": [MODELS, MODEL], "Mẫu 2": [AWARDS, AWARD]})[:3] == (
        0,
        ["Đường hoa"],
        ["Lê Văn Một"],
    )


def test_a_sheet_that_is_asked_for_is_taken(clerk: Clerk) -> None:
    sheets = {"Ví dụ": [MODELS, OTHER], "Danh sách": [MODELS, MODEL]}
    assert imported(clerk, sheets, "--sheet", "Ví dụ")[1] == ["Nhà sạch"]


def test_where_nothing_else_is_there_the_reason_is_said(clerk: Clerk) -> None:
    code, titles, _, said = imported(clerk, {"Ví dụ": [MODELS, OTHER]})
    assert (code, titles) == (2, [])
    assert "ds.xlsx › Ví dụ is not taken: its name or title says that it is an example" in said


@pytest.mark.parametrize("between", [(), ("TM. BAN DÂN VẬN",)])
def test_an_example_below_a_list_on_its_sheet(clerk: Clerk, between: tuple[str, ...]) -> None:
    rows = [MODELS, MODEL, (), between, (), ("VÍ DỤ",), MODELS, OTHER]
    code, titles, _, said = imported(clerk, {"DS": rows})
    assert (code, titles) == (0, ["Đường hoa"])
    assert "rows 7-8 not taken (an example)" in said


def test_an_example_above_a_list_on_its_sheet(clerk: Clerk) -> None:
    rows = [("VÍ DỤ MINH HỌA",), MODELS, OTHER, (), ("DANH SÁCH MÔ HÌNH NĂM 2024",), MODELS, MODEL]
    code, titles, _, said = imported(clerk, {"DS": rows})
    assert (code, titles) == (0, ["Đường hoa"])
    assert "the table with headings in row 2 not taken" in said


@pytest.mark.parametrize(
    ("number", "title", "is_example"),
    [
        ("VD", "Tuyến đường hoa", True),
        ("Ví dụ", "Tuyến đường hoa", True),
        ("1", "Ví dụ: Tuyến đường hoa", True),
        ("1", "(VD) Tuyến đường hoa", True),
        ("", "VD 1: Tuyến đường hoa", True),
        ("1", "Ví dụ điển hình", False),
        ("1", "VDK", False),
    ],
)
def test_a_row_that_is_shown_as_an_example(clerk: Clerk, number: str, title: str, *, is_example: bool) -> None:
    rows = [MODELS, (number, title, *MODEL[2:]), ("2", *OTHER[1:])]
    code, titles, _, said = imported(clerk, {"DS": rows})
    assert (code, titles) == (0, sorted(["Nhà sạch", *([] if is_example else [title])])), said
    assert ("not taken (an example)" in said) is is_example


def test_a_catalogue_below_a_list_on_its_sheet(clerk: Clerk) -> None:
    rows = [AWARDS, AWARD, (), ("TM. BAN DÂN VẬN",), (), ("DANH MỤC",), *FORMS]
    code, _, recipients, said = imported(clerk, {"DS": rows})
    assert (code, recipients) == (0, ["Lê Văn Một"])
    assert "the table with headings in row 7 not taken" in said


def test_a_row_of_a_list_of_awards_that_names_nobody_is_a_fault(clerk: Clerk) -> None:
    code, _, recipients, said = imported(clerk, {"DS": [AWARDS, AWARD, ("2", "", "CN", "Giấy khen")]})
    assert (code, recipients) == (1, [])
    assert "ds.xlsx: DS!B3:" in said


def test_a_column_of_forms_of_address_is_neither_model_nor_name(clerk: Clerk) -> None:
    headings = ("STT", "Mô hình, điển hình", "Họ và tên", "TT/CN", "Hình thức khen thưởng")
    rows = [headings, ("1", "Ông", "Lê Văn Một", "CN", "Giấy khen"), ("2", "Bà", "Lê Thị Hai", "CN", "Giấy khen")]
    code, _, recipients, said = imported(clerk, {"DS": rows})
    assert (code, recipients) == (0, ["Lê Thị Hai", "Lê Văn Một"]), said
    assert "column B “Mô hình, điển hình” is not taken" in said


def test_forms_of_address_below_a_heading_over_both_columns_stay_with_the_name(lists: Lists) -> None:
    headings = ("STT", "Họ và tên", None, "TT/CN", "Hình thức khen thưởng")
    found = only(lists, headings, ("1", "Ông", "Lê Văn Một", "CN", "Giấy khen"), merged=["B1:C1"])
    assert [values(row)["recipient"] for row in found.rows] == ["Ông Lê Văn Một"]


@pytest.mark.parametrize("heading", ["Ông/Bà", "Ông (bà)", "Đồng chí"])
def test_such_a_heading_over_names_is_one_of_names(lists: Lists, heading: str) -> None:
    found = only(lists, ("STT", heading, "TT/CN", "Hình thức khen thưởng"), ("1", "Lê Văn Một", "CN", "Giấy khen"))
    assert values(found.rows[0])["recipient"] == "Lê Văn Một"


@pytest.mark.parametrize(
    "summary",
    [
        [
            ("STT", "Đơn vị", "Tổng số", "Tập thể", "Cá nhân"),
            ("1", "Xã An Hòa", 3, 2, 1),
            ("2", "Xã Bình Hoà", 3, 3, 0),
        ],
        [("STT", "Đơn vị", "Tập thể", "Loại"), ("1", "Xã An Hòa", 3, "Tập thể")],
        [("STT", "Đơn vị", "Tên mô hình", "Loại"), ("1", "Xã An Hòa", 3, "Tập thể")],
    ],
)
def test_a_table_of_how_many_there_are_names_nobody(clerk: Clerk, summary: Rows) -> None:
    code, titles, recipients, said = imported(clerk, {"DS": [MODELS, MODEL], "TH": [("TỔNG HỢP",), *summary]})
    assert (code, titles, recipients) == (0, ["Đường hoa"], []), said
