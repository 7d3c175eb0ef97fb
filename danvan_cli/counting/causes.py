"""Why something adds to the difference between two states: what was done to its record, or to others beside it."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.changed_records import (
    ADDED,
    CHANGED,
    ENTRY_TYPE,
    OFFICE_TYPE,
    UNIT_TYPE,
    UNREADABLE,
    ChangedRecord,
    changes_between,
    path_kept_of,
    with_moves,
    with_removals,
)
from danvan_cli.counting.explaining import Comparison, Contribution, CountedState, Fact
from danvan_cli.counting.model_titles import TitlesNow
from danvan_cli.counting.query import SaidFact
from danvan_cli.counting.question import Question
from danvan_cli.domain.differences import ValueChange
from danvan_cli.domain.fields import PROPOSED
from danvan_cli.domain.names import OFFICE_FILE, REMOVED_FOLDER, UNITS_FILE, id_of
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.standing import REVOKED
from danvan_cli.index.current_lists import Lists
from danvan_cli.store.source import Source

MODEL_CHANGED, LISTS_CHANGED, DISPLACED, LINEAGE = "model-changed", "lists-changed", "displaced", "lineage"

# The keys that say what is counted, by the facts that a measure counts, and the key of the day of that.
_SAYING: dict[str, tuple[str, ...]] = {
    "surveyed": ("surveyed_on",),
    "rated": ("rating",),
    "recognized": ("recognized", *REVOKED),
    "outstanding": ("outstanding", *REVOKED),
    "nominated": PROPOSED,
    "results": ("results",),
    "awards": ("status", *REVOKED),
    "proposed": ("status", *PROPOSED, *REVOKED),
    "participants": ("participants",),
    "activity_results": ("results",),
}
_DAYS = {
    "registered": "registered_on",
    "surveyed": "surveyed_on",
    "rated": "rated_on",
    "recognized": "decided_on",
    "outstanding": "decided_on",
    "nominated": "proposed_on",
    "awards": "decided_on",
    "proposed": "proposed_on",
    "activities": "held_on",
    "participants": "held_on",
}
_BY_MEASURE = {
    measures.ACTIVE: ("ended_on", "continues"),
    measures.RUNNING: ("until_year", "ended_on"),
    measures.UNITS: ("unit",),
    measures.RECIPIENTS: ("recipient", "unit", "kind", "form", "authority"),
}
_OF_TREE = ("level", "parent", "until", "from", "successors")


class Cause(NamedTuple):
    """One reason: `code` says of which kind; `path` where it lies, and `key` what of that, with its two values.

    Of what is displaced, `before` and `after` are the paths of what stood, and stands, in its place. `change` is the
    value that changed, where one did, `record` what `path` holds, where that changed.
    """

    code: str
    path: str
    key: tuple[str, ...] | None = None
    before: Any = None
    after: Any = None
    change: ValueChange | None = None
    record: ChangedRecord | None = None


class Explanation(NamedTuple):
    """Something that adds to the difference, and why."""

    contribution: Contribution
    causes: Sequence[Cause]


def explain(source: Source, comparison: Comparison) -> list[Explanation]:
    """Return what makes the difference, each with its reasons; only files that may be one are read again.

    `source` has the later state.
    """
    before, after = comparison.before.revision, comparison.after.revision
    assert before is not None  # noqa: S101 - only the later one may be the present state
    files = _FilesBehind(comparison)
    changed = with_removals(changes_between(source.root, before, after, files, with_copies=True))
    causes = Causes(comparison, TitlesNow(source, changed).of_merged(changed))
    return [Explanation(contribution, causes.of(contribution)) for contribution in comparison.contributions]


class _FilesBehind(Container[str]):
    """The files that may say why: what is counted otherwise, its models and lineages, and the lists."""

    def __init__(self, comparison: Comparison) -> None:
        self._paths, self._models = {OFFICE_FILE, UNITS_FILE}, set[str]()
        roots = _Roots(comparison)
        for contribution in comparison.contributions:
            for fact in _facts(comparison, contribution):
                self._paths |= {fact[0], *_models(comparison, fact), *roots.relatives(fact)}
                self._models |= _models_lacked(comparison, fact)
        self._ids = {id_of(path) for path in self._paths}  # also of another year: it may have gone there
        # of evaluations: one that is new may have come from any other model
        self._levels = {level for name in self._ids if (level := name.partition(".")[2])}

    def __contains__(self, path: object) -> bool:
        name = str(path)
        if name.startswith(f"{REMOVED_FOLDER}/"):
            name, copy = path_kept_of(name), name
            return name in self or id_of(copy) in self._ids or id_of(name).partition(".")[2] in self._levels
        return id_of(name) in self._ids or (_is_model(name) and id_of(name) in self._models)


def _facts(comparison: Comparison, contribution: Contribution) -> list[Fact]:
    """Return the facts by which something counts, on either side."""
    sides = (comparison.before, comparison.after)
    return list(dict.fromkeys(fact for side in sides for fact in side.behind.get(contribution.thing, ())))


def _said(comparison: Comparison, fact: Fact) -> list[SaidFact]:
    sides = (comparison.before, comparison.after)
    return [side.said[fact] for side in sides if fact in side.said]


def _models(comparison: Comparison, fact: Fact) -> set[str]:
    """Return the files of the models that a fact is of, other than its own."""
    return {each.model_path for each in _said(comparison, fact) if each.model_path} - {fact[0]}


def _models_lacked(comparison: Comparison, fact: Fact) -> set[str]:
    """Return the ids of the models that a fact is of and that are not there on a side.

    One that came or went may have kept the fact from its year, so that only the side without it says anything of the
    fact, and not in which year it lay.
    """
    return {each.id for each in _said(comparison, fact) if not each.model_path}


def _is_model(path: str) -> bool:
    return path.startswith(f"{MODELS.folder}/")


class _Roots:
    """Which models are of one lineage, on either side."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._members: dict[str, set[str]] = defaultdict(set)
        for side in (comparison.before, comparison.after):
            for path, root in side.roots.items():
                self._members[root].add(path)

    def relatives(self, fact: Fact) -> set[str]:
        """Return the files of the other models of the lineages that a fact is, or was, of."""
        roots = {said.root for said in _said(self._comparison, fact)}
        sides = (self._comparison.before, self._comparison.after)
        roots |= {side.roots[fact[0]] for side in sides if fact[0] in side.roots}
        members = {path for root in roots for path in self._members.get(root, ())}
        return members - {fact[0], *_models(self._comparison, fact)}


class Causes:
    """Says of contributions why, by what changed in the files."""

    def __init__(self, comparison: Comparison, changed: Iterable[ChangedRecord]) -> None:
        self._comparison = comparison
        self._question = comparison.question
        self._roots = _Roots(comparison)
        self._records: dict[str, ChangedRecord] = {}
        self._lists: list[ChangedRecord] = []
        for record in with_moves(changed):
            if record.is_kept_copy:
                continue
            if record.is_of_lists:
                self._lists.append(record)
            else:
                self._records[record.path] = record
        self._models_by_id = defaultdict[str, set[str]](set)
        for path in filter(_is_model, self._records):
            self._models_by_id[id_of(path)].add(path)
        self._keys = _keys_that_matter(self._question)

    def of(self, contribution: Contribution) -> list[Cause]:
        """Return why something adds to the difference: at least one reason."""
        facts = _facts(self._comparison, contribution)
        causes = [cause for fact in facts for cause in self._of_fact(fact, contribution)]
        return list({(cause.code, cause.path, cause.key): cause for cause in causes}.values())

    def _of_fact(self, fact: Fact, contribution: Contribution) -> list[Cause]:
        own = self._records.get(fact[0])
        if own and own.what != CHANGED:
            return [Cause(own.what, own.path, record=own)]
        causes = [*self._of_record(own, CHANGED, fact), *self._of_models(fact)]
        causes += [*self._of_lists(fact), *self._displaced(fact, contribution)]
        return causes or self._of_lineage(fact) or self._anything(fact, own)

    def _of_record(self, record: ChangedRecord | None, code: str, fact: Fact | None = None) -> Iterator[Cause]:
        """Yield what changed in a record, of the keys that matter for the question; without a fact, of all."""
        if record is not None:
            changes = (change for change in record.changes if fact is None or self._matters(change, fact))
            yield from (_of_value(code, record, change) for change in changes)

    def _matters(self, change: ValueChange, fact: Fact) -> bool:
        key, *part = change.key
        return key in self._keys and (key != "results" or part == [fact[1]])

    def _models_changed(self, fact: Fact) -> list[ChangedRecord]:
        lacked = (self._models_by_id[model] for model in _models_lacked(self._comparison, fact))
        paths = _models(self._comparison, fact).union(*lacked)
        return [self._records[path] for path in sorted(paths) if path in self._records]

    def _of_models(self, fact: Fact) -> Iterator[Cause]:
        for record in self._models_changed(fact):
            if record.what == CHANGED:
                yield from self._of_record(record, MODEL_CHANGED, fact)
            else:
                yield _of_whole(record, MODEL_CHANGED)

    def _displaced(self, fact: Fact, contribution: Contribution) -> Iterator[Cause]:
        """Yield by what a fact was, or is, kept from standing for its thing, on the side on which it does not count."""
        before, after = self._comparison.before, self._comparison.after
        for side, weight in ((before, contribution.before), (after, contribution.after)):
            rivals = [] if weight or fact not in side.said else self._standings[side is after].rivals(fact)
            for rival in rivals:
                was, will = (None, rival) if side is after else (rival, None)
                yield Cause(DISPLACED, rival, None, was, will, record=self._records.get(rival))
            if rivals and self._question.measure.is_of_evaluations:
                yield from self._of_entries(lambda record: record.list == "level" or record.type == OFFICE_TYPE)

    @cached_property
    def _standings(self) -> "tuple[_Standing, _Standing]":
        return _Standing(self._comparison.before), _Standing(self._comparison.after)

    def _of_lists(self, fact: Fact) -> Iterator[Cause]:
        """Yield what changed in the lists that decides on what a fact is of: its units, its rating, its indicator."""
        said = _said(self._comparison, fact)
        if self._question.units_now or any(
            axis.at or axis.dimension.type == "unit" or axis.dimension.name == "level"
            for axis in (condition.axis for condition in self._question.where)
        ):
            units = self._units_around({unit for each in said for unit in (each.unit, each.authority) if unit})
            yield from self._of_entries(lambda record: record.type == UNIT_TYPE and record.id in units, _OF_TREE)
        if self._question.measure is measures.EFFECTIVE:
            ratings = {each.rating for each in said}
            yield from self._of_entries(lambda record: record.list == "rating" and record.id in ratings, ("effective",))
        if self._question.measure.adds_unlike_things:
            yield from self._of_entries(lambda record: record.list == "indicator" and record.id == fact[1], ("stock",))

    def _units_around(self, units: Iterable[str]) -> set[str]:
        """Return units, all above them, and all that they became or came from in either state's tree."""
        sides = (self._comparison.before.lists, self._comparison.after.lists)
        around = {value for condition in self._question.where for value in condition.values}
        coming = list(units)
        while coming:
            unit = coming.pop()
            if unit not in around or unit in units:
                around.add(unit)
                coming += [above for lists in sides for above in _leading_to(lists, unit) if above not in around]
        return around

    def _of_entries(self, is_meant: Callable[[ChangedRecord], bool], keys: Sequence[str] = ()) -> Iterator[Cause]:
        """Yield what changed in entries of the lists, of some keys of them; whole ones that came or went, too."""
        for record in filter(is_meant, self._lists):
            if record.what == CHANGED:
                changes = [change for change in record.changes if not keys or change.key[0] in keys]
                yield from (_of_value(LISTS_CHANGED, record, change) for change in changes)
            else:
                yield _of_whole(record, LISTS_CHANGED)

    def _of_lineage(self, fact: Fact) -> list[Cause]:
        """Return what changed in the other records of the lineage that a fact is, or was, of."""
        causes: list[Cause] = []
        for path in sorted(self._roots.relatives(fact)):
            record = self._records.get(path)
            if record and record.what == CHANGED:
                causes += self._of_record(record, LINEAGE, (path, fact[1]))
            elif record:
                causes.append(_of_whole(record, LINEAGE))
        return causes

    def _anything(self, fact: Fact, own: ChangedRecord | None) -> list[Cause]:
        """Return all that changed in a record, else in its model, else in the lists: something of it must be why."""
        return (
            list(self._of_record(own, CHANGED))
            or [cause for model in self._models_changed(fact) for cause in self._of_record(model, MODEL_CHANGED)]
            or list(self._of_entries(lambda _: True))
        )


class _Standing:
    """What stands for each thing on one side."""

    def __init__(self, side: CountedState) -> None:
        self._side = side
        self._of_year: dict[object, list[str]] = defaultdict(list)
        self._of_lineage: dict[object, list[SaidFact]] = defaultdict(list)
        for said in side.standing.values():
            self._of_year[said.id, said.year, said.indicator].append(said.path)
            self._of_lineage[said.root, said.indicator].append(said)

    def rivals(self, fact: Fact) -> list[str]:
        """Return the files of what stands in the place of a fact: a higher level, a later year of its lineage, or else.

        Awards without a name count where they are the most of their unit.
        """
        said = self._side.said[fact]
        if fact in self._side.standing:
            return self._larger_share(said) if self._side.question.measure is measures.RECIPIENTS else []
        higher = [path for path in self._of_year[said.id, said.year, said.indicator] if path != fact[0]]
        later = [each.path for each in self._of_lineage[said.root, said.indicator] if each.year > said.year]
        return higher or later

    def _larger_share(self, said: SaidFact) -> list[str]:
        counted = [fact for thing, facts in self._side.behind.items() if isinstance(thing[0], str) for fact in facts]
        same = [self._side.said[fact] for fact in counted if fact in self._side.said]
        return [each.path for each in same if (each.unit, each.kind) == (said.unit, said.kind) and each != said]


def _leading_to(lists: Lists, unit: str) -> list[str]:
    links = lists.units.get(unit)
    return [above for above in (links.parent, links.now, *links.successors) if above] if links else []


def _of_value(code: str, record: ChangedRecord, change: ValueChange) -> Cause:
    """Return the cause that a value of a record, or of an entry, changed."""
    key = change.key if code != LISTS_CHANGED else (*_names(record), *change.key)
    before, after = change.as_json(change.before), change.as_json(change.after)
    return Cause(code, record.path, key, before, after, change, record)


def _of_whole(record: ChangedRecord, code: str) -> Cause:
    """Return the cause that a record, or an entry, came or went, or cannot be read."""
    if record.what == UNREADABLE:
        return Cause(UNREADABLE, record.path, record=record)
    was, will = (None, record.title) if record.what == ADDED else (record.title, None)
    key = _names(record) if code == LISTS_CHANGED else ("title",)
    return Cause(code, record.path, key, was, will, record=record)


def _names(record: ChangedRecord) -> tuple[str, ...]:
    """Return what names an entry within its file."""
    return {OFFICE_TYPE: (), ENTRY_TYPE: (record.list, record.id)}.get(record.type, (record.id,))


def _keys_that_matter(question: Question) -> set[str]:
    """Return the keys of records by which the question counts: what it says, how much, when, and its conditions."""
    facts = question.measure.facts
    keys = {"count", "from_year", *_SAYING.get(facts, ()), *_BY_MEASURE.get(question.measure, ())}
    axes = [condition.axis.dimension for condition in question.where]
    keys |= {"tags" if axis.type == "tag" else axis.name for axis in axes}
    if question.has_days or any(axis.type == "span" for axis in axes):
        keys |= {_DAYS.get(facts, "")}
    return keys | ({"continues"} if question.lineages else set())
