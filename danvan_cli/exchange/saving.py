"""Files for people, outside the data folder: written whole or not at all, and never over one that is there unasked."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from danvan_cli.store.writing import WriteRefused, explain


@contextlib.contextmanager
def saved(file: Path, *, force: bool = False) -> Iterator[Path]:
    """Give the path of a temporary file beside the target, which takes the target's name when all went well.

    Raise WriteRefused ("file-exists": path) where there is such a file and `force` is not set, or ("cannot-write")
    where the system refuses.
    """
    if file.exists() and not force:
        raise WriteRefused("file-exists", path=str(file))
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".danvan-", suffix=file.suffix)
        os.close(handle)
    except OSError as error:
        raise explain(str(file), error) from error
    temporary = Path(name)
    try:
        yield temporary
        _publish(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def _publish(temporary: Path, file: Path) -> None:
    """Give it its name, and the mode that any new file of this user has: a temporary one is for its owner's eyes."""
    mask = os.umask(0)
    os.umask(mask)
    try:
        temporary.chmod(0o666 & ~mask)
        temporary.replace(file)
    except OSError as error:
        raise explain(str(file), error) from error
