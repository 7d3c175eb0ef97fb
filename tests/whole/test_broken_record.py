"""What cannot be read is named on every run by every command that would have counted it, and stays as it is."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers.data_folder import DataFolder
from tests.helpers.program import CommandResult

pytestmark = pytest.mark.usefixtures("at_once")  # what was just broken, or just mended, is no different
NUMBER = ("tally", "recognized", "--year", "2020")
COUNTED = [
    ("tally", "registered", "--year", "2020"),
    ("tally", "registered", "--year", "2019-2020"),
    ("tally", "recognized", "--year", "2020"),
    ("tally", "active", "--year", "2020"),
    ("tally", "units", "--year", "2020"),
    ("tally", "results", "--year", "2020"),
    ("list", "registered", "--year", "2020"),
    ("list", "units", "--year", "2020"),
    ("tally", "registered", "--year", "2019", "--vs", "2020"),
    ("tally", "--year", "2020"),
]
NOT_COUNTED = [
    ("tally", "registered", "--year", "2019"),
    ("tally", "registered", "--year", "2021"),
    ("tally", "awards", "--year", "2020"),
    ("tally", "recipients", "--year", "2020"),
    ("list", "registered", "--year", "2019"),
    ("list", "proposed", "--year", "2020"),
]
STRAYS = [
    "a.yml",
    "a (1).yaml",
    "a.sync-conflict-20200101-101010-ABCDEFG.yaml",
    "A.yaml",
    "a.YAML",
    "con.yaml",
    "nul.yaml",
    "lpt1.yaml",
    f"{'a' * 81}.yaml",
    "tổ-dân-vận.yaml",
    "a b.yaml",
    "a_b.yaml",
    ".yaml.yaml",
]


@pytest.fixture
def folder(data: DataFolder) -> DataFolder:
    """Three years with a model each, recognized, and an award."""
    for year in (2019, 2020, 2021):
        data.model(f"{year}/{year}-to", tags=["điểm"])
        data.evaluation(f"{year}/{year}-to.xa", recognized=True, decision="12-QĐ/HU", results={"tien": 5})
        data.award(f"{year}/{year}-khen", recipient="Nguyễn Văn Hòa")
    return data


def three_runs(data: DataFolder, *typed: str) -> Iterator[CommandResult]:
    """Ask three times: with no index, and twice with the one that was left."""
    for _ in range(3):
        yield data.ask(*typed)


def assert_named(data: DataFolder, typed: tuple[str, ...], path: str) -> None:
    for said in three_runs(data, *typed):
        assert said.code == 1
        assert path in said.err
        assert said.out
    said = data.ask(*typed, "--format", "json")
    assert said.code == 1
    tables = said.json.get("tables", [said.json])
    if typed[0] == "tally":
        assert not all(table["complete"] for table in tables)


@pytest.mark.parametrize("typed", COUNTED)
def test_a_broken_record_is_named_on_every_run_that_would_have_counted_it(
    typed: tuple[str, ...], folder: DataFolder
) -> None:
    folder.model("2020/2020-hong", count="1.240")
    before = folder.state()
    assert_named(folder, typed, "models/2020/2020-hong.yaml:4:8")
    assert folder.state() == before


@pytest.mark.parametrize("typed", NOT_COUNTED, ids=" ".join)
def test_a_broken_record_is_not_named_where_it_would_not_have_counted(
    typed: tuple[str, ...], folder: DataFolder
) -> None:
    folder.model("2020/2020-hong", count="1.240")
    for said in three_runs(folder, *typed):
        assert (said.code, said.err) == (0, "")
    assert folder.ask("check").code == 1
    assert folder.ask(*typed).code == 0


def test_the_rest_is_counted_and_the_record_too_once_it_is_mended(folder: DataFolder) -> None:
    folder.model("2020/2020-hong", count="1.240")
    said = folder.ask(*NUMBER, "--format", "json")
    assert (said.json["total"], said.json["complete"]) == (1, False)
    folder.model("2020/2020-hong", count=1240)
    assert folder.total("registered", "--year", "2020") == 1241


def test_a_record_that_breaks_is_no_longer_counted(folder: DataFolder) -> None:
    assert folder.total("registered", "--year", "2020") == 1
    folder.write("models/2020/2020-to.yaml", "title: [\n")
    for said in three_runs(folder, "tally", "registered", "--year", "2020", "--format", "json"):
        assert (said.code, said.json["total"], said.json["complete"]) == (1, 0, False)
    folder.write("models/2020/2020-to.yaml", "")
    said = folder.ask("tally", "registered", "--year", "2020")
    assert said.code == 1
    assert "[empty-file]" in said.err


def test_a_broken_award_or_evaluation_is_named_where_it_would_have_counted(folder: DataFolder) -> None:
    folder.write("awards/2020/2020-hong.yaml", "kind: [a\n")
    folder.write("evaluations/2020/2020-to.huyen.yaml", "recognized: yes\n")
    assert_named(folder, ("tally", "awards", "--year", "2020"), "awards/2020/2020-hong.yaml:1:7")
    assert_named(folder, NUMBER, "evaluations/2020/2020-to.huyen.yaml:1:13")
    assert folder.ask("tally", "registered", "--year", "2020").code == 0


def test_of_many_broken_records_some_are_named_and_the_number_of_the_others(folder: DataFolder) -> None:
    for number in range(25):
        folder.write(f"models/2020/hong-{number}.yaml", "")
    said = folder.ask("tally", "registered", "--year", "2020")
    assert said.err.count("[empty-file]") == 10
    assert "15" in said.err.splitlines()[-1]


# What does not belong there


@pytest.mark.parametrize("name", STRAYS)
def test_a_stray_file_that_may_hold_a_record_is_named(name: str, folder: DataFolder) -> None:
    text = (folder.root / "models/2020/2020-to.yaml").read_bytes()
    folder.write(f"models/2020/{name}", text)
    if name.startswith("."):
        assert folder.ask("tally", "registered", "--year", "2020").code == 0
    else:
        assert_named(folder, ("tally", "registered", "--year", "2020"), f"models/2020/{name}")


def test_an_evaluation_needs_model_and_level_in_its_name(folder: DataFolder) -> None:
    for name in ("2020-to.yaml", "2020-to..yaml", "2020-to.xa.sync-conflict.yaml", ".xa.yaml", "2020-to.xa (1).yaml"):
        folder.write(f"evaluations/2020/{name}", "recognized: true\n")
    said = folder.ask(*NUMBER)
    assert said.err.count("[stray-file]") == 4
    assert folder.ask(*NUMBER, "--format", "json").json["total"] == 1


def test_other_files_are_errors_but_take_nothing_from_the_number(folder: DataFolder) -> None:
    for path in ("models/2020/Thumbs.db", "models/2020/ghi-chu.txt", "models/README.md", "models/nhap/x.yaml"):
        folder.write(path, "x")
    assert folder.total("registered", "--year", "2020") == 1
    problems = folder.ask("check", "--format", "json").json["problems"]
    assert [(problem["code"], problem["path"]) for problem in problems] == [
        ("stray-other", "models/2020/Thumbs.db"),
        ("stray-other", "models/2020/ghi-chu.txt"),
        ("stray-other", "models/README.md"),
        ("stray-folder", "models/nhap"),
    ]


def test_what_starts_with_a_dot_is_ignored(folder: DataFolder) -> None:
    for path in (
        ".danvan.lock",
        "models/.DS_Store",
        "models/2020/.2020-to.yaml.swp",
        "models/2020/.a/x.yaml",
        ".git/x",
    ):
        folder.write(path, "title: [")
    assert folder.ask("check", "--strict").code == 0
    assert folder.total("registered", "--year", "2020") == 1


def test_a_folder_in_a_years_folder_may_hold_records_and_is_named(folder: DataFolder) -> None:
    folder.model("2020/cu/2020-x")
    assert_named(folder, ("tally", "registered", "--year", "2020"), "models/2020/cu")


def test_a_file_whose_name_is_no_text_is_named(folder: DataFolder) -> None:
    name = os.path.join(os.fsencode(folder.root), b"models/2020/h\xf2a.yaml")  # noqa: PTH118 - Path takes no bytes
    try:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system takes text only")
    assert_named(folder, ("tally", "registered", "--year", "2020"), "models/2020/h")


# Links and pipes


def _out_of_the_folder(folder: DataFolder) -> tuple[str, Path]:
    outside = folder.root.parent / "outside.yaml"
    outside.write_bytes((folder.root / "models/2020/2020-to.yaml").read_bytes())
    return "models/2020/2020-x.yaml", outside


def _within_the_folder(folder: DataFolder) -> tuple[str, Path]:
    return "models/2020/2020-x.yaml", folder.root / "models/2020/2020-to.yaml"


def _to_nothing(folder: DataFolder) -> tuple[str, Path]:
    return "models/2020/2020-x.yaml", folder.root / "nothing"


def _to_itself(folder: DataFolder) -> tuple[str, Path]:
    return "models/2020/2020-x.yaml", folder.root / "models/2020/2020-x.yaml"


def _to_an_endless_device(_: DataFolder) -> tuple[str, Path]:
    return "models/2020/2020-x.yaml", Path("/dev/zero")


def _a_years_folder(folder: DataFolder) -> tuple[str, Path]:
    (folder.root / "models/2020").rename(folder.root / "elsewhere")
    return "models/2020", folder.root / "elsewhere"


LINKS = (_out_of_the_folder, _within_the_folder, _to_nothing, _to_itself, _to_an_endless_device, _a_years_folder)


@pytest.mark.parametrize("place", LINKS)
def test_a_link_is_not_followed_and_named(place: Callable[[DataFolder], tuple[str, Path]], folder: DataFolder) -> None:
    link, target = place(folder)
    (folder.root / link).symlink_to(target)
    assert_named(folder, ("tally", "registered", "--year", "2020"), link)
    said = folder.ask("tally", "registered", "--year", "2020", "--format", "json")
    assert said.json["total"] == (0 if link == "models/2020" else 1)
    problems = folder.ask("check", "--format", "json").json["problems"]
    assert [problem["path"].rstrip("/") for problem in problems if problem["code"] == "linked"] == [link]


def test_a_pipe_is_named_and_not_waited_for(folder: DataFolder) -> None:
    os.mkfifo(folder.root / "models/2020/2020-x.yaml")
    assert_named(folder, ("tally", "registered", "--year", "2020"), "models/2020/2020-x.yaml")
    assert folder.ask("show", "2020-x").code != 0


# What keeps every number back


def _no_file(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n- [")


def _a_link(path: Path) -> None:
    path.symlink_to(path.rename(path.with_name("elsewhere")))


def _a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: tuple[Callable[[Path], None], ...] = (_no_file, _empty, _cut_off, _a_link, _a_pipe, _a_folder)


def assert_no_number(data: DataFolder, named: str) -> None:
    for typed in (NUMBER, ("list", "awards"), ("tally",), (*NUMBER, "--format", "json"), NUMBER, NUMBER):
        said = data.ask(*typed)
        assert (said.code, said.out) == (1, "")
        assert f"{named}:" in said.err


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["danvan.yaml", "units.yaml"])
def test_without_the_office_or_the_units_no_number_is_given(
    name: str, damage: Callable[[Path], None], folder: DataFolder
) -> None:
    assert folder.total("registered", "--year", "2020") == 1  # an index is there already
    damage(folder.root / name)
    assert_no_number(folder, name)


def test_a_newer_format_is_not_counted(folder: DataFolder) -> None:
    folder.write("danvan.yaml", "format: 2\noffice: Ban Dân vận\n")
    assert_no_number(folder, "danvan.yaml:1:9")
    folder.write("danvan.yaml", "format: 1\n")
    assert folder.total("registered", "--year", "2020") == 1


def test_a_kinds_whole_folder_that_cannot_be_read_keeps_numbers_back(folder: DataFolder) -> None:
    models = folder.root / "models"
    models.symlink_to(models.rename(folder.root.parent / "models"))
    assert_no_number(folder, "models")
    models.unlink()
    models.write_bytes(b"")
    assert_no_number(folder, "models")
    models.unlink()
    (folder.root.parent / "models").rename(models)
    assert folder.total("registered", "--year", "2020") == 1


# Permissions


@pytest.mark.usefixtures("unprivileged")
@pytest.mark.parametrize("path", ["models/2020/2020-to.yaml", "models/2020"])
def test_what_may_not_be_read_is_named(path: str, folder: DataFolder) -> None:
    (folder.root / path).chmod(0)
    assert_named(folder, ("tally", "registered", "--year", "2020"), path)
    (folder.root / path).chmod(0o700)
    assert folder.total("registered", "--year", "2020") == 1


@pytest.mark.usefixtures("unprivileged")
@pytest.mark.parametrize("path", ["models", "units.yaml", "danvan.yaml"])
def test_what_may_not_be_read_keeps_numbers_back(path: str, folder: DataFolder) -> None:
    (folder.root / path).chmod(0)
    assert_no_number(folder, path)
    (folder.root / path).chmod(0o700)
    assert folder.total("registered", "--year", "2020") == 1
