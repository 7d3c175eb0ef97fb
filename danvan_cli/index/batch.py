"""Reading many files of one folder into the index."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from danvan_cli.domain import rules
from danvan_cli.domain.errors import ReadError
from danvan_cli.domain.names import RecordName, record_name
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.rows import COLUMNS, RecordFile, Row, places_text, problem_rows, record_rows
from danvan_cli.store.collecting import uncollected
from danvan_cli.store.source import PASSING, FolderEntry, Source, YearFolder

_COLUMNS = {"folder": ("id", "path"), "file": ("id", "folder", "name", "stamp", "young", "sound", "places"), **COLUMNS}


class Batch:
    """The rows of a folder's files, gathered and then inserted at once."""

    def __init__(self, db: sqlite3.Connection, folder: YearFolder, folder_id: int, young: frozenset[str]) -> None:
        self._folder, self._folder_id, self._young = folder, folder_id, young
        self._next = int(db.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM file").fetchone()[0])
        self._rows: dict[str, list[Row]] = defaultdict(list)

    def read(self, source: Source, entries: Sequence[FolderEntry], done: Callable[[], None]) -> None:
        """Read files; those that are no records leave a problem only."""
        record_type = RECORD_TYPES[self._folder.kind]
        names = ((entry.name, record_name(record_type, entry.name)) for entry in entries if not entry.fault)
        named = {file_name: name for file_name, name in names if name}
        whole = [entry for entry in entries if entry.name in named]
        with uncollected():
            contents = source.read_many(f"{self._folder.path}/{entry.name}" for entry in whole)
            for entry, (path, data) in zip(whole, contents, strict=True):
                self._add_record(named[entry.name], entry, path, data)
                done()
        for entry in entries:
            if entry.name not in named:
                self._add_stray(entry)
                done()

    def insert(self, db: sqlite3.Connection) -> None:
        """Write what was gathered."""
        insert_rows(db, self._rows)

    def _add_record(self, name: RecordName, entry: FolderEntry, path: str, data: bytes | ReadError) -> None:
        if isinstance(data, ReadError):
            unsettled = data.message in PASSING  # what kept it closed may go and leave no trace on the file
            problem = Problem(data.message, path, args=data.params)
            self._add_file(entry, [problem], sound=False, unsettled=unsettled)
            return
        reading = read_record(self._folder.kind, path, self._folder.year, data)
        number = self._add_file(entry, reading.problems, sound=reading.sound, places=places_text(reading.stated))
        if reading.sound:
            for table, row in record_rows(RecordFile(number, self._folder.kind, self._folder.year, name), reading):
                self._rows[table].append(row)

    def _add_stray(self, entry: FolderEntry) -> None:
        """Note a file that is no record. One that may hold somebody's record makes counts incomplete."""
        is_yaml = entry.name.lower().endswith((".yaml", ".yml"))
        rule = entry.fault or (rules.STRAY_FILE if is_yaml else rules.STRAY_OTHER)
        path = f"{self._folder.path}/{entry.name}"
        problem = Problem(rule, path, args={"name": entry.name or path, "reason": entry.reason})
        self._add_file(entry, [problem], sound=rule is rules.STRAY_OTHER)

    def _add_file(
        self, entry: FolderEntry, problems: Sequence[Problem], *, sound: bool, places: str = "", unsettled: bool = False
    ) -> int:
        number = self._next
        self._next += 1
        young = int(unsettled or entry.name in self._young)
        self._rows["file"].append((number, self._folder_id, entry.name, entry.stamp, young, int(sound), places))
        self._rows["problem"].extend(problem_rows(number, problems))
        return number


def insert_rows(db: sqlite3.Connection, rows: Mapping[str, Sequence[Row]]) -> None:
    """Write rows of many tables."""
    for table, table_rows in rows.items():
        columns = _COLUMNS[table]
        marks = ", ".join("?" * len(columns))
        db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", table_rows)
