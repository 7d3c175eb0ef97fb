"""An answer -> cells with their values and questions, laid out as `danvan tally` lays out its texts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from danvan_cli.counting.lists import Lists
from danvan_cli.counting.order import RowOrder
from danvan_cli.counting.question import Axis, Question
from danvan_cli.counting.tables import Margins, Row, Table, Value
from danvan_cli.exchange.yearbook.numbers import Cell, changed, counted, narrowed, share
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.periods import read_period
from danvan_cli.view.labels import axis_label, indicator_unit, measure_label, value_label
from danvan_cli.view.tables import _MOST_COLUMNS, _PAIR, _turned, notes_of, title_of

_NONE = "–"


@dataclass(frozen=True, slots=True)
class Laid:
    """A table as it stands on a sheet: the first `words` columns hold labels.

    `pivoted` names the axis whose values have a column each. `remarks` stand beside rows.
    """

    title: str
    headers: list[str]
    words: int
    rows: list[list[Cell]]
    footer: list[Cell] | None = None
    notes: list[str] = field(default_factory=list)
    pivoted: str = ""
    total_column: bool = False
    remarks: dict[int, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[list[Cell]]:
        """Give the rows and the total."""
        return [*self.rows, self.footer] if self.footer else self.rows


def laid(answer: Table, lists: Lists, title: str = "") -> Laid:
    """Lay an answer out under its own title, or another one."""
    found = _laid(answer, lists)
    return replace(found, title=title or title_of(answer.question, lists), notes=notes_of(answer, lists))


def _laid(answer: Table, lists: Lists) -> Laid:
    if answer.margins and answer.vs_year is None:
        turned = [_turned(answer, lists)] if len(answer.question.by) == _PAIR else []
        for one in (answer, *turned):
            pivoted = _Layout(one, lists).pivoted(one.margins or answer.margins)
            if len(pivoted.headers) <= _MOST_COLUMNS + len(one.question.by):
                return pivoted
    return _Layout(answer, lists).long()


class _Layout:
    """Lays out one answer."""

    def __init__(self, answer: Table, lists: Lists) -> None:
        self.answer, self.lists = answer, lists
        self.question, self.by = answer.question, answer.question.by

    def long(self) -> Laid:
        """Give each row of the answer a line."""
        headers = [axis_label(self.lists, axis) for axis in self.by]
        rows = [[*self._labels(self.by, row.values), *self._values(row)] for row in self.answer.rows]
        return Laid("", headers + self._value_headers(), len(self.by), rows, self._footer())

    def pivoted(self, margins: Margins) -> Laid:
        """Give each value of the last axis a column, and rows and columns their totals."""
        *first, last = self.by
        order = RowOrder(self.lists, (last,))
        columns = sorted({row.values[-1] for row in self.answer.rows}, key=lambda value: order((value,)))
        keys = list(dict.fromkeys(row.values[:-1] for row in self.answer.rows))
        cells = {row.values: row.value for row in self.answer.rows}
        rows = [
            [*self._labels(first, key), *(self._at((*key, one), cells.get((*key, one), 0)) for one in columns)]
            for key in keys
        ]
        headers = [axis_label(self.lists, axis) for axis in first] + [self._column(last, one) for one in columns]
        if margins.rows is not None:
            headers.append(translate(N_("Total")))
            rows = [
                [*row, self._part(first, key, margins.rows.get(key, 0))] for key, row in zip(keys, rows, strict=True)
            ]
        footer = self._pivot_footer(margins, last, columns)
        across, totals = axis_label(self.lists, last), margins.rows is not None
        return Laid("", headers, len(first), rows, footer, pivoted=across, total_column=totals)

    def _pivot_footer(self, margins: Margins, last: Axis, columns: Sequence[Value]) -> list[Cell] | None:
        if margins.columns is None:
            return None
        cells = [self._part([last], (one,), margins.columns.get(one, 0)) for one in columns]
        if margins.rows is not None:
            total = self.answer.total
            cells.append(Cell(_NONE) if total is None else self._part([], (), total))
        return [*self._total_labels(len(self.by) - 1), *cells]

    def _footer(self) -> list[Cell] | None:
        if not self.by or self.answer.total is None:
            return None
        total = Row((), self.answer.total, self.answer.vs_total)
        return [*self._total_labels(len(self.by)), *self._values(total)]

    def _total_labels(self, words: int) -> list[Cell]:
        return [Cell(translate(N_("Total"))), *[Cell()] * (words - 1)]

    def _labels(self, axes: Sequence[Axis], values: Sequence[Value]) -> list[Cell]:
        return [Cell(value_label(self.lists, axis, value)) for axis, value in zip(axes, values, strict=True)]

    def _column(self, axis: Axis, value: Value) -> str:
        label = value_label(self.lists, axis, value)
        unit = indicator_unit(self.lists, str(value)) if axis.dimension.name == "indicator" else ""
        return f"{label} ({unit})" if unit else label

    def _at(self, values: Sequence[Value], value: int) -> Cell:
        return self._part(self.by, values, value)

    def _part(self, axes: Sequence[Axis], values: Sequence[Value], value: int, unit: str = "") -> Cell:
        return counted(narrowed(self.question, axes, values), value, unit)

    def _value_headers(self) -> list[str]:
        if self.answer.vs_year is None:
            return [measure_label(self.question.measure)]
        period, before = str(self.question.period), self.answer.vs_year
        return [period, before, translate(N_("Change")), translate(N_("Per cent"))]

    def _values(self, row: Row) -> list[Cell]:
        axes = self.by if row.values else ()
        now = self._part(axes, row.values, row.value, self._unit(row))
        if row.vs is None:
            return [now]
        return [now, *self._compared(now, row, narrowed(self.question, axes, row.values))]

    def _compared(self, now: Cell, row: Row, question: Question) -> list[Cell]:
        """Give what was before, the change, and the per cent; a change is opened as what it ended in, or began with."""
        before = counted(question.over(read_period(self.answer.vs_year or "") or question.period), row.vs or 0)
        opens = now.opens if row.value else before.opens
        change = row.value - (row.vs or 0)
        percent = share(change, row.vs, opens) if row.vs else Cell(_NONE)
        return [before, changed(question, change, opens), percent]

    def _unit(self, row: Row) -> str:
        if self.answer.vs_year is not None:
            return ""
        named = {axis.dimension.name: one for axis, one in zip(self.by, row.values, strict=False)}
        return indicator_unit(self.lists, str(named["indicator"])) if "indicator" in named else ""
