"""Workbooks to be sent out and filled in: empty lists, and last year's models to be reviewed."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.listing import list_records
from danvan_cli.counting.question import QuestionText
from danvan_cli.domain.fields import MODEL, Field
from danvan_cli.domain.list_kinds import LIST_KINDS
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import MODELS, PUBLISHED_FIGURES, RECORD_TYPES
from danvan_cli.exporting import drop_downs as choices
from danvan_cli.exporting import explanations as explaining
from danvan_cli.exporting.closing_place import offer_closing, print_filled
from danvan_cli.exporting.filled_rows import GIVEN, FilledRows, filled_rows
from danvan_cli.exporting.sheet_styles import (
    FIRST,
    ROW_NUMBER,
    ListWorkbook,
    SheetColumn,
    lay_out,
    sheet_name,
    with_heading,
    write_row,
)
from danvan_cli.importing.cells import CachingReader, Cell, cell_of, name_for
from danvan_cli.importing.columns import (
    ASKED,
    ID,
    PREPARED,
    REVIEW,
    REVIEWED,
    ListColumn,
    columns_of,
    fields_of,
)
from danvan_cli.locale import translate
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.spreadsheet.saving import new_workbook
from danvan_cli.text.mark import N_
from danvan_cli.text.periods import Period
from danvan_cli.view.labels import unit_label

ROWS = 100  # that are prepared
_TITLES = {
    **{record_type.folder: record_type.list_title or record_type.label for record_type in RECORD_TYPES.values()},
    "units": N_("List of units"),
}
_OF_YEAR, _REVIEW = N_("{title}, {year}"), N_("Review of the models of {year}")
_ABOUT = N_("One row each. Columns marked (*) have to be filled in; the sheet “{sheet}” explains each.")
_ABOUT_FILLED = N_(
    "Each row is a model of the year: fill in what is known of it; rows left as they are make no record. "
    "The sheet “{sheet}” explains each column."
)
_ABOUT_REVIEW = N_("Fill in the white columns only: what becomes of each model. The sheet “{sheet}” explains each.")
# Where the unit stands that a list is made for.
_UNIT_KEYS = {"units": "parent", PUBLISHED_FIGURES.folder: "claims.where"}
_OWN = ("id", "year", "mark", PREPARED.key)  # columns of danvan's own
_GIVEN = ("id", "title", "unit", "kind", "person", "field")
_ASKED_OF_REVIEWS = ("review", "ended_on", "ended_reason", "note")
_ABOUT_STOPPED = {
    "ended_on": N_("Only where it is stopped: from this day on it is no longer active."),
    "ended_reason": N_("Only where it is stopped."),
}


class TemplateRequest(NamedTuple):
    """What a template is for. `unit` is an id; `day` decides which units exist where no year is said."""

    kind: str
    day: str
    unit: str | None = None
    year: int | None = None
    all_columns: bool = False

    @property
    def years(self) -> Period:
        """Return the years whose lists and units are offered."""
        year = self.year or int(self.day[:4])
        return Period(year, year)


class TemplateResult(NamedTuple):
    """A workbook that was written: how many rows are filled in, and what could not be read for it."""

    file: Path
    rows: int = 0
    unread: Sequence[Problem] = ()


def file_name(request: TemplateRequest, *, review: bool = False) -> str:
    """Make a name for a template's file."""
    parts = ("ra-soat" if review else "mau", LIST_KINDS[request.kind], request.unit or "", str(request.year or ""))
    return "-".join(part for part in parts if part) + ".xlsx"


def write_template(
    lookup: RecordLookup, request: TemplateRequest, file: Path, *, force: bool = False
) -> TemplateResult:
    """Write an empty list to be filled in; raise WriteError."""
    reader = _reader(lookup, request)
    keys = list(fields_of(request.kind)) if request.all_columns else ASKED[request.kind]
    keys = [key for key in keys if key not in _OWN or (key == "id" and request.kind == "units")]
    columns = [_number_column(), *_asked_columns(request.kind, reader, keys)]
    title = translate(_TITLES[request.kind])
    if request.year:
        title = translate(_OF_YEAR).format(title=title, year=request.year)
    filled = FilledRows([])
    if request.year and request.kind in GIVEN:
        filled = filled_rows(lookup, request.kind, request.year, request.unit)
    if filled.rows:
        columns = list(_columns_of_filled(request.kind, columns, reader))
    rows = filled.rows or list(_prepared_rows(columns, request, reader))
    about = _ABOUT_FILLED if filled.rows else _ABOUT
    given = GIVEN[request.kind] if filled.rows else ()
    contents = _TemplateSheet(title, translate(about), columns, rows, is_prepared=not filled.rows, given=given)
    _write(lookup, request, contents, file, force=force)
    return TemplateResult(file, len(filled.rows), filled.unread)


def _columns_of_filled(kind: str, columns: Sequence[SheetColumn], reader: CachingReader) -> Iterator[SheetColumn]:
    """Yield the columns of a list whose rows name models: what is known of these is greyed, but for what may differ."""
    given = [key for key in GIVEN[kind] if key not in ("level", "recipient", "position")]
    for column in columns:
        yield column._replace(look="given", starred=False) if column.key in given else column
        if column.key == "number" and "id" in given:
            yield with_heading(kind, ListColumn("id", ID), reader.lists, "given")
    yield with_heading(kind, ListColumn(PREPARED.key, PREPARED), reader.lists, "hidden")


def write_review(lookup: RecordLookup, request: TemplateRequest, file: Path, *, force: bool = False) -> TemplateResult:
    """Write a year's active models, to be said of each what becomes of it; raise RequestError, WriteError."""
    where = [f"unit={request.unit}"] if request.unit else []
    listing = list_records(lookup.ledger, measures.ACTIVE, QuestionText(str(request.year), (), where))
    lookup.look_at_lists()
    reader = _reader(lookup, request)
    given_columns = columns_of(MODELS.folder, lookup.lists, _GIVEN)
    headed = [with_heading(MODELS.folder, column, lookup.lists, "given") for column in given_columns]
    columns = [_number_column(), *headed, *_review_columns()]
    models = [lookup.read(MODELS, model.path, model.year) for model in listing.records]
    rows: list[dict[str, Cell]] = []
    for number, model in enumerate(models, 1):
        given = {key: model.values[key] for key in _GIVEN if model.values.get(key) is not None}
        cells = {key: cell_of(MODEL[key], value, reader) for key, value in given.items()}
        rows.append({"number": number, "id": model.id, **cells})
    title = translate(_REVIEW).format(year=request.year)
    _write(lookup, request, _TemplateSheet(title, translate(_ABOUT_REVIEW), columns, rows), file, force=force)
    return TemplateResult(file, len(rows), listing.unread)


class _TemplateSheet(NamedTuple):
    """A list as it will stand there: each row has cells by key."""

    title: str
    about: str
    columns: list[SheetColumn]
    rows: list[dict[str, Cell]]
    is_prepared: bool = False  # rows hold nothing yet but a number and a unit
    given: Collection[str] = ()  # the keys of what is filled in


def _reader(lookup: RecordLookup, request: TemplateRequest) -> CachingReader:
    return CachingReader(lookup.lists, request.years.first, lookup.model_id)


def _number_column() -> SheetColumn:
    return SheetColumn(ListColumn("number", ROW_NUMBER), translate(ROW_NUMBER.label))


def _asked_columns(kind: str, reader: CachingReader, keys: Sequence[str]) -> Iterator[SheetColumn]:
    for column in columns_of(kind, reader.lists, keys):
        yield with_heading(kind, column, reader.lists, starred=column.required and column.key != "id")


def _review_columns() -> Iterator[SheetColumn]:
    for key in _ASKED_OF_REVIEWS:
        field: Field = REVIEW if key == "review" else MODEL[key]
        heading = translate(REVIEWED.get(key, field.label))
        yield SheetColumn(ListColumn(key, field), heading, starred=key == "review", about=_ABOUT_STOPPED.get(key, ""))


def _prepared_rows(
    columns: Sequence[SheetColumn], request: TemplateRequest, reader: CachingReader
) -> Iterator[dict[str, Cell]]:
    """Return the rows that are prepared, with their numbers, and the unit that the list is made for."""
    unit: dict[str, Cell] = {}
    key = _UNIT_KEYS.get(request.kind, "unit")
    if request.unit and any(column.key == key for column in columns):
        name = name_for(MODEL["unit"], request.unit, reader)
        unit = {key: f"unit={request.unit}" if key == "claims.where" else name}
    return ({"number": number, **unit} for number in range(1, ROWS + 1))


def _write(
    lookup: RecordLookup, request: TemplateRequest, contents: _TemplateSheet, file: Path, *, force: bool
) -> None:
    with new_workbook(file, contents.title, force=force) as book:
        workbook = ListWorkbook(book, _reader(lookup, request))
        names = (sheet_name(request.kind), translate(choices.SHEET), translate(explaining.SHEET))
        sheet, lists, guide = map(book.add_worksheet, names)
        unit = unit_label(lookup.lists, request.unit) if request.unit else ""
        office = " → ".join(filter(None, (lookup.lists.setting("office"), unit)))  # who asks, and who is asked
        lines = (office, contents.about.format(sheet=translate(explaining.SHEET)))
        lay_out(workbook, sheet, contents.title.upper(), lines, contents.columns)
        offer_closing(workbook, sheet, contents.columns, contents.given)
        if contents.is_prepared:
            print_filled(workbook, sheet, contents.columns)
        looks = [workbook.cells_look(column) for column in contents.columns]
        for row, cells in enumerate(contents.rows, FIRST):
            write_row(sheet, row, [cells.get(column.key) for column in contents.columns], contents.columns, looks)
        choices.Choices(workbook, lists, request.years, request.unit).offer(sheet, contents.columns)
        examples = explaining.ExampleOffice.of(lookup.lists, request.years, request.unit)
        explaining.explain(workbook, guide, request.kind, contents.columns, examples)
