"""What one level found about a model: survey, scores, rating, results."""

from collections.abc import Mapping

from danvan_cli.counting.checks.ratings import proposed_rating
from danvan_cli.domain.errors import InputError, Mistake, RequestError
from danvan_cli.domain.fields import EVALUATION
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import id_of, record_name, record_path
from danvan_cli.domain.record_types import EVALUATIONS
from danvan_cli.domain.values import Value
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.attaching import attach
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.naming import find_entry
from danvan_cli.recording.plan import Plan, Remark, Step, change, create, plan, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.typed import Typed, reader_for
from danvan_cli.text.mark import N_

NOTHING_TO_RECORD = Message(
    "nothing-to-record", N_("Nothing to record was given: a survey, scores, a rating or results.")
)
SCORES_OF_SCORERS = Message("scores-of-scorers", N_("Scores: {sums}. Mean: {mean}."), severity="remark")
SCORE_KEPT = Message(
    "score-kept",
    N_("The score stays {score}, as it was stated; its parts come to {sum}. To change it: --score {sum}"),
    severity="remark",
)
POINTS_LACKING = Message("points-lacking", N_("Criteria without points yet: {criteria}."), severity="remark")
RATING_PROPOSED = Message(
    "rating-proposed",
    N_("By the office's thresholds a score of {score} is rated {rating}. To rate it so: --rating {id}"),
    severity="remark",
)
EVALUATED = Message("evaluated", N_("Evaluated: {names}"), severity="remark")


_PARTS = ("scores", "scorers")


def evaluate(lookup: RecordLookup, model: str, typed: Typed, level: str | None = None, year: int | None = None) -> Plan:
    """Plan a model's evaluation at a level, new or added to; without a level it is that of the evaluation named so.

    Where a model is named it is the office's own.
    Scores by criterion give the score: their sum, or the mean of the scorers'; one that was stated otherwise stays.
    A rating is only proposed, never chosen. Files of evidence are copied into the data folder. Raise InputError, or
    RequestError.
    """
    mistakes = MistakeLog()
    record = mistakes.take(lambda: lookup.find(model, year=year, units=lookup.units_meant), None)
    model_year = record.year if record else year
    level_id = mistakes.take(lambda: level_of(lookup, level or _level_in(model), model_year), "")
    values = mistakes.take(lambda: reader_for(lookup, model_year).record(EVALUATION, typed), {})
    mistakes.settle()
    if not (values and record):
        raise RequestError(NOTHING_TO_RECORD)
    old = evaluation_of(lookup, record, level_id)
    evidence = attach(lookup, record, level_id, values.get("evidence", ()), old)
    if evidence.paths:
        values = {**values, "evidence": evidence.paths}
    was = old.values if old else {}
    scored = {**values, **score_of(lookup.lists, record.year, values, was)}
    step = write_evaluation(lookup, record, level_id, scored)
    lacking = lacking_points(lookup.lists, record.year, merged(was, values))
    remarks = [
        *remarks_on(lookup.lists, record.year, scored, old),
        *([remark(POINTS_LACKING, criteria=lacking)] if lacking else []),
    ]
    said = [*evidence.remarks, *remarks, *doubts(lookup, [step])]
    return plan(EVALUATED, [*evidence.steps, step], said)._replace(named=(step,), echoed=True)


def _level_in(typed: str) -> str | None:
    """Return the level's id where an evaluation was named instead of its model, by `<model>.<level>` or its path."""
    name = record_name(EVALUATIONS, f"{id_of(typed)}.yaml")
    return name.level if name else None


def level_of(lookup: RecordLookup, typed: str | None, year: int | None) -> str:
    """Find the level that is meant, else that of the office's own unit; raise InputError."""
    if typed:
        try:
            return find_entry(lookup.lists, "level", typed, year)
        except RequestError as why:
            raise InputError([Mistake("level", why)]) from None
    own = lookup.lists.units.get(lookup.lists.setting("unit") or "")
    if own is None:
        raise InputError(missing=["level"])
    return own.level


def evaluation_of(lookup: RecordLookup, model: Record, level: str) -> Record | None:
    """Read a model's evaluation at a level, if there is one."""
    path = record_path(EVALUATIONS, model.year, f"{model.id}.{level}")
    return lookup.read(EVALUATIONS, path, model.year) if lookup.source.stamp(path) else None


def write_evaluation(lookup: RecordLookup, model: Record, level: str, values: Mapping[str, Value]) -> Step:
    """Plan to add to a model's evaluation at a level, or to make it."""
    old = evaluation_of(lookup, model, level)
    if old is None:
        return create(lookup, EVALUATIONS, model.year, f"{model.id}.{level}", values)
    return change(old, merged(old.values, with_note(old, values)))


def merged(old: Mapping[str, Value], new: Mapping[str, Value]) -> dict[str, Value]:
    """Add to what a record states: to mappings and lists their new parts, else the new value."""
    return {key: _merged_value(old.get(key), value) for key, value in new.items()}


def with_note(old: Record, values: Mapping[str, Value]) -> dict[str, Value]:
    """Put a new note behind the one that a record has, once: what was noted is not lost."""
    was, new = old.values.get("note", ""), values.get("note", "")
    if f"\n{new}\n" in f"\n{was}\n":
        new = ""
    return {**values, **({"note": f"{was}\n{new}".strip()} if was or new else {})}


def _merged_value(old: Value | None, new: Value) -> Value:
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **merged(old, new)}
    if isinstance(old, list) and isinstance(new, list):
        return old + [item for item in new if item not in old]
    return new


def score_of(lists: Lists, year: int, values: Mapping[str, Value], old: Mapping[str, Value]) -> dict[str, Value]:
    """Work the score out of its parts, where they are stated and it is not, nor was otherwise than by its old parts.

    As long as a criterion has no points there is none: what is not known yet is not zero.
    """
    by_hand = "score" in old and old["score"] not in (_score_from(key, old) for key in _PARTS if key in old)
    if "score" in values or by_hand or not _has_parts(values) or lacking_points(lists, year, merged(old, values)):
        return {}
    return {"score": _score_of_parts(values, old)}


def _has_parts(values: Mapping[str, Value]) -> bool:
    return any(key in values for key in _PARTS)


def _score_of_parts(values: Mapping[str, Value], old: Mapping[str, Value]) -> int:
    """Return what the parts come to (hundredths), with the old ones of their kind; those of scorers go first."""
    return _score_from("scorers" if "scorers" in values else "scores", merged(old, values))


def _score_from(key: str, values: Mapping[str, Value]) -> int:
    return mean_score(values[key]) if key == "scorers" else sum(values[key].values())


def mean_score(scorers: Mapping[str, Mapping[str, int]]) -> int:
    """Return the mean of the scorers' sums, in hundredths, halves rounded up."""
    total = sum(sum(points.values()) for points in scorers.values())
    return (2 * total + len(scorers)) // (2 * len(scorers))


def remarks_on(lists: Lists, year: int, values: Mapping[str, Value], old: Record | None) -> list[Remark]:
    """Return remarks on a score: what each scorer's points come to and their mean, what stays, which rating it reaches.

    That it is rated otherwise is for `doubts`.
    """
    was = old.values if old else {}
    remarks = []
    if "scorers" in values:
        scorers = merged(was, values)["scorers"]
        sums = {name: sum(points.values()) for name, points in scorers.items()}
        remarks.append(remark(SCORES_OF_SCORERS, sums=sums, mean=mean_score(scorers)))
    if "score" not in values and _has_parts(values) and was.get("score") not in (None, _score_of_parts(values, was)):
        remarks.append(remark(SCORE_KEPT, score=was["score"], sum=_score_of_parts(values, was)))
    proposed = proposed_rating(lists, values["score"], year) if "score" in values else None
    if proposed and "rating" not in {**was, **values}:
        remarks.append(remark(RATING_PROPOSED, rating=proposed, score=values["score"], id=proposed))
    return remarks


def lacking_points(lists: Lists, year: int, values: Mapping[str, Value]) -> list[str]:
    """Return the ids of the year's criteria that have no points yet, from one of the scorers at least."""
    given = [*values.get("scorers", {}).values(), *([values["scores"]] if "scores" in values else [])]
    entries = lists.entries("criterion").values()
    criteria = [entry.id for entry in entries if entry.until is None or entry.until >= year]
    return [criterion for criterion in criteria if any(criterion not in points for points in given)]
