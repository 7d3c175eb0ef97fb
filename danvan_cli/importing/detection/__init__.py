"""Understanding real lists: which cells are headings, rows, sections, totals and signatures, and what columns hold."""

from danvan_cli.importing.detection.known_names import OfficeNames
from danvan_cli.importing.detection.list_finder import SheetReader
from danvan_cli.importing.detection.wanted_lists import SkippedSheet, WantedLists, reason_to_leave, wanted_sheets
from danvan_cli.importing.sheet_lists import ListOnSheet
from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import Book

__all__ = ["SkippedSheet", "WantedLists", "read_lists"]


def read_lists(book: Book, wanted: WantedLists, lists: Lists) -> tuple[list[ListOnSheet], list[SkippedSheet]]:
    """Find the lists on a book's sheets, and tell each row what it is; and say which sheets were left.

    Raise RequestError: "no-sheet", "no-column-key", "kind-needed". What is wrong with single rows and columns is in the
    lists' faults. Rows' cells have the columns' keys but `number` and `-`.
    """
    named = wanted_sheets(book, wanted.sheets)
    known = OfficeNames(lists, wanted)
    found: list[ListOnSheet] = []
    left: list[SkippedSheet] = []
    for place, sheet in enumerate(book.sheets):
        why = reason_to_leave(sheet, wanted, place in named)
        here = SheetReader(book.file, sheet, wanted, known).lists() if why is None else []
        if not here:
            left.append(SkippedSheet(sheet.name, why or "no-headings"))
        found += here
    return found, left
