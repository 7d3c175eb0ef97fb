import shutil
from time import time
from typing import Annotated

import click
import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.app import DATA
from danvan_cli.cli.destination import Destination, destination
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.streams import is_seen
from danvan_cli.cli.workplace import (
    cache_folder,
    current_folder,
    day_asked,
    folder_meant,
    open_ledger,
    tell_state,
    today,
)
from danvan_cli.counting.upkeep import find_upkeep
from danvan_cli.counting.waiting import CODES, SENT, find_waiting
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import DATE
from danvan_cli.domain.messages import NO_DATE
from danvan_cli.domain.names import is_year
from danvan_cli.locale import translate
from danvan_cli.store.disk import find_folder, is_data_folder
from danvan_cli.text.dates import last_day, read_typed_date
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
        click_type=click.Choice((*CODES, SENT)),
    ),
]
Due = Annotated[
    str | None,
    typer.Option(
        "--due",
        metavar=N_("DATE"),
        help=N_("The day by which units send their lists; else the one under due in danvan.yaml."),
    ),
]


def run(
    ctx: typer.Context,
    year: CampaignYear = None,
    due: Due = None,
    only: Only = None,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
    revision: options.Revision = None,
) -> int:
    """Show what waits."""
    if year is not None and not is_year(year):
        raise click.BadParameter(
            translate(N_("“{value}” is no campaign year. Write YYYY.")).format(value=year), ctx, param_hint="--year"
        )
    to = destination(ctx, form, file, force=force)
    if not folder_meant(ctx).is_dir():
        output.say(translate(N_("To make a data folder: danvan init.")))
    return _show(ctx, int(year) if year else None, only or [], to, _read_day(due), revision)


def _read_day(typed: str | None) -> str | None:
    """Return the day that was typed, in full; raise RequestError."""
    if typed is None:
        return None
    day = read_typed_date(typed)
    if day is None:
        raise DATE.refused(typed) or RequestError(NO_DATE, value=typed)
    return last_day(day)


def _show(
    ctx: click.Context,
    year: int | None,
    only: list[str],
    to: Destination,
    due: str | None = None,
    revision: str | None = None,
) -> int:
    from concurrent.futures import ThreadPoolExecutor

    ledger = open_ledger(ctx, revision)
    state = tell_state(ledger, in_json=to.form is OutputFormat.json)
    with ThreadPoolExecutor(
        1
    ) as beside:  # git looks at every file of every year: half a second where there are 200.000
        coming = None if revision else beside.submit(find_upkeep, ledger.source.root, cache_folder(), today(), time())
        summary = find_waiting(ledger, year, day_asked(ledger), due, with_sent=SENT in only)
        wanted = coming.result() if coming else None
    if to.form is OutputFormat.json:
        kept = upkeep.document(wanted) if wanted else {}
        to.write_json({**waiting.document(summary, ledger.lists, only), **kept, **state})
        return output.tell_unread(summary.unread)
    columns = shutil.get_terminal_size().columns if is_seen() and not to.is_file else None
    told = upkeep.text(wanted, columns) if wanted and summary.year and not only else ""
    to.write_lines(
        lambda fold: waiting.text(summary, ledger.lists, only, columns, fold) + told,
        lambda: waiting.grids(summary, ledger.lists, only),
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
