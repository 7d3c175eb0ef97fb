"""One SQLite file a data folder, in the user's cache. Whatever is wrong with it, it is built anew, silently."""

import sqlite3
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from danvan_cli import __version__

_HERE = Path(__file__).parent
_IN_MEMORY = ":memory:"
_BUSY_SECONDS = 60.0
_CACHE_KIB = 32_000


def index_file(cache: Path, root: Path, revision: str | None) -> Path:
    """Give the index's place; the states of git's revisions share one of their own."""
    name = blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return cache / f"{name}{'-revisions' if revision else ''}.db"


def use(path: Path, update: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """Open the index and bring it up to date with `update`.

    A damaged one is thrown away and built anew; where the cache cannot be used at all, one in memory serves.
    """
    try:
        return _open_and_update(path, update)
    except (sqlite3.DatabaseError, OSError) as error:
        if _is_usable(error):
            return _in_memory(update)
    try:
        path.unlink(missing_ok=True)
        return _open_and_update(path, update)
    except (sqlite3.DatabaseError, OSError):
        return _in_memory(update)


def _is_usable(error: Exception) -> bool:
    """Say whether the index itself is sound: busy, or not to be written to; a table that it lacks is damage."""
    return (
        isinstance(error, sqlite3.OperationalError) and getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR
    )


def peek(path: Path) -> sqlite3.Connection | None:
    """Open an index as it is, None where there is none of this version."""
    if not path.exists():
        return None
    db = _connect(str(path))
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] == _version(sql("schema.sql")):
            return db
    except BaseException:
        db.close()
        raise
    db.close()
    return None


def _open_and_update(path: Path, update: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(str(path))
    try:
        _prepare(db)
        update(db)
    except BaseException:
        db.close()
        raise
    return db


def _in_memory(update: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    db = _connect(_IN_MEMORY)
    _prepare(db)
    update(db)
    return db


def _connect(name: str) -> sqlite3.Connection:
    db = sqlite3.connect(name, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        db.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection) -> None:
    """Make the tables, or make them anew when another version of the program made them."""
    schema = sql("schema.sql")
    version = _version(schema)
    if db.execute("PRAGMA user_version").fetchone()[0] == version:
        return
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA user_version").fetchone()[0] != version:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            db.execute(f'DROP TABLE "{name}"')
        for statement in statements(schema):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {version}")
    db.execute("COMMIT")


def sql(name: str) -> str:
    """Read one of the package's SQL files."""
    return _HERE.joinpath(name).read_text("utf-8")


def statements(text: str) -> list[str]:
    """Split SQL at its semicolons; the package's own SQL has none in a text."""
    code = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("--"))
    return [part for part in code.split(";") if part.strip()]


def _version(schema: str) -> int:
    text = "\0".join((__version__, schema, sql("lineages.sql"), sql("facts.sql"), _vocabulary()))
    return int.from_bytes(blake2b(text.encode(), digest_size=3).digest(), "big") + 1


def _vocabulary() -> str:
    return _HERE.with_name("vocabulary.yaml").read_text("utf-8")
