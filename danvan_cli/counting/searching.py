"""Records and units by words that they hold."""

import json
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from danvan_cli.counting.finding import NO_WORDS, RECORDS
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.names import UNITS_FILE
from danvan_cli.text.fold import bare, needle, occurs


class SearchHit(NamedTuple):
    """A record that holds the words looked for."""

    id: str
    kind: str
    year: int
    path: str
    title: str | None
    unit: str | None


class SearchResult(NamedTuple):
    """What was found; `without_diacritics` where nothing agreed in all of them."""

    hits: list[SearchHit]
    without_diacritics: bool


def search(db: sqlite3.Connection, words: str) -> SearchResult:
    """Find units and records by words; raise RequestError where there are none to look for.

    Words with any diacritic must agree in all; if nothing does, they are matched without, and `SearchResult` says so.
    """
    plain = bare(words)
    if not plain:
        raise RequestError(NO_WORDS)
    hits = [*_unit_hits(db, needle(plain)), *_record_hits(db, needle(plain))]
    exact = [hit for hit, words_held in hits if occurs(words, words_held)]
    return SearchResult(exact or [hit for hit, _ in hits], without_diacritics=bool(hits) and not exact)


def _record_hits(db: sqlite3.Connection, wanted: str) -> Iterator[tuple[SearchHit, str]]:
    rows = db.execute(
        f"SELECT w.said, t.* FROM words AS w JOIN ({RECORDS}) AS t ON t.file = w.file"
        " WHERE instr(' ' || w.bare || ' ', ?) ORDER BY t.year DESC, t.id",
        [wanted],
    )
    for words_held, _, *hit in rows:
        yield SearchHit(*hit), words_held


def _unit_hits(db: sqlite3.Connection, wanted: str) -> Iterator[tuple[SearchHit, str]]:
    for unit, name, aliases, parent in db.execute("SELECT id, name, aliases, parent FROM unit ORDER BY position"):
        words_held = " · ".join([unit, name, *json.loads(aliases)])
        if wanted in f" {bare(words_held)} ":
            yield SearchHit(unit, "unit", 0, UNITS_FILE, name, parent), words_held
