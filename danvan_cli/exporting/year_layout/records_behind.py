"""The records behind numbers, by the questions that gave these."""

import sqlite3
from collections.abc import Iterable

from danvan_cli.counting import measures, query
from danvan_cli.counting.listing import ListOrder, listed_record, records_of, units_of
from danvan_cli.counting.query import FactKey
from danvan_cli.counting.question import Question
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.exporting.year_layout.counted_cells import unit_alone
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.order import sort_key


class RecordsBehind:
    """Asks for the records behind numbers, and keeps each once: what is told of a number is their places in `kept`."""

    def __init__(self, db: sqlite3.Connection, lists: Lists) -> None:
        self._db, self._lists = db, lists
        self.kept: list[ListedRecord] = []
        self._places: dict[ListedRecord, int] = {}
        self._by_key: dict[FactKey, int] = {}
        self._by_question: dict[Question, list[int]] = {}
        self._by_unit: dict[Question, dict[str | None, list[int]]] = {}

    def of(self, question: Question) -> list[int]:
        """Return the records of a number; those of a unit's own number are among those of the number of all units."""
        unit = unit_alone(question)
        if unit is None:
            return self._asked_once(question)
        whole = question._replace(where=question.where[:-1])
        if whole not in self._by_unit:
            by_unit = self._by_unit[whole] = {}
            for place in self._asked_once(whole):
                by_unit.setdefault(self.kept[place].unit, []).append(place)
        return self._by_unit[whole].get(unit.id, [])

    def in_order(self, places: Iterable[int]) -> list[int]:
        """Return places of records in the order in which these are listed."""
        order = ListOrder(self._lists, sort_key)
        return sorted(places, key=lambda place: order(self.kept[place]))

    def models_of_nameless(self, question: Question) -> dict[str, str]:
        """Return {path: title of its model} of the awards without a recipient behind a number."""
        from danvan_cli.counting.shown_values import titles_for_nameless  # noqa: PLC0415 - few folders have any

        return titles_for_nameless(self._db, question, query.facts(self._db, question))

    def _asked_once(self, question: Question) -> list[int]:
        if question not in self._by_question:
            self._by_question[question] = self._ask(question)
        return self._by_question[question]

    def _ask(self, question: Question) -> list[int]:
        """Return the records that a question counts."""
        if question.measure is measures.UNITS:
            return list(map(self._keep, units_of(self._db, self._lists, question)))
        if question.measure is measures.RECIPIENTS:
            return list(map(self._keep, records_of(self._db, question)))
        keys = query.fact_keys(self._db, question)
        if not all(key in self._by_key for key in keys):
            facts = query.facts_by_key(self._db, question)
            self._by_key |= {key: self._keep(listed_record(fact)) for key, fact in facts}
        return [self._by_key[key] for key in keys]

    def _keep(self, record: ListedRecord) -> int:
        place = self._places.setdefault(record, len(self.kept))
        if place == len(self.kept):
            self.kept.append(record)
        return place
