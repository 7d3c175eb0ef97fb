"""Files by which git keeps others from changing a part of it, and which stay where a git was killed or the power went.

Nobody can tell for sure, on every system, whether whoever holds one is still at work: git closes the file while an
editor is open. So none is ever removed: it is told since when it lies there, and what removes it.
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from danvan_cli.store.owners import quoted
from danvan_cli.store.windows import WINDOWS

_HELD = re.compile(r"Unable to create '([^'\n]+\.lock)': File exists")
_NAMES = ("index.lock", "HEAD.lock")
_LASTING = 60  # seconds: what is held longer is told also where nobody writes


class HeldLock(NamedTuple):
    """A file that keeps others from a part of git, since when it lies there, and what removes it."""

    path: str
    moment: str
    command: str


def is_held(said: str) -> bool:
    """Whether git says that another one has what it wants."""
    return bool(_HELD.search(said))


def lock_named(said: str) -> HeldLock | None:
    """Return the lock that git names as the one in its way; None for none, or where it is gone by now."""
    match = _HELD.search(said)
    return _lock(Path(match[1])) if match else None


def lasting_lock(git_folder: Path, now: float) -> HeldLock | None:
    """Return a lock that is held for longer than any command takes, None for none; `now` in seconds."""
    places = [git_folder / name for name in _NAMES]
    try:
        branch = (git_folder / "HEAD").read_text("utf-8").removeprefix("ref: ").strip()
        old = [place for place in [*places, git_folder / f"{branch}.lock"] if now - _made(place) > _LASTING]
    except OSError:
        return None
    return _lock(old[0]) if old else None


def _made(file: Path) -> float:
    return file.stat().st_mtime if os.path.lexists(file) else float("inf")


def _lock(file: Path) -> HeldLock | None:
    try:
        made = datetime.fromtimestamp(_made(file), UTC).astimezone()
    except (OSError, OverflowError):
        return None
    return HeldLock(str(file), made.isoformat(), f"{'del' if WINDOWS else 'rm'} {quoted(file)}")
