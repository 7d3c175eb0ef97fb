"""The tree of units against the plain way of going through it, and the work that it takes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.units import DEEPEST, UnitLinks, ancestors, circling, todays, too_deep

_IDS = [f"u{number}" for number in range(8)]


@st.composite
def _units(draw: st.DrawFn) -> dict[str, UnitLinks]:
    """Draw some units that point anywhere, also to themselves, in circles, and to what is not there."""
    ids = draw(st.lists(st.sampled_from(_IDS), unique=True, min_size=1))
    parent = st.none() | st.sampled_from(_IDS)
    successors = st.lists(st.sampled_from(_IDS), max_size=2, unique=True).map(tuple)
    return {unit: UnitLinks("xa", draw(parent), draw(successors)) for unit in ids}


def _now(units: dict[str, UnitLinks], unit: str) -> str:
    """Follow single successors, one unit at a time."""
    seen = [unit]
    while len(units[seen[-1]].successors) == 1:
        following = units[seen[-1]].successors[0]
        if following in seen:
            return unit
        if following not in units:
            break
        seen.append(following)
    return seen[-1]


def _reached(units: dict[str, UnitLinks], unit: str) -> set[str]:
    """Return all that successors lead to."""
    reached: set[str] = set()
    ahead = [*units[unit].successors]
    while ahead:
        at = ahead.pop()
        if at in units and at not in reached:
            reached.add(at)
            ahead += units[at].successors
    return reached


@given(_units())
def test_todays_units_are_those_at_the_end_of_single_successors(units: dict[str, UnitLinks]) -> None:
    assert todays(units) == {unit: _now(units, unit) for unit in units}


@given(_units())
def test_what_circles_leads_to_itself(units: dict[str, UnitLinks]) -> None:
    pointing = {unit: links.successors for unit, links in units.items()}
    assert circling(pointing) == {unit for unit in units if unit in _reached(units, unit)}


@given(_units())
def test_a_chain_goes_up_and_ends_where_it_closes(units: dict[str, UnitLinks]) -> None:
    for today in (None, todays(units)):
        for unit in units:
            chain = ancestors(units, unit, today)
            assert len(set(chain)) == len(chain)
            steps = pairwise(chain)
            assert all(above in (units[at].parent, (today or {}).get(units[at].parent or "")) for at, above in steps)


def _chain(length: int) -> dict[str, UnitLinks]:
    return {f"u{number}": UnitLinks("xa", f"u{number - 1}" if number else None, ()) for number in range(length)}


@pytest.mark.parametrize(
    ("length", "deep"),
    [(1, []), (DEEPEST, []), (DEEPEST + 1, []), (DEEPEST + 2, [f"u{DEEPEST + 1}"]), (1000, [f"u{DEEPEST + 1}"])],
)
def test_the_first_unit_below_too_many_is_named(length: int, deep: list[str]) -> None:
    units = _chain(length)
    assert too_deep(units) == deep
    assert too_deep(dict(reversed(units.items()))) == deep


def test_a_circle_is_no_depth() -> None:
    units = {**_chain(1000), "u0": UnitLinks("xa", "u999", ())}
    assert too_deep(units) == []
    assert len(circling({unit: (links.parent or "",) for unit, links in units.items()})) == 1000


def test_todays_tree_may_be_too_deep_where_that_of_the_day_is_not() -> None:
    """Each unit lies in one that ended, and whose successor lies in the next."""
    old = {f"old{number}": UnitLinks("xa", None, (f"new{number}",)) for number in range(30)}
    new = {f"new{number}": UnitLinks("xa", f"old{number - 1}" if number else None, ()) for number in range(30)}
    assert too_deep(old | new) == [f"new{DEEPEST + 1}"]


class _Counted(dict[str, UnitLinks]):
    """Units that count how often they are asked."""

    asked = 0

    def __getitem__(self, unit: str) -> UnitLinks:
        type(self).asked += 1
        return super().__getitem__(unit)


def _work(units: dict[str, UnitLinks]) -> int:
    counted = _Counted(units)
    _Counted.asked = 0
    today = todays(counted)
    too_deep(counted)
    for unit in units:
        ancestors(counted, unit)
        ancestors(counted, unit, today)
    return _Counted.asked


@pytest.mark.parametrize("shape", ["chain", "circle", "successors", "flat"])
def test_ten_times_the_units_are_ten_times_the_work(shape: str) -> None:
    def made(number: int) -> dict[str, UnitLinks]:
        units = _chain(number)
        if shape == "circle":
            return {**units, "u0": UnitLinks("xa", f"u{number - 1}", ())}
        if shape == "successors":
            return {
                unit: UnitLinks("xa", None, (links.parent,) if links.parent else ()) for unit, links in units.items()
            }
        return units if shape == "chain" else {unit: UnitLinks("xa", "u0", ()) for unit in units}

    assert _work(made(2000)) <= 11 * _work(made(200))
