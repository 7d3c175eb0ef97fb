"""Whether a record to be written is there already: asked by every way in (docs/design.md, Identity)."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from danvan_cli.domain.errors import ReadError, RecordError, WriteError
from danvan_cli.domain.lookalikes import Lookalikes
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import id_of, record_name, record_path, year_of
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.record_type import Background, RecordType
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.values import Value
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.index.identities import IdentifiedRecord, alike, titled_alike
from danvan_cli.index.problems import of_scope
from danvan_cli.recording.plan import PROBLEM, Remark, Step, create, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.store.writing import EXISTS
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import is_edited
from danvan_cli.text.slug import slug

SAME_AS_ANOTHER = Message(
    "same-as-another",
    N_("{path} would be the same thing as {other}. If it is: danvan merge. If not, state what tells them apart."),
)
MAY_BE_SAME = Message(
    "may-be-same", N_("It may be recorded already: {path}. Only one of the two states: {fields}."), severity="identity"
)
MAY_BE_ADDRESSED = Message(
    "may-be-addressed",
    N_("It may be recorded already: {path}. Only how the person is addressed differs."),
    severity="identity",
)
MAY_BE_ELSEWHERE = Message(
    "may-be-elsewhere",
    N_(
        "It may be recorded already: {path}, for {unit} of the same commune. If it is another one, give it another"
        " title: check will be silent then."
    ),
    severity="identity",
)
SOURCE_THERE = Message(
    "source-there",
    N_("That year has figures of the same source already: {path}. Their claims stand beside these."),
    severity="identity",
)
MAY_BE_UNREAD = Message(
    "may-be-unread",
    N_("It may be recorded already: {path} cannot be read. Mend that file first: danvan edit {path}"),
    severity="identity",
)

_UNREAD_TOLD = 3
_MARK = re.compile(r"[0-9a-f]{4}")


class UnreadRecord(NamedTuple):
    """A record that cannot be read: why, and what of it can be."""

    path: str
    problems: tuple[Problem, ...]
    values: Mapping[str, Value]

    @property
    def id(self) -> str:
        """Return its id."""
        return id_of(self.path)

    def may_be(self, record_type: RecordType, year: int, values: Mapping[str, Value]) -> bool:
        """Whether it may be the record of its type and year that states these values.

        What can be read of it speaks first: whether it says otherwise of what makes a thing, or bears the same name.
        Where no name can be read, its id speaks, which was made of what the record was when it was new.
        """
        missing = [key for key in record_type.may_be_missing if key not in values]
        stated = [key for key in record_type.identity if key in self.values and key not in missing]
        if not all(record_type.may_say_the_same(key, values, self.values) for key in stated):
            return False
        return record_type.title in stated or _is_id_like(self.id, record_type, year, values)


def _is_id_like(name: str, record_type: RecordType, year: int, values: Mapping[str, Value]) -> bool:
    """Whether an id may have been made for what states these values, or nearly these: it stays when they are corrected.

    Behind the year come what must agree, such as the unit, and then nearly the words by which the record is called.
    """
    *before, _ = record_type.in_ids
    agreed = "-".join(str(values[key]) for key in before if key in record_type.must_agree and key in values)
    may_lack = any(key in record_type.may_be_missing for key in before)
    beginning = rf"{year}-(?:.+-)?" if may_lack else f"{year}-"
    match = re.match(rf"{beginning}{re.escape(f'{agreed}-' if agreed else '')}(?=.)", f"{name}-")
    if match is None:
        return False
    title = values.get(record_type.title) or values.get(record_type.instead_of_title) or ""
    words, title_words = name[match.end() :].split("-"), slug(title).split("-")
    unmarked = words[:-1] if _MARK.fullmatch(words[-1]) else words
    return _are_nearly(words, title_words) or _are_nearly(unmarked or [""], title_words)


def _are_nearly(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether some words begin the others, or one of them is spelled otherwise; other numbers are other things."""
    fewer = min(len(words), len(others))
    if words[:fewer] == others[:fewer]:
        return fewer > 0
    differing = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    if len(words) != len(others) or len(differing) > 1:
        return False
    return all(is_edited(*pair) and not any(map(str.isdigit, pair)) for pair in differing)


class NewRecords:
    """Makes new records of one type and campaign year, each under an id that no other has, on file or made before."""

    def __init__(self, lookup: RecordLookup, record_type: RecordType, year: int) -> None:
        self._lookup, self._type, self._year = lookup, record_type, year
        self._ids: set[str] = set()

    def ids_to_try(self, values: Mapping[str, Value], name: str | None = None) -> Iterator[str]:
        """Yield the ids made for a new record up to the first that is free, or the one that it was given.

        Raise WriteError where none is free. A file that cannot be read bears its id, too.
        """
        for candidate in self._ids_of(values) if name is None else [name]:
            yield candidate
            if candidate not in self._ids and (
                name is not None or not self._lookup.is_taken(self._type, self._year, candidate)
            ):
                return
        raise WriteError(EXISTS, path=record_path(self._type, self._year, candidate))

    def _ids_of(self, values: Mapping[str, Value]) -> Iterator[str]:
        """Yield the ids made for a record, the last out of what it carries on: of one identity there may be several."""
        yield from self._type.ids(self._year, values)
        if apart := values.get(self._type.told_apart_by):
            yield list(self._type.ids(self._year, values, str(apart)))[-1]

    def create(self, values: Mapping[str, Value], name: str | None = None) -> Step:
        """Plan a new record under an id given, or the first of those made for it that is free.

        Raise WriteError where none is.
        """
        *_, free = self.ids_to_try(values, name)
        step = create(self._lookup, self._type, self._year, free, values)
        self._ids.add(step.id)
        return step

    def add(self, name: str) -> None:
        """Take note of an id that the same plan has given."""
        self._ids.add(name)


class Twins:
    """The records of one type and campaign year: those on file, and those planned before one that is to be written.

    `without` are the paths of those on file that the plan changes or removes.
    """

    def __init__(self, lookup: RecordLookup, record_type: RecordType, year: int, without: Container[str] = ()) -> None:
        """Bring the year's records of the type into step."""
        self._lookup, self._type, self._year, self._without = lookup, record_type, year, without
        self._background = background_of(lookup, record_type)
        self._planned: Lookalikes[IdentifiedRecord] = Lookalikes(record_type, self._background)
        self._new = NewRecords(lookup, record_type, year)
        lookup.look(Scope((record_type.name,), year, year, (year, year)))

    @property
    def has_entries(self) -> bool:
        """Whether a record is a file of entries, of which a source may have several."""
        return bool(self._type.entries)

    def add(self, step: Step) -> None:
        """Take note of a record that the same plan writes."""
        stated = step.new or {}
        self._planned.add(stated, IdentifiedRecord(step.path, stated))
        self._new.add(step.id)

    def is_planned(self, values: Mapping[str, Value]) -> bool:
        """Whether the same plan has that very thing already."""
        return bool(self._planned.same(values))

    def same(self, values: Mapping[str, Value]) -> list[IdentifiedRecord]:
        """Return the records that are the same thing, those on file first."""
        on_file = [record for record in self._on_file(values) if self._type.is_same(values, record.values)]
        return [*on_file, *self._planned.same(values)]

    def doubtful(self, values: Mapping[str, Value]) -> list[IdentifiedRecord]:
        """Return the records of which nobody can tell whether they are the same thing."""
        on_file = [record for record in self._on_file(values) if self._type.is_doubtful(values, record.values)]
        return [*on_file, *self._planned.doubtful(values), *self._told_elsewhere(values)]

    def _told_elsewhere(self, values: Mapping[str, Value]) -> Iterator[IdentifiedRecord]:
        """Yield the records that another unit of the same commune has under the same title."""
        core = self._type.core_in_commune(values, self._background)
        if core is None:
            return
        for record in titled_alike(self._lookup.db, self._type, self._year, values):
            is_there = record.path not in self._without and not self._are_told_apart(values, record)
            in_commune = is_there and self._type.core_in_commune(record.values, self._background) == core
            if in_commune and self._type.is_told_elsewhere(values, record.values):
                yield record
        yield from self._planned.told_elsewhere(values)

    def doubts(self, values: Mapping[str, Value], but: Container[str] = ()) -> Iterator[Remark]:
        """Yield a doubt for each of these, and of those that cannot be read, but for those at some paths."""
        yield from (self.doubt(values, record) for record in self.doubtful(values) if record.path not in but)
        yield from self.unread_doubts(values, but)

    def unread_doubts(self, values: Mapping[str, Value], but: Container[str] = ()) -> Iterator[Remark]:
        """Yield a doubt for each record that cannot be read and may be the same thing, but for those at some paths."""
        paths = [record.path for record in self.perhaps(values)]
        yield from (remark(MAY_BE_UNREAD, path=path) for path in paths if path not in but)

    def doubt(self, values: Mapping[str, Value], record: IdentifiedRecord) -> Remark:
        """Doubt whether a record is the same thing."""
        return doubt_of(self._type, values, record.path, record.values)

    def perhaps(self, values: Mapping[str, Value]) -> list[UnreadRecord]:
        """Return the records that cannot be read and may be the same thing."""
        return [record for record in self._unread if record.may_be(self._type, self._year, values)]

    def unread(self, doubted: Iterable[Remark] = ()) -> list[Remark]:
        """Return remarks on why records cannot be read, first those that are doubted; `check` names them all."""
        paths = {doubt.about for doubt in doubted}
        problems = sorted(self._problems, key=lambda problem: problem.path not in paths)
        return [remark(PROBLEM, "remark", problem=problem) for problem in problems[:_UNREAD_TOLD]]

    @cached_property
    def _problems(self) -> list[Problem]:
        scope = Scope((self._type.name,), self._year, self._year, (self._year, self._year))
        return of_scope(self._lookup.db, scope)

    @cached_property
    def _unread(self) -> list[UnreadRecord]:
        paths = dict.fromkeys(problem.path for problem in self._problems)
        named = [path for path in paths if record_name(self._type, path.rpartition("/")[2])]
        records = (_read(self._lookup, self._type, path, self._year) for path in named if path not in self._without)
        return [record for record in records if isinstance(record, UnreadRecord)]

    def create(self, values: Mapping[str, Value], name: str | None = None) -> Step:
        """Plan a new record under an id given, or the first of those made for it that is free.

        Raise WriteError where none is.
        """
        step = self._new.create(values, name)
        self.add(step)
        return step

    def _on_file(self, values: Mapping[str, Value]) -> Iterator[IdentifiedRecord]:
        for record in alike(self._lookup.db, self._type, self._year, values):
            if record.path not in self._without and not self._are_told_apart(values, record):
                yield record

    def _are_told_apart(self, values: Mapping[str, Value], record: IdentifiedRecord) -> bool:
        return self._type.are_told_apart(values, record.values, self._background)


def doubt_of(record_type: RecordType, values: Mapping[str, Value], path: str, twin: Mapping[str, Value]) -> Remark:
    """Doubt whether what states these values is the twin, which stands at a path."""
    if record_type.may_move and values.get(record_type.may_move) != twin.get(record_type.may_move):
        return remark(MAY_BE_ELSEWHERE, path=path, unit=twin[record_type.may_move])
    keys = record_type.undecided_keys(values, twin)
    if not keys:
        return remark(MAY_BE_ADDRESSED, path=path)
    return remark(MAY_BE_SAME, path=path, fields=[record_type.fields[key] for key in keys])


def read_year(lookup: RecordLookup, record_type: RecordType, year: int) -> tuple[list[Record], list[UnreadRecord]]:
    """Read a year's records of a type, in the order of their names; return also those that cannot be."""
    records = [_read(lookup, record_type, path, year) for path in _paths(lookup, record_type, year)]
    unread = [record for record in records if isinstance(record, UnreadRecord)]
    return [record for record in records if isinstance(record, Record)], unread


def _read(lookup: RecordLookup, record_type: RecordType, path: str, year: int) -> Record | UnreadRecord:
    """Read a record; where it cannot be, return what of it can."""
    try:
        return lookup.read(record_type, path, year)
    except ReadError as why:
        return UnreadRecord(path, (Problem(why.message, path, args={**why.params, "name": path}),), {})
    except RecordError as unsound:
        problems = tuple(unsound.problems)
    reading = read_record(record_type.name, path, year, lookup.source.read(path))
    doubtful = {problem.args.get("key") for problem in problems}
    return UnreadRecord(
        path, problems, {key: value for key, value in reading.stated.values.items() if key not in doubtful}
    )


def _paths(lookup: RecordLookup, record_type: RecordType, year: int) -> Iterator[str]:
    path = f"{record_type.folder}/{year}"
    if any(folder.path == path for folder in lookup.source.folders()):
        entries = lookup.source.listing(path).entries
        yield from sorted(
            f"{path}/{entry.name}" for entry in entries if not entry.fault and record_name(record_type, entry.name)
        )


def background_of(lookup: RecordLookup, record_type: RecordType, lists: Lists | None = None) -> Background:
    """Return what tells records of a type apart: the years in which they are, by the files' names, and communes.

    `lists` are as they will be, where the same plan adds units to them.
    """

    def commune_of(unit: str) -> str:
        return (lists or lookup.lists).commune_of(unit)  # asked for anew: the index may have been read again

    return Background(lambda name: [year for _, year in lookup.paths_of(record_type, name)], commune_of)


def doubts_of_changes(lookup: RecordLookup, steps: Iterable[Step]) -> list[Remark]:
    """Doubt changes by which a record may become the same thing as another one.

    Raise WriteError where it would be the same.
    """
    changing = [step for step in steps if step.old is not None and not step.idle]
    without = {step.path for step in changing}
    unsure: list[Remark] = []
    for (name, year), group in _by_type_and_year(filter(_becomes_another, changing)).items():
        twins = Twins(lookup, RECORD_TYPES[name], year, without)
        for step in group:  # all of them first: two may become the same thing together
            twins.add(step)
        for step in group:
            old, new = step.old or {}, step.new or {}
            before = {record.path for record in twins.same(old)} | {step.path}
            same = [record for record in twins.same(new) if record.path not in before]
            if same:
                raise WriteError(SAME_AS_ANOTHER, path=step.path, other=same[0].path)
            doubted = {record.path for record in twins.doubtful(old)} | {record.path for record in twins.perhaps(old)}
            unsure += twins.doubts(new, but={step.path, *doubted})
    return unsure


def doubts_of_arrivals(lookup: RecordLookup, steps: Sequence[Step]) -> list[Remark]:
    """Doubt records that are moved to another year, where they may be the same thing as one that is there.

    Raise WriteError where one is the same.
    """
    moved = [step for step in steps if step.moved_from and not step.idle]
    without = {step.moved_from for step in moved}
    unsure: list[Remark] = []
    identified = (step for step in moved if RECORD_TYPES[step.kind].identity)
    for (name, year), group in _by_type_and_year(identified).items():
        twins = Twins(lookup, RECORD_TYPES[name], year, without)
        for step in group:
            values = step.new or {}
            same = twins.same(values)
            if same and not twins.has_entries:
                raise WriteError(SAME_AS_ANOTHER, path=step.moved_from, other=same[0].path)
            unsure += [remark(SOURCE_THERE, path=record.path) for record in same[:1]]
            unsure += twins.doubts(values)
            twins.add(step)
    return unsure


def _becomes_another(step: Step) -> bool:
    """Whether a record becomes another thing; what is only told more of stays what it is."""
    record_type = RECORD_TYPES.get(step.kind)
    if not (record_type and record_type.counts and record_type.identity) or step.new is None:
        return False
    old, apart = step.old or {}, record_type.told_apart_by
    return not record_type.is_same(old, step.new) or old.get(apart) != step.new.get(apart)


def _by_type_and_year(steps: Iterable[Step]) -> dict[tuple[str, int], list[Step]]:
    groups: dict[tuple[str, int], list[Step]] = {}
    for step in steps:
        groups.setdefault((step.kind, year_of(step.path)), []).append(step)
    return groups
