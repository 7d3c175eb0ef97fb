"""What danvan.exe runs: danvan; but for whoever clicks it, a window that stays open."""  # noqa: INP001 - runs by itself

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

_OWN = 2  # processes in a console that was made for danvan.exe alone: itself, and the Python that it starts


def _was_clicked() -> bool:
    """Whether nothing was typed, and nobody else is in this console: it would close before anything is read."""
    if len(sys.argv) > 1 or not sys.stdin or not sys.stdin.isatty():
        return False
    from ctypes import c_uint32, windll  # type: ignore[attr-defined, unused-ignore] # noqa: PLC0415 - of Windows

    return 1 <= int(windll.kernel32.GetConsoleProcessList((c_uint32 * 4)(), 4)) <= _OWN


def main() -> NoReturn:
    """Run danvan, or open the window; end the process."""
    if _was_clicked():
        window = Path(sys.executable).parents[1] / "Mở danvan.cmd"
        sys.exit(subprocess.call(f'cmd.exe /s /c ""{window}""'))  # noqa: S603 - as Windows itself starts it
    from danvan_cli.__main__ import program  # noqa: PLC0415 - not for a window

    program()


if __name__ == "__main__":
    main()
