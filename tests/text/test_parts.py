from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.text.fold import agrees, bare, fold, has_diacritic, needle, occurs
from tests.text.vietnamese_texts import TONES, composed, names, texts


@given(names)
def test_what_is_typed_without_diacritics_is_matched_without(name: str) -> None:
    assert agrees(bare(name), name)
    assert agrees(bare(name).upper(), fold(name))
    assert occurs(bare(name), f"Xã {name} 2")


@given(names, st.sampled_from([f"{one}{other}" for one, other in product(TONES, TONES) if one != other]))
def test_another_tone_never_agrees(name: str, tones: str) -> None:
    one, other = (composed(f"{name} ma{tone}ng") for tone in tones)
    assert not agrees(one, other)
    assert not occurs(one, other)


def test_typed_with_any_diacritic_must_agree_in_all() -> None:
    assert agrees("hoa thuan", "Hòa Thuận")
    assert agrees("Hòa Thuận", "HOÀ THUẬN")
    assert not agrees("Hòa Thuan", "Hòa Thuận")
    assert not agrees("đoan", "đoàn")
    assert not agrees("Hòa", "Hoa")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("an", "An Phú"),
        ("an", "Long An"),
        ("phu", "An Phú"),
        ("hoi a", "Thành phố Hội An"),
        ("hội an", "TP.Hội An"),
        ("hoa thuan", "Phường Hoà Thuận"),
        ("Hòa Thuận", "Phường Hoà Thuận"),
        ("ngh", "Nghĩa"),
        ("mi", "Minh Tân"),
        ("mi", "Mỹ Tân"),
        ("my", "Xã Mĩ Tân"),
        ("ky", "kỉ niệm chương"),
        ("quy", "Quyết định"),
        ("quy", "quí I"),
        ("hoà", "Hoàng"),
        ("khe", "Dân vận khéo"),
        ("", "An Phú"),
    ],
)
def test_a_part_of_a_text(query: str, text: str) -> None:
    assert occurs(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("an", "Hoàn"),
        ("phú", "An Phu"),
        ("phu an", "An Phú"),
        ("my", "Minh Tân"),
        ("ly", "Liên Chiểu"),
        ("hòa", "Hoàng"),
        ("sùng", "Xã Sủng Máng"),
        ("ấp 1", "Đắp 1"),
        ("hai", ""),
    ],
)
def test_no_part_of_a_text(query: str, text: str) -> None:
    assert not occurs(query, text)


@given(names, names, st.integers(0, 30))
def test_a_text_without_diacritics_is_found_by_each_of_its_beginnings(before: str, name: str, size: int) -> None:
    typed = bare(name)[:size]
    assert occurs(typed, f"{before} {name}")


@given(texts, names)
def test_the_needle_finds_in_the_keys_what_occurs_finds(text: str, name: str) -> None:
    for query in (name, bare(name), text):
        key = fold(text) if has_diacritic(query) else bare(text)
        assert occurs(query, text) == (needle(query) in f" {key} ")
        assert occurs(query, query)
