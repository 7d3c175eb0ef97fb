"""What a clone of a data folder wants from time to time: a backup, and a clock that goes right."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from danvan_cli.store.clone_days import day_of_last_commit, here_since, last_backup
from danvan_cli.text.dates import last_day

_MONTH = 31  # days


class Upkeep(NamedTuple):
    """The day of the last backup, "" for none; whether one is wanted; the last commit's day if it is still to come."""

    backed_up: str
    wants_backup: bool
    dated_ahead: str


def find_upkeep(root: Path, cache: Path, today: str) -> Upkeep:
    """Return what a clone wants: a backup where for a month none was made of what has lain here that long."""
    backed_up, committed = last_backup(root, cache), day_of_last_commit(root)
    since = backed_up or here_since(root)
    wants_backup = bool(since) and (date.fromisoformat(last_day(today)) - date.fromisoformat(since)).days > _MONTH
    return Upkeep(backed_up, wants_backup, committed if committed > today else "")
