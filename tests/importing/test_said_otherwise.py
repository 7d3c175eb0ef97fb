"""What clerks write that is no plain value: taken where it can be, else told in the words of its column."""

import pytest

from danvan_cli.index.current_lists import Lists
from tests.helpers.clerk import Clerk
from tests.importing.list_sheets import keys_of
from tests.importing.sent_lists import Sender

_NAMED = ("STT", "Tên mô hình", "Đơn vị", "TT/CN")
_ROW = ("1", "Đường hoa", "Xã An Hòa", "TT")


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Tháng 3/2024", "2024-03"),
        ("tháng 03 năm 2024", "2024-03"),
        ("thang 3-2024", "2024-03"),
        ("Ngày 5 tháng 3 năm 2024", "2024-03-05"),
        ("Quý I/2024", ""),
        ("tháng 13/2024", ""),
    ],
)
def test_months_in_words_are_dates_and_quarters_are_not(text: str, stated: str, sender: Sender) -> None:
    said = sender.sends(sender.writes((*_ROW, text), headings=(*_NAMED, "Ngày đăng ký")))
    assert said.code == int(not stated), said.err
    assert f"registered_on: {stated}" in "".join(sender.records().values()) or not stated
    assert ("is a quarter" in said.err) == text.startswith("Quý")


@pytest.mark.parametrize(("text", "budget"), [("3 triệu rưỡi", "3500000"), ("3,5", "3500000"), ("ba triệu", "")])
def test_an_amount_is_told_in_the_unit_of_its_column(text: str, budget: str, sender: Sender) -> None:
    said = sender.sends(sender.writes((*_ROW, text), headings=(*_NAMED, "Kinh phí (triệu đồng)")))
    assert f"budget: {budget}" in "".join(sender.records().values()) or not budget
    assert ("in triệu đồng: write 3 or 3,5" in said.err) == (not budget), said.err


def test_words_around_a_number_of_people_are_said(sender: Sender) -> None:
    rows = [(*_ROW, "khoảng 30"), ("2", "Vườn rau", *_ROW[2:], "40 người")]
    said = sender.sends(sender.writes(*rows, headings=(*_NAMED, "Số người tham gia")))
    assert "“khoảng 30” is taken as 30" in said.err
    assert "40 người" not in said.err


@pytest.mark.parametrize("heading", ["Nội dung mô hình", "Nội dung mô hình Dân vận khéo", "Tên/nội dung mô hình"])
def test_what_models_are_about_names_them_where_no_other_column_does(heading: str, lists: Lists) -> None:
    assert keys_of(lists, "STT", heading, "Đơn vị", "TT/CN")[1] == "title"
    assert keys_of(lists, "STT", "Tên mô hình", "Nội dung mô hình", "Đơn vị")[1:3] == ["title", "content"]


def test_two_ticks_name_the_other_cell(sender: Sender) -> None:
    said = sender.sends(sender.writes((*_ROW[:3], "x", "x"), headings=(*_NAMED[:3], "Tập thể", "Cá nhân")))
    assert "E2: “Cá nhân” contradicts “Tập thể” (D2)" in said.err
