"""Where the index lies: it is for this user alone, and what is not danvan's there is refused and stays as it is."""

import os
import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.cli import tally
from danvan_cli.index.database import index_file
from tests.gallery.playing import shaped
from tests.helpers.data_folder import DataFolder
from tests.helpers.declared_messages import REFUSALS
from tests.helpers.program import CommandResult

_NOBODYS_ID = 65534


@pytest.fixture
def folder(data: DataFolder) -> DataFolder:
    """A folder of one model."""
    data.model("2020/a")
    return data


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def index(folder: DataFolder, cache: Path) -> Path:
    return index_file(cache, folder.root, None)


def _foreign_database(path: Path) -> bytes:
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE fact (id INTEGER PRIMARY KEY, said TEXT)")
        db.execute("INSERT INTO fact (said) VALUES ('khác')")
        db.commit()
    return path.read_bytes()


def _is_refused(code: str, said: CommandResult) -> bool:
    return (said.code, said.out) == (1, "") and re.search(shaped(REFUSALS[code].sentence), said.err) is not None


@pytest.mark.parametrize("typed", [("tally",), ("tally", "registered"), ("check",), ("check", "--fresh")], ids=" ".join)
def test_another_programs_database_in_its_place_is_refused_and_stays(
    typed: tuple[str, ...], folder: DataFolder, index: Path
) -> None:
    before = _foreign_database(index)
    assert _is_refused("cache-other", folder.ask(*typed))
    assert index.read_bytes() == before


@pytest.mark.parametrize("typed", [("tally",), ("tally", "registered"), ("check", "--fresh")], ids=" ".join)
def test_a_link_in_its_place_is_refused_and_what_it_leads_to_stays(
    typed: tuple[str, ...], folder: DataFolder, index: Path, tmp_path: Path
) -> None:
    before = _foreign_database(tmp_path / "other.db")
    index.parent.mkdir()
    index.symlink_to(tmp_path / "other.db")
    assert _is_refused("cache-linked", folder.ask(*typed))
    assert (tmp_path / "other.db").read_bytes() == before


def test_a_cache_folder_that_is_a_link_is_refused_and_nothing_is_made_behind_it(
    folder: DataFolder, cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    cache.symlink_to(tmp_path / "elsewhere")
    assert _is_refused("cache-linked", folder.ask("tally", "registered"))
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("whose", ["folder", "file"])
def test_what_another_user_has_made_is_refused(whose: str, folder: DataFolder, index: Path) -> None:
    index.parent.mkdir()
    index.touch()
    os.chown(index.parent if whose == "folder" else index, _NOBODYS_ID, _NOBODYS_ID)
    assert _is_refused("cache-owner", folder.ask("tally", "registered"))
    assert index.read_bytes() == b""


def test_what_danvan_makes_there_is_for_this_user_alone(folder: DataFolder, index: Path) -> None:
    before = os.umask(0)
    try:
        assert folder.total("registered") == 1
    finally:
        os.umask(before)
    assert stat.S_IMODE(index.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(index.stat().st_mode) == 0o600


def test_a_folder_that_was_there_keeps_its_mode_and_what_lies_in_it(
    folder: DataFolder, index: Path, cache: Path
) -> None:
    other = cache / "other.db"
    before = _foreign_database(other)
    for path, mode in ((cache, 0o755), (other, 0o644)):
        path.chmod(mode)
    assert folder.total("registered") == 1
    index.write_bytes(index.read_bytes()[:5000])
    assert folder.total("registered") == 1
    assert (stat.S_IMODE(cache.stat().st_mode), stat.S_IMODE(other.stat().st_mode)) == (0o755, 0o644)
    assert other.read_bytes() == before


def test_damage_that_shows_only_while_it_is_asked_costs_no_other_index(
    folder: DataFolder, index: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbour = DataFolder(tmp_path / "neighbour")
    neighbour.model("2020/b")
    assert neighbour.total("registered") == folder.total("registered") == 1
    before = _foreign_database(cache / "other.db")
    others = index_file(cache, neighbour.root, None), cache / "other.db"
    kept = [path.stat().st_ino for path in others]
    told, show = iter([True]), tally.show_overview

    def show_once_damaged(*given: object) -> int:
        if next(told, False):
            raise sqlite3.DatabaseError("database disk image is malformed")
        return show(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(tally, "show_overview", show_once_damaged)
    was = index.stat().st_ino, index.stat().st_ctime_ns
    assert folder.ask("tally").code == 0
    assert (index.stat().st_ino, index.stat().st_ctime_ns) != was
    assert [path.stat().st_ino for path in others] == kept
    assert (cache / "other.db").read_bytes() == before


@pytest.mark.parametrize("how", ["symbolic", "hard"])
def test_the_log_of_an_error_is_written_over_nothing_else(
    how: str, folder: DataFolder, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> int:
        raise AssertionError

    monkeypatch.setattr(tally, "show_overview", fail)
    log, letter = cache / "danvan-error.log", tmp_path / "letter.txt"
    assert folder.ask("tally").code == 1
    assert "AssertionError" in log.read_text("utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    log.unlink()
    letter.write_text("Kính gửi", "utf-8")
    if how == "hard":
        log.hardlink_to(letter)
    else:
        log.symlink_to(letter)
    said = folder.ask("tally")
    assert said.code == 1
    assert "AssertionError" in said.err
    assert letter.read_text("utf-8") == "Kính gửi"
