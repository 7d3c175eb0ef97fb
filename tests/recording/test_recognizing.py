from datetime import date

import pytest

from tests.helpers.clerk import Clerk

BY = ("--decision", "123-QĐ/TU", "--on", "20/12/2020")
DECIDED = {"recognized": True, "decision": "123-QĐ/TU", "decided_on": date(2020, 12, 20)}


@pytest.fixture(autouse=True)
def _models(clerk: Clerk) -> None:
    for number, title in enumerate(("Hòa giải", "Đường hoa", "Tổ tự quản"), 1):
        clerk.model(f"2020/m{number}", title=title, unit="xa-b")
    clerk.model("2021/n1", title="Hoà giải", unit="xa-b")


def test_one_several_or_all_that_fit_are_recognized(clerk: Clerk) -> None:
    assert clerk.does("recognize", "m1", *BY) == {"evaluations/2020/m1.huyen.yaml": DECIDED}
    assert len(clerk.does("recognize", "m1", "duong hoa", *BY, "--level", "xa", "--outstanding")) == 2
    rest = clerk.does("recognize", "--where", "unit=huyen-x", "--year", "2020", *BY)
    assert sorted(rest) == ["evaluations/2020/m2.huyen.yaml", "evaluations/2020/m3.huyen.yaml"]
    assert clerk.total("recognized", "--year", "2020") == 3
    assert clerk.total("recognized", "--year", "2020", "--count", "each") == 5


def test_a_second_run_changes_nothing(clerk: Clerk) -> None:
    clerk.does("recognize", "m1", "m2", *BY)

    assert clerk.does("recognize", "m1", "m2", *BY) == {}


def test_what_was_found_before_is_kept_with_its_comments(clerk: Clerk) -> None:
    clerk.write("evaluations/2020/m1.xa.yaml", "# tay\nrating:   tot   # ý kiến chung\nnote: cũ\n")
    clerk.does("recognize", "m1", "--level", "xa", *BY, "--note", "mới")

    assert clerk.files()["evaluations/2020/m1.xa.yaml"].decode() == (
        "# tay\nrating:   tot   # ý kiến chung\nrecognized: true\ndecision: 123-QĐ/TU\ndecided_on: 2020-12-20\n"
        "note: |\n  cũ\n  mới\n"
    )


def test_another_decision_does_not_write_over_the_first(clerk: Clerk) -> None:
    clerk.does("recognize", "m1", *BY)

    assert "123-QĐ/TU" in clerk.is_refused("recognize", "m2", "m1", "--decision", "9-QĐ/TU", "--on", "2020", code=1)


def test_all_that_is_wrong_is_named_at_once(clerk: Clerk) -> None:
    said = clerk.is_refused("recognize", "m1", "không có", "cũng không", "--level", "bogus", "--on", "hôm qua")

    for part in ("không có", "cũng không", "--level", "--decided-on", "--decision"):
        assert part in said


def test_what_the_conditions_do_not_fit_is_said_to_be_nothing(clerk: Clerk) -> None:
    said = clerk.ask("recognize", "--where", "kind=ca-nhan", "--year", "2020", *BY)

    assert (said.code, said.out) == (0, "Nothing to change: no record fits.\n")


def test_a_file_that_cannot_be_read_may_be_one_of_those_that_fit(clerk: Clerk) -> None:
    clerk.write("models/2020/hong.yaml", "title: [\n")

    said = clerk.is_refused("recognize", "--where", "unit=xa-b", "--year", "2020", *BY, code=1)
    assert "models/2020/hong.yaml:1" in said
    assert len(clerk.does("recognize", "m1", *BY)) == 1


@pytest.mark.parametrize("named", ["m1", "m1.huyen", "evaluations/2020/m1.huyen.yaml"])
def test_a_recognition_is_revoked_and_stays_on_record(clerk: Clerk, named: str) -> None:
    clerk.does("recognize", "m1", "m2", *BY)
    revoking = ("revoke", named, "--on", "1/2/2021", "--decision", "5-QĐ/TU", "--reason", "sai sự thật")
    (stated,) = clerk.does(*revoking).values()

    assert stated == {
        **DECIDED,
        "revoked_on": date(2021, 2, 1),
        "revoked_decision": "5-QĐ/TU",
        "revoked_reason": "sai sự thật",
    }
    assert clerk.total("recognized", "--year", "2020") == 1
    assert clerk.does(*revoking) == {}
    assert "m1" in clerk.is_refused("recognize", "m1", "--decision", "9", "--on", "2021", code=1)


def test_of_two_recognitions_the_level_is_asked_for(clerk: Clerk) -> None:
    clerk.does("recognize", "m1", *BY)
    clerk.does("recognize", "m1", "--level", "xa", *BY)

    assert "--level" in clerk.is_refused("revoke", "m1", "--on", "2021")
    assert list(clerk.does("revoke", "m1", "--level", "xa", "--on", "2021")) == ["evaluations/2020/m1.xa.yaml"]


@pytest.mark.parametrize("named", ["m1.xa", "evaluations/2020/m1.xa.yaml"])
def test_an_evaluation_that_is_not_there_does_not_mean_another(clerk: Clerk, named: str) -> None:
    clerk.does("recognize", "m1", *BY)

    assert named in clerk.is_refused("revoke", named, "--on", "2021")


def test_what_is_not_recognized_cannot_be_revoked(clerk: Clerk) -> None:
    clerk.evaluation("2020/m1.xa", rating="tot")
    said = clerk.is_refused("revoke", "m1.xa", "m2")

    for part in ("m1.xa", "m2", "--revoked-on"):
        assert part in said


def test_a_revocation_before_the_decision_is_doubted(clerk: Clerk) -> None:
    clerk.does("recognize", "m1", *BY)

    assert "lies before" in clerk.ask("revoke", "m1", "--on", "1/2/2019").err


def test_models_are_recognized_by_a_condition_that_only_the_rated_have(clerk: Clerk) -> None:
    clerk.evaluation("2020/m2.xa", rating="tot", rated_on="2020-11-01")
    chosen = ("recognize", "--year", "2020", "--level", "xa", *BY, "--where")
    assert [*clerk.does(*chosen, "rating=tot")] == ["evaluations/2020/m2.xa.yaml"]
    assert "rating" not in clerk.is_refused(*chosen, "form=co")


def test_what_is_recognized_already_is_not_asked_for_again(clerk: Clerk) -> None:
    clerk.evaluation("2020/m1.xa", recognized=True, decision="12-QĐ/ĐU", decided_on="2020-11-20")
    said = clerk.ask("recognize", "m1", "--level", "xa", "--outstanding", "--lang", "vi")
    assert said.code == 0, said.err
    assert "quyết định 12-QĐ/ĐU ngày 20/11/2020" in said.err
    assert "outstanding: true" in (clerk.root / "evaluations/2020/m1.xa.yaml").read_text("utf-8")
    assert clerk.ask("recognize", "m1", "--level", "xa").code == 0  # nothing is missing, nothing to write


def test_only_what_a_recognition_lacks_is_asked_for(clerk: Clerk) -> None:
    clerk.evaluation("2020/m1.xa", recognized=True, decision="12-QĐ/ĐU")
    said = clerk.ask("recognize", "m1", "--level", "xa", "--outstanding")
    assert (said.code, "--decided-on" in said.err, "--decision" in said.err) == (2, True, False)
    clerk.evaluation("2020/m2.xa", rating="tot")  # what is not recognized yet has all to be said
    both = clerk.ask("recognize", "m1", "m2", "--level", "xa")
    assert (both.code, "--decision" in both.err) == (2, True)
