"""Other programs are started by a full path that was found on the PATH, and never from the current folder.

Windows looks there first, and so does `shutil.which`: a `git.exe` that lies in a folder that somebody sent would run.
"""

import os
from collections.abc import Iterator
from pathlib import Path

_WINDOWS = os.name == "nt"
_PROGRAMS = (".exe", ".com")
_SCRIPTS = (".cmd", ".bat")  # cmd.exe reads their arguments anew, so these are for arguments of our own only


def find_program(name: str, *, scripts: bool = False, windows: bool = _WINDOWS) -> Path | None:
    """Return where a program lies that the PATH leads to, None where none does.

    Entries of the PATH that are no full path are left out: they mean the current folder, or one beside it. On Windows,
    `scripts` allows .cmd and .bat as well.
    """
    endings = (*_PROGRAMS, *(_SCRIPTS if scripts else ())) if windows else ("",)
    for folder in _folders(windows=windows):
        for file in _files(folder / name, endings):
            if _is_program(file, windows=windows):
                return file
    return None


def _is_program(file: Path, *, windows: bool) -> bool:
    try:
        return file.is_file() and (windows or os.access(file, os.X_OK))
    except OSError:  # the PATH may lead through a folder that is not ours to look into
        return False


def _folders(*, windows: bool) -> Iterator[Path]:
    """Yield the folders of the PATH; on Windows they may stand in quotation marks, and are divided by semicolons."""
    entries = os.environ.get("PATH", os.defpath).split(";" if windows else ":")
    for entry in entries:
        folder = Path(entry.strip('"') if windows else entry)
        if folder.is_absolute():
            yield folder


def _files(program: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files that a program's name can mean: with each ending, or with the one that it has."""
    if program.suffix and program.suffix.lower() in endings:
        yield program
    for ending in endings:
        yield program.with_name(f"{program.name}{ending}")
