"""What is wrong with a workbook that somebody sent: values, each with the cell where it stands."""

from collections.abc import Iterable
from typing import NamedTuple

from danvan_cli.domain.errors import DanvanError, RequestError
from danvan_cli.exchange.sheets import address


class Spot(NamedTuple):
    """A cell: file, sheet ("" in a CSV file), row and column from 1; column 0 is the row as a whole."""

    file: str
    sheet: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write it as people do: `danh-sach.xlsx: Đăng ký!C17`."""
        cell = address(self.row, self.column) if self.row else ""
        within = "!".join(part for part in (self.sheet, cell) if part)
        return ": ".join(part for part in (self.file, within) if part)


class Fault(NamedTuple):
    """Something that cannot be taken, where it stands, and why. `key` is the column's, "" for the row as a whole.

    `lacks_key`: it is that the key, which must be stated, is not.
    """

    spot: Spot
    why: RequestError
    key: str = ""
    lacks_key: bool = False


class FileFormatError(DanvanError):
    """A file is none that can be read; `code` says why (see `exchange.phrases`), `params` tell more."""


class NoReadableFileError(DanvanError):
    """Of the files that were sent, some cannot be read; so none is taken."""

    def __init__(self, reasons: Iterable[FileFormatError]) -> None:
        self.reasons = list(reasons)
        super().__init__("no-readable-file", reasons=self.reasons)
