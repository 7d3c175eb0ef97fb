"""Real processes whose start costs nothing: forked from one that has imported all that the program may need."""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from danvan_cli.__main__ import main

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext  # there is none on Windows

# What a process may have for a stream but a file: none at all, a pipe that nobody reads, a file to look at later.
CLOSED, UNREAD, KEPT = "closed", "unread", "kept"
_PLAIN = (os.devnull, KEPT, KEPT)
_PROJECT = Path(__file__).parents[2]


class ProcessResult(NamedTuple):
    """How a process ended: its exit code, and what it said in its streams that are kept."""

    code: int
    out: str
    err: str


class _Surroundings(NamedTuple):
    """What a process finds when it starts."""

    streams: Sequence[str]
    env: Mapping[str, str]
    place: str


@cache
def _server() -> "ForkServerContext":
    """Start the process that others are forked from, where it finds what it has to import."""
    from multiprocessing.forkserver import ensure_running  # noqa: PLC0415 - not on Windows

    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["tests.helpers.preloaded", "tests.helpers.prebuilt"])
    with patch.dict(os.environ, PYTHONPATH=str(_PROJECT)):
        ensure_running()
    return server


class ForkedProcess:
    """A process of its own, in which a function of no local names gives the exit code; POSIX only.

    `streams` are the files that it has as its three; a terminal is all of them, and becomes its own.
    """

    def __init__(
        self,
        work: Callable[..., int],
        *given: object,
        streams: Sequence[str],
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        server = _server()
        ready, tells = server.Pipe(duplex=False)
        around = _Surroundings(streams, {**os.environ, **(env or {})}, str(cwd or Path.cwd()))
        self._process = server.Process(target=_start, args=(around, tells, work, given))
        self._process.start()
        ready.recv()  # else a terminal could be closed here before it is opened there

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        assert self._process.exitcode is not None
        return self._process.exitcode


def _start(around: _Surroundings, opened: Connection, work: Callable[..., int], given: Sequence[object]) -> None:
    """Become a process that has just been started there."""
    os.setsid()
    for number in range(3):
        os.close(number)
    for number, name in enumerate(around.streams):
        assert _open(name) == number
    for number in (number for number, name in enumerate(around.streams) if name == CLOSED):
        os.close(number)
    # The program puts other objects in their places; the files themselves stay open.
    sys.stdin, sys.stdout, sys.stderr = (
        None if name == CLOSED else open(number, mode, closefd=False)  # noqa: SIM115
        for number, (name, mode) in enumerate(zip(around.streams, "rww", strict=True))
    )
    os.environ.clear()
    os.environ.update({**import_module("tests.helpers.preloaded").SETTINGS, **around.env})
    tempfile.tempdir = None
    os.chdir(around.place)
    opened.send(None)
    opened.close()
    sys.exit(work(*given))


def _open(name: str) -> int:
    """Open a stream; give its number, which is the lowest that is free."""
    if name != UNREAD:
        return os.open(os.devnull if name == CLOSED else name, os.O_RDWR)
    reader, writer = os.pipe()
    os.dup2(writer, reader)
    os.close(writer)
    return reader


def program(*typed: str) -> int:
    """Run the program as its own process does."""
    sys.argv = ["danvan", *typed]
    return main()


def run_process(*given: object, work: Callable[..., int] = program, streams: Sequence[str] = _PLAIN) -> ProcessResult:
    """Run a command in a process of its own, and wait for its end."""
    [ended] = run_together([given], work, streams)
    return ended


def run_together(
    commands: Iterable[Sequence[object]], work: Callable[..., int] = program, streams: Sequence[str] = _PLAIN
) -> list[ProcessResult]:
    """Run commands at the same time, each in a process of its own, and wait for their ends."""
    with tempfile.TemporaryDirectory() as place:
        started = [(_kept(place, number, streams), given) for number, given in enumerate(commands)]
        processes = [ForkedProcess(work, *given, streams=own) for own, given in started]
        codes = [process.wait() for process in processes]
        said = [[_kept_text(place, name) for name in own[1:]] for own, _ in started]
        return [ProcessResult(code, *texts) for code, texts in zip(codes, said, strict=True)]


def _kept(place: str, number: int, streams: Sequence[str]) -> list[str]:
    """Return a process's streams, with files of its own for those that are kept."""
    own = [f"{place}/{number}-{stream}" if name == KEPT else name for stream, name in enumerate(streams)]
    for name in own:
        if name.startswith(place):
            Path(name).touch()
    return own


def _kept_text(place: str, name: str) -> str:
    return Path(name).read_text("utf-8") if name.startswith(place) else ""
