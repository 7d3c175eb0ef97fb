"""What a template asks, answered by the records: each number by the question that `tally` would ask.

All answers are of one state of the folder. What a number was asked by is kept with it (`PaperNumber`), so that a paper
can be asked again; a zero that nobody knows is no number.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

from danvan_cli.counting.claims import refuse_meaningless
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.question import DIMENSION_LACKING, Question, QuestionText, read_measure, read_years
from danvan_cli.counting.shown_columns import NO_SHOWN, ColumnNames, ShownColumn
from danvan_cli.counting.tally import frame, open_and_read
from danvan_cli.counting.whole_names import refuse_parts
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.vietnamese_names import VALUES, BothNames
from danvan_cli.exporting.frozen_ledger import FrozenLedger
from danvan_cli.exporting.papers.answers.counted_numbers import CountedNumbers, unknown, unlike
from danvan_cli.exporting.papers.answers.nothing_on_record import refuse_nothing
from danvan_cli.exporting.papers.answers.office_conditions import is_of_office, spelled_out
from danvan_cli.exporting.papers.answers.paper_conditions import (
    PaperConditions,
    refuse_several_deciders,
    refuse_twice,
    unit_named,
)
from danvan_cli.exporting.papers.answers.paper_lists import OWN_KEYS, PaperList, PaperRecord, listed
from danvan_cli.exporting.papers.answers.paper_numbers import AskedNumber, PaperNumber, asked_of
from danvan_cli.exporting.papers.answers.paper_tables import PaperCell, PaperTable, paper_table
from danvan_cli.exporting.papers.language.words import DAY_OPTIONS, Call
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.periods import Period
from danvan_cli.view.tables import conditions

NO_SUCH_COUNT = Message(
    "no-such-count", N_("There is no way to count “{value}”. There are: {known}."), severity="fault"
)
NO_KEY = Message(
    "no-template-key",
    N_("A list of {measure} cannot show “{value}”. Nearest: {near}. It can show: {known}."),
    severity="fault",
)
T = TypeVar("T")
_ONLY = N_("Only: {scope}.")
_MEASURES = ("registered", "recognized", "awards", "activities")  # of one or the other any condition can be


class PaperScope(NamedTuple):
    """What a whole paper is of, where its template does not say otherwise."""

    year: str | None = None
    where: tuple[str, ...] = ()
    units_now: bool = False
    day: str | None = None  # the paper's own, as it is stored


class PaperAnswers:
    """Answers the questions of one paper, each once."""

    def __init__(self, ledger: FrozenLedger, scope: PaperScope) -> None:
        self._ledger, self._scope = ledger, scope
        self._asked: dict[tuple[Call, tuple[str, ...]], object] = {}
        self._names: dict[Measure, ColumnNames] = {}
        self._conditions_of_paper = PaperConditions(scope.where)
        self.counted = CountedNumbers(ledger)

    @cached_property
    def year(self) -> str:
        """Return the years that the paper is of."""
        return str(self._period) if self._period.first else ""

    @cached_property
    def _period(self) -> Period:
        return self._ledger.period(read_years(self._scope.year) if self._scope.year else None)

    def refuse_scope(self) -> None:
        """Raise RequestError where what the paper is of is no year or no condition: once, and not for each tag."""
        if self._scope.year:
            read_years(self._scope.year)
        if self._scope.where and not self._conditions_read:
            refusals = (self._of_paper(read_measure(name)) for name in _MEASURES)
            for refusal in refusals:
                if isinstance(refusal, RequestError) and refusal.message is not DIMENSION_LACKING:
                    raise refusal

    def notes(self) -> list[str]:
        """Return what has to be said under the numbers used so far, and of which state of the folder they are."""
        of = [f"{translate(_ONLY).format(scope=self.scope)}"] if self.scope else []
        return [*of, *self.counted.notes(), self.state]

    @property
    def several_years(self) -> str:
        """Return the years that the paper is of, "" where it is of one."""
        return self.year if self._period.first < self._period.last else ""

    @cached_property
    def scope(self) -> str:
        """Return the conditions that hold for the whole paper, in words: a unit is its name; "" without any."""
        if not self._conditions_read:
            return "; ".join(self._scope.where)
        names = self._ledger.lists
        said = zip(self._conditions_read.where, conditions(self._conditions_read, names), strict=True)
        return "; ".join(unit_named(condition, names) or text for condition, text in said)

    @property
    def unit(self) -> str:
        """Return the names of the units of which the whole paper is, "" where it is of all."""
        where = self._conditions_read.where if self._conditions_read else ()
        return ", ".join(filter(None, (unit_named(condition, self._ledger.lists) for condition in where)))

    @cached_property
    def _conditions_read(self) -> Question | None:
        """The paper's own conditions, as they are read of some measure that has them all."""
        answers = (self._of_paper(read_measure(name)) for name in _MEASURES) if self._scope.where else ()
        return next((answer for answer in answers if isinstance(answer, Question)), None)

    def _of_paper(self, measure: Measure) -> Question | RequestError:
        """Return the paper's own conditions, asked of a measure, or why they cannot be."""
        text = QuestionText(self._scope.year, where=self._scope.where, units_now=self._scope.units_now, for_people=True)
        try:
            question, _ = frame(self._ledger, measure, text)
            return open_and_read(self._ledger, question, None, text)[2]
        except RequestError as error:
            return error

    @cached_property
    def state(self) -> str:
        """Return of which state of the folder the paper is, as people read it."""
        return self.counted.state(self._period)

    @property
    def origin(self) -> str:
        """Return of which state of the folder the paper is, for programs."""
        return json.dumps(
            {
                "schema": 1,
                "year": self.year,
                "commit": self._ledger.source.last_commit(),
                "office": self._ledger.lists.setting("office"),
            },
            ensure_ascii=False,
        )

    def number(self, call: Call) -> PaperNumber:
        """Return the number that `so`, `ty_le` or `tang_giam` asks for; raise RequestError where it is not known."""
        return self._once(call, (), lambda: self.counted.ask(self._as_asked(call)))

    def table(self, call: Call) -> PaperTable:
        """Return the table that `bang` asks for."""
        return self._once(call, (), lambda: self._table(call))

    def listed(self, call: Call, keys: tuple[str, ...]) -> PaperList:
        """Return the list that `danh_sach` asks for, with what a template shows of each record."""
        return self._once(call, keys, lambda: self._listed(call, keys))

    def records(self, call: Call, keys: tuple[str, ...]) -> Sequence[PaperRecord]:
        """Return the records of a list."""
        return self.listed(call, keys).records

    def is_there(self, call: Call) -> bool:
        """Whether anything is on record that `co` asks for."""
        return self._once(call, (), lambda: self._is_there(call))

    def refuse_nothing(self, numbers: Iterable[PaperNumber], lists: Sequence[PaperList]) -> None:
        """Raise RequestError for a paper of which nothing at all is on record."""
        refuse_nothing(numbers, lists, self._scope.where, self._period, self.counted)

    def check(self, call: Call, keys: tuple[str, ...] = ()) -> None:
        """Raise RequestError where a question cannot be asked, whatever is on record."""
        if call.function == "ghi_chu":
            return
        for name in call.measures:
            self._conditions_of_paper.refuse_other_meaning(read_measure(name))
        question, vs = self._question(call, self._scope.day or f"{self._period.last or 1:04}-12-31")
        if call.function == "ty_le":
            stated = {"measure": call.measures[0], "share_of": call.measures[1]}
            read_measure(call.measures[1])
            refuse_meaningless(stated, question.period.last)
            self._conditions_of_paper.refuse_share(*map(read_measure, call.measures))
        if vs:
            refuse_meaningless({"measure": question.measure.name, "vs": read_years(vs), "year": question.period}, 0)
        if call.function in ("so", "ty_le", "tang_giam") and len(question.by) > 0:
            raise unlike(self._ledger, question.measure)
        for name in keys:
            if name not in OWN_KEYS:
                self._column(question.measure, name)

    def _once(self, call: Call, keys: tuple[str, ...], answer: Callable[[], T]) -> T:
        if (call, keys) not in self._asked:
            self.check(call, keys)
            self._asked[call, keys] = answer()
        return self._asked[call, keys]  # type: ignore[return-value]  # a call has one kind of answer

    def _text(self, call: Call, day: str | None = None) -> QuestionText:
        """Return a question as it is typed in the template, within what the paper is of, on a day if not on its own."""
        since, as_of = (call.day(name, day or self._scope.day) for name in DAY_OPTIONS)
        by = call.option("theo")
        return QuestionText(
            call.option("nam") or self._scope.year,
            (by,) if by else (),
            (*self._scope.where, *self._conditions(call)),
            self._basis(call.option("tinh")),
            as_of,
            self._scope.units_now,
            since=since,
            for_people=True,
        )

    def _conditions(self, call: Call) -> tuple[str, ...]:
        """Return the conditions of a call, spelled out where only the office's own lists tell what they mean."""
        spelled = (spelled_out(text, self._scope.where, self._ledger.lists) for text in call.where)
        return tuple(condition for conditions in spelled for condition in conditions)

    def _basis(self, typed: str | None) -> str | None:
        names = VALUES["count"]
        if typed is None or typed in names:
            return typed
        basis = next((basis for basis, name in names.items() if name == typed.strip().replace("_", "-")), None)
        if basis is None:
            raise RequestError(NO_SUCH_COUNT, value=typed, known=", ".join(names.values()))
        return basis

    def _question(self, call: Call, day: str | None = None) -> tuple[Question, str | None]:
        """Return what a call asks of the records, and the years that it is compared with; raise RequestError."""
        measure, text = read_measure(call.measures[0]), self._text(call, day)
        question, _ = frame(self._ledger, measure, text)
        _, lists, question = open_and_read(self._ledger, question, None, text)
        of_paper, own = question.where[: len(self._scope.where)], question.where[len(self._scope.where) :]
        if any(map(is_of_office, call.where)):
            refuse_several_deciders(self._scope.where, of_paper)
        refuse_parts(lists, self._conditions(call), own, question.by)
        return question, call.option("so_voi")

    def _as_asked(self, call: Call) -> AskedNumber:
        question, vs = self._question(call)
        flags = dict(call.options)
        return asked_of(
            call.function,
            question,
            whole=read_measure(call.measures[1]).name if call.function == "ty_le" else "",
            vs=str(read_years(vs)) if vs else "",
            missing=call.option("khong_co") or "",
            two_digits=flags.get("hai_chu_so") is True,
        )

    def _table(self, call: Call) -> PaperTable:
        answer = self.counted.tally(read_measure(call.measures[0]), self._text(call))
        if self.counted.is_known(answer):
            return paper_table(answer, self._ledger.lists)
        missing = call.option("khong_co")
        if not missing:
            raise unknown(answer)
        return PaperTable([], 0, [[PaperCell(missing)]], missing=missing)

    def _column(self, measure: Measure, name: str) -> ShownColumn:
        """Return what a list shows by a key; raise RequestError."""
        if measure not in self._names:  # there are many, and a list has many keys
            self._names[measure] = ColumnNames(measure, translate)
        try:
            return self._names[measure].column(name)
        except RequestError as error:
            raise _as_in_templates(error) from error

    def _is_there(self, call: Call) -> bool:
        answer = self.counted.tally(read_measure(call.measures[0]), self._text(call), says_notes=False)
        return any(row.value for row in answer.rows)

    def _listed(self, call: Call, keys: tuple[str, ...]) -> PaperList:
        measure = read_measure(call.measures[0])
        answer, listing = listed(
            self._ledger, measure, self._text(call), keys, lambda name: self._column(measure, name)
        )
        if any(map(is_of_office, call.where)):
            refuse_twice(listing.records)
        notes = listing.notes
        self.counted.remember(listing.question, lambda: notes)
        return answer


def _as_in_templates(error: RequestError) -> RequestError:
    """Return why a list cannot show something, with names as a template can write them: a hyphen would be a minus."""
    if error.message is not NO_SHOWN:
        return error
    near, known = (_with_underscores(error.params[key]) for key in ("near", "known"))
    return RequestError(NO_KEY, **{**error.params, "near": near, "known": known})


def _with_underscores(named: object) -> object:
    if isinstance(named, BothNames):
        return BothNames(*(name.replace("-", "_") for name in named))
    return str(named).replace("-", "_")
