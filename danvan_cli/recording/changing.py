"""Correcting records, and ending models and programmes."""

from collections.abc import Mapping, Sequence

from danvan_cli.counting import measures
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.domain.errors import InputError, Mistake, RequestError
from danvan_cli.domain.field_types import ENTRIES, SCORERS, WHERE
from danvan_cli.domain.fields import MODEL, Field, find_key, key_names
from danvan_cli.domain.messages import GIVEN_TWICE, NO_KEY, REQUIRED, Message
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.values import Value
from danvan_cli.domain.vietnamese_names import BothNames, all_of, nearest_of
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.plan import Plan, Step, change, plan
from danvan_cli.recording.recognizing import refuse_overwriting
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.selecting import Selection, offered, select
from danvan_cli.recording.twins import doubts_of_changes
from danvan_cli.recording.typed import Typed, TypedReader, reader_for, stated
from danvan_cli.text.mark import N_

NO_PARTS = Message("no-parts", N_("“{value}”: this key has no parts. Write it without what comes after the point."))
NOT_BY_SET = Message(
    "not-by-set",
    N_("“{value}” cannot be set by one value."),
    N_("To change or take out what is there: danvan edit {id}. To add a figure: danvan figure"),
)
KEY_ELSEWHERE = Message(
    "key-elsewhere",
    N_("“{value}” is no key of {path}: another record states it."),
    N_("To set it there: danvan set {id} {key}=…"),
)
CORRECTED = Message("corrected", N_("Corrected ({number}): {names}"), severity="remark")
ENDED = Message("ended", N_("Ended ({number}): {names}"), severity="remark")


_OF_THE_FILE = (ENTRIES, WHERE)  # what only the file itself can have changed


def correct(lookup: RecordLookup, selection: Selection, assignments: Sequence[str]) -> Plan:
    """Plan to set keys of records: `key=value`; `key=` removes it. Raise InputError, RequestError, or WriteError.

    `results.hien-dat=1200` sets one part of a mapping. Ids stay as they are, whatever is corrected.
    """
    mistakes = MistakeLog() if assignments else MistakeLog(missing=["key=value"])
    meant = selection._replace(likely=_types_with_keys(assignments))
    records = mistakes.take(lambda: select(lookup, meant, RECORD_TYPES.values(), measures.REGISTERED), [])
    mistakes.settle()
    firsts = {_speaking(record): record for record in reversed(records)}
    assigned = {group: _read_assignments(lookup, record, assignments) for group, record in firsts.items()}
    steps = [_plan_correction(record, assigned[_speaking(record)]) for record in records]
    remarks = [*doubts_of_changes(lookup, steps), *doubts(lookup, steps)]
    return plan(CORRECTED, steps, remarks)._replace(echoed=True)


def _types_with_keys(assignments: Sequence[str]) -> list[RecordType]:
    """Return the types of records that have all keys which are assigned."""
    names = [assignment.partition("=")[0].strip().partition(".")[0] for assignment in assignments]
    return [
        record_type
        for record_type in RECORD_TYPES.values()
        if all(find_key(record_type.fields, name) in record_type.fields for name in names)
    ]


def _speaking(record: Record) -> tuple[RecordType, int, str]:
    """Return what decides how a word is meant in a record: its type, its year, and its day, "" if none is stated."""
    return record.type, record.year, record.values.get(record.type.spoken_on, "")


def _read_assignments(
    lookup: RecordLookup, record: Record, assignments: Sequence[str]
) -> dict[tuple[str, str], Value | None]:
    """Read assignments to a record, and to all that speak as it does, as {(key, part): value}."""
    record_type, year, day = _speaking(record)
    reader, table = reader_for(lookup, year, day), record_type.fields
    new_days = [
        text
        for name, _, text in (assignment.partition("=") for assignment in assignments)
        if find_key(table, name) == record_type.spoken_on
    ]
    reader = reader.of_day(table, new_days)
    mistakes, assigned = [], dict[tuple[str, str], Value | None]()
    for assignment in assignments:
        name, _, text = assignment.partition("=")
        typed, _, part = name.strip().partition(".")
        key = find_key(table, typed)
        if (key, part) in assigned:
            mistakes.append(Mistake(f"{name.strip()}=", RequestError(GIVEN_TWICE, value=name.strip())))
        try:
            _require_settable(lookup, record, typed, text)
            assigned[key, part] = _read_value(reader, table[key], part, text)
        except RequestError as why:
            mistakes.append(Mistake(f"{name.strip()}=", why))
    if mistakes:
        raise InputError(mistakes)
    return assigned


def _require_settable(lookup: RecordLookup, record: Record, typed: str, text: str) -> None:
    """Raise RequestError for what is no key of a record, with the record that has it, or none of one value."""
    table = record.type.fields
    field = table.get(find_key(table, typed))
    if field is None:
        if elsewhere := _record_with_key(lookup, record, typed):
            key = elsewhere.type.fields[find_key(elsewhere.type.fields, typed)]
            raise RequestError(KEY_ELSEWHERE, value=typed, path=record.path, id=elsewhere.id, key=_both_names(key))
        names = key_names({key: known for key, known in table.items() if known.type not in _OF_THE_FILE})
        raise RequestError(NO_KEY, value=typed, near=nearest_of(typed, names), known=all_of(names))
    if field.type is ENTRIES or (field.type is WHERE and stated([text])):
        raise RequestError(NOT_BY_SET, value=typed, id=record.id)


def _record_with_key(lookup: RecordLookup, record: Record, typed: str) -> Record | None:
    """Return what states a key that a record lacks: an evaluation of the model, resp. the model of the evaluation."""
    name, _, level = record.id.partition(".")
    if level:
        records = [lookup.read(MODELS, path, year) for path, year in lookup.paths_of(MODELS, name)]
    elif record.type is MODELS:
        records = list(lookup.readable_evaluations_of(name, record.year))
    else:
        return None
    return next((near for near in records if find_key(near.type.fields, typed) in near.type.fields), None)


def _both_names(field: Field) -> BothNames:
    return BothNames(field.key, field.option_vi or field.key)


def _read_value(reader: TypedReader, field: Field, part: str, text: str) -> Value | None:
    if part and not field.type.has_parts:
        raise RequestError(NO_PARTS, value=BothNames(f"{field.key}.{part}", f"{field.option_vi}.{part}"))
    if not stated([text]):
        if field.required:
            raise RequestError(REQUIRED, value=field)
        return {reader.part(field, part): None} if part else None
    if part and field.type is SCORERS:
        return reader.value(field, [f"{part}: {text}"])
    return reader.value(field, [f"{part}={text}" if part else text])


def _plan_correction(record: Record, assigned: Mapping[tuple[str, str], Value | None]) -> Step:
    changes: dict[str, Value | None] = {}
    for (key, part), value in assigned.items():
        changes[key] = _with_parts(changes.get(key, record.values.get(key)), value) if part else value
    return change(record, changes)


def _with_parts(old: Mapping[str, Value] | None, parts: Mapping[str, Value] | None) -> Value | None:
    whole = {**(old or {}), **(parts or {})}
    return {name: value for name, value in whole.items() if value is not None} or None


def end(lookup: RecordLookup, selection: Selection, typed: Typed) -> Plan:
    """Plan to end models or programmes: from that day on they are no longer active.

    Raise InputError, RequestError, or WriteError.
    """
    mistakes = MistakeLog()
    records = mistakes.take(lambda: select(lookup, selection, _ending(), measures.ACTIVE), [])
    values = mistakes.take(lambda: reader_for(lookup, None).record(MODEL, typed, ("ended_on",)), {})
    mistakes.settle()
    steps = [end_of(record, values) for record in records]
    return plan(ENDED, steps, doubts(lookup, steps), grave=True)


def offered_to_end(lookup: RecordLookup, selection: Selection) -> list[ListedRecord]:
    """Return the models that are active, and the programmes that run."""
    return offered(lookup, selection, (measures.ACTIVE, measures.RUNNING))


def _ending() -> list[RecordType]:
    """Return the types of records that end by a day of their own."""
    return [record_type for record_type in RECORD_TYPES.values() if "ended_on" in record_type.fields]


def end_of(record: Record, values: Mapping[str, Value]) -> Step:
    """Plan to end one record; raise WriteError where it ended otherwise."""
    refuse_overwriting(record, values, ("ended_on", "ended_reason"))
    return change(record, values)
