"""The data folder on disk. Nothing here writes; nothing else opens its files."""

import contextlib
import errno
import os
import stat
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from danvan_cli.domain import rules
from danvan_cli.domain.errors import ReadError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import OFFICE_FILE, OWN_NAMES, RECORD_FOLDERS, is_year
from danvan_cli.domain.problem import Problem
from danvan_cli.store.digest import blake2b
from danvan_cli.store.source import (
    FileVersion,
    FolderEntry,
    FolderListing,
    SavedState,
    YearFolder,
    most_bytes,
    readable_name,
)
from danvan_cli.store.windows import explained, is_link, is_linked, is_missing, place_of

_AT_ONCE = 1 << 16
# What lies there itself: no link is followed, and nobody waits at the end of a pipe.
_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))
_LISTING = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)  # a pipe of a folder's name is no folder to wait for
_FITTING = struct.Struct("<qqqQL").pack
_BY_DESCRIPTOR = os.scandir in os.supports_fd  # not on Windows, where a listing brings the sizes and times along
_YOUNG_NS = 3_000_000_000  # FAT keeps times to two seconds; a network share's clock may lag a little


def _pack(status: os.stat_result) -> bytes:
    """Pack what a listing says of a file; a day after 2262 has more nanoseconds than fit."""
    try:
        return _FITTING(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode)
    except struct.error:
        return repr(tuple(status)).encode() + f"{status.st_mtime_ns} {status.st_ctime_ns}".encode()


class DiskSource:
    """The folder as it is now. `now_ns` is the caller's clock: files younger than it by little are not trusted."""

    revision: str | None = None

    def __init__(self, root: Path, now_ns: int) -> None:
        self.root = root
        self._settled_before = now_ns - _YOUNG_NS

    def last_commit(self) -> str | None:
        """Return the commit that the folder is at, None where git keeps nothing."""
        from danvan_cli.store.repository import last_commit  # noqa: PLC0415 - few ask for it

        return last_commit(self.root)

    def saved(self) -> SavedState | None:
        """Return what git keeps of the folder, None where it keeps nothing."""
        from danvan_cli.store.unsaved import saved_state  # noqa: PLC0415 - as above

        return saved_state(self.root)

    def versions(self, folder: str) -> Mapping[str, Sequence[FileVersion]]:
        """Return the versions of files that git keeps, and of those that it has otherwise that there is one more."""
        from danvan_cli.store.history import file_versions  # noqa: PLC0415 - as above

        return file_versions(self.root, folder, on_disk=True)

    def read_versions(self, wanted: Iterable[tuple[str, FileVersion]]) -> Iterator[tuple[str, bytes | ReadError]]:
        """Yield (path, bytes) of versions that git keeps."""
        from danvan_cli.store.history import read_versions  # noqa: PLC0415 - as above

        return read_versions(self.root, wanted)

    def folders(self) -> list[YearFolder]:
        """Return all years' folders; one that is a link lists as what is wrong with it."""
        return [
            YearFolder(f"{kind_folder}/{entry.name}", kind, int(entry.name), _mark(entry))
            for kind_folder, kind in RECORD_FOLDERS.items()
            for entry in self._scan(kind_folder)
            if _is_years_folder(entry)
        ]

    def faults(self) -> list[Problem]:
        """Return a problem for each kind's folder that is a link, or cannot be listed."""
        faults = ((name, self._fault(name)) for name in RECORD_FOLDERS)
        return [Problem(fault[0], name, args={"name": name, "reason": fault[1]}) for name, fault in faults if fault]

    def _at(self, path: str) -> str:
        """Return where a file or folder lies, as text: paths are joined in ten times the time."""
        return place_of(self.root, path)

    def _fault(self, path: str) -> tuple[Message, str] | None:
        try:
            with _scanning(self._at(path)):
                return None
        except OSError as error:
            return None if is_missing(error) else _rule_and_reason(error)

    def strays(self) -> Iterator[tuple[Message, str]]:
        """Yield (rule, path) of what lies beside the years' folders: other folders, loose files, links; and Models."""
        for entry in self._scan(""):
            if entry.name not in OWN_NAMES and entry.name.lower() in OWN_NAMES:
                yield rules.OTHER_CASE, readable_name(entry.name)
        for kind_folder in RECORD_FOLDERS:
            for entry in self._scan(kind_folder):
                rule = _stray_rule(entry)
                if rule:
                    yield rule, readable_name(f"{kind_folder}/{entry.name}")

    def holds_files(self, path: str) -> bool:
        """Whether a year's folder has any file."""
        try:
            with os.scandir(self._at(path)) as entries:
                return any(entry.name[0] != "." for entry in entries)
        except OSError:
            return True  # nobody can say that it has none

    def digest(self, path: str) -> bytes:
        """Digest names, sizes, times, inodes and modes of a year's folder: what an unchanged folder costs.

        Written out for speed: an overview does this for every file. `listing` digests alike.
        """
        names: list[str] = []
        numbers = blake2b(digest_size=16)
        add, update = names.append, numbers.update
        try:
            with _scanning(self._at(path)) as entries:
                for entry in entries:
                    status = entry.stat(follow_symlinks=False)
                    add(entry.name)
                    update(_pack(status))
        except OSError as error:  # a file may have gone while the folder was looked at: it did change
            return b"" if is_missing(error) else _listing_of(error).digest
        return _digest(names, numbers)

    def listing(self, path: str) -> FolderListing:
        """List a year's folder; names that start with "." are ignored."""
        try:
            return self._listing(path)
        except OSError as error:
            return _listing_of(error)

    def _listing(self, path: str) -> FolderListing:
        names: list[str] = []
        numbers = blake2b(digest_size=16)
        entries: list[FolderEntry] = []
        young: list[str] = []
        for entry, status in self._entries(path):
            names.append(entry.name)
            numbers.update(_pack(status))
            if entry.name[0] == ".":
                continue
            name = entry.name if entry.name.isascii() else readable_name(entry.name)
            entries.append(FolderEntry(name, _stamp(status), _entry_fault(status)))
            if self._is_young(status):
                young.append(name)
        return FolderListing(_digest(names, numbers), entries, frozenset(young))

    def _entries(self, path: str) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
        with _scanning(self._at(path)) as entries:
            for entry in entries:
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # it went; the next question sees the folder without it
                yield entry, status

    def names(self, path: str) -> set[str]:
        """Return the names of the files in any folder of the data folder; none where there is no such folder."""
        try:
            with os.scandir(self._at(path)) as entries:
                return {readable_name(entry.name) for entry in entries if not entry.is_dir()}
        except OSError:
            return set()

    def stamp(self, path: str) -> str:
        """Return the stamp of a single file, "" where there is none, one of its own while it is young."""
        try:
            status = os.lstat(self._at(path))
        except OSError:
            return ""
        return f"{_stamp(status)} young" if self._is_young(status) else _stamp(status)

    def _is_young(self, status: os.stat_result) -> bool:
        """Whether the file could change again without a sign; its second time is young where a copy kept the first."""
        return max(status.st_mtime_ns, status.st_ctime_ns) >= self._settled_before

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise ReadError."""
        most = most_bytes(path)
        if "/" not in path:  # a record has been listed, and its kind was seen there
            _refuse_special(self._at(path), path)
        try:
            data = _read(self._at(path), most)
        except OSError as error:
            _refuse_special(self._at(path), path)
            error.filename = error.filename or self._at(path)
            if is_missing(explained(error)):
                raise ReadError(rules.MISSING_FILE, name=path) from None
            rule, reason = _rule_and_reason(error)
            raise ReadError(rule, name=path, reason=reason) from None
        if not data or len(data) > most:
            _refuse_special(self._at(path), path)
        if len(data) > most:
            raise ReadError(rules.TOO_LARGE, name=path, size=(self.root / path).stat().st_size, most=most)
        return data

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | ReadError]]:
        """Yield (path, bytes) of files, in order; a ReadError instead of bytes that cannot be read."""
        for path in paths:
            try:
                yield path, self.read(path)
            except ReadError as fault:
                yield path, fault

    def _scan(self, path: str) -> list[os.DirEntry[str]]:
        try:
            _refuse_link(self._at(path))
            with os.scandir(self._at(path)) as entries:
                return sorted((entry for entry in entries if entry.name[0] != "."), key=lambda entry: entry.name)
        except OSError:
            return []


def find_folder(current: Path) -> Path:
    """Find the data folder where none was named: at or above the current one, else ./data (docs/design.md)."""
    for folder in (current, *current.parents):
        if is_data_folder(folder):
            return folder
    return current / "data"


def is_data_folder(folder: Path) -> bool:
    """Whether something lies there under the office file's name; one that is no file is named when it is read."""
    return os.path.lexists(folder / OFFICE_FILE)


def _read(path: str, most: int) -> bytes:
    """Read a file, at most a byte more than is allowed; as raw as can be, for an index is built from very many."""
    descriptor = os.open(path, _READING)
    try:
        data = os.read(descriptor, _AT_ONCE)
        while len(data) <= most:
            more = os.read(descriptor, _AT_ONCE)  # a network's file system may give less than there is
            if not more:
                break
            data += more
        return data
    finally:
        os.close(descriptor)


def _refuse_special(path: str, name: str) -> None:
    """Raise ReadError for a link, a folder, a pipe, a socket or a device: what it gives, or not, is nobody's record.

    Windows cannot be told to follow no links when it opens a file.
    """
    try:
        status = os.lstat(path)
    except OSError:
        return
    if is_link(status):
        raise ReadError(rules.LINKED, name=name, reason="")
    if not stat.S_ISREG(status.st_mode):
        raise ReadError(rules.NOT_A_FILE, name=name)


def _mark(entry: os.DirEntry[str]) -> str:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return ""  # it went just now, or may not be looked at: its listing will tell
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _stamp(status: os.stat_result) -> str:
    """Return what tells a file from one that was changed.

    What a person sets (`touch -d`, `cp -p`, `rsync --inplace`) is the first time alone: the second is the system's own,
    of the last change of the inode; on Windows it is that of the file's making.
    """
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _rule_and_reason(error: OSError) -> tuple[Message, str]:
    """Return the rule that what cannot be opened breaks, and the system's word for it."""
    if error.errno == errno.ELOOP:
        return rules.LINKED, ""
    from danvan_cli.store.system import reason_of  # noqa: PLC0415 - mostly nothing goes wrong

    return rules.UNREADABLE, reason_of(error)


def _listing_of(error: OSError) -> FolderListing:
    """List a folder that cannot be: as empty where it went just now, else as what is wrong with it."""
    entries = []
    if not is_missing(error):
        rule, reason = _rule_and_reason(error)
        entries.append(FolderEntry("", reason or rule.code, rule, reason))
    return FolderListing(repr(entries).encode(), entries, frozenset())


def _digest(names: list[str], numbers: blake2b) -> bytes:
    """Finish a digest; another order of the names only costs a comparison file by file."""
    numbers.update(os.fsencode("\0".join(names)))
    return numbers.digest()


@contextlib.contextmanager
def _scanning(path: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """Scan a folder by its descriptor, where the system can: no path is resolved for each file."""
    _refuse_link(path)
    where: str | int = os.open(path, _LISTING) if _BY_DESCRIPTOR else path
    try:
        with os.scandir(where) as entries:
            yield entries
    finally:
        if isinstance(where, int):  # pragma: no branch - on Windows it is the path
            os.close(where)


def _refuse_link(path: str) -> None:
    if is_link(os.lstat(path)):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _entry_fault(status: os.stat_result) -> Message | None:
    if stat.S_ISREG(status.st_mode):
        return None
    if is_link(status):
        return rules.LINKED
    return rules.STRAY_FILE if stat.S_ISDIR(status.st_mode) else rules.NOT_A_FILE


def _is_years_folder(entry: os.DirEntry[str]) -> bool:
    return is_year(entry.name) and (is_linked(entry) or entry.is_dir())


def _stray_rule(entry: os.DirEntry[str]) -> Message | None:
    if _is_years_folder(entry):
        return None
    if is_linked(entry):
        return rules.LINKED
    return rules.STRAY_FOLDER if entry.is_dir() else rules.STRAY_OTHER
