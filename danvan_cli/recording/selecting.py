"""The records that a command is about: named one by one, or all behind a number."""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.listing import list_records
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.question import QuestionText, find_dimension_of_filter, one_year, read_measure
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.domain.errors import AmbiguousError, InputError, RecordError, RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import RECORD_FOLDERS, id_of, record_path
from danvan_cli.domain.namesakes import RecordCandidate
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.recording.mistakes import MistakeLog
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.recording.record_lookup import Place, Record, RecordLookup
from danvan_cli.text.mark import N_

NAMES_AND_WHERE = Message("names-and-where", N_("Name records, or choose them by --where; not both."))
WRONG_KIND = Message("wrong-kind", N_("This command is for other records than {value}."))
CHOSEN_AT_LEVEL = Message(
    "chosen-at-level",
    N_("Chosen ({number}): {measured} at the level {level}, by what that level itself says."),
    severity="remark",
)
SAID_ELSEWHERE = Message(
    "said-elsewhere",
    N_(
        "Left out ({number}): {measured} so at other levels only ({levels}). To choose by one of these: "
        "--where level={id}"
    ),
    severity="remark",
)

_LEVEL = "level"
_MOST_LOOKED_AT = 100  # records that one name fits: more are told as they are, for it says too little


class Selection(NamedTuple):
    """What was typed to say which records: names, or conditions on a measure of some years, as `list` takes them.

    Where a name fits several records, one of the `likely` types is meant, if there are any; else one of those that the
    command is for, as `fits` says.
    """

    names: Sequence[str] = ()
    where: Sequence[str] = ()
    year: str | None = None
    measure: str | None = None
    likely: Collection[RecordType] = ()
    fits: Callable[[RecordLookup, Record], bool] | None = None

    @property
    def is_made(self) -> bool:
        """Whether something says which records."""
        return bool(self.names or self.where or self.measure)


def select(lookup: RecordLookup, selection: Selection, types: Collection[RecordType], measure: Measure) -> list[Record]:
    """Read the records selected, each once.

    By conditions it is those that `danvan list MEASURE` lists: without a measure of its own, `measure`.
    Raise InputError with all names that fit none, RequestError, or RecordError.
    """
    if selection.names and (selection.where or selection.measure):
        raise RequestError(NAMES_AND_WHERE)
    if lookup.ledger.unit_told and not selection.names:
        selection = selection._replace(where=(*selection.where, f"unit={lookup.ledger.unit_told}"))
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


def offered(lookup: RecordLookup, selection: Selection, measures: Iterable[Measure]) -> list[ListedRecord]:
    """Return what can be selected: the records behind some measures of a year, those that the command is for."""
    listed = dict[str, ListedRecord]()
    for measure in measures:
        try:
            listing = list_records(lookup.ledger, measure, QuestionText(selection.year))
        finally:
            lookup.look_at_lists()
        listed |= {record.path: record for record in listing.records}
    fits = selection.fits
    if fits is None:
        return list(listed.values())
    places = {
        path: _place_meant(record.id, path, record.year, RECORD_TYPES.values()) for path, record in listed.items()
    }
    return [record for path, record in listed.items() if fits(lookup, lookup.read(*places[path]))]


def select_at_level(
    lookup: RecordLookup, selection: Selection, types: Collection[RecordType], measure: Measure, level: str | None
) -> tuple[list[Record], list[Remark]]:
    """Read the records selected by a command that writes at a level, and return what is to be said of the choice.

    Conditions on evaluations speak of that level, unless one of them names a level, or it is left open (None). Raise as
    `select` does.
    """
    listed = _measure_listed(selection, types, measure)
    names_level = any(asked and asked.name == _LEVEL for asked in map(find_dimension_of_filter, selection.where))
    if level is None or selection.names or names_level or not listed.is_of_evaluations:
        return select(lookup, selection, types, measure), []
    at_level = selection._replace(where=(*selection.where, f"{_LEVEL}={level}"))
    records = select(lookup, at_level, types, measure)
    chosen = remark(CHOSEN_AT_LEVEL, number=len(records), measured=listed.name, level=level)
    return records, [chosen, *_left_out(lookup, selection, listed, set(map(_model_of, records)))]


def _left_out(lookup: RecordLookup, selection: Selection, listed: Measure, chosen: Container[str]) -> Iterator[Remark]:
    """Yield how many models fit the conditions by what other levels say, and by that alone."""
    question = QuestionText(selection.year, (), selection.where, basis="each")
    try:
        listing = list_records(lookup.ledger, listed, question)
    finally:
        lookup.look_at_lists()
    others = [record for record in listing.records if record.id not in chosen]
    levels = Counter(level for record in others if (level := id_of(record.path).partition(".")[2]))
    if levels:
        number = len({record.id for record in others})
        in_order = [name for name in lookup.lists.entries(_LEVEL) if name in levels] or list(levels)
        likeliest = max(in_order, key=lambda name: levels[name])
        yield remark(SAID_ELSEWHERE, number=number, measured=listed.name, levels=in_order, id=likeliest)


def _model_of(record: Record) -> str:
    """Return the id of a model, or of the one that an evaluation is of."""
    return record.id.partition(".")[0] if record.type is EVALUATIONS else record.id


def _records_named(lookup: RecordLookup, selection: Selection, types: Collection[RecordType]) -> list[Record]:
    year, mistakes = one_year(selection.year), MistakeLog()
    records = [mistakes.take(partial(_find, lookup, name, year, types, selection), None) for name in selection.names]
    mistakes.settle()
    return [record for record in records if record]


def _find(
    lookup: RecordLookup, name: str, year: int | None, types: Collection[RecordType], selection: Selection
) -> Record:
    """Read the record of a name among types; where it fits several, the likely one. Raise RequestError."""
    try:
        return lookup.find(name, types, year, units=lookup.units_meant)
    except AmbiguousError as error:
        if selection.fits:
            return _find_fitting(lookup, error, partial(selection.fits, lookup))
        try:
            return lookup.find(name, selection.likely, year, units=lookup.units_meant)
        except AmbiguousError:
            raise
        except RequestError:
            raise error from None


def _find_fitting(lookup: RecordLookup, error: AmbiguousError, fits: Callable[[Record], bool]) -> Record:
    """Return the one record that fits of those that can be meant; raise AmbiguousError, of what fits if any does."""
    candidates = [choice for choice in error.choices if isinstance(choice, RecordCandidate) and choice.type_name]
    if len(candidates) < len(error.choices) or len(candidates) > _MOST_LOOKED_AT:
        raise error
    types = [RECORD_TYPES[candidate.type_name] for candidate in candidates]
    records = [
        lookup.read(record_type, record_path(record_type, candidate.year, candidate.id), candidate.year)
        for record_type, candidate in zip(types, candidates, strict=True)
    ]
    fitting = [candidate for record, candidate in zip(records, candidates, strict=True) if fits(record)]
    if len(fitting) == 1:
        return records[candidates.index(fitting[0])]
    if fitting:
        raise AmbiguousError(error.message, error.name, fitting, **{**error.params, "candidates": fitting})
    raise error


def _records_behind(
    lookup: RecordLookup, selection: Selection, types: Collection[RecordType], measure: Measure
) -> Iterator[Record]:
    """Read the records behind a number; a file that cannot be read may be one of them, so then none is changed.

    Where models are meant, an evaluation stands for its own.
    """
    listed = _measure_listed(selection, types, measure)
    try:
        listing = list_records(lookup.ledger, listed, QuestionText(selection.year, (), selection.where))
    finally:
        lookup.look_at_lists()
    if listing.unread:
        raise RecordError(listing.unread)
    for name, path, year in dict.fromkeys((record.id, record.path, record.year) for record in listing.records):
        yield lookup.read(*_place_meant(name, path, year, types))


def _measure_listed(selection: Selection, types: Collection[RecordType], measure: Measure) -> Measure:
    """Return the measure whose records are meant by conditions; raise RequestError."""
    typed = selection.measure
    return read_measure(typed) if typed else _fitting_measure(measure, selection.where, types)


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
