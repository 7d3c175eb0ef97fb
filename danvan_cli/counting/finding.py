"""One record by its id, and records by words."""

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from danvan_cli.domain.errors import ReadError, RequestError
from danvan_cli.domain.matching import AmbiguousNameError, match
from danvan_cli.domain.messages import NO_RECORD, SEVERAL_RECORDS, Message
from danvan_cli.domain.names import UNITS_FILE, record_name
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import FileReading, read_record
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES, RecordType
from danvan_cli.domain.references import Reference, references
from danvan_cli.index import problems
from danvan_cli.store.source import Source
from danvan_cli.text.fold import bare, needle, occurs
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

NO_WORDS = Message("no-words", N_("There are no words to look for."))


_PATH = "folder.path || '/' || file.name"
_MOST_CANDIDATES = 12
KINDS = tuple(RECORD_TYPES)


class ShownRecord(NamedTuple):
    """One file of a record with what it states, or with what is wrong in it."""

    kind: str
    path: str
    year: int
    id: str
    reading: FileReading


class SearchHit(NamedTuple):
    """A record that holds the words looked for."""

    id: str
    kind: str
    year: int
    path: str
    title: str | None
    unit: str | None


class SearchResult(NamedTuple):
    """What was found; `without_diacritics` where nothing agreed in all of them."""

    hits: list[SearchHit]
    without_diacritics: bool


def _named_in_sql(record_type: RecordType) -> str:
    """Return the SELECT of (id, year, file, title, unit) of the records of a type."""
    if record_type.columns:
        unit = "unit" if any(column.name == "unit" for column in record_type.columns) else "NULL"
        return f"SELECT id, year, file, {record_type.title} AS title, {unit} AS unit FROM {record_type.table}"
    return (
        f"SELECT DISTINCT substr(file.name, 1, length(file.name) - 5), c.year, c.file, c.{record_type.title}, NULL"
        f" FROM {record_type.table} AS c JOIN file ON file.id = c.file"
    )


_WITH_IDS = [record_type for record_type in RECORD_TYPES.values() if record_type.has_ids]
_RECORDS = (
    f"SELECT t.file, t.id, folder.kind, t.year, {_PATH}, t.title, t.unit FROM"
    f" ({' UNION ALL '.join(map(_named_in_sql, _WITH_IDS))}) AS t"
    " JOIN file ON file.id = t.file JOIN folder ON folder.id = file.folder"
)
# Where an id stands as it is typed, which saves looking at all titles.
_EXACT = [record_type for record_type in _WITH_IDS if record_type.columns]
_BY_ID = " UNION ALL ".join(f"SELECT '{one.name}', year FROM {one.table} WHERE id = ?1" for one in _EXACT)


def find_id(db: sqlite3.Connection, typed: str, kinds: Container[str] = KINDS, year: int | None = None) -> str:
    """Give the id of the one record meant by an id, a part of it, or a part of a title; raise RequestError.

    Only records of these kinds, and of this campaign year if one is given, can be meant.
    """
    typed = id_in(typed)
    if any(kind in kinds and year in (None, of) for kind, of in db.execute(_BY_ID, [typed])):
        return typed
    named = _named(db, kinds, year)
    try:
        return match(typed, named)
    except AmbiguousNameError as error:
        raise _refused(error, named) from None


def find_whole(db: sqlite3.Connection, typed: str, year: int | None = None) -> str:
    """Find as `find_id` does; a model and the awards to it, which bear its title, are one thing: the model."""
    named = _named(db, KINDS, year)
    try:
        return match(id_in(typed), named)
    except AmbiguousNameError as error:
        leading = [f"SELECT id, {of.column} FROM {of.table} WHERE {of.column} IS NOT NULL" for of in _told_of_models()]
        models = dict(db.execute(" UNION ALL ".join(leading)))
        others = [one for one in error.candidates if models.get(one) not in error.candidates]
        if len(others) != 1:
            raise _refused(error, named) from None
        return others[0]


def _refused(error: AmbiguousNameError, named: Mapping[str, tuple[str, ...]]) -> RequestError:
    if not error.candidates:
        near = nearest(error.typed, [*named, *(name for names in named.values() for name in names)])
        return RequestError(NO_RECORD, value=error.typed, near=near or "–")
    more = len(error.candidates) - _MOST_CANDIDATES
    listed = "; ".join(error.candidates[:_MOST_CANDIDATES]) + (f"; … +{more}" if more > 0 else "")
    return RequestError(SEVERAL_RECORDS, value=error.typed, candidates=listed)


def id_in(typed: str) -> str:
    """Take the id out of what `check` and `list` print: a path, or an evaluation's name.

    Raise RequestError for nothing.
    """
    name = typed.rpartition("/")[2].partition(".yaml")[0]
    evaluation = record_name(EVALUATIONS, f"{name}.yaml")
    if not name.strip():
        raise RequestError(NO_WORDS)
    return evaluation.id if evaluation else name


def _named(db: sqlite3.Connection, kinds: Container[str], year: int | None) -> dict[str, tuple[str, ...]]:
    """Give {id: its names} of all that can be meant; files that cannot be read bear ids, too."""
    broken = db.execute(
        "SELECT file.name, folder.kind, folder.year FROM file JOIN folder ON folder.id = file.folder"
        " WHERE NOT file.sound AND folder.id <> 0"
    )
    named: dict[str, tuple[str, ...]] = {
        name.removesuffix(".yaml").partition(".")[0]: ()
        for name, kind, of in broken
        if kind in kinds and year in (None, of)
    }
    for _, one, kind, of, _, title, _ in db.execute(_RECORDS):
        if kind in kinds and year in (None, of):
            named[one] = (one, title) if title else (one,)
    return {one: names or (one,) for one, names in named.items()}


def files_of(db: sqlite3.Connection, source: Source, one: str) -> Iterator[ShownRecord]:
    """Give a record's file, then its evaluations (highest level first), the awards of it, and its lineage."""
    query = (
        f"SELECT folder.kind, {_PATH}, folder.year, file.name FROM file JOIN folder ON folder.id = file.folder"
        f" WHERE file.name = ?1 OR folder.kind = '{EVALUATIONS.name}' AND file.name >= ?2 AND file.name < ?3"
        f"{_or_leading_to(_told_of_models(), '?4')}"
        f" ORDER BY {_last([EVALUATIONS, *(of.record_type for of in _told_of_models())])}, folder.year, file.name"
    )
    for kind, path, year, name in db.execute(query, [f"{one}.yaml", f"{one}.", f"{one}/", one]):
        yield ShownRecord(kind, path, year, name.removesuffix(".yaml"), _read(source, kind, path, year))


def titles_of(db: sqlite3.Connection) -> list[tuple[str, int, str, str]]:
    """Give (id, year, title, unit) of all models, the latest years first."""
    return list(db.execute("SELECT id, year, title, unit FROM model ORDER BY year DESC, id"))


def referring(db: sqlite3.Connection, model: str, year: int) -> list[tuple[str, str, int]]:
    """Give (kind, path, year) of the files that refer to a model of a year, evaluations first."""
    query = (
        f"SELECT folder.kind, {_PATH}, folder.year FROM file JOIN folder ON folder.id = file.folder"
        f" WHERE folder.kind = '{EVALUATIONS.name}' AND folder.year = ?1 AND file.name >= ?2 AND file.name < ?3"
        f"{_or_leading_to([*_told_of_models(), *_among_models()], '?4')}"
        f" ORDER BY {_last([*(of.record_type for of in _told_of_models()), MODELS])}, folder.year, file.name"
    )
    return list(db.execute(query, [year, f"{model}.", f"{model}/", model]))


def _told_of_models() -> list[Reference]:
    """Return the references to models of records that have ids of their own, and are no models: awards'."""
    return [of for of in references() if of.leads_to_models and of.record_type in _EXACT and of.record_type != MODELS]


def _among_models() -> list[Reference]:
    """Return the references of models to models."""
    return [of for of in references() if of.leads_to_models and of.record_type == MODELS]


def _or_leading_to(leading: Iterable[Reference], model: str) -> str:
    conditions = (f" OR file.id IN (SELECT file FROM {of.table} WHERE {of.column} = {model})" for of in leading)
    return "".join(conditions)


def _last(record_types: Iterable[RecordType]) -> str:
    """Return what sorts the files of some types behind all others, in the order of these types."""
    places = (f"WHEN '{one.name}' THEN {number}" for number, one in enumerate(dict.fromkeys(record_types), 1))
    return f"CASE folder.kind {' '.join(places)} ELSE 0 END"


def sources_of(db: sqlite3.Connection, year: int) -> list[tuple[str, str]]:
    """Give (path, source) of the figures of a year."""
    query = (
        f"SELECT DISTINCT {_PATH}, c.source FROM claim AS c JOIN file ON file.id = c.file"
        " JOIN folder ON folder.id = file.folder WHERE c.year = ? AND c.source IS NOT NULL ORDER BY 1"
    )
    return list(db.execute(query, [year]))


def unsound(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Give (kind, path, year) of the records that cannot be read."""
    query = (
        f"SELECT folder.kind, {_PATH}, folder.year FROM file JOIN folder ON folder.id = file.folder"
        " WHERE NOT file.sound AND folder.id <> 0 ORDER BY folder.year, file.name"
    )
    return list(db.execute(query))


def _read(source: Source, kind: str, path: str, year: int) -> FileReading:
    try:
        return read_record(kind, path, year, source.read(path))
    except ReadError as fault:
        reading = read_record(kind, path, year, b"")
        return FileReading(reading.stated, [], [Problem(fault.message, path, args=fault.params)])


def lineage_of(db: sqlite3.Connection, one: str) -> list[tuple[str, int, str]]:
    """Give (id, year, title) of all records of a model's lineage, earliest first."""
    query = "SELECT id, year, title FROM model WHERE root IN (SELECT root FROM model WHERE id = ?) ORDER BY year, id"
    return list(db.execute(query, [one]))


def search(db: sqlite3.Connection, words: str) -> SearchResult:
    """Find units and records by words; raise RequestError where there are none to look for.

    Words with any diacritic must agree in all; if nothing does, they are matched without, and `SearchResult` says so.
    """
    plain = bare(words)
    if not plain:
        raise RequestError(NO_WORDS)
    hits = [*_units(db, needle(plain)), *_records(db, needle(plain))]
    exact = [hit for hit, said in hits if occurs(words, said)]
    return SearchResult(exact or [hit for hit, _ in hits], without_diacritics=bool(hits) and not exact)


def _records(db: sqlite3.Connection, wanted: str) -> Iterator[tuple[SearchHit, str]]:
    rows = db.execute(
        f"SELECT w.said, t.* FROM words AS w JOIN ({_RECORDS}) AS t ON t.file = w.file"
        " WHERE instr(' ' || w.bare || ' ', ?) ORDER BY t.year DESC, t.id",
        [wanted],
    )
    for said, _, *hit in rows:
        yield SearchHit(*hit), said


def _units(db: sqlite3.Connection, wanted: str) -> Iterator[tuple[SearchHit, str]]:
    for unit, name, aliases, parent in db.execute("SELECT id, name, aliases, parent FROM unit ORDER BY position"):
        said = " · ".join([unit, name, *json.loads(aliases)])
        if wanted in f" {bare(said)} ":
            yield SearchHit(unit, "unit", 0, UNITS_FILE, name, parent), said


def faults_of(db: sqlite3.Connection) -> list[Problem]:
    """Give the faults of all files: what these hold cannot be found."""
    return [problem for problem in problems.of_everything(db) if problem.rule.is_fault]
