"""Understanding real lists: which cells are headings, rows, sections, totals and signatures, and what columns hold."""

from danvan_cli.importing.detection.known_names import OfficeNames
from danvan_cli.importing.detection.list_finder import SheetReader, TableBefore
from danvan_cli.importing.detection.other_tables import CATALOGUE, EXAMPLE, blank_forms, reason_of_name, reason_of_table
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
    reader = _BookReader(book, wanted, OfficeNames(lists, wanted), named)
    sheet_lists: list[ListOnSheet] = []
    skipped: list[SkippedSheet] = []
    for place in range(len(book.sheets)):
        sheet_lists += reader.lists_of(place)
        skipped += reader.skipped_of(place)
    return sheet_lists, skipped


class _BookReader:
    """The tables on a book's sheets, each with why it is no list, None if it is one."""

    def __init__(self, book: Book, wanted: WantedLists, office: OfficeNames, named: set[int]) -> None:
        self._book, self._wanted, self._office, self._named = book, wanted, office, named
        self._tables: dict[int, list[tuple[ListOnSheet, str | None]]] = {}
        self._examples: dict[int, list[int]] = {}
        self._before: TableBefore | None = None
        self._reasons = {place: self._reason(place) for place in range(len(book.sheets))}
        for place in self._left_for(None):
            self._read(place)
        if not self._have_lists():  # a catalogue that is all there is may be one of records
            for place in self._left_for(CATALOGUE):
                self._reasons[place] = None
                self._read(place)
            for tables in self._tables.values():
                tables[:] = [(table, None if why == CATALOGUE else why) for table, why in tables]
        for place in blank_forms(book, [place for place, tables in self._tables.items() if tables]) - named:
            self._reasons[place] = EXAMPLE

    def _reason(self, place: int) -> str | None:
        sheet, is_named = self._book.sheets[place], place in self._named
        reason = reason_to_leave(sheet, self._wanted, is_named)
        return reason if reason or is_named else reason_of_name(sheet, self._wanted)

    def _left_for(self, reason: str | None) -> list[int]:
        return [place for place, left_for in self._reasons.items() if left_for == reason]

    def _have_lists(self) -> bool:
        return any(why is None for tables in self._tables.values() for _, why in tables)

    def _read(self, place: int) -> None:
        sheet = self._book.sheets[place]
        is_named = place in self._named or (self._wanted.rows is not None and not sheet.name)
        reader = SheetReader(self._book.file, sheet, self._wanted, self._office, self._before)
        tables = [(table, reason_of_table(table, self._wanted, named=is_named)) for table in reader.lists()]
        self._tables[place], self._examples[place] = tables, reader.examples
        self._before = reader.as_before()

    def lists_of(self, place: int) -> list[ListOnSheet]:
        """Return the lists on a sheet."""
        return [] if self._reasons[place] else [table for table, why in self._tables[place] if why is None]

    def skipped_of(self, place: int) -> list[SkippedSheet]:
        """Return the sheet if nothing is taken of it, else the tables that are left."""
        name, reason = self._book.sheets[place].name, self._reasons[place]
        left = [SkippedSheet(name, EXAMPLE, row) for row in self._examples.get(place, [])]
        left += [SkippedSheet(name, why, table.headings[0]) for table, why in self._tables.get(place, []) if why]
        if self.lists_of(place):
            return left
        return [SkippedSheet(name, reason or (left[0].why if left else "no-headings"))]
