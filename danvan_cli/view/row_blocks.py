"""Rows of long texts where a screen is too narrow for a table: two lines for each, or as many as it needs."""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from rich.text import Text

from danvan_cli.view.folding import fold
from danvan_cli.view.grid import Grid, LineBlocks
from danvan_cli.view.labels import NOTHING

MOST_LINES = 2  # of a title, beyond which a row takes as many as it needs
_BETWEEN, _MORE = " · ", " …"


class _RowTexts(NamedTuple):
    """What a block shows of a row."""

    number: str
    title: list[str]
    rest: list[str]
    id: str
    kept: frozenset[str] = frozenset()  # of the rest, numbers, which are never left out


def row_blocks(grid: Grid, blocks: LineBlocks, columns: int) -> tuple[list[Text], bool]:
    """Return the lines of the rows and of the total, and whether ids were left out.

    What is not the title stands below it, or behind its end, as far as there is room; where it has none below a short
    title, it begins behind that. Ids stand in all rows or in none, unless they are what one looks for; they are never
    cut.
    """
    number_width = 0 if blocks.number is None else max((len(line[blocks.number]) for line in grid.lines), default=0)
    writer = _BlockWriter(columns, number_width, keeps_all=blocks.keeps_all)
    rows = [_texts(grid, row, blocks, writer.room) for row in grid.rows]
    own = [row for place, row in enumerate(rows) if place not in grid.headings]
    shown = [bool(row.id) and writer.has_room_for_id(row, alone=blocks.id_first) for row in own]
    shows = iter(shown if blocks.id_first else [all(shown)] * len(own))
    lines: list[Text] = []
    for place, row in enumerate(rows):
        if place in grid.headings:
            lines += writer.heading(_BETWEEN.join(filter(None, grid.rows[place][1:])), row.number)
        else:
            lines += writer.block(row if next(shows) else row._replace(id=""))
    if grid.footer:
        lines.append(writer.line(Text(" ".join(filter(None, grid.footer)), style="bold")))
    return lines, any(row.id for row in own) and not all(shown)


def _texts(grid: Grid, row: Sequence[str], blocks: LineBlocks, room: int) -> _RowTexts:
    """Return a row's texts; among the rest, a number says what it is of."""
    said, leading = ("", NOTHING, row[blocks.title]), (blocks.number, blocks.title, blocks.id)
    rest = [place for place, cell in enumerate(row) if place not in leading and cell not in said]
    numbers = [place for place in rest if grid.numeric[place]]
    labelled = {*blocks.labelled, *numbers}
    texts = {place: f"{grid.headers[place]}: {row[place]}" if place in labelled else row[place] for place in rest}
    return _RowTexts(
        "" if blocks.number is None else row[blocks.number],
        wrap(row[blocks.title], room, break_on_hyphens=False) or [row[blocks.title]],
        list(texts.values()),
        "" if blocks.id is None else row[blocks.id],
        frozenset(text for place, text in texts.items() if place in numbers or place in blocks.amounts),
    )


class _BlockWriter:
    """Writes rows as lines of a screen of so many columns, behind their numbers."""

    def __init__(self, columns: int, number_width: int, *, keeps_all: bool) -> None:
        self._columns, self._number_width, self._keeps_all = columns, number_width, keeps_all
        self._indent = number_width + 2 if number_width else 3
        self.room = columns - self._indent

    def has_room_for_id(self, row: _RowTexts, *, alone: bool) -> bool:
        """Whether the id has room behind all the rest, or `alone`; a long title has another line for it."""
        if len(row.title) > MOST_LINES or (alone and len(row.title) == 1):
            return True
        return len(_BETWEEN.join([*([] if alone else row.rest), row.id])) <= self._left(row)

    def _left(self, row: _RowTexts) -> int:
        """Return how much room there is below a title of one line, or behind a longer one."""
        return self.room if len(row.title) == 1 else self.room - len(row.title[-1]) - len(_BETWEEN)

    def block(self, row: _RowTexts) -> list[Text]:
        """Return the lines of a row, with its id if it has one."""
        if len(row.title) > MOST_LINES or (self._keeps_all and len(_BETWEEN.join(row.rest)) > self._left(row)):
            return self._long_block(row)
        rest, left = list(row.rest), self._left(row)
        beside = [] if row.id else self._moved_up(row, rest)
        room = left - len(_BETWEEN + row.id) if row.id else left
        shown = _fitting(rest, room, row.kept)
        if shown is None:
            return self._long_block(row)
        told = Text(shown.removesuffix(_MORE) if row.id else shown, style="dim")
        if row.id:
            told.append(_BETWEEN if told else "").append(row.id, style="cyan")
        lines = [Text(line) for line in row.title]
        for cell in beside:
            lines[0].append(_BETWEEN + cell, style="dim")
        if told and len(lines) == 1:
            lines.append(told)
        elif told:
            lines[-1].append(_BETWEEN, style="dim").append(told)
        return [self.line(line, None if place else row.number) for place, line in enumerate(lines)]

    def _moved_up(self, row: _RowTexts, rest: list[str]) -> list[str]:
        """Take what has no room below a title of one line off the rest's beginning, as far as it has room behind it."""
        beside: list[str] = []
        while len(row.title) == 1 and len(_BETWEEN.join(rest)) > self.room:
            if len(_BETWEEN.join([*row.title, *beside, rest[0]])) > self.room:
                break
            beside.append(rest.pop(0))
        return beside

    def _long_block(self, row: _RowTexts) -> list[Text]:
        """Return the lines of a row that takes many anyway: all of the rest, and the id in a line of its own.

        The rest begins behind the end of a long title, and below one of a single line.
        """
        whole = row.title[:1] if len(row.title) == 1 else row.title[:-1]
        told = fold(_BETWEEN.join([*row.title[len(whole) :], *row.rest]), self.room, "").split("\n")
        lines = [self.line(Text(line), None if place else row.number) for place, line in enumerate(whole)]
        ends_title = len(whole) < len(row.title)
        lines += [
            self.line(Text(line, style="" if ends_title and not place else "dim")) for place, line in enumerate(told)
        ]
        return lines + ([self.line(Text(row.id, style="cyan"))] if row.id else [])

    def heading(self, title: str, number: str) -> list[Text]:
        """Return the lines that head a section."""
        parts = fold(title, self.room, "").split("\n")
        return [self.line(Text(part, style="bold"), None if place else number) for place, part in enumerate(parts)]

    def line(self, text: Text, number: str | None = None) -> Text:
        """Return a row's first line, behind its number, or one below that; a wide one begins further to the left."""
        if number is None:
            return Text(" " * max(0, min(self._indent, self._columns - len(text)))).append(text)
        return Text(f" {number:>{self._number_width}} " if number else " ").append(text)


def _fitting(cells: list[str], room: int, kept: frozenset[str]) -> str | None:
    """Return as many cells as there is room for on a line, and a mark where more are left out; numbers never are.

    None where not even these have room.
    """
    others = [place for place, cell in enumerate(cells) if cell not in kept]
    for shown in range(len(others), -1, -1):
        line = _without(cells, frozenset(others[shown:]))
        if len(line) <= room:
            return line
    return None


def _without(cells: list[str], left_out: frozenset[int]) -> str:
    line, is_marked = "", False
    for place, cell in enumerate(cells):
        if place not in left_out:
            line += (_BETWEEN if line else "") + cell
        elif not is_marked:
            line, is_marked = (line + _MORE).strip(), True
    return "" if line == _MORE.strip() else line
