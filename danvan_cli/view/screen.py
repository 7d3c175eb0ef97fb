"""Grids on a terminal. Nothing from a record is taken for markup, and no line ends with blanks."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from danvan_cli.view.column_widths import (
    GAP,
    MARGIN,
    fitted_widths,
    folded_widths,
    headings,
    in_parts,
    least_widths,
    natural_widths,
    spans,
    squeezed_widths,
    total_of,
)
from danvan_cli.view.folding import HANG, fold
from danvan_cli.view.grid import Grid, LineBlocks, sectioned
from danvan_cli.view.row_blocks import MOST_LINES, row_blocks

_BAR, _RULE = "█", "─"
_LONGEST_BAR, _LEAST_BAR = 24, 6
_LEAST_TITLE = 30
_WIDEST = 1000  # of a line that is not to be cut


def fits(grid: Grid, columns: int) -> bool:
    """Whether a screen of so many columns has room for a table with nothing folded."""
    return total_of(natural_widths(grid)) <= columns


def render(grid: Grid, columns: int) -> RenderableType:
    """Lay a grid out for a screen of so many columns: as a table, as several, or as blocks of lines."""
    grid = sectioned(grid)
    if not grid.lines:
        return _page(grid, [], columns)
    if grid.blocks and total_of(natural_widths(grid)) > columns:
        return _narrowed(grid, grid.blocks, columns)
    widths = fitted_widths(grid, columns)
    if widths:
        return _page(grid, [_table(grid, widths, columns)], columns)
    parts = [_table(part, squeezed_widths(part, columns), columns) for part in in_parts(grid, columns)]
    return _page(grid, [parts[0], *(below for part in parts[1:] for below in (Text(), part))], columns)


def _page(grid: Grid, content: Sequence[RenderableType], columns: int) -> RenderableType:
    """Return what stands below a grid's title and above its notes."""
    title = [Text(fold(grid.title, columns), style="bold")] if grid.title else []
    notes = [fold(" " * MARGIN + note, columns, "") for note in grid.notes]
    openings = [fold(" " * MARGIN + opening, columns, HANG) for opening in grid.openings]
    return _Whole(Group(*title, *content, *(Text(line, style="dim") for line in (*notes, *openings))))


def _narrowed(grid: Grid, blocks: LineBlocks, columns: int) -> RenderableType:
    """Lay out rows of long texts: a table with folded headings, without ids, or with folded titles, else blocks."""
    widths = folded_widths(grid, columns)
    if widths:
        return _page(grid, [_table(grid, widths, columns)], columns)
    if not blocks.id_first:
        bare = grid if blocks.id is None else grid.of_columns([n for n in range(len(grid.headers)) if n != blocks.id])
        widths = _with_folded_title(bare, blocks.title, columns)
        if widths:
            return _page(_with_hint(grid, blocks, hides_ids=bare is not grid), [_table(bare, widths, columns)], columns)
    lines, hides_ids = row_blocks(grid, blocks, columns)
    return _page(_with_hint(grid, blocks, hides_ids=hides_ids), lines, columns)


def _with_hint(grid: Grid, blocks: LineBlocks, *, hides_ids: bool) -> Grid:
    return grid._replace(notes=[*grid.notes, blocks.hint]) if hides_ids and blocks.hint else grid


def _with_folded_title(grid: Grid, title: int, columns: int) -> list[int] | None:
    """Return widths with the titles folded into two lines; None where these would be too short."""
    widths = least_widths(grid)
    room = widths[title] + min(columns - total_of(widths), 0)
    if room < min(_LEAST_TITLE, widths[title]) or any(len(wrap(row[title], room)) > MOST_LINES for row in grid.rows):
        return None
    widths[title] = room
    return widths


def _table(grid: Grid, widths: Sequence[int], columns: int) -> RenderableType:
    """Lay out a table whose columns have these widths."""
    shown = headings(grid)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
    table.show_header, table.show_footer = any(grid.headers), grid.footer is not None
    for place, (heading, width) in enumerate(zip(shown, widths, strict=True)):
        table.add_column(
            Text(heading.own, style="dim"),
            Text(grid.footer[place], style="bold") if grid.footer else "",
            justify="right" if grid.numeric[place] else "left",
            overflow="fold",
            width=width,
        )
    bars = _bars(grid, columns - total_of(widths) - GAP)
    if bars:
        table.add_column("", style="blue", no_wrap=True)
    for place, row in enumerate(grid.rows):
        style = "bold" if place in grid.headings else ""
        table.add_row(*map(Text, row), *([bars[place]] if bars else []), style=style)
    above = [_shared_headings(grid, widths)] if any(heading.shared for heading in shown) else []
    return Padding(Group(*above, table), (0, 0, 0, MARGIN))


def _shared_headings(grid: Grid, widths: Sequence[int]) -> Table:
    """Return the line of what neighbouring columns share, over all of them."""
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_header=False)
    cells: list[Text] = []
    for span in spans(headings(grid)):
        width = total_of(widths[span.first : span.end]) - MARGIN
        is_wide = span.end - span.first > 1
        table.add_column(width=width, justify="center" if is_wide else "right", vertical="bottom")
        ruled = f" {span.shared} ".center(width, _RULE) if is_wide and len(span.shared) + 2 <= width else span.shared
        cells.append(Text(ruled, style="dim"))
    table.add_row(*cells)
    return table


def heading(text: str) -> RenderableType:
    """Lay out the line above several tables."""
    return Group(Text(text, style="bold"), Text(""))


def _bars(grid: Grid, room: int) -> list[str]:
    """Return the bars of the rows as wide as there is room for, none where there is too little."""
    room = min(_LONGEST_BAR, room)
    if not grid.bars or room < _LEAST_BAR or len(grid.bars) < len(grid.rows[:2]):
        return []
    most = max(*grid.bars, 1)
    return [_BAR * round(room * value / most) for value in grid.bars]


def console(*, columns: int | None = None) -> Console:
    """Return a console that shows text as it is."""
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=False, width=columns)


class _Whole:
    """Lines as they were folded, none cut and none filled up with blanks, which a pager would break into empty ones."""

    def __init__(self, content: RenderableType) -> None:
        self._content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the segments of each line, and its end."""
        for line in console.render_lines(self._content, options.update(max_width=_WIDEST), pad=False):
            yield from _unpadded(line)
            yield Segment.line()


def _unpadded(line: list[Segment]) -> Iterator[Segment]:
    """Yield a line's segments without the blanks at its end."""
    last = max((place for place, segment in enumerate(line) if segment.text.rstrip(" ")), default=-1)
    yield from line[:last]
    if last >= 0:
        yield line[last]._replace(text=line[last].text.rstrip(" "))
