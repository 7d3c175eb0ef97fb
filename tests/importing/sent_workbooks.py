"""Workbooks that somebody sends: sheets of rows, and number formats of single cells."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

Rows = Sequence[Sequence[object]]


class Shown(NamedTuple):
    """A number, and the format in which a cell shows it."""

    number: float
    written: str


def book(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write a workbook with these sheets."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in sheets.items():
            page = workbook.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if isinstance(value, Shown):
                        page.write_number(row, column, value.number, workbook.add_format({"num_format": value.written}))
                    elif value not in (None, ""):
                        page.write(row, column, value)
    return path
