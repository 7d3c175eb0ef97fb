"""What a file states -> rows of the index."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.names import RecordName
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import Reading, Stated
from danvan_cli.domain.standing import is_revoked
from danvan_cli.text.dates import first_day, last_day
from danvan_cli.text.fold import bare, fold

Row = tuple[Any, ...]

# Columns that hold what a key of the same name states, and what is stored beside them.
_MODEL = (
    "title", "unit", "kind", "person", "level", "field", "movement", "origin", "continues", "replicates",
    "registered_on", "started_on", "ended_on", "from_year",
)  # fmt: skip
_EVALUATION = (
    "surveyed_on", "rated_on", "score", "rating", "recognized", "outstanding", "decision", "decided_on", "revoked_on",
)  # fmt: skip
_AWARD = (
    "kind", "form", "authority", "recipient", "position", "unit", "model", "purpose", "proposal", "proposed_on",
    "status", "decision", "decided_on", "revoked_on", "from_year",
)  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "model": ("file", "id", "year", *_MODEL, "title_key", "registered_day", "ended_day", "number"),
    "evaluation": ("file", "model", "level", "year", *_EVALUATION, "evaluator", "revoked"),
    "award": ("file", "id", "year", *_AWARD, "recipient_key", "revoked", "number"),
    "claim": ("file", "number", "year", "source", "line", "col", "stated", "places"),
    "tag": ("file", "tag"),
    "result": ("file", "indicator", "amount"),
    "point": ("file", "scorer", "criterion", "points"),
    "words": ("file", "said", "bare"),
    "problem": ("file", "number", "code", "line", "col", "args"),
}
# What a record is looked for by; an evaluation is found through its model. Long texts are left in the files:
# folding them would double the time to index.
_WORDS = {
    kind: [field.key for field in TABLES[kind].values() if field.type.is_searched and field.key != "source"]
    for kind in ("model", "award", "figures")
}


class RecordFile(NamedTuple):
    """A record's place in the index."""

    file: int
    kind: str
    year: int
    name: RecordName


def problem_rows(file: int, problems: Iterable[Problem]) -> Iterator[Row]:
    """Give the rows of a file's problems."""
    for number, problem in enumerate(problems):
        args = json.dumps(problem.args, ensure_ascii=False)
        yield file, number, problem.code, problem.place.line, problem.place.column, args


def places_text(stated: Stated) -> str:
    """Write where each key stands as the index keeps it."""
    return " ".join([f"{key}:{mark.line + 1}:{mark.column + 1}" for key, mark in stated.marks.items()])


def record_rows(record: RecordFile, reading: Reading) -> Iterator[tuple[str, Row]]:
    """Give (table, row) for all that a sound record states."""
    values = reading.stated.values
    yield from _MAIN[record.kind](record, reading)
    for tag in dict.fromkeys(values.get("tags", ())):
        yield "tag", (record.file, tag)
    if record.kind in _WORDS:
        yield "words", (record.file, *_words(record, values))


def _model(record: RecordFile, reading: Reading) -> Iterator[tuple[str, Row]]:
    values = reading.stated.values
    get = values.get
    stored = (fold(values["title"]), _day(get("registered_on")), _day(get("ended_on")), get("count"))
    yield "model", (record.file, record.name.id, record.year, *map(get, _MODEL), *stored)


def _evaluation(record: RecordFile, reading: Reading) -> Iterator[tuple[str, Row]]:
    values = reading.stated.values
    get = values.get
    stored = (get("by"), int(is_revoked(values)))
    name = (record.file, record.name.id, record.name.level, record.year)
    yield "evaluation", (*name, *map(get, _EVALUATION), *stored)
    for indicator, amount in get("results", {}).items():
        yield "result", (record.file, indicator, amount)
    for scorer, points in {"": get("scores", {}), **get("scorers", {})}.items():
        for criterion, one in points.items():
            yield "point", (record.file, scorer, criterion, one)


def _award(record: RecordFile, reading: Reading) -> Iterator[tuple[str, Row]]:
    values = reading.stated.values
    get = values.get
    recipient = get("recipient")
    stored = (fold(recipient) if recipient else None, int(is_revoked(values)), get("count"))
    yield "award", (record.file, record.name.id, record.year, *map(get, _AWARD), *stored)


def _figures(record: RecordFile, reading: Reading) -> Iterator[tuple[str, Row]]:
    """Give a row a claim; what holds for the whole file is written into each."""
    whole = reading.stated.values
    for number, claim in enumerate(reading.entries):
        where = {**whole.get("where", {}), **claim.values.get("where", {})}
        stated = json.dumps({**claim.values, "where": where}, ensure_ascii=False)
        place = (claim.place.line, claim.place.column)
        source = whole.get("source")
        yield "claim", (record.file, number, record.year, source, *place, stated, places_text(claim))


_MAIN = {"model": _model, "evaluation": _evaluation, "award": _award, "figures": _figures}


def _day(date: str | None) -> str | None:
    return last_day(date) if date else None


def _words(record: RecordFile, values: Mapping[str, Any]) -> tuple[str, str]:
    parts = [record.name.id]
    for key in _WORDS[record.kind]:
        value = values.get(key)
        if value:
            parts.extend([value] if isinstance(value, str) else value)
    said = " · ".join(parts)
    return said, bare(said)


def entry_rows(lists: Mapping[str, Iterable[Any]]) -> Iterator[Row]:
    """Give the rows of the vocabulary."""
    for name, entries in lists.items():
        for position, one in enumerate(entries):
            aliases = json.dumps(one.aliases, ensure_ascii=False)
            flags = (int(one.effective), int(one.stock), int(one.apart))
            yield (
                name,
                one.id,
                position,
                one.label,
                one.label_en,
                aliases,
                one.until,
                *flags,
                one.unit,
                one.least,
                one.most,
            )


def unit_row(position: int, stated: Stated, now: str) -> Row:
    """Give a unit's row."""
    get = stated.values.get
    lists = (json.dumps(get("aliases", []), ensure_ascii=False), json.dumps(get("successors", [])))
    names = (get("id"), position, get("name"), get("level"), get("parent"))
    until, since = get("until"), get("from")
    return (
        *names,
        lists[0],
        since,
        until,
        _day(until),
        first_day(since) if since else None,
        lists[1],
        now,
        places_text(stated),
    )
