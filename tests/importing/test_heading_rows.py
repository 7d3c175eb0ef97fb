"""Which rows are headings, in one, two or three rows, and which of their columns are ticked."""

from collections.abc import Sequence

import pytest

from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import Value
from tests.importing.list_sheets import HEAD, ROW, only, values


def test_two_rows_merged(lists: Lists) -> None:
    found = only(
        lists,
        ("DANH SÁCH MÔ HÌNH NĂM 2020",),
        ("STT", "Tên mô hình", "Đối tượng", "", "Đơn vị", "Hình thức", ""),
        ("", "", "TT", "CN", "", "Đăng ký mới", "Duy trì"),
        (1, "Tổ tự quản", "x", "", "Phường Lái Hiếu", "", "x"),
        merged=["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:G2"],
    )
    assert found.headings == (2, 3)
    assert found.above == "DANH SÁCH MÔ HÌNH NĂM 2020"
    assert list(found.columns.values()) == [
        *("number", "title", "kind=tap-the", "kind=ca-nhan", "unit", "origin=moi", "origin=duy-tri")
    ]
    assert values(found.rows[0]) == {
        "title": "Tổ tự quản",
        "kind=tap-the": "x",
        "unit": "Phường Lái Hiếu",
        "origin=duy-tri": "x",
    }


def test_two_rows_that_nobody_merged(lists: Lists) -> None:
    found = only(
        lists,
        ("STT", "Tên mô hình", "Xếp loại", "", "Quyết định", "", "Ghi chú"),
        ("", "", "Tốt", "Khá", "Số", "Ngày", ""),
        (1, "Tổ tự quản", "x", "", "05-QĐ/TU", "31/12/2020"),
    )
    assert found.headings == (1, 2)
    assert list(found.columns.values()) == [
        "number",
        "title",
        "rating=tot",
        "rating=kha",
        "decision",
        "decided_on",
        "note",
    ]


def test_headings_below_a_row_of_groups_only(lists: Lists) -> None:
    found = only(
        lists,
        ("", "", "Đối tượng", "", "Quyết định", ""),
        ("STT", "Họ và tên", "TT", "CN", "Số", "Ngày"),
        (1, "Nguyễn Văn A", "", "x", "012", "31/12/2020"),
        merged=["C1:D1", "E1:F1"],
    )
    assert found.headings == (1, 2)
    assert list(found.columns.values()) == [
        "number",
        "recipient",
        "kind=tap-the",
        "kind=ca-nhan",
        "decision",
        "decided_on",
    ]


def test_three_rows(lists: Lists) -> None:
    found = only(
        lists,
        ("STT", "Tên mô hình", "Kết quả đánh giá", "", "", ""),
        ("", "", "Điểm", "", "Xếp loại", ""),
        ("", "", "Nội dung", "Cách làm", "Tốt", "Khá"),
        (1, "Tổ tự quản", 5, 4, "x"),
        merged=["A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2"],
    )
    assert found.headings == (1, 3)
    assert list(found.columns.values()) == [
        *("number", "title", "scores.noi-dung", "scores.cach-lam", "rating=tot", "rating=kha")
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        (1, 2, 3, 4, 5, 6),
        ("A", "B", 1, 2, 3, 4),
        ("1", "2", "3", "4=2+3", "5", "6"),
    ],
)
def test_column_numbers_belong_to_the_headings(lists: Lists, numbers: Sequence[Value]) -> None:
    found = only(lists, HEAD, numbers, ROW)
    assert found.headings == (1, 2)
    assert [row.number for row in found.rows] == ["1"]


def test_a_row_with_words_of_headings_is_none(lists: Lists) -> None:
    row = ("Đơn vị", "Ghi chú", "a", "b", "c", "d", "e", "g")
    head = ("Tên mô hình", "Đơn vị", "Nội dung", "Địa điểm", "Mục tiêu", "Nguồn lực", "Lực lượng", "Nguồn")
    assert values(only(lists, head, row).rows[0])["title"] == "Đơn vị"


def test_a_first_row_is_not_taken_for_column_numbers(lists: Lists) -> None:
    found = only(lists, ("STT", "Tên mô hình", "Số người tham gia"), (1, "Tổ tự quản", 3), (2, "B", 3))
    assert found.headings == (1, 1)
    assert len(found.rows) == 2


class TestTicks:
    def test_two_columns_tt(self, lists: Lists) -> None:
        found = only(
            lists,
            ("TT", "Họ và tên", "TT", "CN", "Hình thức khen thưởng"),
            (1, "Nguyễn Văn A", "", "x", "Giấy khen"),
            (2, "Phường Lái Hiếu", "x", "", "Giấy khen"),
        )
        assert list(found.columns.values()) == ["number", "recipient", "kind=tap-the", "kind=ca-nhan", "form"]

    def test_words_over_them_that_are_no_headings(self, lists: Lists) -> None:
        head = (("STT", "Tên mô hình", "Ghi", ""), ("", "", "Tập thể", "Cá nhân"))
        found = only(lists, *head, (1, "A", "x", ""), (2, "B", "", "X"), merged=["A1:A2", "B1:B2", "C1:D1"])
        assert list(found.columns.values())[2:] == ["kind=tap-the", "kind=ca-nhan"]

    def test_tt_alone_is_the_running_number(self, lists: Lists) -> None:
        assert only(lists, ("TT", "Tên mô hình", "Đơn vị"), (1, "A", "B"), (2, "C", "D")).columns[1] == "number"

    def test_words_instead_of_letters(self, lists: Lists) -> None:
        found = only(lists, ("STT", "Tên mô hình", "Tập thể", "Cá nhân"), (1, "A", "x", ""), (2, "B", "", "X"))
        assert list(found.columns.values())[2:] == ["kind=tap-the", "kind=ca-nhan"]

    def test_names_below_these_words_are_no_ticks(self, lists: Lists) -> None:
        found = only(
            lists,
            ("STT", "Tên mô hình", "Tập thể", "Cá nhân"),
            (1, "A", "Phường Lái Hiếu", ""),
            (2, "B", "", "Nguyễn Văn A"),
        )
        assert list(found.columns.values())[2:] == ["who", "person"]

    def test_side_by_side_without_a_heading_over_them(self, lists: Lists) -> None:
        found = only(lists, ("STT", "Tên mô hình", "Điểm", "Tốt", "Khá"), (1, "A", 9, "x"), (2, "B", 7, "", "x"))
        assert list(found.columns.values())[3:] == ["rating=tot", "rating=kha"]

    def test_a_value_alone_is_no_column_of_ticks(self, lists: Lists) -> None:
        assert only(lists, ("STT", "Tên mô hình", "Điểm", "Tốt"), (1, "A", 9, "x")).unknown == {4: "Tốt"}

    def test_counts_are_no_ticks(self, lists: Lists) -> None:
        found = only(lists, ("STT", "Tên mô hình", "TT", "CN"), (1, "A", 12, 3), (2, "B", 7, 5))
        assert found.unknown == {3: "TT", 4: "CN"}

    def test_the_fields_of_the_office(self, lists: Lists) -> None:
        found = only(
            lists,
            ("STT", "Tên mô hình", "Lĩnh vực", "", "", "Đơn vị"),
            ("", "", "Kinh tế", "VH-XH", "QP-AN", ""),
            (1, "A", "", "x", "", "B"),
            merged=["C1:E1"],
        )
        assert list(found.columns.values())[2:5] == [
            *("field=kinh-te", "field=van-hoa-xa-hoi", "field=quoc-phong-an-ninh")
        ]
