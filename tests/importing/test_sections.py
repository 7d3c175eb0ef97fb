"""Sections of a list, and lists one below another."""

import pytest

from danvan_cli.importing.sheet_lists import GivenCell
from danvan_cli.index.current_lists import Lists
from tests.importing.list_sheets import (
    HEAD,
    MODELS,
    A,
    B,
    Table,
    faults,
    only,
    rows_of,
    sections,
    sheet,
    skipped,
    understood,
)


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
        found = only(lists, MODELS, *(row for letter in letters for row in ((letter, f"Khối {letter}"), A)))
        assert [row.number for row in found.rows] == [f"{letter}.1" for letter in letters]

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
