"""What is wrong with a workbook that somebody sent: values, each with the cell where it stands."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from danvan_cli.domain.errors import DanvanError, RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exchange.sheets import address
from danvan_cli.text.mark import N_

PASSWORD = Message(
    "password", N_("{file} is protected with a password. Open it in Excel and save it without a password.")
)
DAMAGED = Message(
    "damaged",
    N_(
        "{file} is damaged and cannot be read. Open it in Excel, let Excel repair it, and save it under a new name; "
        "or ask for it again."
    ),
)
TOO_LARGE = Message(
    "too-large",
    N_(
        "{file} unpacks to more than {megabytes} MB, so it is not read. Copy the list alone into a new workbook and "
        "save that."
    ),
)
NO_SHEETS = Message("no-sheets", N_("{file} has no sheet with cells."))
WORD = Message("word", N_("{file} is a Word document. Copy its table into Excel and save it as .xlsx."))
OLD_WORKBOOK = Message(
    "old-workbook", N_("{file} was written by an Excel older than 97. Open it in Excel and save it as .xlsx.")
)
NOT_A_WORKBOOK = Message(
    "not-a-workbook", N_("{file} is neither a workbook nor a list as text (.xlsx, .xls, .ods, .csv).")
)


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
    """A file is none that can be read; `message` says why."""

    doing = "reading"


class NoReadableFileError(DanvanError):
    """Of the files that were sent, some cannot be read; so none is taken."""

    def __init__(self, reasons: Iterable[FileFormatError]) -> None:
        self.reasons = list(reasons)
        super().__init__(self.reasons[0].message, **self.reasons[0].params)

    @property
    def parts(self) -> Sequence[DanvanError]:
        """Why each of the files cannot be read."""
        return self.reasons
