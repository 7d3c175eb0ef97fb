"""Between any two states the contributions add up to the difference of two plain tallies, and none lacks a reason."""

from __future__ import annotations

import copy
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from tests.helpers.data_folder import DataFolder
from tests.helpers.laws import costly_cases
from tests.helpers.program import danvan
from tests.helpers.questions import asked_long_after
from tests.oracle.facts import MEASURES, Folder, Question, Record
from tests.oracle.strategies import folders, questions
from tests.oracle.written_folders import write

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVELS = [{"id": level} for level in ("trung-uong", "tinh", "huyen", "xa", "co-so")]  # built in
_QUESTIONS = 5


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


@st.composite
def _later(draw: st.DrawFn, folder: Folder, other: Folder) -> Folder:
    """Some time later: records went, came or were changed, units and lists, too; new values are those of `other`."""
    later = copy.deepcopy(folder)
    for kind in ("models", "evaluations", "awards", "activities"):
        for year, records in getattr(later, kind).items():
            fresh = getattr(other, kind).get(year, {})
            for name in list(records):
                _change(draw, records, name, list(fresh.values()))
            records |= {name: record for name, record in fresh.items() if draw(st.integers(0, 5)) == 0}
    if draw(st.integers(0, 2)) == 0:
        later.vocabulary.update(other.vocabulary)
    if draw(st.integers(0, 2)) == 0:
        for unit in later.units:
            unit["level"] = draw(st.sampled_from([unit["level"], "xa", "tinh"]))
    if draw(st.integers(0, 2)) == 0:
        for unit, another in zip(later.units, other.units, strict=False):
            unit |= {"successors": [each for each in another.get("successors", []) if each in _ids(later)]}
    return later


def _ids(folder: Folder) -> set[str]:
    return {unit["id"] for unit in folder.units}


def _change(draw: st.DrawFn, records: dict[Any, Record], name: Any, fresh: list[Record]) -> None:  # noqa: ANN401
    match draw(st.sampled_from(["keep", "keep", "keep", "remove", "replace", "one", "one"])):
        case "remove":
            del records[name]
        case "replace" if fresh:
            records[name] = dict(draw(st.sampled_from(fresh)))
        case "one" if fresh:
            another = draw(st.sampled_from(fresh))
            key = draw(st.sampled_from(sorted({*records[name], *another}) or ["note"]))
            records[name] = {**records[name], key: another.get(key, records[name].get(key, "x"))}


@pytest.mark.long
@costly_cases(2)
@given(data=st.data())
def test_contributions_add_up_and_none_is_without_a_reason(data: st.DataObject) -> None:
    before = data.draw(folders())
    after = data.draw(_later(before, data.draw(folders())))
    with TemporaryDirectory() as home:
        folder = DataFolder(Path(home))
        write(before, folder.root)
        first = folder.commit("2022-01-15")
        write(after, folder.root)
        broken = data.draw(st.sampled_from([None, None, *sorted(folder.root.rglob("models/*/*.yaml"))]))
        if broken:
            broken.write_text("title: [\n", "utf-8")
        second = folder.commit("2022-02-15") if data.draw(st.booleans()) else ""
        for _ in range(_QUESTIONS):
            question = data.draw(questions(after, MEASURES))
            _check(question, home, first, second, is_read_alike=_is_read_alike(question, before))


def _is_read_alike(question: Question, before: Folder) -> bool:
    """Whether the earlier state takes a condition for what the later one does, whose reading is asked of both.

    What is an id there may have been another spelling of something else before.
    """
    for condition in question.where:
        name, _, stated = condition.partition("=")
        name, _, level = name.removesuffix("!").partition(".")
        entries = before.vocabulary.get("level" if level else name, _LEVELS if level else None)
        values = {level} if level else {*filter(None, stated.split(","))}
        if entries is not None and not values <= {entry["id"] for entry in entries}:
            return False
    return True


def _check(question: Question, home: str, first: str, second: str, *, is_read_alike: bool) -> None:
    typed, flags = _typed(question), ["--include-open"] * question.include_open
    note(f"{question.measure} {typed} {flags}")
    asked = (*flags, *_in(home))
    told = danvan("diff", first, *([second] if second else []), "--measure", question.measure, *typed, *asked)
    later = danvan("tally", question.measure, *typed, *asked, *(["--revision", second] if second else []))
    if later.code == 2:  # a value that the later state does not know
        return
    assert told.code == later.code or (told.code, later.code) == (1, 0), told.err  # what the earlier one has unread
    found = told.json
    basis = ["--count", found["count"]] if found["count"] else []
    fixed = ["--year", found["year"], *_without_count(typed), *basis]
    earlier = danvan("tally", question.measure, *fixed, *asked, "--revision", first)
    total = earlier.json["total"] if earlier.code != 2 else None
    assert found["after"] == later.json["total"]
    if earlier.code != 2 and is_read_alike:
        assert found["before"] == total
    for contribution in found["contributions"]:
        assert contribution["why"], contribution
        assert contribution["change"] != 0
        assert _exact(contribution["after"]) - _exact(contribution["before"]) == _exact(contribution["change"])
    if found["change"] is not None:
        assert sum(_exact(each["change"]) for each in found["contributions"]) == _exact(found["change"])
        assert _exact(found["after"]) - _exact(found["before"]) == _exact(found["change"])
    elif earlier.code != 2 and is_read_alike:
        _compare_by_indicator(found, later.json, earlier.json)


def _compare_by_indicator(found: dict[str, Any], later: dict[str, Any], earlier: dict[str, Any]) -> None:
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for sign, answer in ((1, later), (-1, earlier)):
        for row in answer["rows"]:
            expected[row["indicator"]] += sign * _exact(row["value"])
    told: dict[str, Decimal] = defaultdict(Decimal)
    for contribution in found["contributions"]:
        told[contribution["indicator"]] += _exact(contribution["change"])
    assert {name: value for name, value in told.items() if value} == {
        name: value for name, value in expected.items() if value
    }


def _in(home: str) -> list[str]:
    return ["--data", home, "--format", "json"]


def _exact(number: float) -> Decimal:
    return Decimal(str(number))


def _typed(question: Question) -> list[str]:
    first, last = question.years
    typed = ["--year", f"{first}-{last}" if first < last else str(first)]
    for option, value in (("--count", question.count), ("--from", question.since), ("--as-of", question.as_of)):
        typed += [option, value] if value else []
    typed += [word for condition in question.where for word in ("--where", condition)]
    return [*typed, "--units", "now"] if question.units_now else typed


def _without_count(typed: list[str]) -> list[str]:
    """Leave out the years and the basis, which are told once more as they are fixed."""
    words = iter(typed)
    return [part for word in words for part in _kept(word, next(words))]


def _kept(option: str, value: str) -> list[str]:
    return [] if option in ("--year", "--count") else [option, value]
