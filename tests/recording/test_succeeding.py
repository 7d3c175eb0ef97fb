"""What the law makes of units: under their own name in another form, in other hands, and of the office itself."""

from typing import Any

import pytest
import yaml

from tests.helpers.clerk import UNITS, Clerk

ON = ("--on", "01/07/2025")
# Everything is as it was before the merger of 1 July 2025.
BEFORE = """\
# Các đơn vị
- {id: tinh-dong-thap, name: Tỉnh Đồng Tháp, level: tinh}
- {id: tinh-y, name: Tỉnh Yên, level: tinh}
- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen, parent: tinh-dong-thap}  # của cơ quan
- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x}
- {id: xa-b, name: Xã Bình Hoà, level: xa, parent: huyen-x}
"""
OFFICE = """\
# Cơ quan
format: 1
office: "Ban Dân vận"   # tên cũ
unit: huyen-x           # đơn vị của cơ quan
vocabulary:
  field:
    - {id: kinh-te, label: Kinh tế}   # một lĩnh vực
"""


@pytest.fixture
def law(clerk: Clerk) -> Clerk:
    clerk.write("units.yaml", BEFORE)
    clerk.write("danvan.yaml", OFFICE)
    return clerk


def units(clerk: Clerk) -> dict[str, dict[str, Any]]:
    stated = yaml.load((clerk.root / "units.yaml").read_bytes(), yaml.BaseLoader)  # noqa: S506 - days as texts
    return {unit["id"]: unit for unit in stated}


def succeeds(clerk: Clerk, *typed: str) -> dict[str, dict[str, Any]]:
    """Succeed twice, which is as good as once; give the units that are new."""
    before = units(clerk)
    said = clerk.ask("unit", "succeed", *typed)
    assert said.code == 0, said.err
    assert "nearly that name" not in said.err
    after = units(clerk)
    assert clerk.ask("unit", "succeed", *typed).code == 0
    assert units(clerk) == after
    assert clerk.ask("check").code == 0
    return {name: unit for name, unit in after.items() if name not in before}


def test_a_province_that_kept_its_name_is_another_unit_with_an_id_of_its_own(law: Clerk) -> None:
    new = succeeds(law, "Tỉnh Đồng Tháp", *ON, "--name", "Tỉnh Đồng Tháp")
    assert new == {
        "tinh-dong-thap-2025": {
            "id": "tinh-dong-thap-2025",
            "name": "Tỉnh Đồng Tháp",
            "level": "tinh",
            "from": "2025-07-01",
        }
    }
    old = units(law)["tinh-dong-thap"]
    assert (old["until"], old["successors"]) == ("2025-06-30", ["tinh-dong-thap-2025"])


def test_a_district_becomes_the_commune_of_its_name(law: Clerk) -> None:
    law.write("units.yaml", BEFORE + "- {id: xa-xuan-loc, name: Xã Xuân Lộc, level: xa, parent: tinh-y}\n")
    new = succeeds(law, "huyen-x", *ON, "--name", "Xã Xuân Lộc", "--level", "xa")
    assert {name: unit["parent"] for name, unit in new.items()} == {"xa-xuan-loc-2025": "tinh-dong-thap"}


def test_the_same_name_again_in_a_later_year_has_another_id(law: Clerk) -> None:
    succeeds(law, "xa-a", *ON, "--name", "Xã An Hòa", "--parent", "huyen-x")
    assert "xa-an-hoa" in units(law)
    succeeds(law, "Xã An Hòa", "--on", "01/01/2030", "--name", "Xã An Hòa")
    assert units(law)["xa-an-hoa-2030"]["from"] == "2030-01-01"
    assert units(law)["xa-an-hoa"]["until"] == "2029-12-31"


def test_what_another_unit_became_elsewhere_under_that_name_is_not_it(law: Clerk) -> None:
    law.write("units.yaml", BEFORE + "- {id: xa-moi, name: Xã Mới, level: xa, parent: tinh-y, from: 2025-07-01}\n")
    new = succeeds(law, "xa-a", "xa-b", *ON, "--name", "Xã Mới")
    assert {unit["name"] for unit in new.values()} == {"Xã Mới"}
    assert units(law)["xa-a"]["successors"] == [*new]


def test_a_name_is_that_of_the_day_before_and_of_the_day(law: Clerk) -> None:
    law.write("units.yaml", UNITS)
    succeeds(law, "Xã An Hòa", "--on", "01/01/2027", "--into", "Xã Xuân Lộc")
    assert units(law)["xa-a-moi"]["until"] == "2026-12-31"
    assert units(law)["xa-a"]["until"] == "2025-06-30"


def test_a_successor_lies_in_what_the_parent_became_or_above_it(law: Clerk) -> None:
    succeeds(law, "tinh-dong-thap", *ON, "--name", "Tỉnh Đồng Tháp")
    succeeds(law, "huyen-x", *ON, "--name", "Xã Xuân Lộc", "--level", "xa")
    new = succeeds(law, "xa-a", "xa-b", *ON, "--name", "Xã Hòa")
    assert [unit["parent"] for unit in new.values()] == ["tinh-dong-thap-2025"]


def test_parents_that_end_in_each_other_are_left_as_they_are(law: Clerk) -> None:
    law.write(
        "units.yaml",
        "- {id: a, name: Huyện A, level: huyen, until: 2020, successors: [b]}\n"
        "- {id: b, name: Huyện B, level: huyen, until: 2020, successors: [a]}\n"
        "- {id: xa-a, name: Xã An, level: xa, parent: a}\n",
    )
    assert law.ask("unit", "succeed", "xa-a", *ON, "--name", "Xã Hòa").code == 0
    assert units(law)["xa-hoa"]["parent"] == "a"


@pytest.mark.parametrize("option", ["--office", "--yes"])
def test_the_office_goes_with_its_unit_in_one_plan(option: str, law: Clerk) -> None:
    said = law.ask("unit", "succeed", "huyen-x", *ON, "--name", "Xã Xuân Lộc", "--level", "xa", option)
    assert said.code == 0, said.err
    assert "still names" not in said.err
    assert "danvan.yaml" in said.err
    assert (law.root / "danvan.yaml").read_text("utf-8") == OFFICE.replace("unit: huyen-x ", "unit: xa-xuan-loc ")


@pytest.mark.parametrize("option", [(), ("--yes", "--no-office")])
def test_it_stays_where_nobody_says_so_and_how_is_told(option: tuple[str, ...], law: Clerk) -> None:
    said = law.ask("unit", "succeed", "huyen-x", *ON, "--name", "Xã Xuân Lộc", "--level", "xa", *option)
    assert said.code == 0, said.err
    assert "still names huyen-x" in said.err
    assert "--office" in said.err
    assert (law.root / "danvan.yaml").read_text("utf-8") == OFFICE


def test_an_office_whose_unit_was_split_chooses_itself(law: Clerk) -> None:
    said = law.ask("unit", "succeed", "huyen-x", *ON, "--into", "xa-a", "--into", "xa-b", "--yes")
    assert said.code == 0, said.err
    assert "still names huyen-x" in said.err
    assert (law.root / "danvan.yaml").read_text("utf-8") == OFFICE


def test_of_another_unit_the_office_is_no_matter(law: Clerk) -> None:
    assert law.ask("unit", "succeed", "xa-a", *ON, "--into", "xa-b", "--office").code == 0
    assert (law.root / "danvan.yaml").read_text("utf-8") == OFFICE


def test_a_dry_run_shows_both_files_and_writes_none(law: Clerk) -> None:
    before = law.files()
    said = law.ask("unit", "succeed", "huyen-x", *ON, "--name", "Xã Lộc", "--level", "xa", "--office", "--dry-run")
    assert (said.code, law.files()) == (0, before)
    assert "units.yaml" in said.out
    assert "danvan.yaml" in said.out
