"""What `check` would warn of in records that are about to be written: said before they are; some has to be answered."""

from collections.abc import Collection

from danvan_cli.counting.checks import RecordsChange, new_problems
from danvan_cli.counting.checks.calendar import calendar_of
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.current_lists import Lists
from danvan_cli.index.hiding import UnwrittenRecord
from danvan_cli.recording.plan import PROBLEM, Remark, Step, remark
from danvan_cli.recording.record_lookup import RecordLookup


def doubts(lookup: RecordLookup, steps: Collection[Step], lists: Lists | None = None) -> list[Remark]:
    """Doubt what records would newly state; the same doubt about many of them is one.

    `lists` are as they will be, where the same plan adds units to them.
    """
    coming = lists or lookup.lists
    added = [unit for name, unit in coming.units.items() if name not in lookup.lists.units]
    changing = [step for step in steps if not step.idle and step.kind in RECORD_TYPES]
    before = [UnwrittenRecord(step.kind, step.path, step.old) for step in changing if step.old is not None]
    after = [UnwrittenRecord(step.kind, step.path, step.new) for step in changing if step.new is not None]
    calendar = calendar_of(lookup.source, int(lookup.today[:4]))
    problems = new_problems(lookup.db, coming, RecordsChange(before, after, added), calendar)
    return [
        remark(PROBLEM, "open" if doubt.problem.rule.is_asked else None, problem=doubt.problem, paths=doubt.paths)
        for doubt in problems
    ]
