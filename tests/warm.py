"""Real processes whose start costs nothing: forked from one that has imported all that the program may need."""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from danvan_cli.__main__ import main

_PRELOADED = ["warmed", "asking.asked", "danvan_cli.cli.asking.prompts"]


class Ended(NamedTuple):
    """How a process ended: its exit code, and what it said."""

    code: int
    out: str
    err: str


class Warm:
    """A process of its own, in which a function of no local names gives the exit code; POSIX only.

    `streams` are the files that it has as its three; a terminal is one of them thrice, and becomes its own.
    """

    def __init__(
        self,
        work: Callable[..., int],
        *given: object,
        streams: Sequence[str],
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload(_PRELOADED)
        ready, tells = server.Pipe(duplex=False)
        surroundings = {**os.environ, **(env or {})}
        place = str(cwd or Path.cwd())
        self._process = server.Process(target=_start, args=(streams, surroundings, place, tells, work, given))
        self._process.start()
        ready.recv()  # else a terminal could be closed here before it is opened there

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        assert self._process.exitcode is not None
        return self._process.exitcode


def _start(
    streams: Sequence[str],
    surroundings: Mapping[str, str],
    place: str,
    opened: Connection,
    work: Callable[..., int],
    given: Sequence[object],
) -> None:
    """Become a process that has just been started there."""
    os.setsid()
    for number in range(3):
        os.close(number)
    for number, name in enumerate(streams):
        assert os.open(name, os.O_RDWR) == number
    # The program puts other objects in their places; the files themselves stay open.
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode, closefd=False) for number, mode in enumerate("rww"))  # noqa: SIM115
    os.environ.clear()
    os.environ.update(surroundings)
    tempfile.tempdir = None
    os.chdir(place)
    opened.send(None)
    opened.close()
    sys.exit(work(*given))


def program(*typed: str) -> int:
    """Run the program as its own process does."""
    sys.argv = ["danvan", *typed]
    return main()


def at_once(commands: Sequence[Sequence[str]], work: Callable[..., int] = program) -> list[Ended]:
    """Run commands at the same time, each in a process of its own, and wait for their ends."""
    with tempfile.TemporaryDirectory() as name:
        said = [(Path(name, f"{number}.out"), Path(name, f"{number}.err")) for number in range(len(commands))]
        for file in (file for pair in said for file in pair):
            file.touch()
        started = [
            Warm(work, *typed, streams=(os.devnull, str(out), str(err)))
            for typed, (out, err) in zip(commands, said, strict=True)
        ]
        codes = [one.wait() for one in started]
        return [
            Ended(code, *(file.read_text("utf-8") for file in pair)) for code, pair in zip(codes, said, strict=True)
        ]
