"""Which models of a year may go on in the next, and which are said to."""

import sqlite3
from typing import NamedTuple

from danvan_cli.counting.checks.finding import FILES, PATH


class EarlierModel(NamedTuple):
    """A model as far as it tells which one it is; of an earlier year, under its unit of then."""

    id: str
    path: str
    title: str
    unit: str
    person: str | None = None


def going_on(db: sqlite3.Connection, year: int, title: str | None = None) -> list[EarlierModel]:
    """Return the single models of a year that had not ended on its last day; the year's models must be in step.

    With a title, folded, only those that bear it.
    """
    query = (
        f"SELECT t.id, {PATH}, t.title, t.unit, t.person FROM model AS t {FILES} WHERE t.year = ?"
        " AND COALESCE(t.number, 1) = 1 AND (t.ended_day IS NULL OR t.ended_day > ?)"
        f"{' AND t.title_key = ?' if title is not None else ''} ORDER BY file.name"
    )
    asked = [year, f"{year}-12-31", *([] if title is None else [title])]
    return [EarlierModel(*row) for row in db.execute(query, asked)]


def unlinked(db: sqlite3.Connection, year: int) -> list[EarlierModel]:
    """Return the single models of a year that may carry one on: they name none, and are not said to be new."""
    query = (
        f"SELECT t.id, {PATH}, t.title, t.unit, t.person FROM model AS t {FILES} WHERE t.year = ?"
        " AND COALESCE(t.number, 1) = 1 AND t.continues IS NULL AND COALESCE(t.origin, 'duy-tri') = 'duy-tri'"
        " ORDER BY file.name"
    )
    return [EarlierModel(*row) for row in db.execute(query, [year])]


def continued(db: sqlite3.Connection, year: int) -> dict[str, str]:
    """Return, by the ids of the models that single ones of a year continue, the paths of these."""
    query = (
        f"SELECT t.continues, {PATH} FROM model AS t {FILES}"
        " WHERE t.year = ? AND t.continues IS NOT NULL AND COALESCE(t.number, 1) = 1"
    )
    return dict(db.execute(query, [year]).fetchall())
