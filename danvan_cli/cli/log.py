from typing import Annotated

import typer

from danvan_cli.cli import completing, options
from danvan_cli.cli.destination import destination
from danvan_cli.text.mark import N_

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("RECORD..."),
        help=N_("Only these: records by id or title, with evaluations, also removed; units; units.yaml; a change."),
        autocompletion=completing.records,
    ),
]
Since = Annotated[str | None, typer.Option("--since", metavar=N_("DATE"), help=N_("Only from that day on."))]
Until = Annotated[str | None, typer.Option("--until", metavar=N_("DATE"), help=N_("Only until that day."))]
By = Annotated[str | None, typer.Option("--by", metavar=N_("NAME"), help=N_("Only what this person did."))]
Most = Annotated[
    int | None,
    typer.Option(
        "--number", "-n", min=1, metavar=N_("N"), help=N_("At most so many; without it 20 on a terminal, else all.")
    ),
]


def run(
    ctx: typer.Context,
    names: Names = None,
    year: options.OneYear = None,
    since: Since = None,
    until: Until = None,
    by: By = None,
    most: Most = None,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
) -> int:
    """Show what happened to the records: when, by whom, and which value from what to what."""
    from danvan_cli.cli.told_history import LogTyped, tell_log

    to = destination(ctx, form, file, force=force)
    return tell_log(ctx, to, LogTyped(names or (), year, since, until, by, most))
