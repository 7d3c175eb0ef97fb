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
