from functools import partial

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import ask_and_carry_out
from danvan_cli.cli.streams import can_ask
from danvan_cli.domain.fields import UNIT


def field_options() -> list[click.Parameter]:
    """Return an option for each key of a unit that it can have from its beginning."""
    return fields.options_of(UNIT, but=("id", "until", "successors"))


def run(
    ctx: typer.Context,
    name: options.NewId = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Add a unit."""
    from danvan_cli.recording.units import add

    typed = fields.typed(ctx)
    if can_ask() and not ("parent" in typed or yes):
        from danvan_cli.cli.forms.unit_add import ask_unit

        typed |= ask_unit(ctx, typed)
    return ask_and_carry_out(ctx, UNIT, partial(add, name=name), dry_run=dry_run, yes=yes, anyway=anyway)
