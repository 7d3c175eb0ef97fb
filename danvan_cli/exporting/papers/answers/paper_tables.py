"""A table of `tally` as a paper has it: each number with the question that opens it."""

from functools import partial
from typing import NamedTuple

from danvan_cli.counting.narrowing import narrowed
from danvan_cli.counting.question import Question
from danvan_cli.counting.tables import Table
from danvan_cli.exporting.papers.answers.paper_numbers import IN_TABLE, PaperNumber, asked_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.view.labels import NOTHING, at_least
from danvan_cli.view.layout import Amount, CellMaker, lay_out
from danvan_cli.view.tables import written


class PaperCell(NamedTuple):
    """A cell: a text, or a number with what it is measured in behind it."""

    text: str = ""
    number: PaperNumber | None = None


class PaperTable(NamedTuple):
    """A table: the first `words` columns are labels, all others numbers; the `footer` holds totals.

    `missing` are the words that stand in its place where nobody knows its numbers.
    """

    headers: list[str]
    words: int
    rows: list[list[PaperCell]]
    footer: list[PaperCell] | None = None
    missing: str = ""


def paper_table(answer: Table, lists: Lists) -> PaperTable:
    """Return an answer laid out as it is printed."""
    cells = CellMaker(
        PaperCell, partial(_number, answer.question), lambda amount, _: [_number(answer.question, amount)]
    )
    layout = lay_out(answer._replace(each_time=None), lists, cells)
    return PaperTable(layout.headers, layout.words, layout.rows, layout.footer)


def _number(question: Question, amount: Amount) -> PaperCell:
    if amount.value is None:
        return PaperCell(NOTHING)
    text = written(question, amount.value)
    text = at_least(text) if amount.is_lower_bound else text
    asked = asked_of(IN_TABLE, narrowed(question, amount.axes, amount.values))
    return PaperCell(amount.unit, PaperNumber(asked, text, amount.value))
