"""What a question about a unit leaves to the units that it was before: how much they have, and how it is counted in."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from danvan_cli.counting import query
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.question import Filter, Question
from danvan_cli.counting.tables import Note
from danvan_cli.domain.messages import Message
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_

BEFORE_MERGER = Message(
    "before-merger",
    N_("{measure}: {value} more of what became part of it ({names}); to count these in: --units now."),
    severity="remark",
)
BEFORE_MERGER_RECORDS = Message(
    "before-merger-records",
    N_("{measure}: {value} records more of what became part of it ({names}); to count these in: --units now."),
    severity="remark",
)
BEFORE_SPLIT = Message(
    "before-split",
    N_("{measure}: {value} of what became several units, of which it is one ({names}), count for none of these."),
    severity="remark",
)
BECAME = Message(
    "became", N_("With --units now {name} counts as {successor}: ask for that by --where unit={id}."), severity="remark"
)
_MOST_NAMES = 3


def notes_on_predecessors(counter: Counter, question: Question) -> Iterator[Note]:
    """Yield notes on what the predecessors of the unit asked for have of what is asked, and that is not in the answer.

    Predecessors with a single successor, and what lies below them, are what `--units now` counts in. Of one that was
    split nobody knows what belongs to whom. With units of today, one that was merged has nothing under its old name.
    """
    if question.units_now:
        yield from _notes_on_merged(counter.db, question)
        return
    for condition in question.where:
        if condition.axis.dimension.name != "unit" or condition.axis.at or condition.operator == "!=":
            continue
        merged = _merged_into(counter.db, condition)
        if left := _left_to(merged, counter, question, condition):
            yield Note(BEFORE_MERGER_RECORDS if question.measure.adds_unlike_things else BEFORE_MERGER, left)
        if left := _left_to(_split_into(counter.db, condition, merged), counter, question, condition):
            yield Note(BEFORE_SPLIT, left)


def _notes_on_merged(db: sqlite3.Connection, question: Question) -> Iterator[Note]:
    """Yield a note on each unit asked for that is another one today."""
    named = [condition for condition in question.where if condition.axis.dimension.name == "unit"]
    for unit in (value for condition in named if condition.operator != "!=" for value in condition.values):
        for (now,) in db.execute("SELECT now FROM unit WHERE id = ? AND now <> id", [unit]):
            was, today = map(Lists(db).called, (unit, now))
            yield Note(BECAME, {"name": was.placed, "successor": today.placed, "id": now})


def _left_to(
    units: Mapping[str, str], counter: Counter, question: Question, condition: Filter
) -> dict[str, str | int] | None:
    """Return how much of what is asked other units have instead of those that a condition names, and which of them."""
    instead = condition._replace(operator="==", values=tuple(units))
    where = tuple(instead if each is condition else each for each in question.where)
    asked = question._replace(where=where, by=())
    amount = _amount(counter, asked) if units else 0
    if not amount:
        return None
    names = _listed(_having(counter.db, asked, units))
    return {"measure": question.measure.name, "value": amount, "names": names}


def _amount(counter: Counter, question: Question) -> int:
    """Return how much there is of what is asked; of results, how many records: unlike things are not added."""
    if question.measure.adds_unlike_things:
        return len({fact.path for fact in query.facts(counter.db, question)})
    return counter.total(question) or 0


def _having(db: sqlite3.Connection, question: Question, units: Mapping[str, str]) -> list[str]:
    """Return the names of the units that have something, in the order of the list."""
    having = {fact.unit for fact in query.facts(db, question)}
    return [name for unit, name in units.items() if unit in having]


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return "; ".join([*names[:_MOST_NAMES], *([f"… +{more}"] if more > 0 else [])])


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _covered(condition: Filter, today: int) -> str:
    """Return the SQL of the units that a condition holds for, in the tree of the day or in today's."""
    if condition.operator == "==":
        return f"VALUES {', '.join(['(?)'] * len(condition.values))}"
    return f"SELECT unit FROM below WHERE today = {today} AND ancestor IN ({_marks(condition.values)})"


def _merged_into(db: sqlite3.Connection, condition: Filter) -> dict[str, str]:
    """Return {id: name} of the units that only `--units now` counts among those asked for."""
    if not condition.values:
        return {}
    rows = db.execute(
        f"SELECT id, name FROM unit WHERE now IN ({_covered(condition, 1)}) AND id NOT IN ({_covered(condition, 0)})"
        " ORDER BY position",
        [*condition.values, *condition.values],
    )
    return dict(rows.fetchall())


def _split_into(db: sqlite3.Connection, condition: Filter, merged: Collection[str]) -> dict[str, str]:
    """Return {id: name} of the units that were split, and one of whose successors leads to what is asked for."""
    if not condition.values:
        return {}
    covered = {unit for (unit,) in db.execute(_covered(condition, 0), condition.values)}
    before: defaultdict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for unit, name, successors in db.execute(
        "SELECT id, name, successors FROM unit WHERE successors <> '[]' ORDER BY position"
    ):
        names[unit] = name
        for successor in json.loads(successors):
            before[successor].append(unit)
    leading = _leading_to({*covered, *merged}, before)
    return {
        unit: name for unit, name in names.items() if unit in leading and unit not in covered and unit not in merged
    }


def _leading_to(units: Iterable[str], before: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the units and all that lead to them; a circle, which `check` reports, is gone round once."""
    leading, ahead = set[str](), list(units)
    while ahead:
        unit = ahead.pop()
        if unit not in leading:
            leading.add(unit)
            ahead += before.get(unit, ())
    return leading
