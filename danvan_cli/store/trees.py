"""A tree of git's that is another one but for some files; only the folders above these are read and written anew."""

import stat
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from danvan_cli.store.repository import GitAnswer, command, environment

_PATIENCE = 1  # seconds, until a git that is asked nothing more has ended
_FILE, _FOLDER = b"100644", b"40000"


class TreeFile(NamedTuple):
    """A file's object, and its mode, "": the one that it had."""

    oid: str
    mode: str = ""


Change = TreeFile | None  # what a file is from now on; None: it is gone


class _Entry(NamedTuple):
    mode: bytes
    oid: str


class TreeWriter:
    """Reads trees by one process of git and makes them by another, however many they are."""

    def __init__(self, reading: tuple[IO[bytes], IO[bytes]], making: tuple[IO[bytes], IO[bytes]]) -> None:
        self._ask, self._answer = reading
        self._give, self._given = making

    def changed(self, tree: str, changes: Mapping[str, Change]) -> str:
        """Return the tree that is another one ("": an empty one) but for files, by their paths; raise OSError."""
        parts = {tuple(path.encode("utf-8", "surrogateescape").split(b"/")): file for path, file in changes.items()}
        return self._changed(tree, parts) or self._made({})

    def oid(self, tree: str) -> str:
        """Return the object of a tree that is named by its commit; raise OSError."""
        return self._read(tree)[0]

    def _changed(self, tree: str, changes: Mapping[tuple[bytes, ...], Change]) -> str:
        """Return a folder's new tree, "" where nothing is left in it."""
        entries = self._entries(tree) if tree else {}
        below: dict[bytes, dict[tuple[bytes, ...], Change]] = defaultdict(dict)
        files: dict[bytes, _Entry] = {}
        for (name, *rest), file in changes.items():
            if rest:
                below[name][tuple(rest)] = file
            elif file:
                files[name] = _Entry(file.mode.encode() or _mode(entries.get(name)), file.oid)
            else:
                entries.pop(name, None)
        for name, inside in below.items():  # a folder may now be what was a file, and the other way round
            old = entries.pop(name, None)
            new = self._changed(old.oid if old and _is_folder(old.mode) else "", inside)
            if new:
                entries[name] = _Entry(_FOLDER, new)
        entries |= files
        return self._made(entries) if entries else ""

    def _entries(self, tree: str) -> dict[bytes, _Entry]:
        """Return what a tree has; raise OSError where git cannot give it."""
        oid, content = self._read(tree)
        return dict(_read_tree(content, len(oid) // 2))

    def _read(self, tree: str) -> tuple[str, bytes]:
        self._ask.write(f"{tree}\n".encode())
        self._ask.flush()
        head = self._answer.readline().split()
        if head[1:2] != [b"tree"]:
            raise OSError(b" ".join(head).decode("utf-8", "replace"))
        content = self._answer.read(int(head[2]))
        self._answer.read(1)
        return head[0].decode(), content

    def _made(self, entries: Mapping[bytes, _Entry]) -> str:
        lines = (
            b"%b %b %b\t%b\0" % (mode, _kind(mode), oid.encode(), name) for name, (mode, oid) in sorted(entries.items())
        )
        self._give.write(b"".join(lines) + b"\0")
        self._give.flush()
        oid = self._given.readline().decode().strip()
        if not oid:
            raise OSError("git mktree")
        return oid


@contextmanager
def tree_writer(root: Path, settings: Sequence[str]) -> Iterator[TreeWriter]:
    """Give the writer of a repository's trees; raise RevisionError without git."""
    with (
        _talking(root, *settings, "cat-file", "--batch") as reading,
        _talking(root, *settings, "mktree", "-z", "--missing", "--batch") as making,
    ):
        yield TreeWriter(reading, making)


@contextmanager
def _talking(root: Path, *words: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Give what git is told by, and what it answers by; an OSError then says what git said, if it ended with that."""
    process = subprocess.Popen(
        command(root, *words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdin is not None  # noqa: S101 - both were asked to be pipes
    assert process.stdout is not None  # noqa: S101
    try:
        yield process.stdin, process.stdout
    except OSError as error:
        if said := _last_words(process):
            raise OSError(said) from error
        raise
    finally:
        process.kill()
        process.communicate()


def _last_words(process: "subprocess.Popen[bytes]") -> str:
    """Return why git ended, "" where it did not."""
    try:
        _, said = process.communicate(timeout=_PATIENCE)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    return GitAnswer(process.returncode, b"", said.decode("utf-8", "replace")).reason if process.returncode else ""


def _read_tree(content: bytes, digest: int) -> Iterator[tuple[bytes, _Entry]]:
    """Yield (name, entry) of a tree as git keeps it: mode, name, NUL, the object's id in bytes."""
    place = 0
    while place < len(content):
        end = content.index(b"\0", place)
        mode, _, name = content[place:end].partition(b" ")
        place = end + 1 + digest
        yield name, _Entry(mode, content[end + 1 : place].hex())


def _mode(old: _Entry | None) -> bytes:
    """Return the mode of a file that is written: that which it had, if it was one."""
    return old.mode if old and stat.S_ISREG(int(old.mode, 8)) else _FILE


def _is_folder(mode: bytes) -> bool:
    return stat.S_ISDIR(int(mode, 8))


def _kind(mode: bytes) -> bytes:
    if _is_folder(mode):
        return b"tree"
    is_file = stat.S_ISREG(int(mode, 8)) or stat.S_ISLNK(int(mode, 8))
    return b"blob" if is_file else b"commit"  # another repository inside
