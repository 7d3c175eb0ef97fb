"""What the index reads records from: the folder as it is, or as git has it at a revision."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from danvan_cli.domain import rules
from danvan_cli.domain.errors import ReadError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem

MOST_BYTES = 1 << 20
MOST_BYTES_OF_LISTS = 4 << 20  # the 14.152 units of the country's directory, ended ones too, take less than 2


class YearFolder(NamedTuple):
    """A year's folder: "models/2020" holds the models of 2020. `mark` changes when files come or go."""

    path: str
    kind: str
    year: int
    mark: str


class FolderEntry(NamedTuple):
    """A file as a listing shows it. Two equal stamps mean equal content, but for what `FolderListing.young` says.

    `fault` is the rule that the entry breaks when it is no plain file. An entry without a name stands for the folder
    itself, which cannot be listed; `reason` is the system's word for it.
    """

    name: str
    stamp: str
    fault: Message | None = None
    reason: str = ""


class FolderListing(NamedTuple):
    """A folder's files. Files named in `young` may still change without their stamp showing it."""

    digest: bytes
    entries: list[FolderEntry]
    young: frozenset[str]


def readable_name(name: str) -> str:
    """Return a file's name as text: bytes that are none are written out. Such a file is never a record."""
    return name.encode("utf-8", "backslashreplace").decode()


UNSAVED = "9999-12-31"  # the day of a version that git does not keep: later than all that it has

# Faults of a file that may go without leaving a trace in its stamp: such a file is read again at each question.
PASSING = frozenset([rules.UNREADABLE, rules.MISSING_FILE, rules.GIT_OBJECT])


class HistoryPlace(NamedTuple):
    """A data folder whose history is asked, and the user's cache: who only reads writes nothing into the folder."""

    root: Path
    cache: Path


class SavedState(NamedTuple):
    """What git keeps: the commit, when it was made, as git writes it, and how many files are not in it as they are.

    That is None where git does not tell, and why. Where git cannot be asked, the rest is "".
    """

    commit: str
    made: str
    unsaved: int | None
    reason: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether git cannot be asked."""
        return not (self.commit or self.reason)


UNKNOWN_STATE = SavedState("", "", None)


class FileVersion(NamedTuple):
    """A version of a file: the day of its commit, and its object, "" where git keeps none: it lies there so now."""

    day: str
    oid: str


def most_bytes(path: str) -> int:
    """Return how many bytes a file of the data folder may have."""
    return MOST_BYTES if "/" in path else MOST_BYTES_OF_LISTS


class Source(Protocol):
    """Where records come from."""

    root: Path
    revision: str | None

    def last_commit(self) -> str | None:
        """Return the commit that the folder is at, None where git keeps nothing."""

    def saved(self) -> SavedState | None:
        """Return what git keeps of the folder, None where it keeps nothing."""

    def folders(self) -> list[YearFolder]:
        """Return all years' folders."""

    def faults(self) -> list[Problem]:
        """Return what keeps all records of a kind from being found; with any such problem, no number can be trusted."""

    def strays(self) -> Iterator[tuple[Message, str]]:
        """Yield (rule, path) of what lies between the years' folders and does not belong there."""

    def holds_files(self, path: str) -> bool:
        """Whether a year's folder has any file."""

    def digest(self, path: str) -> bytes:
        """Return the digest of a year's folder's listing, which is the same as long as nothing changes."""

    def listing(self, path: str) -> FolderListing:
        """List a year's folder."""

    def names(self, path: str) -> set[str]:
        """Return the names of the files in any folder of the data folder; none where there is no such folder."""

    def stamp(self, path: str) -> str:
        """Return the stamp of a single file, "" where there is none."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise ReadError."""

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | ReadError]]:
        """Yield (path, bytes) of files, in order; a ReadError instead of bytes that cannot be read."""

    def versions(self, folder: str) -> Mapping[str, Sequence[FileVersion]]:
        """Return {path: the versions, oldest first} of files below a folder; {} where git keeps none."""

    def read_versions(self, wanted: Iterable[tuple[str, FileVersion]]) -> Iterator[tuple[str, bytes | ReadError]]:
        """Yield (path, bytes) of versions that git keeps, in order; a ReadError instead of what it cannot give."""
