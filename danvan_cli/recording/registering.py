"""Recording something new of a campaign year: a model that is registered, an activity."""

from collections.abc import Mapping, Sequence

from danvan_cli.counting.checks.duplicates import NO_CONTINUES, near_titles
from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.values import Value
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.near_records import doubts_of_spelling
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.twins import Twins
from danvan_cli.recording.typed import Typed, read_new
from danvan_cli.recording.unlinked import (
    CONTINUES_SAME,
    TITLED_AS_BEFORE,
    EarlierModels,
    doubt_carried,
    doubt_new,
    doubt_which,
    is_unlinked,
    is_unsaid,
    titled_as_before,
    titled_so,
)
from danvan_cli.text.mark import N_

REGISTERED_ALREADY = Message(
    "registered-already",
    N_("It is registered already: {path} (“{title}”). To change it: danvan set. If it is another model: --id."),
)
RECORDED_ALREADY = Message(
    "recorded-already",
    N_("It is recorded already: {path} (“{title}”). To change it: danvan set. If it is another one: --id."),
)
NEAR_TITLE = Message(
    "near-title",
    N_("Looks like {path}: “{title}”. If it is the same model, do not register it again."),
    severity="doubt",
)
REGISTERED = Message("registered", N_("Registered: {names}"), severity="remark")
RECORDED = Message("recorded", N_("Recorded: {names}"), severity="remark")


def register(lookup: RecordLookup, typed: Typed, name: str | None = None, record_type: RecordType = MODELS) -> Plan:
    """Plan a new record out of what was typed, the campaign year among it.

    Without a unit it is the office's own. `name` gives another id to what is another thing under the same title.
    Raise InputError, or WriteError where it is there already.
    """
    required = required_keys(record_type)
    year, values = read_new(lookup, record_type.fields, with_own_unit(lookup, typed), required, name)
    linked = _link(lookup, year, values) if record_type.has_lineages else []
    twins = Twins(lookup, record_type, year)
    alike = _alike(lookup, year, values) if record_type is MODELS else []
    unsure = [*linked, *([] if name else _doubts_of_twins(twins, values, alike, (lookup, record_type, year)))]
    step = registration(twins, values, name, record_type)
    return plan(
        REGISTERED if record_type is MODELS else RECORDED,
        [step],
        [*unsure, *_doubt_title(lookup, year, step), *alike, *_doubts(lookup, step, linked), *twins.unread(unsure)],
    )


def _doubts_of_twins(
    twins: Twins,
    values: Mapping[str, Value],
    alike: Sequence[Remark],
    where: tuple[RecordLookup, RecordType, int],
) -> list[Remark]:
    """Doubt what may be recorded already, also where a name is typed without diacritics; those alike are told of."""
    sure = list(twins.doubts(values))
    told = {doubt.about for doubt in (*sure, *alike)}
    return [*sure, *(doubt for doubt in doubts_of_spelling(*where, values) if doubt.about not in told)]


def _doubts(lookup: RecordLookup, step: Step, linked: Sequence[Remark]) -> list[Remark]:
    """Return what `check` would warn of, but for the link that was asked about."""
    return [doubt for doubt in doubts(lookup, [step]) if not linked or doubt.args["problem"].rule is not NO_CONTINUES]


def _link(lookup: RecordLookup, year: int, values: dict[str, Value]) -> list[Remark]:
    """Link a model that is carried on to the one of its title, where that has no record yet; else doubt which it is."""
    if not (is_unlinked(values) or "continues" in values):
        return []
    earlier = EarlierModels(lookup, year)
    if model_id := values.get("continues"):
        path = earlier.record_of(model_id) if values.get("count", 1) == 1 else ""
        return [doubt_carried(path, model_id)] if path else []
    candidates = earlier.of_unit(values["unit"])
    waiting = [model for model in candidates if not earlier.record_of(model.id)]
    if model := titled_so(values["title"], waiting):
        values["continues"] = model.id
        return [remark(CONTINUES_SAME, title=values["title"], path=model.path)]
    if waiting:
        return [doubt_which(values["title"], earlier.year, waiting)]
    return [doubt_new(values["title"], earlier, candidates)] if candidates else []


def _doubt_title(lookup: RecordLookup, year: int, step: Step) -> list[Remark]:
    """Doubt a model of which nothing says whether it is the one of its title of the year before, that has no record."""
    values = step.new or {}
    if step.kind != MODELS.name or not is_unsaid(values):
        return []
    earlier = EarlierModels(lookup, year, values["title"])
    waiting = [model for model in earlier.of_unit(values["unit"]) if not earlier.record_of(model.id)]
    model = titled_as_before(values, waiting)
    if model is None:
        return []
    command = f"danvan set {step.id} continues={model.id} origin=duy-tri"
    return [remark(TITLED_AS_BEFORE, path=model.path, command=command)]


def required_keys(record_type: RecordType) -> tuple[str, ...]:
    """Return the keys without which there is no record of a type."""
    return tuple(key for key, field in record_type.fields.items() if field.required)


def _alike(lookup: RecordLookup, year: int, values: Mapping[str, Value]) -> list[Remark]:
    """Doubt a model whose title is nearly another one's; activities of nearly one title are held again and again."""
    near = near_titles(lookup.db, year, values["unit"], [values["title"]])
    return [remark(NEAR_TITLE, path=title.path, title=title.other) for title in near]


def with_own_unit(lookup: RecordLookup, typed: Typed) -> Typed:
    """Fill in the office's own unit where none was given."""
    own = lookup.lists.setting("unit")
    return typed if any(typed.get("unit", ())) or not own else {**typed, "unit": [own]}


def registration(
    twins: Twins, values: Mapping[str, Value], name: str | None = None, record_type: RecordType = MODELS
) -> Step:
    """Plan a new record; raise WriteError for one that is there already, unless it is given an id of its own."""
    same = [] if name else twins.same(values)
    if same and record_type is MODELS:
        raise WriteError(REGISTERED_ALREADY, path=same[0].path, title=same[0].values["title"])
    if same:
        raise WriteError(RECORDED_ALREADY, path=same[0].path, title=same[0].values["title"])
    return twins.create(values, name)
