"""The three streams that a program is given, whatever has become of them: closed, full, or read by nobody any more.

Whoever asks or draws is told here whether a person sits at a terminal. What a command does must not depend on
who listens. So it goes on where nothing can be written, and what it has done is what its exit code says.
"""

import errno
import io
import os
import sys
from typing import Any, TextIO

from danvan_cli.store.windows import WINDOWS, is_console

_STANDARD = (0, 1, 2)
# The reader has gone, and has had what it wanted. Windows says of a broken pipe that the argument is invalid.
_UNREAD = {errno.EPIPE, errno.ESHUTDOWN, *([errno.EINVAL] if WINDOWS else [])}


class Outlet(io.FileIO):
    """A file of the system's into which all is written that can be; what the system refused is remembered."""

    refused: OSError | None = None

    def write(self, data: Any) -> int:  # noqa: ANN401 - whatever has bytes
        """Write what can be written; what cannot be goes nowhere."""
        try:
            return super().write(data)
        except OSError as error:
            if error.errno not in _UNREAD:
                self.refused = error
            return memoryview(data).nbytes


def secure() -> Outlet | None:
    """Make the program's streams such that writing to them never fails; return the one of the results.

    None where a person sees them: a terminal stays as it is.
    """
    _open_closed()
    if not is_terminal(sys.stderr):
        sys.stderr = _text_stream(Outlet(2, "w", closefd=False), at_once=True)
    if is_terminal(sys.stdout):
        return None
    outlet = Outlet(1, "w", closefd=False)
    sys.stdout = _text_stream(outlet)
    return outlet


def _open_closed() -> None:
    """Open what is closed, to nowhere: else the next file opened would be taken for it, such as a record."""
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it gets the lowest number that is free


def _text_stream(outlet: Outlet, *, at_once: bool = False) -> io.TextIOWrapper:
    """Return a stream whose bytes are the same on every system: UTF-8 without a mark before it, lines ending in LF."""
    buffer = io.BufferedWriter(outlet)
    return io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace", newline="\n", line_buffering=at_once)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; one that is closed is none."""
    try:
        return stream is not None and stream.isatty() and (not WINDOWS or is_console(stream.fileno()))
    except (OSError, ValueError):  # a stream that is closed, or has no file of the system's
        return False


def is_seen() -> bool:
    """Whether a person sees the results."""
    return is_terminal(sys.stdout)


def can_ask() -> bool:
    """Whether a person sits at a terminal and can be asked."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)
