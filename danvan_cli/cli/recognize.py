from functools import partial
from typing import Annotated

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import ask_and_carry_out
from danvan_cli.domain.fields import EVALUATION
from danvan_cli.recording.recognizing import recognize
from danvan_cli.recording.selecting import Selection
from danvan_cli.text.mark import N_

Outstanding = Annotated[bool, typer.Option("--outstanding", help=N_("Also recognized as outstanding, the upper tier."))]


def field_options() -> list[click.Parameter]:
    """Return the options of a decision."""
    return fields.options_of(
        EVALUATION, only=("by", "decision", "decided_on", "signed_by", "note", "source"), also=fields.ON
    )


def run(
    ctx: typer.Context,
    models: options.RecordNames = None,
    level: options.Level = None,
    outstanding: Outstanding = False,
    where: options.Where = None,
    measure: options.Behind = None,
    year: options.OneYear = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Recognize models by a decision."""
    selection = Selection(models or (), where or (), year, measure)
    make = partial(recognize, selection=selection, level=level, outstanding=outstanding)
    return ask_and_carry_out(ctx, EVALUATION, make, dry_run=dry_run, yes=yes)
