"""What may be one thing recorded twice."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from danvan_cli.counting.checks.calendar import Calendar
from danvan_cli.counting.checks.finding import FILES, PATH, file_of, places_of, problem
from danvan_cli.domain import rules
from danvan_cli.domain.lookalikes import Lookalikes
from danvan_cli.domain.people import without_address
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_type import Background, RecordType
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.current_lists import Lists
from danvan_cli.index.identities import IdentifiedRecord, suspects, suspects_elsewhere, years_of
from danvan_cli.text.fold import bare, fold
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import is_edited

SAME_THING = rules.warning(
    "same-thing",
    N_("{other} is the same thing of the same year."),
    N_("If they are one, keep one record (danvan merge, remove); else say in both what tells them apart."),
    rules.TWICE,
)
MAY_BE_SAME = rules.warning(
    "may-be-same",
    N_("{other} may be the same thing: only one of the two states: {keys}."),
    N_("If they are one, keep one record (danvan merge, remove); else state in both what tells them apart."),
    rules.TWICE,
)
MAY_BE_ADDRESSED = rules.warning(
    "may-be-addressed",
    N_("{other} may be the same thing: only how the person is addressed differs."),
    N_("If they are one, keep one record (danvan merge, remove); else state in both what tells them apart."),
    rules.TWICE,
)
MAY_BE_ELSEWHERE = rules.warning(
    "may-be-elsewhere",
    N_("{other} may be the same thing: {unit}, of the same commune, has the same title that year."),
    N_("If they are one, keep one record (danvan merge, remove); else tell their titles apart, or name the persons."),
    rules.TWICE,
)
NEAR_TITLE = rules.warning(
    "near-title",
    N_("{other} of the same unit and year has nearly the same title: “{title}”."),
    N_("If they are one model, keep one record; evaluations and awards go with it."),
    rules.TWICE,
)
NO_CONTINUES = rules.warning(
    "no-continues",
    N_("Carried on (duy-tri), but continues names no model."),
    N_("Add continues with the id of last year's record."),
    N_("Without it, the model counts as a new one when years are put together."),
)
CONTINUED_TWICE = rules.warning(
    "continued-twice",
    N_("{other} continues {value} in the same year too."),
    N_("If a model was split, leave it; else keep one record."),
    rules.TWICE,
)
PERSON_KIND = rules.warning(
    "person-kind",
    N_("It names a person, but its kind is: {kind}."),
    N_("Check kind and person."),
    N_("An individual's model is counted under ca-nhan."),
)

_SAYS_MODEL = re.compile(r"^(?:mo hinh|mh) (?:(?:dan van kheo|dvk) )?(?=.)")
_NUMBERS = re.compile(r"\d+")
_SELECT = "SELECT year, unit, file, title, title_key, person, COALESCE(number, 1) FROM model"
_NOT_YET = -(1 << 20)  # the files of what is only about to be registered, downwards: no record has them
_LEAST_WORDS = 4  # shorter titles with a word changed are mostly different things


class _TitledModel(NamedTuple):
    file: int
    title: str
    key: str
    person: str | None
    number: int

    @property
    def words(self) -> list[str]:
        """The title's words without diacritics, nor those that only say that it is a model."""
        return _SAYS_MODEL.sub("", bare(self.key), count=1).split(" ")


class NearTitle(NamedTuple):
    """A title to be registered, another that it nearly is, and that one's path; "" where it is not recorded yet."""

    title: str
    other: str
    path: str


def same_things(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find records that are one thing recorded twice, or may be: their type says so."""
    for record_type in RECORD_TYPES.values():
        if record_type.counts and record_type.identity:
            background = Background(partial(years_of, db, record_type), lists.commune_of)
            for _, group in groupby(
                suspects(db, record_type), key=lambda suspect: (suspect[0], record_type.core(suspect[1].values))
            ):
                yield from _same_things_in(db, record_type, [record for _, record in group], background)


def _same_things_in(
    db: sqlite3.Connection, record_type: RecordType, group: Sequence[IdentifiedRecord], background: Background
) -> Iterator[Problem]:
    """Yield for each record a problem with the first that it is the same as, else the first that it may be."""
    for number, record in enumerate(group):
        stated = record.values
        before = [twin for twin in group[:number] if not record_type.are_told_apart(stated, twin.values, background)]
        same = next((twin for twin in before if record_type.is_same(stated, twin.values)), None)
        doubtful = next((twin for twin in before if record_type.is_doubtful(stated, twin.values)), None)
        if twin := same or doubtful:
            places = places_of(db, record.path)
            keys = ", ".join(record_type.undecided_keys(stated, twin.values))
            doubted = (MAY_BE_SAME, {"keys": keys}) if keys else (MAY_BE_ADDRESSED, {})
            code, args = (SAME_THING, {}) if same else doubted
            yield problem(code, record.path, places, record_type.title, other=twin.path, **args)


def told_elsewhere(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:
    """Find records that may be one thing, told of by two units of a commune, such as a ward and its hamlet."""
    for record_type in RECORD_TYPES.values():
        if not record_type.may_move:
            continue
        background = Background(partial(years_of, db, record_type), lists.commune_of)
        for _, group in groupby(suspects_elsewhere(db, record_type), key=itemgetter(0)):
            seen: Lookalikes[IdentifiedRecord] = Lookalikes(record_type, background)
            for _, record in group:
                if twins := seen.told_elsewhere(record.values):
                    places = places_of(db, record.path)
                    args = {"other": twins[0].path, "unit": twins[0].values[record_type.may_move]}
                    yield problem(MAY_BE_ELSEWHERE, record.path, places, record_type.title, **args)
                seen.add(record.values, record)


def like_titles(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find models of one unit, year and person with nearly the same folded title.

    Nearly: they differ in diacritics, in a word that one has more, or in a letter or two of one word. Titles with
    different numbers are different things, and totals that came as a bare number are no titles.
    """
    rows = db.execute(f"{_SELECT} ORDER BY year, unit, id")
    for _, group in groupby(rows, key=itemgetter(0, 1)):
        titled = [_TitledModel(*row[2:]) for row in group]
        if len(titled) > 1:
            yield from _near_titles_in(db, titled)


def _near_titles_in(db: sqlite3.Connection, group: Iterable[_TitledModel]) -> Iterator[Problem]:
    for model, near in _near_pairs(group):
        if without_address(near.person or "") == without_address(model.person or ""):
            path, places = file_of(db, model.file)
            yield problem(NEAR_TITLE, path, places, "title", other=file_of(db, near.file)[0], title=near.title)


def near_titles(db: sqlite3.Connection, year: int, unit: str, titles: Sequence[str]) -> list[NearTitle]:
    """Return which titles to be registered nearly are one of the unit's models of that year, or one another."""
    rows = db.execute(f"{_SELECT} WHERE year = ? AND unit = ? ORDER BY id", [year, unit])
    asked = [_TitledModel(_NOT_YET - number, title, fold(title), None, 1) for number, title in enumerate(titles)]
    pairs = _near_pairs([*(_TitledModel(*row[2:]) for row in rows), *asked])
    return [
        NearTitle(model.title, near.title, "" if near.file <= _NOT_YET else file_of(db, near.file)[0])
        for model, near in pairs
        if model.file <= _NOT_YET
    ]


def _near_pairs(group: Iterable[_TitledModel]) -> Iterator[tuple[_TitledModel, _TitledModel]]:
    """Yield a title and an earlier one that it nearly is, in linear time.

    Two titles that differ in one word share a half, and the rest without that word.
    """
    seen: dict[str, _TitledModel] = {}
    for model in _sharing_a_half(model for model in group if model.number == 1):
        keys = list(_near_keys(model))
        near = next((seen[key] for key in keys if key in seen), None)
        if near and near.key != model.key and _is_mistyped(model.words, near.words):
            yield model, near
        for key in keys:
            seen.setdefault(key, model)


def _sharing_a_half(group: Iterable[_TitledModel]) -> list[_TitledModel]:
    """Return the titles that begin or end as another one does; the rest cannot be near any."""
    halves: dict[tuple[int, str], list[_TitledModel]] = defaultdict(list)
    for model in group:
        words = model.words
        for size in {len(words) // 2, (len(words) - 1) // 2}:
            halves[size, " ".join(words[:size])].append(model)
            halves[-size, " ".join(words[len(words) - size :])].append(model)
    kept = {model.file: model for together in halves.values() if len(together) > 1 for model in together}
    return list(kept.values())


def _near_keys(model: _TitledModel) -> Iterator[str]:
    words = model.words
    numbers = " ".join(_NUMBERS.findall(model.key))
    yield f"{numbers}|{' '.join(words)}"
    if len(words) >= _LEAST_WORDS:
        for number in range(len(words)):
            yield f"{numbers}|{' '.join(words[:number] + words[number + 1 :])}"


def _is_mistyped(words: list[str], other_words: list[str]) -> bool:
    """Whether one word more, or a letter or two of one word, is all that tells two titles apart."""
    if len(words) != len(other_words):
        return True
    pairs = zip(words, other_words, strict=True)
    return all(is_edited(word, other_word) for word, other_word in pairs if word != other_word)


def continued_twice(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find two records of one year that continue the same single model."""
    first_paths: dict[tuple[int, str], str] = {}
    for path, places, year, continues in db.execute(
        f"SELECT {PATH}, file.places, t.year, t.continues FROM model AS t {FILES}"
        " JOIN (SELECT year, continues FROM model WHERE continues IS NOT NULL"
        " GROUP BY 1, 2 HAVING COUNT(*) > 1) AS twice"
        " ON twice.year = t.year AND twice.continues = t.continues"
        " WHERE NOT EXISTS (SELECT 1 FROM model AS m WHERE m.id = t.continues AND m.number > 1) ORDER BY file.name"
    ):
        first_path = first_paths.setdefault((year, continues), path)
        if first_path != path:
            yield problem(CONTINUED_TWICE, path, places, "continues", value=continues, other=first_path)


def carried_on_unlinked(db: sqlite3.Connection, calendar: Calendar) -> Iterator[Problem]:
    """Find single models carried on whose last year's record is not named; in the first year there is none to name."""
    if calendar.first_year is None:
        return
    rows = db.execute(
        f"SELECT {PATH}, file.places FROM model AS t {FILES}"
        " WHERE t.origin = 'duy-tri' AND t.continues IS NULL AND COALESCE(t.number, 1) = 1 AND t.year > ?",
        [calendar.first_year],
    )
    for path, places in rows:
        yield problem(NO_CONTINUES, path, places, "origin")


def persons(db: sqlite3.Connection, lists: Lists) -> Iterator[Problem]:  # noqa: ARG001
    """Find collectives that name a person."""
    rows = db.execute(
        f"SELECT {PATH}, file.places, t.kind FROM model AS t {FILES} WHERE t.person IS NOT NULL AND t.kind = 'tap-the'"
    )
    for path, places, kind in rows:
        yield problem(PERSON_KIND, path, places, "person", kind=kind)
