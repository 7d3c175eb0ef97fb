from functools import partial
from typing import Annotated

import typer

from danvan_cli.cli import options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.text.mark import N_

Aliases = Annotated[list[str], typer.Argument(metavar=N_("SPELLING..."), help=N_("How else its name is written."))]


def run(
    ctx: typer.Context,
    unit: options.UnitName,
    aliases: Aliases,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Add other spellings of a unit's name."""
    from danvan_cli.recording.units import add_aliases

    return carry_out(ctx, partial(add_aliases, name=unit, aliases=aliases), dry_run=dry_run, yes=yes)
