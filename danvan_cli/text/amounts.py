"""How a source states a number in words: “trên 1.000” is more than a thousand, “ít nhất 5” is five or more."""

import re

from danvan_cli.text.fold import agrees, nfc

_WORDS = {
    "more_than": ("trên", "hơn", "nhiều hơn", "more than", "over"),
    "at_least": ("ít nhất", "tối thiểu", "không dưới", "không ít hơn", "at least"),
    "at_most": ("nhiều nhất", "tối đa", "không quá", "không vượt quá", "dưới", "at most", "less than"),
    "about": ("khoảng", "xấp xỉ", "chừng", "about"),
}
_SIGNS = {
    ">": "more_than",
    "≥": "at_least",
    ">=": "at_least",
    "≤": "at_most",
    "<=": "at_most",
    "<": "at_most",
    "≈": "about",
    "~": "about",
}
_NUMBER = re.compile(r"(?P<before>[^0-9]+?)\s*(?P<number>-?[0-9].*)", re.DOTALL)
_AND_MORE = re.compile(r"(?:từ\s+)?(?P<number>[0-9][0-9., ]*?)\s+trở\s+lên", re.IGNORECASE)


def stated_amount(text: str) -> tuple[str, str]:
    """Return the key of a claim that a text states a number under, and the number's own text.

    What is less than a number is at most that: claims have nothing narrower. Without words it is the value itself; so
    is what is not understood, for whoever reads the number to refuse.
    """
    stripped = nfc(text).strip()
    if and_more := _AND_MORE.fullmatch(stripped):
        return "at_least", and_more["number"]
    match = _NUMBER.fullmatch(stripped)
    if match is None:
        return "value", text
    before = match["before"].strip()
    if before in _SIGNS:
        return _SIGNS[before], match["number"]
    meant = (key for key, words in _WORDS.items() if any(agrees(before, word) for word in words))
    key = next(meant, "value")
    return key, text if key == "value" else match["number"]
