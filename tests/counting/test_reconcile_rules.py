import json

import pytest

from tests.helpers.data_folder import DataFolder

_EVALUATION = "recognized: true\ndecision: 1-QĐ/TU\nby: xa-a\n"


def _claims(data: DataFolder, *claims: str) -> None:
    listed = "".join(f"  - {{{claim}}}\n" for claim in claims)
    data.write("figures/2020/nguon.yaml", f"source: Báo\nclaims:\n{listed}")


def _results(data: DataFolder) -> list[str]:
    said = data.ask("reconcile", "--format", "json")
    return [claim["result"] for claim in json.loads(said.out)["claims"]]


@pytest.mark.parametrize(
    ("stated", "result"),
    [("66.67", "equal"), ("66.7", "equal"), ("67", "equal"), ("66", "differs"), ("66.6", "differs")],
)
def test_a_share_is_rounded_as_its_source_rounded_it(data: DataFolder, stated: str, result: str) -> None:
    for name in ("a", "b", "c"):
        data.model(f"2020/2020-{name}")
    for name in ("a", "b"):
        data.write(f"evaluations/2020/2020-{name}.xa.yaml", _EVALUATION)
    _claims(data, f"measure: recognized, share_of: registered, value: {stated}")
    assert _results(data) == [result]


@pytest.mark.parametrize(("about", "result"), [(95, "differs"), (96, "equal"), (105, "equal"), (106, "differs")])
def test_about_is_within_five_per_cent_of_what_is_stated(data: DataFolder, about: int, result: str) -> None:
    data.model("2020/2020-a", count=100)
    _claims(data, f"measure: registered, about: {about}")
    assert _results(data) == [result]


@pytest.mark.parametrize(
    ("stated", "results"),
    [
        ("at_least", {99: "equal", 100: "equal", 101: "differs"}),
        ("more_than", {99: "equal", 100: "differs", 101: "differs"}),
        ("at_most", {99: "differs", 100: "equal", 101: "equal"}),
    ],
)
def test_more_than_is_not_that_number_itself(data: DataFolder, stated: str, results: dict[int, str]) -> None:
    data.model("2020/2020-a", count=100)
    for number, result in results.items():
        _claims(data, f"measure: registered, {stated}: {number}")
        assert _results(data) == [result]


def test_a_result_may_be_more_by_a_hundredth(data: DataFolder) -> None:
    data.model("2020/2020-a")
    data.evaluation("2020/2020-a.xa", results={"hien-dat": 5.01})
    _claims(data, "measure: results, where: {indicator: hien-dat}, more_than: 5")
    assert _results(data) == ["equal"]


@pytest.mark.parametrize(("share", "result"), [(66, "equal"), (66.66, "equal"), (66.67, "differs"), (67, "differs")])
def test_a_share_is_more_than_a_number_that_it_would_be_rounded_to(data: DataFolder, share: float, result: str) -> None:
    for name in ("a", "b", "c"):
        data.model(f"2020/2020-{name}")
    for name in ("a", "b"):
        data.write(f"evaluations/2020/2020-{name}.xa.yaml", _EVALUATION)
    _claims(data, f"measure: recognized, share_of: registered, more_than: {share}")
    assert _results(data) == [result]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (("value: 270", "more_than: 270"), "> 270 here and 270 in line 3"),
        (("at_most: 270", "more_than: 270"), "> 270 here and ≤ 270 in line 3"),
        (
            ("value: 8", "where: {kind: tap-the}, more_than: 3", "where: {kind: ca-nhan}, more_than: 4"),
            "≥ 9 (> 3 + > 4)",
        ),
        (("more_than: 7", "where: {kind: tap-the}, value: 3", "where: {kind: ca-nhan}, value: 4"), "make 7 (3 + 4)"),
    ],
)
def test_what_more_than_leaves_out_cannot_be_true(data: DataFolder, claims: tuple[str, ...], said: str) -> None:
    _claims(data, *(f"measure: registered, {claim}" for claim in claims))
    (conflict,) = json.loads(data.ask("reconcile", "--format", "json").out)["conflicts"]
    assert said in conflict["message"]


@pytest.mark.parametrize(
    "claims",
    [
        ("value: 271", "more_than: 270"),
        ("at_least: 270", "value: 270"),
        ("value: 9", "where: {kind: tap-the}, more_than: 3", "where: {kind: ca-nhan}, more_than: 4"),
        ("more_than: 6", "where: {kind: tap-the}, value: 3", "where: {kind: ca-nhan}, value: 4"),
    ],
)
def test_what_more_than_allows_is_no_conflict(data: DataFolder, claims: tuple[str, ...]) -> None:
    _claims(data, *(f"measure: registered, {claim}" for claim in claims))
    assert json.loads(data.ask("reconcile", "--format", "json").out)["conflicts"] == []


def test_people_of_two_kinds_are_two_and_a_unit_is_one_whatever_its_models_are(data: DataFolder) -> None:
    kinds = ("", "where: {kind: tap-the}, ", "where: {kind: ca-nhan}, ")
    _claims(data, *(f"measure: recipients, {kind}value: 7" for kind in kinds))
    (conflict,) = json.loads(data.ask("reconcile", "--format", "json").out)["conflicts"]
    assert "14 (7 + 7)" in conflict["message"]
    _claims(data, *(f"measure: units, {kind}value: 7" for kind in kinds))
    assert json.loads(data.ask("reconcile", "--format", "json").out)["conflicts"] == []


def test_a_unit_below_the_totals_unit_is_a_part_of_it_and_another_kind_is_none(data: DataFolder) -> None:
    _claims(
        data,
        *(f"measure: registered, where: {{unit: {unit}}}, value: {n}" for unit, n in (("huyen-x", 5), ("xa-a", 6))),
    )
    (conflict,) = json.loads(data.ask("reconcile", "--format", "json").out)["conflicts"]
    assert "6" in conflict["message"]
    _claims(
        data,
        *(f"measure: registered, where: {{kind: {kind}}}, value: {n}" for kind, n in (("tap-the", 3), ("ca-nhan", 4))),
    )
    assert json.loads(data.ask("reconcile", "--format", "json").out)["conflicts"] == []


@pytest.mark.parametrize(("value", "number"), [(94, 1), (95, 0), (105, 0), (106, 1)])
def test_about_and_another_number_cannot_both_be_true(data: DataFolder, value: int, number: int) -> None:
    _claims(data, "measure: registered, about: 100", f"measure: registered, value: {value}")
    assert len(json.loads(data.ask("reconcile", "--format", "json").out)["conflicts"]) == number


@pytest.mark.parametrize(("fields", "number"), [(("kinh-te", "ton-giao"), 1), (("kinh-te",), 0)])
def test_all_parts_that_are_recorded_make_the_whole(data: DataFolder, fields: tuple[str, ...], number: int) -> None:
    for field in ("kinh-te", "ton-giao"):
        data.model(f"2020/{field}", title=field, field=field)
    parts = (f"measure: registered, where: {{field: {field}}}, value: 1" for field in fields)
    _claims(data, "measure: registered, value: 7", *parts)
    assert len(json.loads(data.ask("reconcile", "--format", "json").out)["conflicts"]) == number


def test_a_share_is_of_what_has_the_same_values(data: DataFolder) -> None:
    data.model("2020/2020-a")
    data.model("2020/2020-b", title="B", kind="ca-nhan")
    data.write("evaluations/2020/2020-a.xa.yaml", _EVALUATION)
    _claims(data, "measure: recognized, where: {kind: tap-the}, share_of: registered, value: 100")
    assert _results(data) == ["equal"]


def test_a_share_below_a_half_is_none(data: DataFolder) -> None:
    data.model("2020/2020-a", count=299)
    data.model("2020/2020-b")
    data.write("evaluations/2020/2020-b.xa.yaml", _EVALUATION)
    _claims(data, "measure: recognized, share_of: registered, value: 0")
    assert _results(data) == ["equal"]


def test_how_a_share_is_counted_is_no_matter_of_what_is_counted_in_one_way(data: DataFolder) -> None:
    data.model("2020/2020-a")
    data.write("evaluations/2020/2020-a.xa.yaml", _EVALUATION)
    _claims(data, "measure: recognized, count: each, share_of: active, value: 100")
    assert _results(data) == ["equal"]


def test_a_conflict_alone_is_something_wrong(data: DataFolder) -> None:
    data.model("2020/2020-a", count=9, from_year=2018)
    _claims(data, "measure: registered, value: 5", "measure: registered, value: 6")
    assert _results(data) == ["unknown", "unknown"]
    assert data.ask("reconcile").code == 1


def test_strict_makes_warnings_count(data: DataFolder) -> None:
    data.model("2019/2019-b", title="Của năm trước")
    data.model("2020/2020-a", origin="duy-tri")
    assert [data.ask("check").code, data.ask("check", "--strict").code] == [0, 1]


# Averages, and how many times


@pytest.fixture
def years(data: DataFolder) -> DataFolder:
    """1.240 models in three years, 620 of them in the last, and 310 in the year that this is compared with."""
    for year, count in ((2017, 310), (2018, 310), (2019, 310), (2020, 620)):
        data.model(f"{year}/tong-{year}", count=count)
    return data


@pytest.mark.parametrize(
    ("claim", "counted", "result"),
    [
        ("year: 2018-2020, per_year: true, value: 413", 413, "equal"),
        ("year: 2018-2020, per_year: true, value: 413.3", 413.3, "equal"),
        ("year: 2018-2020, per_year: true, value: 414", 413, "differs"),
        ("year: 2018-2020, per_year: true, more_than: 413", 413.33, "equal"),
        ("year: 2018-2020, per_year: false, value: 1240", 1240, "equal"),
        ("vs: 2019, times: 2", 2, "equal"),
        ("vs: 2019, times: 1.9", 2, "differs"),
        ("year: 2018-2020, vs: 2017, times: 4", 4, "equal"),
        ("year: 2018-2020, vs: 2017, per_year: true, times: 1.33", 1.33, "equal"),
        ("year: 2018-2020, vs: 2017, per_year: true, value: 103", 103, "equal"),
    ],
)
def test_averages_and_times_are_rounded_as_their_source_did(
    years: DataFolder, claim: str, counted: float, result: str
) -> None:
    _claims(years, f"measure: registered, {claim}")
    found = json.loads(years.ask("reconcile", "--format", "json").out)["claims"]
    assert [(claim["counted"], claim["result"]) for claim in found] == [(counted, result)]


def test_averages_conflict_with_averages_and_with_nothing_else(years: DataFolder) -> None:
    asked = "measure: registered, year: 2018-2020"
    parts = [f"{asked}, where: {{kind: {kind}}}, per_year: true, value: {value}" for kind, value in _PARTS.items()]
    _claims(years, f"{asked}, per_year: true, value: 413", f"{asked}, value: 1240", *parts)
    assert years.ask("reconcile", "--format", "json").json["conflicts"] == []
    _claims(years, f"{asked}, per_year: true, value: 413", f"{asked}, per_year: true, value: 415")
    assert len(years.ask("reconcile", "--format", "json").json["conflicts"]) == 1


_PARTS = {"tap-the": 212.7, "ca-nhan": 200.7}  # 413.4: rounded, they make 413


def test_how_they_are_stated_is_shown(years: DataFolder) -> None:
    _claims(years, "measure: registered, vs: 2019, times: 2", "measure: registered, per_year: true, value: 620")
    said = years.ask("reconcile", "--lang", "vi").out
    assert "gấp mấy lần năm 2019" in said
    assert "2 lần" in said
    assert "bình quân mỗi năm" in said


# What means nothing

MEANINGLESS = {
    "measure: recognized, share_of: recognized, value: 100": "share_of",
    "measure: awards, share_of: registered, value: 20": "share_of",
    "measure: registered, share_of: recognized, value: 300": "share_of",
    "measure: recognized, share_of: registered, vs: 2019, value: 200": "share_of",
    "measure: recognized, share_of: registered, per_year: true, value: 20": "share_of",
    "measure: registered, times: 2": "times",
    "measure: registered, vs: 2020, value: 0": "vs",
    "measure: registered, year: 2019, vs: 2019, times: 1": "vs",
}


@pytest.mark.parametrize(("claim", "key"), MEANINGLESS.items())
def test_what_means_nothing_is_an_error_and_refused(years: DataFolder, claim: str, key: str) -> None:
    _claims(years, claim)
    found = [
        problem for problem in years.ask("check", "--format", "json").json["problems"] if "bad-where" in problem["code"]
    ]
    assert [(problem["severity"], problem["message"].partition(":")[0]) for problem in found] == [("error", key)]
    assert [
        (claim["counted"], claim["result"]) for claim in years.ask("reconcile", "--format", "json").json["claims"]
    ] == [(None, "differs")]
    typed = [
        f"--{name.replace('_', '-').replace('year', 'for') if name == 'year' else name.replace('_', '-')}={value}"
        for name, value in (part.split(": ") for part in claim.split(", "))
    ]
    typed = [text.replace("=true", "=yes") for text in typed]
    said = years.ask("figure", "--year", "2020", "--source", "Báo khác", *typed)
    assert said.code == 2
    assert len(list((years.root / "figures/2020").iterdir())) == 1


@pytest.mark.parametrize(
    "share", ["recognized of surveyed", "outstanding of recognized", "awards of proposed", "active of registered"]
)
def test_a_share_of_what_holds_it_means_something(years: DataFolder, share: str) -> None:
    measure, _, whole = share.split()
    _claims(years, f"measure: {measure}, share_of: {whole}, value: 50")
    assert "bad-where" not in years.ask("check", "--format", "json").out


@pytest.mark.parametrize(("parts", "found"), [((70,), 1), ((40, 30), 0), ((10, 20), 0)])
def test_what_a_level_says_is_a_part_of_what_counts_once(data: DataFolder, parts: tuple[int, ...], found: int) -> None:
    """One level says it of a model at most once; two may say it of the same."""
    levels = "".join(
        f"  - {{measure: recognized, where: {{level: {level}}}, value: {value}}}\n"
        for level, value in zip(("xa", "huyen"), parts, strict=False)
    )
    data.write("figures/2020/bao.yaml", f"source: Báo\nclaims:\n  - {{measure: recognized, value: 62}}\n{levels}")
    assert len(data.ask("reconcile", "--format", "json").json["conflicts"]) == found
