"""Reading what was sent, of whatever kind: a `Book`, or `FileFormatError` with the reason; never anything else."""

from pathlib import Path

from danvan_cli.domain.messages import Message
from danvan_cli.exchange.faults import FileFormatError, Spot
from danvan_cli.exchange.reading.delimited import read_delimited
from danvan_cli.exchange.reading.kinds import kind_of
from danvan_cli.exchange.reading.ods import read_ods
from danvan_cli.exchange.reading.recognising import OLD_ENCODINGS, convert, recognise
from danvan_cli.exchange.reading.safety import guarded
from danvan_cli.exchange.reading.xls import read_compound
from danvan_cli.exchange.reading.xlsx import read_xlsx
from danvan_cli.exchange.sheets import Book
from danvan_cli.text.mark import N_

NOT_UTF8 = Message(
    "not-utf8",
    N_("{file}: line {line} is not in UTF-8. Open the list in Excel and save it as “CSV UTF-8” or as .xlsx."),
)


_READERS = {"xlsx": read_xlsx, "ods": read_ods, "compound": read_compound}


def read_book(path: Path, encoding: str | None = None) -> Book:
    """Read a workbook or a list as text.

    Raise FileFormatError.

    `encoding` is that of text older than Unicode: "tcvn3" or "vni"; without it, such text is recognised and refused.
    """
    with guarded(path.name):
        book, broken = _read(path)
        if encoding:
            convert(book, encoding)
        else:
            _check(book, broken)
        return book


def read_unchecked(path: Path) -> Book:
    """Read a file with its texts as they stand, whatever encoding they are in; raise FileFormatError."""
    with guarded(path.name):
        return _read(path)[0]


def _read(path: Path) -> tuple[Book, int]:
    reader = _READERS.get(kind_of(path))
    return (reader(path), 0) if reader else read_delimited(path)


def _check(book: Book, broken: int) -> None:
    if found := recognise(book):
        spot = str(Spot("", found.sheet, found.row, found.column))
        raise FileFormatError(
            OLD_ENCODINGS[found.encoding], file=book.file, cell=spot, text=found.text, means=found.means
        )
    if broken:
        raise FileFormatError(NOT_UTF8, file=book.file, line=broken)
