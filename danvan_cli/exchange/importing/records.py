"""Rows of models, evaluations and awards -> what is written of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from danvan_cli.domain.errors import EditError, InputError, ReadError, RecordError, RequestError, WriteError
from danvan_cli.domain.names import id_of, record_path
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.values import Value
from danvan_cli.exchange.faults import Fault
from danvan_cli.exchange.importing.known import Known, read_known
from danvan_cli.exchange.importing.matching import Match, Matched, match_rows
from danvan_cli.exchange.importing.models import Models
from danvan_cli.exchange.importing.outcomes import Kept, new_values, outcome
from danvan_cli.exchange.importing.taking import Taken, valid_id
from danvan_cli.exchange.importing.wishes import Wishes
from danvan_cli.recording.desk import Desk
from danvan_cli.recording.evaluating import level_of
from danvan_cli.recording.plan import Remark, Step, create, remark, undone
from danvan_cli.recording.removed import REMOVED


@dataclass(slots=True)
class Outcome:
    """What an import comes to: steps, what is wrong with rows, what was kept from them, and what is to be said."""

    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)


class Recorder:
    """Plans the records of one kind, year by year."""

    def __init__(self, desk: Desk, kind: str, wishes: Wishes, models: Models, out: Outcome) -> None:
        self._desk, self._kind, self._wishes = desk, kind, wishes
        self._models, self._out = models, out

    def plan(self, rows: Iterable[Taken]) -> None:
        """Plan what becomes of the rows' records."""
        by_year: dict[int, list[Taken]] = defaultdict(list)
        for taken in rows:
            named = self._named(taken)
            if named:
                by_year[taken.year].append(named)
        for year, of_year in sorted(by_year.items()):
            self._plan_year(year, of_year)

    def _plan_year(self, year: int, rows: Sequence[Taken]) -> None:
        known = read_known(self._desk, self._kind, year)
        self._out.unread += known.unread
        matched = match_rows(self._kind, rows, known)
        self._out.faults += matched.faults
        self._out.remarks += matched.doubts
        before, wrong = len(self._out.steps), {fault.spot[:3] for fault in matched.faults}
        wrong |= {doubted.args["spot"][:3] for doubted in matched.doubts}
        names = {match.record.id for match in matched.matches if match.record}
        for match in matched.matches:
            if match.taken.fault("").spot[:3] not in wrong:
                self._take(match, names, known)
        self._tell(known, matched)
        if self._kind == "model":
            self._models.plan(year, self._out.steps[before:])
            self._out.remarks += self._models.doubts_on(year, self._out.steps[before:])

    def _named(self, taken: Taken) -> Taken | None:
        """Say of which record an evaluation is; note an id that is none."""
        faults: list[Fault] = []
        if taken.id and not valid_id(taken.id, taken.of.kind):
            faults.append(taken.fault("no-id", "id", value=taken.id))
        if self._kind == "evaluation" and not faults:
            try:
                return self._of_model(taken)
            except RequestError as why:
                faults.append(taken.fault(why.code, "title" if "title" in taken.head else "id", **why.params))
            except InputError:
                faults.append(taken.fault("row-lacks", "level", key="level"))
        self._out.faults += faults
        return None if faults else taken

    def _of_model(self, taken: Taken) -> Taken:
        model, _, level = taken.id.partition(".")
        model = model or self._models.named(taken.year, taken.head)
        if not taken.mark and not self._models.is_of(model, taken.year):
            raise RequestError("no-record", value=model, near="–")
        level = level or level_of(self._desk, str(taken.head.get("level", "")) or None, taken.year)
        name = f"{model}.{level}"
        return taken._replace(id=name if taken.id else "", head={**taken.head, "id": name})

    def _take(self, match: Match, names: set[str], known: Known) -> None:
        """Plan one record; what is wrong with it is the row's fault."""
        try:
            if match.record is None:
                step: Step | Kept | None = self._new(match, names, known)
            else:
                step = outcome(match, match.record, overwrite=self._wishes.overwrite)
        except (RecordError, WriteError, EditError, ReadError, RequestError) as why:
            self._out.faults += faults_of(match.taken, why)
            return
        if isinstance(step, Kept):
            self._out.kept.append(step)
        elif step:
            self._out.steps.append(step)

    def _new(self, match: Match, names: set[str], known: Known) -> Step | None:
        """Plan a new record under its own id, or the first of those made for it that is free; None for one removed."""
        values, year = new_values(match), match.taken.year
        given = match.taken.id or str(match.taken.head.get("id", ""))
        _refuse_beside_unread(self._kind, year, values, known)
        path = ""
        for name in [given] if given else RECORD_TYPES[self._kind].ids(year, values):
            path = record_path(self._kind, year, name)
            if self._desk.source.stamp(f"{REMOVED}/{path}") and not self._wishes.overwrite:
                self._out.remarks.append(undone("row-removed", path=path, title=title_of(self._kind, values)))
                return None
            step = None if name in names else self._made(year, name, values)
            if step:
                names.add(name)
                return step
        raise WriteError("exists", path=path)

    def _made(self, year: int, name: str, values: Mapping[str, Value]) -> Step | None:
        try:
            return create(self._desk, self._kind, year, name, values)
        except WriteError:
            return None

    def _tell(self, known: Known, matched: Matched) -> None:
        """Name the records that these lists gave before, and give no more: nothing is removed for that."""
        for record in [] if self._out.faults else matched.gone:
            title, row = title_of(self._kind, record.values) or record.id, known.rows_of(record)[-1]
            self._out.remarks.append(remark("row-gone", path=record.path, title=title, row=row))
        for name, number in matched.elsewhere.items():
            self._out.remarks.append(remark("list-elsewhere", name=name, number=number))


def title_of(kind: str, values: Mapping[str, Value]) -> str:
    """Give by what people call a record, "" where nothing does."""
    return str(values.get(RECORD_TYPES[kind].title, ""))


def _refuse_beside_unread(kind: str, year: int, values: Mapping[str, Value], known: Known) -> None:
    """Refuse a new record where one that cannot be read may be the same thing: of a model, one of its unit."""
    beginning = f"{year}-{values['unit']}" if kind == "model" else ""
    for problem in known.unread:
        if id_of(problem.path).startswith(beginning):
            raise RequestError("row-unread", path=problem.path)


def faults_of(taken: Taken, why: Exception) -> Iterator[Fault]:
    """Say at the row why its record cannot be written."""
    match why:
        case RecordError():
            for problem in why.problems:
                yield taken.fault("row-unsound", str(problem.args.get("key", "")), path=problem.path, code=problem.code)
        case WriteError():
            yield taken.fault("row-refused", "", path=str(why.params.get("path", "")))
        case EditError():
            yield taken.fault("row-cannot-edit", "", path=why.path)
        case ReadError():
            yield taken.fault("row-refused", "", path=str(why.params.get("name", "")))
        case RequestError():
            yield taken.fault(why.code, "", **why.params)
