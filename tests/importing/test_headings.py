"""What columns hold, told by the wordings of their headings."""

import unicodedata

import pytest

from danvan_cli import locale
from danvan_cli.importing.columns import KINDS, columns_of, fields_of
from danvan_cli.importing.detection.wordings import ALL_KINDS, Wordings
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.fold import bare, fold
from tests.importing.list_sheets import HEAD, ROW, keys_of, only, rows_of, sheet, understood


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
        ("Kinh phí (triệu đồng)", "budget"),
        ("Kinh phí (tr.đ)", "budget"),
        ("Kinh phí, triệu đồng", "budget"),
        ("Kinh phí ĐVT: nghìn đồng", "budget"),
        ("Kinh phí (USD)", ""),
        ("Kinh phí (chỉ vàng)", ""),
    ],
)
def test_wordings_in_a_list_of_models(lists: Lists, heading: str, key: str) -> None:
    assert keys_of(lists, heading, "Tên mô hình", "Nhãn", kind="models") == [key, "title", "tags"]


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
    assert [sheet_list.columns.get(2, "") for sheet_list in found] == ([key] if key else [])


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
        ("Hiến đất (m2)", "results.hien-dat"),
        ("Hiến đất (ha)", "results.hien-dat"),
        ("Hiến đất (sào)", ""),
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
    assert keys_of(lists, "Tên mô hình", "Đơn vị", heading, kind="evaluations")[2] == key


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
    found = keys_of(lists, "STT", "Họ và tên", heading, kind="awards")
    assert found == ["number", "recipient", key]


def test_recipients_in_many_words(lists: Lists) -> None:
    for heading in ("Họ và tên/Tập thể", "Tên tập thể, cá nhân", "Tập thể, cá nhân được khen thưởng", "Họ tên"):
        assert keys_of(lists, heading, "Hình thức khen thưởng", "Số QĐ")[0] == "recipient"


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_danvans_own_headings_are_known_whatever_is_spoken(lists: Lists, kind: str, language: str) -> None:
    from danvan_cli.importing.columns import heading_of  # noqa: PLC0415 - what templates write

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


@pytest.mark.parametrize("change", [str.upper, bare, lambda text: unicodedata.normalize("NFD", text), "{} (*)".format])
def test_how_a_heading_is_written_does_not_matter(lists: Lists, change: type) -> None:
    plain = only(lists, HEAD, ROW)
    assert rows_of(only(lists, tuple(map(change, HEAD)), ROW)) == rows_of(plain)


def test_points_below_a_merged_heading_are_of_evaluations(lists: Lists) -> None:
    head = ("TT", "Tên mô hình", "Đơn vị", "Ngày khảo sát", "Nội dung", "Cách làm", "Kết quả", "Tổng điểm", "Xếp loại")
    assert only(lists, head, (1, "Chợ xanh", "Xã An Hòa", "20/10/2020", 28, 27, 37, 92, "Tốt")).kind == "evaluations"
