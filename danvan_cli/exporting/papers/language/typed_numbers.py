"""Numbers that somebody typed into a template by hand: nobody can say later where they came from.

Years, days, symbols of documents, ordinals and what is numbered (khoản 2, Biểu 1, I.) are none.
"""

import re
from collections.abc import Iterator

from danvan_cli.domain.messages import Message
from danvan_cli.text.mark import N_

TYPED_NUMBER = Message(
    "typed-number",
    N_("“{value}” is typed by hand, so nobody can tell later where {number_text} comes from."),
    severity="warning",
)

_MOST_AROUND = 24  # letters that are shown beside a number
_NUMBER = re.compile(r"(?<![\w.,/-])\d[\d.,]*(?:\s?%)?(?![\w/-])")
_NUMBERED = (
    *("năm", "tháng", "ngày", "quý", "khóa", "khoá", "nhiệm kỳ", "giai đoạn", "đợt", "lần", "lần thứ", "thứ"),
    *("khoản", "điều", "điểm", "mục", "chương", "phần", "biểu", "bảng", "phụ lục", "mẫu", "trang", "tổ", "khu phố"),
    *("khóm", "ấp", "thôn", "bản", "phường", "quận", "lớp", "cấp", "vùng", "đường", "quốc lộ", "tỉnh lộ", "điện thoại"),
)
_BEFORE = re.compile(rf"(?:^|\W)(?:{'|'.join(_NUMBERED)})(?:\s+số)?\s*[:.]?\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|2[01])\d\d")
_SPAN = re.compile(r"(?<!\d)(?:19|2[01])\d\d\s*[-–]\s*(?:19|2[01])\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}\s*[-/.]\s*\d{1,2}(?:\s*[-/.]\s*\d{2,4})?(?!\d)|(?<!\d)\d{1,2}/\d{4}(?!\d)")
_SYMBOL = re.compile(r"(?<!\w)\d+(?:/\d{4})?\s?[-/]\s?[A-ZĐ]{1,}[\w/-]*")
_HEADING = re.compile(r"^\s*(?:\d+[.)]\s?)+(?=\D|$)")
_BETWEEN = re.compile(r"\s*(?:và|,|;|đến|-|–)\s*", re.IGNORECASE)


def typed_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield (number, the words around it) of each that was typed in a paragraph, whose tags are blanked out."""
    plain = text
    for pattern in (_SYMBOL, _SPAN, _HEADING, _DAY):
        plain = pattern.sub(lambda match: "\0" * len(match[0]), plain)
    numbered_until = -1
    for match in _NUMBER.finditer(plain):
        number = match[0].rstrip(".,")
        goes_on = numbered_until >= 0 and _BETWEEN.fullmatch(plain[numbered_until : match.start()])
        if goes_on or _BEFORE.search(plain[: match.start()]):
            numbered_until = match.start() + len(number)
        elif not _YEAR.fullmatch(number):
            yield number, _around(text, match.start(), match.start() + len(number))


def _around(text: str, begin: int, end: int) -> str:
    """Return a number with the words on both sides of it."""
    first = max(0, begin - _MOST_AROUND)
    first = text.rfind(" ", 0, first + 1) + 1 if first else 0
    last = text.find(" ", min(len(text), end + _MOST_AROUND))
    return " ".join(text[first : len(text) if last < 0 else last].split())
