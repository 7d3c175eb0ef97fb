"""The JSON Schemas: what our reader takes as sound they take, whether an editor sees letters or types."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.names import RECORD_FOLDERS
from tests.helpers.data_folder import DataFolder
from tests.helpers.program import CommandResult, danvan

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "data", *sorted(path.parent for path in ROOT.glob("tests/cases/*/danvan.yaml"))]
KINDS = ["model", "evaluation", "award", "activity", "figures", "office", "units"]
MODEL = {"title": "Tổ dân vận", "unit": "xa-a", "kind": "tap-the"}
Schema = dict[str, Any]


class Letters(yaml.BaseLoader):
    """Scalars as their letters, as our reader takes them."""


class Types(yaml.SafeLoader):
    """Scalars as they look, dates left as they are: what an editor sees."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own attribute
        first: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def schemas(folder: Path) -> dict[str, Schema]:
    said = danvan("schema", "--data", str(folder))
    assert (said.code, said.err) == (0, "")
    found: dict[str, Schema] = said.json
    return found


def faults(schema: Schema, document: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)]


def documents(folder: Path, loader: type[yaml.SafeLoader | yaml.BaseLoader]) -> Iterator[tuple[str, str, object]]:
    files = {"office": [folder / "danvan.yaml"], "units": [folder / "units.yaml"]}
    files |= {kind: sorted((folder / name).glob("*/*.yaml")) for name, kind in RECORD_FOLDERS.items()}
    for kind, paths in files.items():
        for path in paths:
            yield kind, path.name, empty_as_nothing(yaml.load(path.read_text(), loader))  # noqa: S506 - two safe loaders


def empty_as_nothing(value: object) -> object:
    """Letters alone do not tell an empty value from a text; ours takes it for nothing stated."""
    if isinstance(value, dict):
        return {key: empty_as_nothing(one) for key, one in value.items()}
    if isinstance(value, list):
        return [empty_as_nothing(part) for part in value]
    return None if value == "" else value


@pytest.mark.parametrize("loader", [Letters, Types])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_record_of_the_samples_and_cases_is_valid(
    folder: Path, loader: type[yaml.SafeLoader | yaml.BaseLoader]
) -> None:
    found = schemas(folder)
    wrong = {(kind, name): faults(found[kind], document) for kind, name, document in documents(folder, loader)}
    assert wrong
    assert {key: said for key, said in wrong.items() if said} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_and_says_all_that_the_table_of_fields_says(kind: str, data: DataFolder) -> None:
    schema = data.ask("schema", kind).json
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    table, mapping = (TABLES["unit"], schema["items"]) if kind == "units" else (TABLES[kind], schema)
    assert list(mapping["properties"]) == list(table)
    assert mapping.get("required", []) == [field.key for field in table.values() if field.required]
    assert mapping["additionalProperties"] is False


def test_all_schemas_come_by_kind(data: DataFolder) -> None:
    found = schemas(data.root)
    assert list(found) == KINDS
    assert found["model"] == data.ask("schema", "model").json


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("model", {}),
        ("model", {**MODEL, "title": None}),
        ("model", {**MODEL, "tittle": "Tổ"}),
        ("model", {**MODEL, "kind": "mo-hinh"}),
        ("model", {**MODEL, "kind": "nhom"}),
        ("model", {**MODEL, "unit": []}),
        ("model", {**MODEL, "registered_on": "2020-13"}),
        ("model", {**MODEL, "registered_on": "31/12/2020"}),
        ("model", {**MODEL, "count": 0}),
        ("model", {**MODEL, "count": "0"}),
        ("model", {**MODEL, "participants": 1.5}),
        ("model", {**MODEL, "tags": "điểm"}),
        ("model", {**MODEL, "continues": "Tổ dân vận"}),
        ("evaluation", {"score": "1.240"}),
        ("evaluation", {"score": -1}),
        ("evaluation", {"rating": "rat-tot"}),
        ("evaluation", {"recognized": "yes"}),
        ("evaluation", {"results": {"hien-mau": 3}}),
        ("evaluation", {"results": {"hien-dat": "nhiều"}}),
        ("award", {"kind": "nhom"}),
        ("award", {"kind": "ca-nhan", "status": "da-nhan"}),
        ("figures", {"claims": [{"measure": "registered"}]}),
        ("figures", {"claims": [{"measure": "registered", "value": 3, "at_least": 2}]}),
        ("figures", {"claims": [{"measure": "registered", "unknown": False}]}),
        ("figures", {"claims": [{"value": 3}]}),
        ("office", {"office": "Ban Dân vận"}),
        ("office", {"format": 1, "vocabulary": {"kind": []}}),
        ("office", {"format": 1, "vocabulary": {"field": [{"id": "Kinh tế", "label": "Kinh tế"}]}}),
        ("units", {"id": "xa-a", "name": "Xã An", "level": "xa"}),
        ("units", [{"id": "xa-a", "name": "Xã An"}]),
        ("units", [{"id": "xa-a", "name": "Xã An", "level": "ap"}]),
    ],
)
def test_what_check_calls_an_error_is_one(kind: str, document: object, data: DataFolder) -> None:
    assert faults(schemas(data.root)[kind], document)


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("model", {**MODEL, "unit": "xa-moi", "title": 2020, "person": True, "registered_on": 2020, "note": None}),
        ("model", {**MODEL, "count": "012", "tags": ["điểm", 12], "extra": {"số": [1, {"hai": None}]}}),
        ("evaluation", {"score": 8.55, "scorers": {}, "decision": 12, "recognized": True, "results": {"tien": "0.5"}}),
        ("award", {"kind": "mo-hinh", "form": None, "from_year": 2018}),
        ("figures", {"where": {"unit": ["xa-a", "xa-b"], "don-vi.xa": "xa-a"}, "claims": []}),
        ("figures", {"claims": [{"measure": "cong-nhan", "value": -3.5, "unknown": False, "year": "2018–2020"}]}),
        ("figures", {"claims": [{"measure": "awards", "unknown": True, "text": "nhiều"}]}),
        ("office", {"format": 1, "vocabulary": {"field": [{"id": "kinh-te", "label": "Kinh tế", "until": 2019}]}}),
    ],
)
def test_what_our_reader_takes_is_taken(kind: str, document: object, data: DataFolder) -> None:
    assert faults(schemas(data.root)[kind], document) == []


def test_values_come_from_the_offices_own_lists_and_bear_their_labels(data: DataFolder) -> None:
    data.write("danvan.yaml", "format: 1\nvocabulary:\n  rating:\n  - {id: '1', label: Loại một, label_en: First}\n")
    rating = data.ask("schema", "evaluation", "--lang", "vi").json["properties"]["rating"]
    assert (rating["enum"], rating["markdownEnumDescriptions"]) == (["1", 1, None], ["Loại một", "Loại một", ""])
    assert "First" in data.ask("schema", "evaluation").json["properties"]["rating"]["markdownEnumDescriptions"]


def test_units_are_offered_with_their_names(data: DataFolder) -> None:
    offered = data.ask("schema", "model").json["properties"]["unit"]["anyOf"][0]
    assert dict(zip(offered["enum"], offered["markdownEnumDescriptions"], strict=True))["xa-a"] == "Xã An Hòa"


def test_keys_are_described_in_the_language_that_is_spoken(data: DataFolder) -> None:
    described = {lang: data.ask("schema", "model", "--lang", lang).json for lang in ("vi", "en")}
    assert described["en"]["properties"]["level"]["description"] == "Level. Registered at; without it, the unit's."
    assert described["vi"]["properties"]["level"]["title"] == "Cấp"


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a data folder in or above it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_outside_of_a_data_folder_the_built_in_lists_serve(nowhere: Path) -> None:
    said = danvan("schema", "evaluation")
    assert said.code == 0
    assert "xuat-sac" in said.json["properties"]["rating"]["enum"]
    assert list(nowhere.iterdir()) == []


def test_files_are_written_with_the_setting_that_an_editor_needs(nowhere: Path) -> None:
    said = danvan("schema", "--output", "lược đồ")
    assert said.code == 0
    assert sorted(path.name for path in (nowhere / "lược đồ").iterdir()) == sorted(
        f"{kind}.schema.json" for kind in KINDS
    )
    assert said.json["yaml.schemas"]["lược đồ/model.schema.json"] == "**/models/*/*.yaml"
    assert len(re.findall("Written: ", said.err)) == len(KINDS)
    assert json.loads((nowhere / "lược đồ/model.schema.json").read_text()) == danvan("schema", "model").json


def test_one_schema_alone_is_written_again_over_itself(nowhere: Path) -> None:
    assert danvan("schema", "model", "--output", "a").code == 0
    assert danvan("schema", "model", "--output", "a", "--lang", "vi").code == 0
    assert [path.name for path in (nowhere / "a").iterdir()] == ["model.schema.json"]


@pytest.mark.parametrize("content", ["của người khác", "{}", "[]"])
def test_a_file_of_somebody_else_is_not_overwritten_and_none_is_written(content: str, nowhere: Path) -> None:
    (nowhere / "award.schema.json").write_text(content)
    said = danvan("schema", "--output", ".")
    assert (said.code, said.raw) == (1, b"")
    assert "award.schema.json" in said.err
    assert [(path.name, path.read_text()) for path in nowhere.iterdir()] == [("award.schema.json", content)]


def test_kinds_go_by_their_vietnamese_names_too() -> None:
    assert danvan("schema", "co-quan").json == danvan("luoc-do", "office", "--lang", "en").json
    assert "mo-hinh, danh-gia" in " ".join(danvan("luoc-do", "-h", "--lang", "vi").out.split())


def test_nothing_is_written_among_the_records(data: DataFolder) -> None:
    data.model("2020/a")
    before = data.state()
    assert refused(data.ask("schema", "model", "--output", str(data.root / "models" / "2020")))
    assert refused(data.ask("schema", "model", "--output", str(data.root / "models")))
    assert data.state() == before


def test_a_kind_that_is_none_is_answered_with_those_there_are() -> None:
    said = danvan("schema", "thing")
    assert said.code == 2
    assert "figures" in said.err


def refused(said: CommandResult) -> bool:
    return said.code == 2 and "records" in said.err
