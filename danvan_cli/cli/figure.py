from functools import partial
from typing import TYPE_CHECKING, Annotated

import click
import typer

from danvan_cli.cli import fields, options, output
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.stopping import piece_by_piece
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import open_ledger, open_lookup
from danvan_cli.domain.fields import CLAIM, FIGURES
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.recording.plan import Plan

_OF_THE_SOURCE = ("source", "url", "stated_on", "note", "tags", "extra")
_OF_THE_CLAIM = tuple(key for key in CLAIM if key not in ("year", "where", "unknown"))
ForYears = Annotated[
    str | None, typer.Option("--for", metavar=N_("YEARS"), help=N_("The years it speaks of, if not the campaign year."))
]
Unknown = Annotated[bool, typer.Option("--unknown", help=N_("The source says there were some, and not how many."))]
Replace = Annotated[
    bool,
    typer.Option("--replace", help=N_("It stands instead of what was recorded as the answer to the same question.")),
]


def field_options() -> list[click.Parameter]:
    """Return the options of a source and of one claim of it."""
    return [*fields.options_of(FIGURES, only=_OF_THE_SOURCE), *fields.options_of(CLAIM, only=_OF_THE_CLAIM)]


def run(
    ctx: typer.Context,
    year: options.CampaignYear = None,
    where: options.Where = None,
    years: ForYears = None,
    unknown: Unknown = False,
    replace: Replace = False,
    name: options.NewId = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Record what a source states, and say at once whether the records agree."""
    from danvan_cli.recording.stating import restate, state
    from danvan_cli.recording.typed import Typed

    typed = {"year": [year or ""], **fields.typed(ctx)}
    claim = {"year": [years or ""], "unknown": ["true" if unknown else ""]}

    def act(typed: Typed, where: list[str]) -> int:
        source = {key: texts for key, texts in typed.items() if key in ("year", *_OF_THE_SOURCE)}
        stated = {**{key: texts for key, texts in typed.items() if key in _OF_THE_CLAIM}, **claim}
        make = partial(restate if replace else state, source=source, claim=stated, where=where, name=name)
        return carry_out(ctx, make, dry_run=dry_run, yes=yes, anyway=anyway, after=partial(_compare, ctx, replace))

    if not can_ask() or (year and "measure" in typed):
        return act(typed, where or [])
    from danvan_cli.cli.forms.figure import interview

    with piece_by_piece(ctx):
        return interview(open_lookup(ctx), typed, where or [], act)


def _compare(ctx: click.Context, replace: bool, plan: "Plan") -> None:
    """Show the claim written, or all where it replaced one, beside what the records give; no difference is a fault."""
    from danvan_cli.counting.question import read_years
    from danvan_cli.counting.reconcile import reconcile
    from danvan_cli.view import reconciling

    path = plan.steps[0].path
    ledger = open_ledger(ctx)
    reconciliation = reconcile(ledger, read_years(path.split("/")[1]))
    compared = [comparison for comparison in reconciliation.compared if comparison.claim.path == path]
    shown = reconciliation._replace(
        compared=compared if replace else compared[-1:],
        conflicts=[conflict for conflict in reconciliation.conflicts if conflict.claim.path == path],
    )
    output.write_grids(reconciling.grids(shown, ledger.lists), output.chosen(None))
    ledger.close()  # the next claim is recorded while this command still runs
