"""Which records refer to a record."""

from collections.abc import Iterator
from functools import cache

from danvan_cli.counting.finding import referring, unsound
from danvan_cli.domain.record_types import MODELS, RECORD_TYPES
from danvan_cli.domain.references import references
from danvan_cli.recording.record_lookup import Record, RecordLookup


def referring_to(lookup: RecordLookup, record: Record) -> Iterator[Record]:
    """Read the records that refer to a model: its evaluations, awards, and models that carry it on or copy it.

    Everything is looked at. Raise RecordError where one of them cannot be read; a file with faults that holds the id
    may be one.
    """
    if record.type is not MODELS:
        return
    lookup.look(None)
    for kind, path, year in unsound(lookup.db):
        if record.id.encode() in lookup.source.read(path):
            yield lookup.read(RECORD_TYPES[kind], path, year)
    for kind, path, year in referring(lookup.db, record.id, record.year):
        yield lookup.read(RECORD_TYPES[kind], path, year)


@cache
def _leading_to_models() -> tuple[str, ...]:
    """Return the keys that lead to models, of all types."""
    leading = (reference for reference in references() if reference.leads_to_models and reference.record_type.has_ids)
    return tuple(dict.fromkeys(reference.key for reference in leading))


def relinked(record: Record, old: str, new: str) -> dict[str, str]:
    """Return {key: id}, the changes by which a record refers to a new model where it does to the old one."""
    return {key: new for key in _leading_to_models() if record.values.get(key) == old}
