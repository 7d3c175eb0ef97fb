"""Two records of one thing become one: nothing that either stated is lost, and references find the one that is left."""

from typing import Any

import pytest
import yaml

from tests.helpers.data_folder import DataFolder

ONE = """\
# mô hình của tổ
title: Tổ dân vận khéo  # tên
unit: xa-a
kind: tap-the
tags: [a, b]
extra: {so: "1"}
"""
TWO = """\
# bản thứ hai
title: Tổ Dân vận khéo xã An Hòa
unit: xa-a
kind: tap-the
field: kinh-te
content: |
  nội dung   # không phải ghi chú
tags: [b, c]
extra: {khac: "2", so: "1"}
replicates: mot
source: biên bản
"""
AWARD = "{kind: mo-hinh, model: hai, recipient: Tổ }  # lời\n"
KEEP = ("merge", "mot", "hai", "--keep", "title")


@pytest.fixture
def twice(data: DataFolder) -> DataFolder:
    data.write("models/2020/mot.yaml", ONE)
    data.write("models/2020/hai.yaml", TWO)
    data.evaluation("2020/mot.huyen", rating="tot", recognized=True, results={"hien-dat": 500})
    data.write("evaluations/2020/hai.huyen.yaml", "rating: tot # h\ndecision: 12-QĐ/HU\nresults: {ngay-cong: 30}\n")
    data.write("evaluations/2020/hai.xa.yaml", "# xã\nrating: kha # khá\nrecognized: true\ndecision: 1-QĐ/ĐU\n")
    data.award("2020/cua-hai", model="hai", recipient="X")
    data.write("awards/2021/cua-hai-nua.yaml", AWARD)
    data.model("2021/tiep", title="Tiếp", continues="hai")
    data.model("2020/chep", title="Chép", replicates="hai")
    return data


def _files(data: DataFolder) -> dict[str, str]:
    return {path: (content or b"").decode() for path, (content, *_) in data.state().items() if path.endswith(".yaml")}


def _stated(data: DataFolder, path: str) -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load((data.root / path).read_bytes())
    return values


def _problems(data: DataFolder) -> list[tuple[str, str]]:
    return [(problem["code"], problem["path"]) for problem in data.ask("check", "--format", "json").json["problems"]]


def _merge(data: DataFolder, *typed: str) -> None:
    known = {code for code, _ in _problems(data)}
    said = data.ask(*typed)
    assert said.code == 0, said.err
    assert {code for code, _ in _problems(data)} <= known


def _refused(data: DataFolder, code: int, *typed: str) -> str:
    before = _files(data)
    said = data.ask(*typed)
    assert said.code == code
    assert _files(data) == before
    return said.err


def test_what_only_one_says_is_kept_and_lists_and_mappings_are_united(twice: DataFolder) -> None:
    _merge(twice, *KEEP)
    assert _stated(twice, "models/2020/mot.yaml") == {
        "title": "Tổ dân vận khéo",
        "unit": "xa-a",
        "kind": "tap-the",
        "field": "kinh-te",
        "tags": ["a", "b", "c"],
        "content": "nội dung   # không phải ghi chú\n",
        "source": "biên bản",
        "extra": {"so": "1", "khac": "2"},
    }
    assert _stated(twice, "evaluations/2020/mot.huyen.yaml") == {
        "rating": "tot",
        "recognized": True,
        "decision": "12-QĐ/HU",
        "results": {"hien-dat": 500, "ngay-cong": 30},
    }


def test_the_first_records_comments_stay_and_the_second_is_put_away_as_it_was(twice: DataFolder) -> None:
    before = _files(twice)
    _merge(twice, *KEEP)
    assert all(comment in _files(twice)["models/2020/mot.yaml"] for comment in ("# mô hình của tổ", "# tên"))
    for path in ("models/2020/hai.yaml", "evaluations/2020/hai.huyen.yaml", "evaluations/2020/hai.xa.yaml"):
        assert path not in _files(twice)
        assert _files(twice)[f"removed/{path}"].endswith(before[path])


def test_evaluations_and_references_follow(twice: DataFolder) -> None:
    before = _files(twice)
    _merge(twice, *KEEP)
    after = _files(twice)
    assert after["evaluations/2020/mot.xa.yaml"] == before["evaluations/2020/hai.xa.yaml"]
    assert after["awards/2021/cua-hai-nua.yaml"] == AWARD.replace("hai", "mot")
    keys = {"awards/2020/cua-hai": "model", "models/2021/tiep": "continues", "models/2020/chep": "replicates"}
    assert [_stated(twice, f"{path}.yaml")[key] for path, key in keys.items()] == ["mot"] * 3


def test_what_is_counted_is_one_model_less_and_nothing_else(twice: DataFolder) -> None:
    def totals() -> list[float | None]:
        of_models = [twice.total(measure, "--year", "2020") for measure in ("registered", "recognized", "awards")]
        return [
            *of_models,
            *(twice.total("results", "--year", "2020", "--where", f"indicator={flow}") for flow in FLOWS),
        ]

    assert totals() == [3, 2, 1, 500, 30]
    _merge(twice, *KEEP)
    assert totals() == [2, 1, 1, 500, 30]


FLOWS = ("hien-dat", "ngay-cong")


def test_where_they_differ_all_that_is_to_be_chosen_is_named_and_nothing_is_written(twice: DataFolder) -> None:
    twice.write("evaluations/2020/hai.huyen.yaml", "rating: kha\nresults: {hien-dat: 40}\n")
    said = _refused(twice, 2, "merge", "mot", "hai")
    assert all(key in said for key in ("title", "huyen.rating", "huyen.results.hien-dat"))
    assert "· Rating (huyen.rating)" in said  # behind what the level is called
    assert "huyen.Rating" not in said
    assert "--giu ten | --lay ten, --giu huyen.xep-loai" in twice.ask(
        "merge", "mot", "hai", "--lang", "vi"
    ).err.replace("\n  ", " ")
    _merge(twice, *KEEP, "--take", "huyen.results.hien-dat", "--keep", "huyen.rating")
    merged = _stated(twice, "evaluations/2020/mot.huyen.yaml")
    assert (merged["rating"], merged["results"]) == ("tot", {"hien-dat": 40})


def test_the_value_taken_is_the_other_ones(twice: DataFolder) -> None:
    _merge(twice, "merge", "mot", "hai", "--take", "title")
    assert _stated(twice, "models/2020/mot.yaml")["title"] == "Tổ Dân vận khéo xã An Hòa"


def test_either_record_may_be_the_one_that_stays(twice: DataFolder) -> None:
    title = _stated(twice, "models/2020/hai.yaml")["title"]
    _merge(twice, "merge", "hai", "mot", "--keep", "title")
    assert _stated(twice, "models/2020/hai.yaml")["title"] == title


def test_a_key_that_no_record_has_is_refused(twice: DataFolder) -> None:
    assert "title" in _refused(twice, 2, *KEEP, "--take", "titel")


def test_no_record_comes_to_copy_itself(twice: DataFolder) -> None:
    twice.write("models/2020/mot.yaml", ONE + "replicates: hai\n")
    twice.write("models/2020/hai.yaml", TWO.replace("replicates: mot", "replicates: chep"))
    _merge(twice, *KEEP)
    assert _stated(twice, "models/2020/mot.yaml")["replicates"] == "chep"


@pytest.mark.parametrize(("side", "awards", "proposed"), [("--keep", 1, 1), ("--take", 0, 1)])
def test_what_an_award_says_by_silence_is_chosen_too(side: str, awards: int, proposed: int, data: DataFolder) -> None:
    data.award("2020/mot", recipient="Y")
    data.award("2020/hai", recipient="Y", status="de-nghi", proposal="1-TTr/BDV")
    assert "status" in _refused(data, 2, "merge", "mot", "hai")
    _merge(data, "merge", "mot", "hai", side, "status")
    assert [data.total(measure, "--year", "2020") for measure in ("awards", "proposed")] == [awards, proposed]


def test_a_record_that_stands_for_several_and_one_that_stands_for_itself_differ(data: DataFolder) -> None:
    data.model("2020/mot", title="Tổng")
    data.model("2020/hai", title="Tổng", count=12)
    assert "count" in _refused(data, 2, "merge", "mot", "hai")
    _merge(data, "merge", "mot", "hai", "--take", "count")
    assert data.total("registered", "--year", "2020") == 12


@pytest.mark.parametrize("names", [("mot", "mot"), ("mot", "tiep"), ("mot", "cua-hai"), ("mot", "nope")])
def test_what_is_not_two_records_of_one_kind_and_year_is_refused(names: tuple[str, str], twice: DataFolder) -> None:
    _refused(twice, 2, "merge", *names)


@pytest.mark.parametrize("path", ["models/2020/hai.yaml", "evaluations/2020/hai.xa.yaml", "models/2022/khac.yaml"])
def test_a_file_that_cannot_be_read_and_may_refer_to_it_stops_the_work(path: str, twice: DataFolder) -> None:
    twice.write(path, "continues: hai\ntitle: [\n")
    assert path in _refused(twice, 1, *KEEP)


def test_a_dry_run_writes_nothing(twice: DataFolder) -> None:
    before = twice.state()
    said = twice.ask(*KEEP, "--dry-run")
    assert (said.code, twice.state()) == (0, before)
    assert "+ removed/models/2020/hai.yaml" in said.out


def test_what_was_merged_is_merged_and_no_record_whose_id_holds_its_own(data: DataFolder) -> None:
    for name in ("mot", "hai", "hai-muoi"):
        data.model(f"2020/{name}")
    assert data.ask("merge", "mot", "hai").code == 0
    before = _files(data)
    for name in ("hai", "models/2020/hai.yaml", "hai.yaml"):
        said = data.ask("merge", "mot", name, "--yes")
        assert (said.code, said.out) == (0, "Nothing to change: it is done already.\n")
        assert "hai was merged into mot on " in said.err
        assert "removed/models/2020/hai.yaml" in said.err
    assert _files(data) == before


def test_what_was_merged_into_another_record_or_removed_is_refused(data: DataFolder) -> None:
    for name in ("mot", "hai", "hai-muoi", "ba", "ba-muoi"):
        data.model(f"2020/{name}")
    assert data.ask("merge", "mot", "hai").code == 0
    assert data.ask("remove", "ba", "--reason", "nhầm").code == 0
    assert "hai was merged into mot on" in _refused(data, 2, "merge", "hai-muoi", "hai")
    assert "ba was removed on" in _refused(data, 2, "merge", "mot", "ba")
    assert "hai was merged into mot on" in _refused(data, 2, "set", "hai", "field=kinh-te")
    assert "ba was removed on" in _refused(data, 2, "end", "ba", "--on", "2020")


def test_an_id_that_is_in_use_again_is_meant_itself(data: DataFolder) -> None:
    data.model("2020/mot")
    data.model("2020/hai")
    assert data.ask("merge", "mot", "hai").code == 0
    data.model("2020/hai", field="kinh-te")
    assert data.ask("merge", "mot", "hai", "--yes").code == 0
    assert _stated(data, "models/2020/mot.yaml")["field"] == "kinh-te"
    assert "removed/models/2020/hai-2.yaml" in data.ask("merge", "mot", "hai").err


@pytest.mark.parametrize("chosen", ["rating", "note", "tags", "results", "tinh.rating"])
def test_a_side_of_what_is_in_no_dispute_is_refused_with_what_is(twice: DataFolder, chosen: str) -> None:
    twice.write("evaluations/2020/hai.huyen.yaml", "rating: kha\nresults: {hien-dat: 30}\n")
    said = _refused(twice, 2, "merge", "mot", "hai", "--take", chosen)
    assert f"do not differ in {chosen}" in said
    assert "They differ in: title, huyen.rating, huyen.results.hien-dat." in said


def test_a_side_whose_value_stands_undisputed_has_the_effect_that_was_meant(twice: DataFolder) -> None:
    assert "differ in field" in _refused(twice, 2, *KEEP, "--keep", "field")
    _merge(twice, *KEEP, *("--take", "kind", "--take", "field", "--take", "xa.rating"))
    twice.model("2020/ba", title="Tổ dân vận khéo", kind="tap-the", unit="xa-a")
    assert "nor elsewhere" in _refused(twice, 2, "merge", "mot", "ba", "--take", "huyen.rating")


def test_two_sides_of_one_key_are_refused(twice: DataFolder) -> None:
    assert "given twice" in _refused(twice, 2, "merge", "mot", "hai", "--take", "title", "--keep", "title")
    assert "given twice" in _refused(twice, 2, "merge", "mot", "hai", "--take", "title", "--keep", "ten")
