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


def ended_units(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find records of a unit after its end or before its beginning.

    A record's own date decides; without one, its campaign year, of which the unit must have seen a day.
    """
    for reference in references():
        if reference.field.refers != "unit":
            continue
        date = f"t.{reference.record_type.spoken_on}" if reference.record_type.spoken_on else "NULL"
        rows = db.execute(
            f"SELECT {PATH}, file.places, t.{reference.column}, {date}, t.year, u.since_day, u.until_day"
            f" FROM {reference.table} AS t {FILES} JOIN unit AS u ON u.id = t.{reference.column}"
            " WHERE (u.until_day IS NOT NULL OR u.since_day IS NOT NULL)"
        )
        for path, places, unit, day, year, since, until in rows:
            spoken = day or str(year)
            if until and first_day(spoken) > until:
                near = _successor_names(lists, unit)
                yield problem(UNIT_ENDED, path, places, reference.key, value=unit, until=until, near=near)
            elif since and last_day(spoken) < since:
                yield problem(UNIT_NOT_YET, path, places, reference.key, value=unit, since=since)


def _successor_names(lists: Lists, unit: str) -> str:
    return ", ".join(f"{successor} ({lists.unit_name(successor)})" for successor in lists.units[unit].successors) or "–"


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
