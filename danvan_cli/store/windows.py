"""What Windows does otherwise: whoever has to know asks here.

What it says of a file (`os.stat_result`) is read where it says it, so that all of it can be tried on any system. ctypes
is imported by whoever needs it, and on Windows alone.
"""

import os

WINDOWS = os.name == "nt"


def is_console(descriptor: int) -> bool:
    """Whether it has a console's mode: Windows says of NUL, which scheduled tasks are given, that it is a tty."""
    import ctypes  # noqa: PLC0415 - of Windows, and only where somebody may be asked
    import msvcrt  # noqa: PLC0415 - as above

    handle = ctypes.c_void_p(msvcrt.get_osfhandle(descriptor))  # type: ignore[attr-defined]  # of Windows
    return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(ctypes.c_ulong())))  # type: ignore[attr-defined]
