"""The real program, run in this process."""

import io
import json
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, NamedTuple

from danvan_cli.__main__ import main


class CommandResult(NamedTuple):
    """What a command said, byte by byte, and its exit code."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON is whatever it is
        return json.loads(self.raw)


def danvan(*typed: str) -> CommandResult:
    """Run the program in this process, in English unless told otherwise."""
    return run_program(typed if "--lang" in typed else (*typed, "--lang", "en"))


def run_program(typed: Sequence[str]) -> CommandResult:
    """Run the program in this process, in the language of its surroundings."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(typed))
    return CommandResult(code, _bytes(out), _bytes(err).decode())


def _bytes(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue()
