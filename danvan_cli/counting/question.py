"""A question as it is asked of the facts, and how it is read from what a person typed (docs/design.md, Counting)."""

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.measures import (
    BASES,
    DIMENSION_NAMES,
    DIMENSIONS,
    MEASURES,
    Basis,
    Dimension,
    Measure,
    find_dimension,
    find_measure,
)
from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.matching import AmbiguousNameError, match, pick, several
from danvan_cli.domain.messages import NO_PERIOD, NO_YEAR, Message
from danvan_cli.domain.names import is_id, is_year
from danvan_cli.domain.unit_names import NAMED_UNIT, days_of_years
from danvan_cli.domain.unlisted_units import UnlistedUnitError
from danvan_cli.domain.vietnamese_names import VALUES, BothNames, all_of, nearest_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.text.dates import moved, moved_end
from danvan_cli.text.fold import agrees, fold, nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.periods import Period, moved_span, read_month, read_period, read_quarter

NO_MEASURE = Message("no-measure", N_("There is no measure “{value}”. Nearest: {near}. There are: {known}."))
NO_BASIS = Message("no-basis", N_("--count {value}: there are {known}."))
BASIS_LACKING = Message("basis-lacking", N_("{measure} cannot be counted by {value}; by these it can: {known}."))
NO_BASES = Message("no-bases", N_("{measure} has no basis to count by; leave out --count."))
DAYS_LACKING = Message("days-lacking", N_("{measure} knows no days: leave out --from and --as-of."))
OPEN_LACKING = Message("open-lacking", N_("--include-open goes only with {known}."))
DAYS_REVERSED = Message("days-reversed", N_("--from {date} is later than --as-of {other_date}."))
NO_MONTH = Message("no-month", N_("“{value}” is no month. Write YYYY-05 or 05/YYYY."))
NO_QUARTER = Message("no-quarter", N_("“{value}” is no quarter. Write YYYY-Q2 or Q2/YYYY."))
NO_DIMENSION = Message(
    "no-dimension", N_("There is no dimension “{value}”. Nearest: {near}. This measure has: {known}.")
)
DIMENSION_LACKING = Message("dimension-lacking", N_("{measure} has no dimension “{value}”. It has: {known}."))
DIMENSION_TWICE = Message("dimension-twice", N_("The dimension “{value}” stands twice."))
LEVEL_OF_UNIT = Message("level-of-unit", N_("“{value}”: only units have levels; write unit.xa."))
NO_FILTER = Message(
    "no-filter", N_("“{value}” is no condition. Write kind=ca-nhan, kind!=ca-nhan, or kind= for what states none.")
)
NO_VALUE = Message("no-value", N_("{dimension}: there is no “{value}”. Nearest: {near}."))

NAMING_DIMENSIONS = ("level", "decision")  # who names one of these asks what it says itself


UnitTest = Callable[[str], bool]  # of a unit's id


class Axis(NamedTuple):
    """A dimension to group or filter by, as typed; `at` is the level of `unit.LEVEL`."""

    typed: str
    dimension: Dimension
    at: str | None = None


class Filter(NamedTuple):
    """A condition: `=` any of the values (a unit: or below it), `==` exactly that, `!=` none of them.

    Without values, `=` holds where nothing is stated, `!=` where something is.
    """

    axis: Axis
    operator: str
    values: tuple[str, ...]

    def moved(self, years: int) -> "Filter":
        """Return the same condition some years later: months and quarters move along."""
        if self.axis.dimension.type != "span":
            return self
        return self._replace(values=tuple(moved_span(value, years) for value in self.values))


class QuestionText(NamedTuple):
    """What a person typed of a question.

    `for_people`: the answer needs margins and notes, too; `evidence`: what `check` finds, and what git keeps.
    """

    year: str | None = None
    by: Sequence[str] = ()
    where: Sequence[str] = ()
    basis: str | None = None
    as_of: str | None = None
    units_now: bool = False
    zeros: bool = False
    vs: str | None = None
    for_people: bool = False
    since: str | None = None
    include_open: bool = False
    evidence: bool = False


class Question(NamedTuple):
    """What is asked of the facts. `since` and `as_of` are full dates, the first and the last day of the period.

    `every_status`: awards are filtered or grouped by status, so that not only those given count. `include_open`: of the
    active, also those of the year before that neither ended nor were carried on.
    """

    measure: Measure
    period: Period
    by: tuple[Axis, ...] = ()
    where: tuple[Filter, ...] = ()
    basis: Basis | None = None
    as_of: str | None = None
    units_now: bool = False
    every_status: bool = False
    since: str | None = None
    include_open: bool = False

    @property
    def last_year(self) -> int:
        """The last campaign year that is there yet."""
        return min(self.period.last, int(self.as_of[:4])) if self.as_of else self.period.last

    @property
    def has_days(self) -> bool:
        """Whether the period begins or ends on some day."""
        return bool(self.since or self.as_of)

    @property
    def keeps_undated(self) -> bool:
        """Whether what states no day is counted though days are asked for."""
        return self.measure.keeps_undated and not (self.since and self.measure is measures.REGISTERED)

    @property
    def names_who_says_it(self) -> bool:
        """Whether it is of evaluations, and of what a level or a decision itself says (docs/design.md, Counting)."""
        return self.measure.is_of_evaluations and any(
            condition.axis.dimension.name in NAMING_DIMENSIONS and condition.operator != "!=" and condition.values
            for condition in self.where
        )

    @property
    def lineages(self) -> bool:
        """Whether the answer depends on which records carry on which."""
        several = self.period.first < self.period.last
        return several and (self.basis == "distinct" or self.measure in (measures.ACTIVE, measures.RESULTS))

    def over(self, period: Period) -> "Question":
        """Return the same question of another period, its days, months and quarters moved by as many years."""
        years = period.first - self.period.first
        return self._replace(
            period=period,
            where=tuple(condition.moved(years) for condition in self.where),
            since=self.since and moved(self.since, years),
            as_of=self.as_of and moved_end(self.as_of, period.last - self.period.last),
        )


# A name, the operator, and the values, which may themselves hold any of these signs.
_FILTER = re.compile(r"\s*([^=!]*[^=!\s])\s*(!=|==|=)\s*(.*?)\s*", re.DOTALL)


def check_basis(measure: Measure, count: str | None) -> Basis | None:
    """Return the basis to count by, None where the measure has none; raise RequestError."""
    if count is None:
        return "yearly" if measure.bases else None
    if count not in BASES:
        raise RequestError(NO_BASIS, value=count, known=_named_bases(BASES))
    if not measure.bases:
        raise RequestError(NO_BASES, measure=measure.name)
    if count not in measure.bases:
        known = _named_bases(measure.bases)
        raise RequestError(BASIS_LACKING, measure=measure.name, value=_named_bases([count]), known=known)
    return next(basis for basis in BASES if basis == count)


def _named_bases(bases: Sequence[Basis]) -> BothNames:
    return all_of({basis: VALUES["count"][basis] for basis in bases})


def read_measure(typed: str) -> Measure:
    """Return the measure that is meant; raise RequestError."""
    measure = find_measure(typed)
    if measure is None:
        names = {candidate.name: candidate.names[0] for candidate in MEASURES.values()}
        known = BothNames(", ".join(f"{english} ({own})" for english, own in names.items()), ", ".join(names.values()))
        raise RequestError(NO_MEASURE, value=typed, near=nearest_of(typed, names), known=known)
    return measure


def read_years(typed: str) -> Period:
    """Return the years asked for; raise RequestError."""
    period = read_period(typed)
    if period is None:
        raise RequestError(NO_PERIOD, value=typed)
    return period


def one_year(typed: str | None) -> int | None:
    """Return the campaign year that a record lies in, if it is said; raise RequestError."""
    if typed is None:
        return None
    if not is_year(nfc(typed)):
        raise RequestError(NO_YEAR, value=typed)
    return int(typed)


def read_axis(measure: Measure, typed: str, lists: Lists) -> Axis:
    """Return a dimension that the measure has, as an axis; raise RequestError."""
    name, dot, level = typed.partition(".")
    dimension = find_dimension(name)
    known = all_of({known: DIMENSIONS[known].names[0] for known in measure.dimensions})
    if dimension is None:
        raise RequestError(NO_DIMENSION, value=typed, known=known, near=nearest_of(name, DIMENSION_NAMES))
    if dimension.name not in measure.dimensions:
        raise RequestError(DIMENSION_LACKING, measure=measure.name, value=typed, known=known)
    dimension = measure.dimension(dimension.name)
    if not dot:
        return Axis(typed, dimension)
    if dimension.name != "unit":
        raise RequestError(LEVEL_OF_UNIT, value=typed)
    return Axis(typed, dimension, pick_entry(lists, "level", level, typed))


def pick_entry(lists: Lists, name: str, typed: str, whole: str) -> str:
    """Return the entry of a list that is meant in the whole of what was typed; raise RequestError."""
    named = {entry.id: entry.names() for entry in lists.entries(name).values()}
    return lists.meant.get((name, typed)) or _pick_value(typed, named, whole, name)


def read_by(measure: Measure, typed: Sequence[str], lists: Lists) -> tuple[Axis, ...]:
    """Return the axes to group by; raise RequestError, also for one dimension twice."""
    names = [name.strip() for part in typed for name in part.split(",") if name.strip()]
    axes = tuple(read_axis(measure, name, lists) for name in names)
    seen = [(axis.dimension.name, axis.at) for axis in axes]
    for number, name_and_level in enumerate(seen):
        if name_and_level in seen[:number]:
            raise RequestError(DIMENSION_TWICE, value=names[number])
    return axes


def find_dimension_of_filter(typed: str) -> Dimension | None:
    """Return the dimension that a filter asks, whatever else may be wrong with it."""
    parts = _FILTER.fullmatch(typed)
    return find_dimension(parts[1].partition(".")[0]) if parts else None


def last_span(typed: Sequence[str]) -> str | None:
    """Return the latest month or quarter that filters ask for, None where none does."""
    spans: list[str] = []
    for text in typed:
        parts, dimension = _FILTER.fullmatch(text), find_dimension_of_filter(text)
        if parts and dimension and dimension.type == "span" and parts[2] != "!=":
            reader = read_month if dimension.name == "month" else read_quarter
            spans += [span for span in map(reader, parts[3].split(",")) if span]
    return max(spans, default=None)


def read_filter(
    db: sqlite3.Connection, measure: Measure, typed: str, lists: Lists, is_meant: UnitTest | None = None
) -> Filter:
    """Return the filter of `k=v`, `k=v1,v2`, `k!=v`, `k==v`, `k=` or `k!=`; raise RequestError.

    `is_meant` says of which units a name is meant where it is a name of several.
    """
    parts = _FILTER.fullmatch(typed)
    if parts is None:
        raise RequestError(NO_FILTER, value=typed)
    axis = read_axis(measure, parts[1], lists)
    if axis.dimension.type == "span":
        return Filter(axis, parts[2], tuple(_read_span(axis, text) for text in parts[3].split(",") if text.strip()))
    named = _NamedValues(db, measure, axis, lists)
    values = tuple(value for text in _split_values(named, parts[3]) for value in _values(named, text, is_meant))
    return Filter(axis, parts[2], values)


def _read_span(axis: Axis, text: str) -> str:
    """Return a month or quarter as facts have it; raise RequestError."""
    month = axis.dimension.name == "month"
    span = read_month(text) if month else read_quarter(text)
    if span is None:
        raise RequestError(NO_MONTH if month else NO_QUARTER, value=text.strip())
    return span


def _split_values(named: "_NamedValues", text: str) -> list[str]:
    """Split at commas, unless they stand in a name ("Hủy bỏ, thu hồi"; "Xã Tân Thành, huyện Lai Vung")."""
    if named.is_unit:
        return named.lists.unit_names.between_commas(text)
    if "," in text and not named.is_year:
        with suppress(AmbiguousNameError):
            return [match(text, named.all())]
    return [part.strip() for part in text.split(",") if part.strip()]


def units_meant(lists: Lists, question: Question) -> UnitTest | None:
    """Return of which units a name is meant in a question: those of its days, or of today where it asks for these."""
    if question.units_now:
        return lambda unit: lists.units[unit].now == unit
    if not question.period.first:
        return None
    days = days_of_years(*question.period)
    days = days._replace(
        first=max(days.first, question.since or days.first), last=min(days.last, question.as_of or days.last)
    )
    return lambda unit: lists.units[unit].existed(*days)


def _values(named: "_NamedValues", text: str, is_meant: UnitTest | None) -> tuple[str, ...]:
    if named.is_year:
        if not (text.isascii() and text.isdigit()):
            raise RequestError(NO_PERIOD, value=text)
        return (text,)
    if named.is_free:
        return _recorded_spellings(text, named)
    if text in named.listed:
        return (text,)
    if answered := named.lists.meant.get((named.kind, text)):
        return (answered,)
    if named.is_unit and not (is_id(text) and text in named.all()):
        with suppress(UnlistedError):
            return (named.lists.unit_names.pick(text, likely=is_meant),)
    return (_pick_value(text, named.all(), named.axis.typed, named.kind, named.refusal),)


def _recorded_spellings(text: str, named: "_NamedValues") -> tuple[str, ...]:
    """Return tags or decisions in all their recorded spellings; one that is not recorded is asked for as typed."""
    if answered := named.lists.meant.get((named.kind, text)):
        return (answered,)
    recorded = named.all()
    # without diacritics it may be another one that has some, but not where one is recorded without
    same = tuple(value for value in recorded if fold(value) == fold(text))
    same = same or tuple(value for value in recorded if agrees(text, value))
    if same:
        return same
    try:
        return (match(text, recorded),)
    except AmbiguousNameError as error:
        if error.candidates:
            raise several(error, recorded, named.kind) from None
        return (text,)


def _pick_value(
    text: str,
    named: Mapping[str, tuple[str, ...]],
    dimension: str,
    kind: str,
    refusal: type[RequestError] = RequestError,
) -> str:
    """Return the id of the one value of a dimension that is meant, of a `kind` of things; raise RequestError."""
    try:
        return pick(text, named, kind)
    except UnlistedError as error:
        raise refusal(NO_VALUE, dimension=dimension, value=text, near=error.near) from None


class _NamedValues:
    """All that can be asked for of a dimension: what the lists hold, and what records hold besides."""

    def __init__(self, db: sqlite3.Connection, measure: Measure, axis: Axis, lists: Lists) -> None:
        self._db = db
        self._facts = measure.facts
        self.axis = axis
        self.lists = lists
        self.is_year = axis.dimension.type == "year"
        self.is_unit = axis.dimension.type == "unit"
        self.refusal = UnlistedUnitError if axis.dimension.type == "unit" else RequestError
        self.is_free = axis.dimension.type in ("text", "tag")
        self.kind: str = NAMED_UNIT if self.is_unit else axis.dimension.choices or axis.dimension.name
        self.listed = _names_in_lists(axis.dimension, lists)

    def all(self) -> dict[str, tuple[str, ...]]:
        """Return {id: names}; asking the records takes a while in a large folder."""
        return {**{value: (value,) for value in self._recorded()}, **self.listed}

    def _recorded(self) -> list[str]:
        if self.axis.dimension.type == "tag":
            rows = self._db.execute("SELECT DISTINCT tag FROM tag")
        else:
            column = self.axis.dimension.name
            rows = self._db.execute(
                f"SELECT DISTINCT {column} FROM fact WHERE measure = ? AND {column} IS NOT NULL", [self._facts]
            )
        return [value for (value,) in rows]


def _names_in_lists(dimension: Dimension, lists: Lists) -> dict[str, tuple[str, ...]]:
    if dimension.type == "unit":
        return {unit.id: unit.names() for unit in lists.units.values()}
    return {entry.id: entry.names() for entry in lists.entries(dimension.choices).values()}
