"""The overview: the answers to the questions of a year, without a measure named."""

from typing import Any

import pytest

from tests.helpers.data_folder import DataFolder


@pytest.fixture
def years(data: DataFolder) -> DataFolder:
    """A model of 2019, and two of 2020, one of which two levels recognized."""
    for name in ("2019/cu", "2020/mot", "2020/hai"):
        data.model(name, title=name)
    for level in ("xa", "huyen"):
        data.evaluation(f"2020/mot.{level}", recognized=True)
    return data


def _totals(data: DataFolder, *typed: str) -> dict[str, Any]:
    answers = data.json("tally", *typed)["tables"]
    return {answer["name"]: answer["total"] for answer in answers}


def test_it_is_of_the_year_asked(years: DataFolder) -> None:
    assert _totals(years, "--year", "2019")["registered"] == 1
    assert _totals(years, "--year", "2020")["registered"] == 2


def test_what_two_levels_recognized_counts_once_in_it(years: DataFolder) -> None:
    assert _totals(years, "--year", "2020")["recognized"] == 1


def test_a_filter_that_all_its_tables_have_is_taken_and_no_other(years: DataFolder) -> None:
    assert _totals(years, "--year", "2020", "--where", "unit=xa-b")["registered"] == 0
    assert years.ask("tally", "--year", "2020", "--where", "rating=tot").code == 2


def test_what_its_numbers_have_in_common_is_said_once(years: DataFolder) -> None:
    years.model("2020/tong", title="Tổng", count=12, from_year=2018)
    numbers = years.ask("tally", "--year", "2020").out.partition("Recognized by")[0]

    assert numbers.count("12 are known only as a total") == 1
