"""Numbers are exact: they are carried as a whole number of hundredths."""

import re

from danvan_cli.text.fold import agrees, nfc

# At most 13 digits before the point: with two after it, JSON's floats still tell them all apart.
_NUMBER = re.compile(r"(-?)([0-9]{1,13})(?:\.([0-9]{1,2}))?")
_WHOLE = re.compile(r"[0-9]{1,13}")
_TYPED = re.compile(r"(-?)([0-9]{1,3}(?:[. ][0-9]{3}){1,4}|[0-9]{1,13})(?:,([0-9]{1,2}))?")
_VIETNAMESE = str.maketrans(".,", ",.")
# How a source states a number in words: “trên 1.000” is more than a thousand, “ít nhất 5” is five or more.
_WORDS = {
    "more_than": ("trên", "hơn", "nhiều hơn", "more than", "over"),
    "at_least": ("ít nhất", "tối thiểu", "không dưới", "không ít hơn", "at least"),
    "at_most": ("nhiều nhất", "tối đa", "không quá", "không vượt quá", "dưới", "at most", "less than"),
    "about": ("khoảng", "xấp xỉ", "chừng", "about"),
}
_SIGNS = {
    ">": "more_than",
    **dict.fromkeys(("≥", ">="), "at_least"),
    **dict.fromkeys(("≤", "<=", "<"), "at_most"),
    **dict.fromkeys(("≈", "~"), "about"),
}
_NEARLY = ("gần", "nearly")
_PEOPLE = r"(?:lượt\s+)?(?:người|đại biểu|cán bộ|hội viên|đoàn viên|lượt)(?:\s+(?:dự|tham dự|tham gia))?|people|persons"
_COUNTED = re.compile(rf"(?P<before>[^0-9]*?)\s*(?P<number>[0-9][0-9., ]*?)\s*(?:{_PEOPLE})?\s*\.?", re.IGNORECASE)
_STATED = re.compile(r"(?P<before>[^0-9]+?)\s*(?P<number>-?[0-9].*)", re.DOTALL)
_AND_MORE = re.compile(r"(?:từ\s+)?(?P<number>[0-9][0-9., ]*?)\s+trở\s+lên", re.IGNORECASE)


def read_hundredths(text: str) -> int | None:
    """Read digits with at most two decimals after a point and perhaps a minus, or None.

    Anything else is ambiguous: `1.240` is one thousand two hundred and forty to whoever wrote it.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    minus, whole, decimals = match.groups(default="")
    hundredths = int(whole + decimals.ljust(2, "0"))
    return -hundredths if minus else hundredths


def read_whole(text: str) -> int | None:
    """Read a number of things: digits and nothing else, or None."""
    return int(text) if _WHOLE.fullmatch(text) else None


def read_typed_hundredths(text: str) -> int | None:
    """Read a number as clerks type it, 1.240, 1240, 33,2 or 33.2, or None.

    Three digits behind a point are thousands: at most two are ever decimals. `1,240` can be read in two ways.
    """
    stripped = " ".join(text.split())
    match = _TYPED.fullmatch(stripped)
    if match is None:
        return read_hundredths(stripped)
    minus, whole, decimals = match.groups(default="")
    return read_hundredths(f"{minus}{re.sub('[. ]', '', whole)}.{decimals or 0}")


def read_typed_whole(text: str) -> int | None:
    """Read a number of things as clerks type it, 1.240 or 1240, or None."""
    hundredths = read_typed_hundredths(text)
    return hundredths // 100 if hundredths is not None and hundredths >= 0 and hundredths % 100 == 0 else None


def format_number(hundredths: int, lang: str) -> str:
    """Write a number for people: 1.240 and 33,2 in Vietnamese, 1,240 and 33.2 in English."""
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f"{rest:02}".rstrip("0")
    text = f"{whole:,}.{decimals}" if decimals else f"{whole:,}"
    sign = "-" if hundredths < 0 else ""
    return sign + (text.translate(_VIETNAMESE) if lang == "vi" else text)


def format_percent(value_tenths: int, lang: str) -> str:
    """Write tenths of a per cent: 33,2% in Vietnamese, 33.2% in English, 50% in both."""
    return f"{format_number(value_tenths * 10, lang)}%"


def plain_number(hundredths: int) -> int | float:
    """Return the number as JSON has it: an int where it is whole."""
    whole, rest = divmod(hundredths, 100)
    return hundredths / 100 if rest else whole


def stated_amount(text: str) -> tuple[str, str]:
    """Return the key of a claim that a text states a number under, and the number's own text.

    What is less than a number is at most that: claims have nothing narrower. Without words it is the value itself; so
    is what is not understood, for whoever reads the number to refuse.
    """
    stripped = nfc(text).strip()
    if and_more := _AND_MORE.fullmatch(stripped):
        return "at_least", and_more["number"]
    match = _STATED.fullmatch(stripped)
    if match is None:
        return "value", text
    before = match["before"].strip()
    if before in _SIGNS:
        return _SIGNS[before], match["number"]
    meant = (key for key, words in _WORDS.items() if any(agrees(before, word) for word in words))
    key = next(meant, "value")
    return key, text if key == "value" else match["number"]


def counted_people(text: str) -> tuple[str, bool] | None:
    """Return the number in “trên 100 người”, and whether words make it another than the number itself; None for none.

    “120 người” and “120 đại biểu” are 120.
    """
    match = _COUNTED.fullmatch(nfc(text).strip())
    if match is None:
        return None
    before = match["before"].strip()
    words = (*_NEARLY, *(word for words in _WORDS.values() for word in words))
    if before and before not in _SIGNS and not any(agrees(before, word) for word in words):
        return None
    return match["number"].strip(), bool(before)


_NUMERALS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def roman(number: int) -> str:
    """Return a number from 1 in Roman numerals, as parts of an annex are numbered."""
    written = ""
    for worth, numeral in _NUMERALS:
        written += numeral * (number // worth)
        number %= worth
    return written
