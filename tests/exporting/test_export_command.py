"""`danvan export`: what it takes, what it refuses, what it says."""

from pathlib import Path

import openpyxl
import pytest

from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan


@pytest.fixture
def year(data: DataFolder) -> DataFolder:
    data.model("2020/m0", title="Chợ xanh")
    data.award("2020/k0", recipient="Lê Văn An")
    return data


def test_without_a_file_it_says_what_is_missing(year: DataFolder) -> None:
    said = year.ask("export")
    assert said.code == 2
    assert "--output" in said.err


def test_a_file_that_is_there_stays(year: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_text("mine", encoding="utf-8")
    said = year.ask("export", "-o", str(file))
    assert (said.code, said.out) == (1, "")
    assert "--force" in said.err
    assert file.read_text(encoding="utf-8") == "mine"
    assert year.ask("export", "-o", str(file), "--force").code == 0
    assert openpyxl.load_workbook(file).sheetnames


def test_a_refused_question_leaves_no_file(year: DataFolder, tmp_path: Path) -> None:
    for typed in (("--by", "level"), ("--where", "form=co"), ("recognised",), ("awards", "--by", "rating")):
        said = year.ask("export", *typed, "-o", str(tmp_path / "a.xlsx"))
        assert said.code == 2
    assert [path.name for path in tmp_path.glob("*.xlsx")] == []


def test_lists_that_cannot_be_read_give_no_numbers(year: DataFolder, tmp_path: Path) -> None:
    year.write("units.yaml", "- {id: [")
    said = year.ask("export", "-o", str(tmp_path / "a.xlsx"))
    assert said.code == 1
    assert not (tmp_path / "a.xlsx").exists()


def test_it_says_what_it_has_written(year: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    said = year.ask("export", "-o", str(file))
    assert said.out == f"Written: {file} (6 sheets)\nModel: 1, Evaluation: 0, Award: 1\n"
    said = year.ask("export", "registered", "--by", "kind", "-o", str(file), "--force")
    assert said.out == f"Written: {file} (2 sheets)\n"


def test_it_has_vietnamese_names(year: DataFolder, tmp_path: Path) -> None:
    typed = (
        "xuat",
        "dang-ky",
        "--by",
        "loai",
        "-o",
        str(tmp_path / "a.xlsx"),
        "--data",
        str(year.root),
        "--lang",
        "vi",
    )
    assert danvan(*typed).code == 0


@pytest.mark.parametrize(("name", "typed"), [("a.json", ()), ("a.csv", ()), ("a.txt", ("--format", "csv"))])
def test_numbers_are_given_as_a_workbook_only(
    year: DataFolder, tmp_path: Path, name: str, typed: tuple[str, ...]
) -> None:
    said = year.ask("export", *typed, "-o", str(tmp_path / name))
    assert said.code == 2
    assert "tally --format" in said.err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["a", "a.xls", "a.pdf"])
def test_a_workbook_is_named_as_one(year: DataFolder, tmp_path: Path, name: str) -> None:
    said = year.ask("export", "-o", str(tmp_path / name))
    assert said.code == 2
    assert ".xlsx" in said.err
    assert not (tmp_path / name).exists()


def test_records_are_written_as_lists(year: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    said = year.ask("export", "--records", "--kind", "models", "-o", str(file), "--year", "2020")
    assert (said.code, said.out) == (0, f"Written: {file}\nModel: 1\n")
    assert len(openpyxl.load_workbook(file).sheetnames) >= 1


@pytest.mark.parametrize(("name", "typed"), [("a.json", ()), ("a.txt", ("--format", "json"))])
def test_records_are_written_in_the_format_asked_for(
    year: DataFolder, tmp_path: Path, name: str, typed: tuple[str, ...]
) -> None:
    assert year.ask("export", "--records", *typed, "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize(
    "typed",
    [
        ("registered",),
        ("--by", "kind"),
        ("--where", "kind=ca-nhan"),
        ("--count", "each"),
        ("--as-of", "2020"),
        ("--units", "now"),
        ("--zeros",),
        ("--vs", "2019"),
    ],
)
def test_records_are_asked_no_question(year: DataFolder, tmp_path: Path, typed: tuple[str, ...]) -> None:
    said = year.ask("export", "--records", *typed, "-o", str(tmp_path / "a.xlsx"))
    assert said.code == 2
    assert typed[0] in said.err
    assert not (tmp_path / "a.xlsx").exists()


def test_kinds_are_those_of_records(year: DataFolder, tmp_path: Path) -> None:
    file = str(tmp_path / "a.xlsx")
    assert "--kind" in year.ask("export", "--kind", "models", "-o", file).err
    for kind in ("review", "mohinh"):
        assert year.ask("export", "--records", "--kind", kind, "-o", file).code == 2
    assert year.ask("export", "--records", "--kind", "mo-hinh", "-o", file).code == 0
