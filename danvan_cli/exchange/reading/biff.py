"""The records of which an .xls consists (BIFF8), and those that hold for all its sheets."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from danvan_cli.exchange.reading.styles import Style, style

BOF, EOF, _CONTINUE = 0x809, 0x0A, 0x3C
_FILEPASS, _FONT, _FORMAT, _XF, _BOUNDSHEET, _SST, _DATEMODE = 0x2F, 0x31, 0x41E, 0xE0, 0x85, 0xFC, 0x22
_BIFF8 = 0x600
_NO_FONT = 4  # fonts are numbered without it
_WORKSHEET = 0
_WIDE, _EXTENDED, _RICH = 1, 4, 8  # flags of a text: two bytes a letter, something behind it, several fonts


class Locked(Exception):  # noqa: N818 - tells what it is
    """The workbook has a password."""


class TooOld(Exception):  # noqa: N818 - likewise
    """The workbook is from before Excel 97."""


class Record(NamedTuple):
    """A record; `more` are the pieces that did not fit into it."""

    kind: int
    data: bytes
    more: tuple[bytes, ...] = ()


class SheetAt(NamedTuple):
    """A worksheet, and where its records begin."""

    name: str
    start: int
    hidden: bool


@dataclass(slots=True)
class Globals:
    """What holds for all sheets; `font_of_text` those texts that have letters in a font of an old encoding."""

    sheets: list[SheetAt] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    font_of_text: dict[int, str] = field(default_factory=dict)
    from_1904: bool = False


def records(stream: bytes, start: int) -> Iterator[Record]:
    """Give the records of one part of a stream, and of the parts within it; raise struct.error where it is cut off."""
    found: Record | None = None
    more: list[bytes] = []
    depth = 0
    while start < len(stream):
        kind, length = struct.unpack_from("<2H", stream, start)
        data = stream[start + 4 : start + 4 + length]
        start += 4 + length
        if kind == _CONTINUE:
            more.append(data)
            continue
        if found:
            yield found._replace(more=tuple(more))
        found, more = Record(kind, data), []
        depth += (kind == BOF) - (kind == EOF)
        if not depth:
            break
    if found:
        yield found


def text(data: bytes, length: int) -> str:
    """Read a text behind its length: a byte of flags, then its letters."""
    if data[0] & _WIDE:
        return data[1 : 1 + 2 * length].decode("utf-16-le")
    return data[1 : 1 + length].decode("latin-1")


def read_globals(stream: bytes) -> Globals:
    """Read what stands before the sheets; raise Locked, TooOld, or what comes of a broken file."""
    found = Globals()
    fonts: list[str] = []
    formats: dict[int, str] = {}
    cells: list[tuple[int, int]] = []
    table: Record | None = None
    for record in records(stream, 0):
        kind, data, _ = record
        _check(kind, data)
        if kind == _BOUNDSHEET and data[5] == _WORKSHEET:
            found.sheets.append(SheetAt(text(data[7:], data[6]), struct.unpack_from("<I", data)[0], bool(data[4] & 3)))
        elif kind == _FONT:
            fonts.append(text(data[15:], data[14]))
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<2H", data)
            formats[number] = text(data[4:], length)
        elif kind == _XF:
            cells.append(struct.unpack_from("<2H", data))
        elif kind == _DATEMODE:
            found.from_1904 = data[0] == 1
        elif kind == _SST:
            table = record
    found.styles = [style(number, formats.get(number), _font(fonts, font)) for font, number in cells]
    for number, (letters, runs) in enumerate(_texts(table) if table else ()):
        found.texts.append(letters)
        if font := next((name for run in runs if (name := style(0, None, _font(fonts, run)).font)), ""):
            found.font_of_text[number] = font
    return found


def _check(kind: int, data: bytes) -> None:
    if kind == BOF and struct.unpack_from("<H", data)[0] < _BIFF8:
        raise TooOld
    if kind == _FILEPASS:
        raise Locked


def _font(fonts: list[str], number: int) -> str:
    at = number - (number > _NO_FONT)
    return fonts[at] if at < len(fonts) else ""


def _texts(record: Record) -> Iterator[tuple[str, list[int]]]:
    """Read the workbook's texts, each with the numbers of the fonts of its runs."""
    number = struct.unpack_from("<I", record.data, 4)[0]
    pieces = _Pieces((record.data[8:], *record.more))
    for _ in range(number):
        length, flags = struct.unpack("<HB", pieces.take(3))
        runs = struct.unpack("<H", pieces.take(2))[0] if flags & _RICH else 0
        behind = struct.unpack("<I", pieces.take(4))[0] if flags & _EXTENDED else 0
        letters = pieces.letters(length, flags)
        fonts = [struct.unpack_from("<H", pieces.take(4), 2)[0] for _ in range(runs)]
        pieces.take(behind)
        yield letters, fonts


class _Pieces:
    """What is spread over several records, read as if it were one."""

    def __init__(self, pieces: tuple[bytes, ...]) -> None:
        self._pieces = iter(pieces)
        self._piece = next(self._pieces)
        self._at = 0

    def take(self, number: int) -> bytes:
        """Give the next bytes; raise StopIteration where there are no more."""
        found = b""
        while len(found) < number:
            if self._at >= len(self._piece):
                self._piece, self._at = next(self._pieces), 0
            more = self._piece[self._at : self._at + number - len(found)]
            found += more
            self._at += len(more)
        return found

    def letters(self, length: int, flags: int) -> str:
        """Give the next letters; where they go on in another record, it says anew how wide they are."""
        found: list[str] = []
        while length:
            if self._at >= len(self._piece):
                self._piece, self._at = next(self._pieces), 0
                flags = self.take(1)[0]
            wide = 1 + (flags & _WIDE)
            here = min(length, (len(self._piece) - self._at) // wide)
            found.append(text(bytes([flags]) + self._piece[self._at : self._at + here * wide], here))
            self._at += here * wide
            if not here and self._at < len(self._piece):
                raise ValueError(length)  # half a letter
            length -= here
        return "".join(found)
