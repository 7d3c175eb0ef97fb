"""Reading again what differs, and filling in the facts that rest on it."""

import sqlite3
from collections.abc import Sequence

from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index import database
from danvan_cli.index.batch import Batch
from danvan_cli.index.comparing import Differences, Progress, Scope, StaleFolder, differences, known, lacks_facts
from danvan_cli.index.database import facts_sql, sql, statements
from danvan_cli.index.lists import update_lists
from danvan_cli.index.rows import COLUMNS
from danvan_cli.store.source import FolderListing, Source, YearFolder

_OF_A_FILE = tuple(COLUMNS)


def refresh(db: sqlite3.Connection, source: Source, scope: Scope | None, progress: Progress, *, facts: bool) -> int:
    """Read again what differs: all changes are made at once, or none; return the generation then.

    The files are compared under the lock: a listing from before another one changed the index would put it back.
    Without `facts`, these are left for later.
    """
    with database.writing(db):
        differing = differences(known(db), source, scope)
        if differing.any:
            _read_again(db, source, differing, progress)
        lacking = facts and lacks_facts(db)
        if lacking:
            _fill_facts(db)
        if differing.any or lacking:
            database.raise_generation(db)
        return database.generation(db)


def _read_again(db: sqlite3.Connection, source: Source, differences: Differences, progress: Progress) -> None:
    if differences.lists:
        update_lists(db, source)
    for folder_id, kind, year in differences.gone:
        _forget_files(db, [row[0] for row in db.execute("SELECT id FROM file WHERE folder = ?", [folder_id])])
        db.execute("DELETE FROM folder WHERE id = ?", [folder_id])
        _mark_changed(db, kind, year)
    steps = _Steps(progress, sum(len(stale.listing.entries) for stale in differences.stale))
    for stale in differences.stale:
        _update_folder(db, source, stale, steps)
    _mark_spanning(db)


class _Steps:
    """Tells how many of the files were gone through."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def add(self, number: int = 1) -> None:
        self._done += number
        self._progress(self._done, self._total)


def _update_folder(db: sqlite3.Connection, source: Source, stale: StaleFolder, steps: _Steps) -> None:
    folder, listing = stale
    folder_id = _folder_id(db, folder)
    indexed = {
        name: (file, stamp, young)
        for file, name, stamp, young in db.execute(
            "SELECT id, name, stamp, young FROM file WHERE folder = ?", [folder_id]
        )
    }
    fresh = [entry for entry in listing.entries if indexed.get(entry.name, ("", "", 1))[1:] != (entry.stamp, 0)]
    steps.add(len(listing.entries) - len(fresh))
    outdated = {entry.name for entry in fresh} | (indexed.keys() - {entry.name for entry in listing.entries})
    _forget_files(db, [indexed[name][0] for name in outdated if name in indexed])
    batch = Batch(db, folder, folder_id, listing.young)
    batch.read(source, fresh, steps.add)
    batch.insert(db)
    _note_listing(db, folder, folder_id, listing)
    if outdated:
        _mark_changed(db, folder.kind, folder.year)


def _folder_id(db: sqlite3.Connection, folder: YearFolder) -> int:
    db.execute(
        "INSERT INTO folder (path, kind, year) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [folder.path, folder.kind, folder.year],
    )
    return int(db.execute("SELECT id FROM folder WHERE path = ?", [folder.path]).fetchone()[0])


def _note_listing(db: sqlite3.Connection, folder: YearFolder, folder_id: int, listing: FolderListing) -> None:
    young = db.execute("SELECT EXISTS (SELECT 1 FROM file WHERE folder = ? AND young)", [folder_id]).fetchone()[0]
    digest = None if young else listing.digest
    db.execute("UPDATE folder SET mark = ?, digest = ? WHERE id = ?", [folder.mark, digest, folder_id])


def _mark_spanning(db: sqlite3.Connection) -> None:
    """Note which years have totals of several years: it rests on the models, also for the folders beside theirs."""
    db.execute(
        "UPDATE folder SET spanning ="
        " EXISTS (SELECT 1 FROM model WHERE model.year = folder.year AND from_year IS NOT NULL)"
        " WHERE spanning IS NULL OR year IN (SELECT year FROM changed)"
    )


def _forget_files(db: sqlite3.Connection, files: Sequence[int]) -> None:
    parameters = [(file,) for file in files]
    for table in _OF_A_FILE:
        db.executemany(f"DELETE FROM {table} WHERE file = ?", parameters)
    db.executemany("DELETE FROM file WHERE id = ?", parameters)


def _mark_changed(db: sqlite3.Connection, kind: str, year: int) -> None:
    """Note the years whose facts are out of date: they rest on their records, and lineages on all models before."""
    if RECORD_TYPES[kind].has_lineages:
        db.execute("INSERT INTO changed SELECT DISTINCT year FROM model WHERE year > ? ON CONFLICT DO NOTHING", [year])
        db.execute("INSERT INTO changed SELECT DISTINCT year FROM evaluation WHERE astray = 1 ON CONFLICT DO NOTHING")
    if RECORD_TYPES[kind].counts:
        db.execute("INSERT INTO changed VALUES (?) ON CONFLICT DO NOTHING", [year])


def _fill_facts(db: sqlite3.Connection) -> None:
    years = db.execute("SELECT year FROM changed ORDER BY year").fetchall()
    for year in years:  # from the earliest: a model takes its root from the year before
        db.execute("DELETE FROM changed")
        db.execute("INSERT INTO changed VALUES (?)", year)
        _run(db, sql("lineages.sql"))
    db.executemany("INSERT INTO changed VALUES (?) ON CONFLICT DO NOTHING", years)
    _run(db, facts_sql())
    db.execute("DELETE FROM changed")


def _run(db: sqlite3.Connection, text: str) -> None:
    for statement in statements(text):
        db.execute(statement)
