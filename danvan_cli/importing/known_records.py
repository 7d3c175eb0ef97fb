"""The records that a list can speak of: those of its kind and campaign year, by all that they can be known by."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from danvan_cli.domain.lookalikes import Lookalikes
from danvan_cli.domain.origin import list_of, read_origin
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_type import Background, RecordType
from danvan_cli.domain.values import Value
from danvan_cli.importing.origins import mark_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.twins import UnreadRecord, background_of, read_year


class KnownRecords:
    """Records of one type by id, by what makes them the same thing, by danvan's mark, and by the lists that gave them.

    `unread` are those that cannot be read.
    """

    def __init__(
        self, record_type: RecordType, records: Sequence[Record], unread: Sequence[UnreadRecord], background: Background
    ) -> None:
        self.type = record_type
        self._background = background
        self.by_id = {record.id: record for record in records}
        self.unread = list(unread)
        self._alike: Lookalikes[Record] = self.lookalikes()
        self.by_list: dict[str, list[Record]] = defaultdict(list)
        self._rows = {record.id: read_origin(record.values.get("source", "")).rows for record in records}
        for record in records:
            self._alike.add(record.values, record, record.id)
            for name in self.lists_of(record):
                self.by_list[name].append(record)

    def lookalikes(self) -> "Lookalikes[Any]":
        """Make a place for rows or records of the type, side by side with those alike."""
        return Lookalikes(self.type, self._background)

    def same(self, values: Mapping[str, Value], name: str = "") -> list[Record]:
        """Return the records that are the same thing as one of these values, or of that name where names say it."""
        return self._alike.same(values, name)

    def doubtful(self, values: Mapping[str, Value]) -> list[Record]:
        """Return the records of which nobody can tell whether they are the same thing."""
        return self._alike.doubtful(values)

    def told_elsewhere(self, values: Mapping[str, Value]) -> list[Record]:
        """Return the records that may be the same thing, told of by another unit of its commune."""
        return self._alike.told_elsewhere(values)

    def unread_named(self, name: str) -> UnreadRecord | None:
        """Return the record of an id that cannot be read."""
        return next((record for record in self.unread if record.id == name), None)

    def perhaps(self, year: int, values: Mapping[str, Value]) -> UnreadRecord | None:
        """Return a record that cannot be read and may be the one of these values."""
        unread = self.unread if self.type.identity else ()
        return next((record for record in unread if record.may_be(self.type, year, values)), None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return why records cannot be read."""
        return tuple(problem for record in self.unread for problem in record.problems)

    @cached_property
    def by_mark(self) -> dict[str, Record]:
        """Return the records by the marks that danvan put on them, if nobody changed them since."""
        return {mark_of(record.kind, record.values): record for record in self.by_id.values()}

    def rows_of(self, record: Record) -> tuple[str, ...]:
        """Name the rows that gave a record."""
        return self._rows[record.id]

    def lists_of(self, record: Record) -> set[str]:
        """Name the lists that gave a record."""
        return {list_of(row) for row in self.rows_of(record)}


def read_known(lookup: RecordLookup, record_type: RecordType, year: int, lists: Lists | None = None) -> KnownRecords:
    """Read the records of a type and year; `lists` are as they will be, where the same plan adds units to them."""
    return KnownRecords(record_type, *read_year(lookup, record_type, year), background_of(lookup, record_type, lists))
