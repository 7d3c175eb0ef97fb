"""What an import comes to: parts, one of each thing that it plans, and the result that they make together."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import chain

from danvan_cli.domain.errors import NOTHING_WRITTEN, DanvanError
from danvan_cli.domain.problem import Problem
from danvan_cli.importing.outcomes import KeptRecord
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.importing.row_doubts import RowDoubt
from danvan_cli.importing.row_questions import RowsQuestion
from danvan_cli.importing.sheet_lists import Fault
from danvan_cli.recording.plan import Plan, Remark, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCounts:
    """How many rows or records became what."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    gone: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPart:
    """What some rows come to: steps, what is wrong, what is kept from them, what is to be said.

    `unread` are faults of records that cannot be read, `doubts` rows that are kept back until somebody says what they
    are, `questions` what can be asked of many at once. `rows` are those of steps, by the paths of their records.
    `counts` has what no step shows: what is left as it is, such as
    a unit that a list names again, and what becomes of units, which all stand in one file.
    """

    steps: tuple[Step, ...] = ()
    faults: tuple[Fault, ...] = ()
    kept: tuple[KeptRecord, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unread: tuple[Problem, ...] = ()
    doubts: tuple[RowDoubt, ...] = ()
    questions: tuple[RowsQuestion, ...] = ()
    rows: tuple[tuple[str, ParsedRow], ...] = ()
    counts: RowCounts = RowCounts()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import comes to, before anything is written: nothing is, where there is any fault.

    `plan` is what becomes of the rows that have none. `unknown_units` are the names of units that units.yaml does not
    know, nor any of nearly that name, and that could be added. `doubts` are the rows of which somebody can be asked
    what they are, `questions` what can be asked of many at once. `unlisted` is a column's heading, and a text in it
    that is on no list, None where there is none.
    `exit_code` is that of the command, if the plan is carried out.
    """

    plan: Plan
    faults: tuple[Fault, ...]
    unknown_units: tuple[str, ...]
    counts: RowCounts
    exit_code: int
    doubts: tuple[RowDoubt, ...] = ()
    questions: tuple[RowsQuestion, ...] = ()
    unlisted: tuple[str, str] | None = None


class FaultyListError(DanvanError):
    """What was sent cannot be taken as it is, so nothing is: `result` tells what is wrong."""

    def __init__(self, result: ImportResult) -> None:
        self.result = result
        super().__init__(NOTHING_WRITTEN)


def join_parts(parts: Iterable[ImportPart]) -> ImportPart:
    """Make one part of several, in their order."""
    listed = list(parts)
    return ImportPart(
        steps=tuple(chain.from_iterable(part.steps for part in listed)),
        faults=tuple(chain.from_iterable(part.faults for part in listed)),
        kept=tuple(chain.from_iterable(part.kept for part in listed)),
        remarks=tuple(chain.from_iterable(part.remarks for part in listed)),
        unread=tuple(chain.from_iterable(part.unread for part in listed)),
        doubts=tuple(chain.from_iterable(part.doubts for part in listed)),
        questions=tuple(chain.from_iterable(part.questions for part in listed)),
        rows=tuple(chain.from_iterable(part.rows for part in listed)),
        counts=add_counts(part.counts for part in listed),
    )


def add_counts(counts: Iterable[RowCounts]) -> RowCounts:
    """Add up."""
    listed = list(counts)
    names = [field.name for field in fields(RowCounts)]
    return RowCounts(**{name: sum(getattr(part_counts, name) for part_counts in listed) for name in names})


def counts_of(steps: Iterable[Step]) -> RowCounts:
    """Count what becomes of records; the units' file is none."""
    records = [step for step in steps if step.kind != "unit"]
    return RowCounts(
        new=sum(step.old is None for step in records),
        changed=sum(map(is_changed, records)),
        unchanged=sum(step.idle or is_moved(step) for step in records),
    )


def is_changed(step: Step) -> bool:
    """Whether a record that is there will state something else."""
    return step.old is not None and not step.idle and not is_moved(step)


def is_moved(step: Step) -> bool:
    """Whether all that changes is where the record's row stands in its list."""
    old, new = ({**(values or {}), "source": ""} for values in (step.old, step.new))
    return step.old is not None and not step.idle and old == new
