"""Several measures side by side: each column is what `tally` says, and what `list` opens."""

from pathlib import Path
from typing import Any

import pytest

from tests.helpers.data_folder import UNITS, DataFolder
from tests.helpers.program import danvan

_SAMPLE = Path(__file__).parents[2] / "data"
_ANNEX = "columns:\n  phu-luc:\n    - registered\n    - 'Cấp xã: recognized level=xa'\n"


@pytest.fixture
def year(data: DataFolder) -> DataFolder:
    """Three models of 2020: one recognized by ward and district, one by its ward; an award, and a unit with nothing."""
    data.write("units.yaml", UNITS + "- {id: xa-c, name: Xã C, level: xa, parent: huyen-x}\n")
    for name, unit in (("mot", "xa-a"), ("hai", "xa-a"), ("ba", "xa-b")):
        data.model(f"2020/{name}", title=name, unit=unit)
    for name, level, rating in (("mot", "xa", "tot"), ("mot", "huyen", "kha"), ("hai", "xa", "tot")):
        data.evaluation(f"2020/{name}.{level}", rating=rating, recognized=True)
    data.award("2020/khen", recipient="Lê Tám", unit="xa-b", form="giay-khen")
    return data


def _columns(data: DataFolder, *typed: str) -> dict[str, Any]:
    answer: dict[str, Any] = data.json("tally", "--year", "2020", *typed)
    return answer


def _by_unit(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return {row["unit"]: row[name] for row in answer["rows"]}


def test_each_column_has_its_own_conditions_and_totals(year: DataFolder) -> None:
    at_wards, good = "recognized level=xa", "recognized level=xa rating=tot"
    answer = _columns(year, "--by", "unit", "--column", "registered", "--column", at_wards, "--column", "awards")
    assert _by_unit(answer, "registered") == {"xa-a": 2, "xa-b": 1}
    assert _by_unit(answer, at_wards) == {"xa-a": 2, "xa-b": 0}
    assert _by_unit(answer, "awards") == {"xa-a": 0, "xa-b": 1}
    assert [(column["name"], column["total"], column["count"]) for column in answer["columns"]] == [
        ("registered", 3, "yearly"),
        (at_wards, 2, "each"),
        ("awards", 1, None),
    ]
    assert _columns(year, "--column", good)["columns"][0]["where"] == ["level=xa", "rating=tot"]


def test_what_all_columns_share_is_a_condition_of_the_table(year: DataFolder) -> None:
    answer = _columns(year, "--by", "unit", "--column", "registered", "--column", "awards", "--where", "unit=xa-b")
    assert (answer["where"], answer["rows"]) == (["unit=xa-b"], [{"unit": "xa-b", "registered": 1, "awards": 1}])


def test_a_unit_of_which_nothing_is_on_record_is_unknown_and_named(year: DataFolder) -> None:
    answer = _columns(year, "--by", "unit", "--column", "registered", "--column", "awards", "--zeros")
    assert _by_unit(answer, "awards")["xa-c"] is None
    assert _by_unit(answer, "awards")["xa-a"] == 0
    assert answer["evidence"]["unsent"] == 1
    assert "Xã C" in year.ask("tally", "--year", "2020", "--by", "unit").out


def test_what_days_and_periods_leave_out_is_said_of_each_measure(year: DataFolder) -> None:
    year.evaluation("2020/ba.xa", rating="tot", rated_on="2020-06-01")
    year.model("2020/gop", from_year="2018", count=9)
    asked = ("tally", "--by", "unit", "--as-of", "31/12/2020", "--column", "rated rating=tot", "--column", "registered")
    said = year.ask(*asked, "--column", "activities", "--format", "plain").out
    assert said.count("As of 2020-12-31") == 1
    assert "Rated: 2 state no day and are not counted here." in said  # of two models, whatever their rating
    assert "9 are known only as a total of 2018–2020" in said
    assert "Activities: no record yet, so how many there are is not known." in said


def test_where_nothing_is_counted_the_built_in_columns_are_few(year: DataFolder) -> None:
    heading = year.ask("tally", "--by", "unit", "--year", "2019", "--format", "csv").out.splitlines()[0]
    assert heading.split(",")[1:] == ["Registered", "Surveyed", "Awards"]


def test_a_unit_with_records_and_zeros_in_all_columns_is_named_where_it_has_no_row(year: DataFolder) -> None:
    asked = ("--by", "unit", "--column", "recognized", "--column", "awards form=co")
    assert _by_unit(_columns(year, *asked), "recognized") == {"xa-a": 2}  # JSON has the rows of the contract

    said = year.ask("tally", "--year", "2020", *asked).out
    assert "0 in every column, so they have no row: Xã Bình Hòa." in said
    assert "--zeros" in said
    for also in ("--zeros", "--where=unit=xa-a", "--by=kind"):
        assert "every column" not in year.ask("tally", "--year", "2020", *asked, also).out


def test_without_columns_a_table_by_unit_has_the_built_in_ones(year: DataFolder) -> None:
    answer = _columns(year, "--by", "unit")
    names = [column["name"] for column in answer["columns"]]
    assert names[:2] == ["registered", "surveyed"]
    assert {"rated rating=tot", "recognized level=xa", "awards"} <= set(names)
    assert _by_unit(answer, "rated rating=kha") == {"xa-a": 1, "xa-b": 0}
    assert "Surveyed" not in year.ask("tally", "--year", "2020", "--by", "unit").out.splitlines()[1]  # nothing was


def test_models_that_stand_in_several_columns_are_said(year: DataFolder) -> None:
    typed = ("tally", "--year", "2020", "--by", "unit", "--column", "recognized level=xa")
    assert "several levels" not in year.ask(*typed).out
    assert "1 models are recognized at several levels" in year.ask(*typed, "--column", "recognized level=huyen").out


def test_a_set_of_columns_is_kept_under_a_name(year: DataFolder) -> None:
    year.write("danvan.yaml", (year.root / "danvan.yaml").read_text("utf-8") + _ANNEX)
    answer = _columns(year, "--by", "unit", "--column", "phu-luc", "--column", "awards")
    assert [column["name"] for column in answer["columns"]] == ["registered", "Cấp xã", "awards"]
    assert not [problem for problem in year.json("check")["problems"] if problem["path"] == "danvan.yaml"]
    assert _by_unit(answer, "Cấp xã") == {"xa-a": 2, "xa-b": 0}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--column", "recognised level=xa"), "recognized"),
        (("--column", "awards", "--by", "field"), "Awards has no dimension"),
        (("--column", "registered", "--column", "registered"), "twice"),
        (("--column", "results"), "indicator="),
        (("--column", "registered", "--vs", "2019"), "--vs"),
        (("registered", "--column", "awards"), "not both"),
        (("--column", "awards rating=tot"), "rating"),
    ],
)
def test_what_makes_no_table_is_a_usage_error(year: DataFolder, typed: tuple[str, ...], said: str) -> None:
    answer = year.ask("tally", "--year", "2020", *typed)
    assert answer.code == 2
    assert said in answer.err


def test_one_indicator_adds_up(year: DataFolder) -> None:
    year.evaluation("2020/ba.xa", results={"hien-dat": 12.5})
    answer = _columns(year, "--by", "unit", "--column", "results indicator=hien-dat")
    assert answer["columns"][0]["total"] == 12.5
    assert answer["rows"] == [{"unit": "xa-b", "results indicator=hien-dat": 12.5}]


def test_a_record_that_cannot_be_read_is_named(year: DataFolder) -> None:
    year.write("models/2020/hong.yaml", "title: [\n")
    said = year.ask("tally", "--year", "2020", "--by", "unit", "--column", "registered", "--format", "json")
    assert (said.code, said.json["complete"]) == (1, False)


@pytest.mark.parametrize("by", ["unit", "unit.huyen", "kind", "unit,kind"])
def test_each_number_is_that_of_tally_and_of_what_it_opens(by: str) -> None:
    folder = ("--data", str(_SAMPLE), "--year", "2020", "--format", "json")
    answer = danvan("tally", "--by", by, *folder).json
    for column in answer["columns"]:
        conditions = [part for condition in column["where"] for part in ("--where", condition)]
        alone = danvan("tally", column["measure"], "--by", by, *conditions, *folder).json
        counted = {tuple(row[name] for name in answer["by"]): row["value"] for row in alone["rows"]}
        of_table = {tuple(row[name] for name in answer["by"]): row[column["name"]] for row in answer["rows"]}
        assert {key: number for key, number in of_table.items() if number} == counted
        opened = danvan("list", column["measure"], *conditions, *folder).json
        assert column["total"] == alone["total"] == opened["total"]


def test_the_files_for_papers_have_all_columns(year: DataFolder) -> None:
    for form in ("csv", "markdown", "html", "plain"):
        said = year.ask("tally", "--year", "2020", "--by", "unit", "--format", form)
        assert said.code == 0
        assert "Xã An Hòa" in said.out
        assert "Recognized · " in said.out
