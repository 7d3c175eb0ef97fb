"""What a document of Word consists of, as far as lists go: lines of text, and tables."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Line(NamedTuple):
    """A paragraph's text, with the breaks in it. `font` is that of an old encoding (`.VnTime`) that letters are in."""

    text: str
    font: str = ""


@dataclass(slots=True)
class Cell:
    """A cell of a table: how many columns of the grid it takes, and how it is merged with the one above, or before.

    `below` and `beside` are "restart" where merged cells begin, "continue" in those that follow. `drawn` says whether
    its own borders are seen, None where it states none. `box` is what stands in text boxes that are held by it.
    `number` is how many cells begin before it in the document's XML.
    """

    number: int = 0
    span: int = 1
    below: str = ""
    beside: str = ""
    drawn: bool | None = None
    text: str = ""
    font: str = ""
    box: str = ""
    tables: "tuple[DocumentTable, ...]" = ()
    deleted: bool = False

    @property
    def whole_text(self) -> str:
        """Return the cell's text with that of tables within it."""
        return "\n".join(filter(None, [self.text, *(table.text for table in self.tables)]))


@dataclass(slots=True)
class Row:
    """A row of a table; it begins behind `before` columns of the grid. `is_heading`: it is repeated on each page."""

    cells: list[Cell] = field(default_factory=list)
    before: int = 0
    is_hidden: bool = False
    is_heading: bool = False
    is_deleted: bool = False


@dataclass(slots=True)
class DocumentTable:
    """A table; `widths` are those of its grid's columns, 0 where none is said, `borders` which of its own are seen."""

    rows: list[Row] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    style: str = ""
    borders: dict[str, bool] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return what a table within a cell says, a line a row."""
        rows = (" ".join(filter(None, (cell.whole_text for cell in row.cells))) for row in self.rows)
        return "\n".join(filter(None, rows))


class PageEnd(NamedTuple):
    """Where somebody has a new page begin, or a new section."""


Block = Line | DocumentTable | PageEnd
