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
from danvan_cli.index.batch import insert_rows
from danvan_cli.index.comparing import OFFICE, YOUNG, stamps_of_lists
from danvan_cli.index.current_lists import DUE
from danvan_cli.index.rows import Row, entry_rows, places_text, problem_rows, unit_row
from danvan_cli.store.collecting import uncollected
from danvan_cli.store.source import PASSING, Source

_NO_FOLDER = 0  # in which stand the two files, and the kinds' folders themselves; their own numbers are negative


def update_lists(db: sqlite3.Connection, source: Source) -> None:
    """Read danvan.yaml and units.yaml again; all facts are out of date after that."""
    stamps = stamps_of_lists(source)
    readings = {OFFICE_FILE: _load_office(db, source), UNITS_FILE: _load_units(db, source)}
    for name, reading in readings.items():
        if any(problem.rule in PASSING for problem in reading.problems):
            stamps[name] = YOUNG  # what kept it closed may go and leave no trace on the file
    faults = {problem.path: [problem] for problem in source.faults()}
    folders = {name: FileReading(StatedValues({}, {}), [], faults.get(name, [])) for name in RECORD_FOLDERS}
    _keep_readings(db, readings | folders)
    db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", stamps.items())
    years = [f"SELECT year FROM {record_type.table}" for record_type in RECORD_TYPES.values() if record_type.counts]
    db.execute(f"INSERT OR IGNORE INTO changed {' UNION '.join(years)}")


def _load_office(db: sqlite3.Connection, source: Source) -> FileReading:
    try:
        reading, own = read_office(OFFICE_FILE, source.read(OFFICE_FILE), replaceable())
    except ReadError as fault:
        reading, own = _reading_of_unread(fault, OFFICE_FILE), {}
    entries = {**built_in(), **{name: entries_of(stated) for name, stated in own.items()}}
    lists = {name: with_short_forms(entries) for name, entries in entries.items()}
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


def _keep_readings(db: sqlite3.Connection, readings: Mapping[str, FileReading]) -> None:
    """Write what is kept of files in no year's folder, by name: whether they are sound, and what is wrong in them."""
    db.execute("DELETE FROM problem WHERE file IN (SELECT id FROM file WHERE folder = ?)", [_NO_FOLDER])
    db.execute("DELETE FROM file WHERE folder = ?", [_NO_FOLDER])
    db.execute("INSERT OR IGNORE INTO folder (id, path, kind, year) VALUES (?, '', ?, 0)", [_NO_FOLDER, OFFICE])
    rows: dict[str, list[Row]] = {"file": [], "problem": []}
    for number, (name, reading) in enumerate(readings.items(), 1):
        row = (-number, _NO_FOLDER, name, "", 0, int(reading.sound), places_text(reading.stated))
        rows["file"].append(row)
        rows["problem"].extend(problem_rows(-number, reading.problems))
    insert_rows(db, rows)
