"""Which files differ, as git says it in its raw form: of log, diff-tree and diff-index alike.

Files are told by their paths alone: git's guess of what was renamed takes a similar record for another one.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

RAW = ("--raw", "-z", "--no-abbrev", "--no-renames")
BEGINS_COMMIT = "\x01"  # what a format of `log` begins with: no meta word of a file does

# What a side of a change is where git has no object of it.
NOTHING, NO_FILE = "", "no file"

_PLAIN = ("100644", "100755", "100664")


class FileChange(NamedTuple):
    """A file that differs: its objects before (of a merge, one a parent), and the one after."""

    path: str
    before: tuple[str, ...]
    after: str


class ChangedFiles(NamedTuple):
    """The words that a format of `log` has of a commit, and the files that it changed."""

    header: list[str]
    files: list[FileChange]


def read_log(words: Iterable[str], size: int, prefix: str = "") -> Iterator[ChangedFiles]:
    """Read what `log -z` says with a format of so many words: a commit's header, then its files."""
    coming = iter(words)
    commit: ChangedFiles | None = None
    for word in coming:
        text = word.lstrip("\n")
        if text.startswith(BEGINS_COMMIT):
            if commit:
                yield commit
            commit = ChangedFiles([text.removeprefix(BEGINS_COMMIT), *(next(coming, "") for _ in range(size - 1))], [])
        elif commit and text.startswith(":"):
            commit.files.append(_file_change(text, next(coming, "").removeprefix(prefix)))
    if commit:
        yield commit


def read_files(words: Iterable[str], prefix: str = "") -> list[FileChange]:
    """Read what `diff-tree -z` or `diff-index -z` says of two states."""
    coming = iter(words)
    return [_file_change(meta, path.removeprefix(prefix)) for meta, path in zip(coming, coming, strict=False)]


def _file_change(meta: str, path: str) -> FileChange:
    """Read git's line of a file: a colon a side before, modes, objects, status."""
    befores = len(meta) - len(meta.lstrip(":"))
    words = meta.lstrip(":").split(" ")
    sides = [_side(mode, oid) for mode, oid in zip(words, words[befores + 1 : 2 * befores + 2], strict=False)]
    return FileChange(path, tuple(sides[:befores]), sides[befores])


def _side(mode: str, oid: str) -> str:
    if not mode.strip("0"):
        return NOTHING
    return oid if mode in _PLAIN else NO_FILE
