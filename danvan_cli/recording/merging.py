"""Making one of two records of one thing: what only one says is kept, where they differ somebody has to choose."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from danvan_cli.counting.question import Refused
from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.values import Value
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.evaluating import evaluation_of
from danvan_cli.recording.plan import Plan, Step, change, plan
from danvan_cli.recording.references import moved, referring_to
from danvan_cli.recording.removing import put_away
from danvan_cli.store.writing import Change

Side = Literal["keep", "take"]
_KINDS = ("model", "award")
_UNITED = ("texts", "refs")


class Difference(NamedTuple):
    """A key that the two state otherwise. `name` tells it apart: `title`, or `huyen.rating` of an evaluation."""

    name: str
    kind: str
    key: str
    kept: Value
    taken: Value


class Undecided(Exception):  # noqa: N818 - an answer that is waited for
    """The two differ where nobody has chosen yet."""

    def __init__(self, differences: list[Difference]) -> None:
        self.differences = differences
        super().__init__(differences)


def merge(desk: Desk, name: str, other: str, sides: Mapping[str, Side], year: int | None = None) -> Plan:
    """Plan to merge a second record into the first: evaluations and references follow, its files are put away.

    `sides` says whose value stands where they differ. What is interrupted is finished by the same command. Raise
    Undecided with all that is to be chosen, or Refused.
    """
    one, two = (desk.find(typed, _KINDS, year) for typed in (name, other))
    if one.path == two.path:
        raise Refused("same-record", value=one.id)
    if (one.kind, one.year) != (two.kind, two.year):
        raise Refused("unlike-records", value=one.path, other=two.path)
    return plan("merged", _Merging(desk, sides).steps(one, two))


class _Merging:
    def __init__(self, desk: Desk, sides: Mapping[str, Side]) -> None:
        self._desk = desk
        self._sides = sides
        self._undecided: list[Difference] = []

    def steps(self, one: Record, two: Record) -> list[Step]:
        """Give the steps, the second record's own removal last: as long as it is there, the work can be finished."""
        following = [record for record in referring_to(self._desk, two) if record.path != one.path]
        evaluations = [record for record in following if record.kind == "evaluation"]
        to_itself = dict.fromkeys(moved(one, two.id, one.id))
        steps = [self._merged(one, two, "", to_itself)]
        steps += [self._moved(one, evaluation) for evaluation in evaluations]
        steps += [change(record, moved(record, two.id, one.id)) for record in following if record not in evaluations]
        if self._undecided:
            raise Undecided(self._undecided)
        for record in (*evaluations, two):
            steps += put_away(self._desk, record, f"merged into {one.id}")
        return steps

    def _moved(self, one: Record, evaluation: Record) -> Step:
        """Move an evaluation to the first record, or merge it into the one that stands there at its level."""
        level = evaluation.id.partition(".")[2]
        there = evaluation_of(self._desk, one, level)
        if there:
            return self._merged(there, evaluation, f"{level}.")
        path = f"evaluations/{one.year}/{one.id}.{level}.yaml"
        return Step("evaluation", path, None, evaluation.values, Change(path, None, evaluation.data))

    def _merged(self, one: Record, two: Record, prefix: str, dropped: Mapping[str, None] | None = None) -> Step:
        return change(one, {**dict(self._changes(one, two, prefix)), **(dropped or {})})

    def _changes(self, one: Record, two: Record, prefix: str) -> Iterator[tuple[str, Value]]:
        for key, value in two.values.items():
            was = one.values.get(key)
            if was is None:
                yield key, value
            elif TABLES[one.kind][key].type in _UNITED:
                yield key, was + [part for part in value if part not in was]
            elif was != value and self._side(Difference(f"{prefix}{key}", one.kind, key, was, value)) == "take":
                yield key, value

    def _side(self, difference: Difference) -> Side:
        if difference.name not in self._sides:
            self._undecided.append(difference)
        return self._sides.get(difference.name, "keep")
