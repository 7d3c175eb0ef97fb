"""`-o FILE`: what is written, what is refused, and that every command with --format has it."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
import openpyxl
import pytest

from danvan_cli import locale
from danvan_cli.cli import app
from danvan_cli.cli.commands import COMMANDS, CommandEntry
from danvan_cli.exporting.grid_workbook import write_workbook
from danvan_cli.view.grid import Grid
from tests.helpers.data_folder import DataFolder
from tests.helpers.questions import asked_long_after

_QUESTIONS = {
    "tally": ["tally", "registered", "--by", "kind"],
    "overview": ["tally"],
    "columns": ["tally", "--by", "unit"],
    "list": ["list", "registered"],
    "show": ["show", "m0"],
    "show-unit": ["show", "xa-a"],
    "search": ["search", "chợ"],
    "check": ["check"],
    "reconcile": ["reconcile"],
    "status": ["status"],
    "unit": ["unit", "list"],
    "vocabulary": ["vocabulary", "list", "field"],
}


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Return a folder that no answer changes."""
    data = DataFolder(tmp_path_factory.mktemp("year") / "data")
    data.model("2020/m0", title="=1+1 Chợ xanh", registered_on="2020-03-05", count=1240)
    data.model("2020/m1", title="Tổ tự quản", kind="ca-nhan", person="Lê Văn An")
    return data


def _commands(among: dict[str, CommandEntry]) -> dict[str, click.Command]:
    built: dict[str, click.Command] = {}
    for name, entry in among.items():
        if entry.below:
            built |= {f"{name} {key}": command for key, command in _commands(dict(entry.below)).items()}
        else:
            built[name] = app.load(name, among)
    return built


def test_every_command_with_a_format_writes_files() -> None:
    locale.use("en")
    with_format = {
        name: {option for param in command.params for option in param.opts}
        for name, command in _commands(COMMANDS).items()
        if any("--format" in param.opts for param in command.params)
    }
    assert len(with_format) >= 10
    lacking = [name for name, options in with_format.items() if not {"--output", "-o", "--force"} <= options]
    assert lacking == []


@pytest.mark.parametrize("ending", ["xlsx", "csv", "md", "html", "json", "txt"])
@pytest.mark.parametrize("name", _QUESTIONS)
def test_each_answer_is_written_in_each_form(name: str, ending: str, year: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / f"a.{ending}"
    shown = year.ask(*_QUESTIONS[name])
    said = year.ask(*_QUESTIONS[name], "-o", str(file))
    assert said.code == shown.code
    assert said.out.startswith(f"Written: {file}")
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") == (ending in ("csv", "txt"))
    assert content.count(b"\xef\xbb\xbf") == content.startswith(b"\xef\xbb\xbf")


def test_a_workbook_of_numbers_holds_numbers(year: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    assert year.ask("tally", "registered", "--by", "kind", "-o", str(file)).code == 0
    sheet, opening = openpyxl.load_workbook(file)
    rows = [[cell.value for cell in row[:2]] for row in sheet.iter_rows()]
    assert rows[2:5] == [["Collective", 1240], ["Individual", 1], ["Total", 1241]]
    assert sheet["B3"].number_format == "#,##0"
    assert sheet.freeze_panes == "A3"
    assert any("Source: 1,241 models" in str(row[0]) and "check:" in str(row[0]) for row in rows)
    assert not any("danvan list" in str(row[0]) for row in rows)  # which nobody wants on paper
    assert opening["A1"].value.startswith("Open: danvan list registered")
    assert opening.print_area.replace("$", "").endswith("!B1:B1") or opening.print_area.endswith("$B$1")


def test_a_list_is_ready_for_mail_merge(year: DataFolder, tmp_path: Path) -> None:
    file, text = tmp_path / "a.xlsx", tmp_path / "a.csv"
    for path in (file, text):
        assert year.ask("list", "registered", "-o", str(path)).code == 0
    book = openpyxl.load_workbook(file)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 3
    assert "Title" in rows[0]
    assert {type(cell) for row in rows[1:] for cell in row if cell in (1, 1240)} == {int}
    assert any("=1+1 Chợ xanh" in row for row in rows)
    assert any("1241" in str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row)
    with text.open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.reader(stream))) == 3


def test_days_are_days(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    rows = [["05/03/2020", "12/2020"], ["–", "05/03/2020 và"]]
    write_workbook(file, [Grid("Ngày", ["Ngày", "Số"], rows, [False, False], of_records=True)])
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert sheet["A2"].value == datetime(2020, 3, 5)  # noqa: DTZ001 - a day of a calendar
    assert sheet["B2"].value == "12/2020"


def test_a_file_that_is_there_stays_unless_forced(year: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("mine", encoding="utf-8")
    said = year.ask("list", "registered", "-o", str(file))
    assert (said.code, said.out, file.read_text(encoding="utf-8")) == (1, "", "mine")
    assert "--force" in said.err
    assert year.ask("list", "registered", "-o", str(file), "--force").code == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".danvan-")] == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["-o", "a.docx"], ".xlsx"),
        (["-o", "a"], ".csv"),
        (["-o", "a.csv", "--format", "markdown"], ".md"),
        (["--format", "xlsx"], "--output"),
    ],
)
def test_form_and_ending_have_to_agree(typed: list[str], says: str, year: DataFolder) -> None:
    said = year.ask("list", "registered", *typed)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_the_form_decides_where_the_ending_is_unknown(year: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "a.dat"
    assert year.ask("unit", "list", "-o", str(file), "--format", "csv").code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", ["models/a.csv", "awards/2020/a.csv", "units.yaml"])
def test_records_are_no_place_for_it(name: str, year: DataFolder) -> None:
    for typed in (["list", "registered", "--format", "csv"], ["export", "--records", "--format", "csv"]):
        said = year.ask(*typed, "-o", str(year.root / name), "--force")
        assert said.code == 2
    assert year.ask("check").code == 0


def test_a_folder_that_is_not_there_is_said(year: DataFolder, tmp_path: Path) -> None:
    said = year.ask("list", "registered", "-o", str(tmp_path / "khong-co" / "a.csv"))
    assert (said.code, said.out) == (1, "")
    assert "khong-co" in said.err


def test_a_link_and_the_mode_of_what_is_there_stay(year: DataFolder, tmp_path: Path) -> None:
    real, link, place = tmp_path / "real.csv", tmp_path / "link.csv", tmp_path / "a.csv"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to(real)
    place.mkdir()
    assert year.ask("list", "registered", "-o", str(link), "--force").code == 0
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"\xef\xbb\xbf")
    assert real.stat().st_mode & 0o777 == 0o600
    assert year.ask("list", "registered", "-o", str(place), "--force").code == 2
    assert list(place.iterdir()) == []
