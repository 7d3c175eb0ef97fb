"""What would lead nowhere once a plan is carried out: who names what goes, and what is named that went before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from danvan_cli.counting import finding
from danvan_cli.counting.entry_uses import claims_asking, columns_asking
from danvan_cli.counting.uses import stating_entry
from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.fields import NAMED, OFFICE, Field
from danvan_cli.domain.lists import built_in, replaceable
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE, id_of, record_name, year_of
from danvan_cli.domain.reading import read_office, read_units
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.domain.values import Value
from danvan_cli.recording.plan import Step
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.removing import referring_in_step
from danvan_cli.recording.unit_uses import named_in_short, places_naming
from danvan_cli.text.mark import N_

REFERRED_SINCE = Message(
    "referred-since",
    N_("Nothing was written: {name} would go, and is referred to since ({number}): {others}."),
    N_("Take those back first, or change them: danvan log ID says what was done to them."),
)

NAMES_GONE = Message(
    "names-gone",
    N_("Nothing was written: {path} names {other}, which is not there any more."),
    N_("Have that back first: danvan log {other} tells what became of it; danvan undo or danvan redo with its number."),
)

OTHER_YEARS = Message(
    "other-years",
    N_("Nothing was written: {path} would contradict {other}, which is there by now."),
    N_("Take that back first: danvan log {id} tells what was done to it."),
)


def refuse_referred_to(lookup: RecordLookup, steps: Sequence[Step]) -> None:
    """Raise WriteError where something goes that is still referred to afterwards."""
    changing = [step for step in steps if not step.idle]
    after = {step.path: step.change.after for step in changing}
    if OFFICE_FILE in after or any(step.kind == MODELS.name and step.new is None for step in changing):
        lookup.look(None)
    _refuse_models(lookup, changing)
    if UNITS_FILE in after:
        for unit in _units_going(lookup, after[UNITS_FILE]):
            _refuse(f"{UNITS_FILE}: {unit}", list(places_naming(lookup, unit, after)))
    if OFFICE_FILE in after:
        for name, entry in _entries_going(lookup, after[OFFICE_FILE]):
            _refuse_entry(lookup, changing, name, entry, after[OFFICE_FILE])


def refuse_leading_nowhere(lookup: RecordLookup, steps: Sequence[Step]) -> None:
    """Raise WriteError where a record comes back that names a model or a unit that went since."""
    changing = [step for step in steps if not step.idle]
    models = dict.fromkeys((step.id for step in changing if step.kind == MODELS.name), False)
    models |= {step.id: True for step in changing if step.kind == MODELS.name and step.new is not None}
    units = set(lookup.lists.units)
    for step in changing:
        if step.path == UNITS_FILE:
            units = {str(entry.values.get("id")) for entry in read_units(UNITS_FILE, step.change.after or b"").entries}

    def is_there(refers: str, name: str) -> bool:
        if refers != MODELS.name:
            return name in units
        return models[name] if name in models else any(lookup.paths_of(MODELS, name))

    for step in (step for step in changing if step.kind in RECORD_TYPES and step.new is not None):
        for refers, name in dict.fromkeys(_named_by(step, step.new)):
            if (refers, name) not in _named_by(step, step.old) and not is_there(refers, name):
                raise WriteError(NAMES_GONE, path=step.path, other=name)


def refuse_other_years(lookup: RecordLookup, steps: Sequence[Step]) -> None:
    """Raise WriteError where a record comes to a year that is not its own any more.

    It may be in another year itself by now, its model may be, or the model that it continues; or one continues it that
    is of no later year.
    """
    records = [step for step in steps if not step.idle and step.kind in RECORD_TYPES]
    coming = [step for step in records if step.new is not None]
    places = _Places(lookup, records)
    for step in coming:
        year, model, before = year_of(step.path), step.id.partition(".")[0], (step.new or {}).get("continues")
        if step.old is None and RECORD_TYPES[step.kind].has_ids:
            _refuse_beside(step, (place for place in places.of(step.kind, step.id) if place != step.path))
        if step.old is None and step.kind == EVALUATIONS.name:
            of_model = places.of(MODELS.name, model)
            _refuse_beside(step, () if year in map(year_of, of_model) else of_model)
        if step.kind == MODELS.name and before:
            _refuse_beside(step, (place for place in places.of(MODELS.name, before) if year_of(place) >= year))
    for step in (step for step in coming if step.kind == MODELS.name and step.old is None):
        lookup.look(None)
        years = {path: year for kind, path, year in finding.referring(lookup.db, step.id, 0) if kind == MODELS.name}
        _refuse_beside(
            step, (path for path in years if path not in places.planned and years[path] <= year_of(step.path))
        )


class _Places:
    """Where records will be; `planned` are the paths of those that change."""

    def __init__(self, lookup: RecordLookup, records: Sequence[Step]) -> None:
        self._lookup = lookup
        self.planned = {step.path for step in records}
        self._coming = defaultdict[tuple[str, str], list[str]](list)
        for step in records:
            if step.new is not None:
                self._coming[step.kind, step.id].append(step.path)

    def of(self, kind: str, record_id: str) -> list[str]:
        """Return the paths that bear an id, those first that are there already."""
        there = (path for path, _ in self._lookup.paths_of(RECORD_TYPES[kind], record_id) if path not in self.planned)
        return [*there, *self._coming[kind, record_id]]


def _refuse_beside(step: Step, places: Iterable[str]) -> None:
    for place in places:
        raise WriteError(OTHER_YEARS, path=step.path, other=place, id=id_of(place))


def _named_by(step: Step, values: Mapping[str, Value] | None) -> list[tuple[str, str]]:
    """Return (what it is, id) of the models and units that a record names, in its file's name too."""
    if values is None:
        return []
    record_type = RECORD_TYPES[step.kind]
    named = record_name(record_type, f"{step.id}.yaml")
    stated = {**({"model": named.id} if named and not record_type.has_ids else {}), **values}
    fields = record_type.named_fields.values()
    return [(field.refers, stated[field.key]) for field in fields if field.refers and field.key in stated]


def _refuse(name: str, places: Sequence[str]) -> None:
    if places:
        raise WriteError(REFERRED_SINCE, name=name, number=len(places), others=named_in_short(places))


def _refuse_models(lookup: RecordLookup, steps: Sequence[Step]) -> None:
    """Raise WriteError where a model goes, and comes back in no other year, that records name which stay."""
    planned = {step.path: step for step in steps}
    models = [step for step in steps if step.kind == MODELS.name]
    coming = {step.id for step in models if step.new is not None}
    for step in models:
        if step.new is None and step.old is not None and step.id not in coming:
            model = lookup.read(MODELS, step.path, year_of(step.path))
            referring = (record.path for record in referring_in_step(lookup, model))
            _refuse(step.path, [path for path in referring if _still_names(planned.get(path), step.id)])


def _still_names(step: Step | None, model: str) -> bool:
    """Whether a record names a model after it was changed; what is not changed does."""
    if step is None or step.new is None:
        return step is None
    record_type = RECORD_TYPES[step.kind]
    named = [step.new.get(key) for key, field in record_type.fields.items() if field.refers == MODELS.name]
    return model in named or not record_type.has_ids


def _units_going(lookup: RecordLookup, data: bytes | None) -> list[str]:
    coming = {entry.values.get("id") for entry in read_units(UNITS_FILE, data or b"").entries}
    return [unit for unit in lookup.lists.units if unit not in coming]


def _entries_going(lookup: RecordLookup, data: bytes | None) -> Iterator[tuple[str, str]]:
    """Yield (list, id) of the entries of lists that danvan.yaml will not have any more."""
    own = read_office(OFFICE_FILE, data or b"", replaceable())[1]
    for name in replaceable():
        stated = [str(entry.values.get("id")) for entry in own[name]] if name in own else []
        coming = stated if name in own else [entry.id for entry in built_in()[name]]
        yield from ((name, entry) for entry in lookup.lists.entries(name) if entry not in coming)


def _refuse_entry(lookup: RecordLookup, steps: Sequence[Step], name: str, entry: str, office: bytes | None) -> None:
    """Raise WriteError where something names an entry, after the plan too: records, conditions, of levels also units.

    `office` is what danvan.yaml will hold.
    """
    db, lists, planned = lookup.db, lookup.lists, {step.path: step for step in steps}
    stating = [path for path in stating_entry(db, name, entry) if path not in planned]
    stating += [step.path for step in steps if _states(step, step.new, name, entry)]
    going = {step.path for step in steps if step.new is None}
    asking = [path for path in claims_asking(db, lists, name, entry) if path not in going]
    columns = read_office(OFFICE_FILE, office or b"", {})[0].stated.values.get(OFFICE["columns"].key) or {}
    own = [f"{OFFICE_FILE}: {kept}" for kept in columns_asking(db, lists, columns, name, entry)]
    units = [unit.name for unit in lists.units.values() if name == "level" and unit.level == entry]
    own += [f"{UNITS_FILE}: {unit}" for unit in units]
    _refuse(f"{OFFICE_FILE}: {entry}", [*stating, *asking, *own])


def _states(step: Step, values: Mapping[str, Value] | None, name: str, entry: str) -> bool:
    """Whether a record states an entry of a list, in its file's name or under a key."""
    if step.kind not in RECORD_TYPES or values is None:
        return False
    record_type = RECORD_TYPES[step.kind]
    named = record_name(record_type, f"{step.id}.yaml")
    if named and named.level == entry and "level" in record_type.named_by and NAMED["level"].choices == name:
        return True
    return any(
        _names(field, values.get(key), entry) for key, field in record_type.fields.items() if field.choices == name
    )


def _names(field: Field, value: Value, entry: str) -> bool:
    if isinstance(value, Mapping):
        return entry in value or any(_names(field, part, entry) for part in value.values())
    return bool(value == entry)
