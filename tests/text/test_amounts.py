import unicodedata

import pytest

from danvan_cli.text.numbers import stated_amount


@pytest.mark.parametrize(
    ("text", "key", "number"),
    [
        ("trên 1.000", "more_than", "1.000"),
        ("Trên  130", "more_than", "130"),
        ("hơn 1.647", "more_than", "1.647"),
        ("HƠN 33,2", "more_than", "33,2"),
        ("tren 1.000", "more_than", "1.000"),
        ("> 5", "more_than", "5"),
        (">5", "more_than", "5"),
        ("ít nhất 5", "at_least", "5"),
        ("không dưới 5", "at_least", "5"),
        ("≥5", "at_least", "5"),
        (">= 5", "at_least", "5"),
        ("từ 1.000 trở lên", "at_least", "1.000"),
        ("không quá 5", "at_most", "5"),
        ("tối đa 5", "at_most", "5"),
        ("khoảng 1 200", "about", "1 200"),
        ("1.000", "value", "1.000"),
        (" -3 ", "value", " -3 "),
        ("dưới 1.000", "at_most", "1.000"),
        ("gần 1.000", "value", "gần 1.000"),
        ("trện 1.000", "value", "trện 1.000"),
        ("nhiều", "value", "nhiều"),
        ("", "value", ""),
    ],
)
def test_words_before_a_number_say_how_it_is_meant(text: str, key: str, number: str) -> None:
    assert stated_amount(text) == (key, number)
    assert stated_amount(unicodedata.normalize("NFD", text))[0] == key
