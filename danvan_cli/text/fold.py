"""What makes two spellings of a Vietnamese text the same text."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from danvan_cli.text.letters import bare_words, words
from danvan_cli.text.spelling import canonical_spellings, is_whole_syllable


def nfc(text: str) -> str:
    """Return the text in NFC and trimmed: the only change that stored text may undergo."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """Return the canonical key of a text: its words with their diacritics, separated by single spaces.

    Ignored are case, NFC or NFD, the place of the tone in oa, oe and uy (`hoà`, `hòa`), i for y as the
    only vowel (`kỉ`, `kỷ`; in words that begin with h k l m s t qu), Đ's look-alikes, invisible
    characters, punctuation, symbols and all kinds of space. See “Matching” in docs/design.md.
    """
    return " ".join(filter(None, map(_folded, text.split())))


def bare(text: str) -> str:
    """Return the folded text without any diacritic, and with d for đ."""
    return " ".join(filter(None, map(_bared, text.split())))


# Vietnamese has some 7.000 syllables, and each record is folded: remembering them is four times as fast.
@lru_cache(maxsize=1 << 15)
def _folded(chunk: str) -> str:
    return _canonical(words(chunk))


@lru_cache(maxsize=1 << 15)
def _bared(chunk: str) -> str:
    return _canonical(bare_words(chunk))


def _canonical(spelled: list[str]) -> str:
    canonical = canonical_spellings()
    return " ".join([canonical.get(word, word) for word in spelled])


def has_diacritic(text: str) -> bool:
    """Whether any letter has a diacritic; đ is one that has."""
    if text.isascii():
        return False
    letters = unicodedata.normalize("NFD", "".join(words(text)))
    return "đ" in letters or any(map(unicodedata.combining, letters))


def agrees(query: str, text: str) -> bool:
    """Whether what was typed is the text.

    Input with any diacritic must agree in all of them; input without any is matched without.
    """
    return agreeing(query)(text)


def agreeing(query: str) -> Callable[[str], bool]:
    """Return a test of texts: whether one is what was typed, by the rule of `agrees`."""
    key_of = fold if has_diacritic(query) else bare
    key = key_of(query)
    return lambda text: key_of(text) == key


def occurs(query: str, text: str) -> bool:
    """Whether what was typed is a part of the text, by the rule of `agrees`.

    A part begins where a word begins: `an` is in `An Phú` and in `Long An`, not in `Hoàn`.
    """
    return occurring(query)(text)


def occurring(query: str) -> Callable[[str], bool]:
    """Return a test of texts: whether what was typed is a part of one, by the rule of `occurs`."""
    key_of = fold if has_diacritic(query) else bare
    part = needle(query)
    return lambda text: part in f" {key_of(text)} "


def needle(query: str) -> str:
    """Return what to look for in `" " + key + " "`, the key being `fold` or `bare` of a text as in `agrees`.

    The last word may be the beginning of a longer one, unless its spelling rules that out: `mi` is
    a part of `Minh` and of `Mỹ`, `my` of `Mỹ` only.
    """
    typed = words(query) if has_diacritic(query) else bare_words(query)
    end = " " if typed and is_whole_syllable(typed[-1]) else ""
    return f" {_canonical(typed)}{end}"
