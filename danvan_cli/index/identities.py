"""Which records may be the same thing: found by what their type says makes them so."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from danvan_cli.domain.names import year_of
from danvan_cli.domain.record_type import RecordType
from danvan_cli.text.fold import bare, fold, needle, occurring
from danvan_cli.text.periods import Period

_PATH = "folder.path || '/' || file.name"
_FILES = "JOIN file ON file.id = t.file JOIN folder ON folder.id = file.folder"
_MOST_TOLD = 200


class IdentifiedRecord(NamedTuple):
    """A record on file, and what it states of the keys that make it the thing that it is."""

    path: str
    values: Mapping[str, Any]


def alike(
    db: sqlite3.Connection, record_type: RecordType, year: int, values: Mapping[str, Any]
) -> Iterator[IdentifiedRecord]:
    """Yield the records of a campaign year among which are all that may be the same thing as one that states this.

    The year's records of the type must be in step.
    """
    columns = _compared_columns(record_type)
    conditions = " AND ".join(["t.year = ?", *(f"t.{column} IS ?" for column in columns.values())])
    compared = [
        values.get(key) if column == key else record_type.compared_loosely(key, values)
        for key, column in columns.items()
    ]
    return _select_records(db, record_type, f"WHERE {conditions}", [year, *compared])


def of_year(db: sqlite3.Connection, record_type: RecordType, year: int) -> Iterator[IdentifiedRecord]:
    """Yield all records of a campaign year; those of the type must be in step."""
    return _select_records(db, record_type, "WHERE t.year = ?", [year])


def titled_alike(
    db: sqlite3.Connection, record_type: RecordType, year: int, values: Mapping[str, Any]
) -> Iterator[IdentifiedRecord]:
    """Yield the records of a campaign year of the same title, of any unit; those of the type must be in step."""
    column = _compared_columns(record_type)[record_type.title]
    title = fold(values.get(record_type.title) or "") or None
    return _select_records(db, record_type, f"WHERE t.year = ? AND t.{column} IS ?", [year, title])


def suspects(db: sqlite3.Connection, record_type: RecordType) -> Iterator[tuple[int, IdentifiedRecord]]:
    """Yield (campaign year, record) of the records that another one may be the same thing as, these side by side."""
    columns = ["year", *_compared_columns(record_type).values()]
    listed, same = ", ".join(columns), " AND ".join(f"twice.{column} IS t.{column}" for column in columns)
    join = (
        f"JOIN (SELECT {listed} FROM {record_type.table} GROUP BY {listed} HAVING COUNT(DISTINCT file) > 1) AS twice"
        f" ON {same} ORDER BY {', '.join(f't.{column}' for column in columns)}, file.name"
    )
    for record in _select_records(db, record_type, join, []):
        yield year_of(record.path), record


def suspects_elsewhere(db: sqlite3.Connection, record_type: RecordType) -> Iterator[tuple[int, IdentifiedRecord]]:
    """Yield (campaign year, record) of the records whose title another unit has in the same year, year by year."""
    columns = _compared_columns(record_type)
    moved = columns.pop(record_type.may_move)
    units: defaultdict[tuple[Any, ...], set[Any]] = defaultdict(set)
    files: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    query = f"SELECT file, {moved}, year, {', '.join(columns.values())} FROM {record_type.table}"
    for file, unit, *title in db.execute(query):  # SQLite would sort all of them, which takes five times as long
        units[tuple(title)].add(unit)
        files[tuple(title)].append(file)
    alike = [file for title, of_title in files.items() if len(units[title]) > 1 for file in of_title]
    where = "WHERE t.file IN (SELECT value FROM json_each(?)) ORDER BY t.year, file.name"
    for record in _select_records(db, record_type, where, [json.dumps(alike)]) if alike else ():
        yield year_of(record.path), record


def years_of(db: sqlite3.Connection, record_type: RecordType, name: str) -> list[int]:
    """Return the campaign years in which a record of an id is; those of the type must be in step."""
    return [year for (year,) in db.execute(f"SELECT year FROM {record_type.table} WHERE id = ?", [name])]


def ids_told_by(
    db: sqlite3.Connection,
    record_types: Iterable[RecordType],
    typed: str,
    years: Period | None = None,
    unit: str = "",
) -> list[tuple[str, str]]:
    """Return (id, what it is called) of the records of types whose ids begin so, the latest first.

    Models of the `unit` go before all others. Where there are none: of those with a word of the id that begins so; else
    of those in whose titles it occurs.
    """
    among = " UNION ALL ".join(
        f"SELECT file, id, year, COALESCE({record_type.title}, '') AS title FROM {record_type.table}"
        for record_type in record_types
    )
    in_years, between = ("t.year BETWEEN ? AND ?", list(years)) if years else ("1", [])
    plain = typed.lower()

    def select(condition: str, value: str, limit: int = _MOST_TOLD) -> list[tuple[str, str]]:
        query = (
            f"SELECT t.id, t.title FROM ({among}) AS t LEFT JOIN words ON words.file = t.file"
            f" WHERE {condition} AND {in_years}"
            " ORDER BY t.file IN (SELECT file FROM model WHERE unit = ?) DESC, t.year DESC, t.id DESC LIMIT ?"
        )
        return db.execute(query, [value, *between, unit, limit]).fetchall()

    by_id = select("instr(t.id, ?) = 1", plain) if plain else select("t.id <> ?", "")
    if by_id or not plain:
        return by_id
    told = select("instr(t.id, ?)", f"-{plain}")
    if told:
        return told
    is_held = occurring(typed)
    held = select("instr(' ' || words.bare || ' ', ?)", needle(bare(typed)), limit=-1)
    return list(islice(((name, title) for name, title in held if is_held(title)), _MOST_TOLD))


def _compared_columns(record_type: RecordType) -> dict[str, str]:
    """Return the columns that SQL can compare, by key; texts that are not kept folded are left to `RecordType`."""
    fields = record_type.fields
    folded = {column.key: column.name for column in record_type.columns if column.compares}
    return {
        key: folded.get(key, key) for key in record_type.must_agree if key in folded or not fields[key].type.is_searched
    }


def _select_records(
    db: sqlite3.Connection, record_type: RecordType, clauses: str, parameters: Sequence[Any]
) -> Iterator[IdentifiedRecord]:
    keys = (
        *record_type.identity,
        *filter(None, [record_type.told_apart_by, record_type.copies]),
        *(["count"] if record_type.may_move else []),
    )
    columns = ", ".join("t.number" if key == "count" else f"t.{key}" for key in keys)
    query = f"SELECT DISTINCT {_PATH}, {columns} FROM {record_type.table} AS t {_FILES} {clauses}"
    for path, *stated in db.execute(query, parameters):
        pairs = zip(keys, stated, strict=True)
        yield IdentifiedRecord(path, {key: value for key, value in pairs if value is not None})
