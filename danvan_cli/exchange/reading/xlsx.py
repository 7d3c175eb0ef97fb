"""Workbooks of Excel (.xlsx, .xlsm), read as a stream: one pass, no object for a cell, nothing for an empty one.

openpyxl would read them too, in more than twice the time: it makes an object of each cell and each text, remembers
each formatted row, does not say which formulas have no stored result, and makes `012` of a number with the format
`000` a number. Formulas are never computed, macros never run, and links to other files never followed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

from danvan_cli.exchange.faults import NotReadable
from danvan_cli.exchange.reading.days import iso_day
from danvan_cli.exchange.reading.empties import Emptied
from danvan_cli.exchange.reading.meaning import plain_number, shown
from danvan_cli.exchange.reading.package import SheetPart, elements, is_set, parts_of
from danvan_cli.exchange.reading.safety import MOST_CELLS, Local, archive, parse, unpacked
from danvan_cli.exchange.reading.styles import PLAIN, Style, styles_of
from danvan_cli.exchange.reading.texts import Strings, plain, strings
from danvan_cli.exchange.sheets import Area, BadCell, Book, Sheet, Value

MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14
_DIGITS = "0123456789"


def read_xlsx(path: Path) -> Book:
    """Read a workbook; raise NotReadable, or what `safety.guarded` makes one of."""
    with archive(path) as opened:
        parts = parts_of(opened, path.name)
        texts = strings(unpacked(opened, parts.strings), path.name) if parts.strings else Strings([], {})
        styles = styles_of(elements(opened, parts.styles, path.name)) if parts.styles else []
        return Book(path.name, list(_sheets(opened, parts.sheets, _Meanings(texts, styles, parts.from_1904), path)))


def _sheets(opened: ZipFile, sheets: list[SheetPart], meanings: "_Meanings", path: Path) -> Iterator[Sheet]:
    left = MOST_CELLS
    for one in sheets:
        sheet = Sheet(one.name, {}, hidden=one.hidden)
        pieces = Emptied(unpacked(opened, one.part))
        reader = _Reader(sheet, meanings, path.name, left, pieces)
        parse(pieces, reader.start, reader.end, reader.text, path.name)
        left -= reader.filled
        reader.finish()
        yield sheet


class _Columns(dict[str, int]):
    """Columns by their letters, remembered."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - ord("A") + 1
        if not letters.isalpha() or not letters.isascii() or number > MOST_COLUMNS:
            raise ValueError(letters)
        self[letters] = number
        return number


class _Meanings:
    """What the attributes and the text of a cell mean in this workbook."""

    def __init__(self, texts: Strings, styles: list[Style], from_1904: bool) -> None:  # noqa: FBT001 - a workbook's own
        self.texts = texts
        self.styles = dict(enumerate(styles))
        self.from_1904 = from_1904
        self.kinds: dict[str, Callable[[str], Value]] = {
            "s": self.shared,
            "str": plain,
            "inlineStr": plain,
            "b": _flag,
            "d": iso_day,
        }

    def value(self, kind: str, text: str, style: Style) -> Value:
        """Give the value of a cell that holds something; raise ValueError or LookupError where it cannot be."""
        if kind == "e":
            return BadCell("error", text)
        if kind == "n":
            return self.number(text, style) if style is not PLAIN else _number(text)
        return self.kinds[kind](text)

    def number(self, text: str, style: Style = PLAIN) -> Value:
        """Give a number as its format shows it: as a day, a time, or with the zeros before it."""
        return shown(_number(text), style, from_1904=self.from_1904)

    def shared(self, text: str) -> str:
        """Give one of the workbook's texts."""
        return self.texts.texts[_index(text)]


def _index(text: str) -> int:
    number = int(text)
    if number < 0:
        raise IndexError(text)
    return number


def _number(text: str) -> int | float | BadCell:
    try:
        return int(text)
    except ValueError:
        return plain_number(float(text))


def _flag(text: str) -> bool:
    return is_set(text.strip())


class _Reader:
    """The cells of a sheet, gathered from its XML as it streams by."""

    def __init__(self, sheet: Sheet, meanings: _Meanings, file: str, left: int, pieces: Emptied) -> None:
        self.sheet, self.meanings, self.file, self.left, self.pieces = sheet, meanings, file, left, pieces
        self.local = Local()
        self.columns = _Columns()
        self.filled = self.row = self.column = 0
        self.cells: dict[int, Value] = {}
        self.row_hidden = False
        self.hidden_columns: list[tuple[int, int]] = []
        self.cell: dict[str, str] | None = None
        self.formula: str | None = None
        self.held: str | None = None
        self.parts: list[str] | None = None
        self.spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        tag = self.local[name]
        if tag == "c":
            self.cell = attributes
            self.held = self.formula = None
            self._move(attributes.get("r"))
        elif tag in {"v", "t", "f"}:
            self.parts = [] if self.cell is not None and not self.spoken else None
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "rPh":
            self.spoken = True
        elif tag == "mergeCell":
            self._merge(attributes["ref"])
        elif tag == "col" and (is_set(attributes.get("hidden")) or attributes.get("width") == "0"):
            self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def text(self, characters: str) -> None:
        """Take text, which stands in many places that are no cell's."""
        if self.parts is not None:
            self.parts.append(characters)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        tag = self.local[name]
        if tag == "c":
            self._end_cell()
            self.cell = None
        elif self.parts is not None and tag in {"v", "t", "f"}:
            text = "".join(self.parts)
            self.parts = None
            if tag == "f":
                self.formula = text
            else:  # the runs of a text stand one behind the other
                self.held = text if self.held is None or tag == "v" else self.held + text
        elif tag == "row":
            self._end_row()
        elif tag == "rPh":
            self.spoken = False

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self.row = int(number) if number else self._after(self.row)
        if not 0 < self.row <= MOST_ROWS:
            raise ValueError(number)
        self.column = 0
        self.row_hidden = is_set(attributes.get("hidden")) or attributes.get("ht") == "0"
        self.cells = self.sheet.rows.get(self.row) or {}

    def _end_row(self) -> None:
        if self.cells:
            self.sheet.rows[self.row] = self.cells
            if self.row_hidden:
                self.sheet.hidden_rows.add(self.row)

    def _move(self, reference: str | None) -> None:
        self.column = self.columns[reference.rstrip(_DIGITS)] if reference else self._after(self.column)

    def _after(self, number: int) -> int:
        """Give the place of what does not say where it stands: behind the one before, if none was dropped there."""
        if self.pieces.dropped:
            raise ValueError(number)
        return number + 1

    def _end_cell(self) -> None:
        if not self.held:
            if self.formula is not None:
                self._end_empty_formula(self.formula)
            return
        attributes = self.cell or {}
        style = self.meanings.styles.get(int(attributes.get("s", 0)), PLAIN)
        kind = attributes.get("t", "n")
        value = self.meanings.value(kind, self.held, style)
        if value == "":
            return
        self._put(value)
        if isinstance(value, str) and (font := style.font or self._font_of_runs(kind, self.held)):
            self.sheet.fonts[self.row, self.column] = font

    def _end_empty_formula(self, formula: str) -> None:
        """Tell a formula whose result is an empty text from one whose result is not stored."""
        if self.held is None or (self.cell or {}).get("t") != "str":
            self._put(BadCell("formula", f"={formula}"))

    def _put(self, value: Value) -> None:
        self.cells[self.column] = value
        self.filled += 1
        if self.filled > self.left:
            raise NotReadable("too-many-cells", file=self.file, cells=MOST_CELLS)

    def _font_of_runs(self, kind: str, held: str) -> str:
        fonts = self.meanings.texts.fonts
        return fonts.get(int(held), "") if kind == "s" and fonts else ""

    def _merge(self, reference: str) -> None:
        first, _, last = reference.replace("$", "").partition(":")
        (top, left), (bottom, right) = self._place(first), self._place(last or first)
        if (top, left) != (bottom, right):
            self.sheet.merged.append(Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right)))

    def _place(self, reference: str) -> tuple[int, int]:
        letters = reference.rstrip(_DIGITS)
        return int(reference[len(letters) :]), self.columns[letters]

    def finish(self) -> None:
        """Say which of the hidden columns hold something."""
        used = {column for cells in self.sheet.rows.values() for column in cells} if self.hidden_columns else set()
        self.sheet.hidden_columns = {
            column for column in used for first, last in self.hidden_columns if first <= column <= last
        }
