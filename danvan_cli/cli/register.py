from collections.abc import Callable
from contextlib import closing
from functools import partial

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.stopping import piece_by_piece
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.fields import MODEL
from danvan_cli.locale import translate
from danvan_cli.recording.registering import REQUIRED, register, with_own_unit
from danvan_cli.recording.typed import Typed
from danvan_cli.text.mark import N_

_KEPT = ("year", "unit", "kind", "level", "field", "movement", "origin", "registered_on")


def field_options() -> list[click.Parameter]:
    """Return an option for each key of a model."""
    return fields.options_of(MODEL)


def run(
    ctx: typer.Context,
    year: options.CampaignYear = None,
    name: options.NewId = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Register a model."""
    typed = {"year": [year or ""], **fields.typed(ctx)}

    def act(typed: Typed) -> int:
        return carry_out(ctx, partial(register, typed=typed, name=name), dry_run=dry_run, yes=yes, anyway=anyway)

    if not can_ask():
        return act(typed)
    from danvan_cli.cli.forms.interview import missing

    with closing(open_lookup(ctx)) as lookup:
        complete = not missing(with_own_unit(lookup, typed), ("year", *REQUIRED))
    if complete:
        return act(typed)
    with piece_by_piece(ctx):
        return _interview(ctx, typed, act)


def _interview(ctx: typer.Context, typed: Typed, act: Callable[[Typed], int]) -> int:
    from danvan_cli.cli.forms.interview import hold
    from danvan_cli.cli.forms.register import questions
    from danvan_cli.cli.prompts.form import confirm

    before: dict[str, str] = {}
    while True:
        with closing(open_lookup(ctx)) as lookup:
            before = hold(translate(N_("A new model")), questions(lookup, before), typed, act)
        again = N_("Register the next one, with year, unit, kind … proposed?")
        if not confirm(translate(again), default=True):
            return 0
        before = {key: answer for key, answer in before.items() if key in _KEPT}
        typed = {}
