"""Grids on a terminal. Nothing from a record is taken for markup."""

from collections.abc import Sequence
from textwrap import wrap

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from danvan_cli.view.grid import Grid, LineBlocks, sectioned
from danvan_cli.view.labels import NOTHING

_BAR = "█"
_COMMAND = "danvan "
_LONGEST_BAR = 24
_LEAST_BAR = 6
_LEAST_TITLE = 30
_GAP = 2  # between columns
_BETWEEN, _MORE = " · ", " …"
_MOST_LINES = 2


def width(grid: Grid) -> int:
    """Return how many columns of the screen the grid wants."""
    columns = zip(*[grid.headers, *grid.lines], strict=True)
    return sum(max(len(cell) for cell in column) + 3 for column in columns)


def render(grid: Grid, columns: int) -> RenderableType:
    """Lay a grid out for a screen of so many columns."""
    grid = sectioned(grid)
    if grid.blocks and width(grid) > columns:
        return _narrowed(grid, grid.blocks, columns)
    return _table(grid, columns)


def _narrowed(grid: Grid, blocks: LineBlocks, columns: int) -> RenderableType:
    """Lay out rows of long texts: a table with folded headings, without ids, or with folded titles, else blocks."""
    widths = _least_widths(grid)
    if sum(widths) + _GAP * len(widths) <= columns:
        return _table(grid, columns, widths)
    if blocks.id_first:
        return _blocks(grid, blocks, columns)
    bare = grid
    if blocks.id is not None:
        bare, widths = grid.without(blocks.id), [*widths[: blocks.id], *widths[blocks.id + 1 :]]
    room = widths[blocks.title] + min(columns - sum(widths) - _GAP * len(widths), 0)
    titles = (row[blocks.title] for row in grid.rows)
    if (room < _LEAST_TITLE and room < widths[blocks.title]) or any(
        len(wrap(text, room)) > _MOST_LINES for text in titles
    ):
        return _blocks(grid, blocks, columns)
    widths[blocks.title] = room
    hints = [blocks.hint] if bare is not grid and blocks.hint else []
    return _table(bare._replace(notes=[*grid.notes, *hints]), columns, widths)


def _least_widths(grid: Grid) -> list[int]:
    """Return how wide each column must be where headings may be folded at words, and cells may not."""
    cells = zip(*[[max(header.split() or [""], key=len) for header in grid.headers], *grid.lines], strict=True)
    return [max(map(len, column)) for column in cells]


def _table(grid: Grid, columns: int, widths: Sequence[int] = ()) -> RenderableType:
    """Lay out a table; the columns have some `widths` where these are given."""
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
            width=widths[number] if widths else None,
            min_width=_least_width(grid, number),
        )
    bars = _bars(grid, columns)
    if bars:
        table.add_column("", style="blue", no_wrap=True)
    for number, row in enumerate(grid.rows):
        style = "bold" if number in grid.headings else ""
        table.add_row(*map(Text, row), *([bars[number]] if bars else []), style=style)
    title = [Text(grid.title, style="bold")] if grid.title else []
    return Group(*title, Padding(table, (0, 0, 0, 1)), *_notes(grid.notes))


def _least_width(grid: Grid, column: int) -> int | None:
    """Return how narrow a column may become: a number stays in one piece, its heading may stand in several lines."""
    return max((len(line[column]) for line in grid.lines), default=0) if grid.numeric[column] else None


def _blocks(grid: Grid, blocks: LineBlocks, columns: int) -> RenderableType:
    """Return the grid with two lines for each row, or as many as its title needs, which is never cut.

    The rest stands below a title of one line, else behind its end, as far as there is room; an id is never cut.
    """
    number_width = 0 if blocks.number is None else max(len(line[blocks.number]) for line in grid.lines)
    room = columns - number_width - 3
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True, width=number_width or 1)
    table.add_column(overflow="fold")
    hides_ids = False
    for place, row in enumerate(grid.rows):
        label = "" if blocks.number is None else row[blocks.number]
        if place in grid.headings:
            table.add_row(Text(label, style="bold"), Text(" · ".join(filter(None, row[1:])), style="bold"))
            continue
        title, rest = _folded_title(row[blocks.title], room), _rest(grid, row, blocks)
        lines = title.split("\n")
        is_one_line, is_long = len(lines) == 1, len(lines) > _MOST_LINES
        left = room if is_one_line else room - len(lines[-1]) - len(_BETWEEN)
        record_id = "" if blocks.id is None else row[blocks.id]
        while blocks.id_first and rest and len(_BETWEEN.join([*rest, record_id])) > left:
            rest.pop()
        shows_id = bool(record_id) and (is_long or len(_BETWEEN.join([*rest, record_id])) <= left)
        hides_ids = hides_ids or (bool(record_id) and not shows_id)
        told = _BETWEEN.join(rest) if is_long or shows_id else _fitting(rest, left)
        text = Text(title).append(("\n" if is_one_line else _BETWEEN) + told if told else "", style="dim")
        if shows_id:  # what takes many lines anyway has another one for it
            text.append("\n" if is_long or not told else _BETWEEN, style="dim").append(record_id, style="cyan")
        table.add_row(label, text)
    if grid.footer:
        table.add_row("", Text(" ".join(filter(None, grid.footer)), style="bold"))
    notes = [*grid.notes, *([blocks.hint] if hides_ids and blocks.hint else [])]
    return Group(Text(grid.title, style="bold"), Padding(table, (0, 0, 0, 1)), *_notes(notes))


def _fitting(cells: list[str], room: int) -> str:
    """Return as many cells as there is room for on a line, and a mark where there are more."""
    shown = len(cells)
    while shown and len(_BETWEEN.join(cells[:shown])) + (len(_MORE) if shown < len(cells) else 0) > room:
        shown -= 1
    return _BETWEEN.join(cells[:shown]) + (_MORE if 0 < shown < len(cells) else "")


def _folded_title(title: str, room: int) -> str:
    return "\n".join(wrap(title, room, break_on_hyphens=False)) or title


def _rest(grid: Grid, row: Sequence[str], blocks: LineBlocks) -> list[str]:
    """Return the cells of a row that are neither its number, title or id; a number says what it is of."""
    said = ("", NOTHING, row[blocks.title])
    rest = [place for place, cell in enumerate(row) if place not in blocks[:3] and cell not in said]
    return [f"{grid.headers[place]}: {row[place]}" if grid.numeric[place] else row[place] for place in rest]


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
