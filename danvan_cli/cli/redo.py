from functools import partial
from typing import Annotated

import typer

from danvan_cli.cli import options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.text.mark import N_

Changes = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("REVISION..."),
        help=N_("Changes that the open folder has not, as status names them. Without any: what was taken back last."),
    ),
]


def run(ctx: typer.Context, changes: Changes = None, dry_run: options.DryRun = False, yes: options.Yes = False) -> int:
    """Do again what was taken back last, until something else is written; or changes that went out of sight."""
    from danvan_cli.recording.undoing import redo

    plans = [partial(redo, typed=change) for change in changes or (None,)]
    return max(carry_out(ctx, plan, dry_run=dry_run, yes=yes, trusting=False) for plan in plans)
