"""What `check` would warn of in records that are about to be written: said before they are; some has to be answered."""

from collections.abc import Collection, Iterable, Iterator

from danvan_cli.counting.checks import NewProblem, RecordsChange, new_problems
from danvan_cli.counting.checks.calendar import calendar_of
from danvan_cli.counting.checks.changes import change_after_decision
from danvan_cli.counting.checks.evaluations import SAYS_NOTHING
from danvan_cli.counting.checks.references import LATER_MODEL, naming_models
from danvan_cli.domain.names import is_id, record_path, year_of
from danvan_cli.domain.problem import Place, Problem
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
    problems = [*new, *_later_models(lookup, changing), *_changes_after_decisions(lookup, changing)]
    problems += _left_empty(changing)
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


def _later_models(lookup: RecordLookup, steps: Iterable[Step]) -> list[NewProblem]:
    """Doubt records that newly name a model of a later year: of one title there are several, and this is another's."""
    after = [step for step in steps if step.new is not None]
    gone = {step.path for step in steps if step.new is None}
    coming = {step.id: year_of(step.path) for step in after if step.kind == MODELS.name}
    alike: dict[tuple[str, str], NewProblem] = {}
    for step, reference in ((step, reference) for step in after for reference in naming_models()):
        model = (step.new or {}).get(reference.key) if reference.record_type.name == step.kind else None
        if not is_id(str(model)) or (step.old or {}).get(reference.key) == model:
            continue
        year = coming.get(str(model)) or _first_year(lookup, str(model), year_of(step.path), gone)
        if year > year_of(step.path):
            args = {"key": reference.key, "value": str(model), "year": year}
            doubt = NewProblem(Problem(LATER_MODEL, "", Place(), args), [])
            alike.setdefault((reference.key, str(model)), doubt).paths.append(step.path)
    return list(alike.values())


def _first_year(lookup: RecordLookup, model: str, year: int, gone: Collection[str]) -> int:
    """Return the first year that has a model, or `year` if that has it, which most have; 0 where none has it.

    A model that is nowhere is told elsewhere.
    """
    own = record_path(MODELS, year, model)
    if own not in gone and lookup.source.stamp(own):
        return year
    return min((year for path, year in lookup.paths_of(MODELS, model) if path not in gone), default=0)
