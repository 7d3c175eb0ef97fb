"""Which record a name means where it may be gone from the folder: removed, deleted by hand, or not to be read now."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from itertools import islice

from danvan_cli.counting.commit_log import CommitLog, LogQuery, model_or_own
from danvan_cli.counting.finding import Gone, id_in, names_of, names_there, titled_ids
from danvan_cli.domain.file_forms import form_of
from danvan_cli.domain.matching import AmbiguousNameError, match
from danvan_cli.domain.names import RECORD_FOLDERS, REMOVED_FOLDER, id_of, is_id, record_path, year_of
from danvan_cli.domain.namesakes import RecordCandidate
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.store.changes import FileContents, commits_named, read_contents
from danvan_cli.store.commits import kept_contents
from danvan_cli.store.raw_changes import FileChange
from danvan_cli.store.source import Source
from danvan_cli.text.fold import agreeing

_MOST_STATES = 3  # of a record, in which its title is looked for: the last one may be one that cannot be read


def is_there(source: Source, record_id: str) -> bool:
    """Whether a record of this id lies in any year."""
    return any(source.stamp(f"{folder.path}/{record_id}.yaml") for folder in source.folders())


def has_history(log: CommitLog, record_id: str) -> bool:
    """Whether any commit has changed a record of this id."""
    touched = log.touches(LogQuery([record_id])) if is_id(record_id) else []
    return any(model_or_own(path) == record_id for _, path in touched)


def find_ever(log: CommitLog, db: sqlite3.Connection, typed: str, find: Callable[[Gone], str]) -> str:
    """Return the id that is meant of all that are there or ever were; `find` does it among those there and others.

    What was deleted by hand counts as there. What is gone for good is meant by its whole name, beside all others of
    that name, or by a part that none of those that are there has. Raise RequestError, as `find` does.
    """
    titled, there = titled_ids(db), names_there(db)
    gone = {name: _record(name, states) for name, states in _last_states(log, titled).items()}
    if not gone:
        return find({})
    try:
        return match(id_in(typed), {**there, **names_of(gone)})
    except AmbiguousNameError as error:
        candidates = error.candidates
    fitting = {name: gone[name] for name in candidates if name in gone}
    if any(map(agreeing(id_in(typed)), (record.title for record in fitting.values()))):
        return find(gone)
    deleted = _deleted(log, fitting)
    return find(deleted if deleted or not there.keys().isdisjoint(candidates) else gone)


def _deleted(log: CommitLog, gone: Gone) -> Gone:
    """Return the records that the last commit still has."""
    paths = {
        record_path(RECORD_TYPES[record.type_name], record.year, name): name
        for name, record in gone.items()
        if record.type_name
    }
    kept = kept_contents(log.root, paths) if paths else {}
    return {paths[path]: gone[paths[path]] for path, data in kept.items() if data is not None}


def _last_states(log: CommitLog, titled: Container[str]) -> dict[str, list[FileContents]]:
    """Return {id: its last few states} of all that ever were, but for those whose titles are known."""
    wanted, ever = defaultdict[tuple[str, str], list[str]](list), set[str]()
    number = defaultdict[str, int](int)
    for commit, path in log.touched.touches():
        record_id = model_or_own(path)
        if "/" in path and record_id not in titled:
            ever.add(record_id)
            if _has_title(path) and id_of(path) == record_id and number[record_id] < _MOST_STATES:
                number[record_id] += 1
                wanted[commit, path].append(record_id)
    files = {record_id: list[FileChange]() for record_id in sorted(ever)}
    for logged in commits_named(
        log.root, dict.fromkeys(c for c, _ in wanted), {path for _, path in wanted}, log.touched.prefix
    ):
        for file in logged.files:
            for record_id in wanted.get((logged.id, file.path), ()):
                files[record_id].append(file)
    contents = read_contents(log.root, "HEAD", [file for each in files.values() for file in each])
    return {record_id: list(islice(contents, len(each))) for record_id, each in files.items()}


def _record(record_id: str, states: Iterable[FileContents]) -> RecordCandidate:
    """Return a record by its last title that can be read."""
    texts = [(state.path, text) for state in states for text in (state.after, *state.before)]
    if not texts:
        return RecordCandidate(record_id, 0, None, is_gone=True)
    titles = (_title(path, text) for path, text in texts if isinstance(text, bytes))
    path = texts[0][0].removeprefix(f"{REMOVED_FOLDER}/")
    kind = RECORD_FOLDERS[path.partition("/")[0]]
    title = next(filter(None, titles), "")
    return RecordCandidate(record_id, year_of(path), None, title=title, type_name=kind, is_gone=True)


def _has_title(path: str) -> bool:
    kind = RECORD_FOLDERS.get(path.removeprefix(f"{REMOVED_FOLDER}/").partition("/")[0])
    return kind is not None and RECORD_TYPES[kind].has_ids


def _title(path: str, text: bytes) -> str:
    form = form_of(path.removeprefix(f"{REMOVED_FOLDER}/"))
    return str(form.read(text)[0].get(RECORD_TYPES[form.kind].title) or "") if form else ""
