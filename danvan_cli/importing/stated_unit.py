"""From whom a list is, as the office's own template says by itself on the sheet of its lists, the unit's id last.

It stands in cells, so that it stays whatever program saves the workbook, and as whatever kind of file.
"""

import re

from danvan_cli.importing.columns import is_aside
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.sheets import Book
from danvan_cli.text.mark import N_

MARK_ROW = 2
# Older templates have `unit=<id>` there.
_MARK = re.compile(r"(?:unit=|.*\()([a-z0-9][a-z0-9-]*)\)?")


def unit_mark(unit: str, name: str) -> str:
    """Return what a template for a unit says of it."""
    return translate(N_("This template was made for: {unit}")).format(unit=f"{name} ({unit})")


def stated_unit(book: Book) -> str:
    """Return the id of the unit that a book's template was made for, "" where none says so."""
    for sheet in book.sheets:
        first_row = sheet.rows.get(1)
        if first_row and is_aside(str(first_row[min(first_row)])):
            texts = (value for value in sheet.rows.get(MARK_ROW, {}).values() if isinstance(value, str))
            if mark := next(filter(None, map(_MARK.fullmatch, texts)), None):
                return mark[1]
    return ""
