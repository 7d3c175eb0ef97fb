"""What a random form asks: each tag with what `tally` says of it, without the language of templates in between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from danvan_cli.counting.claims import CHANGE_ON_ITSELF
from danvan_cli.counting.listing import list_records
from danvan_cli.counting.measures import MEASURES, wholes_of
from danvan_cli.counting.question import QuestionText, read_measure
from danvan_cli.counting.tally import tally
from danvan_cli.counting.whole_names import PART_OF_NAME
from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.answers.counted_numbers import NOT_WITHIN, UNKNOWN_NUMBER, UNLIKE_RESULTS
from danvan_cli.view.labels import at_least
from danvan_cli.view.labels import number as number_text
from danvan_cli.view.tables import written
from tests.exporting.papers.asked_papers import AskedFolder, call_of
from tests.oracle.facts import Folder, Question
from tests.oracle.strategies import questions

if TYPE_CHECKING:
    from danvan_cli.counting.ledger import Ledger
    from danvan_cli.counting.tables import RecordListing, Table
    from danvan_cli.domain.messages import Message
    from danvan_cli.exporting.papers.answers.paper_numbers import AskedNumber

MISSING = "chưa có số liệu"
_SHARES = tuple((name, whole.name) for name, measure in MEASURES.items() for whole in wholes_of(measure))
_WITHOUT_WEIGHT = ("units", "recipients", "results", "participants", "activity_results")  # not added up by `count`


class RandomTag(NamedTuple):
    """A tag: the template's word, the question, what that is a share of, or a change on; what stands for no answer."""

    function: str
    question: Question
    whole: str = ""
    vs: str = ""
    missing: str = ""

    @property
    def text(self) -> str:
        """Return it as a template has it."""
        question, texts = self.question, [self.question.measure, *([self.whole] if self.whole else [])]
        options = {"nam": _years(question), "tinh": question.count or "", "so_voi": self.vs, "khong_co": self.missing}
        options |= {"tu_ngay": question.since or "", "den_ngay": question.as_of or "", "theo": ",".join(question.by)}
        told = [f"'{text}'" for text in (*texts, *question.where)]
        told += [f"{name}='{value}'" for name, value in options.items() if value]
        return f"{{{{ {self.function}({', '.join(told)}) }}}}"

    def counted(self, ledger: Ledger) -> str:
        """Return what `tally` says, as it is written."""
        table = _table(ledger, self.question.measure, self.question, self.vs)
        if self.function == "ty_le":
            whole = _table(ledger, self.whole, self.question)
            return _per_cent(table.total or 0, whole.total) if whole.total else "0"
        if self.function == "tang_giam":
            change = (table.total or 0) - (table.vs_total or 0)
            share = f" ({_per_cent(abs(change), table.vs_total)})" if table.vs_total else ""
            way = "tăng" if change > 0 else "giảm"
            return f"{way} {written(table.question, abs(change))}{share}" if change else "không tăng, không giảm"
        text = written(table.question, table.total)
        return at_least(text) if table.is_lower_bound and table.total else text

    def is_answered(self, folder: AskedFolder) -> bool:
        """Whether a paper has it: refused is only what is 0 or mixed for `tally`, and what may be a part of a name."""
        refusal = self._refusal(folder)
        if refusal is None:
            return True
        table = _table(folder.ledger, self.question.measure, self.question, self.vs)
        totals = [table.total, *([table.vs_total] if self.vs else [])]
        totals += [_table(folder.ledger, self.whole, self.question).total] if self.whole else []
        if refusal is UNLIKE_RESULTS:
            assert "results" in self.question.measure
        elif refusal is NOT_WITHIN:
            assert (totals[0] or 0) > (totals[-1] or 0)
        else:
            assert refusal in (PART_OF_NAME, CHANGE_ON_ITSELF) or (refusal is UNKNOWN_NUMBER and not all(totals))
        return False

    def _refusal(self, folder: AskedFolder) -> Message | None:
        ask = folder.answers.table if self.function == "bang" else folder.answers.number
        try:
            ask(call_of(self.text))
        except RequestError as error:
            return error.message
        return None


def _years(question: Question) -> str:
    first, last = question.years
    return f"{first}" if first == last else f"{first}-{last}"


def _table(ledger: Ledger, measure: str, question: Question, vs: str = "") -> Table:
    basis = question.count if read_measure(measure).bases else None
    text = QuestionText(_years(question), (), question.where, basis, question.as_of, question.units_now)
    return tally(ledger, read_measure(measure), text._replace(since=question.since, vs=vs or None))


def _per_cent(part: int, whole: int) -> str:
    tenths = round(1000 * part / whole)
    return (f"{number_text(tenths // 10)},{tenths % 10}" if tenths % 10 else number_text(tenths // 10)) + "%"


@st.composite
def random_tags(draw: st.DrawFn, folder: Folder, measures: tuple[str, ...], *, units_now: bool) -> RandomTag:
    """Draw a tag; `measures` are those that numbers and tables ask for."""
    function = draw(st.sampled_from(["so", "so", "so", "bang", "ty_le", "tang_giam"]))
    drawn = draw(questions(folder, measures))
    question = replace(drawn, units_now=units_now, include_open=False, by=drawn.by if function == "bang" else ())
    if function == "bang":
        return RandomTag(function, question) if question.by else RandomTag("so", question, missing=MISSING)
    missing = draw(st.sampled_from(["", MISSING]))
    if function == "ty_le":
        part, whole = draw(st.sampled_from(_SHARES))
        question = replace(question, measure=part, where=(), count=None, since=None, as_of=None)
        return RandomTag(function, question, whole, missing=missing)
    if function == "tang_giam":
        question = replace(question, since=None, as_of=None)
        return RandomTag(function, question, vs=str(draw(st.integers(2018, 2022))), missing=missing)
    return RandomTag(function, question, missing=missing)


def holds(ledger: Ledger, asked: AskedNumber, record: str) -> bool:
    """Whether the list behind a number holds a record, or what was found about it."""
    return any(listed.id.partition(".")[0] == record for listed in _listed(ledger, asked).records)


def total_of_list(ledger: Ledger, asked: AskedNumber) -> int | None:
    """Return the total of the list behind a number."""
    return _listed(ledger, asked).total


def is_weighed(asked: AskedNumber) -> bool:
    """Whether a number grows with how many things a record stands for."""
    return asked.measure not in _WITHOUT_WEIGHT


def _listed(ledger: Ledger, asked: AskedNumber) -> RecordListing:
    basis = asked.basis if read_measure(asked.measure).bases else ""
    text = QuestionText(asked.year, (), asked.where, basis or None, asked.as_of or None, asked.units_now)
    return list_records(ledger, read_measure(asked.measure), text._replace(since=asked.since or None))
