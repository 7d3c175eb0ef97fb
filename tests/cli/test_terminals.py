"""Who sits at a terminal is decided in one place, which Windows' NUL does not deceive."""

import ctypes
import importlib
import io
import os
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from typing import TextIO

import pytest

from danvan_cli import cli
from danvan_cli.__main__ import main
from danvan_cli.cli import streams
from tests.helpers.data_folder import DataFolder

_CONSOLE, _NUL = 7, 8


class _Stream(io.StringIO):
    """A stream of Windows, where consoles and NUL say that they are a tty."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor


class _Kernel:
    def GetConsoleMode(self, handle: ctypes.c_void_p, _mode: object) -> int:  # noqa: N802 - Windows' name
        return int(handle.value == _CONSOLE << 4)


@pytest.fixture
def _windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "WINDOWS", True)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda descriptor: descriptor << 4))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=_Kernel()), raising=False)


@pytest.mark.usefixtures("_windows")
def test_nul_is_no_terminal_whatever_it_says() -> None:
    assert streams.is_terminal(_Stream(_CONSOLE))
    assert not streams.is_terminal(_Stream(_NUL))


@pytest.mark.usefixtures("_windows")
def test_a_scheduled_task_gets_the_plain_error(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Stream(_NUL))
    with redirect_stdout(_Stream(_NUL)), redirect_stderr(io.StringIO()) as said:
        assert main(["register", "--year", "2020", "--lang", "en", "--data", str(data.root)]) == 2
    assert "These have to be given" in said.getvalue()


@pytest.mark.parametrize("stream", [None, io.StringIO(), io.TextIOWrapper(io.BytesIO())])
def test_what_is_closed_or_no_file_is_no_terminal(stream: TextIO | None) -> None:
    if stream is not None:
        stream.close()
    assert not streams.is_terminal(stream)


def test_nobody_else_asks_a_stream() -> None:
    askers = [
        path.name for path in Path(cli.__path__[0]).rglob("*.py") if re.search(r"\bisatty\b", path.read_text("utf-8"))
    ]
    assert askers == ["streams.py"]


def test_a_window_that_is_no_console_is_told(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some windows say that they are a terminal, and then have no screen that could be drawn on."""

    class NoConsoleScreenBufferError(Exception):
        pass

    def ask(*_: object, **__: object) -> None:
        raise NoConsoleScreenBufferError

    monkeypatch.setattr("danvan_cli.cli.new_record.can_ask", ask)
    said = data.ask("register")
    assert said.code == 2
    assert "no console of Windows" in said.err
    assert "fault of danvan" not in said.err


def test_a_pipe_gets_the_same_bytes_on_every_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Python's own stream, written in Python, ends lines as the system does unless it is told otherwise."""
    monkeypatch.setattr(os, "linesep", "\r\n")
    monkeypatch.setattr(io, "TextIOWrapper", importlib.import_module("_pyio").TextIOWrapper)
    with (tmp_path / "out").open("wb") as file:
        out = streams._text_stream(streams.Outlet(file.fileno(), "w", closefd=False))
        out.write("Đăng ký\nCông nhận\n")
        out.flush()
    assert (tmp_path / "out").read_bytes() == "Đăng ký\nCông nhận\n".encode()
