from functools import partial
from typing import Annotated

import typer

from danvan_cli.cli import completing, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.text.mark import N_

ChangeName = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("ID|REVISION"),
        help=N_("A record, for the last change of it; or a change that log lists. Without it: the last one made here."),
        autocompletion=completing.records,
    ),
]


def run(
    ctx: typer.Context, change: ChangeName = None, dry_run: options.DryRun = False, yes: options.Yes = False
) -> int:
    """Take back the last change; again: the one before it. What was changed since stays."""
    from danvan_cli.recording.undoing import undo

    return carry_out(ctx, partial(undo, typed=change), dry_run=dry_run, yes=yes, trusting=False)
