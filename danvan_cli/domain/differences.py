"""In what two statings of a record differ, value by value: mappings by their keys, claims by what they ask."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from danvan_cli.domain.field_types import ANYTHING, ENTRIES, TEXT, TEXTS, NamedParts, Parts
from danvan_cli.domain.fields import STATEMENTS, TABLES, Field, Table
from danvan_cli.text.periods import Period

Key = tuple[str, ...]
Values = Mapping[str, Any]


class Leaf(NamedTuple):
    """One value of a record, and the field that says what it is: of a part of a mapping, that of the part."""

    value: Any
    field: Field


class ValueChange(NamedTuple):
    """A value that differs, None where nothing is stated. `key` leads to it: ("scores", "noi-dung")."""

    key: Key
    before: Any
    after: Any
    field: Field

    def as_json(self, value: Any) -> Any:  # noqa: ANN401 - JSON's values
        """Return one of the two values as JSON has it."""
        return None if value is None else self.field.type.as_json(value)


def value_changes(table: Table, before: Values, after: Values) -> list[ValueChange]:
    """Return what differs between two statings, in the order of the table; {} is what states nothing."""
    was, will = leaves(table, before), leaves(table, after)
    places = {key: number for number, key in enumerate(table)}
    keys = sorted({**was, **will}, key=lambda key: places[key[0]])
    return [_change(key, was.get(key), will.get(key)) for key in keys if was.get(key) != will.get(key)]


def _change(key: Key, was: Leaf | None, will: Leaf | None) -> ValueChange:
    told = will or was
    assert told is not None  # noqa: S101 - it is a key of one of the two
    return ValueChange(key, was.value if was else None, will.value if will else None, told.field)


def leaves(table: Table, values: Values) -> dict[Key, Leaf]:
    """Return the single values that are stated, each under what leads to it."""
    return {key: leaf for name in table if name in values for key, leaf in _leaves(table[name], values[name], (name,))}


def _leaves(field: Field, value: Any, key: Key) -> Iterator[tuple[Key, Leaf]]:  # noqa: ANN401 - a field's value
    if isinstance(value, Mapping) and value:
        inner = _inner(field)
        for name, part in value.items():
            yield from _leaves(inner, part, (*key, name))
    elif field.type is ENTRIES:
        for name, claim in named_claims(value).items():
            for inner_key, leaf in leaves(TABLES[field.entries], claim).items():
                yield (*key, name, *inner_key), leaf
    elif field.type is ANYTHING:
        yield key, Leaf(value, field._replace(type=TEXTS if isinstance(value, list) else TEXT))
    else:
        yield key, Leaf(value, field)


def _inner(field: Field) -> Field:
    """Return the field that says what the parts of a mapping are."""
    match field.type:
        case NamedParts(parts=parts):
            return field._replace(type=parts)
        case Parts(item=item):
            return field._replace(type=item)
    return field if field.type is ANYTHING else field._replace(type=TEXT)


def named_claims(claims: Iterable[Values]) -> dict[str, Values]:
    """Return claims by what they ask: `recognized level=xa 2018-2020`, with a number behind one that stands again."""
    named: dict[str, Values] = {}
    for claim in claims:
        name, again = _asked(claim), 1
        while (key := name if again == 1 else f"{name} ({again})") in named:
            again += 1
        named[key] = claim
    return named


def _asked(claim: Values) -> str:
    """Return what a claim asks in one line."""
    rest = {key: value for key, value in claim.items() if key not in (*STATEMENTS, "text", "measure", "where", "year")}
    where = claim.get("where", {})
    period = claim.get("year")
    parts = [str(claim.get("measure", "?")), *(f"{key}={where[key]}" for key in sorted(where))]
    parts += [f"{key}={value}" for key, value in sorted(rest.items()) if value is not False]
    parts += ["times"] if "times" in claim else []
    return " ".join([*parts, *([str(Period(*period))] if period else [])])


def reordered(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether what two lists have in common stands in another order."""
    common = set(before) & set(after)
    return [entry for entry in before if entry in common] != [entry for entry in after if entry in common]
