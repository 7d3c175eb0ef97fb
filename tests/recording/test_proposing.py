"""Models put forward for recognition, and what becomes of that."""

from datetime import date

import pytest

from tests.helpers.clerk import Clerk

PATHS = {name: f"evaluations/2020/{name}.tinh.yaml" for name in "abc"}
TO_PROVINCE = ("--level", "tinh")
FORWARD = ("recognize", "--propose", *TO_PROVINCE, "--proposal", "12-TTr/BDV", "--on", "5/11/2020")
DECIDED = ("--decision", "9-QĐ/TU", "--on", "20/12/2020")


@pytest.fixture
def three(clerk: Clerk) -> Clerk:
    for name in "abc":
        clerk.model(f"2020/{name}", title=f"Tổ dân vận {name}")
    return clerk


def test_a_proposal_is_partly_granted_and_stays_on_record(three: Clerk) -> None:
    written = three.does(*FORWARD, "a", "b", "c")
    assert written == {key: {"proposal": "12-TTr/BDV", "proposed_on": date(2020, 11, 5)} for key in PATHS.values()}

    three.does("recognize", "a", *TO_PROVINCE, *DECIDED)
    refused = three.does("refuse", "b", "--on", "20/12/2020", "--reason", "Chưa đủ thời gian")
    assert refused[PATHS["b"]]["recognized"] is False
    assert refused[PATHS["b"]]["proposal"] == "12-TTr/BDV"

    assert (three.total("nominated"), three.total("recognized")) == (3, 1)
    waiting = three.json("status", "--year", "2020", "--only", "nominations-open")["waiting"]
    assert [record["id"] for item in waiting for record in item["records"]] == ["c"]
    assert waiting[0]["commands"][0] == "danvan recognize c --level tinh"


def test_what_was_done_is_not_done_again(three: Clerk) -> None:
    three.does(*FORWARD, "a", "b")
    assert list(three.does(*FORWARD, "a", "b", "c")) == [PATHS["c"]]
    three.does("refuse", "b", "--on", "20/12/2020")
    assert not three.writes("refuse", "b", "--on", "20/12/2020")


def test_those_behind_a_number_are_refused_at_once_and_only_what_is_open(three: Clerk) -> None:
    three.does(*FORWARD, "a", "b", "c")
    three.does("recognize", "a", *TO_PROVINCE, *DECIDED)
    written = three.does("refuse", "--of", "nominated", "--where", "level=tinh", "--year", "2020", "--on", "20/12/2020")
    assert sorted(written) == [PATHS["b"], PATHS["c"]]


def test_a_model_with_an_open_proposal_waits_for_that_alone(three: Clerk) -> None:
    three.evaluation("2020/a.huyen", rating="tot")
    three.does(*FORWARD, "a")
    codes = {item["code"] for item in three.json("status", "--year", "2020")["waiting"]}
    assert "nominations-open" in codes
    assert "not-decided" not in codes


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ((*FORWARD, "a", "--decision", "9-QĐ/TU"), 2),
        ((*FORWARD, "a", "--outstanding"), 2),
        (("recognize", "--propose", "a", *TO_PROVINCE), 2),
        (("recognize", "--propose", "b", *TO_PROVINCE, "--on", "5/11/2020"), 1),
        (("recognize", "--propose", "c", *TO_PROVINCE, "--proposal", "13-TTr/BDV"), 1),
        (("refuse", "a"), 2),
        (("refuse", "b", *TO_PROVINCE), 2),
        (("refuse", "d"), 2),
    ],
)
def test_what_makes_no_sense_is_refused(three: Clerk, typed: tuple[str, ...], code: int) -> None:
    three.evaluation("2020/b.tinh", recognized=True, proposal="1-TTr")
    three.evaluation("2020/c.tinh", proposal="12-TTr/BDV")
    for level in ("tinh", "huyen"):
        three.model("2020/d", title="Dòng họ tự quản")
        three.evaluation(f"2020/d.{level}", proposal="12-TTr/BDV")
    three.is_refused(*typed, code=code)


def test_of_several_of_a_name_those_are_meant_that_the_command_is_for(three: Clerk) -> None:
    three.award("2020/khen-c", recipient="Tổ dân vận c", status="de-nghi", form="giay-khen")
    by = ("--year", "2020", "--on", "20/12/2020")
    assert list(three.writes("refuse", "dan van c", *by)) == ["awards/2020/khen-c.yaml"]  # nothing else is put forward
    three.does(*FORWARD, "a", "b")
    assert "several: a (2020, Xã An Hòa, Huyện Xuân Lộc); b (2020" in (
        said := three.is_refused("refuse", "dan van", *by)
    )
    assert "c (2020" not in said
    three.does("recognize", "a", *TO_PROVINCE, *DECIDED)
    assert list(three.writes("refuse", "dan van", *by)) == [PATHS["b"]]
    assert list(three.writes("revoke", "dan van", *by)) == [PATHS["a"]]
    assert "c (2020" in three.is_refused("revoke", "dan van", *by)  # nothing fits: all are named
