"""units.yaml while it is changed, and what it must not come to say."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from danvan_cli.domain import rules
from danvan_cli.domain.errors import RecordError
from danvan_cli.domain.names import UNITS_FILE
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.units import circling
from danvan_cli.domain.values import Value
from danvan_cli.recording.plan import Step
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.store.writing import Change
from danvan_cli.text.dates import first_day, last_day


class UnitsFile:
    """The file, changed entry by entry."""

    def __init__(self, lookup: RecordLookup) -> None:
        self._before = self._after = lookup.source.read(UNITS_FILE)

    def append(self, *entries: Mapping[str, Value]) -> None:
        """Add units at the end: the order of the list is that of protocol, and the clerk's to change."""
        if entries:
            from danvan_cli.domain.editing import append_entries  # noqa: PLC0415 - only what writes units

            self._after = append_entries(self._after, UNITS_FILE, entries)

    def change(self, changes: Mapping[str, Mapping[str, Value | None]]) -> None:
        """Change units, {id: {key: value}}."""
        from danvan_cli.domain.editing import edit_entries  # noqa: PLC0415 - only what writes units

        self._after = edit_entries(self._after, UNITS_FILE, changes)

    def remove(self, unit: str) -> None:
        """Take a unit out; raise EditError."""
        from danvan_cli.domain.editing import remove_entry  # noqa: PLC0415 - only what writes units

        self._after = remove_entry(self._after, UNITS_FILE, unit)

    def step(self, values: Mapping[str, Value], old: Mapping[str, Value] = MappingProxyType({})) -> Step:
        """Return the step that writes the file; `old` and `values` are what it stated of a unit, and will state.

        Raise RecordError where the file would be less plausible than before.
        """
        found = list(_find_implausible(self._after))
        known = [(problem.rule, problem.args) for problem in _find_implausible(self._before)] if found else []
        new = [problem for problem in found if (problem.rule, problem.args) not in known]
        if new:
            raise RecordError(new)
        return Step("unit", UNITS_FILE, old, values, Change(UNITS_FILE, self._before, self._after))


def _find_implausible(units: bytes) -> Iterator[Problem]:
    """Yield a problem for each unit of a file that lies in itself, succeeds itself, or ends before it begins."""
    from danvan_cli.domain.editing import read_units_once  # noqa: PLC0415 - only what writes units

    entries = read_units_once(UNITS_FILE, units).entries
    for entry in entries:
        since, until = (entry.values.get(key) for key in ("from", "until"))
        if since and until and last_day(until) < first_day(since):
            args = {"key": "until", "date": until, "other_key": "from", "other_date": since}
            yield Problem(rules.DATE_ORDER, UNITS_FILE, entry.place_of("until"), args)
    for rule, key in ((rules.UNIT_CYCLE, "parent"), (rules.SUCCESSOR_CYCLE, "successors")):
        leading = {entry.values["id"]: _as_list(entry.values.get(key, ())) for entry in entries if "id" in entry.values}
        repeated = circling(leading)
        for entry in entries:
            if entry.values.get("id") in repeated:
                yield Problem(rule, UNITS_FILE, entry.place_of(key), {"value": entry.values["id"]})


def _as_list(stated: Value) -> Sequence[str]:
    return [stated] if isinstance(stated, str) else stated
