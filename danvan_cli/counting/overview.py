"""The year at a glance: the questions that are asked every year, each a table with a stable name."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.ledger import COUNTED, Ledger
from danvan_cli.counting.measures import DIMENSION_NAMES, Measure
from danvan_cli.counting.query import Grouping
from danvan_cli.counting.question import Question, QuestionText, find_dimension_of_filter, read_years
from danvan_cli.counting.tables import Table
from danvan_cli.counting.tally import (
    AnswerContext,
    answer,
    open_ledger,
    read,
    scope_of,
    state_of,
    trust_lists,
    unread_in,
)
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.vietnamese_names import all_of
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_
from danvan_cli.text.periods import Period

OVERVIEW_FILTER = Message(
    "overview-filter", N_("The overview can be asked only by {known}; for “{value}” name a measure.")
)
OVERVIEW_OPTION = Message(
    "overview-option", N_("{option} needs a measure, such as: danvan tally registered {option} …")
)

# What every measure of the overview has, so that one filter means the same in all its tables.
COMMON = ("year", "unit", "kind", "tag", "level")


class _PlannedQuestion(NamedTuple):
    """A question of the year; `part` tells its table from the others of its measure.

    One that is asked `by_files` stands there, too, where files of what it counts cannot be read.
    """

    measure: Measure
    part: str = ""
    by: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    always: bool = False
    by_files: bool = False

    @property
    def name(self) -> str:
        """Return the stable name of its table."""
        return "-".join(part for part in (self.measure.name, self.part) if part)


_PLANS = (
    _PlannedQuestion(measures.REGISTERED, always=True),
    _PlannedQuestion(measures.REGISTERED, "by-origin", ("origin",)),
    _PlannedQuestion(measures.ACTIVE),
    _PlannedQuestion(measures.UNITS),
    _PlannedQuestion(measures.SURVEYED),
    _PlannedQuestion(measures.RATED),
    _PlannedQuestion(measures.EFFECTIVE),
    _PlannedQuestion(measures.NOMINATED),
    _PlannedQuestion(measures.RECOGNIZED, always=True),
    _PlannedQuestion(measures.OUTSTANDING),
    _PlannedQuestion(measures.PROPOSED),
    _PlannedQuestion(measures.RECOGNIZED, "by-level-kind", ("level", "kind")),
    _PlannedQuestion(measures.RECOGNIZED, "by-level-rating", ("level", "rating")),
    _PlannedQuestion(measures.REGISTERED, "by-field-kind", ("field", "kind")),
)
# What is noted of the registered and recognized holds for these: it is not said, nor asked, again.
_UNNOTED = ("registered-by-origin", "active", "units", "surveyed", "rated", "effective", "nominated", "outstanding")
_AWARDS = ("authority", "form", "kind")


def overview(ledger: Ledger, asked: QuestionText) -> list[Table]:
    """Return the answers to the questions of the year; those with nothing to say are left out.

    Raise RequestError or ListsUnreadableError.
    """
    period = ledger.period(read_years(asked.year) if asked.year else None)
    _check(asked)
    first, last = period
    if asked.evidence:
        db, lists = open_ledger(ledger, None)
        state = state_of(ledger, db, lists, period)
        return _ask(db, lists, period, asked, AnswerContext(ledger.revision, state=state))
    scope = Scope(COUNTED, first, last, (0 if first < last else first, last), lasting=True)
    return ledger.answer(scope, lambda db, lists: _ask(db, lists, period, asked, AnswerContext(ledger.revision)))


def _ask(
    db: sqlite3.Connection, lists: Lists, period: Period, asked: QuestionText, context: AnswerContext
) -> list[Table]:
    trust_lists(db)
    counter = Counter(db)
    asker = _Asker(counter, lists, asked, context)
    plans = [*_PLANS, *_plans_of_awards(lists), *_plans_of_others(asked), _PlannedQuestion(measures.RESULTS)]
    questions = [(plan, asker.read(plan, period)) for plan in plans]
    _prepare(counter, (question for _, question in questions))
    return [
        asker.answer(plan, question)
        for plan, question in questions
        if plan.always or counter.cells(question, question.by) or (plan.by_files and _has_unread(counter, question))
    ]


def _has_unread(counter: Counter, question: Question) -> bool:
    """Whether files that a question would count cannot be read: its table names them."""
    return bool(unread_in(counter, scope_of(question)))


def _check(asked: QuestionText) -> None:
    """Raise RequestError for options that need a measure, and for filters that not all tables have."""
    for option, value in (
        ("--by", asked.by),
        ("--count", asked.basis),
        ("--from", asked.since),
        ("--as-of", asked.as_of),
        ("--vs", asked.vs),
        ("--zeros", asked.zeros),
        ("--include-open", asked.include_open),
    ):
        if value:
            raise RequestError(OVERVIEW_OPTION, option=option)
    for typed in asked.where:
        dimension = find_dimension_of_filter(typed)
        if dimension is not None and dimension.name not in COMMON:
            raise RequestError(
                OVERVIEW_FILTER, value=typed, known=all_of({name: DIMENSION_NAMES[name] for name in COMMON})
            )


def forms_apart(lists: Lists) -> str:
    """Return the forms of awards that the vocabulary sets apart (medals), as a condition names them."""
    return ",".join(entry.id for entry in lists.entries("form").values() if entry.apart)


def _plans_of_awards(lists: Lists) -> Iterator[_PlannedQuestion]:
    """Yield the awards, and in a table of their own the forms that the vocabulary sets apart (medals)."""
    forms = forms_apart(lists)
    others = (f"form!={forms}",) if forms else ()
    yield _PlannedQuestion(measures.AWARDS, where=others, always=True)
    yield _PlannedQuestion(measures.AWARDS, "by-authority-form-kind", _AWARDS, others)
    if forms:
        yield _PlannedQuestion(measures.AWARDS, "apart", _AWARDS, (f"form={forms}",))


def _plans_of_others(asked: QuestionText) -> Iterator[_PlannedQuestion]:
    """Yield what is counted of each further type of records, unless a filter asks what it does not state."""
    dimensions = {dimension.name for dimension in map(find_dimension_of_filter, asked.where) if dimension}
    for record_type in RECORD_TYPES.values():
        for name in filter(None, (record_type.measure, *record_type.measured_beside)):
            measure = measures.MEASURES[name]
            if dimensions <= set(measure.dimensions):
                yield _PlannedQuestion(measure, by_files=True)
                if record_type.measured_by and name == record_type.measure:
                    yield _PlannedQuestion(measure, f"by-{'-'.join(record_type.measured_by)}", record_type.measured_by)


class _Asker:
    """Reads and answers the overview's questions with the filters that a person added."""

    def __init__(self, counter: Counter, lists: Lists, asked: QuestionText, context: AnswerContext) -> None:
        self.counter, self.lists, self.asked, self.context = counter, lists, asked, context

    def read(self, plan: _PlannedQuestion, period: Period) -> Question:
        """Return a plan's question."""
        bases = plan.measure.bases
        basis = bases[0] if bases else None
        question = Question(plan.measure, period, basis=basis, units_now=self.asked.units_now)
        return read(self.counter.db, self.lists, question, self._asked(plan))

    def answer(self, plan: _PlannedQuestion, question: Question) -> Table:
        """Return the answer to a plan's question."""
        revision, state = self.context.revision, self.context.state
        context = AnswerContext(revision, name=plan.name, state=state, notes=plan.name not in _UNNOTED)
        return answer(self.counter, self.lists, question, self._asked(plan), context)

    def _asked(self, plan: _PlannedQuestion) -> QuestionText:
        return self.asked._replace(by=plan.by, where=(*self.asked.where, *plan.where), basis=None)


def _prepare(counter: Counter, questions: Iterable[Question]) -> None:
    """Ask all that is wanted of the same facts at once."""
    together: dict[Question, list[Grouping]] = {}
    for question in questions:
        by = question.by
        together.setdefault(question._replace(by=()), []).extend([(), by, by[:-1], by[-1:]])  # total, cells, margins
    for question, groupings in together.items():
        counter.prepare(question, groupings)
