"""What a list can show of each record: what it is counted by, its keys, and those of what belongs to it.

A name that a measure can be grouped by means what `--by` groups by: the level of a recognition, the status of an award
that states none. Any other means the first record that has such a key: the one that is counted, its model, the model's
evaluations, its awards. The name of a type before it (`award.decision`) says which is meant.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.measures import DIMENSION_NAMES, Dimension, Measure
from danvan_cli.counting.question import Axis
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.fields import UNIT, Field
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import AWARDS, EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.domain.references import references
from danvan_cli.domain.vietnamese_names import KEYS, all_of, nearest_of, option_name
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

NO_SHOWN = Message(
    "no-shown",
    N_(
        "A list of {measure} cannot show “{value}”. Nearest: {near}. It can show: {known}. A type before it says whose "
        "key is meant: award.decision."
    ),
)

ID = "id"
_NAME = "ten"  # what people call whatever is listed: of awards the recipient, and not the model
_NAMES = {ID: option_name(ID), AWARDS.folder: AWARDS.list_name}
_OF_ALL_LISTS = (ID, "path", "title", "value", "indicator")  # JSON has these of each record, whatever is shown
_RECORD = N_("Record")


class ShownColumn(NamedTuple):
    """A column of a list; `name` is what JSON calls it.

    Its values are those of an `axis` of the measure, or what records of `record_type` state under the key of `field`;
    of a mapping a `part` may be meant. A type without a field stands for its records as such, neither of both for the
    id of the record that is listed. Of units it is a field alone.
    """

    name: str
    label: str
    axis: Axis | None = None
    record_type: RecordType | None = None
    field: Field | None = None
    part: str = ""


Meanings = Mapping[str, ShownColumn]


def counted_type(measure: Measure) -> RecordType:
    """Return the type of the records that a list of a measure has: of what evaluations say, the evaluations."""
    return RECORD_TYPES[measure.kinds[-1]]


def meanings(measure: Measure) -> dict[str, ShownColumn]:
    """Return {name: column} of all that a list of a measure can show, those that are meant without a type first."""
    if measure is measures.UNITS:
        return {key: ShownColumn(key, field.label, field=field) for key, field in UNIT.items()}
    dimensions = (measure.dimension(name) for name in measure.dimensions if name != "tag")  # of tags there are several
    meant = {
        dimension.name: ShownColumn(dimension.name, dimension.label, Axis(dimension.name, dimension))
        for dimension in dimensions
    }
    named: dict[str, ShownColumn] = {}
    for record_type in _related(measure):
        for key, field in record_type.named_fields.items():
            column = ShownColumn(f"{record_type.name}.{key}", field.label, record_type=record_type, field=field)
            named[column.name] = column
            is_of_all = key in _OF_ALL_LISTS and key != _title_key(measure)
            meant.setdefault(key, column if is_of_all else column._replace(name=key))
    meant |= {
        record_type.folder: ShownColumn(record_type.folder, record_type.sheet, record_type=record_type)
        for record_type in _related(measure)
        if record_type is AWARDS is not counted_type(measure)
    }
    return {**meant, ID: ShownColumn(ID, _RECORD), **named}


def names_shown(measure: Measure) -> dict[str, str]:
    """Return {English: Vietnamese} of the names of what a list of a measure can show, but for those behind a type."""
    return {
        name: DIMENSION_NAMES.get(name) or _NAMES.get(name) or KEYS.get(name, name)
        for name in meanings(measure)
        if "." not in name
    }


def _title_key(measure: Measure) -> str:
    """Return the key by which people call what a measure lists: of what evaluations say, the model's."""
    return RECORD_TYPES[measure.kinds[0]].title


def _related(measure: Measure) -> Iterator[RecordType]:
    """Yield the type that is counted, and those whose records belong to it: model, evaluations, awards and the like."""
    own = [RECORD_TYPES[kind] for kind in measure.kinds]
    yield from own
    leading = [reference.record_type for reference in references() if reference.leads_to_models]
    of_models = [record_type for record_type in leading if record_type not in (MODELS, EVALUATIONS)]
    if own[-1] in (MODELS, EVALUATIONS, *of_models):
        related = dict.fromkeys((MODELS, EVALUATIONS, *of_models))
        yield from (record_type for record_type in related if record_type not in own)


def built_in_columns(measure: Measure, grouped: Dimension | None = None) -> list[ShownColumn]:
    """Return the columns that a list has where nobody says which, but for the one that it is grouped by."""
    known = meanings(measure)
    return [known[name] for name in measure.shown if grouped is None or name != grouped.name]


def naming_column(measure: Measure) -> ShownColumn:
    """Return the column that says what people call a record of a list."""
    return meanings(measure)[measure.shown[0]]


def with_names(measure: Measure, columns: Sequence[ShownColumn]) -> list[ShownColumn]:
    """Return columns by which a person can tell the records apart: what they are called first, unless it is there."""
    naming = naming_column(measure)
    return [*columns] if any(column.name in (naming.name, ID) for column in columns) else [naming, *columns]


def read_columns(measure: Measure, typed: Iterable[str], label_of: Callable[[str], str]) -> list[ShownColumn]:
    """Return the columns of some names, each once; raise RequestError.

    A name is a key, its name as an option, or its label, which `label_of` translates.
    """
    known = ColumnNames(measure, label_of)
    names = [name.strip() for text in typed for name in text.split(",") if name.strip()]
    return list(dict.fromkeys(map(known.column, names)))


class ColumnNames:
    """All names of what a list of a measure can show."""

    def __init__(self, measure: Measure, label_of: Callable[[str], str]) -> None:
        self._measure, self._label_of = measure, label_of
        self._meanings = meanings(measure)
        self._names: dict[str, ShownColumn] = {}
        if counted_type(measure) is AWARDS:  # its name is who got it, not its model's, which it may not have
            self._names[MODELS.fields[MODELS.title].option_vi] = naming_column(measure)
        columns = self._meanings.values()
        for names in (self._options, self._labels, self._dimension_names):  # the first to bear a name has it
            for column in columns:
                for name in names(column):
                    self._names.setdefault(name, column)

    def column(self, typed: str) -> ShownColumn:
        """Return the column that is meant; raise RequestError."""
        before, dot, part = typed.rpartition(".")
        found = self._named(typed) or (self._with_part(self._named(before), part.strip()) if dot else None)
        if found is None:
            known = names_shown(self._measure)
            near = nearest_of(typed, known)
            raise RequestError(NO_SHOWN, measure=self._measure.name, value=typed, near=near, known=all_of(known))
        return found

    def _named(self, typed: str) -> ShownColumn | None:
        key = typed.strip().replace("-", "_")
        if slug(typed) == _NAME:
            return naming_column(self._measure)
        return self._meanings.get(key) or self._names.get(".".join(slug(part) for part in typed.split(".")))

    def _with_part(self, whole: ShownColumn | None, part: str) -> ShownColumn | None:
        """Return the column of one part of a mapping, or of a unit as its ancestor at some level."""
        if whole is None or not part:
            return None
        if whole.axis is not None and whole.axis.dimension.name == "unit":
            typed = f"{whole.name}.{part}"
            return whole._replace(name=typed, axis=whole.axis._replace(typed=typed))
        if whole.field is None or not whole.field.type.has_parts:
            return None
        return whole._replace(name=f"{whole.name}.{part}", part=part)

    def _options(self, column: ShownColumn) -> Iterator[str]:
        field = column.field or self._field_of(column)
        if column.name == ID:
            yield option_name(ID)
        if column.record_type is not None and column.field is None:
            yield column.record_type.list_name
        elif field is not None:
            yield from self._with_types(column, {slug(field.key), field.option_vi} - {""})

    def _labels(self, column: ShownColumn) -> Iterator[str]:
        yield from self._with_types(column, {slug(self._label_of(column.label)), slug(column.label)})

    def _dimension_names(self, column: ShownColumn) -> Iterator[str]:
        yield from (column.axis.dimension.names if column.axis else ())

    def _with_types(self, column: ShownColumn, names: Iterable[str]) -> Iterator[str]:
        """Yield names as they are, or behind the names of their type where the column's own name says the type."""
        record_type = column.record_type
        if record_type is None or not column.name.startswith(f"{record_type.name}."):
            yield from names
            return
        types = {record_type.name, record_type.folder, record_type.list_name, slug(self._label_of(record_type.label))}
        yield from (f"{of_type}.{name}" for of_type in types for name in names)
        if (
            self._meanings.get(column.field.key if column.field else "") is column
        ):  # as is the title of an award's model
            yield from names

    def _field_of(self, column: ShownColumn) -> Field | None:
        """Return the key of a record that a dimension comes from."""
        fields = (record_type.named_fields.get(column.name) for record_type in _related(self._measure))
        return next(filter(None, fields), None)
