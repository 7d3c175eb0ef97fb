from functools import partial
from typing import Annotated

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.domain.fields import UNIT
from danvan_cli.text.mark import N_

OtherId = Annotated[
    str | None,
    typer.Option("--id", metavar=N_("ID"), help=N_("Another id: only while nothing refers to the unit.")),
]


def field_options() -> list[click.Parameter]:
    """Return an option for each key of a unit but its id, which changes only while nothing refers to it."""
    return fields.options_of(UNIT, but=("id", "aliases"))


def run(
    ctx: typer.Context,
    unit: options.UnitName,
    other_id: OtherId = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Correct what was wrong from the start; what the law changed is for unit succeed."""
    from danvan_cli.recording.units import correct

    make = partial(correct, name=unit, typed=fields.typed(ctx), other_id=other_id)
    return carry_out(ctx, make, dry_run=dry_run, yes=yes, anyway=anyway)
