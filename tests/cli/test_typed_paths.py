"""Paths as the Tab key, Explorer and the shells of Windows give them, to every command that takes one."""

import os
import shutil
from pathlib import Path

import pytest

from danvan_cli.cli import own_names
from danvan_cli.counting.finding import id_in
from danvan_cli.domain.names import path_in
from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan

_COMMANDS = [
    ("show",),
    ("set", "note=x", "--dry-run"),
    ("end", "--on", "1/1/2021", "--dry-run"),
    ("evaluate", "--level", "xa", "--rating", "tot", "--dry-run"),
    ("recognize", "--level", "xa", "--decision", "1/QĐ", "--on", "1/12/2020", "--dry-run"),
    ("remove", "--reason", "x", "--dry-run"),
    ("move", "--year", "2021", "--dry-run"),
]
_WRITTEN = [
    r"models\2020\2020-a.yaml",
    r".\models\2020\2020-a.yaml",
    r"C:\Hồ sơ\models\2020\2020-a.yaml",
    r"\\may-chu\chung\models\2020\2020-a.yaml",
    "./models/2020/2020-a.yaml",
    "models/2020/2020-a",
]


_WITH_GIT = pytest.mark.skipif(shutil.which("git") is None, reason="without git there is no history")
_WITH_CAPITALS = pytest.mark.skipif(os.name == "nt", reason="there both are one")


@pytest.fixture
def office(data: DataFolder) -> DataFolder:
    data.model("2020/2020-a", title="Chợ 1/2")
    return data


@pytest.mark.parametrize("written", _WRITTEN)
@pytest.mark.parametrize("command", _COMMANDS, ids=lambda command: command[0])
def test_a_record_is_found_by_its_path_however_it_is_written(
    command: tuple[str, ...], written: str, office: DataFolder
) -> None:
    said = office.ask(command[0], written, *command[1:])
    assert said.code == 0, said.err
    assert said.out == office.ask(command[0], "2020-a", *command[1:]).out


@_WITH_GIT
@pytest.mark.parametrize("written", _WRITTEN[:5])
def test_so_is_its_history_and_what_somebody_deleted(written: str, office: DataFolder) -> None:
    office.commit("2020-12-31")
    assert office.ask("log", written).out == office.ask("log", "2020-a").out != ""
    (office.root / "models/2020/2020-a.yaml").unlink()
    said = office.ask("undo", written, "--yes")
    assert said.code == 0, said.err
    assert (office.root / "models/2020/2020-a.yaml").exists()


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        (r"models\2020\x.yaml", "models/2020/x.yaml"),
        (r"C:\models\hồ sơ\models\2020\x.yaml", "models/2020/x.yaml"),
        (r".\removed\models\2020\x.yaml", "removed/models/2020/x.yaml"),
        (r"D:\dan-van\danvan.yaml", "danvan.yaml"),
        ("./units.yaml", "units.yaml"),
        (r"evidence\2020\ảnh.jpg", "evidence/2020/ảnh.jpg"),
        ("2020-xa-a-cho", "2020-xa-a-cho"),
        (r"Chợ 1/2 \ rác", r"Chợ 1/2 \ rác"),
    ],
)
def test_one_function_says_what_a_path_of_the_folder_is(typed: str, path: str) -> None:
    assert path_in(typed) == path
    assert path_in(path) == path


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Chợ 1/2", "Chợ 1/2"),
        (r"Chợ \ rác", r"Chợ \ rác"),
        ("models/2020/x.yaml:3:1", "x"),
        ("2020/x", "x"),
        (r"evaluations\2020\x.xa.yaml", "x"),
    ],
)
def test_a_slash_in_a_title_begins_no_name(typed: str, meant: str) -> None:
    assert id_in(typed) == meant


def test_a_record_is_found_by_a_title_with_a_slash(office: DataFolder) -> None:
    office.model("2020/2020-b", title="Tuyến đường 2")
    assert "2020-a.yaml" in office.ask("show", "chợ 1/2").out


@pytest.mark.parametrize("typed", [("tally", "--data", "{}"), ("--data", "{}", "tally"), ("template", "-o", "{}")])
def test_a_back_slash_before_the_closing_quote_is_told(typed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_names, "WINDOWS", True)
    said = danvan(*(word.format(r'C:\Hồ sơ" tally --year 2020') for word in typed), "--lang", "en")
    assert said.code == 2
    assert "holds a quotation mark" in said.err
    assert r"without a back slash at its end: C:\Hồ sơ" in said.err.replace("\n", " ")


def test_quotes_that_cmd_keeps_in_the_environment_are_told(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_names, "WINDOWS", True)
    monkeypatch.setenv("DANVAN_DATA", f'"{data.root}"')
    assert "holds a quotation mark" in danvan("tally", "--lang", "en").err  # "quote-in-path"


def test_titles_have_quotation_marks_on_windows_too(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_names, "WINDOWS", True)
    new = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", 'Chợ "sạch"')
    assert data.ask(*new).code == 0


@pytest.mark.parametrize("typed", [("list", "registered", "-o", "{}"), ("--data", "{}", "tally"), ("import", "{}")])
def test_a_file_that_is_a_device_is_told(typed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_names, "WINDOWS", True)
    said = danvan(*(word.format(r"C:\x\con.csv") for word in typed))
    assert (said.code, "con.csv is no name" in said.err) == (2, True)


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "lpt9"])
def test_an_id_that_is_a_device_is_told_why(name: str, data: DataFolder) -> None:
    new = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ", "--id", name)
    unit = ("unit", "add", "--name", "Xã Con", "--level", "xa", "--parent", "huyen-x", "--id", name)
    for typed in (new, unit, ("vocabulary", "add", "field", "Con", "--id", name, "-y")):
        said = data.ask(*typed)
        assert said.code == 2
        assert "Windows keeps it for a device" in said.err


@_WITH_CAPITALS
@pytest.mark.parametrize("name", ["Models", "EVIDENCE"])
def test_a_folder_that_only_windows_takes_for_ours_is_told(name: str, data: DataFolder) -> None:
    data.model("2020/a")
    (data.root / name).mkdir()
    said = data.ask("check")
    assert (said.code, "with capitals" in said.out + said.err) == (1, True)


@_WITH_CAPITALS
def test_a_record_that_differs_by_capitals_is_told(data: DataFolder) -> None:
    data.model("2020/a")
    (data.root / "models/2020/A.yaml").write_bytes(Path(data.root / "models/2020/a.yaml").read_bytes())
    assert "stray-file" in data.ask("check", "--format", "plain").err + data.ask("check", "--format", "plain").out
