"""References that lead nowhere, and values that are in no list. The records count all the same."""

import json
import sqlite3
from collections.abc import Iterator

from danvan_cli.counting.checks.finding import FILES, PATH, problem, recorded_references, values_without
from danvan_cli.counting.zeros import KINDS_OF_MODELS
from danvan_cli.domain import rules
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.domain.references import Reference, references
from danvan_cli.domain.units import circling
from danvan_cli.index.current_lists import Lists
from danvan_cli.index.problems import place_in
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

UNKNOWN_UNIT = rules.error(
    "unknown-unit",
    N_("{key}: there is no unit {value}."),
    N_("Nearest: {near}. Units stand in units.yaml."),
    rules.REFERENCE,
)
UNKNOWN_MODEL = rules.error(
    "unknown-model",
    N_("{key}: there is no model {value}."),
    N_("Nearest: {near}. Correct the id, or add the record."),
    rules.REFERENCE,
)
UNKNOWN_VALUE = rules.error(
    "unknown-value",
    N_("{key}: “{value}” is in no list."),
    N_("Nearest: {near}. The whole list, and how to add to it: danvan vocabulary list {list}"),
    rules.LISTS,
)
KIND_OF_MODEL = rules.error(
    "kind-of-model",
    N_("A model is tap-the, ca-nhan or khong-ro, not {kind}."),
    N_("Choose one of these; khong-ro is for a total that was not split."),
    rules.LISTS,
    is_asked=True,
)
CONTINUES_YEAR = rules.error(
    "continues-year",
    N_("It continues {value} of {year}, which is no earlier year."),
    N_("continues names the same model's record of an earlier year."),
    N_("Lineages decide what is counted once over several years."),
)
LATER_MODEL = rules.warning(
    "later-model",
    N_("{key}: the model {value} is of {year}, which is a later year than this record's."),
    N_("Name the model's record of that year or an earlier one; or move the record to its own year: danvan move."),
    N_("What a year has cannot be of a model that was registered only after it: in its year it is seen at no model."),
    is_asked=True,
)
EVALUATION_YEAR = rules.error(
    "evaluation-year",
    N_("The model {value} is of {year}; an evaluation lies in its model's year."),
    N_("Move the file to evaluations/{year}/."),
    N_("It is counted in the year of its own folder."),
)
ID_TWICE = rules.error(
    "id-twice",
    N_("The id {value} is used already, by {other}."),
    N_("Rename one of the files, and what refers to it."),
    N_("Ids are unique over all years: a reference must lead to one record."),
)

_NONE = "–"


def unknown_units(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find units that units.yaml does not know."""
    near = _NearestUnit(lists)
    for reference in recorded_references(db):
        if reference.field.refers != "unit":
            continue
        for path, places, value in values_without(db, reference, "SELECT id FROM unit"):
            yield problem(UNKNOWN_UNIT, path, places, reference.key, value=value, near=near.to(value))


def office_unit(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find the office's own unit if units.yaml does not know it."""
    unit = lists.setting("unit")
    if unit is not None and unit not in lists.units:
        places = db.execute("SELECT places FROM file WHERE name = ?", [OFFICE_FILE]).fetchone()[0]
        near = _NearestUnit(lists).to(unit)
        yield problem(UNKNOWN_UNIT, OFFICE_FILE, places, "unit", value=unit, near=near)


# Ids that some file bears, even one that cannot be read: what refers to it is not what has to be mended.
_BEARING = (
    "SELECT id FROM model UNION SELECT substr(file.name, 1, length(file.name) - 5) FROM file"
    f" JOIN folder ON folder.id = file.folder WHERE folder.kind = '{MODELS.name}' AND NOT file.sound"
)


def unknown_models(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001 - all checks are called alike
    """Find ids of models that no file bears; the nearest is looked for in the same year."""
    for reference in recorded_references(db):
        if not reference.leads_to_models:
            continue
        for path, places, value in values_without(db, reference, _BEARING):
            same_year = db.execute("SELECT id FROM model WHERE substr(id, 1, 5) = substr(?, 1, 5) LIMIT 5000", [value])
            near = nearest(value, (model for (model,) in same_year)) or _NONE
            yield problem(UNKNOWN_MODEL, path, places, reference.key, value=value, near=near)


def unknown_values(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find values that their list does not hold."""
    for reference in recorded_references(db, parts=True):
        name = reference.field.choices
        if not name:
            continue
        near = _Nearest(list(lists.entries(name)))
        for path, places, value in values_without(db, reference, "SELECT id FROM entry WHERE list = ?", (name,)):
            yield problem(UNKNOWN_VALUE, path, places, reference.key, value=value, near=near.to(value), list=name)


def unit_levels(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find units of a level that the list does not hold."""
    near = _Nearest(list(lists.entries("level")))
    for level, places in db.execute(
        "SELECT level, places FROM unit WHERE level NOT IN (SELECT id FROM entry WHERE list = 'level')"
    ):
        yield problem(UNKNOWN_VALUE, UNITS_FILE, places, "level", value=level, near=near.to(level), list="level")


class _Nearest:
    """Finds the nearest valid value, once for each wrong one."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._known: dict[str, str] = {}

    def to(self, value: str) -> str:
        """Return the nearest, or a dash."""
        if value not in self._known:
            self._known[value] = nearest(value, self._names) or _NONE
        return self._known[value]


class _NearestUnit(_Nearest):
    """Finds the unit with the nearest id or name; the file needs its id."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._ids = {name: unit for unit in lists.units.values() for name in unit.names()}
        super().__init__(list(self._ids))

    def to(self, value: str) -> str:
        """Return the nearest unit's id and name, or a dash."""
        unit = self._ids.get(super().to(value))
        return f"{unit.id} ({self._lists.called(unit.id).placed})" if unit else _NONE


def kinds_of_models(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find models whose kind only an award can have."""
    for kind in lists.entries("kind"):
        if kind not in KINDS_OF_MODELS:
            rows = db.execute(f"SELECT {PATH}, file.places FROM model AS t {FILES} WHERE t.kind = ?", [kind])
            for path, places in rows:
                yield problem(KIND_OF_MODEL, path, places, "kind", kind=kind)


def ids_twice(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find ids that two files of one kind bear, in whatever years."""
    seen: dict[tuple[str, str], str] = {}
    named = " UNION ALL ".join(
        _select_ids_of(record_type) for record_type in RECORD_TYPES.values() if record_type.has_ids
    )
    for kind, name, path in db.execute(
        f"WITH named (kind, id, file) AS ({named})"
        f" SELECT t.kind, t.id, {PATH} FROM named AS t {FILES}"
        " WHERE (t.kind, t.id) IN (SELECT kind, id FROM named GROUP BY 1, 2 HAVING COUNT(*) > 1) ORDER BY 3"
    ):
        if (kind, name) in seen:
            yield problem(ID_TWICE, path, None, "", value=name, other=seen[kind, name])
        seen.setdefault((kind, name), path)


def _select_ids_of(record_type: RecordType) -> str:
    """Return the SELECT of (type, id, file) of the records of a type."""
    if record_type.columns:
        return f"SELECT '{record_type.name}', id, file FROM {record_type.table}"
    return (
        f"SELECT '{record_type.name}', substr(file.name, 1, length(file.name) - 5), file.id FROM file"
        f" JOIN folder ON folder.id = file.folder WHERE folder.kind = '{record_type.name}' AND file.sound"
    )


def units(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find units whose parents or successors lead nowhere or in a circle."""
    near = _NearestUnit(lists)
    inside = circling({unit.id: (unit.parent,) if unit.parent else () for unit in lists.units.values()})
    following = circling({unit.id: unit.successors for unit in lists.units.values()})
    for unit, parent, successors, places in db.execute("SELECT id, parent, successors, places FROM unit"):
        for key, values in (("parent", [parent] if parent else []), ("successors", json.loads(successors))):
            for value in values:
                if value not in lists.units:
                    yield problem(UNKNOWN_UNIT, UNITS_FILE, places, key, value=value, near=near.to(value))
        if unit in inside:
            yield problem(rules.UNIT_CYCLE, UNITS_FILE, places, "parent", value=unit)
        if unit in following:
            yield problem(rules.SUCCESSOR_CYCLE, UNITS_FILE, places, "successors", value=unit)


def evaluations_astray(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find evaluations that lie in another year than their model."""
    for path, model, year in db.execute(
        f"SELECT {PATH}, t.model, m.year FROM evaluation AS t {FILES} JOIN model AS m ON m.file = t.model_file"
        " WHERE t.astray = 1"
    ):
        yield Problem(EVALUATION_YEAR, path, place_in(None, ""), {"value": model, "year": year})


def continued_years(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find models that continue one of no earlier year."""
    for path, places, value, year in db.execute(
        f"SELECT {PATH}, file.places, t.continues, MIN(m.year) FROM model AS t {FILES}"
        " JOIN model AS m ON m.id = t.continues GROUP BY t.file HAVING MIN(m.year) >= t.year"
    ):
        yield problem(CONTINUES_YEAR, path, places, "continues", value=value, year=year)


def later_models(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find records of which a model is named that is of a later year only; of `continues` more is asked."""
    for reference in naming_models():
        for path, places, value, year in db.execute(
            f"SELECT {PATH}, file.places, t.{reference.column}, MIN(m.year) FROM {reference.table} AS t {FILES}"
            f" JOIN model AS m ON m.id = t.{reference.column} GROUP BY t.file HAVING MIN(m.year) > t.year"
        ):
            yield problem(LATER_MODEL, path, places, reference.key, value=value, year=year)


def naming_models() -> list[Reference]:
    """Return the keys by which a record names a model of its year, or of one before; an evaluation bears its name."""
    return [
        reference
        for reference in references()
        if reference.leads_to_models and reference.record_type is not EVALUATIONS and reference.key != "continues"
    ]
