"""Opening a number: the records behind it, by the same question."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from danvan_cli.counting import measures, query
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.evidence import evidence_of
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.notes import notes_on
from danvan_cli.counting.query import CountedFact
from danvan_cli.counting.question import Question, QuestionText
from danvan_cli.counting.tables import ListedRecord, RecordListing
from danvan_cli.counting.tally import frame, open_and_read, scope_of, state_of
from danvan_cli.domain.names import UNITS_FILE
from danvan_cli.index import problems
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.order import given_name_key, sort_key


def list_records(
    ledger: Ledger, measure: Measure, asked: QuestionText, *, by_given_name: bool = False
) -> RecordListing:
    """Return the records that a number counts; raise RequestError or ListsUnreadableError."""
    question, _ = frame(ledger, measure, asked)
    db, lists, question = open_and_read(ledger, question, None, asked)
    records = units_of(db, lists, question) if measure is measures.UNITS else records_of(db, question)
    counter = Counter(db)
    state = state_of(ledger, db, lists, question.period) if asked.evidence else None
    unread = problems.of_scope(db, scope_of(question))
    order = ListOrder(lists, given_name_key if by_given_name else sort_key)
    return RecordListing(
        asked,
        question,
        sorted(records, key=order),
        counter.total(question),
        notes_on(counter, question),
        unread,
        ledger.revision,
        query.is_lower_bound(db, question),
        evidence_of(counter, lists, question, unread, state),
    )


class ListOrder:
    """By year, unit, then title or name."""

    def __init__(self, lists: Lists, name_key: Callable[[str], object]) -> None:
        self._units = lists.unit_order
        self._name_key = name_key

    def __call__(self, record: ListedRecord) -> tuple[object, ...]:
        """Return what a record is sorted by."""
        unit = self._units.get(record.unit or "", len(self._units))
        return (
            record.year,
            unit,
            record.title is None,
            self._name_key(record.title or ""),
            record.path,
            record.indicator or "",
        )


def units_of(db: sqlite3.Connection, lists: Lists, question: Question) -> list[ListedRecord]:
    """Return the units that a question counts, a row each."""
    facts = {fact.unit: fact for fact in query.facts(db, question) if fact.unit}
    return [
        ListedRecord(unit, UNITS_FILE if unit in lists.units else fact.path, lists.unit_name(unit), 1, 0, unit, None)
        for unit, fact in facts.items()
    ]


def records_of(db: sqlite3.Connection, question: Question) -> Iterator[ListedRecord]:
    """Return the records that a question counts; of results a row a record and indicator."""
    facts = query.facts(db, question)
    if question.measure is measures.RECIPIENTS:
        facts = iter(_once_a_recipient(sorted(facts, key=attrgetter("path"))))
    return map(listed_record, facts)


def listed_record(fact: CountedFact) -> ListedRecord:
    """Return the row of a list that shows a fact."""
    indicator = fact.indicator or None
    return ListedRecord(
        *(fact.id, fact.path, fact.title, fact.weight, fact.year, fact.unit, fact.kind),
        indicator,
        fact.form,
        fact.stands_for,
    )


def _once_a_recipient(facts: Iterable[CountedFact]) -> list[CountedFact]:
    """Return each recipient once, by her first award; of awards without a name those that are the most of a unit."""
    named: dict[object, CountedFact] = {}
    nameless: dict[object, dict[object, list[CountedFact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.recipient:
            named.setdefault((fact.recipient, fact.unit, fact.kind), fact._replace(weight=1))
        else:
            nameless[fact.unit, fact.kind][fact.form, fact.authority].append(fact)
    most = [max(shares.values(), key=lambda share: sum(fact.weight for fact in share)) for shares in nameless.values()]
    return [*named.values(), *(fact for share in most for fact in share)]
