import sqlite3
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from danvan_cli.counting import query
from danvan_cli.counting.measures import NOT_ADDITIVE
from danvan_cli.counting.query import Cells, Grouping, RecordCounts
from danvan_cli.counting.question import Question

T = TypeVar("T")


class Counter:
    """Asks the query layer, and remembers: an overview needs the same numbers several times."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._known: dict[tuple[Question, Grouping], Cells] = {}
        self._records: dict[Question, RecordCounts] = {}
        self._lower_levels: dict[Question, list[tuple[str | None, int]]] = {}
        self._others: dict[Hashable, Any] = {}

    def prepare(self, question: Question, groupings: Iterable[Grouping]) -> None:
        """Ask for several groupings of a question at once, where that is possible."""
        bare = question._replace(by=())
        unknown = [grouping for grouping in dict.fromkeys(groupings) if (bare, grouping) not in self._known]
        if unknown and _adds_up(question, unknown):
            all_cells, records = query.cells_of_all(self.db, bare, unknown)
            self._known |= {(bare, grouping): cells for grouping, cells in zip(unknown, all_cells, strict=True)}
            if not question.measure.adds_unlike_things:
                self._records[bare] = records

    def cells(self, question: Question, grouping: Grouping) -> Cells:
        """Return the counts of a question by some axes: {values: count}."""
        key = (question._replace(by=()), grouping)
        if key not in self._known:
            self._known[key] = query.cells(self.db, key[0], grouping)
        return self._known[key]

    def total(self, question: Question) -> int | None:
        """Return the count of all; None where several indicators remain."""
        if question.measure.adds_unlike_things and self._has_several_indicators(question._replace(by=())):
            return None
        return self.cells(question, ()).get((), 0)

    def _has_several_indicators(self, bare: Question) -> bool:
        return bool(self.remembered(("indicators", bare), lambda: query.several_indicators(self.db, bare)))

    def records(self, question: Question) -> RecordCounts:
        """Return how many records are behind the count of all."""
        bare = question._replace(by=())
        if bare not in self._records:
            self._records[bare] = query.record_counts(self.db, bare)
        return self._records[bare]

    def at_lower_levels(self, question: Question) -> list[tuple[str | None, int]]:
        """Return (level, how much) of what is said again below the level at which a model is counted."""
        bare = question._replace(by=())
        if bare not in self._lower_levels:
            self._lower_levels[bare] = query.at_lower_levels(self.db, bare)
        return self._lower_levels[bare]

    def remembered(self, key: Hashable, count: Callable[[], T]) -> T:
        """Return something else that several questions have in common, asked once."""
        if key not in self._others:
            self._others[key] = count()
        known: T = self._others[key]
        return known


def _adds_up(question: Question, groupings: Iterable[Grouping]) -> bool:
    tagged = any(axis.dimension.type == "tag" for grouping in groupings for axis in grouping)
    return question.measure not in NOT_ADDITIVE and not tagged
