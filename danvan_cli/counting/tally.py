"""A question, asked and answered as a table."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping

from danvan_cli.counting import measures, query
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.evidence import evidence_of, unknown_cells, with_senders
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.measures import DIMENSIONS, Measure
from danvan_cli.counting.notes import is_unknown, notes_on, notes_on_comparison
from danvan_cli.counting.query import Cells, Grouping, is_lower_bound
from danvan_cli.counting.question import (
    DAYS_LACKING,
    DAYS_REVERSED,
    NO_VALUE,
    OPEN_LACKING,
    Axis,
    Filter,
    Question,
    QuestionText,
    check_basis,
    last_span,
    read_by,
    read_filter,
    read_years,
    units_meant,
)
from danvan_cli.counting.tables import EachTime, FolderState, Margins, Note, RowOrder, Table, TableRow, Value
from danvan_cli.counting.zeros import possible_cells
from danvan_cli.domain.errors import ListsUnreadableError, RequestError
from danvan_cli.domain.field_types import DATE
from danvan_cli.domain.messages import NO_DATE, Message
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.vietnamese_names import BothNames
from danvan_cli.index import problems
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.dates import first_day, last_day, read_typed_date
from danvan_cli.text.mark import N_
from danvan_cli.text.periods import Period, moved_span

VS_BY_YEAR = Message("vs-by-year", N_("--vs compares periods, so it does not go with --by year."))


def tally(ledger: Ledger, measure: Measure, asked: QuestionText) -> Table:
    """Return the answer to a question as a table; raise RequestError or ListsUnreadableError."""
    question, vs = frame(ledger, measure, asked)
    db, lists, question = open_and_read(ledger, question, vs, asked)
    state = state_of(ledger, db, lists, question.period) if asked.evidence else None
    return answer(Counter(db), lists, question, asked, AnswerContext(ledger.revision, vs, state=state))


def state_of(ledger: Ledger, db: sqlite3.Connection, lists: Lists, period: Period) -> FolderState:
    """Return the state of the folder behind an answer; `db` must be in step with all files."""
    from danvan_cli.counting.checking import check_period  # noqa: PLC0415 - asked for where a paper is printed

    errors, warnings, _ = check_period(db, lists, ledger, period)
    return FolderState(errors, warnings, ledger.source.saved())


def open_and_read(
    ledger: Ledger,
    question: Question,
    vs: Period | None,
    asked: QuestionText,
    widened: Callable[[Scope], Scope] = lambda scope: scope,
) -> tuple[sqlite3.Connection, Lists, Question]:
    """Open the index for the question, and read its axes and filters; raise RequestError or ListsUnreadableError.

    A value that no list has may be recorded in a year that the question does not touch: it is looked for in all.
    `widened` adds the files that matter besides.
    """
    db, lists = _open(ledger, question, vs, asked, widened)
    try:
        return db, lists, read(db, lists, question, asked)
    except RequestError as error:
        if error.message is not NO_VALUE:
            raise
    db, lists = open_ledger(ledger, None)
    return db, lists, read(db, lists, question, asked)


def _open(
    ledger: Ledger,
    question: Question,
    vs: Period | None,
    asked: QuestionText,
    widened: Callable[[Scope], Scope],
) -> tuple[sqlite3.Connection, Lists]:
    """Open the index for what the answer says: the number, the units that sent nothing, last year's open models."""
    if asked.evidence:
        return open_ledger(ledger, None)
    scope = widened(with_senders(_scope_of_both(question, vs) if vs else scope_of(question)))
    if question.measure is not measures.ACTIVE or not (asked.for_people or asked.include_open):
        return open_ledger(ledger, scope)
    first = question.period.first
    scope = scope._replace(models=(min(first - 1, scope.models[0]), scope.models[1]))
    db, lists = open_ledger(ledger, scope)
    if scope.models[0] and query.continues_earlier(db, first - 1, first):
        return open_ledger(ledger, scope._replace(models=(0, scope.models[1])))
    return db, lists


class AnswerContext:
    """What an answer carries beside the question.

    The revision, the period compared with, its stable name, the state of the folder, and whether to note anything.
    """

    def __init__(
        self,
        revision: str | None,
        vs: Period | None = None,
        name: str = "",
        *,
        state: FolderState | None = None,
        notes: bool = True,
    ) -> None:
        self.revision = revision
        self.state = state
        self.notes = notes
        self.vs = vs
        self.name = name


def frame(ledger: Ledger, measure: Measure, asked: QuestionText) -> tuple[Question, Period | None]:
    """Return a question with what decides which files matter (years, day, basis), and the period of --vs."""
    since, as_of = _read_day(measure, asked.since), _read_day(measure, asked.as_of)
    since, as_of = since and first_day(since), as_of and last_day(as_of)
    if since and as_of and as_of < since:
        raise RequestError(DAYS_REVERSED, date=since, other_date=as_of)
    period = ledger.period(read_years(asked.year) if asked.year else None, as_of or last_span(asked.where))
    basis = check_basis(measure, asked.basis)
    vs = read_years(asked.vs) if asked.vs else None
    if asked.include_open and measure is not measures.ACTIVE:
        raise RequestError(OPEN_LACKING, known=BothNames(measures.ACTIVE.name, measures.ACTIVE.names[0]))
    question = Question(measure, period, basis=basis, since=since, as_of=as_of, units_now=asked.units_now)
    return question._replace(include_open=asked.include_open), vs


def _read_day(measure: Measure, typed: str | None) -> str | None:
    if typed is None:
        return None
    date = read_typed_date(typed)
    if date is None:
        raise DATE.refused(typed) or RequestError(NO_DATE, value=typed)
    if not measure.has_days:
        raise RequestError(DAYS_LACKING, measure=measure.name)
    return date


def scope_of(question: Question) -> Scope:
    """Return which files the question can touch."""
    first, last = question.period
    earliest = 0 if question.lineages else first - 1 if question.include_open else first
    begun = 0 if question.measure is measures.RUNNING else first  # what still runs may have begun in any year
    return Scope(question.measure.kinds, begun, last, (earliest, last))


def _scope_of_both(question: Question, vs: Period) -> Scope:
    """Return which files the question, and the same of the period compared with, can touch."""
    scope, compared = scope_of(question), scope_of(question.over(vs))
    models = (min(scope.models[0], compared.models[0]), max(scope.models[1], compared.models[1]))
    return Scope(scope.kinds, min(scope.first, compared.first), max(scope.last, compared.last), models)


def open_ledger(ledger: Ledger, scope: Scope | None) -> tuple[sqlite3.Connection, Lists]:
    """Open the index for a scope; raise ListsUnreadableError."""
    db, lists = ledger.open(scope)
    trust_lists(db)
    return db, lists


def trust_lists(db: sqlite3.Connection) -> None:
    """Raise ListsUnreadableError where danvan.yaml or units.yaml cannot be read: no number can be trusted then."""
    broken = problems.of_lists(db)
    if broken:
        raise ListsUnreadableError(broken)


def read(db: sqlite3.Connection, lists: Lists, question: Question, asked: QuestionText) -> Question:
    """Return the question with its axes and filters, whose names are matched with what is there."""
    measure = question.measure
    is_meant = units_meant(lists, question)
    where = tuple(read_filter(db, measure, typed, lists, is_meant) for typed in asked.where)
    by = read_by(measure, asked.by, lists)
    if asked.vs and any(axis.dimension.name == "year" for axis in by):
        raise RequestError(VS_BY_YEAR)
    if measure.adds_unlike_things and not _has_one_indicator(where, by):
        by = (*by, Axis("indicator", DIMENSIONS["indicator"]))
    status = any(axis.dimension.name == "status" for axis in (*by, *(condition.axis for condition in where)))
    question = question._replace(by=by, where=where, every_status=status)
    return question._replace(basis="each") if asked.basis is None and question.names_who_says_it else question


def _has_one_indicator(where: Iterable[Filter], by: Iterable[Axis]) -> bool:
    grouped = any(axis.dimension.name == "indicator" for axis in by)
    of_indicator = [condition for condition in where if condition.axis.dimension.name == "indicator"]
    return grouped or any(condition.operator != "!=" and len(condition.values) == 1 for condition in of_indicator)


def answer(counter: Counter, lists: Lists, question: Question, asked: QuestionText, context: AnswerContext) -> Table:
    """Count, order the rows, and note what has to be said; return the table."""
    compared = question.over(context.vs) if context.vs else None
    by = question.by
    counter.prepare(question, [by, (), by[:-1], by[-1:]] if asked.for_people else [by, ()])  # cells, total, margins
    total, vs_total = counter.total(question), counter.total(compared) if compared else None
    unread = unread_of(counter, [question, *([compared] if compared else [])], zeros=asked.zeros)
    return Table(
        asked,
        question,
        _rows(counter, lists, question, compared, asked) if question.by else [TableRow((), total or 0, vs_total)],
        total,
        vs_total,
        str(context.vs) if context.vs else None,
        _margins(counter, question) if asked.for_people and len(question.by) > 1 else None,
        notes_of(counter, question, context.vs) if asked.for_people and context.notes else [],
        unread,
        context.revision,
        context.name,
        is_lower_bound(counter.db, question),
        is_unknown(counter, question),
        compared is not None and is_unknown(counter, compared),
        _each_time(counter, question) if asked.for_people and not compared else None,
        evidence_of(counter, lists, question, unread, context.state),
    )


def notes_of(counter: Counter, question: Question, vs: Period | None) -> list[Note]:
    """Return what has to be said under an answer."""
    return [*notes_on(counter, question), *(notes_on_comparison(counter, question.over(vs)) if vs else [])]


def unread_of(counter: Counter, questions: Iterable[Question], *, zeros: bool = False) -> list[Problem]:
    """Return what could not be read and would have been counted; with `zeros` also what would tell 0 from nothing."""
    unread: list[Problem] = []
    for question in questions:
        scope = scope_of(question)
        of_question = unread_in(counter, with_senders(scope) if zeros else scope)
        unread += [problem for problem in of_question if problem not in unread]
    return unread


def unread_in(counter: Counter, scope: Scope) -> list[Problem]:
    """Return what could not be read of what a question touches, asked once for all questions that touch the same."""
    return counter.remembered(("unread", scope), lambda: problems.of_scope(counter.db, scope))


def _rows(
    counter: Counter, lists: Lists, question: Question, compared: Question | None, asked: QuestionText
) -> list[TableRow]:
    counts: Mapping[tuple[Value, ...], int | None] = counter.cells(question, question.by)
    before: Mapping[tuple[Value, ...], int | None] | None = None
    if compared:
        before = _moved_to(question, compared, counter.cells(compared, question.by))
    keys = set(counts) | set(before or ())
    if asked.zeros:
        keys |= set(possible_cells(lists, question))
        counts = {**unknown_cells(counter.db, question, keys), **counts}
        before = {**unknown_cells(counter.db, compared, keys), **before} if compared and before is not None else before
    order = RowOrder(lists, question.by)
    return [
        TableRow(key, counts.get(key, 0), None if before is None else before.get(key, 0))
        for key in sorted(keys, key=order)
    ]


def _moved_to(question: Question, compared: Question, cells: Cells) -> Cells:
    """Put the months and quarters compared with beside those asked for."""
    years = question.period.first - compared.period.first
    spans = [axis.dimension.type == "span" for axis in question.by]
    if not any(spans):
        return cells

    def moved(values: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(
            moved_span(str(value), years) if is_span and value else value
            for value, is_span in zip(values, spans, strict=True)
        )

    return {moved(values): number for values, number in cells.items()}


def _margins(counter: Counter, question: Question) -> Margins:
    """Return the totals of rows and columns; they are asked for, and never added up from cells."""
    rows, columns = question.by[:-1], question.by[-1:]
    return Margins(
        counter.cells(question, rows) if has_like_cells(question, rows) else None,
        {key[0]: value for key, value in counter.cells(question, columns).items()}
        if has_like_cells(question, columns)
        else None,
    )


def _each_time(counter: Counter, question: Question) -> EachTime | None:
    """Return what each level says beside where models count, if the table is one by level and the two differ."""
    by_level = any(axis.dimension.name == "level" for axis in question.by)
    if not by_level or question.basis != "yearly" or not question.measure.is_of_evaluations:
        return None
    if question.measure.adds_unlike_things or not counter.at_lower_levels(question):
        return None
    each, by = question._replace(basis="each"), question.by
    counter.prepare(each, [by, by[:-1], by[-1:], ()])
    cells, rows, columns = (counter.cells(each, grouping) for grouping in (by, by[:-1], by[-1:]))
    return EachTime(cells, rows, columns, counter.total(each) or 0)


def has_like_cells(question: Question, grouping: Grouping) -> bool:
    """Whether each cell holds one indicator only."""
    return not question.measure.adds_unlike_things or _has_one_indicator(question.where, grouping)
