"""Taking last year's active models into the next campaign year."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from danvan_cli.counting.listing import list_records
from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.question import Asked
from danvan_cli.counting.waiting import carried_on
from danvan_cli.domain.errors import RecordError, RequestError
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.values import Value
from danvan_cli.index.identities import Identified
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.twins import Twins

# What a model is, not what became of it that year; `count`, because several known by number only go on as several.
_COPIED = (
    *("title", "unit", "kind", "person", "position", "level", "field", "movement"),
    *("situation", "goal", "content", "forces", "resources", "outputs", "sustainability", "count", "tags"),
)
_ALL_CARRIED_ON: Mapping[str, str] = MappingProxyType({})


def still_to_carry(desk: Desk, year: int, to: int, where: Sequence[str] = ()) -> list[Record]:
    """Read the models active at the end of a year whose lineage has no record in the later one.

    Raise RequestError, RecordError.

    What was carried over or ended already is not among them, so that a second run goes on where the first stopped.
    """
    if not year < to:
        raise RequestError("years-reversed", value=str(year), other=str(to))
    listing = list_records(desk.ledger, MEASURES["active"], Asked(str(year), (), where))
    if listing.unread:
        raise RecordError(listing.unread)
    settled = carried_on(desk.ledger, year, to)
    desk.look_at_lists()
    return [desk.read(MODELS.name, one.path, one.year) for one in listing.records if one.id not in settled]


def carry_over(desk: Desk, models: Sequence[Record], to: int, origins: Mapping[str, str] = _ALL_CARRIED_ON) -> Plan:
    """Plan to carry models over; one that is registered there already without saying so is told, not touched.

    `origins` gives, by id, the origin of those that are more than carried on, such as replicated.
    """
    twins = Twins(desk, MODELS, to)
    steps: list[Step] = []
    remarks: list[Remark] = []
    for model in models:
        values = _carried(desk, model, to) | {"origin": origins.get(model.id, "duy-tri")}
        there = [_stated(desk, record, to) for record in (*twins.same(values), *twins.doubtful(values))]
        if any(twin.get("continues") == model.id for twin in there):
            continue
        unlinked = [record for record in twins.same(values) if "continues" not in _stated(desk, record, to)]
        if unlinked:
            remarks.append(remark("there-already", path=unlinked[0].path, id=model.id))
            continue
        remarks += twins.doubts(values)
        steps.append(twins.create(values, apart=model.id if twins.same(values) else ""))
        if values["unit"] != model.values["unit"]:
            remarks.append(remark("unit-succeeded", title=model.values["title"], unit=values["unit"]))
    return plan("carried-over", steps, [*remarks, *doubts(desk, steps)])


def _stated(desk: Desk, record: Identified, to: int) -> Mapping[str, Value]:
    """Return all that a record of the later year states, on file or planned."""
    on_file = desk.source.stamp(record.path)
    return desk.read(MODELS.name, record.path, to).values if on_file else record.values


def carry_all(desk: Desk, year: int, to: int, where: Sequence[str] = ()) -> Plan:
    """Plan to carry over all that is still to be; raise RequestError, RecordError."""
    return carry_over(desk, still_to_carry(desk, year, to, where), to)


def _carried(desk: Desk, model: Record, to: int) -> dict[str, Value]:
    copied = {key: model.values[key] for key in _COPIED if key in model.values}
    unit = _unit_in(desk, model.values["unit"], to)
    return {**copied, "unit": unit, "continues": model.id}


def _unit_in(desk: Desk, unit: str, year: int) -> str:
    """Give what a unit has become by a year, as long as one unit alone succeeded one that ended before."""
    seen = set[str]()
    while unit not in seen and (known := desk.lists.units.get(unit)):
        if known.existed(f"{year}-01-01") or len(known.successors) != 1:
            break
        seen.add(unit)
        (unit,) = known.successors
    return unit
