"""What Windows does otherwise, played on any system: links, marks, lengths, and numbers that say more than C's."""

import ctypes
import errno
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

from danvan_cli.domain import rules
from danvan_cli.domain.errors import ReadError, WriteError
from danvan_cli.domain.portable_names import is_portable
from danvan_cli.spreadsheet import saving
from danvan_cli.store import disk, staging, system, windows, writing
from danvan_cli.store.disk import DiskSource
from danvan_cli.store.folder_files import files_of
from danvan_cli.store.writing import Change, make_root, write
from tests.helpers.data_folder import LATER, DataFolder

NEW = Change("models/2020/2020-xa-a-cho.yaml", None, b"title: C\nunit: xa-a\nkind: tap-the\n")


_BY_INODE = pytest.mark.skipif(os.name == "nt", reason="a listing there has no inodes, by which one is told here")


def _numbered(number: int, made_of_it: int = errno.ENOENT) -> OSError:
    """Return an error with a number of Windows' own."""
    error = OSError(made_of_it, "Der Vorgang ist nicht zulässig")
    error.winerror = number  # type: ignore[attr-defined,unused-ignore]
    return error


def _refusal(root: Path, *changes: Change) -> tuple[str, dict[str, Any]]:
    with pytest.raises(WriteError) as refused:
        write(root, changes)
    return refused.value.code, refused.value.params


def _raising(error: OSError) -> Callable[..., Any]:
    def refuse(*_: object, **__: object) -> None:
        raise error

    return refuse


@pytest.fixture
def _windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "WINDOWS", True)
    monkeypatch.setattr(windows, "_allows_long_paths", lambda: False)


@pytest.fixture
def join(_windows: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Return what makes a junction of a folder, as far as the system's word goes."""
    joined = set[int]()
    monkeypatch.setattr(windows, "is_junction", lambda status: status.st_ino in joined)
    return lambda folder: joined.add(folder.stat().st_ino)


def test_behind_a_literal_path_slashes_are_windows_own() -> None:
    root = PureWindowsPath(r"\\?\C:\Hồ sơ")
    assert windows.place_of(root, "models/2020/a.yaml", "\\") == r"\\?\C:\Hồ sơ\models\2020\a.yaml"
    assert windows.place_of(PurePosixPath("/hồ sơ"), "models/2020/a.yaml", "/") == "/hồ sơ/models/2020/a.yaml"


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        (r"\\?\C:\Hồ sơ\2020", r"C:\Hồ sơ\2020"),
        (r"\\?\UNC\server\chung\dan-van", r"\\server\chung\dan-van"),
        (r"\\?\Volume{4c1b02c1-d990-11dc-99ae-806e6f6e6963}\x", None),
        (rf"\\?\C:\{'x' * 300}", None),
        (r"C:\Hồ sơ", None),
        (r"\\server\chung\dan-van", None),
        ("relative", None),
    ],
)
def test_a_literal_path_is_written_as_git_takes_it_where_it_can_be(written: str, usual: str | None) -> None:
    assert windows.usual(PureWindowsPath(written)) == PureWindowsPath(usual or written)


@_BY_INODE
@pytest.mark.parametrize("folder", ["models", "models/2020"])
def test_a_junction_is_a_link_to_whoever_reads(folder: str, data: DataFolder, join: Callable[[Path], None]) -> None:
    data.model("2020/a")
    join(data.root / folder)
    said = data.ask("tally", "registered", "--year", "2020")
    assert (said.code, "[linked]" in said.err) == (1, True)
    found = json.loads(data.ask("check", "--format", "json").out)["problems"]
    assert ("linked", folder) in {(problem["code"], problem["path"].rstrip("/")) for problem in found}


@_BY_INODE
def test_a_junction_within_a_years_folder_is_a_link(data: DataFolder, join: Callable[[Path], None]) -> None:
    (data.root / "models/2020/x").mkdir(parents=True)
    join(data.root / "models/2020/x")
    (entry,) = DiskSource(data.root, LATER).listing("models/2020").entries
    assert entry.fault is rules.LINKED


@_BY_INODE
@pytest.mark.parametrize("folder", ["models", "models/2020"])
def test_nothing_is_written_or_backed_up_through_a_junction(
    folder: str, data: DataFolder, join: Callable[[Path], None]
) -> None:
    data.model("2020/a")
    join(data.root / folder)
    assert _refusal(data.root, NEW) == ("linked", {"path": folder})
    found = {file.path: getattr(getattr(file, "rule", None), "code", "") for file in files_of(data.root)}
    assert found == {"danvan.yaml": "", "units.yaml": "", folder: "linked"}


@pytest.mark.skipif(os.name == "nt", reason="only few may make links there")
def test_where_links_cannot_be_refused_by_opening_them_they_are_all_the_same(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data.root / "units.yaml").rename(data.root / "others.yaml")
    (data.root / "units.yaml").symlink_to("others.yaml")
    monkeypatch.setattr(disk, "_READING", os.O_RDONLY)
    with pytest.raises(ReadError) as refused:
        DiskSource(data.root, LATER).read("units.yaml")
    assert refused.value.code == "linked"


def test_a_record_that_is_marked_read_only_is_told_so_before_anything_is_written(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = data.model("2020/a")
    before = marked.read_bytes()
    monkeypatch.setattr(writing, "is_read_only", lambda status: status.st_ino == marked.stat().st_ino)
    for after in (b"title: B\n", None):
        assert _refusal(data.root, NEW, Change("models/2020/a.yaml", before, after)) == (
            "read-only",
            {"path": "models/2020/a.yaml"},
        )
    assert [path.name for path in (data.root / "models/2020").iterdir()] == ["a.yaml"]
    said = data.ask("set", "a", "note=x", "-y")
    assert said.code == 1
    assert "marked as read-only" in said.err
    assert "other programs" not in said.err


def test_the_mark_is_windows_own() -> None:
    assert windows.is_read_only(SimpleNamespace(st_file_attributes=0x21))  # type: ignore[arg-type]
    assert not windows.is_read_only(SimpleNamespace(st_file_attributes=0x20))  # type: ignore[arg-type]
    assert not windows.is_read_only(SimpleNamespace())  # type: ignore[arg-type]


@pytest.mark.parametrize("left", [-1, 0, 1])
def test_a_path_that_is_too_long_is_refused_with_the_room_that_is_left(
    left: int, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = len("models/2020/") + staging.MOST_LETTERS_BESIDE  # longer than the record's own name
    monkeypatch.setattr(writing, "most_letters", lambda root: len(str(root)) + 1 + longest + left)
    if left < 0:
        assert _refusal(data.root, NEW) == (
            "path-too-long",
            {"path": NEW.path, "length": longest, "most": longest - 1},
        )
        assert not (data.root / "models").exists()
    else:
        write(data.root, [NEW])
        assert (data.root / NEW.path).read_bytes() == NEW.after


def test_an_id_that_is_too_long_is_told_by_the_command(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "most_letters", lambda root: len(str(root)) + 1 + 60)
    new = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ xanh sạch đẹp " * 3)
    said = data.ask(*new)
    assert said.code == 1
    assert "below this folder Windows leaves room for 60" in said.err
    assert not (data.root / "models").exists()
    assert data.ask(*new, "--id", "2020-cho").code == 0


@pytest.mark.parametrize(("enabled", "most"), [(0, 259), (1, None), (0x100, 259), (None, 259)])
def test_how_long_a_path_may_be_is_asked_of_windows(
    enabled: int | None, most: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = SimpleNamespace() if enabled is None else SimpleNamespace(RtlAreLongPathsEnabled=lambda: enabled)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(ntdll=asked), raising=False)
    monkeypatch.setattr(windows, "WINDOWS", False)
    assert windows.most_letters(Path("x")) is None
    monkeypatch.setattr(windows, "WINDOWS", True)
    assert windows.most_letters(Path("x")) == most
    assert windows.most_letters(PureWindowsPath(r"\\?\C:\x")) is None


def test_letters_are_counted_as_windows_does() -> None:
    assert [windows.letters_of(text) for text in ("abc", "Hồ sơ", "😀")] == [3, 5, 2]


@pytest.mark.usefixtures("_windows")
@pytest.mark.parametrize(
    ("refused", "looked_at", "words"),
    [
        (OSError(errno.EINVAL, "", "a.yaml"), 0x400020, "The cloud's program does not give the file"),
        (OSError(errno.EINVAL, "", "a.yaml"), 0x1020, "The cloud's program does not give the file"),
        (OSError(errno.EINVAL, "", "a.yaml"), 0x20, "Invalid argument"),
        (PermissionError(errno.EACCES, "", "a.yaml"), 0x400020, "Permission denied"),
        (FileNotFoundError(errno.ENOENT, "", "a.yaml"), _numbered(53), "The network share cannot be reached"),
        (FileNotFoundError(errno.ENOENT, "", "a.yaml"), _numbered(2), "No such file or directory"),
        (FileNotFoundError(errno.ENOENT, "", "a" * 300), _numbered(3), "File name too long"),
        (OSError(errno.EINVAL, "", 3), 0x400020, "Invalid argument"),
    ],
)
def test_what_c_says_little_of_windows_is_asked_for(
    refused: OSError, looked_at: int | OSError, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    attributes = SimpleNamespace(st_file_attributes=looked_at)
    monkeypatch.setattr(os, "lstat", _raising(looked_at) if isinstance(looked_at, OSError) else lambda _: attributes)
    assert system.reason_of(refused) == words


@pytest.mark.usefixtures("_windows")
def test_a_record_that_only_stands_in_the_cloud_is_named(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    data.model("2020/a")
    data.model("2020/b")
    lstat, in_cloud = os.lstat, SimpleNamespace(st_file_attributes=0x400020, st_mode=stat.S_IFREG)
    monkeypatch.setattr(os, "lstat", lambda path: in_cloud if str(path).endswith("b.yaml") else lstat(path))
    monkeypatch.setattr(disk, "_read", _of_b(OSError(errno.EINVAL, "Invalid argument")))
    said = data.ask("tally", "registered", "--year", "2020", "--format", "json")
    assert (said.code, '"total": 1' in said.out, "models/2020/b.yaml" in said.err) == (1, True, True)
    assert "the cloud's program does not give the file" in said.err


def _of_b(error: OSError) -> Callable[[str, int], bytes]:
    read = disk._read

    def refuse_b(path: str, most: int) -> bytes:
        if path.endswith("b.yaml"):
            raise error
        return read(path, most)

    return refuse_b


def test_a_record_that_vanishes_while_it_is_read_is_named_and_counts_when_it_is_back(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/a")
    data.model("2020/b")
    question = ("tally", "registered", "--year", "2020", "--format", "json")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(disk, "_read", _of_b(FileNotFoundError(errno.ENOENT, "No such file or directory")))
        said = data.ask(*question)
    assert (said.code, "models/2020/b.yaml" in said.err) == (1, True)
    assert data.json(*question[:-2])["total"] == 2


def test_a_share_that_went_is_no_folder_without_records(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    data.model("2020/a")
    source = DiskSource(data.root, LATER)
    monkeypatch.setattr(disk, "_refuse_link", _raising(_numbered(53)))
    assert {(fault.path, fault.args["reason"]) for fault in source.faults()} >= {
        ("models", "The network share cannot be reached")
    }
    assert source.listing("models/2020").entries[0].reason == "The network share cannot be reached"
    assert source.digest("models/2020") == source.listing("models/2020").digest != b""


@pytest.mark.parametrize(
    ("name", "portable"),
    [
        *(
            (name, False)
            for name in ("con", "NUL.yaml", "Com1", "lpt9 .txt", "Hồ sơ ", "Hồ sơ.", "a:b", "a?", 'a"', "")
        ),
        *((name, True) for name in ("Hồ sơ", "console", "com", "a.b", "2020-xa-a-cho.yaml", "...x")),
    ],
)
def test_names_that_every_system_can_give(name: str, *, portable: bool) -> None:
    assert is_portable(name) is portable


@pytest.mark.parametrize("name", ["Hồ sơ ", "dan-van.", "aux"])
def test_a_data_folder_gets_no_name_that_windows_takes_for_another(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "WINDOWS", True)
    with pytest.raises(WriteError) as refused:
        make_root(tmp_path / name / "dan-van")
    assert (refused.value.code, refused.value.params) == ("unportable-name", {"name": name})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["con.csv", "a?.csv", "so-lieu. /a.csv"])
def test_nor_does_a_file_for_people(name: str, data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    data.model("2020/a")
    monkeypatch.setattr(writing, "WINDOWS", True)
    said = data.ask("list", "registered", "-o", str(data.root.parent / name))
    assert said.code
    assert "no name that every system can give" in said.err


def test_a_file_for_people_is_told_what_is_in_its_way(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    data.model("2020/a")
    (data.root.parent / "2020").touch()
    said = data.ask("list", "registered", "-o", str(data.root.parent / "2020/a.csv"))
    assert (said.code, "2020 is a file, and a folder has to be there" in said.err) == (1, True)
    monkeypatch.setattr(saving, "is_read_only", lambda _: True)
    said = data.ask("list", "registered", "-o", str(data.root.parent / "b.csv"))
    assert said.code == 0
    said = data.ask("list", "registered", "--force", "-o", str(data.root.parent / "b.csv"))
    assert (said.code, "b.csv is marked as read-only" in said.err) == (1, True)


def test_a_workbook_that_a_virus_scanner_looks_at_is_put_in_place_when_it_lets_go(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/a")
    replace, left = os.replace, [5, 32]

    def refuse_first(*paths: Path) -> None:
        if left:
            error = PermissionError(errno.EACCES, "held")
            error.winerror = left.pop()  # type: ignore[attr-defined,unused-ignore]
            raise error
        replace(*paths)

    monkeypatch.setattr(os, "replace", refuse_first)
    monkeypatch.setattr(staging, "WINDOWS", True)
    monkeypatch.setattr(staging, "wait", lambda _: True)
    assert data.ask("list", "registered", "-o", str(data.root.parent / "b.csv")).code == 0


def test_what_is_held_open_when_a_writing_stops_is_swept_by_the_next(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows removes no file that somebody has open, such as one that is being written when Ctrl-C comes."""
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os, "fsync", _raising(_numbered(112, errno.ENOSPC)))
        meanwhile.setattr(os, "unlink", _raising(PermissionError(errno.EACCES, "held")))
        assert _refusal(data.root, NEW)[0] == "cannot-write"
        (left,) = (data.root / "models/2020").iterdir()
        assert left.name.startswith(".danvan-")
        assert data.json("check")["problems"] == []
    write(data.root, [NEW])
    assert [path.name for path in (data.root / "models/2020").iterdir()] == ["2020-xa-a-cho.yaml"]
