from functools import partial

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.recording.awarding import revoke
from danvan_cli.recording.recognizing import REVOKED
from danvan_cli.recording.selecting import Selection


def field_options() -> list[click.Parameter]:
    """Give the options of a revocation."""
    also = {"revoked_on": ("--on",), "revoked_decision": ("--decision",), "revoked_reason": ("--reason",)}
    return fields.options_of("award", only=REVOKED, also=also)


def run(
    ctx: typer.Context,
    records: options.RecordNames = None,
    level: options.Level = None,
    where: options.Where = None,
    of: options.Behind = None,
    year: options.OneYear = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Revoke awards, or recognitions of models; both stay on record."""
    selection = Selection(records or (), where or (), year, of)
    make = partial(revoke, selection=selection, level=level)
    return fields.asking_for_missing(
        ctx, "award", lambda typed: carry_out(ctx, partial(make, typed=typed), dry_run=dry_run, yes=yes)
    )
