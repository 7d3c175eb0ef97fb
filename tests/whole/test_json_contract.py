"""The keys of the JSON, their order and the kinds of their values: other programs depend on them."""

from typing import Any

import pytest

from danvan_cli.counting.measures import MEASURES
from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan

TABLE = [
    *("schema", "measure", "year", "as_of", "count", "by", "where", "rows", "total"),
    *("complete", "evidence", "revision"),
]
EVIDENCE = ["records", "grouped", "undecided", "unsent", "unread", "errors", "warnings", "at", "unsaved"]
NOT_ASKED_FOR = dict.fromkeys(EVIDENCE[5:])
VERSUS = ["vs", "vs_total", "change", "percent"]
BASES = {"registered", "surveyed", "rated", "effective", "nominated", "recognized", "outstanding", "results"}
UNLIKE = ("results", "activity_results")  # amounts of several indicators
EVALUATED = ["year", "unit", "kind", "tag", "level", "field", "movement", "origin", "rating", "decision"]
AWARDED = ["year", "unit", "kind", "tag", "level", "form", "authority", "purpose", "status", "decision"]
HELD = ["year", "unit", "tag", "form"]
SPANS = ["month", "quarter"]
DIMENSIONS = {
    **{measure: [*EVALUATED[:8], *SPANS] for measure in ("registered", "active", "units")},
    **{
        measure: [*EVALUATED, *SPANS]
        for measure in ("surveyed", "rated", "effective", "nominated", "recognized", "outstanding")
    },
    "results": [*EVALUATED, "indicator"],
    **{measure: [*AWARDED, *SPANS] for measure in ("awards", "proposed", "recipients")},
    **{measure: [*HELD, *SPANS] for measure in ("activities", "participants")},
    "running": HELD,
    "activity_results": [*HELD, "indicator"],
}
Document = dict[str, Any]


@pytest.fixture
def folder(data: DataFolder) -> DataFolder:
    """Records of two years that say everything a dimension can be asked of, and one that says nothing."""
    said = {"field": "kinh-te", "movement": "dan-van-kheo", "origin": "moi", "tags": ["điểm"]}
    data.model("2019/2019-to", **said)
    data.model("2020/2020-to", **said, continues="2019-to", registered_on="2020-03-01")
    data.model("2020/2020-nhom", kind="khong-ro", unit="xa-b", count=3)
    found = {"surveyed_on": "2020-10", "rating": "tot", "recognized": True, "outstanding": True, "decision": "12-QĐ"}
    found |= {"proposal": "01-TTr", "proposed_on": "2020-09-01", "rated_on": "2020-10", "decided_on": "2020-11"}
    data.evaluation("2020/2020-to.xa", **found, results={"tien": 0.5, "hien-dat": 120})
    data.evaluation("2020/2020-nhom.huyen", recognized=True, results={"tien": 2})
    given = {"form": "giay-khen", "authority": "huyen-x", "purpose": "dan-van-kheo", "decision": "13-QĐ"}
    data.award("2020/2020-khen", recipient="Lê Hòa", unit="xa-a", proposal="01-TTr", tags=["điểm"], **given)
    data.award("2020/2020-khong-ten", count=4)
    held = {"form": "doi-thoai", "held_on": "2020-05-12", "until_year": 2021, "participants": 120, "tags": ["điểm"]}
    data.activity("2020/2020-doi-thoai", **held, results={"tien": 0.5, "hien-dat": 120})
    data.activity("2020/2020-khac", title="Khác", count=2)
    return data


def test_the_example_of_the_contract_comes_out_to_the_letter(data: DataFolder) -> None:
    for name, kind, level, count in (
        ("a", "tap-the", "huyen", 45),
        ("b", "ca-nhan", "huyen", 1),
        ("c", "tap-the", "xa", 16),
    ):
        data.model(f"2020/{name}", kind=kind, count=count)
        data.evaluation(f"2020/{name}.{level}", recognized=True)
    found = data.json("tally", "recognized", "--year", "2020", "--by", "level,kind")
    assert found == {
        "schema": 1,
        "measure": "recognized",
        "year": "2020",
        "as_of": None,
        "count": "yearly",
        "by": ["level", "kind"],
        "where": [],
        "rows": [
            {"level": "huyen", "kind": "tap-the", "value": 45},
            {"level": "huyen", "kind": "ca-nhan", "value": 1},
            {"level": "xa", "kind": "tap-the", "value": 16},
        ],
        "total": 62,
        "complete": True,
        "evidence": {"records": 3, "grouped": 2, "undecided": 3, "unsent": 1, "unread": 0, **NOT_ASKED_FOR},
        "revision": None,
    }
    assert list(found) == TABLE


# Every measure


@pytest.mark.parametrize("measure", MEASURES)
def test_a_tally_has_these_keys_in_this_order(measure: str, folder: DataFolder) -> None:
    found = folder.json("tally", measure, "--year", "2020")
    assert list(found) == TABLE
    assert (found["schema"], found["measure"], found["year"], found["as_of"]) == (1, measure, "2020", None)
    assert found["count"] == ("yearly" if measure in BASES else None)
    assert (found["where"], found["complete"], found["revision"]) == ([], True, None)
    if measure in UNLIKE:
        assert (found["by"], found["total"]) == (["indicator"], None)
    else:
        assert (found["by"], found["rows"]) == ([], [{"value": found["total"]}])
        assert type(found["total"]) is int
        assert found["total"] > 0


@pytest.mark.parametrize("measure", MEASURES)
def test_rows_are_keyed_by_every_dimension_the_measure_has(measure: str, folder: DataFolder) -> None:
    assert list(MEASURES[measure].dimensions) == DIMENSIONS[measure]
    for name in DIMENSIONS[measure]:
        found = folder.json("tally", measure, "--year", "2020", "--by", name)
        keys = [name] if measure not in UNLIKE or name == "indicator" else [name, "indicator"]
        assert found["by"] == keys
        assert found["rows"]
        for row in found["rows"]:
            assert list(row) == [*keys, "value"]
            assert type(row["value"]) in (int, float)
            assert row[name] is None or isinstance(row[name], int if name == "year" else str)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_list_has_these_keys_and_the_same_total(measure: str, folder: DataFolder) -> None:
    found = folder.json("list", measure, "--year", "2020")
    assert list(found) == ["schema", "records", "total"]
    keys = ["id", "path", "title", "value", *(["indicator"] if measure in UNLIKE else [])]
    assert [list(record) for record in found["records"]] == [keys] * len(found["records"])
    for record in found["records"]:
        assert (folder.root / record["path"]).is_file()
        assert type(record["value"]) in (int, float)
    assert found["total"] == folder.json("tally", measure, "--year", "2020")["total"]
    if measure not in UNLIKE:
        assert sum(record["value"] for record in found["records"]) == found["total"]


@pytest.mark.parametrize("measure", MEASURES)
def test_a_number_says_what_it_rests_on(measure: str, folder: DataFolder) -> None:
    evidence = folder.json("tally", measure, "--year", "2020")["evidence"]
    assert list(evidence) == EVIDENCE
    assert all(type(evidence[key]) is int for key in EVIDENCE[:5])
    assert {key: evidence[key] for key in NOT_ASKED_FOR} == NOT_ASKED_FOR
    listed = folder.json("list", measure, "--year", "2020")["records"]
    if measure not in ("units", "recipients"):
        assert evidence["records"] == len({record["path"] for record in listed})


def test_the_state_of_the_folder_is_told_where_it_is_asked_for(folder: DataFolder) -> None:
    commit = folder.commit("2021-01-15")
    folder.model("2020/2020-moi")
    evidence = folder.json("tally", "registered", "--year", "2020", "--evidence")["evidence"]
    assert [type(evidence[key]) for key in ("errors", "warnings")] == [int, int]
    assert (evidence["at"], evidence["unsaved"]) == (commit, 1)


def test_the_overview_is_a_list_of_named_tables(folder: DataFolder) -> None:
    found = folder.json("tally", "--year", "2020")
    assert list(found) == ["schema", "tables"]
    names = [table["name"] for table in found["tables"]]
    assert len(names) == len(set(names)) > 3
    for table in found["tables"]:
        assert list(table) == ["schema", "name", *TABLE[1:]]
        assert all(list(row) == [*table["by"], "value"] for row in table["rows"])


# Single values


def test_names_stand_as_they_were_typed(folder: DataFolder) -> None:
    typed = ("--year", "2020", "--by", "cap,don-vi.xa", "--where", "loai=tập thể", "--where", "linh-vuc!=khac")
    found = folder.json("tong-hop", "cong-nhan", *typed)
    assert found["measure"] == "recognized"
    assert found["by"] == ["cap", "don-vi.xa"]
    assert found["where"] == ["loai=tập thể", "linh-vuc!=khac"]
    assert found["rows"] == [{"cap": "xa", "don-vi.xa": "xa-a", "value": 1}]


def test_numbers_are_numbers_whole_where_they_are(folder: DataFolder) -> None:
    found = folder.json("tally", "results", "--year", "2020", "--where", "indicator=tien")
    assert (found["total"], found["by"]) == (2.5, [])
    assert found["rows"] == [{"value": 2.5}]
    found = folder.json("tally", "results", "--year", "2020", "--where", "indicator=hien-dat")
    assert found["total"] == 120
    assert type(found["total"]) is int


def test_of_several_indicators_there_is_no_total(folder: DataFolder) -> None:
    found = folder.json("tally", "results", "--year", "2020")
    assert found["total"] is None
    assert found["rows"] == [{"indicator": "hien-dat", "value": 120}, {"indicator": "tien", "value": 2.5}]
    assert folder.json("list", "results", "--year", "2020")["total"] is None


def test_what_is_not_known_is_null_and_comes_last(folder: DataFolder) -> None:
    found = folder.json("tally", "registered", "--year", "2020", "--by", "field,tag")
    assert found["rows"] == [
        {"field": "kinh-te", "tag": "điểm", "value": 1},
        {"field": None, "tag": None, "value": 3},
    ]


def test_dates_and_periods_are_written_in_full(folder: DataFolder) -> None:
    found = folder.json("tally", "registered", "--year", "2019 - 2020", "--as-of", "2/2020")
    assert (found["year"], found["as_of"], found["total"]) == ("2019-2020", "2020-02-29", 4)
    found = folder.json("tally", "active", "--year", "2020", "--as-of", "29/02/2020")
    assert (found["year"], found["as_of"], found["count"]) == ("2020", "2020-02-29", None)


def test_the_basis_asked_for_is_repeated(folder: DataFolder) -> None:
    for basis in ("yearly", "each", "distinct"):
        assert folder.json("tally", "registered", "--count", basis, "--year", "2019-2020")["count"] == basis


def test_units_of_today_and_zeros_change_rows_not_keys(folder: DataFolder) -> None:
    found = folder.json("tally", "registered", "--year", "2020", "--by", "unit", "--units", "now", "--zeros")
    assert list(found) == TABLE
    assert found["rows"] == [
        {"unit": "huyen-x", "value": None},
        {"unit": "xa-a", "value": 1},
        {"unit": "xa-b", "value": 3},
    ]


def test_a_comparison_adds_its_keys_at_the_end(folder: DataFolder) -> None:
    found = folder.json("tally", "registered", "--year", "2020", "--vs", "2019", "--by", "unit")
    assert list(found) == [*TABLE, *VERSUS]
    assert found["rows"] == [
        {"unit": "xa-a", "value": 1, "vs": 1, "change": 0, "percent": 0.0},
        {"unit": "xa-b", "value": 3, "vs": 0, "change": 3, "percent": None},
    ]
    assert [found[key] for key in ("total", *VERSUS)] == [4, "2019", 1, 3, 300.0]
    found = folder.json("tally", "results", "--year", "2020", "--vs", "2019")
    assert [found[key] for key in ("total", *VERSUS)] == [None, "2019", 0, None, None]


def test_without_a_year_the_latest_that_has_records_is_asked(folder: DataFolder) -> None:
    assert folder.json("tally", "registered")["year"] == "2020"
    assert folder.json("tally", "registered", "--as-of", "2019-12-31")["year"] == "2019"
    folder.award("2023/khen")
    (folder.root / "models/2024").mkdir()
    folder.write("models/2024/.gitkeep", "")
    folder.write("figures/2025/bao.yaml", "claims: []\n")
    found = folder.json("tally", "registered")
    assert (found["year"], found["total"]) == ("2023", 0)


def test_a_folder_without_records_has_no_year(data: DataFolder) -> None:
    found = data.json("tally", "registered", "--by", "unit")
    assert list(found) == TABLE
    assert (found["year"], found["rows"], found["total"], found["complete"]) == (None, [], 0, True)
    assert data.json("list", "awards") == {"schema": 1, "records": [], "total": 0}
    assert data.json("tally", "registered", "--year", "2020")["year"] == "2020"
    data.write("figures/2019/bao.yaml", "claims: []\n")
    assert data.json("tally", "registered")["year"] == "2019"


# What cannot be asked

WRONG = {
    "unknown measure": ("tally", "registred"),
    "unknown dimension": ("tally", "registered", "--by", "colour"),
    "dimension lacking": ("tally", "registered", "--by", "form"),
    "dimension of awards lacking": ("tally", "awards", "--where", "field=kinh-te"),
    "level of no unit": ("tally", "registered", "--by", "kind.xa"),
    "unknown level": ("tally", "registered", "--by", "unit.ap-chien-luoc"),
    "dimension twice": ("tally", "registered", "--by", "kind,loai"),
    "no condition": ("tally", "registered", "--where", "kind"),
    "a condition without key": ("tally", "registered", "--where", "=tap-the"),
    "unknown value": ("tally", "registered", "--where", "kind=tap-teh"),
    "ambiguous unit": ("tally", "registered", "--where", "unit=hòa"),
    "unknown unit": ("tally", "registered", "--where", "unit=xa-z"),
    "unknown basis": ("tally", "registered", "--count", "once"),
    "no basis": ("tally", "awards", "--count", "each"),
    "basis lacking": ("tally", "results", "--count", "distinct"),
    "no day allowed": ("tally", "results", "--as-of", "2020-12-31"),
    "no date": ("tally", "registered", "--as-of", "31/02/2020"),
    "bad year": ("tally", "registered", "--year", "20"),
    "years reversed": ("tally", "registered", "--year", "2023-2021"),
    "bad year of comparison": ("tally", "registered", "--vs", "năm ngoái"),
    "year compared": ("tally", "registered", "--vs", "2019", "--by", "year"),
    "bad format": ("tally", "registered", "--format", "pdf"),
    "bad units": ("tally", "registered", "--units", "later"),
    "unknown option": ("tally", "registered", "--colour"),
    "too many words": ("tally", "registered", "awards"),
    "list without measure": ("list",),
    "list by": ("list", "registered", "--by", "unit"),
    "unknown command": ("talley",),
    "unknown language": ("tally", "registered", "--lang", "fr"),
    "overview with a filter": ("tally", "--count", "each"),
}


@pytest.mark.parametrize("typed", WRONG.values(), ids=WRONG)
def test_what_is_asked_wrongly_is_said_on_stderr_with_exit_2(typed: tuple[str, ...], folder: DataFolder) -> None:
    json = () if "--format" in typed or typed == ("talley",) else ("--format", "json")
    said = folder.ask(*typed, *json)
    assert (said.code, said.out) == (2, "")
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_a_refusal_names_what_there_is(folder: DataFolder) -> None:
    assert "level, field, movement, origin" in folder.ask(*WRONG["dimension lacking"]).err
    assert "registered" in folder.ask(*WRONG["unknown measure"]).err
    assert "tap-the" in folder.ask(*WRONG["unknown value"]).err
    both = folder.ask(*WRONG["ambiguous unit"]).err
    assert "xa-a" in both
    assert "xa-b" in both


def test_without_a_data_folder_the_place_is_named(folder: DataFolder) -> None:
    said = danvan("tally", "registered", "--data", str(folder.root / "nowhere"))
    assert (said.code, said.out) == (2, "")
    assert "nowhere" in said.err
