"""UBND, Đảng ủy xã: a body without its place is that of the place from which is spoken."""

import pytest

from danvan_cli.cli.prompts.choice_names import ChoiceNames
from danvan_cli.cli.prompts.questions import Choice
from danvan_cli.domain.errors import UnlistedError
from danvan_cli.domain.own_bodies import names_as_body
from danvan_cli.domain.unit_names import UnitNames, days_of_years
from danvan_cli.index.current_lists import Unit


def _unit(name: str, level: str, parent: str | None = None, since: str | None = None) -> Unit:
    unit_id = name.lower().replace(" ", "-")
    return Unit(unit_id, name, level, parent, (), since, None, unit_id)


_UNITS = {
    unit.id: unit
    for unit in (
        _unit("Tỉnh Nghệ An", "tinh"),
        _unit("Xã Đô Lương", "xa", "tỉnh-nghệ-an", "2025-07-01"),
        _unit("Xã Bạch Hà", "xa", "tỉnh-nghệ-an"),
        _unit("UBND xã Bạch Hà", "xa", "xã-bạch-hà"),
        _unit("Chi bộ 1", "co-so", "xã-đô-lương"),
    )
}


@pytest.mark.parametrize(
    ("own", "typed", "unit"),
    [
        ("xã-đô-lương", "UBND", "xã-đô-lương"),
        ("xã-đô-lương", "ubnd xa", "xã-đô-lương"),  # and not the other commune's, a part of whose name it is
        ("xã-đô-lương", "Đảng ủy xã", "xã-đô-lương"),
        ("xã-đô-lương", "Hội đồng nhân dân tỉnh", "tỉnh-nghệ-an"),
        ("xã-bạch-hà", "UBND xã", "ubnd-xã-bạch-hà"),
        ("xã-bạch-hà", "Đảng ủy", "xã-bạch-hà"),
        ("tỉnh-nghệ-an", "UBND tỉnh", "tỉnh-nghệ-an"),
        ("tỉnh-nghệ-an", "UBND xã", "ubnd-xã-bạch-hà"),  # a part of one name, as ever
        ("tỉnh-nghệ-an", "HĐND xã", ""),
        ("xã-đô-lương", "HĐND phường", ""),
        ("xã-đô-lương", "Công an xã", ""),
        ("chi-bộ-1", "Đảng ủy", ""),
        ("", "UBND xã", "ubnd-xã-bạch-hà"),
    ],
)
def test_it_means_its_own_unit_or_its_place(own: str, typed: str, unit: str) -> None:
    names = UnitNames(_UNITS, own=lambda: own)
    if unit:
        assert names.pick(typed) == unit
    else:
        with pytest.raises(UnlistedError):
            names.pick(typed)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        *[("UBND xã Đô Lương", "xã-đô-lương"), ("ubnd xa do luong", "xã-đô-lương"), ("UBND Đô Lương", "xã-đô-lương")],
        *[("Ủy ban nhân dân xã Đô Lương", "xã-đô-lương"), ("Đảng ủy xã Bạch Hà", "xã-bạch-hà")],
        *[("UBND tỉnh Nghệ An", "tỉnh-nghệ-an"), ("UBND xã Bạch Hà", "ubnd-xã-bạch-hà")],
        *[("HĐND xã Nam Đàn", "hđnd-xã"), ("UBND xã Nam Đàn", "xã-nam-đàn"), ("UBND xã Nam Hà", "")],
        ("UBND Chi bộ 1", ""),  # no place
    ],
)
def test_named_with_its_place_it_is_that_body_or_that_place(typed: str, unit: str) -> None:
    more = (_unit("Xã Nam Đàn", "xa", "tỉnh-nghệ-an"), _unit("HĐND xã", "xa", "xã-nam-đàn"))
    units = _UNITS | {unit.id: unit for unit in more}
    names = UnitNames(units, own=lambda: "xã-đô-lương")
    if unit:
        assert names.pick(typed) == unit
    else:
        with pytest.raises(UnlistedError):
            names.pick(typed)


def test_what_is_typed_into_a_list_of_units_offers_the_place_of_a_body() -> None:
    choices = [Choice(unit.id, f"{unit.name} · Tỉnh Nghệ An", (unit.name,)) for unit in _UNITS.values()]
    fitting = ChoiceNames(choices).fitting("UBND xã Đô Lương")
    assert fitting.meant
    assert fitting.meant.value == "xã-đô-lương"


def test_it_means_no_place_that_was_not_there() -> None:
    with pytest.raises(UnlistedError):
        UnitNames(_UNITS, own=lambda: "xã-đô-lương").pick("HĐND xã", days_of_years(2024))


def test_a_prompt_offers_the_place_by_the_names_of_its_bodies() -> None:
    assert {"UBND xã", "Đảng ủy xã"} <= set(names_as_body(_UNITS["xã-đô-lương"]))
    assert not list(names_as_body(_UNITS["chi-bộ-1"]))
