import sqlite3
from collections.abc import Iterable

from danvan_cli.counting import query
from danvan_cli.counting.measures import NOT_ADDITIVE
from danvan_cli.counting.query import Cells, Grouping
from danvan_cli.counting.question import Question


class Counter:
    """Asks the query layer, and remembers: an overview needs the same numbers several times."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._known: dict[tuple[Question, Grouping], Cells] = {}

    def prepare(self, question: Question, groupings: Iterable[Grouping]) -> None:
        """Ask for several groupings of a question at once, where that is possible."""
        bare = question._replace(by=())
        unknown = [grouping for grouping in dict.fromkeys(groupings) if (bare, grouping) not in self._known]
        if len(unknown) > 1 and _adds_up(question, unknown):
            for grouping, cells in zip(unknown, query.cells_of_all(self.db, bare, unknown), strict=True):
                self._known[bare, grouping] = cells

    def cells(self, question: Question, grouping: Grouping) -> Cells:
        """Return the counts of a question by some axes: {values: count}."""
        key = (question._replace(by=()), grouping)
        if key not in self._known:
            self._known[key] = query.cells(self.db, key[0], grouping)
        return self._known[key]

    def total(self, question: Question) -> int | None:
        """Return the count of all; None where several indicators remain."""
        if question.measure.adds_unlike_things and query.several_indicators(self.db, question):
            return None
        return self.cells(question, ()).get((), 0)


def _adds_up(question: Question, groupings: Iterable[Grouping]) -> bool:
    tagged = any(axis.dimension.type == "tag" for grouping in groupings for axis in grouping)
    return question.measure not in NOT_ADDITIVE and not tagged
