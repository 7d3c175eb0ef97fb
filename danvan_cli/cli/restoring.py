"""`danvan init --from`: a data folder is made again out of a backup, and counted again."""

from collections.abc import Sequence
from pathlib import Path

import click

from danvan_cli.cli import output
from danvan_cli.cli.app import DATA
from danvan_cli.cli.backup import held
from danvan_cli.cli.init import going_there, make_repository_of, path_from_here
from danvan_cli.cli.progress import Progress
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.workplace import folder_meant, open_ledger
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.backup import numbers_of
from danvan_cli.locale import translate
from danvan_cli.store.backups import Backup, opened_backup
from danvan_cli.store.half_done import find_half_done
from danvan_cli.store.restoring import RestoredFolder, refuse_taken, refuse_within
from danvan_cli.store.restoring import restore as make_again
from danvan_cli.text.mark import N_
from danvan_cli.view import half_done, messages
from danvan_cli.view.own_words import own_words

FROM_ALONE = Message("from-alone", N_("The office is in the backup. Leave out: {options}; or leave out --from."))


def restore(ctx: click.Context, file: Path, given: Sequence[str], *, dry_run: bool) -> int:
    """Make the folder again where `--data` says, else where danvan looks for one; return the exit code."""
    if given:
        raise RequestError(FROM_ALONE, options=", ".join(given))
    place = folder_meant(ctx).absolute()
    with opened_backup(file) as backup:
        refuse_taken(place)
        refuse_within(place)
        if dry_run:
            output.write_exactly(f"{held(backup.manifest)}\n")
            output.say(translate(N_("Nothing was written (--dry-run).")))
            return 0
        made = make_again(backup, place, Progress(N_("Writing files: {done} of {total}")))
    note_written(ctx)
    return _tell(ctx, backup, made)


def _tell(ctx: click.Context, backup: Backup, made: RestoredFolder) -> int:
    """Say what came, and whether it counts as it did; return the exit code."""
    going = going_there(made.root)
    output.write_exactly(f"+ {path_from_here(made.root)}\n{output.folded(held(backup.manifest))}\n")
    ctx.meta[DATA] = made.root
    is_same = numbers_of(open_ledger(ctx)) == backup.manifest.numbers
    if is_same:
        output.write_exactly(f"{translate(N_('Every file is the same, and so is every number.'))}\n")
    else:
        output.say(translate(N_("Every file is the same, but this danvan does not count all as the one before.")))
    if backup.manifest.history is None:
        make_repository_of(ctx, made.root)
    elif not made.trouble and (summary := half_done.summary(find_half_done(made.root))):
        output.write_exactly(output.folded(summary) + "\n")
        output.say(translate(N_("BAN-GIAO.txt in the backup names it, and how to go on with it.")))
    if made.trouble:
        reason = messages.told(made.trouble)
        output.say(translate(N_("Without history: {reason}")).format(reason=reason))
    output.say(translate(N_("Ready. Next, line by line:")))
    for command in (*going, own_words("danvan status")):
        output.say(f"  {command}")
    return int(bool(made.trouble) or not is_same)
