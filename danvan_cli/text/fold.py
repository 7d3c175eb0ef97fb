"""What makes two spellings of a Vietnamese text the same text.

Orthography allows two for some syllables. Which of them is the canonical one is chosen so that the beginning of a
syllable folds to the beginning of the folded syllable, because parts of names are looked up: `ki` begins `kinh`, where
`ky` begins nothing, but `quy` begins `quyết`; and `hoà` begins `hoàng`.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import product

from danvan_cli.text.letters import bare_words, words

_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_ONSETS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh"),
    *("p", "ph", "r", "s", "t", "th", "tr", "v", "x"),
)
_MOVING = (("o", "a"), ("o", "e"), ("u", "y"))


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
    canonical = _canonical_spellings()
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
    end = " " if typed and typed[-1] in _whole_syllables() else ""
    return f" {_canonical(typed)}{end}"


def _composed(*parts: str) -> str:
    return unicodedata.normalize("NFC", "".join(parts))


def _old_tone_places() -> Iterator[tuple[str, str]]:
    """Pair `hòa` with `hoà`. With a final consonant, and after qu, the tone has one place only."""
    for onset, (first, second), tone in product(_ONSETS, _MOVING, _TONES):
        yield _composed(onset, first, tone, second), _composed(onset, first, second, tone)


def _final_y() -> Iterator[tuple[str, str]]:
    """Pair `kỷ` with `kỉ`: y as the only vowel of an open syllable after these six consonants."""
    for onset, tone in product("hklmst", ("", *_TONES)):
        yield _composed(onset, "y", tone), _composed(onset, "i", tone)


def _i_after_qu() -> Iterator[tuple[str, str]]:
    """Pair `quí` with `quý`, and `quít` with `quýt`: the u belongs to the consonant."""
    for tone, final in product(("", *_TONES), ("", "c", "ch", "n", "nh", "p", "t")):
        yield _composed("qui", tone, final), _composed("quy", tone, final)


@cache
def _whole_syllables() -> dict[str, str]:
    """Return {spelling: the canonical one} of syllables that begin no longer one: `my`, `hòa`; `mi` begins `minh`."""
    return dict((*_old_tone_places(), *_final_y()))


@cache
def _canonical_spellings() -> dict[str, str]:
    """Return {spelling: the canonical one of the two}; made when it is asked for, which most starts do without."""
    return _whole_syllables() | dict(_i_after_qu())
