"""Grids as text that goes on to other programs: plain, Markdown, HTML, CSV."""

import io
from collections.abc import Sequence

from danvan_cli.locale import language
from danvan_cli.view.grid import Grid, merging, sectioned

_HEADLESS = {"simple": "plain"}
_MARKDOWN = frozenset("\\|<>[]*_`")
_STYLE = (
    "body{font-family:serif}table{border-collapse:collapse}th,td{border:1px solid #7f7f7f;padding:2px 6px}"
    "thead{display:table-header-group}"
)
_BOM = "\ufeff"  # Excel takes a CSV file without it for the system's old encoding


def plain(grids: Sequence[Grid], heading: str = "") -> str:
    """Return columns of text, for pipes and files."""
    grids = [*map(sectioned, grids)]
    return _blocks(heading, [_lines(grid.title, _tabulated(grid, "simple"), *grid.below) for grid in grids])


def markdown(grids: Sequence[Grid], heading: str = "") -> str:
    """Return GitHub's tables."""
    blocks = [
        _lines(
            f"### {_escaped(grid.title)}" if grid.title else "",
            f"\n{_tabulated(_with_escaped_cells(grid), 'github')}\n",
            "\n\n".join(map(_escaped, grid.below)),
        )
        for grid in map(sectioned, grids)
    ]
    return _blocks(f"## {_escaped(heading)}" if heading else "", blocks)


def html(grids: Sequence[Grid], heading: str = "") -> str:
    """Return HTML tables; what records hold is escaped."""
    from html import escape  # noqa: PLC0415 - only this format needs it

    blocks = [
        _lines(
            f"<h3>{escape(grid.title)}</h3>" if grid.title else "",
            _tabulated(grid, "html"),
            *(f"<p>{escape(note)}</p>" for note in grid.below),
        )
        for grid in map(sectioned, grids)
    ]
    return _blocks(f"<h2>{escape(heading)}</h2>" if heading else "", blocks)


def as_csv(grids: Sequence[Grid], heading: str = "") -> str:
    """Return CSV as Excel opens it: a byte order mark, CRLF; notes stay out of it, and of records the total."""
    import csv  # noqa: PLC0415 - only this format needs it

    from danvan_cli.text.computed import guarded  # noqa: PLC0415 - as above

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if heading:
        writer.writerow([guarded(heading)])
    for number, shown in enumerate(grids):
        grid = merging(shown) if shown.of_records else shown
        if number:
            writer.writerow([])
        if grid.title and len(grids) > 1:
            writer.writerow([guarded(grid.title)])
        writer.writerows([map(guarded, row) for row in (grid.headers, *_counted_lines(grid))])
    return _BOM + text.getvalue()


def html_document(grids: Sequence[Grid], heading: str = "") -> str:
    """Return a whole HTML document: without its letters' encoding said, browsers would take it for another."""
    from html import escape  # noqa: PLC0415 - only this format needs it

    title = escape(heading or next((grid.title for grid in grids), ""))
    head = f'<meta charset="utf-8">\n<title>{title}</title>\n<style>{_STYLE}</style>'
    body = f"<head>\n{head}\n</head>\n<body>\n{html(grids, heading)}</body>"
    return f'<!DOCTYPE html>\n<html lang="{language()}">\n{body}\n</html>\n'


def _counted_lines(grid: Grid) -> list[list[str]]:
    return grid.rows if grid.of_records else grid.lines


def _blocks(heading: str, blocks: Sequence[str]) -> str:
    return "\n\n".join([heading, *blocks] if heading else blocks) + "\n"


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _tabulated(grid: Grid, style: str) -> str:
    from tabulate import tabulate  # noqa: PLC0415 - JSON and the terminal do without

    align = ["right" if numeric else "left" for numeric in grid.numeric]
    headers = grid.headers if any(grid.headers) or style == "github" else ()
    return tabulate(
        grid.lines,
        headers,
        tablefmt=style if headers else _HEADLESS.get(style, style),
        colalign=align if grid.lines else None,  # tabulate 0.9 stumbles over alignments of nothing
        disable_numparse=True,
    )


def _with_escaped_cells(grid: Grid) -> Grid:
    rows = [[*map(_escaped, row)] for row in grid.rows]
    footer = [*map(_escaped, grid.footer)] if grid.footer else None
    return grid._replace(headers=[*map(_escaped, grid.headers)], rows=rows, footer=footer)


def _escaped(text: str) -> str:
    """Keep Markdown from reading links, HTML, emphasis or another column into a text."""
    return "".join(f"\\{letter}" if letter in _MARKDOWN else letter for letter in text)
