"""Published figures against the records."""

from typing import Literal, NamedTuple

from danvan_cli.counting.claims import Claim, claims_of, question_of, refuse_sum_of_unlike
from danvan_cli.counting.conflicts import Conflict, conflicts_of
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.query import is_lower_bound, is_recorded, left_out
from danvan_cli.counting.question import Question, read_measure
from danvan_cli.counting.tally import open_ledger
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index import problems
from danvan_cli.index.comparing import ALL_YEARS, Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.periods import Period

Result = Literal["equal", "differs", "unknown"]
_ABOUT = 5  # per cent


class ComparedClaim(NamedTuple):
    """A claim and what the records say to it; `counted` in hundredths, None where they cannot say."""

    claim: Claim
    counted: int | None
    result: Result
    refused: RequestError | None = None
    question: Question | None = None


class Reconciliation(NamedTuple):
    """All claims compared, the conflicts of sources with themselves, and the files that could not be read."""

    compared: list[ComparedClaim]
    conflicts: list[Conflict]
    unread: list[Problem]
    revision: str | None


def reconcile(ledger: Ledger, years: Period | None = None) -> Reconciliation:
    """Return the figures (of some years' folders) compared with the records; raise ListsUnreadableError."""
    db, lists = open_ledger(ledger, None)
    counter = Counter(db)
    claims = list(claims_of(db, years))
    compared = [_compare(counter, lists, claim) for claim in claims]
    unread = problems.of_scope(db, Scope(tuple(RECORD_TYPES), *ALL_YEARS, ALL_YEARS))
    return Reconciliation(compared, conflicts_of(counter, lists, claims), unread, ledger.revision)


def _compare(counter: Counter, lists: Lists, claim: Claim) -> ComparedClaim:
    try:
        question = question_of(counter.db, lists, claim)
        counted = _counted(counter, lists, claim, question)
    except RequestError as error:
        return ComparedClaim(claim, None, "differs", error)
    if not all(is_recorded(counter.db, asked) for asked in _questions_behind(counter, lists, claim, question)):
        return ComparedClaim(claim, None, "unknown", question=question)
    if counted is None and question.measure.adds_unlike_things:
        try:
            refuse_sum_of_unlike(lists, question.measure, claim.where)
        except RequestError as error:
            return ComparedClaim(claim, None, "unknown", error, question)
    result: Result
    if "unknown" in claim.stated:
        result = "unknown"
    elif counted is not None and _holds(claim, counted):
        result = "unknown" if "at_most" in claim.stated and is_lower_bound(counter.db, question) else "equal"
    elif counted is not None and (claim.number or 0) > counted and is_lower_bound(counter.db, question):
        result = "unknown"  # there may be as many
    else:
        result = _result_of_difference(counter, claim, question)
    return ComparedClaim(claim, counted, result, question=question)


def _questions_behind(counter: Counter, lists: Lists, claim: Claim, question: Question) -> list[Question]:
    """Return all that has to be counted for a claim: the number, what it is compared with, what it is a share of."""
    whole = claim.stated.get("share_of")
    return [
        question,
        *([question.over(claim.vs)] if claim.vs else []),
        *([question_of(counter.db, lists, claim, read_measure(whole))] if whole else []),
    ]


def _result_of_difference(counter: Counter, claim: Claim, question: Question) -> Result:
    """Return "differs", but "unknown" where the records know totals only of longer periods: unknown is not zero."""
    periods = [question.period, *([claim.vs] if claim.vs else [])]
    return "unknown" if any(left_out(counter.db, question.over(period)) for period in periods) else "differs"


def _counted(counter: Counter, lists: Lists, claim: Claim, question: Question) -> int | None:
    """Return what the records say to the claim: a number, a yearly average, a change, how many times, or a share."""
    number = _hundredths(counter, question)
    if number is None:
        return None
    if "share_of" in claim.stated:
        whole = _hundredths(counter, question_of(counter.db, lists, claim, read_measure(claim.stated["share_of"])))
        return _rounded(claim, number * 10_000, whole) if whole else None
    years = claim.years_in(question.period)
    if claim.vs is None:
        return number if years == 1 else _rounded(claim, number, years)
    before, years_before = _hundredths(counter, question.over(claim.vs)), claim.years_in(claim.vs)
    if before is None:
        return None
    if "times" in claim.stated:
        return _rounded(claim, number * years_before * 100, before * years) if before else None
    change, divisor = number * years_before - before * years, years * years_before
    return change if divisor == 1 else _rounded(claim, change, divisor)


def _rounded(claim: Claim, dividend: int, divisor: int) -> int:
    """Return a quotient in hundredths, rounded as the source rounded its own."""
    step = 1 if "more_than" in claim.stated else _step(claim.number or 0)  # 33.4 is more than 33
    # Half up, as people round, in whole numbers: a float would turn some halves down.
    return (dividend * 2 + divisor * step) // (divisor * step * 2) * step


def _step(hundredths: int) -> int:
    """Return to what a number was rounded: 33 to ones, 33.2 to tenths, 33.16 to hundredths."""
    return next(step for step in (100, 10, 1) if hundredths % step == 0)


def _hundredths(counter: Counter, question: Question) -> int | None:
    total = counter.total(question)
    if total is None or question.measure.adds_unlike_things:
        return total
    return total * 100


def _holds(claim: Claim, counted: int) -> bool:
    stated, number = claim.stated, claim.number or 0
    if "at_least" in stated:
        return counted >= number
    if "more_than" in stated:
        return counted > number
    if "at_most" in stated:
        return counted <= number
    if "about" in stated:
        return abs(counted - number) * 100 <= number * _ABOUT
    return counted == number
