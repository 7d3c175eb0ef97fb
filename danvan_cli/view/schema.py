"""JSON Schemas of the files, for editors: derived from the table of fields, in the language that is spoken.

An editor gives a plain scalar the type that it looks like, where our reader takes its letters: each type here accepts
what any of the two sees. What `check` calls an error is one; of references only the form is asked.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from danvan_cli.counting.measures import BASES, DIMENSIONS, MEASURES
from danvan_cli.counting.zeros import KINDS_OF_MODELS
from danvan_cli.domain.fields import CLAIM, STATEMENTS, TABLES, Field, Table
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.vocabulary import FIXED, Entry
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import plain_number

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MADE_BY = "danvan schema"

_TITLES = {
    **{record_type.name: record_type.label for record_type in RECORD_TYPES.values()},
    "office": N_("Office"),
    "units": N_("Units"),
}
KINDS = tuple(_TITLES)
# Which files each is for, as VS Code names them.
FILES = {
    **{record_type.name: f"**/{record_type.folder}/*/*.yaml" for record_type in RECORD_TYPES.values()},
    "office": "**/danvan.yaml",
    "units": "**/units.yaml",
}
_ID = "^[a-z0-9][a-z0-9-]{0,79}$"
_YEAR = "(19|20|21)[0-9]{2}"
_DATE = f"^{_YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_PERIOD = rf"^\s*{_YEAR}(\s*[-–—]\s*{_YEAR})?\s*$"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MOST = 10**13 - 1
_SCALARS = ["string", "number", "boolean"]


class Known(NamedTuple):
    """What values can be: the lists by name, the units' names by id."""

    vocabulary: Mapping[str, Mapping[str, Entry]]
    units: Mapping[str, str]


def schema(kind: str, known: Known) -> Schema:
    """Give the schema of one kind of file, one of `KINDS`."""
    return {"$schema": DIALECT, "$comment": MADE_BY, **_file(kind, _Writer(known, kind))}


def schemas(known: Known) -> dict[str, Schema]:
    """Give the schemas of all kinds of file."""
    return {kind: schema(kind, known) for kind in KINDS}


def _file(kind: str, writer: "_Writer") -> Schema:
    title = {"title": translate(_TITLES[kind])}
    if kind == "units":
        return {**title, "type": "array", "items": writer.table(TABLES["unit"])}
    return {**title, **writer.table(TABLES[kind])}


def _integer(least: int, most: int, pattern: str) -> Schema:
    return {"type": ["integer", "string"], "minimum": least, "maximum": most, "pattern": pattern}


def _number(*, signed: bool = False) -> Schema:
    """Take at most two decimals where they are seen as letters; a computer's 8.55 is no multiple of 0.01."""
    sign, least = ("-?", -_MOST) if signed else ("", 0)
    pattern = rf"^{sign}[0-9]{{1,13}}(\.[0-9]{{1,2}})?$"
    return {"type": ["number", "string"], "minimum": least, "maximum": _MOST + 1, "pattern": pattern}


_TEXT: Schema = {"type": _SCALARS}
_NUMBER = _number()
_PLAIN: dict[str, Schema] = {
    "text": _TEXT,
    "long": _TEXT,
    "id": {"type": ["string", "integer"], "pattern": _ID},
    "ref": _TEXT,
    "date": _integer(_FIRST_YEAR, _LAST_YEAR, _DATE),
    "year": _integer(_FIRST_YEAR, _LAST_YEAR, f"^{_YEAR}$"),
    "period": _integer(_FIRST_YEAR, _LAST_YEAR, _PERIOD),
    "whole": _integer(0, _MOST, "^[0-9]{1,13}$"),
    "count": _integer(1, _MOST, "^(?=.*[1-9])[0-9]{1,13}$"),
    "number": _NUMBER,
    "signed": _number(signed=True),
    "flag": {"type": ["boolean", "string"], "pattern": "^(true|false)$"},
    "anything": {"type": "object"},
}


class _Writer:
    """Writes the schemas of one kind of file."""

    def __init__(self, known: Known, kind: str) -> None:
        self._known, self._kind = known, kind
        self._made: dict[str, Callable[[Field], Schema]] = {
            "ref": self._ref,
            "texts": lambda _: _list_of(_TEXT),
            "refs": lambda field: _list_of(self._ref(field)),
            "numbers": self._numbers,
            "scorers": lambda field: {"type": "object", "additionalProperties": self._numbers(field)},
            "entries": lambda field: _list_of(self.table(TABLES[field.entries])),
            "lists": self._lists,
            "where": lambda _: _where(),
        }

    def table(self, table: Table) -> Schema:
        """Give the schema of a mapping."""
        required = [field.key for field in table.values() if field.required]
        return {
            "type": "object",
            "properties": {key: self._field(field) for key, field in table.items()},
            "additionalProperties": False,
            **({"required": required} if required else {}),
            **({"oneOf": [_statement(key) for key in STATEMENTS]} if table is CLAIM else {}),
        }

    def _field(self, field: Field) -> Schema:
        made = self._made.get(field.type)
        value = made(field) if made else _PLAIN[field.type]
        label, help_ = translate(field.label), translate(field.help) if field.help else ""
        described = {"title": label, "description": f"{label}. {help_}" if help_ else label}
        return {**described, **(value if field.required else _or_nothing(value))}

    def _ref(self, field: Field) -> Schema:
        if field.choices:
            return _among(self._entries(field))
        if field.refers == "unit":
            return _perhaps_among(self._known.units)
        if field.key in ("measure", "share_of"):
            return _perhaps_among({one.name: translate(one.says) for one in MEASURES.values()})
        return _among({basis: basis for basis in BASES}) if field.key == "count" else {**_TEXT, "pattern": _ID}

    def _entries(self, field: Field) -> dict[str, str]:
        entries = self._known.vocabulary.get(field.choices, {})
        models = field.choices == "kind" and self._kind == MODELS.name
        return {one: _label(entry) for one, entry in entries.items() if not models or one in KINDS_OF_MODELS}

    def _numbers(self, field: Field) -> Schema:
        entries = self._known.vocabulary.get(field.choices, {})
        properties = {
            one: _or_nothing({**_most(entry), "description": _label(entry)}) for one, entry in entries.items()
        }
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def _lists(self, field: Field) -> Schema:
        names = [name for name in self._known.vocabulary if name not in FIXED]
        one = _or_nothing(_list_of(self.table(TABLES[field.entries])))
        return {"type": "object", "propertyNames": {"enum": names}, "additionalProperties": one}


def _label(entry: Entry) -> str:
    label = (entry.label_en if language() == "en" else None) or entry.label
    return f"{label} ({entry.unit})" if entry.unit else label


def _most(entry: Entry) -> Schema:
    return _NUMBER if entry.most is None else {**_NUMBER, "maximum": plain_number(entry.most)}


def _list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _where() -> Schema:
    text = _or_nothing({"type": [*_SCALARS, "array"], "items": _TEXT})
    labels = {name: {**text, "description": translate(one.label)} for name, one in DIMENSIONS.items()}
    return {"type": "object", "properties": labels, "additionalProperties": text}


def _statement(key: str) -> Schema:
    stated: Schema = {"enum": [True, "true"]} if CLAIM[key].type == "flag" else {"not": {"type": "null"}}
    return {"required": [key], "properties": {key: stated}}


def _among(named: Mapping[str, str]) -> Schema:
    """Take one of these; an id of digits alone is a number to an editor."""
    numbers = [int(one) for one in named if one.isdigit() and str(int(one)) == one]
    labels = [*named.values(), *(named[str(number)] for number in numbers)]
    return {"enum": [*named, *numbers], "markdownEnumDescriptions": labels}


def _perhaps_among(named: Mapping[str, str]) -> Schema:
    """Offer these; others may have come since, or be an error that `check` tells more about."""
    return {"anyOf": [_among(named), _TEXT]} if named else _TEXT


def _or_nothing(value: Schema) -> Schema:
    """Also take an empty value, which states nothing."""
    if "type" in value:
        types = value["type"]
        return {**value, "type": [*([types] if isinstance(types, str) else types), "null"]}
    if "enum" in value:
        described = value["markdownEnumDescriptions"]
        return {**value, "enum": [*value["enum"], None], "markdownEnumDescriptions": [*described, ""]}
    return {"anyOf": [*value["anyOf"], {"type": "null"}]}
