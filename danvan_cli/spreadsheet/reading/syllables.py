"""What can be one syllable of Vietnamese as it is written: how text in an old encoding gives itself away."""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED_TONES = "\u0301\u0323"
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]|"
# Vowels, without tones, that may end a syllable, and those that a consonant may follow.
_OPEN = (
    "a|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi|ua|ui|uy|ưa|ưi|ưu|iêu|yêu|oai|oao|oay|oeo|uâ"
    "|uây|uôi|ươi|ươu|uya|uyu|uê|uơ|uê|ya"
)
_CLOSED = "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|iê|yê|oa|oă|oe|oo|uâ|uê|uô|ươ|uy|uyê"
_SYLLABLE = re.compile(f"(?:{_ONSET})(?:(?:{_OPEN})|(?:{_CLOSED})(?:ng|nh|ch|[mncpt]))")
_STOPPED = re.compile("[cpt]$|ch$")


def is_syllable(word: str) -> bool:
    """Whether a word, in NFC, can be one syllable; those that end in c, ch, p or t have one of two tones."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parts if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.search(bare) or bool(tones and tones[0] in _STOPPED_TONES)
