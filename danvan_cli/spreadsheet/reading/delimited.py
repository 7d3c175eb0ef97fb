"""Lists as text (.csv, .tsv): the form of Unicode and the separator are found out, and every cell is text."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.messages import Message
from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.spreadsheet.reading.limits import ReadingLimits, content
from danvan_cli.spreadsheet.reading.markdown import markdown_rows
from danvan_cli.spreadsheet.reading.old_encodings import letters_of_bytes
from danvan_cli.spreadsheet.sheets import Book, Sheet, Value
from danvan_cli.text.computed import unguarded
from danvan_cli.text.mark import N_

TOO_LONG = Message(
    "too-long",
    N_(
        "{file}: what begins in line {line} is longer than a row of a list can be. If it is a list, open it in Excel "
        "and save it as .xlsx."
    ),
)
NOT_TEXT = Message(
    "not-text",
    N_("{file}: line {line} holds a zero byte, which no text has. Open the list in Excel and save it as .xlsx."),
)
BAD_QUOTE = Message(
    "bad-quote",
    N_(
        "{file}: the quotation marks from line {line} on cannot be paired. Open the list in Excel and save it as .xlsx."
    ),
)

_MOST_LETTERS = 2_000_000  # of one row, more than a record holds; the library's own limit of a cell is below that
_MOST_RECORDS = 1_048_576  # rows that Excel knows, be they empty
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_SEPARATORS = ";,\t"
_LOOKED_AT = 500  # records, to find the separator by
_BEGINNING = 100_000  # letters, to tell a pasted table by
_NAMED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # what Excel takes as the separator's name
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_MANY = 0.3  # of the bytes at even or odd places are zero: UTF-16 without a mark


def read_delimited(path: Path) -> tuple[Book, int]:
    """Read a list as text; return it with the first line that is not UTF-8 (its bytes are then taken as letters), or 0.

    Raise FileFormatError where it is no text, or its quotation marks cannot be paired.
    """
    text, broken = _decode(content(path))
    if "\0" in text:
        raise FileFormatError(NOT_TEXT, file=path.name, line=text.count("\n", 0, text.index("\0")) + 1)
    rows = markdown_rows(text)
    if rows is None:
        rows = _rows_as_pasted(text) if _is_pasted(text, path) else _rows_of_file(text, path)
    return Book(path.name, [Sheet("", dict(_filled(rows, path.name)))]), broken


def _is_pasted(text: str, path: Path) -> bool:
    """Whether a text is what a spreadsheet or a document leaves to be pasted: most of its lines have tabs."""
    lines = [line for line in text[:_BEGINNING].splitlines() if line.strip()]
    return path.suffix.lower() != ".csv" and 2 * sum("\t" in line for line in lines) >= max(len(lines), 1)


def _rows_as_pasted(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return the records of a pasted text; quotation marks that cannot be paired belong to what the cells say."""
    try:
        return enumerate(list(_records(text, "\t")), 1)
    except _NoRecord:
        return enumerate((line.split("\t") for line in text.splitlines()), 1)


def _rows_of_file(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    separator, text = _find_separator(text, path)
    try:
        yield from enumerate(_records(text, separator), 1)
    except _NoRecord as error:
        raise FileFormatError(error.message, file=path.name, line=error.line) from error


def _decode(data: bytes) -> tuple[str, int]:
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return data.decode(name), 0
    if name := _utf16_without_mark(data):
        return data.decode(name), 0
    try:
        return data.decode(), 0
    except UnicodeDecodeError as error:
        return letters_of_bytes(data), data.count(b"\n", 0, error.start) + 1


def _utf16_without_mark(data: bytes) -> str:
    head = data[:4096]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[start::2].count(0) > _MANY * len(head) / 2 and len(data) % 2 == 0 and not head[1 - start :: 2].count(0):
            return name
    return ""


def _find_separator(text: str, path: Path) -> tuple[str, str]:
    """Return the separator, and the text without the line that names it."""
    if match := _NAMED.match(text):
        return match[1], text[match.end() :]
    order = "\t;," if path.suffix.lower() == ".tsv" else _SEPARATORS
    scores = {separator: _score(text, separator) for separator in order}
    best = max(scores, key=lambda separator: scores[separator].cells)
    judged = [scores[best]] if scores[best].cells else scores.values()
    if broken := max((score.broken for score in judged if score.broken), key=lambda error: error.line, default=None):
        raise FileFormatError(broken.message, file=path.name, line=broken.line)
    return best, text


class _NoRecord(Exception):  # noqa: N818 - tells why, and where it begins
    def __init__(self, message: Message, line: int) -> None:
        super().__init__(message.code, line)
        self.message = message
        self.line = line


class _Score(NamedTuple):
    """How many cells a separator separates, and what is no record, if it comes to that."""

    cells: int
    broken: _NoRecord | None


def _score(text: str, separator: str) -> _Score:
    """Count the cells of those records that have the usual number of them."""
    widths: Counter[int] = Counter()
    broken = None
    try:
        widths.update(len(record) for record in islice(_records(text, separator), _LOOKED_AT) if any(record))
    except _NoRecord as error:
        broken = error
    return _Score(max((times * (width - 1) for width, times in widths.items()), default=0), broken)


class _Lines:
    """The lines of a text, one after the other; raise _NoRecord where a record takes too many letters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._from = self._end = 0
        self.begun = 1

    def __iter__(self) -> Iterator[str]:
        for match in _LINE.finditer(self._text):
            self._end = match.end()
            if self._end - self._from > _MOST_LETTERS:
                quoted = '"' in self._text[self._from : self._end]
                raise _NoRecord(BAD_QUOTE if quoted else TOO_LONG, self.begun)
            yield match[0]

    def begin(self, line: int) -> None:
        """Note in which line the next record begins."""
        self._from, self.begun = self._end, line


def _records(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_MOST_LETTERS)
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for record in reader:
            yield record
            lines.begin(reader.line_num + 1)
    except csv.Error as error:
        raise _NoRecord(BAD_QUOTE, lines.begun) from error


def _filled(rows: Iterator[tuple[int, list[str]]], file: str) -> Iterator[tuple[int, dict[int, Value]]]:
    """Return the cells that hold something; raise FileFormatError where there are too many."""
    limits = ReadingLimits(file)
    for row, record in rows:
        texts = enumerate(map(unguarded, record), start=1)
        cells: dict[int, Value] = {column: text for column, text in texts if text}
        if cells:
            limits.take_row(cells.values())
            yield row, cells
        elif row > _MOST_RECORDS:
            limits.take_rows(_MOST_RECORDS)
