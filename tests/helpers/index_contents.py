"""Looking into an index: what it holds, whatever its numbers are, and what it asked its source for."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain.errors import ReadError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem
from danvan_cli.index.comparing import Scope
from danvan_cli.store.disk import DiskSource
from danvan_cli.store.source import FileVersion, FolderListing, SavedState, Source, YearFolder
from tests.helpers.data_folder import no_progress

Contents = dict[str, Counter[tuple[Any, ...]]]
_NAMED = {"file", "model_file", "folder"}  # columns that hold numbers of our own making
_PATHS = (
    "SELECT file.id, folder.path || '/' || file.name FROM file JOIN folder ON folder.id = file.folder",
    "SELECT id, path FROM folder",
)


class WatchedSource:
    """A source that remembers what it was asked for."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root, self.revision = source.root, source.revision
        self.looked_into: list[str] = []
        self.read_paths: list[str] = []

    def last_commit(self) -> str | None:
        return self.source.last_commit()

    def saved(self) -> SavedState | None:
        return self.source.saved()

    def versions(self, folder: str) -> Mapping[str, Sequence[FileVersion]]:
        return self.source.versions(folder)

    def read_versions(self, wanted: Iterable[tuple[str, FileVersion]]) -> Iterator[tuple[str, bytes | ReadError]]:
        return self.source.read_versions(wanted)

    def folders(self) -> list[YearFolder]:
        return self.source.folders()

    def faults(self) -> list[Problem]:
        return self.source.faults()

    def strays(self) -> Iterator[tuple[Message, str]]:
        return self.source.strays()

    def holds_files(self, path: str) -> bool:
        return self.source.holds_files(path)

    def digest(self, path: str) -> bytes:
        self.looked_into.append(path)
        return self.source.digest(path)

    def listing(self, path: str) -> FolderListing:
        self.looked_into.append(path)
        return self.source.listing(path)

    def names(self, path: str) -> set[str]:
        return self.source.names(path)

    def stamp(self, path: str) -> str:
        return self.source.stamp(path)

    def read(self, path: str) -> bytes:
        self.read_paths.append(path)
        return self.source.read(path)

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | ReadError]]:
        wanted = list(paths)
        self.read_paths.extend(wanted)
        return self.source.read_many(wanted)


def look(root: Path, cache: Path, now_ns: int, scope: Scope | None) -> Contents:
    """Bring an index into step at some time, and give what it holds then."""
    ledger = Ledger(DiskSource(root, now_ns), cache, root, no_progress)
    with closing(ledger):
        db, _ = ledger.open(scope)
        return contents(db)


def contents(db: sqlite3.Connection) -> Contents:
    """Return all rows of all tables, files and folders by their paths."""
    paths = {"folder": dict(db.execute(_PATHS[1])), "file": dict(db.execute(_PATHS[0]))}
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'state'")
    names = [name for (name,) in tables]
    return {name: Counter(_rows(db, name, paths)) for name in names}


def _rows(db: sqlite3.Connection, table: str, paths: dict[str, dict[int, str]]) -> Iterator[tuple[Any, ...]]:
    found = db.execute(f"SELECT * FROM {table}")  # noqa: S608 - the index's own name
    columns = [column[0] for column in found.description]
    # A folder's own time only tells where to look sooner; numbers of files and folders are made as they come.
    kept = [n for n, column in enumerate(columns) if column != "mark" and (column != "id" or table not in _NAMED)]
    for row in found:
        yield tuple(_named(columns[n], row[n], paths) for n in kept)


def _named(column: str, value: object, paths: dict[str, dict[int, str]]) -> object:
    if column in _NAMED and isinstance(value, int):
        return paths["folder" if column == "folder" else "file"][value]
    return value
