"""Odd times, names and things under a record's name: counted or named, never waited for, never a fault of danvan's."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.data_folder import DataFolder
from tests.helpers.declared_messages import REFUSALS
from tests.helpers.program import CommandResult, danvan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names and things")

_YEAR = ("--year", "2020")
_NO_UTF8 = os.fsdecode(b"d\xff")
_SECOND = 10**9
_IN_2300 = 10_413_792_000 * _SECOND  # beyond 64 bits of nanoseconds, which end in 2262


def _asked(folder: Path, *typed: str) -> CommandResult:
    said = danvan(*typed, "--data", str(folder))
    assert "a fault of danvan itself" not in said.err
    return said


def _counted(folder: Path) -> int:
    said = _asked(folder, "tally", "registered", *_YEAR, "--format", "json")
    assert (said.code, said.err) == (0, "")
    total: int = said.json["total"]
    return total


@pytest.mark.parametrize("time", [_IN_2300, 15_000_000_000 * _SECOND, -3 * 10**18, 0])
def test_a_file_of_any_day_is_counted(data: DataFolder, time: int) -> None:
    file = data.model("2020/a")
    for path in (file, file.parent, data.root / "units.yaml", data.root / "danvan.yaml"):
        try:
            os.utime(path, ns=(time, time))
        except OSError:
            pytest.skip("the file system keeps no such time")
    assert _counted(data.root) == 1
    data.model("2020/b")
    assert _counted(data.root) == 2
    file.write_text("title: Tổ\nunit: xa-a\nkind: tap-the\ncount: 40\n", encoding="utf-8")
    os.utime(file, ns=(time + _SECOND, time + _SECOND))
    assert _counted(data.root) == 41


@pytest.mark.parametrize("name", [" d ", "d\u00a0", _NO_UTF8, "a\nb", "-d"])
def test_a_data_folder_may_be_called_anything(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = DataFolder(tmp_path / name)
    folder.model("2020/a")
    assert _counted(folder.root) == 1
    assert _asked(folder.root, "set", "a", "note=x").code == 0
    assert _asked(folder.root, "check").code == 0
    assert _asked(folder.root, "export", "-o", str(tmp_path / "x.xlsx"), *_YEAR).code == 0
    monkeypatch.chdir(folder.root)
    assert danvan("tally", "registered", *_YEAR).code == 0
    assert _asked(tmp_path / f"{name}new", "init", "--office", "X", "--unit", "Y", "--level", "xa").code == 0


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("folder", "2020 ", "stray-folder"),
        ("folder", " 2020", "stray-folder"),
        ("folder", "２０２０", "stray-folder"),
        ("folder", os.fsdecode(b"20\xff"), "stray-folder"),
        ("file", " a.yaml", "stray-file"),
        ("file", "a .yaml", "stray-file"),
        ("file", "a.yaml ", "stray-other"),
        ("file", os.fsdecode(b"a\xff.yaml"), "stray-file"),
    ],
)
def test_names_that_only_look_like_a_years_or_a_records_are_named(
    data: DataFolder, kind: str, name: str, code: str
) -> None:
    data.model("2020/a")
    place = f"models/{name}/b.yaml" if kind == "folder" else f"models/2020/{name}"
    data.write(place, "title: Tổ\nunit: xa-a\nkind: tap-the\n")
    said = _asked(data.root, "check", "--format", "json")
    assert [problem["code"] for problem in said.json["problems"]] == [code]
    assert _asked(data.root, "tally", "registered", *_YEAR, "--format", "json").json["total"] == 1


@pytest.fixture
def gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder that somebody deleted."""
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()


@pytest.mark.usefixtures("gone")
def test_where_the_current_folder_was_deleted_a_whole_path_will_do(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a")
    assert _counted(data.root) == 1
    for typed in (("check",), ("status",), ("set", "a", "note=x"), ("schema",), ("unit", "list"), ("show", "a")):
        assert _asked(data.root, *typed).code == 0
    assert _asked(data.root, "export", "-o", str(tmp_path / "x.xlsx"), *_YEAR).code == 0
    assert _asked(tmp_path / "new", "init", "--office", "X", "--unit", "Y", "--level", "xa").code == 0


@pytest.mark.usefixtures("gone")
@pytest.mark.parametrize("typed", [(), ("status",), ("tally",), ("init", "--office", "X"), ("schema", "model")])
def test_without_one_it_is_said_that_the_current_folder_is_gone(typed: tuple[str, ...]) -> None:
    said = danvan(*typed)
    assert said.code == 2
    assert REFUSALS["no-current-folder"].sentence in said.err


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's path must be short
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


def _device(path: Path) -> None:
    try:
        os.mknod(path, 0o20666, os.makedev(1, 5))  # /dev/zero
    except OSError:
        pytest.skip("only root makes devices")


def _folder(path: Path) -> None:
    path.mkdir()


_THINGS = {"pipe": _pipe, "socket": _socket, "device": _device, "folder": _folder}


@pytest.mark.parametrize("make", _THINGS.values(), ids=_THINGS)
@pytest.mark.parametrize("name", ["danvan.yaml", "units.yaml"])
def test_what_is_no_file_is_named_and_nothing_is_counted(
    data: DataFolder, name: str, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/a")
    (data.root / name).unlink()
    make(data.root / name)
    monkeypatch.chdir(data.root)
    for typed in (("check",), ("tally", "registered"), ("set", "a", "note=x"), ("status",)):
        said = danvan(*typed)
        assert said.code == 1
        assert f"{name} is no file, but a folder, a pipe, a socket or a device." in said.err + said.out
    said = danvan("init", "--office", "X", "--unit", "Y", "--level", "xa")
    assert said.code == 1
    assert f"{name} is no file." in said.err


@pytest.mark.parametrize("make", _THINGS.values(), ids=_THINGS)
def test_what_is_no_record_is_named_and_the_others_are_counted(data: DataFolder, make: Callable[[Path], None]) -> None:
    data.model("2020/a")
    make(data.root / "models/2020/b.yaml")
    said = _asked(data.root, "tally", "registered", *_YEAR, "--format", "json")
    assert (said.code, said.json["total"], said.json["complete"]) == (1, 1, False)
    assert "models/2020/b.yaml" in said.err
    for typed in (("show", "b"), ("set", "b", "note=x"), ("remove", "b", "--reason", "x"), ("edit", "b")):
        assert _asked(data.root, *typed).code in (1, 2)
    assert _asked(data.root, "export", "--records", "-o", str(data.root.parent / "x.xlsx")).code == 1


@pytest.mark.parametrize("make", [_pipe, _socket, _device])
@pytest.mark.parametrize("name", ["models", "models/2020", "evaluations", "awards", "figures"])
def test_what_is_no_folder_is_named(data: DataFolder, name: str, make: Callable[[Path], None]) -> None:
    (data.root / name).parent.mkdir(exist_ok=True)
    make(data.root / name)
    said = _asked(data.root, "check", "--format", "json")
    assert said.code == 1
    assert [problem["path"] for problem in said.json["problems"]] == [name]
