"""Every file of a data folder, whatever it is to danvan: what a backup holds, and what none can hold.

git's own folder and danvan's lock are left aside: the history goes another way, and the lock is nobody's data.
"""

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from danvan_cli.domain import rules
from danvan_cli.domain.messages import UNPORTABLE, Message
from danvan_cli.domain.portable_names import is_portable
from danvan_cli.domain.problem import Problem
from danvan_cli.store.lock import LOCK_FILE
from danvan_cli.store.source import readable_name
from danvan_cli.store.system import reason_of
from danvan_cli.store.windows import WINDOWS, is_linked

_GIT = {".git", "git~1"}  # the second is what Windows calls the first in short
_TEMPORARY = (".danvan-", ".tmp")
_NO_TEXT = {"Cc", "Cs"}  # what controls a terminal, and bytes that are no letters
# What lies there itself: no link is followed, and nobody waits at the end of a pipe.
_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))


class FolderFile(NamedTuple):
    """A file of a data folder: its path in it, with "/", and what the system says of it."""

    path: str
    status: os.stat_result

    @property
    def is_executable(self) -> bool:
        """Whether it may be started, which git keeps too."""
        return bool(self.status.st_mode & stat.S_IXUSR)


def files_of(root: Path, folder: str = "") -> Iterator[FolderFile | Problem]:
    """Yield the files below a data folder in a lasting order, and for what cannot be copied why."""
    try:
        with os.scandir(root / folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        yield _problem(rules.UNREADABLE, folder or ".", reason_of(error))
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if _is_aside(entry.name):
            continue
        if is_linked(entry):
            yield _problem(rules.LINKED, path)
        elif entry.is_dir(follow_symlinks=False):
            yield from files_of(root, path)
        else:
            yield _file(entry, path)


def number_of_files(root: Path) -> int:
    """Return about how many files lie below a data folder: enough to tell how far somebody is."""
    number = 0
    for _, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not _is_aside(name)]
        number += sum(not _is_aside(name) for name in files)
    return number


def _file(entry: os.DirEntry[str], path: str) -> FolderFile | Problem:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return _problem(rules.UNREADABLE, path, reason_of(error))
    if not stat.S_ISREG(status.st_mode):
        return _problem(rules.NOT_A_FILE, path)
    return FolderFile(path, status) if is_safe(path, windows=False) else _problem(UNPORTABLE, path)


def _problem(rule: Message, path: str, reason: str = "") -> Problem:
    name = readable_name(path)
    return Problem(rule, name, args={"name": name, "reason": reason})


def _is_aside(name: str) -> bool:
    beginning, ending = _TEMPORARY
    return _is_gits(name) or name == LOCK_FILE or (name.startswith(beginning) and name.endswith(ending))


def _is_gits(name: str) -> bool:
    """Whether a system takes a name for git's own folder, without the letters that it does not see."""
    seen = name if name.isascii() else "".join(letter for letter in name if unicodedata.category(letter) != "Cf")
    return seen.casefold().rstrip(" .") in _GIT


def is_safe(path: str, *, windows: bool = WINDOWS) -> bool:
    """Whether a path leads to a plain file within its folder on this system, and not into git's own."""
    is_text = path.isprintable() or not any(unicodedata.category(letter) in _NO_TEXT for letter in path)
    return is_text and "\\" not in path and all(_is_safe_name(name, windows=windows) for name in path.split("/"))


def _is_safe_name(name: str, *, windows: bool) -> bool:
    if name in {"", ".", ".."} or _is_gits(name):
        return False
    return is_portable(name) or not windows


def opened(root: Path, path: str) -> BinaryIO:
    """Open a file of a data folder to be read, as it lies there itself; raise OSError."""
    return os.fdopen(os.open(root / path, _READING), "rb")
