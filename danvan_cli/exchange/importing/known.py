"""The records that a list can speak of: those of its kind and campaign year, by all that they can be known by."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from danvan_cli.domain.names import RECORD_FOLDERS, record_name
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.values import Value
from danvan_cli.exchange.importing.origins import list_of, read_origin
from danvan_cli.exchange.marks import mark_of
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.mistakes import Unsound
from danvan_cli.store.source import Unreadable
from danvan_cli.text.fold import fold

_OF_AN_AWARD = ("authority", "form", "kind", "unit", "model", "purpose", "decision", "from_year")


def identity(kind: str, values: Mapping[str, Value], name: Value = "") -> object:
    """Give what makes two records of a year the same thing (design, section 3); of an evaluation its id does."""
    if kind == "evaluation":
        return name
    if kind == "model":
        return values.get("unit"), fold(values.get("title", ""))
    if kind == "award":
        return *(values.get(key) for key in _OF_AN_AWARD), fold(values.get("recipient", ""))
    return fold(values.get("source", ""))


class Known:
    """Records by id, by what makes them the same thing, by danvan's mark, and by the lists that gave them.

    `unread` are the faults of those that cannot be read: they are known by nothing.
    """

    def __init__(self, records: Sequence[Record], unread: Sequence[Problem]) -> None:
        self.by_id = {record.id: record for record in records}
        self.unread = list(unread)
        self.by_identity: dict[object, list[Record]] = defaultdict(list)
        self.by_list: dict[str, list[Record]] = defaultdict(list)
        self._rows = {record.id: read_origin(record.values.get("source", "")).rows for record in records}
        for record in records:
            self.by_identity[identity(record.kind, record.values, record.id)].append(record)
            for name in self.lists_of(record):
                self.by_list[name].append(record)

    def by_mark(self, mark: str) -> Record | None:
        """Find the record that danvan put this mark on, if nobody changed it since."""
        return self._marked.get(mark)

    @cached_property
    def _marked(self) -> dict[str, Record]:
        return {mark_of(record.kind, record.values): record for record in self.by_id.values()}

    def rows_of(self, record: Record) -> tuple[str, ...]:
        """Name the rows that gave a record."""
        return self._rows[record.id]

    def lists_of(self, record: Record) -> set[str]:
        """Name the lists that gave a record."""
        return {list_of(row) for row in self.rows_of(record)}


def read_known(desk: Desk, kind: str, year: int) -> Known:
    """Read the records of a kind and year."""
    records: list[Record] = []
    unread: list[Problem] = []
    for path in _paths(desk, kind, year):
        try:
            records.append(desk.read(kind, path, year))
        except Unsound as unsound:
            unread += unsound.problems
        except Unreadable as why:
            unread.append(Problem(why.code, path, args={**why.args_of_rule, "name": path}))
    return Known(records, unread)


def _paths(desk: Desk, kind: str, year: int) -> Iterator[str]:
    """Give the paths of a year's records, in the order of their names."""
    folder = next(folder for folder, one in RECORD_FOLDERS.items() if one == kind)
    path = f"{folder}/{year}"
    if any(one.path == path for one in desk.source.folders()):
        entries = desk.source.listing(path).entries
        yield from sorted(
            f"{path}/{entry.name}" for entry in entries if not entry.fault and record_name(kind, entry.name)
        )
