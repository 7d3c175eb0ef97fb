"""What `check` would warn of in a record that is about to be written: said before it is, never refused."""

from collections.abc import Iterable, Iterator, Mapping

from danvan_cli.counting.checks.awards import GIVERS, PERSONS
from danvan_cli.counting.checks.times import DATED_UNITS, ORDER, RETIRING
from danvan_cli.counting.lists import Lists
from danvan_cli.domain.names import record_name
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.values import Value
from danvan_cli.recording.plan import Remark, Step, doubt
from danvan_cli.text.dates import first_day, last_day

_Values = Mapping[str, Value]
_DOUBTFUL = ("model", "evaluation", "award")


def doubts(lists: Lists, steps: Iterable[Step]) -> list[Remark]:
    """Doubt what records would newly state; the same doubt about many of them is one."""
    found: list[Problem] = []
    for step in steps:
        known = list(_problems(lists, step, step.old or {}))
        found += (one for one in _problems(lists, step, step.new or {}) if one not in (*known, *found))
    return [doubt("problem", problem=one) for one in found]


def _problems(lists: Lists, step: Step, values: _Values) -> Iterator[Problem]:
    if step.kind not in _DOUBTFUL or not values:
        return
    folder, _, name = step.path.rpartition("/")
    year, called = int(folder[-4:]), record_name(step.kind, name)
    at = {"level": called.level} if called and called.level else {}
    yield from _of_their_day(lists, step.kind, year, {**values, **at})
    yield from _out_of_order(step.kind, values)
    yield from _unlikely(lists, step.kind, values)


def _of_their_day(lists: Lists, kind: str, year: int, values: _Values) -> Iterator[Problem]:
    for referring, date in DATED_UNITS.items():
        if referring.table == kind and values.get(referring.key) in lists.units:
            yield from _unit(lists, referring.key, values[referring.key], values.get(date) or str(year))
    for referring, name in RETIRING.items():
        entry = lists.entries(name).get(values.get(referring.key, "")) if referring.table == kind else None
        if entry and entry.until and entry.until < year:
            yield _problem("retired-value", key=referring.key, value=entry.id, until=entry.until, list=name)


def _unit(lists: Lists, key: str, one: str, spoken: str) -> Iterator[Problem]:
    unit = lists.units[one]
    if unit.until_day and first_day(spoken) > unit.until_day:
        near = ", ".join(f"{after} ({lists.unit_name(after)})" for after in unit.successors) or "–"
        yield _problem("unit-ended", key=key, value=one, until=unit.until_day, near=near)
    elif unit.since_day and last_day(spoken) < unit.since_day:
        yield _problem("unit-not-yet", key=key, value=one, since=unit.since_day)


def _out_of_order(kind: str, values: _Values) -> Iterator[Problem]:
    for first, second in ORDER[kind]:
        before, after = values.get(first), values.get(second)
        if before and after and last_day(after) < first_day(before):
            yield _problem("date-order", key=second, date=after, other_key=first, other_date=before)


def _unlikely(lists: Lists, kind: str, values: _Values) -> Iterator[Problem]:
    match kind:
        case "model":
            if "person" in values and values["kind"] == "tap-the":
                yield _problem("person-kind", key="person", kind="tap-the")
            if values.get("origin") == "duy-tri" and "continues" not in values and values.get("count", 1) == 1:
                yield _problem("no-continues", key="origin")
        case "evaluation":
            if values.get("recognized") and "decision" not in values:
                yield _problem("no-decision", key="recognized")
            if values.get("outstanding") and not values.get("recognized"):
                yield _problem("outstanding-only", key="outstanding")
            yield from _points(lists, values)
        case "award":
            yield from _form(lists, values)


def _points(lists: Lists, values: _Values) -> Iterator[Problem]:
    most = {one.id: one.most for one in lists.entries("criterion").values() if one.most is not None}
    given = {"scores": [values.get("scores", {})], "scorers": values.get("scorers", {}).values()}
    for key, parts in given.items():
        for name, points in (pair for part in parts for pair in part.items()):
            if points > most.get(name, points):
                yield _problem("score-max", key=key, points=points, sum=most[name])


def _form(lists: Lists, values: _Values) -> Iterator[Problem]:
    entry = lists.entries("form").get(values.get("form", ""))
    authority = lists.units.get(values.get("authority", ""))
    if entry and entry.apart and values["kind"] not in PERSONS:
        yield _problem("medal-kind", key="kind", kind=values["kind"])
    if entry and authority and authority.level not in GIVERS.get(entry.id, (authority.level,)):
        named = {"authority": authority.name, "level": authority.level, "form": entry.id}
        yield _problem("unusual-form", key="form", **named)


def _problem(code: str, **args: str | int) -> Problem:
    return Problem(code, "", args=args)
