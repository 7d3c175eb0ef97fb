"""Several measures side by side: a table with a row a unit, as the annex of a report has it (docs/design.md, JSON).

Each column is a question of its own, with its own conditions, so its total and what stands behind a cell are those of
`tally` and `list`.
"""

import re
import sqlite3
from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Never

from danvan_cli.counting import measures, query
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.evidence import (
    units_outside,
    units_with_records,
    units_without_records,
    unknown_cells,
    with_senders,
)
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.notes import notes_on_period, without_unit
from danvan_cli.counting.query import FileBehind
from danvan_cli.counting.question import Axis, Filter, Question, QuestionText, read_measure
from danvan_cli.counting.tables import Evidence, Note, RowOrder, Value
from danvan_cli.counting.tally import frame, open_ledger, read, scope_of, state_of, unread_of
from danvan_cli.counting.zeros import possible_cells
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import GIVEN_TWICE, Message
from danvan_cli.domain.names import OFFICE_FILE
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.vietnamese_names import nearest_of
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.fold import agrees
from danvan_cli.text.mark import N_

NO_COLUMN = Message(
    "no-column",
    N_(
        "“{value}” is no column. Nearest: {near}. Write a measure and its conditions, such as “recognized level=xa”, "
        "or a name kept under columns in danvan.yaml."
    ),
)
COLUMN_OPTION = Message("column-option", N_("{option} does not go with several columns; ask for one measure."))
ONE_INDICATOR = Message(
    "one-indicator", N_("A column of {measure} adds up one indicator only: add indicator={value}, or another one.")
)

_LABELLED = re.compile(r"\s*([^:=]+?)\s*:\s+(.+)", re.DOTALL)
_NEXT_CONDITION = re.compile(r"\s+(?=[^\s=!]+(?:!=|==|=))")
_BASIS = re.compile(r"\s*(?:count|cach-tinh)\s*=\s*(\S+)\s*")


class ColumnText(NamedTuple):
    """A column as it was typed: its name, the measure, its conditions and its basis."""

    name: str
    measure: str
    where: tuple[str, ...] = ()
    basis: str | None = None


class Column(NamedTuple):
    """A column: its name, whether somebody gave it that, its conditions as typed, and what it asks.

    `without_unit` is how much the column leaves out, because it is asked of units and that states none.
    """

    name: str
    is_named: bool
    where: tuple[str, ...]
    question: Question
    total: int
    is_lower_bound: bool = False
    without_unit: int = 0


class ColumnRow(NamedTuple):
    """A row: the values of the axes, and a count for each column; None where nothing of its unit is on record."""

    values: tuple[Value, ...]
    counts: tuple[int | None, ...]


class ColumnTable(NamedTuple):
    """Several columns by the same axes. Counts are as in `Table`.

    `at_several_levels` is how many of the recognized models several of the columns count. `outside` are the units
    of which nothing says that they lie in the office's own. `notes` say what the period and its days leave out of each
    measure, whatever its columns ask for. `without_row` are units of which something is on record, though nothing of
    what the columns count. `is_built_in`: the columns are those of the program.
    """

    asked: QuestionText
    by: tuple[Axis, ...]
    columns: list[Column]
    rows: list[ColumnRow]
    at_several_levels: int
    outside: list[str]
    unread: list[Problem]
    evidence: Evidence
    revision: str | None
    notes: list[Note]
    is_built_in: bool = False
    without_row: Sequence[str] = ()


def tally_columns(ledger: Ledger, typed: Sequence[str], asked: QuestionText) -> ColumnTable:
    """Return the answers to several columns as one table; without any, to the built-in ones.

    Raise RequestError or ListsUnreadableError.
    """
    _refuse_options(asked)
    texts = read_column_texts(ledger, typed)
    framed = [frame(ledger, measure, asked)[0] for measure in _measures_of(texts)]
    db, lists = open_ledger(ledger, None if asked.evidence else with_senders(_scope_of_all(map(scope_of, framed))))
    counter = Counter(db)
    columns = [_column(ledger, counter, lists, asked, text) for text in texts or _built_in(lists)]
    questions = [column.question for column in columns]
    shared = read(db, lists, framed[0], asked._replace(by=()))
    silent = units_without_records(db, lists, shared)
    unread = unread_of(counter, questions)
    state = state_of(ledger, db, lists, shared.period) if asked.evidence else None
    files = [query.files_behind(db, question) for question in questions]
    rows = _rows(counter, lists, questions, zeros=asked.zeros)
    return ColumnTable(
        asked,
        questions[0].by,
        columns,
        rows,
        _at_several_levels(questions, files),
        [unit.id for unit in units_outside(db, lists, shared)],
        unread,
        Evidence(*_records(files), len(silent), len({problem.path for problem in unread}), state, silent),
        ledger.revision,
        _notes(counter, lists, framed, asked._replace(by=())),
        is_built_in=not typed,
        without_row=_without_row(db, lists, questions, rows),
    )


def _notes(counter: Counter, lists: Lists, framed: Iterable[Question], asked: QuestionText) -> list[Note]:
    """Return what has to be said of each measure; what holds for all of them, once."""
    measured = {question.measure.name: question for question in framed}.values()
    notes: list[Note] = []
    for question in measured:
        told = notes_on_period(counter, read(counter.db, lists, question, asked))
        notes += [note for note in told if note not in notes]
    return notes


def _refuse_options(asked: QuestionText) -> None:
    """Raise RequestError for options that only one measure has."""
    for option, value in (("--count", asked.basis), ("--vs", asked.vs), ("--include-open", asked.include_open)):
        if value:
            raise RequestError(COLUMN_OPTION, option=option)


def read_column_texts(ledger: Ledger, typed: Iterable[str]) -> list[ColumnText]:
    """Read what was typed of columns; a name kept in danvan.yaml stands for its own. Raise RequestError."""
    texts: list[ColumnText] = []
    kept: Mapping[str, Sequence[str]] | None = None
    for text in typed:
        column = read_column(text)
        if column is None:
            kept = kept_columns(ledger) if kept is None else kept
            texts += [read_column(own) or _refuse(own, kept) for own in _kept_under(text, kept)]
        else:
            texts.append(column)
    twice = [name for name, number in Tally(text.name for text in texts).items() if number > 1]
    if twice:
        raise RequestError(GIVEN_TWICE, value=twice[0])
    return texts


def read_column(text: str) -> ColumnText | None:
    """Read `recognized level=xa`, or `Cấp xã: recognized level=xa`; None where no measure stands there."""
    labelled = _LABELLED.fullmatch(text)
    name, rest = (labelled[1], labelled[2]) if labelled else ("", text)
    measure, *conditions = _NEXT_CONDITION.split(rest.strip())
    if measures.find_measure(measure) is None:
        return None
    bases = [match[1] for match in map(_BASIS.fullmatch, conditions) if match]
    where = tuple(condition for condition in conditions if not _BASIS.fullmatch(condition))
    return ColumnText(name or " ".join(rest.split()), measure, where, bases[-1] if bases else None)


def kept_columns(ledger: Ledger) -> Mapping[str, Sequence[str]]:
    """Return the sets of columns that danvan.yaml keeps, by their names."""
    from danvan_cli.domain.fields import OFFICE  # noqa: PLC0415 - only where a name was typed
    from danvan_cli.domain.reading import read_office  # noqa: PLC0415 - likewise

    reading, _ = read_office(OFFICE_FILE, ledger.source.read(OFFICE_FILE), {})
    kept = reading.stated.values.get(OFFICE["columns"].key) or {}
    return {name: [str(text) for text in texts] for name, texts in kept.items() if isinstance(texts, list)}


def _kept_under(name: str, kept: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the columns kept under a name; raise RequestError."""
    meant = next((texts for known, texts in kept.items() if agrees(name, known)), None)
    return meant if meant is not None else [_refuse(name, kept)]


def _refuse(name: str, kept: Mapping[str, Sequence[str]]) -> Never:
    """Raise RequestError for what is no column."""
    known = {measure.name: measure.names[0] for measure in measures.MEASURES.values()} | {own: own for own in kept}
    raise RequestError(NO_COLUMN, value=name, near=nearest_of(name.partition(" ")[0], known))


_BUILT_IN = (measures.REGISTERED, measures.SURVEYED, measures.RATED, measures.RECOGNIZED, measures.AWARDS)


def _measures_of(texts: Sequence[ColumnText]) -> Sequence[Measure]:
    return [read_measure(text.measure) for text in texts] or _BUILT_IN


def _built_in(lists: Lists) -> Iterator[ColumnText]:
    """Yield the columns that every annex has: registered, surveyed, each rating, recognized by each level, awards."""
    parts = {measures.RATED: "rating", measures.RECOGNIZED: "level"}
    for measure in _BUILT_IN:
        part = parts.get(measure)
        for entry in lists.entries(part) if part else [""]:
            condition = f"{part}={entry}" if entry else ""
            yield ColumnText(f"{measure.name} {condition}".strip(), measure.name, (condition,) if entry else ())


def _scope_of_all(scopes: Iterable[Scope]) -> Scope:
    """Return which files several questions can touch."""
    listed = list(scopes)
    kinds = tuple(dict.fromkeys(kind for scope in listed for kind in scope.kinds))
    models = (min(scope.models[0] for scope in listed), max(scope.models[1] for scope in listed))
    first, last = min(scope.first for scope in listed), max(scope.last for scope in listed)
    return Scope(kinds, first, last, models)


def _column(ledger: Ledger, counter: Counter, lists: Lists, asked: QuestionText, text: ColumnText) -> Column:
    own = asked._replace(where=(*asked.where, *text.where), basis=text.basis)
    question = read(counter.db, lists, frame(ledger, read_measure(text.measure), own)[0], own)
    if question.measure.adds_unlike_things and len(question.by) > len(_axes(asked)):
        indicators = lists.entries("indicator")
        raise RequestError(ONE_INDICATOR, measure=question.measure.name, value=next(iter(indicators), "…"))
    counter.prepare(question, [question.by, ()])
    is_named = text.name != " ".join((text.measure, *text.where))
    is_lower_bound = query.is_lower_bound(counter.db, question)
    total = counter.total(question) or 0
    return Column(text.name, is_named, text.where, question, total, is_lower_bound, without_unit(counter, question))


def _axes(asked: QuestionText) -> list[str]:
    return [name for part in asked.by for name in part.split(",") if name.strip()]


def _rows(counter: Counter, lists: Lists, questions: Sequence[Question], *, zeros: bool) -> list[ColumnRow]:
    by = questions[0].by
    if not by:
        return []
    cells = [counter.cells(question, question.by) for question in questions]
    keys = {key for of_column in cells for key in of_column}
    if zeros:
        keys |= set(_possible_rows(lists, questions))
    unknown = unknown_cells(counter.db, questions[0], keys)
    return [
        ColumnRow(key, tuple(of_column.get(key, None if key in unknown else 0) for of_column in cells))
        for key in sorted(keys, key=RowOrder(lists, by))
    ]


def _possible_rows(lists: Lists, questions: Sequence[Question]) -> Iterable[tuple[Value, ...]]:
    return possible_cells(lists, questions[0]._replace(where=_common(questions)))


def _without_row(
    db: sqlite3.Connection, lists: Lists, questions: Sequence[Question], rows: Iterable[ColumnRow]
) -> list[str]:
    """Return the units that have no row in a table by unit alone, though something of theirs is on record.

    The office itself, and what it lies in, sends no list that could be missed.
    """
    by = questions[0].by
    if len(by) != 1 or by[0].dimension.name != "unit":
        return []
    recorded = units_with_records(db, questions[0], by[0]).difference(lists.chain(lists.setting("unit") or ""))
    shown = {row.values for row in rows}
    return [str(key[0]) for key in _possible_rows(lists, questions) if key[0] in recorded and key not in shown]


def _common(questions: Sequence[Question]) -> tuple[Filter, ...]:
    """Return the conditions that all columns have, whose dimension is one of the axes' own."""
    first, *others = questions
    return tuple(condition for condition in first.where if all(condition in other.where for other in others))


def _records(files: Iterable[Sequence[FileBehind]]) -> tuple[int, int, int]:
    """Return of how many records the columns are, how many of these are bare numbers, how many lack a decision."""
    behind = {file.file: file for of_column in files for file in of_column}.values()
    return len(behind), sum(file.is_grouped for file in behind), sum(file.is_undecided for file in behind)


def _at_several_levels(questions: Sequence[Question], files: Sequence[Sequence[FileBehind]]) -> int:
    """Return how many models are recognized in several of the columns, each of which names a level."""
    weights: dict[int, int] = {}
    columns: Tally[int] = Tally()
    for question, of_column in zip(questions, files, strict=True):
        if question.measure is measures.RECOGNIZED and question.names_who_says_it:
            weights |= {file.model: file.weight for file in of_column}
            columns.update({file.model for file in of_column})
    return sum(weights[model] for model, number in columns.items() if number > 1)
