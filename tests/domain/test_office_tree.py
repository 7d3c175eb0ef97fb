"""Which units lie elsewhere: those that neither parents nor mergers lead to the office's own, or to those above it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.office_tree import OfficeTree
from danvan_cli.domain.units import UnitLinks

LEVELS = ("tinh", "huyen", "xa", "co-so")
# On 1 July 2025 two provinces became one, the districts went, and communes were merged.
UNITS = {
    "tinh-a": UnitLinks("tinh", None, ("tinh",)),
    "tinh-b": UnitLinks("tinh", None, ("tinh",)),
    "tinh": UnitLinks("tinh", None, ()),
    "tinh-khac": UnitLinks("tinh", None, ()),
    "huyen": UnitLinks("huyen", "tinh-a", ("xa-huyen",)),
    "huyen-ben": UnitLinks("huyen", "tinh-a", ()),
    "huyen-khac": UnitLinks("huyen", "tinh-khac", ()),
    "xa-1": UnitLinks("xa", "huyen", ("xa-moi",)),
    "xa-2": UnitLinks("xa", "huyen", ("xa-moi",)),
    "xa-3": UnitLinks("xa", "huyen-ben", ("xa-ben",)),
    "xa-khac": UnitLinks("xa", "huyen-khac", ()),
    "xa-moi": UnitLinks("xa", "tinh", ()),
    "xa-ben": UnitLinks("xa", "tinh", ()),
    "xa-huyen": UnitLinks("xa", "tinh", ()),
    "ap": UnitLinks("co-so", "xa-1", ()),
    "hoi": UnitLinks("xa", None, ()),
    "ap-hoi": UnitLinks("co-so", "hoi", ()),
}


_FAR = {"tinh-khac", "huyen-khac", "xa-khac"}


@pytest.mark.parametrize(
    ("own", "elsewhere"),
    [
        ("tinh", _FAR),
        ("tinh-a", _FAR),
        # A district that is no more: what its communes became is its own, the neighbours' is not.
        ("huyen", _FAR | {"huyen-ben", "xa-3", "xa-ben"}),
        ("xa-moi", _FAR | {"huyen-ben", "xa-3", "xa-ben", "xa-huyen", "ap-hoi", "hoi"}),
    ],
)
def test_what_lies_elsewhere(own: str, elsewhere: set[str]) -> None:
    tree = OfficeTree(UNITS, own, LEVELS)
    assert {unit for unit in UNITS if tree.is_elsewhere(unit)} == elsewhere


def test_what_nothing_places_is_left_alone() -> None:
    units = {name: UnitLinks("xa", None, ()) for name in ("xa", "hoi")}
    assert not OfficeTree(units, "xa", LEVELS).is_elsewhere("hoi")


_NAMES = tuple("abcdefg")
_TREES = st.dictionaries(
    st.sampled_from(_NAMES),
    st.builds(
        UnitLinks,
        st.sampled_from(LEVELS),
        st.none() | st.sampled_from(_NAMES),
        st.lists(st.sampled_from(_NAMES), max_size=2, unique=True).map(tuple),
    ),
)


@given(_TREES, st.sampled_from(_NAMES))
def test_neither_the_own_unit_nor_what_lies_in_it_or_became_it_lies_elsewhere(
    units: dict[str, UnitLinks], own: str
) -> None:
    tree = OfficeTree(units, own, LEVELS)
    assert not tree.is_elsewhere(own)
    for name, links in units.items():
        near = {links.parent, *links.successors}
        if own in near or (own in units and name in (units[own].parent, *units[own].successors)):
            assert not tree.is_elsewhere(name)
