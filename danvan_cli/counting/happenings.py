"""What a unit held: its activities, and whatever else has a day."""

import sqlite3
from typing import NamedTuple

from danvan_cli.domain.record_types import RECORD_TYPES


class Happening(NamedTuple):
    """Something that a unit held: an activity, or what another type of records has a day for."""

    kind: str
    id: str
    year: int
    path: str
    title: str
    day: str | None


def happenings_of(db: sqlite3.Connection, unit: str) -> list[Happening]:
    """Return what a unit held, the latest first."""
    held = " UNION ALL ".join(
        f"SELECT t.file, t.year, t.id, t.{record_type.title} AS title, t.{record_type.happens_on} AS day"
        f" FROM {record_type.table} AS t WHERE t.unit = ?1"
        for record_type in RECORD_TYPES.values()
        if record_type.happens_on
    )
    query = (
        f"SELECT folder.kind, t.id, t.year, folder.path || '/' || file.name, t.title, t.day FROM ({held}) AS t"
        " JOIN file ON file.id = t.file JOIN folder ON folder.id = file.folder"
        " ORDER BY t.year DESC, COALESCE(t.day, '') DESC, t.id"
    )
    return [Happening(*row) for row in db.execute(query, [unit])]
