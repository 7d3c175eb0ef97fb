from functools import partial

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import ask_and_carry_out, with_records_asked
from danvan_cli.domain.fields import AWARD


def field_options() -> list[click.Parameter]:
    """Return the options of a decision; form and authority may be others than were proposed."""
    only = ("form", "authority", "decision", "decided_on", "signed_by", "note", "source")
    return fields.options_of(AWARD, only=only, also=fields.ON)


def run(
    ctx: typer.Context,
    awards: options.RecordNames = None,
    where: options.Where = None,
    measure: options.Behind = None,
    year: options.OneYear = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Grant by a decision what was proposed."""
    from danvan_cli.recording.awarding import grant, offered_to_grant
    from danvan_cli.recording.selecting import Selection

    selection = with_records_asked(ctx, Selection(awards or (), where or (), year, measure), offered_to_grant)
    make = partial(grant, selection=selection)
    return ask_and_carry_out(ctx, AWARD, make, dry_run=dry_run, yes=yes, anyway=anyway)
