"""Registering a model for a campaign year."""

from collections.abc import Container, Mapping

from danvan_cli.counting.checks.duplicates import near_titles, same_title
from danvan_cli.domain.fields import MODEL
from danvan_cli.domain.identity import model_id
from danvan_cli.domain.values import Value
from danvan_cli.recording.desk import Desk
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.plan import Plan, Step, create, doubt, plan, remark
from danvan_cli.recording.typed import Typed, read_new
from danvan_cli.store.writing import WriteRefused

_UNREAD_TOLD = 3  # files that cannot be read may hold the same model; check names them all
REQUIRED = tuple(key for key, field in MODEL.items() if field.required)


def register(desk: Desk, typed: Typed, name: str | None = None) -> Plan:
    """Plan a new model out of what was typed, the campaign year among it.

    Without a unit it is the office's own. `name` gives another id to what is another thing under the same title.
    Raise Mistakes, or WriteRefused where it is registered already.
    """
    year, values = read_new(desk, "model", with_own_unit(desk, typed), REQUIRED, name)
    unread = desk.look_at_models(year)
    step = registration(desk, year, values, name)
    near = near_titles(desk.db, year, values["unit"], [values["title"]])
    alike = [doubt("near-title", path=one.path, title=one.other) for one in near]
    told = [remark("problem", problem=one) for one in unread[:_UNREAD_TOLD]]
    return plan("registered", [step], [*alike, *doubts(desk, [step]), *told])


def with_own_unit(desk: Desk, typed: Typed) -> Typed:
    """Fill in the office's own unit where none was given."""
    own = desk.lists.setting("unit")
    return typed if any(typed.get("unit", ())) or not own else {**typed, "unit": [own]}


def registration(
    desk: Desk, year: int, values: Mapping[str, Value], name: str | None = None, taken: Container[str] = ()
) -> Step:
    """Plan a model's record; the year's models must be in step. Raise WriteRefused for one that is there already.

    `taken` are the ids that the same plan gives to others.
    """
    if name is None:
        _refuse_twin(desk, year, values["unit"], values["title"])
    return create(desk, "model", year, _free_id(desk, year, values, taken) if name is None else name, values)


def _refuse_twin(desk: Desk, year: int, unit: str, title: str) -> None:
    """Refuse what is there already: same year, unit and folded title, whatever its id (design, section 3)."""
    found = same_title(desk.db, year, unit, title)
    if found:
        raise WriteRefused("registered-already", path=found[0], title=found[1])


def _free_id(desk: Desk, year: int, values: Mapping[str, Value], taken: Container[str]) -> str:
    """Make the id; two titles that differ in their diacritics only are told apart by the hash.

    Raise Unsound where the id is borne by a file that cannot be read: it may be the same model.
    """
    name = model_id(year, values["unit"], values["title"])
    bearing = [desk.read("model", path, of) for path, of in desk.paths_of("model", name)]
    if name in taken or bearing:
        return model_id(year, values["unit"], values["title"], hashed=True)
    return name
