"""Making one of two records of one thing: what only one says is kept, where they differ somebody has to choose."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from danvan_cli.domain.errors import AmbiguousError, RequestError
from danvan_cli.domain.fields import find_key, key_names
from danvan_cli.domain.messages import GIVEN_TWICE, NO_KEY, SAME_RECORD, Message
from danvan_cli.domain.names import record_path
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import EVALUATIONS, RECORD_TYPES
from danvan_cli.domain.references import references
from danvan_cli.domain.removal import merged_into
from danvan_cli.domain.values import Value
from danvan_cli.domain.vietnamese_names import KEYS, BothNames, all_of, nearest_of
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.evaluating import evaluation_of
from danvan_cli.recording.plan import Plan, Step, change, plan
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.removing import DONE_ALREADY, gone_already, put_away, referring_to
from danvan_cli.recording.twins import doubts_of_changes
from danvan_cli.store.writing import Change
from danvan_cli.text.mark import N_

UNLIKE_RECORDS = Message(
    "unlike-records", N_("{value} and {other} are not of the same kind and year, so they cannot be merged.")
)
NOT_IN_DISPUTE = Message(
    "not-in-dispute", N_("The two do not differ in {names}, so nothing is to be chosen there. They differ in: {known}.")
)
NO_DISPUTE = Message(
    "no-dispute", N_("The two do not differ in {names}, nor elsewhere: leave out what says which value is to stand.")
)
MERGED = Message("merged", N_("Merged into {names}; the other record is kept under removed/."), severity="remark")

# Which of two records of one name is meant, in an answer that is kept.
KEPT_RECORD, MERGED_RECORD = "kept record", "merged record"
Side = Literal["keep", "take"]
_TYPES = tuple(record_type for record_type in RECORD_TYPES.values() if record_type.identity and not record_type.entries)
_BY_SILENCE: dict[str, Value] = {"count": 1, "status": "da-tang"}


class MergeDifference(NamedTuple):
    """A key that the two state otherwise. `name` tells it apart: `title`, or `huyen.rating` of an evaluation."""

    name: str
    type: RecordType
    key: str
    kept: Value
    taken: Value

    @property
    def own_names(self) -> BothNames:
        """Return how it is named behind --keep, in either language."""
        parts = self.name.split(".")
        own = [KEYS.get(part, part) if part == self.key else part for part in parts]
        return BothNames(self.name, ".".join(own))


class UndecidedMergeError(Exception):
    """The two differ where nobody has chosen yet."""

    def __init__(self, differences: list[MergeDifference]) -> None:
        self.differences = differences
        super().__init__(differences)


def merge(lookup: RecordLookup, name: str, other: str, sides: Mapping[str, Side], year: int | None = None) -> Plan:
    """Plan to merge a second record into the first: evaluations and references follow, its files are put away.

    `sides` says whose value stands where they differ. What is interrupted is finished by the same command; of what is
    done, that is said. Raise UndecidedMergeError with all that is to be chosen, or RequestError.
    """
    merging = _RecordMerge(lookup, sides)
    name, other = _named_apart(lookup, name, other, year)
    first = lookup.find(name, _TYPES, year)
    gone = lookup.removed(other, _TYPES, year)
    if gone and gone.removal.merged_into == first.id:
        return plan(MERGED, (), [gone_already(gone)])._replace(nothing=DONE_ALREADY)
    second = lookup.find(other, _TYPES, year, [first.year])
    if first.path == second.path:
        raise RequestError(SAME_RECORD, value=first.id)
    if (first.type, first.year) != (second.type, second.year):
        raise RequestError(UNLIKE_RECORDS, value=first.path, other=second.path)
    steps = merging.steps(first, second)
    changed = [step for step in steps if step.old is not None and step.new is not None]
    asked = [doubt for doubt in doubts(lookup, changed) if doubt.needs_answer]
    return plan(MERGED, steps, [*doubts_of_changes(lookup, steps), *asked])._replace(named=tuple(steps[:1]))


def _named_apart(lookup: RecordLookup, name: str, other: str, year: int | None) -> tuple[str, str]:
    """Return what names the two records; where one name stands for both and means several, each is asked for.

    Raise AmbiguousError.
    """
    if name != other:
        return name, other
    try:
        lookup.locate(name, _TYPES, year)
    except AmbiguousError as error:
        left = {candidate.id: candidate for candidate in error.choices}
        for kind in (KEPT_RECORD, MERGED_RECORD):
            answer = lookup.meant.get((kind, name), "")
            if answer not in left:
                raise AmbiguousError(error.message, (kind, name), left.values(), **error.params) from None
            del left[answer]
        return lookup.meant[KEPT_RECORD, name], lookup.meant[MERGED_RECORD, name]
    return name, other


def _key_path(typed: str) -> str:
    """Return how a difference is named: `title`, `huyen.rating`, or `huyen.results.hien-dat`.

    Raise RequestError for a key that no record has.
    """
    keys = {key: field for record_type in (*_TYPES, EVALUATIONS) for key, field in record_type.fields.items()}
    parts = typed.split(".")
    for place, part in enumerate(parts[:2]):
        if (key := find_key(keys, part)) in keys:
            return ".".join([*parts[:place], key, *parts[place + 1 :]])
    names = key_names(keys)
    raise RequestError(NO_KEY, value=typed, near=nearest_of(typed, names), known=all_of(names))


class _RecordMerge:
    """A second record merged into a first one, by the sides that were chosen where they differ."""

    def __init__(self, lookup: RecordLookup, sides: Mapping[str, Side]) -> None:
        self._lookup = lookup
        self._typed, self._sides = dict[str, str](), dict[str, Side]()
        for typed, side in sides.items():
            name = _key_path(typed)
            if self._sides.setdefault(name, side) != side:
                raise RequestError(GIVEN_TWICE, value=typed)
            self._typed[name] = typed
        self._disputes: list[MergeDifference] = []

    def steps(self, first: Record, second: Record) -> list[Step]:
        """Return the steps, the second record's own removal last: as long as it is there, the work can be finished."""
        following = [record for record in referring_to(self._lookup, second) if record.path != first.path]
        evaluations = [record for record in following if record.type is EVALUATIONS]
        others = [record for record in following if record not in evaluations]
        steps = [self._merge(first, second, "")]
        steps += [self._move(first, evaluation) for evaluation in evaluations]
        steps += [change(record, _relinked(record, second.id, first.id)) for record in others]
        self._refuse_without_effect(first, second)
        if undecided := [difference for difference in self._disputes if difference.name not in self._sides]:
            raise UndecidedMergeError(undecided)
        for record in (*evaluations, second):
            steps += put_away(self._lookup, record, merged_into(first.id))
        return steps

    def _refuse_without_effect(self, first: Record, second: Record) -> None:
        """Raise RequestError where a side was chosen of what is in no dispute, unless its value stands anyway."""
        known = all_of(dict(difference.own_names for difference in self._disputes))
        decided = {difference.name for difference in self._disputes}
        idle = [name for name in self._sides if name not in decided and not self._stands(first, second, name)]
        names = ", ".join(self._typed[name] for name in idle)
        if idle and not decided:
            raise RequestError(NO_DISPUTE, names=names)
        if idle:
            raise RequestError(NOT_IN_DISPUTE, names=names, known=known)

    def _stands(self, first: Record, second: Record, name: str) -> bool:
        """Whether the chosen side states something that is in no dispute: so it stands.

        Of an evaluation that was put away already, before this was interrupted, what was chosen stands as well.
        """
        pair: list[Record | None] = [first, second]
        key, _, part = name.partition(".")
        if key not in first.type.fields:
            level, key, part = (key, *part.partition(".")[::2])
            pair = [evaluation_of(self._lookup, record, level) for record in (first, second)]
            if pair[1] is None and self._is_merged(first, second, level):
                return True
        chosen, twin = pair if self._sides[name] == "keep" else pair[::-1]
        value = None if chosen is None else _stated(chosen, twin or chosen).get(key)
        value = value.get(part) if isinstance(value, dict) else None if part else value
        return value is not None and not isinstance(value, list)

    def _is_merged(self, first: Record, second: Record, level: str) -> bool:
        """Whether the second record's evaluation was put away already, as part of the first one."""
        evaluation = self._lookup.removed(f"{second.id}.{level}", (EVALUATIONS,), first.year)
        return evaluation is not None and evaluation.removal.merged_into == first.id

    def _move(self, first: Record, evaluation: Record) -> Step:
        """Move an evaluation to the first record, or merge it into the one that stands there at its level."""
        level = evaluation.id.partition(".")[2]
        own = evaluation_of(self._lookup, first, level)
        if own:
            return self._merge(own, evaluation, f"{level}.")
        path = record_path(EVALUATIONS, first.year, f"{first.id}.{level}")
        return Step(EVALUATIONS.name, path, None, evaluation.values, Change(path, None, evaluation.data))

    def _merge(self, first: Record, second: Record, prefix: str) -> Step:
        """Add to a record what a second one states; neither refers to the other any more."""
        unlinked = _without_links(first, second)
        dropped = dict.fromkeys(key for key in first.values if key not in unlinked.values)
        return change(first, {**dropped, **dict(self._changes(unlinked, _without_links(second, first), prefix))})

    def _changes(self, first: Record, second: Record, prefix: str) -> Iterator[tuple[str, Value]]:
        """Yield (key, value) of what the first record shall state otherwise."""
        mine, theirs = _stated(first, second), _stated(second, first)
        for key, taken in theirs.items():
            kept = mine.get(key)
            difference = MergeDifference(f"{prefix}{key}", first.type, key, kept, taken)
            value = taken if kept is None else self._value(difference)
            if value != kept:
                yield key, value

    def _value(self, difference: MergeDifference) -> Value:
        """Return all parts of lists and mappings, and of what can be stated once the value that was chosen."""
        kept, taken = difference.kept, difference.taken
        if isinstance(kept, dict):
            parts = {
                part: self._part(difference, part, kept[part], value) if part in kept else value
                for part, value in taken.items()
            }
            return {**kept, **parts}
        if difference.type.fields[difference.key].type.is_several:
            return kept + [part for part in taken if part not in kept]
        return self._chosen(difference)

    def _part(self, whole: MergeDifference, part: str, kept: Value, taken: Value) -> Value:
        """Return a part's value; where the two differ in it, it is a difference of its own."""
        name = f"{whole.name}.{part}"
        chosen = self._chosen(MergeDifference(name, whole.type, whole.key, {part: kept}, {part: taken}))
        return chosen[part] if isinstance(chosen, dict) else chosen

    def _chosen(self, difference: MergeDifference) -> Value:
        """Return the value that stands of what both state; where they differ, it is noted."""
        if difference.kept != difference.taken:
            self._disputes.append(difference)
        return difference.taken if self._sides.get(difference.name) == "take" else difference.kept


def _without_links(record: Record, twin: Record) -> Record:
    """Leave out that a record copies or continues its twin, which it becomes one with."""
    links = _relinked(record, twin.id, record.id)
    return record._replace(values={key: value for key, value in record.values.items() if key not in links})


def _stated(record: Record, twin: Record) -> dict[str, Value]:
    """Return what a record states, and what it says by silence where its twin speaks: then the two differ."""
    silent = {key: value for key, value in _BY_SILENCE.items() if key in twin.values and key in record.type.fields}
    return {**silent, **record.values}


def _relinked(record: Record, old: str, new: str) -> dict[str, str]:
    """Return {key: id}, the changes by which a record refers to a new model where it does to the old one."""
    leading = {reference.key for reference in references() if reference.leads_to_models}
    return {key: new for key, value in record.values.items() if key in leading and value == old}
