"""The lists on one sheet, one below another."""

import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.importing.detection import closing_lines as lines
from danvan_cli.importing.detection.amount_columns import AmountColumns, Surroundings
from danvan_cli.importing.detection.column_meanings import ColumnMeanings, heading
from danvan_cli.importing.detection.dittos import MergedAreas, RowFiller
from danvan_cli.importing.detection.heading_blocks import HeadingBlock, block_at
from danvan_cli.importing.detection.known_names import OfficeNames
from danvan_cli.importing.detection.line_reader import LineReader
from danvan_cli.importing.detection.list_kinds import choose, is_other_list
from danvan_cli.importing.detection.other_tables import says_example
from danvan_cli.importing.detection.page import SheetPage, is_blank, row_text, text_of
from danvan_cli.importing.detection.sections import Section, SectionReader, SectionTrail
from danvan_cli.importing.detection.wanted_lists import WantedLists
from danvan_cli.importing.detection.wordings import may_go_on
from danvan_cli.importing.sheet_lists import Fault, GivenCell, ListOnSheet
from danvan_cli.spreadsheet.sheets import ABOVE, Sheet, Value, column_name
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
        """Return how many rows from here on are these headings once more, 0 for none."""
        height = 0
        for wanted in self._rows:
            if _folded(page.cells(row + height)) != wanted:
                break
            height += 1
        return height

    def begins_like(self, cells: dict[int, Value]) -> bool:
        """Whether a row may be the first of these headings, told quickly."""
        column, text = next(iter(self._rows[0].items()))
        value = cells.get(column)
        return isinstance(value, str) and fold(value) == text


class TableBefore(NamedTuple):
    """Of the table before in a document: the sections that are open below it, and what stands above it."""

    sections: Sequence[Section]
    above: str


class SheetReader:
    """Goes down a sheet, from one list's headings to the next."""

    def __init__(
        self, file: str, sheet: Sheet, wanted: WantedLists, office: OfficeNames, before: TableBefore | None = None
    ) -> None:
        self._file = file
        self._before = before
        self._sheet = sheet
        self._wanted = wanted
        self._office = office
        self._page = SheetPage(sheet)
        self._covered = MergedAreas(sheet)
        self._readers: list[LineReader] = []
        self._last_headings: ListHeadings | None = None
        self._above: list[int] = []
        self._passed = 0  # of these, how many end with the headings of a table that is no list
        self._in_other_table = ""  # below headings that make no list: what its rows are taken for
        self.examples: list[int] = []  # where tables begin that are shown as an example, above all lists

    def lists(self) -> list[ListOnSheet]:
        """Return the lists; raise RequestError."""
        below = min(self._page.rows, default=0) - 1  # the headings that are read already end here
        for row in self._page.rows:
            if row > below:
                below = max(below, self._take_row(row))
        if self._readers:
            self._readers[-1].end()
        return [reader.result for reader in self._readers]

    def as_before(self) -> TableBefore | None:
        """Return what the next table of a document may go on from, as seen from there: it lies above it."""
        if not (self._readers and self._sheet.table_rows):
            return None
        last = self._readers[-1]
        sections = [
            section._replace(begins=0, given=section.given and section.given._replace(row=ABOVE))
            for section in last.trail.carried()
        ]
        return TableBefore(sections, last.result.above)

    def _take_row(self, row: int) -> int:
        """Take a row; return the last one that was taken with it."""
        cells = self._sheet.rows[row]
        if self._last_headings is None or not self._readers:
            return self._before_lists(row)
        if self._may_head(cells, self._last_headings):
            taken = self._skip_repeated(row, self._last_headings) or self._take_headings(row)
            if taken:
                return taken
        over = self._covered.at(row)
        if not self._in_other_table:
            self._readers[-1].take(row, cells, over)
        elif self._page.cells(row):
            self._readers[-1].skip(row, self._in_other_table, self._page.cells(row))
        return row

    def _before_lists(self, row: int) -> int:
        """Look for the first list's headings: in the first rows, and in as many below a table that is none wanted."""
        if not self._page.cells(row):
            return row
        taken = self._take_headings(row) if len(self._above) - self._passed < _FIRST_ROWS else 0
        if not taken:
            self._above.append(row)
        return taken or row

    def _may_head(self, cells: dict[int, Value], list_headings: ListHeadings) -> bool:
        """Whether a row may hold headings, told quickly: thousands do not."""
        number = cells.get(list_headings.number)
        if isinstance(number, int) or (isinstance(number, str) and number.isdecimal()):
            return False
        if list_headings.begins_like(cells):
            return True
        texts = [value for value in list(cells.values())[:_FIRST_CELLS] if isinstance(value, str)]
        return any(len(text) <= _LONGEST and self._office.may_head(text) for text in texts)

    def _skip_repeated(self, row: int, list_headings: ListHeadings) -> int:
        """Skip the same headings where a page begins, and return their last row, 0 for none.

        Below a signature they head another list.
        """
        anew = self._readers[-1].closed or self._in_other_table or self._shows_example(row)
        height = 0 if anew else list_headings.repeated_from(self._page, row)
        for heading_row in range(row, row + height):
            self._readers[-1].skip(heading_row, "heading", self._page.cells(heading_row))
        return row + height - 1 if height else 0

    def _take_headings(self, row: int) -> int:
        """Begin a list if headings stand here; return their last row, 0 for none."""
        block = block_at(self._page, row, self._office)
        if block is None:
            return 0
        if self._shows_example(row):
            return self._pass_example(block)
        where = self._sheet.spot(self._file, row)
        samples = _Samples(self._page, block, self._office)
        chosen = choose(block, self._office, samples, where)
        if chosen is None:
            return self._other_table(row, is_list=is_other_list(block, self._office, samples))
        self._in_other_table = ""
        if self._is_same(*chosen):
            for heading_row in range(block.top, block.bottom + 1):
                self._readers[-1].skip(heading_row, "heading", self._page.cells(heading_row))
        else:
            self._begin(block, *chosen, samples)
        return block.bottom

    def _is_same(self, kind: str, meaning: ColumnMeanings) -> bool:
        before = self._last_headings
        same = before is not None and (before.kind, before.meaning.keys) == (kind, meaning.keys)
        return same and bool(self._readers) and not self._readers[-1].closed

    def _other_table(self, row: int, *, is_list: bool) -> int:
        """Pass by a table that is no list, or none of the kind wanted; only the former is a fault."""
        self._passed = len(self._above) + 1
        if not self._readers:
            return 0
        self._in_other_table = "note"
        headings = self._page.cells(row)
        if is_list:
            self._readers[-1].skip(row, "note", headings)
        else:
            self._readers[-1].not_a_list(row, headings)
        return row

    def _shows_example(self, row: int) -> bool:
        """Whether the lines right above some headings say that an example follows; not on a sheet that is asked for."""
        if self._wanted.sheets or (self._wanted.rows and not self._sheet.name):
            return False
        place = bisect.bisect_left(self._page.rows, row) - 1
        while place >= 0 and len(cells := self._page.cells(self._page.rows[place])) <= 1:
            if any(says_example(text_of(value)) for value in cells.values()):
                return True
            place -= 1
        return False

    def _pass_example(self, block: HeadingBlock) -> int:
        """Pass by a table that is an example; return the last row of its headings, or 0 above all lists."""
        if not self._readers:
            self._passed = len(self._above) + 1
            self.examples.append(block.top)
            return 0
        self._in_other_table = "example"
        for row in range(block.top, block.bottom + 1):
            self._readers[-1].skip(row, "example", self._page.cells(row))
        return block.bottom

    def _begin(self, block: HeadingBlock, kind: str, meaning: ColumnMeanings, samples: "_Samples") -> None:
        self._last_headings = ListHeadings(self._page, block, kind, meaning)
        joined = dict(self._joined_columns(block, meaning))
        columns = {**meaning.keys, **{column: meaning.keys[first] for column, first in joined.items()}}
        sections = SectionReader(kind, self._office)
        above = self._text_above(sections)
        around = Surroundings(self._sheet, (block.top, block.bottom), above, block.paths, samples)
        amounts = AmountColumns(meaning.keys, block.paths, self._office.lists, around)
        left = {  # what the clerk maps is taken as it stands
            column: left_column
            for column, left_column in amounts.left.items()
            if not self._office.forced(block.paths[column], column_name(column))
        }
        result = ListOnSheet(
            self._file,
            self._sheet,
            kind,
            (block.top, block.bottom),
            {column: key for column, key in sorted(columns.items()) if column not in left},
            {**meaning.unknown, **self._headings_lost(block, joined)},
            above,
            titles=dict(block.paths),
            left=left,
            units=amounts.units,
        )
        paths = {column: path for column, path in block.paths.items() if column in result.columns}
        meant = {column: self._office.meant(path, column_name(column)) for column, path in paths.items()}
        result.meant = {column: values for column, values in meant.items() if values}
        result.faults += [
            self._alike_fault(block, repeated.column, repeated.first, repeated.key) for repeated in meaning.alike
        ]
        reader = LineReader(
            self._page, result, self._wanted, self._office, RowFiller(result.columns, joined, result.meant)
        )
        if self._readers:
            reader.follow(self._readers[-1], _TABLE.format(number=len(self._readers) + 1))
            self._readers[-1].end()
        else:
            for row in self._above[: self._first_above()]:
                reader.skip(row, "note", self._page.cells(row))
            self._enter_above(reader.trail, sections)
        self._readers.append(reader)

    def _text_above(self, sections: SectionReader) -> str:
        """Return what stands above the headings: below a list before, what it did not understand.

        Where nothing but headings of sections does, the title of the table before in a document is theirs, too.
        """
        if self._readers:
            return self._readers[-1].hand_over()
        above = [row_text(self._sheet.rows[row]) for row in self._above[self._first_above() :]]
        if self._before and above and None not in self._sections_above(sections):
            above.insert(0, self._before.above)
        return "\n".join(above)

    def _first_above(self) -> int:
        """Return the place from which on what was passed by belongs to the first list.

        Below another table, those of its last rows do that hold a lone text.
        """
        first = len(self._above) if self._passed else 0
        while first > self._passed and len(self._page.cells(self._above[first - 1])) == 1:
            first -= 1
        return first

    def _enter_above(self, trail: SectionTrail, reader: SectionReader) -> None:
        """Begin in what stands above the first list: in the sections that are open there, if one begins above it."""
        begun = [section for section in self._sections_above(reader) if section is not None]
        before = self._before.sections if self._before and begun and not self._is_signed_above() else ()
        for section in (*before, *begun):
            trail.enter(section)

    def _sections_above(self, reader: SectionReader) -> list[Section | None]:
        return [self._section_above(row, reader) for row in self._above[self._first_above() :]]

    def _is_signed_above(self) -> bool:
        """Whether what stands above ends with a signature what was before it."""
        texts = (str(value) for row in self._above for value in self._page.cells(row).values())
        return any(map(lines.is_signature, texts))

    def _section_above(self, row: int, reader: SectionReader) -> Section | None:
        """Read a line above the headings that says what holds for all rows: `Đơn vị: …`, or `A. TẬP THỂ`."""
        cells = self._page.cells(row)
        texts = [text_of(cells[column]) for column in sorted(cells)]
        heading = reader.read(" ".join(texts))
        if not heading.key and (place := reader.place_after_label(" ".join(texts))):
            return Section(heading.number, place, "unit", GivenCell(place, row, max(cells)), 0, guessed=True)
        if not heading.key or not (":" in texts[0] or heading.number.style):
            return None
        return Section(heading.number, heading.text, heading.key, GivenCell(heading.text, row, max(cells)), 0)

    def _alike_fault(self, block: HeadingBlock, column: int, first: int, key: str) -> Fault:
        spot = self._sheet.spot(self._file, block.top, column)
        refused = RequestError(
            COLUMNS_ALIKE,
            first=heading(block.paths[first]),
            at=spot._replace(column=first),
            second=heading(block.paths[column]),
            column=column_name(column),
            key=key,
        )
        return Fault(spot, refused, key)

    def _joined_columns(self, block: HeadingBlock, meaning: ColumnMeanings) -> Iterator[tuple[int, int]]:
        """Yield the columns that share a heading of words with one before them, and hold something."""
        for column, first in block.beside.items():
            if may_go_on(meaning.keys.get(first, "")) and self._has_values(column, block.bottom):
                yield column, first

    def _headings_lost(self, block: HeadingBlock, joined: dict[int, int]) -> dict[int, str]:
        return {
            column: heading(block.paths[first])
            for column, first in block.beside.items()
            if column not in joined and self._has_values(column, block.bottom)
        }

    def _has_values(self, column: int, below: int) -> bool:
        rows = self._sheet.rows
        return any(row > below and column in cells and not is_blank(cells[column]) for row, cells in rows.items())


class _Samples:
    """The first values below each heading, of rows that look like records."""

    def __init__(self, page: SheetPage, block: HeadingBlock, office: OfficeNames) -> None:
        self._values: dict[int, list[Value]] = {}
        headings = {fold(text) for path in block.paths.values() for text in path}
        start = bisect.bisect_right(page.rows, block.bottom)
        for row in page.rows[start : start + _SAMPLE]:
            cells = page.cells(row)
            texts = [text_of(value) for value in cells.values() if isinstance(value, str)]
            repeated = sum(fold(text) in headings for text in texts)
            if any(map(lines.is_signature, texts)) or sum(map(office.may_head, texts)) > max(repeated, 1):
                break  # what follows is no part of this list
            if len(cells) > 1 and repeated <= 1 and not any(map(lines.is_total, texts)):
                for column, value in cells.items():
                    self._values.setdefault(column, []).append(value)

    def __call__(self, column: int) -> Sequence[Value]:
        return self._values.get(column, [])


def _folded(cells: dict[int, Value]) -> dict[int, str]:
    return {column: fold(text_of(cells[column])) for column in sorted(cells)}
