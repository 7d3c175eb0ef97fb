from functools import partial
from typing import Annotated

import typer

from danvan_cli.cli import completing, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.text.mark import N_

Given = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("RECORD... KEY=VALUE..."),
        help=N_("Records ({types}) by id or a part of id or title, then what they shall state; KEY= removes a key."),
        autocompletion=completing.assignments,
    ),
]


def run(
    ctx: typer.Context,
    given: Given = None,
    where: options.Where = None,
    measure: options.Behind = None,
    year: options.OneYear = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Correct what records state."""
    from danvan_cli.recording.changing import correct
    from danvan_cli.recording.selecting import Selection

    names = [text for text in given or () if "=" not in text]
    assignments = [text for text in given or () if "=" in text]
    make = partial(correct, selection=Selection(names, where or (), year, measure), assignments=assignments)
    return carry_out(ctx, make, dry_run=dry_run, yes=yes, anyway=anyway)
