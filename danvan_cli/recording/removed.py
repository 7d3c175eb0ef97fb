"""Records that were removed, or merged away: they lie under `removed/`, headed by the day and the reason."""

from collections.abc import Iterable
from typing import NamedTuple

from danvan_cli.domain.errors import ReadError
from danvan_cli.domain.names import REMOVED_FOLDER, record_path
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.removal import Removal, read_head
from danvan_cli.store.source import Source


class RemovedRecord(NamedTuple):
    """A record that was put away: where it is kept, and since when and why."""

    id: str
    path: str
    removal: Removal


def kept_path(path: str, number: int) -> str:
    """Return where a record is kept; `number` counts those that were put away under one name."""
    stem = f"{REMOVED_FOLDER}/{path.removesuffix('.yaml')}"
    return f"{stem}.yaml" if number == 1 else f"{stem}-{number}.yaml"


def find_removed(source: Source, name: str, folders: Iterable[tuple[RecordType, int]]) -> RemovedRecord | None:
    """Find what was put away under an id, the last time that it was; `folders` are types and years to look at."""
    for record_type, year in folders:
        path, number = record_path(record_type, year, name), 0
        while source.stamp(kept_path(path, number + 1)):
            number += 1
        if number:
            return read_removed(source, name, kept_path(path, number))
    return None


def read_removed(source: Source, name: str, path: str) -> RemovedRecord:
    """Read what was put away under an id from where it is kept."""
    try:
        return RemovedRecord(name, path, read_head(source.read(path)))
    except ReadError:
        return RemovedRecord(name, path, Removal())
