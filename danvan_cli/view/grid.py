"""What all formats show alike: headings, rows of text, totals, and what is said about them."""

from collections.abc import Sequence
from typing import NamedTuple

from danvan_cli.view.labels import NOTHING

JOINT = " · "  # between the parts of a heading; what neighbours begin with alike stands once on a screen


class LineBlocks(NamedTuple):
    """Which columns lead a block of two lines where a screen is too narrow for a table, each None where there is none.

    The number of the row, the title, and the id, which stays away where it does not fit; then `hint` is said. Where the
    `id_first` is what one looks for, other things stay away before it. What a row has in a `labelled` column would not
    be understood without what the column is called. `keeps_all`: what was asked for is shown, if it takes more lines.
    `amounts` are never left out, as numbers are not.
    """

    number: int | None
    title: int
    id: int | None
    hint: str = ""
    id_first: bool = False
    labelled: frozenset[int] = frozenset()
    keeps_all: bool = False
    amounts: frozenset[int] = frozenset()


class GridSection(NamedTuple):
    """Rows that belong together, from the `first` on: what they have in common, and the row that stands above them."""

    first: int
    title: str
    heading: list[str]


class Grid(NamedTuple):
    """A table of text. `numeric` tells which columns are right-aligned; `bars` gives each row a length.

    `blocks` is for rows of long texts: how to lay each out over two lines where a screen is too narrow. Columns that
    are `whole` stay in one piece, since they are to be copied. `of_records`: each row is a record, and CSV and
    workbooks hold the headings and those rows alone, as a mail merge takes them. These may stand in `sections` by what
    is called `sections_by`; `headings` are the rows that head one. `openings` say by which commands its
    numbers open: they are read below its notes, and not printed on paper.
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
    sections: Sequence[GridSection] = ()
    sections_by: str = ""
    headings: frozenset[int] = frozenset()
    openings: Sequence[str] = ()

    @property
    def below(self) -> list[str]:
        """The notes, and how numbers open."""
        return [*self.notes, *self.openings]

    @property
    def lines(self) -> list[list[str]]:
        """The rows and the total."""
        return [*self.rows, self.footer] if self.footer else self.rows

    def of_columns(self, places: Sequence[int]) -> "Grid":
        """Return the grid with these of its columns, and without bars; `blocks` does not go along."""
        return self._replace(
            headers=[self.headers[place] for place in places],
            rows=[[row[place] for place in places] for row in self.rows],
            numeric=[self.numeric[place] for place in places],
            footer=self.footer and [self.footer[place] for place in places],
            whole=[number for number, place in enumerate(places) if place in self.whole],
            bars=None,
            blocks=None,
        )


def sectioned(grid: Grid) -> Grid:
    """Return a grid with the heading of each section above its rows, as it is read."""
    if not grid.sections:
        return grid
    rows: list[list[str]] = []
    headings: list[int] = []
    ends = [*(section.first for section in grid.sections[1:]), len(grid.rows)]
    for section, end in zip(grid.sections, ends, strict=True):
        headings.append(len(rows))
        rows += [section.heading, *grid.rows[section.first : end]]
    return grid._replace(rows=rows, sections=(), headings=frozenset(headings))


def merging(grid: Grid) -> Grid:
    """Return a grid of records as other programs take it, for letters and the like: nothing but a row a record.

    What a section has in common stands in a column; the rows are numbered through; what is not known is empty.
    """
    rows = [["" if cell == NOTHING else cell for cell in row] for row in grid.rows]
    plain = grid._replace(rows=rows, footer=None, notes=(), openings=(), sections=(), blocks=None)
    if not grid.sections:
        return plain
    ends = [*(section.first for section in grid.sections[1:]), len(rows)]
    titles = [
        section.title for section, end in zip(grid.sections, ends, strict=True) for _ in range(section.first, end)
    ]
    numbered = [[str(place), title, *row[1:]] for place, (title, row) in enumerate(zip(titles, rows, strict=True), 1)]
    headers, numeric = [grid.headers[0], grid.sections_by, *grid.headers[1:]], [True, False, *grid.numeric[1:]]
    return plain._replace(headers=headers, rows=numbered, numeric=numeric)
