"""Rows of published figures, each a claim of a source -> the files of their sources."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from danvan_cli.counting.claims import refuse_meaningless
from danvan_cli.domain.editing import append_claim
from danvan_cli.domain.errors import EditError, ReadError, RecordError, RequestError, WriteError
from danvan_cli.domain.fields import STATEMENTS
from danvan_cli.domain.identity import claim_identity
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import why_no_id
from danvan_cli.domain.record_types import PUBLISHED_FIGURES
from danvan_cli.domain.values import Value
from danvan_cli.domain.writing import record_bytes
from danvan_cli.importing.known_records import KnownRecords, read_known
from danvan_cli.importing.origins import mark_of
from danvan_cli.importing.outcomes import KeptRecord, idle
from danvan_cli.importing.parsed_rows import CELLS_DIFFER, ParsedRow, valid_id
from danvan_cli.importing.record_planner import faults_of
from danvan_cli.importing.results import ImportPart, RowCounts, join_parts
from danvan_cli.importing.row_doubts import ROW_DOUBTFUL
from danvan_cli.importing.row_matching import ROW_TWICE, RowMatch
from danvan_cli.importing.sheet_lists import Fault
from danvan_cli.recording.plan import Step, remark, sound
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.stating import agree, answer_of, question_of
from danvan_cli.recording.twins import MAY_BE_UNREAD, NewRecords
from danvan_cli.store.writing import EXISTS, Change
from danvan_cli.text.mark import N_

ONE_STATEMENT = Message(
    "one-statement", N_("A figure states one of: value, at least, more than, at most, about, times as many, unknown.")
)

_PREFIX = "claims."
Values = dict[str, Value]


def plan_figures(lookup: RecordLookup, rows: Iterable[ParsedRow], *, overwrite: bool) -> ImportPart:
    """Plan the figures of all sources that the rows name."""
    faults: list[Fault] = []
    sound: list[ParsedRow] = []
    for row in rows:
        row_faults = list(_faults_in(row))
        faults += row_faults
        if not row_faults:
            sound.append(row)
    by_year: dict[int, list[ParsedRow]] = defaultdict(list)
    for row in sorted(sound, key=lambda row: not row.mark):
        by_year[row.year].append(row)
    plans = (_plan_year(lookup, year, rows_of_year, overwrite=overwrite) for year, rows_of_year in by_year.items())
    return join_parts([ImportPart(faults=tuple(faults)), *plans])


def _faults_in(row: ParsedRow) -> Iterator[Fault]:
    """Find what is wrong with a row that no other has to be looked at for."""
    stated = [key for key in STATEMENTS if f"{_PREFIX}{key}" in row.values]
    required = [key for key in ("source", f"{_PREFIX}measure") if key not in row.values and not row.mark]
    yield from (row.lacks(key) for key in required)
    if row.id and not valid_id(row.id, PUBLISHED_FIGURES):
        yield row.fault(why_no_id(row.id), "id", value=row.id)
    if len(stated) != 1 and not row.mark:
        yield row.fault(ONE_STATEMENT, f"{_PREFIX}value")
    if not row.mark:
        try:
            refuse_meaningless(_claim(row), row.year)
        except RequestError as why:
            yield Fault(row.spot_at(f"{_PREFIX}measure"), why, f"{_PREFIX}measure")


def _plan_year(lookup: RecordLookup, year: int, rows: Iterable[ParsedRow], *, overwrite: bool) -> ImportPart:
    """Plan the figures of a year, source by source."""
    known = read_known(lookup, PUBLISHED_FIGURES, year)
    new_records = NewRecords(lookup, PUBLISHED_FIGURES, year)
    groups: dict[object, list[ParsedRow]] = defaultdict(list)
    ids_by_source: dict[object, str] = {}
    for row in sorted(rows, key=lambda row: not row.id):
        record, source = _find_record(known, row), PUBLISHED_FIGURES.core(row.values)
        if row.id:
            ids_by_source.setdefault(source, row.id)
        key: object = record.id if record else row.id or ids_by_source.get(source) or source
        groups[key].append(row)
    parts = (_plan_source(new_records, known, group, overwrite=overwrite) for group in groups.values())
    return join_parts([ImportPart(unread=known.problems), *parts])


def _plan_source(
    new_records: NewRecords, known: KnownRecords, group: Sequence[ParsedRow], *, overwrite: bool
) -> ImportPart:
    """Plan the figures of one source; what is wrong with them is its first row's fault."""
    first = group[0]
    faults = [*_differing(group), *_asked_twice(group)]
    if faults:
        return ImportPart(faults=tuple(faults))
    source = _source(group)
    claims = [claim for row in group if (claim := _claim(row))]
    record = _find_record(known, first)
    perhaps = None if first.is_restored or record else known.perhaps(first.year, source)
    unread = perhaps if record else known.unread_named(first.id) or perhaps
    if unread:
        doubt = remark(MAY_BE_UNREAD, path=unread.path)
        kept_back = remark(ROW_DOUBTFUL, spot=first.spot_at("source"), doubt=doubt)
        return ImportPart(remarks=(kept_back,), counts=RowCounts(kept=len(group)))
    try:
        if record is None:
            return ImportPart(steps=(new_records.create(_file_values(source, claims), first.id or None),))
        step = _change(record, first, source, claims, overwrite=overwrite)
    except (RecordError, WriteError, EditError, ReadError) as why:
        return ImportPart(faults=tuple(faults_of(first, why)))
    return (
        ImportPart(kept=(step,), counts=RowCounts(kept=1))
        if isinstance(step, KeptRecord)
        else ImportPart(steps=(step,))
    )


def _differing(group: Sequence[ParsedRow]) -> Iterator[Fault]:
    """Find the rows that say of their source something else than the first one does."""
    first = group[0]
    for row in group:
        for key, value in row.values.items():
            if not key.startswith(_PREFIX) and not agree(key, first.values, row.values):
                yield row.fault(CELLS_DIFFER, key, value=str(value), key=key)


def _asked_twice(group: Sequence[ParsedRow]) -> Iterator[Fault]:
    """Find the rows that ask what a row above asks; what danvan exported stands so in its file."""
    asked: dict[object, ParsedRow] = {}
    where = _source(group).get("where", {})
    for row in group:
        claim = _claim(row)
        same = asked.setdefault(claim_identity(claim, row.year, where), row) if claim else row
        if same is not row and not row.mark:
            yield row.fault(ROW_TWICE, f"{_PREFIX}measure", row=str(same.raw.at))


def _source(group: Sequence[ParsedRow]) -> Values:
    """Return what rows state of their source, as the first of them spell it."""
    stated: Values = {}
    for row in group:
        for key, value in row.values.items():
            if not key.startswith(_PREFIX):
                stated.setdefault(key, value)
    return stated


def _file_values(source: Values, claims: Sequence[Values]) -> Values:
    """Return what a source's file states: of itself, and its claims."""
    return {**source, **({"claims": list(claims)} if claims else {})}


def _claim(row: ParsedRow) -> Values:
    return {key.removeprefix(_PREFIX): value for key, value in row.values.items() if key.startswith(_PREFIX)}


def _find_record(known: KnownRecords, row: ParsedRow) -> Record | None:
    if row.id:
        return known.by_id.get(row.id)
    same = known.same(row.values)
    return same[0] if same else None


def _change(
    record: Record, first: ParsedRow, source: Values, claims: Sequence[Values], *, overwrite: bool
) -> Step | KeptRecord:
    """Change a source's figures: as a whole where danvan wrote the rows, else by adding what it does not state yet."""
    old: Values = {key: value for key, value in record.values.items() if key != "claims"}
    before: Sequence[Values] = record.values.get("claims", ())
    if first.mark:
        new = _file_values(source, claims)
        if new == record.values:
            return idle(record)
        if not overwrite and first.mark != mark_of(PUBLISHED_FIGURES.name, record.values):
            return KeptRecord(record, RowMatch(first, record, "id"), {"claims": list(claims)})
        return _rewrite(record, new)
    claims = [_narrow(claim, source) for claim in claims]
    source = {key: value for key, value in source.items() if key != "where"}
    _refuse_narrowing(record, claims)
    questions = {question_of(record, claim): claim for claim in claims}
    stated = {key: value for key, value in source.items() if not agree(key, old, source)}
    differing = [claim for claim in before if not _answers(questions.get(question_of(record, claim), claim), claim)]
    if stated or differing:
        return KeptRecord(
            record, RowMatch(first, record, "identity"), {**stated, **({"claims": list(claims)} if differing else {})}
        )
    questions_before = {question_of(record, claim) for claim in before}
    return _add_claims(
        record, {**old, **source}, [claim for question, claim in questions.items() if question not in questions_before]
    )


def _narrow(claim: Values, source: Values) -> Values:
    """Put what holds for all rows of a source into a claim: in a file that is there it would narrow the others, too."""
    where = {**source.get("where", {}), **claim.get("where", {})}
    return {**claim, "where": where} if where else claim


def _refuse_narrowing(record: Record, claims: Sequence[Values]) -> None:
    """Refuse to put what is said of all where all is said of a part. Raise WriteError."""
    narrowed = record.values.get("where", {})
    if any(claim.get("where", {}).get(key) != value for claim in claims for key, value in narrowed.items()):
        raise WriteError(EXISTS, path=record.path)


def _answers(claim: Values, before: Values) -> bool:
    """Whether a claim answers its question as one that is there does, in the same words if it has any."""
    return answer_of(claim) == answer_of(before) and claim.get("text") in (None, before.get("text"))


def _add_claims(record: Record, source: Values, claims: Sequence[Values]) -> Step:
    from danvan_cli.domain.editing import edit_record  # noqa: PLC0415 - what is made anew does without

    old = record.values
    lacking = {key: value for key, value in source.items() if key not in old}
    data = edit_record(PUBLISHED_FIGURES.name, record.path, record.year, record.data, lacking)
    for claim in claims:
        data = append_claim(record.path, record.year, data, claim)
    new = {**old, **lacking, **({"claims": [*old.get("claims", ()), *claims]} if claims else {})}
    return Step(PUBLISHED_FIGURES.name, record.path, old, new, Change(record.path, record.data, data))


def _rewrite(record: Record, new: Values) -> Step:
    """Write the file anew; one with a person's comments or order in it is left to her. Raise EditError."""
    old = record.values
    if record.data != record_bytes(PUBLISHED_FIGURES.name, old, old.get("claims", ())):
        raise EditError(record.path, "it was written by hand")
    data = sound(PUBLISHED_FIGURES, record.path, record.year, new)
    return Step(PUBLISHED_FIGURES.name, record.path, old, new, Change(record.path, record.data, data))
