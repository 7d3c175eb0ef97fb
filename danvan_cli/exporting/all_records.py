"""All records of a data folder, each file read once; those with faults are named, and left out."""

from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

from danvan_cli.domain import rules
from danvan_cli.domain.errors import ReadError, RequestError
from danvan_cli.domain.messages import NO_RECORD
from danvan_cli.domain.names import RECORD_FOLDERS, UNITS_FILE, id_of, record_name
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import read_record, read_units
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.values import Value
from danvan_cli.store.collecting import uncollected
from danvan_cli.store.source import FolderEntry, Source, YearFolder
from danvan_cli.text.periods import Period

Progress = Callable[[int, int], None]


def no_progress(_done: int, _total: int) -> None:
    """Report to nobody how far it is."""


class FileRecord(NamedTuple):
    """A record as its file states it; a figures file's `claims` are among the values. A unit's year is 0."""

    kind: str
    path: str
    year: int
    values: dict[str, Value]

    @property
    def id(self) -> str:
        """Return its id; an evaluation's is `<model>.<level>`."""
        return str(self.values["id"]) if self.kind == "unit" else id_of(self.path)


class RecordCollection(NamedTuple):
    """The records in the order of their paths, and the faults of those that cannot be read."""

    records: list[FileRecord]
    unread: list[Problem]


def gather(source: Source, kinds: Container[str], years: Period | None, progress: Progress) -> RecordCollection:
    """Read the records of some kinds, in the folders of some years (None: of all)."""
    record_folders = [folder for folder, kind in RECORD_FOLDERS.items() if kind in kinds]
    collection = RecordCollection([], [problem for problem in source.faults() if problem.path in record_folders])
    entries_by_folder = [
        (folder, source.listing(folder.path).entries)
        for folder in sorted(source.folders(), key=lambda folder: folder.path)
        if folder.kind in kinds and (years is None or years.contains(folder.year))
    ]
    total = sum(len(entries) for _, entries in entries_by_folder)
    done = 0
    with uncollected():
        for folder, entries in entries_by_folder:
            for _ in _read_folder(source, folder, entries, collection):
                done += 1
                progress(done, total)
    return collection


def _read_folder(
    source: Source, folder: YearFolder, entries: list[FolderEntry], collection: RecordCollection
) -> Iterator[None]:
    record_paths = []
    for entry in sorted(entries, key=lambda entry: entry.name):
        if not entry.fault and record_name(RECORD_TYPES[folder.kind], entry.name):
            record_paths.append(f"{folder.path}/{entry.name}")
            continue
        collection.unread.extend(_stray_problems(folder, entry))
        yield
    for path, data in source.read_many(record_paths):
        _take_record(folder, path, data, collection)
        yield


def _stray_problems(folder: YearFolder, entry: FolderEntry) -> list[Problem]:
    """Name what is no record's file; what cannot hold one is none of ours."""
    if not entry.fault and not entry.name.lower().endswith((".yaml", ".yml")):
        return []
    path = f"{folder.path}/{entry.name}"
    return [Problem(entry.fault or rules.STRAY_FILE, path, args={"name": entry.name or path, "reason": entry.reason})]


def _take_record(folder: YearFolder, path: str, data: bytes | ReadError, collection: RecordCollection) -> None:
    if isinstance(data, ReadError):
        collection.unread.append(Problem(data.message, path, args=data.params))
        return
    reading = read_record(folder.kind, path, folder.year, data)
    if not reading.sound:
        collection.unread.extend(problem for problem in reading.problems if problem.rule.is_fault)
        return
    values = reading.stated.values
    if reading.entries:
        values = {**values, "claims": [entry.values for entry in reading.entries]}
    collection.records.append(FileRecord(folder.kind, path, folder.year, values))


def gather_units(source: Source) -> list[FileRecord]:
    """Read the units, in the order of their file, which must be sound; raise ReadError."""
    reading = read_units(UNITS_FILE, source.read(UNITS_FILE))
    return [FileRecord("unit", UNITS_FILE, 0, entry.values) for entry in reading.entries]


def models_by_id(source: Source) -> Callable[[str, int | None], str]:
    """Return a finder of models by their ids alone; it raises RequestError as `RecordLookup.model_id` does."""
    years: dict[str, list[int]] = {}
    for folder in source.folders():
        if folder.kind == MODELS.name:
            for entry in source.listing(folder.path).entries:
                years.setdefault(id_of(entry.name), []).append(folder.year)

    def find(typed: str, before: int | None) -> str:
        years_of_id = years.get(typed, ())
        if len(years_of_id) != 1 or (before is not None and years_of_id[0] >= before):
            raise RequestError(NO_RECORD, value=typed, near="–")
        return typed

    return find
