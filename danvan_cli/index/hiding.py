"""What hides the index's tables for a while: whoever asks these by their bare names finds nothing else in them."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_cli.domain.names import RecordName, id_of
from danvan_cli.domain.record_types import RECORD_TYPES

if TYPE_CHECKING:
    from danvan_cli.index.current_lists import Unit


class UnwrittenRecord(NamedTuple):
    """What a record's file states, or would state once it is written."""

    kind: str
    path: str
    values: Mapping[str, Any]


def with_hidden(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the names under which all rows of a table are found: what is hidden, and what hides it."""
    hides = db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", [table]).fetchone()
    return (f"main.{table}", table) if hides else (table,)


@contextmanager
def year_alone(db: sqlite3.Connection, year: int) -> Iterator[None]:
    """Hide what the records of other years state."""
    of_year = f"year = {year:d}"
    conditions = {}
    for record_type in RECORD_TYPES.values():
        if record_type.columns:
            conditions[record_type.table] = of_year
            of_records = f"file IN (SELECT file FROM main.{record_type.table} WHERE {of_year})"
            conditions |= {part.table: of_records for part in record_type.parts}
    try:
        for table, condition in conditions.items():
            db.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {condition}")
        yield
    finally:
        for table in conditions:
            db.execute(f"DROP VIEW IF EXISTS temp.{table}")


@contextmanager
def records_alone(
    db: sqlite3.Connection, records: Iterable[UnwrittenRecord], units: Collection["Unit"] = ()
) -> Iterator[None]:
    """Hide all files: there are only these records, which have no places. The index itself is not written to.

    `units` are about to be added to those that there are.
    """
    from danvan_cli.index.batch import insert_rows  # noqa: PLC0415 - only who writes records makes rows of them
    from danvan_cli.index.rows import COLUMNS  # noqa: PLC0415

    hidden = ("folder", "file", *COLUMNS)
    try:
        definitions = dict(db.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'table'").fetchall())
        for table in hidden:
            db.execute(definitions[table].replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
        insert_rows(db, _rows(records))
        if units:
            _add_units(db, units)
        yield
    finally:
        for table in (*hidden, "unit"):
            db.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _add_units(db: sqlite3.Connection, units: Iterable["Unit"]) -> None:
    db.execute("CREATE TEMP TABLE unit AS SELECT * FROM main.unit")
    rows = [(unit.id, unit.name, unit.level, unit.parent, unit.since_day, unit.until_day, unit.id) for unit in units]
    db.executemany(
        "INSERT INTO temp.unit (id, name, level, parent, since_day, until_day, now) VALUES (?, ?, ?, ?, ?, ?, ?)", rows
    )


def _rows(records: Iterable[UnwrittenRecord]) -> dict[str, list[tuple[Any, ...]]]:
    from danvan_cli.domain.reading import FileReading, StatedValues  # noqa: PLC0415 - as above
    from danvan_cli.index.rows import RecordFile, record_rows  # noqa: PLC0415

    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    folders: dict[str, int] = {}
    for number, (kind, path, values) in enumerate(records, 1):
        folder, _, name = path.rpartition("/")
        rows["file"].append((number, folders.setdefault(folder, len(folders) + 1), name, "", 0, 1, ""))
        record = RecordFile(number, kind, int(folder.rpartition("/")[2]), RecordName(*id_of(path).split(".")))
        entries = [StatedValues(dict(claim), {}) for claim in values.get("claims", ())]
        for table, row in record_rows(record, FileReading(StatedValues(dict(values), {}), entries, [])):
            rows[table].append(row)
    rows["folder"] = [(number, folder) for folder, number in folders.items()]
    return rows
