"""Which rhymes Vietnamese syllables have, to tell words that lost a letter: `đờng` was `đường`.

In TCVN3 the ư is a soft hyphen, which mail programs drop; what is left is often no syllable at all.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_VOWELS = "aăâeêioôơuưy"
# The vowels of rhymes, each with the consonants that may end it; "" is none.
_RHYMES = {
    "a": " c ch m n ng nh p t",
    "ă": "c m n ng p t k",
    "â": "c m n ng p t k",
    "e": " c m n ng p t",
    "ê": " ch m n nh p t ng c",
    "i": " ch m n nh p t c ng",
    "o": " c m n ng p t",
    "ô": " c m n ng p t",
    "ơ": " m n p t",
    "u": " c m n ng p t",
    "ư": " c m n ng p t",
    "y": " ch m n nh p t",
    "iê": "c m n ng p t u",
    "yê": "c m n ng p t u",
    "uô": "c m n ng p t i",
    "ươ": "c m n ng p t i u",
    "oa": " c ch m n ng nh p t i y o",
    "oă": "c m n ng p t",
    "oe": " n t o m ng",
    "oo": "c ng",
    "uâ": "c n ng t y p",
    "uê": " ch nh n",
    "uy": " ch nh n t p u",
    "uyê": "n t m ng",
    "uơ": " n t",
    "uya": "",
}
_OPEN = (
    *("ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu", "oi", "ôi", "ơi", "ua", "ui", "ưa", "ưi", "ưu", "ya"),
    *("uyu", "oay", "oao", "oai", "oeo", "uây"),
)
_ONSETS = frozenset(
    [
        *(
            "",
            "b",
            "c",
            "ch",
            "d",
            "đ",
            "g",
            "gi",
            "h",
            "k",
            "kh",
            "l",
            "m",
            "n",
            "ng",
            "nh",
            "ph",
            "qu",
            "r",
            "s",
            "t",
        ),
        *("th", "tr", "v", "x"),
    ]
)
_SHAPE = re.compile(rf"(?P<onset>gi(?=[{_VOWELS}])|qu|[b-df-hj-np-tv-xđ]*)(?P<rhyme>[{_VOWELS}]+(?:ng|nh|ch|[cmnpt])?)")
_MAY_LACK = re.compile("[ơờớởỡợ](?:ng|c|u)", re.IGNORECASE)  # no other rhyme is impossible without its ư
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 7  # letters of a syllable: nghiêng
_REMEMBERED = 1 << 13


@lru_cache
def _rhymes() -> frozenset[str]:
    """Return all rhymes, without tones."""
    closed = (vowels + end for vowels, ends in _RHYMES.items() for end in (ends.split(" ") if ends else [""]))
    return frozenset([*closed, *_OPEN])


def words_without_u(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a text that are no syllable, but were one with an ư: (`đờng`, `đường`).

    Names of other languages are left alone: what is no syllable with an ư either (`Miầu`), and what begins with a
    capital and has no tone (`Kông Lơng Khơng`).
    """
    if _MAY_LACK.search(text if text.isascii() else unicodedata.normalize("NFC", text)):
        for word in _WORD.findall(unicodedata.normalize("NFC", text)):
            mended = _mended(word) if len(word) <= _LONGEST else ""
            if mended:
                yield word, mended


@lru_cache(maxsize=_REMEMBERED)
def _mended(word: str) -> str:
    """Return a word with the ư that it lost, "" for one that is a syllable as it is, or is none with an ư either."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parts if mark in _TONES]
    plain = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    match = _SHAPE.fullmatch(plain)
    if match is None or len(tones) > 1 or (not tones and word[0].isupper()) or _is_rhyme(match["rhyme"]):
        return ""
    if match["onset"] not in _ONSETS or not _is_rhyme(f"ư{match['rhyme']}"):
        return ""
    at = len(match["onset"])
    return f"{word[:at]}{'Ư' if word.isupper() else 'ư'}{word[at:]}"


def _is_rhyme(rhyme: str) -> bool:
    return rhyme in _rhymes()
