"""Every file read again, whatever the index says of it, and what it had otherwise."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE
from danvan_cli.index import database, sync
from danvan_cli.index.comparing import YOUNG, Progress
from danvan_cli.index.rows import COLUMNS
from danvan_cli.store.source import Source

_TABLES = ("file", *COLUMNS, "fact")
_OF_NO_FILE = ""
_NUMBERS = ("file", "model_file")  # columns that hold numbers of the index's own making
_LISTS = {
    "SELECT * FROM entry": OFFICE_FILE,
    "SELECT * FROM setting WHERE name IN ('office', 'unit') OR name GLOB 'due.*'": OFFICE_FILE,
    **dict.fromkeys((f"SELECT * FROM {table}" for table in ("unit", "below", "at_level")), UNITS_FILE),
}
_OF_A_FILE = ("name", "stamp", "sound", "places")
_STAMPS = "SELECT name, value FROM setting WHERE name IN (?, ?)"
_PATHS = (
    "SELECT file.id, CASE folder.path WHEN '' THEN '' ELSE folder.path || '/' END || file.name, file.stamp, file.young"
    " FROM file JOIN folder ON folder.id = file.folder"
)


class RereadResult(NamedTuple):
    """What the index had wrong: the paths of files, or all, where it could not be read."""

    wrong: list[str]
    damaged: bool = False


class _IndexContents(NamedTuple):
    """What an index says: of each file its stamp, None while it is young, and the sum of the digests of its rows."""

    stamps: dict[str, str | None]
    sums: dict[str, int]


_NOTHING = _IndexContents({}, {})


def reread(path: Path, source: Source, progress: Progress) -> RereadResult:
    """Build the index of all files anew, and put it in the place of the one that is there; raise CacheError.

    What was there is brought into step first, so that only what it believed to know is called wrong. Where there is no
    cache nothing can be wrong in it.
    """
    before, damaged, after = None, False, _NOTHING
    try:
        before = _contents_in_step(path, source)
    except database.ERRORS as error:
        damaged = database.is_damage(error)
    except (TypeError, ValueError):
        damaged = True  # where a number belongs there may be a text

    def build(db: sqlite3.Connection) -> None:
        nonlocal after
        sync.update(db, source, None, progress)
        after = _contents(db)

    try:
        database.renew(path, build)
    except OSError:  # Windows replaces no file that another danvan has open
        database.use(path, lambda db: _renew_in_place(db, build)).close()
    if before is None:
        return RereadResult([], damaged)
    return RereadResult(_wrong_paths(before, after), damaged or _OF_NO_FILE in before.sums)


def _contents_in_step(path: Path, source: Source) -> _IndexContents | None:
    """Return what the index says when it is in step, None where there is none; raise what its damage brings about."""
    db = database.as_it_is(path)
    if db is None:
        return None
    with closing(db):
        verdict = db.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != ("ok",):  # what is found by a table may be lost by a key
            raise database.DamagedError
        sync.update(db, source, None, lambda _done, _total: None)
        return _contents(db)


def _renew_in_place(db: sqlite3.Connection, build: Callable[[sqlite3.Connection], None]) -> None:
    with database.writing(db):
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'state'").fetchall():
            db.execute(f"DELETE FROM {name}")
        database.raise_generation(db)
    build(db)


def _contents(db: sqlite3.Connection) -> _IndexContents:
    paths: dict[int, str] = {}
    stamps: dict[str, str | None] = {}
    sums: dict[str, int] = defaultdict(int)
    with database.reading(db):
        for number, path, stamp, young in db.execute(_PATHS):
            paths[number] = path
            stamps[path] = None if young else stamp
        for path, stamp in db.execute(_STAMPS, [OFFICE_FILE, UNITS_FILE]):
            stamps[path] = None if stamp.endswith(YOUNG) else stamp
        for table in _TABLES:
            rows = db.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in rows.description]
            own = [number for number, name in enumerate(columns) if name in _NUMBERS]
            file_column = columns.index("id" if table == "file" else "file")
            kept = [number for number, name in enumerate(columns) if table != "file" or name in _OF_A_FILE]
            for row in rows:
                values = [paths.get(row[number], _OF_NO_FILE) if number in own else row[number] for number in kept]
                sums[paths.get(row[file_column], _OF_NO_FILE)] += _digest(table, values)
        for query, path in _LISTS.items():
            for row in db.execute(query):
                sums[path] += _digest(query, row)
    return _IndexContents(stamps, dict(sums))


def _digest(table: str, values: Iterable[object]) -> int:
    text = repr((table, *values)).encode("utf-8", "backslashreplace")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big")


def _wrong_paths(before: _IndexContents, after: _IndexContents) -> list[str]:
    """Return the files of which the index said something else, and which nobody has changed meanwhile."""
    differing = {path for path, _ in before.sums.items() ^ after.sums.items()}
    return sorted(
        path for path in differing if path != _OF_NO_FILE and not _has_changed(path, before.stamps, after.stamps)
    )


def _has_changed(path: str, before: Mapping[str, str | None], after: Mapping[str, str | None]) -> bool:
    of_path = [stamps[path] for stamps in (before, after) if path in stamps]
    return None in of_path or len(set(of_path)) > 1
