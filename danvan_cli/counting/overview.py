"""The year at a glance: the questions that are asked every year, each a table with a stable name."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from danvan_cli.counting.counter import Counter
from danvan_cli.counting.ledger import COUNTED, Ledger
from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.query import Grouping
from danvan_cli.counting.question import Asked, Question, find_dimension_of_filter, read_years
from danvan_cli.counting.tables import Table
from danvan_cli.counting.tally import Context, answer, read, trust_lists
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.periods import Period

# What every measure of the overview has, so that one filter means the same in all its tables.
COMMON = ("year", "unit", "kind", "tag", "level")


class _Plan(NamedTuple):
    name: str
    measure: str
    by: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    always: bool = False


_PLANS = (
    _Plan("registered", "registered", always=True),
    _Plan("registered-by-origin", "registered", ("origin",)),
    _Plan("active", "active"),
    _Plan("units", "units"),
    _Plan("surveyed", "surveyed"),
    _Plan("rated", "rated"),
    _Plan("effective", "effective"),
    _Plan("recognized", "recognized", always=True),
    _Plan("outstanding", "outstanding"),
    _Plan("proposed", "proposed"),
    _Plan("recognized-by-level-kind", "recognized", ("level", "kind")),
    _Plan("recognized-by-level-rating", "recognized", ("level", "rating")),
    _Plan("registered-by-field-kind", "registered", ("field", "kind")),
)
# What is noted of the registered and recognized holds for these: it is not said, nor asked, again.
_UNNOTED = ("registered-by-origin", "active", "units", "surveyed", "rated", "effective", "outstanding")
_AWARDS = ("authority", "form", "kind")


def overview(ledger: Ledger, asked: Asked) -> list[Table]:
    """Answer the questions of the year; those with nothing to say are left out.

    Raises RequestError or ListsUnreadableError.
    """
    period = ledger.period(read_years(asked.year) if asked.year else None)
    _check(asked)
    first, last = period
    scope = Scope(COUNTED, first, last, (0 if first < last else first, last))
    return ledger.answer(scope, lambda db, lists: _ask(db, lists, period, asked, ledger.revision))


def _ask(db: sqlite3.Connection, lists: Lists, period: Period, asked: Asked, revision: str | None) -> list[Table]:
    trust_lists(db)
    counter = Counter(db)
    asker = _Asker(counter, lists, asked, Context(revision))
    plans = [*_PLANS, *_plans_of_awards(lists), *_plans_of_others(asked), _Plan("results", "results")]
    questions = [(plan, asker.read(plan, period)) for plan in plans]
    _prepare(counter, (question for _, question in questions))
    return list(_answered(asker, questions))


def _check(asked: Asked) -> None:
    for option, value in (
        ("--by", asked.by),
        ("--count", asked.count),
        ("--as-of", asked.as_of),
        ("--vs", asked.vs),
        ("--zeros", asked.zeros),
    ):
        if value:
            raise RequestError("overview-option", value=option)
    for typed in asked.where:
        dimension = find_dimension_of_filter(typed)
        if dimension is not None and dimension.name not in COMMON:
            raise RequestError("overview-filter", value=typed, known=", ".join(COMMON))


def _plans_of_awards(lists: Lists) -> Iterator[_Plan]:
    """Give the awards, and in a table of their own the forms that the vocabulary sets apart (medals)."""
    apart = [entry.id for entry in lists.entries("form").values() if entry.apart]
    if not apart:
        yield _Plan("awards", "awards", always=True)
        yield _Plan("awards-by-authority-form-kind", "awards", _AWARDS)
        return
    forms = ",".join(apart)
    yield _Plan("awards", "awards", (), (f"form!={forms}",), always=True)
    yield _Plan("awards-by-authority-form-kind", "awards", _AWARDS, (f"form!={forms}",))
    yield _Plan("awards-apart", "awards", _AWARDS, (f"form={forms}",))


def _plans_of_others(asked: Asked) -> Iterator[_Plan]:
    """Give what is counted of each further type of records, unless a filter asks what it does not state."""
    dimensions = {dimension.name for dimension in map(find_dimension_of_filter, asked.where) if dimension}
    for record_type in RECORD_TYPES.values():
        if record_type.measure and dimensions <= set(MEASURES[record_type.measure].dimensions):
            yield _Plan(record_type.measure, record_type.measure)


class _Asker:
    """Reads and answers the overview's questions with the filters that a person added."""

    def __init__(self, counter: Counter, lists: Lists, asked: Asked, context: Context) -> None:
        self.counter, self.lists, self.asked, self.context = counter, lists, asked, context

    def read(self, plan: _Plan, period: Period) -> Question:
        """Make a plan's question."""
        measure = MEASURES[plan.measure]
        basis = measure.bases[0] if measure.bases else None
        question = Question(measure, period, basis=basis, units_now=self.asked.units_now)
        return read(self.counter.db, self.lists, question, self._asked(plan))

    def answer(self, plan: _Plan, question: Question) -> Table:
        """Answer a plan's question."""
        context = Context(self.context.revision, name=plan.name, notes=plan.name not in _UNNOTED)
        return answer(self.counter, self.lists, question, self._asked(plan), context)

    def _asked(self, plan: _Plan) -> Asked:
        return replace(self.asked, by=plan.by, where=(*self.asked.where, *plan.where), count=None)


def _prepare(counter: Counter, questions: Iterable[Question]) -> None:
    """Ask all that is wanted of the same facts at once."""
    together: dict[Question, list[Grouping]] = {}
    for question in questions:
        by = question.by
        together.setdefault(replace(question, by=()), []).extend([(), by, by[:-1], by[-1:]])
    for question, groupings in together.items():
        counter.prepare(question, groupings)


def _answered(asker: _Asker, questions: Iterable[tuple[_Plan, Question]]) -> Iterator[Table]:
    for plan, question in questions:
        if plan.always or asker.counter.cells(question, question.by):
            yield asker.answer(plan, question)
