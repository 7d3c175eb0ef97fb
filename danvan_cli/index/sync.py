"""Keeping the index in step with the files: what a question can touch is compared, what differs is read again."""

import gc
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from danvan_cli.domain.names import RecordName, record_name
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import read_record
from danvan_cli.index.database import sql, statements
from danvan_cli.index.lists import update_lists
from danvan_cli.index.rows import COLUMNS, RecordFile, Row, places_text, problem_rows, record_rows
from danvan_cli.store.source import Entry, Folder, Listing, Source, Unreadable

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


def _stale(
    db: sqlite3.Connection, source: Source, folders: Iterable[Folder], scope: Scope | None
) -> list[_Stale]:
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
    with _uncollected():
        _read_files(db, source, _Place(folder, folder_id, listing.young), fresh, steps)
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


class _Place(NamedTuple):
    folder: Folder
    id: int
    young: frozenset[str]


def _read_files(
    db: sqlite3.Connection, source: Source, place: _Place, entries: Sequence[Entry], steps: _Steps
) -> None:
    """Read files into the index; those that are no records leave a problem only."""
    numbers = iter(range(_next_file(db), _next_file(db) + len(entries)))
    rows: dict[str, list[Row]] = defaultdict(list)
    names = {entry.name: record_name(place.folder.kind, entry.name) for entry in entries}
    whole = [entry for entry in entries if names[entry.name] and not entry.fault]
    for entry in entries:
        if not (names[entry.name] and not entry.fault):
            _add_stray(rows, next(numbers), place, entry)
    contents = source.read_many(f"{place.folder.path}/{entry.name}" for entry in whole)
    for entry, (path, data) in zip(whole, contents, strict=True):
        name = names[entry.name]
        assert name is not None  # noqa: S101 - those without a name are strays
        file = RecordFile(next(numbers), place.folder.kind, place.folder.year, name)
        _add_record(rows, file, place, entry, path, data)
        steps.add()
    _insert(db, rows)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Read many files without the collector of cycles, which finds none and takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _next_file(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM file").fetchone()[0])


def _add_record(
    rows: dict[str, list[Row]],
    file: RecordFile,
    place: _Place,
    entry: Entry,
    path: str,
    data: bytes | Unreadable,
) -> None:
    if isinstance(data, Unreadable):
        _add_file(rows, file.file, place, entry, [Problem(data.code, path, args=data.args_of_rule)])
        return
    reading = read_record(file.kind, path, file.year, data)
    places = places_text(reading.stated)
    _add_file(rows, file.file, place, entry, reading.problems, sound=reading.sound, places=places)
    if reading.sound:
        for table, row in record_rows(file, reading):
            rows[table].append(row)


def _add_stray(rows: dict[str, list[Row]], file: int, place: _Place, entry: Entry) -> None:
    """Note a file that is no record. One that may hold somebody's record makes counts incomplete."""
    yaml = entry.name.lower().endswith((".yaml", ".yml"))
    code = entry.fault or ("stray-file" if yaml else "stray-other")
    problem = Problem(code, f"{place.folder.path}/{entry.name}", args={"name": entry.name})
    _add_file(rows, file, place, entry, [problem], sound=code == "stray-other")


def _add_file(
    rows: dict[str, list[Row]],
    file: int,
    place: _Place,
    entry: Entry,
    problems: Sequence[Problem],
    *,
    sound: bool = False,
    places: str = "",
) -> None:
    young = int(entry.name in place.young)
    rows["file"].append((file, place.id, entry.name, entry.stamp, young, int(sound), places))
    rows["problem"].extend(problem_rows(file, problems))


def _insert(db: sqlite3.Connection, rows: dict[str, list[Row]]) -> None:
    columns = {"file": ("id", "folder", "name", "stamp", "young", "sound", "places"), **COLUMNS}
    for table, many in rows.items():
        marks = ", ".join("?" * len(columns[table]))
        db.executemany(f"INSERT INTO {table} ({', '.join(columns[table])}) VALUES ({marks})", many)  # noqa: S608


def _forget_files(db: sqlite3.Connection, files: Sequence[int]) -> None:
    one_each = [(file,) for file in files]
    for table in _OF_A_FILE:
        db.executemany(f"DELETE FROM {table} WHERE file = ?", one_each)  # noqa: S608 - the names are our own
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
