"""What waits in a campaign year: models by their next step, units without any, proposals, decisions that are missing.

The numbers are those of the query layer; what a model waits for is what the layer does not count it in.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from danvan_cli.counting import measures, query
from danvan_cli.counting.checking import CheckCounts, check_what_fits, counts_of
from danvan_cli.counting.evidence import bodies_that_give
from danvan_cli.counting.ledger import COUNTED, Ledger
from danvan_cli.counting.listing import listed_record
from danvan_cli.counting.measures import DIMENSIONS, Basis, Measure
from danvan_cli.counting.outside_units import outside_units
from danvan_cli.counting.question import Axis, Filter, Question
from danvan_cli.counting.sent_lists import Deadline, SentLists, sent_lists
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.counting.tally import open_ledger
from danvan_cli.counting.zeros import possible_cells
from danvan_cli.domain.names import UNITS_FILE
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import MODELS
from danvan_cli.index import problems
from danvan_cli.index.comparing import ALL_YEARS, Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.order import sort_key
from danvan_cli.text.periods import Period

UNITS, SURVEY, RATING, RECOGNITION, NOMINATIONS, DECISION, PROPOSALS, ENDING, OUTCOMES, CARRYING_OVER = CODES = (
    "units-without-models",
    "not-surveyed",
    "not-rated",
    "not-decided",
    "nominations-open",
    "recognized-without-decision",
    "proposals-open",
    "programmes-ending",
    "activities-without-outcome",
    "not-carried-over",
)
SENT = "lists-sent"  # of these what came is told, too
_UNIT = Axis("unit", DIMENSIONS["unit"])


class WaitingItem(NamedTuple):
    """One kind of thing that waits: how many, of these how many are known by number only, and the records."""

    code: str
    value: int
    unnamed: int
    records: list[ListedRecord]


class WaitingSummary(NamedTuple):
    """What waits in a year; None for the year where the folder has no records.

    `sent` tells who has sent lists, where a day is known by which these are due, or it was asked for; `next_due` is
    the next later year that has one, with its day, where no year was asked for.
    """

    year: int | None
    items: list[WaitingItem]
    checked: CheckCounts
    unread: list[Problem]
    sent: SentLists | None = None
    next_due: tuple[int, str] | None = None


def find_waiting(
    ledger: Ledger, year: int | None, today: str, due: str | None = None, *, with_sent: bool = False
) -> WaitingSummary:
    """Return what waits in a year, else in the latest that has records; raise ListsUnreadableError.

    `today` is the present day: what is held later has no outcome yet. `due` is the day by which units send their lists,
    else that of danvan.yaml; without any, who has sent is told only `with_sent`.
    """
    asked, year = year, year or ledger.latest_year() or (int(due[:4]) if due else None)
    if year is None:
        db, lists = open_ledger(ledger, None)
        next_due = _next_due(lists, 0)
        return WaitingSummary(None, [], _check_counts(db, ledger, 0), [], next_due=next_due)
    scope, db, lists = _open_year(ledger, year)
    items = list(_YearQuestions(db, lists, year, today).items())
    unread = problems.of_scope(db, scope)
    due = due or lists.due.get(year)
    sent = sent_lists(db, lists, ledger.source, Deadline(year, due, today)) if due or with_sent else None
    next_due = None if asked else _next_due(lists, year)
    return WaitingSummary(year, items, _check_counts(db, ledger, year), unread, sent, next_due)


def _next_due(lists: Lists, year: int) -> tuple[int, str] | None:
    """Return the first year after one that has a day by which its lists are due, and that day."""
    return next((due for due in lists.due.items() if due[0] > year), None)


def _open_year(ledger: Ledger, year: int) -> tuple[Scope, sqlite3.Connection, Lists]:
    """Open the index for this year and last; also for all earlier models where these tell what goes on."""
    scope = Scope(COUNTED, year - 1, year, (year - 1, year), lasting=True)
    db, lists = open_ledger(ledger, scope)
    if query.continues_earlier(db, year - 1, year):
        scope = scope._replace(models=(ALL_YEARS[0], year))
        db, lists = open_ledger(ledger, scope)
    return scope, db, lists


def carried_on(ledger: Ledger, year: int, to: int) -> set[str]:
    """Return the ids of a year's models that have ended, or whose lineage has a record in the later one.

    The ledger is opened anew. Raise ListsUnreadableError.
    """
    scope = Scope((MODELS.name,), year, to, (year, to))
    db, _ = open_ledger(ledger, scope)
    if query.continues_earlier(db, year, to):
        db, _ = open_ledger(ledger, scope._replace(models=(ALL_YEARS[0], to)))
    return _settled(db, year, to)


def _settled(db: sqlite3.Connection, year: int, to: int) -> set[str]:
    rows = db.execute(
        "SELECT id FROM model WHERE year = ? AND (ended_day IS NOT NULL"
        " OR root IN (SELECT root FROM model WHERE year = ?))",
        [year, to],
    )
    return {model for (model,) in rows}


def office_of(lists: Lists) -> str | None:
    """Return the office's own place among the units."""
    unit = lists.setting("unit")
    return unit if unit in lists.units else None


class _YearQuestions:
    """Asks what waits in a year."""

    def __init__(self, db: sqlite3.Connection, lists: Lists, year: int, present_day: str) -> None:
        self._db, self._lists, self._year, self._present_day = db, lists, year, present_day

    def items(self) -> Iterator[WaitingItem]:
        """Yield what waits, in the order of the year's work; what does not is left out."""
        everything = (
            (UNITS, self._units_without_models()),
            *self._models_by_step().items(),
            (NOMINATIONS, self._nominations_open()),
            (DECISION, self._records_behind(_question(measures.RECOGNIZED, self._year, "decision", basis="each"))),
            (PROPOSALS, self._records_behind(proposals_open(self._year))),
            (ENDING, self._programmes_ending()),
            (OUTCOMES, self._without_outcome()),
            (CARRYING_OVER, self._not_carried_over()),
        )
        for code, unordered in everything:
            records = sorted(unordered, key=self._sort_key)
            if records:
                unnamed = sum(record.value for record in records if record.value > 1)
                yield WaitingItem(code, sum(record.value for record in records), unnamed, records)

    def _sort_key(self, record: ListedRecord) -> tuple[object, ...]:
        units = self._lists.unit_order
        return record.year, units.get(record.unit or "", len(units)), sort_key(record.title or ""), record.path

    def _records_behind(self, question: Question) -> Iterator[ListedRecord]:
        return map(listed_record, query.facts(self._db, question))

    def _models_by_step(self) -> dict[str, list[ListedRecord]]:
        """Return the models that go on by the step that each waits for; a later one makes up for those before."""
        surveyed, rated, effective = map(self._ids_counted, (measures.SURVEYED, measures.RATED, measures.EFFECTIVE))
        decided = self._decided_models() | {nomination.id for nomination in self._nominations_open()}
        steps: dict[str, list[ListedRecord]] = {SURVEY: [], RATING: [], RECOGNITION: []}
        for model in self._records_behind(_question(measures.ACTIVE, self._year)):
            if model.id in decided:
                continue
            if model.id in effective:
                steps[RECOGNITION].append(model)
            elif model.id not in rated:
                steps[RATING if model.id in surveyed else SURVEY].append(model)
        return steps

    def _ids_counted(self, measure: Measure) -> set[str]:
        return {fact.id for fact in query.facts(self._db, _question(measure, self._year, basis="yearly"))}

    def _decided_models(self) -> set[str]:
        """Return the models of which some level said whether they are recognized, even if it was revoked later."""
        rows = self._db.execute("SELECT model FROM evaluation WHERE year = ? AND recognized IS NOT NULL", [self._year])
        return {model for (model,) in rows}

    def _nominations_open(self) -> Iterator[ListedRecord]:
        """Yield what puts a model forward for recognition at a level that has not decided on it."""
        rows = self._db.execute(
            "SELECT model, level FROM evaluation WHERE year = ? AND (recognized IS NOT NULL OR revoked = 1)",
            [self._year],
        )
        decided = {f"{model}.{level}.yaml" for model, level in rows}
        put_forward = self._records_behind(_question(measures.NOMINATED, self._year, basis="each"))
        return (record for record in put_forward if record.path.rpartition("/")[2] not in decided)

    def _programmes_ending(self) -> Iterator[ListedRecord]:
        """Return the programmes that run, and whose last year this is."""
        rows = self._db.execute("SELECT id FROM activity WHERE until_year = ?", [self._year])
        last = {activity for (activity,) in rows}
        running = self._records_behind(_question(measures.RUNNING, self._year))
        return (programme for programme in running if programme.id in last)

    def _without_outcome(self) -> Iterator[ListedRecord]:
        """Return what was held in the year, on a day that is known, and of which nobody wrote what came of it."""
        rows = self._db.execute(
            "SELECT id FROM activity WHERE year = ? AND held_day <= ? AND until_year IS NULL AND outcome IS NULL",
            [self._year, self._present_day],
        )
        silent = {activity for (activity,) in rows}
        held = self._records_behind(_question(measures.ACTIVITIES, self._year))
        return (activity for activity in held if activity.id in silent)

    def _not_carried_over(self) -> Iterator[ListedRecord]:
        """Return last year's models that have neither ended nor a record of their lineage this year."""
        settled = _settled(self._db, self._year - 1, self._year)
        active = self._records_behind(_question(measures.ACTIVE, self._year - 1))
        return (model for model in active if model.id not in settled)

    def _units_without_models(self) -> Iterator[ListedRecord]:
        """Yield the units without a model at or below them, of levels that had models this year or last.

        Where no level had, those with no unit below them. A unit and what became of it are one.
        """
        of_year = self._units_of_year()
        having = self._units_with_models(self._year)
        held = {above for unit in having for above in (*self._lists.chain(unit), *self._lists.chain(self._today(unit)))}
        levels = {self._lists.units[unit].level for unit in having | self._units_with_models(self._year - 1)}
        parents = {self._lists.units[unit].parent for unit in of_year}
        years = self._year, self._year
        givers = bodies_that_give(self._db, self._lists, years, [unit for unit in of_year if unit not in held])
        for unit in of_year:
            expected = self._lists.units[unit].level in levels if levels else unit not in parents
            replaced = self._today(unit) != unit and self._today(unit) in of_year
            if expected and not replaced and not held & {unit, self._today(unit)} and unit not in givers:
                yield ListedRecord(unit, UNITS_FILE, self._lists.unit_name(unit), 1, self._year, unit, None)

    def _units_of_year(self) -> list[str]:
        """Return the office's units that existed in the year: the rows of `--zeros`, and those that lie in no other."""
        office = office_of(self._lists)
        where = (Filter(_UNIT, "=", (office,)),) if office else ()
        question = _question(measures.UNITS, self._year)._replace(by=(_UNIT,), where=where)
        units = [str(unit) for (unit,) in possible_cells(self._lists, question)]
        first, last = f"{self._year}-01-01", f"{self._year}-12-31"
        outside = (unit for unit in outside_units(self._lists) if self._lists.units[unit].existed(first, last))
        return [*units, *(outside if office else ())]

    def _units_with_models(self, year: int) -> set[str]:
        """Return the units that had a model of their own in a year."""
        cells = query.cells(self._db, _question(measures.UNITS, year), (_UNIT,))
        return {str(unit) for (unit,) in cells if unit in self._lists.units}

    def _today(self, unit: str) -> str:
        """Return what a unit is today: itself, or what became of it."""
        return self._lists.units[unit].now


def proposals_open(year: int) -> Question:
    """Return the question for awards proposed and not decided on: many are given in the next campaign year."""
    question = _question(measures.AWARDS, year, "status", "de-nghi")
    return question._replace(period=Period(year - 1, year), every_status=True)


def _question(measure: Measure, year: int, dimension: str = "", *values: str, basis: Basis | None = None) -> Question:
    """Return the question for a measure in a year; `dimension` without values: of what does not state it."""
    where = (Filter(Axis(dimension, DIMENSIONS[dimension]), "=", values),) if dimension else ()
    return Question(measure, Period(year, year), where=where, basis=basis)


def _check_counts(db: sqlite3.Connection, ledger: Ledger, year: int) -> CheckCounts:
    return counts_of(*check_what_fits(db, ledger, year))
