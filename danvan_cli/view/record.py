"""One record, for people and for programs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from danvan_cli.counting.finding import ShownRecord
from danvan_cli.counting.happenings import Happening
from danvan_cli.counting.measures import find_measure
from danvan_cli.domain.differences import Values, named_claims
from danvan_cli.domain.field_types import FLAG, REF, WHERE, Keyed, NamedParts, Parts, Scalar, Several
from danvan_cli.domain.fields import CLAIM, TABLES, Field, Table
from danvan_cli.domain.names import UNITS_FILE
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING, entry_label, measure_label, number, unit_label_with_id
from danvan_cli.view.own_words import own_dimension, own_value

_KINDS = {**{record_type.name: record_type.label for record_type in RECORD_TYPES.values()}, "unit": N_("Unit")}
_YES, _NO = N_("yes"), N_("no")
_OF_MEASURES = (CLAIM["measure"], CLAIM["share_of"])


def lines(shown: ShownRecord, lists: Lists) -> list[tuple[str, str]]:
    """Return (label, value) of all that a record states, in the order of its table of fields."""
    return stated_lines(TABLES[shown.kind], shown.reading.stated.values, lists)


def stated_lines(table: Table, values: Mapping[str, Any], lists: Lists) -> list[tuple[str, str]]:
    """Return (label, value) of what a record with a table of fields states."""
    return [(translate(table[key].label), value_text(values[key], table[key], lists)) for key in table if key in values]


def kind_label(kind: str) -> str:
    """Return the name of a kind of record."""
    return translate(_KINDS[kind])


def claims(shown: ShownRecord, lists: Lists) -> list[str]:
    """Return a line for each claim of published figures."""
    return [_claim(entry.values, lists) for entry in shown.reading.entries]


def _claim(values: Mapping[str, Any], lists: Lists) -> str:
    return "; ".join(f"{translate(CLAIM[key].label)}: {value_text(values[key], CLAIM[key], lists)}" for key in values)


def changed_claims(before: Sequence[Values], after: Sequence[Values], lists: Lists) -> list[str]:
    """Return a line for each claim that comes, goes or states something else, found by what it asks."""
    was, will = named_claims(before), named_claims(after)
    return [
        f"{'+' if not was.get(name) else '–' if not will.get(name) else '~'} "
        + _changed_claim(was.get(name, {}), will.get(name, {}), lists)
        for name in {**was, **will}
        if was.get(name) != will.get(name)
    ]


def _changed_claim(was: Values, will: Values, lists: Lists) -> str:
    if not was or not will:
        return _claim(was or will, lists)
    stated = {key: [_stated(CLAIM[key], claim.get(key), lists) for claim in (was, will)] for key in {**was, **will}}
    return "; ".join(
        f"{translate(CLAIM[key].label)}: {' → '.join(dict.fromkeys(texts))}" for key, texts in stated.items()
    )


def heading(shown: ShownRecord) -> str:
    """Return the line above a record: its kind and its file."""
    return f"{kind_label(shown.kind)} · {shown.path}"


def grid(shown: ShownRecord, lists: Lists) -> Grid:
    """Return what a record states as a table: a key, what it says."""
    return stated_grid(heading(shown), [*lines(shown, lists), *(("–", claim) for claim in claims(shown, lists))])


def stated_grid(title: str, stated: Iterable[tuple[str, str]]) -> Grid:
    """Return (label, value) as a table."""
    headers = [translate(N_("Key")), translate(N_("Value"))]
    return Grid(title, headers, [[label, value] for label, value in stated], [False, False])


def unit_heading() -> str:
    """Return the line above a unit."""
    return f"{kind_label('unit')} · {UNITS_FILE}"


def happenings_heading(held: Sequence[Happening]) -> str:
    """Return the line above what a unit held."""
    return f"{translate(N_('Held by it'))} ({number(len(held))})"


def happening_lines(held: Iterable[Happening]) -> list[str]:
    """Return a line for each thing that a unit held: its day, or the year, what it was, and its id."""
    days = [(format_date(event.day, language()) if event.day else str(event.year), event) for event in held]
    width = max((len(day) for day, _ in days), default=0)
    return [f"{day:>{width}}  {visible(event.title)} · {event.id}" for day, event in days]


def changed_lines(changed: Iterable[tuple[Field, Any, Any]], lists: Lists) -> list[str]:
    """Return a line for each of (field, before, after), None where nothing is stated."""
    return [
        f"{translate(field.label)}: {_stated(field, was, lists)} → {_stated(field, will, lists)}"
        for field, was, will in changed
    ]


def _stated(field: Field, value: Any, lists: Lists) -> str:  # noqa: ANN401 - a field's value
    if value is None:
        return NOTHING
    return number(len(value)) if field.entries else value_text(value, field, lists).replace("\n", "\n    ")


def value_text(value: Any, field: Field, lists: Lists) -> str:  # noqa: ANN401 - a field's value
    """Return one value as people read it."""
    match field.type:
        case Scalar():
            return _referred(str(value), field, lists) if field.type is REF else _scalar(value, field.type)
        case Several():
            return ", ".join(map(visible, value))
        case Parts(item=item):
            return "; ".join(_part(key, _scalar(part, item), field, lists) for key, part in value.items())
        case NamedParts(parts=parts):
            return "; ".join(f"{visible(name)} ({_points(points, parts)})" for name, points in value.items())
        case Keyed():
            written = own_dimension if field.type is WHERE else str
            return ", ".join(f"{visible(written(key))}: {visible(str(part))}" for key, part in value.items())
    return "".join([number(len(value)), *(f"\n    – {_claim(entry, lists)}" for entry in value)])


def _part(key: str, amount: str, field: Field, lists: Lists) -> str:
    """Return an amount with its name and its unit, where the name is not that already: Tiền: 3.500.000 đồng."""
    label, entry = entry_label(lists, field.choices, key), lists.entries(field.choices).get(key)
    unit = entry.unit if entry and entry.unit and fold(entry.unit) != fold(label) else ""
    return f"{label}: {amount} {unit}".rstrip()


def _scalar(value: Any, type_: Scalar) -> str:  # noqa: ANN401 - likewise
    if type_ is FLAG:
        return translate(_YES if value else _NO)
    return visible(type_.tell(value, language()), keep_lines=True)


def _points(points: Mapping[str, int], parts: Parts) -> str:
    return ", ".join(f"{visible(name)} {_scalar(part, parts.item)}" for name, part in points.items())


def _referred(value: str, field: Field, lists: Lists) -> str:
    if field.refers == "unit":
        return unit_label_with_id(lists, value)
    if field in _OF_MEASURES and (measure := find_measure(value)):
        return measure_label(measure)
    if field == CLAIM["count"]:
        return visible(own_value("count", value))
    return entry_label(lists, field.choices, value) if field.choices else visible(value)


def document(files: Iterable[ShownRecord], lineage: Iterable[tuple[str, int, str]]) -> dict[str, Any]:
    """Return a record as JSON: its files, and its lineage as (id, year, title)."""
    records = [
        {"id": shown.id, "kind": shown.kind, "year": shown.year, "path": shown.path, "values": _plain_values(shown)}
        for shown in files
    ]
    return {
        "schema": 1,
        "records": records,
        "lineage": [{"id": model, "year": year, "title": title} for model, year, title in lineage],
    }


def _plain_values(shown: ShownRecord) -> dict[str, Any]:
    table = TABLES[shown.kind]
    values = {key: table[key].type.as_json(value) for key, value in shown.reading.stated.values.items()}
    if shown.reading.entries:
        values["claims"] = [
            {key: CLAIM[key].type.as_json(value) for key, value in entry.values.items()}
            for entry in shown.reading.entries
        ]
    return values
