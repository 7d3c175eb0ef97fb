"""Units out of the country's directory: what is there already is completed, what is not comes at the end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.domain.directory import Directory, DirectoryUnit, directory
from danvan_cli.domain.errors import InputError, Mistake, RequestError, WriteError
from danvan_cli.domain.fields import UNIT
from danvan_cli.domain.identity import unit_id
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import UNITS_FILE
from danvan_cli.domain.reading import read_units
from danvan_cli.domain.unit_kinds import COMMUNE, PROVINCE, but_for_kind
from danvan_cli.domain.values import Value
from danvan_cli.recording.known_units import KnownUnits, UnclearUnit
from danvan_cli.recording.near_units import is_nearly_called
from danvan_cli.recording.plan import ALL_THERE, Plan, Remark, plan, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.units import take_list
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

NO_PROVINCE = Message(
    "no-province",
    N_("There is no province “{value}”. Nearest: {near}. A commune by itself: danvan unit load --for."),
)
PROVINCE_ENDED = Message(
    "province-ended",
    N_("“{name}” ended on {until}. With what it was, today's: {command}"),
)
NOT_IN_DIRECTORY = Message(
    "not-in-directory",
    N_("The country's directory has no “{value}”. Nearest: {near}. By hand: danvan unit add."),
)
SEVERAL_IN_DIRECTORY = Message(
    "several-in-directory",
    N_("{number} units of the country are called “{value}”. Say what yours lies in: {candidates}."),
)
NO_LEVEL_FOR = Message(
    "no-level-for",
    N_("No level of the office's own list fits {names}. To add one: danvan vocabulary add level"),
)
LOADED = Message("loaded", N_("Taken from the directory: {names}"), severity="remark")
LOAD_COUNTS = Message(
    "load-counts", N_("{path}: {new} new, {changed} completed, {same} there already"), severity="remark"
)
UNIT_COMES = Message("unit-comes", N_("New: {name} ({id}), {level}"), severity="remark")
UNITS_COME = Message("units-come", N_("New in {name}, {level}: {number} ({names})"), severity="remark")
ENDED_UNITS_COME = Message(
    "ended-units-come", N_("New in {name}, {level} until {until}: {number} ({names})"), severity="remark"
)
UNIT_COMPLETED = Message("unit-completed", N_("{name} ({id}) is completed: {changes}"), severity="remark")
UNIT_UNCLEAR = Message(
    "unit-unclear",
    N_("Left out: {name}. It may be {id}, or another of its name. If it is: {command}"),
    severity="left",
)
UNITS_WITHOUT_PLACE = Message(
    "units-without-place", N_("Left out, since what they lie in is: {number}."), severity="left"
)
LOADED_BESIDE = Message(
    "loaded-beside",
    N_(
        "“{name}” is new, and nearly the name of {other} ({id}), which is there and stays. If they are one, correct its"
        " name first: danvan unit correct."
    ),
    severity="doubt",
)

_MOST_NAMED = 8
_MOST_NEW = 12  # that are told one by one
_MOST_LISTED = 5


class LoadRequest(NamedTuple):
    """What is asked for: provinces with their communes, single units, and whether what these came from, too."""

    provinces: Sequence[str] = ()
    units: Sequence[str] = ()
    ended: bool = False


def load(lookup: RecordLookup, request: LoadRequest) -> Plan:
    """Plan to take units from the directory; raise InputError, or WriteError where a level has no name here."""
    known = KnownUnits(
        [entry.values for entry in read_units(UNITS_FILE, lookup.source.read(UNITS_FILE)).entries],
        list(lookup.lists.entries("level").values()),
    )
    loading = Loading(known)
    for unit in wanted(request):
        loading.take(unit)
    loading.refuse_unknown_levels()
    remarks = list(loading.remarks())
    if not (loading.new or loading.changes):
        return plan(LOADED, [], remarks)._replace(nothing=ALL_THERE)
    step = take_list(lookup, [entry for _, entry in loading.new], loading.changes)
    named = [str(entry["id"]) for _, entry in loading.new] or list(loading.changes)
    more = f" … +{len(named) - _MOST_LISTED}" if len(named) > _MOST_LISTED else ""
    step = step._replace(new={"id": ", ".join(named[:_MOST_LISTED]) + more})
    return plan(LOADED, [step], remarks, grave=True)


def wanted(request: LoadRequest) -> list[DirectoryUnit]:
    """Return the units asked for, with all that they lie in and lead to, each behind those; raise InputError."""
    if not (request.provinces or request.units):
        raise InputError(missing=["province"])
    country, codes, mistakes = directory(), set[str](), list[Mistake]()
    for key, texts, find in (("", request.provinces, _province), ("for", request.units, find_one)):
        for text in texts:
            try:
                unit = find(country, text)
            except RequestError as why:
                mistakes.append(Mistake(key, why))
                continue
            within = [unit, *(country.below(unit.code) if key == "" else ())]
            codes.update(part.code for part in within if part.until == unit.until)
    if mistakes:
        raise InputError(mistakes)
    return _with_all_around(country, codes, ended=request.ended)


def _province(country: Directory, typed: str) -> DirectoryUnit:
    """Return the province of today that is meant; raise RequestError."""
    called = [unit for unit in country.find(typed) if unit.level == PROVINCE]
    called = called or [unit for units in country.called(typed) for unit in units if unit.level == PROVINCE]
    if not called:
        names = [unit.name for unit in country.provinces()]
        near = nearest(typed, (*names, *map(but_for_kind, names))) or "–"
        raise RequestError(NO_PROVINCE, value=typed, near=near)
    unit = next((unit for unit in called if not unit.until), called[0])
    if unit.until:
        successor = country.units[unit.successor].name
        command = f'danvan unit load "{successor}" --ended'
        raise RequestError(PROVINCE_ENDED, name=unit.name, until=unit.until, command=command)
    return unit


def find_one(country: Directory, typed: str) -> DirectoryUnit:
    """Return the one unit that is called so; raise RequestError with all that can be meant."""
    called = country.find(typed)
    if len(called) == 1:
        return called[0]
    if called:
        shown = "; ".join(country.full_name(unit.code) for unit in called[:_MOST_NAMED])
        more = f"; … +{len(called) - _MOST_NAMED}" if len(called) > _MOST_NAMED else ""
        raise RequestError(SEVERAL_IN_DIRECTORY, value=typed, number=len(called), candidates=shown + more)
    near = nearest(typed, {unit.name for unit in country.units.values() if not unit.until}) or "–"
    raise RequestError(NOT_IN_DIRECTORY, value=typed, near=near)


def _with_all_around(country: Directory, codes: set[str], *, ended: bool) -> list[DirectoryUnit]:
    """Return units with what they came from, if that is asked for, and all that these lie in, or became."""
    if ended:
        codes |= {origin.code for code in codes for origin in country.origins(code)}
        old = [code for code in codes if country.units[code].level == PROVINCE]
        if any(country.units[code].level == COMMUNE for code in codes):
            codes |= {unit.code for code in old for unit in country.below(code) if unit.until}
    ahead = list(codes)
    while ahead:
        unit = country.units[ahead.pop()]
        around = {unit.parent, unit.successor} - codes - {""}
        codes |= around
        ahead += around
    return [unit for code, unit in country.units.items() if code in codes]


class Loading:
    """Units on their way into the folder, each after what it lies in."""

    def __init__(self, known: KnownUnits) -> None:
        self.new: list[tuple[DirectoryUnit, dict[str, Value]]] = []
        self.changes: dict[str, dict[str, Value | None]] = {}
        self._known = known
        self._same = 0
        self._unclear: list[tuple[DirectoryUnit, str]] = []
        self._without_place = 0
        self._without_level: list[str] = []

    def take(self, unit: DirectoryUnit) -> None:
        """Find a unit in the folder, or make an entry of it."""
        parent = self._known.ids.get(unit.parent)
        if unit.parent and parent is None:
            self._without_place += 1
            return
        try:
            entry = self._known.find(unit, parent)
        except UnclearUnit as unclear:
            self._unclear.append((unit, unclear.unit))
            return
        if entry is None:
            self._add(unit, parent)
            return
        lacking = self._known.lacking(unit, parent, entry)
        self._same += not lacking
        if lacking:
            self.changes[entry["id"]] = lacking

    def _add(self, unit: DirectoryUnit, parent: str | None) -> None:
        level = next(iter(self._known.levels_of(unit)), None)
        if level is None:
            self._without_level.append(unit.name)
        marks = filter(None, (parent, (unit.since or unit.until)[:4], unit.code))
        made = str(unit_id(unit.name, self._known.taken, marks))
        successor = self._known.ids.get(unit.successor)
        values: dict[str, Value | None] = {
            "id": made,
            "name": unit.name,
            "level": level,
            "parent": parent,
            "code": unit.official_code,
            "from": unit.since,
            "until": unit.until,
            "successors": [successor] if successor else None,
        }
        self._known.keep(unit, made)
        self.new.append((unit, {key: value for key, value in values.items() if value}))

    def refuse_unknown_levels(self) -> None:
        """Raise WriteError where the office's list has no level for a unit."""
        if self._without_level:
            shown = "; ".join(dict.fromkeys(self._without_level[:_MOST_LISTED]))
            more = f"; … +{len(self._without_level) - _MOST_LISTED}" if len(self._without_level) > _MOST_LISTED else ""
            raise WriteError(NO_LEVEL_FOR, names=shown + more)

    def remarks(self) -> Iterator[Remark]:
        """Yield what there is to say: the counts, what is new, what is completed, and what is left out."""
        new, changed = len(self.new), len(self.changes)
        yield remark(LOAD_COUNTS, path=UNITS_FILE, new=new, changed=changed, same=self._same)
        yield from _remarks_on_new(self.new)
        for unit, lacking in self.changes.items():
            was = self._known.entries[unit]
            changes = [(UNIT[key], was.get(key), value) for key, value in lacking.items()]
            yield remark(UNIT_COMPLETED, id=unit, name=was["name"], changes=changes)
        for left, unit in self._unclear:
            key, value = ("code", left.code) if left.official_code else ("parent", self._known.ids[left.parent])
            full_name = directory().full_name(left.code)
            yield remark(UNIT_UNCLEAR, name=full_name, id=unit, command=f"danvan unit correct {unit} --{key} {value}")
        if self._without_place:
            yield remark(UNITS_WITHOUT_PLACE, number=self._without_place)
        yield from self._near()

    def _near(self) -> Iterator[Remark]:
        """Doubt new units nearly called as one that the folder has there and the directory has not."""
        loaded = set(self._known.ids.values())
        left = [entry for name, entry in self._known.entries.items() if name not in loaded and "until" not in entry]
        for _, new in self.new:
            for entry in left:
                is_beside = entry["level"] == new["level"] and entry.get("parent") in (None, new.get("parent"))
                if is_beside and "until" not in new and is_nearly_called(str(new["name"]), str(entry["name"])):
                    yield remark(LOADED_BESIDE, name=new["name"], other=entry["name"], id=entry["id"])


def _remarks_on_new(new: Sequence[tuple[DirectoryUnit, Mapping[str, Value]]]) -> Iterator[Remark]:
    """Say of a few units each, of many how many there are in each province, at each level."""
    country, together = directory(), dict[tuple[str, str, str], list[str]]()
    for unit, entry in new:
        if len(new) <= _MOST_NEW or not unit.parent:
            name = country.full_name(unit.code)
            yield remark(UNIT_COMES, name=name, id=entry["id"], level=entry["level"])
        else:
            province = country.chain(unit.code)[-1].name
            together.setdefault((province, entry["level"], unit.until), []).append(unit.name)
    for (province, level, until), names in together.items():
        message = ENDED_UNITS_COME if until else UNITS_COME
        yield remark(message, name=province, level=level, until=until, number=len(names), names=_first_of(names))


def _first_of(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:_MOST_LISTED]) + (" …" if len(listed) > _MOST_LISTED else "")
