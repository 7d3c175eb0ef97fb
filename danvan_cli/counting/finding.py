"""One record by its id or its title, and what belongs to it."""

import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from danvan_cli.domain.errors import AmbiguousError, ReadError, RequestError
from danvan_cli.domain.matching import AmbiguousNameError, match
from danvan_cli.domain.messages import NO_RECORD, SEVERAL_RECORDS, Message
from danvan_cli.domain.names import is_path, path_in, record_name
from danvan_cli.domain.namesakes import RecordCandidate
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.domain.references import Reference, references
from danvan_cli.index import problems
from danvan_cli.index.current_lists import Lists
from danvan_cli.store.source import Source
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

if TYPE_CHECKING:
    from danvan_cli.domain.reading import FileReading

NO_RECORD_THERE = Message(
    "no-record-there", N_("The unit after --unit has no record “{value}”. Nearest there: {near}.")
)
NO_WORDS = Message("no-words", N_("There are no words to look for."))

# Of what has a record each year, the one of the year is meant that a command speaks of.
OF_YEAR = Message(
    "of-year",
    N_("“{value}” is understood as the {thing} of {year} ({id}). One of another year: --year, or its id."),
    severity="remark",
)
OF_THAT_YEAR = Message(
    "of-that-year",
    N_("“{value}” is understood as the {thing} of {year} ({id}). Another one: its id."),
    severity="remark",
)

NAMED_RECORD = "record"  # what is named, in an answer that is kept: (this, the name as it was typed)
_PATH = "folder.path || '/' || file.name"
KINDS = tuple(RECORD_TYPES)


class ShownRecord(NamedTuple):
    """One file of a record with what it states, or with what is wrong in it."""

    kind: str
    path: str
    year: int
    id: str
    reading: "FileReading"


class TitledModel(NamedTuple):
    """A model by what lists call it; `key` is its folded title."""

    id: str
    year: int
    unit: str
    title: str
    key: str
    continues: str | None


class FoundRecord(NamedTuple):
    """The record that a name means; `preferred` where it is that of the year in question, of several."""

    id: str
    preferred: RecordCandidate | None = None

    def said(self, typed: str) -> dict[str, str]:
        """Return what fills in the sentence of how a name was understood, where a record was preferred."""
        year, thing = (self.preferred.year, self.preferred.type_name) if self.preferred else (0, "")
        return {"value": typed, "thing": thing, "year": str(year), "id": self.id}


# Records that are not in the folder any more, or cannot be read there, by their ids.
Gone = Mapping[str, RecordCandidate]

# The years whose records are preferred, the first that has any; asked for only where a name fits several.
Years = Callable[[], Sequence[int]]


def _select_of(record_type: RecordType) -> str:
    """Return the SELECT of (id, year, file, title, unit) of the records of a type."""
    if record_type.columns:
        unit = "unit" if any(column.name == "unit" for column in record_type.columns) else "NULL"
        return f"SELECT id, year, file, {record_type.title} AS title, {unit} AS unit FROM {record_type.table}"
    return (
        f"SELECT DISTINCT substr(file.name, 1, length(file.name) - 5), c.year, c.file, c.{record_type.title}, NULL"
        f" FROM {record_type.table} AS c JOIN file ON file.id = c.file"
    )


_WITH_IDS = [record_type for record_type in RECORD_TYPES.values() if record_type.has_ids]
RECORDS = (
    f"SELECT t.file, t.id, folder.kind, t.year, {_PATH}, t.title, t.unit FROM"
    f" ({' UNION ALL '.join(map(_select_of, _WITH_IDS))}) AS t"
    " JOIN file ON file.id = t.file JOIN folder ON folder.id = file.folder"
)
# Where an id stands as it is typed, which saves looking at all titles.
_EXACT = [record_type for record_type in _WITH_IDS if record_type.columns]
# Awards and others whose records have ids of their own, and may be of a model.
_NO_MODELS = [record_type for record_type in _EXACT if record_type != MODELS]
_BY_ID = " UNION ALL ".join(
    f"SELECT '{record_type.name}', year FROM {record_type.table} WHERE id = ?1" for record_type in _EXACT
)


def find_id(  # noqa: PLR0913 - where, what, and which can be meant
    db: sqlite3.Connection,
    typed: str,
    kinds: Container[str] = KINDS,
    year: int | None = None,
    years: Years = tuple,
    units: Container[str] | None = None,
    gone: Gone = MappingProxyType({}),
) -> FoundRecord:
    """Return the one record meant by an id, a part of it, or a part of a title; raise RequestError.

    Only records of these kinds, and of this campaign year and these units if any are given, can be meant, and those
    that are `gone`. Of a thing that has a record each year, the one of the first of `years` that has any is meant.
    """
    name = id_in(typed)
    by_id = db.execute(_BY_ID, [name]) if units is None else ()
    if any(kind in kinds and year in (None, of_year) for kind, of_year in by_id):
        return FoundRecord(name)
    named = {**_names_by_id(db, kinds, year, units), **names_of(gone)}
    try:
        return FoundRecord(match(name, named))
    except AmbiguousNameError as error:
        return _preferred(db, typed, _candidates_of(db, error, named, units, gone), years())


def names_of(records: Gone) -> dict[str, tuple[str, ...]]:
    """Return {id: its names} of records."""
    return {name: (name, *filter(None, [record.title])) for name, record in records.items()}


def names_there(db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return {id: its names} of all records that are there, also of those that cannot be read."""
    return _names_by_id(db, KINDS, None, None)


def find_whole(
    db: sqlite3.Connection,
    typed: str,
    year: int | None = None,
    years: Sequence[int] = (),
    units: Container[str] | None = None,
) -> FoundRecord:
    """Return what `find_id` does; a model and the awards to it, which bear its title, are one thing: the model."""
    named = _names_by_id(db, KINDS, year, units)
    try:
        return FoundRecord(match(id_in(typed), named))
    except AmbiguousNameError as error:
        candidates = _candidates_of(db, error, named, units)
        leading = [
            f"SELECT id, {reference.column} FROM {reference.table} WHERE {reference.column} IS NOT NULL"
            for reference in _references_to_models(_NO_MODELS)
        ]
        models = dict(db.execute(" UNION ALL ".join(leading)))
        wholes = [record for record in candidates if models.get(record.id) not in error.candidates]
        if len(wholes) == 1:
            return FoundRecord(wholes[0].id)
        return _preferred(db, typed, candidates, years, wholes)


def _preferred(
    db: sqlite3.Connection,
    typed: str,
    candidates: Sequence[RecordCandidate],
    years: Sequence[int],
    wholes: Sequence[RecordCandidate] = (),
) -> FoundRecord:
    """Return the one of several records that is of the year in question, if the others are the same thing in others.

    Raise AmbiguousError.
    """
    wholes = wholes or candidates
    year = next((year for year in years if any(record.year == year for record in wholes)), 0)
    of_year = [record for record in wholes if record.year == year]
    if len(of_year) == 1 and all(_is_same_thing(db, of_year[0], record) for record in wholes):
        return FoundRecord(of_year[0].id, of_year[0])
    raise AmbiguousError(
        SEVERAL_RECORDS,
        name=(NAMED_RECORD, typed),
        choices=[*of_year, *(record for record in wholes if record.year != year)],
        value=typed,
        candidates=candidates,
    )


def _is_same_thing(db: sqlite3.Connection, record: RecordCandidate, another: RecordCandidate) -> bool:
    """Whether two are what becomes of one thing over the years: one carries the other on, or only the year differs.

    Without its year a model is told by unit, title and person (design 3). Nothing else has a record a year.
    """
    if not record.type_name == another.type_name == MODELS.name:
        return False
    earlier, later = sorted((record, another), key=lambda candidate: candidate.year)
    return _but_for_year(record) == _but_for_year(another) or _carries_on(db, later.id, earlier.id)


def _but_for_year(model: RecordCandidate) -> tuple[str | None, str, str]:
    return model.unit.id if model.unit else None, fold(model.title), fold(model.person)


def _carries_on(db: sqlite3.Connection, later: str, earlier: str) -> bool:
    """Whether a model carries another on; whoever only writes has no lineages in the index."""
    chain = (
        f"WITH RECURSIVE chain(id) AS (SELECT ?1 UNION SELECT m.continues FROM chain JOIN {MODELS.table} AS m"
        " ON m.id = chain.id WHERE m.continues IS NOT NULL) SELECT 1 FROM chain WHERE id = ?2"
    )
    return db.execute(chain, [later, earlier]).fetchone() is not None


def _candidates_of(
    db: sqlite3.Connection,
    error: AmbiguousNameError,
    named: Mapping[str, tuple[str, ...]],
    units: Container[str] | None,
    gone: Gone = MappingProxyType({}),
) -> tuple[RecordCandidate, ...]:
    """Return the records that a name fits, with what tells them apart, those of the latest year first.

    Of one that cannot be read only the id is known. Raise RequestError where the name fits none.
    """
    ids = error.candidates
    if not ids:
        near = nearest(error.typed, [*named, *(name for names in named.values() for name in names)])
        raise RequestError(NO_RECORD if units is None else NO_RECORD_THERE, value=error.typed, near=near or "–")
    lists = Lists(db)
    persons = dict(db.execute(f"SELECT id, person FROM {MODELS.table} WHERE person IS NOT NULL"))
    told = {
        record_id: RecordCandidate(
            record_id, year, lists.called(unit) if unit else None, persons.get(record_id, ""), title or "", kind
        )
        for _, record_id, kind, year, _, title, unit in db.execute(RECORDS)
        if record_id in ids
    }
    told = {**told, **gone}
    records = (told.get(record_id, RecordCandidate(record_id, 0, None)) for record_id in ids)
    return tuple(sorted(records, key=lambda record: (-record.year, record.id)))  # folders are listed in no order


def id_in(typed: str) -> str:
    """Return the id in what `check` and `list` print: a path, or an evaluation's name.

    Raise RequestError for nothing.
    """
    name = path_in(typed).rpartition("/")[2].partition(".yaml")[0] if is_path(typed) else typed.partition(".yaml")[0]
    evaluation = record_name(EVALUATIONS, f"{name}.yaml")
    if not name.strip():
        raise RequestError(NO_WORDS)
    return evaluation.id if evaluation else name


def _names_by_id(
    db: sqlite3.Connection, kinds: Container[str], year: int | None, units: Container[str] | None
) -> dict[str, tuple[str, ...]]:
    """Return {id: its names} of all that can be meant; files that cannot be read bear ids, too, but of no unit."""
    broken = db.execute(
        "SELECT file.name, folder.kind, folder.year FROM file JOIN folder ON folder.id = file.folder"
        " WHERE NOT file.sound AND folder.id <> 0"
    )
    named: dict[str, tuple[str, ...]] = {
        name.removesuffix(".yaml").partition(".")[0]: ()
        for name, kind, of_year in broken
        if kind in kinds and year in (None, of_year) and units is None
    }
    for _, record_id, kind, of_year, _, title, unit in db.execute(RECORDS):
        if kind in kinds and year in (None, of_year) and (units is None or unit in units):
            named[record_id] = (record_id, title) if title else (record_id,)
    return {record_id: names or (record_id,) for record_id, names in named.items()}


def files_of(db: sqlite3.Connection, source: Source, record_id: str) -> Iterator[ShownRecord]:
    """Yield a record's file, then its evaluations (highest level first), the awards of it, and its lineage."""
    of_others = _references_to_models(_NO_MODELS)
    last = [EVALUATIONS, *(reference.record_type for reference in of_others)]
    query = (
        f"SELECT folder.kind, {_PATH}, folder.year, file.name FROM file JOIN folder ON folder.id = file.folder"
        f" WHERE file.name = ?1 OR folder.kind = '{EVALUATIONS.name}' AND file.name >= ?2 AND file.name < ?3"
        f"{_or_leading_to(of_others, '?4')}"
        f" ORDER BY {_sorted_last(last)}, folder.year, file.name"
    )
    for kind, path, year, name in db.execute(query, [f"{record_id}.yaml", f"{record_id}.", f"{record_id}/", record_id]):
        yield ShownRecord(kind, path, year, name.removesuffix(".yaml"), _read(source, kind, path, year))


def unit_named(db: sqlite3.Connection, lists: Lists, typed: str) -> str | None:
    """Return the unit whose whole id, name or other spelling this is, where one is and no record has it as its id.

    It may be named with what it lies in.
    """
    bearing = [typed] if typed in lists.units else lists.unit_names.bearing(typed)
    is_record = bool(bearing) and db.execute(_BY_ID, [typed]).fetchone() is not None
    return bearing[0] if len(bearing) == 1 and not is_record else None


def titled_ids(db: sqlite3.Connection) -> set[str]:
    """Return the ids of all records that are there and can be read."""
    return {record_id for _, record_id, *_ in db.execute(RECORDS)}


def titles_of(db: sqlite3.Connection) -> list[tuple[str, int, str, str]]:
    """Return (id, year, title, unit) of all models, the latest years first."""
    return list(db.execute("SELECT id, year, title, unit FROM model ORDER BY year DESC, id"))


def titled_models(db: sqlite3.Connection, year: int) -> list[TitledModel]:
    """Return the models of a year."""
    rows = db.execute(
        "SELECT id, year, unit, title, title_key, continues FROM model WHERE year = ? ORDER BY id", [year]
    )
    return [TitledModel(*row) for row in rows]


def referring(db: sqlite3.Connection, model: str, year: int) -> list[tuple[str, str, int]]:
    """Return (kind, path, year) of the files that refer to a model of a year, evaluations first."""
    of_others, of_models = _references_to_models(_NO_MODELS), _references_to_models([MODELS])
    last = [*(reference.record_type for reference in of_others), MODELS]
    query = (
        f"SELECT folder.kind, {_PATH}, folder.year FROM file JOIN folder ON folder.id = file.folder"
        f" WHERE folder.kind = '{EVALUATIONS.name}' AND folder.year = ?1 AND file.name >= ?2 AND file.name < ?3"
        f"{_or_leading_to([*of_others, *of_models], '?4')}"
        f" ORDER BY {_sorted_last(last)}, folder.year, file.name"
    )
    return list(db.execute(query, [year, f"{model}.", f"{model}/", model]))


def _references_to_models(record_types: Container[RecordType]) -> list[Reference]:
    """Return the references of records of some types to models."""
    to_models = (reference for reference in references() if reference.leads_to_models)
    return [reference for reference in to_models if reference.record_type in record_types]


def _or_leading_to(leading: Iterable[Reference], model: str) -> str:
    return "".join(
        f" OR file.id IN (SELECT file FROM {reference.table} WHERE {reference.column} = {model})"
        for reference in leading
    )


def _sorted_last(record_types: Iterable[RecordType]) -> str:
    """Return what sorts the files of some types behind all others, in the order of these types."""
    places = (
        f"WHEN '{record_type.name}' THEN {number}" for number, record_type in enumerate(dict.fromkeys(record_types), 1)
    )
    return f"CASE folder.kind {' '.join(places)} ELSE 0 END"


def unsound(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Return (kind, path, year) of the records that cannot be read."""
    query = (
        f"SELECT folder.kind, {_PATH}, folder.year FROM file JOIN folder ON folder.id = file.folder"
        " WHERE NOT file.sound AND folder.id <> 0 ORDER BY folder.year, file.name"
    )
    return list(db.execute(query))


def _read(source: Source, kind: str, path: str, year: int) -> "FileReading":
    from danvan_cli.domain.reading import FileReading, read_record  # noqa: PLC0415 - most only look for a name

    try:
        return read_record(kind, path, year, source.read(path))
    except ReadError as error:
        reading = read_record(kind, path, year, b"")
        return FileReading(reading.stated, [], [Problem(error.message, path, args=error.params)])


def lineage_of(db: sqlite3.Connection, model: str) -> list[tuple[str, int, str]]:
    """Return (id, year, title) of all records of a model's lineage, earliest first."""
    query = "SELECT id, year, title FROM model WHERE root IN (SELECT root FROM model WHERE id = ?) ORDER BY year, id"
    return list(db.execute(query, [model]))


def faults_of(db: sqlite3.Connection) -> list[Problem]:
    """Return the faults of all files: what these hold cannot be found."""
    return [problem for problem in problems.of_everything(db) if problem.rule.is_fault]
