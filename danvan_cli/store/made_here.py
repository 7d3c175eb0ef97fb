"""Which commits danvan has made in this clone: a list of its own in the repository's folder, one id a line.

What others made, or a person by hand, is not in it, so that nobody takes back what is not hers by mistake.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from danvan_cli.domain.errors import DanvanError
from danvan_cli.store.repository import ask, unsaved_files

_ID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_KEPT = 1000  # how many of the latest are looked at: nobody goes back further step by step
_LINE = 65  # bytes, at most


def note(root: Path, commit: str) -> None:
    """Add a commit to the list; raise OSError. Whoever calls it holds the lock.

    It is called before the branch has the commit: one that it never gets is none of the history, and passed over.
    """
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


@contextmanager
def unkept_until_done(root: Path, paths: Iterable[str]) -> Iterator[None]:
    """Have the files of a command noted, beside those noted before, as not kept until the context ends without error.

    So it is known also of whoever is killed meanwhile; what turns out to be kept all the same is no matter.
    """
    file: Path | None = None
    with suppress(OSError, DanvanError):  # undo then does not know that something later was written
        file = _folder(root) / "unkept"
        file.parent.mkdir(exist_ok=True)
        is_first = not file.exists()
        with file.open("a", encoding="utf-8") as stream:
            stream.writelines(f"{path}\n" for path in paths)
    yield
    if file and is_first:
        with suppress(OSError):
            file.unlink()


def unkept(root: Path) -> list[str]:
    """Return the files that a command wrote and could not keep, as far as they are still not in the history."""
    file = _folder(root) / "unkept"
    try:
        noted = file.read_text("utf-8").split("\n")
    except OSError:
        return []
    left = set(unsaved_files(root)).intersection(noted)
    if not left:
        with suppress(OSError):
            file.unlink()
    return sorted(left)


def _list(root: Path) -> Path:
    return _folder(root) / "made"


def _folder(root: Path) -> Path:
    return Path(ask(root, "rev-parse", "--absolute-git-dir").text) / "danvan"
