from functools import partial

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import ask_and_carry_out, with_records_asked
from danvan_cli.domain.fields import MODEL


def field_options() -> list[click.Parameter]:
    """Return the options of an end."""
    also = {"ended_on": ("--on",), "ended_reason": ("--reason",)}
    return fields.options_of(MODEL, only=("ended_on", "ended_reason"), also=also)


def run(
    ctx: typer.Context,
    models: options.RecordNames = None,
    where: options.Where = None,
    measure: options.Behind = None,
    year: options.OneYear = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """End models, or programmes: from a day on they are no longer active."""
    from danvan_cli.recording.changing import end, offered_to_end
    from danvan_cli.recording.selecting import Selection

    selection = with_records_asked(ctx, Selection(models or (), where or (), year, measure), offered_to_end)
    make = partial(end, selection=selection)
    return ask_and_carry_out(ctx, MODEL, make, dry_run=dry_run, yes=yes, anyway=anyway)
