"""A data folder goes into a backup, which is opened again at once: it must be the same folder, and count the same."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZIP_STORED

from danvan_cli.counting.all_years import YearNumbers, all_numbers
from danvan_cli.counting.ledger import Ledger
from danvan_cli.domain.errors import BackupError, ListsUnreadableError, RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import OFFICE_FILE, RECORD_FOLDERS, UNITS_FILE
from danvan_cli.domain.problem import Problem
from danvan_cli.exporting.all_records import no_progress
from danvan_cli.exporting.handover import handover_text
from danvan_cli.spreadsheet.saving import ArchiveFile, saved
from danvan_cli.store.archives import WrittenArchive
from danvan_cli.store.backups import HANDOVER, HISTORY, Backup, Manifest, opened_backup, put_folder, put_manifest
from danvan_cli.store.bundles import WrittenHistory, write_bundle
from danvan_cli.store.disk import DiskSource
from danvan_cli.store.restoring import make_folder
from danvan_cli.text.mark import N_

BACKUP_DIFFERS = Message(
    "backup-differs",
    N_(
        "What was read back does not count the same as the folder: somebody wrote into it meanwhile. No backup was "
        "written; run it again."
    ),
)

_BOM = "\ufeff"  # Notepad takes a text without it for one in the system's old encoding
Progress = Callable[[int, int], object]


class WrittenBackup(NamedTuple):
    """What a backup holds; instead of a history why there is none, and what of the folder is not in it."""

    manifest: Manifest
    history: WrittenHistory | RevisionError
    left_out: list[Problem]


class BackupRequest(NamedTuple):
    """Which file is to be written, over one that is there or not, and on which day."""

    file: Path
    day: str
    force: bool = False


def write_backup(ledger: Ledger, asked: BackupRequest, progress: Progress, rereading: Progress) -> WrittenBackup:
    """Write a backup, whole or not at all; raise BackupError where it does not read back, or WriteError."""
    with saved(asked.file, force=asked.force) as temporary, TemporaryDirectory(prefix="danvan-") as place:
        folder = Path(place)
        numbers = numbers_of(ledger)
        history = _history(ledger.source.root, folder / HISTORY)
        office, text = handover_text(ledger, asked.day, asked.file.name, numbers, history)
        with ArchiveFile(temporary, "wb") as stream, WrittenArchive(stream) as archive:
            archive.writestr(HANDOVER, f"{_BOM}{text}")
            contents, left_out = put_folder(archive, ledger.source.root, progress)
            kept = history.history if isinstance(history, WrittenHistory) else None
            if kept:
                archive.write(folder / HISTORY, HISTORY, ZIP_STORED)  # git has packed it already
            manifest = Manifest(asked.day, office, contents, numbers, kept)
            put_manifest(archive, manifest)
        ledger.close()  # another one is opened, which takes as much memory
        (folder / HISTORY).unlink(missing_ok=True)
        with opened_backup(temporary, asked.file.name) as backup:
            _compare(backup, folder / "again", rereading)
    return WrittenBackup(manifest, history, left_out)


def numbers_of(ledger: Ledger) -> YearNumbers:
    """Return every number of a folder; none where its lists cannot be read, which keeps nobody from a backup."""
    try:
        return all_numbers(ledger)
    except ListsUnreadableError:
        return {}


def _history(root: Path, file: Path) -> WrittenHistory | RevisionError:
    try:
        return write_bundle(root, file)
    except RevisionError as error:
        return error


def _is_counted(path: str) -> bool:
    """Whether numbers come from a file of the data folder: evidence may be larger than the disk of temporary files."""
    return path in (OFFICE_FILE, UNITS_FILE) or path.partition("/")[0] in RECORD_FOLDERS


def _compare(backup: Backup, place: Path, progress: Progress) -> None:
    """Make again what is counted of the folder, and count it; raise BackupError where anything differs."""
    made = make_folder(backup, place, progress, _is_counted)
    if made.trouble:
        raise BackupError(made.trouble.message, **made.trouble.params)
    again = Ledger(DiskSource(made.root, 0), place.parent / "cache", made.root, no_progress)
    with closing(again):
        if numbers_of(again) != backup.manifest.numbers:
            raise BackupError(BACKUP_DIFFERS)
