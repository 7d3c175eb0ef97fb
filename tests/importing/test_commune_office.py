"""The year of a commune's office by lists: what they leave out is said, and no number is wrong in silence."""

from pathlib import Path

import pytest
import yaml

from tests.helpers.data_folder import DataFolder
from tests.helpers.program import CommandResult

_OFFICE = "format: 1\noffice: Ban Xây dựng Đảng xã Long Hồ\nunit: long-ho\n"
_UNITS = "Tên đơn vị,Cấp\nẤp Phú An,cơ sở\nẤp Long Thuận,cơ sở\nHội Phụ nữ xã,cơ sở\n"


class CommuneOffice(DataFolder):
    """Imports lists as they are sent."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.write("danvan.yaml", _OFFICE)
        self.write("units.yaml", "- {id: long-ho, name: Xã Long Hồ, level: xa}\n")

    def sends(self, text: str, *typed: str, name: str = "ds.csv") -> CommandResult:
        file = self.root.parent / name
        file.write_text(text, "utf-8")
        return self.ask("import", str(file), *typed)

    def unsent(self, year: int) -> int:
        number: int = self.ask("tally", "registered", "--year", str(year), "--format", "json").json["evidence"][
            "unsent"
        ]
        return number

    def parents(self) -> set[str | None]:
        units = yaml.safe_load((self.root / "units.yaml").read_bytes())
        return {unit.get("parent") for unit in units if unit["id"] != "long-ho"}


@pytest.fixture
def office(tmp_path: Path) -> CommuneOffice:
    return CommuneOffice(tmp_path / "data")


def test_a_list_of_units_is_told_as_unit_add_does_that_nothing_says_what_they_lie_in(office: CommuneOffice) -> None:
    said = office.sends(_UNITS, "--kind", "units")
    assert (said.code, office.parents()) == (0, {None})
    assert "--default parent=long-ho" in said.err
    assert "--parent" in office.ask("unit", "add", "--name", "Ấp Thanh Mỹ", "--level", "co-so").err
    assert "--parent" not in office.ask("unit", "add", "--name", "Tỉnh Vĩnh Long", "--level", "tinh").err
    again = office.sends(f"{_UNITS}Xã Long Hồ,cấp xã\n", "--kind", "units", "--default", "parent=long-ho")
    assert (again.code, "--default parent" in again.err) == (0, False)
    assert office.unsent(2026) == 4  # with Ấp Thanh Mỹ, which is still in none


def test_units_without_records_are_those_of_the_list_whether_or_not_it_says_what_they_lie_in(
    office: CommuneOffice,
) -> None:
    office.sends(_UNITS, "--kind", "units")
    office.sends("Tên mô hình,Đơn vị,Loại\nĐường hoa,Ấp Long Thuận,TT\n", "--year", "2026")
    assert office.unsent(2026) == 2
    table = office.ask("tally", "--by", "unit", "--year", "2026").out
    assert "Nothing is on record of: Ấp Phú An; Hội Phụ nữ xã." in table
    assert "danvan unit correct ap-phu-an --parent long-ho" in table
    waiting = office.ask("status", "--year", "2026", "--format", "json").json["waiting"]
    assert next(item["count"] for item in waiting if item["code"] == "units-without-models") == 2
    office.sends(_UNITS, "--kind", "units", "--default", "parent=long-ho")
    table = office.ask("tally", "--by", "unit", "--year", "2026").out
    assert "Nothing is on record of: Ấp Phú An; Hội Phụ nữ xã." in table
    assert "unit correct" not in table
