"""The records behind a number, as a grid: numbered, with the columns that were asked for, or those of an annex."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.measures import NOT_ADDITIVE
from danvan_cli.counting.shown_columns import ID, ShownColumn, naming_column
from danvan_cli.counting.shown_values import ShownCell
from danvan_cli.counting.tables import RecordListing
from danvan_cli.domain.field_types import COUNT, DATE, FLAG, NUMBER, NUMBERS, REF, WHOLE
from danvan_cli.domain.record_types import AWARDS, MODELS
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number, roman
from danvan_cli.text.visible import visible
from danvan_cli.view.grid import Grid, GridSection, LineBlocks
from danvan_cli.view.labels import (
    NOTHING,
    OPEN_ONE,
    at_least,
    axis_label,
    entry_label,
    indicator_unit,
    number,
    record_label,
    unit_label,
    value_label,
)
from danvan_cli.view.layout import TOTAL
from danvan_cli.view.record import value_text
from danvan_cli.view.tables import notes_of, title_of, written

_SUMMED = (measures.PARTICIPANTS,)
_NUMERIC = (WHOLE, COUNT, NUMBER)
_UNSTATED: tuple[object, ...] = (None, "", [], {})
UNIT, _COUNT = "unit", "count"


class _Texts(NamedTuple):
    """A column as text: its heading, a cell for each record, and whether it holds numbers."""

    header: str
    cells: Sequence[str]
    is_numeric: bool = False


def listing_grid(answer: RecordListing, lists: Lists, *, is_built_in: bool, is_read: bool = True) -> Grid:
    """Return the records behind a number as a grid.

    Where people read it, those of the built-in columns are left out that have no value; programs and letters find the
    same columns each time.
    """
    shown = _shown_columns(answer, lists)
    if is_built_in and is_read and answer.records:
        shown = [
            column for place, column in enumerate(shown) if not place or any(cell != NOTHING for cell in column.cells)
        ]
    amounts = _amounts(answer, lists, is_built_in=is_built_in)
    counts = next((place for place, column in enumerate(answer.columns) if column.name == _COUNT), None)
    summed = amounts or ([shown[counts]] if counts is not None and _shows_counts(answer) else [])
    ids = [_Texts(translate(N_("Record")), [visible(record.id) for record in answer.records])] if is_built_in else []
    columns = [_numbers(answer), *_years(answer), *shown, *amounts, *ids]
    title = columns.index(shown[_place_of_name(answer, shown)]) if shown else 0
    blocks = LineBlocks(0, title, len(columns) - 1 if ids else None, translate(OPEN_ONE) if ids else "")
    first_amount = len(columns) - len(ids) - len(amounts)
    blocks = blocks._replace(amounts=frozenset(range(first_amount, first_amount + len(amounts))))
    if not is_built_in:
        first = columns.index(shown[0]) if shown else 0
        blocks = blocks._replace(keeps_all=True, labelled=frozenset(first + place for place in _unclear_places(answer)))
    by = answer.question.by[0] if answer.groups else None
    return Grid(
        title_of(answer.question, lists),
        [column.header for column in columns],
        [list(row) for row in zip(*(column.cells for column in columns), strict=True)],
        [column.is_numeric for column in columns],
        _footer(answer, columns, summed) if answer.records else None,
        notes_of(answer, lists),
        blocks=blocks,
        of_records=True,
        sections=_sections(answer, lists, columns, summed),
        sections_by=axis_label(lists, by) if by else "",
    )


def _place_of_name(answer: RecordListing, shown: Sequence[_Texts]) -> int:
    """Return which of the columns says what people call a record; the first where none does."""
    name = naming_column(answer.question.measure).name
    return next((place for place, column in enumerate(answer.columns[: len(shown)]) if column.name == name), 0)


def _unclear_places(answer: RecordListing) -> Iterator[int]:
    """Yield which of the columns asked for say nothing without their headings: yes and no, and one day of several."""
    types = [column.field.type if column.field else None for column in answer.columns]
    yield from (
        place for place, type_ in enumerate(types) if type_ is FLAG or (type_ is DATE and types.count(DATE) > 1)
    )


def _numbers(answer: RecordListing) -> _Texts:
    """Return the column of numbers, which begin anew in each group."""
    firsts = [group.first for group in answer.groups] or [0]
    ends = [*firsts[1:], len(answer.records)]
    counted = (range(1, end - first + 1) for first, end in zip(firsts, ends, strict=True))
    return _Texts(translate(N_("Row number")), [str(place) for places in counted for place in places], is_numeric=True)


def _years(answer: RecordListing) -> list[_Texts]:
    """Return the column of the years where there may be several, and nobody asked for it."""
    first, last = answer.question.period
    if first == last or any(column.name == "year" for column in answer.columns):
        return []
    return [_Texts(translate(N_("Year")), [str(record.year) for record in answer.records], is_numeric=True)]


def _amounts(answer: RecordListing, lists: Lists, *, is_built_in: bool) -> list[_Texts]:
    """Return what tells how much a record counts, where that is not one each and was not asked for: the value last."""
    records = answer.records
    columns: list[_Texts] = []
    is_sum = _is_sum(answer)
    if (is_sum or is_built_in) and any(record.stands_for > 1 for record in records):
        total_of = translate(N_("total of {number}"))
        totals = [
            total_of.format(number=number(record.stands_for)) if record.stands_for > 1 else "" for record in records
        ]
        columns.append(_Texts(translate(N_("Stands for")), totals))
    if any(record.indicator for record in records) and not any(column.name == "indicator" for column in answer.columns):
        labels = [entry_label(lists, "indicator", record.indicator or "") for record in records]
        columns.append(_Texts(translate(N_("Indicator")), labels))
    if is_sum or (any(record.value != 1 for record in records) and not _shows_counts(answer)):
        label = N_("Value") if is_sum else MODELS.fields[_COUNT].label
        columns.append(_Texts(translate(label), _values(answer), is_numeric=True))
    return columns


def _is_sum(answer: RecordListing) -> bool:
    """Whether what counts is a sum of what records state, and not how many things they are."""
    measure = answer.question.measure
    return measure.adds_unlike_things or measure in _SUMMED


def _shows_counts(answer: RecordListing) -> bool:
    """Whether it was asked for how many things each record is."""
    return any(column.name == _COUNT for column in answer.columns) and answer.question.measure not in NOT_ADDITIVE


def _values(answer: RecordListing) -> list[str]:
    return [written(answer.question, record.value) for record in answer.records]


def _footer(answer: RecordListing, columns: Sequence[_Texts], amounts: Sequence[_Texts]) -> list[str] | None:
    if answer.total is None:
        return None
    total = written(answer.question, answer.total)
    total = at_least(total) if answer.is_lower_bound else total
    return _summed_row("", translate(TOTAL), total, columns, amounts)


def _sections(
    answer: RecordListing, lists: Lists, columns: Sequence[_Texts], amounts: Sequence[_Texts]
) -> list[GridSection]:
    sections: list[GridSection] = []
    for place, group in enumerate(answer.groups, 1):
        title = value_label(lists, answer.question.by[0], group.value)
        total = None if group.total is None else written(answer.question, group.total)
        sections.append(GridSection(group.first, title, _summed_row(roman(place), title, total, columns, amounts)))
    return sections


def _summed_row(
    numeral: str, title: str, total: str | None, columns: Sequence[_Texts], amounts: Sequence[_Texts]
) -> list[str]:
    """Return a row that sums records up; without a column of values, the sum stands behind what it is of."""
    row = [numeral, *[""] * (len(columns) - 1)]
    valued = next((place for place, column in enumerate(columns) if amounts and column is amounts[-1]), 0)
    valued = valued if valued and columns[valued].is_numeric else 0
    alone = f"{title}: {total}" if total is not None else title
    row[min(1, len(row) - 1)] = title if valued else alone
    if valued and total is not None:
        row[valued] = total
    return row


def shown_texts(answer: RecordListing, lists: Lists) -> list[Sequence[str]]:
    """Return what the records have in each of the columns that are shown, as text."""
    return [column.cells for column in _shown_columns(answer, lists)]


def _shown_columns(answer: RecordListing, lists: Lists) -> list[_Texts]:
    headers = [_header(column, lists) for column in answer.columns]
    naming = naming_column(answer.question.measure).name
    columns: list[_Texts] = []
    for place, column in enumerate(answer.columns):
        header = headers[place]
        if headers.count(header) > 1 and column.record_type:
            header = f"{header} ({translate(column.record_type.label)})"
        if answer.question.measure is measures.UNITS and column.name == "name":
            columns.append(_Texts(header, [unit_label(lists, record.id) for record in answer.records]))
            continue
        if column.name == _COUNT and _shows_counts(answer) and not _is_sum(answer):
            columns.append(_Texts(header, _values(answer), is_numeric=True))
            continue
        if column.name == naming and answer.question.measure.kinds == (AWARDS.name,):
            columns.append(_Texts(header, _names(answer, lists, place)))
            continue
        write = _CellWriter(column, answer, lists)
        columns.append(_Texts(header, [write(row[place]) for row in answer.cells], is_numeric=write.is_numeric))
    return columns


def _names(answer: RecordListing, lists: Lists, place: int) -> list[str]:
    """Return what each record is called, in a column that leaves out nobody."""
    rows = zip(answer.records, answer.cells, strict=True)
    write = _CellWriter(answer.columns[place], answer, lists)
    return [
        record_label(lists, record, answer.models.get(record.path, "")) if record.title is None else write(cells[place])
        for record, cells in rows
    ]


def _header(column: ShownColumn, lists: Lists) -> str:
    if column.axis is not None:
        return axis_label(lists, column.axis)
    if column.part and column.field is not None:
        unit = indicator_unit(lists, column.part) if column.field.choices == "indicator" else ""
        label = entry_label(lists, column.field.choices, column.part)
        return f"{label} ({unit})" if unit else label
    return translate(column.label)


class _CellWriter:
    """Writes the cells of a column; the same value is written once, for there may be very many records."""

    def __init__(self, column: ShownColumn, answer: RecordListing, lists: Lists) -> None:
        self._column, self._titles, self._lists = column, answer.titles, lists
        self._known: dict[object, str] = {}
        field = column.field
        self.is_numeric = field is not None and (
            field.type in _NUMERIC or (bool(column.part) and field.type is NUMBERS)
        )
        self._tells_levels = field is None or field.key != "level"

    def __call__(self, cell: ShownCell) -> str:
        """Return what a record has in the column; where its evaluations differ, what each level says."""
        if len(cell) == 1:
            return NOTHING if cell[0].value in _UNSTATED else self._once(cell[0].value)
        stated = [(self._once(shown.value), shown.level) for shown in cell if shown.value not in _UNSTATED]
        texts = dict.fromkeys(text for text, _ in stated)
        if len(texts) <= 1 or not self._tells_levels or stated[0][1] is None:
            return "; ".join(texts) or NOTHING
        return "; ".join(f"{entry_label(self._lists, 'level', level or '')}: {text}" for text, level in stated)

    def _once(self, value: Any) -> str:  # noqa: ANN401 - a field's value
        if not isinstance(value, str | int):
            return self._text(value)
        if value not in self._known:
            self._known[value] = self._text(value)
        return self._known[value]

    def _text(self, value: Any) -> str:  # noqa: ANN401 - likewise
        """Return a value in one line."""
        axis, field = self._column.axis, self._column.field
        if axis is not None:
            return value_label(self._lists, axis, value)
        if field is None:
            return visible(value) if self._column.name == ID else self._award(value)
        if self._column.part:
            return format_number(value, language()) if field.type is NUMBERS else visible(str(value))
        if field.refers == UNIT:
            return unit_label(self._lists, value) if field.type is REF else ", ".join(self._units(value))
        if field.refers == MODELS.name:
            return visible(self._titles.get(value, value))
        return " ".join(value_text(value, field, self._lists).split())

    def _units(self, units: Iterable[str]) -> Iterator[str]:
        return (unit_label(self._lists, unit) for unit in units)

    def _award(self, award: Mapping[str, Any]) -> str:
        """Return the form of an award, and in brackets by whom it is, and by which decision."""
        form = entry_label(self._lists, "form", award["form"]) if award["form"] else translate(AWARDS.label)
        authority = [unit_label(self._lists, award["authority"])] if award["authority"] else []
        told = ", ".join([*authority, *([visible(award["decision"])] if award["decision"] else [])])
        return f"{form} ({told})" if told else form
