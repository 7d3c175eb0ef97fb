import typer

from danvan_cli.cli import options
from danvan_cli.cli.carrying_out import carry_out


def run(ctx: typer.Context, dry_run: options.DryRun = False, yes: options.Yes = False) -> int:
    """Do again what was taken back last, until something else is written."""
    from danvan_cli.recording.undoing import redo

    return carry_out(ctx, redo, dry_run=dry_run, yes=yes, trusting=False)
