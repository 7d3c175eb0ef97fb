"""Only one danvan writes into a data folder at a time. Readers take no lock."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_cli.store.writing import WriteRefused, explain

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_FILE = ".danvan.lock"
PATIENCE = 30.0  # seconds


@contextlib.contextmanager
def locked(root: Path, patience: float = PATIENCE, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Keep others from writing into a data folder; raise WriteRefused ("locked", "cannot-write").

    `patience` is in seconds; `on_wait` is called once if another one is writing. The system frees the lock of whoever
    dies, so a lock file that lies there says nothing.
    """
    try:
        lock = _lock(root)
        _take(lock, patience, on_wait)
    except (OSError, NotImplementedError) as error:
        raise explain(LOCK_FILE, error) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # the share went: so did the lock
            lock.release()


def _lock(root: Path) -> "BaseFileLock":
    """Whoever may write into the folder may lock it, whatever the mask of whoever came first."""
    from filelock import FileLock  # noqa: PLC0415 - reading does without

    return FileLock(root / LOCK_FILE, mode=root.stat().st_mode & 0o666 | 0o600)


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
        raise WriteRefused("locked", seconds=round(patience)) from None
