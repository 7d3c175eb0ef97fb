"""What the overview, `status`, `figure` and `reconcile` say of activities."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.helpers.data_folder import DataFolder


@pytest.fixture
def held(data: DataFolder) -> DataFolder:
    """Two dialogues and a programme of 2020 that runs until 2022."""
    data.activity("2020/mot", form="doi-thoai", held_on="2020-05-12", participants=120)
    data.activity("2020/hai", form="doi-thoai", held_on="2020-06-12", outcome="Giải đáp")
    data.activity("2020/ct", form="chuong-trinh-phoi-hop", held_on="2020-01-12", until_year=2022)
    data.activity("2020/xong", title="Xong", form="chuong-trinh-phoi-hop", until_year=2022, ended_on="2021-05-01")
    return data


def totals(data: DataFolder, *typed: str) -> dict[str, int]:
    return {table["name"]: table["total"] for table in data.json("tally", *typed)["tables"]}


def test_the_overview_has_them_by_form_and_what_runs(held: DataFolder) -> None:
    found = totals(held, "--year", "2020")
    names = ("activities", "activities-by-form", "running", "participants")
    assert [found[name] for name in names] == [4, 4, 2, 120]
    seen = held.ask("tally", "--year", "2020").out
    assert [text in seen for text in ("Activities by form", "Running programmes", "Turns of participants")] == [
        True
    ] * 3


def test_what_began_in_an_earlier_year_still_runs_in_the_overview(held: DataFolder) -> None:
    held.model("2022/cho")
    found = totals(held, "--year", "2022")
    assert (found["running"], "activities" in found) == (1, False)
    held.activity("2020/ct", held_on="2020-01-12", until_year="x")
    said = held.ask("tally", "--year", "2022")
    assert (said.code, "activities/2020/ct.yaml" in said.err) == (1, True)


def test_the_year_s_workbook_has_them(held: DataFolder, tmp_path: Path) -> None:
    said = held.ask("export", "--year", "2020", "-o", str(tmp_path / "nam.xlsx"))
    assert (said.code, "Activity: 4" in said.out) == (0, True), said.err
    book = load_workbook(tmp_path / "nam.xlsx")
    rows = [[cell for cell in row if cell is not None] for row in book.worksheets[0].iter_rows(values_only=True)]
    for row in (["Activities", 4], ["Running programmes", 2], ["Dialogue", 2]):
        assert row in [cells[:2] for cells in rows]
    assert len([*book["Activities"].iter_rows(min_row=3)]) == 4
    assert any(120 in row for row in book["Activities"].iter_rows(values_only=True))


def test_where_there_are_none_nothing_is_said(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/cho")
    assert data.ask("export", "--year", "2020", "-o", str(tmp_path / "nam.xlsx")).code == 0
    assert "Activities" not in load_workbook(tmp_path / "nam.xlsx").sheetnames
    assert not {"activities", "activities-by-form", "running", "participants"} & set(totals(data, "--year", "2020"))


def test_status_says_which_programmes_end_and_how_many_have_no_outcome(held: DataFolder) -> None:
    waiting = {item["code"]: item for item in held.json("status", "--year", "2022")["waiting"]}
    assert [record["id"] for record in waiting["programmes-ending"]["records"]] == ["ct"]
    assert waiting["programmes-ending"]["commands"][0] == "danvan show ct"
    waiting = {item["code"]: item for item in held.json("status", "--year", "2020")["waiting"]}
    assert [record["id"] for record in waiting["activities-without-outcome"]["records"]] == ["mot"]
    seen = held.ask("status", "--year", "2020").out
    assert "what came of them not written: 1\n  Open: danvan status --year 2020 --only activities-without" in seen
    assert "· mot" in held.ask("status", "--year", "2020", "--only", "activities-without-outcome").out


def test_a_source_s_number_is_noted_and_compared(held: DataFolder) -> None:
    typed = ("--year", "2020", "--source", "Báo cáo", "--measure", "activities", "--where", "form=doi-thoai")
    said = held.ask("figure", *typed, "--value", "2", "--yes")
    assert said.code == 0, said.err
    for measure, value in (("running", "2"), ("participants", "120")):
        said = held.ask(
            "figure", "--year", "2020", "--source", "Báo cáo", "--measure", measure, "--value", value, "--yes"
        )
        assert said.code == 0, said.err
    results = [claim["result"] for claim in held.json("reconcile", "--year", "2020")["claims"]]
    assert results == ["equal"] * 3
