"""At a terminal it is asked which unit a name means, and whether the office goes with its own."""

import sys

import pytest
import yaml

from tests.cli.prompts.office_folder import at_terminal, vi
from tests.helpers.data_folder import DataFolder
from tests.helpers.terminal import ENTER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

_UNITS = """\
- {id: hau-giang, name: Tỉnh Hậu Giang, level: tinh}
- {id: nga-bay, name: Thành phố Ngã Bảy, level: huyen, parent: hau-giang}
- id: hiep-thanh
  name: Phường Hiệp Thành
  level: xa
  parent: nga-bay
  until: 2025-06-30
  successors: [hiep-thanh-2025]
- {id: hiep-thanh-2025, name: Phường Hiệp Thành, level: xa, parent: hau-giang, from: 2025-07-01}
"""
_REGISTER = ("register", "--year", "2025", "--kind", "tap-the", "--title", "Chợ xanh", "--unit", "Hiệp Thành")


@pytest.mark.parametrize(
    ("answer", "unit"), [("1", "hiep-thanh"), ("2", "hiep-thanh-2025"), ("từ 01/07", "hiep-thanh-2025")]
)
def test_which_unit_is_meant_is_asked_where_the_year_saw_both(answer: str, unit: str, office: DataFolder) -> None:
    office.write("units.yaml", _UNITS)
    with at_terminal(office.root.parent, *_REGISTER, "--data", str(office.root)) as clerk:
        clerk.expect("“Hiệp Thành” là đơn vị nào?")
        clerk.expect("Phường Hiệp Thành, Thành phố Ngã Bảy, đến 30/06/2025")
        clerk.expect("Phường Hiệp Thành, Tỉnh Hậu Giang, từ 01/07/2025")
        clerk.send(answer, ENTER)
        assert clerk.code() == 0
    (model,) = (office.root / "models/2025").glob("*.yaml")
    assert yaml.safe_load(model.read_bytes())["unit"] == unit


def test_what_is_wrong_beside_it_is_told_at_once(office: DataFolder) -> None:
    office.write("units.yaml", _UNITS)
    with at_terminal(office.root.parent, *_REGISTER, "--field", "zz", "--data", str(office.root)) as clerk:
        assert clerk.code() == 2
        assert "hiep-thanh-2025" in "".join(clerk.screen.lines)


@pytest.mark.parametrize(("answer", "unit"), [("c", "phuong-nga-bay"), ("k", "nga-bay")])
def test_whether_the_office_goes_with_its_unit_is_asked(answer: str, unit: str, office: DataFolder) -> None:
    typed = ("unit", "succeed", "nga-bay", "--on", "1/7/2025", "--name", "Phường Ngã Bảy", "--level", "xa")
    with at_terminal(office.root.parent, *typed, "--data", str(office.root)) as clerk:
        clerk.expect("Ghi phuong-nga-bay làm đơn vị của cơ quan")
        clerk.send(answer, ENTER)
        clerk.expect(vi("Write this?"))
        clerk.send("c", ENTER)
        assert clerk.code() == 0
    stated = yaml.safe_load((office.root / "danvan.yaml").read_bytes())
    assert stated["unit"] == unit


def test_which_unit_a_condition_means_is_asked_once(office: DataFolder) -> None:
    office.write("units.yaml", _UNITS)
    office.model("2025/cho-cu", title="Chợ cũ", unit="hiep-thanh")
    office.model("2025/cho-moi", title="Chợ mới", unit="hiep-thanh-2025")
    typed = ("set", "tags=a", "--where", "unit=Hiệp Thành", "--year", "2025")
    with at_terminal(office.root.parent, *typed, "--data", str(office.root)) as clerk:
        clerk.expect("“Hiệp Thành” là đơn vị nào?")
        clerk.send("2", ENTER)
        assert clerk.code() == 0
    assert "tags:" in (office.root / "models/2025/cho-moi.yaml").read_text("utf-8")
    assert "tags:" not in (office.root / "models/2025/cho-cu.yaml").read_text("utf-8")


def test_a_unit_named_with_what_it_lies_in_is_taken_before_what_lies_below_it(office: DataFolder) -> None:
    office.write("units.yaml", _UNITS + "- {id: cong-an, name: Công an phường, level: xa, parent: hiep-thanh}\n")
    typed = ("register", "--year", "2024", "--kind", "tap-the")
    with at_terminal(office.root.parent, *typed, "--data", str(office.root)) as clerk:
        clerk.expect_line("Đơn vị:")
        clerk.send("hiep thanh, nga bay")
        clerk.expect("Công an phường")
        clerk.send(ENTER)
        clerk.expect_line("Tên mô hình:")
        assert "Đơn vị: Phường Hiệp Thành · Thành phố Ngã Bảy · đến 30/06/2025" in clerk.screen.lines


def test_a_unit_is_found_by_anything_that_it_lies_in(office: DataFolder) -> None:
    office.write("units.yaml", _UNITS + "- {id: khu-vuc-3, name: Khu vực 3, level: xa, parent: hiep-thanh}\n")
    typed = ("register", "--year", "2024", "--kind", "tap-the")
    with at_terminal(office.root.parent, *typed, "--data", str(office.root)) as clerk:
        clerk.expect_line("Đơn vị:")
        clerk.send("khu vuc 3, nga bay")
        clerk.expect("Khu vực 3 · Phường Hiệp Thành, Thành phố Ngã Bảy")
        clerk.send(ENTER)
        clerk.expect_line("Tên mô hình:")
