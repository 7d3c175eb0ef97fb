from typing import Annotated

import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.workplace import open_ledger
from danvan_cli.counting.tally import open_ledger as open_lists
from danvan_cli.index.comparing import Scope
from danvan_cli.text.mark import N_
from danvan_cli.view import units

_NO_RECORDS = Scope((), 0, 0, (0, 0))
Words = Annotated[str, typer.Argument(metavar=N_("WORDS"), help=N_("Only units with these words in a name."))]


def run(ctx: typer.Context, words: Words = "", form: options.FormatOption = None) -> int:
    """List the units, as a tree."""
    _, lists = open_lists(open_ledger(ctx), _NO_RECORDS)
    form = output.chosen(form)
    if form is OutputFormat.json:
        output.write_json(units.document(lists, words))
    else:
        output.write_grids([units.grid(lists, words, drawn=form is not OutputFormat.csv)], form)
    return 0
