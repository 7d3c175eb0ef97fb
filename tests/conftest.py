"""Each test has surroundings of its own: a cache, a git identity, no home, no language, no data folder."""

import compileall
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

from danvan_cli import locale
from danvan_cli.cli import workplace
from tests.helpers import built_once
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import LONG_AFTER, DataFolder
from tests.helpers.laws import cases_of
from tests.helpers.systems import WINDOWS

# Laws are tried with fewer cases than hypothesis would, so that all tests stay within two minutes. The machine may be
# busy: how long a case takes says nothing about a law. Where cases share a fixture, each makes a folder of its own.
settings.register_profile(
    "danvan",
    max_examples=cases_of(20),
    deadline=None,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture),
)
settings.load_profile("danvan")
_UNSET = ("DANVAN_CACHE", "DANVAN_DATA", "DANVAN_LANG", "COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR")
_HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
_XDG = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
_NOBODYS_ID = 65534
_PROGRAM = Path(locale.__file__).parents[1]
_HELPERS = Path(__file__).with_name("helpers")
_NOBODY = {"NAME": "Người thử", "EMAIL": "nobody@example.invalid"}
_MEMORY = Path("/dev/shm")  # noqa: S108 - Linux' file system in memory
_ROOM = 2 << 30  # bytes
_SELDOM = (50_000, 20, 100)
_LAST = -200  # multiprocessing removes what it has there at -100


def pytest_configure(config: pytest.Config) -> None:
    """Compile all once: each process would do it again where Python may write nothing, and pytest's each test."""
    sys.dont_write_bytecode = False
    if not hasattr(config, "workerinput"):
        for folder in (_PROGRAM, _HELPERS):
            compileall.compile_dir(folder, quiet=2)
        _work_in_memory()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let long tests come first: at the end there is no process that waits for another's last one."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Leave alone what is there for good, and look less often for what nobody needs: there is memory enough."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)


def _work_in_memory() -> None:
    """Let this process and all below it make their files in memory, where there is room and nobody chose a place.

    Thousands of data folders and indexes are made and thrown away: on a disk each would be waited for.
    """
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK) or shutil.disk_usage(_MEMORY).free < _ROOM:
        return
    place = tempfile.mkdtemp(prefix="danvan-tests-", dir=_MEMORY)
    Path(place).chmod(0o755)  # `unprivileged` has to get through
    os.environ["TMPDIR"] = place
    tempfile.tempdir = None
    Finalize(None, shutil.rmtree, (place, True), exitpriority=_LAST)


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


@pytest.fixture(scope="session", autouse=True)
def _built_once() -> Iterator[None]:
    with built_once.commands(), built_once.wordings(), built_once.tables(), built_once.lists():
        yield


@pytest.fixture(scope="session")
def no_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that is not there and cannot be made, because a file stands in its way."""
    file = tmp_path_factory.mktemp("home") / "not-a-folder"
    file.touch()
    return file / "home"


@pytest.fixture(autouse=True)
def _own_surroundings(
    request: pytest.FixtureRequest, tmp_path: Path, no_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    for name in _HOMES:
        monkeypatch.setenv(name, str(no_home))
    for name in _XDG:
        monkeypatch.setenv(name, str(no_home / name.lower()))
    if "DANVAN_CACHE" not in os.environ:  # else a module keeps one for all its tests
        monkeypatch.setenv("DANVAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DANVAN_TODAY", "2026-11-30")  # which years are ahead, no clock decides
    monkeypatch.setenv("LANGUAGE", "vi")
    if "at_once" not in request.fixturenames:
        monkeypatch.setattr(workplace, "time", LONG_AFTER)
    yield
    locale.use("vi")  # the last command may have spoken English


@pytest.fixture
def unprivileged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Be nobody in particular: root may read and write whatever its permissions are."""
    if WINDOWS:
        pytest.skip("POSIX only: who may do what is said by modes")
    with TemporaryDirectory() as name:
        place = Path(name)
        monkeypatch.setenv("DANVAN_CACHE", str(place / "cache"))
        if os.geteuid() != 0:
            yield place
            return
        os.chown(place, _NOBODYS_ID, _NOBODYS_ID)
        import_module("concurrent.futures.thread")  # Python itself may lie where only root may read
        os.seteuid(_NOBODYS_ID)
        try:
            if not os.access(_PROGRAM, os.R_OK, effective_ids=True):
                pytest.skip("only root may read the program")
            yield place
        finally:
            os.seteuid(0)


@pytest.fixture
def at_once() -> None:
    """Let commands in this process run when the files have just been written, so that none is old enough to be trusted.

    Else they run long after that, and read each file once.
    """


@pytest.fixture
def data(request: pytest.FixtureRequest) -> DataFolder:
    """A data folder with an office, a district and its two communes, and no records."""
    place = "unprivileged" if "unprivileged" in request.fixturenames else "tmp_path"
    return DataFolder(Path(request.getfixturevalue(place), "data"))


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk in the data folder of a district whose communes were merged, without records."""
    return Clerk(tmp_path / "data")
