"""An answer -> cells with their values and questions, laid out as `danvan tally` lays out its texts."""

from dataclasses import dataclass, field
from functools import partial

from danvan_cli.counting.question import Question
from danvan_cli.counting.tables import Table
from danvan_cli.exporting.yearbook.counted_cells import (
    CountedCell,
    change_cell,
    count_cell,
    lower_bound,
    narrowed,
    share_cell,
)
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


def lay_out_answer(answer: Table, lists: Lists, title: str = "") -> SheetTable:
    """Lay an answer out under its own title, or another one."""
    cells = CellMaker(CountedCell, partial(_count_of, answer.question), partial(_comparison_of, answer))
    layout = lay_out(answer._replace(each_time=None), lists, cells)
    return SheetTable(title or title_of(answer.question, lists), layout, notes_of(answer, lists))


def _count_of(question: Question, amount: Amount) -> CountedCell:
    cell = count_cell(narrowed(question, amount.axes, amount.values), amount.value, amount.unit)
    return lower_bound(cell) if amount.is_lower_bound else cell


def _comparison_of(answer: Table, amount: Amount, before: int | None) -> list[CountedCell]:
    """Return what is now and was before; the change and the per cent are opened as what it ended in, or began with."""
    question = narrowed(answer.question, amount.axes, amount.values)
    period = read_period(answer.vs_year or "") or question.period
    now, earlier = _count_of(answer.question, amount._replace(unit="")), count_cell(question.over(period), before)
    if amount.value is None or before is None:
        return [now, earlier, CountedCell(NOTHING), CountedCell(NOTHING)]
    opens = now.opens if amount.value else earlier.opens
    change = amount.value - before
    percent = share_cell(change, before, opens) if before else CountedCell(NOTHING)
    return [now, earlier, change_cell(question, change, opens), percent]
