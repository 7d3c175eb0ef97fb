"""Why a number is another one at another state: each record that entered, left or changed its weight, and why.

Both states are asked the same question; what each record adds to the two numbers is subtracted, so the contributions
add up to the difference.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.counting import measures, query
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.listing import ListOrder, rows_of
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.notes import is_unknown, notes_on_empty_years, revoked_since
from danvan_cli.counting.query import CountedFact, SaidFact
from danvan_cli.counting.question import NO_VALUE, Filter, Question, QuestionText, read_filter, units_meant
from danvan_cli.counting.tables import ListedRecord, Note
from danvan_cli.counting.tally import frame, open_ledger, scope_of
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.problem import Problem
from danvan_cli.index import problems
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.order import sort_key

Fact = tuple[str, str]  # the path of its file, and its indicator
Thing = tuple[object, str]  # what counts once: a fact, a unit or a recipient


class CountedState(NamedTuple):
    """What one state of the folder says to a question.

    `listed` is what is counted, as a list shows it, `behind` the facts of each: of a unit or a recipient there may be
    several. `said` is all that the files say, `standing` what of that stands for a thing before anything is filtered.
    `roots` are the lineages of models, by their paths, `notes` say what was revoked since the day that is asked for,
    or that nothing is on record; then a total of 0 is one that nobody knows: `is_unknown`.
    """

    question: Question
    listed: Mapping[Thing, ListedRecord]
    behind: Mapping[Thing, Sequence[Fact]]
    total: int | None
    unread: Sequence[Problem]
    said: Mapping[Fact, SaidFact]
    standing: Mapping[Fact, SaidFact]
    roots: Mapping[str, str]
    lists: Lists
    revision: str | None
    notes: Sequence[Note] = ()
    is_unknown: bool = False


class Contribution(NamedTuple):
    """What something adds to the difference: what it counted before, and after."""

    thing: Thing
    record: ListedRecord
    before: int
    after: int

    @property
    def change(self) -> int:
        """Return by how much it changes the number."""
        return self.after - self.before


class Comparison(NamedTuple):
    """A number at two states, and what makes the difference."""

    question: Question
    before: CountedState
    after: CountedState
    contributions: Sequence[Contribution]

    @property
    def unread(self) -> list[Problem]:
        """Return what could not be read on either side."""
        return [*self.after.unread, *(problem for problem in self.before.unread if problem not in self.after.unread)]


def compare(before: Ledger, after: Ledger, measure: Measure, asked: QuestionText) -> Comparison:
    """Return a number at two states and what makes the difference; raise RequestError or ListsUnreadableError.

    Years and basis are those of the later state. A value that one state does not know counts 0 there.
    """
    base, _ = frame(after, measure, asked)
    known = _read_filters(after, base, asked)
    later = None
    if not any(isinstance(read, RequestError) for read in known):
        later = _state(after, _question(base, asked, [read for read in known if isinstance(read, Filter)]))
    where = list(map(_known_to_either, known, _read_filters(before, base, asked)))
    question = _question(base, asked, where)
    earlier = _state(before, question)
    if later is None or later.question != question:
        later = _state(after, question)
    return Comparison(question, earlier, later, _contributions(earlier, later))


def _read_filters(ledger: Ledger, question: Question, asked: QuestionText) -> list[Filter | RequestError]:
    """Read the conditions as a state knows them; instead of one that it does not know, what it says to that."""
    for scope in (scope_of(question), None):
        db, lists = open_ledger(ledger, scope)
        read: list[Filter | RequestError] = []
        for typed in asked.where:
            try:
                read.append(read_filter(db, question.measure, typed, lists, units_meant(lists, question)))
            except RequestError as error:
                read.append(error)
        if not any(isinstance(each, RequestError) and each.message is NO_VALUE for each in read):
            break  # else it may be recorded in years that the question does not touch
    ledger.close()
    return read


def _known_to_either(later: Filter | RequestError, earlier: Filter | RequestError) -> Filter:
    """Return a condition as it is asked of both states; raise RequestError where neither can be asked."""
    if isinstance(later, RequestError):
        if isinstance(earlier, RequestError) or later.message is not NO_VALUE:
            raise later
        return earlier
    if isinstance(earlier, Filter) and later.axis.dimension.type in ("text", "tag"):  # in all spellings
        return later._replace(values=tuple(dict.fromkeys([*later.values, *earlier.values])))
    return later


def _question(base: Question, asked: QuestionText, where: Iterable[Filter]) -> Question:
    question = base._replace(where=tuple(where))
    question = question._replace(every_status=any(each.axis.dimension.name == "status" for each in question.where))
    return question._replace(basis="each") if asked.basis is None and question.names_who_says_it else question


def _state(ledger: Ledger, question: Question) -> CountedState:
    """Ask one state of the folder, and let go of its index: two revisions share one."""
    db, lists = open_ledger(ledger, scope_of(question))
    counter = Counter(db)
    listed = {_thing(fact, question): record for fact, record in rows_of(db, lists, question)}
    state = CountedState(
        question,
        listed,
        _behind(listed, query.facts(db, question), question),
        counter.total(question),
        problems.of_scope(db, scope_of(question)),
        {(fact.path, fact.indicator): fact for fact in query.said_facts(db, question, all_said=True)},
        {(fact.path, fact.indicator): fact for fact in query.said_facts(db, question, all_said=False)},
        dict(query.models_by_root(db)) if question.lineages or question.include_open else {},
        lists.kept(),
        ledger.revision,
        [*notes_on_empty_years(counter, question), *revoked_since(counter, question)],
        is_unknown(counter, question),
    )
    ledger.close()
    return state


def _thing(fact: CountedFact, question: Question) -> Thing:
    """Return what counts once: a fact, or the unit or the recipient that it is of."""
    if question.measure is measures.UNITS:
        return fact.unit, ""
    if question.measure is measures.RECIPIENTS and fact.recipient:
        return (fact.recipient, fact.unit, fact.kind), ""
    return fact.path, fact.indicator


def _behind(
    listed: Iterable[Thing], facts: Iterable[CountedFact], question: Question
) -> Mapping[Thing, Sequence[Fact]]:
    behind: dict[Thing, list[Fact]] = {thing: [] for thing in listed}
    for fact in facts:
        if (thing := _thing(fact, question)) in behind:
            behind[thing].append((fact.path, fact.indicator))
    return behind


def _contributions(before: CountedState, after: CountedState) -> list[Contribution]:
    """Return what is counted otherwise, in the order of a list."""
    order = ListOrder(after.lists, sort_key)
    contributions = []
    for thing in dict.fromkeys([*before.listed, *after.listed]):
        was, will = before.listed.get(thing), after.listed.get(thing)
        record = will or was
        if record and (was.value if was else 0) != (will.value if will else 0):
            contributions.append(Contribution(thing, record, was.value if was else 0, will.value if will else 0))
    return sorted(contributions, key=lambda contribution: order(contribution.record))
