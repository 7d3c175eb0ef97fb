"""Files for people, outside the data folder: written whole or not at all, and never over one that is there unasked.

In workbooks text stays text, and the same data gives the same bytes.
"""

import contextlib
import io
import os
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.store.staging import patiently
from danvan_cli.store.windows import is_read_only
from danvan_cli.store.writing import NOT_A_FILE, READ_ONLY, explain, refuse_impossible
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from xlsxwriter import Workbook

NO_WORKBOOK_NAME = Message("no-workbook-name", N_("{path} is no name of a workbook. Let it end in .xlsx."))
NAME_OF_ANOTHER = Message(
    "name-of-another", N_("{path} is not what a file in {value} is called. Let it end in .{value}.")
)
FILE_EXISTS = Message("file-exists", N_("{path} is there already and stays as it is. To write over it: --force."))

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # a clock's time would make each file another one
_TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOST_LETTERS = 32_767  # that a cell can hold


def refuse_existing(file: Path) -> None:
    """Raise WriteError ("file-exists": path) where there is such a file."""
    if file.exists():
        raise WriteError(FILE_EXISTS, path=str(file))


@contextlib.contextmanager
def saved(file: Path, *, force: bool = False) -> Iterator[Path]:
    """Yield the path of a temporary file beside the target, which takes the target's name when all went well.

    A link stays one, to the new file; what is written over keeps its mode. Raise WriteError ("file-exists": path) where
    there is such a file and `force` is not set, or one that is read-only, or something that is no file, or
    ("cannot-write") where the system refuses.
    """
    refuse_impossible(file, file.parent)  # Windows does not even say whether there is a con.csv
    if not force:
        refuse_existing(file)
    if file.exists() and not file.is_file():
        raise WriteError(NOT_A_FILE, path=str(file))
    file = file.resolve()
    try:
        status = file.stat() if file.exists() else None
        if status and is_read_only(status):
            raise WriteError(READ_ONLY, path=str(file))
        mode = stat.S_IMODE(status.st_mode) if status else None
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".danvan-", suffix=file.suffix)
        os.close(handle)
    except OSError as error:
        raise explain(str(file), error) from error
    temporary = Path(name)
    try:
        yield temporary
        mask = os.umask(0)
        os.umask(mask)
        # As any new file of this user's: so far it is for its owner's eyes.
        temporary.chmod(0o666 & ~mask if mode is None else mode)
        patiently(partial(temporary.replace, file))
    except OSError as error:
        raise explain(str(file), error) from error
    finally:
        with contextlib.suppress(OSError):  # a virus scanner holds it: what was written counts
            temporary.unlink(missing_ok=True)


class ArchiveFile(io.FileIO):
    """A file that a ZipFile writes into, whole pieces at a time.

    Once the system has refused, which is told then, or it is closed, it takes what comes and keeps nothing: a ZipFile
    that was not finished tries to be when it is thrown away, and Python prints what goes wrong there.
    """

    _refused = False

    @property
    def _is_over(self) -> bool:
        return self._refused or self.closed

    def write(self, content: "Buffer", /) -> int:
        """Write all of a piece; raise OSError the first time that this is refused."""
        whole = rest = memoryview(content).cast("B")
        try:
            while rest and not self._is_over:
                rest = rest[super().write(rest) :]
        except OSError:
            self._refused = True
            raise
        return len(whole)

    def seek(self, position: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place, where there is still any."""
        return 0 if self._is_over else super().seek(position, whence)

    def tell(self) -> int:
        """Return where the next piece goes."""
        return 0 if self._is_over else super().tell()

    def flush(self) -> None:
        """Leave nothing behind: nothing is kept back, and after a refusal nothing is there."""


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
