"""What happened to records, commit by commit, the latest first; it rests on what changed, never on what was written."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from danvan_cli.counting.changed_records import ChangedRecord, changed_records
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.matching import AmbiguousNameError, match, several
from danvan_cli.domain.messages import NO_RECORD
from danvan_cli.domain.names import RECORD_FOLDERS, REMOVED_FOLDER, id_of, is_id
from danvan_cli.domain.record_types import EVALUATIONS, MODELS
from danvan_cli.store.changes import ALL_KEPT, LoggedCommit, commits, read_contents
from danvan_cli.store.raw_changes import FileChange
from danvan_cli.store.source import Source
from danvan_cli.text.fold import occurring

_COMMITS_AT_ONCE = 500  # of which the contents are asked for together


class LogQuery(NamedTuple):
    """Which commits are asked for: of records, a campaign year, from a day on until another, by somebody.

    `folders` are those in which the records may lie: git takes longer the more places it has to look at.
    """

    ids: Sequence[str] = ()
    year: int | None = None
    since: str | None = None
    until: str | None = None
    by: str | None = None
    folders: Collection[str] = tuple(RECORD_FOLDERS)


class LogEntry(NamedTuple):
    """A commit and the records that it changed."""

    commit: LoggedCommit
    records: Sequence[ChangedRecord]


def log_entries(root: Path, query: LogQuery) -> Iterator[LogEntry]:
    """Yield the commits that changed what was asked for; raise DamagedRevisionError where git cannot tell all."""
    asked = filter(_asked(query), commits(root, paths_of(query)))
    while batch := list(islice(asked, _COMMITS_AT_ONCE)):
        yield from _with_records(root, batch, query)


def first_entries(root: Path, query: LogQuery, most: int) -> tuple[list[LogEntry], bool]:
    """Return at most so many of the entries, and whether there are more; what it reads goes by how many these are."""
    asked, entries = filter(_asked(query), commits(root, paths_of(query))), list[LogEntry]()
    while len(entries) <= most and (batch := list(islice(asked, most + 1))):
        entries += _with_records(root, batch, query)
    return entries[:most], len(entries) > most


def _with_records(root: Path, batch: Sequence[LoggedCommit], query: LogQuery) -> Iterator[LogEntry]:
    """Yield commits with what they changed; one that turns out to have changed nothing is left out."""
    files = [_files_meant(commit.files, query.ids) for commit in batch]
    contents = read_contents(root, "HEAD", [file for each in files for file in each])
    for commit, each in zip(batch, files, strict=True):
        records = [record for content in islice(contents, len(each)) for record in changed_records(content)]
        if records:
            yield LogEntry(commit, records)


def _asked(query: LogQuery) -> Callable[[LoggedCommit], bool]:
    is_meant = occurring(query.by) if query.by else None
    since, until = query.since or "", query.until or "9999"

    def is_asked(commit: LoggedCommit) -> bool:
        return since <= commit.at[: len("2020-12-31")] <= until and (is_meant is None or is_meant(commit.by))

    return is_asked


def paths_of(query: LogQuery) -> Sequence[str]:
    """Return where git has to look, as its patterns."""
    year = str(query.year or "*")
    if query.ids:
        return [pattern for record_id in query.ids for pattern in _paths_of_record(record_id, year, query.folders)]
    if query.year is None:
        return ALL_KEPT
    return [f"{place}{folder}/{year}" for folder in RECORD_FOLDERS for place in ("", f"{REMOVED_FOLDER}/")]


def folders_of(source: Source, record_id: str) -> set[str]:
    """Return the folders in which a record that is there can have files: its own, of a model that of evaluations."""
    name = f"{record_id}.yaml"
    own = {folder.path.partition("/")[0] for folder in source.folders() if source.stamp(f"{folder.path}/{name}")}
    return own | {EVALUATIONS.folder} if MODELS.folder in own else own


def _paths_of_record(record_id: str, year: str, folders: Collection[str]) -> Iterator[str]:
    """Yield where a record may lie, in any year, also where it is kept once it was removed, for the second time too."""
    for folder in sorted(folders):
        name = f"{record_id}.*.yaml" if folder == EVALUATIONS.folder else f"{record_id}.yaml"
        yield f":(glob){folder}/{year}/{name}"
        yield f":(glob){REMOVED_FOLDER}/{folder}/{year}/{name}"
        if folder != EVALUATIONS.folder:
            yield f":(glob){REMOVED_FOLDER}/{folder}/{year}/{record_id}-[0-9]*.yaml"


def _files_meant(files: Sequence[FileChange], ids: Sequence[str]) -> Sequence[FileChange]:
    """Leave out what only looks like the second time that a record was removed: it is another record's."""
    paths = {file.path for file in files}
    return [file for file in files if not ids or _is_of(file.path, ids, paths)]


def _is_of(path: str, ids: Iterable[str], together: Iterable[str]) -> bool:
    name = id_of(path).partition(".")[0]
    if name in ids:
        return True
    folder = path.removeprefix(f"{REMOVED_FOLDER}/").rpartition("/")[0]
    return any(f"{folder}/{record_id}.yaml" in together for record_id in ids)


def has_history(root: Path, record_id: str) -> bool:
    """Whether any commit has changed a record of this id."""
    if not is_id(record_id):
        return False
    found = commits(root, paths_of(LogQuery([record_id])))
    return any(_files_meant(commit.files, [record_id]) for commit in found)


def find_in_history(root: Path, typed: str, near: str) -> str:
    """Return the id that is meant of all that ever were; raise RequestError, with what else is `near`."""
    ids = {id_of(file.path).partition(".")[0] for commit in commits(root) for file in commit.files if "/" in file.path}
    named = {record_id: (record_id,) for record_id in sorted(ids)}
    try:
        return match(typed, named)
    except AmbiguousNameError as error:
        if error.candidates:
            raise several(error, named, "record") from None
        raise RequestError(NO_RECORD, value=typed, near=error.near or near) from None
