"""Numbers as a workbook or a page has them: a value, how it is shown, and the question whose records it counts."""

import re
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from danvan_cli.counting.narrowing import narrowed
from danvan_cli.counting.question import Filter, Question
from danvan_cli.counting.tables import Table
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number, format_percent, plain_number
from danvan_cli.text.periods import read_period
from danvan_cli.view.labels import NOTHING, at_least, axis_label, measure_label, unstated_label, value_label
from danvan_cli.view.layout import Amount, CellMaker, Layout, lay_out, thousandths
from danvan_cli.view.tables import notes_of, title_of

_QUOTED = re.compile(r'"[^"]*"')
_BESIDE = 1.0  # room beside a number, in letters
COUNT, PERCENT = "#,##0", "#,##0.0%"


class CountedCell(NamedTuple):
    """A cell of a table: a text, or a number with the question that opens it."""

    text: str = ""
    value: int | float | None = None
    form: str = COUNT
    opens: Question | None = None

    @property
    def has_records(self) -> bool:
        """Whether records stand behind it: behind a 0 there are none, but of results some may state a 0."""
        return self.opens is not None and (bool(self.value) or self.opens.measure.adds_unlike_things)


def count_cell(question: Question, value: int | None, unit: str = "") -> CountedCell:
    """Return the cell of a count; of results, `value` is in hundredths of the indicator's unit.

    What nobody knows is no number.
    """
    if value is None:
        return CountedCell(NOTHING)
    if not question.measure.adds_unlike_things:
        return CountedCell(value=value, opens=question)
    return CountedCell(value=plain_number(value), form=form_of(value, unit), opens=question)


def lower_bound(cell: CountedCell) -> CountedCell:
    """Return the cell of a number of which there may be more: its format says so."""
    before, form, after = at_least(cell.form).partition(cell.form)
    return cell._replace(form="".join([f'"{before}"' if before else "", form, f'"{after}"' if after else ""]))


def change_cell(question: Question, change: int, opens: Question | None) -> CountedCell:
    """Return the cell of a change, with its sign."""
    results = question.measure.adds_unlike_things
    form = form_of(change) if results else COUNT
    return CountedCell("", plain_number(change) if results else change, f"+{form};-{form};0", opens)


def share_cell(part: int, whole: int, opens: Question | None) -> CountedCell:
    """Return the cell of a per cent, rounded as it is printed elsewhere."""
    return CountedCell("", thousandths(part, whole) / 1000, PERCENT, opens)


def form_of(hundredths: int, unit: str = "") -> str:
    """Return the format that shows a number with as many decimals as it has, and what it is measured in."""
    decimals = len(f"{abs(hundredths) % 100:02}".rstrip("0"))
    form = COUNT + (f".{'0' * decimals}" if decimals else "")
    suffix = unit.replace('"', "")  # a format's text stands in quotes, and cannot hold one
    return f'{form}" {suffix}"' if suffix else form


def number_text(cell: CountedCell) -> str:
    """Return a count or a share as people write it: as its format shows it in a workbook."""
    value, plain = cell.value or 0, _QUOTED.sub("", cell.form)
    if plain.endswith("%"):
        text = format_percent(round(value * 1000), language())
    else:
        text = format_number(round(value * 100), language())
    return cell.form.replace(plain, text).replace('"', "")


def width_of(cell: CountedCell) -> float:
    """Return how wide a column has to be for a number: one that is narrower shows ### in its place."""
    if cell.value is None:
        return 0
    form = [*cell.form.split(";"), ""][cell.value < 0] or cell.form
    plain = _QUOTED.sub("", form)
    decimals = len(plain.rstrip("%").partition(".")[2])
    value = abs(cell.value) * (100 if plain.endswith("%") else 1)
    digits = f"{value:,.{decimals}f}" if "," in plain else f"{value:.{decimals}f}" if plain != "General" else f"{value}"
    words = sum(map(len, _QUOTED.findall(form)))
    return len(digits) + words + plain.endswith("%") + (plain[:1] in "+-" or cell.value < 0) + _BESIDE


class UnitAlone(NamedTuple):
    """A unit without those below it; None is what states no unit."""

    id: str | None


def unit_alone(question: Question) -> UnitAlone | None:
    """Return the unit whose own records a question counts, if that is the last condition."""
    last = question.where[-1] if question.where else None
    if last is None or last.axis.dimension.name != "unit" or last.axis.at is not None or len(last.values) > 1:
        return None
    if last.values:
        return UnitAlone(last.values[0]) if last.operator == "==" else None
    return UnitAlone(None) if last.operator == "=" else None


def in_words(question: Question, lists: Lists) -> str:
    """Return which number a question asks for: measure, years, and of what alone it is."""
    measure, years = measure_label(question.measure), question.period
    parts = [translate(N_("{measure} in {years}")).format(measure=measure, years=years) if years.first else measure]
    parts += [_condition_in_words(condition, lists) for condition in question.where]
    if question.measure.is_of_evaluations and question.basis == "each":
        parts.append(translate(N_("each time that it is said")))
    return " · ".join(parts)


def _condition_in_words(condition: Filter, lists: Lists) -> str:
    axis = axis_label(lists, condition.axis)
    values = ", ".join(value_label(lists, condition.axis, value) for value in condition.values) or unstated_label(
        lists, condition.axis
    )
    if condition.operator == "!=":
        return translate(N_("{axis}: all but {values}")).format(axis=axis, values=values)
    alone = f" ({translate(N_('without those below'))})" if condition.operator == "==" else ""
    return f"{axis}: {values}{alone}"


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table of such numbers: under a title, with notes below. `remarks` stand beside rows."""

    title: str
    layout: Layout[CountedCell]
    notes: list[str] = field(default_factory=list)
    remarks: dict[int, str] = field(default_factory=dict)


def lay_out_answer(answer: Table, lists: Lists, title: str = "") -> CountedTable:
    """Lay an answer out under its own title, or another one."""
    cells = CellMaker(CountedCell, partial(_count_of, answer.question), partial(_comparison_of, answer))
    layout = lay_out(answer._replace(each_time=None), lists, cells)
    return CountedTable(title or title_of(answer.question, lists), layout, notes_of(answer, lists))


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
