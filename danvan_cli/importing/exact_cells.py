"""Values that have no plain form in a cell, as JSON: it begins with [ or {, and says what the record says."""

import json
import re
from collections.abc import Callable
from typing import Any

from danvan_cli.domain.field_types import ANYTHING, WHERE, FieldType, NamedParts, Parts, Scalar, Several
from danvan_cli.domain.fields import Field
from danvan_cli.domain.values import Value
from danvan_cli.text.fold import nfc

# What a workbook would not give back as it is: control characters, and what looks like its own way to write these.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|[xX](?=[0-9A-Fa-f]{4}_)")


def is_safe(text: str) -> bool:
    """Whether a workbook gives a text back as it is."""
    return _UNSAFE.search(text) is None


def as_json(field: Field, value: Value) -> str:
    """Write a value so that `from_json` gives it back; a single text is a list of one."""
    document = [value] if isinstance(value, str) else field.type.as_json(value)
    text = json.dumps(document, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def from_json(field: Field, text: str) -> Value | None:
    """Read what `as_json` wrote; None for anything else, such as a title in brackets."""
    if text[:1] not in ("[", "{"):
        return None
    try:
        document = json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=_without_twins)
        return _value(field.type, document)
    except (ValueError, RecursionError):
        return None


def _value(type_: FieldType, document: Any) -> Value | None:  # noqa: ANN401 - JSON's values
    """Return what a document states; None for what no type writes as JSON. Raise ValueError."""
    match type_:
        case Scalar(is_free=True):
            return _single_text(document)
        case Several():
            return _texts(document)
        case Parts(item=item):
            return _mapping(document, lambda written: _convert(item, written))
        case NamedParts(parts=parts):
            return _mapping(document, lambda written: _value(parts, written))
    of_its_own = _OF_THEIR_OWN.get(type_)
    return _mapping(document, of_its_own) if of_its_own else None


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a mapping; ValueError where a key stands twice."""
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise ValueError(pairs)
    return mapping


def _single_text(document: Any) -> str | None:  # noqa: ANN401 - JSON's values
    texts = _texts(document)
    return texts[0] if texts and len(texts) == len(document) == 1 else None


def _texts(document: Any) -> list[str] | None:  # noqa: ANN401 - likewise
    if not isinstance(document, list) or not all(isinstance(item, str) for item in document):
        raise ValueError(document)
    return [text for text in map(nfc, document) if text] or None


def _mapping(document: Any, read_item: Callable[[Any], Any]) -> dict[str, Any] | None:  # noqa: ANN401 - likewise
    if not isinstance(document, dict):
        raise ValueError(document)  # noqa: TRY004 - JSON of another shape is no JSON of ours
    return {nfc(name): read_item(item) for name, item in document.items()} or None


def _convert(type_: Scalar, written: Any) -> Value:  # noqa: ANN401 - likewise
    value = type_.read(written) if isinstance(written, str) else None
    if value is None:
        raise ValueError(written)
    return value


def _dimension(written: Any) -> str:  # noqa: ANN401 - likewise
    if isinstance(written, str):
        return nfc(written)
    return ",".join(_texts(written) or [])


def _anything(document: Any) -> Any:  # noqa: ANN401 - likewise
    if isinstance(document, dict):
        return {nfc(key): _anything(item) for key, item in document.items()}
    if isinstance(document, list):
        return [_anything(item) for item in document]
    return (
        nfc(document if isinstance(document, str) else json.dumps(document)) or None if document is not None else None
    )


_OF_THEIR_OWN: dict[FieldType, Callable[[Any], Any]] = {ANYTHING: _anything, WHERE: _dimension}
