"""What stands below the rows of a list: totals, which are compared with the rows, signatures and notes."""

from collections.abc import Sequence

import pytest

from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import Value
from tests.importing.list_sheets import HEAD, MODELS, A, B, Table, faults, only, sheet, skipped, understood


class TestTotals:
    @pytest.mark.parametrize(
        ("line", "stated"),
        [
            (("", "Tổng cộng", "", 2), 2),
            (("", "TỔNG CỘNG: 2 mô hình"), 2),
            (("", "Cộng", 2), 2),
            (("Tổng số: 02",), 2),
            (("", "(Danh sách này có 46 mô hình)"), 46),
            (("", "Tổng cộng: 46 (bốn mươi sáu) mô hình./."), 46),
            (("", "Tổng cộng năm 2020"), None),
            (("", "Tổng cộng"), None),
            (("Ấn định danh sách có 1.240 mô hình",), 1240),
        ],
    )
    def test_of_the_list(self, lists: Lists, line: Sequence[Value], stated: int | None) -> None:
        found = only(lists, MODELS, A, B, line)
        assert [(total.stated, total.counted) for total in found.totals] == ([(stated, 2)] if stated else [])
        assert skipped(found) == {4: "total"}

    def test_sums_count_no_rows(self, lists: Lists) -> None:
        head = ("STT", "Tên mô hình", "Kinh phí", "Ghi chú")
        found = only(lists, head, (1, "A", 500), (2, "B", 1000), ("", "Tổng cộng", 1500), ("", "", 1500))
        assert found.totals == []
        assert skipped(found) == {4: "total", 5: "total"}

    def test_by_kind(self, lists: Lists) -> None:
        line = "Danh sách có 15 tập thể, 1 cá nhân"
        found = only(lists, MODELS, A, B, (line,))
        assert [(total.stated, total.counted) for total in found.totals] == [(15, 1), (1, 1)]

    @pytest.mark.parametrize(
        ("line", "stated"),
        [
            ("Danh sách này có 2 tập thể, cá nhân", [(2, 2)]),
            ("Ấn định danh sách có 2 tập thể và cá nhân./.", [(2, 2)]),
            ("Tổng cộng: 2 tập thể, cá nhân", [(2, 2)]),
            ("Danh sách này có 02 tập thể/cá nhân.", [(2, 2)]),
            ("Danh sách có 5 tập thể, hộ gia đình, cá nhân", [(5, 2)]),
            ("Danh sách có 01 tập thể và 01 cá nhân", [(1, 1), (1, 1)]),
            ("Danh sách có 2 mô hình, tập thể 1, cá nhân 1", [(2, 2)]),
            ("Danh sách có 2 mô hình (tập thể: 1, cá nhân: 1)", [(2, 2)]),
            ("Danh sách có 1 mô hình tập thể, 1 mô hình cá nhân", [(1, 1), (1, 1)]),
        ],
    )
    def test_of_kinds_together(self, lists: Lists, line: str, stated: list[tuple[int, int]]) -> None:
        found = only(lists, MODELS, A, B, (line,))
        assert [(total.stated, total.counted) for total in found.totals] == stated

    def test_by_ticks(self, lists: Lists) -> None:
        head = ("STT", "Tên mô hình", "TT", "CN")
        found = only(lists, head, (1, "A", "x"), (2, "B", "", "x"), (3, "C", "x"), ("", "Tổng", 3, 1))
        assert [(total.column, total.stated, total.counted) for total in found.totals] == [(3, 3, 2), (4, 1, 1)]

    def test_of_sections(self, lists: Lists) -> None:
        found = only(
            lists,
            MODELS,
            ("I", "Phường Lái Hiếu (3 mô hình)"),
            A,
            B,
            ("", "Cộng mục I", 2),
            ("II", "Xã Tân Thành", 1),
            A,
            ("", "Cộng", 2),
            ("", "Tổng cộng", 3),
        )
        assert [(total.row, total.stated, total.counted) for total in sorted(found.totals)] == [
            *((2, 3, 2), (5, 2, 2), (6, 1, 1), (8, 2, 1), (9, 3, 3))
        ]

    def test_of_several_tables(self, lists: Lists) -> None:
        people = ("STT", "Họ và tên", "Chức vụ", "Hình thức khen")
        groups = ("STT", "Tên tập thể", "Hình thức khen", "Ghi chú")
        page = sheet(
            ("A. TẬP THỂ",),
            groups,
            (1, "Phường Lái Hiếu", "Giấy khen"),
            ("B. CÁ NHÂN (2 cá nhân)",),
            people,
            (1, "Nguyễn Văn A", "Bí thư", "Giấy khen"),
            ("Danh sách có 1 tập thể, 1 cá nhân",),
        )
        first, second = understood(lists, page)
        assert (first.totals, [(total.stated, total.counted) for total in second.totals]) == (
            [],
            [(1, 1), (1, 1), (2, 1)],
        )

    def test_titles_that_begin_like_totals(self, lists: Lists) -> None:
        titles = ("Cộng đồng không rác", "Tổng đài an sinh", "Tổng vệ sinh cuối tuần")
        found = only(lists, MODELS, *(("", title, "Kinh tế") for title in titles))
        assert [row.cells["title"].value for row in found.rows] == list(titles)

    def test_a_title_alone_that_begins_like_a_total(self, lists: Lists) -> None:
        found = only(lists, MODELS[1:], A[1:], ("Cộng đồng không rác",), ("Tổng vệ sinh", "Môi trường", "TT", "ghi"))
        assert [row.at for row in found.rows] == [2, 3, 4]

    def test_hidden_rows_count(self, lists: Lists) -> None:
        page = sheet(MODELS, A, B, ("", "Tổng cộng", 2))
        page.hidden_rows = {3}
        (found,) = understood(lists, page)
        assert (len(found.rows), [(total.stated, total.counted) for total in found.totals]) == (1, [(2, 2)])


class TestBelow:
    @pytest.mark.parametrize(
        "line",
        [
            ("", "NGƯỜI LẬP BIỂU"),
            ("", "", "TM. BAN THƯỜNG VỤ"),
            ("", "T/M ĐẢNG ỦY", "", "NGƯỜI LẬP"),
            ("Nơi nhận:",),
            ("Nơi nhận:", "", "KT. CHỦ TỊCH"),
            ("", "(Ký, ghi rõ họ tên)"),
            ("", "Ngã Bảy, ngày 15 tháng 3 năm 2020"),
            ("", "", "", "Ngày ... tháng ... năm 2020"),
        ],
    )
    def test_signatures(self, lists: Lists, line: Sequence[Value]) -> None:
        names: Table = (("- Như trên;", "", "PHÓ BÍ THƯ"), ("", "Nguyễn Văn A", "", "Trần Thị B"), ("- Lưu VP.",))
        found = only(lists, MODELS, A, B, line, *names)
        assert skipped(found) == dict.fromkeys(range(4, 8), "signature")
        assert (len(found.rows), faults(found)) == (2, [])

    def test_notes(self, lists: Lists) -> None:
        found = only(lists, MODELS, A, B, (), ("Ghi chú: số liệu đến 31/12",), ("Một dòng nữa",))
        assert skipped(found) == {5: "note", 6: "note"}

    def test_lone_text_between_rows_is_a_fault(self, lists: Lists) -> None:
        found = only(lists, HEAD, (1, "A", "B"), ("", "một dòng lạc"), (2, "C", "D"))
        assert faults(found) == [(3, 2, "row-not-understood")]
        assert len(found.rows) == 2

    def test_a_row_below_a_signature_is_a_row(self, lists: Lists) -> None:
        found = only(lists, MODELS, A, ("", "NGƯỜI LẬP BIỂU"), ("", "Nguyễn Văn A"), B)
        assert [row.number for row in found.rows] == ["1", "2"]
