import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.text.nearest import nearest
from tests.text.vietnamese_texts import names, texts

KEYS = (
    "title",
    "unit",
    "kind",
    "person",
    "position",
    "level",
    "field",
    "movement",
    "origin",
    "continues",
    "year",
)
RATINGS = ("xuat-sac", "tot", "kha", "dat", "hieu-qua", "trung-binh", "khong-dat", "khong-hieu-qua")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titel", "title"),
        ("unti", "unit"),
        ("knid", "kind"),
        ("filed", "field"),
        ("yaer", "year"),
        ("Level", "level"),
    ],
)
def test_a_mistyped_key(word: str, meant: str) -> None:
    assert nearest(word, KEYS) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [("xuất sắc", "xuat-sac"), ("Khá", "kha"), ("khongdat", "khong-dat"), ("hieu_qua", "hieu-qua")],
)
def test_a_mistyped_value(word: str, meant: str) -> None:
    assert nearest(word, RATINGS) == meant


def test_diacritics_decide_between_equals() -> None:
    communes = ("Xã Sùng Máng", "Xã Sủng Máng")
    assert nearest("Xã Sủng Mang", communes) == "Xã Sủng Máng"
    assert nearest("Xã Sùng Mảng", reversed(communes)) == "Xã Sùng Máng"


def test_nothing_is_near() -> None:
    assert nearest("ngân sách", KEYS) is None
    assert nearest("tot", ()) is None
    assert nearest("", ("…", "")) is None


@given(texts, st.lists(names, max_size=5))
def test_the_order_of_the_values_does_not_count(word: str, values: list[str]) -> None:
    found = nearest(word, values)
    assert found == nearest(word, reversed(values))
    assert found is None or found in values


@given(st.lists(names, min_size=1, max_size=5))
def test_what_is_valid_is_nearest_to_itself(values: list[str]) -> None:
    assert nearest(values[0], values) == values[0]
