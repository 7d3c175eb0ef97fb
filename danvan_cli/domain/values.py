"""One reader a type of field: a YAML node -> a value, or a problem in the log and None.

An empty value states nothing, so it reads as None without a problem.
"""

from collections.abc import Callable
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from danvan_cli.domain.fields import Field
from danvan_cli.domain.names import is_id, is_year
from danvan_cli.domain.nodes import heap_of_marks, place_of
from danvan_cli.domain.problem import ProblemLog
from danvan_cli.text.dates import is_date
from danvan_cli.text.fold import nfc
from danvan_cli.text.numbers import read_hundredths, read_whole
from danvan_cli.text.periods import read_period
from danvan_cli.text.visible import has_letters, is_blank

Value = Any  # what a field holds depends on its type; `fields.FieldType` says what that is


def read_value(node: Node, field: Field, log: ProblemLog) -> Value | None:
    """Read one field's value."""
    return _READERS[field.type](node, field, log)


def scalar(node: Node, field: Field, log: ProblemLog) -> str | None:
    """Give a scalar's text, NFC and trimmed, as design 2.4 has it."""
    if not isinstance(node, ScalarNode):
        log.add("not-single", place_of(node), key=field.key)
        return None
    value: str = node.value
    if not value.isascii():
        heap = heap_of_marks(value)
        if heap is not None:
            log.add("control-character", place_of(node), character=f"U+{ord(value[heap]):04X}")
            return None
        if is_blank(value):
            return None
    return nfc(value) or None


def _text(node: Node, field: Field, log: ProblemLog) -> str | None:
    """Give a text; one that is required names something, so it has a letter or a digit."""
    text = scalar(node, field, log)
    if text is not None and field.required and not has_letters(text):
        log.add("no-letters", place_of(node), key=field.key, value=text)
        return None
    return text


def _checked(code: str, convert: Callable[[str], Value | None]) -> Callable[[Node, Field, ProblemLog], Value | None]:
    def read(node: Node, field: Field, log: ProblemLog) -> Value | None:
        text = scalar(node, field, log)
        value = convert(text) if text is not None else None
        if value is None and text is not None:
            log.add(code, place_of(node), key=field.key, value=text)
        return value

    return read


def _positive(text: str) -> int | None:
    return read_whole(text) or None


def _not_negative(text: str) -> int | None:
    return None if text.startswith("-") else read_hundredths(text)


def _items(node: Node, field: Field, log: ProblemLog) -> list[Node]:
    if isinstance(node, SequenceNode):
        return list(node.value)
    if not _is_blank(node):
        log.add("not-a-list", place_of(node), key=field.key)
    return []


def _is_blank(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.value.strip()


def pairs(node: Node, field: Field, log: ProblemLog) -> list[tuple[str, Node, Node]]:
    """Give (key, key's node, value's node) of a mapping; a key that stands twice is a problem."""
    if not isinstance(node, MappingNode):
        if not _is_blank(node):
            log.add("not-a-mapping", place_of(node), key=field.key)
        return []
    found: dict[str, tuple[str, Node, Node]] = {}
    for key_node, value_node in node.value:
        key = scalar(key_node, field, log) or ""
        if key in found:
            log.add("duplicate-key", place_of(key_node), key=key, line=place_of(found[key][1]).line)
        else:
            found[key] = (key, key_node, value_node)
    return list(found.values())


def _list_of(
    read: Callable[[Node, Field, ProblemLog], Value | None],
) -> Callable[[Node, Field, ProblemLog], Value | None]:
    def read_list(node: Node, field: Field, log: ProblemLog) -> list[Value] | None:
        values = [read(item, field, log) for item in _items(node, field, log)]
        return [value for value in values if value is not None] or None

    return read_list


def _mapping_of(
    read: Callable[[Node, Field, ProblemLog], Value | None],
) -> Callable[[Node, Field, ProblemLog], Value | None]:
    def read_mapping(node: Node, field: Field, log: ProblemLog) -> dict[str, Value] | None:
        values = {key: read(value, field, log) for key, _, value in pairs(node, field, log)}
        return {key: value for key, value in values.items() if value is not None} or None

    return read_mapping


def _where(node: Node, field: Field, log: ProblemLog) -> dict[str, str] | None:
    """Read {dimension: value or list of values}; several values are kept as `a,b`, as they are typed."""
    found = {}
    for key, _, value in pairs(node, field, log):
        texts = _texts(value, field, log) if isinstance(value, SequenceNode) else [scalar(value, field, log) or ""]
        found[key] = ",".join(texts or [])
    return found or None


def anything(node: Node, field: Field, log: ProblemLog) -> Value | None:
    """Give the office's own data as plain texts, lists and mappings."""
    if isinstance(node, MappingNode):
        return {key: anything(value, field, log) for key, _, value in pairs(node, field, log)}
    if isinstance(node, SequenceNode):
        return [anything(item, field, log) for item in node.value]
    return scalar(node, field, log)


def _own_keys(node: Node, field: Field, log: ProblemLog) -> Value | None:
    return {key: anything(value, field, log) for key, _, value in pairs(node, field, log)} or None


_number = _checked("bad-number", _not_negative)
_texts = _list_of(scalar)

_READERS: dict[str, Callable[[Node, Field, ProblemLog], Value | None]] = {
    "text": _text,
    "long": scalar,
    "id": _checked("bad-id", lambda text: text if is_id(text) else None),
    "ref": scalar,
    "date": _checked("bad-date", lambda text: text if is_date(text) else None),
    "year": _checked("bad-year", lambda text: int(text) if is_year(text) else None),
    "whole": _checked("bad-whole", read_whole),
    "count": _checked("bad-count", _positive),
    "number": _number,
    "signed": _checked("bad-number", read_hundredths),
    "flag": _checked("bad-flag", {"true": True, "false": False}.get),
    "texts": _texts,
    "refs": _texts,
    "numbers": _mapping_of(_number),
    "scorers": _mapping_of(_mapping_of(_number)),
    "anything": _own_keys,
    "where": _where,
    "period": _checked("bad-period", read_period),
}
