"""In which unit amounts stand, said above the table, in a heading, a column, a number's format, or the cell."""

from typing import Any

import pytest

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender
from tests.importing.sent_workbooks import Shown, book

HEADINGS = ("STT", "Tên mô hình", "Đơn vị", "TT/CN", "Kinh phí")
ROW = ("1", "Đường hoa", "Xã An Hòa", "TT")
AREAS = (
    "format: 1\nvocabulary:\n  indicator:\n"
    "  - {id: tien, label: Tiền, unit: triệu đồng}\n  - {id: hien-dat, label: Hiến đất, unit: m²}\n"
)


def budgets(sender: Sender) -> list[Any]:
    """Return what the models state of their budget."""
    return [record.get("budget") for record in sender.stated().values()]


@pytest.mark.parametrize(
    ("above", "amount", "budget"),
    [
        ("Đơn vị tính: triệu đồng", "25", 25_000_000),
        ("Đơn vị tính: triệu đồng", "12,5", 12_500_000),
        ("ĐVT: 1.000 đồng", "1.250", 1_250_000),
        ("(Đvt: nghìn đồng)", "500", 500_000),
        ("Đơn vị: tỷ đồng", "1,2", 1_200_000_000),
        ("DANH SÁCH MÔ HÌNH (triệu đồng)", "25", 25_000_000),
        ("Kinh phí tính theo triệu đồng", "25", 25_000_000),
        ("Đơn vị tính: đồng", "25000000", 25_000_000),
        ("Đơn vị tính: người", "25000000", 25_000_000),
        ("Đơn vị tính: triệu đồng, ha", "25", 25_000_000),
        ("Đơn vị tính: triệu đồng", "500 nghìn", 500_000),
        ("Đơn vị tính: triệu đồng", "25.000.000 đồng", 25_000_000),
    ],
)
def test_what_stands_above_the_table(clerk: Clerk, above: str, amount: str, budget: int) -> None:
    sender = Sender(clerk)
    file = sender.writes(HEADINGS, (*ROW, amount), headings=("", "", "", "", above))
    assert sender.sends(file).code == 0
    assert budgets(sender) == [budget]
    assert sender.sends(file).err.count("unchanged: 1") == 1


@pytest.mark.parametrize(
    ("note", "budget"),
    [
        ("Ghi chú: kinh phí tính bằng triệu đồng", 25_000_000),
        ("ĐVT: triệu đồng", 25_000_000),
        ("(*) Kinh phí đơn vị tính là nghìn đồng.", 25_000),
        ("Ghi chú: kinh phí (triệu đồng)", 25_000_000),
        ("Ghi chú: tính theo số người tham gia", 25),
        ("Ghi chú: đơn vị: Xã An Hòa", 25),
    ],
)
def test_what_a_note_below_the_table_says(clerk: Clerk, note: str, budget: int) -> None:
    sender = Sender(clerk)
    file = sender.writes((*ROW, "25"), ("", note), ("", "Người lập", "", "Chủ tịch"), headings=HEADINGS)
    said = sender.sends(file)
    assert said.code == 0, said.err
    assert budgets(sender) == [budget]


def test_what_stands_above_another_table_is_said_of_that_one(clerk: Clerk) -> None:
    sender = Sender(clerk)
    above = ("", "Đơn vị tính: nghìn đồng")
    rows = ((*ROW, "25000000"), above, (*HEADINGS, "Ghi chú"), ("1", "Nhà sạch", *ROW[2:], "25"))
    said = sender.sends(sender.writes(*rows, headings=HEADINGS))
    assert said.code == 0, said.err
    assert sorted(budgets(sender)) == [25_000, 25_000_000]


@pytest.mark.parametrize(
    ("first", "second", "stated"),
    [("", "nghìn", [None, None]), ("triệu", "nghìn", [None, None]), ("triệu", "triệu", [25_000_000, 3_000_000])],
)
def test_parts_of_a_table_in_several_units(clerk: Clerk, first: str, second: str, stated: list[int | None]) -> None:
    sender = Sender(clerk)
    above = [("", f"Đơn vị tính: {unit} đồng" if unit else "Danh sách") for unit in (first, second)]
    rows = ((*ROW, "25"), above[1], HEADINGS, ("1", "Nhà sạch", *ROW[2:], "3"))
    said = sender.sends(sender.writes(HEADINGS, *rows, headings=above[0]))
    assert said.code == 0, said.err
    assert budgets(sender) == stated


@pytest.mark.parametrize(
    ("heading", "budget"),
    [
        ("Kinh phí (triệu đồng)", 25_000_000),
        ("Kinh phí (tr.đ)", 25_000_000),
        ("Kinh phí, nghìn đồng", 25_000),
        ("Kinh phí (ĐVT: triệu đồng)", 25_000_000),
        ("Kinh phí (đồng)", 25),
        ("Kinh phí (nếu có)", 25),
    ],
)
def test_what_a_heading_says_goes_before_what_stands_above(clerk: Clerk, heading: str, budget: int) -> None:
    sender = Sender(clerk)
    said = sender.sends(sender.writes((*ROW, "25"), headings=(*HEADINGS[:4], heading)))
    assert said.code == 0, said.err
    assert budgets(sender) == [budget]
    assert ("and taken in đồng: 25 → " in said.err) is (budget != 25)


@pytest.mark.parametrize("words", ["USD", "chỉ vàng", "sào", "người", "lạng"])
def test_a_column_in_what_nobody_can_convert_is_left_out_and_told(clerk: Clerk, words: str) -> None:
    sender = Sender(clerk)
    said = sender.sends(sender.writes((*ROW, "25"), headings=(*HEADINGS[:4], f"Kinh phí ({words})")))
    assert said.code == 0, said.err
    assert budgets(sender) == [None]
    assert f"column E “Kinh phí ({words})” is not taken" in said.err


def test_what_is_not_known_above_the_table_leaves_amounts_out(clerk: Clerk) -> None:
    sender = Sender(clerk)
    file = sender.writes(HEADINGS, (*ROW, "25"), headings=("", "Đơn vị tính: lạng"))
    said = sender.sends(file)
    assert (said.code, budgets(sender)) == (0, [None])
    assert "“lạng”" in said.err


def test_the_clerk_who_maps_a_column_takes_it_as_it_stands(clerk: Clerk) -> None:
    sender = Sender(clerk)
    file = sender.writes((*ROW, "25"), headings=(*HEADINGS[:4], "Kinh phí (lạng)"))
    assert sender.sends(file, "--map", "Kinh phí (lạng)=budget").code == 0
    assert budgets(sender) == [25]


def test_a_column_of_units(clerk: Clerk) -> None:
    sender = Sender(clerk)
    rows = ((*ROW, "25", "Triệu đồng"), ("2", "Nhà sạch", *ROW[2:], "3", "Triệu đồng"))
    assert sender.sends(sender.writes(*rows, headings=(*HEADINGS, "ĐVT"))).code == 0
    assert budgets(sender) == [25_000_000, 3_000_000]


def test_a_column_of_several_units_leaves_amounts_out(clerk: Clerk) -> None:
    sender = Sender(clerk)
    rows = ((*ROW, "25", "Triệu đồng"), ("2", "Nhà sạch", *ROW[2:], "3", "nghìn đồng"))
    assert sender.sends(sender.writes(*rows, headings=(*HEADINGS, "ĐVT"))).code == 0
    assert budgets(sender) == [None, None]


@pytest.mark.parametrize(
    ("number", "written", "budget"),
    [
        (25, '#,##0" triệu"', 25_000_000),
        (12.5, '#,##0.0" triệu đồng"', 12_500_000),
        (25_000_000, '#,##0,," triệu"', 25_000_000),
        (25_000_000, "#,##0,,", 25_000_000),
        (25_000_000, '#,##0 "₫"', 25_000_000),
        (25_000_000, "#,##0", 25_000_000),
        (3, '#,##0" chỉ"', None),
        (3, '"$"#,##0', None),
        (25, '[>=1000000]#,##0,," triệu";#,##0" đồng"', None),
    ],
)
def test_the_format_of_a_number(clerk: Clerk, number: float, written: str, budget: int | None) -> None:
    sender = Sender(clerk)
    file = book(sender.folder / "ds.xlsx", {"DS": [HEADINGS, (*ROW, Shown(number, written))]})
    said = sender.sends(file)
    assert said.code == 0, said.err
    assert budgets(sender) == [budget]


def test_a_number_shown_in_millions_below_such_a_heading(clerk: Clerk) -> None:
    sender = Sender(clerk)
    headings = (*HEADINGS[:4], "Kinh phí (triệu đồng)")
    rows = [headings, (*ROW, Shown(25_000_000, "#,##0,,")), ("2", "Nhà sạch", *ROW[2:], 25)]
    assert sender.sends(book(sender.folder / "ds.xlsx", {"DS": rows})).code == 0
    assert budgets(sender) == [25_000_000, 25_000_000]


def test_an_amount_that_is_in_dong_already_is_a_fault(clerk: Clerk) -> None:
    sender = Sender(clerk)
    file = sender.writes((*ROW, "5.000.000"), headings=(*HEADINGS[:4], "Kinh phí (triệu đồng)"))
    said = sender.sends(file)
    assert (said.code, sender.stated()) == (1, {})
    assert "ds.csv: E2: “5.000.000”" in said.err


@pytest.mark.parametrize(
    ("heading", "typed", "result"),
    [
        ("Hiến đất (ha)", "1,5", {"hien-dat": 15_000}),
        ("Hiến đất (m2)", "300", {"hien-dat": 300}),
        ("Hiến đất", "1,5 ha", {"hien-dat": 15_000}),
        ("Hiến đất (sào)", "3", None),
        ("Tiền (triệu đồng)", "25", {"tien": 25}),
        ("Tiền (đồng)", "25.000.000", {"tien": 25}),
        ("Tiền", "25", {"tien": 25}),
        ("Tiền", "1 tỷ", {"tien": 1000}),
    ],
)
def test_results_are_in_the_unit_that_the_office_has(
    clerk: Clerk, heading: str, typed: str, result: dict[str, int] | None
) -> None:
    clerk.write("danvan.yaml", AREAS)
    sender = Sender(clerk)
    file = sender.writes(
        ("1", "Đường hoa", "Xã An Hòa", "TT", "Tốt", typed), headings=(*HEADINGS[:4], "Xếp loại", heading)
    )
    said = sender.sends(file, "--kind", "models", "--kind", "evaluations", "--default", "level=xa")
    assert said.code == 0, said.err
    assert [record.get("results") for record in sender.stated("evaluations/2024").values()] == [result]


def test_what_is_said_above_holds_for_the_columns_it_fits(clerk: Clerk) -> None:
    clerk.write("danvan.yaml", AREAS)
    sender = Sender(clerk)
    headings = (*HEADINGS, "Xếp loại", "Hiến đất")
    file = sender.writes(headings, (*ROW, "25", "Tốt", "300"), headings=("", "ĐVT: triệu đồng"))
    assert sender.sends(file, "--kind", "models", "--kind", "evaluations", "--default", "level=xa").code == 0
    assert budgets(sender) == [25_000_000]
    assert [record["results"] for record in sender.stated("evaluations/2024").values()] == [{"hien-dat": 300}]
