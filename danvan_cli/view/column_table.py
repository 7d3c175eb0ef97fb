"""Several measures side by side, as a grid: a row a unit, a column a measure (docs/design.md, JSON)."""

from danvan_cli.counting.column_table import Column, ColumnTable
from danvan_cli.counting.question import Question
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number
from danvan_cli.text.visible import visible
from danvan_cli.view import messages
from danvan_cli.view.evidence import parts_of_evidence, silent_note, some_units
from danvan_cli.view.grid import JOINT, Grid
from danvan_cli.view.labels import NOTHING, at_least, axis_label, measure_label, number, unit_label, value_label
from danvan_cli.view.layout import TOTAL
from danvan_cli.view.own_words import own_words
from danvan_cli.view.tables import conditions, opening_of, own_rows_note

_MOST_NAMED = 12
_OUTSIDE = N_("In no total of {home}, because nothing says that they lie in it: {units}.")
_WITHOUT_UNIT = N_("{column}: {value} state no unit and are not counted here; to see them: --where unit=")
_MENDING = N_(
    "To put one there: danvan unit correct {unit} --parent {parent}; a whole list: danvan import FILE --default"
    " parent={parent}"
)
_WITHOUT_ROW = N_("Something is on record of them, but 0 in every column, so they have no row: {units}.")
_ROWS_FOR_ALL = N_("To have a row for each unit: --zeros")


def column_grid(answer: ColumnTable, lists: Lists) -> Grid:
    """Return the table; of the built-in columns those are left out in which nothing is counted."""
    shown = columns_shown(answer)
    columns = [answer.columns[place] for place in shown]
    rows = [
        [
            *(value_label(lists, axis, value) for axis, value in zip(answer.by, row.values, strict=True)),
            *(_count(answer.columns[place], row.counts[place]) for place in shown),
        ]
        for row in answer.rows
    ]
    words = max(len(answer.by), 1)
    totals = [_total(column) for column in columns]
    footer = [translate(TOTAL), *[""] * (words - 1), *totals]
    headers = [
        *(axis_label(lists, axis) for axis in answer.by),
        *(column_heading(column, answer, lists) for column in columns),
    ]
    if not answer.by:
        headers, rows = ["", *headers], []
    numeric = [False] * words + [True] * len(columns)
    for_all = [own_words(translate(_ROWS_FOR_ALL))] if answer.without_row else []
    notes = [*notes_of_columns(answer, lists), *for_all, *_mending(answer, lists)]
    openings = [_opening(column, answer, lists) for column in columns]
    return Grid(_title(answer, lists), headers, rows, numeric, footer, notes, openings=openings)


def columns_shown(answer: ColumnTable) -> list[int]:
    """Return the places of the columns to show; where nothing is counted, of built-in ones those of whole measures."""
    shown = [place for place, column in enumerate(answer.columns) if column.total or not answer.is_built_in]
    return shown or [place for place, column in enumerate(answer.columns) if not column.where]


def _count(column: Column, value: int | None) -> str:
    if value is None:
        return NOTHING
    return format_number(value, language()) if column.question.measure.adds_unlike_things else number(value)


def _total(column: Column) -> str:
    text = _count(column, column.total)
    return at_least(text) if column.is_lower_bound else text


def column_heading(column: Column, answer: ColumnTable, lists: Lists) -> str:
    """Return what a column is called: what somebody called it, else its measure and what its conditions ask for."""
    if column.is_named:
        return visible(column.name)
    own = column.question._replace(where=column.question.where[len(answer.asked.where) :])
    asked = [_short(own, condition, lists) for condition in range(len(own.where))]
    return JOINT.join([measure_label(column.question.measure), *asked])


def _short(question: Question, place: int, lists: Lists) -> str:
    """Return a condition's values alone where it only names some."""
    condition = question.where[place]
    if condition.operator == "=" and condition.values:
        return ", ".join(value_label(lists, condition.axis, value) for value in condition.values)
    return conditions(question, lists)[place]


def _title(answer: ColumnTable, lists: Lists) -> str:
    question = answer.columns[0].question
    shared = question._replace(where=question.where[: len(answer.asked.where)])
    period = str(question.period) if question.period.first else ""
    return " · ".join([f"{translate(N_('Table of'))} {period}".strip(), *conditions(shared, lists)])


def notes_of_columns(answer: ColumnTable, lists: Lists) -> list[str]:
    """Return what is said under the table: where columns overlap, who sent nothing, what it rests on."""
    notes: list[str] = []
    if answer.at_several_levels:
        text = translate(N_("Of these, {number} models are recognized at several levels: they stand in each column."))
        notes.append(text.format(number=number(answer.at_several_levels)))
    notes += [messages.sentence(note.message, note.args, lists) for note in answer.notes]
    if answer.without_row:
        units = some_units(answer.without_row, lists, _MOST_NAMED)
        notes.append(translate(_WITHOUT_ROW).format(units=units))
    notes += silent_note(answer.evidence, lists, _MOST_NAMED)
    if answer.outside:
        home = unit_label(lists, lists.setting("unit") or "")
        notes.append(translate(_OUTSIDE).format(units=some_units(answer.outside, lists, _MOST_NAMED), home=home))
    lacking = [column for column in answer.columns if column.without_unit]
    notes += [
        own_words(translate(_WITHOUT_UNIT)).format(
            column=column_heading(column, answer, lists).replace(JOINT, " "), value=number(column.without_unit)
        )
        for column in lacking
    ]
    notes += own_rows_note(answer.by, [row.values for row in answer.rows], lists)
    return [*notes, parts_of_evidence(answer.evidence)]


def _mending(answer: ColumnTable, lists: Lists) -> list[str]:
    """Return how units come into the office's own that lie in none; for whoever keeps the records, in no paper."""
    own = lists.setting("unit") or ""
    return [own_words(translate(_MENDING).format(unit=answer.outside[0], parent=own))] if answer.outside else []


def _opening(column: Column, answer: ColumnTable, lists: Lists) -> str:
    """Return the command that lists what stands behind a column."""
    own = [typed for typed in column.where if typed]
    says_basis = column.question.basis == "distinct"
    where = [*answer.asked.where, *own]
    opened = opening_of(column.question, where, says_basis=says_basis, revision=answer.revision)
    return f"{column_heading(column, answer, lists)} · {opened}"
