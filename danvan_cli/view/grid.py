"""What all formats show alike: headings, rows of text, totals, and what is said about them."""

from collections.abc import Sequence
from typing import NamedTuple


class LineBlocks(NamedTuple):
    """Which columns lead a block of lines: the number, the title, and the id, which stays in one piece."""

    value: int | None
    title: int
    id: int


class Grid(NamedTuple):
    """A table of text. `numeric` tells which columns are right-aligned; `bars` gives each row a length.

    `blocks` is for rows of long texts: how to lay each out over several lines where a screen is too narrow. Columns
    that are `whole` stay in one piece, since they are to be copied. Where each row is a record, `of_records`, CSV and
    workbooks hold the headings and those rows alone, as a mail merge takes them.
    """

    title: str
    headers: list[str]
    rows: list[list[str]]
    numeric: list[bool]
    footer: list[str] | None = None
    notes: Sequence[str] = ()
    bars: list[int] | None = None
    blocks: LineBlocks | None = None
    whole: Sequence[int] = ()
    of_records: bool = False

    @property
    def lines(self) -> list[list[str]]:
        """The rows and the total."""
        return [*self.rows, self.footer] if self.footer else self.rows
