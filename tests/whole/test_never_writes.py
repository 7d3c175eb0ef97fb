"""Reading never writes into the data folder, whatever is asked and wherever the cache is."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.data_folder import DataFolder

QUESTIONS = [
    ("tally",),
    ("tally", "registered"),
    ("tally", "recognized", "--by", "level,kind", "--zeros"),
    ("tally", "registered", "--year", "2019-2020", "--count", "distinct"),
    ("tally", "awards", "--revision", "HEAD"),
    ("list", "recognized"),
    ("list", "results", "--format", "json"),
    ("show", "2020-to"),
    ("search", "tổ dân vận"),
    ("check",),
    ("reconcile",),
    ("log",),
    ("log", "2020-to"),
    ("diff", "HEAD"),
    ("status",),
]


@pytest.fixture
def folder(data: DataFolder) -> DataFolder:
    """A repository with records good and bad, a link, a stray file, and one change that is not committed."""
    data.model("2020/2020-to")
    data.evaluation("2020/2020-to.xa", recognized=True, results={"tien": 5})
    data.award("2020/2020-khen", recipient="Lê Hòa")
    data.write("figures/2020/bao.yaml", "claims:\n- {measure: registered, value: 2}\n")
    data.model("2020/2020-hong", count="1.240")
    data.write("models/2020/2020-to (1).yaml", "title: Tổ\r\n")
    data.write("awards/2020/.2020-khen.yaml.swp", "x")
    (data.root / "models/2020/2020-x.yaml").symlink_to("2020-to.yaml")
    data.commit("2021-01-15")
    data.model("2020/2020-to", count=2)
    return data


@pytest.mark.parametrize("typed", QUESTIONS, ids=" ".join)
def test_every_byte_and_time_stays_as_it_was(typed: tuple[str, ...], folder: DataFolder) -> None:
    before, status = folder.state(), folder.git("status", "--porcelain")
    for _ in range(2):
        assert folder.ask(*typed).code in (0, 1)
        assert folder.state() == before
    assert folder.git("status", "--porcelain") == status == "M models/2020/2020-to.yaml"


def _make_read_only(root: Path) -> None:
    for path in (*root.rglob("*"), root):
        if not path.is_symlink():
            path.chmod(0o500 if path.is_dir() else 0o400)


def _make_writable(root: Path) -> None:
    for path in (root, *sorted(root.rglob("*"))):
        if not path.is_symlink():
            path.chmod(0o700)


@pytest.mark.usefixtures("unprivileged")
@pytest.mark.parametrize("cache", ["cache", "no-folder/cache"])
def test_a_read_only_folder_is_read_with_a_cache_and_without(
    cache: str, folder: DataFolder, unprivileged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (unprivileged / "no-folder").touch()
    monkeypatch.setenv("DANVAN_CACHE", str(unprivileged / cache))
    _make_read_only(folder.root)
    try:
        before = folder.state()
        for typed in QUESTIONS[1:3] * 2 + QUESTIONS[4:]:
            said = folder.ask(*typed)
            assert said.code in (0, 1)
            assert "fault of danvan" not in said.err
        assert folder.state() == before
    finally:
        _make_writable(folder.root)


def test_the_real_command_leaves_nothing_behind(folder: DataFolder, tmp_path: Path) -> None:
    before = folder.state()
    for typed in (("tally", "registered"), ("list", "registered"), ("check",)):
        done = subprocess.run(
            [sys.executable, "-m", "danvan_cli", *typed], cwd=folder.root / "models", capture_output=True, check=False
        )
        assert done.returncode == 1
        assert done.stderr
    assert folder.state() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "data"]
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".db"]
