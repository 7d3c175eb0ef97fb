"""Others write and count at the very moment when the index is compared, refreshed or read."""

import os
import sys
from collections.abc import Callable
from contextlib import closing
from importlib import util
from pathlib import Path

import pytest

from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.overview import overview
from danvan_cli.counting.question import QuestionText
from danvan_cli.counting.tally import tally
from danvan_cli.domain.problem import Problem
from danvan_cli.index import comparing, database
from danvan_cli.index.comparing import Scope
from danvan_cli.store.disk import DiskSource
from danvan_cli.store.source import FolderListing
from tests.helpers.data_folder import LATER, DataFolder, no_progress
from tests.helpers.index_contents import WatchedSource

_MODELS = Scope(("model",), 2020, 2020, (2020, 2020))
_MANY = 41
Act = Callable[[], object]


class Interrupted(WatchedSource):
    """A source of which something happens right after a folder was listed or digested for the first time."""

    def __init__(self, root: Path, meanwhile: Act) -> None:
        super().__init__(DiskSource(root, LATER))
        self._meanwhile: list[Act] = [meanwhile]

    def _let_it_happen(self) -> None:
        if self._meanwhile:
            self._meanwhile.pop()()

    def digest(self, path: str) -> bytes:
        digest = super().digest(path)
        self._let_it_happen()
        return digest

    def listing(self, path: str) -> FolderListing:
        listing = super().listing(path)
        self._let_it_happen()
        return listing


class Slow(WatchedSource):
    """A source whose first look at a folder is as old as the source itself."""

    def __init__(self, root: Path, path: str) -> None:
        super().__init__(DiskSource(root, LATER))
        self._digests, self._listings = [super().digest(path)], [super().listing(path)]

    def digest(self, path: str) -> bytes:
        return self._digests.pop() if self._digests else super().digest(path)

    def listing(self, path: str) -> FolderListing:
        return self._listings.pop() if self._listings else super().listing(path)


class Restless(WatchedSource):
    """A source of which something happens each time that it is compared."""

    def __init__(self, root: Path, meanwhile: Act) -> None:
        super().__init__(DiskSource(root, LATER))
        self._meanwhile = meanwhile
        self.times = 0

    def faults(self) -> list[Problem]:
        self.times += 1
        self._meanwhile()
        return super().faults()


class Office:
    """A folder of many models, and those who ask about it."""

    def __init__(self, data: DataFolder, cache: Path) -> None:
        self.data, self.cache = data, cache
        for number in range(_MANY):
            data.model(f"2020/{number}")

    def ledger(self, source: WatchedSource | None = None) -> Ledger:
        return Ledger(source or DiskSource(self.data.root, LATER), self.cache, self.data.root, no_progress)

    def total(self, source: WatchedSource | None = None) -> float | None:
        with closing(self.ledger(source)) as ledger:
            return tally(ledger, MEASURES["registered"], QuestionText("2020")).total

    def overview(self, source: WatchedSource | None = None) -> float | None:
        with closing(self.ledger(source)) as ledger:
            return next(table.total for table in overview(ledger, QuestionText("2020")) if table.name == "registered")

    def look_as_a_writer(self) -> None:
        """Bring the models into step without what is counted of them, as `register` does."""
        with closing(self.ledger()) as ledger:
            ledger.open_records(_MODELS)

    def register(self) -> None:
        self.data.model("2020/another")


@pytest.fixture
def office(data: DataFolder, tmp_path: Path) -> Office:
    return Office(data, tmp_path / "cache")


def _told(office: Office) -> int:
    """Count the models in the index as it was left: no folder is looked at."""
    with closing(office.ledger()) as ledger:
        db, _ = ledger.open_records(Scope((), 0, 0, (0, 0)))
        return int(db.execute("SELECT COUNT(*) FROM model").fetchone()[0])


def test_who_lists_slowly_does_not_put_the_index_back(office: Office) -> None:
    """What he listed is older than what another one, who was quicker, has brought into the index."""
    assert office.total() == _MANY
    office.data.touch("models/2020/0.yaml")
    slow = Slow(office.data.root, "models/2020")
    office.register()
    assert office.total() == _MANY + 1
    assert office.total(slow) == _MANY + 1
    assert _told(office) == _MANY + 1


def test_who_found_nothing_different_does_not_read_half_because_another_was_slow(office: Office) -> None:
    assert office.total() == _MANY
    office.data.touch("models/2020/0.yaml")
    slow = Slow(office.data.root, "models/2020")
    office.register()
    assert office.total() == _MANY + 1
    assert office.total(Interrupted(office.data.root, lambda: office.total(slow))) == _MANY + 1


@pytest.mark.parametrize("ask", ["total", "overview"])
def test_who_found_nothing_different_reads_no_half_of_what_another_read_meanwhile(ask: str, office: Office) -> None:
    assert office.total() == _MANY

    def write_and_look() -> None:
        office.register()
        office.look_as_a_writer()

    assert office.total(Interrupted(office.data.root, write_and_look)) == _MANY + 1
    assert getattr(office, ask)() == _MANY + 1


def test_an_overview_is_asked_of_the_state_that_is_compared(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one reads what was written, without counting it, when the overview has just seen that all is counted."""
    assert office.overview() == _MANY
    lacks_facts, acts = comparing.lacks_facts, [office.look_as_a_writer, office.register]

    def lacks_facts_and_more(db: object) -> bool:
        lacking = lacks_facts(db)  # type: ignore[arg-type]
        while acts:
            acts.pop()()
        return lacking

    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.0)  # who is kept out need not wait
    monkeypatch.setattr(comparing, "lacks_facts", lacks_facts_and_more)
    assert office.overview() == _MANY + 1
    assert acts == []


def test_who_is_never_left_in_peace_gets_an_answer_all_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever he compares, others have changed the index before he reads it; in the end they are kept out."""
    numbers = iter(range(1000))

    def write_and_count() -> None:
        office.data.model(f"2020/more-{next(numbers)}")
        office.total()

    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.0)
    source = Restless(office.data.root, write_and_count)
    total = office.total(source)
    written = _MANY + next(numbers)
    assert total in (written, written - 1)  # the last was written while he compared
    assert office.total() == written


# What a copy keeps, and what it cannot


def _change_unseen(file: Path, old: str, new: str) -> None:
    """Change a file, but neither its size nor its time nor its inode: `cp -p`, `rsync -a --inplace`, `touch -d`."""
    assert len(old.encode()) == len(new.encode())
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    while file.stat().st_ctime_ns == before.st_ctime_ns:  # the system's clock ticks coarsely
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("typed", [("tally", "registered"), ("list", "registered")], ids=" ".join)
def test_a_copy_that_keeps_size_time_and_inode_is_seen(typed: tuple[str, ...], data: DataFolder) -> None:
    file = data.model("2020/a", count=188)
    assert data.json(*typed)["total"] == 188
    _change_unseen(file, "188", "584")
    assert data.json(*typed)["total"] == 584
    overview_ = {table["name"]: table["total"] for table in data.json("tally")["tables"]}
    assert overview_["registered"] == 584


def test_a_list_that_was_copied_so_is_seen(data: DataFolder) -> None:
    data.model("2020/a")
    assert data.total("registered", "--where", "unit=xa-a") == 1
    _change_unseen(data.root / "units.yaml", "xa-a", "xa-c")
    _change_unseen(data.root / "models/2020/a.yaml", "xa-a", "xa-c")
    assert data.total("registered", "--where", "unit=xa-c") == 1


@pytest.mark.usefixtures("at_once")
def test_a_file_changed_just_now_is_young_whatever_its_time_says(data: DataFolder) -> None:
    """In one tick of the clock its second time does not change either; so it is looked at again, as git does."""
    file = data.model("2020/a", count=188)
    moment = file.stat().st_mtime_ns
    assert moment < file.stat().st_ctime_ns - 10_000_000_000
    assert DiskSource(data.root, file.stat().st_ctime_ns).listing("models/2020").young == {"a.yaml"}
    assert DiskSource(data.root, file.stat().st_ctime_ns).stamp("units.yaml").endswith("young")
    for count in (188, 584, 189, 585):
        file.write_bytes(file.read_bytes()[:-4] + f"{count}\n".encode())
        os.utime(file, ns=(moment, moment))
        assert data.total("registered") == count


def test_numbers_are_never_below_what_was_written_before_they_were_asked(tmp_path: Path) -> None:
    """A short run of tools/stress.py, bounded by how often each one writes and asks."""
    place = util.spec_from_file_location("stress", Path(__file__).parents[2] / "tools/stress.py")
    assert place is not None
    assert place.loader is not None
    stress = util.module_from_spec(place)
    sys.modules["stress"] = stress
    place.loader.exec_module(stress)
    written, asked, wrong = stress.run(tmp_path / "data", stress.Load(writers=2, readers=2, seconds=0, rounds=12))
    assert (written, asked, wrong) == (24, 24, 0)
