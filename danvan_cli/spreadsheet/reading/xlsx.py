"""Workbooks of Excel (.xlsx, .xlsm), read by openpyxl part by part, so that it reads nothing that is not needed.

Formulas are never computed, macros never run, and links to other files never followed.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_cli.spreadsheet.errors import NO_SHEETS, TOO_LARGE, FileFormatError
from danvan_cli.spreadsheet.reading.empty_cells import TrimmedSheet
from danvan_cli.spreadsheet.reading.limits import CheckedArchive, ReadingLimits, archived, library, unpacked
from danvan_cli.spreadsheet.reading.number_formats import CellStyle, style
from danvan_cli.spreadsheet.reading.shared_texts import Node, shared_texts
from danvan_cli.spreadsheet.sheets import Book, Sheet

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader

    from danvan_cli.spreadsheet.reading.worksheets import WorkbookContext

_MOST_MEGABYTES_OF_TEXTS = 64  # each is held as a whole before its letters can be counted


def read_xlsx(path: Path) -> Book:
    """Read a workbook; raise FileFormatError, or what `limits.guarded` makes one of."""
    from danvan_cli.spreadsheet.reading.worksheets import WorkbookContext  # noqa: PLC0415 - brings openpyxl

    with _opened(path) as reader:
        context = WorkbookContext(_texts(reader, ReadingLimits(path.name)), _styles(reader), reader.wb.epoch)
        return Book(path.name, list(_sheets(reader, context, path.name)))


def sheet_parts(path: Path) -> dict[str, str]:
    """Return the parts of the archive in which the sheets are, by their names; raise as `read_xlsx`."""
    with _opened(path) as reader:
        return {sheet.name: part for sheet, part in _find_sheets(reader, path.name)}


@contextlib.contextmanager
def _opened(path: Path) -> "Iterator[ExcelReader]":
    """Open a workbook, and read what it consists of."""
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - heavy

    with archived(path) as stream, library(path.name):
        reader = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
        reader.archive = CheckedArchive(stream)
        reader.read_manifest()
        reader.read_workbook()
        yield reader


def _find_sheets(reader: "ExcelReader", file: str) -> list[tuple[Sheet, str]]:
    """Find the sheets, and where their cells are. Those of charts and of old macros are left out: they have none."""
    sheets = [
        (Sheet(sheet.name, {}, hidden=sheet.state not in {None, "visible"}), relation.target)
        for sheet, relation in reader.parser.find_sheets()
        if relation.Type.endswith("/worksheet")
    ]
    if not sheets:
        raise FileFormatError(NO_SHEETS, file=file)
    return sheets


def _part(reader: "ExcelReader", kind: str) -> str | None:
    """Return the part that the workbook refers to as its texts or styles; None if there is none."""
    relations: Any = reader.parser.rels  # a dict, though its types say a list
    return next((relation.target for relation in relations.values() if relation.Type.endswith(f"/{kind}")), None)


def _texts(reader: "ExcelReader", limits: ReadingLimits) -> list[str]:
    """Return the texts that cells refer to by number, of which there cannot be more than cells."""
    part = _part(reader, "sharedStrings")
    if not part:
        return []
    if reader.archive.getinfo(part).file_size > _MOST_MEGABYTES_OF_TEXTS << 20:
        raise FileFormatError(TOO_LARGE, file=limits.file, megabytes=_MOST_MEGABYTES_OF_TEXTS)
    with reader.archive.open(part) as stream:
        texts = []
        for text in shared_texts(stream):
            limits.take_cells(1, len(text))
            texts.append(text)
        return texts


def _styles(reader: "ExcelReader") -> dict[int, CellStyle]:
    """Return the styles of cells by their number."""
    from openpyxl.styles.numbers import builtin_format_code  # noqa: PLC0415 - heavy
    from openpyxl.styles.stylesheet import Stylesheet  # noqa: PLC0415 - likewise
    from openpyxl.xml.functions import fromstring  # noqa: PLC0415 - likewise

    part = _part(reader, "styles")
    if not part:
        return {}
    described: Node = fromstring(reader.archive.read(part))
    sheet = Stylesheet.from_tree(described)
    written = sheet.custom_formats
    return {
        number: style(written.get(xf.numFmtId) or builtin_format_code(xf.numFmtId), sheet.fonts[xf.fontId].name)
        for number, xf in enumerate(sheet.cellXfs.xf)
    }


def _sheets(reader: "ExcelReader", context: "WorkbookContext", file: str) -> Iterator[Sheet]:
    from danvan_cli.spreadsheet.reading.worksheets import read_sheet  # noqa: PLC0415 - as above

    limits = ReadingLimits(file)
    for sheet, part in _find_sheets(reader, file):
        source = TrimmedSheet(unpacked(reader.archive, reader.archive.getinfo(part)), file)
        read_sheet(sheet, source, context, limits)
        yield sheet
