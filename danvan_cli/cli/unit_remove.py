from functools import partial

import typer

from danvan_cli.cli import options
from danvan_cli.cli.carrying_out import carry_out


def run(
    ctx: typer.Context,
    unit: options.UnitName,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Remove a unit that was a mistake; what ended in law is for unit succeed."""
    from danvan_cli.recording.unit_removal import remove_unit

    return carry_out(ctx, partial(remove_unit, name=unit), dry_run=dry_run, yes=yes)
