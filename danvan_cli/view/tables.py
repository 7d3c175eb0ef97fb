"""An answer -> a grid of text: labels, totals, the line that opens the number."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from danvan_cli.counting.notes import EMPTY_FOLDER
from danvan_cli.counting.question import NAMING_DIMENSIONS, Axis, Filter, Question
from danvan_cli.counting.tables import RecordListing, Table, Value
from danvan_cli.counting.typed_conditions import as_typed, quoted
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number, format_percent
from danvan_cli.text.visible import visible
from danvan_cli.view import messages
from danvan_cli.view.evidence import evidence_line, silent_note
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import (
    NOTHING,
    at_least,
    axis_label,
    measure_label,
    number,
    unit_label,
    unstated_label,
    value_label,
)
from danvan_cli.view.layout import Amount, CellMaker, Layout, lay_out, thousandths
from danvan_cli.view.own_words import own_words

_MOST_OWN_ROWS = 6
_OPTION = re.compile(r" \(--[^)]*\)")
_OWN_ROWS = N_("Each row counts that unit alone. Units that lie in one of these have rows of their own: {units}.")


def grid_of(answer: Table, lists: Lists, *, room: Callable[[Grid], bool] = lambda _: True) -> Grid:
    """Return an answer as a grid; `room` says whether one with a column for each value of an axis fits."""
    question = answer.question
    cells = CellMaker(str, partial(_number, question), partial(_compared, question))

    def grid(layout: Layout[str]) -> Grid:
        numeric = [column >= layout.words for column in range(len(layout.headers))]
        title, notes = title_of(question, lists), notes_of(answer, lists)
        return Grid(title, layout.headers, layout.rows, numeric, layout.footer, notes, layout.amounts)

    return grid(lay_out(answer, lists, cells, room=lambda layout: room(grid(layout))))


def _number(question: Question, amount: Amount) -> str:
    if amount.value is None:
        return NOTHING
    text = f"{written(question, amount.value)} {amount.unit}".strip()
    return at_least(text) if amount.is_lower_bound else text


def _compared(question: Question, amount: Amount, before: int | None) -> list[str]:
    counts = [_number(question, amount._replace(unit="")), written(question, before)]
    if amount.value is None or before is None:
        return [*counts, NOTHING, NOTHING]
    change = amount.value - before
    percent = format_percent(thousandths(change, before), language()) if before else NOTHING
    return [*counts, written_change(question, change), percent]


def written_change(question: Question, change: int) -> str:
    """Return by how much a count is another one, as people write it and other programs read it: +2, -2."""
    return f"{'+' if change > 0 else ''}{written(question, change)}"


def written(question: Question, value: int | None) -> str:
    """Return a count as people write it; of indicators with their decimals."""
    if value is None:
        return NOTHING
    return format_number(value, language()) if question.measure.adds_unlike_things else number(value)


def title_of(question: Question, lists: Lists) -> str:
    """Return a question in words: measure, years, and what it was filtered by."""
    years = f" {question.period}" if question.period.first else ""
    return " · ".join([f"{measure_label(question.measure)}{years}", *conditions(question, lists)])


def conditions(question: Question, lists: Lists) -> list[str]:
    """Return what a question was filtered by, a text for each filter."""
    return [_condition(condition, lists) for condition in question.where]


def _condition(condition: Filter, lists: Lists) -> str:
    values = ", ".join(value_label(lists, condition.axis, value) for value in condition.values) or unstated_label(
        lists, condition.axis
    )
    sign = "≠" if condition.operator == "!=" else "="
    alone = f" ({translate(N_('without those below'))})" if condition.operator == "==" else ""
    return f"{axis_label(lists, condition.axis)} {sign} {values}{alone}"


def opening(answer: Table) -> str:
    """Return the sentence with the command that lists the records behind a table, and narrowed behind each cell."""
    question = answer.question
    where = [*answer.asked.where, *_of_every_status(question)]
    says_basis = bool(answer.asked.basis) or _rows_would_be_each(question)
    return opening_of(question, where, says_basis=says_basis, revision=answer.revision)


def opening_of(question: Question, where: Iterable[str], *, says_basis: bool, revision: str | None) -> str:
    """Return the sentence with the command that lists the records behind a question, its conditions as typed."""
    command = listing_command(question, where, says_basis=says_basis, revision=revision)
    return translate(N_("Open: {command}")).format(command=command)


def cell_command(question: Question, revision: str | None) -> str:
    """Return the command that lists the records behind one number, which states itself all that it is filtered by."""
    where = [*map(as_typed, question.where), *_of_every_status(question)]
    default = "each" if question.names_who_says_it else "yearly"
    return listing_command(question, where, says_basis=question.basis != default, revision=revision)


def _of_every_status(question: Question) -> list[str]:
    """Return the condition without which only awards given are listed, where all are meant."""
    states_status = any(condition.axis.dimension.name == "status" for condition in question.where)
    return ["status!="] if question.every_status and not states_status else []


def listing_command(question: Question, where: Iterable[str], *, says_basis: bool, revision: str | None) -> str:
    """Return the command that lists the records behind a question, its conditions as typed."""
    parts = ["danvan list", question.measure.name]
    parts += [f"--year {question.period}"] if question.period.first else []
    parts += [f"--where {quoted(typed)}" for typed in where]
    parts += [f"--count {question.basis}"] if says_basis and question.basis else []
    days = {"--from": question.since, "--as-of": question.as_of}
    parts += [f"{option} {format_date(day, language())}" for option, day in days.items() if day]
    parts += ["--units now"] if question.units_now else []
    parts += ["--include-open"] if question.include_open else []
    parts += [f"--at {revision[:12]}"] if revision else []
    return own_words(" ".join(parts))


def _rows_would_be_each(question: Question) -> bool:
    """Whether a cell's own condition, a level or decision, would ask for something else unless the basis is said."""
    by = {axis.dimension.name for axis in question.by}
    return question.measure.is_of_evaluations and question.basis == "yearly" and not by.isdisjoint(NAMING_DIMENSIONS)


def notes_of(answer: Table | RecordListing, lists: Lists) -> list[str]:
    """Return what is said under a table: what was counted, on which basis, what was left out, what it rests on."""
    says = [] if answer.question.every_status else [translate(answer.question.measure.says)]
    notes = [*says, *(messages.sentence(note.message, note.args, lists) for note in answer.notes)]
    if isinstance(answer, Table):
        notes += own_rows_note(answer.question.by, [row.values for row in answer.rows], lists)
    if not answer.question.period.first:
        return [*notes, messages.sentence(EMPTY_FOLDER, {}, lists)]
    if not (isinstance(answer, Table) and answer.name):  # the overview says it once, above its tables
        notes += silent_note(answer.evidence, lists)
    return [*notes, evidence_line(answer)]


def without_options(note: str) -> str:
    """Return a note for who reads a paper or a page, and has no command line."""
    return _OPTION.sub("", note)


def own_rows_note(by: Sequence[Axis], rows: Iterable[Sequence[Value]], lists: Lists) -> list[str]:
    """Return the sentence that units which lie in another one of a table have rows of their own; nothing if none does.

    Rows stand in the order of units.yaml, so that theirs may be far below, and the row above pass for all of it.
    """
    place = next((place for place, axis in enumerate(by) if axis.dimension.name == "unit" and axis.at is None), None)
    if place is None:
        return []
    shown = dict.fromkeys(str(row[place]) for row in rows if row[place] is not None)
    within = {unit: next((above for above in lists.chain(unit)[1:] if above in shown), "") for unit in shown}
    told = [f"{lists.units[unit].name} ({unit_label(lists, above)})" for unit, above in within.items() if above]
    if not told:
        return []
    more = len(told) - _MOST_OWN_ROWS
    listed = "; ".join(map(visible, told[:_MOST_OWN_ROWS]))
    listed += translate(N_(" … and {number} more")).format(number=number(more)) if more > 0 else ""
    return [translate(_OWN_ROWS).format(units=listed)]
