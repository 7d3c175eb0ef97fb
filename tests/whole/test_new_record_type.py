"""A type of records that is added by one object is stored, checked, shown, changed, counted, exported and described."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from tests.helpers.data_folder import DataFolder
from tests.helpers.program import CommandResult

_PROJECT = Path(__file__).parents[2]
_PROGRAM = "tests.whole.made_up_type"
_DOCUMENTS = """
import sys
sys.path.insert(0, "tools")
from tests.whole import made_up_type
made_up_type.add()
import format_docs
print("\\n".join(format_docs.fields("talk")))
"""
_TALK = {"title": "Nói chuyện về chợ", "unit": "xa-a", "held_on": "2020-05-01"}


Program = subprocess.Popen[str]


class Talks:
    """A data folder with talks, asked through the whole command."""

    def __init__(self, data: DataFolder, program: Program) -> None:
        self.root = data.root
        self._data = data
        self._program = program

    def write(self, name: str, **keys: object) -> None:
        stated = {key: value for key, value in {**_TALK, **keys}.items() if value is not None}
        self._data.write(f"talks/{name}.yaml", yaml.safe_dump(stated, allow_unicode=True))

    def stated(self, name: str) -> object:
        text = (self.root / f"talks/{name}.yaml").read_text("utf-8")
        return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - a loader that makes texts of everything

    def run(self, *typed: str, **environment: str) -> CommandResult:
        surroundings = {**os.environ, "DANVAN_DATA": str(self.root), **environment}
        asked, answers = self._program.stdin, self._program.stdout
        assert asked is not None
        assert answers is not None
        print(json.dumps([[*typed, "--data", str(self.root), "--lang", "en"], surroundings]), file=asked, flush=True)
        code, out, err = json.loads(answers.readline())
        return CommandResult(code, out.encode(), err)

    def offered(self, typed: str) -> list[str]:
        """Return what the Tab key offers in bash."""
        line = f"danvan {typed}"
        words = str(len(line.split(" ")) - 1)
        return self.run(_DANVAN_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=words).out.split()

    def say(self, *typed: str) -> str:
        said = self.run(*typed)
        assert said.code == 0, said.err
        return said.out

    def json(self, *typed: str) -> Any:  # noqa: ANN401 - JSON is whatever it is
        return json.loads(self.say(*typed))

    def problems(self) -> set[tuple[str, str]]:
        return {
            (problem["path"], problem["code"]) for problem in self.run("check", "--format", "json").json["problems"]
        }


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    """The whole program with talks, in a process of its own that carries out one command after the other."""
    with subprocess.Popen(
        [sys.executable, "-m", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=_PROJECT
    ) as started:
        yield started


@pytest.fixture
def talks(data: DataFolder, program: Program) -> Talks:
    found = Talks(data, program)
    found.write("2020/cho")
    return found


def test_it_is_checked_for_keys_units_days_and_twins(talks: Talks) -> None:
    talks.write("2020/cho-nua", title="Nói chuyện về Chợ")
    talks.write("2020/khong-ngay", held_on=None)
    talks.write("2020/la", title="Khác", unit="xa-la")
    talks.write("2020/sai", tittle="x")
    talks.write("2021/cho", title="Năm sau")
    assert talks.problems() >= {
        ("talks/2020/cho.yaml", "same-thing"),
        ("talks/2020/khong-ngay.yaml", "may-be-same"),
        ("talks/2020/la.yaml", "unknown-unit"),
        ("talks/2020/sai.yaml", "unknown-key-near"),
        ("talks/2021/cho.yaml", "id-twice"),
    }


def test_it_is_checked_whether_the_unit_was_there_on_its_day(talks: Talks) -> None:
    units = talks.root / "units.yaml"
    units.write_text(units.read_text().replace("level: xa,", "level: xa, until: 2019-12-31,"))
    assert talks.problems() == {("talks/2020/cho.yaml", "unit-ended")}


def test_it_is_shown_and_found_by_words(talks: Talks) -> None:
    lines = ["Title    Nói chuyện về chợ", "Unit     Xã An Hòa (xa-a)", "Held on  2020-05-01\n"]
    assert talks.say("show", "cho").split("\n  ") == ["Talk · talks/2020/cho.yaml", *lines]
    hits = talks.json("search", "noi chuyen", "--format", "json")["hits"]
    expected = {"kind": "talk", "id": "cho", "year": 2020, "title": "Nói chuyện về chợ", "unit": "xa-a"}
    assert hits == [{**expected, "path": "talks/2020/cho.yaml"}]


def test_it_is_counted_and_listed(talks: Talks) -> None:
    talks.write("2020/khac", title="Khác", unit="xa-b")
    talks.write("2021/sau", title="Năm sau")
    assert talks.say("tally", "noi-chuyen", "--year", "2020-2021", "--by", "unit", "--format", "csv") == (
        "﻿"  # the byte order mark
        "Unit,Talks\r\nXã An Hòa,2\r\nXã Bình Hòa,1\r\nTotal,3\r\n"
    )
    listed = talks.json("list", "talks", "--year", "2020", "--format", "json")["records"]
    assert [(record["id"], record["title"]) for record in listed] == [("cho", "Nói chuyện về chợ"), ("khac", "Khác")]


def test_a_change_of_one_file_is_counted(talks: Talks) -> None:
    assert talks.say("tally", "talks", "--format", "csv").split()[-1] == "1"
    talks.write("2020/khac", title="Khác")
    talks.write("2020/hong", tittle="x")
    said = talks.run("tally", "talks", "--format", "csv")
    assert (said.code, said.out.split()[-1], "talks/2020/hong.yaml" in said.err) == (1, "2", True)


def test_it_is_corrected_and_removed(talks: Talks) -> None:
    talks.say("set", "cho", "unit=Bình Hòa", "note=Đông người", "--yes")
    assert talks.stated("2020/cho") == {**_TALK, "unit": "xa-b", "note": "Đông người\n"}
    talks.say("remove", "cho", "--reason", "nhầm", "--yes")
    assert [*talks.root.glob("talks/*/*")] == []
    assert [*talks.root.glob("removed/talks/2020/*")] == [talks.root / "removed/talks/2020/cho.yaml"]


def test_two_are_made_one(talks: Talks) -> None:
    talks.write("2020/hai", note="Đông người")
    talks.say("merge", "cho", "hai", "--yes")
    assert talks.stated("2020/cho") == {**_TALK, "note": "Đông người\n"}


def test_what_is_exported_changes_nothing_when_it_is_taken_in_again(talks: Talks, tmp_path: Path) -> None:
    file = tmp_path / "talks.csv"
    talks.say("export", "--records", "--kind", "talks", "-o", str(file))
    assert file.read_text("utf-8-sig").splitlines()[0] == "Id,Campaign year,Title,Unit,Held on,Note,danvan's mark"
    said = talks.run("import", str(file), "--kind", "talks", "--yes")
    assert (said.code, "all of it is there already" in said.out + said.err) == (0, True)
    whole = tmp_path / "all.json"
    talks.say("export", "--records", "-o", str(whole))
    assert json.loads(whole.read_text("utf-8"))["talks"] == {"cho": {"year": 2020, **_TALK}}


@pytest.mark.parametrize("said", [("--kind", "talks"), ()])
def test_a_list_of_new_ones_is_taken_in_and_known_without_being_told(
    talks: Talks, tmp_path: Path, said: tuple[str, ...]
) -> None:
    file = tmp_path / "ds.csv"
    rows = "1,Nói chuyện về CHỢ,Xã An Hòa,01/05/2020\n2,Nói chuyện về rừng,Xã Bình Hòa,02/05/2020\n"
    file.write_text(f"STT,Title,Unit,Held on\n{rows}", "utf-8")
    for new in (1, 0):
        done = talks.run("import", str(file), "--year", "2020", *said, "--yes")
        assert (done.code, f"New: {new};" in done.err) == (0, True), done.err
        assert len([*talks.root.glob("talks/2020/*.yaml")]) == 2
    stated = talks.stated("2020/2020-xa-b-noi-chuyen-ve-rung")
    assert isinstance(stated, dict)
    assert (stated["unit"], stated["held_on"]) == ("xa-b", "2020-05-02")
    file.write_text("STT,Title,Unit,Held on\n1,Nói chuyện về chợ,Xã An Hòa,\n", "utf-8")
    done = talks.run("import", str(file), "--year", "2020", "--kind", "talks", "--yes")
    assert (done.code, "may be recorded already" in done.err) == (1, True)


def test_a_list_of_models_stays_one(talks: Talks, tmp_path: Path) -> None:
    file = tmp_path / "ds.csv"
    file.write_text("STT,Tên mô hình,Đơn vị,TT/CN,Ghi chú\n1,Chợ xanh,Xã An Hòa,TT,x\n", "utf-8")
    talks.say("import", str(file), "--year", "2020", "--yes")
    assert len([*talks.root.glob("models/2020/*.yaml")]) == 1


def test_one_that_cannot_be_read_stops_its_twin(talks: Talks, tmp_path: Path) -> None:
    talks.write("2020/2020-xa-b-rung", title="Rừng", unit="xa-b", held_on="hôm qua")
    file = tmp_path / "ds.csv"
    file.write_text("STT,Title,Unit,Held on\n1,Rừng,Xã Bình Hòa,02/05/2020\n", "utf-8")
    done = talks.run("import", str(file), "--year", "2020", "--yes")
    assert (done.code, "2020-xa-b-rung.yaml cannot be read" in done.err) == (1, True)
    assert len([*talks.root.glob("talks/2020/*.yaml")]) == 2


def test_status_says_what_is_wrong_with_it(talks: Talks) -> None:
    talks.write("2020/nua", title="Nói chuyện về Chợ", unit="xa-la")
    talks.write("2020/hong", held_on="hôm qua")
    said = talks.run("status", "--year", "2020")
    assert (said.code, "talks/2020/hong.yaml" in said.err) == (1, True)
    assert talks.run("status", "--year", "2020", "--format", "json").json["problems"]["error"] == 2


def test_the_overview_counts_it(talks: Talks) -> None:
    tables = {
        table["name"]: table["total"] for table in talks.json("tally", "--year", "2020", "--format", "json")["tables"]
    }
    assert tables["talks"] == 1
    glance = talks.say("tally", "--year", "2020")
    assert [line.split()[-1] for line in glance.splitlines() if line.strip().startswith("Talks")] == ["1"]
    asked = ("tally", "--year", "2020", "--format", "json", "--where")
    assert "talks" in {table["name"] for table in talks.json(*asked, "unit=xa-a")["tables"]}
    assert "talks" not in {table["name"] for table in talks.json(*asked, "kind=tap-the")["tables"]}


def test_the_tab_key_offers_its_ids_keys_and_measure(talks: Talks) -> None:
    talks.root.joinpath("models/2020").mkdir(parents=True)
    talks.root.joinpath("models/2020/chim.yaml").write_text("title: Chim\nunit: xa-a\nkind: tap-the\n", "utf-8")
    for command in ("show", "set", "remove"):
        assert {"cho", "chim"} <= set(talks.offered(f"{command} ch"))
    assert talks.offered("evaluate ch") == ["chim"]
    assert "held_on=" in talks.offered("set hel")
    assert talks.offered("list tal") == ["talks"]


@pytest.mark.parametrize(("command", "named"), [("show", "talk"), ("set", "talk"), ("list", "talks")])
def test_help_names_it(talks: Talks, command: str, named: str) -> None:
    assert named in talks.say(command, "--help").replace(",", " ").replace(")", " ").split()


def test_a_template_asks_for_its_keys(talks: Talks, tmp_path: Path) -> None:
    file = tmp_path / "talks.xlsx"
    talks.say("template", "talks", "-o", str(file))
    sheet = load_workbook(file).worksheets[0]
    headings = [cell.value for cell in sheet[4] if cell.value]
    assert (sheet.title, headings[1:]) == ("Talk", ["Title (*)", "Unit (*)", "Held on", "Note"])


def test_the_year_workbook_has_a_sheet_of_it(talks: Talks, tmp_path: Path) -> None:
    file = tmp_path / "2020.xlsx"
    talks.say("export", "-o", str(file), "--year", "2020")
    rows = [[cell.value for cell in row] for row in load_workbook(file)["Talk"].iter_rows(min_row=2)]
    assert rows[0] == ["Title", "Unit", "Held on", "Id"]
    assert rows[1] == ["Nói chuyện về chợ", "Xã An Hòa", datetime(2020, 5, 1), "cho"]  # noqa: DTZ001 - as sheets have it


def test_it_has_a_json_schema(talks: Talks, tmp_path: Path) -> None:
    schema = Draft202012Validator(talks.json("schema", "talk"))
    assert schema.is_valid(_TALK)
    assert not schema.is_valid({"title": "x", "unit": "xa-a", "kind": "tap-the"})
    talks.say("schema", "--output", str(tmp_path))
    assert (tmp_path / "talk.schema.json").exists()


def test_the_documents_have_its_table_of_fields() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DOCUMENTS],
        capture_output=True,
        check=True,
        cwd=_PROJECT,
        env={"PYTHONPATH": str(_PROJECT)},
    )
    assert "| `held_on` | Ngày tổ chức | date | Held on |" in done.stdout.decode()
