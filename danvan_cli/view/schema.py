"""JSON Schemas of the files, for editors: derived from the table of fields, in the language that is spoken.

An editor gives a plain scalar the type that it looks like, where our reader takes its letters: each type here accepts
what any of the two sees. What `check` calls an error is one; of references only the form is asked.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from danvan_cli.counting.measures import BASES, DIMENSIONS, MEASURES
from danvan_cli.counting.zeros import KINDS_OF_MODELS
from danvan_cli.domain.field_types import (
    DATE,
    DAYS,
    ENTRIES,
    FLAG,
    ID,
    REF,
    TEXT,
    WHERE,
    YEAR,
    Keyed,
    NamedParts,
    Parts,
    Scalar,
    Several,
)
from danvan_cli.domain.fields import CLAIM, STATEMENTS, TABLES, Field, Table
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.vocabulary import FIXED, VocabularyEntry
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MADE_BY = "danvan schema"

_TITLES = {
    **{record_type.name: record_type.label for record_type in RECORD_TYPES.values()},
    "office": N_("Office"),
    "units": N_("Units"),
}
KINDS = tuple(_TITLES)
VIETNAMESE_KINDS = {
    **{record_type.name: record_type.list_name for record_type in RECORD_TYPES.values()},
    "office": "co-quan",
    "units": "don-vi",
}
# Which files each is for, as VS Code names them.
FILES = {
    **{record_type.name: f"**/{record_type.folder}/*/*.yaml" for record_type in RECORD_TYPES.values()},
    "office": "**/danvan.yaml",
    "units": "**/units.yaml",
}


class SchemaChoices(NamedTuple):
    """What values can be: the lists by name, the units' names by id."""

    vocabulary: Mapping[str, Mapping[str, VocabularyEntry]]
    units: Mapping[str, str]


def schema(kind: str, choices: SchemaChoices) -> Schema:
    """Return the schema of one kind of file, one of `KINDS`."""
    writer = _SchemaWriter(choices, kind)
    file = {"type": "array", "items": writer.table(TABLES["unit"])} if kind == "units" else writer.table(TABLES[kind])
    return {"$schema": DIALECT, "$comment": MADE_BY, "title": translate(_TITLES[kind]), **file}


def schemas(choices: SchemaChoices) -> dict[str, Schema]:
    """Return the schemas of all kinds of file."""
    return {kind: schema(kind, choices) for kind in KINDS}


class _SchemaWriter:
    """Writes the schemas of one kind of file."""

    def __init__(self, choices: SchemaChoices, kind: str) -> None:
        self._choices, self._kind = choices, kind

    def table(self, table: Table) -> Schema:
        """Return the schema of a mapping."""
        required = [field.key for field in table.values() if field.required]
        return {
            "type": "object",
            "properties": {key: self._field(field) for key, field in table.items()},
            "additionalProperties": False,
            **({"required": required} if required else {}),
            **({"oneOf": [_statement(key) for key in STATEMENTS]} if table is CLAIM else {}),
        }

    def _field(self, field: Field) -> Schema:
        value = self._value(field)
        label, help_ = translate(field.label), translate(field.help) if field.help else ""
        described = {"title": label, "description": f"{label}. {help_}" if help_ else label}
        return {**described, **(value if field.required else _or_nothing(value))}

    def _value(self, field: Field) -> Schema:
        match field.type:
            case Scalar():
                return self._ref(field) if field.type is REF else dict(field.type.schema)
            case Several(item=item):
                return _list_of(self._ref(field) if item is REF else dict(item.schema))
            case Parts(item=item):
                return self._parts(field, item)
            case NamedParts(parts=parts):
                return {"type": "object", "additionalProperties": self._parts(field, parts.item)}
            case Keyed():
                return _where() if field.type is WHERE else {"type": "object"}
        return self._of_their_own(field)

    def _of_their_own(self, field: Field) -> Schema:
        if field.type is ENTRIES:
            return _list_of(self.table(TABLES[field.entries]))
        return _days() if field.type is DAYS else self._lists(field)

    def _ref(self, field: Field) -> Schema:
        if field.choices:
            return _among(self._entries(field))
        if field.refers == "unit":
            return _perhaps_among(self._choices.units)
        if field.key in ("measure", "share_of"):
            return _perhaps_among({measure.name: translate(measure.says) for measure in MEASURES.values()})
        if field.key == "count":
            return _among({basis: basis for basis in BASES})
        return {**TEXT.schema, "pattern": ID.schema["pattern"]}

    def _entries(self, field: Field) -> dict[str, str]:
        entries = self._choices.vocabulary.get(field.choices, {})
        models = field.choices == "kind" and self._kind == MODELS.name
        return {value: _label(entry) for value, entry in entries.items() if not models or value in KINDS_OF_MODELS}

    def _parts(self, field: Field, item: Scalar) -> Schema:
        entries = self._choices.vocabulary.get(field.choices, {})
        properties = {
            value: _or_nothing({**_most(entry, item), "description": _label(entry)}) for value, entry in entries.items()
        }
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def _lists(self, field: Field) -> Schema:
        names = [name for name in self._choices.vocabulary if name not in FIXED]
        entries = _or_nothing(_list_of(self.table(TABLES[field.entries])))
        return {"type": "object", "propertyNames": {"enum": names}, "additionalProperties": entries}


def _label(entry: VocabularyEntry) -> str:
    label = (entry.label_en if language() == "en" else None) or entry.label
    return f"{label} ({entry.unit})" if entry.unit else label


def _most(entry: VocabularyEntry, item: Scalar) -> Schema:
    return dict(item.schema) if entry.most is None else {**item.schema, "maximum": item.plain(entry.most)}


def _list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _where() -> Schema:
    text = _or_nothing({"type": [*TEXT.schema["type"], "array"], "items": dict(TEXT.schema)})
    labels = {name: {**text, "description": translate(dimension.label)} for name, dimension in DIMENSIONS.items()}
    return {"type": "object", "properties": labels, "additionalProperties": text}


def _days() -> Schema:
    """Return the schema of a date, or of {year: date}."""
    days, date = {"type": "object", "additionalProperties": _or_nothing(dict(DATE.schema))}, dict(DATE.schema)
    return {"anyOf": [date, {**days, "propertyNames": {"pattern": YEAR.schema["pattern"]}}]}


def _statement(key: str) -> Schema:
    stated: Schema = {"enum": [True, "true"]} if CLAIM[key].type is FLAG else {"not": {"type": "null"}}
    return {"required": [key], "properties": {key: stated}}


def _among(named: Mapping[str, str]) -> Schema:
    """Return the schema of one of these; an id of digits alone is a number to an editor."""
    numbers = [int(value) for value in named if value.isdigit() and str(int(value)) == value]
    labels = [*named.values(), *(named[str(number)] for number in numbers)]
    return {"enum": [*named, *numbers], "markdownEnumDescriptions": labels}


def _perhaps_among(named: Mapping[str, str]) -> Schema:
    """Return a schema that offers these; others may have come since, or be an error that `check` tells more about."""
    return {"anyOf": [_among(named), dict(TEXT.schema)]} if named else dict(TEXT.schema)


def _or_nothing(value: Schema) -> Schema:
    """Return a schema that also takes an empty value, which states nothing."""
    if "type" in value:
        types = value["type"]
        return {**value, "type": [*([types] if isinstance(types, str) else types), "null"]}
    if "enum" in value:
        described = value["markdownEnumDescriptions"]
        return {**value, "enum": [*value["enum"], None], "markdownEnumDescriptions": [*described, ""]}
    return {"anyOf": [*value["anyOf"], {"type": "null"}]}
