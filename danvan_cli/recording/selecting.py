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
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES, RecordType
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

    Raise InputError with all names that fit none, RequestError, or RecordError.

    By conditions it is those that `danvan list MEASURE` lists: without a measure of its own, `measure`.
    """
    if selection.names and (selection.where or selection.measure):
        raise RequestError(NAMES_AND_WHERE)
    if selection.names:
        found = _named(lookup, selection, types)
    elif selection.where or selection.measure:
        found = list(_behind(lookup, selection, types, measure))
    else:
        raise InputError(missing=["where"])
    wrong = next((record for record in found if record.type not in types), None)
    if wrong:
        raise RequestError(WRONG_KIND, value=wrong.path)
    return list({record.path: record for record in found}.values())


def _named(lookup: RecordLookup, selection: Selection, types: Collection[RecordType]) -> list[Record]:
    year, wrong = one_year(selection.year), MistakeLog()
    found = [wrong.take(partial(lookup.find, name, types, year), None) for name in selection.names]
    wrong.settle()
    return [record for record in found if record]


def _behind(
    lookup: RecordLookup, selection: Selection, types: Collection[RecordType], measure: Measure
) -> Iterator[Record]:
    """Read the records behind a number; a file that cannot be read may be one of them, so then none is changed.

    Where models are meant, an evaluation stands for its own.
    """
    asked = QuestionText(selection.year, (), selection.where)
    typed = selection.measure
    named = read_measure(typed) if typed else _fitting(measure, asked.where, types)
    try:
        listing = list_records(lookup.ledger, named, asked)
    finally:
        lookup.look_at_lists()
    if listing.unread:
        raise RecordError(listing.unread)
    for one in dict.fromkeys((one.id, one.path, one.year) for one in listing.records):
        yield lookup.read(*_meant(*one, types))


def _fitting(measure: Measure, where: Sequence[str], types: Collection[RecordType]) -> Measure:
    """Give the measure, or that of the rated where only models are meant and only these have what a condition asks."""
    asked = {dimension.name for dimension in map(find_dimension_of_filter, where) if dimension}
    lacks = asked - set(measure.dimensions)
    of_models = tuple(types) == (MODELS,)
    return measures.RATED if of_models and lacks and lacks <= set(measures.RATED.dimensions) else measure


def _meant(name: str, path: str, year: int, types: Collection[RecordType]) -> Place:
    """Give (type, path, year) of what stands behind a number: the record itself, or its model."""
    record_type = RECORD_TYPES.get(RECORD_FOLDERS.get(path.partition("/")[0], ""))
    if record_type is None:
        raise RequestError(WRONG_KIND, value=path)
    if record_type is EVALUATIONS and record_type not in types:
        return MODELS, record_path(MODELS, year, name), year
    return record_type, path, year
