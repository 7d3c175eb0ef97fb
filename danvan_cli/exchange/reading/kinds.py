"""What kind of file it is, told by what it holds: names lie, as when a web page is saved as .xls."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from danvan_cli.exchange.faults import FileFormatError
from danvan_cli.exchange.reading.safety import archive

_HEAD = 1 << 12
_LOCK = "~$"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how files of Office 97–2003 begin, and those with a password
_ZIP = b"PK"
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00\x00\x05")
_BEGINNINGS = {
    b"%PDF": "pdf",
    b"{\\rtf": "word",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
}
_WEB_PAGE = re.compile(rb"\s*(<!doctype html|<html|<head|<body|<table|<meta|<div|mime-version:)", re.IGNORECASE)
_XML_SHEET = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|opendocument:xmlns:office", re.IGNORECASE)
_WORKBOOKS = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".ods"}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(path: Path) -> str:
    """Tell "xlsx", "ods", "compound" (.xls, or any workbook with a password) or "text".

    Raise FileFormatError for others.

    Raise OSError where the file cannot be opened.
    """
    _check_name(path)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise FileFormatError("empty-file", file=path.name)
    if head.startswith(_COMPOUND):
        return "compound"
    if head.startswith(_ZIP):
        return _of_zip(path)
    _refuse(path, head)
    return "text"


def _check_name(path: Path) -> None:
    if path.is_dir():
        raise FileFormatError("folder", file=path.name)
    if not path.exists():
        raise FileFormatError("no-file", file=str(path))
    if not path.is_file():
        raise FileFormatError("no-end", file=str(path))
    if path.name.startswith(_LOCK):
        raise FileFormatError("lock-file", file=path.name, other=path.name.removeprefix(_LOCK))


def _refuse(path: Path, head: bytes) -> None:
    """Refuse what is neither a workbook nor text."""
    for beginning, code in _BEGINNINGS.items():
        if head.startswith(beginning):
            raise FileFormatError(code, file=path.name)
    if head.startswith(_OLD_EXCEL):
        raise FileFormatError("old-workbook", file=path.name)
    text = _without_mark(head)
    if _WEB_PAGE.match(text) or (text.lstrip().startswith(b"<?xml") and b"<html" in text.lower()):
        raise FileFormatError("web-page", file=path.name)
    if text.lstrip().startswith(b"<?xml"):
        raise FileFormatError("xml-sheet" if _XML_SHEET.search(text) else "not-a-workbook", file=path.name)
    if path.suffix.lower() in _WORKBOOKS and b"\0" in text and not head.startswith(_MARKS):
        raise FileFormatError("damaged", file=path.name)


def _without_mark(head: bytes) -> bytes:
    """Give the beginning of a text in bytes that can be compared, whatever its Unicode form."""
    if head.startswith(_MARKS[1:]):
        return head.replace(b"\0", b"")[2:]
    return head.removeprefix(_MARKS[0])


def _of_zip(path: Path) -> str:
    with archive(path) as opened:
        names = set(opened.namelist())
        if "mimetype" in names:
            return _open_document(opened, path.name)
        for test, kind in _OFFICE:
            if test(names):
                if kind in {"xlsx", "ods"}:
                    return kind
                raise FileFormatError(kind, file=path.name)
    raise FileFormatError("archive", file=path.name)


def _open_document(opened: ZipFile, file: str) -> str:
    with opened.open("mimetype") as stream:
        kind = stream.read(_HEAD)
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    raise FileFormatError("word" if b"opendocument.text" in kind else "not-a-workbook", file=file)


def _within(folder: str, ending: str = "") -> Callable[[set[str]], bool]:
    return lambda names: any(name.startswith(folder) and name.endswith(ending) for name in names)


_OFFICE = (
    (_within("xl/", "workbook.bin"), "binary-workbook"),
    (_within("xl/"), "xlsx"),
    (_within("word/"), "word"),
    (_within("ppt/"), "not-a-workbook"),
    (_within("[Content_Types].xml"), "xlsx"),
)
