import unicodedata
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.text.fold import bare
from danvan_cli.text.order import given_name_key, sort_key
from tests.text.vietnamese_texts import names, texts

KEYS = st.sampled_from((sort_key, given_name_key))


@pytest.mark.parametrize(
    "ordered",
    [
        "a < ă < â < b < c < d < đ < e < ê < f < g < h < i < j < k < l < m < n < o < ô < ơ < p < q",
        "q < r < s < t < u < ư < v < w < x < y < z < Иван",
        "a < à < ả < ã < á < ạ < ă < ằ < ẳ < ẵ < ắ < ặ < â < ầ < ẩ < ẫ < ấ < ậ",
        "ma < mà < mả < mã < má < mạ < mai < màn",
        "Ấp 1 < Ấp 2 < Ấp 03 < Ấp 10 < Ấp 100 < Ấp An < Ấp Bắc",
        "2 ấp < 10 ấp < An Phú",
        "an phú < an Phú < An phú < An Phú < An Phụ < Ăn < Ân < da < Đa < em",
        "An Phú < Anh < Ánh < Ành ạ",
        "Hòa An < Hoà Bình < Hòa Châu",
        "Bà con < “Ba sạch” < (Bảy)",
        "Krông < nam < Ñam < Năm < Nấm",
    ],
)
def test_dictionary_order(ordered: str) -> None:
    texts = ordered.split(" < ")
    texts.reverse()
    assert " < ".join(sorted(texts, key=sort_key)) == ordered


def test_people_are_sorted_by_given_name() -> None:
    ordered = ["Lê Thị An", "Trần An", "Bùi Văn Ánh", "Trần Ân", "Trần Hà", "Nguyễn Hạ", "Y"]
    by_first_word = sorted(ordered)
    assert sorted(by_first_word, key=given_name_key) == ordered


@given(KEYS, texts, texts)
def test_keys_are_equal_where_texts_are(key: Callable[[str], str], one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (key(one) == key(other)) == same
    assert key(one) == key(unicodedata.normalize("NFD", one))


@given(st.lists(names, max_size=6), st.randoms())
def test_the_order_does_not_depend_on_where_one_starts(found: list[str], random: Random) -> None:
    ordered = sorted(found, key=sort_key)
    random.shuffle(found)
    assert sorted(found, key=sort_key) == ordered


@given(names, names)
def test_letters_come_before_tones(one: str, other: str) -> None:
    plain = [_toneless(text) for text in (one, other)]
    if bare(one) != bare(other) and plain[0] != plain[1]:
        assert (sort_key(one) < sort_key(other)) == (sort_key(plain[0]) < sort_key(plain[1]))


@given(st.integers(0, 10**12), st.integers(0, 10**12), names)
def test_runs_of_digits_count_as_numbers(one: int, other: int, name: str) -> None:
    keys = [sort_key(f"{name} {number} x") for number in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


def test_numbers_of_any_length_have_an_order() -> None:
    numbers = ["0", "9", *("1" + "0" * zeros for zeros in range(1, 60))]
    assert all(sort_key(one) != sort_key(other) for one, other in pairwise(numbers))
    assert sorted(numbers[:30], key=sort_key) == numbers[:30]


def _toneless(text: str) -> str:
    marks = "\u0300\u0309\u0303\u0301\u0323"
    letters = (char for char in unicodedata.normalize("NFD", text.lower()) if char not in marks)
    return unicodedata.normalize("NFC", "".join(letters))
