from functools import partial
from typing import Annotated

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.fields import AWARD, OF_EACH_AWARD
from danvan_cli.domain.standing import REVOKED
from danvan_cli.text.mark import N_

Propose = Annotated[bool, typer.Option("--propose", help=N_("It is only proposed; grant or refuse it later."))]


def field_options() -> list[click.Parameter]:
    """Return an option for each key of an award; several recipients or models are several awards."""
    return fields.options_of(AWARD, but=("status", *REVOKED), also=fields.ON, several=OF_EACH_AWARD)


def run(
    ctx: typer.Context,
    year: options.CampaignYear = None,
    propose: Propose = False,
    name: options.NewId = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Record awards of a decision, or a proposal."""
    from danvan_cli.recording.awarding import award
    from danvan_cli.recording.typed import Typed

    typed = {"year": [year or ""], **fields.typed(ctx)}

    def act(typed: Typed) -> int:
        return carry_out(
            ctx, partial(award, typed=typed, name=name, propose=propose), dry_run=dry_run, yes=yes, anyway=anyway
        )

    if not can_ask() or (year and "kind" in typed):
        return act(typed)
    from danvan_cli.cli.forms.award import interview

    return interview(open_lookup(ctx), typed, act, propose=propose)
