"""A unit of a list is the one that `unit add` would call it: by its name, below its parent, in its days."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.unit_rows import read_units
from danvan_cli.index.current_lists import Lists
from tests.helpers.clerk import Clerk
from tests.helpers.program import CommandResult
from tests.importing.list_sheets import only
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


HAMLETS = (
    *({"id": "xom-dong-son", "name": "Xóm Đong Son"}, {"id": "tdp-5", "name": "TDP 5"}),
    *({"id": "thon-1", "name": "Thôn 1"}, {"id": "thon-dong", "name": "Thôn Đông"}),
)


class CommuneUnits(Units):
    """Sends lists of the hamlets of one commune, all of them new."""

    def __init__(self, clerk: Clerk) -> None:
        super().__init__(clerk)
        clerk.write("danvan.yaml", "format: 1\noffice: Xã Xuân Lộc\nunit: xa-loc\n")
        self.add(*({**hamlet, "level": "co-so", "parent": "xa-loc"} for hamlet in HAMLETS))

    def add(self, *new: dict[str, str]) -> None:
        file = self.clerk.root / "units.yaml"
        file.write_text(file.read_text("utf-8") + yaml.safe_dump(list(new), allow_unicode=True), "utf-8")

    def resends(self, *names: str, parent: str = "Xã Xuân Lộc", typed: tuple[str, ...] = ()) -> CommandResult:
        rows = [(name, "co-so", parent, "", "") for name in names]
        return self.sends(self.writes(*rows, headings=HEADINGS), "--kind", "units", *MAPS, *typed)

    def names(self) -> list[str]:
        return [unit["name"] for unit in self.known().values() if unit.get("parent") == "xa-loc"]


@pytest.fixture
def commune(clerk: Clerk) -> CommuneUnits:
    return CommuneUnits(clerk)


@pytest.mark.parametrize("parent", ["Xã Xuân Lộc", ""])
@pytest.mark.parametrize(
    ("names", "near"),
    [
        (("Xóm Đông Sơn", "TDP 5", "Thôn 1", "Thôn Đông"), "xom-dong-son"),
        (("Xóm Đong Son", "Tổ dân phố số 5", "Thôn 1", "Thôn Đông"), "tdp-5"),
        (("Thôn Đông Sơn", "TDP 5", "Thôn 1", "Thôn Đông"), "xom-dong-son"),
    ],
)
def test_a_new_unit_nearly_called_as_one_that_the_list_names_no_more_is_asked_about(
    names: tuple[str, ...], near: str, parent: str, commune: CommuneUnits
) -> None:
    before = commune.names()
    said = commune.resends(*names, parent=parent)
    assert (said.code, near in said.err, commune.names()) == (1, True, before), said.err
    assert commune.resends(*names, parent=parent, typed=("--yes",)).code == 1
    said = commune.resends(*names, parent="Xã Xuân Lộc", typed=("--anyway",))
    assert (said.code, "is added as a new unit beside" in said.err) == (0, True), said.err
    assert len(commune.names()) == len(before) + 1


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (("Xóm Đong Son", "TDP 5", "Thôn 2", "Thôn Đoài"), ["Thôn 1", "Thôn Đông"]),
        (("Xóm Đong Son", "TDP 5", "TDP 55", "Thôn 1", "Thôn Đông", "Thôn Đồng"), []),
        (("Xóm Đong Son", "TDP 6", "Thôn 11", "Thôn Đông"), ["TDP 5", "Thôn 1"]),
    ],
)
def test_units_told_apart_by_numbers_or_by_the_list_itself_are_new_and_what_it_leaves_out_is_told(
    names: tuple[str, ...], left: list[str], commune: CommuneUnits
) -> None:
    said = commune.resends(*names)
    assert (said.code, "nearly" in said.err) == (0, False), said.err
    told = [line for line in said.err.splitlines() if "Not in the list" in line]
    assert [name for name in commune.names() if any(name in line for line in told)] == left, said.err


def test_the_same_list_again_tells_nothing_of_units_elsewhere(commune: CommuneUnits) -> None:
    said = commune.resends(*(hamlet["name"] for hamlet in HAMLETS))
    assert (said.code, "unchanged: 4;" in said.err, "Not in the list" in said.err) == (0, True, False), said.err


def test_a_row_that_was_said_to_be_a_unit_corrects_its_name(lists: Lists) -> None:
    row = ("Phường Lái Hiêu", "Cấp xã", "Thành phố Ngã Bảy")
    sheet_list = only(lists, HEADINGS[:3], row, kind="units", mapping={"Trực thuộc": "parent"})
    asked = read_units(lists, [sheet_list], ImportOptions())
    (doubt,) = asked.part.doubts
    assert (len(asked.entries), dict(doubt.meant)) == (1, {"lai-hieu": "Phường Lái Hiếu"})
    answered = read_units(lists, [sheet_list], ImportOptions(answers={doubt.row.line: "lai-hieu"}))
    assert (answered.entries, answered.changes) == ((), {"lai-hieu": {"name": row[0]}})
    assert not answered.part.doubts


def test_a_name_of_which_only_a_mark_is_corrected_may_be_that_unit(units: Units) -> None:
    def row(name: str) -> tuple[str, ...]:
        return name, "Cấp xã", "Tỉnh Yên", "01/07/2025", ""

    assert units.lists(row("Xã Cam Đương")).code == 0
    before = units.known()
    said = units.lists(row("Xã Cam Đường"))
    assert (said.code, units.known()) == (1, before)
    assert "nearly the name of Xã Cam Đương" in said.err
    assert units.lists(row("Xã Cam Đương"), row("Xã Cam Đường")).code == 0  # a list that names both tells them apart
    assert {unit["name"] for unit in units.known().values()} > {"Xã Cam Đương", "Xã Cam Đường"}
