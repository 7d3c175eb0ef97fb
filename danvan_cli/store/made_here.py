"""Which commits danvan has made in this clone: a list of its own in the repository's folder, one id a line.

What others made, or a person by hand, is not in it, so that nobody takes back what is not hers by mistake.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from danvan_cli.domain.errors import CommitError
from danvan_cli.store.repository import own_folder

_ID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_KEPT = 1000  # how many of the latest are looked at: nobody goes back further step by step
_LINE = 65  # bytes, at most


@contextmanager
def noted(root: Path, commit: str) -> Iterator[None]:
    """Have a commit in the list, which the branch gets meanwhile; not where it did not. The lock is held.

    Whoever is stopped in between leaves one there that is none of the history: it is passed over.
    """
    with suppress(OSError):  # it will be in the history, and can be named
        note(root, commit)
    try:
        yield
    except CommitError:
        with suppress(OSError):
            _forget(root, commit)
        raise


def _forget(root: Path, commit: str) -> None:
    """Take the commit that was noted last from the list again."""
    line = f"{commit}\n".encode()
    with _list(root).open("rb+") as stream:
        place = stream.seek(-len(line), 2)
        if stream.read() == line:
            stream.truncate(place)


def note(root: Path, commit: str) -> None:
    """Add a commit to the list; raise OSError. Whoever calls it holds the lock."""
    file = _list(root)
    file.parent.mkdir(exist_ok=True)
    with file.open("ab+") as stream:
        stream.seek(max(0, stream.tell() - 1))
        torn = stream.read(1) not in (b"", b"\n")  # whoever wrote the last line was stopped
        stream.write(b"%b%b\n" % (b"\n" if torn else b"", commit.encode()))


def made_here(root: Path) -> list[str]:
    """Return the latest commits that danvan made in this clone, in their order, as far as the list can be read."""
    try:
        with _list(root).open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - _KEPT * _LINE))
            lines = stream.read().split(b"\n")
    except OSError:
        return []
    return list(dict.fromkeys(line.decode() for line in lines if _ID.fullmatch(line)))[-_KEPT:]


def _list(root: Path) -> Path:
    return own_folder(root) / "made"
