"""Which row of a list is what: sections, totals, signatures, merged and hidden rows."""

from collections.abc import Sequence

import pytest

from danvan_cli.importing.sheet_lists import GivenCell
from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import BadCell, Value
from tests.importing.list_sheets import (
    HEAD,
    Table,
    faults,
    office_lists,
    only,
    rows_of,
    sections,
    sheet,
    skipped,
    understood,
    values,
)

MODELS = ("STT", "Tên mô hình", "Lĩnh vực", "TT/CN", "Ghi chú")
A: Sequence[Value | None] = (1, "Tổ tự quản", "Kinh tế", "TT")
B: Sequence[Value | None] = (2, "Vườn rau sạch", "Kinh tế", "CN")


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Lists:
    return office_lists(tmp_path_factory.mktemp("office"))


class TestSections:
    def test_give_rows_their_unit(self, lists: Lists) -> None:
        found = only(lists, MODELS, ("I", "PHƯỜNG LÁI HIẾU"), A, B, ("II", "xã Tân Thành"), A)
        assert [(number, said) for number, _, said in rows_of(found)] == [
            ("I.1", {"unit": "PHƯỜNG LÁI HIẾU"}),
            ("I.2", {"unit": "PHƯỜNG LÁI HIẾU"}),
            ("II.1", {"unit": "xã Tân Thành"}),
        ]
        assert found.rows[0].sections["unit"] == GivenCell("PHƯỜNG LÁI HIẾU", 2, 2)
        assert skipped(found) == {2: "section", 5: "section"}

    @pytest.mark.parametrize(
        ("heading", "key", "value"),
        [
            ("I. PHƯỜNG LÁI HIẾU", "unit", "PHƯỜNG LÁI HIẾU"),
            ("1/ P. Lái Hiếu:", "unit", "P. Lái Hiếu"),
            ("* Đơn vị: Phường Lái Hiếu", "unit", "Phường Lái Hiếu"),
            ("phuong lai hieu (15 mô hình)", "unit", "phuong lai hieu"),
            ("A. TẬP THỂ", "kind", "TẬP THỂ"),
            ("B- CÁ NHÂN", "kind", "CÁ NHÂN"),
            ("1. Lĩnh vực kinh tế", "field", "kinh tế"),
            ("Trên lĩnh vực Quốc phòng - An ninh", "field", "Quốc phòng - An ninh"),
            ("Cấp thành phố", "level", "Cấp thành phố"),
            ("Mô hình cấp xã", "level", "cấp xã"),
            ("a) Mô hình đăng ký mới", "origin", "đăng ký mới"),
            ("Phần II: Các mô hình duy trì", "origin", "duy trì"),
        ],
    )
    def test_in_many_words(self, lists: Lists, heading: str, key: str, value: str) -> None:
        found = only(lists, MODELS, ("", heading), A)
        assert sections(found.rows[0]) == {key: value}
        beside = only(lists, MODELS, (heading,), A)  # it may stand in the column STT as well
        assert sections(beside.rows[0]) == {key: value}

    def test_of_awards_and_evaluations(self, lists: Lists) -> None:
        awards = ("STT", "Họ và tên/Tập thể", "Số quyết định")
        found = only(lists, awards, ("I", "Hình thức Giấy khen"), (1, "Nguyễn Văn A", "01"), kind="awards")
        assert sections(found.rows[0]) == {"form": "Giấy khen"}
        rated = ("STT", "Tên mô hình", "Đơn vị", "Tổng điểm")
        found = only(lists, rated, ("I", "Xếp loại tốt"), (1, "A", "B", 9))
        assert sections(found.rows[0]) == {"rating": "tốt"}

    def test_of_units_give_their_parent(self, lists: Lists) -> None:
        found = only(lists, ("STT", "Tên đơn vị", "Cấp"), ("I", "Thành phố Ngã Bảy"), (1, "Phường X", "xã"))
        assert sections(found.rows[0]) == {"parent": "Thành phố Ngã Bảy"}

    def test_within_each_other(self, lists: Lists) -> None:
        found = only(
            lists,
            MODELS,
            ("A", "CẤP THÀNH PHỐ"),
            ("I", "Phường Lái Hiếu"),
            ("", "1. Lĩnh vực môi trường"),
            A,
            ("", "2. Tôn giáo"),
            A,
            ("II", "Phường Hiệp Thành"),
            A,
            ("B", "CẤP XÃ"),
            A,
        )
        assert [(row.number, sections(row)) for row in found.rows] == [
            ("A.I.1.1", {"level": "CẤP THÀNH PHỐ", "unit": "Phường Lái Hiếu", "field": "môi trường"}),
            ("A.I.2.1", {"level": "CẤP THÀNH PHỐ", "unit": "Phường Lái Hiếu", "field": "Tôn giáo"}),
            ("A.II.1", {"level": "CẤP THÀNH PHỐ", "unit": "Phường Hiệp Thành"}),
            ("B.1", {"level": "CẤP XÃ"}),
        ]

    def test_letters_within_roman_numbers(self, lists: Lists) -> None:
        parts: Table = (("A", "TẬP THỂ"), A, ("B", "CÁ NHÂN"), A)
        found = only(lists, MODELS, ("I", "Phường Lái Hiếu"), *parts, ("II", "Xã Tân Thành"), *parts)
        assert [row.number for row in found.rows] == ["I.A.1", "I.B.1", "II.A.1", "II.B.1"]
        assert sections(found.rows[3]) == {"unit": "Xã Tân Thành", "kind": "CÁ NHÂN"}

    def test_i_after_h_is_a_letter(self, lists: Lists) -> None:
        letters = "ABCDEFGHI"
        found = only(lists, MODELS, *(row for one in letters for row in ((one, f"Khối {one}"), A)))
        assert [row.number for row in found.rows] == [f"{one}.1" for one in letters]

    def test_without_numbers_replace_what_gives_the_same(self, lists: Lists) -> None:
        found = only(
            lists,
            MODELS,
            ("", "Cấp thành phố"),
            ("", "Lĩnh vực kinh tế"),
            A,
            ("", "Cấp xã"),
            A,
        )
        assert [sections(row) for row in found.rows] == [
            {"level": "Cấp thành phố", "field": "kinh tế"},
            {"level": "Cấp xã"},
        ]
        assert len({row.number for row in found.rows}) == 2

    def test_that_name_nothing_known_are_units_to_be_told_of(self, lists: Lists) -> None:
        found = only(lists, MODELS, ("I", "XÃ SÙNG MÁNG"), A, ("", "XÃ SỦNG MÁNG"), A, ("II", "Phường Lái Hiếu"), A)
        assert [sections(row)["unit"] for row in found.rows] == ["XÃ SÙNG MÁNG", "XÃ SÙNG MÁNG", "Phường Lái Hiếu"]

    def test_each_unknown_unit_ends_the_one_before(self, lists: Lists) -> None:
        found = only(lists, MODELS, ("", "XÃ SÙNG MÁNG"), A, ("", "XÃ SỦNG MÁNG"), A)
        assert [sections(row)["unit"] for row in found.rows] == ["XÃ SÙNG MÁNG", "XÃ SỦNG MÁNG"]

    def test_that_name_nothing_known_give_nothing_where_a_column_has_units(self, lists: Lists) -> None:
        found = only(lists, HEAD, ("I", "KHỐI CƠ QUAN"), (1, "A", "B"))
        assert (skipped(found), sections(found.rows[0])) == ({2: "section"}, {})

    def test_are_never_part_of_a_name(self, lists: Lists) -> None:
        found = only(lists, HEAD, ("I", "LÁI"), (1, "A", "B"))
        assert sections(found.rows[0]) == {}

    def test_units_that_are_rows_stay_rows(self, lists: Lists) -> None:
        table: Table = (("STT", "Tập thể, cá nhân", "Hình thức khen"), (1, "Phường Lái Hiếu"), (2, "Xã Tân Thành"))
        assert len(only(lists, *table).rows) == 2
        assert len(only(lists, ("STT", "Tên đơn vị", "Cấp"), (1, "Phường Lái Hiếu")).rows) == 1

    def test_numbered_as_rows_are(self, lists: Lists) -> None:
        found = only(lists, MODELS, (1, "Phường Lái Hiếu"), ("", "Tổ tự quản", "Kinh tế"), (2, "Xã Tân Thành"), A)
        assert [(row.number, sections(row)) for row in found.rows] == [
            ("dòng 3", {"unit": "Phường Lái Hiếu"}),
            ("2.1", {"unit": "Xã Tân Thành"}),
        ]

    def test_hidden_ones_still_hold_for_the_rows_below(self, lists: Lists) -> None:
        page = sheet(MODELS, ("I", "Phường Lái Hiếu"), A, ("II", "Xã Tân Thành"), A)
        page.hidden_rows = {4}
        (found,) = understood(lists, page)
        assert [sections(row)["unit"] for row in found.rows] == ["Phường Lái Hiếu", "Xã Tân Thành"]
        assert skipped(found) == {2: "section", 4: "hidden"}

    def test_a_line_above_the_headings(self, lists: Lists) -> None:
        found = only(lists, ("DANH SÁCH",), ("Đơn vị:", "Phường Lái Hiếu"), ("Đơn vị tính: đồng",), MODELS, A)
        assert sections(found.rows[0]) == {"unit": "Phường Lái Hiếu"}
        assert found.rows[0].sections["unit"][1:] == (2, 2)


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

    def test_nothing_above_within_the_section(self, lists: Lists) -> None:
        found = only(lists, HEAD, ("I", "Cấp xã"), (1, "A", "B"), ("II", "Cấp tỉnh"), (1, "C", "nt"))
        assert faults(found) == [(5, 3, "nothing-above")]


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
        assert [(one.stated, one.counted) for one in found.totals] == ([(stated, 2)] if stated else [])
        assert skipped(found) == {4: "total"}

    def test_sums_count_no_rows(self, lists: Lists) -> None:
        head = ("STT", "Tên mô hình", "Kinh phí", "Ghi chú")
        found = only(lists, head, (1, "A", 500), (2, "B", 1000), ("", "Tổng cộng", 1500), ("", "", 1500))
        assert found.totals == []
        assert skipped(found) == {4: "total", 5: "total"}

    def test_by_kind(self, lists: Lists) -> None:
        line = "Danh sách có 15 tập thể, 1 cá nhân"
        found = only(lists, MODELS, A, B, (line,))
        assert [(one.stated, one.counted) for one in found.totals] == [(15, 1), (1, 1)]

    def test_by_ticks(self, lists: Lists) -> None:
        head = ("STT", "Tên mô hình", "TT", "CN")
        found = only(lists, head, (1, "A", "x"), (2, "B", "", "x"), (3, "C", "x"), ("", "Tổng", 3, 1))
        assert [(one.column, one.stated, one.counted) for one in found.totals] == [(3, 3, 2), (4, 1, 1)]

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
        assert [(one.row, one.stated, one.counted) for one in sorted(found.totals)] == [
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
        assert (first.totals, [(one.stated, one.counted) for one in second.totals]) == ([], [(1, 1), (1, 1), (2, 1)])

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
        assert (len(found.rows), [(one.stated, one.counted) for one in found.totals]) == (1, [(2, 2)])


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


class TestOneBelowAnother:
    def test_two_tables(self, lists: Lists) -> None:
        page = sheet(
            ("A. TẬP THỂ",),
            ("TT", "Tên tập thể", "Hình thức khen"),
            (1, "Phường Lái Hiếu", "Giấy khen"),
            (),
            ("B. CÁ NHÂN",),
            ("TT", "Họ và tên", "Chức vụ", "Hình thức khen"),
            (1, "Nguyễn Văn A", "Bí thư", "Giấy khen"),
        )
        first, second = understood(lists, page)
        assert (first.headings, second.headings) == ((2, 2), (6, 6))
        assert rows_of(first)[0][::2] == ("A.1", {"kind": "TẬP THỂ"})
        assert rows_of(second)[0][::2] == ("B.1", {"kind": "CÁ NHÂN"})

    def test_numbers_of_tables_without_a_heading_differ(self, lists: Lists) -> None:
        page = sheet(HEAD, (1, "A", "B"), (), ("MỘT BẢNG KHÁC",), MODELS, A)
        first, second = understood(lists, page)
        assert (first.rows[0].number, second.rows[0].number) == ("1", "bảng 2.1")

    def test_the_same_headings_on_each_page(self, lists: Lists) -> None:
        numbers = ("(1)", "(2)", "(3)", "(4)", "(5)")
        found = only(lists, MODELS, numbers, A, MODELS, numbers, B, tuple(map(str.upper, MODELS)), A)
        assert [row.number for row in found.rows] == ["1", "2", "1 (2)"]
        assert skipped(found) == dict.fromkeys((4, 5, 7), "heading")

    def test_the_same_headings_below_a_signature(self, lists: Lists) -> None:
        page = sheet(("Đơn vị: Phường Lái Hiếu",), MODELS, A, ("TM. ĐẢNG ỦY",), ("Đơn vị: Xã Tân Thành",), MODELS, A)
        first, second = understood(lists, page)
        assert sections(first.rows[0]) == {"unit": "Phường Lái Hiếu"}
        assert sections(second.rows[0]) == {"unit": "Xã Tân Thành"}
        assert first.rows[0].number != second.rows[0].number

    def test_below_a_signature_nothing_is_inherited(self, lists: Lists) -> None:
        page = sheet(("Đơn vị: Phường Lái Hiếu",), MODELS, A, ("TM. ĐẢNG ỦY",), MODELS, A)
        assert sections(understood(lists, page)[1].rows[0]) == {}

    def test_a_title_between_tables_is_no_unit_of_the_second(self, lists: Lists) -> None:
        first, second = understood(lists, sheet(MODELS, A, ("MÔ HÌNH KHÁC CỦA HỘI",), MODELS[:4], A))
        assert (skipped(first), sections(second.rows[0])) == ({3: "section"}, {})

    def test_a_table_that_is_no_list(self, lists: Lists) -> None:
        other: Table = (("STT", "Đơn vị", "Số mô hình", "Ghi chú"), (1, "Phường Lái Hiếu", 5))
        found = only(lists, MODELS, A, (), *other)
        assert (len(found.rows), faults(found), skipped(found)) == (1, [(4, 1, "table-not-understood")], {5: "note"})
        outside = only(lists, MODELS, A, (), *other, rows=(1, 2))
        assert (len(outside.rows), faults(outside)) == (1, [])


class TestChosen:
    def test_hidden_rows(self, lists: Lists) -> None:
        page = sheet(MODELS, A, B)
        page.hidden_rows = {2}
        assert [one.rows[0].number for one in understood(lists, page)] == ["2"]
        assert skipped(understood(lists, page)[0]) == {2: "hidden"}
        assert len(understood(lists, page, hidden=True)[0].rows) == 2

    def test_rows_outside(self, lists: Lists) -> None:
        table: Table = (MODELS, ("I", "Xã Tân Thành"), A, ("", "lạc"), B, ("II", "Phường Lái Hiếu"), A, ("", "Tổng", 3))
        found = only(lists, *table, rows=(5, 5))
        assert rows_of(found) == [("I.2", values(found.rows[0]), {"unit": "Xã Tân Thành"})]
        assert set(skipped(found).values()) == {"outside"}
        assert faults(found) == []
