"""What a decision rests on, and was changed after it: as it is about to be written, or as git knows that it was."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_cli.counting.checks.finding import FILES, PATH
from danvan_cli.domain import rules
from danvan_cli.domain.names import year_of
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import EVALUATIONS
from danvan_cli.domain.standing import is_revoked
from danvan_cli.index.problems import place_in
from danvan_cli.store.source import FileVersion, Source
from danvan_cli.text.dates import first_day, last_day
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.domain.fields import Field

CHANGED_AFTER_DECISION = rules.warning(
    "changed-after-decision",
    N_("Recognized by the decision of {date}, and changed after it: {changes}."),
    N_("If the decision rests on what stood there before, put that back; if it was a slip, it may stay."),
    N_("A decision rests on the rating, score and results of its day; a later reader must find what it rested on."),
    is_asked=True,
)
_RESTED_ON = ("rating", "score", "results")
Change = tuple["Field", Any, Any]  # of a key: before, after


def is_decided(values: Mapping[str, Any]) -> bool:
    """Whether an evaluation recognizes a model, by a decision of some day."""
    return bool(values.get("recognized") and values.get("decided_on")) and not is_revoked(values)


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what a decision rests on and is not stated any more as it was; what is only added is no change."""
    changes: list[Change] = []
    for key in _RESTED_ON:
        was, will = old.get(key), new.get(key)
        if isinstance(was, dict):
            parts = will or {}
            changed = {part: amount for part, amount in was.items() if parts.get(part) != amount}
            was, will = changed or None, {part: parts[part] for part in changed if part in parts} or None
        if was is not None and was != will:
            changes.append((EVALUATIONS.fields[key], was, will))
    return tuple(changes)


def change_after_decision(old: Mapping[str, Any], new: Mapping[str, Any], today: str) -> Problem | None:
    """Return what is wrong with changing an evaluation as it is decided on after the day of that; None if nothing."""
    if not (is_decided(old) and is_decided(new)) or today <= last_day(old["decided_on"]):
        return None
    changes = changes_between(old, new)
    args = {"key": changes[0][0].key, "date": old["decided_on"], "changes": changes} if changes else {}
    return Problem(CHANGED_AFTER_DECISION, "", args=args) if changes else None


class _Decided(NamedTuple):
    file: int
    path: str
    places: str
    year: int
    decided_on: str
    rating: str | None
    score: int | None


def changed_since(db: sqlite3.Connection, source: Source) -> Iterator[Problem]:
    """Find recognitions whose rating, score or results are not as git had them when the decision was first recorded.

    git is asked a few times for all of them, and gives only the contents of files that it has twice since that day.
    """
    rows = db.execute(
        f"SELECT t.file, {PATH}, file.places, t.year, t.decided_on, t.rating, t.score FROM evaluation AS t {FILES}"
        " WHERE t.recognized = 1 AND t.revoked = 0 AND t.decided_on IS NOT NULL ORDER BY t.file"
    )
    decided = list(map(_Decided._make, rows))
    if not decided:
        return
    versions = source.versions(EVALUATIONS.folder)
    since = {row.path: _versions_since(row.decided_on, versions.get(row.path, ())) for row in decided}
    changed = [row for row in decided if len(since[row.path]) > 1]
    recorded = _first_decided(source, {row.path: since[row.path] for row in changed})
    for row in changed:
        differences = changes_between(recorded.get(row.path, {}), _values_now(db, row))
        if differences:
            key = differences[0][0].key
            args = {"key": key, "date": row.decided_on, "changes": differences}
            yield Problem(CHANGED_AFTER_DECISION, row.path, place_in(row.places, key), args)


def _versions_since(decided_on: str, versions: Sequence[FileVersion]) -> list[FileVersion]:
    day = first_day(decided_on)
    return [version for version in versions if version.day >= day]


def _values_now(db: sqlite3.Connection, row: _Decided) -> dict[str, Any]:
    results = dict(db.execute("SELECT indicator, amount FROM result WHERE file = ?", [row.file]).fetchall())
    values = {"rating": row.rating, "score": row.score, "results": results or None}
    return {key: value for key, value in values.items() if value is not None}


def _first_decided(source: Source, versions: Mapping[str, Sequence[FileVersion]]) -> dict[str, Mapping[str, Any]]:
    """Return {path: what it stated} of the first versions in which each recognition is decided on.

    That is mostly the very first: the others are read only of those where it is not.
    """
    kept = {path: [version for version in of_file if version.oid] for path, of_file in versions.items()}
    first = _read_decided(source, [(path, of_file[0]) for path, of_file in kept.items()])
    others = [(path, version) for path, of_file in kept.items() if path not in first for version in of_file[1:]]
    return {**first, **_read_decided(source, others)}


def _read_decided(source: Source, wanted: Sequence[tuple[str, FileVersion]]) -> dict[str, Mapping[str, Any]]:
    """Return {path: what it stated} of the first of the versions wanted in which each is decided on."""
    from danvan_cli.domain.reading import read_record  # noqa: PLC0415 - where git has something to read

    first: dict[str, Mapping[str, Any]] = {}
    for path, data in source.read_versions(wanted):
        if path in first or not isinstance(data, bytes) or b"decided_on" not in data:
            continue
        reading = read_record(EVALUATIONS.name, path, year_of(path), data)
        if reading.sound and is_decided(reading.stated.values):
            first[path] = reading.stated.values
    return first
