import json

import pytest
from folders import DataFolder

_EVALUATION = "recognized: true\ndecision: 1-QĐ/TU\nby: xa-a\n"


def _claims(data: DataFolder, *claims: str) -> None:
    listed = "".join(f"  - {{{claim}}}\n" for claim in claims)
    data.write("figures/2020/nguon.yaml", f"source: Báo\nclaims:\n{listed}")


def _results(data: DataFolder) -> list[str]:
    said = data.ask("reconcile", "--format", "json")
    return [one["result"] for one in json.loads(said.out)["claims"]]


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


def test_a_conflict_alone_is_something_wrong(data: DataFolder) -> None:
    data.model("2020/2020-a", count=9, from_year=2018)
    _claims(data, "measure: registered, value: 5", "measure: registered, value: 6")
    assert _results(data) == ["unknown", "unknown"]
    assert data.ask("reconcile").code == 1


def test_strict_makes_warnings_count(data: DataFolder) -> None:
    data.model("2020/2020-a", origin="duy-tri")
    assert [data.ask("check").code, data.ask("check", "--strict").code] == [0, 1]
