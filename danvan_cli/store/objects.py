"""Bytes out of git's objects, many from one process; what git cannot give is told, whatever keeps it from that."""

import contextlib
import hashlib
import subprocess
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import IO, NamedTuple

from danvan_cli.domain import rules
from danvan_cli.domain.errors import ReadError
from danvan_cli.store.repository import ask, command, environment, feed
from danvan_cli.text.mark import N_

_AT_ONCE = 1 << 16
_SHA1_DIGITS = 40
_PROMISED = "promisor remote"  # what git calls the place where a partial clone came from
_LOST = N_("it is missing from the repository")
_ELSEWHERE = N_("it is still where this clone came from, and cannot be fetched")
_DAMAGED = N_("it is damaged")
REASONS = frozenset([_LOST, _ELSEWHERE, _DAMAGED])


class WantedObject(NamedTuple):
    """An object to be read: of which file it is, its name, and how many bytes it may have."""

    path: str
    oid: str
    most: int


class Objects:
    """What git keeps of one revision."""

    def __init__(self, root: Path, commit: str) -> None:
        self._root, self._commit = root, commit
        self._away: dict[str, str] = {}  # what cannot be fetched, and why: git would try each anew, over the network

    def read(self, wanted: Iterable[WantedObject]) -> Generator[bytes | ReadError, None, None]:
        """Yield the bytes of objects, in order, or the error that says why there are none that can be trusted.

        One git gives them all; a new one goes on where it ended, or said something that it cannot be held to.
        """
        rest = deque(wanted)
        while rest:
            with _object_stream(self._root, [oid for _, oid, _ in rest if oid not in self._away]) as stream:
                trusted = True
                while rest and trusted:
                    file = rest.popleft()
                    content, trusted = self._read_next(stream, file)
                    yield content

    def _read_next(self, stream: IO[bytes], file: WantedObject) -> tuple[bytes | ReadError, bool]:
        """Return the next object, or why there is none, and whether the stream can be read on."""
        if file.oid in self._away:
            return _unreadable(file.path, _ELSEWHERE, self._away[file.oid]), True
        try:
            size, data = _read(stream, file)
        except KeyError:
            return self._ask_alone(file), True
        except (EOFError, ValueError):
            return self._ask_alone(file), False
        if size > file.most:
            return ReadError(rules.TOO_LARGE, name=file.path, size=size, most=file.most), True
        return (data, True) if _has_oid(data, file.oid) else (self._ask_alone(file), False)

    def _ask_alone(self, file: WantedObject) -> bytes | ReadError:
        """Ask for one object alone, so that what git says is about it; return its bytes, or why there are none."""
        answer = ask(self._root, "cat-file", "blob", file.oid)
        if answer.code == 0:
            return answer.out if _has_oid(answer.out, file.oid) else _unreadable(file.path, _DAMAGED, "hash mismatch")
        if _PROMISED in answer.said:
            self._away = dict.fromkeys([file.oid, *self._missing()], answer.reason)
            return _unreadable(file.path, _ELSEWHERE, answer.reason)
        if ask(self._root, "cat-file", "-e", file.oid).code == 1:
            return _unreadable(file.path, _LOST, "missing")
        return _unreadable(file.path, _DAMAGED, answer.reason)

    def _missing(self) -> list[str]:
        """List all objects of the revision that are not here, without trying to fetch any."""
        answer = ask(self._root, "rev-list", "--objects", "--missing=print", "--no-walk", self._commit, "--")
        return [line[1:] for line in answer.text.splitlines() if line.startswith("?")]


@contextlib.contextmanager
def _object_stream(root: Path, oids: Sequence[str]) -> Iterator[IO[bytes]]:
    """Let git write objects into a stream, which ends: a damaged one may have fewer bytes than git says it has."""
    process = subprocess.Popen(
        command(root, "cat-file", "--batch"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    assert process.stdin is not None  # noqa: S101 - both were asked to be pipes
    assert process.stdout is not None  # noqa: S101
    asked = "".join(f"{oid}\n" for oid in oids).encode()
    asking = Thread(target=feed, args=(process.stdin, asked), daemon=True)
    asking.start()
    try:
        yield process.stdout
    finally:
        process.kill()
        asking.join()
        process.stdout.close()
        process.wait()


def _read(stream: IO[bytes], file: WantedObject) -> tuple[int, bytes]:
    """Return an object's size, and its bytes if they are not too many; raise KeyError, EOFError or ValueError."""
    answer = stream.readline().decode("ascii", "replace").split()
    if not answer:
        raise EOFError
    if answer == [file.oid, "missing"]:
        raise KeyError(file.oid)
    name, _, digits = answer
    if name != file.oid:
        raise ValueError(name)
    size = remaining = int(digits)
    data = b""
    while remaining:
        piece = stream.read(min(remaining, _AT_ONCE))
        if not piece:
            raise EOFError
        remaining -= len(piece)
        data = data + piece if size <= file.most else b""
    stream.read(1)  # the line break behind each object
    return size, data


def _unreadable(path: str, reason: str, said: str) -> ReadError:
    return ReadError(rules.GIT_OBJECT, name=path, reason=reason, said=said)


def _has_oid(data: bytes, oid: str) -> bool:
    """Whether bytes are those that an object's name stands for: git itself does not look when it gives them."""
    whole = b"blob %d\0%b" % (len(data), data)
    if len(oid) == _SHA1_DIGITS:
        return hashlib.sha1(whole, usedforsecurity=False).hexdigest() == oid
    return hashlib.sha256(whole).hexdigest() == oid
