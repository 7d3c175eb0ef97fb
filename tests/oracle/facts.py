"""What can be counted in a folder, as docs/design.md says it: one plain object a countable thing."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

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


def parsed(typed: str) -> tuple[str, bool, list[str]]:
    """`k!=a,b` -> (k, True, [a, b])."""
    key, _, wanted = typed.partition("=")
    return key.removesuffix("!"), key.endswith("!"), [value for value in wanted.split(",") if value]
