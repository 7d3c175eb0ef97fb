import unicodedata

import pytest

from tests.helpers.clerk import Clerk

FROM = ("--year", "2020", "--form", "giay khen", "--authority", "huyen-x")
BY = ("--decision", "5-QĐ/UBND", "--on", "1/12/2020")
PROPOSED = ("award", "--propose", *FROM, "--kind", "ca-nhan", "--unit", "xa-a", "--proposal", "3-TTr/BDV")
A, B = "awards/2020/2020-huyen-x-giay-khen-ca-nhan-a.yaml", "awards/2020/2020-huyen-x-giay-khen-ca-nhan-b.yaml"
DECIDED_BY = ("--decision", "9-QĐ/UBND", "--on", "20/12/2020")


def test_each_recipient_of_a_decision_has_an_award(clerk: Clerk) -> None:
    people = ("--recipient", "Nguyễn Văn A", "--position", "Bí thư", "--recipient", "Trần Thị B", "--position", "")
    written = clerk.does("award", *FROM, "--kind", "ca-nhan", *people, *BY)

    assert {record["recipient"]: record.get("position") for record in written.values()} == {
        "Nguyễn Văn A": "Bí thư",
        "Trần Thị B": None,
    }
    assert clerk.total("awards") == 2


def test_a_bare_number_counts_as_many(clerk: Clerk) -> None:
    typed = ("award", *FROM, "--kind", "tap-the", "--count", "12", *BY)

    assert list(clerk.does(*typed)) == ["awards/2020/2020-huyen-x-giay-khen-tap-the-5-qd-ubnd.yaml"]
    assert clerk.total("awards") == 12
    assert "5-qd-ubnd" in clerk.is_refused(*typed, code=1)


def test_models_of_one_title_have_awards_of_their_own(clerk: Clerk) -> None:
    for name, unit in (("m1", "xa-a"), ("m2", "xa-b")):
        clerk.model(f"2020/{name}", title="Hòa giải", unit=unit)
    written = clerk.does("award", *FROM, "--kind", "mo-hinh", "--model", "m1", "--model", "m2", *BY)

    assert sorted((record["model"], record["unit"], record["recipient"]) for record in written.values()) == [
        ("m1", "xa-a", "Hòa giải"),
        ("m2", "xa-b", "Hòa giải"),
    ]


@pytest.mark.parametrize("again", ["nguyễn văn á", "NGUYỄN VĂN Á", unicodedata.normalize("NFD", "Nguyễn  Văn Á")])
def test_the_same_award_is_refused_a_second_time(clerk: Clerk, again: str) -> None:
    typed = ("award", *FROM, "--kind", "ca-nhan", *BY)
    clerk.does(*typed, "--recipient", "Nguyễn Văn Á")

    clerk.is_refused(*typed, "--recipient", again, code=1)
    clerk.is_refused(*typed, "--recipient", "Trần B", "--recipient", again, code=1)
    assert len(clerk.writes(*typed, "--recipient", again, "--id", "khac")) == 1


def test_awards_that_were_interrupted_are_finished_and_those_that_state_something_else_are_refused(
    clerk: Clerk,
) -> None:
    typed = ("award", *FROM, "--kind", "ca-nhan", *BY, "--recipient", "A")
    clerk.does(*typed)

    assert [step["recipient"] for step in clerk.does(*typed, "--recipient", "B").values()] == ["B"]
    assert A in clerk.is_refused(*typed, "--recipient", "B", code=1)
    assert A in clerk.is_refused(*typed, "--recipient", "C", "--note", "khác", code=1)
    assert "given twice" in clerk.is_refused(*typed, "--recipient", "a")


def test_a_recipient_given_twice_is_one_too_many(clerk: Clerk) -> None:
    typed = ("award", *FROM, "--kind", "ca-nhan", *BY, "--recipient", "Nguyễn Văn A", "--recipient", "nguyễn văn a")

    assert "nguyễn văn a" in clerk.is_refused(*typed)


@pytest.mark.parametrize("name", ["../../evil", "con", "", "a.b"])
def test_what_is_no_id_becomes_no_file(clerk: Clerk, name: str) -> None:
    clerk.is_refused("award", *FROM, "--kind", "tap-the", "--id", name)


def test_all_that_is_wrong_is_named_at_once(clerk: Clerk) -> None:
    models = ("--model", "không có", "--model", "cũng không")
    said = clerk.is_refused("award", "--form", "zz", "--on", "hôm qua", "--count", "x", "--id", "Tổ", *models)

    for part in ("--year", "--id", "--kind", "--form", "--decided-on", "--count", "không có", "cũng không"):
        assert part in said


def test_a_broken_file_under_the_same_id_is_not_passed_by(clerk: Clerk) -> None:
    clerk.write(A, "kind: [\n")

    assert A in clerk.is_refused("award", *FROM, "--kind", "ca-nhan", "--recipient", "A", *BY, code=1)


def test_a_proposal_is_granted_in_a_later_year_and_stays_a_proposal(clerk: Clerk) -> None:
    clerk.does(*PROPOSED, "--recipient", "A", "--note", "cũ")
    granting = ("grant", "a", "--year", "2020", "--decision", "8-QĐ/TU", "--on", "5/2/2021", "--note", "mới")
    (stated,) = clerk.does(*granting).values()

    assert (stated["status"], stated["proposal"], stated["note"]) == ("da-tang", "3-TTr/BDV", "cũ\nmới\n")
    assert clerk.does(*granting) == {}
    assert (clerk.total("awards"), clerk.total("proposed")) == (1, 1)
    assert "8-QĐ/TU" in clerk.is_refused("grant", "a", "--decision", "9-QĐ/TU", "--on", "2021", code=1)


def test_what_waits_as_a_proposal_is_granted_and_not_awarded_beside_it(clerk: Clerk) -> None:
    clerk.does(*PROPOSED, "--recipient", "A")
    again = ("award", *FROM, "--kind", "ca-nhan", "--unit", "xa-a", "--recipient", "a", *BY)

    assert "danvan grant" in clerk.is_refused(*again, code=1)


def test_by_conditions_only_open_proposals_are_granted_or_refused(clerk: Clerk) -> None:
    clerk.does(*PROPOSED, "--recipient", "A", "--recipient", "B", "--recipient", "C")
    clerk.does("grant", "a", *BY)
    clerk.does("refuse", "b", "--reason", "trùng")
    later = ("--where", "authority=huyen-x", "--year", "2020")

    assert len(clerk.does("grant", *later, "--decision", "9-QĐ/UBND", "--on", "2021")) == 1
    assert clerk.does("refuse", *later, "--reason", "hết hạn") == {}


def test_a_refused_proposal_stays_with_its_reason_noted_once(clerk: Clerk) -> None:
    clerk.does(*PROPOSED, "--recipient", "A", "--note", "không thiếu")
    (stated,) = clerk.does("refuse", "a", "--reason", "  thiếu ").values()

    assert (stated["status"], stated["note"]) == ("khong-duyet", "không thiếu\nthiếu\n")
    assert clerk.does("refuse", "a", "--reason", unicodedata.normalize("NFD", "thiếu")) == {}
    assert (clerk.total("awards"), clerk.total("proposed")) == (0, 1)
    assert A in clerk.is_refused("grant", "a", *BY, code=1)


def test_a_refusal_is_not_written_over_and_what_is_doubtful_in_it_is_doubted(clerk: Clerk) -> None:
    clerk.does(*PROPOSED, "--recipient", "A", "--proposed-on", "1/6/2020")
    refusing = ("refuse", "a", "--reason", "thiếu", "--decision")
    clerk.does(*refusing, "7-QĐ/UBND")

    assert "7-QĐ/UBND" in clerk.is_refused(*refusing, "8-QĐ/UBND", code=1)
    assert "decided_on" in clerk.ask(*refusing, "7-QĐ/UBND", "--on", "1/5/2020").err


def test_an_award_is_revoked_and_stays_on_record(clerk: Clerk) -> None:
    clerk.write(A, "kind: ca-nhan\nrecipient:  A # tay\n")
    revoking = ("revoke", A, "--on", "1/3/2021", "--decision", "9", "--reason", "gian dối")
    clerk.does(*revoking)

    assert clerk.files()[A].decode() == (
        'kind: ca-nhan\nrecipient:  A # tay\nstatus: huy-bo\nrevoked_on: 2021-03-01\nrevoked_decision: "9"\n'
        "revoked_reason: gian dối\n"
    )
    assert clerk.does(*revoking) == {}
    assert clerk.total("awards") == 0


def test_what_was_never_given_cannot_be_revoked(clerk: Clerk) -> None:
    clerk.does(*PROPOSED, "--recipient", "A", "--recipient", "B")
    clerk.does("refuse", "b")

    for name in "ab":
        clerk.is_refused("revoke", f"2020-huyen-x-giay-khen-ca-nhan-{name}", "--on", "2021", code=1)


def test_a_second_award_for_the_same_achievement_is_doubted(clerk: Clerk) -> None:
    typed = ("award", *FROM, "--kind", "ca-nhan", "--recipient", "A")
    clerk.does(*typed, *BY)
    said = clerk.ask(*typed, "--decision", "6-QĐ/UBND", "--on", "2020")

    assert (said.code, A in said.err, clerk.total("awards")) == (0, True, 2)


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        (("--kind", "tap-the", "--form", "ky-niem-chuong"), "medal"),
        (("--kind", "tap-the", "--form", "bang-khen"), "does not usually give"),
        (("--kind", "tap-the", "--on", "1/1/2026", "--decision", "1"), "ended on 2025-06-30"),
    ],
)
def test_what_check_would_warn_of_is_said_before(clerk: Clerk, typed: tuple[str, ...], doubt: str) -> None:
    said = clerk.ask("award", *FROM, *typed, "--anyway")

    assert said.code == 0
    assert doubt in said.err
    assert len(said.err.splitlines()) >= len(clerk.problems()) >= 1


@pytest.mark.parametrize(
    "typed",
    [
        ("award", *FROM, "--kind", "ca-nhan", "--recipient", "C", *BY),
        ("grant", "a", *BY),
        ("refuse", "a", "--reason", "x"),
        ("revoke", "m", "--on", "2021"),
    ],
)
def test_a_dry_run_leaves_nothing(clerk: Clerk, typed: tuple[str, ...]) -> None:
    clerk.award("2020/a", recipient="A", status="de-nghi")
    clerk.award("2020/m", recipient="M")
    before = clerk.state()

    assert clerk.ask(*typed, "--dry-run").code == 0
    assert clerk.state() == before


@pytest.mark.parametrize(("typed", "said"), [((), True), (("--count", "2"), False), (("--recipient", "A"), False)])
def test_an_award_to_nobody_is_remarked_on(clerk: Clerk, typed: tuple[str, ...], *, said: bool) -> None:
    answer = clerk.ask("award", *FROM, "--kind", "ca-nhan", *typed, *BY)
    assert (answer.code, "Nobody is named" in answer.out + answer.err) == (0, said)


@pytest.mark.parametrize(("status", "doubted"), [((), True), (("--propose",), False)])
def test_the_same_form_again_is_doubted_where_it_is_given(
    clerk: Clerk, status: tuple[str, ...], *, doubted: bool
) -> None:
    typed = ("--year", "2020", "--form", "giay khen", "--kind", "ca-nhan", "--recipient", "Lê Hòa", "--unit", "xa-a")
    assert clerk.ask("award", *typed, "--authority", "huyen-x", *BY).code == 0
    said = clerk.ask("award", *typed, "--authority", "xa-a", *status)
    assert ("awards/2020/" in said.err) is doubted


def test_an_award_that_may_be_the_same_is_not_doubted_as_a_second_one_too(clerk: Clerk) -> None:
    clerk.award("2020/khen", recipient="An", form="giay-khen")
    typed = ("--recipient", "An", "--kind", "ca-nhan", "--form", "giay-khen", "--decision", "12-QĐ/HU")

    assert clerk.is_refused("award", "--year", "2020", *typed, code=1).count("awards/2020/khen.yaml") == 1


def test_a_proposals_day_is_that_of_the_proposal_and_leaves_the_decision_open(clerk: Clerk) -> None:
    award = ("award", "--year", "2020", "--kind", "ca-nhan", "--form", "giay-khen", "--authority", "huyen-x")
    (proposed,) = clerk.does(*award, "--recipient", "A", "--propose", "--on", "1/11/2020").values()
    (granted,) = clerk.does("grant", "--where", "status=de-nghi", *DECIDED_BY).values()

    assert str(proposed["proposed_on"]) == "2020-11-01"
    assert "decided_on" not in proposed
    assert str(granted["decided_on"]) == "2020-12-20"


def test_what_was_granted_and_is_typed_again_is_there_and_the_others_are_written(clerk: Clerk) -> None:
    award = ("award", "--year", "2020", "--kind", "ca-nhan", "--form", "giay-khen", "--authority", "huyen-x")
    clerk.does(*award, "--recipient", "A", "--propose", "--on", "1/11/2020")
    assert "danvan grant" in clerk.is_refused(*award, "--recipient", "A", *DECIDED_BY, code=1)
    clerk.does("grant", "--where", "status=de-nghi", *DECIDED_BY)

    clerk.is_refused(*award, "--recipient", "A", *DECIDED_BY, code=1)
    (written,) = clerk.does(*award, "--recipient", "A", "--recipient", "B", *DECIDED_BY).values()
    assert written["recipient"] == "B"
    clerk.does("revoke", "--of", "awards", "--where", "unit=", "--year", "2020", "--on", "2/2/2021", "--yes")
    clerk.is_refused(*award, "--recipient", "A", "--recipient", "C", *DECIDED_BY, code=1)


def test_a_list_that_gives_what_waits_as_a_proposal_is_kept_back_with_the_way_to_grant_it(clerk: Clerk) -> None:
    award = ("award", "--year", "2020", "--kind", "ca-nhan", "--form", "giay-khen", "--authority", "huyen-x")
    clerk.does(*award, "--recipient", "Lê Hòa", "--propose", "--on", "1/11/2020")
    list_ = clerk.root.parent / "khen.csv"
    heading = "Họ và tên,Loại,Hình thức khen thưởng,Cơ quan khen thưởng,Quyết định,Ngày quyết định\n"
    list_.write_text(f"{heading}Lê Hòa,Cá nhân,Giấy khen,Huyện Xuân Lộc,9-QĐ/UBND,20/12/2020\n", encoding="utf-8")
    said = clerk.ask("import", str(list_), "--year", "2020", "--kind", "awards")

    assert said.code == 1
    assert "danvan grant 2020-huyen-x-giay-khen-ca-nhan-le-hoa" in said.err


def test_what_waits_as_a_proposal_of_no_form_is_granted_and_not_awarded_beside_it(clerk: Clerk) -> None:
    clerk.does("award", "--year", "2020", "--kind", "tap-the", "--recipient", "Nhân dân Ấp 2", "--propose")
    given = ("award", *FROM, "--kind", "tap-the", "--recipient", "NHÂN DÂN ẤP 2", *BY)
    assert "danvan grant 2020-tap-the-nhan-dan-ap-2" in clerk.is_refused(*given, code=1)
    assert len(clerk.does(*given, "--anyway")) == 1
    assert len(clerk.does("award", *FROM, "--kind", "ca-nhan", "--recipient", "Nhân dân Ấp 2", *BY)) == 1


def test_a_recipient_typed_without_diacritics_may_be_the_one_that_has_them(clerk: Clerk) -> None:
    given = ("award", *FROM, *BY, "--kind", "ca-nhan", "--unit", "xa-a", "--recipient")
    clerk.does(*given, "Nguyễn Thị Lan")
    assert "nguyen-thi-lan.yaml" in clerk.is_refused(*given, "nguyen thi lan", code=1)
    assert len(clerk.does(*given, "Nguyễn Thị Lân")) == 1
    assert len(clerk.does(*given[:-3], "--unit", "xa-b", "--recipient", "nguyen thi lan")) == 1
