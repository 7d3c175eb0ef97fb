"""Taking last year's active models into the next campaign year."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.lineages import EarlierModel, going_on, unlinked
from danvan_cli.counting.listing import list_records
from danvan_cli.counting.question import QuestionText
from danvan_cli.counting.waiting import carried_on
from danvan_cli.domain.errors import RecordError, RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import id_of
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.values import Value
from danvan_cli.index.comparing import Scope
from danvan_cli.index.identities import IdentifiedRecord
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.near_records import is_changed_a_little
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.twins import Twins
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_

YEARS_REVERSED = Message(
    "years-reversed", N_("{value} is not before {other}. Name the year that ended, then the next.")
)
MAY_BE_CARRIED_OVER = Message(
    "may-be-carried-over", N_("It may be carried over already: {path}, which continues {id}."), severity="identity"
)
THERE_ALREADY = Message(
    "there-already",
    N_("{path} is there already, and does not say that it continues {id}. If it does: {command}"),
    severity="remark",
)
MAY_GO_ON_AS = Message(
    "may-go-on-as",
    N_("“{title}” may go on already as “{other}” ({path}). If it does: {command}"),
    severity="identity",
)
NOT_CARRIED_OVER = Message(
    "not-carried-over",
    N_(
        "“{title}” is not carried over: it may go on already as “{other}” ({path}). If they are two models: --anyway;"
        " if it does: {command}"
    ),
    severity="left",
)
UNIT_SUCCEEDED = Message("unit-succeeded", N_("“{title}” goes on in {unit}, which its unit became."), severity="remark")
CARRIED_OVER = Message("carried-over", N_("Carried over ({number}): {names}"), severity="remark")

# What a model is, not what became of it that year; `count`, because several known by number only go on as several.
_COPIED = (
    *("title", "unit", "kind", "person", "position", "level", "field", "movement"),
    *("situation", "goal", "content", "forces", "resources", "outputs", "sustainability", "count", "tags"),
)
_ALL_CARRIED_ON: Mapping[str, str] = MappingProxyType({})


def still_to_carry(lookup: RecordLookup, year: int, to: int, where: Sequence[str] = ()) -> list[Record]:
    """Read the models active at the end of a year whose lineage has no record in the later one.

    What was carried over or ended already is not among them, so that a second run goes on where the first stopped.
    Raise RequestError, or RecordError where a file that may hold one of them cannot be read.
    """
    if not year < to:
        raise RequestError(YEARS_REVERSED, value=str(year), other=str(to))
    listing = list_records(lookup.ledger, measures.ACTIVE, QuestionText(str(year), (), where))
    if listing.unread:
        raise RecordError(listing.unread)
    continued = carried_on(lookup.ledger, year, to)
    lookup.look_at_lists()
    return [lookup.read(MODELS, model.path, model.year) for model in listing.records if model.id not in continued]


class Continuation(NamedTuple):
    """What becomes of a model that is to be carried over; `step` is None where nothing does, for it is there already.

    `doubts` are whether it is there already, under another name; `is_renamed`: under a title that changed a little.
    """

    model: Record
    step: Step | None = None
    doubts: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    is_renamed: bool = False

    @property
    def held_back(self) -> "Continuation":
        """Return it as it is where it is left alone until somebody says whether it is there."""
        left = (remark(NOT_CARRIED_OVER, **doubt.args) for doubt in self.doubts)
        return Continuation(self.model, remarks=tuple(left))


def carry_over(lookup: RecordLookup, models: Sequence[Record], to: int, *, holds_back: bool = False) -> Plan:
    """Plan to carry models over; one that is registered there already without saying so is told, not touched.

    `holds_back`: one that may be there under a title that changed a little is left alone, instead of being asked about.
    """
    continuations = [
        continuation.held_back if holds_back and continuation.is_renamed else continuation
        for continuation in continue_models(lookup, models, to)
    ]
    steps = [continuation.step for continuation in continuations if continuation.step]
    remarks = [remark for continuation in continuations for remark in (*continuation.doubts, *continuation.remarks)]
    unread = Twins(lookup, MODELS, to).unread(remarks)
    return plan(CARRIED_OVER, steps, [*remarks, *doubts(lookup, steps), *unread])


def continue_models(
    lookup: RecordLookup, models: Iterable[Record], to: int, origins: Mapping[str, str] = _ALL_CARRIED_ON
) -> Iterator[Continuation]:
    """Yield what becomes of each model in the later year.

    `origins` gives, by id, the origin of those that are more than carried on, such as replicated.
    """
    twins = Twins(lookup, MODELS, to)
    models = list(models)
    renamed = _RenamedModels(lookup, {model.year for model in models}, to)
    for model in models:
        values = _carried_values(lookup, model, to) | {"origin": origins.get(model.id, "duy-tri")}
        alike = [_values_of(lookup, record, to) for record in (*twins.same(values), *twins.doubtful(values))]
        if any(twin.get("continues") == model.id for twin in alike):
            yield Continuation(model)
            continue
        same = twins.same(values)
        unlinked = [record for record in same if "continues" not in _values_of(lookup, record, to)]
        if unlinked:
            yield Continuation(model, remarks=(_remark_unlinked(unlinked[0].path, model.id),))
            continue
        unsure = [*twins.doubts(values), *(_doubt_carried(twin.path, _values_of(lookup, twin, to)) for twin in same)]
        near = [] if unsure else renamed.doubts(model, values["unit"])
        step = twins.create(values)._replace(evaluations=lookup.readable_evaluations_of(model.id, model.year))
        is_moved = values["unit"] != model.values["unit"]
        remarks = [remark(UNIT_SUCCEEDED, title=model.values["title"], unit=values["unit"])] if is_moved else []
        yield Continuation(model, step, (*unsure, *near), tuple(remarks), is_renamed=bool(near))


class _RenamedModels:
    """The models of the later year that may be one of the years before, under a title that changed a little.

    One that bears the very title of another model of its unit in those years is that one.
    """

    def __init__(self, lookup: RecordLookup, years: Collection[int], to: int) -> None:
        first = min(years, default=to)
        lookup.look(Scope((MODELS.name,), first, to, (first, to)))
        earlier = {
            (unit_in(lookup, model.unit, to), fold(model.title))
            for year in years
            for model in going_on(lookup.db, year)
        }
        self._by_unit: defaultdict[str, list[EarlierModel]] = defaultdict(list)
        for model in unlinked(lookup.db, to):
            if (model.unit, fold(model.title)) not in earlier:
                self._by_unit[model.unit].append(model)

    def doubts(self, model: Record, unit: str) -> list[Remark]:
        """Doubt whether a model of what is now some unit goes on in one of them."""
        title, person = str(model.values["title"]), fold(str(model.values.get("person", "")))
        if model.values.get("count", 1) != 1:
            return []
        likely = [
            (later.path, later.title)
            for later in self._by_unit.get(unit, ())
            if is_changed_a_little(title, later.title) and (not person or fold(later.person or "") in ("", person))
        ]
        return [
            remark(MAY_GO_ON_AS, title=title, other=other_title, path=path, command=_linking(path, model.id))
            for path, other_title in likely
        ]


def _remark_unlinked(path: str, model: str) -> Remark:
    return remark(THERE_ALREADY, path=path, id=model, command=_linking(path, model))


def _linking(path: str, model: str) -> str:
    """Return the command that says of a record which model it carries on."""
    return f"danvan set {id_of(path)} continues={model} origin=duy-tri"


def _doubt_carried(path: str, twin: Mapping[str, Value]) -> Remark:
    """Doubt a model whose twin of the later year carries on another year's."""
    return remark(MAY_BE_CARRIED_OVER, path=path, id=str(twin.get("continues", "")))


def _values_of(lookup: RecordLookup, record: IdentifiedRecord, to: int) -> Mapping[str, Value]:
    """Return all that a record of the later year states, on file or planned."""
    on_file = lookup.source.stamp(record.path)
    return lookup.read(MODELS, record.path, to).values if on_file else record.values


def carry_all(lookup: RecordLookup, year: int, to: int, where: Sequence[str] = (), *, anyway: bool = False) -> Plan:
    """Plan to carry over all that is still to be; raise RequestError, RecordError.

    What may go on already under another title is held back, unless `anyway`.
    """
    return carry_over(lookup, still_to_carry(lookup, year, to, where), to, holds_back=not anyway)


def _carried_values(lookup: RecordLookup, model: Record, to: int) -> dict[str, Value]:
    copied = {key: model.values[key] for key in _COPIED if key in model.values}
    unit = unit_in(lookup, model.values["unit"], to)
    return {**copied, "unit": unit, "continues": model.id}


def unit_in(lookup: RecordLookup, unit: str, year: int) -> str:
    """Return what a unit has become by a year, as long as one unit alone succeeded one that ended before."""
    seen = set[str]()
    while unit not in seen and (current := lookup.lists.units.get(unit)):
        if current.existed(f"{year}-01-01") or len(current.successors) != 1:
            break
        seen.add(unit)
        (unit,) = current.successors
    return unit
