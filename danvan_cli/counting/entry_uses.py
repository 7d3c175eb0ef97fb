"""What asks for an entry of a list by a condition: claims of published figures, and the office's own columns."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from danvan_cli.counting.claims import claims_of
from danvan_cli.counting.column_table import read_column
from danvan_cli.counting.measures import find_measure
from danvan_cli.counting.question import Filter, read_filter
from danvan_cli.domain.errors import RequestError
from danvan_cli.index.current_lists import Lists


def claims_asking(db: sqlite3.Connection, lists: Lists, name: str, entry: str) -> list[str]:
    """Return the paths of the figures files that ask for an entry of a list; `db` must be in step with all files."""
    asking = (
        claim.path
        for claim in claims_of(db)
        if _asks(db, lists, claim.measure, [f"{key}={value}" for key, value in claim.where.items()], (name, entry))
    )
    return list(dict.fromkeys(asking))


def columns_asking(
    db: sqlite3.Connection, lists: Lists, kept: Mapping[str, Sequence[str]], name: str, entry: str
) -> Iterator[str]:
    """Yield the names of kept sets of columns that ask for an entry of a list."""
    for own, texts in kept.items():
        columns = (column for text in texts or () if (column := read_column(str(text))))
        if any(_asks(db, lists, column.measure, column.where, (name, entry)) for column in columns):
            yield own


def _asks(db: sqlite3.Connection, lists: Lists, typed: str, conditions: Iterable[str], meant: tuple[str, str]) -> bool:
    """Whether one of the conditions of a measure asks for an entry; what cannot be asked asks for none."""
    measure = find_measure(typed)
    for condition in conditions:
        with suppress(RequestError):
            if measure and meant in _entries_of(read_filter(db, measure, condition, lists)):
                return True
    return False


def _entries_of(asked: Filter) -> list[tuple[str, str]]:
    level = [("level", asked.axis.at)] if asked.axis.at else []
    return [*level, *((asked.axis.dimension.choices, value) for value in asked.values)]
