"""A paper of which nothing is on record: a year or a decision mistyped, a list of nobody. None is written."""

from collections.abc import Iterable, Sequence

from danvan_cli.counting.question import QuestionText, find_dimension_of_filter, read_measure
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.matching import NOTHING_NEAR
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.answers.counted_numbers import CountedNumbers
from danvan_cli.exporting.papers.answers.paper_lists import PaperList
from danvan_cli.exporting.papers.answers.paper_numbers import AskedNumber, PaperNumber
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest
from danvan_cli.text.periods import Period

NOTHING_IN_YEAR = Message(
    "paper-of-nothing",
    N_(
        "Nothing was written: in {year} nothing is on record of what this paper says ({measure}). The latest year with "
        "records: {known}."
    ),
)
NOTHING_YET = Message(
    "paper-of-nothing-yet",
    N_(
        "Nothing was written: of the records of {year} none is of what this paper says ({measure}). It is recorded by: "
        "{command}"
    ),
)
NOTHING_SO = Message(
    "paper-of-nothing-so",
    N_(
        "Nothing was written: in {year} nothing is on record of what this paper says ({measure}) under {where}. "
        "Nearest: {near}."
    ),
)

_RECORDED_BY = {
    **dict.fromkeys(("surveyed", "rated", "effective", "results"), "danvan evaluate"),
    **dict.fromkeys(("recognized", "outstanding"), "danvan recognize"),
    "nominated": "danvan recognize --propose",
    **dict.fromkeys(("awards", "recipients"), "danvan award"),
    "proposed": "danvan award --propose",
    **dict.fromkeys(("activities", "running", "participants", "activity_results"), "danvan activity"),
}
_REGISTERED_BY = "danvan register"


def refuse_nothing(
    numbers: Iterable[PaperNumber],
    lists: Sequence[PaperList],
    where: Sequence[str],
    period: Period,
    counted: CountedNumbers,
) -> None:
    """Raise RequestError where lists are empty and numbers 0 or unknown; without lists, if the years have no record."""
    said = list(numbers)
    if any(number.value for number in said) or any(listed.records for listed in lists):
        return
    has_records = any(period.first <= folder.year <= period.last for folder in counted.ledger.source.folders())
    if has_records and not lists:
        return
    questions = [*(listed.asked for listed in lists), *(number.asked for number in said)]
    if questions and questions[0].measure:
        raise _nothing(questions[0], where, counted, has_records=has_records)


def _nothing(asked: AskedNumber, where: Sequence[str], counted: CountedNumbers, *, has_records: bool) -> RequestError:
    if where:
        near = next((value for text in where if (value := _near(text, asked, counted))), NOTHING_NEAR)
        typed = ", ".join(where)
        return RequestError(NOTHING_SO, year=asked.year, measure=asked.measure, where=typed, near=near)
    if has_records:
        command = _RECORDED_BY.get(asked.measure, _REGISTERED_BY)
        return RequestError(NOTHING_YET, year=asked.year, measure=asked.measure, command=command)
    latest = counted.ledger.latest_year(None)
    known = str(latest) if latest else "–"
    return RequestError(NOTHING_IN_YEAR, year=asked.year, measure=asked.measure, known=known)


def _near(condition: str, asked: AskedNumber, counted: CountedNumbers) -> str | None:
    """Return the value nearest to that of a condition among those that are on record of these years."""
    dimension = find_dimension_of_filter(condition)
    measure = read_measure(asked.measure)
    if dimension is None or dimension.name not in measure.dimensions:
        return None
    text = QuestionText(asked.year or None, (dimension.name,), units_now=asked.units_now, for_people=True)
    values = [str(row.values[0]) for row in counted.tally(measure, text, says_notes=False).rows if row.values[0]]
    return nearest(condition.partition("=")[2], values)
