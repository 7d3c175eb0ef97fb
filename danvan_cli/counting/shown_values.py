"""What a list shows of its records: values of the facts themselves, and what related records state.

The index gives what it holds; other keys are read from the files.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from danvan_cli.counting.query import CountedFact
from danvan_cli.counting.question import Question
from danvan_cli.counting.shown_columns import ShownColumn, counted_type
from danvan_cli.domain.errors import ReadError
from danvan_cli.domain.field_types import FLAG
from danvan_cli.domain.fields import UNIT
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import AWARDS, EVALUATIONS, MODELS
from danvan_cli.domain.standing import GIVEN
from danvan_cli.index.comparing import ALL_YEARS, Scope
from danvan_cli.store.source import Source

AWARD_KEYS = ("id", "form", "authority", "decision", "decided_on")  # what is told of an award in a list of models

_IN = "IN (SELECT value FROM json_each(?))"


class ShownValue(NamedTuple):
    """What one record states, None where it does not; of an evaluation with its level, by which it is told apart."""

    value: Any
    level: str | None = None


ShownCell = tuple[ShownValue, ...]  # none where there is no such record, several where a model has several
Stated = Mapping[str, Any]


def widened(scope: Scope, columns: Iterable[ShownColumn], question: Question) -> Scope:
    """Return which files matter where columns show related records.

    What belongs to a model, such as an award, may be of a later year, and name a model of an earlier one.
    """
    own = counted_type(question.measure)
    if own is AWARDS:  # one without a recipient is called by its model, which may be of the year before
        scope = scope._replace(models=(scope.models[0] - 1, scope.models[1]))
    types = {column.record_type for column in columns if column.record_type} - {own}
    if not types or (types == {MODELS} and own is EVALUATIONS):
        return scope
    kinds = tuple(dict.fromkeys((*scope.kinds, MODELS.name, *(record_type.name for record_type in types))))
    models = scope.models if own in (MODELS, EVALUATIONS) else ALL_YEARS
    first = min(scope.first, models[0]) if EVALUATIONS in types else scope.first
    last = ALL_YEARS[1] if types - {MODELS, EVALUATIONS} else scope.last
    return scope._replace(kinds=kinds, first=first, last=last, models=models)


def cells_of(
    db: sqlite3.Connection,
    source: Source,
    question: Question,
    columns: Sequence[ShownColumn],
    facts: Sequence[CountedFact],
) -> list[tuple[ShownCell, ...]]:
    """Return what each fact has in each column; a fact has its values of the columns' axes, in their order."""
    if not columns:
        return [()] * len(facts)
    axes = [column for column in columns if column.axis is not None]
    related = {
        record_type: _related(db, source, question, record_type, _keys_of(record_type, columns), facts)
        for record_type in {column.record_type for column in columns if column.record_type is not None}
    }
    by_column: list[Sequence[ShownCell]] = []
    for column in columns:
        if column.axis is not None:
            place = axes.index(column) - len(axes)  # before these may stand the group's
            values = [fact.values[place] for fact in facts]
            alike = {value: (ShownValue(value),) for value in set(values)}
            by_column.append([alike[value] for value in values])
        elif column.record_type is not None:
            by_column.append(
                [tuple(_shown(stated, column) for stated in records) for records in related[column.record_type]]
            )
        else:
            by_column.append([(ShownValue(fact.id),) for fact in facts])
    return list(zip(*by_column, strict=True))


def _shown(stated: Stated, column: ShownColumn) -> ShownValue:
    if column.field is None:
        return ShownValue({key: stated.get(key) for key in AWARD_KEYS})
    value = stated.get(column.field.key)
    if column.part:
        value = (value or {}).get(column.part)
    return ShownValue(value, stated.get("level") if column.record_type is EVALUATIONS else None)


def cells_of_units(
    db: sqlite3.Connection, columns: Sequence[ShownColumn], units: Iterable[str]
) -> list[tuple[ShownCell, ...]]:
    """Return what units.yaml states of units."""
    keys = list(UNIT)
    names = ["since" if key == "from" else key for key in keys]
    stated = {row[0]: dict(zip(keys, row, strict=True)) for row in db.execute(f"SELECT {', '.join(names)} FROM unit")}
    several = [key for key, field in UNIT.items() if field.type.is_several]
    for values in stated.values():
        values.update({key: json.loads(values[key]) or None for key in several})
    keys_shown = [column.field.key if column.field else "" for column in columns]
    return [
        tuple((ShownValue(stated.get(unit, {"id": unit, "name": unit}).get(key)),) for key in keys_shown)
        for unit in units
    ]


def titles_of(db: sqlite3.Connection, cells: Iterable[ShownCell]) -> dict[str, str]:
    """Return {id: title} of the models that some cells name."""
    ids = {shown.value for cell in cells for shown in cell if shown.value is not None}
    return dict(db.execute(f"SELECT id, title FROM {MODELS.table} WHERE id {_IN}", [json.dumps(sorted(ids))]))


def titles_for_nameless(db: sqlite3.Connection, question: Question, facts: Iterable[CountedFact]) -> dict[str, str]:
    """Return {path: title of its model} of awards without a recipient: of models of the period, or the year before."""
    nameless = [fact for fact in facts if fact.title is None]
    if not nameless or counted_type(question.measure) is not AWARDS:
        return {}
    models = _models_named(db, AWARDS, nameless)
    query = f"SELECT file, title FROM {MODELS.table} WHERE file {_IN} AND year BETWEEN ? AND ?"
    years = question.period.first - 1, question.last_year
    titles = dict(db.execute(query, [json.dumps([*models.values()]), *years]))
    return {fact.path: titles[models[fact.file]] for fact in nameless if models.get(fact.file) in titles}


def _keys_of(record_type: RecordType, columns: Iterable[ShownColumn]) -> set[str]:
    """Return the keys of a type that some columns show, and those by which its records are named."""
    keys = set(record_type.named_by)
    for column in columns:
        if column.record_type is record_type:
            keys.update((column.field.key,) if column.field else AWARD_KEYS)
    return keys


def _related(  # noqa: PLR0913 - from where, of what, and for whom
    db: sqlite3.Connection,
    source: Source,
    question: Question,
    record_type: RecordType,
    keys: set[str],
    facts: Sequence[CountedFact],
) -> list[list[Stated]]:
    """Return what the records of a type state that belong to each fact."""
    files = _files_behind(db, question, record_type, facts)
    stated = _stated(db, source, record_type, keys, {file for of_fact in files for file in of_fact})
    return [[stated[file] for file in of_fact if file in stated] for of_fact in files]


def _files_behind(
    db: sqlite3.Connection, question: Question, record_type: RecordType, facts: Sequence[CountedFact]
) -> list[Sequence[int]]:
    """Return the files of a type that belong to each fact: its own, its model's, or those that belong to its model."""
    own = counted_type(question.measure)
    if record_type is own:
        return [(fact.file,) for fact in facts]
    if own is EVALUATIONS or own is MODELS:
        models = [fact.model_file for fact in facts]
    else:
        models_named = _models_named(db, own, facts)
        models = [models_named.get(fact.file) for fact in facts]
    if record_type is MODELS:
        return [() if model is None else (model,) for model in models]
    belonging = _belonging(db, question, record_type, {model for model in models if model is not None})
    return [() if model is None else belonging[model] for model in models]


def _models_named(db: sqlite3.Connection, own: RecordType, facts: Iterable[CountedFact]) -> dict[int, int]:
    """Return {file: file of the model that it names}."""
    query = (
        f"SELECT t.file, m.file FROM {own.table} AS t JOIN {MODELS.table} AS m ON m.id = t.model"
        f" WHERE t.file {_IN} ORDER BY m.year"
    )
    return dict(db.execute(query, [json.dumps([fact.file for fact in facts])]))


def _belonging(
    db: sqlite3.Connection, question: Question, record_type: RecordType, models: Iterable[int]
) -> Mapping[int, list[int]]:
    """Return {file of a model: files of a type that belong to it}; of awards those that are given by the last day."""
    marks = json.dumps(sorted(models))
    if record_type is EVALUATIONS:
        query = (
            "SELECT e.model_file, e.file FROM evaluation AS e"
            " LEFT JOIN entry AS l ON l.list = 'level' AND l.id = e.level"
            f" WHERE e.model_file {_IN} ORDER BY COALESCE(l.position, 9999), e.level"
        )
        rows = db.execute(query, [marks])
    else:
        standing = f" AND t.revoked = 0 AND COALESCE(t.status, '{GIVEN}') = '{GIVEN}'" if record_type is AWARDS else ""
        by_then = " AND t.decided_day <= ?" if standing and question.as_of else ""
        query = (
            f"SELECT m.file, t.file FROM {record_type.table} AS t JOIN {MODELS.table} AS m ON m.id = t.model"
            f" WHERE m.file {_IN}{standing}{by_then} ORDER BY t.year, t.id"
        )
        rows = db.execute(query, [marks, *([question.as_of] if by_then else [])])
    belonging: dict[int, list[int]] = defaultdict(list)
    for model, file in rows:
        belonging[model].append(file)
    return belonging


def _stated(
    db: sqlite3.Connection, source: Source, record_type: RecordType, keys: set[str], files: Iterable[int]
) -> dict[int, dict[str, Any]]:
    """Return {file: what it states under some keys}."""
    columns = {name: name for name in record_type.named_by}
    columns |= {column.key: column.name for column in record_type.columns if column.key and column.made is None}
    indexed = {key: name for key, name in columns.items() if key in keys}
    marks = json.dumps(sorted(files))
    rows = db.execute(f"SELECT file, {', '.join(indexed.values())} FROM {record_type.table} WHERE file {_IN}", [marks])
    stated = {file: dict(zip(indexed, values, strict=True)) for file, *values in rows}
    fields = record_type.named_fields
    for key in (key for key in indexed if key in fields and fields[key].type is FLAG):
        for values in stated.values():
            values[key] = None if values[key] is None else bool(values[key])
    if keys - indexed.keys():
        _read_rest(db, source, record_type, stated)
    return stated


def _read_rest(
    db: sqlite3.Connection, source: Source, record_type: RecordType, stated: Mapping[int, dict[str, Any]]
) -> None:
    """Add what the files state and the index does not hold."""
    from danvan_cli.domain.reading import read_record  # noqa: PLC0415 - mostly the index holds all

    query = (
        "SELECT folder.path || '/' || file.name, file.id, folder.year FROM file JOIN folder ON folder.id = file.folder"
        f" WHERE file.id {_IN}"
    )
    places = {path: (file, year) for path, file, year in db.execute(query, [json.dumps(list(stated))])}
    for path, content in source.read_many(places):
        file, year = places[path]
        if not isinstance(content, ReadError):  # it was there a moment ago, when the index looked at it
            stated[file].update(read_record(record_type.name, path, year, content).stated.values)
