"""Only one danvan writes at a time; whoever died is in nobody's way."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_cli.domain.errors import WriteError
from danvan_cli.store.lock import LOCK_FILE, locked, locked_anew
from tests.helpers.systems import LINKS, MODES, posix_only

_HOLD = """\
import sys
from pathlib import Path
from danvan_cli.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
_COUNT = """\
import sys
from pathlib import Path
from danvan_cli.store.lock import locked
from danvan_cli.store.writing import Change, write
root = Path(sys.argv[1])
for _ in range(15):
    with locked(root):
        before = (root / "count").read_bytes()
        write(root, [Change("count", before, b"%d" % (int(before) + 1))])
"""


@contextmanager
def _held_by_another(root: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", _HOLD, str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield holder


def _refusal(root: Path) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(WriteError) as refused, locked(root, patience=0.2):
        pytest.fail("the lock was had")
    return refused.value.code, refused.value.params


def test_whoever_comes_second_is_told_that_it_waits_and_gives_up(tmp_path: Path) -> None:
    told: list[str] = []
    with (
        _held_by_another(tmp_path),
        pytest.raises(WriteError) as refused,
        locked(tmp_path, 1, lambda: told.append("wait")),
    ):
        pytest.fail("the lock was had")
    assert (refused.value.code, refused.value.params) == ("locked", {"seconds": 1})
    assert told == ["wait"]


def test_whoever_waits_comes_next(tmp_path: Path) -> None:
    with _held_by_another(tmp_path) as holder:
        assert holder.stdin
        with locked(tmp_path, on_wait=holder.stdin.close):
            assert holder.wait() == 0


@posix_only("a killed process leaves its lock file, which Windows takes away with the process")
def test_whoever_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    with _held_by_another(tmp_path) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert (tmp_path / LOCK_FILE).exists()
    with locked(tmp_path, 0, on_wait=pytest.fail):
        pass


def test_a_lock_is_free_again_whatever_happened_under_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), locked(tmp_path):
        raise FileNotFoundError
    with locked(tmp_path, on_wait=pytest.fail):
        pass


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "count").write_bytes(b"0")
    command = [sys.executable, "-c", _COUNT, str(tmp_path)]
    writers = [subprocess.Popen(command) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert (tmp_path / "count").read_bytes() == b"45"
    assert {path.name for path in tmp_path.iterdir()} - {LOCK_FILE} == {"count"}  # on Windows it goes away


@MODES
@pytest.mark.parametrize(("folder", "file"), [(0o775, 0o664), (0o755, 0o644), (0o2770, 0o660), (0o700, 0o600)])
def test_whoever_may_write_may_lock(folder: int, file: int, tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.mkdir()
    root.chmod(folder)
    before = os.umask(0o077)
    try:
        with locked(root):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((root / LOCK_FILE).stat().st_mode) == file


def test_a_folder_that_may_only_be_read_cannot_be_written(unprivileged: Path) -> None:
    unprivileged.chmod(0o500)
    try:
        refusal = _refusal(unprivileged)
    finally:
        unprivileged.chmod(0o700)
    assert refusal == ("cannot-lock", {"reason": os.strerror(errno.EACCES)})


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    code, args = _refusal(tmp_path / "gone")
    assert (code, args["reason"]) == ("cannot-lock", "No such file or directory")
    assert not (tmp_path / "gone").exists()


@LINKS
def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).symlink_to("elsewhere")
    assert _refusal(tmp_path)[0] == "cannot-lock"
    assert not (tmp_path / "elsewhere").exists()


@posix_only("locks are those of fcntl")
@pytest.mark.parametrize("name", ["ENOSYS", "ENOTSUP", "ENOLCK"])
@pytest.mark.parametrize("left", [None, b"", b"4711\nanother-machine\n"])
def test_a_share_without_locks_is_told_at_once(
    left: bytes | None, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a lock file lies there: one that was left, or one that an older danvan took for a lock."""

    def missing(*_: object) -> None:
        number = getattr(errno, name)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", missing)
    if left is not None:
        (tmp_path / LOCK_FILE).write_bytes(left)
    for _ in range(2):
        with pytest.raises(WriteError) as refused, locked(tmp_path, on_wait=pytest.fail):
            pytest.fail("the lock was had")
        assert refused.value.code == "cannot-lock"


def _fail_anew(root: Path, *files: str) -> None:
    for name in files:
        (root / name).touch()
    raise KeyboardInterrupt


@pytest.mark.parametrize("files", [(), ("units.yaml",)])
def test_a_data_folder_made_for_what_failed_goes_again_if_it_holds_nothing(
    files: tuple[str, ...], tmp_path: Path
) -> None:
    root = tmp_path / "above/data"
    with pytest.raises(KeyboardInterrupt), locked_anew(root):
        _fail_anew(root, *files)
    assert root.exists() == bool(files)
    with locked_anew(root):
        assert {path.name for path in root.iterdir()} == {LOCK_FILE, *files}


def test_a_data_folder_that_was_there_stays_whatever_failed(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), locked_anew(tmp_path):
        _fail_anew(tmp_path)
    assert tmp_path.exists()
