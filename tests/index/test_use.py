"""The index is a cache: it is asked sparingly, and whatever befalls it, the numbers are right."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.question import QuestionText
from danvan_cli.counting.tally import tally
from danvan_cli.index.database import index_file
from danvan_cli.store.disk import DiskSource
from tests.helpers.data_folder import LATER, UNITS, DataFolder, no_progress
from tests.helpers.index_contents import WatchedSource

TYPED = ("tally", "recognized", "--year", "2020", "--by", "unit", "--format", "json")


@pytest.fixture
def folder(data: DataFolder) -> DataFolder:
    """Three years, two models each, recognized."""
    for year in (2019, 2020, 2021):
        for unit in ("xa-a", "xa-b"):
            data.model(f"{year}/{year}-{unit}", unit=unit, title=f"Tổ dân vận {unit} {'khéo ' * 40}")
            data.evaluation(f"{year}/{year}-{unit}.xa", recognized=True, decision="12-QĐ/HU")
        data.award(f"{year}/{year}-khen", recipient="Lê Hòa")
    return data


@pytest.fixture
def index(folder: DataFolder, tmp_path: Path) -> Path:
    """The index of the folder, filled."""
    assert folder.ask("check").code == 0
    assert folder.total("recognized", "--year", "2019-2021") == 6
    return index_file(tmp_path / "cache", folder.root, None)


# What is looked into


def _ask(
    folder: DataFolder, cache: Path, measure: str, year: str, count: str | None = None
) -> tuple[WatchedSource, int]:
    source = WatchedSource(DiskSource(folder.root, LATER))
    ledger = Ledger(source, cache, folder.root, no_progress)
    with closing(ledger):
        answer = tally(ledger, MEASURES[measure], QuestionText(year, basis=count))
    return source, answer.total or 0


def test_a_question_looks_only_into_the_folders_that_matter(folder: DataFolder, index: Path) -> None:
    source, total = _ask(folder, index.parent, "recognized", "2020")
    assert total == 2
    assert set(source.looked_into) == {"models/2020", "evaluations/2020", "awards/2020"}
    source, total = _ask(folder, index.parent, "registered", "2019-2020")
    assert total == 4
    assert set(source.looked_into) == {"models/2019", "models/2020", "awards/2019", "awards/2020"}
    source, total = _ask(folder, index.parent, "awards", "2021")
    assert total == 1
    assert set(source.looked_into) == {"awards/2021", "models/2021"}  # any record of a unit is one
    source, total = _ask(folder, index.parent, "registered", "2020-2021", "distinct")
    assert total == 4
    models = {"models/2019", "models/2020", "models/2021"}
    assert set(source.looked_into) == models | {"awards/2020", "awards/2021"}


def test_where_nothing_changed_each_folder_is_looked_at_once_and_no_file_is_read(
    folder: DataFolder, index: Path
) -> None:
    source, total = _ask(folder, index.parent, "recognized", "2019-2021")
    assert total == 6
    assert source.read_paths == []
    assert len(source.looked_into) == len(set(source.looked_into)) == 9


def test_only_what_changed_is_read_again(folder: DataFolder, index: Path) -> None:
    folder.evaluation("2020/2020-xa-a.xa", recognized=False)
    folder.touch("models/2020/2020-xa-b.yaml")
    source, total = _ask(folder, index.parent, "recognized", "2020")
    assert total == 1
    assert sorted(source.read_paths) == ["evaluations/2020/2020-xa-a.xa.yaml", "models/2020/2020-xa-b.yaml"]


def test_another_unit_or_list_reads_no_record_again(folder: DataFolder, index: Path) -> None:
    folder.write("units.yaml", UNITS.replace("parent: huyen-x", "parent: xa-b", 1))
    source, total = _ask(folder, index.parent, "recognized", "2020")
    assert (total, sorted(source.read_paths)) == (2, ["danvan.yaml", "units.yaml"])
    assert folder.total("recognized", "--year", "2020", "--where", "unit=xa-b") == 2


# What can befall it


def _not_a_database(index: Path) -> None:
    index.write_bytes(b"Khong phai la co so du lieu\n" * 1000)


def _emptied(index: Path) -> None:
    index.write_bytes(b"")


def _cut_in_two(index: Path) -> None:
    index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])


def _cut_within_a_page(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:-100])


def _its_beginning_gone(index: Path) -> None:
    index.write_bytes(bytes(4096) + index.read_bytes()[4096:])


def _a_table_gone(index: Path) -> None:
    with closing(sqlite3.connect(index)) as db:
        db.execute("DROP TABLE below")
        db.execute("DROP TABLE file")
        db.commit()


def _of_another_version(index: Path) -> None:
    with closing(sqlite3.connect(index)) as db:
        db.execute("PRAGMA user_version = 1")
        db.execute("DELETE FROM fact")
        db.commit()


def _left_in_the_middle(index: Path) -> None:
    """Another program holds a journal that it never finished."""
    index.with_name(f"{index.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))


def _a_folder(index: Path) -> None:
    index.unlink()
    index.mkdir()


def _gone(index: Path) -> None:
    index.unlink()


def _every_page_but_the_first_gone(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:4096] + bytes(index.stat().st_size - 4096))


def _two_pages_swapped(index: Path) -> None:
    """Put the facts where the models belong: SQLite does not notice, and finds nothing."""
    with closing(sqlite3.connect(index)) as db:
        first, last = (
            db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
            for name in ("fact_spanning", "fact")
        )
        size = db.execute("PRAGMA page_size").fetchone()[0]
    data = index.read_bytes()
    pages = [data[start : start + size] for start in range(0, len(data), size)]
    pages[first - 1], pages[last - 1] = pages[last - 1], pages[first - 1]
    index.write_bytes(b"".join(pages))


def _a_unit_changed(index: Path) -> None:
    """Let all records state another unit: sound to SQLite, and wrong."""
    data = index.read_bytes()
    assert b"xa-a" in data
    index.write_bytes(data.replace(b"xa-a", b"xa-b"))


def _a_name_that_is_no_text(index: Path) -> None:
    """Of what SQLite says then Python cannot even make its error."""
    data = index.read_bytes()
    assert b"CREATE TABLE claim" in data
    index.write_bytes(data.replace(b"CREATE TABLE claim", b"CREATE TABLE cl\xe0im"))


DAMAGES = [
    _not_a_database,
    _emptied,
    _cut_in_two,
    _cut_within_a_page,
    _its_beginning_gone,
    _a_name_that_is_no_text,
    _two_pages_swapped,
    _a_unit_changed,
    _a_table_gone,
    _of_another_version,
    _left_in_the_middle,
    _a_folder,
    _gone,
    _every_page_but_the_first_gone,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_replaced_without_a_word(
    damage: Callable[[Path], None], folder: DataFolder, index: Path
) -> None:
    before = folder.json(*TYPED[:-2])
    damage(index)
    for _ in range(2):
        assert folder.json(*TYPED[:-2]) == before
    assert folder.total("registered", "--year", "2019-2021") == 6


@pytest.mark.parametrize("table", ["fact", "unit", "model"])
def test_an_index_that_is_damaged_only_where_the_question_leads_is_replaced(
    table: str, folder: DataFolder, index: Path
) -> None:
    before = folder.json("list", "recognized", "--year", "2020")
    with closing(sqlite3.connect(index)) as db:
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(index.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    index.write_bytes(data)
    assert folder.json("list", "recognized", "--year", "2020") == before


def test_without_a_cache_folder_the_numbers_are_the_same(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    for name in (tmp_path / "file", tmp_path / "file" / "cache", Path("/dev/full"), Path("/proc/nothing")):
        monkeypatch.setenv("DANVAN_CACHE", str(name))
        for _ in range(2):
            assert folder.total("recognized", "--year", "2020") == 2


def test_without_a_home_the_numbers_are_the_same(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DANVAN_CACHE")
    assert folder.total("recognized", "--year", "2020") == 2


@pytest.mark.usefixtures("unprivileged")
def test_an_index_that_may_not_be_written_still_serves(folder: DataFolder, unprivileged: Path) -> None:
    cache = unprivileged / "cache"
    assert folder.total("recognized", "--year", "2020") == 2
    index = index_file(cache, folder.root, None)
    for path in (index, cache):
        path.chmod(0o500)
    before = index.read_bytes()
    assert folder.total("recognized", "--year", "2020") == 2
    folder.evaluation("2020/2020-xa-a.xa", recognized=False)
    for _ in range(2):
        assert folder.total("recognized", "--year", "2020") == 1
    assert index.read_bytes() == before
    cache.chmod(0o700)


# Several at once


def _started(folder: DataFolder) -> "subprocess.Popen[bytes]":
    typed = [sys.executable, "-m", "danvan_cli", *TYPED, "--data", str(folder.root)]
    return subprocess.Popen(typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_several_programs_at_once_say_the_same_and_leave_one_sound_index(folder: DataFolder, tmp_path: Path) -> None:
    for number in range(300):
        folder.model(f"2020/x-{number}")
        folder.evaluation(f"2020/x-{number}.xa", recognized=True)
    running = [_started(folder) for _ in range(3)]
    said = [(*process.communicate(timeout=60), process.returncode) for process in running]
    assert {(err, code) for _, err, code in said} == {(b"", 0)}
    assert len({out for out, _, _ in said}) == 1
    assert json.loads(said[0][0])["total"] == 302
    with closing(sqlite3.connect(index_file(tmp_path / "cache", folder.root, None))) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT COUNT(*) FROM model").fetchone() == (304,)
        assert db.execute("SELECT COUNT(*) - COUNT(DISTINCT folder || name) FROM file").fetchone() == (0,)


@pytest.mark.parametrize("first", ["overview", "measure"])
def test_who_counts_finds_what_a_writer_had_only_read(first: str, data: DataFolder) -> None:
    data.model("2020/a", title="Một")
    assert data.total("registered") == 1
    data.model("2020/b", title="Hai", origin="moi")
    refused = data.ask("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "Hai")
    assert refused.code == 1
    if first == "overview":
        tables = {table["name"]: table for table in data.json("tally")["tables"]}
        assert tables["registered"]["total"] == 2
    assert data.total("registered") == 2
    assert data.total("registered", "--where", "origin=moi") == 1
