"""The rows of one list: which are records, and what the others are."""

from collections.abc import Mapping

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.importing.columns import PREPARED
from danvan_cli.importing.detection import closing_lines as lines
from danvan_cli.importing.detection.closing_rows import ON_EVERY_ROW, ClosingRows
from danvan_cli.importing.detection.dittos import RowFiller
from danvan_cli.importing.detection.known_names import OfficeNames
from danvan_cli.importing.detection.list_kinds import NAMING
from danvan_cli.importing.detection.numbering import LineNumber, RowNumbers, UnclearLine
from danvan_cli.importing.detection.other_tables import begins_as_example, says_example
from danvan_cli.importing.detection.page import SheetPage, row_text, text_of
from danvan_cli.importing.detection.sections import (
    Section,
    SectionHeading,
    SectionReader,
    SectionTrail,
    looks_like_section,
)
from danvan_cli.importing.detection.wanted_lists import WantedLists
from danvan_cli.importing.sheet_lists import Fault, GivenCell, ListOnSheet, SheetRow, SkippedRow
from danvan_cli.spreadsheet.sheets import Spot, Value
from danvan_cli.text.amount_units import units_said_above
from danvan_cli.text.mark import N_

ROW_NOT_UNDERSTOOD = Message(
    "row-not-understood",
    N_(
        "“{value}” stands alone between the rows, and is neither a row, a section's heading nor a total."
        " Complete it, or remove it."
    ),
)
TABLE_NOT_UNDERSTOOD = Message(
    "table-not-understood",
    N_(
        "Here begins another table, which is none that can be taken: “{value}”. "
        "Remove it, or choose the rows by --rows."
    ),
)

_NO_ROW = "dòng {row}"
_LONGEST_NUMBER = 20
_FEW = 2
_SURELY = 4  # texts: so many has no line but a record, unless it begins as totals and signatures do


class LineReader:
    """Takes the rows below a list's headings, from the top, and tells what each is."""

    def __init__(
        self, page: SheetPage, result: ListOnSheet, wanted: WantedLists, office: OfficeNames, filler: RowFiller
    ) -> None:
        self.result = result
        self.trail = SectionTrail()
        self.numbers = RowNumbers()
        self.closed = False  # by a signature: what follows belongs to no section
        self.waiting: list[UnclearLine] = []  # lone texts: a note below the list, or nothing that can be understood
        self._unit_lines: list[UnclearLine] = []  # since the last record, of those that say in what amounts stand
        self._page = page
        self._wanted = wanted
        self._office = office
        self._filler = filler
        self._reader = SectionReader(result.kind, office)
        keys = result.columns
        self._number_column = next((column for column, key in keys.items() if key == "number"), 0)
        self._closing = ClosingRows(page, result, office, filler)
        self._closed_rows: set[int] = set()
        self._main_column = next((column for column in keys if keys[column] in NAMING[result.kind]), 0)
        self._has_unit = any(key in ("unit", "who") for key in keys.values())
        self.records: list[SheetRow] = []  # records of the sheet so far, taken or not
        self._totals: list[lines.PendingTotal] = []
        self.headed: dict[Section, tuple[int, list[lines.TotalNumber]]] = {}
        self._first = self._first_since_total = 0  # of the sheet's rows, the first of this list
        self._strays: set[int] = set()

    def follow(self, before: "LineReader", prefix: str) -> None:
        """Go on after the sheet's list before, in the sections that began below its last record."""
        self.records = before.records
        self._first = self._first_since_total = len(self.records)
        self.numbers = before.numbers
        self.trail = SectionTrail(prefix)
        for section in before.opened():
            self.trail.enter(section)
            if section in before.headed:
                self.headed[section] = before.headed.pop(section)

    def take(self, row: int, cells: Mapping[int, Value], over: Mapping[int, GivenCell]) -> None:
        """Take one row."""
        number = cells.get(self._number_column)
        given = self._filler.fill(row, cells, over)
        if over and self._closed_rows:  # a signature is merged over the rows that are for the stamp
            given = {key: cell for key, cell in given.items() if cell.row not in self._closed_rows}
        plain = number.__class__ is int or (isinstance(number, str) and number.isdecimal())
        if plain and len(given) > 1 and _count_texts(given) > 1:  # nearly all rows are: the rest is for the others
            may_close = self._closing.may_close(given, closed=self.closed)
            if not (may_close and self._take_closing(UnclearLine(row, cells, self._number_column, given))):
                self._take_record(row, str(number).lstrip("0") or "0", cells, given)
            return
        line = UnclearLine(row, cells, self._number_column, given)
        if _count_texts(given) >= _SURELY and not lines.may_end_list(line.first_text):
            self._take_record(row, self._number_of(line), line.cells, given)
        elif line.cells and not self._take_unit_line(line):
            self._take_unclear(line)

    def _take_unit_line(self, line: UnclearLine) -> bool:
        """Take a line that says in what amounts stand, of these rows or of the next list's; return whether it does."""
        if len(line.texts) != 1 or not units_said_above(line.text):
            return False
        self._unit_lines.append(line)
        self.skip(line.row, "note", line.cells)
        return True

    def _take_unclear(self, line: UnclearLine) -> None:
        heading = self._read_section(line)
        if line.is_plain and self._take_closing(line):
            return
        if not line.is_plain and self._closing.is_total(line):
            self._take_total(line)
        elif self._closing.is_signature(line, has_rows=self._has_rows):
            self._take_signature(line)
        elif heading is not None:
            self._enter_section(line, heading)
        elif self.closed and self._closing.is_below_signature(line):
            self._take_signature(line)
        elif self._is_record(line):
            self._take_record(line.row, self._number_of(line), line.cells, line.given)
        elif self._is_unfilled(line):
            return
        elif line.texts:
            self.waiting.append(line)
        elif line.numbers:
            self._take_total(line)
        else:
            self.skip(line.row, "note", line.cells)

    def _is_unfilled(self, line: UnclearLine) -> bool:
        """Whether a row bears only what was prepared: its number, and the unit that stands on every row."""
        if not line.is_plain or line.given.keys() - ON_EVERY_ROW or len(line.cells) > len(line.given) + 1:
            return False
        below = self._page.cells(line.row + 1)
        same = all(
            given.value in (self._filler.above(key), below.get(given.column)) for key, given in line.given.items()
        )
        self._filler.keep_prepared(line.given)
        return same

    # -- records

    def _is_record(self, line: UnclearLine) -> bool:
        """Whether a row is one: with a number and a value, or two values, one of them a text."""
        if line.given.keys() <= ON_EVERY_ROW or not (line.texts or line.is_plain):
            return False
        if line.number or len(line.given) >= _FEW:
            return True
        return (
            not self._number_column
            and self._main_column in line.texts
            and not self.closed
            and not _is_remark(line.text)
        )

    def _number_of(self, line: UnclearLine) -> str:
        if line.number:
            return line.number.label
        text = text_of(line.cells.get(self._number_column, ""))
        return text if text and len(text) <= _LONGEST_NUMBER else ""

    def _take_record(self, row: int, number: str, cells: Mapping[int, Value], given: dict[str, GivenCell]) -> None:
        if self.waiting:
            self._refuse_lone_texts()
        self.closed, self._unit_lines = False, []
        if PREPARED.key in given and given.keys() <= {PREPARED.key, *text_of(given[PREPARED.key].value).split()}:
            self.skip(row, "untouched", {})  # danvan filled it in, and nobody added anything
            return
        name = cells.get(self._main_column)
        if says_example(number) or (name.__class__ is str and begins_as_example(str(name))):
            self.skip(row, "example", cells)
            return
        prefix = self.trail.prefix
        label = prefix + number.removeprefix(prefix) if number else _NO_ROW.format(row=row)
        record = SheetRow(row, self.numbers.once(label), given, self.trail.given)
        self.records.append(record)
        self._filler.keep(given)
        reason = self._reason_to_skip(row)
        if reason:
            self.result.skipped.append(SkippedRow(row, reason, row_text(cells)))
            return
        self.result.rows.append(record)
        if len(cells) > len(given):
            self._strays.update(cells)
        for key, (column, error) in self._filler.missing.items():
            self.result.faults.append(Fault(self.spot(row, column), error, key))

    def spot(self, row: int, column: int) -> Spot:
        """Return a cell's place."""
        return self.result.sheet.spot(self.result.file, row, column)

    def _reason_to_skip(self, row: int) -> str:
        """Return why a row is not taken: "outside" of --rows, or "hidden"; "" if it is."""
        rows = self._wanted.rows
        if rows is not None and not rows[0] <= row <= rows[1]:
            return "outside"
        return "hidden" if not self._wanted.hidden and row in self.result.sheet.hidden_rows else ""

    def skip(self, row: int, what: str, cells: Mapping[int, Value]) -> None:
        """Take a row that is no record, as what it is ("heading", "note" …), or why it would not be taken anyway."""
        self.result.skipped.append(SkippedRow(row, self._reason_to_skip(row) or what, row_text(cells)))

    def _skip_waiting(self) -> None:
        for line in self.waiting:
            self.skip(line.row, "note", line.cells)
        self.waiting = []

    def _refuse_lone_texts(self) -> None:
        """Report lone texts, now that a row of the list stands below them."""
        for line in self.waiting:
            if self._reason_to_skip(line.row):
                self.skip(line.row, "note", line.cells)
                continue
            refused = RequestError(ROW_NOT_UNDERSTOOD, value=line.text)
            self.result.faults.append(Fault(self.spot(line.row, next(iter(line.texts))), refused))
        self.waiting = []

    # -- sections

    def _read_section(self, line: UnclearLine) -> SectionHeading | None:
        """Read a row as a section's heading; None if it is none."""
        if not line.texts or (line.number is None and self._number_column in line.cells and len(line.texts) > 1):
            return None
        heading = self._reader.read(line.text, self.trail)
        numbered = line.number is not None and line.number.style in ("A", "I")
        if len(line.texts) > 1:
            return heading if numbered and heading.key and self._reader.may_be_rows else None
        if line.is_plain:
            alone = self._reader.may_be_rows and self._main_column in line.texts and not line.numbers
            return heading if heading.key and alone else None
        if heading.key or heading.other or numbered:
            return heading
        return heading if self._reads_like_section(line) else None

    def _reads_like_section(self, line: UnclearLine) -> bool:
        """Whether a lone text that names nothing known does; without a column STT it may be a row as well."""
        if line.number or lines.may_be_signature(line.text) or self.closed:
            return False
        heading = self._reader.read(line.text, self.trail)
        if heading.number.style in ("A", "I"):
            return True
        if len(line.given) >= _FEW or (not self._number_column and self._main_column in line.texts):
            return False
        column = next(iter(line.texts))
        area = self._page.area(line.row, column)
        wide = area.right > area.left and self._main_column <= area.right and not _is_remark(line.text)
        return wide or looks_like_section(line.text)

    def _enter_section(self, line: UnclearLine, heading: SectionHeading) -> None:
        if self.waiting:
            self._take_for_titles()
        column = next(iter(line.texts))
        number = line.number or heading.number
        name, key = heading.text, heading.key
        number = self.trail.mended(number)
        guessed = not key and not heading.other and (self._lacks_unit(number) or self._holds_units(name))
        key = "unit" if guessed else key
        given = GivenCell(name, line.row, column) if key else None
        section = Section(number, name, key, given, len(self.records), guessed)
        self._end_sections(self.trail.enter(section))
        stated = lines.stated_in_heading(line.cells, self._number_column, self.result.columns)
        if stated:
            self.headed[section] = (line.row, stated)
        self._filler.forget()
        self.skip(line.row, "section", line.cells)

    def _take_for_titles(self) -> None:
        """Take lone texts above the first section's heading for titles: no row of the list came before them."""
        if not self._has_rows:
            self._skip_waiting()

    def _holds_units(self, name: str) -> bool:
        """Whether a heading is of a place, known or not, in which the units lie that the rows below name."""
        return (self._has_unit or not self._reader.needs_unit) and self._reader.names_place(name)

    def _lacks_unit(self, number: LineNumber) -> bool:
        """Whether nothing gives the rows below their unit but this heading."""
        if self._has_unit or not self._reader.needs_unit:
            return False
        above = SectionTrail()
        above.sections = list(self.trail.sections)
        above.enter(Section(number, "", "unit", None, 0))
        return "unit" not in above.given

    def _end_sections(self, ended: list[Section]) -> None:
        """Compare what the headings of sections that end say of their rows."""
        for section in ended:
            row, stated = self.headed.pop(section, (0, []))
            stretch = ((section.begins, len(self.records)),)
            self._totals += [lines.PendingTotal(row, number, stretch) for number in stated]

    # -- totals and signatures

    def _take_closing(self, line: UnclearLine) -> bool:
        """Take a row with a running number if it closes the list; return whether it does."""
        if self._closing.is_total(line):
            self._take_total(line)
        elif self._closing.is_signature(line, has_rows=self._has_rows) or (
            self.closed and self._closing.is_below_signature(line)
        ):
            self._take_signature(line)
        else:
            return False
        return True

    def _take_total(self, line: UnclearLine) -> None:
        own = self._closing.own_line(line)
        text = own.text
        stated = lines.stated_in(own.cells, self.result.columns) if own.texts else []
        ticked = lines.ticked_in(own.cells, self.result.columns) if own.texts else []
        self._closed_rows.add(line.row)
        grand = lines.is_grand(text) if text else False
        stretches = self._stretches(text)
        self._totals += [lines.PendingTotal(line.row, number, stretches, grand) for number in (*stated, *ticked)]
        if not self._reason_to_skip(line.row):
            self._first_since_total = len(self.records)
        self._take_for_titles()
        self.skip(line.row, "total", line.cells)

    def _stretches(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the rows that a total may be one of: those of the section it names, else of each open one, or all."""
        end = len(self.records)
        open_sections = list(reversed(self.trail.sections))
        named = [
            section
            for section in open_sections
            if section.number.label and section.number.label in text.replace(":", " ").split()
        ]
        if named:
            return tuple((section.begins, end) for section in named)
        parts = [(section.begins, end) for section in open_sections]
        since = [(self._first_since_total, end)] if self._first_since_total not in (self._first, end) else []
        return (*parts, *since, (self._first, end), *([(0, end)] if self._first else []))

    def _take_signature(self, line: UnclearLine) -> None:
        self.closed = True
        self._closed_rows.add(line.row)
        self._skip_waiting()
        self._end_sections(self.trail.leave_all())
        self.skip(line.row, "signature", line.cells)

    # -- the end

    def hand_over(self) -> str:
        """Return the lone texts below the list's rows as one text: they belong to the next list's headings."""
        above = "\n".join(row_text(line.cells) for line in (*self.waiting, *self._unit_lines))
        self.waiting = []
        return above

    def not_a_list(self, row: int, cells: Mapping[int, Value]) -> None:
        """Take the headings of a table that is no list: they are a fault, since its rows will not be taken."""
        if self._reason_to_skip(row):
            self.skip(row, "note", cells)
            return
        refused = RequestError(TABLE_NOT_UNDERSTOOD, value=row_text(cells))
        self.result.faults.append(Fault(self.spot(row, min(cells)), refused))

    def opened(self) -> list[Section]:
        """Return the open sections if one of them began below the last record: they belong to what follows."""
        sections = self.trail.carried()
        return sections if any(section.begins == len(self.records) for section in sections) else []

    def end(self) -> None:
        """Settle what only all rows tell, before another list begins."""
        self._skip_waiting()
        self._end_sections(self.trail.sections)
        self.result.totals += lines.settled(self._totals, self.records, self._first, self._office.names)
        self.result.skipped.sort()
        strays = self._strays - self.result.columns.keys() - self.result.unknown.keys() - self.result.left.keys()
        self.result.unknown |= dict.fromkeys(sorted(strays), "")

    @property
    def _has_rows(self) -> bool:
        """Whether the list has had a record."""
        return len(self.records) > self._first


def _count_texts(given: Mapping[str, GivenCell]) -> int:
    # Asked of every row: a class is compared, and a list summed, in less time than `isinstance` in a generator takes.
    return sum([given_cell[0].__class__ is str for given_cell in given.values()])


def _is_remark(text: str) -> bool:
    return text.startswith(("(", "*", "Ghi chú", "GHI CHÚ", "Lưu ý", "Chú thích", "ĐVT"))
