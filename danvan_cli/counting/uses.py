"""How many records state each value of the lists, year by year: what a change of an entry concerns."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping

from danvan_cli.domain.references import named_parts, references

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
