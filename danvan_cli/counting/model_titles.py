"""What people call a record that has no title of its own to be called by: by its model's, or what it became."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from danvan_cli.counting.changed_records import ChangedRecord
from danvan_cli.domain.errors import ReadError
from danvan_cli.domain.names import record_path
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.domain.removal import Removal
from danvan_cli.store.source import Source

_KEPT = 4096  # titles, of which a long list asks again and again


class TitlesNow:
    """The titles of models as they are now; of one that is gone the one that it had in what is shown."""

    def __init__(self, source: Source, records: Sequence[ChangedRecord]) -> None:
        self._source = source
        self._shown: Mapping[str, str | None] = {
            record.id: record.title for record in reversed(records) if record.type == MODELS.name
        }
        self._title = lru_cache(_KEPT)(self._read)

    def named(self, records: Sequence[ChangedRecord]) -> list[ChangedRecord]:
        """Return records, those without a title of their own with their model's."""
        return [
            record._replace(title=self._title(MODELS, record.model, record.year))
            if record.model and not record.title
            else record
            for record in records
        ]

    def of_merged(self, records: Sequence[ChangedRecord]) -> list[ChangedRecord]:
        """Return records, those that were merged away with the title of the one that they were merged into."""
        return [
            record._replace(removal=self._of_target(record, record.removal))
            if record.removal and record.removal.merged_into
            else record
            for record in records
        ]

    def _of_target(self, record: ChangedRecord, removal: Removal) -> Removal:
        """Return a merging with the title of what was merged into: an evaluation goes to a model."""
        record_type = MODELS if record.type == EVALUATIONS.name else RECORD_TYPES[record.type]
        return removal._replace(title=self._title(record_type, removal.merged_into, record.year))

    def _read(self, record_type: RecordType, name: str, year: int) -> str | None:
        path = record_path(record_type, year, name)
        try:
            data = self._source.read(path) if self._source.stamp(path) else b""
        except ReadError:
            data = b""
        title = read_record(record_type.name, path, year, data).stated.values.get(record_type.title)
        return str(title) if title else self._shown.get(name)
