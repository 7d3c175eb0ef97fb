"""Why a file that somebody sent cannot be read."""

from collections.abc import Iterable, Sequence

from danvan_cli.domain.errors import DanvanError
from danvan_cli.domain.messages import Message
from danvan_cli.text.mark import N_

PASSWORD = Message(
    "password", N_("{file} is protected with a password. Open it in Excel or Word and save it without a password.")
)
DAMAGED = Message(
    "damaged",
    N_(
        "{file} is damaged and cannot be read. Open it in Excel or Word, have it repaired there, and save it under a "
        "new name; or ask for it again."
    ),
)
TOO_LARGE = Message(
    "too-large",
    N_(
        "{file} unpacks to more than {megabytes} MB, so it is not read. Copy what is needed of it into a new file and "
        "save that."
    ),
)
NO_SHEETS = Message("no-sheets", N_("{file} has no sheet with cells."))
NO_TABLES = Message(
    "no-tables",
    N_(
        "{file} has no table. If its list is a picture or typed with tabs, put it into a table in Word; or ask for the "
        "workbook that it was made from."
    ),
)
WORD = Message("word", N_("{file} is a document, but none that is read. Open it in Word and save it as .docx."))
OLD_WORKBOOK = Message(
    "old-workbook", N_("{file} was written by an Excel older than 97. Open it in Excel and save it as .xlsx.")
)
NOT_A_WORKBOOK = Message(
    "not-a-workbook",
    N_("{file} is no workbook, no document with tables and no list as text (.xlsx, .xls, .ods, .docx, .csv)."),
)


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
