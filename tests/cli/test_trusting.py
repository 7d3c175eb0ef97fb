"""Whose repository is trusted, only the person says: once asked at a terminal, never taken by itself."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_cli.cli import keeping, trusting
from danvan_cli.cli.prompts import form
from tests.helpers.data_folder import DataFolder
from tests.helpers.declared_messages import REFUSALS

_ASKED = ("tally", "registered", "--revision", "HEAD")
Answer = Callable[[bool], list[str]]


@pytest.fixture
def foreign(data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A repository of another account's, and a home in which git can keep what is trusted."""
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    data.model("2020/a", count=3)
    data.commit("2021-01-15")
    for path in (data.root, data.root / ".git"):
        os.chown(path, 4711, 4711)
    home = tmp_path / "nha"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    return data


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Let somebody sit there who says yes or no; give what is asked."""

    def begin(answer: bool) -> list[str]:  # noqa: FBT001 - it is the answer
        asked: list[str] = []

        def confirm(sentence: str, *, default: bool) -> bool:
            assert not default
            asked.append(sentence)
            return answer

        monkeypatch.setattr(trusting, "can_ask", lambda: True)
        monkeypatch.setattr(form, "confirm", confirm)
        return asked

    return begin


def trusted(data: DataFolder) -> str:
    file = data.root.parent / "nha/.gitconfig"
    return file.read_text("utf-8") if file.exists() else ""


def test_a_yes_is_kept_as_gits_own_setting_and_the_command_goes_on(foreign: DataFolder, answering: Answer) -> None:
    asked = answering(True)  # noqa: FBT003 - it is the answer
    said = foreign.ask(*_ASKED)
    assert (said.code, len(asked)) == (0, 1)
    assert f"The git repository at {foreign.root} belongs to another account: 4711." in said.err
    assert f"directory = {foreign.root}\n" in trusted(foreign)
    assert (foreign.ask(*_ASKED).code, len(asked)) == (0, 1)
    done = subprocess.run(
        ["git", "-C", str(foreign.root), "rev-parse"],
        env={"HOME": os.environ["HOME"], "PATH": os.environ["PATH"]},
        check=False,
    )
    assert done.returncode == 0


def test_a_no_changes_nothing_and_says_how_to_do_it(foreign: DataFolder, answering: Answer) -> None:
    asked = answering(False)  # noqa: FBT003 - as above
    said = foreign.ask(*_ASKED)
    assert (said.code, len(asked), trusted(foreign)) == (2, 1, "")
    assert f"git config --global --add safe.directory {foreign.root}" in said.err


def test_where_nobody_sits_nothing_is_trusted(foreign: DataFolder) -> None:
    assert foreign.ask(*_ASKED).code == 2
    said = foreign.ask("backup", "-o", str(foreign.root.parent / "ban.zip"))
    assert (said.code, "Without history: git does not use" in said.err) == (0, True)
    assert trusted(foreign) == ""


@pytest.mark.parametrize("answer", [True, False])
def test_what_goes_on_without_history_asks_too(foreign: DataFolder, answering: Answer, *, answer: bool) -> None:
    asked = answering(answer)
    said = foreign.ask("backup", "-o", str(foreign.root.parent / "ban.zip"))
    assert (said.code, len(asked)) == (0, 1)
    assert ("saves in git: 1" in said.out) is answer
    assert ("Without history: " in said.err) is not answer


def test_init_asks_where_there_is_a_repository_already(foreign: DataFolder, answering: Answer) -> None:
    asked = answering(True)  # noqa: FBT003 - as above
    said = foreign.ask("init")
    assert (said.code, len(asked), "was made" in said.err) == (0, 1, False)
    assert f"directory = {foreign.root}\n" in trusted(foreign)


@pytest.mark.parametrize("answer", [True, False])
def test_what_writes_asks_too_where_changes_are_to_be_kept(
    foreign: DataFolder, answering: Answer, monkeypatch: pytest.MonkeyPatch, *, answer: bool
) -> None:
    subprocess.run(
        ["git", "config", "--file", str(foreign.root / ".git/config"), "danvan.commit", "true"],
        check=True,
    )
    asked = answering(answer)
    monkeypatch.setattr(keeping, "can_ask", lambda: True)
    said = foreign.ask("set", "a", "note=x")
    assert (said.code, len(asked)) == (0, 1)
    assert ("belongs to another account (4711)" in said.err) is not answer
    assert answer or said.err.endswith(f"git config --global --add safe.directory {foreign.root}\n")
    assert ("safe" in trusted(foreign)) is answer


def test_a_setting_that_cannot_be_written_is_told(
    foreign: DataFolder, answering: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(foreign.root / "danvan.yaml"))
    asked = answering(True)  # noqa: FBT003 - as above
    said = foreign.ask(*_ASKED)
    assert (said.code, len(asked)) == (2, 1)
    assert "git cannot use the repository: " in said.err
    assert REFUSALS["not-trusted"].sentence.partition("{")[0] in said.err


def test_what_is_no_file_of_settings_is_never_written_to(
    foreign: DataFolder, answering: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git would put a file in its place, were it the system's own waste bin."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(foreign.root.parent))
    asked = answering(True)  # noqa: FBT003 - as above
    said = foreign.ask(*_ASKED)
    assert (said.code, len(asked)) == (2, 1)
    assert f"git cannot use the repository: {foreign.root.parent} (GIT_CONFIG_GLOBAL)." in said.err
