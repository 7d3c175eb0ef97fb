"""Programs are found on the PATH, git also where it is carried along or installed: never in the current folder.

By the rules of Windows, too.
"""

import os
import sys
from pathlib import Path

import pytest

from danvan_cli.store.programs import find_git, find_program
from tests.helpers.data_folder import DataFolder
from tests.helpers.systems import posix_only

_PATHS = posix_only("a colon divides the PATH, and stands in none of its folders")


def _program(folder: Path, name: str, mode: int = 0o755) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(b"#!/bin/sh\n")
    file.chmod(mode)
    return file


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, in which programs lie that somebody sent."""
    folder = tmp_path / "here"
    for name in ("git", "git.exe", "git.cmd", "code.cmd"):
        _program(folder, name)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("windows", [pytest.param(False, marks=_PATHS), True])
@pytest.mark.parametrize("path", ["", ".", "./", "..", "{}here", "{}.{}", "../here", "~"])
def test_what_lies_in_the_current_folder_is_not_started(
    path: str, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, windows: bool
) -> None:
    divider = ";" if windows else ":"
    right = _program(tmp_path / "bin", "git.exe" if windows else "git")
    monkeypatch.setenv("PATH", f"{path.replace('{}', divider)}{divider}{right.parent}{divider}")
    assert here.exists()
    assert find_program("git", windows=windows) == right
    monkeypatch.setenv("PATH", path.replace("{}", divider))
    assert find_program("git", windows=windows) is None
    monkeypatch.delenv("PATH")
    assert find_program("git.cmd", windows=windows, scripts=True) is None


@posix_only("a file is a program by its mode")
def test_the_first_that_can_be_started_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path / "a", "git", 0o644)
    (tmp_path / "b/git").mkdir(parents=True)
    right = _program(tmp_path / "c", "git")
    monkeypatch.setenv("PATH", os.pathsep.join(str(tmp_path / name) for name in ("gone", "a", "b", "c")))
    assert find_program("git") == right


def test_windows_knows_a_program_by_its_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Program Files"
    for name in ("git", "git.cmd", "code.cmd", "notepad++.exe"):
        _program(folder, name, 0o644)
    monkeypatch.setenv("PATH", f'gone;"{folder}"')
    assert find_program("git", windows=True) is None
    assert find_program("code", windows=True) is None
    assert find_program("code", windows=True, scripts=True) == folder / "code.cmd"
    assert find_program("code.cmd", windows=True, scripts=True) == folder / "code.cmd"
    assert find_program("notepad++", windows=True) == folder / "notepad++.exe"
    assert find_program("notepad++.exe", windows=True) == folder / "notepad++.exe"


def _git(folder: Path, *, windows: bool) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return _program(folder, "git.exe" if windows else "git")


@pytest.mark.parametrize("windows", [pytest.param(False, marks=_PATHS), True])
def test_git_is_what_danvan_git_names_else_beside_the_program_else_on_the_path(
    tmp_path: Path, here: Path, monkeypatch: pytest.MonkeyPatch, *, windows: bool
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "danvan/python/python"))
    for name in ("ProgramFiles", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert find_git(windows=windows) is None
    if windows:
        monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
        own = _git(tmp_path / "local/Programs/Git/cmd", windows=True)
        assert find_git(windows=True) == own
        monkeypatch.setenv("ProgramFiles", str(tmp_path / "Program Files"))
        for_all = _git(tmp_path / "Program Files/Git/cmd", windows=True)
        assert find_git(windows=True) == for_all
        assert find_git(windows=False) is None
    on_path = _git(tmp_path / "path", windows=windows)
    monkeypatch.setenv("PATH", str(on_path.parent))
    assert find_git(windows=windows) == on_path
    above = _git(tmp_path / "danvan/git/bin", windows=windows)
    assert find_git(windows=windows) == above
    beside = _git(tmp_path / "danvan/python/git/cmd", windows=windows)
    assert find_git(windows=windows) == beside
    named = _git(tmp_path / "khac/Git/cmd", windows=windows)
    for path in (named, named.parent, named.parents[1]):
        monkeypatch.setenv("DANVAN_GIT", str(path))
        assert find_git(windows=windows) == named
    for wrong in ("git", "./git", ".", "cmd/git", str(tmp_path / "nowhere"), str(here.parent)):
        monkeypatch.setenv("DANVAN_GIT", wrong)
        assert find_git(windows=windows) is None


@pytest.mark.parametrize("variable", ["ProgramFiles", "LOCALAPPDATA", "ProgramW6432"])
def test_where_windows_installs_is_a_full_path(here: Path, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv(variable, ".")
    (here / "git").unlink()  # to Windows it is the same name
    for folder in ("Git/cmd", "Programs/Git/cmd"):
        _git(here / folder, windows=True)
    assert find_git(windows=True) is None


def test_a_git_that_is_not_where_it_was_said_to_be_is_told_and_no_other_is_taken(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/a")
    data.commit("2021-01-15")
    real = find_git()
    monkeypatch.setenv("DANVAN_GIT", str(tmp_path / "git"))
    said = data.ask("tally", "registered", "--revision", "HEAD")  # "no-git-there"
    assert (said.code, f"DANVAN_GIT names {tmp_path / 'git'}" in said.err) == (2, True)
    assert data.ask("tally", "registered").code == 0
    monkeypatch.setenv("DANVAN_GIT", str(real))
    monkeypatch.setenv("PATH", "")
    assert data.ask("tally", "registered", "--revision", "HEAD").code == 0
