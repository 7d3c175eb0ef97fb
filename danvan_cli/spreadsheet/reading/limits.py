"""Files that somebody sent are opened here: they may be broken, or made to do harm, and must do none."""

import contextlib
import errno
import io
import struct
import warnings
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Literal
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from danvan_cli.domain.messages import Message
from danvan_cli.spreadsheet.errors import DAMAGED, TOO_LARGE, FileFormatError
from danvan_cli.store.system import reason_of
from danvan_cli.text.mark import N_

CANNOT_OPEN = Message("cannot-open", N_("{file} cannot be opened: {reason}."))
DOCTYPE = Message(
    "doctype",
    N_(
        "{file} holds definitions that neither Excel nor Word writes, so it is not read. Open it there and save it "
        "under a new name."
    ),
)
FILE_TOO_LARGE = Message(
    "file-too-large", N_("{file} is larger than {megabytes} MB, so it is not read. Split it into smaller files.")
)
TOO_MANY_ROWS = Message(
    "too-many-rows", N_("{file} has more than {rows} filled rows, so it is not read. Split it into smaller files.")
)
TOO_MUCH_TEXT = Message(
    "too-much-text", N_("{file} holds more than {letters} letters, so it is not read. Split it into smaller files.")
)
TOO_MANY_CELLS = Message(
    "too-many-cells", N_("{file} has more than {cells} filled cells, so it is not read. Split it into smaller files.")
)

# What nobody could look through any more is no list. All that is below can be read within 300 MiB.
MOST_MEGABYTES = 256  # of a workbook, unpacked: a million formatted rows without anything in them take 60
MOST_ROWS = 30_000
MOST_CELLS = 400_000
MOST_LETTERS = 20_000_000
MOST_FILE_MEGABYTES = 32  # of what is read as a whole
_MEGABYTE = 1 << 20
_MOST_TIMES = 400  # that a part may grow in unpacking, once it is large; rows of nothing but formats grow some 60 times
_SMALL = 32 * _MEGABYTE
_MOST_DIRECTORY = 8 * _MEGABYTE
_END = struct.Struct("<4s4H2LH")
_PIECE = 1 << 17
# What elements are called in a workbook that was saved as “Strict Open XML”, and what openpyxl knows them by.
_STRICT = {
    f"http://purl.oclc.org/ooxml/{strict}": f"http://schemas.openxmlformats.org/{usual}"
    for strict, usual in (
        ("spreadsheetml/main", "spreadsheetml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
    )
}
# What broken files make of the libraries that read them. RuntimeError: a part of the archive has a password.
_BROKEN = (
    *(ArithmeticError, BadZipFile, EOFError, LookupError, MemoryError, RuntimeError, StopIteration),
    *(ValueError, expat.ExpatError, struct.error, zlib.error),
)


@contextlib.contextmanager
def guarded(file: str) -> Iterator[None]:
    """Raise FileFormatError, with a sentence of our own, for whatever goes wrong while a file is read."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EINVAL:  # an archive that says that its parts lie before its beginning
            raise FileFormatError(DAMAGED, file=file) from error
        raise FileFormatError(CANNOT_OPEN, file=file, reason=reason_of(error)) from error
    except _BROKEN as error:
        raise FileFormatError(DAMAGED, file=file) from error


def too_large(file: str) -> FileFormatError:
    """Refuse what would fill the memory."""
    return FileFormatError(TOO_LARGE, file=file, megabytes=MOST_MEGABYTES)


@contextlib.contextmanager
def library(file: str) -> Iterator[None]:
    """Let a library read a file, and say nothing of its own about it; raise FileFormatError where it cannot."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except FileFormatError:
            raise
        except Exception as error:
            # Whatever a broken file leads a library into: TypeError, AttributeError, AssertionError, its own ones. But
            # what the system says of the disk has a number, and is true.
            if isinstance(error, OSError) and error.errno:
                raise
            raise FileFormatError(DAMAGED, file=file) from error


class ReadingLimits:
    """How much more may be read of a file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._rows, self._cells, self._letters = MOST_ROWS, MOST_CELLS, MOST_LETTERS

    def take_row(self, values: Collection[object]) -> None:
        """Take a row's cells; raise FileFormatError where there is no room for them."""
        self.take_rows(1)
        self.take_cells(len(values), sum(len(value) for value in values if isinstance(value, str)))

    def take_rows(self, rows: int) -> None:
        """Take rows that hold something; raise as `take_row`."""
        self._rows -= rows
        if self._rows < 0:
            raise FileFormatError(TOO_MANY_ROWS, file=self.file, rows=MOST_ROWS)

    def take_cells(self, cells: int, letters: int) -> None:
        """Take cells; raise as `take_row`."""
        self._cells -= cells
        self._letters -= letters
        if self._cells < 0:
            raise FileFormatError(TOO_MANY_CELLS, file=self.file, cells=MOST_CELLS)
        if self._letters < 0:
            raise FileFormatError(TOO_MUCH_TEXT, file=self.file, letters=MOST_LETTERS)


def content(path: Path) -> bytes:
    """Read a file as a whole; raise FileFormatError where it is too large, whatever the system says of its size."""
    most = MOST_FILE_MEGABYTES * _MEGABYTE
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise FileFormatError(FILE_TOO_LARGE, file=path.name, megabytes=MOST_FILE_MEGABYTES)
    return data


@contextlib.contextmanager
def archived(path: Path) -> Iterator[IO[bytes]]:
    """Open the file of a zip archive whose directory is of a reasonable size; unpack nothing."""
    with path.open("rb") as stream:
        _check_directory(stream, path)
        yield stream


@contextlib.contextmanager
def archive(path: Path) -> Iterator[ZipFile]:
    """Open a zip archive; raise as `archived`."""
    with archived(path) as stream, ZipFile(stream) as opened:
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
    """Refuse parts that unpack to too much, by what the archive says of them, to which zipfile holds it."""
    if sum(info.file_size for info in infos) > MOST_MEGABYTES * _MEGABYTE:
        raise too_large(file)
    for info in infos:
        if info.file_size > max(_SMALL, _MOST_TIMES * info.compress_size):
            raise too_large(file)
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise BadZipFile(opened.filename)


def unpacked(opened: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    """Yield a part piece by piece; zipfile itself unpacks no more of it than the archive says there is."""
    with opened.open(info) as stream:
        yield from iter(partial(stream.read, _PIECE), b"")


class CheckedArchive(ZipFile):
    """An archive of XML for a library to read: no part, nor all together, is too large, and none has a DTD."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)
        self._file = Path(stream.name).name
        self._opened: dict[str, ZipInfo] = {}

    # What zipfile reads it opens, by this one name.
    def open(self, name: str | ZipInfo, mode: Literal["r", "w"] = "r", *_: object, **__: object) -> IO[bytes]:
        """Open a part to be read."""
        info = name if isinstance(name, ZipInfo) else self.getinfo(name)
        self._opened[info.filename] = info
        check_sizes(self, [*self._opened.values()], self._file)
        with super().open(info) as stream:
            names = _declared_names(stream, self._file)
        opened = super().open(info, mode)
        return opened if names.isdisjoint(_STRICT) else io.BytesIO(_with_usual_names(opened.read()))


def _declared_names(stream: IO[bytes], file: str) -> set[str]:
    """Return the values of the first element's attributes, names of elements among them; refuse a DTD before it.

    There is always one, "", where there is an element.
    """
    names: set[str] = set()

    def begin(_: str, attributes: dict[str, str]) -> None:
        names.update(attributes.values(), [""])
        parser.StartElementHandler = None

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype(file)
    parser.StartElementHandler = begin
    while not names and (piece := stream.read(_PIECE)):
        parser.Parse(piece, False)  # noqa: FBT003 - expat takes no keywords
    return names


def _with_usual_names(content: bytes) -> bytes:
    for strict, usual in _STRICT.items():
        content = content.replace(strict.encode(), usual.encode(), 1)  # it is said once, by the first element
    return content


def _refuse_doctype(file: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise FileFormatError(DOCTYPE, file=file)

    return refuse


Starts = Callable[[str, dict[str, str]], object]
Ends = Callable[[str], object]
Holds = Callable[[str], object]


def parse(pieces: Iterable[bytes], start: Starts, end: Ends, text: Holds, file: str) -> None:
    """Read XML as a stream of events, with names as they stand (prefixes included), and nothing kept.

    A DTD is refused, so entities of one's own, and what grows out of them, cannot be.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype(file)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    for piece in pieces:
        parser.Parse(piece, False)  # noqa: FBT003 - expat takes no keywords
    parser.Parse(b"", True)  # noqa: FBT003 - likewise
