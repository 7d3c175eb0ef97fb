"""An answer -> cells with their values and questions, laid out as `danvan tally` lays out its texts."""

from dataclasses import dataclass, field
from functools import partial

from danvan_cli.counting.question import Question
from danvan_cli.counting.tables import Table
from danvan_cli.exporting.yearbook.counted_cells import CountedCell, changed, counted, narrowed, share
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.periods import read_period
from danvan_cli.view.labels import NOTHING
from danvan_cli.view.layout import Amount, CellMaker, Layout, lay_out
from danvan_cli.view.tables import notes_of, title_of


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table as it stands on a sheet: under a title, with notes below. `remarks` stand beside rows."""

    title: str
    layout: Layout[CountedCell]
    notes: list[str] = field(default_factory=list)
    remarks: dict[int, str] = field(default_factory=dict)


def laid(answer: Table, lists: Lists, title: str = "") -> SheetTable:
    """Lay an answer out under its own title, or another one."""
    cells = CellMaker(CountedCell, partial(_number, answer.question), partial(_compared, answer))
    layout = lay_out(answer, lists, cells)
    return SheetTable(title or title_of(answer.question, lists), layout, notes_of(answer, lists))


def _number(question: Question, amount: Amount) -> CountedCell:
    return counted(narrowed(question, amount.axes, amount.values), amount.value, amount.unit)


def _compared(answer: Table, amount: Amount, before: int) -> list[CountedCell]:
    """Give what is now and was before; the change and the per cent are opened as what it ended in, or began with."""
    question = narrowed(answer.question, amount.axes, amount.values)
    period = read_period(answer.vs_year or "") or question.period
    now, earlier = counted(question, amount.value), counted(question.over(period), before)
    opens = now.opens if amount.value else earlier.opens
    change = amount.value - before
    percent = share(change, before, opens) if before else CountedCell(NOTHING)
    return [now, earlier, changed(question, change, opens), percent]
