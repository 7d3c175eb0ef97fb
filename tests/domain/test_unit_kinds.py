"""What the words of a unit's name say of it."""

import pytest

from danvan_cli.domain.directory import directory
from danvan_cli.domain.unit_kinds import levels_of_place, place_kind, places_within

# One repeats its kind, one was named before it had any.
UNTOLD = {"Phường Phường Đúc", "Trung Tâm Huấn Luyện Cấm Sơn"}


def test_the_country_s_units_are_places_of_their_level_by_their_names() -> None:
    named = [unit for unit in directory().units.values() if unit.name not in UNTOLD]
    assert {unit.name for unit in named if unit.level not in levels_of_place(unit.name)} == set()


def test_what_lies_in_the_country_s_units_is_parted_from_them() -> None:
    for name in {unit.name for unit in directory().units.values()} - UNTOLD:
        place = name[0].lower() + name[1:]
        assert ("Công an", place) in places_within(f"Công an {place}")


@pytest.mark.parametrize("name", ["Xã hội", "Xã Hội", "xã hội hóa", "Hợp tác xã Tân Lập", "Xã, phường, thị trấn"])
def test_words_that_only_begin_as_a_place_are_none(name: str) -> None:
    assert not place_kind(name)
    assert not [place for _, place in places_within(f"Ban {name}") if place == name]
