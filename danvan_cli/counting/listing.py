"""Opening a number: the records behind it, by the same question."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from danvan_cli.counting import measures, query
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.evidence import evidence_of
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.notes import notes_on
from danvan_cli.counting.query import CountedFact, Grouping
from danvan_cli.counting.question import Axis, Question, QuestionText, pick_entry, read_axis
from danvan_cli.counting.tables import ListedRecord, RecordGroup, RecordListing, RowOrder, Value
from danvan_cli.counting.tally import frame, has_like_cells, open_and_read, scope_of, state_of
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import UNITS_FILE
from danvan_cli.domain.record_types import MODELS
from danvan_cli.index import problems
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_
from danvan_cli.text.order import given_name_key, sort_key

if TYPE_CHECKING:
    from danvan_cli.counting.shown_columns import ShownColumn


ONE_GROUP = Message("one-group", N_("A list is grouped by one dimension only."))


def list_records(
    ledger: Ledger,
    measure: Measure,
    asked: QuestionText,
    *,
    by_given_name: bool = False,
    columns: "Sequence[ShownColumn]" = (),
) -> RecordListing:
    """Return the records that a number counts; raise RequestError or ListsUnreadableError.

    Those of one value of what the question groups by stand together, each group with what `tally` counts of it.
    """
    if columns:
        from danvan_cli.counting.shown_values import widened  # noqa: PLC0415 - whoever only lists does without
    if len(asked.by) > 1 or any("," in name for name in asked.by):
        raise RequestError(ONE_GROUP)
    question, _ = frame(ledger, measure, asked)
    widen = partial(widened, columns=columns, question=question) if columns else _unchanged
    db, lists, question = open_and_read(ledger, question, None, asked, widen)
    counter = Counter(db)
    columns = _read_levels(columns, question, lists)
    group = question.by[:1] if asked.by else ()
    rows = list(rows_of(db, lists, question, group, [column.axis for column in columns if column.axis]))
    order = ListOrder(lists, given_name_key if by_given_name else sort_key)
    rows.sort(key=lambda row: order(row[1]))
    if group:
        order_of_groups = RowOrder(lists, group)
        rows.sort(key=lambda row: order_of_groups(row[0].values[:1]))
    facts = [fact for fact, _ in rows]
    state = state_of(ledger, db, lists, question.period) if asked.evidence else None
    unread = problems.of_scope(db, widen(scope_of(question)))
    listing = RecordListing(
        asked,
        question,
        [record for _, record in rows],
        counter.total(question),
        notes_on(counter, question),
        unread,
        ledger.revision,
        query.is_lower_bound(db, question),
        evidence_of(counter, lists, question, unread, state),
        groups=_groups(counter, question, group, facts),
    )
    return _with_cells(ledger, db, listing, columns, facts) if columns else listing


def _unchanged(scope: Scope) -> Scope:
    return scope


def _read_levels(columns: "Sequence[ShownColumn]", question: Question, lists: Lists) -> "list[ShownColumn]":
    """Match the levels and entries that columns name with the lists; raise RequestError."""
    return [_with_level(column, question, lists) for column in columns]


def _with_level(column: "ShownColumn", question: Question, lists: Lists) -> "ShownColumn":
    if column.axis is not None:
        return column._replace(axis=read_axis(question.measure, column.axis.typed, lists))
    if not column.part or column.field is None or not column.field.choices:
        return column
    part = pick_entry(lists, column.field.choices, column.part, column.name)
    return column._replace(name=f"{column.name.removesuffix(column.part)}{part}", part=part)


def _groups(counter: Counter, question: Question, group: Grouping, facts: Iterable[CountedFact]) -> list[RecordGroup]:
    """Return the groups of facts that stand in order, with the totals that are asked for, not added up."""
    if not group:
        return []
    totals = counter.cells(question, group) if has_like_cells(question, group) else None
    firsts: dict[Value, int] = {}
    for place, fact in enumerate(facts):
        firsts.setdefault(fact.values[0], place)
    return [
        RecordGroup(value, first, None if totals is None else totals.get((value,), 0))
        for value, first in firsts.items()
    ]


def _with_cells(
    ledger: Ledger,
    db: sqlite3.Connection,
    listing: RecordListing,
    columns: "list[ShownColumn]",
    facts: Sequence[CountedFact],
) -> RecordListing:
    """Return a list with what its records have in some columns."""
    from danvan_cli.counting.shown_values import (  # noqa: PLC0415 - as above
        cells_of,
        cells_of_units,
        titles_for_nameless,
        titles_of,
    )

    if listing.question.measure is measures.UNITS:
        cells = cells_of_units(db, columns, [record.id for record in listing.records])
    else:
        cells = cells_of(db, ledger.source, listing.question, columns, facts)
    places = [place for place, column in enumerate(columns) if column.field and column.field.refers == MODELS.name]
    titles = titles_of(db, (row[place] for row in cells for place in places)) if places else {}
    models = titles_for_nameless(db, listing.question, facts)
    return listing._replace(columns=columns, cells=cells, titles=titles, models=models)


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
    return [record for _, record in _unit_rows(db, lists, question, ())]


def records_of(db: sqlite3.Connection, question: Question) -> Iterator[ListedRecord]:
    """Return the records that a question counts; of results a row a record and indicator."""
    return map(listed_record, _facts_once(query.facts(db, question), question, grouped=False))


def rows_of(
    db: sqlite3.Connection, lists: Lists, question: Question, group: Grouping = (), axes: Sequence[Axis] = ()
) -> Iterable[tuple[CountedFact, ListedRecord]]:
    """Return the facts that are counted, each with its row; units and recipients once in each group."""
    if question.measure is measures.UNITS:
        return _unit_rows(db, lists, question, group)
    facts = _facts_once(query.facts(db, question, (*group, *axes)), question, grouped=bool(group))
    return ((fact, listed_record(fact)) for fact in facts)


def _unit_rows(
    db: sqlite3.Connection, lists: Lists, question: Question, group: Grouping
) -> list[tuple[CountedFact, ListedRecord]]:
    facts = {(fact.values, fact.unit): fact for fact in query.facts(db, question, group) if fact.unit}
    return [(fact, _unit_record(fact, unit, lists)) for (_, unit), fact in facts.items()]


def _unit_record(fact: CountedFact, unit: str, lists: Lists) -> ListedRecord:
    path = UNITS_FILE if unit in lists.units else fact.path
    return ListedRecord(unit, path, lists.unit_name(unit), 1, 0, unit, None)


def _facts_once(facts: Iterator[CountedFact], question: Question, *, grouped: bool) -> Iterable[CountedFact]:
    """Return the facts that count: of recipients each once, in each group where there are any."""
    if question.measure is not measures.RECIPIENTS:
        return facts
    groups: dict[object, list[CountedFact]] = defaultdict(list)
    for fact in sorted(facts, key=attrgetter("path")):
        groups[fact.values[:1] if grouped else ()].append(fact)
    return (fact for of_group in groups.values() for fact in _once_a_recipient(of_group))


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
