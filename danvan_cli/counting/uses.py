"""Which records state a value of the lists, and how many, year by year: what a change of an entry or unit concerns."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from danvan_cli.domain.references import Reference, named_parts, references

Uses = Mapping[tuple[str, str], Mapping[int, int]]


def uses(db: sqlite3.Connection, *lists: str) -> Uses:
    """Return {(list, value): {campaign year: how many records state it}}; `db` must be in step with all files."""
    counted: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    query = f"SELECT list, value, year, COUNT(*) FROM ({' UNION ALL '.join(_statements(lists))}) GROUP BY 1, 2, 3"
    for name, value, year, number in db.execute(f"{query} ORDER BY 3"):
        counted[name, value][year] = number
    return counted


def _statements(lists: tuple[str, ...]) -> Iterator[str]:
    """Yield a SELECT for each key that holds values of these lists: (list, value, year), a row a record and value."""
    for reference in references():
        if reference.field.choices in lists:
            column = reference.column
            yield (
                f"SELECT '{reference.field.choices}' AS list, {column} AS value, year FROM {reference.table}"
                f" WHERE {column} IS NOT NULL"
            )
    for part in named_parts():
        if part.field.choices in lists:
            yield (
                f"SELECT '{part.field.choices}' AS list, value, year FROM"
                f" (SELECT DISTINCT t.{part.column} AS value, t.file, r.year FROM {part.table} AS t"
                f" JOIN {part.record_type.table} AS r ON r.file = t.file)"
            )


def stating_unit(db: sqlite3.Connection, unit: str) -> list[str]:
    """Return the paths of the records that state a unit by a key of their own; `db` must be in step with all files."""
    return _paths_stating(db, (reference for reference in references() if reference.field.refers == "unit"), unit)


def stating_entry(db: sqlite3.Connection, name: str, entry: str) -> list[str]:
    """Return the paths of the records that state an entry of a list; `db` must be in step with all files."""
    stating = (reference for reference in (*references(), *named_parts()) if reference.field.choices == name)
    return _paths_stating(db, stating, entry)


def _paths_stating(db: sqlite3.Connection, stating: Iterable[Reference], value: str) -> list[str]:
    selects = [f"SELECT file FROM {reference.table} WHERE {reference.column} = ?1" for reference in stating]
    query = (
        f"SELECT DISTINCT folder.path || '/' || file.name FROM file JOIN folder ON folder.id = file.folder"
        f" WHERE file.id IN ({' UNION ALL '.join(selects)}) ORDER BY folder.year, file.name"
    )
    return [path for (path,) in db.execute(query, [value])] if selects else []


def evidence_named(db: sqlite3.Connection) -> list[tuple[str, list[str]]]:
    """Return (path, the files that it names as evidence) of the records that name any; `db` must be in step."""
    query = (
        "SELECT folder.path || '/' || file.name, t.evidence FROM evaluation AS t JOIN file ON file.id = t.file"
        " JOIN folder ON folder.id = file.folder WHERE t.evidence IS NOT NULL"
    )
    return [(path, evidence.split("\n")) for path, evidence in db.execute(query)]
