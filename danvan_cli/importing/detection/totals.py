"""What a list states of how many rows it has, compared with its rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.importing.detection.closing_lines import counts_in, last_number
from danvan_cli.importing.detection.known_names import NamesOfLists
from danvan_cli.importing.detection.page import is_number, text_of
from danvan_cli.importing.sheet_lists import GivenCell, SheetRow, StatedTotal
from danvan_cli.spreadsheet.sheets import Value
from danvan_cli.text.numbers import read_typed_whole

# Columns that hold words, so that a number in them counts rows.
_WORDS = (
    *("number", "title", "who", "person", "recipient", "unit", "name", "kind", "field", "level", "origin", "position"),
    *("form", "authority", "rating", "model", "purpose", "claims.measure"),
)


class TotalNumber(NamedTuple):
    """A number that a line states: where it stands, and the kind that it counts, "" for all."""

    column: int
    value: int
    kind: str = ""


class PendingTotal(NamedTuple):
    """A stated number, and the rows that it may count: stretches (first, behind the last), the likeliest first."""

    row: int
    stated: TotalNumber
    stretches: tuple[tuple[int, int], ...]
    grand: bool = False


def stated_in(cells: Mapping[int, Value], keys: Mapping[int, str]) -> list[TotalNumber]:
    """Return the numbers of rows that a total's line states: in its words, else in the first column of words."""
    return _in_words(cells) or _beside(cells, keys)


def _in_words(cells: Mapping[int, Value]) -> list[TotalNumber]:
    """Return the numbers of rows that the texts of a line state."""
    return [
        TotalNumber(column, value, kind)
        for column in sorted(cells)
        if isinstance(cells[column], str)
        for value, kind in counts_in(text_of(cells[column]))
    ]


def _beside(cells: Mapping[int, Value], keys: Mapping[int, str]) -> list[TotalNumber]:
    """Return the number behind the words, or the first cell with a number if its column holds words."""
    for column in sorted(cells):
        value = cells[column]
        if is_number(value):
            number = read_typed_whole(text_of(value))
            return [TotalNumber(column, number)] if number is not None and keys.get(column) in _WORDS else []
        last = last_number(text_of(value))
        if last is not None:
            return [TotalNumber(column, last)]
    return []


def stated_in_heading(cells: Mapping[int, Value], number: int, keys: Mapping[int, str]) -> list[TotalNumber]:
    """Return the numbers of rows that a section's heading states: `(15 mô hình)`, or in a column of words beside it."""
    beside = {column: value for column, value in cells.items() if column != number and is_number(value)}
    return _in_words(cells) or _beside(beside, keys)


def ticked_in(cells: Mapping[int, Value], keys: Mapping[int, str]) -> list[TotalNumber]:
    """Return the numbers below columns of kinds that are ticked."""
    return [
        TotalNumber(column, number, key.partition("=")[2])
        for column, key in keys.items()
        if key.startswith("kind=") and is_number(cells.get(column, "-"))
        if (number := read_typed_whole(text_of(cells[column]))) is not None
    ]


def settled(
    pending: Sequence[PendingTotal], rows: Sequence[SheetRow], first: int, names: NamesOfLists
) -> Iterator[StatedTotal]:
    """Count the rows for each number; yield both. Of several stretches that it may mean, one that agrees goes first.

    `rows` are all of the sheet, of which the list has those from `first` on.
    """
    early = any(total.grand and total.stretches[-1][1] < len(rows) for total in pending)
    for total in pending:
        whole = [stretch for stretch in total.stretches if stretch[0] in (0, first)]
        stretches = whole if total.grand and not early and whole else total.stretches
        counted = [_count(rows[begin:end], total.stated.kind, names) for begin, end in stretches]
        counts = [number for number in counted if number is not None]
        if counts:
            stated = total.stated
            yield StatedTotal(
                total.row, stated.column, stated.value, stated.value if stated.value in counts else counts[0]
            )


def _count(rows: Sequence[SheetRow], kind: str, names: NamesOfLists) -> int | None:
    """Count rows, of a kind if one is asked; None where a row does not say its kind."""
    if not kind:
        return len(rows)
    kinds = [_kind(row, names) for row in rows]
    return None if None in kinds else kinds.count(kind)


def _kind(row: SheetRow, names: NamesOfLists) -> str | None:
    ticked = next((key for key in row.cells if key.startswith("kind=")), None)
    if ticked:
        return ticked.partition("=")[2]
    given: GivenCell | None = row.cells.get("kind") or row.sections.get("kind")
    return names.entry("kind", text_of(given.value)) if given else None
