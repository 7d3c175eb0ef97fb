"""How many records state each value of the lists, year by year: what a change of an entry concerns."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping

from danvan_cli.domain.references import named_parts, references

Uses = Mapping[tuple[str, str], Mapping[int, int]]


def uses(db: sqlite3.Connection) -> Uses:
    """Return {(list, value): {campaign year: how many records state it}}; `db` must be in step with all files."""
    stated = " UNION ALL ".join(
        f"SELECT '{reference.field.choices}' AS list, t.{reference.column} AS value, r.year AS year, t.file AS file"
        f" FROM {reference.table} AS t JOIN {reference.record_type.table} AS r ON r.file = t.file"
        for reference in (*references(), *named_parts())
        if reference.field.choices
    )
    counted: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for name, value, year, number in db.execute(
        f"SELECT list, value, year, COUNT(DISTINCT file) FROM ({stated}) WHERE value IS NOT NULL GROUP BY 1, 2, 3"
        " ORDER BY 3"
    ):
        counted[name, value][year] = number
    return counted
