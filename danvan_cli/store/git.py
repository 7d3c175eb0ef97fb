"""The data folder as git has it at an earlier revision. Nothing here touches the working tree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from danvan_cli.domain import rules
from danvan_cli.domain.errors import DamagedRevisionError, ReadError, RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import OFFICE_FILE, RECORD_FOLDERS, UNITS_FILE, is_year
from danvan_cli.domain.problem import Problem
from danvan_cli.store.objects import Objects, WantedObject
from danvan_cli.store.owners import quoted
from danvan_cli.store.repository import REVISION_DAMAGED, ask
from danvan_cli.store.source import (
    FileVersion,
    FolderEntry,
    FolderListing,
    SavedState,
    YearFolder,
    most_bytes,
    readable_name,
)
from danvan_cli.store.unsaved import saved_state
from danvan_cli.text.mark import N_

NO_FOLDER_THEN = Message("no-folder-then", N_("At the revision {name} there was no data folder here yet."))
FOLDER_ELSEWHERE = Message(
    "folder-elsewhere",
    N_(
        "At the revision {name} the data folder lay elsewhere in the repository: {path}. To ask it there: "
        "{command}, then --data {data}"
    ),
)

_FOLDER, _LINK, _FILE_MODES = "040000", "120000", ("100644", "100755")
_SHORT = 12  # digits of a commit, as people read it


class _TreeEntry(NamedTuple):
    """What a folder of a commit has under a name: its mode and its object."""

    mode: str
    oid: str


class GitSource:
    """The data folder of one commit. Stamps are git's object ids, so equal stamps are equal bytes.

    A folder's digest is its tree's id, so it is listed only where that is another than the index has.
    """

    def __init__(self, root: Path, commit: str) -> None:
        """Raise RevisionError where the commit has no such folder, or git cannot list it."""
        self.root = root
        self.revision: str | None = commit
        self._commit = commit
        self._objects = Objects(root, commit)
        self._prefix = ask(root, "rev-parse", "--show-prefix").text
        self._listed: dict[str, dict[str, _TreeEntry]] = {}
        if not self._entries("").keys() & {OFFICE_FILE, UNITS_FILE}:
            raise self._no_folder_error()

    def last_commit(self) -> str | None:
        """Return the commit."""
        return self._commit

    def saved(self) -> SavedState | None:
        """Return the commit, and when it was made."""
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
        """Return all years' folders; one that was a link lists as what is wrong with it."""
        return [
            YearFolder(f"{folder}/{year}", kind, int(year), entry.oid)
            for folder, kind in sorted(RECORD_FOLDERS.items())
            for year, entry in sorted(self._entries(folder).items())
            if is_year(year) and entry.mode in (_FOLDER, _LINK)
        ]

    def faults(self) -> list[Problem]:
        """Return a problem for each kind's folder that was a link or a file."""
        top = self._entries("")
        names = [name for name in RECORD_FOLDERS if name in top and top[name].mode != _FOLDER]
        return [Problem(rules.LINKED, name, args={"name": name}) for name in names]

    def strays(self) -> Iterator[tuple[str, str]]:
        """Yield nothing: what lay beside the years' folders then is not mended any more."""
        return iter(())

    def holds_files(self, path: str) -> bool:
        """Whether a year's folder has any file that does not begin with a dot; git knows no empty folders."""
        return self._entry(path).mode == _LINK or bool(self._entries(path))

    def digest(self, path: str) -> bytes:
        """Return the digest of a year's folder's listing: its tree's id."""
        return self._entry(path).oid.encode()

    def listing(self, path: str) -> FolderListing:
        """List a year's folder."""
        if self._entry(path).mode == _LINK:
            return FolderListing(self.digest(path), [FolderEntry("", "", rules.LINKED)], frozenset())
        entries = [_shown(name, entry) for name, entry in self._entries(path).items()]
        return FolderListing(self.digest(path), entries, frozenset())

    def names(self, path: str) -> set[str]:
        """Return the names of the files in any folder of the data folder; none where there is no such folder."""
        return {readable_name(name) for name, entry in self._entries(path).items() if entry.mode != _FOLDER}

    def stamp(self, path: str) -> str:
        """Return the stamp of a single file, "" where there is none."""
        return self._entry(path).oid

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise ReadError."""
        content = next(self.read_many([path]))[1]
        if isinstance(content, ReadError):
            raise content
        return content

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | ReadError]]:
        """Yield (path, bytes) of files, in order, from one git process; a ReadError instead of what cannot be read."""
        wanted = [(path, self._fault(path)) for path in paths]
        asked = [WantedObject(path, self._entry(path).oid, most_bytes(path)) for path, fault in wanted if not fault]
        with closing(self._objects.read(asked)) as contents:
            for path, fault in wanted:
                yield path, fault or next(contents)

    def _fault(self, path: str) -> ReadError | None:
        """Return what keeps a file from being asked for, None where nothing does."""
        mode = self._entry(path).mode
        rule = _fault_of(mode) if mode else rules.MISSING_THEN
        return ReadError(rule, name=path) if rule else None

    def _entry(self, path: str) -> _TreeEntry:
        """Return what lies at a path; without mode and object where nothing does."""
        folder, _, name = path.rpartition("/")
        return self._entries(folder).get(name, _TreeEntry("", ""))

    def _entries(self, folder: str) -> dict[str, _TreeEntry]:
        """Return {name: what lies there} of a folder, {} of none; names that begin with a dot are left out.

        Raise DamagedRevisionError where git cannot give all of it.
        """
        if folder not in self._listed and not self._is_none(folder):
            within = f"{self._prefix}{folder}/" if folder else self._prefix
            paths = (line.partition("\t") for line in self._list_tree(*([within] if within else [])))
            named = ((path[len(within) :], meta.split(" ")) for meta, _, path in paths if path.startswith(within))
            self._listed[folder] = {
                name: _TreeEntry(mode, oid) for name, (mode, _type, oid) in named if name and not name.startswith(".")
            }
        return self._listed.get(folder, {})

    def _is_none(self, folder: str) -> bool:
        """Whether what it would lie in has no such folder, so that git need not be asked; hidden ones are not known."""
        return bool(folder) and "/." not in f"/{folder}" and self._entry(folder).mode != _FOLDER

    def _list_tree(self, *paths: str, whole: bool = False) -> list[str]:
        """List what the commit has, at the top or at paths; raise DamagedRevisionError where git cannot give all."""
        how = ("ls-tree", "-z", "--full-tree", *(("-r",) if whole else ()))
        answer = ask(self.root, "--literal-pathspecs", *how, self._commit, "--", *paths)  # a name may be like `-x`
        if answer.code:
            raise DamagedRevisionError(REVISION_DAMAGED, name=self._commit[:_SHORT], reason=answer.reason)
        return [line for line in answer.text.split("\0") if line]

    def _no_folder_error(self) -> RevisionError:
        """Return the error that the commit has no data folder here, and where it had one."""
        paths = [PurePosixPath(line.partition("\t")[2]) for line in self._list_tree(whole=True)]
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


def _shown(name: str, entry: _TreeEntry) -> FolderEntry:
    """Return what a listing shows of a folder's entry; a folder inside is no record, whatever is in it."""
    fault = _fault_of(entry.mode)
    return FolderEntry(readable_name(name), "" if entry.mode == _FOLDER else entry.oid, fault)


def _fault_of(mode: str) -> Message | None:
    if mode in _FILE_MODES:
        return None
    return rules.LINKED if mode == _LINK else rules.STRAY_FILE
