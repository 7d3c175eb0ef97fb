"""What belongs to its day: units that ended, values that were retired, dates in their order."""

import sqlite3
from collections.abc import Iterator

from danvan_cli.counting.checks.finding import FILES, PATH, Referring, problem
from danvan_cli.domain.problem import Problem
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.dates import first_day, last_day

# (what refers to a unit, the day on which it speaks of it: the record's own date, else its campaign year)
_DATED_UNITS = {
    Referring("model", "unit", "unit"): "registered_on",
    Referring("award", "unit", "unit"): "decided_on",
    Referring("award", "authority", "authority"): "decided_on",
    Referring("evaluation", "evaluator", "by"): "surveyed_on",
}
_RETIRING = {
    Referring("model", "level", "level"): "level",
    Referring("model", "field", "field"): "field",
    Referring("model", "movement", "movement"): "movement",
    Referring("evaluation", "level", "level"): "level",
    Referring("evaluation", "rating", "rating"): "rating",
    Referring("award", "form", "form"): "form",
    Referring("award", "purpose", "purpose"): "purpose",
}
_ORDER = {
    "model": (("registered_on", "ended_on"), ("started_on", "ended_on")),
    "evaluation": (("surveyed_on", "decided_on"), ("decided_on", "revoked_on")),
    "award": (("proposed_on", "decided_on"), ("decided_on", "revoked_on")),
}


def ended_units(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find records of a unit after its end or before its beginning.

    A record's own date decides; without one, its campaign year, of which the unit must have seen a day.
    """
    for referring, date in _DATED_UNITS.items():
        rows = db.execute(
            f"SELECT {PATH}, file.places, t.{referring.column}, t.{date}, t.year, u.since_day, u.until_day"
            f" FROM {referring.table} AS t {FILES} JOIN unit AS u ON u.id = t.{referring.column}"
            " WHERE (u.until_day IS NOT NULL OR u.since_day IS NOT NULL)"
        )
        for path, places, unit, stated, year, since, until in rows:
            spoken = stated or str(year)
            if until and first_day(spoken) > until:
                near = _successors(lists, unit)
                yield problem("unit-ended", path, places, referring.key, value=unit, until=until, near=near)
            elif since and last_day(spoken) < since:
                yield problem("unit-not-yet", path, places, referring.key, value=unit, since=since)


def _successors(lists: Lists, unit: str) -> str:
    return ", ".join(f"{one} ({lists.unit_name(one)})" for one in lists.units[unit].successors) or "–"


def retired_values(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001 - all checks are called alike
    """Find list values in years after they were retired."""
    for referring, name in _RETIRING.items():
        for path, places, value, until in db.execute(
            f"SELECT {PATH}, file.places, t.{referring.column}, e.until FROM {referring.table} AS t {FILES}"
            f" JOIN entry AS e ON e.list = ? AND e.id = t.{referring.column} WHERE e.until < t.year",
            [name],
        ):
            yield problem("retired-value", path, places, referring.key, value=value, until=until, list=name)


def dates_in_order(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find an end before its beginning; dates without day or month may be any day of theirs."""
    for table, pairs in _ORDER.items():
        for first, second in pairs:
            for path, places, before, after in db.execute(
                f"SELECT {PATH}, file.places, t.{first}, t.{second} FROM {table} AS t {FILES}"
                f" WHERE t.{second} < t.{first}"
            ):
                if last_day(after) < first_day(before):
                    args = {"date": after, "other_key": first, "other_date": before}
                    yield problem("date-order", path, places, second, **args)
