"""Counting as docs/design.md says it: plain loops over plain dicts, slow and plain to see.

Nothing here may be shared with the program: the two are right only where they agree by themselves.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from typing import Any, TypedDict

Record = dict[str, Any]

MODEL_MEASURES = ("registered", "active", "units")
EVALUATION_MEASURES = ("surveyed", "rated", "effective", "nominated", "recognized", "outstanding", "results")
AWARD_MEASURES = ("awards", "proposed", "recipients")
ACTIVITY_MEASURES = ("activities", "running", "participants", "activity_results")
MEASURES = MODEL_MEASURES + EVALUATION_MEASURES + AWARD_MEASURES + ACTIVITY_MEASURES
DAYS = {
    **dict.fromkeys(MODEL_MEASURES, "registered_on"),
    **dict.fromkeys(("surveyed",), "surveyed_on"),
    **dict.fromkeys(("rated", "effective"), "rated_on"),
    **dict.fromkeys(("recognized", "outstanding", "awards", "recipients"), "decided_on"),
    **dict.fromkeys(("nominated", "proposed"), "proposed_on"),
    **dict.fromkeys(("activities", "participants"), "held_on"),
}

_COMMON = ("year", "unit", "kind", "tag")
_MODEL = (*_COMMON, "level", "field", "movement", "origin")
_EVALUATION = (*_MODEL, "rating", "decision")
_AWARD = (*_COMMON, "level", "form", "authority", "purpose", "status", "decision")
_ACTIVITY = ("year", "unit", "tag", "form")


@dataclass
class Folder:
    """A data folder: records by year and id; of the vocabulary only what counting depends on."""

    units: list[Record] = field(default_factory=list)
    vocabulary: dict[str, list[Record]] = field(default_factory=dict)
    models: dict[int, dict[str, Record]] = field(default_factory=dict)
    evaluations: dict[int, dict[tuple[str, str], Record]] = field(default_factory=dict)
    awards: dict[int, dict[str, Record]] = field(default_factory=dict)
    activities: dict[int, dict[str, Record]] = field(default_factory=dict)

    def model(self, model_id: str) -> Record | None:
        """Ids are unique over all years, so the year need not be known."""
        return next((records[model_id] for records in self.models.values() if model_id in records), None)

    def unit(self, unit_id: str | None) -> Record | None:
        return next((unit for unit in self.units if unit["id"] == unit_id), None)

    def listed(self, name: str, entry_id: str) -> Record:
        """Find the entry of a list; a value that is in no list has no properties."""
        return next((entry for entry in self.vocabulary[name] if entry["id"] == entry_id), {})


@dataclass(frozen=True)
class Question:
    """What is asked; `where` holds the filters as typed, `count` is None where none is typed."""

    measure: str
    years: tuple[int, int]
    by: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    count: str | None = None
    as_of: str | None = None
    units_now: bool = False
    since: str | None = None
    include_open: bool = False


@dataclass
class Fact:
    """One thing that may be counted, with all that choosing, filtering and grouping ask about it."""

    year: int
    record: Record
    values: dict[str, str | None]
    tags: frozenset[str]
    weight: Decimal
    model: str = ""
    root: str = ""
    from_year: int | None = None
    line: tuple[str, ...] = ()
    """The unit and all above it, nearest first."""


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


# The facts of each measure


def facts(folder: Folder, question: Question) -> list[Fact]:
    """Collect all that says what the measure asks, of all years."""
    if question.measure in MODEL_MEASURES:
        return [fact for year in folder.models for fact in _model_facts(folder, question, year)]
    if question.measure in ACTIVITY_MEASURES:
        return _activity_facts(folder, question)
    if question.measure in AWARD_MEASURES:
        return [fact for year in folder.awards for fact in _award_facts(folder, question, year)]
    found = [fact for year in folder.evaluations for fact in _evaluation_facts(folder, question, year)]
    if question.measure == "results":
        return [part for fact in found for part in _indicator_facts(fact)]
    return [fact for fact in found if _says_so(question.measure, fact.record)]


def _model_facts(folder: Folder, question: Question, year: int) -> list[Fact]:
    return [_model_fact(folder, question, year, model_id) for model_id in folder.models[year]]


def _model_fact(folder: Folder, question: Question, year: int, model_id: str) -> Fact:
    model = folder.model(model_id) or {}
    known: dict[str, str | None] = {key: model.get(key) for key in ("kind", "field", "movement", "origin")}
    known |= {"year": str(year), "unit": placed(folder, question, model.get("unit"))}
    known |= {"level": model.get("level") or level_of(folder, model.get("unit"))}
    return Fact(
        year=year,
        record=model,
        values=known,
        tags=frozenset(model.get("tags", ())),
        weight=Decimal(model.get("count", 1)),
        model=model_id,
        root=root_of(folder, model_id),
        from_year=model.get("from_year"),
        line=ancestors(folder, question, model.get("unit")),
    )


def _evaluation_facts(folder: Folder, question: Question, year: int) -> list[Fact]:
    return [
        _evaluation_fact(_model_fact(folder, question, year, model_id), level, record)
        for (model_id, level), record in folder.evaluations[year].items()
    ]


def _evaluation_fact(model: Fact, level: str, record: Record) -> Fact:
    said = {"level": level, "rating": record.get("rating"), "decision": record.get("decision")}
    tags = model.tags | frozenset(record.get("tags", ()))
    return replace(model, record=record, values=model.values | said, tags=tags)


def _indicator_facts(fact: Fact) -> list[Fact]:
    return [
        replace(fact, values=fact.values | {"indicator": indicator}, weight=Decimal(stated))
        for indicator, stated in fact.record.get("results", {}).items()
    ]


def _says_so(measure: str, evaluation: Record) -> bool:
    if measure == "nominated":
        return "proposal" in evaluation or "proposed_on" in evaluation
    if measure == "surveyed":
        return "surveyed_on" in evaluation
    if measure in ("rated", "effective"):
        return "rating" in evaluation
    return evaluation.get(measure) is True and not _revoked(evaluation)


def _revoked(record: Record) -> bool:
    return any(key.startswith("revoked_") for key in record)


def _award_facts(folder: Folder, question: Question, year: int) -> list[Fact]:
    found = folder.awards[year].values()
    return [_award_fact(folder, question, year, record) for record in found if _award_counts(question, record)]


def _award_fact(folder: Folder, question: Question, year: int, record: Record) -> Fact:
    known: dict[str, str | None]
    known = {key: record.get(key) for key in ("kind", "form", "authority", "purpose", "decision")}
    known |= {"status": _status(record), "level": level_of(folder, record.get("authority"))}
    known |= {"year": str(year), "unit": placed(folder, question, record.get("unit"))}
    weight = Decimal(record.get("count", 1))
    line = ancestors(folder, question, record.get("unit"))
    return Fact(year, record, known, frozenset(record.get("tags", ())), weight, line=line)


def _award_counts(question: Question, award: Record) -> bool:
    if question.measure == "proposed":
        return award.get("status") == "de-nghi" or "proposal" in award or "proposed_on" in award
    asked = "status" in question.by or any(parsed(typed)[0] == "status" for typed in question.where)
    return asked or _status(award) == "da-tang"


def _status(award: Record) -> str:
    return "huy-bo" if _revoked(award) else str(award.get("status", "da-tang"))


def _activity_facts(folder: Folder, question: Question) -> list[Fact]:
    everything = [
        _activity_fact(folder, question, year, record)
        for year, records in folder.activities.items()
        for record in records.values()
    ]
    if question.measure == "participants":
        stating = [fact for fact in everything if "participants" in fact.record]
        return [replace(fact, weight=Decimal(fact.record["participants"])) for fact in stating]
    if question.measure == "activity_results":
        return [part for fact in everything for part in _indicator_facts(fact)]
    if question.measure == "running":
        return [fact for fact in everything if "until_year" in fact.record]
    return everything


def _activity_fact(folder: Folder, question: Question, year: int, record: Record) -> Fact:
    known: dict[str, str | None] = {"year": str(year), "unit": placed(folder, question, record.get("unit"))}
    known |= {"form": record.get("form")}
    weight = Decimal(record.get("count", 1))
    line = ancestors(folder, question, record.get("unit"))
    return Fact(year, record, known, frozenset(record.get("tags", ())), weight, line=line)


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


def parsed(typed: str) -> tuple[str, bool, list[str]]:
    """`k!=a,b` -> (k, True, [a, b])."""
    key, _, wanted = typed.partition("=")
    return key.removesuffix("!"), key.endswith("!"), [value for value in wanted.split(",") if value]


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


# Units, lineages, dates, names


def ancestors(folder: Folder, question: Question, unit_id: str | None) -> tuple[str, ...]:
    """List the unit and all above it, nearest first; an id that is no unit stands alone.

    With units of today each is what single successors made of it, and so is what lies above that.
    """
    line: list[str] = []
    while unit_id and placed(folder, question, unit_id) not in line:
        line.append(placed(folder, question, unit_id) or unit_id)
        unit_id = (folder.unit(line[-1]) or {}).get("parent")
    return tuple(line)


def level_of(folder: Folder, unit_id: str | None) -> str | None:
    return (folder.unit(unit_id) or {}).get("level")


def placed(folder: Folder, question: Question, unit_id: str | None) -> str | None:
    """Return the unit of the day, or what single successors made of it."""
    while question.units_now:
        successors = (folder.unit(unit_id) or {}).get("successors", [])
        if len(successors) != 1:
            break
        unit_id = successors[0]
    return unit_id


def root_of(folder: Folder, model_id: str) -> str:
    """Follow `continues` to its end; a record that is not there ends it too."""
    earlier = (folder.model(model_id) or {}).get("continues")
    return root_of(folder, earlier) if earlier else model_id


def first_day(date: str) -> str:
    """`2020-02` -> `2020-02-01`."""
    return "-".join([*date.split("-"), "01", "01"][:3])


def last_day(date: str) -> str:
    """`2020-02` -> `2020-02-29`: a date without day or month means its last day."""
    year, month, day = [int(part) for part in date.split("-")] + [0] * (2 - date.count("-"))
    month = month or 12
    return f"{year:04}-{month:02}-{day or calendar.monthrange(year, month)[1]:02}"


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def fold(name: str) -> str:
    """Make names equal that differ in case, Unicode form, place of the tone, punctuation or spaces."""
    text = unicodedata.normalize("NFD", name)
    text = re.sub(f"(o)([{_TONES}])([ae])|(u)([{_TONES}])(y)", r"\1\3\2\4\6\5", text, flags=re.IGNORECASE)
    text = unicodedata.normalize("NFC", text).casefold()
    return " ".join(re.sub(r"\W", " ", text).split())


def row_texts(row: dict[str, Any], dimensions: tuple[str, ...]) -> list[str | None]:
    return [None if row[name] is None else str(row[name]) for name in dimensions]
