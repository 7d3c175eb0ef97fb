from functools import partial

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.streams import can_ask
from danvan_cli.domain.errors import InputError
from danvan_cli.domain.fields import ENTRY


def field_options() -> list[click.Parameter]:
    """Return an option for each key of an entry but its id, which never changes."""
    return fields.options_of(ENTRY, but=("id",))


def run(
    ctx: typer.Context,
    list_name: options.ListName = None,
    entry: options.EntryName = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Change what is said of an entry; its id stays, and so does what records state."""
    from danvan_cli.recording.typed import Typed
    from danvan_cli.recording.vocabulary import correct

    typed = fields.typed(ctx)

    def act(list_name: str, entry: str, typed: Typed) -> int:
        make = partial(correct, list_name=list_name, entry=entry, typed=typed)
        return carry_out(ctx, make, dry_run=dry_run, yes=yes, anyway=anyway)

    if can_ask() and not (list_name and entry and typed):
        from danvan_cli.cli.forms.vocabulary import ask_changes

        return ask_changes(ctx, list_name, entry, typed, act)
    if not (list_name and entry):
        raise InputError(missing=["entry"] if list_name else ["list", "entry"])
    return act(list_name, entry, typed)
