"""What `export --records -o x.json` wrote comes in again; JSON of something else is told as that."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import yaml_of
from tests.helpers.program import CommandResult


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.chdir(tmp_path)
    clerk = Clerk(tmp_path / "data")
    clerk.model("2020/2020-a", title="Chợ xanh", participants=1240, registered_on="2020-03", tags=["x", "y"])
    clerk.model("2021/2021-b", title="Chợ xanh", continues="2020-a", origin="duy-tri", note='["một"]')
    clerk.evaluation("2020/2020-a.huyen", rating="tot", recognized=True, score=8.5, scores={"noi-dung": 5.25})
    clerk.award("2020/k", recipient="Bà Tư", model="2020-a")
    claims = [{"measure": "registered", "value": 187}, {"measure": "awards", "unknown": True}]
    clerk.write("figures/2020/bao-cao.yaml", yaml_of({"source": "Báo cáo", "claims": claims}))
    return clerk


def _exported(clerk: Clerk, *typed: str) -> dict[str, Any]:
    assert clerk.ask("export", "--records", "-o", "rt.json", "--force", *typed).code == 0
    document: dict[str, Any] = json.loads(Path("rt.json").read_bytes())
    return document


def _imported(clerk: Clerk, document: object, *typed: str) -> CommandResult:
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False, indent=1)
    Path("rt.json").write_text(text, encoding="utf-8")
    return clerk.ask("import", "rt.json", "--yes", *typed, "--lang", "vi")


def test_taken_in_again_it_changes_nothing(clerk: Clerk) -> None:
    document, before = _exported(clerk), clerk.files()
    said = _imported(clerk, document)
    assert (said.code, clerk.files()) == (0, before)
    assert "rt.json › models: 2 bản ghi (mô hình)." in said.err
    assert "không đổi: 11" in said.err


def test_in_another_folder_it_makes_the_same_records(clerk: Clerk, tmp_path: Path) -> None:
    document, other = _exported(clerk), Clerk(tmp_path / "other")
    assert _imported(other, document).code == 0
    assert _exported(other) == document


def test_without_marks_as_older_files_are_it_changes_nothing_either(clerk: Clerk) -> None:
    document, before = _exported(clerk), clerk.files()
    del document["marks"]
    assert (_imported(clerk, document).code, clerk.files()) == (0, before)


def test_what_was_corrected_in_it_is_corrected(clerk: Clerk) -> None:
    document = _exported(clerk)
    document["models"]["2020-a"]["participants"] = 1300
    del document["models"]["2020-a"]["tags"]
    assert _imported(clerk, document).code == 0
    assert clerk.files()["models/2020/2020-a.yaml"].decode().count("1300") == 1
    assert "tags" not in clerk.files()["models/2020/2020-a.yaml"].decode()


def test_what_somebody_changed_meanwhile_is_kept(clerk: Clerk) -> None:
    document = _exported(clerk)
    clerk.model("2020/2020-a", title="Chợ xanh", participants=5)
    document["models"]["2020-a"]["participants"] = 1300
    said = _imported(clerk, document)
    assert said.code == 1
    assert "(rt.json: models › 2020-a)" in said.err
    assert "1300" not in clerk.files()["models/2020/2020-a.yaml"].decode()


@pytest.mark.parametrize(
    ("record", "key", "value", "place"),
    [
        (("models", "2020-a"), "participants", "nhiều", "models › 2020-a › participants"),
        (("models", "2020-a"), "participants", [1], "models › 2020-a › participants"),
        (("models", "2020-a"), "title", ["Chợ"], "models › 2020-a › title"),
        (("models", "2020-a"), "titel", "Chợ", "models › 2020-a"),
        (("models", "2020-a"), "year", "20", "models › 2020-a › year"),
        (("models", "2020-a"), "title", None, "models › 2020-a › title"),
        (("evaluations", "2020-a.huyen"), "recognized", "maybe", "evaluations › 2020-a.huyen › recognized"),
        (
            ("figures", "bao-cao"),
            "claims",
            [{"measure": "registered", "value": "x"}],
            "figures › bao-cao › claims.value",
        ),
    ],
)
def test_a_wrong_value_is_a_fault_at_its_record_and_key(
    clerk: Clerk, record: tuple[str, str], key: str, value: object, place: str
) -> None:
    document, before = _exported(clerk), clerk.files()
    kind, name = record
    document[kind][name][key] = value
    said = _imported(clerk, document)
    assert (said.code, clerk.files()) == (1, before)
    assert f"\nrt.json: {place}: " in said.err


def test_a_record_that_is_none_is_a_fault_at_its_name(clerk: Clerk) -> None:
    document = _exported(clerk)
    document["models"]["2020-a"] = "Chợ xanh"
    said = _imported(clerk, document)
    assert said.code == 1
    assert "rt.json: models › 2020-a: " in said.err


def test_equal_faults_of_records_are_one_line(clerk: Clerk) -> None:
    document = _exported(clerk)
    for record in document["models"].values():
        record["participants"] = "nhiều"
    said = _imported(clerk, document)
    assert "models › 2020-a › participants, models › 2021-b › participants, 2 chỗ: " in said.err


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("[1, 2]", "không phải các bản ghi"),
        ({"schema": 1, "measure": "recognized", "rows": [], "total": 62}, "không phải các bản ghi"),
        ({"schema": 1, "models": []}, "không phải các bản ghi"),
        ({"schema": 2, "models": {}}, "danvan mới hơn"),
        ('{"schema": 1,\n"models": {', "dòng 2"),
        ('{"models": {"a": {"title": "x", "title": "y"}}}', "không phải JSON"),
    ],
)
def test_other_json_is_told_as_that(clerk: Clerk, document: object, told: str) -> None:
    said = _imported(clerk, document)
    assert said.code != 0
    assert told in said.err
    assert "--map" not in said.err


def test_the_tables_of_tally_are_no_records(clerk: Clerk) -> None:
    table = clerk.ask("tally", "registered", "--format", "json").out
    assert "không phải các bản ghi" in _imported(clerk, table).err


def test_only_one_kind_is_taken_if_it_is_asked_for(clerk: Clerk, tmp_path: Path) -> None:
    document, other = _exported(clerk), Clerk(tmp_path / "other")
    assert _imported(other, document, "--kind", "figures").code == 0
    assert {path.partition("/")[0] for path in other.files()} == {"danvan.yaml", "units.yaml", "figures"}


def test_there_are_no_cells_to_annotate(clerk: Clerk) -> None:
    document = _exported(clerk)
    document["models"]["2020-a"]["participants"] = "nhiều"
    said = _imported(clerk, document, "--annotate", "loi.xlsx")
    assert said.code != 0
    assert "không có ô để đánh dấu" in said.err
    assert not Path("loi.xlsx").exists()
