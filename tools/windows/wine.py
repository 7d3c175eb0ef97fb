"""Programs of Windows, run by Wine in a prefix of their own."""

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

_SETTINGS = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "DISPLAY": "", "LC_ALL": "C.UTF-8"}
_PATIENCE = 180  # seconds


class Result(NamedTuple):
    """How a program ended: its exit code, and what it said."""

    code: int
    out: str
    err: str


class Wine:
    """A Windows 10 in a folder. What is read and written by a program of it goes through pipes.

    To Python under Wine 8 a file of Unix, such as /dev/null, is an invalid handle.
    """

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix.resolve()
        self._surroundings = {**os.environ, **_SETTINGS, "WINEPREFIX": str(self.prefix)}

    def set_up(self) -> None:
        """Make the prefix. What keeps running must not hold a pipe of ours, or whoever reads that waits for ever."""
        self.prefix.mkdir(parents=True, exist_ok=True)
        for command in (["wineserver", "-p"], ["wineboot", "-i"], ["winecfg", "-v", "win10"]):
            self._quietly(command)

    def stop(self) -> None:
        """End all programs of the prefix."""
        self._quietly(["wineserver", "-k"])

    def _quietly(self, command: list[str]) -> None:
        nothing = subprocess.DEVNULL
        subprocess.run(  # noqa: S603 - ours
            command, stdin=nothing, stdout=nothing, stderr=nothing, env=self._surroundings, check=False, timeout=300
        )

    @property
    def drive(self) -> Path:
        """Return where its drive C: lies."""
        return self.prefix / "drive_c"

    def start(self, *command: str, place: Path, **settings: str) -> "subprocess.Popen[bytes]":
        """Start a program in a folder, with pipes for all that it reads and says."""
        pipe = subprocess.PIPE
        surroundings = {**self._surroundings, **settings}
        return subprocess.Popen(  # noqa: S603 - ours
            ["wine", *command],  # noqa: S607 - the one on the PATH
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            cwd=place,
            env=surroundings,
        )

    def run(self, *command: str, place: Path, given: str = "", patience: float = _PATIENCE, **settings: str) -> Result:
        """Run a program to its end; raise TimeoutExpired."""
        with self.start(*command, place=place, **settings) as process:
            try:
                out, err = process.communicate(given.encode(), timeout=patience)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return Result(process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))


def windows_path(file: Path) -> str:
    """Return what a file of Linux is called under Wine."""
    return "Z:" + str(file.resolve()).replace("/", "\\")
