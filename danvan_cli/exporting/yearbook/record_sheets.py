"""The sheets of models, evaluations and awards: a row a record, in people's words."""

import sqlite3
from collections.abc import Callable, Container, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_cli.counting.finding import titles_of
from danvan_cli.domain.field_types import ANYTHING, DATE, LONG, NUMBER, WHOLE
from danvan_cli.domain.fields import TABLES, Field
from danvan_cli.domain.record_types import AWARDS, EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.domain.standing import REVOKED, status_of
from danvan_cli.exporting.all_records import FileRecord
from danvan_cli.exporting.yearbook.counted_cells import COUNT, CountedCell, form_of
from danvan_cli.exporting.yearbook.pages import SheetWriter, YearbookFormats, internal, set_page
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import plain_number
from danvan_cli.text.order import sort_key
from danvan_cli.view.labels import entry_label, indicator_unit, unit_label
from danvan_cli.view.record import value_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SHEETS = {
    record_type.name: record_type.sheet or record_type.label
    for record_type in RECORD_TYPES.values()
    if record_type.counts
}
_NO_RECORDS = N_("There are no records yet.")
_WHOLE_DAY = 10  # letters of a date that states its day
_ARROW = 2.5  # letters that the arrow of a filter covers
_NOT_ON_SHEETS, _USUAL_WIDTH = (LONG, ANYTHING), 20
_TITLE_ROW, _HEADER_ROW, _FIRST_ROW = 0, 1, 2
_FULL_DATE = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


class _RecordColumn(NamedTuple):
    """A column: heading, width, what a record has in it, how a number is shown; `always`: even if none states it."""

    heading: str
    width: float
    value: Callable[[FileRecord], Any]
    form: str = COUNT
    always: bool = False
    look: str = "top"


def _is_beside(kind: str) -> bool:
    """Whether the year has records of a kind only where the office keeps them: without any there is no sheet."""
    return bool(RECORD_TYPES[kind].measure)


class RecordSheets:
    """Writes the three sheets, and knows where each record's row is."""

    def __init__(
        self, db: sqlite3.Connection, lists: Lists, records: Sequence[FileRecord], only: Container[str] | None
    ) -> None:
        """Take the records of the years; of these, `only` some paths are shown (None: all)."""
        self._lists, self._several_years = lists, len({record.year for record in records}) > 1
        self._models_elsewhere = {model: {"title": title, "unit": unit} for model, _, title, unit in titles_of(db)}
        models = [record for record in records if record.kind == MODELS.name]
        self._models = {(model.year, model.id): model.values for model in models}
        self._models_by_id = {model.id: model.values for model in models}
        records_shown = [record for record in records if only is None or record.path in only]
        in_order = {kind: self._in_order(kind, records_shown) for kind in SHEETS}
        self.records = {kind: of_kind for kind, of_kind in in_order.items() if of_kind or not _is_beside(kind)}
        self.rows = {
            record.path: internal(translate(SHEETS[kind]), f"A{row + 1}")
            for kind, records_of_kind in self.records.items()
            for row, record in enumerate(records_of_kind, _FIRST_ROW)
        }

    def _in_order(self, kind: str, records: Sequence[FileRecord]) -> list[FileRecord]:
        """Return the records of a kind by year, unit, then title or name, as lists are sorted."""
        last = len(self._lists.units)

        def key(record: FileRecord) -> tuple[Any, ...]:
            values = self._model_values(record) if kind == EVALUATIONS.name else record.values
            name = str(values.get(RECORD_TYPES[kind].title) or "")
            unit = self._lists.unit_order.get(values.get("unit") or "", last)
            return record.year, unit, not name, sort_key(name), record.path

        return sorted((record for record in records if record.kind == kind), key=key)

    def _model_values(self, evaluation: FileRecord) -> dict[str, Any]:
        """Return what an evaluation's model states; where that lies in another year, what the index knows of it."""
        model = evaluation.id.rpartition(".")[0]
        return self._models.get((evaluation.year, model)) or self._models_elsewhere.get(model, {})

    def write(self, book: "Workbook", looks: YearbookFormats, heading: str, office: str) -> None:
        """Write a sheet for each kind of records, with the columns designed for it."""
        own = {
            MODELS.name: self._model_columns,
            EVALUATIONS.name: self._evaluation_columns,
            AWARDS.name: self._award_columns,
        }
        for kind, records in self.records.items():
            name = translate(SHEETS[kind])
            sheet = book.add_worksheet(name)
            columns = self._year_column() + (own[kind]() if kind in own else self._columns_of_any(kind))
            filled_columns = [column for column in columns if column.always or _is_filled(column, records)]
            self._write_sheet(SheetWriter(sheet, looks), f"{name} · {heading}", filled_columns, records)
            set_page(sheet, office, name, translate(N_("Page")))

    def _write_sheet(
        self, writer: SheetWriter, heading: str, columns: Sequence[_RecordColumn], records: Sequence[FileRecord]
    ) -> None:
        widths = [column.width for column in columns]
        writer.across(_TITLE_ROW, len(columns) - 1, heading, "title", widths)
        for number, column in enumerate(columns):
            writer.sheet.set_column(number, number, column.width)
            writer.text(_HEADER_ROW, number, column.heading, "head")
        writer.tall(_HEADER_ROW, ((column.heading, "head", column.width - _ARROW) for column in columns))
        for row, record in enumerate(records, _FIRST_ROW):
            values = [column.value(record) for column in columns]
            for number, (column, value) in enumerate(zip(columns, values, strict=True)):
                self._write_cell(writer, (row, number), column, value)
            texts = ((value, column) for value, column in zip(values, columns, strict=True) if isinstance(value, str))
            writer.tall(row, ((value, column.look, column.width) for value, column in texts))
        if not records:
            writer.text(_FIRST_ROW, 0, translate(_NO_RECORDS), "plain")
        last = max(len(records) + _HEADER_ROW, _FIRST_ROW)
        writer.sheet.autofilter(_HEADER_ROW, 0, last, len(columns) - 1)
        writer.sheet.freeze_panes(_FIRST_ROW, 1)
        writer.sheet.repeat_rows(_HEADER_ROW)

    def _write_cell(self, writer: SheetWriter, at: tuple[int, int], column: _RecordColumn, value: Any) -> None:  # noqa: ANN401 - a field's value
        match value:
            case date():
                writer.sheet.write_datetime(*at, value, writer.looks(column.look, _FULL_DATE[language()]))
            case int() | float():
                writer.number(at, CountedCell(value=value, form=column.form), "top-number")
            case _:
                writer.text(*at, value or "", column.look)

    def _year_column(self) -> list[_RecordColumn]:
        label = translate(N_("Year"))
        return [_RecordColumn(label, 7, lambda record: record.year, "0", always=True)] if self._several_years else []

    def _model_columns(self) -> list[_RecordColumn]:
        return [
            self._field_column(MODELS.name, "title", 46, always=True),
            self._field_column(MODELS.name, "unit", 22, always=True),
            self._field_column(MODELS.name, "kind", 11, always=True),
            self._field_column(MODELS.name, "person", 17),
            self._field_column(MODELS.name, "position", 17),
            _RecordColumn(self._label(MODELS.name, "level"), 10, self._level_of_model, always=True),
            *(self._field_column(MODELS.name, key, 13) for key in ("field", "movement", "origin")),
            *(self._field_column(MODELS.name, key, 10.5) for key in ("registered_on", "started_on", "ended_on")),
            self._field_column(MODELS.name, "place", 16),
            *self._count_columns(MODELS.name),
            self._id_column(),
        ]

    def _evaluation_columns(self) -> list[_RecordColumn]:
        table = MODELS.fields
        title, unit = (translate(table[key].label) for key in ("title", "unit"))
        return [
            _RecordColumn(title, 46, self._model_of_evaluation, always=True),
            _RecordColumn(
                unit, 24, lambda record: self._unit_name(self._model_values(record).get("unit")), always=True
            ),
            _RecordColumn(translate(N_("Level")), 10, self._level_of_evaluation, always=True),
            *(self._field_column(EVALUATIONS.name, key, 12) for key in ("surveyed_on", "rated_on")),
            *(
                self._field_column(EVALUATIONS.name, key, 10)
                for key in ("score", "rating", "recognized", "outstanding")
            ),
            *(self._field_column(EVALUATIONS.name, key, 18) for key in ("proposal", "decision")),
            *(self._field_column(EVALUATIONS.name, key, 12) for key in ("proposed_on", "decided_on", *REVOKED)),
            *self._result_columns(),
            self._id_column(),
        ]

    def _award_columns(self) -> list[_RecordColumn]:
        return [
            self._field_column(AWARDS.name, "recipient", 36, always=True),
            self._field_column(AWARDS.name, "position", 20),
            self._field_column(AWARDS.name, "unit", 24, always=True),
            self._field_column(AWARDS.name, "kind", 13, always=True),
            self._field_column(AWARDS.name, "form", 16),
            self._field_column(AWARDS.name, "authority", 26),
            self._field_column(AWARDS.name, "purpose", 18),
            _RecordColumn(self._label(AWARDS.name, "model"), 36, self._model_of_award),
            _RecordColumn(self._label(AWARDS.name, "status"), 15, self._status_label, always=True),
            self._field_column(AWARDS.name, "proposed_on", 12),
            self._field_column(AWARDS.name, "decision", 18),
            *(self._field_column(AWARDS.name, key, 12) for key in ("decided_on", *REVOKED)),
            *self._count_columns(AWARDS.name),
            self._id_column(),
        ]

    def _columns_of_any(self, kind: str) -> list[_RecordColumn]:
        """Return a column for each key of a type that has no sheet of its own design; long texts stay in the files."""
        fields = [field for field in TABLES[kind].values() if field.type not in _NOT_ON_SHEETS]
        columns = [self._field_column(kind, field.key, _USUAL_WIDTH, always=field.required) for field in fields]
        return [*columns, self._id_column()]

    def _label(self, kind: str, key: str) -> str:
        return translate(TABLES[kind][key].label)

    def _field_column(self, kind: str, key: str, width: float, *, always: bool = False) -> _RecordColumn:
        field = TABLES[kind][key]
        form = "General" if field.type is NUMBER else COUNT
        return _RecordColumn(
            translate(field.label), width, lambda record: self._cell_value(record, field), form, always
        )

    def _cell_value(self, record: FileRecord, field: Field) -> Any:  # noqa: ANN401 - a field's value
        value = record.values.get(field.key)
        if value is None:
            return None
        if field.type is NUMBER:
            return plain_number(value)
        if field.type is WHOLE:
            return value
        if field.refers == "unit":
            return self._unit_name(value)
        if field.type is DATE and len(value) == _WHOLE_DAY:
            return date.fromisoformat(value)
        return value_text(value, field, self._lists)

    def _unit_name(self, unit: str | None) -> str:
        return unit_label(self._lists, unit) if unit else ""

    def _level_of_model(self, record: FileRecord) -> str:
        """Return the level that is stated, else the unit's."""
        unit = self._lists.units.get(record.values["unit"])
        level = record.values.get("level") or (unit.level if unit else "")
        return entry_label(self._lists, "level", level) if level else ""

    def _level_of_evaluation(self, record: FileRecord) -> str:
        return entry_label(self._lists, "level", record.id.rpartition(".")[2])

    def _status_label(self, record: FileRecord) -> str:
        return entry_label(self._lists, "status", status_of(record.values))

    def _model_of_evaluation(self, record: FileRecord) -> str:
        return str(self._model_values(record).get("title") or record.id.rpartition(".")[0])

    def _model_of_award(self, record: FileRecord) -> str:
        """Return the model's title, or its id where it is of a year that was not asked for."""
        model = record.values.get("model") or ""
        return str(self._models_by_id[model]["title"]) if model in self._models_by_id else model

    def _result_columns(self) -> list[_RecordColumn]:
        """Return a column for each indicator that some evaluation states."""
        stated = {key for record in self.records[EVALUATIONS.name] for key in record.values.get("results") or ()}
        listed = [indicator for indicator in self._lists.entries("indicator") if indicator in stated]
        return [self._result_column(indicator) for indicator in [*listed, *sorted(stated.difference(listed))]]

    def _result_column(self, indicator: str) -> _RecordColumn:
        def value(record: FileRecord) -> int | float | None:
            stated = (record.values.get("results") or {}).get(indicator)
            return None if stated is None else plain_number(stated)

        amounts = [(record.values.get("results") or {}).get(indicator, 0) for record in self.records[EVALUATIONS.name]]
        form = max((form_of(amount) for amount in amounts), key=len, default=COUNT)
        label, unit = entry_label(self._lists, "indicator", indicator), indicator_unit(self._lists, indicator)
        return _RecordColumn(f"{label} ({unit})" if unit else label, 14, value, form)

    def _count_columns(self, kind: str) -> list[_RecordColumn]:
        """Return the columns of how many each stands for, where any stands for several, and since which year."""
        if not any("count" in record.values for record in self.records[kind]):
            return [self._from_year_column(kind)]
        count = _RecordColumn(self._label(kind, "count"), 9, lambda record: record.values.get("count", 1), always=True)
        return [count, self._from_year_column(kind)]

    def _from_year_column(self, kind: str) -> _RecordColumn:
        return _RecordColumn(self._label(kind, "from_year"), 9, lambda record: record.values.get("from_year"), "0")

    def _id_column(self) -> _RecordColumn:
        return _RecordColumn(translate(N_("Id")), 28, lambda record: record.id, always=True, look="small")


def _is_filled(column: _RecordColumn, records: Sequence[FileRecord]) -> bool:
    return any(column.value(record) is not None and column.value(record) != "" for record in records)
