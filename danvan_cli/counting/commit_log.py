"""What happened to records, commit by commit, the latest first; it rests on what changed, never on what was written."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from danvan_cli.counting.changed_records import ADDED, REMOVED, ChangedRecord, changed_records
from danvan_cli.domain.names import RECORD_FOLDERS, REMOVED_FOLDER, id_of
from danvan_cli.store.changes import FileContents, LoggedCommit, commits, commits_named, read_contents
from danvan_cli.store.commits import changed_paths, contents_at, read_commits
from danvan_cli.store.raw_changes import FileChange
from danvan_cli.store.source import HistoryPlace
from danvan_cli.store.touched_files import Touch, TouchedFiles, touched_files
from danvan_cli.text.fold import occurring

_REDO = "redo"  # the command
_COMMITS_AT_ONCE = 500  # of which the contents are asked for together


class LogQuery(NamedTuple):
    """Which commits are asked for: of records, a campaign year, from a day on until another, by somebody."""

    ids: Sequence[str] = ()
    year: int | None = None
    since: str | None = None
    until: str | None = None
    by: str | None = None


class LogEntry(NamedTuple):
    """A commit and the records that it changed.

    `takes_a_side`: it joined lines of the history, and has of the records what one of them had. `does_again` is the
    commit that a redo does again.
    """

    commit: LoggedCommit
    records: Sequence[ChangedRecord]
    takes_a_side: bool = False
    does_again: str = ""


class CommitLog:
    """What happened to the records of a folder: which commits touch which files is asked once, of one state."""

    def __init__(self, place: HistoryPlace) -> None:
        self._place, self.root = place, place.root

    @cached_property
    def touched(self) -> TouchedFiles:
        """What the commits touch."""
        return touched_files(self._place)

    def entries(self, query: LogQuery) -> Iterator[LogEntry]:
        """Yield the commits that changed what was asked for; raise DamagedRevisionError where git cannot tell all."""
        asked = filter(_asked(query), self.commits(query))
        while batch := list(islice(asked, _COMMITS_AT_ONCE)):
            yield from _with_records(self.root, batch, query)

    def first(self, query: LogQuery, most: int) -> tuple[list[LogEntry], bool]:
        """Return at most so many of the entries, and whether there are more; it reads as many as are needed."""
        asked, entries = filter(_asked(query), self.commits(query)), list[LogEntry]()
        while len(entries) <= most and (batch := list(islice(asked, most + 1))):
            entries += _with_records(self.root, batch, query)
        return entries[:most], len(entries) > most

    def commits(self, query: LogQuery) -> Iterator[LoggedCommit]:
        """Yield the commits that touch what is asked for."""
        if query.ids:
            touches = self.touches(query)
            names = dict.fromkeys(commit for commit, _ in touches)
            return commits_named(self.root, names, {path for _, path in touches}, self.touched.prefix)
        if query.year is None:
            return commits(self.root)
        folders = [f"{folder}/{query.year}" for folder in RECORD_FOLDERS]
        return commits(self.root, [*folders, *(f"{REMOVED_FOLDER}/{folder}" for folder in folders)])

    def touches(self, query: LogQuery) -> list[Touch]:
        """Return which commits touch the files of records, the latest first, wherever these lay at the time."""
        is_place = _places(query).fullmatch
        return [touched for touched in self.touched.named(query.ids) if is_place(touched.path)]

    def sides_taken(self, query: LogQuery, entries: Sequence[LogEntry]) -> list[LogEntry]:
        """Return the merges by which records are not what the last entry of theirs says: the other line was taken.

        What a merge has as one of its parents is no change, so the entries leave it out; who follows one record would
        see a value that it does not have.
        """
        touching, shown = defaultdict[str, list[str]](list), {entry.commit.id for entry in entries}
        for commit, path in dict.fromkeys(self.touches(query)) if query.ids else ():
            touching[path].append(commit)
        latest = [(path, each) for path, each in touching.items() if each[0] not in shown]
        sides = [side for path, each in latest if (side := _side(self.root, path, each))]
        return [
            LogEntry(commit, records, takes_a_side=True)
            for commit, contents in sides
            if (records := changed_records(contents))
        ]

    def with_done_again(self, entries: Sequence[LogEntry]) -> list[LogEntry]:
        """Return the entries, those of `redo` with what they do again: mostly they take back what took that back."""
        redone = [entry.commit for entry in entries if entry.commit.command == _REDO]
        undos = read_commits(self.root, [redo.undoes for redo in redone if redo.undoes])
        undone = {undo.id: undo.undoes for undo in undos}
        again = {redo.id: redo.repeats or undone.get(redo.undoes, "") for redo in redone}
        return [entry._replace(does_again=again.get(entry.commit.id, "")) for entry in entries]

    def with_other_years(self, entries: Sequence[LogEntry]) -> list[LogEntry]:
        """Return the entries of one year with the other side of what went from it to another one, or came from there.

        git is asked only for commits in which something came or went.
        """
        gone = {
            entry.commit.id: {_but_for_year(record.path) for record in entry.records if record.what in (ADDED, REMOVED)}
            for entry in entries
        }
        known = {(entry.commit.id, record.path) for entry in entries for record in entry.records}
        changed = changed_paths(self.root, [commit for commit, files in gone.items() if files])
        wanted = {
            commit: others
            for commit, paths in changed.items()
            if (others := {p for p in paths if _but_for_year(p) in gone[commit] and (commit, p) not in known})
        }
        logged = commits_named(self.root, wanted, set().union(*wanted.values()), self.touched.prefix)
        files = {commit.id: [file for file in commit.files if file.path in wanted[commit.id]] for commit in logged}
        contents = read_contents(self.root, "HEAD", [file for each in files.values() for file in each])
        beside = {
            commit: [record for content in islice(contents, len(each)) for record in changed_records(content)]
            for commit, each in files.items()
        }
        return [entry._replace(records=[*entry.records, *beside.get(entry.commit.id, ())]) for entry in entries]


def _with_records(root: Path, batch: Sequence[LoggedCommit], query: LogQuery) -> Iterator[LogEntry]:
    """Yield commits with what they changed; one that turns out to have changed nothing is left out."""
    files = [_files_meant(commit.files, query.ids) for commit in batch]
    contents = read_contents(root, "HEAD", [file for each in files for file in each])
    for commit, each in zip(batch, files, strict=True):
        records = [record for content in islice(contents, len(each)) for record in changed_records(content)]
        if records:
            yield LogEntry(commit, records)


def _but_for_year(path: str) -> tuple[str, str]:
    """Return the folder of a file, and its name: what stays when it goes to another year."""
    return path.partition("/")[0], path.rpartition("/")[2]


def _side(root: Path, path: str, touching: Sequence[str]) -> tuple[LoggedCommit, FileContents] | None:
    """Return the merge that touched a file last, and what it has instead of what the last change before it made."""
    last, *before = read_commits(root, touching)
    change = next((commit for commit in before if len(commit.parents) < len(("ours", "theirs"))), None)
    if change is None or len(last.parents) < len(("ours", "theirs")):
        return None
    held = contents_at(root, path, [change.id, last.id])
    logged = LoggedCommit(last.id, last.at, last.author, last.command, last.undoes, ())
    return logged, FileContents(path, (held[0],), held[1])


def _asked(query: LogQuery) -> Callable[[LoggedCommit], bool]:
    is_meant = occurring(query.by) if query.by else None
    since, until = query.since or "", query.until or "9999"

    def is_asked(commit: LoggedCommit) -> bool:
        return since <= commit.at[: len("2020-12-31")] <= until and (is_meant is None or is_meant(commit.by))

    return is_asked


def _places(query: LogQuery) -> re.Pattern[str]:
    """Return where records may lie, evaluations too, also once they were removed, for the second time with a number."""
    ids = "|".join(map(re.escape, query.ids))
    within = f"(?:{'|'.join(RECORD_FOLDERS)})/{query.year or '[^/]+'}/(?:{ids})"
    return re.compile(rf"(?:{REMOVED_FOLDER}/)?{within}(?:\.[^/]*)?\.yaml|{REMOVED_FOLDER}/{within}-[0-9][^/]*\.yaml")


def _files_meant(files: Sequence[FileChange], ids: Sequence[str]) -> Sequence[FileChange]:
    """Leave out what only looks like the second time that a record was removed: it is another record's."""
    paths = {file.path for file in files}
    return [file for file in files if not ids or _is_of(file.path, ids, paths)]


def _is_of(path: str, ids: Iterable[str], together: Iterable[str]) -> bool:
    if model_or_own(path) in ids:
        return True
    folder = path.removeprefix(f"{REMOVED_FOLDER}/").rpartition("/")[0]
    return any(f"{folder}/{record_id}.yaml" in together for record_id in ids)


def model_or_own(path: str) -> str:
    """Return the id of the record whose history a file belongs to: of an evaluation its model's."""
    return id_of(path).partition(".")[0]
