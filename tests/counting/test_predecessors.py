"""Under a filter by unit it is said what the unit's predecessors have: as much as `--units now` would count in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.units import UnitLinks, ancestors, todays
from tests.helpers.clerk import Clerk
from tests.helpers.laws import cases

_SPLIT = """\
- {id: tinh-y, name: Tỉnh Yên, level: tinh}
- {id: xa-a, name: Xã An, level: xa, parent: tinh-y, until: 2025-06-30, successors: [xa-b, xa-c]}
- {id: xa-b, name: Xã Bình, level: xa, parent: tinh-y}
- {id: xa-c, name: Xã Cát, level: xa, parent: tinh-y}
"""


def said(clerk: Clerk, *typed: str) -> str:
    told = clerk.ask(*typed)
    assert told.code == 0, told.err
    return " ".join((told.out + told.err).split())


@pytest.fixture
def merged(clerk: Clerk) -> Clerk:
    clerk.model("2024/2024-a", unit="xa-a", title="Một")
    clerk.model("2024/2024-b", unit="xa-b", title="Hai", count=2, kind="ca-nhan")
    clerk.model("2024/2024-c", unit="xa-a-moi", title="Ba")
    return clerk


@pytest.mark.parametrize("command", ["tally", "list"])
def test_it_is_said_how_much_and_how_it_is_counted_in(command: str, merged: Clerk) -> None:
    told = said(merged, command, "registered", "--year", "2024", "--where", "unit=xa-a-moi")
    assert "3 more of what became part of it (Xã An Hòa; Xã Bình Hoà); to count these in: --units now." in told
    assert merged.total("registered", "--year", "2024", "--where", "unit=xa-a-moi", "--units", "now") == 4


@pytest.mark.parametrize(
    "typed",
    [
        ("--where", "unit=xa-a-moi", "--units", "now"),
        ("--where", "unit=xa-a-moi,xa-a,xa-b"),
        ("--where", "unit=xa-a"),
        ("--where", "unit=xa-loc"),
        ("--where", "unit!=xa-a-moi"),
        ("--where", "unit="),
        ("--where", "unit==xa-a"),
        ("--where", "unit=xa-a-moi", "--where", "origin=moi"),
        (),
    ],
)
def test_nothing_is_said_where_there_is_none_or_it_is_counted(typed: tuple[str, ...], merged: Clerk) -> None:
    assert "became" not in said(merged, "tally", "registered", "--year", "2024", *typed)


def test_exactly_one_unit_is_asked_for_likewise(merged: Clerk) -> None:
    told = said(merged, "tally", "registered", "--year", "2024", "--where", "unit==xa-a-moi")
    assert "3 more of what became part of it" in told


def test_a_circle_of_successors_is_gone_round_once(clerk: Clerk) -> None:
    clerk.write("danvan.yaml", "format: 1\n")
    clerk.write(
        "units.yaml",
        "- {id: xa-a, name: Xã A, level: xa, successors: [xa-b, xa-c]}\n"
        "- {id: xa-b, name: Xã B, level: xa, successors: [xa-a, xa-c]}\n"
        "- {id: xa-c, name: Xã C, level: xa}\n",
    )
    clerk.model("2024/2024-a", unit="xa-a")
    assert "1 of what became several units" in said(clerk, "tally", "registered", "--where", "unit=xa-c")


def test_conditions_hold_for_them_too(merged: Clerk) -> None:
    typed = ("--where", "unit=xa-a-moi", "--where", "kind=ca-nhan")
    assert "2 more of what became part of it (Xã Bình Hoà)" in said(merged, "tally", "registered", *typed)
    assert "became" not in said(merged, "tally", "registered", "--year", "2023", *typed)


def test_of_results_it_is_records(merged: Clerk) -> None:
    for name in ("2024-a", "2024-b"):
        merged.evaluation(f"2024/{name}.xa", results={"hien-dat": 5, "ngay-cong": 1})
    told = said(merged, "tally", "results", "--where", "unit=xa-a-moi")
    assert "2 records more of what became part of it" in told


def test_what_was_split_counts_for_none_and_is_told(clerk: Clerk) -> None:
    clerk.write("units.yaml", _SPLIT)
    clerk.write("danvan.yaml", "format: 1\n")
    clerk.model("2024/2024-a", unit="xa-a")
    told = said(clerk, "tally", "registered", "--where", "unit=xa-b")
    assert "1 of what became several units, of which it is one (Xã An), count for none of these." in told
    assert "--units now" not in told


_NAMES = tuple("abcdef")
_LINKS = st.fixed_dictionaries(
    {
        name: st.tuples(st.sampled_from(("", *_NAMES[:number])), st.sampled_from(("", *_NAMES[:number])))
        for number, name in enumerate(_NAMES)
    }
)


@cases(12)
@given(links=_LINKS, asked=st.sampled_from(_NAMES), counts=st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_what_is_told_is_what_only_units_now_counts(
    links: dict[str, tuple[str, str]], asked: str, counts: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    clerk = Clerk(tmp_path_factory.mktemp("merged") / "data")
    clerk.write("danvan.yaml", "format: 1\n")
    lines = (
        f"- {{id: {name}, name: Xã {name}, level: xa{f', parent: {parent}' if parent else ''}"
        f"{f', successors: [{after}]' if after else ''}}}\n"
        for name, (parent, after) in links.items()
    )
    clerk.write("units.yaml", "".join(lines))
    has = dict(zip(_NAMES, counts, strict=True))
    for name, count in has.items():
        if count:
            clerk.model(f"2024/2024-{name}", unit=name, count=count)
    units = {
        name: UnitLinks("xa", parent or None, (after,) if after else ()) for name, (parent, after) in links.items()
    }
    today = todays(units)
    then = {name for name in units if asked in ancestors(units, name)}
    now = {name for name in units if asked in ancestors(units, name, today)}
    told = said(clerk, "tally", "registered", "--year", "2024", "--where", f"unit={asked}")
    more = re.findall(r": (\d+) more of what became part of it", told)
    assert sum(map(int, more)) == sum(has[name] for name in now - then)


def test_what_was_merged_says_under_which_name_it_counts_today(merged: Clerk) -> None:
    asked = ("tally", "registered", "--year", "2024", "--units", "now", "--where")
    assert "Xã An Hòa, Huyện Xuân Lộc counts as" in said(merged, *asked, "unit=xa-a")
    assert "--where unit=xa-a-moi." in said(merged, *asked, "unit=xa-a")
    assert "counts as" not in said(merged, *asked, "unit=xa-a-moi")
    assert "counts as" not in said(merged, *asked, "unit!=xa-a")


def test_results_of_activities_are_told_in_records(merged: Clerk) -> None:
    merged.write("activities/2024/a.yaml", "title: Ra quân\nunit: xa-a\nresults: {hien-dat: 5, tien: 7}\n")
    told = said(merged, "tally", "activity_results", "--year", "2024", "--where", "unit=xa-a-moi")
    assert "1 records more of what became part of it (Xã An Hòa)" in told
