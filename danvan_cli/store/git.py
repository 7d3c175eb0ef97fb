"""The data folder as git has it at an earlier revision. Nothing here touches the working tree."""

import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from danvan_cli.domain.names import RECORD_FOLDERS, is_year
from danvan_cli.domain.problem import Problem
from danvan_cli.store.disk import MOST_BYTES, MOST_BYTES_OF_LISTS
from danvan_cli.store.source import Entry, Folder, Listing, NoRevision, Unreadable, readable_name
from danvan_cli.text.dates import last_day, read_typed_date

_LINK, _FILE_MODES = "120000", ("100644", "100755")


def find_revision(root: Path, name: str) -> str:
    """Give the commit that a revision's name, or a date's end, stands for; raise NoRevision."""
    if _git(root, "rev-parse", "--git-dir") is None:
        raise NoRevision("no-repository", name)
    date = read_typed_date(name)
    named = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if named is None and date:
        named = _git(root, "rev-list", "-1", f"--before={last_day(date)}T23:59:59", "HEAD")
    commit = (named or b"").decode().strip()
    if not commit:
        raise NoRevision("no-revision", name)
    return commit


def make_repository(root: Path) -> bool:
    """Make a git repository of a folder that lies in none; say whether one was made. Raise NoRevision without git."""
    if _git(root, "rev-parse", "--git-dir") is not None:
        return False
    return _git(root, "init", "--quiet") is not None


class GitSource:
    """The data folder of one commit. Stamps are git's object ids, so equal stamps are equal bytes."""

    def __init__(self, root: Path, commit: str) -> None:
        self.root = root
        self.revision: str | None = commit
        self._prefix = (_git(root, "rev-parse", "--show-prefix") or b"").decode().strip()
        self._files = self._tree()
        self._by_folder: dict[str, list[Entry]] = defaultdict(list)
        for path, (mode, oid) in self._files.items():
            folder, entry = _entry_of(path, mode, oid)
            if entry not in self._by_folder[folder][-1:]:
                self._by_folder[folder].append(entry)

    def folders(self) -> list[Folder]:
        """Give all years' folders."""
        found = []
        for path, entries in sorted(self._by_folder.items()):
            top, _, year = path.partition("/")
            if top in RECORD_FOLDERS and is_year(year):
                found.append(Folder(path, RECORD_FOLDERS[top], int(year), _mark(entries)))
        return found

    def faults(self) -> list[Problem]:
        """Give which kinds' folders were links or files."""
        return [Problem("linked", name, args={"name": name}) for name in RECORD_FOLDERS if name in self._files]

    def strays(self) -> Iterator[tuple[str, str]]:
        """Give nothing: what lay beside the years' folders then is not mended any more."""
        return iter(())

    def holds_files(self, path: str) -> bool:
        """Say whether a year's folder has any file; git knows no empty folders."""
        return bool(self._by_folder[path])

    def digest(self, path: str) -> bytes:
        """Give the digest of a year's folder's listing."""
        return _mark(self._by_folder[path]).encode()

    def listing(self, path: str) -> Listing:
        """List a year's folder."""
        entries = self._by_folder[path]
        return Listing(self.digest(path), entries, frozenset())

    def stamp(self, path: str) -> str:
        """Give the stamp of a single file, "" where there is none."""
        return self._files.get(path, ("", ""))[1]

    def read(self, path: str) -> bytes:
        """Give a file's bytes; raise Unreadable."""
        found = next(self.read_many([path]))[1]
        if isinstance(found, Unreadable):
            raise found
        return found

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unreadable]]:
        """Give many files' bytes, in order, from one git process."""
        with subprocess.Popen(
            ["git", "-C", str(self.root), "cat-file", "--batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
        ) as process:
            for path in paths:
                yield path, self._ask(process, path)

    def _ask(self, process: "subprocess.Popen[bytes]", path: str) -> bytes | Unreadable:
        mode, oid = self._files.get(path, ("", ""))
        if not oid:
            return Unreadable("missing-file", name=path)
        if _fault_of(mode):
            return Unreadable(_fault_of(mode), name=path)
        assert process.stdin is not None  # noqa: S101 - both were asked to be pipes
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(f"{oid}\n".encode())
        process.stdin.flush()
        size = int(process.stdout.readline().split()[2])
        data = process.stdout.read(size)
        process.stdout.read(1)
        most = MOST_BYTES if "/" in path else MOST_BYTES_OF_LISTS
        return data if size <= most else Unreadable("too-large", size=size, most=most)

    def _tree(self) -> dict[str, tuple[str, str]]:
        within = [self._prefix] if self._prefix else []
        listed = _git(self.root, "ls-tree", "-r", "-z", "--full-tree", f"{self.revision}", "--", *within)
        files = {}
        for line in (listed or b"").decode("utf-8", "surrogateescape").split("\0"):
            meta, tab, path = line.partition("\t")
            if tab and path.startswith(self._prefix) and "/." not in f"/{path[len(self._prefix) :]}":
                mode, _, oid = meta.split(" ")
                files[path[len(self._prefix) :]] = (mode, oid)
        return files


def _git(root: Path, *arguments: str) -> bytes | None:
    """Run git; None when it says no."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False, env=_environment()
        )
    except FileNotFoundError:
        raise NoRevision("no-git", "git") from None
    return done.stdout if done.returncode == 0 else None


def _environment() -> dict[str, str]:
    """Keep git's words and its choice of repository independent of the user's settings for other tools."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {**kept, "LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _mark(entries: list[Entry]) -> str:
    lines = sorted(f"{entry.name} {entry.stamp}" for entry in entries)
    return blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _entry_of(path: str, mode: str, oid: str) -> tuple[str, Entry]:
    """Give the year's folder in which a path lies, and what a listing of that shows."""
    kind, _, below = path.partition("/")
    year, _, name = below.partition("/")
    name, inside, _ = readable_name(name).partition("/")
    fault = "stray-file" if inside else _fault_of(mode)
    return f"{kind}/{year}", Entry(name, "" if inside else oid, fault)


def _fault_of(mode: str) -> str:
    if mode in _FILE_MODES:
        return ""
    return "linked" if mode == _LINK else "stray-file"
