"""The user's cache folder: what danvan makes in it is for this user alone, and nothing else there is touched."""

import os
import stat
from pathlib import Path

from danvan_cli.domain.errors import DanvanError
from danvan_cli.domain.messages import Message
from danvan_cli.text.mark import N_

CACHE_LINKED = Message(
    "cache-linked",
    N_(
        "{path} is a link, and danvan keeps its index in no place that a link leads to. Remove the link, or name a "
        "folder of your own in DANVAN_CACHE."
    ),
)
CACHE_OWNER = Message(
    "cache-owner",
    N_("{path} belongs to another user, and danvan leaves it alone. Name a folder of your own in DANVAN_CACHE."),
)

_OWN_FOLDER, _OWN_FILE = 0o700, 0o600
_MAKING = os.O_RDWR | os.O_CREAT | os.O_EXCL
_LOGGING = os.O_WRONLY | os.O_CREAT | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK"))


class CacheError(DanvanError):
    """Something lies where danvan keeps its index, and is not danvan's: it is left as it is."""


def make_file(path: Path) -> None:
    """Make an empty file for an index where there is none; raise CacheError, or OSError."""
    _make_folder(path.parent)
    try:
        os.close(os.open(path, _MAKING, _OWN_FILE))
    except FileExistsError:
        refuse_foreign(path)


def _make_folder(folder: Path) -> None:
    """Make the cache folder; one that is there keeps its mode, for it may hold what others use."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(_OWN_FOLDER)
    except FileExistsError:
        refuse_foreign(folder)


def refuse_foreign(path: Path) -> None:
    """Raise CacheError where a link lies at a path, or what another user has made; OSError where nothing does."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise CacheError(CACHE_LINKED, path=path)
    if (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)) and not _is_own(status):
        raise CacheError(CACHE_OWNER, path=path)


def _is_own(status: os.stat_result) -> bool:
    """Whether a file is this user's; Windows keeps the users' folders apart by itself."""
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def remove(path: Path) -> None:
    """Remove an index and its journal, without which it would be another state's; raise CacheError, or OSError."""
    refuse_foreign(path)
    journal_of(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def journal_of(path: Path) -> Path:
    """Return the place where SQLite keeps what an index was, as long as it is changed."""
    return path.with_name(f"{path.name}-journal")


def write_log(log: Path, text: str) -> None:
    """Write the log of an error, over nothing but an earlier one; raise CacheError, or OSError."""
    _make_folder(log.parent)
    if log.is_symlink():  # Windows cannot be told to follow none
        raise CacheError(CACHE_LINKED, path=log)
    descriptor = os.open(log, _LOGGING, _OWN_FILE)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1 or not _is_own(status):
            raise CacheError(CACHE_OWNER, path=log)
        if hasattr(os, "fchmod"):  # pragma: no branch - Windows has none
            os.fchmod(descriptor, _OWN_FILE)
        os.ftruncate(descriptor, 0)
        stream.write(text)
