"""Whether a record that is to be written is there already: asked by every way in, decided by its type (design, 3)."""

from collections.abc import Container, Iterable, Iterator, Mapping

from danvan_cli.domain.errors import ReadError, RecordError, WriteError
from danvan_cli.domain.lookalikes import Lookalikes
from danvan_cli.domain.names import record_name, record_path
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import RECORD_TYPES, RecordType
from danvan_cli.domain.values import Value
from danvan_cli.index.comparing import Scope
from danvan_cli.index.identities import Identified, alike
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.plan import Remark, Step, create, identity_doubt


class NewRecords:
    """Makes new records of one type and campaign year, each under an id that no other has, on file or made before."""

    def __init__(self, desk: Desk, record_type: RecordType, year: int) -> None:
        self._desk, self._type, self._year = desk, record_type, year
        self._ids: set[str] = set()

    def ids_to_try(self, values: Mapping[str, Value], name: str | None = None, apart: str = "") -> Iterator[str]:
        """Yield the ids made for a new record up to the first that is free, or the one that it was given.

        Raise WriteError where none is free, and RecordError where a file that cannot be read bears one: it may be the
        same.
        """
        for made in self._type.ids(self._year, values, apart) if name is None else [name]:
            yield made
            if made not in self._ids and (name is not None or not self._is_borne(made)):
                return
        raise WriteError("exists", path=record_path(self._type.name, self._year, made))

    def create(self, values: Mapping[str, Value], name: str | None = None, apart: str = "") -> Step:
        """Plan a new record under an id given, or the first of those made for it that is free.

        Raise WriteError where none is, and RecordError where a file that cannot be read bears one.
        """
        *_, free = self.ids_to_try(values, name, apart)
        step = create(self._desk, self._type.name, self._year, free, values)
        self._ids.add(step.id)
        return step

    def add(self, name: str) -> None:
        """Take note of an id that the same plan has given."""
        self._ids.add(name)

    def _is_borne(self, name: str) -> bool:
        """Whether a record on file has an id; raise ReadError, or RecordError where it cannot be read."""
        borne = [self._desk.read(self._type.name, *place) for place in self._desk.paths_of(self._type.name, name)]
        return bool(borne)


class Twins:
    """The records of one type and campaign year: those on file, and those planned before one that is to be written.

    `without` are the paths of those on file that the plan changes or removes.
    """

    def __init__(self, desk: Desk, record_type: RecordType, year: int, without: Container[str] = ()) -> None:
        """Bring the year's records of the type into step."""
        self._desk, self._type, self._year, self._without = desk, record_type, year, without
        self._planned: Lookalikes[Identified] = Lookalikes(record_type)
        self._new = NewRecords(desk, record_type, year)
        desk.look(Scope((record_type.name,), year, year, (year, year)))

    def add(self, step: Step) -> None:
        """Take note of a record that the same plan writes."""
        if step.new is not None:
            self._planned.add(step.new, Identified(step.path, step.new))
            self._new.add(step.id)

    def is_planned(self, values: Mapping[str, Value]) -> bool:
        """Whether the same plan has that very thing already."""
        return bool(self._planned.same(values))

    def same(self, values: Mapping[str, Value]) -> list[Identified]:
        """Return the records that are the same thing, those on file first."""
        on_file = [record for record in self._on_file(values) if self._type.is_same(values, record.values)]
        return [*on_file, *self._planned.same(values)]

    def doubtful(self, values: Mapping[str, Value]) -> list[Identified]:
        """Return the records of which nobody can tell whether they are the same thing."""
        on_file = [record for record in self._on_file(values) if self._type.is_doubtful(values, record.values)]
        return [*on_file, *self._planned.doubtful(values)]

    def doubts(self, values: Mapping[str, Value], but: Iterable[str] = ()) -> Iterator[Remark]:
        """Yield a doubt for each of these, but for those at some paths."""
        for record in self.doubtful(values):
            if record.path not in but:
                keys = self._type.undecided_keys(values, record.values)
                yield identity_doubt("may-be-same", path=record.path, type=self._type.name, keys=keys)

    def create(self, values: Mapping[str, Value], name: str | None = None, apart: str = "") -> Step:
        """Plan a new record under an id given, or the first of those made for it that is free.

        Raise WriteError where none is, and RecordError where a file that cannot be read bears one: it may be the same.
        """
        step = self._new.create(values, name, apart)
        self.add(step)
        return step

    def _on_file(self, values: Mapping[str, Value]) -> Iterator[Identified]:
        on_file = alike(self._desk.db, self._type, self._year, values)
        yield from (record for record in on_file if record.path not in self._without)


def read_year(desk: Desk, record_type: RecordType, year: int) -> tuple[list[Record], list[Problem]]:
    """Read a year's records of a type, in the order of their names; return also why others cannot be."""
    records: list[Record] = []
    unread: list[Problem] = []
    for path in _paths(desk, record_type, year):
        try:
            records.append(desk.read(record_type.name, path, year))
        except RecordError as unsound:
            unread += unsound.problems
        except ReadError as why:
            unread.append(Problem(why.code, path, args={**why.params, "name": path}))
    return records, unread


def _paths(desk: Desk, record_type: RecordType, year: int) -> Iterator[str]:
    path = f"{record_type.folder}/{year}"
    if any(folder.path == path for folder in desk.source.folders()):
        entries = desk.source.listing(path).entries
        yield from sorted(
            f"{path}/{entry.name}" for entry in entries if not entry.fault and record_name(record_type.name, entry.name)
        )


def doubts_of_changes(desk: Desk, steps: Iterable[Step]) -> list[Remark]:
    """Doubt changes by which a record may become the same thing as another one.

    Raise WriteError where it would be the same.
    """
    changing = [step for step in steps if step.old is not None and not step.idle]
    without = {step.path for step in changing}
    unsure: list[Remark] = []
    for (name, year), group in _by_type_and_year(changing).items():
        twins = Twins(desk, RECORD_TYPES[name], year, without)
        for step in group:
            twins.add(step)
        for step in group:
            old, new = step.old or {}, step.new or {}
            same = [record for record in twins.same(new) if record.path != step.path]
            if same:
                raise WriteError("same-as-another", path=step.path, other=same[0].path)
            known = [record.path for record in twins.doubtful(old)]
            unsure += twins.doubts(new, but=[step.path, *known])
    return unsure


def _by_type_and_year(steps: Iterable[Step]) -> dict[tuple[str, int], list[Step]]:
    """Group the records that become another thing; what is only told more of stays what it is."""
    groups: dict[tuple[str, int], list[Step]] = {}
    for step in steps:
        record_type = RECORD_TYPES.get(step.kind)
        if not (record_type and record_type.counts and record_type.identity) or step.new is None:
            continue
        if not record_type.is_same(step.old or {}, step.new):
            groups.setdefault((step.kind, int(step.path.split("/")[1])), []).append(step)
    return groups
