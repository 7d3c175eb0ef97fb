import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.text.visible import MOST_QUOTED, has_letters, is_blank, quoted, visible
from tests.text.vietnamese_texts import names

ANYTHING = st.text(st.characters(exclude_categories=()) | st.sampled_from("\x1b\x9b\x07\r\n\t\u202e\u2066\u200f\ud800"))
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mĐỏ\x1b[0m", r"\x1b[31mĐỏ\x1b[0m"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\x9b2J", r"\x9b2J"),
        ("a\x00\x7f", r"a\x00\x7f"),
        ("An\u202eúhP", r"An\u202eúhP"),
        ("a\u2028b\u2029", r"a\u2028b\u2029"),
        ("\udcff", r"\udcff"),
        ("a\r\nb\tc", r"a\r\nb\tc"),
        ("Tổ\u200bdân\u00advận\ufeff", r"Tổ\u200bdân\xadvận\ufeff"),
        ("a\u200d\u2060b\u034f\u3164", r"a\u200d\u2060b\u034f\u3164"),
        ("a\ufe0f\U000e0041", r"a\ufe0f\U000e0041"),
        ("\u2764\ufe0f \U0001f468\u200d\U0001f469", "\u2764\ufe0f \U0001f468\u200d\U0001f469"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANYTHING, st.booleans())
def test_no_control_character_is_left(text: str, keep_lines: bool) -> None:  # noqa: FBT001 -- drawn by hypothesis
    shown = visible(text, keep_lines=keep_lines)
    kept = "\n\t" if keep_lines else ""
    unsafe = {char for char in shown if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in BIDI}
    assert unsafe <= set(kept)
    assert visible(shown, keep_lines=keep_lines) == shown


@given(names)
def test_ordinary_text_stays_as_it_is(name: str) -> None:
    text = f"“{name}”\u00a0– 100% \\x1b 🙂"
    assert visible(text) is text


@given(ANYTHING)
def test_nothing_else_is_changed(text: str) -> None:
    ordinary = re.sub(f"[\x00-\x1f\x7f-\x9f{BIDI}\u2028\u2029\ud800-\udfff]", "", text)
    ordinary = "".join(char for char in ordinary if char == " " or not is_blank(char))
    assert visible(ordinary) == ordinary


def test_lines_may_be_kept() -> None:
    assert visible("a\n\tb\r\x0b", keep_lines=True) == "a\n\tb\\r\\x0b"


@pytest.mark.parametrize("text", ["", " \u00a0\u3000", "\u200b", "\u3164\u115f\u2800", "\ufe0f\u034f", "\x1b\u202e"])
def test_what_nobody_sees_is_blank(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(f"{text}.")
    assert not has_letters(f"{text}–!")
    assert has_letters(f"{text}–Ấ")


@pytest.mark.parametrize("letter", ["1", "đ", "村", "\u0e01"])
def test_a_name_has_a_letter_or_a_digit_of_any_script(letter: str) -> None:
    assert has_letters(f"“{letter}”")


def test_a_long_value_is_quoted_by_its_beginning_and_its_end() -> None:
    assert quoted("a" * MOST_QUOTED) == "a" * MOST_QUOTED
    assert quoted(f"a{'1' * 100_000}z") == f"a{'1' * 159}…{'1' * 39}z"
    assert quoted("\u200b" * 100_000).startswith(r"\u200b\u200b")
