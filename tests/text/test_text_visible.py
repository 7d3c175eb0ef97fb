import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vietnamese_texts import names

from danvan_cli.text.visible import visible

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
    assert visible(ordinary) == ordinary


def test_lines_may_be_kept() -> None:
    assert visible("a\n\tb\r\x0b", keep_lines=True) == "a\n\tb\\r\\x0b"
