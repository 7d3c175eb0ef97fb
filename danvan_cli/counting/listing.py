"""Opening a number: the records behind it, by the same question."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import NamedTuple

from danvan_cli.counting import query
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.lists import Lists
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.notes import notes_on
from danvan_cli.counting.query import Found
from danvan_cli.counting.question import Asked, Question
from danvan_cli.counting.tables import Listed, Listing
from danvan_cli.counting.tally import frame, open_and_read, scope_of
from danvan_cli.domain.names import UNITS_FILE
from danvan_cli.index import problems
from danvan_cli.text.order import given_name_key, sort_key


def list_records(ledger: Ledger, measure: Measure, asked: Asked, *, by_given_name: bool = False) -> Listing:
    """List what a number counts; raise Refused or ListsUnreadable."""
    question, _ = frame(ledger, measure, asked)
    db, lists, question = open_and_read(ledger, question, None, asked)
    records = _units(db, lists, question) if measure.name == "units" else _records(db, question)
    counter = Counter(db)
    order = _Order(lists, given_name_key if by_given_name else sort_key)
    return Listing(
        asked,
        question,
        sorted(records, key=order),
        counter.total(question),
        notes_on(counter, question),
        problems.of_scope(db, scope_of(question)),
        ledger.revision,
    )


class _Order:
    """By year, unit, then title or name."""

    def __init__(self, lists: Lists, name_key: Callable[[str], object]) -> None:
        self._units = lists.unit_order
        self._name_key = name_key

    def __call__(self, record: Listed) -> tuple[object, ...]:
        unit = self._units.get(record.unit or "", len(self._units))
        return (
            record.year,
            unit,
            record.title is None,
            self._name_key(record.title or ""),
            record.path,
            record.indicator or "",
        )


def _units(db: sqlite3.Connection, lists: Lists, question: Question) -> list[Listed]:
    found = {fact.unit: fact for fact in query.facts(db, question) if fact.unit}
    return [Listed(unit, UNITS_FILE, lists.unit_name(unit), 1, 0, unit, None) for unit in found]


class _Shown(NamedTuple):
    path: str
    title: str | None


def _records(db: sqlite3.Connection, question: Question) -> Iterable[Listed]:
    shown = _shown(db, question)
    facts = sorted(query.facts(db, question), key=lambda fact: shown[fact.file].path)
    if question.measure.name == "recipients":
        facts = _one_each(facts)
    return [_listed(fact, shown) for fact in facts]


def _listed(fact: Found, shown: dict[int, _Shown]) -> Listed:
    path, title = shown[fact.file]
    return Listed(fact.id, path, title, fact.weight, fact.year, fact.unit, fact.kind, fact.indicator or None)


def _one_each(facts: Iterable[Found]) -> list[Found]:
    """Give each recipient once, by her first award; awards without a name stand for themselves."""
    named: dict[object, Found] = {}
    for fact in facts:
        key = (fact.recipient, fact.unit, fact.kind) if fact.recipient else (fact.file,)
        named.setdefault(key, fact._replace(weight=1) if fact.recipient else fact)
    return list(named.values())


def _shown(db: sqlite3.Connection, question: Question) -> dict[int, _Shown]:
    """Give path and title of all records of the period that the measure counts."""
    kind = question.measure.kinds[-1]
    title = {
        "model": "(SELECT title FROM model WHERE model.file = file.id)",
        "evaluation": "(SELECT m.title FROM evaluation AS e JOIN model AS m ON m.file = e.model_file"
        " WHERE e.file = file.id)",
        "award": "(SELECT recipient FROM award WHERE award.file = file.id)",
    }[kind]
    rows = db.execute(
        f"SELECT file.id, folder.path || '/' || file.name, {title} FROM file JOIN folder ON folder.id = file.folder"
        " WHERE folder.kind = ? AND folder.year BETWEEN ? AND ? AND file.sound",
        [kind, question.period.first, question.period.last],
    )
    return {file: _Shown(path, name) for file, path, name in rows}
