"""In which column a cell of a table stands, and what is merged.

A row of Word says of each cell how many columns of the table's grid it takes. Who drags the border of a single cell
gets a column more in the grid, and nobody sees it: what stands below a heading would stand in another column.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from danvan_cli.spreadsheet.reading.docx.document import Cell, DocumentTable, Row
from danvan_cli.spreadsheet.sheets import Area

MOST_COLUMNS = 256  # Word itself makes no more than 63


class PlacedCell(NamedTuple):
    """A cell, and its first and last column."""

    first: int
    last: int
    cell: Cell


@dataclass(slots=True)
class PlacedRow:
    """A row with its cells in their columns, but those that are merged with one above."""

    cells: list[PlacedCell]
    is_hidden: bool = False
    is_heading: bool = False


@dataclass(slots=True)
class PlacedTable:
    """A table whose cells are in their columns; rows are counted from 1."""

    rows: list[PlacedRow] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    columns: int = 0


class _GridCell(NamedTuple):
    """A cell from one line of the grid to another; columns lie between lines, which are counted from 0."""

    start: int
    end: int
    cell: Cell


def placed(table: DocumentTable) -> PlacedTable:
    """Return a table with its cells in columns; raise ValueError for one that is too wide to be any."""
    grid = [list(_on_grid(row)) for row in table.rows]
    kept = _kept_columns({(cell.start, cell.end) for cells in grid for cell in cells}, table.widths)
    result = PlacedTable(columns=len(kept))
    areas: list[Area] = []
    open_areas: dict[int, int] = {}  # which of them go on in the next row, by their first column
    for number, (row, grid_cells) in enumerate(zip(table.rows, grid, strict=True), 1):
        cells = [_in_columns(cell, kept) for cell in grid_cells]
        above, open_areas = open_areas, {}
        own: list[PlacedCell] = []
        for cell in cells:
            place = above.get(cell.first) if cell.cell.below == "continue" else None
            if place is not None:
                areas[place] = areas[place]._replace(bottom=number)
            else:
                own.append(cell)
                if cell.cell.below or cell.last > cell.first:
                    place = len(areas)
                    areas.append(Area(number, cell.first, number, cell.last))
            if cell.cell.below and place is not None:
                open_areas[cell.first] = place
        result.rows.append(PlacedRow(own, row.is_hidden, row.is_heading))
    result.merged = [area for area in areas if (area.top, area.left) != (area.bottom, area.right)]
    return result


def _in_columns(cell: _GridCell, kept: Sequence[int]) -> PlacedCell:
    return PlacedCell(bisect_left(kept, cell.start) + 1, bisect_left(kept, cell.end), cell.cell)


def _on_grid(row: Row) -> Iterator[_GridCell]:
    """Yield a row's cells from the left, those that are merged with the one before as part of it."""
    start = row.before
    pending: _GridCell | None = None
    for cell in row.cells:
        end = start + cell.span
        if end > MOST_COLUMNS:
            raise ValueError(end)
        if pending and cell.beside == "continue":
            pending = pending._replace(end=end)
        else:
            if pending:
                yield pending
            pending = _GridCell(start, end, cell)
        start = end
    if pending:
        yield pending


def _kept_columns(spans: Collection[tuple[int, int]], widths: Sequence[int]) -> list[int]:
    """Return the columns of the grid that are any: in which a cell stands alone, or which a cell needs to be anywhere.

    Of those that are not, the narrowest go first.
    """
    columns_of = {span: set(range(*span)) for span in spans}
    kept = set[int]().union(*columns_of.values())
    alone = {start for start, end in spans if end - start == 1}
    width_of = dict(enumerate(widths))
    for column in sorted(kept - alone, key=lambda column: (width_of.get(column, 0), column)):
        around = [columns for columns in columns_of.values() if column in columns]
        if all(len(columns) > 1 for columns in around):
            kept.remove(column)
            for columns in around:
                columns.remove(column)
    return sorted(kept)
