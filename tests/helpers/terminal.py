"""Drive any program as a person at a terminal does: see what is on the screen, press keys."""

import os
import select
import struct
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from tests.helpers.screen import Screen

_DEADLINE = 20.0  # seconds: long, because machines that test are busy
_CHUNK = 1 << 16
TERM = "xterm-256color"
Size = tuple[int, int]  # columns, rows
_SIZE = (80, 24)

ENTER, ESC, UP, DOWN, TAB = "\r", "\x1b", "\x1b[A", "\x1b[B", "\t"
CTRL_C, CTRL_D = "\x03", "\x04"


def pasted(text: str) -> str:
    """Return what a terminal sends when a text is pasted."""
    return f"\x1b[200~{text}\x1b[201~"


class Running(Protocol):
    """What a terminal has to know of the program in it."""

    def kill(self) -> None: ...

    def wait(self, timeout: float) -> int: ...


def run(
    argv: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None, size: Size = _SIZE
) -> "Terminal":
    """Start any program in a terminal of its own."""
    import fcntl  # noqa: PLC0415 - not on Windows, where these tests are skipped
    import termios  # noqa: PLC0415

    def start(tty: int) -> Running:
        return subprocess.Popen(
            argv,
            stdin=tty,
            stdout=tty,
            stderr=tty,
            cwd=cwd,
            env={**os.environ, "TERM": TERM, **(env or {})},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - else Ctrl-C is no signal
        )

    return Terminal(start, size)


class Terminal:
    """A pseudo-terminal with a program in it, which `start` starts; POSIX only."""

    def __init__(self, start: Callable[[int], Running], size: Size = _SIZE) -> None:
        import fcntl  # noqa: PLC0415 - not on Windows
        import pty  # noqa: PLC0415
        import termios  # noqa: PLC0415

        columns, rows = size
        self.screen = Screen(columns, rows)
        self._master, tty = pty.openpty()
        fcntl.ioctl(tty, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._program = start(tty)
        os.close(tty)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        """End the program, if it has not ended by itself."""
        self._program.kill()
        self._program.wait(_DEADLINE)
        os.close(self._master)

    def send(self, *keys: str | bytes) -> None:
        """Press keys, all in one burst."""
        data = b"".join(key.encode() if isinstance(key, str) else key for key in keys)
        while data:
            data = data[os.write(self._master, data) :]

    def expect(self, text: str) -> None:
        """Wait until a text stands on the screen or has scrolled off it."""
        self._wait_drawn(lambda: text in self.screen.text, f"“{text}” to be seen")

    def expect_line(self, line: str) -> None:
        """Wait until the cursor is in that line, and the program has drawn all it had to."""
        self._wait_drawn(lambda: self.screen.cursor_line == line, f"the cursor in “{line}”")

    def expect_gone(self, text: str) -> None:
        """Wait until a text is not seen."""
        self._wait_drawn(lambda: text not in self.screen.text, f"“{text}” to go")

    def code(self) -> int:
        """Wait for the program's end; give its exit code."""
        self._wait(lambda: False, "the end", until_end=True)
        return self._program.wait(_DEADLINE)

    def _wait_drawn(self, seen: Callable[[], bool], what: str) -> None:
        """Wait for what is seen on a screen that is drawn to its end: a busy machine hands it on in pieces."""
        self._wait(lambda: self.screen.is_drawn and seen(), what)

    def _wait(self, seen: Callable[[], bool], what: str, *, until_end: bool = False) -> None:
        deadline = time.monotonic() + _DEADLINE
        while not seen():
            ready, _, _ = select.select([self._master], [], [], max(deadline - time.monotonic(), 0))
            data = self._read() if ready else b""
            if not data:
                assert ready, f"waited {_DEADLINE} s for {what}\n{self.screen.text}"
                assert until_end, f"the program ended before {what}\n{self.screen.text}"
                return
            self.screen.feed(data)

    def _read(self) -> bytes:
        try:
            return os.read(self._master, _CHUNK)
        except OSError:  # so Linux says that nobody holds the other end any more
            return b""
