"""Grids on a terminal. Nothing from a record is taken for markup."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from danvan_cli.view.grid import Grid, LineBlocks

_BAR = "█"
_COMMAND = "danvan "
_LONGEST_BAR = 24
_LEAST_BAR = 6


def width(grid: Grid) -> int:
    """Return how many columns of the screen the grid wants."""
    columns = zip(*[grid.headers, *grid.lines], strict=True)
    return sum(max(len(cell) for cell in column) + 3 for column in columns)


def render(grid: Grid, columns: int) -> RenderableType:
    """Lay a grid out for a screen of so many columns."""
    if grid.blocks and width(grid) > columns:
        return _blocks(grid, grid.blocks)
    plain = not any(grid.headers)
    footer = grid.footer is not None
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_footer=footer, show_header=not plain)
    for number, header in enumerate(grid.headers):
        total = Text(grid.footer[number], style="bold") if grid.footer else ""
        table.add_column(
            Text(header, style="dim"),
            total,
            justify="right" if grid.numeric[number] else "left",
            overflow="fold",
            no_wrap=number in grid.whole,
            min_width=_least_width(grid, number),
        )
    bars = _bars(grid, columns)
    if bars:
        table.add_column("", style="blue", no_wrap=True)
    for number, row in enumerate(grid.rows):
        table.add_row(*map(Text, row), *([bars[number]] if bars else []))
    title = [Text(grid.title, style="bold")] if grid.title else []
    return Group(*title, Padding(table, (0, 0, 0, 1)), *_notes(grid.notes))


def _least_width(grid: Grid, column: int) -> int | None:
    """Return how narrow a column may become: a number stays in one piece, its heading may stand in several lines."""
    return max((len(line[column]) for line in grid.lines), default=0) if grid.numeric[column] else None


def _blocks(grid: Grid, blocks: LineBlocks) -> RenderableType:
    """Return the grid with some lines for each row: number and title, the rest, the id."""
    value_width = 0 if blocks.value is None else max(len(row[blocks.value]) for row in grid.lines)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True, width=value_width or 1)
    table.add_column(overflow="fold")
    for row in grid.rows:
        value = "" if blocks.value is None else row[blocks.value]
        rest = [cell for number, cell in enumerate(row) if number not in blocks and cell]
        text = (
            Text(row[blocks.title]).append(f"\n{' · '.join(rest)}\n", style="dim").append(row[blocks.id], style="cyan")
        )
        table.add_row(value, text)
    if grid.footer and blocks.value is not None:
        table.add_row(Text(grid.footer[blocks.value], style="bold"), Text(grid.footer[0], style="bold"))
    return Group(Text(grid.title, style="bold"), Padding(table, (0, 0, 0, 1)), *_notes(grid.notes))


def heading(text: str) -> RenderableType:
    """Lay out the line above several tables."""
    return Group(Text(text, style="bold"), Text(""))


def _bars(grid: Grid, columns: int) -> list[str]:
    """Return the bars of the rows as wide as there is room for, none where there is too little."""
    room = min(_LONGEST_BAR, columns - width(grid))
    if not grid.bars or room < _LEAST_BAR or len(grid.bars) < len(grid.rows[:2]):
        return []
    most = max(*grid.bars, 1)
    return [_BAR * round(room * value / most) for value in grid.bars]


def _notes(notes: Sequence[str]) -> list[RenderableType]:
    return [
        Text(f" {note}", style="dim", no_wrap=True, overflow="ignore")  # folded, a command could not be copied
        if _COMMAND in note
        else Padding(Text(note, style="dim"), (0, 0, 0, 1))
        for note in notes
    ]


def console(*, columns: int | None = None) -> Console:
    """Return a console that shows text as it is."""
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=False, width=columns)
