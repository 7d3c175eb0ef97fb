"""The numbers of a paper, counted by the questions they keep, when it is written and whenever it is compared."""

import re
from collections import Counter as Alike
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from danvan_cli.counting.claims import is_of_the_same_days, means_the_same
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.measures import Measure
from danvan_cli.counting.question import Question, QuestionText, read_measure
from danvan_cli.counting.tables import Note, RecordListing, Table
from danvan_cli.counting.tally import AnswerContext, answer, frame, notes_of, open_and_read, state_of
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.frozen_ledger import FrozenLedger
from danvan_cli.exporting.papers.answers.paper_numbers import IN_TABLE, AskedNumber, PaperNumber
from danvan_cli.exporting.unread_files import UnreadFilesError
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_percent
from danvan_cli.text.periods import Period
from danvan_cli.view import messages
from danvan_cli.view.evidence import state_in_words
from danvan_cli.view.labels import NOTHING, at_least
from danvan_cli.view.layout import thousandths
from danvan_cli.view.tables import conditions, listing_command, without_options, written

UNKNOWN_NUMBER = Message(
    "unknown-number",
    N_(
        "{measure} in {year}: nothing is on record, or only for a longer period, so the number is not known, and it is "
        "not 0; what `danvan figure` notes is compared with records, not counted. What shall stand there then: "
        'khong_co="…".'
    ),
    severity="fault",
)
NOT_WITHIN = Message(
    "share-not-within",
    N_(
        "What is counted of {measure} is not all within what is counted of {measured}, so it is no share of it. What "
        'shall stand there then: khong_co="…".'
    ),
    severity="fault",
)
UNLIKE_RESULTS = Message(
    "unlike-results",
    N_("{measure}: different indicators are never added up. Name one: indicator={value}."),
    severity="fault",
)
_NUMERALS = re.compile(r"\d[\d.,]*")  # sentences that differ in nothing else say of what they are
T = TypeVar("T", Table, RecordListing)
_UP, _DOWN, _SAME = N_("up {value}"), N_("down {value}"), N_("unchanged")
_TWO_DIGITS = 10


class CountedNumbers:
    """Counts numbers, each once, and keeps the answers that they came from, for what has to be said under them."""

    def __init__(self, ledger: FrozenLedger) -> None:
        self.ledger = ledger
        self._numbers: dict[AskedNumber, PaperNumber] = {}
        self._counter = Counter(ledger.db)
        self._answered: list[tuple[Question, Callable[[], Sequence[Note]]]] = []

    def ask(self, asked: AskedNumber) -> PaperNumber:
        """Return a number as it is counted now; raise RequestError where it is not known."""
        if asked not in self._numbers:
            self._numbers[asked] = self._ask(asked)
        return self._numbers[asked]

    def tally(self, measure: Measure, text: QuestionText, *, says_notes: bool = True) -> Table:
        """Return what `tally` answers; raise UnreadFilesError, or RequestError."""
        question, vs = frame(self.ledger, measure, text)
        _, lists, question = open_and_read(self.ledger, question, vs, text)
        context = AnswerContext(self.ledger.revision, vs, notes=False)
        table = readable(answer(self._counter, lists, question, text, context))
        if says_notes:
            self.remember(question, partial(notes_of, self._counter, question, vs))
        return table

    def remember(self, question: Question, notes: Callable[[], Sequence[Note]]) -> None:
        """Keep how to find out what has to be said of an answer, which few papers do."""
        self._answered.append((question, notes))

    def notes(self) -> list[str]:
        """Return what has to be said under the numbers used so far, each once."""
        said: dict[str, str] = {}  # each sentence, and of what it is
        for question, notes in self._answered:
            says = [] if question.every_status else [translate(question.measure.says)]
            of = "; ".join(conditions(question, self.ledger.lists))
            for sentence in [*says, *map(self._sentence, notes())]:
                said.setdefault(sentence, of)
        alike = Alike(_NUMERALS.sub("", sentence) for sentence in said)
        return [
            f"{of}: {sentence}" if of and alike[_NUMERALS.sub("", sentence)] > 1 else sentence
            for sentence, of in said.items()
        ]

    def state(self, period: Period) -> str:
        """Return of which state of the folder the numbers are, and what `check` finds in some years."""
        return state_in_words(state_of(self.ledger, self.ledger.db, self.ledger.lists, period))

    def _sentence(self, note: Note) -> str:
        return without_options(messages.sentence(note.message, note.args, self.ledger.lists))

    def _ask(self, asked: AskedNumber) -> PaperNumber:
        table = self._tally(read_measure(asked.measure), asked)
        measure = table.question.measure
        if table.total is None:
            raise unlike(self.ledger, measure)
        known = asked.function == IN_TABLE or self.is_known(table)
        text, value, lacking = "", table.total, unknown(table)
        if asked.function == "ty_le":
            whole = self._tally(read_measure(asked.whole), _of_whole(asked))
            lacking = unknown(whole) if known else lacking
            known = bool(known and whole.total)
            if known and not _is_within(asked, table, whole):
                known, lacking = (
                    False,
                    RequestError(NOT_WITHIN, measure=measure.name, measured=whole.question.measure.name),
                )
            if known and whole.total:
                value = thousandths(table.total, whole.total)
                text = format_percent(value, language())
        elif asked.function == "tang_giam":
            lacking = unknown(table, asked.vs) if known else lacking
            known = known and not table.vs_is_unknown and table.vs_total is not None
            value = table.total - (table.vs_total or 0)
            text = _change(table.question, value, table.vs_total or 0)
        else:
            text = _count(table, two_digits=asked.two_digits)
        if known:
            return PaperNumber(asked, text, value)
        if asked.missing:
            return PaperNumber(asked, asked.missing, None)
        raise lacking

    @staticmethod
    def is_known(table: Table) -> bool:
        """Whether an answer is more than a 0 that nobody knows."""
        return not table.is_unknown and (table.total is not None or bool(table.rows))

    def _tally(self, measure: Measure, asked: AskedNumber) -> Table:
        return self.tally(measure, question_text(measure, asked))

    def opens(self, asked: AskedNumber) -> str:
        """Return the command that lists the records behind a number."""
        text = QuestionText(asked.year or None, where=asked.where, basis=asked.basis or None, since=asked.since or None)
        text = text._replace(as_of=asked.as_of or None, units_now=asked.units_now)
        question, _ = frame(self.ledger, read_measure(asked.measure), text)
        return listing_command(question, asked.where, says_basis=bool(asked.basis), revision=self.ledger.revision)


def question_text(measure: Measure, asked: AskedNumber) -> QuestionText:
    """Return what a number or a list asks, as it would be typed."""
    return QuestionText(
        asked.year or None,
        (),
        asked.where,
        asked.basis if asked.basis and measure.bases else None,
        asked.as_of or None,
        asked.units_now,
        vs=asked.vs or None,
        for_people=True,
        since=asked.since or None,
    )


def _of_whole(asked: AskedNumber) -> AskedNumber:
    """Return what the whole of a share is asked by: with the conditions that mean the same of it."""
    part, whole = read_measure(asked.measure), read_measure(asked.whole)
    where = tuple(text for text in asked.where if means_the_same(part, whole, _dimension(text)))
    return asked._replace(measure=whole.name, where=where, basis=asked.basis if whole.bases else "")


def _is_within(asked: AskedNumber, part: Table, whole: Table) -> bool:
    """Whether what is counted of a part can be of its whole: of the same days, and no more than it."""
    measures = part.question.measure, whole.question.measure
    days = [*(["month"] if asked.since else []), *map(_dimension, asked.where)]
    return all(is_of_the_same_days(*measures, day) for day in days) and (part.total or 0) <= (whole.total or 0)


def _dimension(condition: str) -> str:
    return condition.partition("=")[0].removesuffix("!")


def _count(table: Table, *, two_digits: bool) -> str:
    total = table.total or 0
    text = written(table.question, total)
    if two_digits and 0 <= total < _TWO_DIGITS and not table.question.measure.adds_unlike_things:
        text = f"{total:02}"
    return at_least(text) if table.is_lower_bound and total else text


def _change(question: Question, change: int, before: int) -> str:
    """Return a change in words: tăng 12 (6,9%)."""
    if not change:
        return translate(_SAME)
    text = translate(_UP if change > 0 else _DOWN).format(value=written(question, abs(change)))
    return f"{text} ({format_percent(thousandths(abs(change), before), language())})" if before else text


def readable(answer: T) -> T:
    """Return an answer; raise UnreadFilesError where files that it would count cannot be read."""
    if answer.unread:
        raise UnreadFilesError(answer.unread)
    return answer


def unknown(table: Table, vs: str = "") -> RequestError:
    """Return why an answer is no number, in its own years or in those that it is compared with."""
    years = vs or str(table.question.period) if table.question.period.first else NOTHING
    return RequestError(UNKNOWN_NUMBER, measure=table.question.measure.name, year=years)


def unlike(ledger: FrozenLedger, measure: Measure) -> RequestError:
    """Return why results of several indicators are no number."""
    indicators = ledger.lists.entries("indicator")
    return RequestError(UNLIKE_RESULTS, measure=measure.name, value=next(iter(indicators), "…"))
