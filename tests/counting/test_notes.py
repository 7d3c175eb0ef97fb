"""What is said under a number."""

import pytest

from tests.helpers.data_folder import DataFolder


@pytest.fixture
def total_of_years(data: DataFolder) -> DataFolder:
    """Twelve models of which only the total of 2018 to 2020 is known, evaluated at two levels."""
    data.model("2020/tong", count=12, from_year=2018)
    for level in ("huyen", "xa"):
        data.evaluation(
            f"2020/tong.{level}", recognized=True, surveyed_on="2020-11", rating="tot", results={"ngay-cong": 5}
        )
    return data


@pytest.mark.parametrize("measure", ["registered", "surveyed", "rated", "effective", "recognized"])
@pytest.mark.parametrize("count", ["yearly", "each"])
def test_what_is_left_out_is_said_once_however_many_levels_say_it(
    total_of_years: DataFolder, measure: str, count: str
) -> None:
    said = total_of_years.ask("tally", measure, "--year", "2020", "--count", count)

    assert ": 12 are known only as a total of 2018–2020 and left out here" in said.out + said.err


def test_of_results_the_records_left_out_are_counted_once(total_of_years: DataFolder) -> None:
    said = total_of_years.ask("tally", "results", "--year", "2020")

    assert ": those of 1 records hold for 2018–2020 only as a whole" in said.out + said.err


def test_what_lower_levels_say_again_is_told_by_level(data: DataFolder) -> None:
    data.model("2020/a")
    for level in ("xa", "huyen", "tinh"):
        data.evaluation(f"2020/a.{level}", recognized=True)
    said = data.ask("tally", "recognized", "--year", "2020").out

    assert "not counted again: District: 1." in said
    assert "not counted again: Commune: 1." in said


@pytest.mark.parametrize(("years", "said"), [("2019-2020", True), ("2020", False)])
def test_of_results_of_several_years_it_is_said_what_of_stocks_counts(
    data: DataFolder, years: str, *, said: bool
) -> None:
    data.model("2020/a")
    data.evaluation("2020/a.xa", results={"ngay-cong": 5})

    assert ("of stocks, each model's latest value counts" in data.ask("tally", "results", "--year", years).out) is said


@pytest.mark.parametrize(("axis", "said"), [("tag", True), ("unit", False)])
def test_of_tags_it_is_said_that_they_overlap(data: DataFolder, axis: str, *, said: bool) -> None:
    data.model("2020/a", tags=["a", "b"])
    answer = data.ask("tally", "registered", "--year", "2020", "--by", axis)

    assert ("several tags" in answer.out) is said


def test_awards_that_state_no_unit_are_told_where_one_is_asked_for(data: DataFolder) -> None:
    data.award("2020/co", recipient="An", unit="xa-a")
    data.award("2020/khong", kind="tap-the", count=3)
    data.award("2020/khac", kind="ca-nhan", recipient="Bình", form="co")
    of_unit = ("--year", "2020", "--where", "unit=huyen-x", "--where", "kind=tap-the,ca-nhan")
    sentence = ": 4 state no unit and are not counted here"
    for typed in (("tally", "awards"), ("list", "awards"), ("tally", "recipients"), ("tally", "--column", "awards")):
        said = data.ask(*typed, *of_unit)
        assert sentence in said.out + said.err, typed
    assert ": 1 state no unit" in data.ask("tally", "awards", *of_unit, "--where", "form=co").out
    for asked in ("awards --where unit=", "awards --where unit!=xa-b", "awards", "registered --where unit=xa-a"):
        assert "state no unit" not in data.ask("tally", *asked.split(), "--year", "2020").out
