"""What is written, over what it never is, and which files are touched for it."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_cli.domain.errors import WriteError
from danvan_cli.store import staging
from danvan_cli.store.writing import Change, make_root, write
from tests.helpers.systems import LINKS, MODES, posix_only
from tests.store.failing_operations import failing

NEW = Change("models/2021/2021-moi.yaml", None, b"title: M\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "models/2020").mkdir(parents=True)
    (folder / "units.yaml").write_bytes(b"[]\n")
    return folder


@pytest.fixture
def mask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _refusal(root: Path, *changes: Change) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(WriteError) as refused:
        write(root, changes)
    return refused.value.code, refused.value.params


def _mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def _not_permitted(*_: object, **__: object) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def test_files_are_made_replaced_and_removed_at_once(root: Path) -> None:
    (root / "models/2020/2020-thua.yaml").write_bytes(b"x")
    told: list[tuple[int, int]] = []
    changes = [NEW, Change("units.yaml", b"[]\n", b"- a\n"), Change("models/2020/2020-thua.yaml", b"x", None)]
    write(root, changes, lambda done, total: told.append((done, total)))
    assert _files(root) == {"models/2021/2021-moi.yaml": b"title: M\n", "units.yaml": b"- a\n"}
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_file_that_stays_as_it_is_is_not_touched(root: Path) -> None:
    before = (root / "units.yaml").stat()
    write(root, [Change("units.yaml", b"[]\n", b"[]\n"), Change("models/1999/x.yaml", None, None)])
    after = (root / "units.yaml").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert not (root / "models/1999").exists()


def test_a_system_that_writes_little_at_once_writes_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_some, content = os.write, bytes(range(256)) * 40
    monkeypatch.setattr(os, "write", lambda descriptor, data: write_some(descriptor, data[:1000]))
    write(root, [Change("units.yaml", b"[]\n", content), NEW])
    assert (root / "units.yaml").read_bytes() == content


@MODES
@pytest.mark.usefixtures("mask")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o666])
def test_a_replaced_file_keeps_its_mode(mode: int, root: Path) -> None:
    (root / "units.yaml").chmod(mode)
    write(root, [Change("units.yaml", b"[]\n", b"- a\n")])
    assert _mode(root / "units.yaml") == mode


@MODES
@pytest.mark.usefixtures("mask")
@pytest.mark.parametrize("mode", [0o700, 0o750, 0o755, 0o2775])
def test_what_is_new_may_be_used_by_whoever_may_use_the_data_folder(mode: int, root: Path) -> None:
    root.chmod(mode)
    write(root, [NEW, Change("awards/2021/2021-moi.yaml", None, b"kind: ca-nhan\n")])
    folders = [_mode(root / name) for name in ("models/2021", "awards", "awards/2021")]
    assert folders == [mode] * 3
    assert [_mode(root / NEW.path), _mode(root / "awards/2021/2021-moi.yaml")] == [mode & 0o666] * 2


@pytest.mark.usefixtures("mask")
def test_where_modes_are_given_and_cannot_be_set_files_are_made_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root.chmod(0o775)
    monkeypatch.setattr(os, "chmod", _not_permitted)
    write(root, [NEW])
    assert (root / NEW.path).read_bytes() == b"title: M\n"


def test_where_no_modes_can_be_set_nobody_tries_to(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "chmod", _not_permitted)
    write(root, [Change("units.yaml", b"[]\n", b"- a\n"), NEW])
    assert (root / "units.yaml").read_bytes() == b"- a\n"


@pytest.mark.parametrize("after", [b"- a\n", None])
@pytest.mark.parametrize("now", [b"- b\n", b"[]\n\n", b"", None])
def test_a_file_that_changed_since_it_was_read_stays(now: bytes | None, after: bytes | None, root: Path) -> None:
    (root / "units.yaml").unlink() if now is None else (root / "units.yaml").write_bytes(now)
    before = _files(root)
    refusal = _refusal(root, NEW, Change("units.yaml", b"[]\n", after))
    assert refusal == ("changed-meanwhile", {"path": "units.yaml"})
    assert _files(root) == before
    assert not (root / "models/2021").exists()


def test_a_file_that_is_there_is_never_made_anew(root: Path) -> None:
    before = _files(root)
    assert _refusal(root, NEW, Change("units.yaml", None, b"- a\n")) == ("exists", {"path": "units.yaml"})
    assert _files(root) == before


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize(
    "moment", ["fsync", pytest.param("link", marks=posix_only("new files get their names without hard links"))]
)
def test_a_file_made_at_the_last_moment_stays(
    moment: str, root: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    link = os.link if links else _not_permitted
    operation = link if moment == "link" else os.fsync

    def make_it_first(*args: int) -> None:
        (root / NEW.path).write_bytes(b"theirs")
        operation(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "link", link)
    monkeypatch.setattr(os, moment, make_it_first)
    assert _refusal(root, NEW) == ("exists", {"path": NEW.path})
    assert _files(root) == {"units.yaml": b"[]\n", NEW.path: b"theirs"}


@pytest.mark.parametrize("after", [b"- a\n", None])
def test_a_file_changed_at_the_last_moment_stays(after: bytes | None, root: Path) -> None:
    def change_it(done: int, _total: int) -> None:
        assert done
        (root / "units.yaml").write_bytes(b"theirs")

    with pytest.raises(WriteError) as refused:
        write(root, [Change("units.yaml", b"[]\n", after)], change_it)
    assert refused.value.code == "changed-meanwhile"
    assert _files(root) == {"units.yaml": b"theirs"}


def test_a_file_system_without_links_gets_new_files_all_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _not_permitted)
    write(root, [NEW])
    assert _files(root) == {"units.yaml": b"[]\n", NEW.path: b"title: M\n"}


def test_windows_refuses_to_rename_over_a_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rename_as_windows_does(source: Path, target: Path) -> None:
        os.link(source, target)
        source.unlink()

    monkeypatch.setattr(staging, "WINDOWS", True)
    monkeypatch.setattr(os, "rename", rename_as_windows_does)
    write(root, [NEW])
    monkeypatch.setattr(os, "fsync", lambda _: (root / "b.yaml").write_bytes(b"theirs"))
    assert _refusal(root, Change("b.yaml", None, b"ours")) == ("exists", {"path": "b.yaml"})
    assert _files(root) == {"units.yaml": b"[]\n", NEW.path: b"title: M\n", "b.yaml": b"theirs"}


def test_a_file_that_somebody_holds_open_on_windows_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", _not_permitted)
    expected = {"path": "units.yaml", "reason": os.strerror(errno.EPERM)}
    assert _refusal(root, Change("units.yaml", b"[]\n", b"- a\n")) == ("cannot-write", expected)
    assert _files(root) == {"units.yaml": b"[]\n"}


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Be on Windows, where nobody really waits; give for how many seconds it was waited."""
    found: list[float] = []
    monkeypatch.setattr(staging, "WINDOWS", True)
    monkeypatch.setattr(staging, "wait", found.append)
    return found


def _denied(number: int) -> PermissionError:
    error = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    error.winerror = number  # type: ignore[attr-defined,unused-ignore]
    return error


def _hold(monkeypatch: pytest.MonkeyPatch, name: str, number: int, times: int) -> None:
    """Let an operation be refused a few times."""
    operation, left = getattr(os, name), [_denied(number)] * times

    def refuse_first(*args: Path) -> None:
        if left:
            raise left.pop()
        operation(*args)

    monkeypatch.setattr(os, name, refuse_first)


_HELD = {
    "replace": Change("units.yaml", b"[]\n", b"- a\n"),
    "rename": Change("a.yaml", None, b"a"),
    "unlink": Change("units.yaml", b"[]\n", None),
}


@pytest.mark.parametrize("number", [5, 32])
@pytest.mark.parametrize("name", _HELD)
def test_a_file_that_a_virus_scanner_holds_on_windows_is_tried_again(
    name: str, number: int, root: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    _hold(monkeypatch, name, number, times=3)
    write(root, [_HELD[name]])
    assert _files(root).get(_HELD[name].path) == _HELD[name].after
    assert len(pauses) == 3
    assert 0 < sum(pauses) < 0.5


@pytest.mark.parametrize(("number", "waited"), [(5, 1), (32, 1), (19, 0)])
def test_a_file_that_is_held_for_long_or_refused_for_another_reason_stays(
    number: int, waited: int, root: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    _hold(monkeypatch, "replace", number, times=99)
    assert _refusal(root, Change("units.yaml", b"[]\n", b"- a\n"))[0] == "cannot-write"
    assert _files(root) == {"units.yaml": b"[]\n"}
    assert round(sum(pauses), 1) == pytest.approx(waited, abs=0.1)


def test_what_changed_while_a_file_was_held_stays(
    root: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    _hold(monkeypatch, "replace", 32, times=1)
    monkeypatch.setattr(staging, "wait", lambda _: (root / "units.yaml").write_bytes(b"theirs"))
    assert _refusal(root, Change("units.yaml", b"[]\n", b"- a\n")) == ("changed-meanwhile", {"path": "units.yaml"})
    assert _files(root) == {"units.yaml": b"theirs"}
    assert pauses == []


def _refuse_read_only(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Name and remove as Windows does, which refuses what is read-only."""
    operation = getattr(os, name)

    def refuse_it(path: Path, *args: Path) -> None:
        if not path.stat().st_mode & stat.S_IWRITE:
            raise _denied(5)
        operation(path, *args)

    monkeypatch.setattr(os, name, refuse_it)


@pytest.mark.skipif(os.name == "nt", reason="what Windows itself marks so is refused: test_windows")
@pytest.mark.usefixtures("pauses")
def test_a_read_only_file_is_so_on_windows_only_after_it_has_its_name(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "units.yaml").chmod(0o444)
    _refuse_read_only(monkeypatch, "replace")
    write(root, [Change("units.yaml", b"[]\n", b"- a\n")])
    assert (_files(root), _mode(root / "units.yaml")) == ({"units.yaml": b"- a\n"}, 0o444)


@pytest.mark.usefixtures("pauses")
def test_a_read_only_leftover_is_swept_on_windows_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / ".danvan-0.tmp").touch(0o444)
    _refuse_read_only(monkeypatch, "unlink")
    write(root, [NEW])
    assert _files(root) == {"units.yaml": b"[]\n", NEW.path: b"title: M\n"}


@LINKS
@pytest.mark.parametrize("before", [None, b"[]\n"])
def test_links_and_folders_are_never_written_over(before: bytes | None, root: Path) -> None:
    (root / "link.yaml").symlink_to("units.yaml")
    (root / "nowhere.yaml").symlink_to("nothing")
    for name in ("link.yaml", "nowhere.yaml"):
        assert _refusal(root, NEW, Change(name, before, b"- a\n")) == ("linked", {"path": name})
    assert _refusal(root, NEW, Change("models", before, None if before else b"")) == ("not-a-file", {"path": "models"})
    assert _files(root)["units.yaml"] == b"[]\n"
    assert (root / "nowhere.yaml").is_symlink()


@LINKS
def test_a_folder_that_is_a_link_is_not_written_into(root: Path, tmp_path: Path) -> None:
    (root / "awards").symlink_to(tmp_path)
    assert _refusal(root, Change("awards/2020/a.yaml", None, b"")) == ("linked", {"path": "awards"})
    assert not (tmp_path / "2020").exists()


def test_a_data_folder_that_went_is_not_made_anew(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "gone", NEW)[0] == "cannot-write"
    assert not (tmp_path / "gone").exists()


def test_a_file_in_the_way_of_a_folder_is_told(root: Path) -> None:
    (root / "awards").touch()
    for path in ("awards/a.yaml", "awards/2020/a.yaml"):
        assert _refusal(root, NEW, Change(path, None, b"")) == ("file-in-the-way", {"path": "awards"})
    assert not (root / NEW.path).exists()


def test_a_file_in_the_way_of_the_data_folder_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "hồ sơ").touch()
    for root in (tmp_path / "hồ sơ", tmp_path / "hồ sơ/2020/dan-van"):
        with pytest.raises(WriteError) as refused:
            make_root(root)
        assert (refused.value.code, refused.value.params) == ("file-in-the-way", {"path": str(tmp_path / "hồ sơ")})


def test_a_folder_that_may_not_be_written_into_is_told(unprivileged: Path) -> None:
    (unprivileged / "units.yaml").write_bytes(b"[]\n")
    unprivileged.chmod(0o500)
    try:
        refusal = _refusal(unprivileged, Change("units.yaml", b"[]\n", b"- a\n"))
    finally:
        unprivileged.chmod(0o700)
    expected = {"path": "units.yaml", "reason": os.strerror(errno.EACCES)}
    assert refusal == ("cannot-write", expected)


def test_what_a_run_that_died_has_left_is_swept_and_nothing_else(root: Path) -> None:
    for name in (".danvan-0.tmp", "models/2020/.danvan-ab.tmp", ".danvan.lock", ".other.tmp", "a.tmp", ".danvan-x"):
        (root / name).touch()
    write(root, [Change("models/2020/a.yaml", None, b"")])
    assert {*_files(root)} == {
        *("units.yaml", "models/2020/a.yaml", ".danvan.lock", ".other.tmp", "a.tmp", ".danvan-x"),
    }


def test_the_work_does_not_grow_with_the_files_that_are_there(root: Path) -> None:
    change, numbers = Change("models/2020/a.yaml", None, b"a"), []
    for count in (0, 500):
        for number in range(count):
            (root / f"models/2020/{number}.yaml").touch()
        with failing(0, pytest.fail) as counted:
            write(root, [change])
        numbers.append(len(counted.names))
        (root / change.path).unlink()
    assert numbers[0] == numbers[1] < 40


@posix_only("a folder is synced, and a new file gets its name as a hard link")
def test_contents_are_safe_before_any_name_is_given_and_names_before_it_is_done(root: Path) -> None:
    steps = {"write", "fsync", "close", "link", "replace", "rename"}
    with failing(0, pytest.fail) as counted:
        write(root, [NEW, Change("units.yaml", b"[]\n", b"- a\n")])
    done = [name for name in counted.names if name in steps]
    folders = ["fsync", "close"] * 3  # the data folder, its models, and those of the year
    assert done == [*["write", "fsync", "close"] * 2, "link", "replace", *folders]


@LINKS
def test_a_data_folder_that_is_reached_by_a_link_is_written_into(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)
    write(tmp_path / "link", [NEW])
    assert _files(root) == {"units.yaml": b"[]\n", NEW.path: b"title: M\n"}


def test_a_folder_made_at_the_last_moment_will_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = os.mkdir

    def make_it_first(path: Path, mode: int) -> None:
        make(path)
        make(path, mode)

    monkeypatch.setattr(os, "mkdir", make_it_first)
    write(root, [NEW])
    assert (root / NEW.path).exists()


def test_what_is_prepared_is_never_written_over_anything(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", bytes)
    code, args = _refusal(root, Change("a.yaml", None, b"a"), Change("b.yaml", None, b"b"))
    assert (code, args["path"], args["reason"]) == ("cannot-write", "b.yaml", "File exists")
    assert _files(root) == {"units.yaml": b"[]\n"}
