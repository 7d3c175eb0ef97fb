from functools import partial
from typing import Annotated

import click
import typer

from danvan_cli.cli import completing, fields, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.domain.fields import UNIT
from danvan_cli.recording.succeeding import Successor, succeed
from danvan_cli.text.mark import N_

Old = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("UNIT..."), help=N_("The units that end; several are merged."), autocompletion=completing.units
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar=N_("DATE"), help=N_("The first day of the new unit; the old ones end the day before.")
    ),
]
Into = Annotated[
    list[str] | None,
    typer.Option(
        "--into",
        metavar=N_("UNIT"),
        help=N_("A unit that is there already; again where it was split."),
        autocompletion=completing.units,
    ),
]


def field_options() -> list[click.Parameter]:
    """Return the options of a new unit."""
    return fields.options_of(UNIT, only=("name", "level", "parent", "aliases"))


def run(
    ctx: typer.Context,
    old: Old,
    on: On = None,
    into: Into = None,
    name: options.NewId = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Record what units became in law: the old ones end the day before, and point to the new."""
    successor = Successor(into or (), fields.typed(ctx), name)
    return carry_out(ctx, partial(succeed, names=old, on=on, successor=successor), dry_run=dry_run, yes=yes)
