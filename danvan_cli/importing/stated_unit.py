"""From whom a list is, as the office's own template says by itself: `unit=<id>` on the sheet of its lists.

It stands in cells, so that it stays whatever program saves the workbook, and as whatever kind of file.
"""

import re

from danvan_cli.importing.columns import is_aside
from danvan_cli.spreadsheet.sheets import Book

MARK_ROW = 2
_MARK = re.compile(r"unit=([a-z0-9][a-z0-9-]*)")


def unit_mark(unit: str) -> str:
    """Return what a template for a unit says of it."""
    return f"unit={unit}"


def stated_unit(book: Book) -> str:
    """Return the id of the unit that a book's template was made for, "" where none says so."""
    for sheet in book.sheets:
        first_row = sheet.rows.get(1)
        if first_row and is_aside(str(first_row[min(first_row)])):
            texts = (value for value in sheet.rows.get(MARK_ROW, {}).values() if isinstance(value, str))
            if mark := next(filter(None, map(_MARK.fullmatch, texts)), None):
                return mark[1]
    return ""
