"""Awards: given by a decision, or proposed; and what became of proposals."""

from collections.abc import Iterator, Mapping, Sequence

from danvan_cli.counting.question import Refused
from danvan_cli.domain.identity import award_id
from danvan_cli.domain.values import Value
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.plan import Plan, Step, change, create, plan
from danvan_cli.recording.recognizing import DECIDED, REVOKED, recognition_of, refuse_overwriting
from danvan_cli.recording.selecting import Selection, select
from danvan_cli.recording.typed import Reader, Typed, read_new
from danvan_cli.store.writing import WriteRefused
from danvan_cli.text.fold import fold

_OF_EACH = ("recipient", "model", "position")
_SAME = ("authority", "form", "kind", "unit", "model", "purpose", "decision", "from_year")


def award(desk: Desk, typed: Typed, name: str | None = None, *, propose: bool = False) -> Plan:
    """Plan awards of one decision or proposal, one for each recipient or model named.

    An award to a model is to that model under its title, and to its unit. Raise Mistakes, Refused, or WriteRefused
    where the award is recorded already.
    """
    shared = {key: texts for key, texts in typed.items() if key not in _OF_EACH}
    year, values = read_new(desk.lists, "award", shared, ("kind",), desk.model_id)
    if propose:
        values["status"] = "de-nghi"
    each = list(_each(desk, year, typed, values))
    if name and len(each) > 1:
        raise Refused("id-for-one")
    return plan("proposed" if propose else "awarded", _awards(desk, year, each, name))


def _each(desk: Desk, year: int, typed: Typed, shared: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Give what each award states; without a recipient or model it is one, a bare number."""
    reader = Reader(desk.lists, year, desk.model_id)
    positions = typed.get("position", ())
    recipients = [text for text in typed.get("recipient", ()) if text.strip()]
    models = [text for text in typed.get("model", ()) if text.strip()]
    if len(positions) not in (0, len(recipients)):
        raise Refused("positions", recipients=str(len(recipients)), positions=str(len(positions)))
    if len(models) > 1 and recipients:
        raise Refused("models-and-recipients")
    for number, recipient in enumerate(recipients):
        own = {"recipient": [recipient], "position": positions[number : number + 1], "model": models}
        yield {**shared, **reader.record("award", own)}
    for model in models if not recipients else ():
        yield {**_to_model(desk.find(model)), **shared}
    if not recipients and not models:
        yield dict(shared)


def _to_model(model: Record) -> dict[str, Value]:
    return {"recipient": model.values["title"], "unit": model.values["unit"], "model": model.id}


def _awards(desk: Desk, year: int, each: Sequence[Mapping[str, Value]], name: str | None) -> list[Step]:
    steps: list[Step] = []
    for values in each:
        taken = {step.id for step in steps}
        steps.append(create(desk, "award", year, name or _free_id(desk, year, values, taken), values))
    return steps


def _free_id(desk: Desk, year: int, values: Mapping[str, Value], taken: set[str]) -> str:
    """Make the id; what the plain one does not tell apart, the hash does. Raise WriteRefused for the same award."""
    for hashed in (False, True):
        name = award_id(year, values, hashed=hashed)
        there = [desk.read("award", path, of) for path, of in desk.paths_of("award", name)]
        for other in there:
            if _is_same(other.values, values):
                raise WriteRefused("awarded-already", path=other.path)
        if name not in taken and not there:
            return name
    raise WriteRefused("awarded-already", path=name)


def _is_same(one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    alike = all(one.get(key) == other.get(key) for key in _SAME)
    return alike and fold(one.get("recipient", "")) == fold(other.get("recipient", ""))


def grant(desk: Desk, selection: Selection, typed: Typed) -> Plan:
    """Plan to give what was proposed, by a decision; the proposal stays on record. Raise Mistakes, or WriteRefused."""
    proposals = select(desk, selection, ("award",), "proposed")
    values = Reader(desk.lists, None, desk.model_id).record("award", typed, ("decision", "decided_on"))
    return plan("granted", [_granted(proposal, values) for proposal in _open(proposals, selection, "da-tang")])


def _granted(proposal: Record, values: Mapping[str, Value]) -> Step:
    refuse_overwriting(proposal, values, DECIDED)
    return change(proposal, {**values, "status": "da-tang"})


def refuse(desk: Desk, selection: Selection, reason: str | None, typed: Typed) -> Plan:
    """Plan to record that proposals were refused, and why; they stay on record. Raise Mistakes, or WriteRefused."""
    proposals = select(desk, selection, ("award",), "proposed")
    values = Reader(desk.lists, None, desk.model_id).record("award", typed)
    steps = [
        change(one, {**values, "status": "khong-duyet", **noted(one, reason)})
        for one in _open(proposals, selection, "khong-duyet")
    ]
    return plan("refused", steps)


def noted(record: Record, reason: str | None) -> dict[str, Value]:
    """Give a record's note with a reason added to it, once."""
    note: str = record.values.get("note", "")
    if not reason or reason in note:
        return {}
    return {"note": f"{note}\n{reason}".strip()}


def _open(proposals: Sequence[Record], selection: Selection, becoming: str) -> list[Record]:
    """Keep what is still open, or is what it shall become already; one named by hand must be. Raise WriteRefused."""
    kept = [one for one in proposals if one.values.get("status") in ("de-nghi", becoming)]
    closed = [one for one in proposals if one not in kept]
    if selection.names and closed:
        raise WriteRefused("not-proposed", path=closed[0].path)
    return kept


def revoke(desk: Desk, selection: Selection, typed: Typed, level: str | None = None) -> Plan:
    """Plan to revoke awards, or recognitions; both stay on record. Raise Mistakes, Refused, or WriteRefused.

    A model stands for its recognition at the level, or for the only one that it has.
    """
    records = select(desk, selection, ("award", "model", "evaluation"), "awards")
    values = Reader(desk.lists, None, desk.model_id).record("award", typed, ("revoked_on",))
    return plan("revoked", [_revoked(desk, record, level, values) for record in records])


def _revoked(desk: Desk, record: Record, level: str | None, values: Mapping[str, Value]) -> Step:
    if record.kind == "model":
        record = recognition_of(desk, record, level)
    refuse_overwriting(record, values, REVOKED)
    if record.kind == "evaluation":
        return change(record, values)
    if record.values.get("status", "da-tang") not in ("da-tang", "huy-bo"):
        raise WriteRefused("not-awarded", path=record.path)
    return change(record, {**values, "status": "huy-bo"})
