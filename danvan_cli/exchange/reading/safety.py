"""Files that somebody sent are opened here: they may be broken, or made to do harm, and must do none."""

import contextlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from danvan_cli.exchange.faults import NotReadable

MOST_MEGABYTES = 512  # of a workbook, unpacked: a million formatted rows without anything in them take 60
MOST_CELLS = 2_000_000
MOST_FILE_MEGABYTES = 200
_MEGABYTE = 1 << 20
_MOST_TIMES = 400  # that a part may grow in unpacking, once it is large; rows of nothing but formats grow some 60 times
_SMALL = 32 * _MEGABYTE
_MOST_DIRECTORY = 8 * _MEGABYTE
_END = struct.Struct("<4s4H2LH")
_PIECE = 1 << 17
# What broken files make of the libraries that read them. RuntimeError: a part of the archive has a password.
_BROKEN = (
    *(ArithmeticError, BadZipFile, EOFError, LookupError, MemoryError, RuntimeError, StopIteration),
    *(ValueError, expat.ExpatError, struct.error, zlib.error),
)


@contextlib.contextmanager
def guarded(file: str) -> Iterator[None]:
    """Say in one word of our own what is wrong with a file; raise NotReadable."""
    try:
        yield
    except OSError as error:
        raise NotReadable("cannot-open", file=file, reason=error.strerror or str(error)) from error
    except _BROKEN as error:
        raise NotReadable("damaged", file=file) from error


def too_large(file: str) -> NotReadable:
    """Refuse what would fill the memory."""
    return NotReadable("too-large", file=file, megabytes=MOST_MEGABYTES)


@contextlib.contextmanager
def archive(path: Path) -> Iterator[ZipFile]:
    """Open a zip archive whose directory is of a reasonable size; unpack nothing."""
    with path.open("rb") as stream:
        _check_directory(stream, path)
        with ZipFile(stream) as opened:
            yield opened


def _check_directory(stream: IO[bytes], path: Path) -> None:
    """Refuse a directory of millions of entries before ZipFile makes an object of each."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _PIECE - _END.size))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise BadZipFile
    if _END.unpack_from(tail, at)[5] > _MOST_DIRECTORY:
        raise too_large(path.name)


def check_sizes(opened: ZipFile, infos: list[ZipInfo], file: str) -> None:
    """Refuse parts that unpack to too much, by what the archive says of them; `unpacked` holds it to its word."""
    if sum(info.file_size for info in infos) > MOST_MEGABYTES * _MEGABYTE:
        raise too_large(file)
    for info in infos:
        if info.file_size > max(_SMALL, _MOST_TIMES * info.compress_size):
            raise too_large(file)
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise BadZipFile(opened.filename)


def unpacked(opened: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    """Give a part piece by piece; the archive's word on its size is the most that is ever unpacked."""
    left = info.file_size
    with opened.open(info) as stream:
        while piece := stream.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise BadZipFile(info.filename)
            yield piece


Starts = Callable[[str, dict[str, str]], object]
Ends = Callable[[str], object]
Holds = Callable[[str], object]


def parse(pieces: Iterable[bytes], start: Starts, end: Ends, text: Holds, file: str) -> None:
    """Read XML as a stream of events, with names as they stand (prefixes included), and nothing kept.

    A DTD is refused, so entities of one's own, and what grows out of them, cannot be.
    """

    def refuse(*_: object) -> None:
        raise NotReadable("doctype", file=file)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    for piece in pieces:
        parser.Parse(piece, False)  # noqa: FBT003 - expat takes no keywords
    parser.Parse(b"", True)  # noqa: FBT003 - likewise


class Local(dict[str, str]):
    """Names without their prefix, remembered: `x:row` is `row`."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local
