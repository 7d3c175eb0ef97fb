"""Files that evaluations name as evidence, and that are not there."""

import sqlite3
from collections.abc import Iterator
from functools import cache

from danvan_cli.counting.checks.finding import FILES, PATH, problem
from danvan_cli.domain import rules
from danvan_cli.domain.names import folder_and_name
from danvan_cli.domain.problem import Problem
from danvan_cli.store.source import Source
from danvan_cli.text.fold import nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

EVIDENCE_MISSING = rules.warning(
    "evidence-missing",
    N_("{key}: there is no file “{value}”."),
    N_("Nearest: {near}. Put the file there, or correct the path: capitals count."),
    N_("Whoever audits a recognition asks for what it rests on."),
)
EVIDENCE_OUTSIDE = rules.warning(
    "evidence-outside",
    N_("{key}: “{value}” leads out of the data folder."),
    N_("Copy the file into the folder: danvan evaluate … --evidence FILE. Then take the old path out of the record."),
    N_("What lies elsewhere is not kept with the records, and nobody else finds it."),
)


def files_of_evidence(db: sqlite3.Connection, source: Source) -> Iterator[Problem]:
    """Find evidence that is not there. Folders are listed, each once; no file is opened."""

    @cache
    def names_in(folder: str) -> frozenset[str]:
        return frozenset(nfc(name) for name in source.names(folder))

    query = f"SELECT {PATH}, file.places, t.evidence FROM evaluation AS t {FILES} WHERE t.evidence IS NOT NULL"
    for path, places, named in db.execute(query):
        for value in named.split("\n"):
            place = folder_and_name(value)
            if place is None:
                yield problem(EVIDENCE_OUTSIDE, path, places, "evidence", value=value)
            elif nfc(place[1]) not in (names := names_in(place[0])):
                near = nearest(nfc(place[1]), names) or "–"
                yield problem(EVIDENCE_MISSING, path, places, "evidence", value=value, near=near)
