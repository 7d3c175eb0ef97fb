"""Finding the headings of a list: one to four rows, merged or not, with or without a row of column numbers."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from danvan_cli.importing.detection.known_names import OfficeNames
from danvan_cli.importing.detection.page import HeadingCell, SheetPage, text_of
from danvan_cli.spreadsheet.sheets import Value
from danvan_cli.text.fold import fold

MOST_ROWS = 4
_FEWEST = 2
_A_TITLE = 0.7  # of the columns: what stands over so many is the list's title
_IN_ORDER = re.compile(r"[(\[]?\s*(?:([0-9]{1,2})|([A-Za-zĐđ]))\s*[)\]]?(?:\s*=.*)?")
_LONGEST_CHILD = 60
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class HeadingBlock(NamedTuple):
    """The headings of a list: first and last row (column numbers included), and each column's texts from top to bottom.

    `beside` has the columns that a heading is merged over beside its own.
    """

    top: int
    bottom: int
    paths: dict[int, tuple[str, ...]]
    beside: dict[int, int]


def block_at(page: SheetPage, row: int, office: OfficeNames) -> HeadingBlock | None:
    """Return the headings that begin in this row, if any do."""
    for main in range(row, row + MOST_ROWS - 1):
        if _is_heading_row(page, main, office):
            over = all(_stands_over(page, upper_row, main, office) for upper_row in range(row, main))
            return _heading_block(page, row, main, office) if over else None
        if page.texts(main) is None:
            return None
    return None


def _is_heading_row(page: SheetPage, row: int, office: OfficeNames) -> bool:
    """Whether the row's cells are headings: two keys at least, and one cell in three."""
    texts = page.texts(row) or {}
    keys = [key for key in map(office.key, texts.values()) if key]
    return len(set(keys)) >= _FEWEST and len(keys) * 3 >= len(texts)


def _stands_over(page: SheetPage, row: int, main: int, office: OfficeNames) -> bool:
    """Whether a row holds headings over those of the main row, and no title."""
    texts = page.texts(row) or {}
    below = page.texts(main) or {}
    if not texts or len(below) < _FEWEST:
        return False
    last, width = max(*below, *texts), max(below) - min(below) + 1
    areas = [page.area(row, column) for column in texts]
    if any(area.right - area.left + 1 >= max(width * _A_TITLE, 2) for area in areas if area.bottom == row):
        return False
    within = all(min(*below, *texts) <= column <= last for column in texts)
    return within and all(
        area.right > area.left or area.bottom >= main or (column > min(below) and office.is_over(text))
        for area, (column, text) in zip(areas, texts.items(), strict=True)
    )


def _heading_block(page: SheetPage, top: int, main: int, office: OfficeNames) -> HeadingBlock:
    ends = [page.area(row, column).bottom for row in range(top, main + 1) for column in page.texts(row) or {}]
    bottom = max(main, *(min(end, top + MOST_ROWS - 1) for end in ends))
    while bottom < top + MOST_ROWS - 1 and _stands_under(page, top, bottom, office):
        bottom += 1
    grid = _spread_headings(page.grid(top, bottom))
    columns = sorted({column for places in grid.values() for column in places})
    paths = {
        column: _texts_over_column([grid[row][column] for row in grid if column in grid[row]]) for column in columns
    }
    beside = dict(_columns_beside(grid, columns))
    numbered = _is_numbering(page.cells(bottom + 1), len(paths) - len(beside))
    return HeadingBlock(
        top, bottom + numbered, {column: path for column, path in paths.items() if column not in beside}, beside
    )


def _stands_under(page: SheetPage, top: int, bottom: int, office: OfficeNames) -> bool:
    """Whether the next row's cells are headings below those of the block, and not its first data."""
    texts = page.texts(bottom + 1)
    above = page.grid(top, bottom)[bottom]
    if not texts or any(len(text) > _LONGEST_CHILD for text in texts.values()):
        return False
    if {column: place.text for column, place in above.items() if column in texts} == texts:
        return False  # the headings once more
    if all(_is_wide(above.get(column), page) for column in texts):
        return True
    keys = [column for column, text in texts.items() if office.is_heading(text)]
    spread = any(column not in above for column in keys)  # where each has a heading of its own, these are values
    enough = len(keys) >= _FEWEST and len(keys) * 2 >= len(texts)
    return spread and enough and not _heads_again(page, top, bottom, office)


def _heads_again(page: SheetPage, top: int, bottom: int, office: OfficeNames) -> bool:
    """Whether the next row numbers its rows anew: it heads another list."""
    again = [office.key(text) for text in (page.texts(bottom + 1) or {}).values()]
    before = {office.key(text) for row in range(top, bottom + 1) for text in (page.texts(row) or {}).values()}
    return "number" in again and "number" in before


def _is_wide(place: HeadingCell | None, page: SheetPage) -> bool:
    if place is None:
        return False
    area = page.area(place.row, place.column)
    return area.right > area.left


def _spread_headings(grid: dict[int, dict[int, HeadingCell]]) -> dict[int, dict[int, HeadingCell]]:
    """Spread a heading over the columns to its right that have headings below, as if it were merged over them."""
    for row in list(grid)[:-1]:
        above, below = grid[row], grid[row + 1]
        for column in sorted(below):
            left, left_below = above.get(column - 1), below.get(column - 1)
            if column not in above and left and left_below and left_below.row > row and below[column].row > row:
                above[column] = left
    return grid


def _texts_over_column(places: list[HeadingCell]) -> tuple[str, ...]:
    """Return the texts over a column, each once: headings may stand there twice."""
    texts: list[str] = []
    for place in places:
        if not texts or fold(texts[-1]) != fold(place.text):
            texts.append(place.text)
    return tuple(texts)


def _columns_beside(grid: dict[int, dict[int, HeadingCell]], columns: list[int]) -> Iterator[tuple[int, int]]:
    """Yield each column that has no heading of its own, with the column that it shares all of them with."""
    first: dict[tuple[HeadingCell | None, ...], int] = {}
    for column in columns:
        same = tuple(grid[row].get(column) for row in grid)
        if first.setdefault(same, column) != column:
            yield column, first[same]


def _is_numbering(cells: dict[int, Value], width: int) -> bool:
    """Whether a row numbers the columns: (1) (2) (3), or A B 1 2."""
    matches = [_IN_ORDER.fullmatch(text_of(cells[column])) for column in sorted(cells)]
    if len(matches) < min(width, 3) or len(matches) < _FEWEST or None in matches:
        return False
    letters = [match[2] for match in matches if match and match[2]]
    numbers = [int(match[1]) for match in matches[len(letters) :] if match and match[1]]
    after = len(letters) if numbers[:1] == [len(letters) + 1] else 0
    in_order = numbers == [after + n for n in range(1, len(matches) - len(letters) + 1)]
    return in_order and "".join(letters).upper() in _ALPHABET
