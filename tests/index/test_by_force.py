"""What befalls an index by others just while it is opened or asked: by force, since nobody can wait for it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli.index import cache, database, sync
from danvan_cli.index.comparing import known
from danvan_cli.store.disk import DiskSource
from danvan_cli.store.source import YearFolder
from tests.helpers.data_folder import LATER, DataFolder, no_progress
from tests.helpers.index_contents import WatchedSource

Update = Callable[[sqlite3.Connection], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache/index.db"


def _failing(times: int, error: Exception) -> Update:
    """Return what fails so many times, and then does nothing."""
    errors = [error] * times

    def update(_: sqlite3.Connection) -> None:
        if errors:
            raise errors.pop()

    return update


def _moved() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY_DBMOVED
    return error


@pytest.mark.parametrize(("times", "in_memory"), [(1, False), (3, True)])
def test_an_index_that_another_one_replaced_is_opened_anew(path: Path, times: int, in_memory: bool) -> None:  # noqa: FBT001 - a case of a table
    with closing(database.use(path, _failing(times, _moved()))) as db:
        assert (database._file_name(db) == "") is in_memory


def test_a_damaged_index_that_cannot_be_removed_is_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(cache, "remove", refuse)
    with closing(database.use(path, _failing(1, database.DamagedError()))) as db:
        assert database._file_name(db) == ""


def test_an_index_that_cannot_be_built_leaves_nothing_open(path: Path) -> None:
    with pytest.raises(KeyError):
        database.use(path, _failing(1, KeyError()))
    assert [file.name for file in path.parent.iterdir()] == ["index.db"]


def test_tables_that_another_one_made_meanwhile_stay(path: Path) -> None:
    with closing(database.use(path, database.raise_generation)) as db:
        before = database.generation(db)
        database._make_tables(db)
        assert database.generation(db) == before


def test_an_index_of_another_version_is_not_asked(path: Path) -> None:
    with closing(database.use(path, lambda db: db.execute("PRAGMA user_version = 7").close())):
        assert database.as_it_is(path) is None


def test_an_index_whose_time_cannot_be_set_bears_no_seal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refuse)
    with closing(database.use(path, _failing(0, KeyError()))) as db:
        assert db.execute("SELECT sealed FROM state").fetchone() == (0,)


def test_where_sqlite_has_gone_back_by_itself_reading_just_ends(path: Path) -> None:
    with closing(database.use(path, _failing(0, KeyError()))) as db:
        with database.reading(db):
            db.execute("ROLLBACK")
        assert not db.in_transaction


class _ChangingSource(WatchedSource):
    """A folder beside which others change the index, at each of so many looks; then a record comes."""

    def __init__(self, data: DataFolder, path: Path, times: int) -> None:
        super().__init__(DiskSource(data.root, LATER))
        self._data, self._looks = data, iter(range(times, -1, -1))
        self._other = sqlite3.connect(path, isolation_level=None)

    def folders(self) -> list[YearFolder]:
        left = next(self._looks, None)
        if left:
            database.raise_generation(self._other)
            os.utime(self._other.execute("PRAGMA database_list").fetchone()[2])
        elif left == 0:
            self._data.model("2020/b")
        return super().folders()

    def close(self) -> None:
        self._other.close()


@pytest.fixture
def looked_at(data: DataFolder, path: Path) -> Iterator[_ChangingSource]:
    data.model("2020/a")
    source = DiskSource(data.root, LATER)
    database.use(path, lambda db: sync.begin(db, source, None, no_progress)).close()
    with closing(_ChangingSource(data, path, 8)) as changing:
        yield changing


def test_those_who_never_leave_off_are_kept_out(looked_at: _ChangingSource, path: Path) -> None:
    with closing(database._connect(str(path))) as db:
        sync.begin(db, looked_at, None, no_progress)

        assert db.execute("SELECT id FROM model ORDER BY id").fetchall() == [("a",), ("b",)]
        assert db.in_transaction
        with database.reading(db):  # of the state at which it was begun
            assert known(db).folders.keys() == {"models/2020"}


def test_a_years_folder_that_goes_takes_its_records_along(data: DataFolder) -> None:
    for year in (2019, 2020):
        data.model(f"{year}/a{year}")
    assert data.total("registered", "--year", "2019-2020") == 2

    (data.root / "models/2019/a2019.yaml").unlink()
    (data.root / "models/2019").rmdir()

    assert data.total("registered", "--year", "2019-2020") == 1


def test_a_text_where_a_number_belongs_is_damage(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a")
    assert data.total("registered", "--year", "2020") == 1
    index = database.index_file(tmp_path / "cache", data.root, None)
    with closing(sqlite3.connect(index, isolation_level=None)) as db:
        db.execute("UPDATE state SET generation = 'x'")

    said = data.ask("check", "--fresh")

    assert (said.code, "damaged" in said.out + said.err) == (0, True)
    assert data.total("registered", "--year", "2020") == 1
