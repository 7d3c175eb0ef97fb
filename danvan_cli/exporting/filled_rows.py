"""The models of a year as rows of a list that says more of each: what it was rated, what it was awarded.

A hidden column says which cells were filled in. A row to which nobody added anything is no record when it comes back.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.listing import list_records
from danvan_cli.counting.question import QuestionText
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.fields import AWARD, MODEL
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import AWARDS, EVALUATIONS, MODELS
from danvan_cli.importing.cells import CachingReader, Cell, cell_of, name_for
from danvan_cli.importing.columns import PREPARED, fields_of
from danvan_cli.recording.record_lookup import Record, RecordLookup

# What is filled in, in the order of the columns.
GIVEN = {
    EVALUATIONS.folder: ("id", "title", "unit", "level"),
    AWARDS.folder: ("recipient", "position", "kind", "unit", "model"),
}


class FilledRows(NamedTuple):
    """Rows, each with its cells by key, and what could not be read for them."""

    rows: list[dict[str, Cell]]
    unread: Sequence[Problem] = ()


def filled_rows(lookup: RecordLookup, kind: str, year: int, unit: str | None) -> FilledRows:
    """Return a row for each model registered in a year, by a unit and those below it if one is named."""
    where = [f"unit={unit}"] if unit else []
    listing = list_records(lookup.ledger, measures.REGISTERED, QuestionText(str(year), (), where))
    lookup.look_at_lists()
    reader = CachingReader(lookup.lists.kept(), year, lookup.model_id)  # looking for models closes the index
    level = lookup.lists.units[unit].level if unit in lookup.lists.units else _own_level(lookup)
    models = [lookup.read(MODELS, model.path, model.year) for model in listing.records]
    rows = [_row(kind, number, model, reader, level) for number, model in enumerate(models, 1)]
    return FilledRows(rows, listing.unread)


def _own_level(lookup: RecordLookup) -> str:
    own = lookup.lists.setting("unit") or ""
    return lookup.lists.units[own].level if own in lookup.lists.units else ""


def _row(kind: str, number: int, model: Record, reader: CachingReader, level: str) -> dict[str, Cell]:
    cells = dict(_cells(kind, model, reader, level))
    return {"number": number, **cells, PREPARED.key: " ".join(cells)}


def _cells(kind: str, model: Record, reader: CachingReader, level: str) -> Iterator[tuple[str, Cell]]:
    """Yield what is known of a model under the keys of the list."""
    stated = {**model.values, "id": model.id, "recipient": model.values.get("person"), "level": level}
    fields = fields_of(kind)
    for key in GIVEN[kind]:
        if key == "id":
            yield key, model.id
        elif fields[key].refers == MODELS.name:
            yield key, _model_cell(model, reader)
        elif key == "kind" and stated.get(key):
            yield key, name_for(AWARD["kind"], stated[key], reader)
        elif stated.get(key):
            yield key, cell_of(MODEL[key] if key in ("title", "unit") else fields[key], stated[key], reader)


def _model_cell(model: Record, reader: CachingReader) -> str:
    """Return a model's title where that means it alone, else its id."""
    title = str(model.values["title"])
    try:
        return title if reader.value(AWARD["model"], [title]) == model.id else model.id
    except RequestError:
        return model.id
