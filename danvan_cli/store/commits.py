"""Commits as they were made: who made them and when, by which command, and which files they changed.

What their sentences say is read by nobody: what a program has to know of one stands in its trailers.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from danvan_cli.domain.commit import Commit
from danvan_cli.domain.errors import ReadError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.store.changes import Content, read_contents
from danvan_cli.store.raw_changes import NO_FILE, RAW, read_files
from danvan_cli.store.repository import ask, told
from danvan_cli.text.mark import N_

NO_PLAIN_FILES = Message("no-plain-files", N_("{path} was no plain file there, and danvan does not bring it back."))

COMMAND, UNDOES, REPEATS = "Danvan", "Danvan-Undoes", "Danvan-Repeats"  # the trailers
OWN_WORDS = "Danvan-Message: own"  # the one of a message that a person wrote
FOUND = "Danvan-Found"  # how what a commit keeps came into the folder before danvan wrote there
_TRAILER = re.compile(r"(?m)^(Danvan|Danvan-Undoes|Danvan-Repeats|Danvan-Found): (\S.*)$")
_NO_LINE, _IN_NO_NAME = re.compile(r"\n|\r\Z"), "\x7f"  # git takes a line for a name, without what Windows ends it by
_PERSON = re.compile(r"(.*) <[^>]*> (\d+) ([+-]\d{4})")


class CommittedFile(NamedTuple):
    """What a commit did to a file of the data folder: its bytes before and after, None where it was not there."""

    path: str
    before: bytes | None
    after: bytes | None


def read_commits(root: Path, ids: Iterable[str]) -> list[Commit]:
    """Return the commits of these ids, in their order, without those that git does not have (any more)."""
    wanted = list(ids)
    return [_read(name, data) for name, data in zip(wanted, _objects(root, wanted), strict=True) if data is not None]


def _read(name: str, data: bytes) -> Commit:
    head, _, message = data.decode("utf-8", "replace").partition("\n\n")
    stated: dict[str, list[str]] = {}
    for line in head.split("\n"):
        key, _, value = line.partition(" ")
        stated.setdefault(key, []).append(value)
    person = _PERSON.fullmatch(stated.get("author", [""])[0])
    author, seconds, zone = person.groups() if person else ("", "0", "+0000")
    trailers = dict(_TRAILER.findall(message.rstrip().rpartition("\n\n")[2]))
    parents = tuple(stated.get("parent", ()))
    said = (trailers.get(key, "") for key in (COMMAND, UNDOES, REPEATS, FOUND))
    return Commit(name, parents, author, int(seconds), zone, *said)


def changed_paths(root: Path, commits: Sequence[str]) -> dict[str, set[str]]:
    """Return {commit: the paths in the data folder that it changed}; merges have none. Raise DamagedRevisionError."""
    options = ("--stdin", "-r", "-z", "--root", "--name-only", "--no-renames", "--relative")
    answer = told(root, "diff-tree", *options, given="".join(f"{commit}\n" for commit in commits))
    changed: dict[str, set[str]] = {commit: set() for commit in commits}
    current: set[str] = set()
    for word in answer.text.split("\0"):
        if word in changed:
            current = changed[word]
        elif word:
            current.add(word)
    return changed


def read_changes(root: Path, commit: str) -> list[CommittedFile]:
    """Return what a commit with at most one parent changed in the data folder.

    Raise ReadError or DamagedRevisionError for what git cannot give, WriteError for links and the like.
    """
    options = ("-r", "--no-commit-id", "--root", "--relative")
    files = read_files(told(root, "diff-tree", *RAW, *options, commit).text.split("\0"))
    for file in files:
        if NO_FILE in (*file.before, file.after):
            raise WriteError(NO_PLAIN_FILES, path=file.path)
    with closing(read_contents(root, commit, files)) as contents:
        return [CommittedFile(path, _require(before), _require(after)) for path, (before,), after in contents]


def _require(content: Content) -> bytes | None:
    if isinstance(content, ReadError):
        raise content
    return content


def commits_since(root: Path, commit: str, *paths: str) -> list[str]:
    """Return the commits since another that changed some files, the latest first; paths may be git's patterns."""
    return ask(root, "log", "--format=%H", f"{commit}..HEAD", "--", *paths).text.split()


def versions_since(root: Path, commit: str, path: str) -> Iterator[tuple[str, bytes | None]]:
    """Yield (commit, bytes) of the commits since another that changed a file, the latest first."""
    ids = commits_since(root, commit, path)
    yield from zip(ids, _objects(root, [f"{name}:./{path}" for name in ids]), strict=True)


def kept_contents(root: Path, paths: Iterable[str]) -> dict[str, bytes | None]:
    """Return what the last commit has of files, None of what it has not."""
    wanted = list(paths)
    return dict(zip(wanted, _objects(root, [f"HEAD:./{path}" for path in wanted]), strict=True))


def contents_at(root: Path, path: str, commits: Iterable[str]) -> list[bytes | None]:
    """Return what a file holds in each of some commits, None where it is not there."""
    return list(_objects(root, [f"{commit}:./{path}" for commit in commits]))


def contents_of(root: Path, files: Iterable[tuple[str, str]]) -> list[bytes | None]:
    """Return what files hold, each in a commit: (commit, path)."""
    return list(_objects(root, [f"{commit}:./{path}" for commit, path in files]))


class HandWork(NamedTuple):
    """What people changed in files and nobody committed: the paths of what only git's index has, and of the rest."""

    staged: list[str]
    unsaved: list[str]


def hand_work(root: Path, files: Mapping[str, bytes | None]) -> HandWork:
    """Return what differs between the last commit, git's index and files as they are now, None for none.

    What the index has and the folder has not is somebody's work that is nowhere else; what it lacks is none.
    """
    names = [f"{place}:./{path}" for place in ("HEAD", "") for path in files]
    held = list(_objects(root, names))
    known = {path: (held[place], held[place + len(files)]) for place, path in enumerate(files)}
    staged = [path for path, (kept, text) in known.items() if text and text not in (kept, *_as_git_has(files[path]))]
    return HandWork(staged, [path for path, data in files.items() if data != known[path][path in staged]])


def _as_git_has(data: bytes | None) -> tuple[bytes | None, ...]:
    """Return what git may keep of a file's text: as it is, or with other ends of lines."""
    return (data,) if data is None else (data, data.replace(b"\r\n", b"\n"))


def contents(root: Path, paths: Iterable[str]) -> dict[str, bytes | None]:
    """Return what files of the folder hold now, links where they lead; None of what is gone, or cannot be read."""
    return {path: _content(root / path) for path in paths}


def _content(file: Path) -> bytes | None:
    try:
        if file.is_symlink():
            return os.fsencode(file.readlink())
        return file.read_bytes() if file.is_file() else None  # whoever opens a pipe waits
    except OSError:
        return None


def _objects(root: Path, names: Sequence[str]) -> Iterator[bytes | None]:
    """Yield what git has under names of commits, or of files in them, None where it has nothing."""
    if not names:
        return
    lines = (_IN_NO_NAME if _NO_LINE.search(name) else name for name in names)
    out = ask(root, "cat-file", "--batch", given="".join(f"{line}\n" for line in lines)).out
    place = 0
    for _ in names:
        end = out.find(b"\n", place)
        head = out[place:end].rsplit(b" ", 2)
        place = end + 1
        if head[-1].isdigit():
            size = int(head[-1])
            yield out[place : place + size]
            place += size + 1
        else:
            yield None
