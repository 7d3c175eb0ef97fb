"""What a file states -> rows of the index."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from danvan_cli.domain.names import RecordName
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import FileReading, StatedValues
from danvan_cli.domain.record_type import IndexPart, RecordType
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.text.dates import first_day, last_day
from danvan_cli.text.fold import bare

Row = tuple[Any, ...]

COLUMNS: dict[str, tuple[str, ...]] = {
    **{
        record_type.table: (
            *("file", *record_type.named_by, "year"),
            *(column.name for column in record_type.columns if not column.filled),
        )
        for record_type in RECORD_TYPES.values()
        if record_type.columns
    },
    **{
        part.table: ("file", *(["scorer"] if part.among else []), part.column, part.amount)
        for record_type in RECORD_TYPES.values()
        for part in record_type.parts
    },
    "claim": ("file", "number", "year", "source", "stated_on", "line", "col", "stated", "places"),
    "tag": ("file", "tag"),
    "words": ("file", "said", "bare"),
    "problem": ("file", "number", "code", "line", "col", "args"),
}


class RecordFile(NamedTuple):
    """A record's place in the index."""

    file: int
    kind: str
    year: int
    name: RecordName


def problem_rows(file: int, problems: Iterable[Problem]) -> Iterator[Row]:
    """Yield the rows of a file's problems."""
    for number, problem in enumerate(problems):
        args = json.dumps(problem.args, ensure_ascii=False)
        yield file, number, problem.code, problem.place.line, problem.place.column, args


def places_text(stated: StatedValues) -> str:
    """Write where each key stands as the index keeps it."""
    return " ".join([f"{key}:{mark.line + 1}:{mark.column + 1}" for key, mark in stated.marks.items()])


def record_rows(record: RecordFile, reading: FileReading) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for all that a sound record states."""
    values = reading.stated.values
    rows = _ROWS[record.kind]
    if rows.record_type.columns:
        yield rows.record_type.table, rows.own(record, values)
    if rows.record_type.entries:
        yield from _entry_rows(record, reading)
    for part in rows.record_type.parts:
        yield from _part_rows(record.file, part, values)
    for tag in dict.fromkeys(values.get("tags", ())):
        yield "tag", (record.file, tag)
    if rows.words is not None:
        yield "words", (record.file, *_words(record, rows.words, values))


class _TypeRows:
    """What the rows of a type's records are made of: worked out once, for there are many records."""

    def __init__(self, record_type: RecordType) -> None:
        self.record_type = record_type
        columns = [column for column in record_type.columns if not column.filled]
        self._keys = [column.key for column in columns]
        self._made = [(number, column.made) for number, column in enumerate(columns) if column.made]
        self._by_level = not record_type.has_ids
        # Long texts are left in the files: folding them would double the time to index.
        texts = [field.key for field in record_type.fields.values() if field.type.is_searched and field.key != "source"]
        self.words = texts if record_type.is_searched else None

    def own(self, record: RecordFile, values: Mapping[str, Any]) -> Row:
        """Return the row of the type's own table."""
        row = list(map(values.get, self._keys))
        for number, made in self._made:
            row[number] = made(values)
        name = record.name if self._by_level else record.name[:1]  # a level only where one names the record
        return record.file, *name, record.year, *row


def _part_rows(file: int, part: IndexPart, values: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    if not part.among:
        for name, amount in values.get(part.key, {}).items():
            yield part.table, (file, name, amount)
        return
    for scorer, amounts in {"": values.get(part.key, {}), **values.get(part.among, {})}.items():
        for name, amount in amounts.items():
            yield part.table, (file, scorer, name, amount)


def _entry_rows(record: RecordFile, reading: FileReading) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for each claim; what holds for the whole file is written into each."""
    whole = reading.stated.values
    for number, claim in enumerate(reading.entries):
        where = {**whole.get("where", {}), **claim.values.get("where", {})}
        stated = json.dumps({**claim.values, "where": where}, ensure_ascii=False)
        place = (claim.place.line, claim.place.column)
        said = (whole.get("source"), whole.get("stated_on"))
        yield "claim", (record.file, number, record.year, *said, *place, stated, places_text(claim))


_ROWS = {name: _TypeRows(record_type) for name, record_type in RECORD_TYPES.items()}


def _words(record: RecordFile, keys: Iterable[str], values: Mapping[str, Any]) -> tuple[str, str]:
    parts = [record.name.id]
    for key in keys:
        value = values.get(key)
        if value:
            parts.extend([value] if isinstance(value, str) else value)
    text = " · ".join(parts)
    return text, bare(text)


def _listed(values: Sequence[str]) -> str:
    """Return values as a list of JSON; most units and entries have none."""
    return json.dumps(values, ensure_ascii=False) if values else "[]"


def entry_rows(lists: Mapping[str, Iterable[VocabularyEntry]]) -> Iterator[Row]:
    """Yield the rows of the vocabulary."""
    for name, entries in lists.items():
        for position, entry in enumerate(entries):
            yield name, entry.id, position, *_entry_columns(entry)


@lru_cache(maxsize=1 << 10)  # most are the same in every folder
def _entry_columns(entry: VocabularyEntry) -> Row:
    return (
        *(entry.label, entry.label_en, _listed(entry.aliases), entry.until),
        *(int(entry.effective), int(entry.stock), int(entry.apart), entry.unit, entry.least, entry.most),
        _listed(entry.short),
    )


def unit_row(position: int, stated: StatedValues, now: str) -> Row:
    """Return a unit's row; `now` is the unit that it has become by today."""
    get = stated.values.get
    until, since = get("until"), get("from")
    return (
        *(get("id"), position, get("name"), get("level"), get("parent")),
        _listed(get("aliases", ())),
        since,
        until,
        last_day(until) if until else None,
        first_day(since) if since else None,
        _listed(get("successors", ())),
        now,
        get("code"),
        places_text(stated),
    )
