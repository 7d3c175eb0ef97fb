from typing import Annotated

import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.destination import destination
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.workplace import open_ledger
from danvan_cli.domain.list_names import OFFICE_LISTS, find_list
from danvan_cli.text.mark import N_

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("LIST..."),
        help=N_("Only these lists, by either of their names: field, linh-vuc …"),
        autocompletion=completing.vocabulary_lists,
    ),
]


def run(
    ctx: typer.Context,
    names: Names = None,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
) -> int:
    """Show the lists: each entry with its id, its other spellings, and how many records state it."""
    from danvan_cli.counting.tally import open_ledger as open_lists
    from danvan_cli.counting.uses import uses
    from danvan_cli.view import vocabulary

    to = destination(ctx, form, file, force=force)
    asked = [find_list(name) for name in names or OFFICE_LISTS]
    db, lists = open_lists(open_ledger(ctx), None)
    used = uses(db, *(named.name for named in asked))
    if to.form is OutputFormat.json:
        to.write_json(vocabulary.document(asked, lists, used))
        return 0
    to.write_grids([vocabulary.grid(named, lists, used) for named in asked])
    for sentence in vocabulary.advice(asked):
        output.say(sentence)
    return 0
