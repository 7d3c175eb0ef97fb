from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.progress import Progress
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.workplace import cache_folder, data_folder, open_ledger, today
from danvan_cli.domain.errors import InputError, RequestError, RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.saving import NAME_OF_ANOTHER, refuse_existing
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import half_done, messages, problems
from danvan_cli.view.labels import date, number

if TYPE_CHECKING:
    from danvan_cli.counting.ledger import Ledger
    from danvan_cli.exporting.backup import WrittenBackup
    from danvan_cli.store.backups import Manifest

BACKUP_INSIDE = Message(
    "backup-inside",
    N_("{path} lies in the data folder itself: what becomes of that becomes of it. Name a file on another disk."),
)

BackupFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("The file to write, a .zip; or a folder such as that of a USB stick, where it is given a name."),
    ),
]

_ENDING = ".zip"
_MEGABYTE = 1 << 20


def run(ctx: typer.Context, file: BackupFile = None, force: options.Force = False) -> int:
    """Put the folder into one file, with its history."""
    if file is None:
        raise InputError(missing=["output"])
    root = data_folder(ctx)
    target = _target(root, file)
    if not force:
        refuse_existing(target)
    ledger = open_ledger(ctx)  # one for all: a second would wait for the first to let go of the index
    written = _write(ctx, ledger, target, force=force)
    note_written(ctx)
    _remember(root)
    for line in _told(target, written):
        output.write_exactly(f"{output.folded(line)}\n")
    _tell_uncounted(ledger)
    return _tell_missing(written)


def _tell_uncounted(ledger: "Ledger") -> None:
    """Name the files that no number has, for they cannot be read; the backup has them as they are."""
    from danvan_cli.counting.finding import faults_of

    db, _ = ledger.open(None)
    output.tell_unread(faults_of(db))


def _target(root: Path, file: Path) -> Path:
    """Return the file to write; raise RequestError where it cannot be that one."""
    if file.is_dir():
        file /= f"danvan-{root.name}-{today()}{_ENDING}"
    if file.suffix.lower() != _ENDING:
        raise RequestError(NAME_OF_ANOTHER, path=str(file), value=_ENDING[1:])
    if file.resolve().is_relative_to(root):
        raise RequestError(BACKUP_INSIDE, path=str(file))
    return file


def _write(ctx: click.Context, ledger: "Ledger", target: Path, *, force: bool) -> "WrittenBackup":
    from danvan_cli.cli.trusting import settle_trust
    from danvan_cli.exporting.backup import BackupRequest, write_backup
    from danvan_cli.store.lock import locked_if_possible

    root = data_folder(ctx)
    waiting = translate(N_("Another danvan is writing; waiting for it …"))
    settle_trust(ctx, root)
    with locked_if_possible(root, partial(output.say, waiting)):
        return write_backup(
            ledger,
            BackupRequest(target, today(), force),
            Progress(N_("Writing files: {done} of {total}")),
            Progress(N_("Reading back: {done} of {total}")),
        )


def _remember(root: Path) -> None:
    from danvan_cli.store.clone_days import note_backup

    note_backup(root, cache_folder(), today())


def _told(target: Path, written: "WrittenBackup") -> list[str]:
    """Return what was done, in lines."""
    size = number(-(-target.stat().st_size // _MEGABYTE))
    years = list(written.manifest.numbers)
    if years:
        span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
        same = translate(N_("It was read back: every file is the same, and so is every number of {years}."))
        same = same.format(years=span)
    else:
        same = translate(N_("It was read back: every file is the same."))
    history = written.history
    beside = "" if isinstance(history, RevisionError) or not history.is_whole else half_done.summary(history.half_done)
    return [
        translate(N_("Backed up: {file} ({size} MB)")).format(file=target, size=size),
        held(written.manifest),
        *([beside] if beside else []),
        same,
        translate(N_("Keep it on another disk, or with somebody else. BAN-GIAO.txt in it says the rest.")),
    ]


def held(manifest: "Manifest") -> str:
    """Return what a backup holds, in one line."""
    history = manifest.history
    parts = (
        visible(manifest.office),
        date(manifest.made),
        translate(N_("files: {files}")).format(files=number(manifest.contents.files)),
        translate(N_("saves in git: {number}")).format(number=number(history.number)) if history else "",
    )
    return " · ".join(filter(None, parts))


def _tell_missing(written: "WrittenBackup") -> int:
    """Say what is not in the backup; return the exit code."""
    if isinstance(written.history, RevisionError):
        output.say(translate(N_("Without history: {reason}")).format(reason=messages.told(written.history)))
        beside = []
    else:
        beside = list(half_done.left_out(written.history.half_done, is_whole=written.history.is_whole))
    if beside or written.left_out:
        output.say(translate(N_("Not in the backup:")))
    for line in (*beside, *problems.several(written.left_out)):
        output.say(line)
    return int(bool(written.left_out))
