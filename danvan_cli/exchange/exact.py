"""Values that have no plain form in a cell, as JSON: it begins with [ or {, and says what the record says."""

import json
import re
from collections.abc import Callable
from typing import Any

from danvan_cli.domain.fields import Field
from danvan_cli.domain.values import Value
from danvan_cli.text.fold import nfc
from danvan_cli.text.numbers import plain_number, read_hundredths

# What a workbook would not give back as it is: control characters, and what looks like its own way to write these.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|[xX](?=[0-9A-Fa-f]{4}_)")


def is_safe(text: str) -> bool:
    """Say whether a workbook gives a text back as it is."""
    return _UNSAFE.search(text) is None


def stored(field: Field, value: Value) -> Any:  # noqa: ANN401 - JSON's values
    """Give a value as files and JSON have it: numbers as numbers, not as hundredths."""
    match field.type:
        case "number" | "signed":
            return plain_number(value)
        case "numbers":
            return {name: plain_number(number) for name, number in value.items()}
        case "scorers":
            return {name: {key: plain_number(one) for key, one in points.items()} for name, points in value.items()}
        case "period":
            return str(value)
    return value


def as_json(field: Field, value: Value) -> str:
    """Write a value so that `from_json` gives it back; a single text is a list of one."""
    document = [value] if isinstance(value, str) else stored(field, value)
    text = json.dumps(document, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def from_json(field: Field, text: str) -> Value | None:
    """Read what `as_json` wrote; None for anything else, such as a title in brackets."""
    shape = _SHAPES.get(field.type)
    if shape is None or text[:1] not in ("[", "{"):
        return None
    try:
        document = json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=_once)
        return shape(document)
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a mapping; ValueError where a key stands twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(pairs)
    return found


def _one_text(document: Any) -> str | None:  # noqa: ANN401 - JSON's values
    texts = _texts(document)
    return texts[0] if texts and len(texts) == len(document) == 1 else None


def _texts(document: Any) -> list[str] | None:  # noqa: ANN401 - likewise
    if not isinstance(document, list) or not all(isinstance(one, str) for one in document):
        raise ValueError(document)
    return [text for text in map(nfc, document) if text] or None


def _mapping(document: Any, of: Callable[[Any], Any]) -> dict[str, Any] | None:  # noqa: ANN401 - likewise
    if not isinstance(document, dict):
        raise ValueError(document)  # noqa: TRY004 - JSON of another shape is no JSON of ours
    return {nfc(name): of(one) for name, one in document.items()} or None


def _hundredths(written: Any) -> int:  # noqa: ANN401 - likewise
    number = read_hundredths(written) if isinstance(written, str) else None
    if number is None or number < 0:
        raise ValueError(written)
    return number


def _dimension(written: Any) -> str:  # noqa: ANN401 - likewise
    if isinstance(written, str):
        return nfc(written)
    return ",".join(_texts(written) or [])


def _anything(document: Any) -> Any:  # noqa: ANN401 - likewise
    if isinstance(document, dict):
        return {nfc(key): _anything(one) for key, one in document.items()}
    if isinstance(document, list):
        return [_anything(one) for one in document]
    return (
        nfc(document if isinstance(document, str) else json.dumps(document)) or None if document is not None else None
    )


_SHAPES: dict[str, Callable[[Any], Value | None]] = {
    "text": _one_text,
    "long": _one_text,
    "ref": _one_text,
    "texts": _texts,
    "refs": _texts,
    "numbers": lambda document: _mapping(document, _hundredths),
    "scorers": lambda document: _mapping(document, lambda points: _mapping(points, _hundredths)),
    "anything": lambda document: _mapping(document, _anything),
    "where": lambda document: _mapping(document, _dimension),
}
