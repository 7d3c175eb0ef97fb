"""Which list the columns make, and which column is taken for a key: by a mapping, by what stands in it."""

from collections.abc import Sequence

import pytest

from danvan_cli.domain.errors import RequestError
from danvan_cli.importing.detection import SkippedSheet, WantedLists, read_lists
from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import Book
from tests.helpers.clerk import Clerk
from tests.importing.list_sheets import HEAD, ROW, Table, faults, keys_of, only, sheet, skipped, understood, values
from tests.importing.sent_lists import Sender


class TestKinds:
    @pytest.mark.parametrize(
        ("headings", "kind"),
        [
            (("STT", "Tên mô hình", "Đơn vị", "Lĩnh vực"), "models"),
            (("STT", "Tên mô hình", "Kinh phí", "Số người tham gia"), "models"),
            (("STT", "Tên mô hình", "Đơn vị", "Hình thức"), "models"),
            (("STT", "Tên mô hình", "Đơn vị", "Xếp loại"), "evaluations"),
            (("STT", "Tên mô hình", "Đơn vị", "Số quyết định"), "evaluations"),
            (("Mã", "Ngày khảo sát", "Tổng điểm"), "evaluations"),
            (("STT", "Họ và tên/Tập thể", "Hình thức khen thưởng"), "awards"),
            (("STT", "Tên mô hình", "Hình thức khen thưởng", "Số quyết định"), "awards"),
            (("STT", "Họ và tên", "Chức vụ", "Số quyết định"), "awards"),
            (("Nguồn", "Loại số liệu", "Giá trị"), "figures"),
            (("Tên đơn vị", "Cấp", "Đơn vị cấp trên"), "units"),
            (("Mã", "Tên mô hình", "Đơn vị", "Kết quả rà soát", "Ghi chú"), "review"),
        ],
    )
    def test_told_by_the_headings(self, lists: Lists, headings: Sequence[str], kind: str) -> None:
        (found,) = understood(lists, sheet(headings))
        assert found.kind == kind

    @pytest.mark.parametrize(
        "headings", [("STT", "Đơn vị", "Số mô hình"), ("Cột", "Ý nghĩa"), ("Đơn vị", "Lĩnh vực", "Cấp", "Nguồn gốc")]
    )
    def test_no_list(self, lists: Lists, headings: Sequence[str]) -> None:
        assert read_lists(Book("a", [sheet(headings)]), WantedLists(), lists) == (
            [],
            [SkippedSheet("Đăng ký", "no-headings")],
        )

    def test_several_fit(self, lists: Lists) -> None:
        with pytest.raises(RequestError) as refused:
            understood(lists, sheet(("STT", "Tên mô hình", "Xếp loại", "Hình thức khen thưởng")))
        assert refused.value.code == "kind-needed"
        assert refused.value.params["known"].english == "evaluations, awards"

    def test_a_kind_that_is_said_takes_its_own_columns(self, lists: Lists) -> None:
        table: Table = (("STT", "Tên mô hình", "Đơn vị", "Xếp loại"), (1, "A", "B", "Tốt"))
        assert only(lists, *table, kind="models").unknown == {4: "Xếp loại"}
        assert list(only(lists, *table, kind="evaluations").columns.values()) == ["number", "title", "unit", "rating"]

    def test_headings_alone_are_a_list_without_rows(self, lists: Lists) -> None:
        assert only(lists, HEAD).rows == []


class TestMapping:
    def test_goes_before_all_wordings(self, lists: Lists) -> None:
        found = only(
            lists, ("STT", "Việc", "Tên mô hình"), (1, "A", "B"), mapping={"việc": "title", "TÊN MÔ HÌNH": "-"}
        )
        assert values(found.rows[0]) == {"title": "A"}
        assert found.columns == {1: "number", 2: "title", 3: "-"}

    def test_by_letters(self, lists: Lists) -> None:
        found = only(lists, ("STT", "Tên mô hình", "Xyz"), (1, "A", "B"), mapping={"c": "extra.ma-cu"})
        assert values(found.rows[0]) == {"title": "A", "extra.ma-cu": "B"}

    def test_by_both_rows(self, lists: Lists) -> None:
        table: Table = (("STT", "Tên mô hình", "Kết quả", ""), ("", "", "Đất", "Khác"), (1, "A", 5, "C"))
        mapping = {"Kết quả / Đất": "results.hien-dat", "kết quả khác": "note"}
        found = only(lists, *table, merged=["A1:A2", "B1:B2", "C1:D1"], mapping=mapping, kind="evaluations")
        assert values(found.rows[0]) == {"title": "A", "results.hien-dat": 5, "note": "C"}

    def test_by_a_label(self, lists: Lists) -> None:
        assert keys_of(lists, "Việc", "Nơi", mapping={"Việc": "Tên mô hình", "Nơi": "Địa điểm"}) == ["title", "place"]

    def test_by_a_key_in_vietnamese(self, lists: Lists) -> None:
        table: Table = (("STT", "Tên mô hình", "Số m2", "Việc"), (1, "X", 5, "x"))
        mapping = {"Số m2": "ket-qua.hien-dat", "Việc": "xep-loai=tot"}
        found = only(lists, *table, mapping=mapping, kind="evaluations")
        assert list(found.columns.values())[2:] == ["results.hien-dat", "rating=tot"]
        assert keys_of(lists, "Việc", "Nơi", mapping={"Việc": "ten", "Nơi": "địa điểm"}) == ["title", "place"]

    def test_keys_that_there_are_not(self, lists: Lists) -> None:
        for kind, key in ((None, "titel"), ("models", "rating"), ("evaluations", "scores.khac"), (None, "kind=khac")):
            with pytest.raises(RequestError) as refused:
                understood(lists, sheet(HEAD, ROW), mapping={"Ghi chú": key}, kind=kind)
            assert refused.value.code == "no-column-key"
            assert refused.value.params["heading"] == "Ghi chú"

    def test_a_key_of_another_kind_than_the_headings_tell(self, lists: Lists) -> None:
        with pytest.raises(RequestError) as refused:
            understood(lists, sheet((*HEAD, "A", "B"), (*ROW, 1, 2)), mapping={"A": "rating", "B": "budget"})
        assert refused.value.code in ("no-column-key", "kind-needed")


class TestAlike:
    def test_two_columns_for_one_key(self, lists: Lists) -> None:
        found = only(lists, ("STT", "Tên mô hình", "Đơn vị", "Tên gọi mô hình"), (1, "A", "B", "C"))
        assert faults(found) == [(1, 4, "columns-alike")]
        assert found.unknown == {4: "Tên gọi mô hình"}
        assert values(found.rows[0]) == {"title": "A", "unit": "B"}

    def test_a_plainer_heading_goes_first(self, lists: Lists) -> None:
        found = only(lists, ("Tên mô hình do xã đặt", "Tên mô hình", "Đơn vị"), ("A", "B", "Xã"))
        assert (faults(found), values(found.rows[0])["title"]) == ([], "B")

    def test_a_mapping_decides(self, lists: Lists) -> None:
        mapping = {"Tên mô hình": "-"}
        found = only(lists, ("STT", "Tên mô hình", "Tên gọi mô hình"), (1, "A", "C"), mapping=mapping)
        assert (faults(found), values(found.rows[0])) == ([], {"title": "C"})

    def test_a_heading_over_two_columns_of_names(self, lists: Lists) -> None:
        found = only(
            lists,
            ("STT", "Họ và tên", "", "Hình thức khen"),
            (1, "Nguyễn Văn", "An", "Giấy khen"),
            merged=["B1:C1"],
        )
        assert values(found.rows[0]) == {"recipient": "Nguyễn Văn An", "form": "Giấy khen"}


class TestValuesThatDecide:
    def test_kinds_below_a_heading_that_may_be_names(self, lists: Lists) -> None:
        table: Table = (("STT", "Tên mô hình", "Tập thể/Cá nhân"), (1, "A", "Tập thể"), (2, "B", "CN"))
        assert only(lists, *table).columns[3] == "kind"
        names: Table = (*table[:1], (1, "A", "Phường Lái Hiếu"), (2, "B", "Ông Nguyễn Văn A"))
        assert only(lists, *names).columns[3] == "who"

    def test_a_time_that_is_no_day(self, lists: Lists) -> None:
        head = ("STT", "Tên mô hình", "Thời gian thực hiện")
        assert only(lists, head, (1, "A", "01/03/2020"), (2, "B", "3/2020")).columns[3] == "started_on"
        assert only(lists, head, (1, "A", "Cả năm"), (2, "B", "Quý I")).unknown == {3: "Thời gian thực hiện"}


class TestSheets:
    def test_named_leniently(self, lists: Lists) -> None:
        book = Book("a", [sheet(HEAD, ROW, name="Đăng ký"), sheet(HEAD, ROW, name="Nháp")])
        found, left = read_lists(book, WantedLists(sheets=("dang ky",)), lists)
        assert ([sheet_list.sheet.name for sheet_list in found], left) == (
            ["Đăng ký"],
            [SkippedSheet("Nháp", "not-wanted")],
        )

    def test_one_that_is_not_there(self, lists: Lists) -> None:
        with pytest.raises(RequestError) as refused:
            understood(lists, sheet(HEAD, ROW), sheets=("Đăng kí 2",))
        assert refused.value.code == "no-sheet"
        assert refused.value.params["known"] == "Đăng ký"

    def test_hidden_and_empty_ones_are_left(self, lists: Lists) -> None:
        hidden = sheet(HEAD, ROW, name="Ẩn")
        hidden.hidden = True
        book = Book("a", [hidden, sheet(name="Trống")])
        assert read_lists(book, WantedLists(), lists) == (
            [],
            [SkippedSheet("Ẩn", "hidden"), SkippedSheet("Trống", "empty")],
        )
        assert len(read_lists(book, WantedLists(hidden=True), lists)[0]) == 1
        assert len(read_lists(book, WantedLists(sheets=("Ẩn",)), lists)[0]) == 1

    def test_a_list_of_another_kind_is_passed_by(self, lists: Lists) -> None:
        awards: Table = (("TT", "Họ và tên", "Hình thức khen"), (1, "Nguyễn Văn A", "Giấy khen"))
        models: Table = (HEAD, ROW)
        for table in ((*awards, (), *models), (*models, (), *awards)):
            found = only(lists, *table, kind="models")
            assert (found.kind, len(found.rows), faults(found)) == ("models", 1, [])
            assert list(skipped(found).values()) == ["note", "note"]


def test_a_column_without_a_heading_is_told_by_its_letters(clerk: Clerk) -> None:
    sender = Sender(clerk)
    file = sender.writes(
        ("1", "Vườn rau", "Xã An Hòa", "TT", "xanh"), headings=("STT", "Tên mô hình", "Đơn vị", "TT/CN", "")
    )
    said = sender.sends(file)
    assert said.code == 0, said.err
    assert "column E has no heading, and is not taken. If it belongs to a key, give it one." in said.err


def test_a_list_without_a_column_of_units_may_be_one_units(clerk: Clerk) -> None:
    sender = Sender(clerk)
    file = sender.writes(("1", "Vườn rau", "TT"), headings=("STT", "Tên mô hình", "TT/CN"))
    assert "if the list is one unit's: --unit" in sender.sends(file).err
    assert sender.sends(file, "--unit", "Xã An Hòa").code == 0
