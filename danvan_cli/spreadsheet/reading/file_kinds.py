"""What kind of file it is, told by what it holds: names lie, as when a web page is saved as .xls."""

import re
from collections.abc import Callable
from glob import escape
from pathlib import Path
from zipfile import ZipFile

from danvan_cli.domain.messages import Message
from danvan_cli.spreadsheet.errors import DAMAGED, NOT_A_WORKBOOK, OLD_WORKBOOK, WORD, FileFormatError
from danvan_cli.spreadsheet.reading.limits import archive
from danvan_cli.text.mark import N_

NO_FILE = Message("no-file", N_("There is no file {file}. Check its name and folder."))
FOLDER = Message("folder", N_("{file} is a folder. Name the files in it that shall be read."))
NO_END = Message("no-end", N_("{file} is no file, but a pipe or a device. Save the list as a file, and name that."))
EMPTY_FILE = Message("empty-file", N_("{file} is empty. Ask for it again: it was lost on its way, or never saved."))
LOCK_FILE = Message(
    "lock-file", N_("{file} is only a note of Excel's or Word's that a file is open. Name the file itself: {other}.")
)
WEB_PAGE = Message(
    "web-page", N_("{file} is a web page, whatever its name says. Open it in Excel and save it as .xlsx.")
)
XML_SHEET = Message("xml-sheet", N_("{file} is a spreadsheet saved as XML. Open it in Excel and save it as .xlsx."))
PDF = Message("pdf", N_("{file} is a PDF. Ask for the workbook or document that it was made from."))
PICTURE = Message("picture", N_("{file} is a picture. Ask for the workbook or document that it was made from."))
ARCHIVE = Message("archive", N_("{file} is an archive. Unpack it, and name the files in it that shall be read."))
BINARY_WORKBOOK = Message(
    "binary-workbook", N_("{file} is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx.")
)

_HEAD = 1 << 12
_LOCK = "~$"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how files of Office 97–2003 begin, and those with a password
_ZIP = b"PK"
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00\x00\x05")
_BEGINNINGS = {
    b"%PDF": PDF,
    b"{\\rtf": WORD,
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"GIF8": PICTURE,
    b"Rar!": ARCHIVE,
    b"7z\xbc\xaf": ARCHIVE,
    b"\x1f\x8b": ARCHIVE,
}
_WEB_PAGE = re.compile(rb"\s*(<!doctype html|<html|<head|<body|<table|<meta|<div|mime-version:)", re.IGNORECASE)
_XML_DOCUMENT = re.compile(rb"Word\.Document|office/word/2003|opendocument\.text", re.IGNORECASE)
_XML_SHEET = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|opendocument:xmlns:office", re.IGNORECASE)
_WORKBOOKS = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".ods"}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(path: Path) -> str:
    """Return "xlsx", "ods", "docx", "compound" (.xls, or any workbook with a password) or "text".

    Raise FileFormatError for others, OSError where the file cannot be opened.
    """
    _check_name(path)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise FileFormatError(EMPTY_FILE, file=path.name)
    if head.startswith(_COMPOUND):
        return "compound"
    if head.startswith(_ZIP):
        return _zip_kind(path)
    _refuse_other_kinds(path, head)
    return "text"


def _check_name(path: Path) -> None:
    if path.is_dir():
        raise FileFormatError(FOLDER, file=path.name)
    if not path.exists():
        raise FileFormatError(NO_FILE, file=str(path))
    if not path.is_file():
        raise FileFormatError(NO_END, file=str(path))
    if path.name.startswith(_LOCK):
        raise FileFormatError(LOCK_FILE, file=path.name, other=_locked_name(path))


def _locked_name(path: Path) -> str:
    """Return the name of the file that a note is about: Word writes the note's sign over its first letters."""
    rest = path.name.removeprefix(_LOCK)
    names = sorted(file.name for file in path.parent.glob(f"*{escape(rest)}"))
    return next((name for name in names if not name.startswith(_LOCK)), rest)


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    """Refuse what is neither a workbook nor text."""
    for beginning, message in _BEGINNINGS.items():
        if head.startswith(beginning):
            raise FileFormatError(message, file=path.name)
    if head.startswith(_OLD_EXCEL):
        raise FileFormatError(OLD_WORKBOOK, file=path.name)
    text = _without_mark(head)
    if _WEB_PAGE.match(text) or (text.lstrip().startswith(b"<?xml") and b"<html" in text.lower()):
        raise FileFormatError(WEB_PAGE, file=path.name)
    if text.lstrip().startswith(b"<?xml") and _XML_DOCUMENT.search(text):
        raise FileFormatError(WORD, file=path.name)
    if text.lstrip().startswith(b"<?xml"):
        raise FileFormatError(XML_SHEET if _XML_SHEET.search(text) else NOT_A_WORKBOOK, file=path.name)
    if path.suffix.lower() in _WORKBOOKS and b"\0" in text and not head.startswith(_MARKS):
        raise FileFormatError(DAMAGED, file=path.name)


def _without_mark(head: bytes) -> bytes:
    """Return the beginning of a text as bytes that can be compared, whatever its Unicode form."""
    if head.startswith(_MARKS[1:]):
        return head.replace(b"\0", b"")[2:]
    return head.removeprefix(_MARKS[0])


def _zip_kind(path: Path) -> str:
    with archive(path) as opened:
        names = set(opened.namelist())
        if "mimetype" in names:
            return _open_document_kind(opened, path.name)
        for test, kind in _OFFICE:
            if test(names):
                if isinstance(kind, Message):
                    raise FileFormatError(kind, file=path.name)
                return kind
    raise FileFormatError(ARCHIVE, file=path.name)


def _open_document_kind(opened: ZipFile, file: str) -> str:
    with opened.open("mimetype") as stream:
        kind = stream.read(_HEAD)
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    raise FileFormatError(WORD if b"opendocument.text" in kind else NOT_A_WORKBOOK, file=file)


def _within(folder: str, ending: str = "") -> Callable[[set[str]], bool]:
    return lambda names: any(name.startswith(folder) and name.endswith(ending) for name in names)


_OFFICE: tuple[tuple[Callable[[set[str]], bool], str | Message], ...] = (
    (_within("xl/", "workbook.bin"), BINARY_WORKBOOK),
    (_within("xl/"), "xlsx"),
    (_within("word/"), "docx"),
    (_within("ppt/"), NOT_A_WORKBOOK),
    (_within("[Content_Types].xml"), "xlsx"),
)
