"""Whatever befalls the index, an answer is right, or it is an error; and what is not danvan's stays as it is."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.cli import workplace
from danvan_cli.index.database import index_file
from tests.helpers.data_folder import LONG_AFTER, DataFolder
from tests.helpers.laws import cases_of
from tests.helpers.program import CommandResult

TIMES = cases_of(10)
_RECOGNIZED = ("tally", "recognized", "--year", "2020", "--by", "unit,level", "--format", "json")
_QUESTIONS: tuple[tuple[str, ...], ...] = (
    _RECOGNIZED,
    ("tally", "--year", "2019-2021", "--format", "json"),
    ("list", "registered", "--year", "2021", "--format", "json"),
    ("check", "--format", "json"),
    ("search", "khéo", "--format", "json"),
)
_SIZE = 4096
Damage = Callable[[bytearray, random.Random], None]
Answers = dict[tuple[str, ...], CommandResult]


def _change_bytes(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 5, 100])):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _swap_pages(data: bytearray, chance: random.Random) -> None:
    first, second = (_SIZE * number for number in chance.sample(range(1, len(data) // _SIZE), 2))
    data[first : first + _SIZE], data[second : second + _SIZE] = (
        data[second : second + _SIZE],
        data[first : first + _SIZE],
    )


def _copy_page(data: bytearray, chance: random.Random) -> None:
    first, second = (_SIZE * number for number in chance.sample(range(len(data) // _SIZE), 2))
    data[first : first + _SIZE] = data[second : second + _SIZE]


def _empty_page(data: bytearray, chance: random.Random) -> None:
    at = _SIZE * chance.randrange(len(data) // _SIZE)
    data[at : at + _SIZE] = bytes(_SIZE)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _prolong(data: bytearray, chance: random.Random) -> None:
    data += chance.randbytes(chance.randrange(3 * _SIZE))


def _change_header(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(100)] ^= 1 << chance.randrange(8)


DAMAGES: tuple[Damage, ...] = (_change_bytes, _swap_pages, _copy_page, _empty_page, _cut, _prolong, _change_header)


def _damage(index: Path, chance: random.Random) -> str:
    damage = chance.choice(DAMAGES)
    data = bytearray(index.read_bytes())
    damage(data, chance)
    index.write_bytes(data)
    return damage.__name__


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Three years of models, all recognized, enough of them for many pages; and the index, in a cache beside it."""
    data = DataFolder(tmp_path_factory.mktemp("office") / "data")
    for year in (2019, 2020, 2021):
        for number in range(62):
            unit = "xa-a" if number % 3 else "xa-b"
            data.model(f"{year}/{year}-{number}", unit=unit, title=f"Tổ dân vận khéo {number}")
            data.evaluation(f"{year}/{year}-{number}.xa", recognized=True, decision="12-QĐ/HU")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DANVAN_CACHE", str(data.root.parent / "cache"))
        patch.setattr(workplace, "time", LONG_AFTER)
        assert data.ask("check").code == 0
    return data


@pytest.fixture(scope="module")
def right(office: DataFolder) -> Answers:
    """Return the right answers, which are the same for all these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DANVAN_CACHE", str(office.root.parent / "cache"))
        patch.setenv("DANVAN_TODAY", "2026-11-30")
        patch.setattr(workplace, "time", LONG_AFTER)
        return {typed: office.ask(*typed) for typed in _QUESTIONS}


@pytest.fixture
def folder(office: DataFolder, tmp_path: Path) -> DataFolder:
    """The folder of all these tests, which none of them changes, and a copy of its index in a cache of its own."""
    shutil.copytree(office.root.parent / "cache", tmp_path / "cache")
    return office


@pytest.fixture
def own_folder(office: DataFolder, tmp_path: Path) -> DataFolder:
    """The same folder, to be changed."""
    return DataFolder(Path(shutil.copytree(office.root, tmp_path / "data")))


@pytest.fixture
def index(folder: DataFolder, tmp_path: Path) -> Path:
    return index_file(tmp_path / "cache", folder.root, None)


def _another_programs(path: Path) -> bytes:
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE letter (id INTEGER PRIMARY KEY, said TEXT)")
        db.executemany("INSERT INTO letter (said) VALUES (?)", [(f"Kính gửi {n}",) for n in range(500)])
        db.commit()
    return path.read_bytes()


def _log(place: Path) -> str:
    log = place / "cache" / "danvan-error.log"
    return log.read_text("utf-8") if log.exists() else ""


@pytest.mark.law
def test_an_answer_is_right_or_an_error_and_another_programs_database_stays(
    folder: DataFolder, index: Path, tmp_path: Path, right: Answers
) -> None:
    other = tmp_path / "cache" / "thu-tu.db"
    before, chance = _another_programs(other), random.Random(8)  # noqa: S311 - any will do, the same each time
    assert right[_RECOGNIZED].json["total"] == 62
    refused = 0
    for number in range(TIMES):
        folder.ask("check")
        done = _damage(index, chance)
        for typed in chance.sample(_QUESTIONS, len(_QUESTIONS)):
            said = folder.ask(*typed)
            if said.code == 1 and "another program" in said.err and said.out == "":
                refused += 1
                index.unlink()  # as the message says
            else:
                assert said == right[typed], (number, done, typed, _log(tmp_path))
        assert other.read_bytes() == before, (number, done)
    assert refused <= TIMES // 10


# Damage that leaves no trace but on the disk itself


def _change_unseen(index: Path, old: bytes, new: bytes) -> None:
    """Change the index as a failing disk does: no time tells of it."""
    status = index.stat()
    data = index.read_bytes()
    assert old in data
    index.write_bytes(data.replace(old, new))
    os.utime(index, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_fresh_names_what_the_index_had_wrong_and_leaves_it_right(folder: DataFolder, index: Path) -> None:
    before = folder.ask("list", "recognized", "--year", "2020", "--format", "json")
    title = "Tổ dân vận khéo 9".encode()
    folder.ask("check")
    _change_unseen(index, title, title.replace(b"9", b"8"))
    assert folder.ask("list", "recognized", "--year", "2020", "--format", "json") != before
    said = folder.ask("check", "--fresh")
    assert "Of these files the index had something wrong" in said.err
    named = [f"models/{year}/{year}-9.yaml" for year in (2019, 2020, 2021)]
    assert [line.strip() for line in said.err.split("\n") if line.startswith("  ")] == named
    assert folder.ask("list", "recognized", "--year", "2020", "--format", "json") == before
    assert "the index had nothing wrong" in folder.ask("check", "--fresh").err


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("DELETE FROM fact WHERE id = '2020-7'", ["evaluations/2020/2020-7.xa.yaml", "models/2020/2020-7.yaml"]),
        ("DELETE FROM model WHERE id = '2020-7'", ["models/2020/2020-7.yaml"]),
        ("UPDATE model SET root = '2019-7' WHERE id = '2020-7'", ["models/2020/2020-7.yaml"]),
        ("DELETE FROM unit WHERE id = 'xa-a'", ["units.yaml"]),
        ("UPDATE setting SET value = 'xa-a' WHERE name = 'unit'", ["danvan.yaml"]),
        ("DELETE FROM file WHERE name = '2020-7.yaml'", ["models/2020/2020-7.yaml"]),
    ],
)
def test_fresh_finds_whatever_is_wrong(
    statement: str, named: list[str], folder: DataFolder, index: Path, right: Answers
) -> None:
    status = index.stat()
    with closing(sqlite3.connect(index)) as db:
        db.execute(statement)
        db.commit()
    os.utime(index, ns=(status.st_atime_ns, status.st_mtime_ns))
    said = folder.ask("check", "--fresh")
    assert {line.strip() for line in said.err.split("\n") if line.startswith("  ")} >= set(named)
    assert {typed: folder.ask(*typed) for typed in _QUESTIONS} == right


def test_fresh_finds_what_is_lost_only_where_it_is_looked_up(folder: DataFolder, index: Path) -> None:
    """The table of models is whole; the order by which they are found is empty."""
    right = folder.ask("list", "registered", "--year", "2021", "--format", "json")
    status = index.stat()
    with closing(sqlite3.connect(index)) as db:
        at = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'model_year'").fetchone()[0]
    data = bytearray(index.read_bytes())
    data[(at - 1) * _SIZE : at * _SIZE] = b"\x0a" + bytes(4) + _SIZE.to_bytes(2, "big") + bytes(_SIZE - 7)
    index.write_bytes(data)
    os.utime(index, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "The index was damaged" in folder.ask("check", "--fresh").err
    assert folder.ask("list", "registered", "--year", "2021", "--format", "json") == right


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_fresh_leaves_a_right_index_whatever_was_damaged(
    damage: Damage, folder: DataFolder, index: Path, right: Answers
) -> None:
    status, chance = index.stat(), random.Random(5)  # noqa: S311 - as above
    for _ in range(3):
        data = bytearray(index.read_bytes())
        damage(data, chance)
        index.write_bytes(data)
        os.utime(index, ns=(status.st_atime_ns, status.st_mtime_ns))
        said = folder.ask("check", "--fresh")
        if "another program" in said.err:
            index.unlink()
        assert {typed: folder.ask(*typed) for typed in _QUESTIONS} == right


def test_fresh_calls_nothing_wrong_that_merely_changed_or_was_never_looked_at(
    own_folder: DataFolder, tmp_path: Path
) -> None:
    folder, index = own_folder, index_file(tmp_path / "cache", own_folder.root, None)
    nothing = "All files were read again: the index had nothing wrong."
    assert nothing in folder.ask("check", "--fresh").err
    folder.evaluation("2020/2020-7.xa", recognized=False)
    folder.model("2020/2020-moi")
    (folder.root / "models/2021/2021-9.yaml").unlink()
    folder.write("units.yaml", (folder.root / "units.yaml").read_bytes() + b"- {id: xa-c, name: C, level: xa}\n")
    assert nothing in folder.ask("check", "--fresh").err
    assert folder.total("recognized", "--year", "2020") == 61
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == [index.name]


def test_fresh_speaks_vietnamese_and_has_a_vietnamese_name(folder: DataFolder) -> None:
    said = folder.ask("kiem-tra", "--doc-lai", "--lang", "vi")
    assert "Đã đọc lại mọi tệp" in said.err


def test_fresh_is_right_where_the_old_file_cannot_be_replaced(
    folder: DataFolder, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows none is that another danvan has open."""
    right = folder.ask(*_RECOGNIZED)
    _change_unseen(index, b"12-Q", b"13-Q")

    def refuse(*_given: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        said = folder.ask("check", "--fresh")
    assert "something wrong" in said.err
    assert folder.ask(*_RECOGNIZED) == right
    assert "nothing wrong" in folder.ask("check", "--fresh").err


def test_without_a_cache_all_is_read_anyway(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DANVAN_CACHE", str(tmp_path / "file"))
    said = folder.ask("check", "--fresh")
    assert "nothing wrong" in said.err
    assert said.code == folder.ask("check").code
