"""What the clerk said about the lists that she wants, and what was left of a book."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.importing.columns import is_aside
from danvan_cli.spreadsheet.sheets import Book, Sheet
from danvan_cli.text.fold import agrees, fold
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

NO_SHEET = Message("no-sheet", N_("{file} has no sheet “{value}”. Nearest: {near}. It has: {known}."))

_NO_MAPPING: Mapping[str, str] = MappingProxyType({})
_NOTHING_MEANT: Mapping[str, Mapping[str, str]] = MappingProxyType({})


class WantedLists(NamedTuple):
    """What to take of a book, and as what.

    `kind` is one of `columns.KINDS`, "review", or None where the headings tell. Only `sheets` (all without any), and of
    them only data in `rows` (first, last), are taken. `mapping` gives the key of a column by its heading, or by its
    letters; "-" leaves it out. `meant` gives what texts in a column mean: {heading or letters: {text: value}}. `hidden`
    takes hidden rows and sheets as well; a sheet that is named is wanted anyway.
    """

    kind: str | None = None
    sheets: tuple[str, ...] = ()
    rows: tuple[int, int] | None = None
    mapping: Mapping[str, str] = _NO_MAPPING
    meant: Mapping[str, Mapping[str, str]] = _NOTHING_MEANT
    year: int | None = None
    hidden: bool = False


class SkippedSheet(NamedTuple):
    """A sheet that was not taken, or of one that was a table, by the `row` where it begins.

    `why` is hidden, empty, no-headings, not-wanted, aside, or as in `other_tables`.
    """

    sheet: str
    why: str
    row: int = 0


def is_column(named: str, path: Sequence[str], letters: str) -> bool:
    """Whether the clerk names a column so: by its heading, whole or one of its texts, or by its letters."""
    is_heading = bool(fold(named)) and any(agrees(named, text) for text in (" ".join(path), *path))
    return is_heading or named.strip().upper() == letters


def meant_in(path: Sequence[str], letters: str, meant: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return what the clerk says that texts in a column mean, by the texts as they are compared."""
    columns = (values for named, values in meant.items() if is_column(named, path, letters))
    return {compared(text): value for values in columns for text, value in values.items()}


def compared(text: str) -> str:
    """Return a cell's text as it is compared: folded, but for one without any letter or digit."""
    return fold(text) or " ".join(text.split())


def wanted_sheets(book: Book, names: Iterable[str]) -> set[int]:
    """Return the places of the sheets that are named; raise RequestError ("no-sheet") for a name that no sheet has."""
    return {place for name in names for place in _sheets_named(book, name)}


def _sheets_named(book: Book, name: str) -> list[int]:
    exact = [place for place, sheet in enumerate(book.sheets) if sheet.name == name]
    places = exact or [place for place, sheet in enumerate(book.sheets) if agrees(name, sheet.name)]
    if not places or not name.strip():
        names = [sheet.name for sheet in book.sheets if sheet.name]
        near = nearest(name, names) or "–"
        raise RequestError(NO_SHEET, file=book.file, value=name, near=near, known=", ".join(names) or "–")
    return places


def reason_to_leave(sheet: Sheet, wanted: WantedLists, named: bool) -> str | None:  # noqa: FBT001 - one of two states
    """Return why a sheet is not looked into: hidden, empty, not-wanted, or aside (danvan's own); None if it is."""
    if wanted.sheets and not named:
        return "not-wanted"
    first_row = sheet.rows.get(1)
    if first_row and is_aside(str(first_row[min(first_row)])):
        return "aside"
    if sheet.hidden and not wanted.hidden and not named:
        return "hidden"
    return None if any(sheet.rows.values()) else "empty"
