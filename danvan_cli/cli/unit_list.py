from typing import Annotated

import typer

from danvan_cli.cli import options
from danvan_cli.cli.destination import destination
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.workplace import open_ledger
from danvan_cli.counting.tally import open_ledger as open_lists
from danvan_cli.index.comparing import Scope
from danvan_cli.text.mark import N_
from danvan_cli.view import units

_NO_RECORDS = Scope((), 0, 0, (0, 0))
Words = Annotated[str, typer.Argument(metavar=N_("WORDS"), help=N_("Only units with these words in a name."))]


def run(
    ctx: typer.Context,
    words: Words = "",
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
) -> int:
    """List the units, as a tree."""
    to = destination(ctx, form, file, force=force)
    _, lists = open_lists(open_ledger(ctx), _NO_RECORDS)
    if to.form is OutputFormat.json:
        to.write_json(units.document(lists, words))
    else:
        drawn = to.form not in (OutputFormat.csv, OutputFormat.xlsx)
        to.write_grids([units.grid(lists, words, drawn=drawn)])
    return 0
