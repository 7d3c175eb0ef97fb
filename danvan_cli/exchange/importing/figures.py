"""Rows of published figures, each a claim of a source -> the files of their sources."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from danvan_cli.domain.editing import append_claim
from danvan_cli.domain.errors import EditError, ReadError, RecordError, WriteError
from danvan_cli.domain.field_types import NO_ID
from danvan_cli.domain.fields import STATEMENTS
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import PUBLISHED_FIGURES
from danvan_cli.domain.values import Value
from danvan_cli.domain.writing import record_bytes
from danvan_cli.exchange.faults import Fault
from danvan_cli.exchange.importing.known import Known, read_known
from danvan_cli.exchange.importing.matching import Match
from danvan_cli.exchange.importing.outcomes import Kept, idle
from danvan_cli.exchange.importing.parsed_rows import CELLS_DIFFER, ParsedRow, valid_id
from danvan_cli.exchange.importing.records import faults_of
from danvan_cli.exchange.importing.results import ImportPart, RowCounts, join_parts
from danvan_cli.exchange.marks import mark_of
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.plan import Step, sound
from danvan_cli.recording.twins import NewRecords
from danvan_cli.store.writing import Change
from danvan_cli.text.mark import N_

ONE_STATEMENT = Message(
    "one-statement", N_("A figure states one of: value, at least, more than, at most, about, unknown.")
)


_PREFIX = "claims."
Values = dict[str, Value]


def plan_figures(desk: Desk, rows: Iterable[ParsedRow], *, overwrite: bool) -> ImportPart:
    """Plan the figures of all sources that the rows name."""
    faults: list[Fault] = []
    sound: list[ParsedRow] = []
    for row in rows:
        wrong = list(_wrong(row))
        faults += wrong
        if not wrong:
            sound.append(row)
    by_year: dict[int, list[ParsedRow]] = defaultdict(list)
    for row in sorted(sound, key=lambda row: not row.mark):
        by_year[row.year].append(row)
    plans = (_plan_year(desk, year, rows_of_year, overwrite=overwrite) for year, rows_of_year in by_year.items())
    return join_parts([ImportPart(faults=tuple(faults)), *plans])


def _wrong(row: ParsedRow) -> Iterator[Fault]:
    """Find what is wrong with a row that no other has to be looked at for."""
    stated = [key for key in STATEMENTS if f"{_PREFIX}{key}" in row.values]
    required = [key for key in ("source", f"{_PREFIX}measure") if key not in row.values and not row.mark]
    yield from (row.lacks(key) for key in required)
    if row.id and not valid_id(row.id, PUBLISHED_FIGURES):
        yield row.fault(NO_ID, "id", value=row.id)
    if len(stated) != 1 and not row.mark:
        yield row.fault(ONE_STATEMENT, f"{_PREFIX}value")


def _plan_year(desk: Desk, year: int, rows: Iterable[ParsedRow], *, overwrite: bool) -> ImportPart:
    """Plan the figures of a year, source by source."""
    known = read_known(desk, PUBLISHED_FIGURES, year)
    new_records = NewRecords(desk, PUBLISHED_FIGURES, year)
    groups: dict[object, list[ParsedRow]] = defaultdict(list)
    for row in rows:
        record = _record(known, row)
        groups[record.id if record else row.id or PUBLISHED_FIGURES.core(row.values)].append(row)
    parts = (_plan_source(new_records, known, group, overwrite=overwrite) for group in groups.values())
    return join_parts([ImportPart(unread=tuple(known.unread)), *parts])


def _plan_source(new_records: NewRecords, known: Known, group: Sequence[ParsedRow], *, overwrite: bool) -> ImportPart:
    """Plan the figures of one source; what is wrong with them is its first row's fault."""
    first = group[0]
    differing = [
        row.fault(CELLS_DIFFER, key, value=str(value), key=key)
        for row in group
        for key, value in row.values.items()
        if not key.startswith(_PREFIX) and first.values.get(key, value) != value
    ]
    if differing:
        return ImportPart(faults=tuple(differing))
    source = {key: value for row in group for key, value in row.values.items() if not key.startswith(_PREFIX)}
    claims = [claim for row in group if (claim := _claim(row))]
    record = _record(known, first)
    try:
        if record is None:
            return ImportPart(steps=(new_records.create(_with(source, claims), first.id or None),))
        step = _changed(record, first, source, claims, overwrite=overwrite)
    except (RecordError, WriteError, EditError, ReadError) as why:
        return ImportPart(faults=tuple(faults_of(first, why)))
    return ImportPart(kept=(step,), counts=RowCounts(kept=1)) if isinstance(step, Kept) else ImportPart(steps=(step,))


def _with(source: Values, claims: Sequence[Values]) -> Values:
    """Return what a source's file states: of itself, and its claims."""
    return {**source, **({"claims": list(claims)} if claims else {})}


def _claim(row: ParsedRow) -> Values:
    return {key.removeprefix(_PREFIX): value for key, value in row.values.items() if key.startswith(_PREFIX)}


def _record(known: Known, row: ParsedRow) -> Record | None:
    if row.id:
        return known.by_id.get(row.id)
    same = known.same(row.values)
    return same[0] if same else None


def _changed(
    record: Record, first: ParsedRow, source: Values, claims: Sequence[Values], *, overwrite: bool
) -> Step | Kept:
    """Change a source's figures: as a whole where danvan wrote the rows, else by adding what it does not state yet."""
    old: Values = {key: value for key, value in record.values.items() if key != "claims"}
    before: Sequence[Values] = record.values.get("claims", ())
    if first.mark:
        new = _with(source, claims)
        if new == record.values:
            return idle(record)
        if not overwrite and first.mark != mark_of(PUBLISHED_FIGURES.name, record.values):
            return Kept(record, Match(first, record, "id"), {"claims": list(claims)})
        return _rewritten(record, new)
    stated = {key: value for key, value in source.items() if old.get(key, value) != value}
    answered = {key: claim for claim in claims for key in [str(_question(claim))]}
    differing = [claim for claim in before if answered.get(str(_question(claim)), claim) != claim]
    if stated or differing:
        return Kept(
            record, Match(first, record, "identity"), {**stated, **({"claims": list(claims)} if differing else {})}
        )
    return _added(record, {**old, **source}, [claim for claim in claims if claim not in before])


def _question(claim: Mapping[str, Value]) -> list[tuple[str, Value]]:
    return sorted((key, value) for key, value in claim.items() if key not in (*STATEMENTS, "text"))


def _added(record: Record, source: Values, claims: Sequence[Values]) -> Step:
    from danvan_cli.domain.editing import edit_record  # noqa: PLC0415 - what is made anew does without

    old = record.values
    lacking = {key: value for key, value in source.items() if key not in old}
    data = edit_record(PUBLISHED_FIGURES.name, record.path, record.year, record.data, lacking)
    for claim in claims:
        data = append_claim(record.path, record.year, data, claim)
    new = {**old, **lacking, **({"claims": [*old.get("claims", ()), *claims]} if claims else {})}
    return Step(PUBLISHED_FIGURES.name, record.path, old, new, Change(record.path, record.data, data))


def _rewritten(record: Record, new: Values) -> Step:
    """Write the file anew; one with a person's comments or order in it is left to her. Raise EditError."""
    old = record.values
    if record.data != record_bytes(PUBLISHED_FIGURES.name, old, old.get("claims", ())):
        raise EditError(record.path, "it was written by hand")
    data = sound(PUBLISHED_FIGURES, record.path, record.year, new)
    return Step(PUBLISHED_FIGURES.name, record.path, old, new, Change(record.path, record.data, data))
