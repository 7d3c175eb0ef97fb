"""Understanding real lists: which cells are headings, rows, sections, totals and signatures, and what columns hold."""

from danvan_cli.importing.detection.known_names import OfficeNames
from danvan_cli.importing.detection.list_finder import SheetReader
from danvan_cli.importing.detection.other_tables import EXAMPLE, blank_forms, reason_of_name, reason_of_table
from danvan_cli.importing.detection.wanted_lists import (
    SkippedSheet,
    WantedLists,
    is_column,
    reason_to_leave,
    wanted_sheets,
)
from danvan_cli.importing.sheet_lists import ListOnSheet
from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import Book

__all__ = ["SkippedSheet", "WantedLists", "is_column", "read_lists"]


def read_lists(book: Book, wanted: WantedLists, lists: Lists) -> tuple[list[ListOnSheet], list[SkippedSheet]]:
    """Find the lists on a book's sheets, with what each row is; return also the sheets that were left.

    Raise RequestError: "no-sheet", "no-column-key", "kind-needed". What is wrong with single rows and columns is in the
    lists' faults. Rows' cells have the columns' keys but `number` and `-`.
    """
    named = wanted_sheets(book, wanted.sheets)
    office = OfficeNames(lists, wanted)
    reasons = {place: reason_to_leave(sheet, wanted, place in named) for place, sheet in enumerate(book.sheets)}
    alone = list(reasons.values()).count(None) == 1
    found: dict[int, list[ListOnSheet]] = {}
    examples: dict[int, list[int]] = {}
    for place, sheet in enumerate(book.sheets):
        if reasons[place] is None and place not in named:
            reasons[place] = reason_of_name(sheet, wanted, alone=alone)
        if reasons[place] is None:
            reader = SheetReader(book.file, sheet, wanted, office)
            found[place] = reader.lists()
            examples[place] = reader.examples
    forms = blank_forms(book, {place: lists_here for place, lists_here in found.items() if lists_here}) - named
    sheet_lists: list[ListOnSheet] = []
    skipped: list[SkippedSheet] = []
    for place, sheet in enumerate(book.sheets):
        reason = EXAMPLE if place in forms else reasons[place]
        is_named = place in named or (wanted.rows is not None and not sheet.name)
        judged = [
            (sheet_list, reason or reason_of_table(sheet_list, wanted, alone=alone, named=is_named))
            for sheet_list in found.get(place, [])
        ]
        left = [SkippedSheet(sheet.name, EXAMPLE, row) for row in examples.get(place, [])]
        left += [SkippedSheet(sheet.name, why, sheet_list.headings[0]) for sheet_list, why in judged if why]
        if all(why for _, why in judged):
            why = reason or (left[0].why if left else "no-headings")
            left = [SkippedSheet(sheet.name, why)]
        skipped += left
        sheet_lists += [sheet_list for sheet_list, why in judged if not why]
    return sheet_lists, skipped
