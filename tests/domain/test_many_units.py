"""A units.yaml of any size and shape: what reading it takes grows with the units, and no faster."""

import tracemalloc
from collections.abc import Iterator

import pytest
from yaml.nodes import Node

from danvan_cli.domain import nodes
from danvan_cli.domain.problem import ProblemLog
from danvan_cli.domain.reading import read_units
from danvan_cli.store.source import MOST_BYTES_OF_LISTS
from tests.helpers.data_folder import DataFolder

_PART = 48  # of what may be read; the whole takes a test too long
_MOST_MEMORY = 300 << 20


def _units(letters: int, line: str) -> str:
    number = letters // len(line.format(number=99_999).encode())
    return "".join(line.format(number=unit) for unit in range(number))


@pytest.mark.parametrize(
    "line",
    [
        "- {{id: u-{number}, name: Xã số {number}, level: xa, parent: u-0, from: 2025-07-01}}\n",
        "- {{id: u{number}, name: X, level: x}}\n",
    ],
)
def test_reading_units_takes_little_memory_at_the_size_that_is_allowed(line: str) -> None:
    data = _units(MOST_BYTES_OF_LISTS // _PART, line).encode()
    tracemalloc.start()
    try:
        reading = read_units("units.yaml", data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert reading.sound
    assert peak < _MOST_MEMORY // _PART


def test_units_are_composed_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    composed: list[Node | None] = []
    compose = nodes._ItemComposer.compose_node

    def counted(self: nodes._ItemComposer, parent: Node | None, index: int) -> Node | None:
        node = compose(self, parent, index)
        composed.append(node)
        return node

    monkeypatch.setattr(nodes._ItemComposer, "compose_node", counted)
    items: Iterator[Node] = nodes.compose_items(_units(10_000, "- {{id: u{number}}}\n").encode(), ProblemLog("x"))
    next(items)
    assert len(composed) == 3  # a mapping, its key and its value


@pytest.mark.parametrize("number", [1_000, 2_000])
def test_a_chain_of_units_is_a_problem_of_its_own_and_no_count(data: DataFolder, number: int) -> None:
    parents = ["", *(f", parent: u-{unit}" for unit in range(number - 1))]
    chain = "".join(f"- {{id: u-{unit}, name: Xã {unit}, level: xa{parent}}}\n" for unit, parent in enumerate(parents))
    data.write("units.yaml", chain)
    data.model("2020/a", unit="u-3")
    found = data.ask("check", "--format", "json").json["problems"]
    assert [(problem["code"], problem["line"]) for problem in found] == [("units-too-deep", 22)]
    assert data.ask("tally", "registered").code == 1
    assert data.ask("unit", "list").code == 1


def test_a_circle_of_many_units_stays_a_circle(data: DataFolder) -> None:
    data.write(
        "units.yaml",
        "".join(f"- {{id: u-{n}, name: Xã {n}, level: xa, parent: u-{(n + 1) % 90}}}\n" for n in range(90)),
    )
    data.model("2020/a", unit="u-3")
    found = data.ask("check", "--format", "json").json["problems"]
    assert [problem["code"] for problem in found if problem["path"] == "units.yaml"] == ["unit-cycle"] * 90
    assert data.total("registered", "--year", "2020") == 1
    assert len(data.json("unit", "list")["units"]) == 90


def test_a_broken_line_far_below_is_the_only_thing_said(data: DataFolder) -> None:
    """What units seem to say before it may be half of a line."""
    data.write("units.yaml", "- {id: a, name: A}\n- {id: b, name: B, level: xa\n")
    (problem,) = data.ask("check", "--format", "json").json["problems"]
    assert problem["code"] == "yaml-syntax"
