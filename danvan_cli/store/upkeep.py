"""When this clone was last backed up: its own affair, so it stands in its git folder, else in the user's cache."""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from danvan_cli.domain.errors import RevisionError
from danvan_cli.store.repository import ask
from danvan_cli.text.dates import is_date

_LONGEST = 10  # letters of a day


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
            day = stream.read(_LONGEST)
    except OSError:
        return ""
    return day if is_date(day) else ""


def _note(root: Path, cache: Path) -> Path:
    """Return the file that keeps the day."""
    with suppress(RevisionError):
        answer = ask(root, "rev-parse", "--absolute-git-dir")
        if answer.code == 0:
            return Path(answer.text) / "danvan" / "backup"
    name = blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return cache / f"backup-{name}"
