"""What a clone of a data folder wants from time to time: what is not saved yet, a backup, a clock that goes right."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.commit import Aside
from danvan_cli.domain.errors import CommitError, RevisionError
from danvan_cli.domain.names import is_own
from danvan_cli.store.branches import adrift, is_on_branch, out_of_sight
from danvan_cli.store.clone_days import day_of_last_commit, here_since, last_backup
from danvan_cli.store.clone_settings import clone_settings
from danvan_cli.store.committing import CALLED, way_out, work_begun
from danvan_cli.store.git_locks import HeldLock, lasting_lock
from danvan_cli.store.made_here import made_here
from danvan_cli.store.repository import own_folder
from danvan_cli.store.unkept import unkept
from danvan_cli.store.unsaved import left_out_files, unsaved_files
from danvan_cli.text.dates import last_day

_MONTH = 31  # days


class BegunWork(NamedTuple):
    """What somebody has begun with git: what it is called, within a sentence, and git's words that leave it off."""

    what: str
    command: str


class Upkeep(NamedTuple):
    """The day of the last backup, "" for none; whether one is wanted; the last commit's day if it is still to come.

    `keeps_history` is None where there is no history that changes could be kept in; `unsaved` counts the files of the
    data folder that are not in it as they are, where they are to be. `aside` is what was written
    beside the history that is open, and what brings it in. `left_out` counts what git leaves out here,
    `lock` keeps the history from being written, and so does what somebody has `begun` with git. `written` counts those
    of the unsaved files that danvan itself wrote, before it was cut off or kept from keeping them, by these `commands`.
    """

    backed_up: str
    wants_backup: bool
    dated_ahead: str
    keeps_history: bool | None = None
    unsaved: int = 0
    aside: Aside = Aside()
    left_out: int = 0
    lock: HeldLock | None = None
    begun: BegunWork | None = None
    written: int = 0
    commands: tuple[str, ...] = ()


def find_upkeep(root: Path, cache: Path, today: str, now: float) -> Upkeep:
    """Return what a clone wants: a backup where for a month none was made of what has lain here that long.

    `now` is the present time in seconds, by which it is told what is held for long.
    """
    backed_up, committed = last_backup(root, cache), day_of_last_commit(root)
    since = backed_up or here_since(root)
    wants_backup = bool(since) and (date.fromisoformat(last_day(today)) - date.fromisoformat(since)).days > _MONTH
    keeps_history, unsaved = _history(root)
    ahead = committed if committed > today else ""
    aside, left_out = (find_aside(root), len(left_out_files(root))) if committed else (Aside(), 0)
    lock, begun = _lock(root, now), _begun(root)
    written = _written(root) if unsaved else (0, ())
    return Upkeep(backed_up, wants_backup, ahead, keeps_history, unsaved, aside, left_out, lock, begun, *written)


def _lock(root: Path, now: float) -> HeldLock | None:
    try:
        return lasting_lock(own_folder(root).parent, now)
    except (OSError, RevisionError):
        return None


def find_aside(root: Path) -> Aside:
    """Return what was written aside; while somebody has begun something with git, that comes first."""
    if _begun(root):
        return Aside()
    try:
        return out_of_sight(root, made_here(root)) if is_on_branch(root) else adrift(root)
    except (OSError, RevisionError):
        return Aside()


def _begun(root: Path) -> BegunWork | None:
    try:
        work = work_begun(own_folder(root).parent)
    except (OSError, RevisionError):
        return None
    return BegunWork(CALLED[work], way_out(work)) if work else None


def _written(root: Path) -> tuple[int, tuple[str, ...]]:
    """Return how many files danvan itself wrote that the history does not have yet, and by which commands."""
    try:
        works = unkept(own_folder(root), root)
    except (OSError, RevisionError):
        return 0, ()
    paths = {path for work in works for path in work.paths if is_own(path)}
    return len(paths), tuple(dict.fromkeys(work.command for work in works))


def _history(root: Path) -> tuple[bool | None, int]:
    """Return whether every change is kept in the history, None without one, and how many files wait for that."""
    try:
        settings = clone_settings(root)
    except CommitError:  # it is to be kept, and git does not trust the repository: each command that writes says so
        return True, 0
    if settings is None:
        return None, 0
    return bool(settings.commits), sum(map(is_own, unsaved_files(root))) if settings.commits else 0
