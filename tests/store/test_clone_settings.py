"""Where there is no repository, git is not started to say so."""

import subprocess
from pathlib import Path

import pytest

from danvan_cli.store.clone_settings import clone_settings, keep_commits
from tests.helpers.data_folder import DataFolder
from tests.helpers.systems import LINKS


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is started from here on."""
    programs: list[object] = []
    run = subprocess.run

    def counted(*given: object, **options: object) -> object:
        programs.append(given)
        return run(*given, **options)  # type: ignore[call-overload]  # as it comes

    monkeypatch.setattr(subprocess, "run", counted)
    return programs


def test_without_a_repository_nothing_is_started(data: DataFolder, started: list[object]) -> None:
    assert clone_settings(data.root) is None
    assert not started


def test_a_folder_below_a_repository_has_its_settings(data: DataFolder, started: list[object]) -> None:
    data.commit("2021-01-15")
    keep_commits(data.root, commits=True)
    (data.root / "models").mkdir(exist_ok=True)
    settings = clone_settings(data.root / "models")
    assert settings is not None
    assert settings.commits
    assert started


@LINKS
def test_a_link_into_a_repository_has_its_settings(data: DataFolder, tmp_path: Path) -> None:
    data.commit("2021-01-15")
    link = tmp_path / "elsewhere" / "link"
    link.parent.mkdir()
    link.symlink_to(data.root, target_is_directory=True)
    assert clone_settings(link) is not None
