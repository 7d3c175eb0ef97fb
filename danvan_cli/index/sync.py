"""Keeping the index in step with the files: what a question can touch is compared, what differs is read again."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import NamedTuple

from danvan_cli.store.source import Folder, Listing, Source

ALL_YEARS = (0, 9999)
Progress = Callable[[int, int], None]


class Scope(NamedTuple):
    """What a question can touch: the kinds of record, and which of their years.

    `models`: the years of which models matter, where these are more: all before for lineages. Of later years, those
    are looked at that hold totals of several years, or were never looked at: such a total may begin before.
    """

    kinds: tuple[str, ...]
    first: int
    last: int
    models: tuple[int, int]


class Stale(NamedTuple):
    """A folder whose files are not as the index has them."""

    folder: Folder
    listing: Listing


class Differences(NamedTuple):
    """What has to be read again: folders, folders that are gone (id, kind, year), the lists and units."""

    stale: list[Stale]
    gone: list[tuple[int, str, int]]
    lists: bool


def update(db: sqlite3.Connection, source: Source, scope: Scope | None, progress: Progress) -> None:
    """Bring the index into step for a scope, None for everything.

    Reads only, unless something differs; then all changes are made at once or not at all.
    """
    folders = source.folders()
    stale = _stale(db, source, folders, scope)
    gone = _gone(db, folders)
    lists = _lists_differ(db, source)
    if not stale and not gone and not lists:
        return
    from danvan_cli.index.refresh import refresh  # noqa: PLC0415 - where nothing changed, no YAML is read

    refresh(db, source, Differences(stale, gone, lists), progress)


def _stale(db: sqlite3.Connection, source: Source, folders: Iterable[Folder], scope: Scope | None) -> list[Stale]:
    """List the folders in scope whose files are not as the index has them."""
    known = {
        path: (mark, digest, spanning)
        for path, mark, digest, spanning in db.execute("SELECT path, mark, digest, spanning FROM folder")
    }
    stale = []
    for folder in folders:
        mark, digest, spanning = known.get(folder.path, ("", None, 1))
        if not _touches(scope, folder, looked_at=mark == folder.mark and not spanning):
            continue
        if digest is None or digest != source.digest(folder.path):
            stale.append(Stale(folder, source.listing(folder.path)))
    return stale


def _touches(scope: Scope | None, folder: Folder, *, looked_at: bool) -> bool:
    if scope is None:
        return True
    if folder.kind not in scope.kinds:
        return False
    first, last = scope.models if folder.kind == "model" else (scope.first, scope.last)
    if folder.year <= last:
        return folder.year >= first
    return folder.kind != "award" and not looked_at


def _gone(db: sqlite3.Connection, folders: Iterable[Folder]) -> list[tuple[int, str, int]]:
    there = {folder.path for folder in folders}
    rows = db.execute("SELECT id, kind, year, path FROM folder WHERE path <> ''")
    return [(folder_id, kind, year) for folder_id, kind, year, path in rows if path not in there]


def _lists_differ(db: sqlite3.Connection, source: Source) -> bool:
    known = dict(db.execute("SELECT name, value FROM setting WHERE name IN ('danvan.yaml', 'units.yaml')"))
    names = ("danvan.yaml", "units.yaml")
    return any(known.get(name) != source.stamp(name) or known[name].endswith("young") for name in names)


def astray(db: sqlite3.Connection, scope: Scope) -> bool:
    """Say whether evaluations in scope tell of models that do not lie in their year."""
    if "evaluation" not in scope.kinds:
        return False
    query = "SELECT EXISTS (SELECT 1 FROM evaluation WHERE astray = 1 AND year BETWEEN ? AND ?)"
    return bool(db.execute(query, [scope.first, scope.last]).fetchone()[0])
