"""Days and months within a campaign year: each thing is there from its own day on (docs/design.md, Counting)."""

import pytest

from tests.helpers.data_folder import DataFolder


@pytest.fixture
def year(data: DataFolder) -> DataFolder:
    """Recognized by the commune in May and by the district in November, awarded in December, talks in four months."""
    data.model("2023/a", registered_on="2023-02-10")
    data.model("2023/b", registered_on="2023-07-01")
    data.model("2023/c")
    data.model("2022/d", registered_on="2022-05-05")
    data.evaluation("2023/a.xa", recognized=True, decision="1-QĐ", decided_on="2023-05-12")
    data.evaluation("2023/a.huyen", recognized=True, decision="2-QĐ", decided_on="2023-11-02")
    data.evaluation("2023/b.xa", recognized=True, decision="1-QĐ")
    data.award("2023/k", recipient="A", decided_on="2024-01-14", proposed_on="2023-11")
    for number, day in enumerate(("2023-01-31", "2023-03-01", "2023-06", "2023")):
        data.write(f"activities/2023/t{number}.yaml", f"title: Đối thoại {number}\nunit: xa-a\nheld_on: {day}\n")
    return data


def _rows(data: DataFolder, *typed: str) -> dict[str | None, int]:
    answer = data.json("tally", *typed)
    (by,) = answer["by"]
    return {row[by]: row["value"] for row in answer["rows"]}


@pytest.mark.parametrize(
    ("measure", "days", "value"),
    [
        ("recognized", (), 2),
        ("recognized", ("--as-of", "30/06/2023"), 1),
        ("recognized", ("--from", "01/06/2023"), 1),
        ("recognized", ("--from", "13/05/2023", "--as-of", "01/11/2023"), 0),
        ("registered", ("--as-of", "30/06/2023"), 2),
        ("registered", ("--from", "01/01/2023"), 2),
        ("active", ("--from", "01/06/2023"), 2),
        ("awards", ("--as-of", "31/12/2023"), 0),
        ("awards", ("--from", "2024"), 1),
        ("proposed", ("--as-of", "30/11/2023"), 1),
        ("proposed", ("--as-of", "29/11/2023"), 0),
        ("activities", ("--from", "02/2023", "--as-of", "06/2023"), 2),
    ],
)
def test_each_thing_is_there_from_its_own_day_on(
    year: DataFolder, measure: str, days: tuple[str, ...], value: int
) -> None:
    assert year.json("tally", measure, "--year", "2023", *days)["total"] == value
    assert year.json("list", measure, "--year", "2023", *days)["total"] == value


def test_a_zero_beside_what_states_no_day_is_not_known(year: DataFolder) -> None:
    shown = year.ask("tally", "recognized", "--year", "2023", "--as-of", "01/03/2023").out.splitlines()
    assert shown[3].strip() == "–"  # b was recognized on no stated day
    shown = year.ask("tally", "awards", "--year", "2023", "--as-of", "31/12/2023").out.splitlines()
    assert shown[3].strip() == "0"


def test_until_a_higher_level_has_decided_the_lower_one_counts(year: DataFolder) -> None:
    assert _rows(year, "recognized", "--year", "2023", "--by", "level", "--as-of", "30/06/2023") == {"xa": 1}
    assert _rows(year, "recognized", "--year", "2023", "--by", "level") == {"huyen": 1, "xa": 1}


def test_months_and_quarters_have_what_states_no_day_in_a_row_of_its_own(year: DataFolder) -> None:
    assert _rows(year, "registered", "--year", "2023", "--by", "month") == {"2023-02": 1, "2023-07": 1, None: 1}
    assert _rows(year, "activities", "--year", "2023", "--by", "quarter") == {"2023-Q1": 2, "2023-Q2": 1, "2023-Q4": 1}


@pytest.mark.parametrize(
    ("typed", "value"),
    [("month=03/2023", 1), ("month=2023-03,2023-06", 2), ("quý=Q1/2023", 2), ("quarter=quý II năm 2023", 1)],
)
def test_a_month_or_quarter_is_read_as_it_is_written(year: DataFolder, typed: str, value: int) -> None:
    assert year.json("tally", "activities", "--year", "2023", "--where", typed)["total"] == value


def test_zeros_are_the_months_that_are_asked_for(year: DataFolder) -> None:
    typed = ("activities", "--year", "2023", "--by", "month", "--from", "2023-02", "--as-of", "2023-04", "--zeros")
    assert _rows(year, *typed) == {"2023-02": 0, "2023-03": 1, "2023-04": 0}


def test_a_comparison_moves_the_days_by_as_many_years(year: DataFolder) -> None:
    year.model("2022/e", registered_on="2022-09-09")
    answer = year.json("tally", "registered", "--year", "2023", "--as-of", "30/06/2023", "--vs", "2022")
    assert (answer["total"], answer["vs_total"]) == (2, 1)
    shown = year.ask("tally", "registered", "--year", "2023", "--as-of", "30/06/2023", "--vs", "2022")
    assert "2022-06-30" in shown.out


def test_what_states_no_day_is_said(year: DataFolder) -> None:
    assert "1 state no day and are counted" in year.ask("tally", "registered", "--as-of", "2023").out
    assert "1 state no day and are not counted" in year.ask("tally", "recognized", "--as-of", "2023").out
    assert "state no day" not in year.ask("tally", "activities", "--as-of", "2023").out


@pytest.mark.parametrize("measure", ["results", "running", "activity_results"])
@pytest.mark.parametrize("option", ["--from", "--as-of"])
def test_what_has_no_day_refuses_days(year: DataFolder, measure: str, option: str) -> None:
    assert year.ask("tally", measure, option, "2023-05-01").code == 2


def test_what_a_level_or_a_decision_says_is_asked_of_it(year: DataFolder) -> None:
    """Three models recognized by a ward, one by the upper level too: the ward's decision names three."""
    year.evaluation("2023/c.xa", recognized=True, decision="1-QĐ")
    for where, total, basis in (("decision=1-QĐ", 3, "each"), ("level=xa", 3, "each"), ("level!=huyen", 2, "yearly")):
        listed = year.json("list", "recognized", "--year", "2023", "--where", where)
        answer = year.json("tally", "recognized", "--year", "2023", "--where", where)
        assert (len(listed["records"]), answer["total"], answer["count"]) == (total, total, basis)
    yearly = year.json("tally", "recognized", "--year", "2023", "--where", "level=xa", "--count", "yearly")
    assert yearly["total"] == 2


def test_a_programme_runs_from_its_first_year_to_its_last_unless_it_ended(data: DataFolder) -> None:
    data.write("activities/2021/p.yaml", "title: Phối hợp\nunit: xa-a\nuntil_year: 2026\ncount: 2\n")
    data.write("activities/2021/q.yaml", "title: Quy chế\nunit: xa-a\nuntil_year: 2026\nended_on: 2023-12-31\n")
    data.write("activities/2022/once.yaml", "title: Tập huấn\nunit: xa-a\n")
    running = {str(year): data.json("tally", "running", "--year", str(year))["total"] for year in range(2020, 2028)}
    assert running == {"2020": 0, "2021": 3, "2022": 3, "2023": 2, "2024": 2, "2025": 2, "2026": 2, "2027": 0}
    assert len(data.json("list", "running", "--year", "2024")["records"]) == 1


def test_recipients_without_a_name_are_not_added_up_over_forms(data: DataFolder) -> None:
    for name, form, count in (("a", "giay-khen", 12), ("b", "bang-khen", 5), ("c", "giay-khen", 3)):
        data.award(f"2023/{name}", form=form, count=count, unit="xa-a", kind="tap-the")
    data.award("2023/n", recipient="Lê Hòa", unit="xa-a")
    answer = data.json("tally", "recipients", "--year", "2023")
    assert (answer["total"], answer["bound"]) == (16, "at_least")
    assert sum(record["value"] for record in data.json("list", "recipients", "--year", "2023")["records"]) == 16
    assert "bound" not in data.json("tally", "recipients", "--year", "2023", "--where", "form=giay-khen")


def _meant(data: DataFolder, *typed: str) -> str:
    return str(data.json("tally", "registered", *typed)["year"])


def test_a_year_that_is_still_to_come_is_not_the_latest(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANVAN_TODAY", "2024-03-01")
    data.model("2026/c")
    data.model("2062/d")
    assert _meant(data) == "2026"  # nothing else is there: the first that comes
    data.model("2022/a")
    data.model("2024/b")
    assert _meant(data) == "2024"
    assert _meant(data, "--as-of", "2023") == "2022"
    monkeypatch.setenv("DANVAN_TODAY", "2023-12-31")
    assert _meant(data) == "2022"
    assert data.json("status")["year"] == "2022"


@pytest.fixture
def two_years(data: DataFolder) -> DataFolder:
    for day in ("2024-02-29", "2024-08-10", "2024-09-10", "2025-02-15", "2025-09-02", "2025-09-30"):
        data.write(f"activities/{day[:4]}/t-{day}.yaml", f"title: Đối thoại {day}\nunit: xa-a\nheld_on: {day}\n")
    return data


@pytest.mark.parametrize(
    ("typed", "totals"),
    [
        (("--where", "month=09/2025"), (2, 1)),
        (("--where", "quarter=Q3/2025"), (2, 2)),
        (("--from", "02/2025", "--as-of", "02/2025"), (1, 1)),
        (("--from", "01/01/2025", "--as-of", "28/02/2025"), (1, 1)),
    ],
)
def test_the_same_part_of_another_year_is_compared(
    two_years: DataFolder, typed: tuple[str, ...], totals: tuple[int, int]
) -> None:
    answer = two_years.json("tally", "activities", "--year", "2025", *typed, "--vs", "2024")
    assert (answer["total"], answer["vs_total"]) == totals


def test_a_month_stands_beside_the_same_month_of_the_other_year(two_years: DataFolder) -> None:
    answer = two_years.json("tally", "activities", "--year", "2025", "--by", "month", "--vs", "2024")
    rows = {row["month"]: (row["value"], row["vs"]) for row in answer["rows"]}
    assert rows == {"2025-02": (1, 1), "2025-08": (0, 1), "2025-09": (2, 1)}


def test_a_month_says_of_which_year_it_is(two_years: DataFolder) -> None:
    two_years.write("activities/2026/t.yaml", "title: Tập huấn\nunit: xa-a\n")
    for where, total in (("month=09/2025", 2), ("quý=Q3/2024", 2)):
        assert two_years.json("tally", "activities", "--where", where)["total"] == total


def test_a_figure_of_recipients_is_not_held_against_a_lower_bound(data: DataFolder) -> None:
    for form, count in (("co", 3), ("bang-khen", 2)):
        data.award(f"2023/{form}", form=form, count=count, unit="xa-a")
    claims = "".join(f"  - {{measure: recipients, {stated}}}\n" for stated in ("value: 4", "at_most: 3", "value: 2"))
    data.write("figures/2023/bao.yaml", f"source: Báo\nclaims:\n{claims}")
    results = [claim["result"] for claim in data.ask("reconcile", "--format", "json").json["claims"]]
    assert results == ["unknown", "unknown", "differs"]


def test_a_unit_known_only_from_a_later_year_is_not_there_yet(data: DataFolder) -> None:
    data.model("2023/a")
    data.model("2024/b", unit="xa-b")
    typed = ("tally", "registered", "--by", "unit", "--zeros", "--year", "2023-2024", "--as-of", "2023-12-31")
    rows = {row["unit"]: row["value"] for row in data.json(*typed)["rows"]}
    assert rows["xa-b"] is None


def test_what_cannot_be_read_does_not_tell_nothing_from_zero(data: DataFolder) -> None:
    data.model("2023/a")
    data.write("awards/2023/2023-bad.yaml", "unit: xa-b\n")
    said = data.ask("tally", "registered", "--year", "2023", "--by", "unit", "--zeros", "--format", "json")
    assert (said.code, said.json["complete"]) == (1, False)
    assert data.json("tally", "registered", "--year", "2023", "--by", "unit")["complete"] is True
