"""The days of a clone of a data folder: when it was backed up, since when it is here, which day its last commit bears.

When it was backed up is the clone's own affair: it stands in its git folder, without one in the user's cache.
"""

from contextlib import suppress
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from danvan_cli.domain.errors import RevisionError
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE
from danvan_cli.store.repository import ask, own_folder
from danvan_cli.text.dates import is_date

_LETTERS = len("2026-11-30")


def note_backup(root: Path, cache: Path, day: str) -> None:
    """Remember the day of a backup, as far as it can be: what was backed up is so anyway."""
    file = _note(root, cache)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{day}\n", "utf-8", newline="\n")


def last_backup(root: Path, cache: Path) -> str:
    """Return the day of this clone's last backup, "" where none is known."""
    try:
        with _note(root, cache).open(encoding="utf-8", errors="replace") as stream:
            day = stream.read(_LETTERS)
    except OSError:
        return ""
    return day if is_date(day) and len(day) == _LETTERS else ""


def _note(root: Path, cache: Path) -> Path:
    """Return the file that keeps the day."""
    with suppress(RevisionError, OSError):
        return own_folder(root) / "backup"
    name = blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return cache / f"backup-{name}"


def here_since(root: Path) -> str:
    """Return the day of the older one of the lists, which are seldom changed, and new in each new clone."""
    days = []
    for name in (OFFICE_FILE, UNITS_FILE):
        with suppress(OSError, OverflowError, ValueError):
            days.append(datetime.fromtimestamp((root / name).stat().st_mtime, UTC).date().isoformat())
    return min(days, default="")


def day_of_last_commit(root: Path) -> str:
    """Return the day that the last commit bears, by its own clock; "" where there is none, or git says no."""
    with suppress(RevisionError):
        answer = ask(root, "log", "-1", "--format=%cs", "HEAD", "--")
        return answer.text if answer.code == 0 else ""
    return ""
