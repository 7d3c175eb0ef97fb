"""A total, a date and signatures below the rows of the office's own template: left out, as below a ward's own list."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.index.current_lists import Lists
from tests.helpers.clerk import Clerk
from tests.helpers.laws import cases
from tests.importing.list_sheets import office_lists, only, rows_of, skipped

_FIRST = 5
_TWO = [("Tổ tự quản", "Tập thể"), ("Tổng vệ sinh chợ", "Cá nhân")]
Lines = Mapping[int, Mapping[str, str | int]]  # how far below the last row: {column: what is typed}


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.chdir(tmp_path)
    return Clerk(tmp_path / "data")


def _imported(clerk: Clerk, lines: Lines, *, unit: bool, merged: Sequence[str] = ()) -> tuple[int, str, object]:
    """Fill a template in with two models and what closes it; return exit code, what was said, models written."""
    of_unit = ("--unit", "xa-b") if unit else ()
    assert clerk.ask("template", "models", "--year", "2020", *of_unit, "-o", "mau.xlsx").code == 0
    book = openpyxl.load_workbook("mau.xlsx")
    sheet = book.worksheets[0]
    for row, (title, kind) in enumerate(_TWO, _FIRST):
        sheet[f"B{row}"], sheet[f"C{row}"], sheet[f"D{row}"] = title, "Xã Bình Hoà", kind
    last = _FIRST + len(_TWO) - 1
    for below, cells in lines.items():
        for column, text in cells.items():
            sheet[f"{column}{last + below}"] = text
    for area in merged:
        sheet.merge_cells(area)
    book.save("mau.xlsx")
    said = clerk.ask("import", "mau.xlsx", "--year", "2020", "--yes")
    return said.code, said.out + said.err, clerk.total("registered", "--year", "2020")


_SIGNED: Lines = {
    1: {"B": "Tổng cộng: 2 mô hình"},
    2: {"F": "Bình Hoà, ngày 12 tháng 3 năm 2020"},
    3: {"B": "Người lập biểu", "F": "TM. ĐẢNG ỦY"},
    4: {"F": "PHÓ BÍ THƯ"},
    7: {"B": "Trần Thị Bé", "F": "Nguyễn Văn A"},
}


@pytest.mark.parametrize(
    "lines",
    [
        _SIGNED,
        {below + 4: cells for below, cells in _SIGNED.items()},
        {below + 103: cells for below, cells in _SIGNED.items()},
        {1: {"A": "Tổng cộng", "B": 2}},
        {1: {"B": "Tổng cộng", "D": 2}},
        {1: {"B": "Danh sách này có 02 mô hình"}},
        {2: {"D": "Ngày     tháng     năm 2020"}, 3: {"D": "NGƯỜI LẬP BIỂU"}, 6: {"D": "Lê Thị Hoa"}},
        {1: {"B": "Nơi nhận:", "F": "TM. BAN THƯỜNG VỤ"}, 2: {"B": "- Như trên;"}, 3: {"B": "- Lưu: VP."}},
        {2: {"F": "TM. BAN THƯỜNG VỤ ĐẢNG ỦY\nPHÓ BÍ THƯ THƯỜNG TRỰC\n\n(Đã ký)\n\nNguyễn Thị Hồng Gấm"}},
        {2: {"C": "TM. ĐẢNG ỦY"}, 3: {"C": "PHÓ BÍ THƯ"}, 6: {"C": "Nguyễn Văn A"}},
        {1: {"B": "Tổng cộng: hai (02) mô hình./."}, 2: {"B": "Trong đó: 1 tập thể, 1 cá nhân"}},
        {1: {"D": "Bình Hoà, ngày 12/3/2020"}, 2: {"B": "CÔNG CHỨC VĂN HÓA - XÃ HỘI", "D": "T/M ĐẢNG ỦY"}},
        {1: {"B": "KT. CHỦ TỊCH UBND XÃ"}, 2: {"B": "PHÓ CHỦ TỊCH"}, 4: {"B": "Ông Nguyễn Văn A"}},
    ],
)
def test_what_closes_a_template_is_left_out(clerk: Clerk, lines: Lines) -> None:
    code, said, written = _imported(clerk, lines, unit=lines is not _SIGNED)
    assert (code, written) == (0, 2), said


def test_so_is_what_closes_one_of_all_units(clerk: Clerk) -> None:
    lines = {below + 103: cells for below, cells in _SIGNED.items()}
    code, said, written = _imported(clerk, lines, unit=False)
    assert (code, written) == (0, 2), said


def test_a_signature_merged_over_several_rows(clerk: Clerk) -> None:
    lines = {2: {"E": "TM. ĐẢNG ỦY\nPHÓ BÍ THƯ\n\n\nNguyễn Văn A"}}
    code, said, written = _imported(clerk, lines, unit=True, merged=["E8:G14"])
    assert (code, written) == (0, 2), said


def test_a_total_that_is_wrong_is_told(clerk: Clerk) -> None:
    code, said, written = _imported(clerk, {1: {"B": "Tổng cộng: 5 mô hình"}}, unit=True)
    assert written == 2 or code == 1
    assert "5" in said


def test_a_row_below_the_signature_is_a_row(clerk: Clerk) -> None:
    lines = {**_SIGNED, 9: {"B": "Chợ xanh", "C": "Xã Bình Hoà", "D": "Tập thể"}}
    assert _imported(clerk, lines, unit=True)[2] == 3


def test_a_row_that_states_only_its_title_is_none_of_these(clerk: Clerk) -> None:
    code, said, written = _imported(clerk, {1: {"B": "Tổng vệ sinh cuối tuần"}}, unit=True)
    assert (code, written) == (1, 0), said


_BEGINNINGS = (
    *("Tổng", "Tổng cộng", "Tổng số hộ", "Cộng đồng", "Cộng tác", "TM", "KT", "KT.XH", "Bí thư chi bộ", "Phó bí thư"),
    *(
        "Trưởng ban",
        "Chủ tịch hội",
        "Người lập nghiệp",
        "Người lập",
        "Ngày thứ bảy",
        "Nơi nhận",
        "Danh sách",
        "Lưu giữ",
    ),
)
_WORDS = (
    "xanh",
    "vì dân",
    "gương mẫu",
    "ấp 3",
    "khéo vận động",
    "tháng ba",
    "sạch đẹp",
    "20 hộ",
    "giữ nghề",
    "mô hình",
)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Lists:
    return office_lists(tmp_path_factory.mktemp("office"))


@cases(30)
@given(
    st.lists(
        st.tuples(
            st.builds(
                lambda begin, *rest: " ".join((begin, *rest)), st.sampled_from(_BEGINNINGS), st.sampled_from(_WORDS)
            ),
            st.sampled_from(["Phường Lái Hiếu", "Phường Hiệp Thành", "Xã Tân Thành"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda row: row[0],
    ),
    st.booleans(),
    st.integers(0, 6),
)
def test_no_row_with_title_and_unit_is_swallowed(
    lists: Lists,
    rows: list[tuple[str, str, bool]],
    numbered: bool,  # noqa: FBT001 - drawn
    signed_after: int,
) -> None:
    table: list[tuple[str | int, ...]] = [
        (number if numbered else "", title, unit, "Kinh tế" if with_field else "")
        for number, (title, unit, with_field) in enumerate(rows, 1)
    ]
    table[signed_after:signed_after] = [("", "", "TM. ĐẢNG ỦY"), ("", "", "Nguyễn Văn A")]
    found = only(lists, ("STT", "Tên mô hình", "Đơn vị", "Lĩnh vực"), *table)
    assert [row[1]["title"] for row in rows_of(found)] == [title for title, _, _ in rows], skipped(found)
