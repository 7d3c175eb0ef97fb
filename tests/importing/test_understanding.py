"""Lists with every trouble at once, laws that hold for all lists, and sheets that make no sense."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.errors import RequestError
from danvan_cli.importing.columns import KINDS
from danvan_cli.importing.detection import WantedLists, read_lists
from danvan_cli.importing.detection.page import text_of
from danvan_cli.importing.detection.wanted_lists import SkippedSheet
from danvan_cli.importing.sheet_lists import ListOnSheet
from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import Area, BadCell, Book, Sheet, Value
from danvan_cli.text.fold import bare
from danvan_cli.text.visible import is_blank
from tests.helpers.laws import cases
from tests.importing.list_sheets import (
    HEAD,
    faults,
    rows_of,
    sections,
    sheet,
    skipped,
    understood,
    values,
)

_Rows = list[tuple[Value | None, ...]]

MESSY: _Rows = [
    ("ĐẢNG BỘ THÀNH PHỐ NGÃ BẢY", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ("DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2020",),
    (),
    ("Số\nTT", "TÊN MÔ HÌNH (*)", "Đối tượng", "", "Lĩnh vực:", "Hình thức", "", "Số người\xa0tham gia", "Ghi chú"),
    ("", "", "TT", "CN", "", "Đăng ký mới", "Duy trì", "", ""),
    ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"),
    ("A", "CẤP THÀNH PHỐ (3 mô hình)"),
    ("I", "PHƯỜNG LÁI HIẾU"),
    (1, "TIỂU THƯƠNG NÓI KHÔNG\nVỚI THỰC PHẨM BẨN./.", "x", "", "Kinh tế", "x", "", "1.240", "ghi"),
    (2, "Camera an ninh", "", "x", "-nt-", "", "x", 30, ""),
    ("", "Cộng mục I", 1, 1, "", "", "", 1270, 2),
    (),
    ("II", "xã Tân Thành"),
    (1, "Đèn đường", "X", "", "Môi trường", "x", "", BadCell("error", "#N/A"), ""),
    ("Số\nTT", "TÊN MÔ HÌNH (*)", "Đối tượng", "", "Lĩnh vực:", "Hình thức", "", "Số người\xa0tham gia", "Ghi chú"),
    ("", "", "TT", "CN", "", "Đăng ký mới", "Duy trì", "", ""),
    ("B", "CẤP XÃ"),
    ("", "Đơn vị: Phường Hiệp Thành"),
    (1, "Vườn rau", "x", "", "Kinh tế", "x", "", 12, "cùng xã"),
    (2, "Hàng rào xanh", "x", "", "", "x", "", 5, ""),
    ("", "TỔNG CỘNG: 6 mô hình", "", "", "", "", "", 1287, ""),
    ("", "", "", "", "Ngã Bảy, ngày 15 tháng 3 năm 2020"),
    ("", "NGƯỜI LẬP BIỂU", "", "", "TM. BAN THƯỜNG VỤ"),
    ("", "Nguyễn Văn A", "", "", "Trần Thị B"),
]
MERGED = ["A2:I2", "A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:G4", "H4:H5", "I4:I5", "B7:I7", "E19:E20"]


def test_a_list_with_all_of_it(lists: Lists) -> None:
    (found,) = understood(lists, sheet(*MESSY, merged=MERGED))
    assert (found.kind, found.headings, found.unknown) == ("models", (4, 6), {})
    assert [(row.at, row.number, sections(row)) for row in found.rows] == [
        (9, "A.I.1", {"level": "CẤP THÀNH PHỐ", "unit": "PHƯỜNG LÁI HIẾU"}),
        (10, "A.I.2", {"level": "CẤP THÀNH PHỐ", "unit": "PHƯỜNG LÁI HIẾU"}),
        (14, "A.II.1", {"level": "CẤP THÀNH PHỐ", "unit": "xã Tân Thành"}),
        (19, "B.Phường Hiệp Thành.1", {"level": "CẤP XÃ", "unit": "Phường Hiệp Thành"}),
        (20, "B.Phường Hiệp Thành.2", {"level": "CẤP XÃ", "unit": "Phường Hiệp Thành"}),
    ]
    assert values(found.rows[1]) == {
        "title": "Camera an ninh",
        "kind=ca-nhan": "x",
        "field": "Kinh tế",
        "origin=duy-tri": "x",
        "participants": 30,
    }
    assert found.rows[4].cells["field"].row == 19
    assert skipped(found) == {
        7: "section",
        8: "section",
        11: "total",
        13: "section",
        15: "heading",
        16: "heading",
        17: "section",
        18: "section",
        21: "total",
        22: "signature",
        23: "signature",
        24: "signature",
    }
    assert [(total.row, total.stated, total.counted) for total in sorted(found.totals)] == [
        *((7, 3, 3), (11, 1, 1), (11, 1, 1), (21, 6, 5))
    ]
    assert faults(found) == []


def _said(found: list[ListOnSheet]) -> list[Any]:
    return [
        (sheet_list.kind, rows_of(sheet_list), [(total.stated, total.counted) for total in sheet_list.totals])
        for sheet_list in found
    ]


def _shift(page: Sheet, down: int, right: int) -> Sheet:
    rows = {row + down: {col + right: value for col, value in cells.items()} for row, cells in page.rows.items()}
    areas = [Area(area.top + down, area.left + right, area.bottom + down, area.right + right) for area in page.merged]
    return Sheet(page.name, rows, areas)


@cases(5)
@given(st.integers(0, 30), st.integers(0, 30))
def test_where_a_list_stands_does_not_matter(lists: Lists, down: int, right: int) -> None:
    page = sheet(*MESSY, merged=MERGED)
    assert _said(understood(lists, _shift(page, down, right))) == _said(understood(lists, page))


@cases(8)
@given(st.lists(st.integers(8, len(MESSY)), max_size=4))
def test_empty_rows_do_not_matter(lists: Lists, places: list[int]) -> None:
    rows: _Rows = [*MESSY]
    for place in sorted(places, reverse=True):
        if place not in (15, 19):  # within a merged area, and within headings, a row is not empty
            rows.insert(place, ())
    merged = [area for area in MERGED if area != "E19:E20"]
    assert _said(understood(lists, sheet(*rows, merged=merged))) == _said(
        understood(lists, sheet(*MESSY, merged=merged))
    )


@pytest.mark.parametrize("change", [str.upper, str.lower, bare, lambda text: unicodedata.normalize("NFD", text)])
def test_how_headings_are_written_does_not_matter(lists: Lists, change: Callable[[str], str]) -> None:
    changed = [
        tuple(change(cell) if isinstance(cell, str) else cell for cell in row) if number in (3, 4, 14, 15) else row
        for number, row in enumerate(MESSY)
    ]
    assert _said(understood(lists, sheet(*changed, merged=MERGED))) == _said(
        understood(lists, sheet(*MESSY, merged=MERGED))
    )


def test_headings_that_stand_there_twice(lists: Lists) -> None:
    head, *rows = HEAD, (1, "A", "Phường Lái Hiếu", "Kinh tế", "TT"), (2, "B", "Phường Lái Hiếu", "Kinh tế", "TT")
    once, twice = understood(lists, sheet(head, *rows)), understood(lists, sheet(head, head, *rows))
    assert _said(once) == _said(twice)


_title = (
    st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạèẻẽéẹ "), min_size=3, max_size=20)
    .filter(lambda text: bare(text) not in {"ca nhan", "tap the"})  # such a row heads a section
    .map(lambda text: f"Mô hình {text.strip()}")
)
_unit = st.sampled_from(["Phường Lái Hiếu", "xã tân thành", "P. Lái Hiếu", "Xã không có"])
_record = st.tuples(_title, st.sampled_from(["TT", "CN", ""]), st.sampled_from(["Kinh tế", "Tôn giáo", ""]))


@cases(16)
@given(st.lists(st.tuples(_unit, st.lists(_record, max_size=4)), max_size=5))
def test_a_row_for_each_record_in_its_section(
    lists: Lists, parts: list[tuple[str, list[tuple[str, str, str]]]]
) -> None:
    table: _Rows = [("STT", "Tên mô hình", "TT/CN", "Lĩnh vực")]
    romans = ("I", "II", "III", "IV", "V")
    wanted = []
    for roman, (unit, records) in zip(romans, parts, strict=False):
        table.append((roman, unit))
        for number, record in enumerate(records, 1):
            table.append((number, *record))
            stated = {key: value for key, value in zip(("title", "kind", "field"), record, strict=True) if value}
            wanted.append((f"{roman}.{number}", stated, {"unit": unit}))
        table.append(("", "Cộng", len(records)))
    table.append(("", "Tổng cộng", len(wanted)))
    (found,) = understood(lists, sheet(*table))
    assert rows_of(found) == wanted
    assert all(total.stated == total.counted for total in found.totals)
    assert found.faults == []


_words = st.sampled_from(
    [
        *(
            "STT",
            "TT",
            "CN",
            "Tên mô hình",
            "Đơn vị",
            "Lĩnh vực",
            "Xếp loại",
            "Tốt",
            "Khá",
            "Hình thức khen",
            "Họ và tên",
        ),
        *(
            "I",
            "II",
            "A",
            "B",
            "1",
            "1.",
            "a)",
            "(1)",
            "(2)",
            "I. PHƯỜNG LÁI HIẾU",
            "A. TẬP THỂ",
            "Tổng cộng",
            "Cộng",
            '"',
        ),
        *("Phường Lái Hiếu", "Kinh tế", "x", "TM. ĐẢNG ỦY", "Nơi nhận:", "- Như trên", "Tổng cộng: 46 mô hình", "-nt-"),
        *(
            "Quyết định",
            "Số",
            "Ngày",
            "Kết quả rà soát",
            "Mã",
            "Đối tượng",
            "Ghi chú",
            "Nguồn",
            "Loại số liệu",
            "Giá trị",
        ),
        *(
            " ",
            "\n",
            "(",
            "§",
            "Tập thể/Cá nhân",
            "Danh sách có 15 tập thể, 3 cá nhân",
            "Đơn vị: Xã Tân Thành",
            "١٢",
            "²",
        ),
    ]
)
_cell: st.SearchStrategy[Value] = st.one_of(
    _words,
    _words,
    st.integers(-3, 50),
    st.sampled_from(
        [
            True,
            1.5,
            float("inf"),
            float("nan"),
            date(2020, 1, 2),
            datetime(2020, 1, 2, 3, tzinfo=UTC),
            BadCell("error", "#REF!"),
        ]
    ),
    st.text(max_size=8),
)
_cells = st.dictionaries(st.integers(1, 7), _cell, max_size=6)
_area = st.tuples(st.integers(1, 12), st.integers(1, 7), st.integers(0, 4), st.integers(0, 4)).map(
    lambda one: Area(one[0], one[1], one[0] + one[2], one[1] + one[3])
)
_sheets = st.builds(
    Sheet,
    st.sampled_from(["Đăng ký", ""]),
    st.dictionaries(st.integers(1, 14), _cells, max_size=14),
    st.lists(_area, max_size=6),
    st.booleans(),
    st.sets(st.integers(1, 14), max_size=2),
)
_wanted = st.builds(
    WantedLists,
    st.sampled_from([None, None, None, *KINDS, "review"]),
    st.just(()),
    rows=st.one_of(st.none(), st.tuples(st.integers(1, 5), st.integers(5, 14))),
    mapping=st.sampled_from([{}, {}, {"Ghi chú": "-", "C": "extra.c"}, {"Đơn vị": "title", "": "note"}]),
    year=st.sampled_from([None, 2020]),
    hidden=st.booleans(),
)


def _conserved(found: Sequence[ListOnSheet], left: Sequence[SkippedSheet], page: Sheet) -> None:
    """Hold a sheet to the law: each row with something is a row, above, headings, skipped, of a table, or a fault."""
    told = {row.row for part in found for row in part.skipped} | {row.spot.row for part in found for row in part.faults}
    told |= {row.at for part in found for row in part.rows}
    told |= {row for part in found for row in range(part.headings[0], part.headings[1] + 1)}
    for table in left:  # with its titles, and up to the next list
        first, below = table.row, [part.headings[0] for part in found if part.headings[0] > table.row]
        while first > 1 and len(page.rows.get(first - 1, ())) <= 1:
            first -= 1
        told |= {*range(first, min([*below, max(page.rows) + 1]))}
    above = {line for part in found for line in part.above.split("\n")}
    for row, cells in page.rows.items():
        texts = [text for column in sorted(cells) if (text := text_of(cells[column]))]
        if all(map(is_blank, texts)):
            continue
        prepared = len(texts) <= 2 and not texts[0].strip("-().0123456789")  # a number, and a unit on every row
        assert row in told or " | ".join(texts) in above or prepared


def _sound(found: Sequence[ListOnSheet]) -> None:
    for part in found:
        assert part.kind in (*KINDS, "review")
        numbers = [row.number for row in part.rows]
        assert len(set(numbers)) == len(numbers)
        assert not {row.at for row in part.rows} & {skipped.row for skipped in part.skipped}
        assert len({skipped.row for skipped in part.skipped}) == len(part.skipped)
        for row in part.rows:
            assert row.cells.keys() <= set(part.columns.values()) - {"number", "-"}


@cases(16)
@given(page=_sheets, wanted=_wanted)
def test_whatever_stands_on_a_sheet(lists: Lists, page: Sheet, wanted: WantedLists) -> None:
    try:
        found, left = read_lists(Book("a.xlsx", [page]), wanted, lists)
    except RequestError as refused:
        code = refused.code
        found, left = [], []
    else:
        code = ""
    assert code in ("", "kind-needed", "no-column-key")
    assert code or found or left
    assert not found or all(skipped.row for skipped in left)  # the sheet is taken: a table beside its list may not be
    _sound(found)
    if found:
        _conserved(found, left, page)


@cases(10)
@given(page=_sheets, wanted=_wanted, head=st.sampled_from([HEAD, ("Họ và tên", "Hình thức khen", "Mã", "Ghi chú")]))
def test_whatever_stands_below_headings(lists: Lists, page: Sheet, wanted: WantedLists, head: Sequence[str]) -> None:
    below = _shift(page, 2, 0)
    below.rows[1] = dict(enumerate(head, 1))
    test_whatever_stands_on_a_sheet.hypothesis.inner_test(lists, below, wanted)  # type: ignore[attr-defined]  # its own


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (("Người được khen", "Đơn vị", "Hình thức", "Mô hình", "Loại"), "awards"),
        (("Họ và tên", "Đơn vị", "Hình thức", "Mô hình", "Loại"), "models"),
    ],
)
def test_who_names_a_recipient_sends_awards_whatever_a_form_may_be_besides(
    lists: Lists, head: Sequence[str], kind: str
) -> None:
    page = sheet(head, ("Lê A", "Hiệp Thành", "", "Ngõ xanh", "CN"))
    (part,), _ = read_lists(Book("a.xlsx", [page]), WantedLists(None), lists)
    assert part.kind == kind
