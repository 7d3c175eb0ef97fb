"""What has a page of its own for each record of a list, such as certificates: of whom, and who has no name on it."""

from collections.abc import Sequence

from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.answers.paper_lists import PaperRecord
from danvan_cli.exporting.papers.language.blocks import Block, everything_in
from danvan_cli.exporting.papers.language.tagged_text import listed_of
from danvan_cli.exporting.papers.word.wordml import w
from danvan_cli.exporting.papers.xml_trees import Element
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import nobody

NOBODY_NAMED = Message(
    "nobody-named",
    N_(
        "Pages that name nobody, or stand for several: {number}, of {ids}. Write the names there by hand, or give each "
        "a record of their own."
    ),
    severity="warning",
)
ROWS_OF_SEVERAL = Message(
    "rows-of-several",
    N_(
        "Rows of the list that stand for several without their names: {number}, of {ids}. Write the names there by "
        "hand, or give each a record of its own."
    ),
    severity="warning",
)
_ONE = "1"


def without_name(block: Block[Element] | None, answers: PaperAnswers, *, is_file_each: bool) -> list[str]:
    """Return the ids of a list's records whose pages look like one person's, and name nobody, or are of several."""
    if block is None or not (is_file_each or _begins_pages(block)):
        return []
    return [record["id"] for record in _records(block, answers) if _is_of_nobody(record)]


def _records(block: Block[Element], answers: PaperAnswers) -> Sequence[PaperRecord]:
    return answers.records(listed_of(block.statement), ("id", "so_luong", "ten"))


def _is_of_nobody(record: PaperRecord) -> bool:
    return record["so_luong"] != _ONE or nobody() in record["ten"]


def _begins_pages(block: Block[Element]) -> bool:
    """Whether each record of a list begins a page."""
    elements = [element for branch in block.branches for element, _ in everything_in(branch.contents)]
    breaks = (mark for element in elements for mark in element.iter(w("pageBreakBefore"), w("br"), w("sectPr")))
    return any(mark.tag != w("br") or mark.get(w("type")) == "page" for mark in breaks)
