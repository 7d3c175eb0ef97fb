"""What columns hold, told by their headings."""

import unicodedata
from collections.abc import Sequence

import pytest

from danvan_cli import locale
from danvan_cli.domain.errors import RequestError
from danvan_cli.importing.columns import KINDS, columns_of, fields_of
from danvan_cli.importing.detection import SkippedSheet, WantedLists, read_lists
from danvan_cli.importing.detection.wordings import ALL_KINDS, Wordings
from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import Book, Value
from danvan_cli.text.fold import bare, fold
from tests.importing.list_sheets import (
    HEAD,
    Table,
    faults,
    office_lists,
    only,
    rows_of,
    sheet,
    skipped,
    understood,
    values,
)

ROW: Sequence[Value | None] = (1, "Tổ tự quản", "Phường Lái Hiếu", "Kinh tế", "TT", "")


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Lists:
    return office_lists(tmp_path_factory.mktemp("office"))


def keys(lists: Lists, *headings: str, kind: str | None = None, **wanted: object) -> list[str]:
    """Give the key of each heading of a list, "" for those that none fits."""
    (found,) = understood(lists, sheet(headings, tuple("abcdefghijklm"[: len(headings)])), kind=kind, **wanted)
    return [found.columns.get(column, "") for column in range(1, len(headings) + 1)]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Số TT", "number"),
        ("SỐ THỨ TỰ", "number"),
        ("TT", "number"),
        ("Đơn vị\nthực hiện", "unit"),
        ("Cơ quan, đơn vị", "unit"),
        ("Đơn vị/Tập thể/Cá nhân thực hiện", "who"),
        ("Chủ thể thực hiện", "who"),
        ("Họ và tên/Tập thể", "who"),
        ("Họ và tên", "person"),
        ("Cá nhân thực hiện", "person"),
        ("Lĩnh vực:", "field"),
        ("TT/CN", "kind"),
        ("Loại hình", "kind"),
        ("Cấp", "level"),
        ("Cấp đăng ký", "level"),
        ("Nội dung mô hình", "content"),
        ("Địa chỉ", "place"),
        ("Địa bàn", "place"),
        ("Chức vụ", "position"),
        ("Đăng ký mới/duy trì/nhân rộng", "origin"),
        ("Ngày đăng ký", "registered_on"),
        ("Số người tham gia", "participants"),
        ("Kinh phí (đồng)", "budget"),
        ("GHI CHÚ", "note"),
        ("Mã", "id"),
        ("Mã mô hình", "id"),
        ("Năm", "year"),
        ("Số đơn vị", ""),
        ("Tỷ lệ", ""),
        ("Đơn vị phối hợp", "partners"),
        ("Địa chỉ thực hiện của mô hình", "place"),
        ("Kinh phí (triệu đồng)", ""),
        ("Kinh phí (tr.đ)", ""),
        ("Kinh phí, triệu đồng", ""),
    ],
)
def test_wordings_in_a_list_of_models(lists: Lists, heading: str, key: str) -> None:
    assert keys(lists, heading, "Tên mô hình", "Nhãn", kind="models") == [key, "title", "tags"]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Tên mô hình (*)", "title"),
        ("TÊN MÔ HÌNH, ĐIỂN HÌNH", "title"),
        ('Tên mô hình "Dân vận khéo"', "title"),
        ("Tên mô hình “Dân vận khéo” năm 2020", "title"),
        ("Tên\xa0mô\nhình :", "title"),
        ("Tên mô hình/điển hình [ghi rõ]", "title"),
        ("ten mo hinh", "title"),
        ("Mô hình Dân vận khéo", "title"),
        ("Tên mô hình do xã tự chọn", "title"),
        ("Tên mô hình, đơn vị thực hiện", ""),
        ("Tên mò hình", ""),
    ],
)
def test_wordings_of_a_title(lists: Lists, heading: str, key: str) -> None:
    found = understood(lists, sheet(("STT", heading, "Lĩnh vực"), (1, "Tổ tự quản", "Kinh tế")))
    assert [one.columns.get(2, "") for one in found] == ([key] if key else [])


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Xếp loại", "rating"),
        ("Kết quả xếp loại", "rating"),
        ("Tổng điểm", "score"),
        ("Điểm", "score"),
        ("Nội dung", "scores.noi-dung"),
        ("Nội dung (tối đa 6 điểm)", "scores.noi-dung"),
        ("Điểm: Cách làm", "scores.cach-lam"),
        ("Hiến đất (m²)", "results.hien-dat"),
        ("Hiến đất (m2)", ""),
        ("Hiến đất (ha)", ""),
        ("Ngày công", "results.ngay-cong"),
        ("Công nhận", "recognized"),
        ("Tiêu biểu", "outstanding"),
        ("Ngày khảo sát", "surveyed_on"),
        ("Số QĐ", "decision"),
        ("Quyết định số", "decision"),
        ("Số, ngày QĐ", ""),
        ("Số quyết định, ngày quyết định", ""),
        ("Ngày ký", "decided_on"),
        ("Người ký", "signed_by"),
    ],
)
def test_wordings_in_a_list_of_evaluations(lists: Lists, heading: str, key: str) -> None:
    assert keys(lists, "Tên mô hình", "Đơn vị", heading, kind="evaluations")[2] == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Họ và tên/Tập thể", ""),
        ("Tên tập thể, cá nhân", ""),
        ("Hình thức khen", "form"),
        ("Hình thức khen thưởng", "form"),
        ("Cơ quan khen thưởng", "authority"),
        ("Cấp khen", "authority"),
        ("Số quyết định", "decision"),
        ("Ngày quyết định", "decided_on"),
        ("Tên mô hình", "model"),
        ("Chức danh", "position"),
        ("Thành tích", "citation"),
        ("Nội dung khen thưởng", "purpose"),
    ],
)
def test_wordings_in_a_list_of_awards(lists: Lists, heading: str, key: str) -> None:
    found = keys(lists, "STT", "Họ và tên", heading, kind="awards")
    assert found == ["number", "recipient", key]


def test_recipients_in_many_words(lists: Lists) -> None:
    for heading in ("Họ và tên/Tập thể", "Tên tập thể, cá nhân", "Tập thể, cá nhân được khen thưởng", "Họ tên"):
        assert keys(lists, heading, "Hình thức khen thưởng", "Số QĐ")[0] == "recipient"


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_danvans_own_headings_are_known_whatever_is_spoken(lists: Lists, kind: str, language: str) -> None:
    from danvan_cli.importing.column_headings import heading_of  # noqa: PLC0415 - what templates write

    locale.use(language)
    columns = columns_of(kind, lists, list(fields_of(kind)))
    headings = [heading_of(kind, column, lists) for column in columns]
    for spoken in locale.LANGUAGES:
        locale.use(spoken)
        found = Wordings(kind, lists)
        meant = [one.key if (one := found.find(f"{heading} (*)")) else "" for heading in headings]
        assert meant == [column.key for column in columns]


@pytest.mark.parametrize("kind", KINDS)
def test_keys_themselves_are_headings(lists: Lists, kind: str) -> None:
    found = Wordings(kind, lists)
    columns = columns_of(kind, lists, list(fields_of(kind)))
    others = {fold(column.field.label): column.key for column in columns}
    for column in columns:
        meant = found.find(column.key)
        if others.get(column.key, column.key) != column.key:
            continue  # "year" is what a claim's year is called
        assert meant is not None
        assert meant.key == column.key


def test_all_wordings_are_of_keys_that_some_list_has(lists: Lists) -> None:
    from danvan_cli.importing.detection.wordings import _stated  # noqa: PLC0415 - the file as it is read

    stated = _stated()
    assert set(stated) == {"common", "groups", *ALL_KINDS}
    known = {key for kind in ALL_KINDS for key in Wordings(kind, lists).keys}
    for part, wordings in stated.items():
        own = known if part in ("common", "groups") else Wordings(part, lists).keys
        assert not wordings.keys() - own


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_heading_without_accents_means_what_it_means_with_them(lists: Lists, kind: str) -> None:
    found = Wordings(kind, lists)
    from danvan_cli.importing.detection.wordings import _stated  # noqa: PLC0415 - likewise

    for part in (kind, "common"):
        for key, words in _stated()[part].items():
            for word in words:
                meant, plain = found.find(word.folded), found.find(word.bared)
                if key in found.keys and meant is not None and meant.key == key:
                    assert plain is None or plain.key in (key, "number")


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
        assert refused.value.params["known"] == "evaluations, awards"

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
        assert keys(lists, "Việc", "Nơi", mapping={"Việc": "Tên mô hình", "Nơi": "Địa điểm"}) == ["title", "place"]

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
        assert ([one.sheet.name for one in found], left) == (["Đăng ký"], [SkippedSheet("Nháp", "not-wanted")])

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


@pytest.mark.parametrize("change", [str.upper, bare, lambda text: unicodedata.normalize("NFD", text), "{} (*)".format])
def test_how_a_heading_is_written_does_not_matter(lists: Lists, change: type) -> None:
    plain = only(lists, HEAD, ROW)
    assert rows_of(only(lists, tuple(map(change, HEAD)), ROW)) == rows_of(plain)
