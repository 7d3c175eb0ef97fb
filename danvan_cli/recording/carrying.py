"""Taking last year's active models into the next campaign year."""

from collections.abc import Sequence

from danvan_cli.counting.listing import list_records
from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.question import Asked, Refused
from danvan_cli.counting.waiting import carried_on
from danvan_cli.domain.values import Value
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.mistakes import Unsound
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.registering import registration
from danvan_cli.store.writing import WriteRefused

# What a model is, not what became of it that year; `count`, because several known by number only go on as several.
_COPIED = (
    *("title", "unit", "kind", "person", "position", "level", "field", "movement"),
    *("situation", "goal", "content", "forces", "resources", "outputs", "sustainability", "count", "tags"),
)


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


def carry_over(desk: Desk, models: Sequence[Record], to: int) -> Plan:
    """Plan to carry models over; one that is registered there already without saying so is told, not touched."""
    desk.look_at_models(to)
    steps: list[Step] = []
    remarks: list[Remark] = []
    for model in models:
        values = _carried(desk, model, to)
        try:
            steps.append(registration(desk, to, values, taken=[step.id for step in steps]))
        except WriteRefused as refused:
            remarks.append(remark("there-already", path=refused.args_of_code["path"], id=model.id))
            continue
        if values["unit"] != model.values["unit"]:
            remarks.append(remark("unit-succeeded", title=model.values["title"], unit=values["unit"]))
    return plan("carried-over", steps, remarks)


def carry_all(desk: Desk, year: int, to: int, where: Sequence[str] = ()) -> Plan:
    """Plan to carry over all that is still to be; raise Refused, Unsound."""
    return carry_over(desk, still_to_carry(desk, year, to, where), to)


def _carried(desk: Desk, model: Record, to: int) -> dict[str, Value]:
    copied = {key: model.values[key] for key in _COPIED if key in model.values}
    unit = _unit_in(desk, model.values["unit"], to)
    return {**copied, "unit": unit, "origin": "duy-tri", "continues": model.id}


def _unit_in(desk: Desk, unit: str, year: int) -> str:
    """Give what a unit has become by a year, if it ended before and one unit alone succeeded it."""
    known = desk.lists.units.get(unit)
    ended = known is not None and (known.until_day or "9999") < f"{year}-01-01"
    return known.now if known and ended else unit
