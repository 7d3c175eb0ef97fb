"""What the checks share: from a row of the index to a problem with its place."""

import sqlite3
from collections.abc import Iterator
from itertools import compress

from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.references import Reference, named_parts, references
from danvan_cli.index.problems import place_in

PATH = "folder.path || '/' || file.name"
FILES = "JOIN file ON file.id = t.file JOIN folder ON folder.id = file.folder"


def problem(rule: Message, path: str, places: str | None, key: str, **args: str | int) -> Problem:
    """Return a problem of a key in a record's file."""
    return Problem(rule, path, place_in(places, key), {"key": key, **args})


def recorded_types(db: sqlite3.Connection) -> list[RecordType]:
    """Return the types of which there is any record: of the others nothing need be asked, which is most of the asking.

    Of what is about to be written there is mostly one.
    """
    found = ", ".join(f"EXISTS (SELECT 1 FROM {record_type.table})" for record_type in RECORD_TYPES.values())
    return list(compress(RECORD_TYPES.values(), db.execute(f"SELECT {found}").fetchone()))


def recorded_references(db: sqlite3.Connection, *, parts: bool = False) -> list[Reference]:
    """Return the columns of `references` of the types of which there is any record; with those of `parts`, too."""
    types = recorded_types(db)
    candidates = (*references(), *(named_parts() if parts else ()))
    return [reference for reference in candidates if reference.record_type in types]


def values_without(
    db: sqlite3.Connection, reference: Reference, known: str, params: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, str]]:
    """Return (path, places, value) of what a column holds that `known`, a SELECT of ids, does not."""
    table, column, own = reference.table, reference.column, reference.record_type.table
    shared = f" AND t.file IN (SELECT file FROM {own})" if table != own else ""  # of parts, several types may have one
    return iter(
        db.execute(
            f"SELECT {PATH}, file.places, t.{column} FROM {table} AS t {FILES}"
            f" WHERE t.{column} IS NOT NULL AND t.{column} NOT IN ({known}){shared}",
            params,
        )
    )


def places_of(db: sqlite3.Connection, path: str) -> str | None:
    """Return where the keys of a record's file stand."""
    folder, _, name = path.rpartition("/")
    query = (
        "SELECT file.places FROM file JOIN folder ON folder.id = file.folder WHERE folder.path = ? AND file.name = ?"
    )
    row = db.execute(query, [folder, name]).fetchone()
    return str(row[0]) if row else None


def file_of(db: sqlite3.Connection, file: int) -> tuple[str, str]:
    """Return a file's path and the places of its keys."""
    query = f"SELECT {PATH}, file.places FROM file JOIN folder ON folder.id = file.folder WHERE file.id = ?"
    path, places = db.execute(query, [file]).fetchone()
    return path, places
