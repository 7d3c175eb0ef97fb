"""Which row of a list is a record: numbered or not, as the one above, merged, hidden or chosen."""

import pytest

from danvan_cli.importing.sheet_lists import GivenCell
from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import BadCell
from tests.importing.list_sheets import (
    HEAD,
    MODELS,
    A,
    B,
    Table,
    faults,
    only,
    rows_of,
    sheet,
    skipped,
    understood,
    values,
)


class TestRows:
    def test_a_title_alone_is_a_row_where_there_is_a_number(self, lists: Lists) -> None:
        found = only(lists, MODELS, ("I", "Phường Lái Hiếu"), (1, "Tổ tự quản"), (2, "CỘNG ĐỒNG CHUNG TAY"))
        assert [row.cells["title"].value for row in found.rows] == ["Tổ tự quản", "CỘNG ĐỒNG CHUNG TAY"]

    def test_without_a_number(self, lists: Lists) -> None:
        found = only(lists, MODELS, A, ("", "Vườn rau sạch", "Kinh tế"))
        assert [row.number for row in found.rows] == ["1", "dòng 3"]

    def test_a_list_that_numbers_none(self, lists: Lists) -> None:
        found = only(lists, MODELS[1:], A[1:], B[1:], ("Mô hình không ghi gì thêm",))
        assert [row.number for row in found.rows] == ["dòng 2", "dòng 3", "dòng 4"]

    def test_numbers_are_each_once(self, lists: Lists) -> None:
        found = only(lists, MODELS, A, A, ("1.", *A[1:]), ("01", *A[1:]), ("1 (2)", *A[1:]))
        numbers = [row.number for row in found.rows]
        assert numbers[:2] == ["1", "1 (2)"]
        assert len(set(numbers)) == 5

    def test_dotted_numbers(self, lists: Lists) -> None:
        found = only(lists, MODELS, ("I", "Phường Lái Hiếu"), ("I.1", *A[1:]), ("1.1", *A[1:]), (1.2, *A[1:]))
        assert [row.number for row in found.rows] == ["I.1", "I.1.1", "I.1.2"]

    def test_errors_are_values(self, lists: Lists) -> None:
        bad = BadCell("error", "#REF!")
        found = only(lists, MODELS, (1, "Tổ tự quản", bad), (bad, "B", "Kinh tế"))
        assert values(found.rows[0])["field"] == bad
        assert found.rows[1].number == "#REF!"

    def test_blank_cells_hold_nothing(self, lists: Lists) -> None:
        found = only(lists, MODELS, (1, "Tổ tự quản", " \xa0", "\n", "   " * 9))
        assert values(found.rows[0]) == {"title": "Tổ tự quản"}

    def test_prepared_rows_are_empty_ones(self, lists: Lists) -> None:
        unit = "Phường Lái Hiếu"
        found = only(
            lists, HEAD, (1, "A", unit), (2, None, unit), (3, "C", unit), (4, None, unit), (5, None, unit), (6,)
        )
        assert [row.number for row in found.rows] == ["1", "3"]
        assert (skipped(found), faults(found)) == ({}, [])

    def test_a_unit_that_stands_on_one_row_alone_was_not_prepared(self, lists: Lists) -> None:
        unit = "Phường Lái Hiếu"
        found = only(lists, HEAD, (1, "A", unit), (2, None, "Xã Tân Thành"), (3, "C", unit))
        assert [row.number for row in found.rows] == ["1", "3"]
        assert (skipped(found), faults(found)) != ({}, [])

    def test_values_without_a_heading_are_told_of(self, lists: Lists) -> None:
        assert only(lists, MODELS, (*A, "", "", "bí mật")).unknown == {7: ""}


class TestAsAbove:
    def test_merged_cells(self, lists: Lists) -> None:
        found = only(
            lists,
            HEAD,
            (1, "A", "Phường Lái Hiếu", "Kinh tế"),
            (2, "B", "", ""),
            (3, "C", "", ""),
            merged=["C2:C3", "D2:D4"],
        )
        assert [values(row).get("unit") for row in found.rows] == ["Phường Lái Hiếu", "Phường Lái Hiếu", None]
        assert found.rows[2].cells["field"] == GivenCell("Kinh tế", 2, 4)

    def test_a_number_merged_over_two_rows(self, lists: Lists) -> None:
        head = ("STT", "Tên mô hình", "Họ và tên")
        found = only(lists, head, (1, "A", "Ông B"), ("", "", "Bà C"), merged=["A2:A3", "B2:B3"])
        assert [(values(row)["title"], values(row)["person"]) for row in found.rows] == [("A", "Ông B"), ("A", "Bà C")]

    @pytest.mark.parametrize("mark", ['"', "″", "〃", "-nt-", "nt", " -NT- ", "như trên", "//"])
    def test_marks(self, lists: Lists, mark: str) -> None:
        found = only(lists, HEAD, (1, "A", "Phường Lái Hiếu"), (2, "B", mark), (3, "C", mark))
        assert [row.cells["unit"] for row in found.rows] == [GivenCell("Phường Lái Hiếu", 2, 3)] * 3

    def test_nothing_above(self, lists: Lists) -> None:
        found = only(lists, HEAD, (1, "A", '"'), (2, "B", "Xã Tân Thành", "nt"))
        assert faults(found) == [(2, 3, "nothing-above"), (3, 4, "nothing-above")]

    def test_nothing_above_is_told_of_that_row_alone(self, lists: Lists) -> None:
        found = only(lists, HEAD, (1, "A", '"'), (2, "B", "Xã Tân Thành"), (3, "C", "nt"))
        assert faults(found) == [(2, 3, "nothing-above")]

    def test_nothing_above_within_the_section(self, lists: Lists) -> None:
        found = only(lists, HEAD, ("I", "Cấp xã"), (1, "A", "B"), ("II", "Cấp tỉnh"), (1, "C", "nt"))
        assert faults(found) == [(5, 3, "nothing-above")]


class TestChosen:
    def test_hidden_rows(self, lists: Lists) -> None:
        page = sheet(MODELS, A, B)
        page.hidden_rows = {2}
        assert [sheet_list.rows[0].number for sheet_list in understood(lists, page)] == ["2"]
        assert skipped(understood(lists, page)[0]) == {2: "hidden"}
        assert len(understood(lists, page, hidden=True)[0].rows) == 2

    def test_rows_outside(self, lists: Lists) -> None:
        table: Table = (MODELS, ("I", "Xã Tân Thành"), A, ("", "lạc"), B, ("II", "Phường Lái Hiếu"), A, ("", "Tổng", 3))
        found = only(lists, *table, rows=(5, 5))
        assert rows_of(found) == [("I.2", values(found.rows[0]), {"unit": "Xã Tân Thành"})]
        assert set(skipped(found).values()) == {"outside"}
        assert faults(found) == []
