from functools import partial
from typing import Annotated

import click
import typer

from danvan_cli.cli import completing, fields, options
from danvan_cli.cli.carrying_out import ask_and_carry_out, with_records_asked
from danvan_cli.domain.fields import AWARD
from danvan_cli.text.mark import N_

AtLevel = Annotated[
    str | None,
    typer.Option(
        "--level",
        metavar=N_("LEVEL"),
        help=N_("Of a model put forward at several levels: which proposal."),
        autocompletion=completing.entries("level"),
    ),
]


def field_options() -> list[click.Parameter]:
    """Return the options of a decision."""
    return fields.options_of(AWARD, only=("decision", "decided_on", "signed_by", "source"), also=fields.ON)


def run(
    ctx: typer.Context,
    awards: options.RecordNames = None,
    reason: options.Reason = None,
    level: AtLevel = None,
    where: options.Where = None,
    measure: options.Behind = None,
    year: options.OneYear = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Record that proposals of awards, or for recognition, were refused; they stay on record."""
    from danvan_cli.recording.awarding import offered_to_refuse, refuse
    from danvan_cli.recording.selecting import Selection

    selection = with_records_asked(ctx, Selection(awards or (), where or (), year, measure), offered_to_refuse)
    make = partial(refuse, selection=selection, reason=reason, level=level)
    return ask_and_carry_out(ctx, AWARD, make, dry_run=dry_run, yes=yes, anyway=anyway)
