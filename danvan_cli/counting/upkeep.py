"""What a clone of a data folder wants from time to time: what is not saved yet, a backup, a clock that goes right."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.errors import CommitError, RevisionError
from danvan_cli.domain.names import is_own
from danvan_cli.store.clone_days import day_of_last_commit, here_since, last_backup
from danvan_cli.store.clone_settings import clone_settings
from danvan_cli.store.committing import work_begun
from danvan_cli.store.repository import own_folder, unsaved_files, way_back
from danvan_cli.text.dates import last_day

_MONTH = 31  # days


class Upkeep(NamedTuple):
    """The day of the last backup, "" for none; whether one is wanted; the last commit's day if it is still to come.

    `keeps_history` is None where there is no history that changes could be kept in; `unsaved` counts the files of the
    data folder that are not in it as they are, where they are to be. `way_back` is git's command that leads back from
    an earlier state, where what is kept is easily lost, "" for none.
    """

    backed_up: str
    wants_backup: bool
    dated_ahead: str
    keeps_history: bool | None = None
    unsaved: int = 0
    way_back: str = ""


def find_upkeep(root: Path, cache: Path, today: str) -> Upkeep:
    """Return what a clone wants: a backup where for a month none was made of what has lain here that long."""
    backed_up, committed = last_backup(root, cache), day_of_last_commit(root)
    since = backed_up or here_since(root)
    wants_backup = bool(since) and (date.fromisoformat(last_day(today)) - date.fromisoformat(since)).days > _MONTH
    keeps_history, unsaved = _history(root)
    ahead = committed if committed > today else ""
    return Upkeep(backed_up, wants_backup, ahead, keeps_history, unsaved, _way_back(root) if committed else "")


def _way_back(root: Path) -> str:
    """Return what leads back; whoever has begun something with git is told by the commands that write."""
    try:
        return "" if work_begun(own_folder(root).parent) else way_back(root)
    except (OSError, RevisionError):
        return ""


def _history(root: Path) -> tuple[bool | None, int]:
    """Return whether every change is kept in the history, None without one, and how many files wait for that."""
    try:
        settings = clone_settings(root)
    except CommitError:  # it is to be kept, and git does not trust the repository: each command that writes says so
        return True, 0
    if settings is None:
        return None, 0
    return bool(settings.commits), sum(map(is_own, unsaved_files(root))) if settings.commits else 0
