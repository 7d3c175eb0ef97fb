"""What a command works with: the data folder that is meant, the user's cache, the clock."""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_cli.cli.common import DATA
from danvan_cli.cli.progress import Progress
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.question import Refused
from danvan_cli.store.disk import DiskSource
from danvan_cli.store.locate import find_folder

if TYPE_CHECKING:
    from danvan_cli.recording.desk import Desk

_PRIMARY = 0xFF  # of SQLite's error codes, whose further bits tell more


def data_folder(ctx: click.Context) -> Path:
    """Find the data folder that is meant; raise Refused where there is none."""
    folder = find_folder(ctx.meta.get(DATA), Path.cwd())
    if not folder.is_dir():
        raise Refused("no-folder", path=str(folder))
    return folder.resolve()


def open_ledger(ctx: click.Context, revision: str | None = None) -> Ledger:
    """Open the data folder for questions, as it is or as it was; closed when the command ends."""
    root = data_folder(ctx)
    ledger = Ledger(_source(root, revision), cache_folder(), root, Progress())
    ctx.call_on_close(ledger.close)
    return ledger


def open_desk(ctx: click.Context, *, trusting: bool = True) -> "Desk":
    """Open the data folder for changes."""
    from danvan_cli.recording.desk import Desk

    return Desk(open_ledger(ctx), time.strftime("%Y-%m-%d"), trusting=trusting)


def _source(root: Path, revision: str | None):  # type: ignore[no-untyped-def]  # noqa: ANN202
    if revision is None:
        return DiskSource(root, time.time_ns())
    from danvan_cli.store.git import GitSource, find_revision

    return GitSource(root, find_revision(root, revision))


def cache_folder() -> Path:
    """Give the folder of the indexes; DANVAN_CACHE names another."""
    named = os.environ.get("DANVAN_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("danvan", appauthor=False)


def forget_indexes(error: BaseException) -> bool:
    """Throw the indexes away if the error says that one is damaged, and not only held by another danvan; say so."""
    import sqlite3

    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if not isinstance(error, sqlite3.DatabaseError) or code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return False
    for index in cache_folder().glob("*.db"):
        with suppress(OSError):  # Windows keeps a file that another danvan has open
            index.unlink(missing_ok=True)
    return True
