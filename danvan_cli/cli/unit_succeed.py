from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Annotated

import click
import typer

from danvan_cli.cli import completing, fields, options
from danvan_cli.cli.carrying_out import Make, carry_out
from danvan_cli.cli.choosing import with_choices
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.fields import UNIT
from danvan_cli.domain.names import OFFICE_FILE
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.recording.plan import Plan

Old = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("UNIT..."), help=N_("The units that end; several are merged."), autocompletion=completing.units
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar=N_("DATE"), help=N_("The first day of the new unit; the old ones end the day before.")
    ),
]
Into = Annotated[
    list[str] | None,
    typer.Option(
        "--into",
        metavar=N_("UNIT"),
        help=N_("A unit that is there already; again where it was split."),
        autocompletion=completing.units,
    ),
]
Office = Annotated[
    bool | None,
    typer.Option(
        "--office/--no-office", help=N_("Where the office's own unit ends, name the successor in danvan.yaml, or not.")
    ),
]


def field_options() -> list[click.Parameter]:
    """Return the options of a new unit."""
    return fields.options_of(UNIT, only=("name", "level", "parent", "aliases"))


def run(
    ctx: typer.Context,
    old: Old,
    on: On = None,
    into: Into = None,
    name: options.NewId = None,
    office: Office = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Record what units became in law: the old ones end the day before, and point to the new."""
    from danvan_cli.recording.succeeding import Successor, succeed

    successor = Successor(into or (), fields.typed(ctx), name)
    make = partial(succeed, names=old, on=on)
    if office is None:
        moving = partial(make, successor=successor._replace(of_office=True))
        office = yes or (can_ask() and not dry_run and _ask_about_office(ctx, moving))
    make = partial(make, successor=successor._replace(of_office=office))
    return carry_out(ctx, make, dry_run=dry_run, yes=yes)


def _ask_about_office(ctx: typer.Context, make: Make) -> bool:
    """Ask whether danvan.yaml is to name what the office's own unit becomes; False where it stays, or is several."""
    with_steps = with_choices(ctx, partial(_made, ctx, make))
    own = next((step for step in with_steps.steps if step.path == OFFICE_FILE), None)
    if own is None or own.new is None:
        return False
    from danvan_cli.cli.prompts.form import confirm

    sentence = translate(N_("The office's own unit ends. Name {id} as its unit in danvan.yaml?"))
    return confirm(sentence.format(id=own.new["unit"]), default=True)


def _made(ctx: typer.Context, make: Make) -> "Plan":
    with closing(open_lookup(ctx)) as lookup:
        return make(lookup)
