"""Rows of models, evaluations and awards -> what is written of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from danvan_cli.domain.errors import EditError, InputError, ReadError, RecordError, RequestError, WriteError
from danvan_cli.domain.lookalikes import Lookalikes
from danvan_cli.domain.messages import NO_RECORD, Message
from danvan_cli.domain.names import REMOVED_FOLDER, record_path, why_no_id
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import AWARDS, MODELS
from danvan_cli.domain.values import Value
from danvan_cli.importing.continued_rows import link_rows
from danvan_cli.importing.gone_records import gone_remarks, title_of
from danvan_cli.importing.known_records import read_known
from danvan_cli.importing.model_names import MODEL_NOT_REGISTERED
from danvan_cli.importing.models import ModelLookup
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.outcomes import KeptRecord, new_values, outcome
from danvan_cli.importing.parsed_rows import ParsedRow, valid_id
from danvan_cli.importing.renamed_models import RenamedModels
from danvan_cli.importing.results import ImportPart, RowCounts, join_parts
from danvan_cli.importing.row_doubts import RowDoubt
from danvan_cli.importing.row_matching import RowMatch, match_rows
from danvan_cli.importing.row_questions import RowsQuestion
from danvan_cli.importing.sheet_lists import Fault
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.awarding import lacks_authority
from danvan_cli.recording.evaluating import level_of
from danvan_cli.recording.plan import Remark, Step, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.recording.twins import MAY_BE_UNREAD, NewRecords, doubt_of
from danvan_cli.recording.unlinked import EarlierModels
from danvan_cli.store.writing import EXISTS
from danvan_cli.text.mark import N_

MAY_BECOME = Message("may-become", N_("It would be the same thing as {path}."), severity="identity")

ROW_UNSOUND = Message("row-unsound", N_("This cannot be recorded ({code}): {problem}"))
ROW_REFUSED = Message(
    "row-refused", N_("{path} cannot be written, because such a record is there. Give the row another id.")
)
ROW_CANNOT_EDIT = Message(
    "row-cannot-edit", N_("{path} is written in a way that cannot be changed safely. By hand: danvan edit {path}")
)
ROW_REMOVED = Message(
    "row-removed",
    N_("{path} (“{title}”) was removed and is not made again. If it shall be: danvan register, or --overwrite."),
    severity="left",
)
LIST_ELSEWHERE = Message(
    "list-elsewhere",
    N_("A list “{name}” gave {number} records of other units before: they are left alone, as another unit's list."),
    severity="remark",
)


AWARDS_OF_NOBODY = Message(
    "awards-of-nobody",
    N_(
        "Of {number} awards nothing says who gives them, so they count under (unknown). If one authority gives all:"
        " --default authority=…, also afterwards with the same list."
    ),
    severity="remark",
)


class RecordPlanner:
    """Plans what becomes of rows' records; `models` takes note of the models among them.

    `lists` are as they will be, with the units that the same import adds.
    """

    def __init__(self, lookup: RecordLookup, options: ImportOptions, models: ModelLookup, lists: Lists) -> None:
        self._lookup, self._options, self._models, self._lists = lookup, options, models, lists

    def plan(self, record_type: RecordType, rows: Iterable[ParsedRow], *, faulty: bool) -> ImportPart:
        """Plan the records of one type, year by year.

        `faulty`: something is wrong with other rows, so that nobody knows which records the lists give no more.
        """
        by_year: dict[int, list[ParsedRow]] = defaultdict(list)
        faults: list[Fault] = []
        kept_back: list[Remark] = []
        renamed = RenamedModels(self._lookup, self._lists)
        for row in rows:
            named = self._name_record(record_type, row, renamed)
            if isinstance(named, ParsedRow):
                by_year[row.year].append(named)
            elif isinstance(named, Fault):
                faults.append(named)
            else:
                kept_back.append(named)
        counts = RowCounts(kept=len(kept_back))
        whole = ImportPart(faults=tuple(faults), remarks=(*renamed.remarks, *kept_back), counts=counts)
        steps: dict[int, Sequence[Step]] = {}
        for year, rows_of_year in sorted(by_year.items()):
            planner = _YearPlanner(self._lookup, record_type, year, self._options, self._lists)
            before = steps.get(year - 1, ())
            part = planner.plan(rows_of_year, self._models, before, faulty=faulty or bool(whole.faults))
            steps[year] = part.steps
            whole = join_parts([whole, part])
        return whole

    def _name_record(
        self, record_type: RecordType, row: ParsedRow, renamed: RenamedModels
    ) -> ParsedRow | Fault | Remark:
        """Return the row, of an evaluation with its id; or what is wrong with its name, or why it is kept back."""
        if row.id and not valid_id(row.id, record_type):
            return row.fault(why_no_id(row.id), "id", value=row.id)
        if record_type.identity:
            return row
        try:
            return self._name_evaluation(row, renamed)
        except RequestError as why:
            key = "title" if "title" in row.head else "id"
            return Fault(row.spot_at(key), why, key)
        except InputError:
            return row.lacks("level")

    def _name_evaluation(self, row: ParsedRow, renamed: RenamedModels) -> ParsedRow | Remark:
        """Name the evaluation of the model that its line is, else of the one that it calls by its title."""
        model, _, level = row.id.partition(".")
        of_row = self._models.of_row(row) if not model else None
        if isinstance(of_row, Remark):
            return of_row
        model = model or of_row or self._model_named(row, renamed)
        if not row.mark and not self._models.is_of(model, row.year):
            raise RequestError(NO_RECORD, value=model, near="–")
        level = level or level_of(self._lookup, str(row.head.get("level", "")) or None, row.year)
        name = f"{model}.{level}"
        return row._replace(id=name if row.id else "", head={**row.head, "id": name})

    def _model_named(self, row: ParsedRow, renamed: RenamedModels) -> str:
        """Find the model that a row calls by its title, or by the one that it had when the row was taken before."""
        try:
            return self._models.named(row.year, row.head)
        except RequestError as why:
            model = renamed.model_of(row) if why.message is MODEL_NOT_REGISTERED else ""
            if not model:
                raise
            return model


class _YearPlanner:
    """The records of one type and campaign year, while rows that may speak of them are planned."""

    def __init__(
        self, lookup: RecordLookup, record_type: RecordType, year: int, options: ImportOptions, lists: Lists
    ) -> None:
        self._lookup, self._type, self._year, self._options = lookup, record_type, year, options
        self._known = read_known(lookup, record_type, year, lists)
        self._new_records = NewRecords(lookup, record_type, year)

    def plan(
        self, rows: Sequence[ParsedRow], models: ModelLookup, before: Sequence[Step], *, faulty: bool
    ) -> ImportPart:
        """Plan what becomes of the year's rows; `before` is what the same import writes of the year before."""
        matched = match_rows([self._as_answered(row) for row in rows], self._known, self._options)
        matches, doubts, linked, asked = matched.matches, matched.doubts, list[Remark](), list[RowsQuestion]()
        if self._type is MODELS:
            look_back = partial(EarlierModels, self._lookup, self._year, planned=before)
            rows_linked = link_rows(look_back, matched, self._known, self._options)
            matches, doubts, linked = rows_linked.matches, doubts | rows_linked.doubts, rows_linked.remarks
            asked = rows_linked.questions
        faulty_lines = {fault.spot[:3] for fault in matched.faults}
        sound = [match for match in matches if match.row.spot[:3] not in faulty_lines]
        parts = self._plan_records([match for match in sound if match.row.place not in doubts])
        planned = join_parts(parts.values())
        kept = {place: _doubt_part(doubt) for place, doubt in doubts.items()}
        is_faulty = bool(faulty or matched.faults or planned.faults)
        gone = [] if is_faulty else list(gone_remarks(self._lookup, self._known, rows, matched.gone))
        elsewhere = [remark(LIST_ELSEWHERE, name=name, number=number) for name, number in matched.elsewhere.items()]
        title_doubts: list[Remark] = []
        if self._type is MODELS:
            models.plan(self._year, planned.steps)
            models.note_rows(rows, {**parts, **kept})
            title_doubts = list(models.doubts_on(self._year, planned.steps))
        unread = ImportPart(faults=tuple(matched.faults), unread=self._known.problems, counts=RowCounts(gone=len(gone)))
        unknown = list(self._remark_on_authorities(planned.steps))
        told = ImportPart(remarks=(*linked, *gone, *elsewhere, *title_doubts, *unknown), questions=tuple(asked))
        return join_parts([unread, *kept.values(), planned, told])

    def _as_answered(self, row: ParsedRow) -> ParsedRow:
        """Return a row as the record that it was said to be; one of an earlier year is what it carries on."""
        answer = self._options.answers.get(row.line, "")
        if answer in self._known.by_id:
            return row._replace(id=answer)
        is_earlier = bool(answer) and self._type.has_lineages
        return row._replace(values={**row.values, "continues": answer}) if is_earlier else row

    def _plan_records(self, matches: Sequence[RowMatch]) -> dict[object, ImportPart]:
        """Plan all records, by the rows' places.

        First those whose rows say which ids they have, so that no other is given one of these.
        """
        parts = {
            match.row.place: self._plan_record(match) for match in sorted(matches, key=lambda match: not match.row.id)
        }
        steps = [step for part in parts.values() for step in part.steps if step.old is None or self._is_another(step)]
        planned: Lookalikes[Step] = self._known.lookalikes()
        for step in steps if self._type.identity else ():
            planned.add(step.new or {}, step)
        return {match.row.place: self._unless_doubtful(match, parts[match.row.place], planned) for match in matches}

    def _plan_record(self, match: RowMatch) -> ImportPart:
        """Plan one record; what is wrong with it is the row's fault."""
        try:
            if match.record is None:
                return self._plan_new(match)
            was_said = match.record.id == self._options.answers.get(match.row.line)
            result = outcome(match, match.record, overwrite=self._options.overwrite or was_said)
        except (RecordError, WriteError, EditError, ReadError, RequestError) as why:
            return ImportPart(faults=tuple(faults_of(match.row, why)))
        if isinstance(result, KeptRecord):
            return ImportPart(kept=(result,), counts=RowCounts(kept=1))
        return _part_of_step(result, match.row)

    def _is_another(self, step: Step) -> bool:
        """Whether a record that is there becomes another thing."""
        return bool(self._type.identity) and step.old is not None and not self._type.is_same(step.old, step.new or {})

    def _unless_doubtful(self, match: RowMatch, part: ImportPart, planned: Lookalikes[Step]) -> ImportPart:
        """Keep a row back by which a record would become the same thing as another one, or may: on file or planned."""
        step = next(filter(self._is_another, part.steps), None)
        if step is None:
            return part
        doubt = None if self._options.settles(match.row.line) else self._doubt_of(step, planned)
        return self._keep_back(match, doubt) if doubt else part

    def _doubt_of(self, step: Step, planned: Lookalikes[Step]) -> Remark | None:
        """Doubt a change by which a record would become, or may, what another one is: on file, unread, or planned."""
        old, new = step.old or {}, step.new or {}
        same = [*_values_on_file(self._known.same(new)), *_values_planned(planned.same(new))]
        if path := next((path for path, _ in same if path != step.path), None):
            return remark(MAY_BECOME, path=path)
        known = {record.path for record in (*self._known.doubtful(old), *self._known.told_elsewhere(old))} | {step.path}
        on_file = [*self._known.doubtful(new), *self._known.told_elsewhere(new)]
        to_write = [*planned.doubtful(new), *planned.told_elsewhere(new)]
        for path, values in (*_values_on_file(on_file), *_values_planned(to_write)):
            if path not in known:
                return doubt_of(self._type, new, path, values)
        unread = self._known.perhaps(self._year, new)
        if unread and not unread.may_be(self._type, self._year, old):
            return remark(MAY_BE_UNREAD, path=unread.path)
        return None

    def _keep_back(self, match: RowMatch, doubt: Remark) -> ImportPart:
        return _doubt_part(RowDoubt(match.row, doubt, {}, self._type.title))

    def _plan_new(self, match: RowMatch) -> ImportPart:
        """Plan a new record under its own id, or the first of those made for it that is free; not one removed."""
        values = new_values(match)
        given = match.row.id or str(match.row.head.get("id", "")) or None
        is_settled = match.row.is_restored or self._options.settles(match.row.line)
        perhaps = None if is_settled else self._known.perhaps(self._year, values)
        if unread := self._known.unread_named(given or "") or perhaps:
            return self._keep_back(match, remark(MAY_BE_UNREAD, path=unread.path))
        path, name = "", given
        for name in self._new_records.ids_to_try(values, given):
            path = record_path(self._type, self._year, name)
            if self._lookup.source.stamp(f"{REMOVED_FOLDER}/{path}") and not self._options.overwrite:
                removed = remark(ROW_REMOVED, path=path, title=title_of(self._type, values))
                return _kept_part(removed)
        try:
            return _part_of_step(self._new_records.create(values, name), match.row)
        except WriteError:
            raise WriteError(EXISTS, path=path) from None  # the row's own, wherever the other one lies

    def _remark_on_authorities(self, steps: Iterable[Step]) -> Iterator[Remark]:
        """Say how many new awards do not say who gives them."""
        new = [step.new or {} for step in steps if step.kind == AWARDS.name and step.old is None]
        if number := sum(map(lacks_authority, new)):
            yield remark(AWARDS_OF_NOBODY, number=number)


def _part_of_step(step: Step, row: ParsedRow) -> ImportPart:
    return ImportPart(steps=(step,), rows=((step.path, row),))


def _kept_part(why: Remark) -> ImportPart:
    """Keep a row back."""
    return ImportPart(remarks=(why,), counts=RowCounts(kept=1))


def _doubt_part(doubt: RowDoubt) -> ImportPart:
    """Keep a row back until somebody says what it is."""
    return ImportPart(remarks=(doubt.remark,), doubts=(doubt,), counts=RowCounts(kept=1))


def _values_on_file(records: Iterable[Record]) -> Iterator[tuple[str, Mapping[str, Value]]]:
    yield from ((record.path, record.values) for record in records)


def _values_planned(steps: Iterable[Step]) -> Iterator[tuple[str, Mapping[str, Value]]]:
    yield from ((step.path, step.new or {}) for step in steps)


def faults_of(row: ParsedRow, why: Exception) -> Iterator[Fault]:
    """Yield, as faults of the row, why its record cannot be written."""
    match why:
        case RecordError():
            for problem in why.problems:
                key = str(problem.args.get("key", ""))
                yield Fault(row.spot_at(key), RequestError(ROW_UNSOUND, code=problem.code, problem=problem), key)
        case WriteError():
            yield row.fault(ROW_REFUSED, "", path=str(why.params.get("path", "")))
        case EditError():
            yield row.fault(ROW_CANNOT_EDIT, "", path=why.path)
        case ReadError():
            yield row.fault(ROW_REFUSED, "", path=str(why.params.get("name", "")))
        case RequestError():
            yield Fault(row.spot, why)
