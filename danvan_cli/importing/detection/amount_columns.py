"""In which unit the amounts of each column stand, and which columns are left out since that is not known."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from danvan_cli.importing.detection.column_meanings import heading
from danvan_cli.importing.detection.page import is_blank, text_of
from danvan_cli.importing.detection.tick_columns import Paths, Sample
from danvan_cli.importing.sheet_lists import LeftColumn
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.amounts import StatedUnit, is_amount, unit_of_record
from danvan_cli.spreadsheet.sheets import Sheet, Value
from danvan_cli.text.amount_units import (
    DONG,
    AmountUnit,
    is_unit_heading,
    read_amount_unit,
    split_unit,
    units_said_above,
)
from danvan_cli.text.fold import bare, fold

_VALUE = "claims.value"
# With what brackets in a heading begin that state no unit: (nếu có), (ghi số), (dự kiến).
_ASIDES = frozenset(["neu", "ghi", "so", "tong", "toi", "max", "du", "uoc", "theo", "nam", "bang", "tu", "da", "ke"])
_FEW_CELLS = 3  # in a row that belongs to no table
_CONVERTED = ("đồng", "m²", "m³", "m", "kg")  # of what is counted one by one no other unit is meant


class AmountColumns:
    """The columns of amounts below some headings: in which unit each stands, and those that are not taken (`left`)."""

    def __init__(self, keys: Mapping[int, str], paths: Paths, lists: Lists, surroundings: "Surroundings") -> None:
        self.units: dict[int, StatedUnit] = {}
        self.left: dict[int, LeftColumn] = {}
        self._lists = lists
        for column, key in keys.items():
            if is_amount(key) or key == _VALUE:
                self._judge(column, key, paths.get(column, ("",)), surroundings)

    def _judge(self, column: int, key: str, path: tuple[str, ...], around: "Surroundings") -> None:
        own = unit_of_record(key, self._lists)
        headed = _unit_in(path[-1])
        if own:
            self.units[column] = own
        if headed and not self._is_named(key, headed):
            self._state(column, path, own, [headed])
        elif odd := [words for words in around.shown(column) if _is_odd(words)]:
            self._leave(column, path, odd)
        elif own and own.own.base in _CONVERTED and not headed:
            said = [words for words in (*_units_in(path[:-1]), *around.said) if _may_be_of(own.own, words)]
            if said:
                self._state(column, path, own, said)

    def _is_named(self, key: str, words: str) -> bool:
        """Whether a heading names the very unit that the office's list has for an indicator."""
        entry = self._lists.entries("indicator").get(key.partition(".")[2])
        return bool(entry and entry.unit and fold(entry.unit) == fold(words))

    def _state(self, column: int, path: tuple[str, ...], own: StatedUnit | None, said: list[str]) -> None:
        """Take what is said of a column's unit, or leave the column out: what is not known, or said in two ways."""
        unit = read_amount_unit(said[0])
        if own and unit and unit.is_kind_of(own.own.base) and {read_amount_unit(words) for words in said} == {unit}:
            self.units[column] = own._replace(words=said[0], unit=unit)
        else:
            self._leave(column, path, said)

    def _leave(self, column: int, path: tuple[str, ...], said: list[str]) -> None:
        self.units.pop(column, None)
        self.left[column] = LeftColumn(heading(path), ", ".join(said))


def _is_odd(words: str) -> bool:
    """Whether nobody can say what a unit is."""
    unit = read_amount_unit(words)
    return unit is None or not unit.times


def _may_be_of(own: AmountUnit, words: str) -> bool:
    """Whether a unit that is said of the whole table may be that of a column: people say nothing of its money."""
    unit = read_amount_unit(words)
    return unit is None or unit.base == own.base


class Surroundings:
    """What stands round the cells of a table: units that hold for all of its columns, and formats of numbers."""

    def __init__(self, sheet: Sheet, headings: tuple[int, int], above: str, paths: Paths, sample: Sample) -> None:
        self._sheet, self._headings, self._above, self._paths, self._sample = sheet, headings, above, paths, sample
        self._shown: dict[int, dict[str, None]] = {}
        for (row, column), shown in sheet.shown_as.items():
            if row > headings[1] and shown.words:
                self._shown.setdefault(column, {})[shown.words] = None

    @cached_property
    def said(self) -> list[str]:
        """Return the units that are said of the whole table: above it, in a column, or by what stands between rows."""
        over = "\n".join(text for path in self._paths.values() for text in path[:-1])  # where it is merged over columns
        said = [*_units_above(f"{self._above}\n{over}"), *_units_in_column(self._paths, self._sample)]
        lines = _LinesBelow(self._sheet, self._headings)
        if lines.units_of_parts:  # then a part of the table stands in another unit than the rest may
            said = [*(said or [DONG]), *lines.units_of_parts]
        return list(dict.fromkeys([*said, *lines.units]))

    def shown(self, column: int) -> Iterable[str]:
        """Return the words that numbers of a column are shown with."""
        return self._shown.get(column, {})


def _units_above(above: str) -> Iterator[str]:
    for line in above.splitlines():
        for text in line.split(" | "):
            yield from units_said_above(text)


class _LinesBelow:
    """The lines below a table's headings that are none of its rows: which units they name.

    `units` are those of notes below the sheet's last table, `units_of_parts` those above the same headings once more.
    What stands above other headings is said of another table.
    """

    def __init__(self, sheet: Sheet, headings: tuple[int, int]) -> None:
        self.units: list[str] = []
        self.units_of_parts: list[str] = []
        top, bottom = headings
        own = _texts(sheet.rows[top])
        rows = [cells for row, cells in sorted(sheet.rows.items()) if row > bottom]
        for cells, next_cells in pairwise([*rows, {}]):
            if len(texts := _texts(cells)) < _FEW_CELLS and (said := _units_in_line(texts)):
                next_texts = _texts(next_cells)
                if next_texts == own:
                    self.units_of_parts += said
                elif len(next_texts) <= _FEW_CELLS:
                    self.units += said


def _texts(cells: Mapping[int, Value]) -> list[str]:
    return [text_of(value) for value in cells.values() if not is_blank(value)]


def _units_in_line(texts: Iterable[str]) -> list[str]:
    return [unit for text in texts for unit in units_said_above(text)]


def _units_in_column(paths: Paths, sample: Sample) -> Iterator[str]:
    """Yield the units that a column `ĐVT` names in the first rows."""
    for column, path in paths.items():
        if is_unit_heading(path[-1]):
            yield from (str(value).strip() for value in sample(column))


def _units_in(texts: Iterable[str]) -> list[str]:
    return [words for text in texts if (words := _unit_in(text))]


def _unit_in(text: str) -> str:
    """Return the unit that a heading names, "" for none."""
    words = split_unit(text)[1]
    first = bare(words).partition(" ")[0]
    known = read_amount_unit(words) is not None
    return words if known or (first and first not in _ASIDES and not first.isdecimal()) else ""
