import calendar
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.text.dates import first_day, format_date, is_date, last_day, read_said_date, read_typed_date
from tests.text.vietnamese_texts import texts

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
STORED = st.builds(lambda day, size: day.isoformat()[:size], DAYS, st.sampled_from((4, 7, 10)))
DATE_LIKE = st.from_regex(re.compile(r"(19|20|21|22)[0-9]{2}(-[0-9]{2}){0,2}"), fullmatch=True)


@given(DATE_LIKE)
def test_a_date_exists_in_the_calendar(text: str) -> None:
    assert is_date(text) == _exists(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1899",
        "2200",
        "20",
        "2020-1",
        "2020-13",
        "2020-00",
        "2021-02-29",
        "2020-02-30",
        "2020-04-31",
        "2020-01-00",
        "07/12/2023",
        "2020-12-01T00",
        "٢٠٢٠",
        "2020-01-01\n",
        " 2020",
        "2020-01-",
        "202012",
    ],
)
def test_no_date(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(ValueError, match="not a stored date"):
        last_day(text)


@given(STORED)
def test_the_last_day_is_not_before_the_first(text: str) -> None:
    first, last = date.fromisoformat(first_day(text)), date.fromisoformat(last_day(text))
    assert first <= last
    assert first.isoformat().startswith(text)
    assert last.isoformat().startswith(text)
    assert not date.fromordinal(min(last.toordinal() + 1, date.max.toordinal())).isoformat().startswith(text)


def test_a_date_without_day_or_month_means_its_last_day() -> None:
    assert last_day("2020") == "2020-12-31"
    assert last_day("2021-02") == "2021-02-28"
    assert last_day("2020-02") == "2020-02-29"
    assert last_day("1900-02") == "1900-02-28"
    assert last_day("2023-12-07") == first_day("2023-12-07") == "2023-12-07"
    assert first_day("2020") == "2020-01-01"
    assert first_day("2021-02") == "2021-02-01"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("07/12/2023", "2023-12-07"),
        ("7-12-2023", "2023-12-07"),
        ("7.12.2023", "2023-12-07"),
        ("12/2023", "2023-12"),
        ("1/2023", "2023-01"),
        ("28 - 01 - 2021", "2021-01-28"),
        ("28 – 01 – 2021", "2021-01-28"),
        (" 2023 ", "2023"),
        ("2023-12", "2023-12"),
        ("2023-12-07", "2023-12-07"),
    ],
)
def test_dates_as_they_are_typed(typed: str, stored: str) -> None:
    assert read_typed_date(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12/07/98",
        "13/2023",
        "31/02/2021",
        "0/1/2021",
        "7/12-2023",
        "2023/12/07",
        "hôm nay",
        "7/12/2023/1",
        "٧/١٢/٢٠٢٣",
        "07122023",
        "7/12/2223",
    ],
)
def test_typed_dates_that_are_not_guessed(typed: str) -> None:
    assert read_typed_date(typed) is None


@given(STORED)
def test_a_shown_date_can_be_typed(text: str) -> None:
    assert read_typed_date(format_date(text, "vi")) == text
    assert read_typed_date(format_date(text, "en")) == text == format_date(text, "en")


@given(texts)
def test_what_is_typed_becomes_a_stored_date_or_nothing(text: str) -> None:
    read = read_typed_date(text)
    assert read is None or is_date(read)


def test_dates_for_people() -> None:
    assert format_date("2023-12-07", "vi") == "07/12/2023"
    assert format_date("2023-12", "vi") == "12/2023"
    assert format_date("2023", "vi") == "2023"


def _exists(text: str) -> bool:
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    months = range(1, 13)
    return year < 2200 and month in months and 1 <= day <= calendar.monthrange(year, month)[1]


@given(DAYS.filter(lambda day: 1900 < day.year < 2199), DAYS.map(str), st.integers(1901, 2197))
def test_a_day_without_a_year_is_the_latest_one_of_the_campaign_year_or_the_next(
    day: date, today: str, year: int
) -> None:
    possible = [f"{spoken}-{day:%m-%d}" for spoken in (year, year + 1) if is_date(f"{spoken}-{day:%m-%d}")]
    latest = max((possibility for possibility in possible if possibility <= today), default="") if possible else None

    for text in (f"{day.day}/{day.month}", f"{day:%d.%m}", f" {day:%d-%m} "):
        assert read_said_date(text, today, year) == latest


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("hôm nay", "2026-03-01"), ("hom nay", "2026-03-01"), ("Hôm qua", "2026-02-28"), ("hỏm nay", None)),
        *(("5/2", "2026-02-05"), ("5/4", ""), ("31/2", None), ("5/2/26", "2026-02-05"), ("5.2.2026", "2026-02-05")),
        *(("12/2025", "2025-12"), ("2025", "2025"), ("5/2/98", None), ("5/2-26", None), ("ngày 5/2", "2026-02-05")),
    ],
)
def test_a_day_is_said_as_people_say_it(text: str, day: str | None) -> None:
    assert read_said_date(text, "2026-03-01", 2026) == day
