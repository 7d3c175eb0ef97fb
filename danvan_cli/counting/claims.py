"""What a source states, read as questions to the records."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from danvan_cli.counting.measures import Measure, find_dimension, find_measure, wholes_of
from danvan_cli.counting.question import (
    DAYS_LACKING,
    NAMING_DIMENSIONS,
    Question,
    QuestionText,
    check_basis,
    read_measure,
)
from danvan_cli.counting.tally import read
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Place
from danvan_cli.domain.vietnamese_names import BothNames, all_of
from danvan_cli.index.current_lists import Lists
from danvan_cli.index.problems import place_in
from danvan_cli.text.dates import last_day
from danvan_cli.text.mark import N_
from danvan_cli.text.periods import Period

NOT_TOGETHER = Message("claim-not-together", N_("A figure has either {key} or {other}: both together mean nothing."))
SHARE_OF_ITSELF = Message("share-of-itself", N_("{measure} is always 100 per cent of itself."))
NO_SHARE = Message("no-share", N_("{measure} is no part of “{value}”. It can be a share of: {known}."))
TIMES_OF_NOTHING = Message("times-of-nothing", N_("{key} needs {other}: so many times of which years?"))
CHANGE_ON_ITSELF = Message("change-on-itself", N_("The change on the same years ({year}) is always 0."))
WHICH_INDICATOR = Message(
    "which-indicator",
    N_("{measure} of different indicators cannot be added up."),
    N_("Say which one: --where indicator={id}. There are: {known}."),
)
_NUMBERS = ("value", "at_least", "more_than", "at_most", "about", "times")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a figures file. Numbers are hundredths; `where` is as written, the file's own included."""

    path: str
    place: Place
    source: str | None
    year: int
    measure: str
    where: Mapping[str, str]
    stated: Mapping[str, Any]
    places: str = field(default="", repr=False)

    @property
    def period(self) -> Period:
        """The years the claim speaks of."""
        return Period(*self.stated.get("year", (self.year, self.year)))

    @property
    def vs(self) -> Period | None:
        """The years that the value is a change on."""
        return Period(*self.stated["vs"]) if "vs" in self.stated else None

    @property
    def number(self) -> int | None:
        """The number stated, None where the source says only that there were some."""
        return next((int(self.stated[key]) for key in _NUMBERS if key in self.stated), None)

    def years_in(self, period: Period) -> int:
        """Return by how many years a period's count is divided: by 1 unless a yearly average is stated."""
        return period.last - period.first + 1 if self.stated.get("per_year") else 1

    def place_of(self, key: str) -> Place:
        """Return where a key of the claim stands."""
        return place_in(self.places, key) if f"{key}:" in self.places else self.place


def claims_of(db: sqlite3.Connection, year: Period | None = None) -> Iterator[Claim]:
    """Yield all claims of figures files, or those in the folders of some years."""
    for path, folder_year, source, line, col, stated, places in db.execute(
        "SELECT folder.path || '/' || file.name, c.year, c.source, c.line, c.col, c.stated, c.places FROM claim AS c"
        " JOIN file ON file.id = c.file JOIN folder ON folder.id = file.folder ORDER BY 1, c.number"
    ):
        if year is None or year.contains(folder_year):
            values = json.loads(stated)
            yield Claim(path, Place(line, col), source, folder_year, values["measure"], values["where"], values, places)


def refuse_meaningless(stated: Mapping[str, Any], year: int) -> None:
    """Raise RequestError for a claim whose keys mean nothing together; `year` is that of its folder."""
    measure, whole = find_measure(stated.get("measure", "")), find_measure(stated.get("share_of", ""))
    for key, second in (("share_of", "vs"), ("share_of", "times"), ("share_of", "per_year")):
        if key in stated and stated.get(second, False) is not False:
            raise RequestError(NOT_TOGETHER, key=key, other=second)
    if measure and whole:
        if whole is measure:
            raise RequestError(SHARE_OF_ITSELF, measure=measure.name)
        if whole not in wholes_of(measure):
            wholes = {candidate.name: candidate.names[0] for candidate in wholes_of(measure)}
            of = BothNames(whole.name, whole.names[0])
            raise RequestError(NO_SHARE, measure=measure.name, value=of, known=all_of(wholes) if wholes else "–")
    if "times" in stated and "vs" not in stated:
        raise RequestError(TIMES_OF_NOTHING, key="times", other="vs")
    period = Period(*stated.get("year", (year, year)))
    if "vs" in stated and Period(*stated["vs"]) == period:
        raise RequestError(CHANGE_ON_ITSELF, year=str(period))


def refuse_sum_of_unlike(lists: Lists, measure: Measure, where: Mapping[str, str]) -> None:
    """Raise RequestError for a number that would be a sum of land and money: of which indicator, nobody said."""
    indicators = list(lists.entries("indicator"))
    if measure.adds_unlike_things and len(indicators) > 1 and where.get("indicator", ",").count(","):
        raise RequestError(WHICH_INDICATOR, measure=measure.name, id=indicators[0], known=", ".join(indicators))


def question_of(db: sqlite3.Connection, lists: Lists, claim: Claim, measure: Measure | None = None) -> Question:
    """Return a claim as a question; raise RequestError where it cannot be asked.

    With another `measure` (the whole that a share is of), the filters that it does not have are left out.
    """
    counted = measure or read_measure(claim.measure)
    refuse_meaningless(claim.stated, claim.year)
    as_of = claim.stated.get("as_of")
    if as_of and not counted.has_days:
        raise RequestError(DAYS_LACKING, measure=counted.name)
    stated = claim.stated.get("count") if counted.bases or measure is None else None
    basis = check_basis(counted, stated)
    question = Question(counted, claim.period, basis=basis, as_of=last_day(as_of) if as_of else None)
    where = [
        f"{key}={value}"
        for key, value in claim.where.items()
        if measure is None or means_the_same(read_measure(claim.measure), measure, key)
    ]
    return read(db, lists, question, QuestionText(where=where, basis=stated))


def means_the_same(part: Measure, whole: Measure, key: str) -> bool:
    """Whether a filter means the same of the whole: a model is registered at one level, recognized at another."""
    dimension = find_dimension(key.partition(".")[0])
    if dimension is None or dimension.name not in whole.dimensions:
        return False
    if dimension.name == "form":
        return part.own_choices == whole.own_choices
    return dimension.name not in NAMING_DIMENSIONS or part.kinds == whole.kinds


def is_of_the_same_days(part: Measure, whole: Measure, key: str) -> bool:
    """Whether a filter, if it is a time, is of the same days: in one month models are registered, others recognized."""
    dimension = find_dimension(key)
    return dimension is None or dimension.type != "span" or part.facts == whole.facts
