import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.text.slug import cut_slug, slug
from tests.text.vietnamese_texts import names, texts

SLUG = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tập thể", "tap-the"),
        ("Quốc phòng - An ninh", "quoc-phong-an-ninh"),
        ("Kỷ niệm chương", "ky-niem-chuong"),
        ("Chiến sĩ thi đua", "chien-si-thi-dua"),
        ("Ngã Bảy", "nga-bay"),
        ("Ðắk R’lấp", "dak-r-lap"),
        ("TP. Hồ Chí Minh (cũ)", "tp-ho-chi-minh-cu"),
        ("Hiến 500 m² đất", "hien-500-m2-dat"),
        ("Ấp 2", "ap-2"),
        ("中文 hai", "hai"),
        ("…", ""),
    ],
)
def test_a_name_becomes_a_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(texts)
def test_a_slug_is_ascii_and_its_own_slug(text: str) -> None:
    assert SLUG.fullmatch(slug(text))
    assert slug(slug(text)) == slug(text)


@given(names)
def test_a_name_without_diacritics_has_the_same_slug(name: str) -> None:
    assert slug(name.upper()) == slug(name)
    assert slug(slug(name).replace("-", " ")) == slug(name)


@given(names.map(slug), st.integers(0, 30))
def test_a_slug_is_cut_behind_a_word(whole: str, limit: int) -> None:
    cut = cut_slug(whole, limit)
    assert len(cut) <= limit
    assert SLUG.fullmatch(cut)
    words, kept = whole.split("-"), cut.split("-")
    assert cut == words[0][:limit] or kept == words[: len(kept)]


def test_no_word_is_cut_that_fits() -> None:
    assert cut_slug("an-phu-tan", 6) == "an-phu"
    assert cut_slug("an-phu-tan", 7) == "an-phu"
    assert cut_slug("an-phu-tan", 5) == "an"
    assert cut_slug("nghieng", 3) == "ngh"
    assert cut_slug("an-phu", 80) == "an-phu"
