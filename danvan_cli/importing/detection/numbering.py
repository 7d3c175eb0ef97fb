"""Numbers before headings and in the column STT: A, I, 1, 1.1, a."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from danvan_cli.importing.detection.page import is_blank, is_number, text_of
from danvan_cli.importing.sheet_lists import GivenCell
from danvan_cli.spreadsheet.sheets import Value

PLAIN = "1"
_PLAIN = re.compile(r"\(?0*([0-9]{1,6})[.)/:\-]?")
_DOTTED = re.compile(r"((?:[0-9]{1,3}|[IVXLCA-Z]{1,5})(?:\.[0-9]{1,3}){1,3})[.)/]?")
_LETTERS = re.compile(r"\(?([A-ZĐ]|[a-zđ]|[IVXLC]{2,8}|[ivxlc]{2,8})[.)/:\-]?")
_ROMAN = re.compile(r"(?=.)(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_AHEAD = re.compile(
    r"(?:(?:phần|mục|nhóm|chương|PHẦN|MỤC|NHÓM|CHƯƠNG|Phần|Mục|Nhóm|Chương)\s+(?P<after_word>[0-9]{1,3}|[IVXLC]{1,8}|[A-ZĐ])\s*[.):/\-–]*"
    r"|\(?(?P<alone>[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}|[A-ZĐ]|[a-zđ]|[IVXLC]{2,8}|[ivxlc]{2,8})\s*(?:[.)/:]|[-–](?=\s)|\.\))[.\-–]?)"
    r"\s*(?P<rest>[^0-9\s].*)",
    re.DOTALL,
)
_BULLET = re.compile(r"[*+•\-–—]+\s*(?=\S)")
_ROMAN_ONES = "IVX"


class LineNumber(NamedTuple):
    """A number as it stands (`I`, `1.2`), and its style: A, I, 1, 1.1, a, or "" where there is none."""

    label: str
    style: str


NO_NUMBER = LineNumber("", "")


def read_number(value: Value | None) -> LineNumber | None:
    """Read what a cell of the column STT holds; None for what is no number."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return LineNumber(str(value), PLAIN)
    text = text_of(value)
    plain = _PLAIN.fullmatch(text)
    if plain:
        return LineNumber(plain[1], PLAIN)
    dotted = _DOTTED.fullmatch(text)
    if dotted:
        return LineNumber(dotted[1], _dots(dotted[1]))
    letters = _LETTERS.fullmatch(text)
    return LineNumber(letters[1], _style(letters[1])) if letters else None


def split_number(text: str) -> tuple[LineNumber, str]:
    """Split a heading into its number and its text: `I. PHƯỜNG LÁI HIẾU`, `* Cấp thành phố`."""
    stripped = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    match = _AHEAD.fullmatch(stripped)
    if match is None:
        return NO_NUMBER, stripped
    label = match["after_word"] or match["alone"]
    return LineNumber(label, _style(label)), match["rest"].strip()


def _style(label: str) -> str:
    if label[0].isdigit():
        return _dots(label)
    if len(label) > 1 or label in _ROMAN_ONES:
        return ("I" if label.isupper() else "i") if _ROMAN.fullmatch(label.upper()) else "A"
    return "A" if label.isupper() else "a"


def _dots(label: str) -> str:
    return PLAIN + ".1" * label.count(".")


def is_first(number: LineNumber) -> bool:
    """Whether a number begins a series."""
    return number.label in ("A", "I", "1", "a", "i") or number.label.endswith(".1")


def follows(number: LineNumber, before: LineNumber) -> bool:
    """Whether a number is the next letter, as I is after H; or X after IX."""
    if (before.label, number.label) == ("IX", "X"):
        return True
    return len(number.label) == len(before.label) == 1 and ord(number.label) == ord(before.label) + 1


class RowNumbers:
    """Numbers of rows, each once on a sheet."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def once(self, number: str) -> str:
        """Return a number, from its second occurrence on with which one it is: `3`, `3 (2)`."""
        times = self._times[number] = self._times.get(number, 0) + 1
        return number if times == 1 else self.once(f"{number} ({times})")


class UnclearLine:
    """A row that is not plainly a record: its cells, told apart."""

    def __init__(self, row: int, cells: Mapping[int, Value], number_column: int, given: dict[str, GivenCell]) -> None:
        self.row = row
        self.cells = {column: value for column, value in cells.items() if not is_blank(value)}
        self.given = given
        self.number = read_number(self.cells.get(number_column))
        self._rest = {column: self.cells[column] for column in sorted(self.cells)}
        if self.number:
            del self._rest[number_column]

    @cached_property
    def texts(self) -> dict[int, str]:
        """Return the texts by column, but for a number in the column STT."""
        return {column: text_of(value) for column, value in self._rest.items() if not is_number(value)}

    @cached_property
    def numbers(self) -> int:
        """Count the cells with numbers, but for that one."""
        return sum(map(is_number, self._rest.values()))

    @property
    def first_text(self) -> str:
        """Return the first text, without looking at the others."""
        return next((text_of(value) for value in self._rest.values() if not is_number(value)), "")

    @property
    def text(self) -> str:
        """Return the first text."""
        return next(iter(self.texts.values()), "")

    @property
    def is_plain(self) -> bool:
        """Whether it bears a running number."""
        return self.number is not None and self.number.style == PLAIN
