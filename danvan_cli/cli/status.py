import shutil
from typing import Annotated

import click
import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.app import DATA
from danvan_cli.cli.destination import Destination, destination
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.streams import is_seen
from danvan_cli.cli.workplace import cache_folder, current_folder, folder_meant, open_ledger, today
from danvan_cli.counting.upkeep import find_upkeep
from danvan_cli.counting.waiting import CODES, find_waiting
from danvan_cli.domain.names import is_year
from danvan_cli.locale import translate
from danvan_cli.store.disk import find_folder, is_data_folder
from danvan_cli.text.mark import N_
from danvan_cli.view import upkeep, waiting

CampaignYear = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar=N_("YEAR"),
        help=N_("The campaign year; else the latest that has records."),
        autocompletion=completing.years,
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar=N_("CODE"),
        help=N_("Only what waits under this code, and all of it; repeatable."),
        click_type=click.Choice(CODES),
    ),
]


def run(
    ctx: typer.Context,
    year: CampaignYear = None,
    only: Only = None,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
) -> int:
    """Show what waits."""
    if year is not None and not is_year(year):
        raise click.BadParameter(
            translate(N_("“{value}” is no campaign year. Write 2020.")).format(value=year), ctx, param_hint="--year"
        )
    to = destination(ctx, form, file, force=force)
    if not folder_meant(ctx).is_dir():
        output.say(translate(N_("To make a data folder: danvan init.")))
    return _show(ctx, int(year) if year else None, only or [], to)


def _show(ctx: click.Context, year: int | None, only: list[str], to: Destination) -> int:
    ledger = open_ledger(ctx)
    summary = find_waiting(ledger, year, today())
    wanted = find_upkeep(ledger.source.root, cache_folder(), today())
    if to.form is OutputFormat.json:
        to.write_json({**waiting.document(summary, ledger.lists, only), **upkeep.document(wanted)})
        return output.tell_unread(summary.unread)
    columns = shutil.get_terminal_size().columns if is_seen() and not to.is_file else None
    told = upkeep.text(wanted, columns) if summary.year and not only else ""
    to.write_lines(
        lambda _: waiting.text(summary, ledger.lists, only, columns) + told,
        lambda: [waiting.grid(summary, ledger.lists, only)],
    )
    return output.tell_unread(summary.unread)


def run_alone(ctx: click.Context) -> int:
    """Show what waits where a data folder is found, else how to begin: `danvan` without a command."""
    if ctx.meta.get(DATA) is None and not is_data_folder(find_folder(current_folder())):
        welcome = (
            translate(N_("danvan keeps the records of the movement Dân vận khéo, and counts them.")),
            "",
            translate(N_("There is no data folder here.")),
            translate(N_("  danvan init             makes one for your office")),
            translate(N_("  danvan --data FOLDER    takes one that lies elsewhere")),
            translate(N_("  danvan --help           names all commands")),
        )
        click.echo("\n".join(welcome))
        return 0
    code = _show(ctx, None, [], destination(ctx, None))
    output.say("\n" + translate(N_("All commands: danvan --help")))
    return code
