"""Whoever carries out a model, in the cells of a list."""

import pytest

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender

HEADINGS = ("STT", "Tên mô hình", "Đơn vị", "TT/CN", "Chủ thể thực hiện")


@pytest.mark.parametrize("who", ["Bà Nguyễn Thị Hoa", "Bà Nguyễn\nThị  Hoa", "Bà Nguyễn Thị Hoa - Xã An Hòa"])
def test_a_name_is_one_line_however_it_is_broken(clerk: Clerk, who: str) -> None:
    sender = Sender(clerk)
    said = sender.sends(sender.writes(("1", "Vườn rau sạch", "Xã An Hòa", "CN", who), headings=HEADINGS))

    assert said.code == 0, said.err
    assert [record["person"] for record in sender.stated().values()] == ["Bà Nguyễn Thị Hoa"]


def test_titles_nearly_the_same_are_doubted_where_they_are_new(clerk: Clerk) -> None:
    sender = Sender(clerk)
    rows = [("1", "Tổ tự quản an ninh", "Xã An Hòa", "TT", ""), ("2", "Tổ tự quản an ninhh", "Xã An Hòa", "TT", "")]
    headings = (*HEADINGS[:4], "Ghi chú")
    said = sender.sends(sender.writes(*rows, headings=headings), "--yes")
    assert (said.code, "nearly" in said.err) == (0, True)
    changed = [(*row[:4], "20 hộ") for row in rows]
    said = sender.sends(sender.writes(*changed, headings=headings), "--yes")
    assert (said.code, "changed: 2" in said.err, "nearly" in said.err) == (0, True, False)


@pytest.mark.parametrize(("year", "said"), [("2024", False), ("2023", True)])
def test_another_year_than_the_titles_is_doubted(clerk: Clerk, year: str, *, said: bool) -> None:
    sender = Sender(clerk)
    file = sender.writes(
        HEADINGS, ("1", "Vườn rau sạch", "Xã An Hòa", "TT", ""), headings=("Danh sách mô hình năm 2024",)
    )
    answer = sender.sends(file, "--year", year)

    assert ("title says 2024" in answer.err + answer.out) is said


def test_a_file_that_is_no_record_is_no_record_that_a_row_may_be(clerk: Clerk) -> None:
    sender = Sender(clerk)
    clerk.write("models/2024/2024-xa-a-vuon-rau", "title: [")
    said = sender.sends(sender.writes(("1", "Vườn rau sạch", "Xã An Hòa", "TT", ""), headings=HEADINGS))

    assert said.code == 0, said.err
    assert len(sender.stated()) == 1


def test_ten_new_records_are_listed_and_the_others_counted(clerk: Clerk) -> None:
    sender = Sender(clerk)
    rows = [(str(number), f"Mô hình số {number}", "Xã An Hòa", "TT", "") for number in range(1, 14)]
    said = sender.sends(sender.writes(*rows, headings=HEADINGS)).err

    assert said.count("+ models/2024/") == 10
    assert "and 3 more new ones" in said


def test_two_persons_of_one_name_are_told_how_they_are_told_apart(clerk: Clerk) -> None:
    headings = ("STT", "Họ và tên", "Chức vụ", "Hình thức khen thưởng", "TT/CN")
    rows = [(number, "Nguyễn Văn Hùng", "Hội viên", "Giấy khen", "CN") for number in ("1", "2")]
    said = Sender(clerk).sends(Sender(clerk).writes(*rows, headings=headings), "--lang", "vi")
    assert said.code == 1
    assert "B3: Theo những gì danh sách ghi, dòng này và dòng 2 là một." in " ".join(said.err.split())
    assert "Nếu là hai: hãy ghi rõ khác nhau ở đâu, như Chức vụ, Đơn vị" in said.err
