import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.text.periods import Period, read_period

YEARS = st.integers(1900, 2199)
PERIODS = st.tuples(YEARS, YEARS).map(sorted).map(lambda years: Period(*years))


@given(PERIODS)
def test_a_period_is_read_back(period: Period) -> None:
    assert read_period(str(period)) == period


@pytest.mark.parametrize("text", ["2021-2023", "2021–2023", "2021 - 2023", " 2021 — 2023 "])
def test_a_period_may_be_typed_in_several_ways(text: str) -> None:
    assert read_period(text) == Period(2021, 2023)


def test_one_year_is_a_period() -> None:
    assert read_period("2020") == read_period("2020-2020") == Period(2020, 2020)
    assert str(Period(2020, 2020)) == "2020"
    assert str(Period(2021, 2023)) == "2021-2023"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023-2021",
        "20",
        "2020-12",
        "2021-23",
        "2021/2023",
        "1899",
        "2020-",
        "năm 2020",
        "٢٠٢٠",
        "2020-2021-2022",
    ],
)
def test_no_period(text: str) -> None:
    assert read_period(text) is None
