"""Claims of an imported list are known again by what they ask, as typed ones are."""

from itertools import permutations
from typing import Any

import pytest
import yaml

from tests.helpers.clerk import Clerk
from tests.helpers.program import CommandResult
from tests.importing.sent_lists import Sender

HEADINGS = ("Mã", "Nguồn", "Loại số liệu", "Điều kiện", "Giá trị")
Row = tuple[str, ...]
FILE = "figures/2024/bao.yaml"


def row(source: str, value: str, where: str = "", name: str = "", measure: str = "Đăng ký") -> Row:
    return (name, source, measure, where, value)


class Figures(Sender):
    """Sends lists of figures."""

    def states(self, *rows: Row) -> CommandResult:
        mapped = ("--map", "Điều kiện=claims.where")
        return self.sends(self.writes(*rows, name="sl.csv", headings=HEADINGS), "--kind", "so-lieu", *mapped)

    def file(self, **keys: object) -> None:
        self.clerk.write(FILE, yaml.safe_dump({"source": "Báo A", **keys}, allow_unicode=True))

    def claims(self) -> list[dict[str, Any]]:
        return [claim for record in self.stated("figures/2024").values() for claim in record.get("claims", ())]

    def sources(self) -> list[str]:
        found = (yaml.safe_load(text) for text in self.records("figures/2024").values())
        return [record["source"] for record in found]


@pytest.fixture
def figures(clerk: Clerk) -> Figures:
    return Figures(clerk)


@pytest.mark.parametrize("there", [False, True])
def test_one_source_is_one_however_it_is_spelled(figures: Figures, there: bool) -> None:  # noqa: FBT001
    if there:
        figures.file(claims=[{"measure": "registered", "value": 3}])
    said = figures.states(row("Báo A", "3"), row("báo a", "2", measure="Công nhận"))
    assert said.code == 0, said.err
    assert (figures.sources(), [claim["value"] for claim in figures.claims()]) == (["Báo A"], [3, 2])


@pytest.mark.parametrize(
    "claim",
    [
        {"measure": "registered", "where": {"unit": "xa-a,xa-b"}, "value": 3},
        {"measure": "registered", "where": {"unit": "xa-b, xa-a"}, "year": 2024, "value": 3},
    ],
)
def test_a_question_is_the_same_however_it_is_written(figures: Figures, claim: dict[str, object]) -> None:
    figures.file(claims=[claim])
    before = figures.clerk.files()
    said = figures.states(row("Báo A", "3", "unit=xa-a,xa-b"))
    assert (said.code, figures.clerk.files()) == (0, before)
    said = figures.states(row("Báo A", "4", "unit=xa-a,xa-b"))
    assert (said.code, "kept: 1" in said.err, figures.clerk.files()) == (1, True, before)


def test_what_is_said_of_all_is_not_put_where_all_is_of_a_part(figures: Figures) -> None:
    figures.file(where={"unit": "xa-a"}, claims=[{"measure": "recognized", "value": 1}])
    before = figures.clerk.files()
    assert (figures.states(row("Báo A", "3")).code, figures.clerk.files()) == (1, before)
    assert figures.states(row("Báo A", "3", "unit=xa-a")).code == 0
    assert len(figures.claims()) == 2


def test_a_question_that_a_list_asks_twice_is_refused(figures: Figures) -> None:
    said = figures.states(row("Báo A", "3"), row("báo a", "4"))
    assert (said.code, "row 2" in said.err, figures.claims()) == (1, True, [])


def test_a_new_id_is_that_of_all_rows_of_its_source(figures: Figures) -> None:
    for rows in permutations((row("Báo A", "3", name="2024-bao"), row("báo a", "2", measure="Công nhận"))):
        said = figures.states(*rows)
        assert said.code == 0, said.err
        assert set(figures.records("figures/2024")) == {"2024-bao"}
        assert len(figures.claims()) == 2


def test_a_source_without_claims_is_found_by_both_ways(figures: Figures) -> None:
    figures.file(claims=[])
    typed = ("figure", "--year", "2024", "--source", "BÁO A", "--measure", "registered", "--value", "3")
    assert figures.clerk.ask(*typed).code == 0
    assert figures.states(row("báo a", "2", measure="Công nhận")).code == 0
    assert (figures.sources(), len(figures.claims())) == (["Báo A"], 2)
