"""Which records refer to a record."""

from collections.abc import Iterator

from danvan_cli.counting.finding import referring, unsound
from danvan_cli.recording.desk import Desk, Record

_LEADING_TO_MODELS = ("continues", "replicates", "model")


def referring_to(desk: Desk, record: Record) -> Iterator[Record]:
    """Read the records that refer to a model: its evaluations, awards, and models that carry it on or copy it.

    Everything is looked at. Raise RecordError where one of them cannot be read; a file with faults that holds the
    id may
    be one.
    """
    if record.kind != "model":
        return
    desk.look(None)
    for kind, path, year in unsound(desk.db):
        if record.id.encode() in desk.source.read(path):
            yield desk.read(kind, path, year)
    for kind, path, year in referring(desk.db, record.id, record.year):
        yield desk.read(kind, path, year)


def moved(record: Record, old: str, new: str) -> dict[str, str]:
    """Give the changes by which a record refers to another model."""
    return {key: new for key in _LEADING_TO_MODELS if record.values.get(key) == old}
