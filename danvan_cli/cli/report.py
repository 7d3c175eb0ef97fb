from pathlib import Path
from typing import Annotated

import typer

from danvan_cli.cli import options
from danvan_cli.cli.options import UnitsBasis
from danvan_cli.cli.report_page import PAGE_ENDINGS, write_report_page
from danvan_cli.cli.workplace import open_ledger, refuse_among_records
from danvan_cli.counting.question import QuestionText
from danvan_cli.domain.errors import InputError, RequestError
from danvan_cli.text.mark import N_

PageFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("The file to write: a page for leaders where it ends in .html."),
    ),
]
# No lines of a page are compared: --diff, which goes with every `dry_run`, is none of its options.
Preview = Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would be written."))]


def run(
    ctx: typer.Context,
    file: PageFile = None,
    year: options.Year = None,
    where: options.Where = None,
    units: options.UnitsOption = UnitsBasis.then,
    revision: options.Revision = None,
    force: options.Force = False,
    preview: Preview = False,
) -> int:
    """Write the year for leaders: one page that is read anywhere, and whose numbers open."""
    if file is None:
        raise InputError(missing=["output"])
    if file.suffix.lower() not in PAGE_ENDINGS:
        from danvan_cli.spreadsheet.saving import NAME_OF_ANOTHER

        raise RequestError(NAME_OF_ANOTHER, path=str(file), value="html")
    refuse_among_records(ctx, file)
    asked = QuestionText(year, where=where or (), units_now=units is UnitsBasis.now, for_people=True)
    return write_report_page(ctx, open_ledger(ctx, revision), asked, file, force=force, preview=preview)
