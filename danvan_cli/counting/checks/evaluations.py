"""Recognitions, scores and decisions that do not fit together."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from danvan_cli.counting.checks.finding import FILES, PATH, problem
from danvan_cli.domain import rules
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import id_of
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import EVALUATIONS
from danvan_cli.domain.unit_kinds import is_hamlet, place_kind
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.amount_units import WHOLE_UNITS
from danvan_cli.text.dates import first_day, last_day
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_

NO_DECISION = rules.warning(
    "no-decision",
    N_("Recognized without a decision."),
    N_("Add decision and decided_on."),
    N_("A recognition rests on a decision that an auditor can ask for."),
)
OUTSTANDING_ONLY = rules.warning(
    "outstanding-only",
    N_("Outstanding, but not recognized."),
    N_("Add recognized: true, or take outstanding out."),
    N_("The upper tier is chosen among the recognized."),
)
SCORE_SUM = rules.warning(
    "score-sum",
    N_("score is {score}, but its parts make {sum}."),
    N_("Correct the parts or the score."),
    N_("The score decides the rating."),
)
DECIDED_BEFORE_SURVEY = rules.warning(
    "decided-before-survey",
    N_("{key}: decided on {date}, and surveyed only on {other_date}."),
    N_("Check both dates."),
    N_("What is decided rests on the survey; where it comes first, one of the dates, or their year, is a slip."),
    is_asked=True,
)
SURVEYED_ELSEWHEN = rules.warning(
    "surveyed-elsewhen",
    N_("{key}: {date} lies outside the time in which models of {year} are surveyed, {since} to {until}."),
    N_("Look at the year of the date, and of the folder."),
    N_("Models are surveyed from October of the year before until the year is summed up; a slip hides in a date."),
    is_asked=True,
)
DECISION_DATES = rules.warning(
    "decision-dates",
    N_("The decision {value} is dated {date} here and {other_date} in {other}."),
    N_("Correct one of them, unless it really is a symbol used again."),
    N_("Party documents are numbered per type and term, so one symbol has one date."),
)
EVALUATOR_LEVEL = rules.warning(
    "evaluator-level",
    N_("{authority} ({level}) does not evaluate at another level: {levels}."),
    N_("Name the unit whose level this is, or the level at which that one evaluated."),
    N_("Each level's evaluation is counted as that level's own."),
    is_asked=True,
)
SAYS_NOTHING = rules.warning(
    "says-nothing",
    N_("The evaluation {id} states nothing: no survey, rating, score, recognition or result."),
    N_("Unless something is to be stated there: danvan remove {id} --reason …"),
    N_("A list of evaluations has a row that nobody can explain."),
)
PART_OF_ONE = rules.warning(
    "part-of-one",
    N_("{name}: {points} is no whole number, though it counts {value}."),
    N_("Look at the number, and at its point or comma."),
    N_("People and households are whole; a point in the wrong place makes 1.500 into 1.5."),
)
_WHOLE = frozenset(map(fold, WHOLE_UNITS))
_MOST_PLACES = 40  # letters of where the keys of a record stand that says nothing
# From when to when the models of a campaign year are surveyed: of the year before, and of the next.
_SURVEYED_SINCE, _SURVEYED_UNTIL = "10-01", "03-31"


def undecided(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001 - all checks are called alike
    """Find recognitions without a decision; one that was revoked waits for none.

    Of bare numbers it is said which source gave them: whoever has that has all their decisions.
    """
    for path, places, source in db.execute(
        f"SELECT {PATH}, file.places, m.number_from FROM evaluation AS t {FILES}"
        " LEFT JOIN model AS m ON m.file = t.model_file"
        " WHERE t.recognized = 1 AND t.decision IS NULL AND t.revoked = 0"
    ):
        yield problem(NO_DECISION, path, places, "recognized", **({"number_from": source} if source else {}))


def outstanding_only(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find models of the upper tier that are not recognized."""
    yield from _problems_where(db, OUTSTANDING_ONLY, "outstanding", "t.outstanding = 1 AND t.recognized IS NOT 1")


def empty(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find evaluations that state nothing."""
    query = f"SELECT {PATH}, file.places FROM evaluation AS t {FILES} WHERE length(file.places) < {_MOST_PLACES}"
    for path, places in db.execute(query):
        if EVALUATIONS.says_nothing(place.partition(":")[0] for place in places.split()):
            yield problem(SAYS_NOTHING, path, places, "", id=id_of(path))


def surveys_first(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find decisions before the survey; dates without day or month may be any day of theirs."""
    for path, places, surveyed_on, decided_on in db.execute(
        f"SELECT {PATH}, file.places, t.surveyed_on, t.decided_on FROM evaluation AS t {FILES}"
        " WHERE t.decided_on < t.surveyed_on"
    ):
        if last_day(decided_on) < first_day(surveyed_on):
            yield problem(DECIDED_BEFORE_SURVEY, path, places, "decided_on", date=decided_on, other_date=surveyed_on)


def days_of_surveys(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find surveys before October of the year before, or after March of the next."""
    for path, places, day, year in db.execute(
        f"SELECT {PATH}, file.places, t.surveyed_on, t.year FROM evaluation AS t {FILES}"
        " WHERE t.surveyed_on IS NOT NULL AND CAST(substr(t.surveyed_on, 1, 4) AS INTEGER) <> t.year"
    ):
        since, until = f"{year - 1}-{_SURVEYED_SINCE}", f"{year + 1}-{_SURVEYED_UNTIL}"
        if last_day(day) < since or first_day(day) > until:
            yield problem(SURVEYED_ELSEWHEN, path, places, "surveyed_on", date=day, year=year, since=since, until=until)


def evaluators(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find evaluators of another level than the one at which they evaluate.

    A body need not be listed at the level of what it is a body of: Hội Phụ nữ xã may stand among those below.
    """
    levels = lists.entries("level")
    for path, places, evaluator, level in db.execute(
        f"SELECT {PATH}, file.places, t.evaluator, t.level FROM evaluation AS t {FILES}"
        " JOIN unit AS u ON u.id = t.evaluator WHERE u.level <> t.level"
    ):
        unit = lists.units[evaluator]
        above = lists.units.get(unit.parent or "")
        is_place = bool(place_kind(unit.name)) or is_hamlet(unit.name)
        is_body_of_level = above is not None and above.level == level and not is_place
        if unit.level in levels and level in levels and not is_body_of_level:
            args: dict[str, Any] = {
                "authority": lists.called(evaluator).placed,
                "level": unit.level,
                "levels": (level,),
            }
            yield problem(EVALUATOR_LEVEL, path, places, "by", **args)


def _problems_where(db: sqlite3.Connection, rule: Message, key: str, condition: str) -> Iterator[Problem]:
    query = f"SELECT {PATH}, file.places FROM evaluation AS t {FILES} WHERE {condition}"
    for path, places in db.execute(query):
        yield problem(rule, path, places, key)


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
            yield problem(rules.SCORE_MAX, path, places, where, part=criterion, points=points, sum=most[criterion])
    entries = lists.entries("criterion").values()
    whole = sum(entry.most or 0 for entry in entries) if entries and all(entry.most for entry in entries) else None
    yield from _wrong_sums(db, whole)


def _wrong_sums(db: sqlite3.Connection, whole: int | None) -> Iterator[Problem]:
    for path, places, score, parts, scorers in db.execute(
        f"SELECT {PATH}, file.places, t.score,"
        " (SELECT SUM(points) FROM point WHERE point.file = t.file AND scorer = ''),"
        " (SELECT SUM(points) * 1.0 / COUNT(DISTINCT scorer) FROM point WHERE point.file = t.file AND scorer <> '')"
        f" FROM evaluation AS t {FILES} WHERE t.score IS NOT NULL"
    ):
        if whole is not None and score > whole:
            yield problem(rules.SCORE_MAX, path, places, "score", points=score, sum=whole)
        totals = [total for total in (parts, scorers) if total is not None]
        if totals and all(abs(total - score) >= 1 for total in totals):
            yield problem(SCORE_SUM, path, places, "score", score=score, sum=round(totals[0]))


_DECIDED = (
    "SELECT t.file, t.year, t.decision, t.decided_on, COALESCE(t.evaluator, a.ancestor, m.unit) AS giver"
    " FROM evaluation AS t LEFT JOIN model AS m ON m.file = t.model_file"
    " LEFT JOIN at_level AS a ON a.unit = m.unit AND a.level = t.level AND a.today = 0",
    "SELECT t.file, t.year, t.decision, t.decided_on, t.authority AS giver FROM award AS t",
)


def decision_dates(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find one decision with two dates in a campaign year: symbols are numbered by each committee for itself.

    An evaluation that does not say by whom is its model's unit's, at its level.
    """
    for source in _DECIDED:
        first: dict[tuple[int, str, str], tuple[str, str]] = {}
        for path, places, year, decision, giver, date in db.execute(
            f"WITH decided AS ({source} WHERE t.decision IS NOT NULL AND t.decided_on IS NOT NULL)"
            f" SELECT {PATH}, file.places, t.year, t.decision, t.giver, t.decided_on FROM decided AS t {FILES}"
            " JOIN (SELECT year, decision, giver FROM decided GROUP BY 1, 2, 3 HAVING COUNT(DISTINCT decided_on) > 1)"
            " AS twice ON twice.year = t.year AND twice.decision = t.decision AND twice.giver IS t.giver"
            " ORDER BY folder.path, file.name"
        ):
            first_path, first_date = first.setdefault((year, decision, giver), (path, date))
            if date != first_date:
                args = {"value": decision, "date": date, "other_date": first_date, "other": first_path}
                yield problem(DECISION_DATES, path, places, "decided_on", **args)


def parts_of_one(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find results that are no whole number of people, households, or what else is counted one by one."""
    whole = {entry.id: entry for entry in lists.entries("indicator").values() if fold(entry.unit or "") in _WHOLE}
    for path, places, indicator, amount in db.execute(
        f"SELECT {PATH}, file.places, t.indicator, t.amount FROM result AS t {FILES} WHERE t.amount % 100 <> 0"
    ):
        if entry := whole.get(indicator):
            yield problem(PART_OF_ONE, path, places, "results", name=entry.label, points=amount, value=entry.unit or "")
