from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.options import UnitsBasis
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.workplace import open_ledger, refuse_among_records
from danvan_cli.counting.question import QuestionText
from danvan_cli.domain.errors import InputError, RequestError
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.saving import NAME_OF_ANOTHER, refuse_existing
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import number

if TYPE_CHECKING:
    from danvan_cli.counting.ledger import Ledger
    from danvan_cli.exporting.leaders_page import LeadersPage

_WRITTEN = N_("Written: {file} ({numbers} numbers that open, {records} records, {size} KiB)")
_WOULD_BE_WRITTEN = N_("Would be written: {file} ({numbers} numbers that open, {records} records, {size} KiB)")
_ENDINGS, _KIBIBYTE = (".html", ".htm"), 1 << 10

PageFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        "--ra",
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
    if file.suffix.lower() not in _ENDINGS:
        raise RequestError(NAME_OF_ANOTHER, path=str(file), value="html")
    refuse_among_records(ctx, file)
    if not force:
        refuse_existing(file)
    asked = QuestionText(year, where=where or (), units_now=units is UnitsBasis.now, for_people=True)
    page = _make_page(open_ledger(ctx, revision), asked)
    if not preview:
        _save(ctx, page, file, force=force)
    sentence = translate(_WOULD_BE_WRITTEN if preview else _WRITTEN)
    size = -(-len(page.content) // _KIBIBYTE)
    told = sentence.format(file=file, numbers=number(page.numbers), records=number(page.records), size=number(size))
    output.write_exactly(f"{told}\n")
    return 0


def _make_page(ledger: "Ledger", asked: QuestionText) -> "LeadersPage":
    """Return the page; where files cannot be read, name them before that is raised."""
    from danvan_cli.exporting.leaders_page import make_page
    from danvan_cli.exporting.unread_files import UnreadFilesError

    try:
        return make_page(ledger, asked)
    except UnreadFilesError as error:
        output.tell_unread(error.problems)
        raise


def _save(ctx: typer.Context, page: "LeadersPage", file: Path, *, force: bool) -> None:
    from danvan_cli.exporting.leaders_page import save_page

    save_page(page, file, force=force)
    note_written(ctx)
