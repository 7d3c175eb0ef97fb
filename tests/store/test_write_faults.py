"""Whatever fails, and wherever: a file is as it was or as it shall be, and nothing is left lying about."""

import errno
import itertools
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_cli.domain.errors import WriteError
from danvan_cli.store import writing
from danvan_cli.store.writing import Change, write
from tests.helpers.processes import run_process
from tests.helpers.systems import PROCESSES, posix_only
from tests.store.failing_operations import SCENES, Scene, die_everywhere, failing

# The next writing sweeps it, from another process: tests/store/test_writing.py.
_STAYS_OPEN = posix_only("a file whose number was not given back in time stays open here, and Windows keeps its name")
_every_scene = pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _without_rubbish(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if ".danvan-" not in name}


def _folders(root: Path) -> set[Path]:
    return {path.relative_to(root) for path in root.rglob("*") if path.is_dir()}


def _after(scene: Scene, done: int) -> dict[str, bytes]:
    """Return the files after the first changes."""
    files: dict[str, bytes | None] = {**scene.files, **{change.path: change.after for change in scene.changes[:done]}}
    return {name: content for name, content in files.items() if content is not None}


def _done(root: Path, scene: Scene) -> int:
    """Say how many changes stand; the files are never anything between two."""
    files = _without_rubbish(_files(root))
    return [_after(scene, done) for done in range(len(scene.changes) + 1)].index(files)


def _again(root: Path, scene: Scene) -> None:
    """Run the same command once more: it looks at the files as they are now."""
    now = _files(root)
    write(root, [Change(change.path, now.get(change.path), change.after) for change in scene.changes])
    assert _files(root) == _after(scene, len(scene.changes))


def _full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _broken() -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def _interrupt() -> None:
    raise KeyboardInterrupt


def _told(refused: WriteError) -> tuple[object, ...]:
    cause = refused.params["cause"]
    return refused.code, refused.params["done"], refused.params["total"], cause.code, cause.params


def _outcome(root: Path, scene: Scene) -> tuple[int, str]:
    """Write, while something fails; give how many changes are said to be done, and why no more."""
    try:
        write(root, scene.changes)
    except KeyboardInterrupt:
        return 0, "interrupted"
    except WriteError as refused:
        cause = refused.params.get("cause", refused)
        return int(refused.params.get("done", 0)), cause.code
    return len(scene.changes), ""


def _fail_everywhere(place: Path, scene: Scene, fail: Callable[[], None], *, afterwards: bool = False) -> set[str]:
    """Return why less than everything was done, at each operation in turn, until none is left to fail."""
    found: set[str] = set()
    for at in itertools.count(1):
        root = scene.stage(place / str(at))
        before = _folders(root)
        with failing(at, fail, afterwards=afterwards) as counted:
            done, why = _outcome(root, scene)
        if not counted.failed:
            assert at > 10
            return found
        found.add(why)
        assert _done(root, scene) == done
        assert _files(root) == _after(scene, done) or (counted.failed, why) == ("unlink", "")
        assert done or _folders(root) == before
        _again(root, scene)
    return found


@_every_scene
@pytest.mark.parametrize("fail", [_full, _broken])
def test_a_failing_disk_leaves_old_or_new_and_is_told(fail: Callable[[], None], scene: Scene, tmp_path: Path) -> None:
    assert _fail_everywhere(tmp_path, scene, fail) == {"", "cannot-write"}


@_every_scene
@pytest.mark.parametrize("afterwards", [False, pytest.param(True, marks=_STAYS_OPEN)], ids=["before", "after"])
def test_an_interruption_leaves_old_or_new_and_is_counted(scene: Scene, tmp_path: Path, *, afterwards: bool) -> None:
    assert _fail_everywhere(tmp_path, scene, _interrupt, afterwards=afterwards) == {"", "interrupted"}


def test_an_interruption_when_all_stands_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = SCENES["many"]
    root, sync = scene.stage(tmp_path / "data"), os.fsync

    def interrupt_on_a_folder(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise KeyboardInterrupt
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", interrupt_on_a_folder)
    assert _outcome(root, scene) == (len(scene.changes), "")
    assert _files(root) == _after(scene, len(scene.changes))


@PROCESSES
@_every_scene
def test_a_process_that_dies_leaves_old_or_new_and_the_next_one_finishes(
    scene: Scene, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    name = request.node.callspec.id
    assert run_process(tmp_path, name, work=die_everywhere).code == 0
    roots = sorted(tmp_path.iterdir(), key=lambda root: int(root.name))
    found = [_done(root, scene) for root in roots]
    assert found == sorted(found)
    assert {0, len(scene.changes)} <= set(found)
    assert any(len(_files(root)) > len(_without_rubbish(_files(root))) for root in roots) == (name != "remove")
    for root in roots:
        _again(root, scene)


def test_what_changes_in_the_middle_of_many_stops_them_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, removed = SCENES["many"], "models/2020/2020-thua.yaml"
    root, replace = scene.stage(tmp_path / "data"), os.replace

    def replace_and_change_the_next(source: Path, target: Path) -> None:
        replace(source, target)
        (root / removed).write_bytes(b"title: Y\n")

    monkeypatch.setattr(os, "replace", replace_and_change_the_next)
    with pytest.raises(WriteError) as refused:
        write(root, scene.changes)
    assert _told(refused.value) == ("partly-written", 2, 5, "changed-meanwhile", {"path": removed})
    assert _files(root) == {**_after(scene, 2), removed: b"title: Y\n"}


def test_the_systems_words_are_kept_when_many_are_written_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = SCENES["many"]
    root = scene.stage(tmp_path / "data")
    monkeypatch.setattr(os, "replace", lambda *_: _broken())
    with pytest.raises(WriteError) as refused:
        write(root, scene.changes)
    expected = {"path": "units.yaml", "reason": os.strerror(errno.EIO)}
    assert _told(refused.value) == ("partly-written", 1, 5, "cannot-write", expected)
    assert _files(root) == _after(scene, 1)


def test_a_fault_of_danvan_itself_leaves_nothing_and_stays_what_it_is(tmp_path: Path) -> None:
    scene = SCENES["many"]
    root = scene.stage(tmp_path / "data")
    told: list[tuple[int, int]] = []

    def stumble(done: int, total: int) -> None:
        told.append((done, total))
        if done == 3:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(root, scene.changes, stumble)
    assert told == [(1, 5), (2, 5), (3, 5)]
    assert _files(root) == scene.files


def test_what_cannot_be_looked_at_is_not_carried_out(tmp_path: Path) -> None:
    assert not writing._is_carried_out(tmp_path, Change("x" * 300, None, b"new"))
