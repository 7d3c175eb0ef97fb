"""What a row does to its record: makes it, changes it, leaves it; or is kept from what somebody changed since."""

from collections.abc import Mapping
from typing import NamedTuple

from danvan_cli.domain.field_types import TEXT
from danvan_cli.domain.origin import list_of, read_origin
from danvan_cli.domain.values import Value
from danvan_cli.importing.cell_texts import cleaned
from danvan_cli.importing.origins import digest_of, is_untouched, mark_of, origin_of, with_origin
from danvan_cli.importing.row_matching import RowMatch
from danvan_cli.recording.plan import Step, change
from danvan_cli.recording.record_lookup import Record
from danvan_cli.store.writing import Change


class KeptRecord(NamedTuple):
    """A record that states something else than its row, and was changed since the list gave it: {key: the row's}.

    `row_changed`: the row, too, says something else than it did then. `by_list`: another list, taken later, changed it.
    """

    record: Record
    match: RowMatch
    differing: dict[str, Value | None]
    row_changed: bool = True
    by_list: str = ""


def outcome(match: RowMatch, record: Record, *, overwrite: bool) -> Step | KeptRecord:
    """Decide what becomes of a record that is there; raise RecordError, or EditError."""
    row = match.row
    later = "" if overwrite else _later_list(match, record)
    free = overwrite or (not later and _is_free(match, record))
    wanted = _wanted_values(match, record, clearing=free)
    differing = {key: value for key, value in wanted.items() if record.values.get(key) != value}
    stated = [key for key in differing if key in record.values]
    if stated and not free:
        row_changed = read_origin(record.values.get("source", "")).digest != digest_of(row.values)
        return KeptRecord(record, match, {key: differing[key] for key in stated}, row_changed, later)
    if not differing:
        return _note_move(match, record) if free else idle(record)
    values = {key: value for key, value in {**record.values, **differing}.items() if value is not None}
    if not row.mark:
        differing["source"] = with_origin(values, origin_of(row))["source"]
    return change(record, differing)


def _note_move(match: RowMatch, record: Record) -> Step:
    """Note where its row stands in the list now, if it stood elsewhere."""
    origin = origin_of(match.row)
    rows = read_origin(record.values.get("source", "")).rows
    if match.row.mark or origin in rows or list_of(origin) not in map(list_of, rows):
        return idle(record)
    return change(record, {"source": with_origin(record.values, origin)["source"]})


def idle(record: Record) -> Step:
    """Leave a record as it is."""
    return Step(record.kind, record.path, record.values, record.values, Change(record.path, record.data, record.data))


def _is_free(match: RowMatch, record: Record) -> bool:
    """Whether nobody changed the record since what the list is compared with.

    A row that bears danvan's mark says how the record was when it was exported; else the record says itself how an
    import left it.
    """
    if match.by == "id":  # also one found by its mark
        marked = match.row.mark
        return marked == mark_of(record.kind, record.values) if marked else is_untouched(record.values)
    return is_untouched(record.values)


def _later_list(match: RowMatch, record: Record) -> str:
    """Return the list that changed the record after the row's own list gave it, "" for none.

    A source names lists in the order in which they last changed something. Which file is the newer one, nobody knows
    but the clerk: the older one may be taken once more by mistake, and would take back what the newer set.
    """
    lists = [list_of(row) for row in read_origin(record.values.get("source", "")).rows]
    mine = list_of(origin_of(match.row))
    return lists[-1] if not match.row.mark and mine in lists and lists[-1] != mine else ""


def _wanted_values(match: RowMatch, record: Record, *, clearing: bool) -> dict[str, Value | None]:
    """Return what the row says of each key: its value; None where it says that nothing is known any more."""
    row = match.row
    clears = clearing and (match.by != "id" or bool(row.mark))
    record_type = record.type
    # A row that states less does not unsay what tells the record from others, unless it names the record.
    told_apart_by = record_type.may_be_missing if match.by != "id" else ()
    spelled = [key for key in record_type.identity if record_type.fields[key].type is TEXT]
    wanted: dict[str, Value | None] = {}
    for key in record_type.fields:
        if key == "source" and not row.mark:
            continue
        old = record.values.get(key)
        if isinstance(old, dict) or isinstance(row.values.get(key), dict):
            wanted[key] = _wanted_parts(match, key, old or {}, clearing=clears)
        elif key in row.values:
            wanted[key] = _keep_spelling(row.values[key], old, exact=bool(row.mark))
            if match.by == "identity" and key in spelled:
                wanted[key] = old or wanted[key]
        elif clears and key in row.covered and old is not None and key not in told_apart_by:
            wanted[key] = None
    return wanted


def _wanted_parts(match: RowMatch, key: str, old: Mapping[str, Value], *, clearing: bool) -> dict[str, Value] | None:
    """Return the parts of a mapping: those that the row states, and of the old ones those that it has no column for."""
    row = match.row
    whole = key in row.covered
    gone = {part for part in old if clearing and (whole or f"{key}.{part}" in row.covered)}
    return {**{part: value for part, value in old.items() if part not in gone}, **row.values.get(key, {})} or None


def _keep_spelling(value: Value, old: Value | None, *, exact: bool) -> Value:
    """Return the old value where the new is the same but for what belongs to the sheet, such as blanks."""
    if exact or not isinstance(old, str) or not isinstance(value, str):
        return value
    return old if cleaned(old, lines="\n" in value) == value else value


def new_values(match: RowMatch) -> dict[str, Value]:
    """Return what a new record states: the row's values, and where they come from."""
    values = match.row.values
    if match.row.mark:
        return dict(values)
    stated = read_origin(values.get("source", "")).stated  # a row that was copied is not the one that it was copied of
    given = {**values, "source": stated} if stated else {key: value for key, value in values.items() if key != "source"}
    return with_origin(given, origin_of(match.row))
