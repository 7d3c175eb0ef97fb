"""Other programs are started by a full path, mostly one found on the PATH, and never from the current folder.

Windows looks there first, and so does `shutil.which`: a `git.exe` that lies in a folder that somebody sent would run.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from danvan_cli.store.windows import WINDOWS

_PROGRAMS = (".exe", ".com")
_SCRIPTS = (".cmd", ".bat")  # cmd.exe reads their arguments anew, so these are for arguments of our own only
NAMED_GIT = "DANVAN_GIT"
_WITHIN_GIT = ("cmd", "bin", "")  # where it lies in a folder of git's own, as Windows' come
# Where its installers put git for all, and for whoever may install nothing for all.
_INSTALLED = (
    *(("ProgramW6432", "Git"), ("ProgramFiles", "Git"), ("ProgramFiles(x86)", "Git")),
    ("LOCALAPPDATA", "Programs/Git"),
)


def find_program(name: str, *, scripts: bool = False, windows: bool = WINDOWS) -> Path | None:
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


def find_git(*, windows: bool = WINDOWS) -> Path | None:
    """Return where git lies, None where there is none.

    What DANVAN_GIT names, the program or its folder, and then nothing else; else `git/` beside this program, what is on
    the PATH, and what Windows' installers have put where no PATH leads.
    """
    named = os.environ.get(NAMED_GIT)
    if named:
        path = Path(named)
        if not path.is_absolute():
            return None
        return path if _is_program(path, windows=windows) else _git_within(path, windows)
    return (
        _first_git((folder / "git" for folder in _own_folders()), windows)
        or find_program("git", windows=windows)
        or (_first_git(_installed(), windows) if windows else None)
    )


def _own_folders() -> list[Path]:
    """Return the folder of the program that runs, and the one above: what is carried along on a stick lies there."""
    program = Path(sys.executable or "")
    return [program.parent, program.parent.parent] if program.is_absolute() else []


def _installed() -> Iterator[Path]:
    for variable, below in _INSTALLED:
        folder = Path(os.environ.get(variable, ""))
        if folder.is_absolute():
            yield folder / below


def _first_git(folders: Iterable[Path], windows: bool) -> Path | None:  # noqa: FBT001 - as it comes
    return next(filter(None, (_git_within(folder, windows) for folder in folders)), None)


def _git_within(folder: Path, windows: bool) -> Path | None:  # noqa: FBT001 - as it comes
    """Return the git of a folder of git's own."""
    files = (folder / part / ("git.exe" if windows else "git") for part in _WITHIN_GIT)
    return next((file for file in files if _is_program(file, windows=windows)), None)


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
