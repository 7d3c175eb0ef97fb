"""One SQLite file a data folder, in the user's cache. Whatever is wrong with it, it is built anew, silently.

It bears a seal: its own time says at which generation danvan left it. What writes to it besides danvan changes that
time, and SQLite would not notice a page that stands where another belongs.
"""

import functools
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from danvan_cli import __version__
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index import cache
from danvan_cli.index.cache import CacheError
from danvan_cli.store.digest import blake2b
from danvan_cli.store.windows import WINDOWS
from danvan_cli.text.mark import N_

CACHE_OTHER = Message(
    "cache-other",
    N_(
        "{path} is another program's database, and danvan leaves it alone. Move it away, or name another folder in "
        "DANVAN_CACHE."
    ),
)

_HERE = Path(__file__).parent
_IN_MEMORY = ":memory:"
_APPLICATION = 0x44564B49  # "DVKI": by it the files are danvan's
_BUSY_SECONDS = 60.0
_CACHE_KIB = 32_000
_ATTEMPTS = 3
# Seals lie between 2001 and 2011, in whole even seconds, which FAT keeps too: no program writes a file's time so.
_SEALS_FROM, _SEALS, _NANOSECONDS = 1_000_000_000, 150_000_000, 1_000_000_000
_PRIMARY = 0xFF  # of SQLite's error codes, whose further bits tell more

# What SQLite says of damage may hold bytes of it, of which Python then makes another error.
ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)


class DamagedError(sqlite3.DatabaseError):
    """The index was written to by something else, or by another version of the program."""


def index_file(cache: Path, root: Path, revision: str | None) -> Path:
    """Return the index's place; the states of git's revisions share one of their own."""
    name = blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return cache / f"index-{name}{'-revisions' if revision else ''}.db"


def use(path: Path, update: Callable[[sqlite3.Connection], object]) -> sqlite3.Connection:
    """Open the index and bring it up to date with `update`; raise CacheError where something else lies in its place.

    A damaged one is thrown away and built anew; where the cache cannot be used at all, one in memory serves.
    """
    for _ in range(_ATTEMPTS):
        try:
            return _open_and_update(path, update)
        except (*ERRORS, OSError) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_DBMOVED:
                continue  # another danvan has put a new index in the place of the one that was open
            if not is_damage(error):
                break
        try:
            cache.remove(path)
        except OSError:
            break
    return _open_in_memory(update)


def is_damage(error: Exception) -> bool:
    """Whether the index itself is unsound: not busy, or not to be written to; a table that it lacks is damage."""
    return isinstance(error, ERRORS) and (
        not isinstance(error, sqlite3.OperationalError)
        or getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR
    )


def is_unusable(error: BaseException) -> bool:
    """Whether an error while the index is asked says that it is of no use, and not only held by another danvan."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    return isinstance(error, ERRORS) and code not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def peek(path: Path) -> sqlite3.Connection | None:
    """Open an index as danvan left it, None where there is none of this version; raise DamagedError, CacheError."""
    db = as_it_is(path)
    if db is not None:
        with _closing_on_errors(db):
            _check_seal(db)
    return db


def as_it_is(path: Path) -> sqlite3.Connection | None:
    """Open an index whatever befell it, None where there is none of this version; raise CacheError."""
    try:
        cache.refuse_foreign(path.parent)
        cache.refuse_foreign(path)
    except OSError:
        return None
    db = _connect(str(path))
    with _closing_on_errors(db):
        if _is_of_this_version(db, path):
            return db
    db.close()
    return None


def renew(path: Path, build: Callable[[sqlite3.Connection], None]) -> None:
    """Build the index anew, and put it in the place of the old one once it is whole; raise CacheError, OSError."""
    fresh = path.with_name(f"{path.name}-{os.urandom(8).hex()}")
    try:
        with closing(_open_and_update(fresh, build)):
            pass
        with _keeping_others_out(path):
            cache.journal_of(path).unlink(missing_ok=True)
            fresh.replace(path)
    finally:
        with suppress(OSError):
            cache.remove(fresh)


@contextmanager
def _keeping_others_out(path: Path) -> Iterator[None]:
    """Keep others from changing an index that is about to go: what they had begun would be taken for the new one's."""
    db = None
    with suppress(*ERRORS):  # what is not even a database, nobody changes
        db = _connect(str(path))
        db.execute("BEGIN IMMEDIATE")
    if db is not None and WINDOWS:  # pragma: no branch - on Windows
        db.close()  # pragma: no cover - on Windows, where nothing can be replaced that is open
    try:
        yield
    finally:
        if db is not None:
            db.close()


def _open_and_update(path: Path, update: Callable[[sqlite3.Connection], object]) -> sqlite3.Connection:
    cache.make_file(path)
    db = _connect(str(path))
    with _closing_on_errors(db):
        (_check_seal if _is_of_this_version(db, path) else _make_tables)(db)
        update(db)
    return db


def _open_in_memory(update: Callable[[sqlite3.Connection], object]) -> sqlite3.Connection:
    db = _connect(_IN_MEMORY)
    with _closing_on_errors(db):
        _make_tables(db)
        update(db)
    return db


def _connect(name: str) -> sqlite3.Connection:
    db = sqlite3.connect(name, timeout=_BUSY_SECONDS, isolation_level=None)
    with _closing_on_errors(db):
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        db.execute("PRAGMA temp_store = MEMORY")
    return db


@contextmanager
def _closing_on_errors(db: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        db.close()
        raise


def _is_of_this_version(db: sqlite3.Connection, path: Path) -> bool:
    """Whether the tables are those of this version; raise CacheError where they are not danvan's at all."""
    application = _pragma(db, "application_id")
    if application != _APPLICATION and (application or _pragma(db, "schema_version")):
        raise CacheError(CACHE_OTHER, path=path)
    return _pragma(db, "user_version") == _version()


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _make_tables(db: sqlite3.Connection) -> None:
    """Make the tables of an empty index; raise DamagedError where another version of the program made some."""
    with writing(db):
        if _pragma(db, "user_version") == _version():
            return  # another danvan was quicker
        if _pragma(db, "schema_version"):
            raise DamagedError
        for statement in statements(_schema()):
            db.execute(statement)
        first = int.from_bytes(os.urandom(6), "big")  # no other index has had these generations
        db.execute("INSERT INTO state VALUES (?, ?)", [first, _keeps_times(_file_name(db))])
        db.execute(f"PRAGMA application_id = {_APPLICATION}")
        db.execute(f"PRAGMA user_version = {_version()}")


@contextmanager
def reading(db: sqlite3.Connection) -> Iterator[None]:
    """Read the index at one state, which is the caller's own where one is being read already."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:  # where it cannot be read SQLite has gone back by itself
            db.execute("COMMIT")


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """Change the index: all at once or not at all. Others look at it again when it is sealed, and not before.

    Within a transaction of the caller's nothing is kept once that ends.
    """
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        # Not before: whoever waited for the lock so would keep its reader's lock, and the one that has it out.
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        yield
        db.execute("COMMIT")
        _seal(db)
    finally:
        if db.in_transaction:  # where the disk was full SQLite has gone back by itself
            db.execute("ROLLBACK")
        with suppress(*ERRORS):  # what went wrong before is said
            db.execute("PRAGMA locking_mode = NORMAL")
            db.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()  # now the lock goes


def generation(db: sqlite3.Connection) -> int:
    """Return the number that each change of the index raises."""
    return int(db.execute("SELECT generation FROM state").fetchone()[0])


def raise_generation(db: sqlite3.Connection) -> None:
    """Count a change of the index."""
    db.execute("UPDATE state SET generation = generation + 1")


def _file_name(db: sqlite3.Connection) -> str:
    return str(db.execute("PRAGMA database_list").fetchone()[2])


def _seal(db: sqlite3.Connection) -> None:
    number, sealed = db.execute("SELECT generation, sealed FROM state").fetchone()
    if sealed:
        with suppress(OSError):  # unsealed, it is built anew when it is asked next
            os.utime(_file_name(db), ns=(_seal_time(number),) * 2)


def _seal_time(number: int) -> int:
    return (_SEALS_FROM + 2 * (number % _SEALS)) * _NANOSECONDS


def _check_seal(db: sqlite3.Connection) -> None:
    """Raise DamagedError where something else than danvan has written to the index since danvan did."""
    with reading(db):
        state = db.execute("SELECT generation, sealed FROM state").fetchone()
        if state is None or (state[1] and Path(_file_name(db)).stat().st_mtime_ns != _seal_time(state[0])):
            raise DamagedError


def _keeps_times(name: str) -> bool:
    """Whether a file's time stays as it is set; Windows sets it again when what has written lets go of the file."""
    if not name or WINDOWS:
        return False
    with suppress(OSError):
        os.utime(name, ns=(_seal_time(0),) * 2)
        return Path(name).stat().st_mtime_ns == _seal_time(0)
    return False


def _schema() -> str:
    """Return the SQL that makes a table for each type of records, and the rest; also what of these is read often."""
    return "".join(_table(each) for each in RECORD_TYPES.values() if each.columns) + sql("schema.sql")


def _table(record_type: RecordType) -> str:
    names = ", ".join(f"{name} TEXT" for name in record_type.named_by)
    columns = ", ".join(f"{column.name} {'INTEGER' if column.whole else 'TEXT'}" for column in record_type.columns)
    return f"CREATE TABLE {record_type.table} (file INTEGER PRIMARY KEY, {names}, year INTEGER, {columns});\n"


def facts_sql() -> str:
    """Return the SQL that fills in what can be counted, also of types of records that have their own."""
    return "".join([sql("facts.sql"), *(record_type.facts for record_type in RECORD_TYPES.values())])


@functools.cache
def sql(name: str) -> str:
    """Read one of the package's SQL files."""
    return _HERE.joinpath(name).read_text("utf-8")


@functools.cache
def statements(text: str) -> list[str]:
    """Split SQL at its semicolons; the package's own SQL has none in a text."""
    code = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("--"))
    return [part for part in code.split(";") if part.strip()]


@functools.cache
def _version() -> int:
    """Return what changes with the program, its SQL, lists and words: an index of another one is made anew."""
    words = [_HERE.parent.joinpath(name).read_text("utf-8") for name in ("vocabulary.yaml", "domain/abbreviations.py")]
    text = "\0".join((__version__, _schema(), sql("lineages.sql"), facts_sql(), *words))
    return int.from_bytes(blake2b(text.encode(), digest_size=3).digest(), "big") + 1  # 0: no version yet
