"""Workbooks that the program writes: text stays text, and the same data gives the same bytes."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_cli.spreadsheet.saving import ArchiveFile, saved
from danvan_cli.store.writing import explain

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # a clock's time would make each file another one
_TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOST_LETTERS = 32_767  # that a cell can hold


@contextlib.contextmanager
def new_workbook(file: Path, title: str, *, force: bool = False) -> "Iterator[Workbook]":
    """Write a workbook; raise WriteError as `saved` does."""
    import xlsxwriter  # noqa: PLC0415 - heavy, and only who writes a workbook needs it

    with saved(file, force=force) as temporary, ArchiveFile(temporary, "wb") as stream:
        book = xlsxwriter.Workbook(stream, dict(_TEXT_IS_TEXT))
        book.set_properties({"title": title, "created": _CREATED})
        yield book
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            reason = error.args[0]
            raise explain(str(file), reason if isinstance(reason, OSError) else OSError(str(reason))) from error
