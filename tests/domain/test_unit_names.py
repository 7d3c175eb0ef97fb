"""A name means the unit that was there: whatever units there are, and whatever is typed."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.unit_names import Days, SeveralUnitsError, UnitNames, days_of, days_of_years
from danvan_cli.index.current_lists import Unit
from danvan_cli.text.fold import agrees, occurs
from tests.helpers.steps import steps

_OLD = ("2024-12-31", "2025-06-30")
_NEW = ("2025-07-01", "2026-01-01")
_NAMES = ("Phường Ngã Bảy", "Xã Tân Thành", "Xã Tân Thành Đông", "Xã Tan Thanh", "Thành phố Ngã Bảy", "Tân Thành")
_TYPED = st.sampled_from((*_NAMES, "ngã bảy", "tan thanh", "Thành", "Xã Lạ", "u1"))


def unit(number: int, name: str, since: str | None = None, until: str | None = None, parent: str | None = None) -> Unit:
    return Unit(f"u{number}", name, "xa", parent, (), since, until, f"u{number}")


def names(*units: Unit) -> UnitNames:
    return UnitNames(MappingProxyType({unit.id: unit for unit in units}))


_UNITS = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.sampled_from((None, *_NEW)), st.sampled_from((None, *_OLD))), max_size=6
).map(lambda stated: [unit(number, *parts) for number, parts in enumerate(stated)])
_DAYS = st.sampled_from((None, days_of("2025-03"), days_of("2025-07-01"), *map(days_of_years, (2024, 2025, 2026))))


def is_there(candidate: Unit, days: Days | None) -> bool:
    return days is None or candidate.existed(*days)


@given(_UNITS, _TYPED, _DAYS)
def test_the_unit_meant_was_there_wherever_one_of_that_name_was(
    units: list[Unit], typed: str, days: Days | None
) -> None:
    known = {candidate.id: candidate for candidate in units}
    called = [candidate for candidate in units if any(occurs(typed, name) for name in candidate.names())]
    try:
        meant = [known[names(*units).pick(typed, days)]]
    except SeveralUnitsError as error:
        meant = [known[namesake.id] for namesake in error.namesakes]
        assert len(meant) > 1
    except UnlistedError:
        meant = []
    assert bool(meant) == bool(called or typed in known)
    assert typed in known or {candidate.id for candidate in meant} <= {candidate.id for candidate in called}
    whole = [candidate for candidate in called if any(agrees(typed, name) for name in candidate.names())]
    there = [candidate for candidate in whole or called if is_there(candidate, days)]
    if typed not in known and there:
        assert meant == there


@given(_UNITS, _TYPED, _DAYS)
def test_more_days_mean_no_fewer_units(units: list[Unit], typed: str, days: Days | None) -> None:
    def meant(asked: Days | None) -> set[str]:
        try:
            return {names(*units).pick(typed, asked)}
        except SeveralUnitsError as error:
            return {namesake.id for namesake in error.namesakes}
        except RequestError:
            return set()

    called = [candidate for candidate in units if any(agrees(typed, name) for name in candidate.names())]
    if any(is_there(candidate, days) for candidate in called):
        assert meant(days) <= meant(None)


@pytest.mark.parametrize(
    ("typed", "year", "meant"),
    [
        ("Phường Ngã Bảy", 2024, "u0"),
        ("Phường Ngã Bảy", 2026, "u1"),
        ("ngã bảy", 2024, "u0"),
        ("An Hòa", 2026, "u3"),  # only the word for its kind was left out
        ("u0", 2026, "u0"),
    ],
)
def test_days_decide(typed: str, year: int, meant: str) -> None:
    units = names(
        unit(0, "Phường Ngã Bảy", None, "2025-06-30"),
        unit(1, "Phường Ngã Bảy", "2025-07-01"),
        unit(2, "An Hòa", None, "2025-06-30"),
        unit(3, "Xã An Hòa", "2025-07-01"),
    )
    assert units.pick(typed, days_of_years(year)) == meant


def test_a_whole_name_of_a_unit_that_ended_is_no_part_of_another() -> None:
    units = names(unit(0, "Xã Tân Thành", None, "2025-06-30"), unit(1, "Xã Tân Thành Đông", "2025-07-01"))
    with pytest.raises(SeveralUnitsError) as refused:
        units.pick("Xã Tân Thành", days_of_years(2026))
    assert [namesake.id for namesake in refused.value.namesakes] == ["u0", "u1"]
    assert units.pick("Xã Tân Thành", days_of_years(2025)) == "u0"


def test_the_parent_is_named_where_the_name_repeats() -> None:
    units = names(
        unit(0, "Tỉnh Một"),
        unit(1, "Tỉnh Hai"),
        unit(2, "Xã Tân Thành", parent="u0"),
        unit(3, "Xã Tân Thành", parent="u1"),
        unit(4, "Xã Tân Thành Đông", parent="u1"),
    )
    with pytest.raises(SeveralUnitsError) as refused:
        units.pick("Thành")
    assert [(unit.id, unit.within) for unit in refused.value.namesakes] == [
        ("u2", "Tỉnh Một"),
        ("u3", "Tỉnh Hai"),
        ("u4", ""),
    ]


def test_of_several_that_were_there_one_elsewhere_is_not_meant() -> None:
    units = [unit(0, "Xã Tân Thành"), unit(1, "Xã Tân Thành"), unit(2, "Xã Tân Thành Đông")]
    known = {candidate.id: candidate for candidate in units}
    assert UnitNames(known, lambda name: name != "u1").pick("Tân Thành") == "u1"
    assert UnitNames(known, lambda name: name != "u2").pick("Xã Tân Thành Đông") == "u2"
    with pytest.raises(SeveralUnitsError):
        UnitNames(known, lambda _: True).pick("Xã Tân Thành")


def _steps_of_a_list(number: int) -> int:
    """Count what it takes to read 200 names, a tenth of them in part, where there are so many units."""
    communes = [unit(at, f"Xã {at} Hòa", parent=f"u{at % 10}") for at in range(number)]

    def read() -> None:
        known = names(*communes)
        for at in range(200):
            known.pick(f"{at} Hòa" if at % 10 == 0 else f"Xã {at} Hòa", days_of_years(2025))

    return steps(read)


def test_names_are_folded_once_however_many_are_read() -> None:
    few, many = (_steps_of_a_list(number) for number in (400, 1600))
    assert many < 5 * few
