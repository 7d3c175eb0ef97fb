from functools import partial

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import ask_and_carry_out
from danvan_cli.cli.streams import can_ask
from danvan_cli.domain.errors import InputError
from danvan_cli.domain.fields import ENTRY


def field_options() -> list[click.Parameter]:
    """Return the option of the last year."""
    return fields.options_of(ENTRY, only=("until",))


def run(
    ctx: typer.Context,
    list_name: options.ListName = None,
    entry: options.EntryName = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Give an entry its last year of use; older records keep it, later ones are warned of."""
    from danvan_cli.recording.vocabulary import retire

    if can_ask() and not (list_name and entry):
        from danvan_cli.cli.forms.vocabulary import ask_entry

        list_name, entry = ask_entry(ctx, list_name, entry)
    if not (list_name and entry):
        raise InputError(missing=["entry"] if list_name else ["list", "entry"])
    make = partial(retire, list_name=list_name, entry=entry)
    return ask_and_carry_out(ctx, ENTRY, make, dry_run=dry_run, yes=yes, anyway=anyway)
