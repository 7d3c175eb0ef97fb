"""The columns of the sheets of records: what stands in each of a record, in people's words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from danvan_cli.domain.field_types import ANYTHING, DATE, LONG, NUMBER, WHOLE
from danvan_cli.domain.fields import TABLES, Field
from danvan_cli.domain.record_types import AWARDS, EVALUATIONS, MODELS
from danvan_cli.domain.standing import GIVEN, REVOKED, status_of
from danvan_cli.exporting.all_records import FileRecord
from danvan_cli.exporting.year_layout.counted_cells import COUNT, form_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import plain_number
from danvan_cli.view.labels import entry_label, indicator_unit, unit_label
from danvan_cli.view.record import value_text

_WHOLE_DAY = 10  # letters of a date that states its day
_NOT_ON_SHEETS, _USUAL_WIDTH = (LONG, ANYTHING), 20


class RecordColumn(NamedTuple):
    """A column: heading, width, what a record has in it, how a number is shown; `always`: even if none states it."""

    heading: str
    width: float
    value: Callable[[FileRecord], Any]
    form: str = COUNT
    always: bool = False
    look: str = "top"


class CountedAs(NamedTuple):
    """By which evaluation each model is rated, and recognized: {path of the model: path of the evaluation}."""

    rated: Mapping[str, str]
    recognized: Mapping[str, str]


class RecordColumns:
    """Makes the columns of each kind of records."""

    def __init__(
        self,
        lists: Lists,
        records: Sequence[FileRecord],
        shown: Mapping[str, Sequence[FileRecord]],
        elsewhere: Mapping[str, dict[str, Any]],
        counted_as: CountedAs,
    ) -> None:
        """Take all records of the years, those shown by kind, and what is known of models of other years."""
        self._lists, self._shown, self._counted_as = lists, shown, counted_as
        self._several_years = len({record.year for record in records}) > 1
        self._models_elsewhere = elsewhere
        self._called = {"unit": self._unit_name, MODELS.name: self._model_named}
        models = [record for record in records if record.kind == MODELS.name]
        self._models = {(model.year, model.id): model.values for model in models}
        self._models_by_id = {model.id: model.values for model in models}
        self._evaluations = {record.path: record for record in records if record.kind == EVALUATIONS.name}
        self._awards: dict[str, list[FileRecord]] = {}
        for record in records:
            if record.kind == AWARDS.name and status_of(record.values) == GIVEN:
                self._awards.setdefault(record.values.get("model") or "", []).append(record)

    def is_designed(self, kind: str) -> bool:
        """Whether a sheet of these has columns of its own design, fit for a paper."""
        return kind in (MODELS.name, EVALUATIONS.name, AWARDS.name)

    def of(self, kind: str) -> list[RecordColumn]:
        """Return the columns designed for a kind of records; there is one for each key of any other."""
        own = {
            MODELS.name: self._model_columns,
            EVALUATIONS.name: self._evaluation_columns,
            AWARDS.name: self._award_columns,
        }
        return [*self._year_column(), *(own[kind]() if kind in own else self._columns_of_any(kind))]

    def model_values(self, evaluation: FileRecord) -> dict[str, Any]:
        """Return what an evaluation's model states; where that lies in another year, what the index knows of it."""
        model = evaluation.id.rpartition(".")[0]
        return self._models.get((evaluation.year, model)) or self._models_elsewhere.get(model, {})

    def _year_column(self) -> list[RecordColumn]:
        label = translate(N_("Year"))
        return [RecordColumn(label, 7, lambda record: record.year, "0", always=True)] if self._several_years else []

    def _model_columns(self) -> list[RecordColumn]:
        return [
            self._field_column(MODELS.name, "title", 46, always=True),
            self._field_column(MODELS.name, "unit", 22, always=True),
            self._field_column(MODELS.name, "kind", 11, always=True),
            self._field_column(MODELS.name, "person", 17),
            self._field_column(MODELS.name, "position", 17),
            RecordColumn(self._label(MODELS.name, "level"), 10, self._level_of_model, always=True),
            *(self._field_column(MODELS.name, key, 13) for key in ("field", "movement", "origin")),
            *(self._field_column(MODELS.name, key, 10.5) for key in ("registered_on", "started_on", "ended_on")),
            self._field_column(MODELS.name, "place", 16),
            *self._verdict_columns(),
            *self._count_columns(MODELS.name),
            self._id_column(),
        ]

    def _verdict_columns(self) -> list[RecordColumn]:
        """Return how a model was rated, which decision recognized it, and what it was awarded."""
        rated, recognized = self._counted_as

        def label(key: str) -> str:
            return self._label(EVALUATIONS.name, key)

        def of_evaluation(key: str, counted_as: Mapping[str, str]) -> Callable[[FileRecord], Any]:
            field = TABLES[EVALUATIONS.name][key]

            def value(model: FileRecord) -> Any:  # noqa: ANN401 - a field's value
                evaluation = self._evaluations.get(counted_as.get(model.path, ""))
                return self._cell_value(evaluation, field) if evaluation else None

            return value

        def level(model: FileRecord) -> str:
            evaluation = self._evaluations.get(recognized.get(model.path, ""))
            return self._level_of_evaluation(evaluation) if evaluation else ""

        return [
            RecordColumn(label("rating"), 10, of_evaluation("rating", rated)),
            RecordColumn(translate(N_("Recognized at")), 11, level),
            RecordColumn(label("decision"), 16, of_evaluation("decision", recognized)),
            RecordColumn(label("decided_on"), 10.5, of_evaluation("decided_on", recognized)),
            RecordColumn(translate(N_("Awards")), 22, self._awards_of_model),
        ]

    def _awards_of_model(self, model: FileRecord) -> str:
        return "; ".join(self._award_in_words(award.values) for award in self._awards.get(model.id, ()))

    def _award_in_words(self, values: Mapping[str, Any]) -> str:
        """Return an award's form, and whose it is."""
        form, authority = values.get("form"), self._unit_name(values.get("authority"))
        named = entry_label(self._lists, "form", form) if form else translate(AWARDS.label)
        return f"{named} ({authority})" if authority else named

    def _evaluation_columns(self) -> list[RecordColumn]:
        table = MODELS.fields
        title, unit = (translate(table[key].label) for key in ("title", "unit"))
        return [
            RecordColumn(title, 46, self._model_of_evaluation, always=True),
            RecordColumn(unit, 24, lambda record: self._unit_name(self.model_values(record).get("unit")), always=True),
            RecordColumn(translate(N_("Level")), 10, self._level_of_evaluation, always=True),
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

    def _award_columns(self) -> list[RecordColumn]:
        return [
            self._field_column(AWARDS.name, "recipient", 36, always=True),
            self._field_column(AWARDS.name, "position", 20),
            self._field_column(AWARDS.name, "unit", 24, always=True),
            self._field_column(AWARDS.name, "kind", 13, always=True),
            self._field_column(AWARDS.name, "form", 16),
            self._field_column(AWARDS.name, "authority", 26),
            self._field_column(AWARDS.name, "purpose", 18),
            self._field_column(AWARDS.name, "model", 36),
            RecordColumn(self._label(AWARDS.name, "status"), 15, self._status_label, always=True),
            self._field_column(AWARDS.name, "proposed_on", 12),
            self._field_column(AWARDS.name, "decision", 18),
            *(self._field_column(AWARDS.name, key, 12) for key in ("decided_on", *REVOKED)),
            *self._count_columns(AWARDS.name),
            self._id_column(),
        ]

    def _columns_of_any(self, kind: str) -> list[RecordColumn]:
        """Return a column for each key of a type that has no sheet of its own design; long texts stay in the files."""
        fields = [field for field in TABLES[kind].values() if field.type not in _NOT_ON_SHEETS]
        columns = [self._field_column(kind, field.key, _USUAL_WIDTH, always=field.required) for field in fields]
        return [*columns, self._id_column()]

    def _label(self, kind: str, key: str) -> str:
        return translate(TABLES[kind][key].label)

    def _field_column(self, kind: str, key: str, width: float, *, always: bool = False) -> RecordColumn:
        field = TABLES[kind][key]
        form = "General" if field.type is NUMBER else COUNT
        return RecordColumn(translate(field.label), width, lambda record: self._cell_value(record, field), form, always)

    def _cell_value(self, record: FileRecord, field: Field) -> Any:  # noqa: ANN401 - a field's value
        value = record.values.get(field.key)
        if value is None:
            return None
        if field.type is NUMBER:
            return plain_number(value)
        if field.type is WHOLE:
            return value
        if field.refers in self._called:
            return self._called[field.refers](value)
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
        return str(self.model_values(record).get("title") or record.id.rpartition(".")[0])

    def _model_named(self, model: str) -> str:
        """Return a model's title, with its year where that was not asked for; its id where there is none."""
        if model in self._models_by_id:
            return str(self._models_by_id[model]["title"])
        elsewhere = self._models_elsewhere.get(model)
        return f"{elsewhere['title']} ({elsewhere['year']})" if elsewhere else model

    def _result_columns(self) -> list[RecordColumn]:
        """Return a column for each indicator that some evaluation states."""
        stated = {key for record in self._shown[EVALUATIONS.name] for key in record.values.get("results") or ()}
        listed = [indicator for indicator in self._lists.entries("indicator") if indicator in stated]
        return [self._result_column(indicator) for indicator in [*listed, *sorted(stated.difference(listed))]]

    def _result_column(self, indicator: str) -> RecordColumn:
        def value(record: FileRecord) -> int | float | None:
            stated = (record.values.get("results") or {}).get(indicator)
            return None if stated is None else plain_number(stated)

        amounts = [(record.values.get("results") or {}).get(indicator, 0) for record in self._shown[EVALUATIONS.name]]
        form = max((form_of(amount) for amount in amounts), key=len, default=COUNT)
        label, unit = entry_label(self._lists, "indicator", indicator), indicator_unit(self._lists, indicator)
        return RecordColumn(f"{label} ({unit})" if unit else label, 14, value, form)

    def _count_columns(self, kind: str) -> list[RecordColumn]:
        """Return the columns of how many each stands for, where any stands for several, and since which year."""
        if not any("count" in record.values for record in self._shown[kind]):
            return [self._from_year_column(kind)]
        count = RecordColumn(self._label(kind, "count"), 9, lambda record: record.values.get("count", 1), always=True)
        return [count, self._from_year_column(kind)]

    def _from_year_column(self, kind: str) -> RecordColumn:
        return RecordColumn(self._label(kind, "from_year"), 9, lambda record: record.values.get("from_year"), "0")

    def _id_column(self) -> RecordColumn:
        return RecordColumn(translate(N_("Id")), 28, lambda record: record.id, always=True, look="small")
