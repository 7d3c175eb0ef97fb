"""Counting as docs/design.md says it: plain loops over plain dicts, slow and plain to see.

Nothing here may be shared with the program: the two are right only where they agree by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any, TypedDict

from tests.oracle.facts import (
    ACTIVITY_MEASURES,
    AWARD_MEASURES,
    DAYS,
    EVALUATION_MEASURES,
    MODEL_MEASURES,
    Fact,
    Folder,
    Question,
    Record,
    facts,
    first_day,
    fold,
    last_day,
    level_of,
    parsed,
)

_COMMON = ("year", "unit", "kind", "tag")
_MODEL = (*_COMMON, "level", "field", "movement", "origin")
_EVALUATION = (*_MODEL, "rating", "decision")
_AWARD = (*_COMMON, "level", "form", "authority", "purpose", "status", "decision")
_ACTIVITY = ("year", "unit", "tag", "form")


class Answer(TypedDict):
    """Rows without those of value zero, and the total (None where it would mix indicators)."""

    rows: list[dict[str, Any]]
    total: Decimal | None


def tally(folder: Folder, question: Question) -> Answer:
    counted = kept(folder, question)
    dimensions = shown(question)
    cells: dict[tuple[str | None, ...], list[Fact]] = defaultdict(list)
    for fact in counted:
        for cell in product(*(values(folder, fact, dimension) for dimension in dimensions)):
            cells[cell].append(fact)
    rows = [
        {**dict(zip(dimensions, cell, strict=True)), "value": amount(question, found)} for cell, found in cells.items()
    ]
    return {"rows": [row for row in rows if row["value"]], "total": total(question, counted)}


def listing(folder: Folder, question: Question) -> Decimal | None:
    """Return the total of `list`, which takes every option but --by."""
    return tally(folder, replace(question, by=()))["total"]


def dimensions(folder: Folder, measure: str) -> list[str]:
    """Name the dimensions that a measure has."""
    of_models = _MODEL if measure in MODEL_MEASURES else _EVALUATION
    names = list(_AWARD if measure in AWARD_MEASURES else _ACTIVITY if measure in ACTIVITY_MEASURES else of_models)
    names += ["indicator"] if measure in ("results", "activity_results") else []
    names += ["month", "quarter"] if measure in DAYS else []
    return names + [f"unit.{level['id']}" for level in folder.vocabulary["level"]]


def shown(question: Question) -> tuple[str, ...]:
    """Return the dimensions of the rows: results never mix indicators unasked."""
    single = any(key == "indicator" and not no and len(wanted) == 1 for key, no, wanted in map(parsed, question.where))
    appended = question.measure in ("results", "activity_results") and "indicator" not in question.by and not single
    return (*question.by, "indicator") if appended else question.by


# Eligible, then chosen, then filtered


def kept(folder: Folder, question: Question) -> list[Fact]:
    """What is counted is chosen first and filtered after, so that parts agree with the whole."""
    dated = [with_spans(fact, question.measure) for fact in facts(folder, question)]
    found = [fact for fact in dated if eligible(fact, question)]
    found += left_open(dated, question) if question.include_open else []
    chosen = choose(folder, question, found)
    return [fact for fact in chosen if all(holds(folder, fact, typed) for typed in question.where)]


def left_open(dated: list[Fact], question: Question) -> list[Fact]:
    """Models of the year before whose lineage has no record in the period by its last day."""
    before = question.years[0] - 1
    carried_on = {fact.root for fact in dated if eligible(fact, replace(question, since=None))}
    of_the_year = replace(question, years=(before, before), since=None)
    return [fact for fact in dated if eligible(fact, of_the_year) and fact.root not in carried_on]


def eligible(fact: Fact, question: Question) -> bool:
    first, last = question.years
    if question.measure == "running":
        return fact.year <= last <= fact.record["until_year"] and not _ended(fact.record, question)
    if question.as_of:
        last = min(last, int(question.as_of[:4]))
    covered = first <= (fact.from_year or fact.year) and first <= fact.year <= last
    return covered and _there_on_the_days_asked(fact, question)


def _there_on_the_days_asked(fact: Fact, question: Question) -> bool:
    if not (question.since or question.as_of):
        return True
    day = day_of(fact, question.measure)
    if day is None:
        return question.measure in MODEL_MEASURES and not (question.measure == "registered" and question.since)
    return (not question.since or day >= first_day(question.since)) and (
        not question.as_of or day <= last_day(question.as_of)
    )


def day_of(fact: Fact, measure: str) -> str | None:
    """Return the day of what a fact says, None where none is stated."""
    stated = fact.record.get(DAYS.get(measure, ""))
    return last_day(stated) if stated else None


def choose(folder: Folder, question: Question, found: list[Fact]) -> list[Fact]:
    if question.measure in AWARD_MEASURES + ACTIVITY_MEASURES or question.measure == "units":
        return found
    if question.measure == "active":
        return [fact for fact in latest(found) if not _ended(fact.record, question)]
    chosen = found if basis(question) == "each" else highest(folder, found)
    if question.measure == "results":
        return _stocks_once(folder, chosen)
    chosen = latest(chosen) if question.count == "distinct" else chosen
    return chosen if question.measure != "effective" else [fact for fact in chosen if _effective(folder, fact)]


def basis(question: Question) -> str:
    """Asked by the level or the decision that says it, every evaluation counts."""
    named = [wanted for key, no, wanted in map(parsed, question.where) if key in ("level", "decision") and not no]
    implied = "each" if question.measure in EVALUATION_MEASURES and any(named) else "yearly"
    return question.count or implied


def highest(folder: Folder, found: list[Fact]) -> list[Fact]:
    """Of each model, year and indicator the evaluation at the highest level."""
    best: dict[tuple[str, int, str | None], Fact] = {}
    for fact in sorted(found, key=lambda fact: _rank(folder, fact)):
        best.setdefault((fact.model, fact.year, fact.values.get("indicator")), fact)
    return list(best.values())


def _rank(folder: Folder, fact: Fact) -> tuple[int, str]:
    order = [level["id"] for level in folder.vocabulary["level"]]
    level = fact.values["level"] or ""
    return (order.index(level) if level in order else len(order), level)


def latest(found: list[Fact]) -> list[Fact]:
    """Of each lineage (and indicator) the facts of its latest year."""
    newest: dict[tuple[str, str | None], int] = {}
    for fact in found:
        key = (fact.root, fact.values.get("indicator"))
        newest[key] = max(fact.year, newest.get(key, fact.year))
    return [fact for fact in found if fact.year == newest[fact.root, fact.values.get("indicator")]]


def _stocks_once(folder: Folder, chosen: list[Fact]) -> list[Fact]:
    stocks = [fact for fact in chosen if _stock(folder, fact)]
    return [fact for fact in chosen if not _stock(folder, fact)] + latest(stocks)


def _stock(folder: Folder, fact: Fact) -> bool:
    return bool(folder.listed("indicator", fact.values["indicator"] or "").get("stock"))


def _effective(folder: Folder, fact: Fact) -> bool:
    return bool(folder.listed("rating", fact.values["rating"] or "").get("effective"))


def _ended(model: Record, question: Question) -> bool:
    closing = last_day(question.as_of or str(question.years[1]))
    return "ended_on" in model and last_day(model["ended_on"]) <= closing


def holds(folder: Folder, fact: Fact, typed: str) -> bool:
    """`tag=x` keeps what bears x, `tag!=x` what does not; every other dimension has one value."""
    key, negated, _ = parsed(typed)
    every = all if negated else any
    return every(_fits(fact, value, typed) for value in values(folder, fact, key))


def _fits(fact: Fact, value: str | None, typed: str) -> bool:
    key, negated, wanted = parsed(typed)
    if not wanted:
        return (value is None) != negated
    found = fact.line if key == "unit" else (value,)
    return any(value in found for value in wanted) != negated


def values(folder: Folder, fact: Fact, dimension: str) -> list[str | None]:
    """Return the values under which a fact is shown: several only for tags."""
    if dimension == "tag":
        return [*sorted(fact.tags)] or [None]
    if dimension.startswith("unit."):
        level = dimension.removeprefix("unit.")
        return [next((unit for unit in fact.line if level_of(folder, unit) == level), None)]
    return [fact.values[dimension]]


def with_spans(fact: Fact, measure: str) -> Fact:
    """Add the month and the quarter in which the day of a fact lies."""
    day = day_of(fact, measure)
    month = day[:7] if day else None
    quarter = f"{day[:4]}-Q{(int(day[5:7]) - 1) // 3 + 1}" if day else None
    return replace(fact, values=fact.values | {"month": month, "quarter": quarter})


# What is added up


def amount(question: Question, counted: list[Fact]) -> Decimal:
    if question.measure == "units":
        return Decimal(len({fact.values["unit"] for fact in counted}))
    if question.measure == "recipients":
        return _recipients(counted)
    return sum((fact.weight for fact in counted), Decimal(0))


def total(question: Question, counted: list[Fact]) -> Decimal | None:
    several = len({fact.values.get("indicator") for fact in counted}) > 1
    return None if several else amount(question, counted)


def _recipients(counted: list[Fact]) -> Decimal:
    named = [fact for fact in counted if "recipient" in fact.record]
    people = {(fold(fact.record["recipient"]), fact.values["unit"], fact.values["kind"]) for fact in named}
    return sum((max(shares.values()) for shares in nameless(counted).values()), Decimal(len(people)))


def nameless(counted: list[Fact]) -> dict[tuple[str | None, ...], dict[tuple[str | None, ...], Decimal]]:
    """Group awards without a name: by unit and kind what each form and authority gave."""
    groups: dict[tuple[str | None, ...], dict[tuple[str | None, ...], Decimal]] = {}
    for fact in counted:
        if "recipient" not in fact.record:
            shares = groups.setdefault((fact.values["unit"], fact.values["kind"]), {})
            share = (fact.values["form"], fact.values["authority"])
            shares[share] = shares.get(share, Decimal(0)) + fact.weight
    return groups


def is_lower_bound(folder: Folder, question: Question) -> bool:
    """Tell whether recipients without a name have awards of several forms or authorities."""
    if question.measure != "recipients":
        return False
    return any(len(shares) > 1 for shares in nameless(kept(folder, question)).values())


def row_texts(row: dict[str, Any], dimensions: tuple[str, ...]) -> list[str | None]:
    return [None if row[name] is None else str(row[name]) for name in dimensions]
