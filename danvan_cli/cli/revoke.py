from functools import partial
from typing import Annotated

import click
import typer

from danvan_cli.cli import completing, fields, options
from danvan_cli.cli.carrying_out import ask_and_carry_out, with_records_asked
from danvan_cli.domain.fields import AWARD
from danvan_cli.domain.standing import REVOKED
from danvan_cli.text.mark import N_

AtLevel = Annotated[
    str | None,
    typer.Option(
        "--level",
        metavar=N_("LEVEL"),
        help=N_("Of a model recognized at several levels: which recognition."),
        autocompletion=completing.entries("level"),
    ),
]


def field_options() -> list[click.Parameter]:
    """Return the options of a revocation."""
    also = {"revoked_on": ("--on",), "revoked_decision": ("--decision",), "revoked_reason": ("--reason",)}
    return fields.options_of(AWARD, only=REVOKED, also=also)


def run(
    ctx: typer.Context,
    records: options.RecordNames = None,
    level: AtLevel = None,
    where: options.Where = None,
    measure: options.Behind = None,
    year: options.OneYear = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Revoke awards, or recognitions of models; both stay on record."""
    from danvan_cli.recording.awarding import offered_to_revoke, revoke
    from danvan_cli.recording.selecting import Selection

    selection = with_records_asked(ctx, Selection(records or (), where or (), year, measure), offered_to_revoke)
    make = partial(revoke, selection=selection, level=level)
    return ask_and_carry_out(ctx, AWARD, make, dry_run=dry_run, yes=yes, anyway=anyway)
