"""What belongs to its day: units that ended, values that were retired, dates in their order."""

import sqlite3
from collections.abc import Iterator

from danvan_cli.counting.checks.calendar import Calendar
from danvan_cli.counting.checks.finding import FILES, PATH, problem, recorded_references, recorded_types
from danvan_cli.domain import rules
from danvan_cli.domain.fields import Field
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import UNITS_FILE, is_year
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import EVALUATIONS
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
    N_("Choose one that is in use: danvan vocabulary list {list}"),
    N_("Retired values stay valid in older records only."),
)
RETIRED_LEVEL = rules.warning(
    "retired-level",
    N_("{name} ({value}) is of a level that ended after {until}, and has records of {year}."),
    N_("Record what the unit became: danvan unit succeed. If its level is wrong: danvan unit correct, --level."),
    N_("Districts ended on 30/06/2025: what is counted at their level later is missing at the levels of today."),
)
OUTSIDE_YEAR = rules.warning(
    "outside-year",
    N_("{key}: {date} lies far from the campaign year {year}."),
    N_("Look at the year of the date, and of the folder: what is of {year} lies between {since} and {until}."),
    N_("The campaign year is stated and decides where it counts; a year typed wrongly hides in a date."),
    is_asked=True,
)
LONG_BEFORE_YEAR = rules.warning(
    "long-before-year",
    N_("{key}: {date} lies long before the campaign year {year}."),
    N_("Look at the year of the date, and of the folder: this day of what is of {year} comes after {since}."),
    N_("The campaign year is stated and decides where it counts; a year typed wrongly hides in a date."),
    is_asked=True,
)
LONG_AFTER_YEAR = rules.warning(
    "long-after-year",
    N_("{key}: {date} lies long after the campaign year {year}."),
    N_("Look at the year of the date, and of the folder: this day of what is of {year} comes before {until}."),
    N_("The campaign year is stated and decides where it counts; a year typed wrongly hides in a date."),
    is_asked=True,
)
FUTURE_DAY = rules.warning(
    "future-day",
    N_("{key}: {date} comes after the end of next year."),
    N_("Look at the year of the date."),
    N_("What has not happened yet is nobody's record; a year typed wrongly hides in a date."),
    is_asked=True,
)
FUTURE_YEAR = rules.warning(
    "future-year",
    N_("The campaign year {year} comes after next year."),
    N_("Look at the year. A record that lies there by mistake is taken to its own year by danvan move."),
    N_("Nobody asks for the numbers of a year typed wrongly, and where it belongs the record is missing."),
    is_asked=True,
)
UNTIL_BEFORE = rules.error(
    "until-before",
    N_("{key}: it runs until {until}, which is before its first year, {year}."),
    N_("The folder's year is its first; correct one of the two."),
    N_("It never counts as running."),
    is_asked=True,
)
# From when to when a thing of a campaign year may be: the meeting that sums a year up is held in the next.
_SINCE, _UNTIL = "07-01", "06-30"
_NEVER = 9998


def ended_units(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find records of a unit after its end or before its beginning.

    A record's own date decides; without one, its campaign year, of which the unit must have seen a day. Who surveyed a
    model before its unit was made, and decided on it after, is that unit.
    """
    for reference in recorded_references(db):
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
    """Find list values in years after they were retired, levels in files' names and parts of results among them."""
    for reference in recorded_references(db, parts=True):
        name = reference.field.choices
        if not name or name in FIXED:
            continue
        for path, places, value, until in db.execute(
            f"SELECT DISTINCT {PATH}, file.places, t.{reference.column}, e.until FROM {reference.table} AS t {FILES}"
            f" JOIN {reference.record_type.table} AS r ON r.file = t.file"
            f" JOIN entry AS e ON e.list = ? AND e.id = t.{reference.column} WHERE e.until < r.year",
            [name],
        ):
            yield problem(RETIRED_VALUE, path, places, reference.key, value=value, until=until, list=name)


def retired_levels(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find units of a retired level, of which no end is known, in records of later years; each once."""
    used = " UNION ALL ".join(
        f"SELECT t.{reference.column} AS unit, r.year FROM {reference.table} AS t"
        f" JOIN {reference.record_type.table} AS r ON r.file = t.file"
        for reference in references()
        if reference.field.refers == "unit"
    )
    for unit, name, places, until, year in db.execute(
        f"SELECT u.id, u.name, u.places, e.until, MAX(used.year) FROM ({used}) AS used"
        " JOIN unit AS u ON u.id = used.unit JOIN entry AS e ON e.list = 'level' AND e.id = u.level"
        " WHERE u.until_day IS NULL AND e.until < used.year GROUP BY u.id"
    ):
        args = {"value": unit, "name": name, "until": until, "year": year}
        yield problem(RETIRED_LEVEL, UNITS_FILE, places, "level", **args)


def dates_in_order(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find an end before its beginning; dates without day or month may be any day of theirs."""
    for record_type in recorded_types(db):
        for first, second in record_type.in_order:
            for path, places, before, after in db.execute(
                f"SELECT {PATH}, file.places, t.{first}, t.{second} FROM {record_type.table} AS t {FILES}"
                f" WHERE t.{second} < t.{first}"
            ):
                if last_day(after) < first_day(before):
                    args = {"date": after, "other_key": first, "other_date": before}
                    yield problem(rules.DATE_ORDER, path, places, second, **args)


def days_of_the_year(db: sqlite3.Connection, calendar: Calendar) -> Iterator[Problem]:
    """Find days more than half a year before or after their campaign year, as far as their fields are of the year."""
    for record_type in recorded_types(db):
        fields = _fields_in_year(record_type)
        if not fields:
            continue
        first = "COALESCE(t.from_year, t.year)" if "from_year" in _columns(record_type) else "t.year"
        suspect = " OR ".join(_suspect(field, first, calendar) for field in fields)
        for path, places, year, first_year, *days in db.execute(
            f"SELECT DISTINCT {PATH}, file.places, t.year, {first}, {', '.join(f't.{field.key}' for field in fields)}"
            f" FROM {record_type.table} AS t {FILES} WHERE {suspect}"
        ):
            for field, day in zip(fields, days, strict=True):
                told = _told_of_day(field, day, (first_year, year), calendar) if day else None
                if told:
                    rule, args = told
                    yield problem(rule, path, places, field.key, date=day, year=year, **args)


def _fields_in_year(record_type: RecordType) -> list[Field]:
    """Return the fields of days that belong to the campaign year, as far as the index has them."""
    columns = _columns(record_type)
    return [field for field in record_type.fields.values() if field.in_year and field.key in columns]


def _suspect(field: Field, first_year: str, calendar: Calendar) -> str:
    """Return the condition that leaves out the days, mostly all, that need no closer look: as texts they lie right."""
    before, after = f"t.{field.key} < ({first_year} - 1) || '-{_SINCE}'", f"t.{field.key} > (t.year + 1) || '-{_UNTIL}'"
    if field.in_year == "until":
        return after
    ahead = f"t.{field.key} > '{(calendar.present_year or _NEVER) + 1}-12-31'"
    return f"{before} OR {after if field.in_year == 'near' else ahead}"


def _columns(record_type: RecordType) -> tuple[str, ...]:
    from danvan_cli.index.rows import COLUMNS  # noqa: PLC0415 - it reads YAML, which the help of `check` does without

    return COLUMNS[record_type.table]


def _told_of_day(
    field: Field, day: str, years: tuple[int, int], calendar: Calendar
) -> tuple[Message, dict[str, str]] | None:
    """Return what is wrong with a day of what is of some years, mostly one, and what fills that in; else None."""
    since, until = f"{years[0] - 1}-{_SINCE}", f"{years[1] + 1}-{_UNTIL}"
    if field.in_year != "until" and last_day(day) < since:
        is_near = field.in_year == "near"
        return (OUTSIDE_YEAR, {"since": since, "until": until}) if is_near else (LONG_BEFORE_YEAR, {"since": since})
    if field.in_year != "since" and first_day(day) > until:
        is_near = field.in_year == "near"
        return (OUTSIDE_YEAR, {"since": since, "until": until}) if is_near else (LONG_AFTER_YEAR, {"until": until})
    return (FUTURE_DAY, {}) if field.in_year == "since" and calendar.is_ahead(int(day[:4])) else None


def years_ahead(db: sqlite3.Connection, calendar: Calendar) -> Iterator[Problem]:
    """Find records of a campaign year that is not to be expected yet; that of an evaluation is its model's."""
    for (folder,) in db.execute("SELECT path FROM folder").fetchall():
        top, _, year = folder.rpartition("/")
        if is_year(year) and calendar.is_ahead(int(year)) and top != EVALUATIONS.folder:
            files = f"SELECT {PATH} FROM file JOIN folder ON folder.id = file.folder WHERE folder.path = ?"
            for (path,) in db.execute(files, [folder]):
                yield problem(FUTURE_YEAR, path, None, "", year=int(year))


def last_years(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find what runs until a year before its first."""
    for record_type in recorded_types(db):
        key = record_type.runs_until
        if not key:
            continue
        for path, places, until, year in db.execute(
            f"SELECT {PATH}, file.places, t.{key}, t.year FROM {record_type.table} AS t {FILES} WHERE t.{key} < t.year"
        ):
            yield problem(UNTIL_BEFORE, path, places, key, until=until, year=year)
