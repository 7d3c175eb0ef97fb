"""The data folder as git has it at an earlier revision. Nothing here touches the working tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from danvan_cli.domain import rules
from danvan_cli.domain.errors import DamagedRevisionError, ReadError, RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import OFFICE_FILE, RECORD_FOLDERS, UNITS_FILE, is_year
from danvan_cli.domain.problem import Problem
from danvan_cli.store.objects import Objects, WantedObject
from danvan_cli.store.repository import REVISION_DAMAGED, ask, quoted, saved_state
from danvan_cli.store.source import (
    FileVersion,
    FolderEntry,
    FolderListing,
    SavedState,
    YearFolder,
    most_bytes,
    readable_name,
)
from danvan_cli.text.mark import N_

NO_FOLDER_THEN = Message("no-folder-then", N_("At the revision {name} there was no data folder here yet."))
FOLDER_ELSEWHERE = Message(
    "folder-elsewhere",
    N_(
        "At the revision {name} the data folder lay elsewhere in the repository: {path}. To ask it there: "
        "{command}, then --data {data}"
    ),
)

_LINK, _FILE_MODES = "120000", ("100644", "100755")
_SHORT = 12  # digits of a commit, as people read it


class GitSource:
    """The data folder of one commit. Stamps are git's object ids, so equal stamps are equal bytes."""

    def __init__(self, root: Path, commit: str) -> None:
        """Raise RevisionError where the commit has no such folder, or git cannot list it."""
        self.root = root
        self.revision: str | None = commit
        self._commit = commit
        self._objects = Objects(root, commit)
        self._prefix = ask(root, "rev-parse", "--show-prefix").text
        self._files = self._list_objects()
        if not self._files.keys() & {OFFICE_FILE, UNITS_FILE}:
            raise self._no_folder_error()
        self._by_folder: dict[str, list[FolderEntry]] = defaultdict(list)
        for path, (mode, oid) in self._files.items():
            folder, entry = _entry_of(path, mode, oid)
            if entry not in self._by_folder[folder][-1:]:
                self._by_folder[folder].append(entry)

    def saved(self) -> SavedState | None:
        """Return the commit."""
        return saved_state(self.root, self._commit)

    def versions(self, folder: str) -> Mapping[str, Sequence[FileVersion]]:
        """Return the versions of files up to the commit."""
        from danvan_cli.store.history import file_versions  # noqa: PLC0415 - few ask for it

        return file_versions(self.root, folder, self._commit, on_disk=False)

    def read_versions(self, wanted: Iterable[tuple[str, FileVersion]]) -> Iterator[tuple[str, bytes | ReadError]]:
        """Yield (path, bytes) of versions."""
        from danvan_cli.store.history import read_versions  # noqa: PLC0415 - as above

        return read_versions(self.root, wanted, self._commit)

    def folders(self) -> list[YearFolder]:
        """Return all years' folders."""
        folders = []
        for path, entries in sorted(self._by_folder.items()):
            top, _, year = path.partition("/")
            if top in RECORD_FOLDERS and is_year(year):
                folders.append(YearFolder(path, RECORD_FOLDERS[top], int(year), _mark(entries)))
        return folders

    def faults(self) -> list[Problem]:
        """Return a problem for each kind's folder that was a link or a file."""
        return [Problem(rules.LINKED, name, args={"name": name}) for name in RECORD_FOLDERS if name in self._files]

    def strays(self) -> Iterator[tuple[str, str]]:
        """Yield nothing: what lay beside the years' folders then is not mended any more."""
        return iter(())

    def holds_files(self, path: str) -> bool:
        """Whether a year's folder has any file; git knows no empty folders."""
        return bool(self._by_folder[path])

    def digest(self, path: str) -> bytes:
        """Return the digest of a year's folder's listing."""
        return _mark(self._by_folder[path]).encode()

    def listing(self, path: str) -> FolderListing:
        """List a year's folder."""
        entries = self._by_folder[path]
        return FolderListing(self.digest(path), entries, frozenset())

    def names(self, path: str) -> set[str]:
        """Return the names of the files in any folder of the data folder; none where there is no such folder."""
        folders = (name.rpartition("/") for name in self._files)
        return {readable_name(name) for folder, _, name in folders if folder == path}

    def stamp(self, path: str) -> str:
        """Return the stamp of a single file, "" where there is none."""
        return self._files.get(path, ("", ""))[1]

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise ReadError."""
        content = next(self.read_many([path]))[1]
        if isinstance(content, ReadError):
            raise content
        return content

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | ReadError]]:
        """Yield (path, bytes) of files, in order, from one git process; a ReadError instead of what cannot be read."""
        wanted = [(path, self._fault(path)) for path in paths]
        asked = [WantedObject(path, self._files[path][1], most_bytes(path)) for path, fault in wanted if not fault]
        with closing(self._objects.read(asked)) as contents:
            for path, fault in wanted:
                yield path, fault or next(contents)

    def _fault(self, path: str) -> ReadError | None:
        """Return what keeps a file from being asked for, None where nothing does."""
        mode, _ = self._files.get(path, ("", ""))
        rule = _fault_of(mode) if mode else rules.MISSING_THEN
        return ReadError(rule, name=path) if rule else None

    def _list_objects(self) -> dict[str, tuple[str, str]]:
        """Return {path within the data folder: (mode, object id)} of the commit's files."""
        files = {}
        for line in self._list_files(*([self._prefix] if self._prefix else [])):
            meta, _, path = line.partition("\t")
            if path.startswith(self._prefix) and "/." not in f"/{path[len(self._prefix) :]}":
                mode, _type, oid = meta.split(" ")
                files[path[len(self._prefix) :]] = (mode, oid)
        return files

    def _list_files(self, *within: str) -> list[str]:
        """List the commit's files; raise DamagedRevisionError where git cannot give all of them."""
        answer = ask(self.root, "ls-tree", "-r", "-z", "--full-tree", self._commit, "--", *within)
        if answer.code:
            raise DamagedRevisionError(REVISION_DAMAGED, name=self._commit[:_SHORT], reason=answer.reason)
        return [line for line in answer.text.split("\0") if line]

    def _no_folder_error(self) -> RevisionError:
        """Return the error that the commit has no data folder here, and where it had one."""
        paths = [PurePosixPath(line.partition("\t")[2]) for line in self._list_files()]
        places = [path.parent for path in paths if path.name == OFFICE_FILE and "/." not in f"/{path}"]
        if not places:
            return RevisionError(NO_FOLDER_THEN, name=self._commit[:_SHORT])
        return self._elsewhere_error(places)

    def _elsewhere_error(self, places: Sequence[PurePosixPath]) -> RevisionError:
        """Return the error that says where the data folder was, and how to ask it there.

        That is beside the repository, which stays as it is.
        """
        name = self._commit[:_SHORT]
        beside = Path(f"{ask(self.root, 'rev-parse', '--show-toplevel').text}-{name}")
        then = beside / places[0] if len(places) == 1 else beside / "…"
        command = f"git worktree add {quoted(beside)} {name}"
        listed = ", ".join(readable_name(f"{place}/") for place in places)
        return RevisionError(FOLDER_ELSEWHERE, name=name, path=listed, command=command, data=quoted(then))


def _mark(entries: list[FolderEntry]) -> str:
    lines = sorted(f"{entry.name} {entry.stamp}" for entry in entries)
    return blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _entry_of(path: str, mode: str, oid: str) -> tuple[str, FolderEntry]:
    """Return the year's folder in which a path lies, and what a listing of that shows."""
    kind, _, below = path.partition("/")
    year, _, name = below.partition("/")
    name, inside, _ = readable_name(name).partition("/")
    fault = rules.STRAY_FILE if inside else _fault_of(mode)
    return f"{kind}/{year}", FolderEntry(name, "" if inside else oid, fault)


def _fault_of(mode: str) -> Message | None:
    if mode in _FILE_MODES:
        return None
    return rules.LINKED if mode == _LINK else rules.STRAY_FILE
