"""Understanding real lists: which cells are headings, rows, sections, totals and signatures, and what columns hold."""

from danvan_cli.importing.detection.known_names import OfficeNames
from danvan_cli.importing.detection.list_finder import SheetReader
from danvan_cli.importing.detection.wanted_lists import SkippedSheet, WantedLists, reason_to_leave, wanted_sheets
from danvan_cli.importing.sheet_lists import ListOnSheet
from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import Book

__all__ = ["SkippedSheet", "WantedLists", "read_lists"]


def read_lists(book: Book, wanted: WantedLists, lists: Lists) -> tuple[list[ListOnSheet], list[SkippedSheet]]:
    """Find the lists on a book's sheets, with what each row is; return also the sheets that were left.

    Raise RequestError: "no-sheet", "no-column-key", "kind-needed". What is wrong with single rows and columns is in the
    lists' faults. Rows' cells have the columns' keys but `number` and `-`.
    """
    named = wanted_sheets(book, wanted.sheets)
    office = OfficeNames(lists, wanted)
    sheet_lists: list[ListOnSheet] = []
    skipped: list[SkippedSheet] = []
    for place, sheet in enumerate(book.sheets):
        reason = reason_to_leave(sheet, wanted, place in named)
        lists_here = SheetReader(book.file, sheet, wanted, office).lists() if reason is None else []
        if not lists_here:
            skipped.append(SkippedSheet(sheet.name, reason or "no-headings"))
        sheet_lists += lists_here
    return sheet_lists, skipped
