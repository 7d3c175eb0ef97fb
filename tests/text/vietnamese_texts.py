"""Random text as it is found in records: Vietnamese, and what spreadsheets and web pages add to it."""

import unicodedata
from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
ONSETS = ("", "b", "c", "đ", "gi", "h", "k", "kh", "l", "m", "ngh", "q", "qu", "s", "t", "th", "x")
RIMES = (
    "a",
    "ă",
    "â",
    "an",
    "ang",
    "iên",
    "i",
    "y",
    "inh",
    "o",
    "ơ",
    "oa",
    "oe",
    "oan",
    "uy",
    "ui",
    "uyên",
    "ư",
)
_STRANGE = ".,:;()[]-–—/&+%“”‘’'\"\u00a0\u200b\u00ad\ufeff\t\n _²½·ÐðƉɖéüñß"


def composed(*parts: str) -> str:
    return unicodedata.normalize("NFC", "".join(parts))


def _syllables() -> Iterator[str]:
    """Spell with the tone on the first vowel of the rime, and where it is open, on its last as well."""
    for onset, rime, tone in product(ONSETS, RIMES, ("", *TONES)):
        syllable = composed(onset, rime[:1], tone, rime[1:])
        yield from (syllable, syllable.capitalize(), syllable.upper())
        if rime in {"oa", "oe", "uy"}:
            yield composed(onset, rime, tone)


syllables = st.sampled_from(sorted(set(_syllables())))
names = st.lists(syllables | st.integers(0, 120).map(str), min_size=1, max_size=5).map(" ".join)
_pieces = syllables | st.sampled_from((*_STRANGE, *TONES)) | st.characters(codec="utf-8")
texts = st.lists(_pieces | st.just(" "), max_size=12).map("".join)
