import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.text.numbers import format_number, format_percent, plain_number, read_hundredths, read_whole
from tests.text.vietnamese_texts import texts

HUNDREDTHS = st.integers(-(10**15) + 1, 10**15 - 1)


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("0", 0),
        ("-0", 0),
        ("187", 18700),
        ("012", 1200),
        ("33.2", 3320),
        ("0.05", 5),
        ("-1.50", -150),
        ("9999999999999.99", 999999999999999),
    ],
)
def test_numbers_that_are_read(text: str, hundredths: int) -> None:
    assert read_hundredths(text) == hundredths


@pytest.mark.parametrize(
    "text",
    [
        "1.240",
        "1,5",
        "1.240.000",
        "1e3",
        "٣",
        "３",
        "1_000",
        "1 240",
        "+1",
        "--1",
        "-",
        ".5",
        "5.",
        "",
        " 1",
        "1\n",
        "0x1f",
        "inf",
        "nan",
        "²",
        "½",
        "1" * 14,
        "1" * 5000,
    ],
)
def test_what_is_ambiguous_or_no_number_is_not_read(text: str) -> None:
    assert read_hundredths(text) is None
    assert read_whole(text) is None


def test_things_are_counted_in_whole_numbers() -> None:
    assert read_whole("0") == 0
    assert read_whole("012") == 12
    assert read_whole("-1") is None
    assert read_whole("1.0") is None


@given(texts)
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert read_hundredths(text) is None or text.isascii()


@given(HUNDREDTHS)
def test_an_english_number_is_read_back(hundredths: int) -> None:
    assert read_hundredths(format_number(hundredths, "en").replace(",", "")) == hundredths


@given(HUNDREDTHS)
def test_the_languages_differ_in_their_marks_only(hundredths: int) -> None:
    swapped = format_number(hundredths, "vi").translate(str.maketrans(".,", ",."))
    assert swapped == format_number(hundredths, "en")


@given(HUNDREDTHS)
def test_json_has_the_exact_number(hundredths: int) -> None:
    text = json.dumps(plain_number(hundredths))
    assert Fraction(text) == Fraction(hundredths, 100)
    assert read_hundredths(text) == hundredths or "e" in text


@pytest.mark.parametrize(
    ("hundredths", "vi", "en"),
    [
        (0, "0", "0"),
        (124000, "1.240", "1,240"),
        (3320, "33,2", "33.2"),
        (-5, "-0,05", "-0.05"),
        (100000000, "1.000.000", "1,000,000"),
        (123456, "1.234,56", "1,234.56"),
        (-99900, "-999", "-999"),
    ],
)
def test_numbers_for_people(hundredths: int, vi: str, en: str) -> None:
    assert format_number(hundredths, "vi") == vi
    assert format_number(hundredths, "en") == en


@pytest.mark.parametrize(
    ("tenths", "vi", "en"),
    [
        (332, "33,2%", "33.2%"),
        (500, "50%", "50%"),
        (1000, "100%", "100%"),
        (0, "0%", "0%"),
        (1, "0,1%", "0.1%"),
        (-64, "-6,4%", "-6.4%"),
        (12345, "1.234,5%", "1,234.5%"),
    ],
)
def test_per_cent(tenths: int, vi: str, en: str) -> None:
    assert format_percent(tenths, "vi") == vi
    assert format_percent(tenths, "en") == en


def test_whole_numbers_are_ints_in_json() -> None:
    assert json.dumps([plain_number(6200), plain_number(3320), plain_number(-50)]) == "[62, 33.2, -0.5]"
