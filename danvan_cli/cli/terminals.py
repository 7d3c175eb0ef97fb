"""Whether a person sits at a terminal: whoever asks or draws is told here."""

import os
import sys
from typing import TextIO

_WINDOWS = os.name == "nt"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; one that is closed is none."""
    try:
        return stream is not None and stream.isatty() and (not _WINDOWS or _is_console(stream.fileno()))
    except (OSError, ValueError):  # a stream that is closed, or has no file of the system's
        return False


def _is_console(descriptor: int) -> bool:
    """Whether it has a console's mode: Windows says of NUL, which scheduled tasks are given, that it is a tty."""
    import ctypes
    import msvcrt

    handle = ctypes.c_void_p(msvcrt.get_osfhandle(descriptor))  # type: ignore[attr-defined]  # of Windows
    return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(ctypes.c_ulong())))  # type: ignore[attr-defined]


def is_seen() -> bool:
    """Whether a person sees the results."""
    return is_terminal(sys.stdout)


def can_ask() -> bool:
    """Whether a person sits at a terminal and can be asked."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)
