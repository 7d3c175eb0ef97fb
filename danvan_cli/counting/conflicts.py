"""Where a source's own figures cannot all be true: 12.532 "of which" 4.822 and 6.303."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.claims import Claim, question_of, refuse_sum_of_unlike
from danvan_cli.counting.counter import Counter
from danvan_cli.counting.measures import NOT_ADDITIVE
from danvan_cli.counting.question import Axis, Question
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.mark import N_

TWO_VALUES = Message(
    "two-values", N_("{parts} here and {total} in line {lines} answer the same question."), severity="warning"
)
PARTS_ABOVE = Message(
    "parts-above",
    N_("The parts in lines {lines} make {sum} ({parts}), more than their total {total}."),
    severity="warning",
)
PARTS_MISS = Message(
    "parts-miss", N_("The parts in lines {lines} make {sum} ({parts}), not their total {total}."), severity="warning"
)
_ABOUT = 5  # per cent
_DIVISIONS = ("level", "field", "rating")
_ENDLESS = 10**18  # above whatever a source states


class Conflict(NamedTuple):
    """Figures that cannot all be true. Numbers are in hundredths.

    It is shown at `claim`. `sum` is the least that the parts can make, or the most, whichever does not fit.
    """

    message: Message
    claim: Claim
    total: Claim
    parts: tuple[Claim, ...]
    sum: int


class _ClaimRange(NamedTuple):
    """A claim as a question, its conditions apart, and the least and most that it can mean."""

    claim: Claim
    question: Question
    where: frozenset[tuple[str, str]]
    least: int
    most: int


def conflicts_of(counter: Counter, lists: Lists, claims: Iterable[Claim]) -> list[Conflict]:
    """Compare the claims of each source among themselves; return what cannot be true."""
    together: dict[tuple[object, ...], list[_ClaimRange]] = defaultdict(list)
    for claim in claims:
        stated = _claim_range(counter, lists, claim)
        if stated is not None:
            together[_comparison_key(stated)].append(stated)
    return [conflict for group in together.values() for conflict in _conflicts_in(counter, lists, group)]


def _comparison_key(stated: _ClaimRange) -> tuple[object, ...]:
    """Return what two claims must share to speak of the same thing: source, and question but for its conditions.

    What a level says each time, because it is named, is a part of what counts once a year.
    """
    question = stated.question
    implied = question.names_who_says_it and "count" not in stated.claim.stated
    return (
        stated.claim.path,
        question.measure.name,
        question.period,
        "yearly" if implied else question.basis,
        question.as_of,
        question.every_status,
        bool(stated.claim.stated.get("per_year")),
    )


def _claim_range(counter: Counter, lists: Lists, claim: Claim) -> _ClaimRange | None:
    """Return a claim as a range; None for changes and shares, and for what cannot be asked or has several values."""
    if claim.vs is not None or "share_of" in claim.stated:
        return None
    try:
        question = question_of(counter.db, lists, claim)
        refuse_sum_of_unlike(lists, question.measure, claim.where)
    except RequestError:
        return None
    if any(len(condition.values) != 1 for condition in question.where):
        return None
    where = frozenset((_axis_name(condition.axis), condition.values[0]) for condition in question.where)
    return _ClaimRange(claim, question, where, *_bounds(claim, question))


def _axis_name(axis: Axis) -> str:
    return f"{axis.dimension.name}.{axis.at}" if axis.at else axis.dimension.name


def _bounds(claim: Claim, question: Question) -> tuple[int, int]:
    """Return the least and the most that a claim can mean; of what is counted in ones, more than 270 is 271 or more."""
    number = claim.number
    if number is None:
        return 0, _ENDLESS
    if "at_least" in claim.stated:
        return number, _ENDLESS
    if "more_than" in claim.stated:
        return (number + 1 if question.measure.adds_unlike_things else number // 100 * 100 + 100), _ENDLESS
    if "at_most" in claim.stated:
        return 0, number
    if "about" in claim.stated:
        return number * (100 - _ABOUT) // 100, number * (100 + _ABOUT) // 100
    slack = _half_step(number) if claim.stated.get("per_year") else 0  # an average is rounded
    return number - slack, number + slack


def _half_step(hundredths: int) -> int:
    """Return how far a number may be from what it was rounded from: 413 half a one, 413.3 half a tenth."""
    return next((step // 2 for step in (100, 10) if hundredths % step == 0), 0)


def _conflicts_in(counter: Counter, lists: Lists, group: Sequence[_ClaimRange]) -> Iterator[Conflict]:
    questions = _two_values(group)
    yield from questions.conflicts
    for total in questions.first:
        for names, parts in _divisions(questions.first, total, lists).items():
            conflict = _judge(total, parts, complete=_are_complete(counter, total, names, parts))
            if conflict:
                yield conflict


class _ClaimQuestions(NamedTuple):
    """What claims of a group ask: the first claim of each question, and the others that contradict it."""

    first: list[_ClaimRange]
    conflicts: list[Conflict]


def _two_values(group: Sequence[_ClaimRange]) -> _ClaimQuestions:
    """Return the questions asked, each by its first claim, and the claims that give one a second value."""
    first: dict[frozenset[tuple[str, str]], _ClaimRange] = {}
    conflicts = []
    for stated in group:
        earlier = first.setdefault(stated.where, stated)
        if stated.least > earlier.most or stated.most < earlier.least:
            claim = stated.claim
            conflicts.append(Conflict(TWO_VALUES, claim, earlier.claim, (claim,), claim.number or 0))
    return _ClaimQuestions(list(first.values()), conflicts)


def _divisions(
    group: Sequence[_ClaimRange], total: _ClaimRange, lists: Lists
) -> dict[tuple[str, ...], list[_ClaimRange]]:
    """Return the claims that are parts of a total, by the dimensions that divide it."""
    divisions: dict[tuple[str, ...], list[_ClaimRange]] = defaultdict(list)
    for part in group:
        names = _narrowing_dimensions(total, part, lists)
        if names and _are_additive(total.question, names):
            divisions[names].append(part)
    return {names: _without_nested_units(parts, names, lists) for names, parts in divisions.items()}


def _narrowing_dimensions(total: _ClaimRange, part: _ClaimRange, lists: Lists) -> tuple[str, ...]:
    """Return by which dimensions a claim is narrower than another, none where it is no part of it.

    A unit below the total's unit is narrower, too.
    """
    whole, own = dict(total.where), dict(part.where)
    names = [name for name in own if name not in whole]
    for name, value in whole.items():
        if own.get(name) == value:
            continue
        if name != "unit" or value not in lists.chain(own.get("unit", ""))[1:]:
            return ()
        names.append(name)
    return tuple(sorted(names))


def _are_additive(question: Question, names: tuple[str, ...]) -> bool:
    """Whether such parts can be added up: nothing stands in two of them."""
    if question.measure in NOT_ADDITIVE:
        return set(names) <= ({"unit"} if question.measure is measures.UNITS else {"unit", "kind"})
    return "tag" not in names


def _without_nested_units(parts: list[_ClaimRange], names: tuple[str, ...], lists: Lists) -> list[_ClaimRange]:
    """Return the parts without units that lie in others that are parts too."""
    if names != ("unit",):
        return [] if "unit" in names else parts
    units = {dict(part.where)["unit"] for part in parts}
    return [part for part in parts if not units & set(lists.chain(dict(part.where)["unit"])[1:])]


def _judge(total: _ClaimRange, parts: Sequence[_ClaimRange], *, complete: bool) -> Conflict | None:
    claims = tuple(part.claim for part in parts)
    # Levels may say it of the same models: none of them says it of more than all, but together they may.
    overlap = any(part.question.basis != total.question.basis for part in parts)
    least = (max if overlap else sum)(part.least for part in parts)
    most = sum(part.most for part in parts)
    if least > total.most:
        return Conflict(PARTS_ABOVE, total.claim, total.claim, claims, least)
    if complete and most < total.least:
        return Conflict(PARTS_MISS, total.claim, total.claim, claims, most)
    return None


def _are_complete(counter: Counter, total: _ClaimRange, names: tuple[str, ...], parts: Sequence[_ClaimRange]) -> bool:
    """Whether the parts are all there are: both kinds, or all values that the records know."""
    if len(names) != 1:
        return False
    values = {dict(part.where)[names[0]] for part in parts}
    if names[0] == "kind":
        return {"tap-the", "ca-nhan"} <= values
    if names[0] not in _DIVISIONS:
        return False
    conditions = (condition for part in parts for condition in part.question.where)
    axis = next(condition.axis for condition in conditions if condition.axis.dimension.name == names[0])
    known = {key[0] for key in counter.cells(total.question, (axis,))}
    return bool(known) and known <= values
