"""A campaign year that was mistyped, and days that cannot be of their year: doubted on every way in, told by check."""

import pytest

from tests.helpers.clerk import Clerk

MODEL = ("register", "--kind", "tap-the", "--title", "Tổ mới", "--unit", "xa-loc")
OF_2026 = ("--year", "2026")
AWARD = ("award", "--kind", "ca-nhan", "--recipient", "Lê Hòa", "--form", "giay-khen", "--unit", "xa-loc")
ACTIVITY = ("activity", "--unit", "xa-loc", "--title", "Đối thoại")
BY = ("--decision", "1-QĐ/ĐU", "--on")
FIGURE = ("figure", "--source", "Báo cáo", "--measure", "registered", "--value", "3")


@pytest.fixture(autouse=True)
def _records(clerk: Clerk) -> None:
    clerk.model("2026/to", title="Tổ dân vận", unit="xa-loc", level="xa")
    clerk.evaluation("2026/to.xa", rating="tot", recognized=True, decision="3-QĐ/ĐU", decided_on="2026-12-20")
    clerk.award("2026/khen", unit="xa-loc", status="de-nghi", proposal="1-TTr/ĐU")
    clerk.award("2026/da-khen", unit="xa-loc", recipient="Lê An", decision="2-QĐ/ĐU", decided_on="2026-12-20")


def written(clerk: Clerk, *typed: str) -> None:
    """Write by a command; figures are no single mapping, which is all that the clerk compares."""
    if typed[0] == "figure":
        assert clerk.ask(*typed).code == 0
    else:
        clerk.writes(*typed)


def codes(clerk: Clerk) -> list[str]:
    """Return the codes of what check finds."""
    return [problem["code"] for problem in clerk.ask("check", "--format", "json").json["problems"]]


@pytest.mark.parametrize(
    "typed",
    [
        (*MODEL, "--year", "2062"),
        (*MODEL, "--year", "2028"),
        (*AWARD, "--year", "2062"),
        (*ACTIVITY, "--year", "2062"),
        (*FIGURE, "--year", "2062"),
        ("carry-over", "2026", "2062", "--all"),
    ],
)
def test_a_year_after_next_year_is_never_written_unasked(clerk: Clerk, typed: tuple[str, ...]) -> None:
    refused = clerk.is_refused(*typed, code=1)
    assert "after next year" in refused
    assert "--anyway" in refused

    written(clerk, *typed, "--anyway")
    assert "future-year" in codes(clerk)


def test_next_year_and_years_long_ago_are_as_good_as_any(clerk: Clerk) -> None:
    clerk.does(*MODEL, "--year", "2027")
    clerk.does(*MODEL, "--year", "2009", "--unit", "xa-a")


@pytest.mark.parametrize(
    "typed",
    [
        (*MODEL, *OF_2026, "--registered-on", "5/2/2062"),
        (*MODEL, *OF_2026, "--registered-on", "30/6/2025", "--unit", "tinh-y"),
        (*MODEL, *OF_2026, "--started-on", "1/7/2027"),
        (*MODEL, *OF_2026, "--ended-on", "1/1/2062"),
        ("evaluate", "to", "--level", "xa", "--rated-on", "1/7/2027"),
        ("recognize", "to", "--level", "tinh", *BY, "20/12/2062"),
        ("recognize", "to", "--level", "tinh", "--propose", "--on", "20/12/2062"),
        (*AWARD, *OF_2026, *BY, "20/12/2062"),
        (*AWARD, *OF_2026, "--propose", "--on", "20/12/2062"),
        ("grant", "khen", *BY, "20/12/2062"),
        ("revoke", "da-khen", "--on", "20/12/2062", "--reason", "sai"),
        ("revoke", "da-khen", "--on", "20/12/2024", "--reason", "sai"),
        (*ACTIVITY, *OF_2026, "--held-on", "5/2/2062"),
        (*ACTIVITY, *OF_2026, "--until-year", "2025"),
        (*FIGURE, *OF_2026, "--stated-on", "30/6/2025"),
        (*FIGURE, *OF_2026, "--stated-on", "5/2/2062"),
        ("set", "to", "registered_on=2062-02-05"),
        ("end", "to", "--on", "2062", "--reason", "xong"),
    ],
)
def test_a_day_that_cannot_be_of_its_year_is_never_written_unasked(clerk: Clerk, typed: tuple[str, ...]) -> None:
    assert "--anyway" in clerk.is_refused(*typed, code=1)

    before = codes(clerk)
    written(clerk, *typed, "--anyway")
    expected = {"outside-year", "long-before-year", "long-after-year", "future-day", "until-before"}
    assert expected & set(codes(clerk)) - set(before)


@pytest.mark.parametrize(
    "typed",
    [
        (*MODEL, *OF_2026, "--registered-on", "1/7/2025"),
        (*MODEL, *OF_2026, "--registered-on", "30/6/2027"),
        (*MODEL, *OF_2026, "--registered-on", "2025"),
        (*MODEL, *OF_2026, "--started-on", "2011"),
        (*AWARD, *OF_2026, *BY, "30/6/2027"),
        (*ACTIVITY, *OF_2026, "--held-on", "14/1/2027"),
        (*ACTIVITY, *OF_2026, "--held-on", "5/2/2026", "--until-year", "2035"),
        (*FIGURE, *OF_2026, "--stated-on", "12/2027"),
    ],
)
def test_what_may_be_of_its_year_is_not_doubted(clerk: Clerk, typed: tuple[str, ...]) -> None:
    written(clerk, *typed)
    assert codes(clerk) == []


def test_what_was_of_long_ago_may_be_revoked_or_ended_today(clerk: Clerk) -> None:
    clerk.award("2020/cu", unit="xa-a", decision="2-QĐ/ĐU", decided_on="2020-12-20")
    clerk.model("2020/cu", title="Tổ cũ", unit="xa-a")
    clerk.does("revoke", "awards/2020/cu.yaml", "--on", "29/11/2026", "--reason", "sai")
    clerk.does("end", "models/2020/cu.yaml", "--on", "29/11/2026", "--reason", "xong")


def test_a_total_of_several_years_has_the_days_of_all_of_them(clerk: Clerk) -> None:
    clerk.model("2023/nhieu", title="Nhiều", unit="xa-a", from_year=2020, count=9, registered_on="2020-03-01")
    assert codes(clerk) == []
    clerk.model("2023/nhieu", title="Nhiều", unit="xa-a", count=9, registered_on="2020-03-01")
    assert codes(clerk) == ["outside-year"]


def test_a_list_of_a_mistyped_year_is_not_taken_unasked(clerk: Clerk) -> None:
    clerk.root.with_name("xa.csv").write_text("Tên mô hình;Đơn vị;Loại\nChợ xanh;Xã Xuân Lộc;Tập thể\n", "utf-8")
    typed = ("import", str(clerk.root.with_name("xa.csv")), "--year", "2062")
    clerk.is_refused(*typed, code=1)
    clerk.writes(*typed, "--anyway")


def test_what_is_ahead_today_is_not_next_year(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.model("2028/sau", title="Tổ dân vận", unit="xa-loc")
    assert codes(clerk) == ["future-year"]
    monkeypatch.setenv("DANVAN_TODAY", "2027-01-01")
    assert codes(clerk) == []


def test_in_an_offices_first_year_nothing_can_be_continued(clerk: Clerk) -> None:
    clerk.model("2026/duy-tri", title="Giữ vững", unit="xa-loc", origin="duy-tri")
    assert codes(clerk) == []
    clerk.model("2025/truoc", title="Của năm trước", unit="tinh-y")
    assert codes(clerk) == ["no-continues"]


def test_a_template_of_a_mistyped_year_is_not_made_unasked(clerk: Clerk) -> None:
    file = clerk.root.with_name("mau.xlsx")
    typed = ("template", "models", "-o", str(file))
    for years in (("--year", "2062"), ("--review", "2062")):
        assert "--anyway" in clerk.is_refused(*typed, *years, code=1)
        assert not file.exists()
    assert clerk.ask(*typed, "--year", "2062", "--anyway").code == 0
    assert clerk.ask(*typed, "--year", "2027", "--force").code == 0


def test_what_is_found_about_a_model_is_of_its_year_and_not_asked_about_again(clerk: Clerk) -> None:
    clerk.model("2030/xa", title="Xa", unit="xa-loc", level="xa")
    clerk.does("evaluate", "models/2030/xa.yaml", "--level", "xa", "--rating", "tot")


OF_LATER = "2027-to"  # it goes on in the next year, under its title


@pytest.fixture
def _later_model(clerk: Clerk) -> None:
    clerk.model("2027/2027-to", title="Tổ dân vận", unit="xa-loc", continues="to")


@pytest.mark.usefixtures("_later_model")
@pytest.mark.parametrize(
    "typed",
    [
        ("award", "--kind", "mo-hinh", "--form", "giay-khen", "--model", OF_LATER, *OF_2026),
        (*ACTIVITY, "--model", OF_LATER, *OF_2026),
        (*MODEL, "--replicates", OF_LATER, *OF_2026),
        ("set", "da-khen", f"model={OF_LATER}"),
    ],
)
def test_what_is_of_a_model_of_a_later_year_is_doubted_and_told(clerk: Clerk, typed: tuple[str, ...]) -> None:
    refused = clerk.is_refused(*typed, code=1)
    assert "2027" in refused
    assert "--anyway" in refused
    clerk.writes(*typed, "--anyway")
    assert "later-model" in codes(clerk)


@pytest.mark.usefixtures("_later_model")
def test_a_model_that_goes_to_its_year_with_what_is_of_it_is_not_doubted(clerk: Clerk) -> None:
    clerk.award("2027/khen-2027", unit="xa-loc", kind="mo-hinh", model=OF_LATER)
    clerk.writes("set", OF_LATER, "continues=", "title=Tổ của năm 2026")
    assert clerk.ask("move", OF_LATER, "khen-2027", "--year", "2026").code == 0
    assert "later-model" not in codes(clerk)
