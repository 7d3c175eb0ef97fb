"""Grids as text that goes on to other programs: plain, Markdown, HTML, CSV."""

import csv
import io
from collections.abc import Callable, Sequence

from danvan_cli.view.grid import Grid

_BOM = "\ufeff"  # Excel takes a CSV file without it for the system's old encoding


def plain(grids: Sequence[Grid]) -> str:
    """Write columns of text, for pipes and files."""
    return _blocks(grids, lambda grid: [grid.title, _tabulated(grid, "simple"), *grid.notes])


def markdown(grids: Sequence[Grid]) -> str:
    """Write GitHub's tables."""
    return _blocks(
        grids,
        lambda grid: [
            f"### {_escaped(grid.title)}",
            "",
            _tabulated(_map(grid, _escaped), "github"),
            "",
            *grid.notes,
        ],
    )


def html(grids: Sequence[Grid]) -> str:
    """Write HTML tables; what records hold is escaped."""
    from html import escape  # noqa: PLC0415 - only this format needs it

    return _blocks(
        grids,
        lambda grid: [
            f"<h3>{escape(grid.title)}</h3>",
            _tabulated(grid, "html"),
            *(f"<p>{escape(note)}</p>" for note in grid.notes),
        ],
    )


def as_csv(grids: Sequence[Grid]) -> str:
    """Write CSV as Excel opens it: a byte order mark, CRLF; notes stay out of it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for number, grid in enumerate(grids):
        if number:
            writer.writerow([])
        if len(grids) > 1:
            writer.writerow([grid.title])
        writer.writerows([grid.headers, *grid.lines])
    return _BOM + text.getvalue()


def _blocks(grids: Sequence[Grid], lines: Callable[[Grid], list[str]]) -> str:
    return "\n\n".join("\n".join(line for line in lines(grid)) for grid in grids) + "\n"


def _tabulated(grid: Grid, style: str) -> str:
    from tabulate import tabulate  # noqa: PLC0415 - JSON and the terminal do without

    align = ["right" if numeric else "left" for numeric in grid.numeric]
    return tabulate(grid.lines, grid.headers, tablefmt=style, colalign=align, disable_numparse=True)


def _map(grid: Grid, change: Callable[[str], str]) -> Grid:
    def changed(cells: list[str]) -> list[str]:
        return [change(cell) for cell in cells]

    footer = changed(grid.footer) if grid.footer else None
    return Grid(
        grid.title,
        changed(grid.headers),
        [changed(row) for row in grid.rows],
        grid.numeric,
        footer,
        grid.notes,
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")
