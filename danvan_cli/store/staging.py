"""Files get their new contents whole or not at all: each is written beside its target, and then given its name."""

import contextlib
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

from danvan_cli.store.windows import WINDOWS

_CREATING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_BEGINNING, _ENDING = ".danvan-", ".tmp"
_RANDOM_BYTES = 8
MOST_LETTERS_BESIDE = len(_BEGINNING) + 2 * _RANDOM_BYTES + len(_ENDING)  # of the name under which it is written first
_HELD = (5, 32)  # Windows' numbers of "access is denied" and "in use": a virus scanner or an indexer looks at the file
_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.3)  # seconds, one in all
wait = Event().wait  # for so many seconds: nobody ever sets it


def stage(target: Path, content: bytes, mode: int | None) -> Path:
    """Write what a file shall hold beside it, as safe as the system can make it; return where. Raise OSError.

    `mode` is the one to keep; None: a new file's, as the user's mask says.
    """
    temporary = target.with_name(f"{_BEGINNING}{os.urandom(_RANDOM_BYTES).hex()}{_ENDING}")
    descriptor = os.open(temporary, _CREATING, 0o666)
    try:
        if not WINDOWS:  # which knows only one: to be read-only, and what is so can be neither named nor removed
            _keep_mode(temporary, mode)
        _write_whole(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return temporary


def _keep_mode(file: Path, mode: int | None) -> None:
    if mode is not None and mode != stat.S_IMODE(file.stat().st_mode):  # some file systems let none be set
        file.chmod(mode)


def patiently(act: Callable[[], object]) -> None:
    """Do something to a file; on Windows for a second again, while others hold the file. Raise OSError."""
    for pause in _PAUSES if WINDOWS else ():
        try:
            act()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            wait(pause)
        else:
            return
    act()


def put(temporary: Path, target: Path, mode: int | None) -> None:
    """Put a file in the place of the one that it replaces, whose mode it keeps; raise OSError."""
    temporary.replace(target)
    if WINDOWS:
        with contextlib.suppress(OSError):  # it has its name: that is what counts
            _keep_mode(target, mode)


def share(new: Path, root: Path) -> None:
    """Let whoever may use the data folder use what is new in it, whatever the user's mask says."""
    mode = stat.S_IMODE(root.stat().st_mode) & (0o7777 if new.is_dir() else 0o666)
    if mode != stat.S_IMODE(new.stat().st_mode):
        with contextlib.suppress(OSError):  # some file systems let none be set
            new.chmod(mode)


def _write_whole(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def put_new(temporary: Path, target: Path) -> None:
    """Put a new file in its place, never over another: Windows does not rename over one, others do not link.

    Raise OSError.
    """
    if WINDOWS:
        temporary.rename(target)
    else:
        _link(temporary, target)


def _link(temporary: Path, target: Path) -> None:
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: renaming looks at nothing, but other danvans wait for the lock
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        temporary.rename(target)
    else:
        _remove(temporary)


def settle(folders: Iterable[Path]) -> None:
    """Make names as safe as contents, where a system can: Windows opens no folders, some shares settle none."""
    for folder in folders:
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def sweep(folders: Iterable[Path]) -> None:
    """Remove what this writing, or one that died, has left; what cannot be removed is in nobody's way."""
    for folder in folders:
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                if path.name.startswith(_BEGINNING) and path.name.endswith(_ENDING):
                    _remove(path)


def _remove(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        if WINDOWS:  # a read-only one would stay
            temporary.chmod(stat.S_IREAD | stat.S_IWRITE)
        temporary.unlink()
