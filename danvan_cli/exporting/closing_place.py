"""Where a template has its total, day and signatures, and what of it is printed.

They stand above the list, at the right, so that rows never run into them.

Below the rows, where people are used to write them, they may stand as well: `import` leaves them out there.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from danvan_cli.exporting.sheet_styles import FIRST, LAST_ROW, ListWorkbook, SheetColumn
from danvan_cli.importing.detection.closing_rows import ON_EVERY_ROW
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.sheets import column_name
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_TOTAL, _MADE, _SIGNED = N_("Rows in all:"), N_("Made on, by:"), N_("Signed by:")
_AREA = "___"  # nothing in it could be a cell
_MOST_ROWS = 2000  # that are looked at for what is to be printed
_BLANK = 20  # rows of a list on which nothing was written yet
_LEFT = 60  # letters of the columns to the left of it: the title stands there, and from whom the list is


def offer_closing(
    workbook: ListWorkbook, sheet: "Worksheet", columns: Sequence[SheetColumn], given: Collection[str] = ()
) -> None:
    """Write the total, which counts the rows by itself, and the places for day and signatures.

    `given` are the keys of columns that hold something before anybody fills them in: no row counts for these.
    """
    place = _place(columns)
    counted = [number for number, column in enumerate(columns) if column.starred][:1]
    if any(columns[number].key in given for number in counted):
        typed = [number for number, column in enumerate(columns) if column.look not in ("given", "hidden")]
        counted = [number for number in typed if columns[number].key not in ("number", *given)]
    if place is None or not counted:
        return
    label, line = workbook.look(align="right"), workbook.look(bottom=1, bottom_color="#808080", bold=True)
    for row, text in enumerate((_TOTAL, _MADE, _SIGNED)):
        sheet.write_string(row, place, translate(text), label)
        sheet.write_blank(row, place + 1, None, line)
    sheet.write_formula(0, place + 1, _count_of_rows(counted), line, 0)


def _count_of_rows(columns: Sequence[int]) -> str:
    """Return the formula that counts the rows in which something stands in one of some columns."""
    if len(columns) == 1:
        letters = column_name(columns[0] + 1)
        return f"=COUNTA({letters}{FIRST + 1}:{letters}{LAST_ROW + 1})"
    filled = "+".join(f'({_range(number, number)}<>"")' for number in columns)
    return f"=SUMPRODUCT(--(({filled})>0))"


def print_filled(workbook: ListWorkbook, sheet: "Worksheet", columns: Sequence[SheetColumn]) -> None:
    """Print the rows in which somebody wrote something, whatever was prepared; while there are none, some to write on.

    The area is a formula under a name of its own, since libraries take what stands in the area itself for cells.
    """
    name = sheet.get_name().replace("'", "''")
    prepared = [number for number, column in enumerate(columns) if column.key in ("number", *ON_EVERY_ROW)]
    typed = [number for number, column in enumerate(columns) if number not in prepared and column.look != "hidden"]
    ranges = [f"'{name}'!{_range(first, last)}" for first, last in _runs(typed)]
    rows = ",".join(f'SUMPRODUCT(MAX(({cells}<>"")*ROW({cells})))' for cells in ranges)
    last = f"MAX({rows})"
    width = max(typed) + 1
    area = f"'{name}'!$A$1:INDEX('{name}'!$A:${column_name(width)},IF({last}=0,{FIRST + _BLANK},{last}),{width})"
    workbook.book.define_name(f"'{name}'!{_AREA}", f"={area}")
    workbook.book.define_name(f"'{name}'!_xlnm.Print_Area", f"={_AREA}")


def _range(first: int, last: int) -> str:
    return f"${column_name(first + 1)}${FIRST + 1}:${column_name(last + 1)}${_MOST_ROWS}"


def _runs(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of columns that stand side by side."""
    first = columns[0]
    for column, after in zip(columns, (*columns[1:], -1), strict=True):
        if after != column + 1:
            yield first, column
            first = after


def _place(columns: Sequence[SheetColumn]) -> int | None:
    """Return the column of the labels, the last that leaves room beside them; None where none does."""
    shown = [number for number, column in enumerate(columns) if column.look != "hidden"]
    for number in reversed(shown[:-1]):
        left = sum(column.width for column in columns[:number])
        if left >= _LEFT and columns[number].width + columns[number - 1].width >= len(translate(_MADE)):
            return number
    return None
