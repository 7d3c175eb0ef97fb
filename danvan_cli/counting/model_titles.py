"""What people call an evaluation, or an award that names nobody, among what changed: by the title of its model."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from danvan_cli.counting.changed_records import ChangedRecord
from danvan_cli.domain.errors import ReadError
from danvan_cli.domain.names import record_path
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.record_types import MODELS
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
            record._replace(title=self._title(record.model, record.year))
            if record.model and not record.title
            else record
            for record in records
        ]

    def _read(self, model: str, year: int) -> str | None:
        path = record_path(MODELS, year, model)
        try:
            data = self._source.read(path) if self._source.stamp(path) else b""
        except ReadError:
            data = b""
        title = read_record(MODELS.name, path, year, data).stated.values.get(MODELS.title)
        return str(title) if title else self._shown.get(model)
