from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_cli.cli import output
from danvan_cli.cli.stopping import note_written
from danvan_cli.counting.question import QuestionText
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import number

if TYPE_CHECKING:
    from danvan_cli.counting.ledger import Ledger
    from danvan_cli.exporting.leaders_page import LeadersPage

PAGE_ENDINGS = (".html", ".htm")

_WRITTEN = N_("Written: {file} ({numbers} numbers that open, {records} records, {size} KiB)")
_WOULD_BE_WRITTEN = N_("Would be written: {file} ({numbers} numbers that open, {records} records, {size} KiB)")
_KIBIBYTE = 1 << 10


def is_page(file: Path) -> bool:
    """Whether a file is to be a page for leaders, by its name."""
    return file.suffix.lower() in PAGE_ENDINGS


def write_report_page(
    ctx: click.Context, ledger: "Ledger", asked: QuestionText, file: Path, *, force: bool, preview: bool
) -> int:
    """Write the page for leaders, or with `preview` only say what it would be; return the exit code."""
    from danvan_cli.exporting.leaders_page import save_page
    from danvan_cli.spreadsheet.saving import refuse_existing

    if not force:
        refuse_existing(file)
    page = _make_page(ledger, asked)
    if not preview:
        save_page(page, file, force=force)
        note_written(ctx)
    told = translate(_WOULD_BE_WRITTEN if preview else _WRITTEN).format(
        file=file,
        numbers=number(page.numbers),
        records=number(page.records),
        size=number(-(-len(page.content) // _KIBIBYTE)),
    )
    output.write_exactly(f"{output.folded(told)}\n")
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
