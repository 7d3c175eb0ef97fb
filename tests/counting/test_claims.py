"""A source's figures as questions: which are asked, of what, and which of them contradict each other."""

import json
from collections.abc import Sequence

import pytest

from tests.helpers.data_folder import DataFolder


@pytest.fixture
def claims(data: DataFolder) -> DataFolder:
    """One of two models of a kind is recognized, in the other commune than the other."""
    data.model("2020/a", unit="xa-a", level="xa")
    data.model("2020/b", unit="xa-b", level="huyen")
    data.evaluation("2020/a.huyen", recognized=True, decision="1-QĐ/HU", decided_on="2020-12-01")
    return data


def _state(data: DataFolder, *claims: str, year: int = 2020) -> None:
    listed = "".join(f"  - {{{claim}}}\n" for claim in claims)
    data.write(f"figures/{year}/nguon.yaml", f"source: Báo\nclaims:\n{listed}")


def _reconciled(data: DataFolder, *typed: str) -> dict[str, Sequence[dict[str, str]]]:
    answer: dict[str, Sequence[dict[str, str]]] = json.loads(data.ask("reconcile", *typed, "--format", "json").out)
    return answer


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("measure: registered, count: monthly, value: 2", "“monthly” is not known"),
        ("measure: running, as_of: 2020-06-30, value: 1", "“2020-06-30” cannot be asked"),
    ],
)
def test_a_claim_that_cannot_be_asked_is_an_error(claims: DataFolder, claim: str, wrong: str) -> None:
    _state(claims, claim)
    assert wrong in claims.ask("check").out


@pytest.mark.parametrize(
    ("where", "result"),
    [
        ("unit: xa-a", "equal"),  # one of one
        ("level: huyen", "differs"),  # a model is registered at one level, and recognized at another: one of two
        ("decision: 1-QĐ/HU", "differs"),  # what is registered has none
    ],
)
def test_a_share_is_of_the_whole_by_what_means_the_same_there(claims: DataFolder, where: str, result: str) -> None:
    _state(claims, f"measure: recognized, share_of: registered, value: 100, where: {{{where}}}")
    assert [claim["result"] for claim in _reconciled(claims)["claims"]] == [result]


def test_a_share_of_nothing_is_no_number(claims: DataFolder) -> None:
    _state(claims, "measure: recognized, share_of: surveyed, value: 50")
    assert [claim["result"] for claim in _reconciled(claims)["claims"]] == ["differs"]


def test_figures_of_some_years_are_compared_alone(claims: DataFolder) -> None:
    _state(claims, "measure: registered, value: 2")
    _state(claims, "measure: registered, value: 3", year=2021)
    assert [claim["path"] for claim in _reconciled(claims, "--year", "2020")["claims"]] == ["figures/2020/nguon.yaml"]


@pytest.mark.parametrize(("by", "conflicts"), [("kind", 1), ("form", 0)])
def test_recipients_are_added_up_by_what_each_has_one_of(claims: DataFolder, by: str, conflicts: int) -> None:
    values = {"kind": ("tap-the", "ca-nhan"), "form": ("giay-khen", "bang-khen")}[by]
    parts = [f"measure: recipients, value: 6, where: {{{by}: {value}}}" for value in values]
    _state(claims, "measure: recipients, value: 10", *parts)
    assert len(_reconciled(claims)["conflicts"]) == conflicts
