"""Registering a model for a campaign year."""

from collections.abc import Mapping

from danvan_cli.counting.checks.duplicates import near_titles
from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.fields import MODEL
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.values import Value
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.plan import Plan, Step, plan, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.twins import Twins
from danvan_cli.recording.typed import Typed, read_new
from danvan_cli.text.mark import N_

REGISTERED_ALREADY = Message(
    "registered-already",
    N_("It is registered already: {path} (“{title}”). To change it: danvan set. If it is another model: --id."),
)
NEAR_TITLE = Message(
    "near-title",
    N_("Looks like {path}: “{title}”. If it is the same model, do not register it again."),
    severity="doubt",
)
REGISTERED = Message("registered", N_("Registered: {names}"), severity="remark")

REQUIRED = tuple(key for key, field in MODEL.items() if field.required)


def register(lookup: RecordLookup, typed: Typed, name: str | None = None) -> Plan:
    """Plan a new model out of what was typed, the campaign year among it.

    Without a unit it is the office's own. `name` gives another id to what is another thing under the same title.
    Raise InputError, or WriteError where it is registered already.
    """
    year, values = read_new(lookup, MODEL, with_own_unit(lookup, typed), REQUIRED, name)
    twins = Twins(lookup, MODELS, year)
    unsure = [] if name else list(twins.doubts(values))
    step = registration(twins, values, name)
    near = near_titles(lookup.db, year, values["unit"], [values["title"]])
    alike = [remark(NEAR_TITLE, path=title.path, title=title.other) for title in near]
    return plan(REGISTERED, [step], [*unsure, *alike, *doubts(lookup, [step]), *twins.unread(unsure)])


def with_own_unit(lookup: RecordLookup, typed: Typed) -> Typed:
    """Fill in the office's own unit where none was given."""
    own = lookup.lists.setting("unit")
    return typed if any(typed.get("unit", ())) or not own else {**typed, "unit": [own]}


def registration(twins: Twins, values: Mapping[str, Value], name: str | None = None) -> Step:
    """Plan a model's record; raise WriteError for one that is there already, unless it is given an id of its own."""
    same = [] if name else twins.same(values)
    if same:
        raise WriteError(REGISTERED_ALREADY, path=same[0].path, title=same[0].values["title"])
    return twins.create(values, name)
