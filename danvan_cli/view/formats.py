"""Grids as text that goes on to other programs: plain, Markdown, HTML, CSV."""

import io
import re
from collections.abc import Iterator, Sequence

from danvan_cli.locale import language
from danvan_cli.view.grid import Grid, merging, sectioned

_GAP = "  "  # between columns of text; a heading has as much room beside it in its own
# What Vietnamese is written with, each of which is one letter wide.
_ONE_WIDE = re.compile("[ -~\xa1-\xac\xae-\u02ff\u1e00-\u1eff–—‘’“”…]*")
_STYLES = {"<": "", ">": ' style="text-align: right;"'}
_MARKDOWN = frozenset("\\|<>[]*_`")
_STYLE = (
    "body{font-family:serif}table{border-collapse:collapse}th,td{border:1px solid #7f7f7f;padding:2px 6px}"
    "thead{display:table-header-group}"
)
_BOM = "\ufeff"  # Excel takes a CSV file without it for the system's old encoding


def plain(grids: Sequence[Grid], heading: str = "") -> str:
    """Return columns of text, for pipes and files."""
    grids = [*map(sectioned, grids)]
    return _blocks(heading, [_lines(grid.title, _columns(grid), *grid.below) for grid in grids])


def markdown(grids: Sequence[Grid], heading: str = "") -> str:
    """Return GitHub's tables."""
    blocks = [
        _lines(
            f"### {_escaped(grid.title)}" if grid.title else "",
            f"\n{_markdown_table(_with_escaped_cells(grid))}\n",
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
            _html_table(grid),
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


def _columns(grid: Grid) -> str:
    """Return columns of text, a line under the headings where there are any."""
    headed = any(grid.headers)
    rows = list(_filled_up(grid, headed=headed))
    if headed:
        rows.insert(1, tuple("-" * _width_of(cell) for cell in rows[0]))
    return "\n".join(_GAP.join(row).rstrip() for row in rows)


def _markdown_table(grid: Grid) -> str:
    headings, *rows = _filled_up(grid)
    ruled = "|".join("-" * (_width_of(cell) + 2) for cell in headings)
    return "\n".join(["| " + " | ".join(headings) + " |", f"|{ruled}|", *(f"| {' | '.join(row)} |" for row in rows)])


def _html_table(grid: Grid) -> str:
    from html import escape  # noqa: PLC0415 - only this format needs it

    def row_of(cells: Sequence[str], tag: str) -> str:
        written = (
            f"<{tag}{_STYLES[side]}>{escape(cell)}</{tag}>" for cell, side in zip(cells, _sides(grid), strict=True)
        )
        return f"<tr>{''.join(written)}</tr>"

    headed = any(grid.headers)
    rows = list(_filled_up(grid, headed=headed))
    if not rows:
        return ""
    head = ["<thead>", row_of(rows.pop(0), "th"), "</thead>"] if headed else []
    return "\n".join(["<table>", *head, "<tbody>", *(row_of(row, "td") for row in rows), "</tbody>", "</table>"])


def _filled_up(grid: Grid, *, headed: bool = True) -> Iterator[tuple[str, ...]]:
    """Return the headings and the lines of a grid, whose cells are as wide as their columns are."""
    columns = zip(*grid.lines, strict=True) if grid.lines else [()] * len(grid.headers)
    headings = [[header] if headed else [] for header in grid.headers]
    return zip(*map(_column, headings, columns, _sides(grid)), strict=True)


def _sides(grid: Grid) -> list[str]:
    """Return to which side each column is aligned: to the right where there are numbers."""
    return [">" if numeric and grid.lines else "<" for numeric in grid.numeric]


def _column(headings: list[str], cells: Sequence[str], side: str) -> list[str]:
    texts = [*headings, *(cell.strip() for cell in cells)]
    widths = [*map(_width_of, texts)]
    widest = max([*widths, *(_width_of(heading) + len(_GAP) for heading in headings)], default=0)
    return [f"{text:{side}{widest - width + len(text)}}" for text, width in zip(texts, widths, strict=True)]


def _width_of(text: str) -> int:
    """Return how many letters wide a text is shown."""
    if _ONE_WIDE.fullmatch(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - seldom is there any other text

    return cell_len(text)


def _with_escaped_cells(grid: Grid) -> Grid:
    rows = [[*map(_escaped, row)] for row in grid.rows]
    footer = [*map(_escaped, grid.footer)] if grid.footer else None
    return grid._replace(headers=[*map(_escaped, grid.headers)], rows=rows, footer=footer)


def _escaped(text: str) -> str:
    """Keep Markdown from reading links, HTML, emphasis or another column into a text."""
    return "".join(f"\\{letter}" if letter in _MARKDOWN else letter for letter in text)
