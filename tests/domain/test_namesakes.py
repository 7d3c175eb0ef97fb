"""Units of one name are told apart by as much as that takes, and found again by it."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli import locale
from danvan_cli.domain.directory import directory
from danvan_cli.domain.errors import UnlistedError
from danvan_cli.domain.unit_names import SeveralUnitsError, UnitNames, days_of_years
from danvan_cli.index.current_lists import Unit
from danvan_cli.view.labels import namesake

_NAMES = ("Xã Tân Thành", "Xã Tân  thành", "Phường Hòa Bình", "Phường Hoà Bình", "Công an xã", "Huyện Lai Vung")
_DAYS = ((None, None), (None, "2025-06-30"), ("2025-07-01", None))


def _unit(name: str, title: str, parent: str | None = None, days: tuple[str | None, str | None] = (None, None)) -> Unit:
    return Unit(name, title, "xa", parent, (), *days, name)


def _names(*units: Unit) -> UnitNames:
    return UnitNames(MappingProxyType({unit.id: unit for unit in units}))


@st.composite
def _trees(draw: st.DrawFn) -> list[Unit]:
    """Return units of few names anywhere in a tree, or in circles of parents, which `check` reports."""
    size = draw(st.integers(1, 9))
    parents = st.sampled_from((None, *(f"u{number}" for number in range(size)), "u-la"))
    return [
        _unit(f"u{number}", draw(st.sampled_from(_NAMES)), draw(parents), draw(st.sampled_from(_DAYS)))
        for number in range(size)
    ]


@given(_trees())
def test_no_two_units_are_called_alike_and_each_is_found_by_what_it_is_called(units: list[Unit]) -> None:
    names = _names(*units)
    labels = {unit.id: namesake(names.told_apart(unit.id)) for unit in units}

    assert len(set(labels.values())) == len(units)
    for unit, label in labels.items():
        assert unit in _meant(names, label)  # of several only where what they lie in is told apart by its days or id


def _meant(names: UnitNames, label: str) -> set[str]:
    try:
        return {names.pick(label)}
    except SeveralUnitsError as error:
        return {candidate.id for candidate in error.namesakes}


def test_each_unit_of_the_country_is_called_otherwise_and_found_by_that() -> None:
    locale.use("vi")
    units = [
        Unit(unit.code, unit.name, unit.level, unit.parent or None, (), unit.since or None, unit.until or None, "")
        for unit in directory().units.values()
    ]
    names = _names(*units)
    labels = {unit.id: namesake(names.told_apart(unit.id)) for unit in units}

    assert len(set(labels.values())) == len(units)
    shared = [unit for unit, label in labels.items() if label != names.told_apart(unit).name][::7]
    assert [names.pick(labels[unit]) for unit in shared] == shared


@pytest.fixture(scope="module")
def names() -> UnitNames:
    return _names(
        _unit("dong-thap", "Tỉnh Đồng Tháp"),
        _unit("lai-vung", "Huyện Lai Vung", "dong-thap"),
        _unit("go-cong", "Huyện Gò Công Đông"),
        _unit("binh-an", "Thị xã Bình An"),
        _unit("x1", "Xã Tân Thành", "lai-vung"),
        _unit("x2", "Xã Tân Thành", "go-cong"),
        _unit("x3", "Xã Tân Thành Đông", "lai-vung"),
        _unit("ca1", "Công an xã", "x1"),
        _unit("ca2", "Công an xã", "x2"),
        _unit("p1", "Phường 9", "binh-an", (None, "2022-06-30")),
        _unit("p2", "Phường 9", "binh-an", ("2022-07-01", None)),
        _unit("t1", "Tổ 1"),
        _unit("t2", "Tổ 1"),
        _unit("btg", "Ban Tuyên giáo - Dân vận", "lai-vung"),
    )


@pytest.mark.parametrize(
    ("unit", "called"),
    [
        ("lai-vung", "Huyện Lai Vung"),
        ("x1", "Xã Tân Thành, Huyện Lai Vung"),
        ("x2", "Xã Tân Thành, Huyện Gò Công Đông"),
        ("ca1", "Công an xã, Xã Tân Thành, Huyện Lai Vung"),  # the parents share their name, too
        ("p1", "Phường 9, đến 30/06/2022"),
        ("p2", "Phường 9, từ 01/07/2022"),
        ("t2", "Tổ 1 (t2)"),
    ],
)
def test_a_unit_is_called_with_what_tells_it_apart(names: UnitNames, unit: str, called: str) -> None:
    locale.use("vi")
    assert namesake(names.told_apart(unit)) == called
    assert names.pick(called) == unit


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("Xã Tân Thành, Huyện Lai Vung", "x1"),
        ("xã tân thành, huyện lai vung", "x1"),
        ("Tân Thành, Lai Vung", "x1"),  # not Tân Thành Đông
        ("tan thanh, lai vung", "x1"),
        ("Xã Tân Thành (Huyện Lai Vung)", "x1"),
        ("Xã Tân Thành - Huyện Lai Vung", "x1"),
        ("Xã Tân Thành – Lai Vung", "x1"),
        ("Xã Tân Thành · Huyện Gò Công Đông", "x2"),
        ("Xã Tân Thành, Tỉnh Đồng Tháp", "x1"),
        ("X. Tân Thành, H. Lai Vung, T. Đồng Tháp", "x1"),
        ("Công an xã, Lai Vung", "ca1"),
        ("cong an xa, go cong dong", "ca2"),
        ("Xã Tân Thành, Gò Công", "x2"),
        ("Xã Tân Thành (x2)", "x2"),
        ("Xã Tân Thành, Huyện Gò Công Đông (x2)", "x2"),
        ("Ban Tuyên giáo - Dân vận, Huyện Lai Vung", "btg"),
        ("Ban Tuyên giáo - Dân vận", "btg"),
        ("Tổ 1 (t1)", "t1"),
    ],
)
def test_a_unit_is_named_with_what_it_lies_in(names: UnitNames, typed: str, unit: str) -> None:
    assert names.pick(typed) == unit


@pytest.mark.parametrize(
    "typed", ["Tấn Thành, Lai Vung", "Xã Tân Thành, Lái Vung", "x1, x2", "Xã Tân Thành (x9)", "Tổ 1, Lai Vung"]
)
def test_what_lies_elsewhere_or_is_spelled_otherwise_is_not_meant(names: UnitNames, typed: str) -> None:
    with pytest.raises(UnlistedError):
        names.pick(typed)


def test_what_fits_several_is_told_with_what_they_lie_in(names: UnitNames) -> None:
    with pytest.raises(SeveralUnitsError) as refused:
        names.pick("Công an xã, Xã Tân Thành")
    assert [(unit.id, unit.within) for unit in refused.value.namesakes] == [
        ("ca1", "Xã Tân Thành, Huyện Lai Vung"),
        ("ca2", "Xã Tân Thành, Huyện Gò Công Đông"),
    ]


def test_right_below_goes_before_further_below_unless_the_days_say_otherwise() -> None:
    names = _names(
        _unit("ha-noi", "Thành phố Hà Nội"),
        _unit("ba-dinh", "Quận Ba Đình", "ha-noi", (None, "2025-06-30")),
        _unit("cu", "Phường Ngọc Hà", "ba-dinh", (None, "2025-06-30")),
        _unit("moi", "Phường Ngọc Hà", "ha-noi", ("2025-07-01", None)),
    )
    typed = "Phường Ngọc Hà, Hà Nội"
    assert [names.pick(typed, days) for days in (None, days_of_years(2024), days_of_years(2026))] == [
        "moi",
        "cu",
        "moi",
    ]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("x1,x2", ["x1", "x2"]),
        ("Xã Tân Thành, Huyện Lai Vung", ["Xã Tân Thành, Huyện Lai Vung"]),
        ("Huyện Lai Vung,Xã Tân Thành", ["Huyện Lai Vung", "Xã Tân Thành"]),
        (
            "tân thành, gò công đông, p1, công an xã, tân thành, lai vung",
            ["tân thành, gò công đông", "p1", "công an xã, tân thành, lai vung"],
        ),
        ("x1, Huyện Lai Vung", ["x1", "Huyện Lai Vung"]),
        (" , ", []),
    ],
)
def test_between_commas_a_unit_and_what_it_lies_in_are_one(names: UnitNames, text: str, units: list[str]) -> None:
    assert names.between_commas(text) == units
