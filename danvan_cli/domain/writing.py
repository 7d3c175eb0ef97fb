"""Values -> the one file that states them: the same record always gives the same bytes.

A value first takes its shape by its field, then a shape is written. The emitter is our own because PyYAML's two, in C
and in Python, differ in their bytes.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from danvan_cli.domain.field_types import ENTRIES, LONG, WHERE, FieldType, NamedParts, Parts, Scalar, Several
from danvan_cli.domain.fields import TABLES, Field, Table
from danvan_cli.domain.values import Value
from danvan_cli.text.fold import nfc

# What no YAML text may hold as it is, and what some readers take for a line break or a BOM.
_SPECIAL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_UNPRINTABLE = re.compile(f"[{_SPECIAL}]")
_ESCAPED = re.compile(f'[{_SPECIAL}\\\\"\t\n]')
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`~")
_BLOCK_SIGNS = re.compile(r":\s|\s#|[\t\n]|:\Z")
_FLOW_SIGNS = re.compile(r"[\[\]{},:?\t\n]|\s#")
_LOOKS_TYPED = re.compile(
    r"(?:y|yes|n|no|on|off|true|false|null|<<|=|[-+]?\.(?:inf|nan)"  # words of YAML 1.1 and 1.2
    r"|[-+]?[0-9.][-+0-9._,: ]*(?:e[-+]?[0-9]+)?"  # numbers, dates, times
    r"|[-+]?0[xob][0-9a-f_]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[t ][-+0-9:.tz ]*)",
    re.IGNORECASE | re.ASCII,
)
_MOST_MARKS = 30  # as many as reading allows on one letter of a long file
_NO_LETTERS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS},}}")
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r"}
_BYTE, _PLANE = 0xFF, 0xFFFF


def on_one_line(text: str, *, in_flow: bool) -> str:
    """Write a text on one line; `in_flow`: within `[…]` or `{…}`."""
    signs = _FLOW_SIGNS if in_flow else _BLOCK_SIGNS
    return text if _is_plain(text) and not signs.search(text) else _quoted(text)


def fits_block(text: str) -> bool:
    """Whether a trimmed text can stand in a `|` block."""
    return bool(text) and not _UNPRINTABLE.search(text) and not _has_heap(text)


@lru_cache(maxsize=1 << 10)  # most are keys, and what many records have in common
def _is_plain(text: str) -> bool:
    if not text or text[0] in _INDICATORS or text != text.strip() or _UNPRINTABLE.search(text):
        return False
    return not (_LOOKS_TYPED.fullmatch(text) or unicodedata.combining(text[0]) or _has_heap(text))


def _has_heap(text: str) -> bool:
    runs = () if text.isascii() else _NO_LETTERS.finditer(text)
    return any(sum(map(bool, map(unicodedata.combining, run[0]))) >= _MOST_MARKS for run in runs)


def _quoted(text: str) -> str:
    """Write in double quotes; marks are escaped too, lest NFC joins them with the letter of an escape before them."""
    escaped = _ESCAPED.sub(lambda match: _escape(match[0]), text)
    if not text.isascii():
        escaped = "".join(_escape(char) if unicodedata.combining(char) else char for char in escaped)
    return f'"{escaped}"'


def _escape(char: str) -> str:
    code = ord(char)
    if char in _ESCAPES:
        return _ESCAPES[char]
    return f"\\x{code:02x}" if code <= _BYTE else f"\\u{code:04x}" if code <= _PLANE else f"\\U{code:08x}"


INDENT = 2
_LONGEST_KEY = 1000  # characters; readers look for the colon of a longer one only after a `?`


class PlainScalar(str):
    """What its field says it is, and nobody takes for text: a number, a date, true."""

    __slots__ = ()


class BlockText(str):
    """A text that stands in a `|` block."""

    __slots__ = ()


class FlowValue(NamedTuple):
    """A mapping or a list on one line."""

    inside: "dict[str, Shape] | list[Shape]"


Shape: TypeAlias = "str | FlowValue | dict[str, Shape] | list[Shape] | None"


def record_bytes(kind: str, values: Mapping[str, Value], entries: Sequence[Mapping[str, Value]] = ()) -> bytes:
    """Write a record of TABLES[kind]; `entries` are a figures file's claims."""
    stated = {**values, "claims": entries} if entries else values
    return _file_bytes(shapes(TABLES[kind], stated))


def units_bytes(units: Sequence[Mapping[str, Value]]) -> bytes:
    """Write units.yaml."""
    return _file_bytes(_entries("unit", units) or FlowValue([]))


def shapes(table: Table, values: Mapping[str, Value]) -> dict[str, Shape]:
    """Return the shape of each value that is there, in the table's order; raise KeyError for another key."""
    unknown = values.keys() - table.keys()
    if unknown:
        raise KeyError(*sorted(unknown))
    pairs = ((key, shape(field, values.get(key))) for key, field in table.items())
    return {key: value for key, value in pairs if value is not None}


def entry_shape(table: str, values: Mapping[str, Value]) -> dict[str, Shape]:
    """Return the shape of an entry of a list; lists within it stand on one line."""
    pairs = shapes(TABLES[table], values).items()
    return {key: FlowValue(value) if isinstance(value, list) else value for key, value in pairs}


def shape(field: Field, value: Value | None) -> Shape:
    """Return the shape of a field's value, None for one that says nothing."""
    if value is None or value in ("", [], {}, ()):
        return None
    if field.entries:
        return (_entries if field.type is ENTRIES else _lists)(field.entries, value) or None
    return _shape(field.type, value) or None


def _shape(type_: FieldType, value: Value) -> Shape:
    if isinstance(type_, Scalar):
        text = nfc(value) if type_.is_text else _plain(type_.plain(value))
        return BlockText(text) if type_ is LONG else text
    match type_:
        case Several():
            return [text for text in map(nfc, value) if text]
        case Parts():
            return {nfc(name): _plain(type_.item.plain(part)) for name, part in value.items()}
        case NamedParts():
            return {nfc(name): _shape(type_.parts, parts) for name, parts in value.items() if parts}
    if type_ is WHERE:
        return FlowValue({nfc(name): _dimension(nfc(part)) for name, part in value.items()})
    return _anything(value)


def _plain(value: Value) -> PlainScalar:
    return PlainScalar("true" if value is True else "false" if value is False else value)


def _dimension(value: str) -> Shape:
    """Write `a,b` as a list, where reading makes the same of that."""
    parts = value.split(",")
    is_list = len(parts) > 1 and all(part and part == nfc(part) for part in parts)
    return FlowValue(list(parts)) if is_list else value


def _anything(value: Value) -> Shape:
    if isinstance(value, Mapping):
        return {nfc(key): _anything(part) for key, part in value.items()}
    if isinstance(value, str):
        text = nfc(value)
        return (BlockText(text) if "\n" in text else text) or None
    return None if value is None else [_anything(part) for part in value]


def _entries(table: str, entries: Iterable[Mapping[str, Value]]) -> list[Shape]:
    return [FlowValue(entry_shape(table, entry)) for entry in entries]


def _lists(table: str, lists: Mapping[str, Iterable[Mapping[str, Value]]]) -> dict[str, Shape]:
    return {nfc(name): _entries(table, entries) for name, entries in lists.items()}


def _file_bytes(root: Shape) -> bytes:
    whole = isinstance(root, FlowValue) or not root
    lines = [flow(root or {})] if whole else block(root, 0)
    return "".join(f"{line}\n" for line in lines).encode()


def block(root: Shape, indent: int) -> list[str]:
    """Write the lines of a mapping or list that holds something; the first comes without its indentation."""
    lines = list(_pairs(root, indent) if isinstance(root, dict) else _items(root, indent))
    return [lines[0][indent:], *lines[1:]]


def _pairs(mapping: dict[str, Shape], indent: int) -> Iterator[str]:
    for name, value in mapping.items():
        first, *rest = after_colon(value, indent)
        yield from f"{' ' * indent}{key(name, indent, in_flow=False)}{first}".split("\n")
        yield from rest


def _items(items: Shape, indent: int) -> Iterator[str]:
    for item in items if isinstance(items, list) else ():
        first, *rest = after_dash(item, indent)
        yield f"{' ' * indent}-{first}"
        yield from rest


def after_colon(value: Shape, indent: int) -> list[str]:
    """Write what follows `key:` on its line, and the lines below; `indent` is the key's."""
    if isinstance(value, dict | list) and value:
        inner = indent + INDENT
        first, *rest = block(value, inner)
        return ["", " " * inner + first, *rest]
    return _leaf(value, indent)


def after_dash(value: Shape, indent: int) -> list[str]:
    """Write what follows `-` on its line, and the lines below; `indent` is the dash's."""
    if isinstance(value, dict | list) and value:
        first, *rest = block(value, indent + INDENT)
        return [f" {first}", *rest]
    return _leaf(value, indent)


def _leaf(value: Shape, indent: int) -> list[str]:
    if value is None:
        return [""]
    if isinstance(value, BlockText) and fits_block(value):
        inner = " " * (indent + INDENT)
        return [" |", *(inner + line if line else "" for line in value.split("\n"))]
    if isinstance(value, PlainScalar):
        return [f" {value}"]
    return [f" {on_one_line(value, in_flow=False) if isinstance(value, str) else flow(value)}"]


def opened(value: Shape) -> Shape:
    """Return a shape that may stand on several lines."""
    return value.inside if isinstance(value, FlowValue) else value


def key(name: str, indent: int, *, in_flow: bool) -> str:
    """Write a key with its colon."""
    text = on_one_line(name, in_flow=in_flow)
    if len(text) <= _LONGEST_KEY:
        return f"{text}:"
    return f"? {text} :" if in_flow else f"? {text}\n{' ' * indent}:"


def flow(value: Shape) -> str:
    """Write a shape on one line, as it stands within `[…]` or `{…}`."""
    inside = opened(value)
    if isinstance(inside, dict):
        return f"{{{', '.join(flow_pair(name, item) for name, item in inside.items())}}}"
    if isinstance(inside, list):
        return f"[{', '.join(map(flow, inside))}]"
    if inside is None:
        return '""'  # nothing at all would be no item
    return inside if isinstance(inside, PlainScalar) else on_one_line(str(inside), in_flow=True)


def flow_pair(name: str, value: Shape) -> str:
    """Write `key: value` within `{…}`."""
    return f"{key(name, 0, in_flow=True)} {flow(value)}"
