"""A backup: one archive with a data folder and its history, and what must be found in it when it is read back.

    BAN-GIAO.txt      what whoever takes over has to know
    data/…            the folder's files, as they lay there, saved or not
    history.bundle    what git keeps of it
    backup.json       how much all this is

An archive may have been damaged, or made to do harm. So nothing is taken out before all that it says of itself is
looked at; each file is made new, in a folder that is ours, and no link is made.
"""

import hashlib
import json
import os
import shutil
import stat
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from danvan_cli.domain import rules
from danvan_cli.domain.errors import BackupError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem
from danvan_cli.store.archives import ReadArchive
from danvan_cli.store.bundles import History, is_history
from danvan_cli.store.folder_files import FolderFile, files_of, is_safe, number_of_files, opened
from danvan_cli.store.system import reason_of
from danvan_cli.text.mark import N_

NOT_A_BACKUP = Message("not-a-backup", N_("{file} is no backup. Name a file that danvan backup has written."))
BACKUP_DAMAGED = Message(
    "backup-damaged", N_("{file} is damaged: it does not hold what was put into it. Take another copy of it.")
)
BACKUP_NEWER = Message("backup-newer", N_("A newer danvan has written {file}. Use that one here, too."))
BACKUP_UNSAFE = Message(
    "backup-unsafe",
    N_(
        "{file} holds “{value}”, which danvan never puts into a backup: it could do harm. Nothing was taken out. "
        "Ask whoever gave you the file."
    ),
)
BACKUP_TOO_LARGE = Message(
    "backup-too-large", N_("{file} takes {megabytes} MB when unpacked, and only {number} MB are free at {path}.")
)

HANDOVER, FOLDER, HISTORY, MANIFEST = "BAN-GIAO.txt", "data/", "history.bundle", "backup.json"
_SCHEMA = 1
_MOST_MANIFEST = 8 << 20
_PIECE = 1 << 18
_MEGABYTE = 1 << 20
# How much a file may grow in unpacking once it is large (such a one is put in as it is), and all of them together.
_MOST_TIMES, _SMALL, _MOST_TOGETHER = 400, 32 * _MEGABYTE, 1024 * _MEGABYTE
_CREATING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW"))
_BROKEN = (BadZipFile, EOFError, LookupError, NotImplementedError, RuntimeError, ValueError, struct.error, zlib.error)

Progress = Callable[[int, int], object]
Numbers = Mapping[str, Any]


class Contents(NamedTuple):
    """How many files of a data folder there are, how many bytes they have, and the digest of all they hold."""

    files: int
    size: int
    digest: str


class Manifest(NamedTuple):
    """What a backup says of itself: the day, the office, its files, every number of them, and its history if any."""

    made: str
    office: str
    contents: Contents
    numbers: Numbers
    history: History | None


class _Digest:
    """Digests files by names and bytes, in the order in which they come."""

    def __init__(self) -> None:
        self.files = self.size = 0
        self._all = hashlib.sha256()

    def copy(self, path: str, pieces: Iterable[bytes], target: BinaryIO) -> None:
        """Copy a file, and take it into account."""
        own = hashlib.sha256()
        for piece in pieces:
            own.update(piece)
            target.write(piece)
            self.size += len(piece)
        self.files += 1
        self._all.update(f"{path}\0{own.hexdigest()}\n".encode())

    def contents(self) -> Contents:
        """Return what came together."""
        return Contents(self.files, self.size, self._all.hexdigest())


def put_folder(archive: ZipFile, root: Path, progress: Progress) -> tuple[Contents, list[Problem]]:
    """Put the files of a data folder into an archive; return what they are, and which could not be taken, and why."""
    digest, left_out = _Digest(), []
    total = number_of_files(root)
    for number, file in enumerate(files_of(root), start=1):
        fault = file if isinstance(file, Problem) else _put_file(archive, root, file, digest)
        if fault:
            left_out.append(fault)
        progress(number, max(number, total))
    return digest.contents(), left_out


def _put_file(archive: ZipFile, root: Path, file: FolderFile, digest: _Digest) -> Problem | None:
    """Put a file into an archive; return why it cannot be opened. Raise OSError where it breaks off."""
    try:
        info = ZipInfo.from_file(root / file.path, FOLDER + file.path, strict_timestamps=False)
        source = opened(root, file.path)
    except OSError as error:
        return Problem(rules.UNREADABLE, file.path, args={"reason": reason_of(error)})
    info.compress_type = ZIP_DEFLATED if info.file_size <= _SMALL else ZIP_STORED
    info.external_attr = (stat.S_IFREG | (0o755 if file.is_executable else 0o644)) << 16
    with source, archive.open(info, "w") as target:
        digest.copy(file.path, iter(partial(source.read, _PIECE), b""), target)  # type: ignore[arg-type]  # it has `write`
    return None


def put_manifest(archive: ZipFile, manifest: Manifest) -> None:
    """Put what a backup says of itself into its archive, as the last part."""
    history = manifest.history._asdict() if manifest.history else None
    document = {"schema": _SCHEMA, **manifest._asdict(), "contents": manifest.contents._asdict(), "history": history}
    archive.writestr(MANIFEST, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


class Backup:
    """A backup that is read."""

    def __init__(self, name: str, archive: ReadArchive, manifest: Manifest, history: ZipInfo | None) -> None:
        self.manifest = manifest
        self._name, self._archive, self._history = name, archive, history

    def unpack(self, folder: Path, progress: Progress, wanted: Callable[[str], bool] = lambda _: True) -> None:
        """Write the files of the data folder into an empty folder; raise BackupError, or OSError.

        What is not `wanted`, by its path, is read all the same, to see that it is what was put in.
        """
        self._refuse_without_room(self._check(wanted), folder)
        digest = _Digest()
        with Path(os.devnull).open("wb") as nowhere:
            for number, info in enumerate(self._parts(), start=1):
                fill = partial(self._copy, info, _path_of(info), digest)
                if wanted(_path_of(info)):
                    _make(folder / _path_of(info), info, fill)
                else:
                    fill(nowhere)
                progress(number, self.manifest.contents.files)
        if digest.contents() != self.manifest.contents:
            raise self._error(BACKUP_DAMAGED)

    def unpack_history(self, target: Path) -> None:
        """Write the bundle of the history; raise BackupError, or OSError."""
        if self._history is None:
            raise self._error(BACKUP_DAMAGED)
        self._refuse_swollen(self._history)
        with target.open("xb") as stream:
            self._copy(self._history, HISTORY, _Digest(), stream)

    def _copy(self, info: ZipInfo, path: str, digest: _Digest, target: BinaryIO) -> None:
        with _reading(self._name):
            digest.copy(path, self._archive.pieces(info), target)

    def _parts(self) -> Iterator[ZipInfo]:
        with _reading(self._name):
            yield from filter(_is_of_folder, self._archive.parts())

    def _check(self, wanted: Callable[[str], bool]) -> int:
        """Look at all that an archive says of its files, before any is written; raise BackupError.

        Return how many bytes those have that are wanted.
        """
        number = size = packed = wanted_size = 0
        for info in self._parts():
            if not _is_plain(info):
                raise self._error(BACKUP_UNSAFE, value=info.orig_filename)
            self._refuse_swollen(info)
            number, size, packed = number + 1, size + info.file_size, packed + info.compress_size
            wanted_size += info.file_size if wanted(_path_of(info)) else 0
        if size > max(_MOST_TOGETHER, _MOST_TIMES * packed):
            raise self._error(BACKUP_UNSAFE, value=FOLDER)
        if (number, size) != self.manifest.contents[:2] or packed > self._archive.size:
            raise self._error(BACKUP_DAMAGED)
        return wanted_size

    def _refuse_without_room(self, size: int, folder: Path) -> None:
        free = shutil.disk_usage(folder).free
        if size > free:
            raise self._error(BACKUP_TOO_LARGE, megabytes=size // _MEGABYTE, number=free // _MEGABYTE, path=folder)

    def _refuse_swollen(self, info: ZipInfo) -> None:
        if info.file_size > max(_SMALL, _MOST_TIMES * info.compress_size):
            raise self._error(BACKUP_UNSAFE, value=info.filename)

    def _error(self, message: Message, **params: object) -> BackupError:
        return BackupError(message, file=self._name, **params)


def _path_of(info: ZipInfo) -> str:
    """Return the path of a part within the data folder."""
    return info.filename.removeprefix(FOLDER)


def _is_of_folder(info: ZipInfo) -> bool:
    return info.orig_filename.startswith(FOLDER) and not info.is_dir()


def _is_plain(info: ZipInfo) -> bool:
    """Whether a part of an archive is a file that danvan has put there: no link, and nowhere else."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    is_as_it_says = info.filename == info.orig_filename and info.compress_type in {ZIP_STORED, ZIP_DEFLATED}
    return kind in {0, stat.S_IFREG} and is_as_it_says and is_safe(info.filename)


def _make(file: Path, info: ZipInfo, fill: Callable[[BinaryIO], None]) -> None:
    """Make a file where there is none, and fill it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o777 if info.external_attr >> 16 & stat.S_IXUSR else 0o666
    with os.fdopen(os.open(file, _CREATING, mode), "wb") as stream:
        fill(stream)


@contextmanager
def opened_backup(file: Path, name: str = "") -> Iterator[Backup]:
    """Open a backup; raise BackupError where it is none, or OSError. `name`: what it is to be called, else its own."""
    name = name or file.name
    with file.open("rb") as stream:
        try:
            archive = ReadArchive(stream)
            named = {part.filename: part for part in archive.parts() if part.filename in (MANIFEST, HISTORY)}
        except (*_BROKEN, OSError) as error:
            raise BackupError(NOT_A_BACKUP, file=name) from error
        yield Backup(name, archive, _manifest(name, archive, named.get(MANIFEST)), named.get(HISTORY))


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Raise BackupError for whatever a damaged archive makes of what reads it."""
    try:
        yield
    except _BROKEN as error:
        raise BackupError(BACKUP_DAMAGED, file=name) from error


def _manifest(name: str, archive: ReadArchive, info: ZipInfo | None) -> Manifest:
    if info is None or info.file_size > _MOST_MANIFEST:
        raise BackupError(NOT_A_BACKUP, file=name)
    with _reading(name):
        document = json.loads(b"".join(archive.pieces(info)))
        if isinstance(document, dict) and isinstance(document.get("schema"), int) and document["schema"] > _SCHEMA:
            raise BackupError(BACKUP_NEWER, file=name)
        return _read_manifest(document)


def _read_manifest(document: Any) -> Manifest:  # noqa: ANN401 - JSON is whatever it is
    """Return what a document states; raise ValueError or LookupError where it is none of ours."""
    try:
        contents, given = Contents(**document["contents"]), document["history"]
        history = History(**given) if given else None
        manifest = Manifest(document["made"], document["office"], contents, document["numbers"], history)
    except (TypeError, AttributeError) as error:
        raise ValueError(MANIFEST) from error
    texts = (manifest.made, manifest.office, contents.digest, *(history[:3] if history else ()))
    if not all(isinstance(text, str) for text in texts) or not isinstance(manifest.numbers, dict):
        raise ValueError(MANIFEST)
    numbers = (*contents[:2], *(history[3:] if history else ()))
    if not all(isinstance(number, int) for number in numbers) or (history and not is_history(history)):
        raise ValueError(MANIFEST)
    return manifest
