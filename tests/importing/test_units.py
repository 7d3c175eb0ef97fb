"""A unit of a list is the one that `unit add` would call it: by its name, below its parent, in its days."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.clerk import Clerk
from tests.helpers.program import CommandResult
from tests.importing.sent_lists import Sender

HEADINGS = ("Tên đơn vị", "Cấp", "Trực thuộc", "Từ ngày", "Đến ngày")
MAPS = ("--map", "Trực thuộc=parent", "--map", "Từ ngày=from", "--map", "Đến ngày=until")
COMMUNE = ("Xã Bình Hoà", "Cấp xã")


class Units(Sender):
    """Sends lists of units."""

    def lists(self, *rows: tuple[str, ...]) -> CommandResult:
        return self.sends(self.writes(*rows, headings=HEADINGS), "--kind", "units", *MAPS)

    def known(self) -> dict[str, dict[str, Any]]:
        units = yaml.load((self.clerk.root / "units.yaml").read_bytes(), yaml.BaseLoader)  # noqa: S506 - days as texts
        return {unit["id"]: unit for unit in units}


@pytest.fixture
def units(clerk: Clerk) -> Units:
    return Units(clerk)


def test_a_name_that_is_used_again_after_its_unit_ended_is_another_unit(units: Units) -> None:
    before = units.known()
    row = (*COMMUNE, "Huyện Xuân Lộc", "01/07/2025", "")
    said = units.lists(row)
    assert said.code == 0, said.err
    (new,) = units.known().keys() - before.keys()
    assert units.known()[new]["from"] == "2025-07-01"
    assert units.known()["xa-b"] == before["xa-b"]
    assert "unchanged: 1;" in units.lists(row).err


def test_typed_and_imported_make_the_same_of_the_same_days(tmp_path: Path) -> None:
    for number, (since, code) in enumerate((("2025-07-01", 0), ("2025-06-30", 1))):
        typed, sent = (Units(Clerk(tmp_path / f"{number}-{way}" / "data")) for way in ("typed", "sent"))
        add = ("unit", "add", "--name", COMMUNE[0], "--level", "xa", "--parent", "huyen-x", "--from", since)
        assert typed.clerk.ask(*add).code == code
        assert sent.lists((*COMMUNE, "Huyện Xuân Lộc", since, "")).code == 0
        assert (len(typed.known()), len(sent.known())) == ((7, 7) if code == 0 else (6, 6))


def test_two_rows_of_one_name_are_two_units_where_their_days_do_not_overlap(units: Units) -> None:
    old, new = ("Xã Mới", "Cấp xã", "Tỉnh Yên", "", "2020"), ("Xã Mới", "Cấp xã", "Tỉnh Yên", "2021", "")
    assert units.lists(old, (*new[:3], "2020", "")).code == 1
    said = units.lists(old, new)
    assert said.code == 0, said.err
    assert len(units.known()) == 8
    assert "unchanged: 2;" in units.lists(new, old).err


def test_a_name_below_another_parent_is_another_unit_and_is_pointed_to(units: Units) -> None:
    said = units.lists((*COMMUNE, "Tỉnh Yên", "", ""))
    assert (said.code, "xa-b" in said.err, len(units.known())) == (0, True, 7)
    assert units.known()["xa-b"]["parent"] == "huyen-x"


@pytest.mark.parametrize("parent", ["Huyện Xuân Lộc", "xuân lộc", "huyen-x"])
def test_a_parent_is_named_as_in_any_list(units: Units, parent: str) -> None:
    said = units.lists((*COMMUNE, parent, "", "30/06/2025"))
    assert (said.code, "unchanged: 1;" in said.err, len(units.known())) == (0, True, 6), said.err


def test_a_row_that_states_no_parent_means_the_unit_of_its_name_and_days(units: Units) -> None:
    said = units.lists((*COMMUNE, "", "", "30/06/2025"))
    assert (said.code, len(units.known())) == (0, 6), said.err


@pytest.mark.parametrize("name", ["XÃ BÌNH HOÀ", "xã Bình Hòa"])
def test_a_name_written_otherwise_is_no_correction(name: str, units: Units) -> None:
    before = units.known()
    said = units.lists((name, "Cấp xã", "Huyện Xuân Lộc", "", "30/06/2025"))
    assert (said.code, "unchanged: 1;" in said.err, units.known()) == (0, True, before), said.err


@pytest.mark.parametrize(("since", "codes"), [("", []), ("01/07/2025", ["unit-not-yet"])])
def test_what_check_would_say_of_records_is_said_of_those_in_new_units_too(
    units: Units, since: str, codes: list[str]
) -> None:
    new = units.writes(("Xã Mới", "Cấp xã", "Tỉnh Yên", since, ""), name="dv.csv", headings=HEADINGS)
    headings = ("Tên mô hình", "Đơn vị", "TT/CN", "Ngày đăng ký")
    models = units.writes(("Đường hoa", "Xã Mới", "TT", "01/03/2025"), name="mh.csv", headings=headings)
    said = units.clerk.ask("import", str(new), str(models), "--year", "2025", *MAPS)
    assert said.code == 0, said.err
    assert ("xa-moi exists only since" in said.err) == bool(codes)
    assert [code for code, path in units.clerk.problems() if path.startswith("models")] == codes
