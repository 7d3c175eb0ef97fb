from functools import partial
from typing import Annotated

import typer

from danvan_cli.cli import completing, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.counting.question import one_year
from danvan_cli.domain.errors import InputError
from danvan_cli.recording.removing import remove
from danvan_cli.text.mark import N_

OneName = Annotated[
    str,
    typer.Argument(
        metavar=N_("RECORD"), help=N_("An id, a path, or a part of an id or title."), autocompletion=completing.records
    ),
]


def run(
    ctx: typer.Context,
    record: OneName,
    reason: options.Reason = None,
    year: options.OneYear = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Remove a record; it is put away with the reason."""
    if not reason:
        raise InputError(missing=["reason"])
    make = partial(remove, name=record, reason=reason, year=one_year(year))
    return carry_out(ctx, make, dry_run=dry_run, yes=yes)
