"""What a question can touch, compared with what the index has looked at. Nothing is read again here."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE
from danvan_cli.domain.record_types import EVALUATIONS, RECORD_TYPES
from danvan_cli.store.source import FolderListing, Source, YearFolder

ALL_YEARS = (0, 9999)
_LISTS, _FAULTS = (OFFICE_FILE, UNITS_FILE), "faults"
OFFICE = "office"  # the kind of what lies in no kind's folder: those two files, and those folders themselves
YOUNG = "young"  # how a stamp ends that is not to be trusted
Progress = Callable[[int, int], None]


class Scope(NamedTuple):
    """What a question can touch: the kinds of record, and which of their years.

    `models`: the years of which models matter, where these are more: all before for lineages. Of later years, those
    are looked at that hold totals of several years, or were never looked at: such a total may begin before.
    `lasting`: of what runs on over years, all earlier ones matter too.
    """

    kinds: tuple[str, ...]
    first: int
    last: int
    models: tuple[int, int]
    lasting: bool = False


class StaleFolder(NamedTuple):
    """A folder whose files are not as the index has them."""

    folder: YearFolder
    listing: FolderListing


class Differences(NamedTuple):
    """What has to be read again: folders, folders that are gone (id, kind, year), the lists and units."""

    stale: list[StaleFolder]
    gone: list[tuple[int, str, int]]
    lists: bool

    @property
    def any(self) -> bool:
        """Whether anything has to be read again."""
        return bool(self.stale or self.gone or self.lists)


class _KnownFolder(NamedTuple):
    id: int
    kind: str
    year: int
    mark: str | None
    digest: bytes | None
    spanning: int


class IndexedFiles(NamedTuple):
    """What the index has looked at."""

    folders: dict[str, _KnownFolder]
    stamps: dict[str, str]


def known(db: sqlite3.Connection) -> IndexedFiles:
    """Read what the index has looked at; to be called within a transaction, for this is of one state."""
    rows = db.execute("SELECT path, id, kind, year, mark, digest, spanning FROM folder WHERE path <> ''")
    folders = {path: _KnownFolder._make(rest) for path, *rest in rows}
    stamps = db.execute("SELECT name, value FROM setting WHERE name IN (?, ?, ?)", [*_LISTS, _FAULTS])
    return IndexedFiles(folders, dict(stamps.fetchall()))


def stamps_of_lists(source: Source) -> dict[str, str]:
    """Return the stamps of the two files of lists, and one of what keeps all records of a kind from being found."""
    faults = " ".join(f"{fault.path}:{fault.code}" for fault in source.faults())
    return {**{name: source.stamp(name) for name in _LISTS}, _FAULTS: faults}


def differs(known: IndexedFiles, source: Source, scope: Scope | None) -> bool:
    """Whether anything that a scope (None: everything) can touch is not as the index has it. Asks the files only."""
    folders = source.folders()
    return (
        bool(_gone(known, folders))
        or _lists_differ(known, source)
        or next(_stale(known, source, folders, scope), None) is not None
    )


def differences(known: IndexedFiles, source: Source, scope: Scope | None) -> Differences:
    """Compare what a scope (None: everything) can touch with what the index has looked at. Asks the files only."""
    folders = source.folders()
    lists = _lists_differ(known, source)
    stale = [StaleFolder(folder, source.listing(folder.path)) for folder in _stale(known, source, folders, scope)]
    return Differences(stale, _gone(known, folders), lists)


def _gone(known: IndexedFiles, folders: Iterable[YearFolder]) -> list[tuple[int, str, int]]:
    paths = {folder.path for folder in folders}
    return [(folder.id, folder.kind, folder.year) for path, folder in known.folders.items() if path not in paths]


def _lists_differ(known: IndexedFiles, source: Source) -> bool:
    stamps = [(known.stamps.get(name, ""), stamp) for name, stamp in stamps_of_lists(source).items()]
    return not known.stamps or any(old != new or old.endswith(YOUNG) for old, new in stamps)


def _stale(
    known: IndexedFiles, source: Source, folders: Iterable[YearFolder], scope: Scope | None
) -> Iterator[YearFolder]:
    """Yield the folders in scope whose files are not as the index has them."""
    for folder in folders:
        indexed = known.folders.get(folder.path)
        looked_at = indexed is not None and indexed.mark == folder.mark and not indexed.spanning
        if _touches(scope, folder, looked_at=looked_at) and (
            indexed is None or indexed.digest is None or indexed.digest != source.digest(folder.path)
        ):
            yield folder


def _touches(scope: Scope | None, folder: YearFolder, *, looked_at: bool) -> bool:
    if scope is None:
        return True
    if folder.kind not in scope.kinds:
        return False
    record_type = RECORD_TYPES[folder.kind]
    first, last = scope.models if record_type.has_lineages else (scope.first, scope.last)
    first = 0 if scope.lasting and record_type.runs_until else first
    if folder.year <= last:
        return folder.year >= first
    return record_type.spans and not looked_at


def astray(db: sqlite3.Connection, scope: Scope) -> bool:
    """Whether evaluations in scope tell of models that do not lie in their year."""
    if EVALUATIONS.name not in scope.kinds:
        return False
    query = "SELECT EXISTS (SELECT 1 FROM evaluation WHERE astray = 1 AND year BETWEEN ? AND ?)"
    return bool(db.execute(query, [scope.first, scope.last]).fetchone()[0])


def lacks_facts(db: sqlite3.Connection) -> bool:
    """Whether records were read whose facts are not filled in yet."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM changed)").fetchone()[0])
