"""Lists as text (.csv, .tsv): the form of Unicode and the separator are found out, and every cell is text."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from danvan_cli.exchange.faults import NotReadable
from danvan_cli.exchange.reading.legacy import letters_of_bytes
from danvan_cli.exchange.reading.safety import MOST_CELLS, MOST_FILE_MEGABYTES
from danvan_cli.exchange.sheets import Book, Sheet, Value
from danvan_cli.text.computed import unguarded

_MOST_LETTERS = 10_000_000  # of one cell; the library's own limit is below what an export may write
_SEPARATORS = ";,\t"
_LOOKED_AT = 500  # records, to find the separator by
_NAMED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # what Excel takes as the separator's name
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_MANY = 0.3  # of the bytes at even or odd places are zero: UTF-16 without a mark


def read_delimited(path: Path) -> tuple[Book, int]:
    """Read a list as text, and give the first line that is not UTF-8 (its bytes are then taken as letters), or 0.

    Raise NotReadable where it is no text, or its quotation marks cannot be paired.
    """
    if path.stat().st_size > MOST_FILE_MEGABYTES << 20:
        raise NotReadable("too-large", file=path.name, megabytes=MOST_FILE_MEGABYTES)
    text, broken = _decoded(path.read_bytes())
    if "\0" in text:
        raise NotReadable("not-text", file=path.name, line=_line(text, text.index("\0")))
    separator, text = _separated(text, path)
    return Book(path.name, [Sheet("", dict(_rows(text, separator, path.name)))]), broken


def _decoded(content: bytes) -> tuple[str, int]:
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return content.decode(name), 0
    if name := _utf16_without_mark(content):
        return content.decode(name), 0
    try:
        return content.decode(), 0
    except UnicodeDecodeError as error:
        return letters_of_bytes(content), content.count(b"\n", 0, error.start) + 1


def _utf16_without_mark(content: bytes) -> str:
    head = content[:4096]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if (
            head[start::2].count(0) > _MANY * len(head) / 2
            and len(content) % 2 == 0
            and not head[1 - start :: 2].count(0)
        ):
            return name
    return ""


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _separated(text: str, path: Path) -> tuple[str, str]:
    """Give the separator, and the text without the line that names it."""
    if named := _NAMED.match(text):
        return named[1], text[named.end() :]
    order = "\t;," if path.suffix.lower() == ".tsv" else _SEPARATORS
    scores = {separator: _score(text, separator) for separator in order}
    best = max(scores, key=lambda one: scores[one].cells)
    judged = [scores[best]] if scores[best].cells else scores.values()
    if broken := max(score.broken for score in judged):
        raise NotReadable("bad-quote", file=path.name, line=broken)
    return best, text


class _Unpaired(Exception):  # noqa: N818 - tells where
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Score(NamedTuple):
    """How many cells a separator separates, and in which line quotation marks that cannot be paired begin, or 0."""

    cells: int
    broken: int


def _score(text: str, separator: str) -> _Score:
    """Count the cells of those records that have the usual number of them."""
    widths: Counter[int] = Counter()
    broken = 0
    try:
        widths.update(len(record) for record in islice(_records(text, separator), _LOOKED_AT) if any(record))
    except _Unpaired as error:
        broken = error.line
    return _Score(max((often * (width - 1) for width, often in widths.items()), default=0), broken)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_MOST_LETTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begun = 1
    try:
        for record in reader:
            yield record
            begun = reader.line_num + 1
    except csv.Error as error:
        raise _Unpaired(begun) from error


def _rows(text: str, separator: str, file: str) -> Iterator[tuple[int, dict[int, Value]]]:
    left = MOST_CELLS
    try:
        for row, record in enumerate(_records(text, separator), start=1):
            texts = enumerate(map(unguarded, record), start=1)
            cells: dict[int, Value] = {column: text for column, text in texts if text}
            left -= len(cells)
            if left < 0:
                raise NotReadable("too-many-cells", file=file, cells=MOST_CELLS)
            if cells:
                yield row, cells
    except _Unpaired as error:
        raise NotReadable("bad-quote", file=file, line=error.line) from error
