"""The office's own lists: entries added, corrected, retired; what that means for the records that state them.

A list that the office has not changed yet is the built-in one. As soon as it is, danvan.yaml states all of it: each
list given there replaces the built-in one of that name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.counting.uses import uses
from danvan_cli.domain.errors import InputError, Mistake, RequestError, WriteError
from danvan_cli.domain.fields import ENTRY
from danvan_cli.domain.list_names import COMMON_KEYS, OFFICE_LISTS, VocabularyList, find_office_list
from danvan_cli.domain.lists import built_in, replaceable, stated_by
from danvan_cli.domain.messages import Message, Severity
from danvan_cli.domain.names import OFFICE_FILE, is_id, why_no_id
from danvan_cli.domain.reading import read_office
from danvan_cli.domain.values import Value
from danvan_cli.domain.vietnamese_names import all_of
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.recording.naming import find_entry
from danvan_cli.recording.plan import Plan, Remark, Step, plan, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import Typed, TypedReader, emptied
from danvan_cli.recording.units import ID_NEEDED
from danvan_cli.store.writing import Change
from danvan_cli.text.fold import bare, fold, nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import is_edited
from danvan_cli.text.periods import Period
from danvan_cli.text.slug import MOST_LETTERS, cut_slug, slug

ENTRY_THERE = Message(
    "entry-there",
    N_("“{value}” is in the list {list} already: {name} ({id}). To change that: danvan vocabulary correct {list} {id}"),
)
NEAR_ENTRY = Message(
    "near-entry", N_("The list {list} has nearly the same already: {name} ({id})."), severity="identity"
)
ID_TAKEN = Message(
    "entry-id-taken",
    N_("The list {list} has {name} already, under the id {id}. If “{value}” is something else: --id, with another id."),
)
KEY_OF_OTHERS = Message("key-of-others", N_("Entries of {list} have no {key}. These lists have it: {known}."))
BEFORE_OR_AFTER = Message("before-or-after", N_("Say one of the two: before an entry, or after one."))
LIST_OF_ITS_OWN = Message(
    "list-of-its-own",
    N_(
        "danvan.yaml has the whole list {list} from now on, with its {number} built-in entries as they are: no number"
        " changes by that. What later versions of danvan add to the built-in list is not added to it."
    ),
    severity="remark",
)
STATED_ALREADY = Message(
    "value-stated",
    N_("“{value}” was in no list, and records state it: {number} ({years}). They are counted as the new entry."),
    severity="remark",
)
NUMBERS_CHANGE = Message(
    "numbers-change",
    N_("Numbers of {years} change with it. Records that state “{name}”: {number}. Which they are: {command}"),
    severity="open",
)
PROPOSED_OTHERWISE = Message(
    "proposed-otherwise",
    N_(
        "From which score “{name}” is proposed changes, also where check compares it. Records that state it stay as"
        " they are: {number} ({years}). Which they are: {command}"
    ),
    severity="open",
)
MEASURED_OTHERWISE = Message(
    "measured-otherwise",
    N_(
        "What records state of “{name}” was measured in {was}, and would be read as {will}: nothing is converted."
        " Records: {number} ({years}). Which they are: {command}"
    ),
    severity="open",
)
USED_LATER = Message(
    "used-later",
    N_("Records of later years state “{name}”, and check will warn of them: {number} ({years})."),
    severity="doubt",
)
ENTRY_ADDED = Message("entry-added", N_("Added: {names}"), severity="remark")
ENTRY_CHANGED = Message("entry-changed", N_("Changed: {names}"), severity="remark")

# By what the records behind an entry are listed.
_MEASURES = {"rating": "rated --count each", "indicator": "results --count each", "form": "awards"}
_COUNTED_BY = ("effective", "stock", "apart")
_LAST = "khac"  # what is none of the others comes last

Entries = Sequence[Mapping[str, Value]]


class EntryPlace(NamedTuple):
    """Where a new entry stands: before or after one that is there, by what that is called."""

    before: str | None = None
    after: str | None = None


class OfficeLists:
    """The lists as danvan.yaml states them, and the file while one is changed."""

    def __init__(self, lookup: RecordLookup, named: VocabularyList) -> None:
        self._before = lookup.source.read(OFFICE_FILE)
        self._list = named
        own = read_office(OFFICE_FILE, self._before, replaceable())[1]
        self.is_own = named.name in own
        known = [entry.values for entry in own.get(named.name, ())]
        self.entries: Entries = known if self.is_own else list(map(stated_by, built_in()[named.name]))

    def step(self, entries: Entries, new: Mapping[str, Value], old: Mapping[str, Value]) -> Step:
        """Return the step that makes the list state these entries, of which one is `new`; raise EditError."""
        from danvan_cli.domain.editing import edit_list  # noqa: PLC0415 - only what writes lists

        after = edit_list(OFFICE_FILE, self._before, self._list.name, entries) if new != old else self._before
        return Step("entry", OFFICE_FILE, old, new, Change(OFFICE_FILE, self._before, after))

    def remarks(self) -> Iterator[Remark]:
        """Yield what is to be said of a list that was the built-in one."""
        if not self.is_own and self.entries:
            yield remark(LIST_OF_ITS_OWN, list=self._list.name, number=len(self.entries))


def add(
    lookup: RecordLookup, list_name: str, typed: Typed, name: str | None = None, place: EntryPlace | None = None
) -> Plan:
    """Plan a new entry; raise RequestError, InputError, or WriteError where the list has it already."""
    named = find_office_list(list_name)
    lookup.look(None)
    values = {key: value for key, value in _read(lookup, named, typed, ("label",)).items() if value is not None}
    known = lookup.lists.entries(named.name)
    _refuse_same(named, values, known.values())
    entry = {"id": _new_id(named, values["label"], known, name), **values}
    office = OfficeLists(lookup, named)
    number = _position(lookup, named, office.entries, place or EntryPlace())
    entries = [*office.entries[:number], entry, *office.entries[number:]]
    near = [] if name else _near(named, values["label"], known.values())  # an id of its own says that it is another
    remarks = [*near, *_stated_already(lookup, named, entry)]
    return plan(ENTRY_ADDED, [office.step(entries, entry, {})], [*remarks, *office.remarks()])


def correct(lookup: RecordLookup, list_name: str, entry: str, typed: Typed) -> Plan:
    """Plan to change what is said of an entry; its id stays. Further spellings are added, behind an empty one alone."""
    named = find_office_list(list_name)
    lookup.look(None)
    entry_id = find_entry(lookup.lists, named.name, entry)
    changes = {**emptied(ENTRY, typed), **_read(lookup, named, typed)}
    if not changes:
        raise InputError(missing=["label"])
    office = OfficeLists(lookup, named)
    number, old = next((number, values) for number, values in enumerate(office.entries) if values["id"] == entry_id)
    aliases = changes.get("aliases")
    if aliases:
        changes["aliases"] = _joined_aliases(old, typed["aliases"], aliases)
    new = {key: value for key, value in {**old, **changes}.items() if value is not None}
    new = {key: new[key] for key in ENTRY if key in new}
    rest = [known for known in lookup.lists.entries(named.name).values() if known.id != entry_id]
    _refuse_same(named, {key: new[key] for key in changes if key in new}, rest)
    entries = [*office.entries[:number], new, *office.entries[number + 1 :]]
    remarks = [*_consequences(lookup, named, old, new), *(office.remarks() if new != old else ())]
    return plan(ENTRY_CHANGED, [office.step(entries, new, old)], remarks)


def retire(lookup: RecordLookup, list_name: str, entry: str, typed: Typed) -> Plan:
    """Plan an entry's last year of use; older records keep it."""
    if not any(map(nfc, typed.get("until", ()))):
        raise InputError(missing=["until"])
    return correct(lookup, list_name, entry, {"until": typed["until"]})


def _read(
    lookup: RecordLookup, named: VocabularyList, typed: Typed, required: Sequence[str] = ()
) -> dict[str, Value | None]:
    """Read what was typed of an entry; what is not so is not stated. Raise InputError, also for other lists' keys."""
    foreign = [key for key, texts in typed.items() if any(texts) and key not in (*COMMON_KEYS, *named.keys)]
    if foreign:
        raise InputError([Mistake(key, _foreign_error(named, key)) for key in foreign])
    values = TypedReader(lookup.lists, None, lookup.model_id).record(ENTRY, typed, required)
    return {key: None if value is False else value for key, value in values.items()}


def _foreign_error(named: VocabularyList, key: str) -> RequestError:
    having = {other.name: other.vietnamese for other in OFFICE_LISTS.values() if key in other.keys}
    return RequestError(KEY_OF_OTHERS, list=named.name, key=ENTRY[key], known=all_of(having))


def _joined_aliases(old: Mapping[str, Value], typed: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return the spellings that are there with the new ones; where an empty one was typed first, these alone."""
    kept = [] if not nfc(typed[0]) else list(old.get("aliases", ()))
    known = {fold(name) for name in (old["label"], *kept)}
    return [*kept, *(alias for alias in new if fold(alias) not in known)]


def _refuse_same(named: VocabularyList, values: Mapping[str, Value], known: Iterable[VocabularyEntry]) -> None:
    """Refuse a name that another entry bears: what is typed would mean either. Raise WriteError."""
    given = [*(values[key] for key in ("label", "label_en") if key in values), *values.get("aliases", ())]
    for entry in known:
        keys = set(map(fold, entry.names()))
        for text in given:
            if fold(text) in keys:
                raise WriteError(ENTRY_THERE, value=text, list=named.name, id=entry.id, name=entry.label)


def _near(named: VocabularyList, label: str, known: Iterable[VocabularyEntry]) -> Iterator[Remark]:
    """Yield a doubt of each entry that differs by its diacritics, a letter, or the order of its words."""
    key = bare(label)
    for entry in known:
        names = [bare(name) for name in (entry.label, *entry.aliases)]
        if any(sorted(key.split()) == sorted(name.split()) or is_edited(key, name) for name in names):
            yield remark(NEAR_ENTRY, list=named.name, id=entry.id, name=entry.label)


def _new_id(named: VocabularyList, label: str, known: Mapping[str, VocabularyEntry], given: str | None) -> str:
    """Take the id that was given, or make one of the label; raise InputError, or WriteError where it is taken."""
    made = cut_slug(slug(label), MOST_LETTERS) if given is None else given
    if not made:
        raise InputError([Mistake("id", RequestError(ID_NEEDED, value=label))])
    if not is_id(made):
        raise InputError([Mistake("id", RequestError(why_no_id(made), value=made))])
    if made in known:
        raise WriteError(ID_TAKEN, value=label, list=named.name, id=made, name=known[made].label)
    return made


def _position(lookup: RecordLookup, named: VocabularyList, entries: Entries, place: EntryPlace) -> int:
    """Return where a new entry comes; at the end, where nothing is said and the order says nothing.

    Raise InputError where it has to be said.
    """
    ids = [entry["id"] for entry in entries]
    if place.before and place.after:
        raise RequestError(BEFORE_OR_AFTER)
    beside = place.before or place.after
    if beside:
        return ids.index(find_entry(lookup.lists, named.name, beside)) + (0 if place.before else 1)
    if named.is_ordered and ids:
        raise InputError(missing=["before"])
    return len(ids) - (ids[-1:] == [_LAST])


def _stated_already(lookup: RecordLookup, named: VocabularyList, entry: Mapping[str, Value]) -> Iterator[Remark]:
    used = uses(lookup.db, named.name).get((named.name, entry["id"]), {})
    if used:
        severity: Severity | None = "open" if named.is_ordered or any(entry.get(key) for key in _COUNTED_BY) else None
        yield remark(STATED_ALREADY, severity, number=sum(used.values()), years=_years(used), value=entry["id"])


def _years(used: Mapping[int, int]) -> str:
    return str(Period(min(used), max(used)))


def _consequences(
    lookup: RecordLookup, named: VocabularyList, old: Mapping[str, Value], new: Mapping[str, Value]
) -> Iterator[Remark]:
    """Yield what a change means for the records that state the entry."""
    used = uses(lookup.db, named.name).get((named.name, old["id"]), {})
    number, name = sum(used.values()), new["label"]
    years = _years(used) if used else ""
    command = f"danvan list {_MEASURES.get(named.name)} --year {years} --where {named.name}={old['id']}"
    if used and any(bool(old.get(key)) != bool(new.get(key)) for key in _COUNTED_BY):
        yield remark(NUMBERS_CHANGE, number=number, years=years, name=name, command=command)
    if used and old.get("min") != new.get("min"):
        yield remark(PROPOSED_OTHERWISE, number=number, years=years, name=name, command=command)
    was, will = old.get("unit"), new.get("unit")
    if used and was and will and fold(was) != fold(will):
        yield remark(MEASURED_OTHERWISE, was=was, will=will, number=number, years=years, name=name, command=command)
    later = {year: number for year, number in used.items() if year > new.get("until", year)}
    if later and old.get("until") != new.get("until"):
        yield remark(USED_LATER, number=sum(later.values()), years=_years(later), name=name)
