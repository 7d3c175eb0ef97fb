from functools import partial

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import ask_and_carry_out
from danvan_cli.domain.fields import UNIT
from danvan_cli.recording.units import add


def field_options() -> list[click.Parameter]:
    """Return an option for each key of a unit that it can have from its beginning."""
    return fields.options_of(UNIT, but=("id", "until", "successors"))


def run(
    ctx: typer.Context, name: options.NewId = None, dry_run: options.DryRun = False, yes: options.Yes = False
) -> int:
    """Add a unit."""
    return ask_and_carry_out(ctx, UNIT, partial(add, name=name), dry_run=dry_run, yes=yes)
