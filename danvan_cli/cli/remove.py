from functools import partial

import typer

from danvan_cli.cli import options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.streams import can_ask
from danvan_cli.domain.errors import InputError
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_


def run(
    ctx: typer.Context,
    records: options.RecordNames = None,
    reason: options.Reason = None,
    where: options.Where = None,
    measure: options.Behind = None,
    year: options.OneYear = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Remove records; they are put away with the reason."""
    from danvan_cli.recording.removing import remove
    from danvan_cli.recording.selecting import Selection

    is_selected = bool(records or where or measure)
    reason = reason or (_ask_why() if is_selected and can_ask() else None)
    if not reason:
        raise InputError(missing=["reason", *([] if is_selected else ["where"])])
    make = partial(remove, selection=Selection(records or (), where or (), year, measure), reason=reason)
    return carry_out(ctx, make, dry_run=dry_run, yes=yes)


def _ask_why() -> str:
    from danvan_cli.cli.prompts.form import fill
    from danvan_cli.cli.prompts.questions import FormQuestion

    return fill([FormQuestion("reason", translate(N_("Why is it removed?")), required=True)], {})["reason"]
