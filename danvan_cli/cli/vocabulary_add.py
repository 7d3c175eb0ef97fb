from functools import partial
from typing import TYPE_CHECKING, Annotated

import click
import typer

from danvan_cli.cli import completing, fields, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.streams import can_ask
from danvan_cli.domain.errors import InputError
from danvan_cli.domain.fields import ENTRY
from danvan_cli.domain.list_names import find_office_list
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.recording.typed import Typed

Label = Annotated[str | None, typer.Argument(metavar=N_("LABEL"), help=N_("What the new entry is called."))]
Before = Annotated[
    str | None,
    typer.Option(
        "--before",
        metavar=N_("ENTRY"),
        help=N_("Put it before this one. Of levels, the highest is the first."),
        autocompletion=completing.entries_of_list,
    ),
]
After = Annotated[
    str | None,
    typer.Option(
        "--after", metavar=N_("ENTRY"), help=N_("Put it after this one."), autocompletion=completing.entries_of_list
    ),
]


def field_options() -> list[click.Parameter]:
    """Return an option for each key of an entry but its id and label."""
    return fields.options_of(ENTRY, but=("id", "label"))


def run(
    ctx: typer.Context,
    list_name: options.ListName = None,
    label: Label = None,
    name: options.NewId = None,
    before: Before = None,
    after: After = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Add an entry to one of the office's lists."""
    from danvan_cli.recording.vocabulary import EntryPlace, add

    typed = {**fields.typed(ctx), **({"label": [label]} if label and label.strip() else {})}
    place = EntryPlace(before, after)

    def act(list_name: str, typed: "Typed", place: EntryPlace) -> int:
        make = partial(add, list_name=list_name, typed=typed, name=name, place=place)
        return carry_out(ctx, make, dry_run=dry_run, yes=yes, anyway=anyway)

    complete = list_name and label and (any(place) or not find_office_list(list_name).is_ordered)
    if can_ask() and not complete:
        from danvan_cli.cli.forms.vocabulary import ask_new_entry

        return ask_new_entry(ctx, list_name, typed, place, act)
    if not (list_name and "label" in typed):
        raise InputError(missing=[*([] if list_name else ["list"]), "new-label"])
    return act(list_name, typed, place)
