"""A list on a sheet, once it is known which row is what."""

from dataclasses import dataclass, field
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.recording.amounts import StatedUnit
from danvan_cli.spreadsheet.sheets import Sheet, Spot, Value


class Fault(NamedTuple):
    """Something that cannot be taken, where it stands, and why. `key` is the column's, "" for the row as a whole.

    `lacks_key`: it is that the key, which must be stated, is not.
    """

    spot: Spot
    why: RequestError
    key: str = ""
    lacks_key: bool = False


class GivenCell(NamedTuple):
    """A value, and the cell where it stands: the row's own, one merged over it, or that of a section's heading."""

    value: Value
    row: int
    column: int


class SheetRow(NamedTuple):
    """One row of a list.

    `number` is its STT with the sections it lies in (`I.3`), or `dòng 17` where the list numbers none. `cells` are
    the values under the columns' keys; `sections` what the headings above say, by key, for what the row does not.
    """

    at: int
    number: str
    cells: dict[str, GivenCell]
    sections: dict[str, GivenCell]


class SkippedRow(NamedTuple):
    """A row that is no record: `what` it was taken for, and its text.

    It is a section, total, heading, signature, note or example; hidden, outside of --rows, or untouched in a template.
    """

    row: int
    what: str
    text: str


class LeftColumn(NamedTuple):
    """A column of amounts that is not taken: what they stand in (`words`) is not known, or is another thing's unit."""

    heading: str
    words: str


class StatedTotal(NamedTuple):
    """A total that the list states of itself, where it stands, and how many rows it has (of that section)."""

    row: int
    column: int
    stated: int
    counted: int


@dataclass(slots=True)
class ListOnSheet:
    """A list as it was understood.

    `kind` is one of `columns.KINDS`; `columns` gives each column's key, `titles` the texts of its heading, `unknown`
    the headings of columns that none fits, `left` those of amounts that cannot be taken. `above` is what stands above
    the headings, such as the list's title. `names` are what the rows of a file of records are called, which has no
    cells to name. `unit` is the id of the unit that it is from, if the template says so. `units` are the units in which
    columns of amounts stand, `meant` what the clerk says that cells of a column mean: {column: {text, as it is
    compared: value}}.
    """

    file: str
    sheet: Sheet
    kind: str
    headings: tuple[int, int]
    columns: dict[int, str]
    unknown: dict[int, str]
    above: str = ""
    unit: str = ""
    titles: dict[int, tuple[str, ...]] = field(default_factory=dict)
    left: dict[int, LeftColumn] = field(default_factory=dict)
    units: dict[int, StatedUnit] = field(default_factory=dict)
    meant: dict[int, dict[str, str]] = field(default_factory=dict)
    rows: list[SheetRow] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return what the list is called: its file, and the sheet that it stands on."""
        return " › ".join(part for part in (self.file, self.sheet.name) if part)

    def place_in_words(self, row: int, column: int) -> str:
        """Return where a value stands in a file of records: `models › 2020-cho-xanh › unit`; "" in a list of cells."""
        if row not in self.names:
            return ""
        return " › ".join(part for part in (self.sheet.name, self.names[row], self.columns.get(column, "")) if part)
