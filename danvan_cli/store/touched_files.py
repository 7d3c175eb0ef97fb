"""Which commits touch which files: git's answer for the whole history, kept in the user's cache, and added to.

Asked by a pattern, git looks into every folder of every commit: 5 s where 100.000 models have 2.000 commits. So it is
asked once for the names alone, and then of the few commits that are meant. What is kept is of one line of commits; of
another one, and after a merge, git is asked for everything again, so that the order is always its own.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from danvan_cli.store.changes import ALL_KEPT
from danvan_cli.store.raw_changes import BEGINS_COMMIT
from danvan_cli.store.repository import ask, words_of
from danvan_cli.store.source import HistoryPlace
from danvan_cli.store.staging import put, stage

_OPTIONS = ("-m", "--name-only", "-z", "--no-renames", "--full-history", f"--format={BEGINS_COMMIT}%H")
_COMMIT = BEGINS_COMMIT.encode()
_FORM = b"danvan touched 1"


class Touch(NamedTuple):
    """A commit, and the path in the data folder of a file that it added, changed or removed, as one of its parents."""

    commit: str
    path: str


class TouchedFiles:
    """What the commits up to HEAD touch in a data folder that lies at `prefix` in its repository."""

    def __init__(self, prefix: str, words: bytes, begin: int = 0) -> None:
        self.prefix, self._words, self._begin = prefix, words, begin

    def named(self, names: Iterable[str]) -> list[Touch]:
        """Return what was touched and has a name that begins so, the latest first; of a merge maybe twice."""
        places = sorted(place for name in names for place in self._places(name))
        return [self._touch(place) for place in places]

    def _places(self, name: str) -> Iterator[int]:
        part = f"/{name}".encode("utf-8", "surrogateescape")
        place = self._words.find(part, self._begin)
        while place >= 0:
            yield place
            place = self._words.find(part, place + 1)

    def _touch(self, place: int) -> Touch:
        words = self._words
        start = words.rfind(b"\0", 0, place) + 1
        commit = words.rfind(_COMMIT, 0, start)
        while words[commit - 1 : commit] != b"\0":  # in a name
            commit = words.rfind(_COMMIT, 0, commit)
        id_ = words[commit + len(_COMMIT) : words.find(b"\0", commit)]
        return Touch(_text(id_), _text(words[start : words.find(b"\0", place)]))

    def touches(self) -> Iterator[Touch]:
        """Yield all that was ever touched, the latest first; of a merge maybe twice."""
        commit = ""
        for word in self._words[self._begin :].split(b"\0"):
            if word.startswith(_COMMIT):
                commit = _text(word.removeprefix(_COMMIT))
            elif word:
                yield Touch(commit, _text(word))


def _text(word: bytes) -> str:
    return word.decode("utf-8", "surrogateescape")


def touched_files(place: HistoryPlace) -> TouchedFiles:
    """Return what the commits touch; raise RevisionError without git, DamagedRevisionError where it cannot tell."""
    root = place.root
    answer = ask(root, "rev-parse", "--show-prefix", "--is-shallow-repository", "HEAD")
    if answer.code:
        return TouchedFiles("", b"")
    prefix, is_shallow, head = answer.text.rsplit("\n", 2)
    name = blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    file = place.cache / f"touched-{name}"
    since, kept = _kept(file, prefix)
    begin = len(_head(since, prefix))
    if since == head:
        return TouchedFiles(prefix, kept, begin)
    if since and _is_next(root, since, head):
        words = _told(root, prefix, head, f"^{since}") + kept[begin:]
    else:
        words = _told(root, prefix, head)
    if is_shallow == "false":  # else what is older may come later
        _keep(file, _head(head, prefix) + words)
    return TouchedFiles(prefix, words)


def _is_next(root: Path, since: str, head: str) -> bool:
    """Whether a commit leads to another one by single steps: then git tells what is new before all that it told."""
    told = ask(root, "rev-list", "--parents", head, f"^{since}")
    steps = [line.split(" ") for line in told.text.split("\n")]
    return not told.code and all(len(step) == len(("commit", "parent")) for step in steps) and steps[-1][-1] == since


def _told(root: Path, prefix: str, *commits: str) -> bytes:
    """Return what git tells of commits: NUL and the mark before each, then the paths, each behind a NUL, and a NUL."""
    with words_of(root, "log", *_OPTIONS, *commits, "--", *ALL_KEPT) as words:
        told = "\0".join(_within(words, prefix))
    return b"\0" + told.encode("utf-8", "surrogateescape") + b"\0" if told else b""


def _within(words: Iterable[str], prefix: str) -> Iterator[str]:
    for word in words:
        if text := word.lstrip("\n"):
            yield text.removeprefix(prefix)


def _head(commit: str, prefix: str) -> bytes:
    return b"\0".join([_FORM, commit.encode(), prefix.encode("utf-8", "surrogateescape"), b""])


def _kept(file: Path, prefix: str) -> tuple[str, bytes]:
    """Return up to which commit all is kept, "" for none, and what, behind a head."""
    try:
        data = file.read_bytes()
    except OSError:
        return "", b""
    begin = len(_FORM) + 1
    commit = data[begin : data.find(b"\0", begin)].decode("ascii", "replace")
    return (commit, data) if data.startswith(_head(commit, prefix)) else ("", b"")


def _keep(file: Path, data: bytes) -> None:
    """Keep what was told, as far as it can be: it can be asked again."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        put(stage(file, data, None), file, None)
