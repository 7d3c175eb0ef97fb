"""Each test has surroundings of its own: a cache, a git identity, no home, no language, no data folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from folders import DataFolder

from danvan_cli import locale

_UNSET = ("DANVAN_CACHE", "DANVAN_DATA", "DANVAN_LANG", "COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR")
_HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
_XDG = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
_NOBODY = {"NAME": "Người thử", "EMAIL": "nobody@example.invalid"}


@pytest.fixture(scope="session", autouse=True)
def _no_surroundings() -> Iterator[None]:
    """Forget what the user's own environment says, and git's when the tests run in one of its hooks."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (*_UNSET, *(name for name in os.environ if name.startswith("GIT_"))):
            patch.delenv(name, raising=False)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        for who in ("AUTHOR", "COMMITTER"):
            for what, value in _NOBODY.items():
                patch.setenv(f"GIT_{who}_{what}", value)
        yield


@pytest.fixture(scope="session")
def no_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that is not there and cannot be made, because a file stands in its way."""
    file = tmp_path_factory.mktemp("home") / "not-a-folder"
    file.touch()
    return file / "home"


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, no_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in _HOMES:
        monkeypatch.setenv(name, str(no_home))
    for name in _XDG:
        monkeypatch.setenv(name, str(no_home / name.lower()))
    if "DANVAN_CACHE" not in os.environ:  # else a module keeps one for all its tests
        monkeypatch.setenv("DANVAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("LANGUAGE", "vi")
    yield
    locale.use("vi")  # the last command may have spoken English


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A data folder with an office, a district and its two communes, and no records."""
    return DataFolder(tmp_path / "data")
