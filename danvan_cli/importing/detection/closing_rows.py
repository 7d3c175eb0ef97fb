"""Which rows close a list: totals, dates and signatures, in a ward's own list and in the office's template alike.

A template bears on every row a number and perhaps its unit, so a total typed there stands in a row that looks like a
record. What was prepared does not count, then; but the words have to be those of a closing line from end to end.
"""

from collections.abc import Mapping

from danvan_cli.importing.columns import fields_of
from danvan_cli.importing.detection import closing_lines as lines
from danvan_cli.importing.detection.dittos import RowFiller
from danvan_cli.importing.detection.known_names import OfficeNames
from danvan_cli.importing.detection.numbering import UnclearLine
from danvan_cli.importing.detection.page import SheetPage, text_of
from danvan_cli.importing.sheet_lists import GivenCell, ListOnSheet

ON_EVERY_ROW = frozenset(["unit", "parent", "claims.where"])  # what a template fills in on every row
_FEW = 2
_MOST_CELLS = 5  # of a row with a running number that may close a list; records have more
_NAMED_TOO = ("title", "who", "person", "recipient", "model", "name", "claims.measure", "id")


class ClosingRows:
    """Tells of the rows of one list which of them close it."""

    def __init__(self, page: SheetPage, result: ListOnSheet, office: OfficeNames, filler: RowFiller) -> None:
        self._page, self._office, self._filler = page, office, filler
        keys = result.columns
        self._number_column = next((column for column, key in keys.items() if key == "number"), 0)
        fields = fields_of(result.kind) if result.kind != "review" else {}
        self._unit_columns = [column for column, key in keys.items() if key in ("unit", "parent")]
        self._naming_columns = {column for column, key in keys.items() if key in _NAMED_TOO}
        self._choices = {column: fields[key].choices for column, key in keys.items() if key in fields}

    def may_close(self, given: Mapping[str, GivenCell], *, closed: bool) -> bool:
        """Whether a row with a running number may close the list, told quickly: nearly all are records."""
        if len(given) > _MOST_CELLS:
            return False
        if closed:
            return True
        own = (cell.value for key, cell in given.items() if key not in ON_EVERY_ROW)
        first = next((value for value in own if isinstance(value, str)), "")
        return lines.may_close(first)

    def own_line(self, line: UnclearLine) -> UnclearLine:
        """Return what somebody typed into a row: without the running number, and without what was prepared."""
        prepared = [
            given.column
            for key, given in line.given.items()
            if key in ON_EVERY_ROW and given.row == line.row and self._is_prepared(line, key, given)
        ]
        if not (prepared or line.is_plain):
            return line
        left_out = {*prepared, *([self._number_column] if line.is_plain else [])}
        cells = {column: value for column, value in line.cells.items() if column not in left_out}
        given = {key: cell for key, cell in line.given.items() if cell.column not in left_out}
        return UnclearLine(line.row, cells, 0, given)

    def _is_prepared(self, line: UnclearLine, key: str, given: GivenCell) -> bool:
        """Whether a cell says what the rows around it say."""
        around = (self._filler.above(key), *(self._page.cells(line.row + step).get(given.column) for step in (1, -1)))
        return given.value in around

    def is_total(self, line: UnclearLine) -> bool:
        """Whether a row is a total: one text is, and the others are numbers of rows, hardly anything, or signatures."""
        own = self.own_line(line)
        is_total, signs = (
            (lines.is_total, lines.is_signature)
            if own is line
            else (lines.is_certain_total, lines.is_certain_signature)
        )
        total_text = next((text for text in own.texts.values() if is_total(text)), None)
        others = [text for text in own.texts.values() if text != total_text]
        return total_text is not None and all(
            lines.counts_in(text) or len(text) <= _FEW or signs(text) for text in others
        )

    def is_signature(self, line: UnclearLine, *, has_rows: bool) -> bool:
        """Whether a row stands below the list: all its texts do, or it follows such a row and has no number."""
        own = self.own_line(line)
        if own.number or not own.texts or own.numbers or self._states_value(own):
            return False
        texts = _raw_texts(own)
        if own is not line:
            return any(map(lines.is_certain_signature, texts)) and all(
                lines.is_certain_signature(text) or lines.may_be_beside(text) for text in texts
            )
        if any(map(lines.is_signature, texts)) and (len(texts) == 1 or all(map(lines.may_be_signature, texts))):
            return True
        return has_rows and all(map(lines.may_be_signature, texts)) and not self._naming_columns & set(own.texts)

    def is_below_signature(self, line: UnclearLine) -> bool:
        """Whether a row below a signature goes on with it: names, and whom copies go to."""
        own = self.own_line(line)
        if own.number or not own.texts or own.numbers or self._states_value(own):
            return False
        texts = _raw_texts(own)
        if own is not line:
            return all(lines.is_certain_signature(text) or lines.may_be_beside(text) for text in texts)
        return len(texts) <= _FEW or all(map(lines.may_be_signature, texts))

    def _states_value(self, line: UnclearLine) -> bool:
        """Whether a cell has what records have in its column, a unit that is known or an entry of its list."""
        names = self._office.names
        return any(
            bool(column in self._unit_columns and names.units.find(text))
            or bool(self._choices.get(column) and names.entry(self._choices[column], text))
            for column, text in line.texts.items()
        )


def _raw_texts(line: UnclearLine) -> list[str]:
    """Return a row's texts with their own lines: a signature often stands in one cell."""
    return [value if isinstance(value, str) else text_of(value) for value in map(line.cells.get, line.texts)]  # type: ignore[arg-type]
