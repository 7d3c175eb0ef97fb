"""Keeping the index in step with the files: what a question can touch is compared, what differs is read again."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from danvan_cli.index.batch import Batch
from danvan_cli.index.database import sql, statements
from danvan_cli.index.lists import update_lists
from danvan_cli.index.rows import COLUMNS
from danvan_cli.store.source import Folder, Listing, Source

ALL_YEARS = (0, 9999)
_OF_A_FILE = tuple(COLUMNS)
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


class _Stale(NamedTuple):
    folder: Folder
    listing: Listing


def update(db: sqlite3.Connection, source: Source, scope: Scope | None, progress: Progress) -> None:
    """Bring the index into step for a scope, None for everything.

    Reads only, unless something differs; then all changes are made at once or not at all.
    """
    folders = source.folders()
    stale = _stale(db, source, folders, scope)
    gone = _gone(db, folders)
    if not stale and not gone and not _lists_differ(db, source):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        _write(db, source, stale, gone, progress)
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _write(
    db: sqlite3.Connection,
    source: Source,
    stale: list[_Stale],
    gone: list[tuple[int, str, int]],
    progress: Progress,
) -> None:
    if _lists_differ(db, source):
        update_lists(db, source)
    for folder_id, kind, year in gone:
        _forget_files(db, [row[0] for row in db.execute("SELECT id FROM file WHERE folder = ?", [folder_id])])
        db.execute("DELETE FROM folder WHERE id = ?", [folder_id])
        _mark_changed(db, kind, year)
    steps = _Steps(progress, sum(len(one.listing.entries) for one in stale))
    for one in stale:
        _update_folder(db, source, one, steps)
    _fill_facts(db)


class _Steps:
    """Tells how many of the files were gone through."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def add(self, number: int = 1) -> None:
        self._done += number
        self._progress(self._done, self._total)


def _stale(db: sqlite3.Connection, source: Source, folders: Iterable[Folder], scope: Scope | None) -> list[_Stale]:
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
            stale.append(_Stale(folder, source.listing(folder.path)))
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


def _update_folder(db: sqlite3.Connection, source: Source, stale: _Stale, steps: _Steps) -> None:
    folder, listing = stale
    folder_id = _folder_id(db, folder)
    known = {
        name: (file, stamp, young)
        for file, name, stamp, young in db.execute(
            "SELECT id, name, stamp, young FROM file WHERE folder = ?", [folder_id]
        )
    }
    fresh = [entry for entry in listing.entries if known.get(entry.name, ("", "", 1))[1:] != (entry.stamp, 0)]
    steps.add(len(listing.entries) - len(fresh))
    outdated = {entry.name for entry in fresh} | (known.keys() - {entry.name for entry in listing.entries})
    _forget_files(db, [known[name][0] for name in outdated if name in known])
    batch = Batch(db, folder, folder_id, listing.young)
    batch.read(source, fresh, steps.add)
    batch.insert(db)
    _settle(db, folder, folder_id, listing)
    if outdated:
        _mark_changed(db, folder.kind, folder.year)


def _folder_id(db: sqlite3.Connection, folder: Folder) -> int:
    db.execute(
        "INSERT INTO folder (path, kind, year) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [folder.path, folder.kind, folder.year],
    )
    found = db.execute("SELECT id FROM folder WHERE path = ?", [folder.path]).fetchone()
    return int(found[0])


def _settle(db: sqlite3.Connection, folder: Folder, folder_id: int, listing: Listing) -> None:
    spanning = db.execute(
        "SELECT EXISTS (SELECT 1 FROM model WHERE year = ? AND from_year IS NOT NULL)", [folder.year]
    ).fetchone()[0]
    digest = None if listing.young else listing.digest
    db.execute(
        "UPDATE folder SET mark = ?, digest = ?, spanning = ? WHERE id = ?",
        [folder.mark, digest, spanning, folder_id],
    )


def _forget_files(db: sqlite3.Connection, files: Sequence[int]) -> None:
    one_each = [(file,) for file in files]
    for table in _OF_A_FILE:
        db.executemany(f"DELETE FROM {table} WHERE file = ?", one_each)
    db.executemany("DELETE FROM file WHERE id = ?", one_each)


def _mark_changed(db: sqlite3.Connection, kind: str, year: int) -> None:
    """Facts of a year rest on its records; lineages rest on all models of the years before."""
    if kind == "model":
        db.execute(
            "INSERT INTO changed SELECT DISTINCT year FROM model WHERE year > ? ON CONFLICT DO NOTHING",
            [year],
        )
    if kind != "figures":
        db.execute("INSERT INTO changed VALUES (?) ON CONFLICT DO NOTHING", [year])


def astray(db: sqlite3.Connection, scope: Scope) -> bool:
    """Say whether evaluations in scope tell of models that do not lie in their year."""
    if "evaluation" not in scope.kinds:
        return False
    query = "SELECT EXISTS (SELECT 1 FROM evaluation WHERE astray = 1 AND year BETWEEN ? AND ?)"
    return bool(db.execute(query, [scope.first, scope.last]).fetchone()[0])


def _fill_facts(db: sqlite3.Connection) -> None:
    years = db.execute("SELECT year FROM changed ORDER BY year").fetchall()
    for year in years:
        db.execute("DELETE FROM changed")
        db.execute("INSERT INTO changed VALUES (?)", year)
        _run(db, "lineages.sql")
    db.executemany("INSERT INTO changed VALUES (?) ON CONFLICT DO NOTHING", years)
    _run(db, "facts.sql")
    db.execute("DELETE FROM changed")


def _run(db: sqlite3.Connection, name: str) -> None:
    for statement in statements(sql(name)):
        db.execute(statement)
