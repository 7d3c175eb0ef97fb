"""Keeping the index in step with the files: what a question can touch is compared, what differs is read again."""

import sqlite3

from danvan_cli.index import database
from danvan_cli.index.comparing import ALL_YEARS, Progress, Scope, astray, differs, known, lacks_facts
from danvan_cli.store.source import Source

_ROUNDS = 8


def begin(db: sqlite3.Connection, source: Source, scope: Scope | None, progress: Progress) -> None:
    """Bring the index into step for a scope, None for everything, and begin to read it at that very state.

    Where others changed it between the two, all is compared again; where they never leave off, they are kept out.
    """
    for _ in range(_ROUNDS):
        generation = _update_with_models(db, source, scope, progress)
        db.execute("BEGIN")
        if database.generation(db) == generation:
            return
        db.execute("COMMIT")
    db.execute("BEGIN IMMEDIATE")
    _update_with_models(db, source, scope, progress)


def _update_with_models(db: sqlite3.Connection, source: Source, scope: Scope | None, progress: Progress) -> int:
    """Bring the index into step, the models of all years included where an evaluation's lies astray."""
    generation = update(db, source, scope, progress)
    if scope and astray(db, scope):
        return update(db, source, scope._replace(models=ALL_YEARS), progress)
    return generation


def update(
    db: sqlite3.Connection, source: Source, scope: Scope | None, progress: Progress, *, facts: bool = True
) -> int:
    """Bring the index into step for a scope, None for everything; return the generation that is.

    Reads only, unless something differs; then all changes are made at once or not at all. Whoever writes records
    asks for none of the `facts`: they are filled in for whoever counts next.
    """
    with database.reading(db):
        generation, indexed, lacking = database.generation(db), known(db), facts and lacks_facts(db)
    if not lacking and not differs(indexed, source, scope):
        return generation
    from danvan_cli.index.refresh import refresh  # noqa: PLC0415 - where nothing changed, no YAML is read

    return refresh(db, source, scope, progress, facts=facts)
