from functools import partial
from typing import Annotated

import typer

from danvan_cli.cli import completing, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.domain.errors import InputError
from danvan_cli.text.mark import N_

To = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar=N_("YEAR"),
        help=N_("The campaign year where they belong."),
        autocompletion=completing.years,
    ),
]
OutOf = Annotated[
    str | None,
    typer.Option(
        "--from-year",
        metavar=N_("YEAR"),
        help=N_("Only records of this campaign year are meant; without names and --where: all of them."),
        autocompletion=completing.years,
    ),
]


def run(
    ctx: typer.Context,
    records: options.RecordNames = None,
    where: options.Where = None,
    measure: options.Behind = None,
    out_of: OutOf = None,
    year: To = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Take records to the campaign year where they belong, models with their evaluations."""
    from danvan_cli.counting.question import one_year
    from danvan_cli.recording.moving import MoveRequest, move
    from danvan_cli.recording.selecting import Selection

    to, before = one_year(year), one_year(out_of)
    chosen = records or where or measure or before
    if to is None or not chosen:
        raise InputError(missing=[*([] if chosen else ["record"]), *(["year"] if to is None else [])])
    request = MoveRequest(Selection(records or (), where or (), None, measure), to, before)
    return carry_out(ctx, partial(move, request=request), dry_run=dry_run, yes=yes, anyway=anyway)
