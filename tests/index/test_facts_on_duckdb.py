"""facts.sql is for engines of every size: DuckDB fills the same facts from the same records."""

import itertools
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from hypothesis import given

from danvan_cli.counting.ledger import Ledger
from danvan_cli.index.database import sql, statements
from danvan_cli.store.disk import DiskSource
from tests.helpers.data_folder import no_progress
from tests.helpers.laws import costly_cases
from tests.oracle.facts import (
    Folder,
)
from tests.oracle.strategies import folders
from tests.oracle.written_folders import write

_TYPES = {"INTEGER": "BIGINT", "TEXT": "VARCHAR", "BLOB": "BLOB"}
_FILLED = {"model": {"root"}, "evaluation": {"model_file", "astray"}}  # what the two files of SQL find out
_FUTURE = 4_000_000_000_000_000_000


@costly_cases(3)
@given(folder=folders())
def test_duckdb_fills_the_same_facts(folder: Folder) -> None:
    with TemporaryDirectory() as place:
        root = Path(place, "data")
        write(folder, root)
        ledger = Ledger(DiskSource(root, _FUTURE), Path(place, "cache"), root, no_progress)
        with closing(ledger), duckdb.connect() as other:
            db, _ = ledger.open(None)
            _copy(db, other)
            for year in sorted({*folder.models, *folder.evaluations, *folder.awards}):
                _fill(other, [year], "lineages.sql")
            _fill(other, [*folder.models], "facts.sql")
            for table in ("model", "evaluation", "fact", "sender"):
                assert _rows(other, table) == Counter(db.execute(f"SELECT * FROM {table}"))  # noqa: S608


def _copy(db: sqlite3.Connection, other: duckdb.DuckDBPyConnection) -> None:
    """Copy all tables; facts, and what is filled in with them, are left out."""
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        columns = [(name, kind) for _, name, kind, *_ in db.execute(f"PRAGMA table_info({table})")]
        other.execute(f"CREATE TABLE {table} ({', '.join(f'{name} {_TYPES[kind]}' for name, kind in columns)})")
        kept = ["NULL" if name in _FILLED.get(table, ()) else name for name, _ in columns]
        rows = [] if table in ("fact", "sender") else db.execute(f"SELECT {', '.join(kept)} FROM {table}").fetchall()  # noqa: S608
        if rows:
            marks = f"({', '.join('?' * len(columns))})"
            many = ", ".join([marks] * len(rows))
            other.execute(f"INSERT INTO {table} VALUES {many}", [*itertools.chain(*rows)])  # noqa: S608


def _fill(other: duckdb.DuckDBPyConnection, years: list[int], name: str) -> None:
    other.execute("DELETE FROM changed")
    for year in years:
        other.execute("INSERT INTO changed VALUES (?)", [year])
    for statement in statements(sql(name)):
        other.execute(statement)


def _rows(other: duckdb.DuckDBPyConnection, table: str) -> "Counter[tuple[object, ...]]":
    return Counter(other.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608


def test_filling_again_changes_nothing(tmp_path: Path) -> None:
    """A year that is filled twice has its facts once."""
    folder = Folder(
        units=[{"id": "xa-a", "name": "Xã A", "level": "xa"}],
        vocabulary={"level": [{"id": "xa"}], "rating": [], "indicator": []},
        models={2020: {"a": {"title": "Tổ", "unit": "xa-a", "kind": "tap-the", "count": 3}}},
        evaluations={2020: {("a", "xa"): {"recognized": True}}},
    )
    write(folder, tmp_path / "data")
    ledger = Ledger(DiskSource(tmp_path / "data", _FUTURE), tmp_path / "cache", tmp_path / "data", no_progress)
    with closing(ledger), duckdb.connect() as other:
        db, _ = ledger.open(None)
        _copy(db, other)
        for _ in range(2):
            _fill(other, [2020], "lineages.sql")
            _fill(other, [2020], "facts.sql")
            assert len(other.execute("SELECT * FROM fact").fetchall()) == 2
