"""Backups made and opened again, for the tests of both."""

import os
import unicodedata
import zipfile
from pathlib import Path

from tests.helpers.data_folder import DataFolder
from tests.helpers.program import CommandResult, danvan

LAST = "2021-06-30"  # the day of the last state that is in the history
NFD = unicodedata.normalize("NFD", "quyết định.pdf")


def made(data: DataFolder, *typed: str) -> Path:
    """Back up a folder; return the file."""
    file = data.root.parent / "ban.zip"
    said = data.ask("backup", "-o", str(file), *typed)
    assert (said.code, said.err) == (0, ""), said.err
    return file


def restored(file: Path, name: str = "moi", code: int = 0) -> Path:
    """Make a folder again; return it."""
    folder = file.parent / name
    said = danvan("init", "--from", str(file), "--data", str(folder))
    assert said.code == code, said.err
    return folder


def held(folder: Path) -> dict[str, tuple[bytes, bool]]:
    """Return every file of a folder but git's and the lock, and whether it may be started."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    paths = ((path.relative_to(folder).as_posix(), path) for path in files)
    return {
        name: (path.read_bytes(), os.access(path, os.X_OK))
        for name, path in paths
        if not name.startswith(".git/") and name != ".danvan.lock"
    }


def git(folder: Path, *arguments: str) -> str:
    helper = DataFolder.__new__(DataFolder)
    helper.root = folder
    return helper.git(*arguments)


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refused(said: CommandResult, code: int, sentence: str) -> None:
    assert said.code == code, said.err
    assert sentence in said.err.replace("\n", " ")
