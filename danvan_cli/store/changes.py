"""What changed: in each commit, or between two states of the data folder, of which the later may be the present one."""

import os
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain import rules
from danvan_cli.domain.errors import DamagedRevisionError, ReadError
from danvan_cli.domain.names import OFFICE_FILE, RECORD_FOLDERS, REMOVED_FOLDER, UNITS_FILE
from danvan_cli.store.disk import DiskSource
from danvan_cli.store.objects import Objects, WantedObject
from danvan_cli.store.raw_changes import (
    BEGINS_COMMIT,
    NO_FILE,
    NOTHING,
    RAW,
    ChangedFiles,
    FileChange,
    read_files,
    read_log,
)
from danvan_cli.store.repository import REVISION_DAMAGED, ask, words_of
from danvan_cli.store.source import most_bytes
from danvan_cli.store.unsaved import EXACT, looking_everywhere

RECORDS = (*RECORD_FOLDERS, OFFICE_FILE, UNITS_FILE)
ALL_KEPT = (*RECORDS, REMOVED_FOLDER)

IN_FOLDER = "in the folder"  # what a side of a change is that git has no object of yet

_TRAILERS = ("Danvan", "Danvan-Undoes", "Danvan-Message", "Danvan-Found", "Danvan-Repeats")
_HEADER = ("%H", "%cI", "%an", "%s", *(f"%(trailers:key={key},valueonly,separator=%x2C)" for key in _TRAILERS))
_SETTINGS = ("-c", "diff.ignoreSubmodules=all")

Content = bytes | ReadError | None  # None: no such file


class FileContents(NamedTuple):
    """What a file that differs held: before (of a merge, in each parent), and after."""

    path: str
    before: tuple[Content, ...]
    after: Content


class LoggedCommit(NamedTuple):
    """A commit: when it was made, by its own clock, by whom, and by which command; and which one it undoes.

    The last two are "" where nothing is said of them. `words` are a person's own, in the first line of its message.
    `found` says how what it keeps came into the folder, `repeats` what it does again, as those of a `Commit`.
    """

    id: str
    at: str
    by: str
    command: str
    undoes: str
    files: tuple[FileChange, ...]
    words: str = ""
    found: str = ""
    repeats: str = ""


def commits(root: Path, paths: Sequence[str] = ALL_KEPT) -> Iterator[LoggedCommit]:
    """Yield the commits that changed files, the latest first; of a merge what is as in none of its parents.

    `paths` may be git's patterns. Raise DamagedRevisionError where git cannot tell all of it.
    """
    prefix, head = _place(root)
    return _logged(root, prefix, "--full-history", "HEAD", paths=paths) if head else iter(())


def commits_named(root: Path, names: Iterable[str], paths: Iterable[str], prefix: str) -> Iterator[LoggedCommit]:
    """Yield these commits, in their order, with what they did to files of just these paths.

    `prefix` is where the data folder lies in its repository.
    """
    given = "".join(f"{name}\n" for name in names)
    if not given:  # git would take none for HEAD
        return iter(())
    literal = [f":(literal){path}" for path in paths]
    return _logged(root, prefix, "--no-walk=unsorted", "--stdin", paths=literal, given=given)


def _logged(root: Path, prefix: str, *which: str, paths: Iterable[str], given: str = "") -> Iterator[LoggedCommit]:
    options = (*_SETTINGS, "log", *RAW, "-c", f"--format={BEGINS_COMMIT}{'%x00'.join(_HEADER)}", *which, "--", *paths)
    with words_of(root, *options, given=given) as words:
        yield from map(_commit, read_log(words, len(_HEADER), prefix))


def _place(root: Path) -> tuple[str, str]:
    """Return where the data folder lies in its repository, and the present commit, "" before the first one."""
    answer = ask(root, "rev-parse", "--show-prefix", "--verify", "--quiet", "HEAD")
    prefix, _, head = answer.text.rpartition("\n")  # a folder's name may have a line break
    return (answer.text, "") if answer.code else (prefix, head)


def _commit(told: ChangedFiles) -> LoggedCommit:
    name, at, by, subject, *trailers = told.header
    made_by, undoes, whose, found, repeats = map(str.strip, trailers)
    words = subject if whose or not made_by else ""
    return LoggedCommit(name, at, by, made_by, undoes, tuple(told.files), words, found, repeats)


def between(root: Path, before: str, after: str | None, paths: Sequence[str] = RECORDS) -> list[FileChange]:
    """Return the files that differ between a commit and a later one, None: as they lie in the folder, by their paths.

    Of the present ones some may turn out to hold the same. Raise DamagedRevisionError where git cannot tell.
    """
    prefix, _ = _place(root)
    if after is None:
        return _since(root, prefix, before, paths)
    return read_files(_told(root, before, "diff-tree", "-r", *RAW, before, after, "--", *paths), prefix)


def _since(root: Path, prefix: str, before: str, paths: Sequence[str]) -> list[FileChange]:
    """Return what differs in the folder now, whether git knows of it or not."""
    with looking_everywhere(root) as places:
        changed = read_files(
            _told(root, before, *EXACT, "diff-index", *RAW, before, "--", *paths, places=places), prefix
        )
    known = {change.path: change.before for change in changed}
    untracked = _told(root, before, "ls-files", "--others", "-z", "--", *paths)
    known |= {path: known.get(path, (NOTHING,)) for path in untracked}
    return [
        FileChange(path, known[path], IN_FOLDER if os.path.lexists(root / path) else NOTHING) for path in sorted(known)
    ]


def _told(root: Path, revision: str, *arguments: str, places: Mapping[str, str] | None = None) -> list[str]:
    """Ask git for words that end with NUL; raise DamagedRevisionError where it cannot give all."""
    answer = ask(root, *arguments, places=places)
    if answer.code:
        raise DamagedRevisionError(REVISION_DAMAGED, name=revision[:12], reason=answer.reason)
    return [word for word in answer.out.decode("utf-8", "surrogateescape").split("\0") if word]


def read_contents(root: Path, commit: str, changes: Sequence[FileChange]) -> Generator[FileContents, None, None]:
    """Yield what files held, in order: of git's objects each once, all from one process."""
    uses = Counter(oid for change in changes for oid in (*change.before, change.after) if _is_object(oid))
    paths = {oid: change.path for change in reversed(changes) for oid in (*change.before, change.after)}
    kept: dict[str, bytes | ReadError] = {}
    stream = Objects(root, commit).read(WantedObject(paths[oid], oid, most_bytes(paths[oid])) for oid in uses)
    coming = zip(uses.copy(), stream, strict=False)
    disk = DiskSource(root, 0)

    def content(path: str, oid: str) -> Content:
        if not _is_object(oid):
            return _of_folder(disk, path, oid)
        while oid not in kept:
            name, data = next(coming)
            kept[name] = data
        uses[oid] -= 1
        return kept[oid] if uses[oid] else kept.pop(oid)

    try:
        for change in changes:
            before = tuple(content(change.path, oid) for oid in change.before)
            yield FileContents(change.path, before, content(change.path, change.after))
    finally:
        stream.close()


def _is_object(oid: str) -> bool:
    return oid not in (NOTHING, IN_FOLDER, NO_FILE)


def _of_folder(disk: DiskSource, path: str, side: str) -> Content:
    if side == NOTHING:
        return None
    try:
        return ReadError(rules.LINKED, name=path) if side == NO_FILE else disk.read(path)
    except ReadError as error:
        return error
