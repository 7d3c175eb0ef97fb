"""Whether a record that is to be written is there already: asked by every way in, decided by its type (design, 3)."""

from collections.abc import Container, Iterable, Iterator, Mapping

from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.names import record_path
from danvan_cli.domain.record_types import RECORD_TYPES, RecordType
from danvan_cli.domain.values import Value
from danvan_cli.index.comparing import Scope
from danvan_cli.index.identities import Identified, alike
from danvan_cli.recording.desk import Desk
from danvan_cli.recording.plan import Remark, Step, create, identity_doubt


class Twins:
    """The records of one type and campaign year: those on file, and those planned before one that is to be written.

    `without` are the paths of those on file that the plan changes or removes.
    """

    def __init__(self, desk: Desk, record_type: RecordType, year: int, without: Container[str] = ()) -> None:
        """Bring the year's records of the type into step."""
        self._desk, self._type, self._year, self._without = desk, record_type, year, without
        self._planned: dict[object, list[Identified]] = {}
        self._ids: set[str] = set()
        desk.look(Scope((record_type.name,), year, year, (year, year)))

    def add(self, step: Step) -> None:
        """Take note of a record that the same plan writes."""
        if step.new is not None:
            record = Identified(step.path, step.new)
            self._planned.setdefault(self._type.core(step.new), []).append(record)
            self._ids.add(step.id)

    def is_planned(self, values: Mapping[str, Value]) -> bool:
        """Whether the same plan has that very thing already."""
        return any(
            self._type.is_same(values, record.values) for record in self._planned.get(self._type.core(values), ())
        )

    def same(self, values: Mapping[str, Value]) -> list[Identified]:
        """Return the records that are the same thing, those on file first."""
        return [record for record in self._alike(values) if self._type.is_same(values, record.values)]

    def doubtful(self, values: Mapping[str, Value]) -> list[Identified]:
        """Return the records of which nobody can tell whether they are the same thing."""
        return [record for record in self._alike(values) if self._type.is_doubtful(values, record.values)]

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
        made = self._free_id(values, apart) if name is None else name
        step = create(self._desk, self._type.name, self._year, made, values)
        self.add(step)
        return step

    def _free_id(self, values: Mapping[str, Value], apart: str) -> str:
        name = ""
        for name in self._type.ids(self._year, values, apart):
            borne = [self._desk.read(self._type.name, *at) for at in self._desk.paths_of(self._type.name, name)]
            if not borne and name not in self._ids:
                return name
        raise WriteError("exists", path=record_path(self._type.name, self._year, name))

    def _alike(self, values: Mapping[str, Value]) -> Iterator[Identified]:
        on_file = alike(self._desk.db, self._type, self._year, values)
        yield from (record for record in on_file if record.path not in self._without)
        yield from self._planned.get(self._type.core(values), ())


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
