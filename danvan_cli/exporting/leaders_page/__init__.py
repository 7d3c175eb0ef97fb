"""The page for leaders: the year's numbers in one file that is read anywhere, and each number opens.

It needs no server and no program, and runs none: it is sent, kept and printed as it is (docs/decisions.md).
"""

from pathlib import Path
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.question import QuestionText
from danvan_cli.exporting.frozen_ledger import FrozenLedger
from danvan_cli.exporting.leaders_page.document import PageDocument
from danvan_cli.exporting.papers.answers.paper_conditions import PaperConditions
from danvan_cli.exporting.unread_files import UnreadFilesError
from danvan_cli.exporting.year_layout import lay_out_year
from danvan_cli.spreadsheet.saving import saved
from danvan_cli.store.collecting import uncollected
from danvan_cli.view import glance


class LeadersPage(NamedTuple):
    """A page, as the bytes of its file; how many numbers open, and how many records they lead to."""

    content: bytes
    numbers: int
    records: int


def make_page(ledger: Ledger, asked: QuestionText) -> LeadersPage:
    """Return the years' page.

    Raise RequestError, PaperConditionError, ListsUnreadableError, or UnreadFilesError where files of these years cannot
    be read.
    """
    conditions = PaperConditions(asked.where)
    for measure in (measures.REGISTERED, measures.RECOGNIZED, measures.AWARDS):
        conditions.refuse_other_meaning(measure)
    conditions.refuse_share(measures.RECOGNIZED, measures.REGISTERED)
    frozen = FrozenLedger(ledger)
    with uncollected():
        year = lay_out_year(frozen, asked)
        if unread := glance.unread(year.answers):
            raise UnreadFilesError(unread)
        document = PageDocument(frozen, year)
        return LeadersPage(document.text().encode(), document.numbers, document.records)


def save_page(page: LeadersPage, file: Path, *, force: bool = False) -> None:
    """Write a page; raise WriteError as `saved` does."""
    with saved(file, force=force) as temporary:
        temporary.write_bytes(page.content)
