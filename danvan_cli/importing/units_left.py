"""Units that a list of units names no more: kept, and told; one that a new row nearly is called as is asked about.

Units have no `source`, so nobody knows which list gave them: a list speaks of the units that lie where those lie that
it names, at their level.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from danvan_cli.domain.identity import UnitIdentity
from danvan_cli.domain.messages import Message
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.importing.row_doubts import RowDoubt
from danvan_cli.index.current_lists import Lists, Unit
from danvan_cli.recording.near_units import is_nearly_called
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.recording.units import identity_of
from danvan_cli.text.dates import first_day, last_day
from danvan_cli.text.mark import N_

UNIT_ROW_DOUBTFUL = Message(
    "unit-row-doubtful",
    N_(
        "{spot}: {doubt} If it is that unit, correct its name first: danvan unit correct. If it is a new one: --anyway."
    ),
    severity="identity",
)
UNIT_MAY_BE_CORRECTED = Message(
    "unit-may-be-corrected",
    N_("“{name}” is new, and nearly the name of {other} ({id}), which the list does not name."),
    severity="identity",
)
UNIT_ADDED_BESIDE = Message(
    "unit-added-beside", N_("“{name}” is added as a new unit beside {other}."), severity="remark"
)
UNITS_NOT_LISTED = Message(
    "units-not-listed", N_("Not in the list, and kept ({number}): {namesakes}"), severity="remark"
)
Place = tuple[str | None, str]  # what units lie in, and their level


class RowOfUnit(NamedTuple):
    """A row of a list, and the id of the unit that it states; `is_new`: units.yaml does not have it."""

    row: ParsedRow
    unit: str
    is_new: bool


class UnitsLeft:
    """The units that are there where a list names units, and that it does not name; `rows` state units of the list."""

    def __init__(self, lists: Lists, rows: Sequence[RowOfUnit], options: ImportOptions) -> None:
        self._lists, self._rows, self._options = lists, rows, options
        named = [lists.units[row.unit] for row in rows if not row.is_new]
        self._named_places = {_place_of(unit) for unit in named}
        ids = {row.unit for row in rows}
        self._left: dict[Place, list[Unit]] = defaultdict(list)
        for unit in lists.units.values():
            if unit.id not in ids and unit.until_day is None:
                self._left[_place_of(unit)].append(unit)

    def doubts(self) -> Iterator[RowDoubt]:
        """Doubt whether new units are such as are there, their names corrected; who has an id is another one."""
        for row, near in self._near():
            if not self._options.settles(row.line):
                first = self._lists.called(near[0].id)
                doubt = remark(UNIT_MAY_BE_CORRECTED, name=row.values["name"], other=first, id=near[0].id)
                meant = {unit.id: unit.name for unit in near}
                yield RowDoubt(row, doubt, meant, "name", message=UNIT_ROW_DOUBTFUL)

    def told(self) -> Iterator[Remark]:
        """Tell which units are added beside such as they are nearly called as, and which the list does not name."""
        near_ids: set[str] = set()
        for row, near in self._near():
            near_ids |= {unit.id for unit in near}
            if self._options.settles(row.line):
                yield remark(UNIT_ADDED_BESIDE, name=row.values["name"], other=self._lists.called(near[0].id))
        left = [unit for place in self._left if place in self._named_places for unit in self._left[place]]
        names = [self._lists.called(unit.id) for unit in left if unit.id not in near_ids]
        if names:
            yield remark(UNITS_NOT_LISTED, number=len(names), namesakes=names)

    def _near(self) -> Iterator[tuple[ParsedRow, list[Unit]]]:
        """Yield the rows of new units, each with those that it is nearly called as."""
        for row, _, is_new in self._rows:
            near = list(self._near_ones(row)) if is_new and not row.id else []
            if near:
                yield row, near

    def _near_ones(self, row: ParsedRow) -> Iterator[Unit]:
        name, level = str(row.values["name"]), str(row.values["level"])
        since, until = row.values.get("from"), row.values.get("until")
        days = first_day(since) if since else None, last_day(until) if until else None
        parent = row.values.get("parent")
        places = [(parent, level)] if parent else [place for place in self._named_places if place[1] == level]
        for place in {(parent, level), *places}:
            for unit in self._left.get(place, ()):
                stated = UnitIdentity(unit.name, unit.parent, *days)
                if stated.is_same(identity_of(unit)) and is_nearly_called(name, unit.name):
                    yield unit


def _place_of(unit: Unit) -> Place:
    return unit.parent, unit.level
