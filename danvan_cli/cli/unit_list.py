from typing import Annotated

import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.carrying_out import open_desk
from danvan_cli.cli.options import Format
from danvan_cli.text.mark import N_
from danvan_cli.view import units

Words = Annotated[str, typer.Argument(metavar=N_("WORDS"), help=N_("Only units with these words in a name."))]


def run(ctx: typer.Context, words: Words = "", form: options.FormatOption = None) -> int:
    """List the units, as a tree."""
    lists = open_desk(ctx).lists
    form = output.chosen(form)
    if form is Format.json:
        output.write_json(units.document(lists, words))
    else:
        output.write_grids([units.grid(lists, words)], form)
    return 0
