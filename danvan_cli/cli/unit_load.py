from typing import Annotated

import typer

from danvan_cli.cli import completing, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.streams import can_ask
from danvan_cli.text.mark import N_

Provinces = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("PROVINCE..."),
        help=N_("Provinces of today: each comes with all its communes."),
        autocompletion=completing.provinces,
    ),
]
Single = Annotated[
    list[str] | None,
    typer.Option(
        "--for",
        metavar=N_("NAME"),
        help=N_("One unit; after commas, what it lies in. Repeatable."),
    ),
]
Ended = Annotated[
    bool, typer.Option("--ended", help=N_("Also the communes that they were made of in 2025, and their districts."))
]


def run(
    ctx: typer.Context,
    provinces: Provinces = None,
    single: Single = None,
    ended: Ended = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Load units from the directory of the country."""
    from danvan_cli.recording.loading import LoadRequest, load
    from danvan_cli.recording.plan import Plan
    from danvan_cli.recording.record_lookup import RecordLookup
    from danvan_cli.view import loading

    if not (provinces or single) and can_ask():
        from danvan_cli.cli.forms.country import ask_province

        provinces = [ask_province()]
    request = LoadRequest(provinces or (), single or (), ended=ended)
    made: list[Plan] = []

    def make(lookup: RecordLookup) -> Plan:
        made.append(load(lookup, request))
        return made[-1]

    carry_out(ctx, make, dry_run=dry_run, yes=yes, tell=loading.lines)
    return int(any(remark.is_undone for remark in made[-1].remarks))
