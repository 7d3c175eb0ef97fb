"""An answer -> a grid of text: labels, totals, the line that opens the number."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from danvan_cli.counting.lists import Lists
from danvan_cli.counting.order import RowOrder
from danvan_cli.counting.question import Axis, Filter, Question
from danvan_cli.counting.tables import Listed, Listing, Margins, Note, Row, Table, Value
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number, format_percent
from danvan_cli.text.visible import visible
from danvan_cli.view.grid import Blocks, Grid
from danvan_cli.view.labels import UNKNOWN, axis_label, entry_label, indicator_unit, measure_label, value_label
from danvan_cli.view.phrases import note, number

_TOTAL, _CHANGE, _PERCENT, _NONE = N_("Total"), N_("Change"), N_("Per cent"), "–"
_MOST_COLUMNS, _PAIR = 10, 2


def grid_of(answer: Table, lists: Lists, *, room: Callable[[Grid], bool] = lambda _: True) -> Grid:
    """Lay an answer out: the last of several axes gives the columns, or the first of two, as `room` says they fit."""
    if answer.margins and answer.vs_year is None:
        turned = [_turned(answer, lists)] if len(answer.question.by) == _PAIR else []
        for one in [answer, *turned]:
            pivoted = _Writer(one, lists).pivoted(one.margins or answer.margins)
            if len(pivoted.headers) <= _MOST_COLUMNS + len(one.question.by) and room(pivoted):
                return pivoted
    return _Writer(answer, lists).long()


def _turned(answer: Table, lists: Lists) -> Table:
    """Let the first of two axes give the columns."""
    by = answer.question.by[::-1]
    order = RowOrder(lists, by)
    rows = sorted((row._replace(values=row.values[::-1]) for row in answer.rows), key=lambda row: order(row.values))
    margins = answer.margins or Margins(None, None)
    turned = Margins(
        None if margins.columns is None else {(value,): number for value, number in margins.columns.items()},
        None if margins.rows is None else {key[0]: number for key, number in margins.rows.items()},
    )
    return replace(answer, question=replace(answer.question, by=by), rows=rows, margins=turned)


class _Writer:
    """Writes one answer."""

    def __init__(self, answer: Table, lists: Lists) -> None:
        self.answer = answer
        self.lists = lists
        self.by = answer.question.by
        self.results = answer.question.measure.name == "results"

    def long(self) -> Grid:
        """Give each row of the answer a line."""
        headers = [axis_label(self.lists, axis) for axis in self.by]
        rows = [
            [*self._labels(row.values), *self._values(row.value, row.vs, self._indicator(row))]
            for row in self.answer.rows
        ]
        footer = self._footer() if self.by and self.answer.total is not None else None
        bars = [row.value for row in self.answer.rows] if len(rows) > 1 and not self.results else None
        return self._grid(len(self.by), headers + self._value_headers(), rows, footer=footer, bars=bars)

    def pivoted(self, margins: Margins) -> Grid:
        """Give each value of the last axis a column, and rows and columns their totals."""
        *first, last = self.by
        order = RowOrder(self.lists, (last,))
        cells = {row.values: row.value for row in self.answer.rows}
        columns = sorted({row.values[-1] for row in self.answer.rows}, key=lambda value: order((value,)))
        keys = list(dict.fromkeys(row.values[:-1] for row in self.answer.rows))
        headers = [axis_label(self.lists, axis) for axis in first]
        headers += [self._column(last, column) for column in columns]
        rows = [
            [*self._labels(key), *(self._number(cells.get((*key, column), 0)) for column in columns)] for key in keys
        ]
        bars = None
        if margins.rows is not None:
            headers.append(translate(_TOTAL))
            totals = [margins.rows.get(key, 0) for key in keys]
            rows = [[*row, self._number(value)] for row, value in zip(rows, totals, strict=True)]
            bars = None if self.results else totals
        return self._grid(len(first), headers, rows, footer=self._pivot_footer(margins, columns), bars=bars)

    def _pivot_footer(self, margins: Margins, columns: Sequence[Value]) -> list[str] | None:
        if margins.columns is None:
            return None
        cells = [self._number(margins.columns.get(column, 0)) for column in columns]
        if margins.rows is not None:
            cells.append(_NONE if self.answer.total is None else self._number(self.answer.total))
        return [translate(_TOTAL), *[""] * (len(self.by) - 2), *cells]

    def _grid(
        self,
        words: int,
        headers: list[str],
        rows: list[list[str]],
        *,
        footer: list[str] | None,
        bars: list[int] | None,
    ) -> Grid:
        """Make the grid; the columns after the first `words` hold numbers."""
        numeric = [number >= words for number in range(len(headers))]
        title = title_of(self.answer.question, self.lists)
        return Grid(title, headers, rows, numeric, footer, notes_of(self.answer, self.lists), bars)

    def _labels(self, values: Sequence[Value]) -> list[str]:
        return [value_label(self.lists, axis, value) for axis, value in zip(self.by, values, strict=False)]

    def _column(self, axis: Axis, value: Value) -> str:
        label = value_label(self.lists, axis, value)
        unit = indicator_unit(self.lists, str(value)) if axis.dimension.name == "indicator" else ""
        return f"{label} ({unit})" if unit else label

    def _indicator(self, row: Row) -> str:
        for axis, value in zip(self.by, row.values, strict=True):
            if axis.dimension.name == "indicator":
                return indicator_unit(self.lists, str(value))
        return ""

    def _value_headers(self) -> list[str]:
        if self.answer.vs_year is None:
            return [measure_label(self.answer.question.measure)]
        return [
            str(self.answer.question.period),
            self.answer.vs_year,
            translate(_CHANGE),
            translate(_PERCENT),
        ]

    def _values(self, value: int, before: int | None, unit: str = "") -> list[str]:
        if before is None:
            return [f"{self._number(value)} {unit}".strip()]
        percent = format_percent(round(1000 * (value - before) / before), language()) if before else _NONE
        return [self._number(value), self._number(before), self._signed(value - before), percent]

    def _footer(self) -> list[str]:
        values = self._values(self.answer.total or 0, self.answer.vs_total)
        return [translate(_TOTAL), *[""] * (len(self.by) - 1), *values]

    def _number(self, value: int) -> str:
        return format_number(value, language()) if self.results else number(value)

    def _signed(self, value: int) -> str:
        return f"+{self._number(value)}" if value > 0 else self._number(value)


def title_of(question: Question, lists: Lists) -> str:
    """Name a question: measure, years, and what it was filtered by."""
    years = f" {question.period}" if question.period.first else ""
    return " · ".join([f"{measure_label(question.measure)}{years}", *conditions(question, lists)])


def conditions(question: Question, lists: Lists) -> list[str]:
    """Name what a question was filtered by."""
    return [_condition(one, lists) for one in question.where]


def _condition(one: Filter, lists: Lists) -> str:
    values = ", ".join(value_label(lists, one.axis, value) for value in one.values) or translate(UNKNOWN)
    sign = "≠" if one.operator == "!=" else "="
    alone = f" ({translate(N_('without those below'))})" if one.operator == "==" else ""
    return f"{axis_label(lists, one.axis)} {sign} {values}{alone}"


def opening(answer: Table) -> str:
    """Give the command that lists the records behind a table."""
    question = answer.question
    parts = ["danvan list", question.measure.name]
    parts += [f"--year {question.period}"] if question.period.first else []
    parts += [f"--where {_quoted(typed)}" for typed in answer.asked.where]
    if question.every_status and not any(one.axis.dimension.name == "status" for one in question.where):
        parts.append('--where "status!="')  # whatever it is: else only awards given are listed
    parts += [f"--count {answer.asked.count}"] if answer.asked.count else []
    parts += [f"--as-of {answer.asked.as_of}"] if answer.asked.as_of else []
    parts += ["--units now"] if question.units_now else []
    parts += [f"--revision {answer.revision[:12]}"] if answer.revision else []
    return translate(N_("Open: {command}")).format(command=" ".join(parts))


def _quoted(typed: str) -> str:
    """Quote a condition that a shell would take apart or read a history from."""
    return f'"{visible(typed)}"' if any(sign in typed for sign in " ,!&|;<>()$`\"'") else visible(typed)


def notes_of(answer: Table | Listing, lists: Lists) -> list[str]:
    """Give what is said under a table: what was counted, on which basis, and what was left out."""
    says = [] if answer.question.every_status else [translate(answer.question.measure.says)]
    notes = [*says, *(note(one, lists) for one in answer.notes)]
    if not answer.question.period.first:
        notes.append(note(Note("empty-folder"), lists))
    return notes


def listing_grid(answer: Listing, lists: Lists) -> Grid:
    """Lay out the records behind a number."""
    by_indicator = any(one.indicator for one in answer.records)
    years = answer.question.period.first != answer.question.period.last
    headers = [N_("Year")] * years + [N_("Unit"), N_("Title or name"), N_("Kind")] + [N_("Indicator")] * by_indicator
    headers += [N_("Value"), N_("Record")]
    rows = [_record_row(one, answer, lists, (years, by_indicator)) for one in answer.records]
    numeric = [header in ("Year", "Value") for header in headers]
    footer = None
    if answer.total is not None and rows:
        footer = [translate(_TOTAL), *[""] * (len(headers) - 3), _amount(answer, answer.total), ""]
    title = title_of(answer.question, lists)
    return Grid(
        title,
        [translate(header) for header in headers],
        rows,
        numeric,
        footer,
        notes_of(answer, lists),
        blocks=Blocks(headers.index("Value"), headers.index("Title or name"), headers.index("Record")),
    )


def _record_row(one: Listed, answer: Listing, lists: Lists, shown: tuple[bool, bool]) -> list[str]:
    years, by_indicator = shown
    unit = visible(lists.unit_name(one.unit)) if one.unit else _NONE
    title = visible(one.title) if one.title else _NONE
    kind = entry_label(lists, "kind", one.kind) if one.kind else _NONE
    indicator = [entry_label(lists, "indicator", one.indicator)] if by_indicator and one.indicator else []
    return [
        *([str(one.year)] if years else []),
        unit,
        title,
        kind,
        *indicator,
        _amount(answer, one.value),
        visible(one.id),
    ]


def _amount(answer: Listing, value: int) -> str:
    return format_number(value, language()) if answer.question.measure.name == "results" else number(value)
