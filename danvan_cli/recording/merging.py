"""Making one of two records of one thing: what only one says is kept, where they differ somebody has to choose."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import NO_KEY, SAME_RECORD, Message
from danvan_cli.domain.names import record_path
from danvan_cli.domain.record_types import EVALUATIONS, RECORD_TYPES, RecordType
from danvan_cli.domain.values import Value
from danvan_cli.recording import removed
from danvan_cli.recording.evaluating import evaluation_of
from danvan_cli.recording.plan import Plan, Step, change, plan
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.references import moved, referring_to
from danvan_cli.recording.removing import DONE_ALREADY, gone_already, put_away
from danvan_cli.recording.twins import doubts_of_changes
from danvan_cli.store.writing import Change
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

UNLIKE_RECORDS = Message(
    "unlike-records", N_("{value} and {other} are not of the same kind and year, so they cannot be merged.")
)
MERGED = Message("merged", N_("Merged into {names}; the other record is kept under removed/."), severity="remark")


Side = Literal["keep", "take"]
_TYPES = tuple(one for one in RECORD_TYPES.values() if one.identity and not one.entries)
_BY_SILENCE: dict[str, Value] = {"count": 1, "status": "da-tang"}


class MergeDifference(NamedTuple):
    """A key that the two state otherwise. `name` tells it apart: `title`, or `huyen.rating` of an evaluation."""

    name: str
    type: RecordType
    key: str
    kept: Value
    taken: Value


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
    _refuse_unknown(sides)
    one = lookup.find(name, _TYPES, year)
    gone = lookup.removed(other, _TYPES, year)
    if gone and gone.merged_into == one.id:
        return plan(MERGED, (), [gone_already(gone)])._replace(nothing=DONE_ALREADY)
    two = lookup.find(other, _TYPES, year)
    if one.path == two.path:
        raise RequestError(SAME_RECORD, value=one.id)
    if (one.type, one.year) != (two.type, two.year):
        raise RequestError(UNLIKE_RECORDS, value=one.path, other=two.path)
    steps = _RecordMerge(lookup, sides).steps(one, two)
    return plan(MERGED, steps, doubts_of_changes(lookup, steps))._replace(named=tuple(steps[:1]))


def _refuse_unknown(sides: Mapping[str, Side]) -> None:
    """Refuse a key that no record has: a difference is named `title`, `huyen.rating`, or `huyen.results.hien-dat`."""
    keys = dict.fromkeys(key for record_type in (*_TYPES, EVALUATIONS) for key in record_type.fields)
    for name in sides:
        if not any(part in keys for part in name.split(".")[:2]):
            raise RequestError(NO_KEY, value=name, near=nearest(name, keys) or "–", known=", ".join(keys))


class _RecordMerge:
    def __init__(self, lookup: RecordLookup, sides: Mapping[str, Side]) -> None:
        self._lookup = lookup
        self._sides = sides
        self._undecided: list[MergeDifference] = []

    def steps(self, one: Record, two: Record) -> list[Step]:
        """Give the steps, the second record's own removal last: as long as it is there, the work can be finished."""
        following = [record for record in referring_to(self._lookup, two) if record.path != one.path]
        evaluations = [record for record in following if record.type is EVALUATIONS]
        steps = [self._merged(one, two, "")]
        steps += [self._moved(one, evaluation) for evaluation in evaluations]
        steps += [change(record, moved(record, two.id, one.id)) for record in following if record not in evaluations]
        if self._undecided:
            raise UndecidedMergeError(self._undecided)
        for record in (*evaluations, two):
            steps += put_away(self._lookup, record, f"{removed.MERGED}{one.id}")
        return steps

    def _moved(self, one: Record, evaluation: Record) -> Step:
        """Move an evaluation to the first record, or merge it into the one that stands there at its level."""
        level = evaluation.id.partition(".")[2]
        there = evaluation_of(self._lookup, one, level)
        if there:
            return self._merged(there, evaluation, f"{level}.")
        path = record_path(EVALUATIONS, one.year, f"{one.id}.{level}")
        return Step(EVALUATIONS.name, path, None, evaluation.values, Change(path, None, evaluation.data))

    def _merged(self, one: Record, two: Record, prefix: str) -> Step:
        """Add to a record what the other one states; neither refers to the other any more."""
        alone = _without(one, two)
        dropped = dict.fromkeys(key for key in one.values if key not in alone.values)
        return change(one, {**dropped, **dict(self._changes(alone, _without(two, one), prefix))})

    def _changes(self, one: Record, two: Record, prefix: str) -> Iterator[tuple[str, Value]]:
        mine, others = _stated(one, two), _stated(two, one)
        for key, taken in others.items():
            kept = mine.get(key)
            value = (
                taken if kept is None else self._value(MergeDifference(f"{prefix}{key}", one.type, key, kept, taken))
            )
            if value != kept:
                yield key, value

    def _value(self, at: MergeDifference) -> Value:
        """Give all parts of lists and mappings, and of what can be stated once the value that was chosen."""
        if isinstance(at.kept, dict):
            parts = ((part, value, at.kept.get(part, value)) for part, value in at.taken.items())
            return {**at.kept, **{part: self._part(at, part, kept, taken) for part, taken, kept in parts}}
        if at.type.fields[at.key].type.is_several:
            return at.kept + [part for part in at.taken if part not in at.kept]
        return at.taken if at.kept != at.taken and self._side(at) == "take" else at.kept

    def _part(self, at: MergeDifference, part: str, kept: Value, taken: Value) -> Value:
        differing = MergeDifference(f"{at.name}.{part}", at.type, at.key, {part: kept}, {part: taken})
        return taken if kept != taken and self._side(differing) == "take" else kept

    def _side(self, difference: MergeDifference) -> Side:
        if difference.name not in self._sides:
            self._undecided.append(difference)
        return self._sides.get(difference.name, "keep")


def _without(record: Record, other: Record) -> Record:
    """Leave out that a record copies or continues the other one, which it becomes one with."""
    itself = moved(record, other.id, record.id)
    return record._replace(values={key: value for key, value in record.values.items() if key not in itself})


def _stated(record: Record, other: Record) -> dict[str, Value]:
    """Give what a record states, and what it says by silence where the other one speaks: then the two differ."""
    silent = {key: value for key, value in _BY_SILENCE.items() if key in other.values and key in record.type.fields}
    return {**silent, **record.values}
