"""What `check` would warn of in records that are about to be written: said before they are; some has to be answered."""

from collections.abc import Collection, Iterable, Iterator

from danvan_cli.counting.checks import NewProblem, RecordsChange, new_problems
from danvan_cli.counting.checks.calendar import calendar_of
from danvan_cli.counting.checks.changes import change_after_decision
from danvan_cli.counting.checks.evaluations import SAYS_NOTHING
from danvan_cli.domain.names import year_of
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.index.hiding import UnwrittenRecord
from danvan_cli.recording.plan import PROBLEM, Remark, Step, remark
from danvan_cli.recording.record_lookup import RecordLookup


def doubts(lookup: RecordLookup, steps: Collection[Step], lists: Lists | None = None) -> list[Remark]:
    """Doubt what records would newly state; the same doubt about many of them is one.

    `lists` are as they will be, where the same plan adds units to them.
    """
    changing = [step for step in steps if not step.idle and step.kind in RECORD_TYPES]
    _look_at_ratings(lookup, changing)
    coming = lists or lookup.lists
    added = [unit for name, unit in coming.units.items() if name not in lookup.lists.units]
    before = [UnwrittenRecord(step.kind, step.path, step.old) for step in changing if step.old is not None]
    after = [UnwrittenRecord(step.kind, step.path, step.new) for step in changing if step.new is not None]
    calendar = calendar_of(lookup.source, int(lookup.today[:4]))
    new = new_problems(lookup.db, coming, RecordsChange(before, after, added), calendar)
    problems = [*new, *_changes_after_decisions(lookup, changing), *_left_empty(changing)]
    return [
        remark(PROBLEM, "open" if doubt.problem.rule.is_asked else None, problem=doubt.problem, paths=doubt.paths)
        for doubt in problems
    ]


def _left_empty(steps: Iterable[Step]) -> Iterator[NewProblem]:
    """Doubt what takes out all that a record says."""
    for step in steps:
        record_type = RECORD_TYPES[step.kind]
        if step.new is not None and record_type.says_nothing(step.new) and not record_type.says_nothing(step.old or {}):
            yield NewProblem(Problem(SAYS_NOTHING, step.path, args={"id": step.id}), [step.path])


def _look_at_ratings(lookup: RecordLookup, steps: Iterable[Step]) -> None:
    """Bring into step what the others of a year were rated, where recognitions without a rating are to be written."""
    unrated = (
        step
        for step in steps
        if step.kind == EVALUATIONS.name and step.new and step.new.get("recognized") and "rating" not in step.new
    )
    years = {year_of(step.path) for step in unrated}
    if years:
        first, last = min(years), max(years)
        lookup.look(Scope((MODELS.name, EVALUATIONS.name), first, last, (first, last)))


def _changes_after_decisions(lookup: RecordLookup, steps: Iterable[Step]) -> list[NewProblem]:
    """Doubt changes of what decisions rest on, after these; the same change of many records is one."""
    alike: dict[str, NewProblem] = {}
    for step in steps:
        if step.kind == EVALUATIONS.name and step.old and step.new:
            change = change_after_decision(step.old, step.new, lookup.today)
            if change:
                alike.setdefault(str(change.args), NewProblem(change, [])).paths.append(step.path)
    return list(alike.values())
