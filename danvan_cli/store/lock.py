"""Only one danvan writes into a data folder at a time. Readers take no lock."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.store.system import reason_of
from danvan_cli.store.writing import make_root
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCKED = Message(
    "locked", N_("Another danvan has been writing for {seconds} seconds. Nothing was written; try again later.")
)
CANNOT_LOCK = Message(
    "cannot-lock", N_("The data folder cannot be written into: {reason}."), N_("Nothing was changed.")
)

LOCK_FILE = ".danvan.lock"
PATIENCE = 30.0  # seconds


@contextlib.contextmanager
def locked(root: Path, patience: float = PATIENCE, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Keep others from writing into a data folder; raise WriteError.

    `patience` is in seconds; `on_wait` is called once if another one is writing. The system frees the lock of whoever
    dies, so a lock file that lies there says nothing.
    """
    try:
        lock = _lock(root)
        _take(lock, patience, on_wait)
    except (OSError, NotImplementedError) as error:
        raise WriteError(CANNOT_LOCK, reason=reason_of(error)) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # the share went: so did the lock
            lock.release()


@contextlib.contextmanager
def locked_if_possible(root: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Keep others from writing while all is read; who may only read there goes on. Raise WriteError ("locked")."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(locked(root, on_wait=on_wait))
        except WriteError as error:
            if error.message is not CANNOT_LOCK:
                raise
        yield


@contextlib.contextmanager
def locked_anew(root: Path) -> Iterator[None]:
    """Make the data folder itself where it is not there, and lock it; raise WriteError.

    If what follows fails, a folder that was made for it goes again.
    """
    was_there = root.exists()
    make_root(root)
    try:
        with locked(root):
            yield
    except BaseException:
        if not was_there:
            _remove_empty(root)
        raise


def _remove_empty(root: Path) -> None:
    with contextlib.suppress(OSError):  # an empty folder is in nobody's way
        if {path.name for path in root.iterdir()} <= {LOCK_FILE}:
            (root / LOCK_FILE).unlink(missing_ok=True)
            root.rmdir()


def _lock(root: Path) -> "BaseFileLock":
    """Return the lock of a folder: whoever may write into it may lock it, whatever the mask of whoever came first.

    Where a share has no locks, a file that is merely there is none: left by whoever died, it would be waited for.
    """
    from filelock import FileLock  # noqa: PLC0415 - reading does without

    return FileLock(root / LOCK_FILE, mode=root.stat().st_mode & 0o666 | 0o600, fallback_to_soft=False)


def _take(lock: "BaseFileLock", patience: float, on_wait: Callable[[], None] | None) -> None:
    from filelock import Timeout  # noqa: PLC0415 - reading does without

    with contextlib.suppress(Timeout):
        lock.acquire(timeout=0)
        return
    if on_wait:
        on_wait()
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise WriteError(LOCKED, seconds=round(patience)) from None
