"""The lists on one sheet, one below another."""

import bisect
from collections.abc import Iterator, Sequence

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.importing.detection import closing_lines as lines
from danvan_cli.importing.detection.column_meanings import ColumnMeanings, heading
from danvan_cli.importing.detection.dittos import MergedAreas, RowFiller
from danvan_cli.importing.detection.heading_blocks import HeadingBlock, block_at
from danvan_cli.importing.detection.known_names import OfficeNames
from danvan_cli.importing.detection.line_reader import LineReader
from danvan_cli.importing.detection.line_texts import is_blank, row_text, text_of
from danvan_cli.importing.detection.list_kinds import choose, is_other_list
from danvan_cli.importing.detection.page import SheetPage
from danvan_cli.importing.detection.sections import Section, SectionReader, SectionTrail
from danvan_cli.importing.detection.wanted_lists import WantedLists
from danvan_cli.importing.detection.wordings import may_go_on
from danvan_cli.importing.faults import Fault
from danvan_cli.importing.sheet_lists import GivenCell, ListOnSheet
from danvan_cli.spreadsheet.sheets import Sheet, Spot, Value, column_name
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_

COLUMNS_ALIKE = Message(
    "columns-alike",
    N_(
        "The headings “{first}” ({at}) and “{second}” both mean {key}. Say with --map which is to be taken:"
        " --map {column}=- leaves this one out."
    ),
)


_FIRST_ROWS = 40  # that hold something: below them no list begins that did not begin above
_FIRST_CELLS = 3
_LONGEST = 80
_SAMPLE = 100
_TABLE = "bảng {number}."


class ListHeadings:
    """The headings of the list that is being read."""

    def __init__(self, page: SheetPage, block: HeadingBlock, kind: str, meaning: ColumnMeanings) -> None:
        self.block = block
        self.kind = kind
        self.meaning = meaning
        self.number = next((column for column, key in meaning.keys.items() if key == "number"), 0)
        self._rows = [_folded(page.cells(row)) for row in range(block.top, block.bottom + 1)]

    def repeated_from(self, page: SheetPage, row: int) -> int:
        """Give how many rows from here on are these headings once more, 0 for none."""
        height = 0
        for wanted in self._rows:
            if _folded(page.cells(row + height)) != wanted:
                break
            height += 1
        return height

    def begins_like(self, cells: dict[int, Value]) -> bool:
        """Say quickly whether a row may be the first of these headings."""
        column, text = next(iter(self._rows[0].items()))
        value = cells.get(column)
        return isinstance(value, str) and fold(value) == text


class SheetReader:
    """Goes down a sheet, from one list's headings to the next."""

    def __init__(self, file: str, sheet: Sheet, wanted: WantedLists, known: OfficeNames) -> None:
        self._file = file
        self._sheet = sheet
        self._wanted = wanted
        self._known = known
        self._page = SheetPage(sheet)
        self._covered = MergedAreas(sheet)
        self._found: list[LineReader] = []
        self._headed: ListHeadings | None = None
        self._above: list[int] = []
        self._passed = 0  # of these, how many end with the headings of a table that is no list
        self._lost = False  # below headings that make no list

    def lists(self) -> list[ListOnSheet]:
        """Give the lists; raise RequestError."""
        below = 0  # the headings that are read already
        for row in self._page.rows:
            if row > below:
                below = max(below, self._row(row))
        if self._found:
            self._found[-1].end()
        return [one.result for one in self._found]

    def _row(self, row: int) -> int:
        """Take a row; give the last one that was taken with it."""
        cells = self._sheet.rows[row]
        if self._headed is None or not self._found:
            return self._before_lists(row)
        if self._may_head(cells, self._headed):
            taken = self._repeated(row, self._headed) or self._headings(row)
            if taken:
                return taken
        over = self._covered.at(row)
        if not self._lost:
            self._found[-1].take(row, cells, over)
        elif self._page.cells(row):
            self._found[-1].note(row, self._page.cells(row))
        return row

    def _before_lists(self, row: int) -> int:
        """Look for the first list's headings: in the first rows, and in as many below a table that is none wanted."""
        if not self._page.cells(row):
            return row
        taken = self._headings(row) if len(self._above) - self._passed < _FIRST_ROWS else 0
        if not taken:
            self._above.append(row)
        return taken or row

    def _may_head(self, cells: dict[int, Value], headed: ListHeadings) -> bool:
        """Say quickly whether a row may hold headings: thousands do not."""
        number = cells.get(headed.number)
        if isinstance(number, int) or (isinstance(number, str) and number.isdecimal()):
            return False
        if headed.begins_like(cells):
            return True
        texts = [value for value in list(cells.values())[:_FIRST_CELLS] if isinstance(value, str)]
        return any(len(text) <= _LONGEST and self._known.may_head(text) for text in texts)

    def _repeated(self, row: int, headed: ListHeadings) -> int:
        """Skip the same headings where a page begins; below a signature they head another list."""
        height = 0 if self._found[-1].closed or self._lost else headed.repeated_from(self._page, row)
        for one in range(row, row + height):
            self._found[-1].repeat_headings(one, self._page.cells(one))
        return row + height - 1 if height else 0

    def _headings(self, row: int) -> int:
        """Begin a list if headings stand here; give their last row, 0 for none."""
        block = block_at(self._page, row, self._known)
        if block is None:
            return 0
        where = str(Spot(self._file, self._sheet.name, row))
        samples = _Samples(self._page, block, self._known)
        chosen = choose(block, self._known, samples, where)
        if chosen is None:
            return self._other_table(row, is_list=is_other_list(block, self._known, samples))
        self._lost = False
        if self._is_same(*chosen):
            for one in range(block.top, block.bottom + 1):
                self._found[-1].repeat_headings(one, self._page.cells(one))
        else:
            self._begin(block, *chosen)
        return block.bottom

    def _is_same(self, kind: str, meaning: ColumnMeanings) -> bool:
        before = self._headed
        same = before is not None and (before.kind, before.meaning.keys) == (kind, meaning.keys)
        return same and bool(self._found) and not self._found[-1].closed

    def _other_table(self, row: int, *, is_list: bool) -> int:
        """Pass by a table that is no list, or none of the kind wanted; only the former is a fault."""
        self._passed = len(self._above) + 1
        if not self._found:
            return 0
        self._lost = True
        headings = self._page.cells(row)
        if is_list:
            self._found[-1].note(row, headings)
        else:
            self._found[-1].not_a_list(row, headings)
        return row

    def _begin(self, block: HeadingBlock, kind: str, meaning: ColumnMeanings) -> None:
        self._headed = ListHeadings(self._page, block, kind, meaning)
        joined = dict(self._joined(block, meaning))
        columns = {**meaning.keys, **{column: meaning.keys[first] for column, first in joined.items()}}
        result = ListOnSheet(
            self._file,
            self._sheet,
            kind,
            (block.top, block.bottom),
            dict(sorted(columns.items())),
            {**meaning.unknown, **self._lost_beside(block, joined)},
            self._text_above(),
        )
        result.faults += [self._alike(block, one.column, one.first, one.key) for one in meaning.alike]
        listing = LineReader(self._page, result, self._wanted, self._known, RowFiller(result.columns, joined))
        if self._found:
            listing.follow(self._found[-1], _TABLE.format(number=len(self._found) + 1))
            self._found[-1].end()
        else:
            for row in self._above[: self._first_above()]:
                listing.note(row, self._page.cells(row))
            self._enter_above(listing.trail, SectionReader(kind, self._known))
        self._found.append(listing)

    def _text_above(self) -> str:
        """Give what stands above the headings: below a list before, what it did not understand."""
        if self._found:
            return self._found[-1].hand_over()
        return "\n".join(row_text(self._sheet.rows[row]) for row in self._above[self._first_above() :])

    def _first_above(self) -> int:
        """Tell from where on what was passed by belongs to the first list: below another table, its lone texts do."""
        first = len(self._above) if self._passed else 0
        while first > self._passed and len(self._page.cells(self._above[first - 1])) == 1:
            first -= 1
        return first

    def _enter_above(self, trail: SectionTrail, reader: SectionReader) -> None:
        """Begin in what stands above the first list."""
        for row in self._above[self._first_above() :]:
            stated = self._section_above(row, reader)
            if stated is not None:
                trail.enter(stated)

    def _section_above(self, row: int, reader: SectionReader) -> Section | None:
        """Read a line above the headings that says what holds for all rows: `Đơn vị: …`, or `A. TẬP THỂ`."""
        cells = self._page.cells(row)
        texts = [text_of(cells[column]) for column in sorted(cells)]
        told = reader.read(" ".join(texts))
        if not told.key or not (":" in texts[0] or told.number.style in ("A", "I")):
            return None
        return Section(told.number, told.text, told.key, GivenCell(told.text, row, max(cells)), 0)

    def _alike(self, block: HeadingBlock, column: int, first: int, key: str) -> Fault:
        spot, other = (Spot(self._file, self._sheet.name, block.top, one) for one in (column, first))
        refused = RequestError(
            COLUMNS_ALIKE,
            first=heading(block.paths[first]),
            at=str(other),
            second=heading(block.paths[column]),
            column=column_name(column),
            key=key,
        )
        return Fault(spot, refused, key)

    def _joined(self, block: HeadingBlock, meaning: ColumnMeanings) -> Iterator[tuple[int, int]]:
        """Give the columns that share a heading of words with one before them, and hold something."""
        for column, first in block.beside.items():
            if may_go_on(meaning.keys.get(first, "")) and self._holds(column, block.bottom):
                yield column, first

    def _lost_beside(self, block: HeadingBlock, joined: dict[int, int]) -> dict[int, str]:
        return {
            column: heading(block.paths[first])
            for column, first in block.beside.items()
            if column not in joined and self._holds(column, block.bottom)
        }

    def _holds(self, column: int, below: int) -> bool:
        rows = self._sheet.rows
        return any(row > below and column in cells and not is_blank(cells[column]) for row, cells in rows.items())


class _Samples:
    """The first values below each heading, of rows that look like records."""

    def __init__(self, page: SheetPage, block: HeadingBlock, known: OfficeNames) -> None:
        self._found: dict[int, list[Value]] = {}
        headings = {fold(text) for path in block.paths.values() for text in path}
        for row in _first_rows(page.rows, block.bottom):
            cells = page.cells(row)
            texts = [text_of(value) for value in cells.values() if isinstance(value, str)]
            repeated = sum(fold(text) in headings for text in texts)
            if any(map(lines.is_signature, texts)) or sum(map(known.may_head, texts)) > max(repeated, 1):
                break  # what follows is no part of this list
            if len(cells) > 1 and repeated <= 1 and not any(map(lines.is_total, texts)):
                for column, value in cells.items():
                    self._found.setdefault(column, []).append(value)

    def __call__(self, column: int) -> Sequence[Value]:
        return self._found.get(column, [])


def _first_rows(rows: Sequence[int], below: int) -> Iterator[int]:
    start = bisect.bisect_right(rows, below)
    yield from rows[start : start + _SAMPLE]


def _folded(cells: dict[int, Value]) -> dict[int, str]:
    return {column: fold(text_of(cells[column])) for column in sorted(cells)}
