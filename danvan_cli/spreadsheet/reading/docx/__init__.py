"""Documents of Word (.docx), read as a stream: each table is a sheet.

It is read by our own code: libraries make an object of every element, and give neither the text of tracked changes nor
rows within controls as they are seen.
"""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from danvan_cli.spreadsheet.errors import NO_TABLES, FileFormatError
from danvan_cli.spreadsheet.reading.docx.body import read_body
from danvan_cli.spreadsheet.reading.docx.document import Block
from danvan_cli.spreadsheet.reading.docx.numbering import Numbering
from danvan_cli.spreadsheet.reading.docx.styles import Styles
from danvan_cli.spreadsheet.reading.docx.tables import cells_of, sheets_of
from danvan_cli.spreadsheet.reading.limits import archive, check_sizes, parse, unpacked
from danvan_cli.spreadsheet.sheets import Book


class DocumentCells(NamedTuple):
    """The part of a document in which its text is, and the numbers of its tables' cells by sheet, row and column."""

    part: str
    numbers: dict[str, dict[tuple[int, int], int]]


def read_docx(path: Path) -> Book:
    """Read the tables of a document; raise FileFormatError, or what `limits.guarded` makes one of."""
    _, blocks, styles = _read(path)
    sheets = sheets_of(blocks, styles)
    if not sheets:
        raise FileFormatError(NO_TABLES, file=path.name)
    return Book(path.name, sheets)


def document_cells(path: Path) -> DocumentCells:
    """Find the cells of a document's tables; raise as `read_docx`."""
    part, blocks, styles = _read(path)
    return DocumentCells(part, cells_of(blocks, styles))


def _read(path: Path) -> tuple[str, list[Block], Styles]:
    with archive(path) as opened:
        check_sizes(
            opened, [info for info in opened.infolist() if info.filename.endswith((".xml", ".rels"))], path.name
        )
        main = _related(opened, "", path.name).get("officeDocument", "word/document.xml")
        related = _related(opened, main, path.name)
        styles, numbering = Styles(), Numbering()
        for part, reader in ((related.get("styles"), styles), (related.get("numbering"), numbering)):
            if part in opened.NameToInfo:
                parse(_pieces(opened, part), reader.start, reader.end, lambda _: None, path.name)
        return main, read_body(_pieces(opened, main), styles, numbering, path.name), styles


def _pieces(opened: ZipFile, part: str) -> Iterator[bytes]:
    return unpacked(opened, opened.getinfo(part))


def _related(opened: ZipFile, part: str, file: str) -> dict[str, str]:
    """Return the parts that a part refers to, by what they are to it."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    targets: dict[str, str] = {}

    def take(_: str, attributes: dict[str, str]) -> None:
        if "Target" in attributes:
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))[1:]
            targets.setdefault(attributes["Type"].rpartition("/")[2], target)

    if relations in opened.NameToInfo:
        parse(_pieces(opened, relations), take, lambda _: None, lambda _: None, file)
    return targets
