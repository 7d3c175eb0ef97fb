"""Which days are looked at closely: what is left out beforehand, by how it is written, is never told."""

import sqlite3
from contextlib import closing
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from danvan_cli.counting.checks.calendar import Calendar
from danvan_cli.counting.checks.times import _suspect, _told_of_day
from danvan_cli.domain.fields import ACTIVITY, EVALUATION, MODEL, Field

_FIELDS = (MODEL["registered_on"], MODEL["started_on"], EVALUATION["revoked_on"], ACTIVITY["held_on"])
_DAYS = st.one_of(
    st.dates(date(2015, 1, 1), date(2035, 12, 31)).map(str),
    st.builds("20{:02}-{:02}".format, st.integers(15, 35), st.integers(1, 12)),
)
_YEARS = st.integers(2015, 2035)


@given(day=_DAYS | _YEARS.map(str), year=_YEARS, present=_YEARS | st.none(), field=st.sampled_from(_FIELDS))
@example(day="2025-06-30", year=2026, present=2026, field=_FIELDS[0])
@example(day="2027-07-01", year=2026, present=2026, field=_FIELDS[1])
@example(day="2028", year=2026, present=2026, field=_FIELDS[2])
def test_what_is_told_of_a_day_was_looked_at(day: str, year: int, present: int | None, field: Field) -> None:
    calendar = Calendar(present)
    told = _told_of_day(field, day, (year, year), calendar)
    with closing(sqlite3.connect(":memory:")) as db:
        condition = _suspect(field, "t.year", calendar)
        query = f"SELECT {condition} FROM (SELECT ? AS {field.key}, ? AS year) AS t"  # noqa: S608 - the condition is ours
        (suspect,) = db.execute(query, [day, year]).fetchone()
    assert suspect or told is None
