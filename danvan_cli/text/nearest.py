"""The value that was probably meant."""

from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING

from danvan_cli.text.fold import bare, fold

if TYPE_CHECKING:
    from difflib import SequenceMatcher

# Two letters changed places in a word of four (`unti`): 0.75. Half of the word is another: 0.5.
_NEAR = 0.7


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the valid value nearest to a mistyped one, or None if none is near.

    Nearest without diacritics comes first, nearest with them decides between equals, and the values
    themselves decide the rest, so that the answer does not depend on the order they come in.
    """
    import difflib  # noqa: PLC0415 -- only a mistake needs it, and each start would pay for it

    plain = bare(word)
    without = difflib.SequenceMatcher(None, b=plain, autojunk=False)
    best_ratio, nearest_values = _NEAR, list[str]()
    for candidate in candidates if plain else ():
        ratio = _ratio(without, bare(candidate), best_ratio)
        if ratio > best_ratio:
            best_ratio, nearest_values = ratio, []
        if ratio == best_ratio:
            nearest_values.append(candidate)
    within = difflib.SequenceMatcher(None, b=fold(word), autojunk=False)
    return min(nearest_values, key=lambda candidate: (-_ratio(within, fold(candidate), 0.0), candidate), default=None)


def _ratio(matcher: "SequenceMatcher[str]", key: str, least: float) -> float:
    """Return how alike the two are, or 0 as soon as it is known to be less than `least`."""
    matcher.set_seq1(key)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def is_edited(word: str, known: str) -> bool:
    """Whether two words have all but a letter at their beginning and end in common."""
    prefix = _common_prefix(word, known)
    suffix = _common_prefix(word[prefix:][::-1], known[prefix:][::-1])
    return max(len(word), len(known)) - prefix - suffix <= 1 and min(len(word), len(known)) > 1


def _common_prefix(word: str, known: str) -> int:
    """Count the letters with which both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, known, strict=False)))
