"""Whether two names of units may be one, spelt otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.recording.near_units import is_nearly_called

WORDS = st.lists(
    st.sampled_from(["Thôn", "TDP", "Tổ dân phố", "số", "Đông", "Sơn", "Hội LHPN", "5", "II", "A"]), max_size=4
)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Xóm Đông Sơn", "Xóm Đong Son"),
        ("Thôn Đông Sơn", "Xóm Đong Son"),
        ("Tổ dân phố số 05", "TDP5"),
        ("Sảng Pả A1", "Sảng Pả A 1"),
        ("Hội Liên hiệp Phụ nữ xã", "Hội PN xã"),
        ("Công an xã Tân Lập", "Công an xã"),
        ("P. Ngã Bảy", "Phường Ngã Bảy"),
    ],
)
def test_a_corrected_name_is_near(name: str, known: str) -> None:
    assert is_nearly_called(name, known)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Thôn 1", "Thôn 2"),
        ("Thôn 11", "Thôn 12"),
        ("Thôn Đông", "Thôn Đoài"),
        ("Khu II", "Khu III"),
        ("Tân Lập A", "Tân Lập B"),
        ("Tân Lập", "Tân Lập 2"),
        ("Thôn Bắc", "Thôn Bái"),
        ("Thôn Tân", "Thôn Tân Lập"),
        ("UBND xã Long Hồ", "Xã Long Hồ"),
    ],
)
def test_units_told_apart_are_not(name: str, known: str) -> None:
    assert not is_nearly_called(name, known)


@given(WORDS, WORDS)
def test_it_is_the_same_from_both_sides(name: list[str], known: list[str]) -> None:
    first, second = " ".join(name), " ".join(known)
    assert is_nearly_called(first, second) == is_nearly_called(second, first)
    assert is_nearly_called(first, first)
