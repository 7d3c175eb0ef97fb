"""How wide each column of a table is on a screen, and which parts it is broken into where it has no room.

Numbers and what is to be copied are never folded, headings only at words; texts get narrower before anything else does.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len

from danvan_cli.view.grid import JOINT, Grid

GAP = 2  # between columns
MARGIN = 1  # left of the first
_NARROWEST_TEXTS = (20, 12, 6)  # how far a column of texts is squeezed: gladly, where it must be, at last
_LONG_TEXTS = 40  # letters of a column of texts, which may be folded before any heading is
_FEW_LINES, _MANY_LINES = 2, 9  # of a heading


class Heading(NamedTuple):
    """What stands above a column: what it shares with its neighbours in a line above, and its own."""

    shared: str
    own: str


class HeadingSpan(NamedTuple):
    """Columns side by side, from the `first` to before the `end`, under what their headings share."""

    shared: str
    first: int
    end: int


def headings(grid: Grid) -> list[Heading]:
    """Return the columns' headings, in two lines where neighbours begin alike, such as “Xếp loại · Tốt”."""
    firsts = [header.partition(JOINT)[0] if JOINT in header else "" for header in grid.headers]
    if not any(first and len([*same]) > 1 for first, same in groupby(firsts)):
        return [Heading("", header) for header in grid.headers]
    return [
        Heading(first, header.removeprefix(first + JOINT)) for first, header in zip(firsts, grid.headers, strict=True)
    ]


def spans(shown: Sequence[Heading]) -> Iterator[HeadingSpan]:
    """Yield the columns under each heading that they share; one that shares none stands alone."""
    place = 0
    for _, same in groupby(enumerate(shown), lambda column: column[1].shared or column[0]):
        end = place + len([*same])
        yield HeadingSpan(shown[place].shared, place, end)
        place = end


def total_of(widths: Sequence[int]) -> int:
    """Return how wide a table with columns of such widths is."""
    return MARGIN + sum(widths) + GAP * (len(widths) - 1)


def natural_widths(grid: Grid) -> list[int]:
    """Return how wide each column is with nothing folded."""
    shown = headings(grid)
    columns = zip(*[[heading.own for heading in shown], *grid.lines], strict=True)
    return _with_room_above([_widest(column) for column in columns], shown, cell_len)


def least_widths(grid: Grid, heading_lines: int = _MANY_LINES) -> list[int]:
    """Return how wide each column must be where headings may be folded at words, and cells may not."""
    shown = headings(grid)
    columns = zip(*[["" for _ in shown], *grid.lines], strict=True)
    widths = [
        max(_widest(column), _folded_width(heading.own, heading_lines))
        for column, heading in zip(columns, shown, strict=True)
    ]
    return _with_room_above(widths, shown, lambda text: _folded_width(text, heading_lines))


def folded_widths(grid: Grid, columns: int, heading_lines: int = _MANY_LINES) -> list[int] | None:
    """Return widths with headings folded as little as there is room for; None if cells do not fit."""
    widths, wanted = least_widths(grid, heading_lines), natural_widths(grid)
    for place, width in enumerate(wanted):
        widths[place] = max(widths[place], min(width, widths[place] + columns - total_of(widths)))
    return widths if total_of(widths) <= columns else None


def fitted_widths(grid: Grid, columns: int) -> list[int] | None:
    """Return widths that fit a screen: headings are folded into two lines, else long texts, then both, and more.

    None if texts would be squeezed.
    """
    return (
        folded_widths(grid, columns, _FEW_LINES)
        or _squeezed(grid, columns, _LONG_TEXTS, 1)
        or _squeezed(grid, columns, _NARROWEST_TEXTS[0], _FEW_LINES)
        or folded_widths(grid, columns)
        or _squeezed(grid, columns, _NARROWEST_TEXTS[0], _MANY_LINES)
    )


def squeezed_widths(grid: Grid, columns: int) -> list[int]:
    """Return the widths that a table has which cannot be broken any further."""
    squeezed = (_squeezed(grid, columns, narrowest, _MANY_LINES) for narrowest in _NARROWEST_TEXTS)
    return next(filter(None, squeezed), least_widths(grid))


def in_parts(grid: Grid, columns: int) -> list[Grid]:
    """Return a table as several that stand below one another: each has the columns of words, and some of numbers."""
    words = [place for place, numeric in enumerate(grid.numeric) if not numeric]
    parts: list[list[int]] = []
    for span in spans(headings(grid)):
        places = [place for place in range(span.first, span.end) if grid.numeric[place]]
        together = [places] if _fits(grid, [*words, *places], columns) else [[place] for place in places]
        for added in filter(None, together):
            if parts and _fits(grid, [*words, *parts[-1], *added], columns):
                parts[-1] += added
            else:
                parts.append([*added])
    return [grid.of_columns([*words, *part]) for part in parts] or [grid]


def _fits(grid: Grid, places: Sequence[int], columns: int) -> bool:
    return fitted_widths(grid.of_columns(places), columns) is not None


def _squeezed(grid: Grid, columns: int, narrowest: int, heading_lines: int) -> list[int] | None:
    """Return widths with the widest texts made narrower; None if it does not fit even so."""
    widths = least_widths(grid, heading_lines)
    texts = [place for place, numeric in enumerate(grid.numeric) if not numeric and place not in grid.whole]
    while total_of(widths) > columns:
        widest = max(texts, key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= narrowest:
            return None
        widths[widest] -= 1
    return widths


def _with_room_above(widths: list[int], shown: Sequence[Heading], length: Callable[[str], int]) -> list[int]:
    """Return widths with room for what the columns share, which stands above them."""
    for span in spans(shown):
        lacking = length(span.shared) - (total_of(widths[span.first : span.end]) - MARGIN)
        widths[span.end - 1] += max(lacking, 0)
    return widths


def _widest(cells: Iterable[str]) -> int:
    return max(map(cell_len, cells), default=0)


def _folded_width(heading: str, lines: int) -> int:
    """Return the least width in which a heading, folded at words, has so many lines."""
    width = _widest(heading.split())
    while len(wrap(heading, max(width, 1), break_on_hyphens=False)) > lines:
        width += 1
    return width
