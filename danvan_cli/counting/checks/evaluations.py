"""Recognitions, scores and decisions that do not fit together."""

import sqlite3
from collections.abc import Iterator

from danvan_cli.counting.checks.finding import FILES, PATH, problem
from danvan_cli.counting.lists import Lists
from danvan_cli.domain.problem import Problem


def undecided(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001 - all checks are called alike
    """Find recognitions without a decision."""
    yield from _stating(db, "no-decision", "recognized", "t.recognized = 1 AND t.decision IS NULL")


def outstanding_only(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find models of the upper tier that are not recognized."""
    yield from _stating(db, "outstanding-only", "outstanding", "t.outstanding = 1 AND t.recognized IS NOT 1")


def _stating(db: sqlite3.Connection, code: str, key: str, condition: str) -> Iterator[Problem]:
    query = f"SELECT {PATH}, file.places FROM evaluation AS t {FILES} WHERE {condition}"
    for path, places in db.execute(query):
        yield problem(code, path, places, key)


def scores(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find points above a criterion's maximum, and a score that is not the sum of its parts.

    With several scorers the parts are their means.
    """
    most = {entry.id: entry.most for entry in lists.entries("criterion").values() if entry.most is not None}
    for path, places, scorer, criterion, points in db.execute(
        f"SELECT {PATH}, file.places, t.scorer, t.criterion, t.points FROM point AS t {FILES}"
    ):
        if points > most.get(criterion, points):
            where = "scorers" if scorer else "scores"
            yield problem("score-max", path, places, where, points=points, sum=most[criterion])
    yield from _sums(db)


def _sums(db: sqlite3.Connection) -> Iterator[Problem]:
    for path, places, score, parts, scorers in db.execute(
        f"SELECT {PATH}, file.places, t.score,"
        " (SELECT SUM(points) FROM point WHERE point.file = t.file AND scorer = ''),"
        " (SELECT SUM(points) * 1.0 / COUNT(DISTINCT scorer) FROM point WHERE point.file = t.file AND scorer <> '')"
        f" FROM evaluation AS t {FILES} WHERE t.score IS NOT NULL"
    ):
        total = parts if parts is not None else scorers
        if total is not None and abs(total - score) >= 1:
            yield problem("score-sum", path, places, "score", score=score, sum=round(total))


def decision_dates(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find one decision, of one authority or level, with two dates in a campaign year."""
    for table, giver in (("evaluation", "t.level"), ("award", "t.authority")):
        first: dict[tuple[int, str, str], tuple[str, str]] = {}
        for path, places, year, decision, by, date in db.execute(
            f"SELECT {PATH}, file.places, t.year, t.decision, {giver}, t.decided_on FROM {table} AS t {FILES}"
            f" JOIN (SELECT year, decision, {giver[2:]} AS giver FROM {table} WHERE decision IS NOT NULL"
            " AND decided_on IS NOT NULL GROUP BY 1, 2, 3 HAVING COUNT(DISTINCT decided_on) > 1) AS twice"
            f" ON twice.year = t.year AND twice.decision = t.decision AND twice.giver IS {giver}"
            " WHERE t.decided_on IS NOT NULL ORDER BY folder.path, file.name"
        ):
            other, other_date = first.setdefault((year, decision, by), (path, date))
            if date != other_date:
                args = {"value": decision, "date": date, "other_date": other_date, "other": other}
                yield problem("decision-dates", path, places, "decided_on", **args)
