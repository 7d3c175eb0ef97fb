"""What belongs to its day: units that ended, values that were retired, dates in their order."""

import sqlite3
from collections.abc import Iterator

from danvan_cli.counting.checks.finding import FILES, PATH, problem
from danvan_cli.domain import rules
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.references import references
from danvan_cli.domain.vocabulary import FIXED
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.dates import first_day, last_day
from danvan_cli.text.mark import N_

UNIT_ENDED = rules.warning(
    "unit-ended",
    N_("{key}: the unit {value} ended on {until}."),
    N_("Name the unit of the day. What it became: {near}."),
    N_("Records keep the name and level of their day; a later record needs the new unit."),
)
UNIT_NOT_YET = rules.warning(
    "unit-not-yet",
    N_("{key}: the unit {value} exists only since {since}."),
    N_("Name the unit of the day."),
    N_("Records keep the name and level of their day."),
)
RETIRED_VALUE = rules.warning(
    "retired-value",
    N_("{key}: “{value}” was retired after {until}."),
    N_("Choose one of today's list {list}."),
    N_("Retired values stay valid in older records only."),
)
OUTSIDE_YEAR = rules.warning(
    "outside-year",
    N_("{key}: {date} lies far from the campaign year {year}."),
    N_("Look at the year of the date, and of the folder: what is of {year} lies between {since} and {until}."),
    N_("The campaign year is stated and decides where it counts; a year typed wrongly hides in a date."),
)
UNTIL_BEFORE = rules.error(
    "until-before",
    N_("{key}: it runs until {until}, which is before its first year, {year}."),
    N_("The folder's year is its first; correct one of the two."),
    N_("It never counts as running."),
)
# From when to when a thing of a campaign year may be: the meeting that sums a year up is held in the next.
_SINCE, _UNTIL = "07-01", "06-30"


def ended_units(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find records of a unit after its end or before its beginning.

    A record's own date decides; without one, its campaign year, of which the unit must have seen a day. Who surveyed a
    model before its unit was made, and decided on it after, is that unit.
    """
    for reference in references():
        if reference.field.refers != "unit":
            continue
        spoken_on, columns = reference.record_type.spoken_on, [column.name for column in reference.record_type.columns]
        date = f"t.{spoken_on}" if spoken_on else "NULL"
        latest = f"COALESCE(t.decided_on, {date})" if "decided_on" in columns else date
        rows = db.execute(
            f"SELECT {PATH}, file.places, t.{reference.column}, {date}, {latest}, t.year, u.since_day, u.until_day"
            f" FROM {reference.table} AS t {FILES} JOIN unit AS u ON u.id = t.{reference.column}"
            " WHERE (u.until_day IS NOT NULL OR u.since_day IS NOT NULL)"
        )
        for path, places, unit, day, last, year, since, until in rows:
            if until and first_day(day or str(year)) > until:
                near = _successor_names(lists, unit)
                yield problem(UNIT_ENDED, path, places, reference.key, value=unit, until=until, near=near)
            elif since and last_day(last or str(year)) < since:
                yield problem(UNIT_NOT_YET, path, places, reference.key, value=unit, since=since)


def _successor_names(lists: Lists, unit: str) -> str:
    successors = map(lists.called, lists.units[unit].successors)
    return ", ".join(f"{successor.id} ({successor.placed})" for successor in successors) or "–"


def retired_values(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001 - all checks are called alike
    """Find list values in years after they were retired."""
    for reference in references():
        name = reference.field.choices
        if not name or name in FIXED:
            continue
        for path, places, value, until in db.execute(
            f"SELECT {PATH}, file.places, t.{reference.column}, e.until FROM {reference.table} AS t {FILES}"
            f" JOIN entry AS e ON e.list = ? AND e.id = t.{reference.column} WHERE e.until < t.year",
            [name],
        ):
            yield problem(RETIRED_VALUE, path, places, reference.key, value=value, until=until, list=name)


def dates_in_order(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find an end before its beginning; dates without day or month may be any day of theirs."""
    for record_type in RECORD_TYPES.values():
        for first, second in record_type.in_order:
            for path, places, before, after in db.execute(
                f"SELECT {PATH}, file.places, t.{first}, t.{second} FROM {record_type.table} AS t {FILES}"
                f" WHERE t.{second} < t.{first}"
            ):
                if last_day(after) < first_day(before):
                    args = {"date": after, "other_key": first, "other_date": before}
                    yield problem(rules.DATE_ORDER, path, places, second, **args)


def days_of_the_year(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find what was held more than half a year before or after its campaign year."""
    for record_type in RECORD_TYPES.values():
        key = record_type.happens_on
        if not key:
            continue
        for path, places, day, year in db.execute(
            f"SELECT {PATH}, file.places, t.{key}, t.year FROM {record_type.table} AS t {FILES}"
            f" WHERE t.{key} IS NOT NULL AND CAST(substr(t.{key}, 1, 4) AS INTEGER) <> t.year"
        ):
            since, until = f"{year - 1}-{_SINCE}", f"{year + 1}-{_UNTIL}"
            if last_day(day) < since or first_day(day) > until:
                yield problem(OUTSIDE_YEAR, path, places, key, date=day, year=year, since=since, until=until)


def last_years(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find what runs until a year before its first."""
    for record_type in RECORD_TYPES.values():
        key = record_type.runs_until
        if not key:
            continue
        for path, places, until, year in db.execute(
            f"SELECT {PATH}, file.places, t.{key}, t.year FROM {record_type.table} AS t {FILES} WHERE t.{key} < t.year"
        ):
            yield problem(UNTIL_BEFORE, path, places, key, until=until, year=year)
