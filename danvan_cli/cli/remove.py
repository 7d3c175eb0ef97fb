from functools import partial

import typer

from danvan_cli.cli import options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.domain.errors import InputError


def run(
    ctx: typer.Context,
    records: options.RecordNames = None,
    reason: options.Reason = None,
    where: options.Where = None,
    measure: options.Behind = None,
    year: options.OneYear = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Remove records; they are put away with the reason."""
    from danvan_cli.recording.removing import remove
    from danvan_cli.recording.selecting import Selection

    if not reason:
        raise InputError(missing=["reason", *([] if records or where or measure else ["where"])])
    make = partial(remove, selection=Selection(records or (), where or (), year, measure), reason=reason)
    return carry_out(ctx, make, dry_run=dry_run, yes=yes)
