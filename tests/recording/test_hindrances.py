"""What keeps a command from writing is said in Vietnamese, and everything stays as it was."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

from danvan_cli.store import lock, writing
from tests.helpers.clerk import Clerk

REGISTER = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "Một")
COMMANDS = {
    "register": REGISTER,
    "unit": ("unit", "add", "--name", "Xã Dừa", "--level", "xa"),
    "set": ("set", "a", "title=Mới"),
    "merge": ("merge", "a", "b", "--keep", "title"),
    "carry-over": ("carry-over", "2019", "2020", "--all"),
    "remove": ("remove", "a", "--reason", "nhầm"),
    "figure": ("figure", "--year", "2020", "--source", "Báo", "--measure", "registered", "--value", "3"),
}
_every_command = pytest.mark.parametrize("typed", COMMANDS.values(), ids=COMMANDS)
_HOLDER = "import sys, filelock; held = filelock.FileLock(sys.argv[1]); held.acquire(); print(flush=True); input()"


@pytest.fixture
def full(clerk: Clerk) -> Clerk:
    for name in "ab":
        clerk.model(f"2019/{name}", title=f"Mô hình {name}")
    return clerk


@pytest.fixture
def holder(clerk: Clerk) -> Iterator["subprocess.Popen[bytes]"]:
    """Another process that holds the lock."""
    program = [sys.executable, "-c", _HOLDER, str(clerk.root / lock.LOCK_FILE)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def _refused(clerk: Clerk, *typed: str) -> str:
    """Fail with a command that changes nothing, in Vietnamese; give what it says."""
    said = clerk.is_refused(*typed, "--lang", "vi", code=1)
    assert "Lỗi" in said
    assert not list(clerk.root.rglob(".danvan-*.tmp"))
    return said


def _failing(number: int) -> Callable[..., int]:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    return fail


@_every_command
def test_a_full_disk(typed: tuple[str, ...], full: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = {path for path in full.root.rglob("*") if path.is_dir()}
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", _failing(errno.ENOSPC))
        said = _refused(full, *typed)
    assert "đầy" in said
    assert {path for path in full.root.rglob("*") if path.is_dir()} == folders
    assert full.ask(*typed).code == 0


@_every_command
def test_a_lock_that_is_held(
    typed: tuple[str, ...], full: Clerk, holder: "subprocess.Popen[bytes]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "locked", partial(lock.locked, patience=0.05))
    assert "danvan" in _refused(full, *typed)
    assert holder.poll() is None


def test_a_lock_whose_holder_was_killed_is_nobodys(full: Clerk, holder: "subprocess.Popen[bytes]") -> None:
    holder.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    holder.wait()
    assert (full.root / lock.LOCK_FILE).exists()
    assert full.ask(*REGISTER).code == 0


def test_readers_do_not_wait_for_the_lock(full: Clerk) -> None:
    with FileLock(full.root / lock.LOCK_FILE):
        assert full.total("registered", "--year", "2019") == 2
        assert full.ask(*REGISTER, "--dry-run").code == 0


@_every_command
def test_a_folder_that_may_only_be_read(typed: tuple[str, ...], unprivileged: Path) -> None:
    clerk = Clerk(unprivileged / "data")
    for name in "ab":
        clerk.model(f"2019/{name}", title=f"Mô hình {name}")
    folders = [clerk.root, *(path for path in clerk.root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        _refused(clerk, *typed)
    finally:
        for folder in folders:
            folder.chmod(0o755)


@_every_command
def test_a_file_changed_by_hand_at_the_last_moment(
    typed: tuple[str, ...], full: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a command is about to write, somebody's editor is quicker."""
    write, theirs = writing.write, b"# tay\ntitle: cua toi\nunit: xa-a\nkind: tap-the\n"
    touched = []

    def edit_and_write(root: Path, changes: list[writing.Change], *rest: object) -> None:
        first = next(change for change in changes if change.after is not None)
        touched.append(root / first.path)
        touched[0].parent.mkdir(parents=True, exist_ok=True)
        touched[0].write_bytes(theirs)
        write(root, changes, *rest)  # type: ignore[arg-type]

    before = full.files()
    monkeypatch.setattr(writing, "write", edit_and_write)
    said = full.ask(*typed, "--lang", "vi")
    path = touched[0].relative_to(full.root).as_posix()
    assert (said.code, path in said.err, touched[0].read_bytes()) == (1, True, theirs)
    assert {**full.files(), path: None} == {**before, path: None}


def test_a_folder_that_went(full: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    write = writing.write

    def vanish_and_write(root: Path, changes: list[writing.Change], *rest: object) -> None:
        shutil.move(root, root.with_name("weg"))
        write(root, changes, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "write", vanish_and_write)
    said = full.ask(*REGISTER, "--lang", "vi")
    assert (said.code, "Lỗi" in said.err, full.root.exists()) == (1, True, False)
