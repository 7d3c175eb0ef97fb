"""Words out of text as people and spreadsheets write it: one case, one encoding, no punctuation."""

import unicodedata
from collections.abc import Callable

# Letters that look like Đ and are not: Icelandic eth and African d, both found in old sheets.
LOOK_ALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
# The combining grapheme joiner and the variation selectors: marks by category, but nobody sees them.
_UNSEEN = {"\u034f", *map(chr, range(0xFE00, 0xFE10))}


class LetterTable(dict[int, str]):
    """A table for `str.translate`, filled as characters turn up: Unicode is large, Vietnamese is not."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = replacement = self._rule(chr(code))
        return replacement


def separated(char: str) -> str:
    """Return a space for punctuation, symbols and blanks, nothing for what is invisible, else the letter."""
    category = unicodedata.category(char)
    if category == "Cf" or char in _UNSEEN:
        return ""
    if category == "Cc" or category[0] in "PSZ":
        return " "
    return LOOK_ALIKES.get(char, char)


def _lowered(char: str) -> str:
    return separated(char).casefold()


def _unmarked(char: str) -> str:
    """Take the marks off a letter, and a letter out of its typographic form (`²` becomes `2`)."""
    parts = unicodedata.normalize("NFKD", _lowered(char))
    return "".join(_lowered(part) for part in parts if not unicodedata.combining(part)).replace("đ", "d")


_LOWERED = LetterTable(_lowered)
_UNMARKED = LetterTable(_unmarked)


def words(text: str) -> list[str]:
    """Split into words in lower case and NFC, spelled as they stand and with their diacritics."""
    lowered = unicodedata.normalize("NFC", text).translate(_LOWERED)
    # Again: a mark that an invisible character kept from its letter joins it now.
    return unicodedata.normalize("NFC", lowered).split()


def bare_words(text: str) -> list[str]:
    """Split into words as `words` does, without any diacritic, and d for đ."""
    unmarked = unicodedata.normalize("NFC", text).translate(_UNMARKED)
    return unmarked.split() if unmarked.isascii() else words(unmarked)
