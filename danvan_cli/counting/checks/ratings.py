"""Ratings that do not fit: what a level recognizes, and the score that it gave."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping

from danvan_cli.counting.checks.finding import FILES, PATH, problem
from danvan_cli.domain import rules
from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem
from danvan_cli.index.current_lists import Lists
from danvan_cli.index.hiding import with_hidden
from danvan_cli.text.mark import N_

RECOGNIZED_THOUGH = rules.warning(
    "recognized-though",
    N_("Recognized, though rated {rating}, which does not count as effective."),
    N_("Look at the rating and at the decision: one of them is wrong, unless the level decided so on purpose."),
    N_("What is recognized should have proved effective; a slip gives a model a certificate that it did not earn."),
    is_asked=True,
)
PUT_FORWARD_THOUGH = rules.warning(
    "put-forward-though",
    N_("Put forward for recognition, though rated {rating}, which does not count as effective."),
    N_("Look at the rating; what should not be put forward: danvan refuse."),
    N_("Whoever decides on proposals relies on those who put forward what proved effective."),
    is_asked=True,
)
RECOGNIZED_UNRATED = rules.warning(
    "recognized-unrated",
    N_("Recognized without a rating of {level}, which rated other models of {year}."),
    N_("Add the rating of that level (danvan evaluate --rating), or look whether another model is meant."),
    N_("Where a level rates models, it recognizes by the rating; one that was overlooked has none."),
)
RATED_OTHERWISE = rules.warning(
    "rated-otherwise",
    N_("Rated {rating}; by the office's thresholds a score of {score} would be rated {other_rating}."),
    N_("Correct the score or the rating, unless the level rated so on purpose."),
    N_("The score decides the rating (min of the list rating in danvan.yaml)."),
    is_asked=True,
)
RATED_TOO_HIGH = rules.warning(
    "rated-too-high",
    N_("Rated {rating}, which begins at {points}; the score is {score}."),
    N_("Correct the score or the rating, unless the level rated so on purpose."),
    N_("The score decides the rating (min of the list rating in danvan.yaml)."),
    is_asked=True,
)


def ineffective(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find models recognized, or put forward and not decided on, whose rating at that level is not effective.

    An office none of whose ratings is effective does not say which are.
    """
    if not any(entry.effective for entry in lists.entries("rating").values()):
        return
    put_forward = "COALESCE(t.proposal, t.proposed_on) IS NOT NULL AND t.recognized IS NULL"
    conditions: tuple[tuple[Message, str], ...] = (
        (RECOGNIZED_THOUGH, "t.recognized = 1"),
        (PUT_FORWARD_THOUGH, put_forward),
    )
    for rule, condition in conditions:
        for path, places, rating in db.execute(
            f"SELECT {PATH}, file.places, t.rating FROM evaluation AS t {FILES}"
            " JOIN entry AS r ON r.list = 'rating' AND r.id = t.rating"
            f" WHERE r.effective = 0 AND t.revoked = 0 AND {condition}"
        ):
            yield problem(rule, path, places, "rating", rating=rating)


def unrated(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001 - all checks are called alike
    """Find models recognized without a rating by a level that rated another one of the year.

    Of several bodies of one level, such as communes, each rates its own. Others are those on file (`main`), too, where
    the records alone are looked at that are about to be written.
    """
    rows = db.execute(
        f"SELECT {PATH}, file.places, t.year, t.level, t.model FROM evaluation AS t {FILES}"
        " WHERE t.recognized = 1 AND t.revoked = 0 AND t.rating IS NULL"
    ).fetchall()
    if not rows:
        return
    bodies = _Bodies(db, {year for _, _, year, _, _ in rows})
    rated = _rated_models(db, bodies, {(year, level) for _, _, year, level, _ in rows})
    for path, places, year, level, model in rows:
        if not bodies.knows(year, model):
            continue  # who should have rated it, nobody can tell; that there is no such model is told
        body = bodies.of(year, level, model)
        groups = rated[year, level].items()
        alike = (models for rater, models in groups if body is None or rater in (None, body))
        if any(len(models) > (model in models) for models in alike):
            yield problem(RECOGNIZED_UNRATED, path, places, "recognized", level=level, year=year)


class _Bodies:
    """Which unit of a level evaluates a model: the one that the model's unit lies in, None where none is known."""

    def __init__(self, db: sqlite3.Connection, years: set[int]) -> None:
        self._units: dict[tuple[int, str], str] = {}
        for table in with_hidden(db, "model"):
            marks = ", ".join("?" * len(years))
            rows = db.execute(f"SELECT year, id, unit FROM {table} WHERE year IN ({marks})", [*years])
            self._units |= {(year, model): unit for year, model, unit in rows}
        self._db, self._at_level = db, dict[str, Mapping[str, str]]()

    def knows(self, year: int, model: str) -> bool:
        """Whether there is such a model."""
        return (year, model) in self._units

    def of(self, year: int, level: str, model: str) -> str | None:
        """Return the unit of a level that a model of a year lies in."""
        if level not in self._at_level:
            query = "SELECT unit, ancestor FROM at_level WHERE level = ? AND today = 0"
            self._at_level[level] = dict(self._db.execute(query, [level]).fetchall())
        return self._at_level[level].get(self._units.get((year, model), ""))


Rated = Mapping[tuple[int, str], Mapping[str | None, set[str]]]  # {(year, level): {body: models}}


def _rated_models(db: sqlite3.Connection, bodies: _Bodies, wanted: set[tuple[int, str]]) -> Rated:
    """Return which models levels rated, on file or about to be written."""
    rated: dict[tuple[int, str], dict[str | None, set[str]]] = defaultdict(lambda: defaultdict(set))
    for table in with_hidden(db, "evaluation"):
        query = f"SELECT model FROM {table} WHERE year = ? AND level = ? AND rating IS NOT NULL"
        for year, level in wanted:
            for (model,) in db.execute(query, [year, level]):
                rated[year, level][bodies.of(year, level, model)].add(model)
    return rated


def against_thresholds(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find ratings other than the office's thresholds propose for the score, and those whose own it does not reach."""
    least = {entry.id: entry.least for entry in lists.entries("rating").values() if entry.least is not None}
    if not least:
        return
    for path, places, year, score, rating in db.execute(
        f"SELECT {PATH}, file.places, t.year, t.score, t.rating FROM evaluation AS t {FILES}"
        " WHERE t.score IS NOT NULL AND t.rating IS NOT NULL"
    ):
        proposed = proposed_rating(lists, score, year)
        if proposed and proposed != rating:
            args = {"rating": rating, "score": score, "other_rating": proposed}
            yield problem(RATED_OTHERWISE, path, places, "rating", **args)
        elif score < least.get(rating, score):
            yield problem(RATED_TOO_HIGH, path, places, "rating", rating=rating, score=score, points=least[rating])


def proposed_rating(lists: Lists, score: int, year: int) -> str | None:
    """Return the rating of a year that a score (hundredths) reaches, by the office's thresholds; None without any."""
    in_use = [entry for entry in lists.entries("rating").values() if entry.until is None or entry.until >= year]
    reached = [entry for entry in in_use if entry.least is not None and entry.least <= score]
    return max(reached, key=lambda entry: entry.least or 0).id if reached else None
