"""The two spellings that Vietnamese orthography allows for one and the same syllable.

Which of the two is the canonical one is chosen so that the beginning of a syllable folds to the
beginning of the folded syllable, because parts of names are looked up: `ki` begins `kinh`, where `ky`
begins nothing, but `quy` begins `quyết`; and `hoà` begins `hoàng`.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product

_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_ONSETS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh"),
    *("p", "ph", "r", "s", "t", "th", "tr", "v", "x"),
)
_MOVING = (("o", "a"), ("o", "e"), ("u", "y"))


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
    return dict((*_old_tone_places(), *_final_y()))


@cache
def canonical_spellings() -> dict[str, str]:
    """Return {spelling: the canonical one of the two}; made when it is asked for, which most starts do without."""
    return _whole_syllables() | dict(_i_after_qu())


def is_whole_syllable(word: str) -> bool:
    """Whether no longer syllable begins as this word does: `my`, `hòa`; but `mi` begins `minh`."""
    return word in _whole_syllables()
