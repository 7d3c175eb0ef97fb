"""Which record a row speaks of: rows with ids of their own stand beside rows without, in whatever order."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender

HEADINGS = ("STT", "Mã", "Tên mô hình", "Đơn vị", "TT/CN", "Họ và tên", "Địa điểm")
Row = tuple[str, ...]
Records = dict[str, dict[str, Any]]


def row(title: str, name: str = "", person: str = "", place: str = "") -> Row:
    return ("", name, title, "Xã An Hòa", "CN", person, place)


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


def _in_each_order(folder: Path, first: tuple[Row, ...], then: tuple[Row, ...]) -> tuple[int, str, Records]:
    """Import a list after another one, in each order, into a folder of its own; give (exit code, counts, records).

    Which of two new rows gets the plain id is a matter of their order; what is recorded is not.
    """
    results: list[tuple[int, str, Records]] = []
    for number, ordered in enumerate(permutations(then)):
        sender = Sender(Clerk(folder / str(number) / "data"))
        if first:
            assert sender.sends(sender.writes(*first, name="truoc.csv", headings=HEADINGS)).code == 0
        said = sender.sends(sender.writes(*ordered, headings=HEADINGS))
        counts = next((line for line in said.err.splitlines() if line.startswith("New: ")), "")
        results.append((said.code, counts, sender.stated()))
    told = [(code, counts, sorted(map(repr, records.values()))) for code, counts, records in results]
    assert all(each == told[0] for each in told)
    return results[0]


def test_a_row_with_a_new_id_and_one_without_that_are_the_same_thing_are_refused(tmp_path: Path) -> None:
    rows = (row("Chợ xanh", "2024-cho"), row("CHỢ XANH"))
    code, _, records = _in_each_order(tmp_path, (), rows)
    assert (code, records) == (1, {})


def test_a_row_without_an_id_that_may_be_one_with_a_new_id_is_kept_back(tmp_path: Path) -> None:
    code, counts, records = _in_each_order(tmp_path, (), (row("Chợ xanh", "2024-cho", "Lê Tám"), row("Chợ xanh")))
    assert (code, set(records)) == (1, {"2024-cho"})
    assert "kept: 1" in counts


def test_an_id_of_somebodys_own_does_not_say_that_it_is_another_thing(tmp_path: Path) -> None:
    first = (row("Chợ xanh", person="Lê Tám"),)
    code, counts, records = _in_each_order(tmp_path / "doubt", first, (row("Chợ xanh", "2024-cho"), row("Rau")))
    assert (code, {record["title"] for record in records.values()}, len(records)) == (1, {"Chợ xanh", "Rau"}, 2)
    assert "kept: 1" in counts
    rows = (row("Chợ xanh", "2024-cho"), row("chợ xanh", "2024-cho-2"))
    code, _, records = _in_each_order(tmp_path / "same", (), rows)
    assert (code, records) == (1, {})


def test_a_row_without_an_id_is_not_what_a_row_with_one_makes_of_its_record(tmp_path: Path) -> None:
    first = (row("Chợ xanh", person="Lê Tám"),)
    rows = (row("Chợ đêm", "2024-xa-a-cho-xanh", "Lê Tám"), row("Chợ đêm", person="Lê Tám"))
    code, _, records = _in_each_order(tmp_path, first, rows)
    assert (code, [record["title"] for record in records.values()]) == (1, ["Chợ xanh"])


def test_two_records_that_would_become_one_thing_stay_what_they_are(tmp_path: Path) -> None:
    first = (row("Chợ xanh", person="Lê Tám"), row("Chợ sạch", person="Lê Tám"))
    rows = tuple(row("Chợ đêm", name, "Lê Tám") for name in ("2024-xa-a-cho-xanh", "2024-xa-a-cho-sach"))
    code, counts, records = _in_each_order(tmp_path, first, rows)
    assert (code, {record["title"] for record in records.values()}) == (1, {"Chợ xanh", "Chợ sạch"})
    assert "kept: 2" in counts


def test_an_id_that_a_row_states_is_given_to_no_other(tmp_path: Path) -> None:
    rows = (row("Chợ xanh"), row("Chợ xành", "2024-xa-a-cho-xanh"), row("Vườn rau", "2024-vuon"))
    code, _, records = _in_each_order(tmp_path, (), rows)
    assert (code, records["2024-xa-a-cho-xanh"]["title"], len(records)) == (0, "Chợ xành", 3)


def test_of_rows_that_may_be_one_those_are_taken_that_state_more(tmp_path: Path) -> None:
    rows = (row("Chợ xanh"), row("Chợ xanh", person="Lê Tám"), row("Chợ xanh", person="Lê Chín"))
    code, counts, records = _in_each_order(tmp_path, (), rows)
    assert (code, {record.get("person") for record in records.values()}) == (1, {"Lê Tám", "Lê Chín"})
    assert "kept: 1" in counts


def test_every_row_finds_its_record_whether_it_names_it_or_not(tmp_path: Path) -> None:
    first = (row("Chợ xanh", person="Lê Tám"), row("Vườn rau"), row("Hàng rào"))
    rows = (
        row("Chợ xanh", "2024-xa-a-cho-xanh", "Lê Tám", "Ấp 1"),
        row("Vườn rau", place="Ấp 2"),
        row("Hàng rào xanh", "2024-xa-a-hang-rao", place="Ấp 3"),
    )
    code, counts, records = _in_each_order(tmp_path, first, rows)
    assert "New: 0; changed: 3;" in counts
    assert (code, {record["place"] for record in records.values()}) == (0, {"Ấp 1", "Ấp 2", "Ấp 3"})
    assert records["2024-xa-a-hang-rao"]["title"] == "Hàng rào xanh"


def test_of_two_rows_of_one_number_that_may_be_one_record_none_is_chosen(sender: Sender) -> None:
    name = "ds.csv"
    sender.sends(sender.writes(("1", *row("Chợ xanh", person="Lê Tám")[1:]), name=name, headings=HEADINGS))
    before = sender.clerk.files()
    for kinds in permutations(("CN", "TT")):
        rows = [("1", "", "Chợ xanh", "Xã An Hòa", kind, "", "") for kind in kinds]
        assert sender.sends(sender.writes(*rows, name=name, headings=HEADINGS)).code == 1
        assert sender.clerk.files() == before


def test_rows_that_carry_on_different_models_of_one_year_are_different_models(sender: Sender) -> None:
    for unit in ("xa-a", "xa-b"):
        sender.clerk.model(f"2023/{unit}-cho", title="Chợ xanh", unit=unit)
    headings = ("Tên mô hình", "Đơn vị", "TT/CN", "Kế tục")
    rows = [("Chợ xanh", "Xã An Hòa", "TT", name) for name in ("xa-a-cho", "xa-b-cho")]
    file = sender.writes(*rows, headings=headings)
    said = sender.sends(file, "--map", "Kế tục=continues")
    assert said.code == 0, said.err
    assert {record["continues"] for record in sender.stated().values()} == {"xa-a-cho", "xa-b-cho"}
    assert "unchanged: 2;" in sender.sends(file, "--map", "Kế tục=continues").err
