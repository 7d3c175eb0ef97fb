"""Keeping the index in step with the files: what a question can touch is compared, what differs is read again."""

import sqlite3

from danvan_cli.index.comparing import Progress, Scope, differences, known
from danvan_cli.store.source import Source


def update(
    db: sqlite3.Connection, source: Source, scope: Scope | None, progress: Progress, *, facts: bool = True
) -> None:
    """Bring the index into step for a scope, None for everything.

    Reads only, unless something differs; then all changes are made at once or not at all. Whoever writes records
    asks for none of the `facts`: they are filled in for whoever counts next.
    """
    found = differences(known(db), source, scope)
    if found.any or (facts and lacks_facts(db)):
        from danvan_cli.index.refresh import refresh  # noqa: PLC0415 - where nothing changed, no YAML is read

        refresh(db, source, found, progress, facts=facts)


def lacks_facts(db: sqlite3.Connection) -> bool:
    """Say whether records were read whose facts are not filled in yet."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM changed)").fetchone()[0])
