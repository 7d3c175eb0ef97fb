import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated

import click
import typer

from danvan_cli.cli import completing, failures, options, output
from danvan_cli.cli.carrying_out import carry_out, open_desk
from danvan_cli.cli.workplace import can_ask
from danvan_cli.locale import translate
from danvan_cli.recording.editing import Draft, draft_of, replace
from danvan_cli.recording.mistakes import Unsound
from danvan_cli.recording.typed import one_year
from danvan_cli.store.writing import WriteRefused
from danvan_cli.text.mark import N_

OneName = Annotated[
    str,
    typer.Argument(
        metavar=N_("RECORD"),
        help=N_("An id, a path, a part of an id or title; or danvan.yaml, units.yaml."),
        autocompletion=completing.records,
    ),
]


def run(ctx: typer.Context, record: OneName, year: options.OneYear = None, dry_run: options.DryRun = False) -> int:
    """Change a file in your editor; it is checked when you come back."""
    draft = draft_of(open_desk(ctx, trusting=False), record, one_year(year))
    copy = Path(tempfile.mkdtemp(prefix="danvan-")) / Path(draft.path).name
    copy.write_bytes(draft.data)
    code = _edit(ctx, draft, copy, dry_run=dry_run)
    shutil.rmtree(copy.parent, ignore_errors=True)
    return code


def _edit(ctx: typer.Context, draft: Draft, copy: Path, *, dry_run: bool) -> int:
    """Let her type until it is sound, or until she leaves; what she typed then stays where it is, and that is said."""
    while True:
        click.edit(filename=str(copy))
        make = partial(replace, draft=draft, data=copy.read_bytes())
        try:
            return carry_out(ctx, make, dry_run=dry_run, yes=True, trusting=False)
        except (Unsound, WriteRefused) as error:
            if not (can_ask() and _goes_back(error)):
                output.say(translate(N_("What you typed is kept in {path}.")).format(path=copy))
                raise


def _goes_back(error: Unsound | WriteRefused) -> bool:
    from danvan_cli.cli.asking.form import confirm

    failures.tell(error, ())
    return confirm(translate(N_("Back into the editor?")), default=True)
