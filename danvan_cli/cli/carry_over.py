from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.errors import InputError
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.recording.plan import Remark

From = Annotated[
    str, typer.Argument(metavar=N_("OLD_YEAR"), help=N_("The year that ended."), autocompletion=completing.years)
]
To = Annotated[str, typer.Argument(metavar=N_("NEW_YEAR"), help=N_("The year that they go on in."))]
All = Annotated[bool, typer.Option("--all", help=N_("Carry all over that are still to be, without asking for each."))]


def run(
    ctx: typer.Context,
    year: From,
    to: To,
    everything: All = False,
    where: options.Where = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Go through last year's active models: carried on, replicated, ended, later."""
    from danvan_cli.counting.question import one_year
    from danvan_cli.recording.carrying import carry_all, still_to_carry

    years = one_year(year) or 0, one_year(to) or 0
    if everything or dry_run:
        make = partial(carry_all, year=years[0], to=years[1], where=where or (), anyway=anyway)
        undone: list[Remark] = []
        code = carry_out(
            ctx,
            make,
            dry_run=dry_run,
            yes=yes,
            anyway=anyway,
            after=lambda plan: undone.extend(remark for remark in plan.remarks if remark.is_undone),
        )
        return code or int(bool(undone))
    if not can_ask():
        raise InputError(missing=["all"])
    models = still_to_carry(open_lookup(ctx), *years, where or ())
    if not models:
        output.say(translate(N_("Nothing is left to be carried over.")))
        return 0
    from danvan_cli.cli.forms.carry_over import go_through

    return go_through(ctx, models, years[1], anyway=anyway)
