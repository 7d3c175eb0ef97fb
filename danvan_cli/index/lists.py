"""The office's lists and units, kept in the index so that a question reads no YAML at all."""

import sqlite3
from collections.abc import Mapping

from danvan_cli.domain.errors import ReadError
from danvan_cli.domain.lists import built_in, entries_of, replaceable, with_short_forms
from danvan_cli.domain.names import OFFICE_FILE, RECORD_FOLDERS, UNITS_FILE
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import FileReading, StatedValues, read_office, read_units
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.units import UnitLinks, ancestors, at_levels, links_of, todays
from danvan_cli.index.comparing import YOUNG, stamps_of_lists
from danvan_cli.index.current_lists import DUE
from danvan_cli.index.rows import COLUMNS, entry_rows, places_text, problem_rows, unit_row
from danvan_cli.store.collecting import uncollected
from danvan_cli.store.source import PASSING, Source

# What has no folder of its own has a negative number: the two files, and the kinds' folders themselves.
_OFFICE_NUMBER, _UNITS_NUMBER, _FOLDERS_NUMBER = -1, -2, -3


def update_lists(db: sqlite3.Connection, source: Source) -> None:
    """Read danvan.yaml and units.yaml again; all facts are out of date after that."""
    stamps = stamps_of_lists(source)
    for name, reading in ((OFFICE_FILE, _load_office(db, source)), (UNITS_FILE, _load_units(db, source))):
        if any(problem.rule in PASSING for problem in reading.problems):
            stamps[name] = YOUNG  # what kept it closed may go and leave no trace on the file
    faults = {problem.path: [problem] for problem in source.faults()}
    for number, name in enumerate(RECORD_FOLDERS):
        _keep_file(db, _FOLDERS_NUMBER - number, name, FileReading(StatedValues({}, {}), [], faults.get(name, [])))
    db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", stamps.items())
    for record_type in RECORD_TYPES.values():
        if record_type.counts:
            years = f"SELECT DISTINCT year FROM {record_type.table} WHERE true"
            db.execute(f"INSERT INTO changed {years} ON CONFLICT DO NOTHING")


def _load_office(db: sqlite3.Connection, source: Source) -> FileReading:
    try:
        reading, own = read_office(OFFICE_FILE, source.read(OFFICE_FILE), replaceable())
    except ReadError as fault:
        reading, own = _reading_of_unread(fault, OFFICE_FILE), {}
    entries = {**built_in(), **{name: entries_of(stated) for name, stated in own.items()}}
    lists = {name: with_short_forms(entries) for name, entries in entries.items()}
    _keep_file(db, _OFFICE_NUMBER, OFFICE_FILE, reading)
    db.execute("DELETE FROM entry")
    db.executemany(f"INSERT OR IGNORE INTO entry VALUES ({', '.join('?' * 14)})", entry_rows(lists))
    stated = reading.stated.values
    due = {f"{DUE}{year}": day for year, day in stated.get("due", {}).items()}
    settings = {"office": stated.get("office"), "unit": stated.get("unit"), **due}
    db.execute("DELETE FROM setting WHERE name GLOB ?", [f"{DUE}*"])
    db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", settings.items())
    return reading


@uncollected()  # it would look through all units again and again while there come to be more
def _load_units(db: sqlite3.Connection, source: Source) -> FileReading:
    try:
        reading = read_units(UNITS_FILE, source.read(UNITS_FILE))
    except ReadError as fault:
        reading = _reading_of_unread(fault, UNITS_FILE)
    _keep_file(db, _UNITS_NUMBER, UNITS_FILE, reading)
    entries = {entry.values["id"]: entry for entry in reading.entries if "id" in entry.values}
    units = {name: links_of(entry.values) for name, entry in entries.items()}
    today = todays(units)
    for table in ("unit", "below", "at_level"):
        db.execute(f"DELETE FROM {table}")
    rows = (unit_row(number, entry, today[name]) for number, (name, entry) in enumerate(entries.items()))
    db.executemany(f"INSERT INTO unit VALUES ({', '.join('?' * 14)})", rows)
    _load_ancestry(db, units, None)
    _load_ancestry(db, units, today)
    return reading


def _load_ancestry(db: sqlite3.Connection, units: Mapping[str, UnitLinks], today: Mapping[str, str] | None) -> None:
    """Unfold the tree of their day, or today's; row by row, for there may be many more of these than units."""
    chains = ((unit, ancestors(units, unit, today)) for unit in units)
    below = ((unit, above, bool(today)) for unit, chain in chains for above in chain)
    db.executemany("INSERT INTO below VALUES (?, ?, ?)", below)
    chains = ((unit, ancestors(units, unit, today)) for unit in units)
    levels = ((unit, level, above, bool(today)) for unit, chain in chains for level, above in at_levels(units, chain))
    db.executemany("INSERT INTO at_level VALUES (?, ?, ?, ?)", levels)


def _reading_of_unread(fault: ReadError, name: str) -> FileReading:
    return FileReading(StatedValues({}, {}), [], [Problem(fault.message, name, args=fault.params)])


def _keep_file(db: sqlite3.Connection, number: int, name: str, reading: FileReading) -> None:
    db.execute("INSERT OR IGNORE INTO folder (id, path, kind, year) VALUES (0, '', 'office', 0)")
    db.execute("DELETE FROM problem WHERE file = ?", [number])
    places = places_text(reading.stated)
    row = [number, 0, name, "", 0, int(reading.sound), places]
    db.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    columns = ", ".join(COLUMNS["problem"])
    problems = problem_rows(number, reading.problems)
    db.executemany(f"INSERT INTO problem ({columns}) VALUES (?, ?, ?, ?, ?, ?)", problems)
