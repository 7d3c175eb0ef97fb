"""An answer laid out in rows and columns: what stands where, whatever its cells are made of."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from danvan_cli.counting.question import Axis
from danvan_cli.counting.tables import EachTime, Margins, RowOrder, Table, TableRow, Value
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import NOTHING, axis_label, indicator_unit, measure_label, value_label

TOTAL, _CHANGE, _PERCENT = N_("Total"), N_("Change"), N_("Per cent")
_EACH_TIME = N_("Each time")
_MOST_COLUMNS, _PAIR = 10, 2

C = TypeVar("C")


class Amount(NamedTuple):
    """A number of an answer: what has of each of the `axes` that value; `unit` is what it is measured in.

    It is None where nobody knows, and there may be more where it `is_lower_bound`.
    """

    value: int | None
    axes: Sequence[Axis] = ()
    values: Sequence[Value] = ()
    unit: str = ""
    is_lower_bound: bool = False


class CellMaker(NamedTuple, Generic[C]):
    """How cells are made: of a text, of a number, and of a number and the one it is compared with.

    The last gives four cells: now, before, the change, the per cent.
    """

    label: Callable[[str], C]
    number: Callable[[Amount], C]
    compared: Callable[[Amount, int | None], list[C]]


class Layout(NamedTuple, Generic[C]):
    """Rows of cells: the first `words` columns hold labels, the others numbers; the `footer` holds totals.

    `pivoted` names the axis whose values have a column each. `amounts` are what the rows come to, where these can be
    held against each other.
    """

    headers: list[str]
    words: int
    rows: list[list[C]]
    footer: list[C] | None = None
    pivoted: str = ""
    total_column: bool = False
    amounts: list[int] | None = None


def lay_out(
    answer: Table, lists: Lists, cells: CellMaker[C], *, room: Callable[[Layout[C]], bool] = lambda _: True
) -> Layout[C]:
    """Lay an answer out: the last of several axes gives the columns, or the first of two, as `room` says they fit."""
    for oriented, margins in _orientations(answer, lists):
        layout = _LayoutWriter(oriented, lists, cells).pivoted(margins)
        if len(layout.headers) <= _MOST_COLUMNS + len(oriented.question.by) and room(layout):
            return layout
    return _LayoutWriter(answer, lists, cells).long()


def _orientations(answer: Table, lists: Lists) -> Iterator[tuple[Table, Margins]]:
    """Yield the answer as it is and, if it has two axes, turned round; nothing if it cannot have columns."""
    if answer.margins is None or answer.vs_year is not None:
        return
    yield answer, answer.margins
    if len(answer.question.by) == _PAIR:
        yield _turned_round(answer, answer.margins, lists)


def _turned_round(answer: Table, margins: Margins, lists: Lists) -> tuple[Table, Margins]:
    """Return the answer with its two axes changed for each other, so that the first gives the columns."""
    by = answer.question.by[::-1]
    order = RowOrder(lists, by)
    rows = sorted((row._replace(values=row.values[::-1]) for row in answer.rows), key=lambda row: order(row.values))
    turned = Margins(
        None if margins.columns is None else {(value,): number for value, number in margins.columns.items()},
        None if margins.rows is None else {key[0]: number for key, number in margins.rows.items()},
    )
    each = answer.each_time and EachTime(
        {key[::-1]: number for key, number in answer.each_time.cells.items()},
        answer.each_time.columns,
        answer.each_time.rows,
        answer.each_time.total,
    )
    return answer._replace(question=answer.question._replace(by=by), rows=rows, each_time=each), turned


def thousandths(part: int, whole: int) -> int:
    """Return a share as it is shown everywhere, rounded to tenths of a per cent."""
    return round(1000 * part / whole)


class _LayoutWriter(Generic[C]):
    """Lays out one answer."""

    def __init__(self, answer: Table, lists: Lists, cells: CellMaker[C]) -> None:
        self.answer, self.lists, self.cells = answer, lists, cells
        self.by = answer.question.by

    def long(self) -> Layout[C]:
        """Return a layout with a line for each row of the answer."""
        headers = [axis_label(self.lists, axis) for axis in self.by]
        answered = self.answer.rows if self.by else [self._total_row()]
        rows = [[*self._label_cells(row.values), *self._value_cells(row)] for row in answered]
        amounts = self._comparable([row.value or 0 for row in self.answer.rows]) if len(rows) > 1 else None
        return Layout(headers + self._value_headers(), len(self.by), rows, self._footer(), amounts=amounts)

    def _comparable(self, amounts: list[int]) -> list[int] | None:
        """Return what rows come to; None where these are amounts of unlike things."""
        return None if self.answer.question.measure.adds_unlike_things else amounts

    def pivoted(self, margins: Margins) -> Layout[C]:
        """Return a layout with a column for each value of the last axis, and totals of rows and columns."""
        *first, last = self.by
        order = RowOrder(self.lists, (last,))
        columns = sorted({row.values[-1] for row in self.answer.rows}, key=lambda value: order((value,)))
        headers = [axis_label(self.lists, axis) for axis in first]
        headers += [self._column_header(last, value) for value in columns]
        keys = list(dict.fromkeys(row.values[:-1] for row in self.answer.rows))
        rows = self._pivoted_rows(keys, columns)
        footer = self._pivoted_footer(margins, columns)
        across, words = axis_label(self.lists, last), len(first)
        if margins.rows is None:
            return Layout(headers, words, rows, footer, across)
        totals = [margins.rows.get(key, 0) for key in keys]
        for row, key, total in zip(rows, keys, totals, strict=True):
            row.append(self.cells.number(Amount(self._known(total), first, key)))
        headers.append(translate(TOTAL))
        each = self.answer.each_time
        if each and any(axis.dimension.name == "level" for axis in first):
            headers.append(translate(_EACH_TIME))
            for row, number in zip(rows, [each.rows.get(key, 0) for key in keys], strict=True):
                row.append(self.cells.number(Amount(number)))
            footer = footer and [*footer, self.cells.number(Amount(each.total))]
        amounts = self._comparable(totals)
        return Layout(headers, words, rows, footer, across, total_column=True, amounts=amounts)

    def _pivoted_rows(self, keys: Sequence[tuple[Value, ...]], columns: Sequence[Value]) -> list[list[C]]:
        counts = {row.values: row.value for row in self.answer.rows}
        places = [[(*key, column) for column in columns] for key in keys]
        return [
            [
                *self._label_cells(key),
                *(self.cells.number(Amount(self._known(counts.get(values, 0)), self.by, values)) for values in row),
            ]
            for key, row in zip(keys, places, strict=True)
        ]

    def _pivoted_footer(self, margins: Margins, columns: Sequence[Value]) -> list[C] | None:
        if margins.columns is None:
            return None
        last = self.by[-1:]
        sums = {value: self._known(margins.columns.get(value, 0)) for value in columns}
        numbers = [self.cells.number(Amount(total, last, (value,))) for value, total in sums.items()]
        if margins.rows is not None:
            total = self._known(self.answer.total)
            numbers.append(self.cells.label(NOTHING) if total is None else self.cells.number(self._amount(total)))
        return [*self._total_label_cells(len(self.by) - 1), *numbers]

    def _footer(self) -> list[C] | None:
        if not self.by or self.answer.total is None:
            return None
        return [*self._total_label_cells(len(self.by)), *self._value_cells(self._total_row())]

    def _total_row(self) -> TableRow:
        return TableRow((), self.answer.total, self.answer.vs_total)

    def _total_label_cells(self, words: int) -> list[C]:
        return [self.cells.label(text) for text in (translate(TOTAL), *[""] * (words - 1))]

    def _label_cells(self, values: Sequence[Value]) -> list[C]:
        """Return the cells that name the values of the first axes."""
        named = zip(self.by, values, strict=False)
        return [self.cells.label(value_label(self.lists, axis, value)) for axis, value in named]

    def _column_header(self, axis: Axis, value: Value) -> str:
        label, unit = value_label(self.lists, axis, value), self._unit((axis,), (value,))
        return f"{label} ({unit})" if unit else label

    def _value_headers(self) -> list[str]:
        question, before = self.answer.question, self.answer.vs_year
        if before is None:
            return [measure_label(question.measure), *([translate(_EACH_TIME)] if self.answer.each_time else [])]
        return [str(question.period), before, translate(_CHANGE), translate(_PERCENT)]

    def _value_cells(self, row: TableRow) -> list[C]:
        axes = self.by[: len(row.values)]
        amount = self._amount(self._known(row.value), axes, row.values)
        if self.answer.vs_year is None:
            each = self.answer.each_time
            said = [] if each is None else [each.cells.get(row.values, 0) if row.values else each.total]
            return [self.cells.number(amount), *(self.cells.number(Amount(number)) for number in said)]
        return self.cells.compared(amount, None if self.answer.vs_is_unknown and not row.vs else row.vs)

    def _amount(self, value: int | None, axes: Sequence[Axis] = (), values: Sequence[Value] = ()) -> Amount:
        """Return a number as an amount; of the total it may be known that it is a lower bound."""
        is_lower_bound = self.answer.is_lower_bound and not values and bool(value)
        return Amount(value, axes, values, self._unit(axes, values), is_lower_bound)

    def _known(self, value: int | None) -> int | None:
        """Return a number, but None for a 0 that stands for what nobody knows."""
        return None if self.answer.is_unknown and not value else value

    def _unit(self, axes: Sequence[Axis], values: Sequence[Value]) -> str:
        """Return what the indicator among the values is measured in."""
        named = {axis.dimension.name: value for axis, value in zip(axes, values, strict=True)}
        return indicator_unit(self.lists, str(named["indicator"])) if "indicator" in named else ""
