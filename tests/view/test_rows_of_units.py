"""What a row of a table by unit has, and what stands in one of its own."""

import pytest

from tests.helpers.data_folder import DataFolder

UNITS = """\
- {id: tinh, name: Tỉnh Thanh Giang, level: tinh}
- {id: an-hoa, name: Xã An Hòa, level: xa, parent: tinh}
- {id: cong-an, name: Công an tỉnh, level: co-so, parent: tinh}
- {id: ap-1, name: Ấp 1, level: co-so, parent: an-hoa}
"""


@pytest.fixture
def annex(data: DataFolder) -> DataFolder:
    data.write("units.yaml", UNITS)
    for unit in ("an-hoa", "cong-an", "ap-1"):
        data.model(f"2030/2030-{unit}", unit=unit)
    return data


@pytest.mark.parametrize("asked", [("registered", "--by", "unit"), ("--by", "unit")])
def test_units_that_lie_in_one_of_the_rows_are_named(annex: DataFolder, asked: tuple[str, ...]) -> None:
    said = " ".join(annex.ask("tally", *asked, "--year", "2030", "--format", "plain", "--lang", "en").out.split())
    assert "have rows of their own: Ấp 1 (Xã An Hòa)." in said
    alone = (*asked, "--where", "unit!=an-hoa")
    assert "rows of their own" not in annex.ask("tally", *alone, "--year", "2030", "--lang", "en").out


def test_a_unit_that_lies_in_no_commune_is_not_called_unknown_alone(annex: DataFolder) -> None:
    asked = ("tally", "registered", "--by", "unit.xa", "--year", "2030")
    assert "(không thuộc cấp xã, hoặc không rõ)" in annex.ask(*asked, "--lang", "vi").out
    listed = ("list", "registered", "--group", "unit.xa", "--year", "2030", "--format", "plain", "--lang", "vi")
    assert "(không thuộc cấp xã, hoặc không rõ): 1" in annex.ask(*listed).out
    assert {"unit.xa": None, "value": 1} in annex.json(*asked)["rows"]
