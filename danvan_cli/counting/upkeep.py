"""What a clone of a data folder wants from time to time: what is not saved yet, a backup, a clock that goes right."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from os.path import lexists
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.commit import Aside
from danvan_cli.domain.errors import CommitError, DamagedRevisionError, RevisionError
from danvan_cli.domain.names import is_own
from danvan_cli.store.branches import adrift, is_on_branch, out_of_sight
from danvan_cli.store.clone_days import day_of_last_commit, here_since, last_backup
from danvan_cli.store.clone_settings import clone_settings, history_refusal
from danvan_cli.store.committing import CALLED, way_out, work_begun
from danvan_cli.store.git_locks import HeldLock, lasting_lock
from danvan_cli.store.made_here import made_here
from danvan_cli.store.repository import own_folder
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
    data folder that are not in it as they are, where they are to be, None where git does not tell, for a `reason`;
    `gone` are those of them that somebody deleted. Both are None where nobody can ask git, which the `refusal` says.
    `aside` is what was written beside the history that is open, and what brings it in. `left_out` counts what git
    leaves out here, `lock` keeps the history from being written, and so does what somebody has `begun` with git.
    """

    backed_up: str
    wants_backup: bool
    dated_ahead: str
    keeps_history: bool | None = None
    unsaved: int | None = 0
    aside: Aside = Aside()
    left_out: int = 0
    lock: HeldLock | None = None
    begun: BegunWork | None = None
    gone: Sequence[str] = ()
    reason: str = ""
    refusal: RevisionError | None = None


def find_upkeep(root: Path, cache: Path, today: str, now: float) -> Upkeep:
    """Return what a clone wants: a backup where for a month none was made of what has lain here that long.

    `now` is the present time in seconds, by which it is told what is held for long.
    """
    backed_up, committed = last_backup(root, cache), day_of_last_commit(root)
    since = backed_up or here_since(root)
    wants_backup = bool(since) and (date.fromisoformat(last_day(today)) - date.fromisoformat(since)).days > _MONTH
    unsaved: list[str] | None
    reason, refusal = "", None
    try:
        keeps_history, unsaved = _history(root)
    except DamagedRevisionError as error:
        keeps_history, unsaved, reason = True, None, error.params["reason"]
    except RevisionError as error:
        keeps_history, unsaved, refusal = None, None, error
    ahead = committed if committed > today else ""
    aside, left_out = (find_aside(root), len(left_out_files(root))) if committed else (Aside(), 0)
    return Upkeep(
        backed_up,
        wants_backup,
        ahead,
        keeps_history,
        None if unsaved is None else len(unsaved),
        aside,
        left_out,
        _lock(root, now),
        _begun(root),
        gone_files(root, unsaved or ()),
        reason,
        refusal,
    )


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


def gone_files(root: Path, unsaved: Sequence[str]) -> list[str]:
    """Return which unsaved files somebody deleted; one of the same name that is new in another year was taken there."""
    there = [path for path in unsaved if lexists(root / path)]
    moved = {(path.partition("/")[0], path.rpartition("/")[2]) for path in there if "/" in path}
    lacking = [path for path in unsaved if path not in there]
    return [path for path in lacking if (path.partition("/")[0], path.rpartition("/")[2]) not in moved]


def _history(root: Path) -> tuple[bool | None, list[str]]:
    """Return whether every change is kept in the history, None without one, and which files wait for that.

    Raise RevisionError where nobody can tell.
    """
    settings = None
    with suppress(CommitError):  # it is to be kept, and git does not trust the repository
        settings = clone_settings(root)
    if settings is None:
        if refusal := history_refusal(root):
            raise refusal
        return None, []
    return bool(settings.commits), list(filter(is_own, unsaved_files(root))) if settings.commits else []
