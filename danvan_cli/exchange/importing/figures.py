"""Rows of published figures, each a claim of a source -> the files of their sources."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from danvan_cli.domain.editing import append_claim
from danvan_cli.domain.errors import EditError, RecordError, WriteError
from danvan_cli.domain.fields import STATEMENTS
from danvan_cli.domain.record_types import PUBLISHED_FIGURES
from danvan_cli.domain.values import Value
from danvan_cli.domain.writing import record_bytes
from danvan_cli.exchange.importing.known import Known, read_known
from danvan_cli.exchange.importing.matching import Match
from danvan_cli.exchange.importing.outcomes import Kept, idle
from danvan_cli.exchange.importing.records import Outcome, faults_of
from danvan_cli.exchange.importing.taking import Taken, valid_id
from danvan_cli.exchange.marks import mark_of
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.plan import Step, create, sound
from danvan_cli.store.writing import Change

_PREFIX = "claims."
Values = dict[str, Value]


def plan_figures(desk: Desk, rows: Iterable[Taken], *, overwrite: bool, out: Outcome) -> None:
    """Plan the figures of all sources that the rows name."""
    sound = [taken for taken in rows if _is_sound(taken, out)]
    known = {year: read_known(desk, "figures", year) for year in {taken.year for taken in sound}}
    groups: dict[tuple[int, object], list[Taken]] = defaultdict(list)
    for taken in sorted(sound, key=lambda one: not one.mark):
        record = _record(known[taken.year], taken)
        groups[taken.year, record.id if record else taken.id or PUBLISHED_FIGURES.core(taken.values)].append(taken)
    out.unread += [problem for one in known.values() for problem in one.unread]
    for (year, _), group in groups.items():
        try:
            _plan(desk, known[year], group, overwrite=overwrite, out=out)
        except (RecordError, WriteError, EditError) as why:
            out.faults += faults_of(group[0], why)


def _is_sound(taken: Taken, out: Outcome) -> bool:
    stated = [key for key in STATEMENTS if f"{_PREFIX}{key}" in taken.values]
    required = [key for key in ("source", f"{_PREFIX}measure") if key not in taken.values and not taken.mark]
    faults = [taken.fault("row-lacks", key, key=key) for key in required]
    if taken.id and not valid_id(taken.id, "figures"):
        faults.append(taken.fault("no-id", "id", value=taken.id))
    if len(stated) != 1 and not taken.mark:
        faults.append(taken.fault("one-statement", f"{_PREFIX}value"))
    out.faults += faults
    return not faults


def _plan(desk: Desk, known: Known, group: Sequence[Taken], *, overwrite: bool, out: Outcome) -> None:
    first = group[0]
    source = {key: value for one in group for key, value in one.values.items() if not key.startswith(_PREFIX)}
    differing = [
        one.fault("cells-differ", key, value=str(value), key=key)
        for one in group
        for key, value in one.values.items()
        if not key.startswith(_PREFIX) and first.values.get(key, value) != value
    ]
    if differing:
        out.faults += differing
        return
    claims = [claim for one in group if (claim := _claim(one))]
    record = _record(known, first)
    if record is None:
        out.steps.append(_new(desk, first, source, claims))
        return
    step = _changed(record, first, source, claims, overwrite=overwrite)
    if isinstance(step, Step):
        out.steps.append(step)
    else:
        out.kept.append(step)


def _claim(taken: Taken) -> Values:
    return {key.removeprefix(_PREFIX): value for key, value in taken.values.items() if key.startswith(_PREFIX)}


def _record(known: Known, taken: Taken) -> Record | None:
    if taken.id:
        return known.by_id.get(taken.id)
    same = known.same(taken.values)
    return same[0] if same else None


def _new(desk: Desk, first: Taken, source: Values, claims: Sequence[Values]) -> Step:
    made = list(PUBLISHED_FIGURES.ids(first.year, source))
    name = first.id or next((name for name in made if not any(desk.paths_of("figures", name))), made[-1])
    return create(desk, "figures", first.year, name, {**source, **({"claims": list(claims)} if claims else {})})


def _changed(record: Record, first: Taken, source: Values, claims: Sequence[Values], *, overwrite: bool) -> Step | Kept:
    """Change a source's figures: as a whole where danvan wrote the rows, else by adding what it does not state yet."""
    old: Values = {key: value for key, value in record.values.items() if key != "claims"}
    before: Sequence[Values] = record.values.get("claims", ())
    if first.mark:
        new = {**source, **({"claims": list(claims)} if claims else {})}
        if new == record.values:
            return idle(record)
        if not overwrite and first.mark != mark_of("figures", record.values):
            return Kept(record, Match(first, record, "id"), {"claims": list(claims)})
        return _rewritten(record, new)
    stated = {key: value for key, value in source.items() if old.get(key, value) != value}
    answered = {key: claim for claim in claims for key in [str(_question(claim))]}
    others = [one for one in before if answered.get(str(_question(one)), one) != one]
    if stated or others:
        return Kept(
            record, Match(first, record, "identity"), {**stated, **({"claims": list(claims)} if others else {})}
        )
    return _added(record, {**old, **source}, [one for one in claims if one not in before])


def _question(claim: Mapping[str, Value]) -> list[tuple[str, Value]]:
    return sorted((key, value) for key, value in claim.items() if key not in (*STATEMENTS, "text"))


def _added(record: Record, source: Values, claims: Sequence[Values]) -> Step:
    from danvan_cli.domain.editing import edit_record  # noqa: PLC0415 - what is made anew does without

    old = record.values
    lacking = {key: value for key, value in source.items() if key not in old}
    data = edit_record("figures", record.path, record.year, record.data, lacking)
    for claim in claims:
        data = append_claim(record.path, record.year, data, claim)
    new = {**old, **lacking, **({"claims": [*old.get("claims", ()), *claims]} if claims else {})}
    return Step("figures", record.path, old, new, Change(record.path, record.data, data))


def _rewritten(record: Record, new: Values) -> Step:
    """Write the file anew; one with a person's comments or order in it is left to her. Raise EditError."""
    old = record.values
    if record.data != record_bytes("figures", old, old.get("claims", ())):
        raise EditError(record.path, "it was written by hand")
    data = sound("figures", record.path, record.year, new)
    return Step("figures", record.path, old, new, Change(record.path, record.data, data))
