from functools import partial

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.stopping import piece_by_piece
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.errors import InputError
from danvan_cli.domain.fields import DECIDED, EVALUATION, PROPOSED
from danvan_cli.domain.standing import REVOKED

_DECIDED_UPON = (*PROPOSED, "recognized", "outstanding", *DECIDED, *REVOKED)


def field_options() -> list[click.Parameter]:
    """Return an option for each key that an evaluation has before it is decided on."""
    return fields.options_of(EVALUATION, but=_DECIDED_UPON)


def run(
    ctx: typer.Context,
    model: options.ModelName = None,
    level: options.Level = None,
    year: options.OneYear = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Record what a level found about a model."""
    from danvan_cli.counting.question import one_year
    from danvan_cli.recording.evaluating import evaluate

    typed = fields.typed(ctx)
    make = partial(evaluate, level=level, year=one_year(year))
    if model and typed:
        return carry_out(ctx, partial(make, model=model, typed=typed), dry_run=dry_run, yes=yes, anyway=anyway)
    if not can_ask():
        raise InputError(missing=[*(["model"] if not model else []), *(["rating"] if not typed else [])])
    from danvan_cli.cli.forms.evaluate import interview

    with piece_by_piece(ctx):
        return interview(
            open_lookup(ctx),
            (model, level, one_year(year)),
            typed,
            lambda model, level, typed: carry_out(
                ctx,
                partial(make, model=model, level=level, typed=typed),
                dry_run=dry_run,
                yes=yes,
                anyway=anyway,
            ),
        )
