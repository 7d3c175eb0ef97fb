"""Lines are folded at words, and what is to be copied or typed stays in one piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.view.folding import fold

_ID = "2025-xa-a-van-dong-nhan-dan-hien-dat-gop-ngay-cong-lam-duong-be-tong-lien-1"
_WORDS = st.lists(
    st.sampled_from(["mô", "hình", "danvan", "xem", "--nam", "2026", _ID, "--loc", '"a b"', "·"]), max_size=25
)


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        (
            "Xếp loại · Không đạt · Mở số: danvan danh-sach xep-loai --nam 2026 --loc xep-loai=khong-dat",
            "danvan danh-sach xep-loai --nam 2026 --loc xep-loai=khong-dat",
        ),
        (
            'Mở số: danvan danh-sach khen-thuong --nam 2021-2023 --loc "hinh-thuc!=ky-niem-chuong"',
            '--loc "hinh-thuc!=ky-niem-chuong"',
        ),
        (
            "Xem một bản ghi: danvan xem và một phần tên của nó. Muốn có cả mã bản ghi: --dang van-ban.",
            "--dang van-ban.",
        ),
        (f"  Tiếp nối        {_ID}", f"    {_ID}"),
        (f"+ models/2025/{_ID}.yaml  “Hiến đất”", f"+ models/2025/{_ID}.yaml"),
    ],
)
def test_commands_options_and_ids_stay_whole(line: str, whole: str) -> None:
    folded = fold(line, 80, " " * 18)
    assert any(part.endswith(whole) for part in folded.split("\n")) or f"{whole}\n" in folded
    assert folded.count("\n") == 1


def test_the_comma_behind_an_id_that_fills_a_line_stands_on_no_line_alone() -> None:
    name = f"2026-{'a' * 75}"
    assert fold(f"Đã ghi (2): {name}, {name}, b", 80).split("\n") == ["Đã ghi (2):", name, name, "  b"]


@given(_WORDS, st.integers(10, 120))
def test_folding_moves_words_and_changes_none(words: list[str], columns: int) -> None:
    folded = fold(" ".join(words), columns)
    assert folded.split() == " ".join(words).split()
    assert all(line == line.rstrip() for line in folded.split("\n"))
