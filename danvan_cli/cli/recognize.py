from functools import partial
from typing import Annotated

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import ask_and_carry_out, with_records_asked
from danvan_cli.domain.fields import EVALUATION
from danvan_cli.text.mark import N_

Outstanding = Annotated[bool, typer.Option("--outstanding", help=N_("Also recognized as outstanding, the upper tier."))]
Propose = Annotated[bool, typer.Option("--propose", help=N_("They are only put forward; recognize or refuse later."))]


def field_options() -> list[click.Parameter]:
    """Return the options of a decision."""
    return fields.options_of(
        EVALUATION,
        only=("proposal", "proposed_on", "by", "decision", "decided_on", "signed_by", "note", "source"),
        also=fields.ON,
    )


def run(
    ctx: typer.Context,
    models: options.RecordNames = None,
    level: options.Level = None,
    outstanding: Outstanding = False,
    propose: Propose = False,
    where: options.Where = None,
    measure: options.Behind = None,
    year: options.OneYear = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Recognize models by a decision; or put them forward for that."""
    from danvan_cli.recording import recognizing
    from danvan_cli.recording.selecting import Selection

    typed = Selection(models or (), where or (), year, measure)
    selection = with_records_asked(ctx, typed, recognizing.offered_to_recognize)
    make = recognizing.propose if propose else recognizing.recognize
    planned = partial(make, selection=selection, level=level, outstanding=outstanding)
    return ask_and_carry_out(ctx, EVALUATION, planned, dry_run=dry_run, yes=yes, anyway=anyway)
