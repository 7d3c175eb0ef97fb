"""Taking last year's active models into the next campaign year."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from danvan_cli.counting.checks.duplicates import same_title
from danvan_cli.counting.listing import list_records
from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.question import Asked, Refused
from danvan_cli.counting.waiting import carried_on
from danvan_cli.domain.identity import model_id
from danvan_cli.domain.values import Value
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.mistakes import Unsound
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.registering import registration
from danvan_cli.text.fold import fold

# What a model is, not what became of it that year; `count`, because several known by number only go on as several.
_COPIED = (
    *("title", "unit", "kind", "person", "position", "level", "field", "movement"),
    *("situation", "goal", "content", "forces", "resources", "outputs", "sustainability", "count", "tags"),
)
_ALL_CARRIED_ON: Mapping[str, str] = MappingProxyType({})


def still_to_carry(desk: Desk, year: int, to: int, where: Sequence[str] = ()) -> list[Record]:
    """Read the models active at the end of a year whose lineage has no record in the later one; raise Refused, Unsound.

    What was carried over or ended already is not among them, so that a second run goes on where the first stopped.
    """
    if not year < to:
        raise Refused("years-reversed", value=str(year), other=str(to))
    listing = list_records(desk.ledger, MEASURES["active"], Asked(str(year), (), where))
    if listing.unread:
        raise Unsound(listing.unread)
    settled = carried_on(desk.ledger, year, to)
    desk.look_at_lists()
    return [desk.read("model", one.path, one.year) for one in listing.records if one.id not in settled]


def carry_over(desk: Desk, models: Sequence[Record], to: int, origins: Mapping[str, str] = _ALL_CARRIED_ON) -> Plan:
    """Plan to carry models over; one that is registered there already without saying so is told, not touched.

    `origins` gives, by id, the origin of those that are more than carried on, such as replicated.
    """
    desk.look_at_models(to)
    steps: dict[str, Step] = {}
    titles: set[tuple[str, str]] = set()
    remarks: list[Remark] = []
    for model in models:
        values = _carried(desk, model, to) | {"origin": origins.get(model.id, "duy-tri")}
        twin, title = _twin(desk, to, values), (values["unit"], fold(values["title"]))
        if twin and twin.values.get("continues", model.id) == model.id:
            remarks += [] if "continues" in twin.values else [remark("there-already", path=twin.path, id=model.id)]
            continue
        step = registration(desk, to, values, _own_id(to, values) if twin or title in titles else None, steps)
        steps[step.id] = step
        titles.add(title)
        if values["unit"] != model.values["unit"]:
            remarks.append(remark("unit-succeeded", title=model.values["title"], unit=values["unit"]))
    return plan("carried-over", steps.values(), [*remarks, *doubts(desk, steps.values())])


def _twin(desk: Desk, to: int, values: Mapping[str, Value]) -> Record | None:
    """Read the unit's model of the later year with the same title, if there is one."""
    found = same_title(desk.db, to, values["unit"], values["title"])
    return desk.read("model", found[0], to) if found else None


def _own_id(to: int, values: Mapping[str, Value]) -> str:
    """Make an id for one of several models of one title, such as two people's: the same whichever comes first."""
    return model_id(to, values["unit"], f"{values['title']} {values['continues']}")


def carry_all(desk: Desk, year: int, to: int, where: Sequence[str] = ()) -> Plan:
    """Plan to carry over all that is still to be; raise Refused, Unsound."""
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
