"""Reading what was sent, of whatever kind: a `Book`, or `FileFormatError` with the reason; never anything else."""

from collections.abc import Callable
from pathlib import Path

from danvan_cli.domain.messages import Message
from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.spreadsheet.reading.file_kinds import WEB_PAGE, kind_of
from danvan_cli.spreadsheet.reading.limits import guarded
from danvan_cli.spreadsheet.sheets import Book
from danvan_cli.text.mark import N_

NOT_UTF8 = Message(
    "not-utf8",
    N_("{file}: line {line} is not in UTF-8. Open the list in Excel and save it as “CSV UTF-8” or as .xlsx."),
)


_OF_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".csv")


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook of Excel, whatever it is called, or was meant as one; raise FileFormatError."""
    is_called_so = path.suffix.lower() in _OF_WORKBOOKS
    try:
        with guarded(path.name):
            kind = kind_of(path)
    except FileFormatError as error:
        if error.message is WEB_PAGE and not is_called_so:  # what Excel is to open bears its name
            return False
        raise
    return kind == "xlsx" or (kind != "docx" and is_called_so)


def read_book(path: Path, encoding: str | None = None) -> Book:
    """Read a workbook or a list as text.

    Raise FileFormatError.

    `encoding` is that of text older than Unicode: "tcvn3" or "vni"; without it, such text is recognised and refused.
    """
    from danvan_cli.spreadsheet.reading.old_encodings import convert  # noqa: PLC0415 - not to tell a file's kind

    with guarded(path.name):
        book, broken = _read(path)
        if encoding:
            convert(book, encoding)
        else:
            _refuse_unreadable_text(book, broken)
        return book


def read_unchecked(path: Path) -> Book:
    """Read a file with its texts as they stand, whatever encoding they are in; raise FileFormatError."""
    with guarded(path.name):
        return _read(path)[0]


def _read(path: Path) -> tuple[Book, int]:
    """Read a file by the reader of its kind, without loading the others; return its broken line, too, 0 for none."""
    kind = kind_of(path)
    if kind == "text":
        from danvan_cli.spreadsheet.reading.delimited import read_delimited  # noqa: PLC0415

        return read_delimited(path)
    return _workbook_reader(kind)(path), 0


def _workbook_reader(kind: str) -> Callable[[Path], Book]:
    match kind:
        case "xlsx":
            from danvan_cli.spreadsheet.reading.xlsx import read_xlsx as reader  # noqa: PLC0415
        case "ods":
            from danvan_cli.spreadsheet.reading.ods import read_ods as reader  # noqa: PLC0415
        case "docx":
            from danvan_cli.spreadsheet.reading.docx import read_docx as reader  # noqa: PLC0415
        case _:
            from danvan_cli.spreadsheet.reading.xls import read_compound as reader  # noqa: PLC0415
    return reader


def _refuse_unreadable_text(book: Book, broken: int) -> None:
    from danvan_cli.spreadsheet.reading.old_encodings import OLD_ENCODINGS, recognise  # noqa: PLC0415 - as above

    if old_text := recognise(book):
        sheet = next(sheet for sheet in book.sheets if sheet.name == old_text.sheet)
        spot = sheet.spot("", old_text.row, old_text.column)
        raise FileFormatError(
            OLD_ENCODINGS[old_text.encoding], file=book.file, cell=spot, text=old_text.text, means=old_text.means
        )
    if broken:
        raise FileFormatError(NOT_UTF8, file=book.file, line=broken)
