"""What may be one thing recorded twice."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from danvan_cli.counting.checks.finding import FILES, PATH, problem
from danvan_cli.counting.lists import Lists
from danvan_cli.domain.problem import Problem
from danvan_cli.text.fold import bare

_NUMBERS = re.compile(r"\d+")
_LEAST_WORDS = 4  # shorter titles with a word changed are mostly different things


class _Titled(NamedTuple):
    path: str
    places: str
    title: str
    key: str
    person: str | None


def same_titles(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001 - all checks are called alike
    """Find models of one unit and year with the same folded title, and the same person if any."""
    rows = db.execute(
        f"SELECT {PATH}, file.places, FIRST_VALUE({PATH}) OVER same, ROW_NUMBER() OVER same AS number"
        f" FROM model AS t {FILES}"
        " WINDOW same AS (PARTITION BY t.year, t.unit, t.title_key, t.person ORDER BY file.name)"
    )
    for path, places, other, number in rows:
        if number > 1:
            yield problem("same-title", path, places, "title", other=other)


def near_titles(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find models of one unit and year whose titles differ in diacritics or in a single word.

    Titles with different numbers are different things; totals that came as a bare number are no titles.
    """
    rows = db.execute(
        f"SELECT t.year, t.unit, {PATH}, file.places, t.title, t.title_key, t.person FROM model AS t {FILES}"
        " WHERE COALESCE(t.number, 1) = 1 ORDER BY t.year, t.unit, file.name"
    )
    group: list[_Titled] = []
    at: tuple[int, str] | None = None
    for year, unit, *titled in rows:
        if (year, unit) != at:
            yield from _near_in(group)
            group, at = [], (year, unit)
        group.append(_Titled(*titled))
    yield from _near_in(group)


def _near_in(group: list[_Titled]) -> Iterator[Problem]:
    """Compare a unit's titles in linear time: two that differ in one word are equal with that word left out."""
    if len(group) < 2:  # noqa: PLR2004 - a pair
        return
    seen: dict[str, _Titled] = {}
    for one in group:
        other = next((seen[key] for key in _keys(one) if key in seen), None)
        if other and other.key != one.key and other.person == one.person:
            yield problem("near-title", one.path, one.places, "title", other=other.path, title=other.title)
        for key in _keys(one):
            seen.setdefault(key, one)


def _keys(one: _Titled) -> Iterable[str]:
    words = bare(one.key).split(" ")
    numbers = " ".join(_NUMBERS.findall(one.key))
    yield f"{numbers}|{' '.join(words)}"
    if len(words) >= _LEAST_WORDS:
        for number in range(len(words)):
            yield f"{numbers}|{' '.join(words[:number])}_{' '.join(words[number + 1 :])}"


def continued_twice(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find two records of one year that continue the same single model."""
    groups: dict[tuple[int, str], str] = defaultdict(str)
    for path, places, year, continues in db.execute(
        f"SELECT {PATH}, file.places, t.year, t.continues FROM model AS t {FILES}"
        " JOIN (SELECT year, continues FROM model WHERE continues IS NOT NULL"
        " GROUP BY 1, 2 HAVING COUNT(*) > 1) AS twice"
        " ON twice.year = t.year AND twice.continues = t.continues"
        " WHERE NOT EXISTS (SELECT 1 FROM model AS m WHERE m.id = t.continues AND m.number > 1) ORDER BY file.name"
    ):
        other = groups[year, continues]
        if other:
            yield problem("continued-twice", path, places, "continues", value=continues, other=other)
        groups[year, continues] = other or path


def carried_on_unlinked(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find single models carried on whose last year's record is not named."""
    rows = db.execute(
        f"SELECT {PATH}, file.places FROM model AS t {FILES}"
        " WHERE t.origin = 'duy-tri' AND t.continues IS NULL AND COALESCE(t.number, 1) = 1"
    )
    for path, places in rows:
        yield problem("no-continues", path, places, "origin")


def persons(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find collectives that name a person."""
    rows = db.execute(
        f"SELECT {PATH}, file.places, t.kind FROM model AS t {FILES} WHERE t.person IS NOT NULL AND t.kind = 'tap-the'"
    )
    for path, places, kind in rows:
        yield problem("person-kind", path, places, "person", value=kind)
