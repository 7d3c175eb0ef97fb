"""Workbooks of Excel 97–2003 (.xls), and workbooks with a password: both are compound files.

python-calamine reads them too, but leaves out errors, hidden rows, zeros before numbers and fonts, by which old texts
are known; and a broken file makes it print a report of its own.
"""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from danvan_cli.exchange.faults import NotReadable
from danvan_cli.exchange.reading.biff import BOF, EOF, Globals, Locked, Record, TooOld, read_globals, records, text
from danvan_cli.exchange.reading.meaning import plain_number, shown
from danvan_cli.exchange.reading.ole import Compound
from danvan_cli.exchange.reading.safety import MOST_CELLS, MOST_FILE_MEGABYTES
from danvan_cli.exchange.sheets import Area, BadCell, Book, Sheet, Value

_WORKBOOK, _OLD_WORKBOOK = "Workbook", "Book"
_LOCKED = {"EncryptedPackage", "EncryptionInfo"}
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_ROW_IS_HIDDEN, _COLUMN_IS_HIDDEN = 0x20, 0x01
_IS_NO_NUMBER = b"\xff\xff"
_TEXT, _FLAG, _ERROR = range(3)  # what a formula's result is, if it is no number


def read_compound(path: Path) -> Book:
    """Read a workbook; raise NotReadable, or what `safety.guarded` makes one of."""
    if path.stat().st_size > MOST_FILE_MEGABYTES << 20:
        raise NotReadable("too-large", file=path.name, megabytes=MOST_FILE_MEGABYTES)
    compound = Compound(path.read_bytes())
    _check(compound.names(), path.name)
    try:
        return Book(path.name, list(_sheets(compound.stream(_WORKBOOK), path.name)))
    except Locked as error:
        raise NotReadable("password", file=path.name) from error
    except TooOld as error:
        raise NotReadable("old-workbook", file=path.name) from error


def _check(names: set[str], file: str) -> None:
    if names & _LOCKED:
        raise NotReadable("password", file=file)
    if "WordDocument" in names:
        raise NotReadable("word", file=file)
    if _WORKBOOK not in names:
        raise NotReadable("old-workbook" if _OLD_WORKBOOK in names else "not-a-workbook", file=file)


def _sheets(stream: bytes, file: str) -> Iterator[Sheet]:
    known = read_globals(stream)
    left = MOST_CELLS
    if not known.sheets:
        raise NotReadable("no-sheets", file=file)
    for one in known.sheets:
        reader = _Reader(Sheet(one.name, {}, hidden=one.hidden), known)
        _read(reader, records(stream, one.start))
        left -= sum(map(len, reader.sheet.rows.values()))
        if left < 0:
            raise NotReadable("too-many-cells", file=file, cells=MOST_CELLS)
        reader.finish()
        yield reader.sheet


def _read(reader: "_Reader", found: Iterator[Record]) -> None:
    depth = 0  # charts stand within a sheet, as sheets of their own
    for record in found:
        depth += (record.kind == BOF) - (record.kind == EOF)
        if depth == 1 and (take := _TAKEN.get(record.kind)):
            take(reader, record.data)


class _Reader:
    """The cells of a sheet, gathered from its records."""

    def __init__(self, sheet: Sheet, known: Globals) -> None:
        self.sheet, self.known = sheet, known
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.formula = (0, 0, 0)

    def row(self, data: bytes) -> None:
        number, options = struct.unpack_from("<H10xH", data)
        if options & _ROW_IS_HIDDEN:
            self.hidden_rows.add(number + 1)

    def columns(self, data: bytes) -> None:
        first, last, options = struct.unpack_from("<2H4xH", data)
        if options & _COLUMN_IS_HIDDEN:
            self.hidden_columns.append((first + 1, last + 1))

    def flag_or_error(self, data: bytes) -> None:
        row, column, code, is_error = struct.unpack_from("<2H2x2B", data)
        self._put(row, column, _error(code) if is_error else bool(code))

    def formula_cell(self, data: bytes) -> None:
        row, column, style, result = struct.unpack_from("<3H8s", data)
        if not result.endswith(_IS_NO_NUMBER):
            self._number(row, column, style, struct.unpack("<d", result)[0])
        elif result[0] == _TEXT:
            self.formula = row, column, style  # the text stands in a record of its own
        elif result[0] == _FLAG:
            self._put(row, column, bool(result[2]))
        elif result[0] == _ERROR:
            self._put(row, column, _error(result[2]))

    def formula_text(self, data: bytes) -> None:
        self._text(*self.formula, text(data[2:], struct.unpack_from("<H", data)[0]))

    def number(self, data: bytes) -> None:
        self._number(*struct.unpack_from("<3Hd", data))

    def short_number(self, data: bytes) -> None:
        row, column, style, packed = struct.unpack_from("<3HI", data)
        self._number(row, column, style, _unpacked(packed))

    def short_numbers(self, data: bytes) -> None:
        row, first = struct.unpack_from("<2H", data)
        for index, at in enumerate(range(4, len(data) - 2, 6)):
            style, packed = struct.unpack_from("<HI", data, at)
            self._number(row, first + index, style, _unpacked(packed))

    def shared_text(self, data: bytes) -> None:
        row, column, style, number = struct.unpack_from("<3HI", data)
        self._text(row, column, style, self.known.texts[number], self.known.font_of_text.get(number, ""))

    def own_text(self, data: bytes) -> None:
        row, column, style, length = struct.unpack_from("<4H", data)
        self._text(row, column, style, text(data[8:], length))

    def merged(self, data: bytes) -> None:
        for at in range(2, 2 + 8 * struct.unpack_from("<H", data)[0], 8):
            top, bottom, left, right = struct.unpack_from("<4H", data, at)
            self.sheet.merged.append(Area(top + 1, left + 1, bottom + 1, right + 1))

    def _number(self, row: int, column: int, style: int, number: float) -> None:
        how = self.known.styles[style]
        self._put(row, column, shown(plain_number(number), how, from_1904=self.known.from_1904))

    def _text(self, row: int, column: int, style: int, letters: str, font: str = "") -> None:
        if letters:
            self._put(row, column, letters)
            if found := self.known.styles[style].font or font:
                self.sheet.fonts[row + 1, column + 1] = found

    def _put(self, row: int, column: int, value: Value) -> None:
        self.sheet.rows.setdefault(row + 1, {})[column + 1] = value

    def finish(self) -> None:
        """Put the cells in their order, and say which of the hidden rows and columns hold something."""
        rows = self.sheet.rows
        self.sheet.rows = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
        self.sheet.hidden_rows = self.hidden_rows & rows.keys()
        used = {column for cells in rows.values() for column in cells} if self.hidden_columns else set()
        self.sheet.hidden_columns = {
            column for column in used for first, last in self.hidden_columns if first <= column <= last
        }


def _error(code: int) -> BadCell:
    return BadCell("error", _ERRORS.get(code, "#???"))


def _unpacked(packed: int) -> float:
    """Give a number that was packed into four bytes: half a float or a whole number, perhaps in hundredths."""
    if packed & 2:
        value = float(struct.unpack("<i", struct.pack("<I", packed))[0] >> 2)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & ~3) << 32))[0]
    return value / 100 if packed & 1 else value


_TAKEN: dict[int, Callable[[_Reader, bytes], None]] = {
    0x208: _Reader.row,
    0x7D: _Reader.columns,
    0x205: _Reader.flag_or_error,
    0x06: _Reader.formula_cell,
    0x207: _Reader.formula_text,
    0x203: _Reader.number,
    0x27E: _Reader.short_number,
    0xBD: _Reader.short_numbers,
    0xFD: _Reader.shared_text,
    0x204: _Reader.own_text,
    0xD6: _Reader.own_text,
    0xE5: _Reader.merged,
}
