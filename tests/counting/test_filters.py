"""What a filter keeps: a tally, its list, its table and its JSON agree about it."""

from collections.abc import Sequence

import pytest

from tests.helpers.data_folder import UNITS, DataFolder

_TAGS = {"mot": ["a"], "hai": ["a", "b"], "ba": ["b"], "khong": []}


@pytest.fixture
def tagged(data: DataFolder) -> DataFolder:
    """Models with a tag, with two, and without; the evaluation of one bears a tag of its own."""
    for name, tags in _TAGS.items():
        data.model(f"2020/{name}", title=name, **({"tags": tags} if tags else {}))
        data.evaluation(f"2020/{name}.xa", recognized=True, **({"tags": ["c"]} if name == "ba" else {}))
    return data


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ("tag=a", {"mot", "hai"}),
        ("tag!=a", {"ba", "khong"}),
        ("tag!=b", {"mot", "khong"}),
        ("tag!=a,b", {"khong"}),
        ("tag!=nobody bears it", {"mot", "hai", "ba", "khong"}),
        ("tag=", {"khong"}),
        ("tag!=", {"mot", "hai", "ba"}),
    ],
)
def test_not_a_tag_keeps_the_records_that_do_not_bear_it(tagged: DataFolder, where: str, kept: set[str]) -> None:
    asked = ("registered", "--year", "2020", "--where", where)

    assert tagged.total(*asked) == len(kept)
    assert {record["id"] for record in tagged.json("list", *asked)["records"]} == kept


def test_tags_of_the_evaluation_are_borne_as_well(tagged: DataFolder) -> None:
    asked = ("recognized", "--year", "2020", "--where", "tag!=c")

    assert {record["id"] for record in tagged.json("list", *asked)["records"]} == {"mot", "hai", "khong"}


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        ((), {"a": 2, "b": 2, None: 1}),
        (("tag!=a",), {"b": 1, None: 1}),
        (("tag=b",), {"a": 1, "b": 2}),
        (("tag=b", "tag!=a"), {"b": 1}),
    ],
)
def test_a_table_by_tag_shows_the_tags_of_what_is_kept(
    tagged: DataFolder, where: Sequence[str], rows: dict[str | None, int]
) -> None:
    filters = [part for condition in where for part in ("--where", condition)]
    answer = tagged.json("tally", "registered", "--year", "2020", "--by", "tag", *filters)

    assert {row["tag"]: row["value"] for row in answer["rows"]} == rows
    assert answer["where"] == list(where)


def test_a_part_of_several_decisions_names_them(data: DataFolder) -> None:
    data.model("2020/mot")
    for level, decision in (("xa", "12-QĐ/HU"), ("huyen", "13-QĐ/HU")):
        data.evaluation(f"2020/mot.{level}", recognized=True, decision=decision)

    said = data.ask("tally", "recognized", "--year", "2020", "--where", "decision=QĐ")

    assert (said.code, said.err.count("-QĐ/HU")) == (2, 2)


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        (("--by", "year"), [["2019", 0], ["2020", 1]]),
        (("--by", "kind", "--where", "kind="), []),
        (("--by", "kind", "--where", "kind!="), [["tap-the", 1], ["ca-nhan", 0], ["khong-ro", 0]]),
    ],
)
def test_empty_cells_are_those_that_the_filters_leave(
    data: DataFolder, typed: Sequence[str], rows: list[list[str | int]]
) -> None:
    data.model("2020/mot")

    answer = data.json("tally", "registered", "--year", "2019-2020", "--zeros", *typed)

    assert [[str(next(iter(row.values()))), row["value"]] for row in answer["rows"]] == rows


def test_an_office_whose_forms_are_all_alike_has_one_table_of_awards(data: DataFolder) -> None:
    data.write("danvan.yaml", "format: 1\nvocabulary:\n  form:\n    - {id: giay-khen, label: Giấy khen}\n")
    data.award("2020/khen", form="giay-khen")

    names = [table["name"] for table in data.json("tally", "--year", "2020")["tables"]]

    assert [name for name in names if name.startswith("awards")] == ["awards", "awards-by-authority-form-kind"]


def test_of_what_is_carried_on_the_latest_record_is_filtered(data: DataFolder) -> None:
    data.model("2019/a", title="Chợ xanh")
    data.model("2020/b", title="Chợ xanh", unit="xa-b", continues="a")
    asked = ("registered", "--year", "2019-2020", "--count", "distinct")

    assert data.total(*asked) == 1
    assert [data.total(*asked, "--where", f"unit={unit}") for unit in ("xa-a", "xa-b")] == [0, 1]


def test_another_period_compared_with_is_read_whole(data: DataFolder) -> None:
    for number, year in enumerate((2018, 2019, 2020), 1):
        for name in range(number):
            data.model(f"{year}/m{year}-{name}", title=f"Mô hình {name} của năm {year}")
    answer = data.json("tally", "registered", "--year", "2019", "--vs", "2020")

    assert (answer["total"], answer["vs_total"]) == (2, 3)


def test_a_name_with_a_comma_is_one_value(data: DataFolder) -> None:
    data.write("units.yaml", f"{UNITS}- {{id: khoi, name: 'Cụm An Hòa, Bình Hòa', level: xa, parent: huyen-x}}\n")
    data.model("2020/a", unit="khoi")
    data.model("2020/b", unit="xa-b")
    asked = ("registered", "--year", "2020", "--where")

    assert data.total(*asked, "unit=Cụm An Hòa, Bình Hòa") == 1
    assert data.total(*asked, "unit=xa-a,xa-b") == 1


@pytest.mark.parametrize(
    ("indicators", "axes"), [("hien-dat", []), ("hien-dat,ngay-cong", ["indicator"]), (None, ["indicator"])]
)
def test_results_of_several_indicators_are_a_table_by_indicator(
    data: DataFolder, indicators: str | None, axes: list[str]
) -> None:
    data.model("2020/a")
    data.evaluation("2020/a.xa", results={"ngay-cong": 5, "hien-dat": 20})
    where = ("--where", f"indicator={indicators}") if indicators else ()

    assert data.json("tally", "results", "--year", "2020", *where)["by"] == axes


def test_a_table_of_two_axes_has_the_total_of_each_row(data: DataFolder) -> None:
    for name, keys in {"a": {}, "b": {"unit": "xa-b"}, "c": {"unit": "xa-b", "kind": "ca-nhan"}}.items():
        data.model(f"2020/{name}", title=name, **keys)
    lines = data.ask("tally", "registered", "--year", "2020", "--by", "unit,kind").out.splitlines()

    assert [line.split()[-3:] for line in lines[3:6]] == [["1", "0", "1"], ["1", "1", "2"], ["2", "1", "3"]]


def test_a_measure_that_there_is_not_has_a_nearest(data: DataFolder) -> None:
    assert "Nearest: registered." in data.ask("tally", "registred").err
    assert "Nearest" not in data.ask("tally", "zzzzzzzzzzzz").err


def test_an_evaluation_is_found_through_its_model(data: DataFolder) -> None:
    data.model("2020/a", title="Chợ xanh")
    data.evaluation("2020/a.xa", note="sầu riêng")

    assert "Nothing holds" in data.ask("search", "sầu riêng").err
    assert "Xã An Hòa" in data.ask("search", "chợ xanh").out
