"""Which keys of records lead to units, models or lists, and in which columns the index has them."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from danvan_cli.domain.fields import Field
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES


class Reference(NamedTuple):
    """A column that holds ids or values of a list, and the key that it is stated under."""

    record_type: RecordType
    table: str
    column: str
    field: Field

    @property
    def key(self) -> str:
        """Return the key that it is stated under."""
        return self.field.key

    @property
    def leads_to_models(self) -> bool:
        """Whether the ids are those of models."""
        return self.field.refers == MODELS.name


@cache
def references() -> tuple[Reference, ...]:
    """Return the columns of all types' own tables that hold ids of something else, or values of a list."""
    return tuple(reference for record_type in RECORD_TYPES.values() for reference in _references(record_type))


@cache
def named_parts() -> tuple[Reference, ...]:
    """Return the columns that hold the names of parts, such as indicators, which are values of a list."""
    return tuple(
        Reference(record_type, part.table, part.column, record_type.fields[part.key])
        for record_type in RECORD_TYPES.values()
        for part in record_type.parts
    )


def _references(record_type: RecordType) -> Iterator[Reference]:
    named = {name: name for name in record_type.named_by}
    columns = {**named, **{column.key: column.name for column in record_type.columns if column.made is None}}
    for key, field in record_type.named_fields.items():
        if key in columns and (field.refers or field.choices):
            yield Reference(record_type, record_type.table, columns[key], field)
