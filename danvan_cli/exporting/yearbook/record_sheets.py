"""The sheets of models, evaluations and awards: a row a record, in people's words."""

import sqlite3
from collections.abc import Callable, Container, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_cli.counting.finding import titles_of
from danvan_cli.domain.field_types import ANYTHING, DATE, LONG, NUMBER
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
from danvan_cli.view.labels import entry_label, indicator_unit
from danvan_cli.view.record import value_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SHEETS = {one.name: one.sheet or one.label for one in RECORD_TYPES.values() if one.counts}
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


class RecordSheets:
    """Writes the three sheets, and knows where each record's row is."""

    def __init__(
        self, db: sqlite3.Connection, lists: Lists, records: Sequence[FileRecord], only: Container[str] | None
    ) -> None:
        """Take the records of the years; of these, `only` some paths are shown (None: all)."""
        self._lists, self._several_years = lists, len({one.year for one in records}) > 1
        self._astray = {one: {"title": title, "unit": unit} for one, _, title, unit in titles_of(db)}
        self._models = {(one.year, one.id): one.values for one in records if one.kind == MODELS.name}
        self._by_id = {one.id: one.values for one in records if one.kind == MODELS.name}
        wanted = [one for one in records if only is None or one.path in only]
        self.records = {kind: self._in_order(kind, wanted) for kind in SHEETS}
        self.rows = {
            one.path: internal(translate(SHEETS[kind]), f"A{row + 1}")
            for kind, found in self.records.items()
            for row, one in enumerate(found, _FIRST_ROW)
        }

    def _in_order(self, kind: str, records: Sequence[FileRecord]) -> list[FileRecord]:
        """Order by year, unit, then title or name, as lists do."""
        last = len(self._lists.units)

        def key(one: FileRecord) -> tuple[Any, ...]:
            values = self._of_model(one) if kind == EVALUATIONS.name else one.values
            name = str(values.get(RECORD_TYPES[kind].title) or "")
            unit = self._lists.unit_order.get(values.get("unit") or "", last)
            return one.year, unit, not name, sort_key(name), one.path

        return sorted((one for one in records if one.kind == kind), key=key)

    def _of_model(self, evaluation: FileRecord) -> dict[str, Any]:
        """Give what its model states; of an evaluation that lies in another year than it, what the index knows."""
        model = evaluation.id.rpartition(".")[0]
        return self._models.get((evaluation.year, model)) or self._astray.get(model, {})

    def write(self, book: "Workbook", looks: YearbookFormats, heading: str, office: str) -> None:
        """Write them."""
        own = {
            MODELS.name: self._of_models,
            EVALUATIONS.name: self._of_evaluations,
            AWARDS.name: self._of_awards,
        }
        for kind, found in self.records.items():
            name = translate(SHEETS[kind])
            sheet = book.add_worksheet(name)
            columns = own[kind]() if kind in own else self._of_any(kind)
            wanted = [one for one in self._years() + columns if one.always or _stated(one, found)]
            self._write(SheetWriter(sheet, looks), f"{name} · {heading}", wanted, found)
            set_page(sheet, office, name, translate(N_("Page")))

    def _write(
        self, pen: SheetWriter, heading: str, columns: Sequence[_RecordColumn], records: Sequence[FileRecord]
    ) -> None:
        widths = [one.width for one in columns]
        pen.across(_TITLE_ROW, len(columns) - 1, heading, "title", widths)
        for column, one in enumerate(columns):
            pen.sheet.set_column(column, column, one.width)
            pen.text(_HEADER_ROW, column, one.heading, "head")
        pen.tall(_HEADER_ROW, ((one.heading, "head", one.width - _ARROW) for one in columns))
        for row, record in enumerate(records, _FIRST_ROW):
            values = [one.value(record) for one in columns]
            for column, (one, value) in enumerate(zip(columns, values, strict=True)):
                self._cell(pen, (row, column), one, value)
            texts = ((value, one) for value, one in zip(values, columns, strict=True) if isinstance(value, str))
            pen.tall(row, ((value, one.look, one.width) for value, one in texts))
        if not records:
            pen.text(_FIRST_ROW, 0, translate(_NO_RECORDS), "plain")
        last = max(len(records) + _HEADER_ROW, _FIRST_ROW)
        pen.sheet.autofilter(_HEADER_ROW, 0, last, len(columns) - 1)
        pen.sheet.freeze_panes(_FIRST_ROW, 1)
        pen.sheet.repeat_rows(_HEADER_ROW)

    def _cell(self, pen: SheetWriter, at: tuple[int, int], one: _RecordColumn, value: Any) -> None:  # noqa: ANN401 - a field's value
        match value:
            case date():
                pen.sheet.write_datetime(*at, value, pen.looks(one.look, _FULL_DATE[language()]))
            case int() | float():
                pen.number(at, CountedCell(value=value, form=one.form), "top-number")
            case _:
                pen.text(*at, value or "", one.look)

    def _years(self) -> list[_RecordColumn]:
        label = translate(N_("Year"))
        return [_RecordColumn(label, 7, lambda one: one.year, "0", always=True)] if self._several_years else []

    def _of_models(self) -> list[_RecordColumn]:
        return [
            self._field(MODELS.name, "title", 46, always=True),
            self._field(MODELS.name, "unit", 22, always=True),
            self._field(MODELS.name, "kind", 11, always=True),
            self._field(MODELS.name, "person", 17),
            self._field(MODELS.name, "position", 17),
            _RecordColumn(self._label(MODELS.name, "level"), 10, self._level_of_model, always=True),
            *(self._field(MODELS.name, key, 13) for key in ("field", "movement", "origin")),
            *(self._field(MODELS.name, key, 10.5) for key in ("registered_on", "started_on", "ended_on")),
            self._field(MODELS.name, "place", 16),
            *self._counts(MODELS.name),
            self._id(),
        ]

    def _of_evaluations(self) -> list[_RecordColumn]:
        table = MODELS.fields
        title, unit = (translate(table[key].label) for key in ("title", "unit"))
        return [
            _RecordColumn(title, 46, self._model_of_evaluation, always=True),
            _RecordColumn(unit, 24, lambda one: self._unit_name(self._of_model(one).get("unit")), always=True),
            _RecordColumn(translate(N_("Level")), 10, self._level_of_evaluation, always=True),
            *(self._field(EVALUATIONS.name, key, 12) for key in ("surveyed_on", "rated_on")),
            *(self._field(EVALUATIONS.name, key, 10) for key in ("score", "rating", "recognized", "outstanding")),
            self._field(EVALUATIONS.name, "decision", 18),
            *(self._field(EVALUATIONS.name, key, 12) for key in ("decided_on", *REVOKED)),
            *self._results(),
            self._id(),
        ]

    def _of_awards(self) -> list[_RecordColumn]:
        return [
            self._field(AWARDS.name, "recipient", 36, always=True),
            self._field(AWARDS.name, "position", 20),
            self._field(AWARDS.name, "unit", 24, always=True),
            self._field(AWARDS.name, "kind", 13, always=True),
            self._field(AWARDS.name, "form", 16),
            self._field(AWARDS.name, "authority", 26),
            self._field(AWARDS.name, "purpose", 18),
            _RecordColumn(self._label(AWARDS.name, "model"), 36, self._model_of_award),
            _RecordColumn(self._label(AWARDS.name, "status"), 15, self._status, always=True),
            self._field(AWARDS.name, "proposed_on", 12),
            self._field(AWARDS.name, "decision", 18),
            *(self._field(AWARDS.name, key, 12) for key in ("decided_on", *REVOKED)),
            *self._counts(AWARDS.name),
            self._id(),
        ]

    def _of_any(self, kind: str) -> list[_RecordColumn]:
        """Give a column to each key of a type that has no sheet of its own design; long texts stay in the files."""
        fields = [field for field in TABLES[kind].values() if field.type not in _NOT_ON_SHEETS]
        columns = [self._field(kind, field.key, _USUAL_WIDTH, always=field.required) for field in fields]
        return [*columns, self._id()]

    def _label(self, kind: str, key: str) -> str:
        return translate(TABLES[kind][key].label)

    def _field(self, kind: str, key: str, width: float, *, always: bool = False) -> _RecordColumn:
        field = TABLES[kind][key]
        form = "General" if field.type is NUMBER else COUNT
        return _RecordColumn(translate(field.label), width, lambda one: self._value(one, field), form, always)

    def _value(self, one: FileRecord, field: Field) -> Any:  # noqa: ANN401 - a field's value
        value = one.values.get(field.key)
        if value is None:
            return None
        if field.type is NUMBER:
            return plain_number(value)
        if field.refers == "unit":
            return self._unit_name(value)
        if field.type is DATE and len(value) == _WHOLE_DAY:
            return date.fromisoformat(value)
        return value_text(value, field, self._lists)

    def _unit_name(self, unit: str | None) -> str:
        return self._lists.unit_name(unit) if unit else ""

    def _level_of_model(self, one: FileRecord) -> str:
        """Give the level that is stated, else the unit's."""
        unit = self._lists.units.get(one.values["unit"])
        level = one.values.get("level") or (unit.level if unit else "")
        return entry_label(self._lists, "level", level) if level else ""

    def _level_of_evaluation(self, one: FileRecord) -> str:
        return entry_label(self._lists, "level", one.id.rpartition(".")[2])

    def _status(self, one: FileRecord) -> str:
        return entry_label(self._lists, "status", status_of(one.values))

    def _model_of_evaluation(self, one: FileRecord) -> str:
        return str(self._of_model(one).get("title") or one.id.rpartition(".")[0])

    def _model_of_award(self, one: FileRecord) -> str:
        """Give the model's title, or its id where it is of a year that was not asked for."""
        model = one.values.get("model") or ""
        return str(self._by_id[model]["title"]) if model in self._by_id else model

    def _results(self) -> list[_RecordColumn]:
        """Give a column to each indicator that some evaluation states."""
        return [self._result(entry, label) for entry, label in self._indicators().items()]

    def _indicators(self) -> dict[str, str]:
        stated = {key for one in self.records[EVALUATIONS.name] for key in one.values.get("results") or ()}
        known = [one for one in self._lists.entries("indicator") if one in stated]
        return {one: self._named_indicator(one) for one in [*known, *sorted(stated.difference(known))]}

    def _named_indicator(self, one: str) -> str:
        unit = indicator_unit(self._lists, one)
        return entry_label(self._lists, "indicator", one) + (f" ({unit})" if unit else "")

    def _result(self, indicator: str, label: str) -> _RecordColumn:
        def value(one: FileRecord) -> int | float | None:
            stated = (one.values.get("results") or {}).get(indicator)
            return None if stated is None else plain_number(stated)

        amounts = [(one.values.get("results") or {}).get(indicator, 0) for one in self.records[EVALUATIONS.name]]
        form = max((form_of(amount) for amount in amounts), key=len, default=COUNT)
        return _RecordColumn(label, 14, value, form)

    def _counts(self, kind: str) -> list[_RecordColumn]:
        """Give how many each stands for, where one stands for several, and since which year."""
        if not any("count" in one.values for one in self.records[kind]):
            return [self._from_year(kind)]
        count = _RecordColumn(self._label(kind, "count"), 9, lambda one: one.values.get("count", 1), always=True)
        return [count, self._from_year(kind)]

    def _from_year(self, kind: str) -> _RecordColumn:
        return _RecordColumn(self._label(kind, "from_year"), 9, lambda one: one.values.get("from_year"), "0")

    def _id(self) -> _RecordColumn:
        return _RecordColumn(translate(N_("Id")), 28, lambda one: one.id, always=True, look="small")


def _stated(column: _RecordColumn, records: Sequence[FileRecord]) -> bool:
    return any(column.value(one) is not None and column.value(one) != "" for one in records)
