"""What a list shows of each record, and in which groups: always the records and the total of the bare list."""

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.counting.measures import MEASURES, NOT_ADDITIVE
from danvan_cli.counting.shown_columns import meanings
from tests.helpers.data_folder import DataFolder
from tests.helpers.laws import costly_cases
from tests.helpers.program import danvan
from tests.helpers.questions import asked_long_after
from tests.oracle.count import dimensions
from tests.oracle.strategies import folders, questions
from tests.oracle.written_folders import write

ANNEX = "title,unit,person,rating,level,decision,decided_on,awards"


@pytest.fixture
def folder(data: DataFolder) -> DataFolder:
    """A model that two levels found something about, one that nobody did, and awards of all sorts."""
    data.model("2020/2020-cho", title="Chợ xanh", person="Lê Hòa", kind="ca-nhan", note="Đường\nmới", extra={"so": "5"})
    data.model("2020/2020-ben", title="Bến đò an toàn", unit="xa-b", level="huyen")
    xa = {"rating": "kha", "recognized": True, "decision": "05-QĐ/ĐU", "decided_on": "2020-11"}
    huyen = {"rating": "tot", "recognized": True, "decision": "12-QĐ/HU", "decided_on": "2020-12-07"}
    data.evaluation("2020/2020-cho.xa", **xa, results={"tien": 5, "hien-dat": 120})
    data.evaluation("2020/2020-cho.huyen", **huyen)
    given = {"model": "2020-cho", "form": "giay-khen", "authority": "huyen-x"}
    data.award("2020/2020-khen", recipient="Lê Hòa", unit="xa-a", **given, decision="13-QĐ")
    data.award("2021/2021-khen", recipient="Lê Hòa", model="2020-cho")
    data.award("2020/2020-xin", recipient="Lê Hòa", **given, status="de-nghi")
    data.award("2020/2020-bo", recipient="Lê Hòa", **given, revoked_on="2020-12-30")
    data.activity("2020/2020-hop", form="doi-thoai", participants=120, model="2020-ben", outcome="Đã hứa")
    return data


def _records(folder: DataFolder, *typed: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = folder.json("list", *typed)["records"]
    return records


def _cells(folder: DataFolder, *typed: str, year: str = "2020") -> list[list[str]]:
    said = folder.ask("list", *typed, "--year", year, "--format", "csv", "--lang", "vi")
    assert (said.code, said.err) == (0, "")
    return [line.split(",") for line in said.out.removeprefix("\ufeff").splitlines()]


# Whose values


def test_of_what_evaluations_say_the_counted_one_is_shown(folder: DataFolder) -> None:
    assert _cells(folder, "recognized", "--show", "rating,level,decision,decided_on")[1:] == [
        ["1", "Tốt", "Cấp huyện", "12-QĐ/HU", "07/12/2020"]
    ]
    of_commune = _cells(folder, "recognized", "--where", "level=xa", "--show", "rating,level,decision,decided_on")
    assert of_commune[1:] == [["1", "Khá", "Cấp xã", "05-QĐ/ĐU", "11/2020"]]


def test_of_a_registered_model_each_level_says_its_own_and_what_they_agree_on_once(folder: DataFolder) -> None:
    rows = _cells(folder, "registered", "--show", "title,level,rating,recognized,evaluation.level")
    assert rows[1] == ["1", "Chợ xanh", "Cấp xã", "Cấp huyện: Tốt; Cấp xã: Khá", "có", "Cấp huyện; Cấp xã"]
    assert rows[2] == ["2", "Bến đò an toàn", "Cấp huyện", "", "", ""]
    shown = _records(folder, "registered", "--year", "2020", "--show", "rating,level,decided_on,recognized")
    assert (shown[0]["rating"], shown[0]["level"]) == (["tot", "kha"], "xa")
    assert (shown[0]["decided_on"], shown[0]["recognized"]) == (["2020-12-07", "2020-11"], [True, True])
    assert [shown[1][key] for key in ("rating", "level", "decided_on")] == [None, "huyen", None]


def test_awards_are_those_that_were_given_whenever(folder: DataFolder) -> None:
    written = folder.ask("list", "recognized", "--year", "2020", "--show", ANNEX, "--format", "plain", "--lang", "vi")
    assert "Giấy khen (Huyện Xuân Lộc, 13-QĐ); Khen thưởng" in written.out
    shown = _records(folder, "recognized", "--year", "2020", "--show", ANNEX)[0]
    none = {"form": None, "authority": None, "decision": None, "decided_on": None}
    first = {"id": "2020-khen", **none, "form": "giay-khen", "authority": "huyen-x", "decision": "13-QĐ"}
    assert shown["awards"] == [first, {"id": "2021-khen", **none}]
    assert list(shown) == ["id", "path", "title", "value", *ANNEX.split(",")[1:]]
    assert shown["unit"] == "xa-a"


def test_an_award_has_its_own_keys_and_those_of_its_model(folder: DataFolder) -> None:
    shown = _records(folder, "awards", "--year", "2021", "--show", "recipient,title,person,rating,status,model,id")
    own = {"id": "2021-khen", "path": "awards/2021/2021-khen.yaml", "title": "Lê Hòa", "value": 1}
    of_model = {"model.title": "Chợ xanh", "person": "Lê Hòa", "rating": ["tot", "kha"]}
    assert shown == [{**own, "recipient": "Lê Hòa", **of_model, "status": "da-tang", "model": "2020-cho"}]
    assert _cells(folder, "awards", "--show", "title,model", year="2021")[1:] == [["1", "Chợ xanh", "Chợ xanh"]]


def test_what_the_index_does_not_hold_is_read_from_the_files_of_the_state_that_is_asked_of(folder: DataFolder) -> None:
    commit = folder.commit("2021-01-15")
    folder.model("2020/2020-cho", title="Chợ xanh", note="Khác")
    asked = ("registered", "--year", "2020", "--show", "note,extra.so,results.hien-dat")
    before, after = _records(folder, *asked, "--revision", commit)[0], _records(folder, *asked)[0]
    assert (before["note"], before["extra.so"], before["results.hien-dat"]) == ("Đường\nmới", "5", [None, 120])
    assert (after["note"], after["extra.so"]) == ("Khác", None)
    assert _cells(folder, *asked[:1], "--show", "note,results.hien-dat")[:2] == [
        ["STT", "Ghi chú", "Hiến đất (m²)"],
        ["1", "Khác", "120"],
    ]


def test_units_and_activities_have_keys_of_their_own(folder: DataFolder) -> None:
    assert _cells(folder, "units", "--show", "name,parent")[1] == ["1", "Xã An Hòa", "Huyện Xuân Lộc"]
    assert _cells(folder, "activities", "--show", "title,form,outcome,model")[1] == [
        *("1", "Đối thoại", "Đối thoại", "Đã hứa", "Bến đò an toàn"),
    ]


def test_a_broken_file_whose_values_are_shown_is_named(folder: DataFolder) -> None:
    folder.write("evaluations/2020/2020-ben.xa.yaml", "rating: [\n")
    assert folder.ask("list", "registered", "--year", "2020").code == 0
    said = folder.ask("list", "registered", "--year", "2020", "--show", "title,rating")
    assert said.code == 1
    assert "evaluations/2020/2020-ben.xa.yaml" in said.err


# What it is called


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("decided-on", "decided_on"),
        ("ngay-quyet-dinh", "decided_on"),
        ("Ngày quyết định", "decided_on"),
        ("cap", "level"),
        ("doi-tuong", "audience"),
        ("khen-thuong.quyet-dinh", "award.decision"),
        ("award.decision", "award.decision"),
        ("awards.decision", "award.decision"),
        ("Khen thưởng.Quyết định", "award.decision"),
        ("khen-thuong", "awards"),
        ("ket-qua.hien-dat", "results.hien-dat"),
        ("results.Hiến đất", "results.hien-dat"),
        ("unit.huyen", "unit.huyen"),
        ("don-vi.huyen", "unit.huyen"),
        ("month", "month"),
    ],
)
def test_a_column_is_known_by_key_option_and_label(typed: str, key: str, folder: DataFolder) -> None:
    said = folder.ask("list", "recognized", "--year", "2020", "--show", typed, "--format", "json", "--lang", "vi")
    assert said.code == 0, said.err
    assert list(json.loads(said.out)["records"][0])[4:] == [key]


def test_a_name_that_means_nothing_is_refused_with_what_there_is(folder: DataFolder) -> None:
    said = folder.ask("list", "awards", "--show", "recipient,desicion")
    assert said.code == 2
    assert "Nearest: decision." in said.err
    assert "recipient, position" in said.err
    assert folder.ask("list", "registered", "--show", "results.hien-dta").code == 2
    in_vietnamese = folder.ask("list", "awards", "--show", "x", "--lang", "vi").err
    assert ", ma. " in in_vietnamese
    assert ", id. " not in in_vietnamese
    assert folder.ask("list", "awards", "--show", "ma", "--format", "csv").out == _ids_of_awards(folder)


def _ids_of_awards(folder: DataFolder) -> str:
    return folder.ask("list", "awards", "--show", "id", "--format", "csv").out


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_each_measure_has_a_built_in_choice_that_it_knows(measure: Any) -> None:  # noqa: ANN401 - pytest's ids want it
    assert set(measure.shown) <= set(meanings(measure))


# Groups


def test_groups_stand_in_order_with_their_own_numbers_and_subtotals(folder: DataFolder) -> None:
    folder.model("2020/2020-gop", title="Gộp", unit="xa-b", count=16)
    said = folder.ask("list", "registered", "--year", "2020", "--group", "unit", "--format", "plain", "--lang", "vi")
    lines = [line.split() for line in said.out.splitlines()[3:-2]]
    assert [line[:3] for line in lines] == [
        *(["I", "Xã", "An"], ["1", "Chợ", "xanh"], ["II", "Xã", "Bình"], ["1", "Bến", "đò"], ["2", "Gộp", "Tập"]),
        ["Tổng", "18"],
    ]
    assert (lines[0][-1], lines[2][-1]) == ("1", "17")
    rows = _cells(folder, "registered", "--group", "unit", "--show", "title")
    assert rows == [
        ["STT", "Đơn vị", "Tên mô hình", "Số lượng"],
        ["1", "Xã An Hòa", "Chợ xanh", "1"],
        ["2", "Xã Bình Hòa", "Bến đò an toàn", "1"],
        ["3", "Xã Bình Hòa", "Gộp", "16"],
    ]


@pytest.fixture(scope="module")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 - a generator
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


@pytest.mark.usefixtures("_own_cache")
@costly_cases(3)
@given(data=st.data())
def test_columns_and_groups_leave_records_and_total_as_they_are(data: st.DataObject) -> None:
    """The rows of each group add up to what `tally --by` counts there."""
    folder = data.draw(folders())
    with TemporaryDirectory() as home:
        write(folder, Path(home))
        for _ in range(4):
            question = data.draw(questions(folder))
            measure = MEASURES[question.measure]
            names = [name for name in dimensions(folder, question.measure) if name != "indicator"]
            group = data.draw(st.sampled_from(names))
            columns = data.draw(st.lists(st.sampled_from(sorted(meanings(measure))), max_size=6, unique=True))
            first, last = question.years
            typed = [question.measure, "--year", f"{first}-{last}"]
            typed += [part for where in question.where for part in ("--where", where)]
            typed += ["--units", "now"] if question.units_now else []
            show = ["--show", ",".join(columns)] if columns else []
            bare, shown = _ask(home, "list", *typed), _ask(home, "list", *typed, *show)
            assert [*map(_identity, shown["records"])] == [*map(_identity, bare["records"])]
            assert shown["total"] == bare["total"]
            grouped, tallied = (
                _ask(home, "list", *typed, *show, "--group", group),
                _ask(home, "tally", *typed, "--by", group),
            )
            assert grouped["total"] == tallied["total"]
            if group not in ("status", "tag") and measure not in NOT_ADDITIVE:
                assert Counter(map(_identity, grouped["records"])) == Counter(map(_identity, bare["records"]))
            assert _sums(grouped["records"], group, tallied["by"]) == _sums(tallied["rows"], group, tallied["by"])


def _ask(home: str, *typed: str) -> Any:  # noqa: ANN401 - JSON is whatever it is
    said = danvan(*typed, "--format", "json", "--data", home)
    assert said.code == 0, said.err
    return said.json


def _identity(record: dict[str, Any]) -> tuple[object, ...]:
    return (*(record[key] for key in ("id", "path", "title", "value")), record.get("indicator"))


def _sums(rows: list[dict[str, Any]], group: str, by: list[str]) -> Counter[tuple[object, ...]]:
    """Return the sums of a group's rows by what `tally` says it counted by.

    A row of a list always says its indicator; `tally` counts by indicators only where its conditions leave several.
    """
    keys = [group, *({"indicator"} & set(by))]
    sums: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        sums[tuple(row[key] for key in keys)] += round(row["value"] * 100)
    return +sums


def test_rows_of_one_indicator_add_up_to_what_tally_counts(folder: DataFolder) -> None:
    """So they do where the conditions leave one indicator, by which nobody has to count, and where they leave more."""
    asked = ("results", "--year", "2020")
    for where in ((), ("--where", "indicator=hien-dat"), ("--where", "indicator=hien-dat,tien")):
        grouped = folder.json("list", *asked, *where, "--group", "rating")
        tallied = folder.json("tally", *asked, *where, "--by", "rating")
        several = where[-1:] != ("indicator=hien-dat",)
        assert tallied["by"] == (["rating", "indicator"] if several else ["rating"])
        sums = _sums(grouped["records"], "rating", tallied["by"])
        assert (
            sums
            == _sums(tallied["rows"], "rating", tallied["by"])
            == ({("kha", "hien-dat"): 12000, ("kha", "tien"): 500} if several else {("kha",): 12000})
        )


def test_the_name_of_an_award_is_whose_it_is(folder: DataFolder) -> None:
    assert _cells(folder, "awards", "--show", "ten,form", year="2020")[1:][0][1] == "Lê Hòa"
    folder.award("2020/2020-le", recipient="Trần Bình", unit="xa-a", form="bang-khen", authority="huyen-x")
    rows = _cells(folder, "awards", "--show", "ten", year="2020")[1:]
    assert [row[-1] for row in rows] == ["Lê Hòa", "Trần Bình"]
