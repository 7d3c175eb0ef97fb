"""One reader a type of field, made of what the type says: a YAML node -> a value, or a problem in the log and None.

An empty value states nothing, so it reads as None without a problem.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from danvan_cli.domain import rules
from danvan_cli.domain.field_types import (
    ANYTHING,
    DATE,
    DAYS,
    TEXT,
    WHERE,
    YEAR,
    FieldType,
    NamedParts,
    Parts,
    Scalar,
    Several,
)
from danvan_cli.domain.fields import Field
from danvan_cli.domain.messages import Message
from danvan_cli.domain.nodes import heap_of_marks, place_of
from danvan_cli.domain.problem import ProblemLog
from danvan_cli.text.fold import nfc
from danvan_cli.text.visible import has_letters, is_blank

Value = Any  # what a field holds depends on its type; `field_types` says what that is
ReadNode = Callable[[Node, Field, ProblemLog], Value | None]


def read_value(node: Node, field: Field, log: ProblemLog) -> Value | None:
    """Read one field's value."""
    return _reader(field.type)(node, field, log)


def scalar(node: Node, field: Field, log: ProblemLog) -> str | None:
    """Return a scalar's text, NFC and trimmed (docs/design.md, Reading and writing a file); None for none."""
    if not isinstance(node, ScalarNode):
        log.add(rules.NOT_SINGLE, place_of(node), key=field.key)
        return None
    value: str = node.value
    if not value.isascii():
        heap = heap_of_marks(value)
        if heap is not None:
            log.add(rules.CONTROL_CHARACTER, place_of(node), character=f"U+{ord(value[heap]):04X}")
            return None
        if is_blank(value):
            return None
    return nfc(value) or None


def _text(node: Node, field: Field, log: ProblemLog) -> str | None:
    """Return a text; one that is required names something, so it has a letter or a digit."""
    text = scalar(node, field, log)
    if text is not None and field.required and not has_letters(text):
        log.add(rules.NO_LETTERS, place_of(node), key=field.key, value=text)
        return None
    return text


def _checked(rule: Message, convert: Callable[[str], Value | None]) -> ReadNode:
    def read(node: Node, field: Field, log: ProblemLog) -> Value | None:
        text = scalar(node, field, log)
        value = convert(text) if text is not None else None
        if value is None and text is not None:
            log.add(rule, place_of(node), key=field.key, value=text)
        return value

    return read


def _items(node: Node, field: Field, log: ProblemLog) -> list[Node]:
    if isinstance(node, SequenceNode):
        return list(node.value)
    if not _is_blank(node):
        log.add(rules.NOT_A_LIST, place_of(node), key=field.key)
    return []


def _is_blank(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.value.strip()


def pairs(node: Node, field: Field, log: ProblemLog) -> list[tuple[str, Node, Node]]:
    """Return (key, key's node, value's node) of a mapping; a key that stands twice is a problem."""
    if not isinstance(node, MappingNode):
        if not _is_blank(node):
            log.add(rules.NOT_A_MAPPING, place_of(node), key=field.key)
        return []
    by_key: dict[str, tuple[str, Node, Node]] = {}
    for key_node, value_node in node.value:
        key = scalar(key_node, field, log) or ""
        if key in by_key:
            log.add(rules.DUPLICATE_KEY, place_of(key_node), key=key, line=place_of(by_key[key][1]).line)
        else:
            by_key[key] = (key, key_node, value_node)
    return list(by_key.values())


def _list_of(read: ReadNode) -> ReadNode:
    def read_list(node: Node, field: Field, log: ProblemLog) -> list[Value] | None:
        values = [read(item, field, log) for item in _items(node, field, log)]
        return [value for value in values if value is not None] or None

    return read_list


def _mapping_of(read: ReadNode) -> ReadNode:
    def read_mapping(node: Node, field: Field, log: ProblemLog) -> dict[str, Value] | None:
        values = {key: read(value, field, log) for key, _, value in pairs(node, field, log)}
        return {key: value for key, value in values.items() if value is not None} or None

    return read_mapping


def _where(node: Node, field: Field, log: ProblemLog) -> dict[str, str] | None:
    """Read {dimension: value or list of values}; several values are kept as `a,b`, as they are typed."""
    where = {}
    for key, _, value in pairs(node, field, log):
        texts = _texts(value, field, log) if isinstance(value, SequenceNode) else [scalar(value, field, log) or ""]
        where[key] = ",".join(texts or [])
    return where or None


def anything(node: Node, field: Field, log: ProblemLog) -> Value | None:
    """Return the office's own data as plain texts, lists and mappings, whatever they hold."""
    if isinstance(node, MappingNode):
        return {key: anything(value, field, log) for key, _, value in pairs(node, field, log)}
    if isinstance(node, SequenceNode):
        return [anything(item, field, log) for item in node.value]
    return scalar(node, field, log)


def _own_keys(node: Node, field: Field, log: ProblemLog) -> Value | None:
    return {key: anything(value, field, log) for key, _, value in pairs(node, field, log)} or None


def _days(node: Node, field: Field, log: ProblemLog) -> dict[int, str] | None:
    """Read {year: date}; a date alone is that of its own year."""
    read_day, read_year = _reader(DATE), _reader(YEAR)
    if isinstance(node, ScalarNode):
        day = read_day(node, field, log)
        return {int(day[:4]): day} if day else None
    days = {}
    for _, key_node, value_node in pairs(node, field, log):
        year, day = read_year(key_node, field, log), read_day(value_node, field, log)
        if year and day:
            days[year] = day
    return days or None


@cache
def _reader(type_: FieldType) -> ReadNode:
    """Make the reader of a type."""
    match type_:
        case Scalar(fault=rule):
            return (_text if type_ is TEXT else scalar) if rule is None else _checked(rule, type_.read)
        case Several():
            return _list_of(_reader(type_.item))
        case Parts():
            return _mapping_of(_reader(type_.item))
        case NamedParts():
            return _mapping_of(_reader(type_.parts))
    return _OF_THEIR_OWN[type_]


_texts = _list_of(scalar)
_OF_THEIR_OWN: dict[FieldType, ReadNode] = {ANYTHING: _own_keys, WHERE: _where, DAYS: _days}
