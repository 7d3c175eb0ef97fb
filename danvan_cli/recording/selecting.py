"""The records that a command is about: named one by one, or all behind a number."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.listing import list_records
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.question import QuestionText, find_dimension_of_filter, one_year, read_measure
from danvan_cli.domain.errors import InputError, RecordError, RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import RECORD_FOLDERS, record_path
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.record_lookup import Place, Record, RecordLookup
from danvan_cli.text.mark import N_

NAMES_AND_WHERE = Message("names-and-where", N_("Name records, or choose them by --where; not both."))
WRONG_KIND = Message("wrong-kind", N_("This command is for other records than {value}."))


class Selection(NamedTuple):
    """What was typed to say which records: names, or conditions on a measure of some years, as `list` takes them."""

    names: Sequence[str] = ()
    where: Sequence[str] = ()
    year: str | None = None
    measure: str | None = None


def select(lookup: RecordLookup, selection: Selection, types: Collection[RecordType], measure: Measure) -> list[Record]:
    """Read the records selected, each once.

    By conditions it is those that `danvan list MEASURE` lists: without a measure of its own, `measure`.
    Raise InputError with all names that fit none, RequestError, or RecordError.
    """
    if selection.names and (selection.where or selection.measure):
        raise RequestError(NAMES_AND_WHERE)
    if selection.names:
        records = _records_named(lookup, selection, types)
    elif selection.where or selection.measure:
        records = list(_records_behind(lookup, selection, types, measure))
    else:
        raise InputError(missing=["where"])
    misfit = next((record for record in records if record.type not in types), None)
    if misfit:
        raise RequestError(WRONG_KIND, value=misfit.path)
    return list({record.path: record for record in records}.values())


def _records_named(lookup: RecordLookup, selection: Selection, types: Collection[RecordType]) -> list[Record]:
    year, mistakes = one_year(selection.year), MistakeLog()
    records = [mistakes.take(partial(lookup.find, name, types, year), None) for name in selection.names]
    mistakes.settle()
    return [record for record in records if record]


def _records_behind(
    lookup: RecordLookup, selection: Selection, types: Collection[RecordType], measure: Measure
) -> Iterator[Record]:
    """Read the records behind a number; a file that cannot be read may be one of them, so then none is changed.

    Where models are meant, an evaluation stands for its own.
    """
    question = QuestionText(selection.year, (), selection.where)
    typed = selection.measure
    listed = read_measure(typed) if typed else _fitting_measure(measure, question.where, types)
    try:
        listing = list_records(lookup.ledger, listed, question)
    finally:
        lookup.look_at_lists()
    if listing.unread:
        raise RecordError(listing.unread)
    for name, path, year in dict.fromkeys((record.id, record.path, record.year) for record in listing.records):
        yield lookup.read(*_place_meant(name, path, year, types))


def _fitting_measure(measure: Measure, where: Sequence[str], types: Collection[RecordType]) -> Measure:
    """Return the measure, or RATED where only models are meant and only rated ones have what a condition asks."""
    asked = {dimension.name for dimension in map(find_dimension_of_filter, where) if dimension}
    lacks = asked - set(measure.dimensions)
    of_models = measure.kinds == (MODELS.name,) and EVALUATIONS not in types
    return measures.RATED if of_models and lacks and lacks <= set(measures.RATED.dimensions) else measure


def _place_meant(name: str, path: str, year: int, types: Collection[RecordType]) -> Place:
    """Return (type, path, year) of what stands behind a number: the record itself, or its model."""
    record_type = RECORD_TYPES.get(RECORD_FOLDERS.get(path.partition("/")[0], ""))
    if record_type is None:
        raise RequestError(WRONG_KIND, value=path)
    if record_type is EVALUATIONS and record_type not in types:
        return MODELS, record_path(MODELS, year, name), year
    return record_type, path, year
