"""The records that a list can speak of: those of its kind and campaign year, by all that they can be known by."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from danvan_cli.domain.errors import ReadError, RecordError
from danvan_cli.domain.names import RECORD_FOLDERS, record_name
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import RECORD_TYPES, RecordType
from danvan_cli.domain.values import Value
from danvan_cli.exchange.importing.origins import list_of, read_origin
from danvan_cli.exchange.marks import mark_of
from danvan_cli.recording.desk import Desk, Record


class Known:
    """Records of one type by id, by what makes them the same thing, by danvan's mark, and by the lists that gave them.

    `unread` are the faults of those that cannot be read: they are known by nothing.
    """

    def __init__(self, record_type: RecordType, records: Sequence[Record], unread: Sequence[Problem]) -> None:
        self.type = record_type
        self.by_id = {record.id: record for record in records}
        self.unread = list(unread)
        self._alike: dict[object, list[Record]] = defaultdict(list)
        self.by_list: dict[str, list[Record]] = defaultdict(list)
        self._rows = {record.id: read_origin(record.values.get("source", "")).rows for record in records}
        for record in records:
            self._alike[self._core(record.values, record.id)].append(record)
            for name in self.lists_of(record):
                self.by_list[name].append(record)

    def same(self, values: Mapping[str, Value], name: str = "") -> list[Record]:
        """Return the records that are the same thing as one of these values, or of that name where names say it."""
        return [record for record in self._alike[self._core(values, name)] if self.type.is_same(values, record.values)]

    def doubtful(self, values: Mapping[str, Value]) -> list[Record]:
        """Return the records of which nobody can tell whether they are the same thing."""
        alike = self._alike[self._core(values, "")] if self.type.identity else []
        return [record for record in alike if self.type.is_doubtful(values, record.values)]

    def _core(self, values: Mapping[str, Value], name: str) -> object:
        return self.type.core(values) if self.type.identity else name

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
        except RecordError as unsound:
            unread += unsound.problems
        except ReadError as why:
            unread.append(Problem(why.code, path, args={**why.params, "name": path}))
    return Known(RECORD_TYPES[kind], records, unread)


def _paths(desk: Desk, kind: str, year: int) -> Iterator[str]:
    """Give the paths of a year's records, in the order of their names."""
    folder = next(folder for folder, one in RECORD_FOLDERS.items() if one == kind)
    path = f"{folder}/{year}"
    if any(one.path == path for one in desk.source.folders()):
        entries = desk.source.listing(path).entries
        yield from sorted(
            f"{path}/{entry.name}" for entry in entries if not entry.fault and record_name(kind, entry.name)
        )
