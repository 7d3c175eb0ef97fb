"""What was revoked is nowhere counted, offered or waited for, whichever key says so."""

import json

import pytest

from tests.helpers.clerk import Clerk

KEYS = {"revoked_on": "2020-12-30", "revoked_decision": "9-QĐ/HU", "revoked_reason": "Khai không đúng"}


@pytest.fixture(params=KEYS)
def revoking(request: pytest.FixtureRequest) -> dict[str, str]:
    """One of the keys alone."""
    return {request.param: KEYS[request.param]}


def test_a_recognition_is_revoked_by_any_key(clerk: Clerk, revoking: dict[str, str]) -> None:
    clerk.model("2020/to", title="Tổ dân vận")
    clerk.evaluation("2020/to.huyen", recognized=True, outstanding=True, rating="tot", **revoking)

    assert clerk.total("recognized", "--year", "2020") == clerk.total("outstanding", "--year", "2020") == 0
    assert clerk.total("rated", "--year", "2020") == 1
    assert clerk.json("list", "recognized", "--year", "2020")["records"] == []
    assert "no-decision" not in {code for code, _ in clerk.problems()}
    assert "recognized-without-decision" not in clerk.ask("status", "--format", "json").out
    assert "was revoked, and is no longer counted" in clerk.ask("show", "to").out
    assert "was revoked" in clerk.is_refused(
        "recognize", "to", "--level", "huyen", "--decision", "2-QĐ/HU", "--on", "2021", code=1
    )


@pytest.mark.parametrize("status", [None, "da-tang", "de-nghi", "khong-duyet", "huy-bo"])
def test_an_award_is_revoked_by_any_key_whatever_its_status(
    clerk: Clerk, revoking: dict[str, str], status: str | None
) -> None:
    clerk.award("2020/khen", recipient="Bà Lê Hòa", **({"status": status} if status else {}), **revoking)

    for measure in ("awards", "recipients"):
        assert clerk.total(measure, "--year", "2020") == 0
    rows = clerk.json("tally", "awards", "--year", "2020", "--by", "status")["rows"]
    assert rows == [{"status": "huy-bo", "value": 1}]
    assert clerk.total("awards", "--year", "2020", "--where", "status=de-nghi") == 0
    assert ("revoked-status" in {code for code, _ in clerk.problems()}) is (status != "huy-bo")
    assert "was revoked, and is no longer counted" in clerk.ask("show", "khen").out


def test_the_status_that_does_not_fit_is_shown_at_the_key_that_says_so(clerk: Clerk) -> None:
    clerk.award("2020/khen", recipient="Bà Lê Hòa", revoked_reason="Khai không đúng")

    (problem,) = clerk.ask("check", "--format", "json").json["problems"]
    assert (problem["code"], problem["line"]) == ("revoked-status", 3)


def test_a_proposal_that_was_taken_back_is_not_open(clerk: Clerk, revoking: dict[str, str]) -> None:
    clerk.model("2020/to", title="Tổ dân vận")
    clerk.award("2020/khen", recipient="Bà Lê Hòa", status="de-nghi", proposal="1-TTr", **revoking)

    assert json.loads(clerk.ask("status", "--year", "2020", "--format", "json").out)["waiting"].count("open") == 0
    assert "no open proposal" in clerk.is_refused("grant", "khen", "--decision", "2-QĐ", "--on", "2020", code=1)
    assert clerk.total("proposed", "--year", "2020") == 1


def test_a_second_award_is_no_doubt_where_the_first_was_revoked(clerk: Clerk, revoking: dict[str, str]) -> None:
    award = ("award", "--year", "2020", "--kind", "ca-nhan", "--form", "giay-khen", "--recipient", "Bà Lê Hòa")
    first = clerk.writes(*award, "--authority", "huyen-x", "--decision", "1-QĐ", "--on", "2020", "--yes")
    (path,) = first
    text = clerk.files()[path].decode()
    clerk.write(path, text + "".join(f"{key}: {value}\n" for key, value in revoking.items()))
    said = clerk.ask(*award, "--authority", "huyen-x", "--decision", "2-QĐ", "--on", "2021", "--yes")

    assert said.code == 0
    assert "same form" not in said.err


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("recognized", "Recognized: 1 were revoked after 2020-12-31 and are not counted"),
        ("outstanding", "Outstanding: 1 were revoked after 2020-12-31"),
        ("awards", "Awards: 2 were revoked after 2020-12-31"),
        ("recipients", "Awards: 2 were revoked after 2020-12-31"),
    ],
)
def test_what_was_revoked_after_the_day_asked_for_is_told_and_not_counted(
    clerk: Clerk, measure: str, said: str
) -> None:
    clerk.model("2020/to", title="Tổ dân vận")
    given = {"recognized": True, "outstanding": True, "rating": "tot", "decided_on": "2020-11-01"}
    clerk.evaluation("2020/to.xa", **given, revoked_on="2021-01-10")
    clerk.evaluation("2020/to.huyen", **given, revoked_on="2021-01-10")
    clerk.model("2020/cho", title="Chợ xanh")
    clerk.evaluation("2020/cho.xa", **given, revoked_on="2020-12-30")  # by that day it stood no more
    clerk.award("2020/khen", recipient="Bà Lê Hòa", count=2, decided_on="2020-12-01", revoked_on="2021-01-09")
    clerk.award("2020/cho", recipient="Lê An", status="khong-duyet", decided_on="2020-12-01", revoked_on="2021-01-09")

    typed = (measure, "--year", "2020", "--as-of")
    assert clerk.total(*typed, "2020-12-31") == 0
    assert said in clerk.ask("tally", *typed, "2020-12-31").out
    assert said in clerk.ask("list", *typed, "2020-12-31").out
    assert "were revoked" not in clerk.ask("tally", *typed, "2021-01-31").out
    if measure == "recognized":
        assert "Recognized: 2 were" in clerk.ask("tally", *typed, "2020-12-31", "--count", "each").out
        assert "Recognized: 1 were" in clerk.ask("tally", *typed, "2020-12-31", "--where", "level=xa").out
