"""Programs are found on the PATH alone: never in the current folder, also by the rules of Windows."""

import os
from pathlib import Path

import pytest

from danvan_cli.store.programs import find_program


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


@pytest.mark.parametrize("windows", [False, True])
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
